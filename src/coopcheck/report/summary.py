"""One line of CSV for an assessment: what a docket of many requests needs at a glance."""

import csv
import io
from collections.abc import Iterable, Sequence

from coopcheck.errors import InputError
from coopcheck.model.findings import Assessment
from coopcheck.report.terminal_grounds import by_gravity
from coopcheck.report.words import titled
from coopcheck.text import csv_cell

COLUMNS = (
    "row", "name", "requesting", "requested", "form", "on", "best basis", "status",
    "dual criminality", "gravest ground", "likelihood", "first question", "error",
)  # fmt: skip


def csv_line(values: Iterable[object]) -> str:
    """Values as a line of CSV, safe to open in a spreadsheet, without a line break."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([_cell(value) for value in values])
    return out.getvalue()


def _cell(value: object) -> str:
    return csv_cell(value) if isinstance(value, str) else "" if value is None else str(value)


def header() -> str:
    """The names of the columns."""
    return csv_line(COLUMNS)


def summary_line(row: int, assessment: Assessment) -> str:
    """The answer in short. The best basis is the one of the first rank that applies or may."""
    request = assessment.request
    live = [basis for basis in assessment.legal_bases if basis.rank is not None]
    best = min(live, key=lambda basis: basis.rank or 0, default=None)
    grounds = [g for g in assessment.refusal_grounds if g.likelihood in ("likely", "possible")]
    gravest = min(grounds, key=by_gravity, default=None)
    questions = assessment.questions
    return csv_line(
        [
            row,
            request.name,
            request.requesting.code,
            request.requested.code,
            request.form,
            request.on,
            titled(best.short, best.article) if best else "none on record",
            best.status if best else None,
            assessment.dual_criminality.finding,
            gravest.title if gravest else None,
            gravest.likelihood if gravest else None,
            questions[0].question if questions else None,
            None,
        ]
    )


def bad_summary_line(row: int, problems: Sequence[InputError]) -> str:
    """A row that is no case: its number and what is wrong with it."""
    told = " ".join(str(each) for each in problems)
    return csv_line([row, *[None] * (len(COLUMNS) - 2), told])
