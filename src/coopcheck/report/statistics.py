"""Statistics as CSV and JSON: every figure on a line of its own, for a pivot table or a program."""

import json
from collections.abc import Iterator

from coopcheck.report.summary import csv_line
from coopcheck.statistics import Figure, Statistics

SCHEMA_VERSION = "1.0"


def to_csv(found: Statistics) -> Iterator[str]:
    """Lines of CSV, the header first; ``share`` is the part of the cases in the group."""
    yield csv_line([*Figure._fields, "share"])
    for figure in found.figures():
        yield csv_line([*figure, f"{figure.share:.4f}"])


def to_json(found: Statistics) -> str:
    """One JSON object with all figures, ASCII only."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "assessments": found.assessments,
        "bad_rows": found.bad_rows,
        "knowledge": [
            {"hash": name, "assessments": count} for name, count in sorted(found.knowledge.items())
        ],
        "figures": [
            {**figure._asdict(), "share": round(figure.share, 4)} for figure in found.figures()
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=True)
