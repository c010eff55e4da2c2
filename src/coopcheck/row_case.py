"""From a row of a stream to a case: the columns of CSV, and where a fault stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coopcheck.errors import InputError, InputErrors, nearest
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.documents import Document, Path_, parse_json
from coopcheck.model.case import Case
from coopcheck.rows import Layout, Row

CHARGE = ("charges", 0)
COLUMNS: dict[str, Path_] = {
    "name": ("name",),
    "requesting": ("requesting",),
    "requested": ("requested",),
    "form": ("form",),
    "on": ("on",),
    "stage": ("stage",),
    "measures": ("measures",),
    "nationality": ("person", "nationality"),
    "minor": ("person", "minor"),
    "charge": (*CHARGE, "name"),
    "conduct": (*CHARGE, "conduct"),
    "category": (*CHARGE, "category"),
    "period_from": (*CHARGE, "period", "from"),
    "period_to": (*CHARGE, "period", "to"),
    "places": (*CHARGE, "places"),
    "penalty": (*CHARGE, "penalty", "max"),
    "imposed": (*CHARGE, "sentence", "imposed"),
    "remaining": (*CHARGE, "sentence", "remaining"),
}
"""Each column of CSV and its place in a case file. Facts and elements are columns too."""
NEEDED = ("requesting", "requested", "form")
LISTS = ("measures", "nationality", "places")
ELEMENT_KINDS = (
    "actor", "act", "object", "recipient", "means", "purpose", "mental", "circumstance", "result",
)  # fmt: skip
_ANSWERS = {"true": "yes", "false": "no"}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def columns(kb: KnowledgeBase, header: Sequence[str], name: str) -> tuple[str, ...]:
    """The columns that a header names. Raises ``InputError`` for the first that is none."""
    facts = {key for key, fact in kb.facts.items() if fact.kind == "truth"}
    known = [*COLUMNS, *sorted(facts), *sorted(kb.elements)]
    found: list[str] = []
    for title in header:
        column = title.strip().lower()
        if column not in COLUMNS and column not in facts and column not in kb.elements:
            close = nearest(column, known)
            raise InputError(
                f'no column "{title.strip()}".' if column else "a column has no name.",
                place=f"{name}:1",
                expected="" if close else ", ".join(COLUMNS) + " or the name of a fact.",
                nearest=close,
            )
        if column in found:
            raise InputError(f'column "{column}" is there twice.', place=f"{name}:1")
        found.append(column)
    for column in NEEDED:
        if column not in found:
            raise InputError(f'column "{column}" is missing.', place=f"{name}:1")
    return tuple(found)


def case_of(row: Row, layout: Layout) -> tuple[Case, Document]:
    """The case in a row, and the document that knows its places. Raises ``InputError``."""
    where = f"{layout.name}:{row.line}"
    if row.fault:
        raise InputError(f"{row.fault}.", place=where)
    if layout.format == "yaml":
        document = _yaml(row, layout)
    elif layout.format == "jsonl":
        document = _Placed(parse_json(row.text, where, row=True), where, {}, {})
    else:
        document = _Placed(_record(row, layout), where, {}, {}, csv=True)
    if not isinstance(document.data, dict):
        raise InputError(
            "this is no case.",
            place=where,
            expected="keys such as requesting, requested, form and charges.",
        )
    return build(document.data, document), document


def told(error: InputError, document: Document | None) -> list[InputError]:
    """The problems of a row, those that the engine found placed in the stream."""
    if isinstance(error, InputErrors):
        return [problem for one in error.problems for problem in told(one, document)]
    if document is not None:
        error.place = document.place(_path(error.place))
        error.expected = (
            error.expected.replace(" (--offence)", "")
            .replace("--form ", "form ")
            .replace("--penalty ", "penalty max ")
        )
    return [error]


@dataclass(slots=True)
class _Placed(Document):
    """Places are the line of the row and the path (or column) in it."""

    csv: bool = False

    def place(self, path: Path_ = (), *, key: bool = False) -> str:
        return f"{self.name}: {self._named(path)}" if path else self.name

    def _named(self, path: Path_) -> str:
        if self.csv:
            if path[0] == "facts" or "elements" in path:
                return str(path[-1])
            for length in range(len(path), 0, -1):
                for column, known in COLUMNS.items():
                    if known[:length] == path[:length]:
                        return column
        words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
        return words.removeprefix(".")


@dataclass(slots=True)
class _Shifted(Document):
    """Places within a stream of documents: lines count from its start."""

    before: int = 0

    def place(self, path: Path_ = (), *, key: bool = False) -> str:
        marks = self.key_marks if key else self.marks
        while path and path not in marks:
            path, marks = path[:-1], self.marks
        line, column = marks.get(path, (1, 1))
        return f"{self.name}:{line + self.before}:{column}"


def _path(place: str) -> Path_:
    """``charges[0].category`` as a path; the names of facts have points of their own."""
    if place.startswith("facts."):
        return "facts", place.removeprefix("facts.")
    steps = (int(m[2]) if m[2] else m[1] for m in _STEP.finditer(place))
    return tuple(steps)


def _yaml(row: Row, layout: Layout) -> Document:
    from coopcheck.knowledge.files import parse_yaml

    try:
        found = parse_yaml(row.text, layout.name)
    except InputError as error:
        head, line, column = error.place.rsplit(":", 2)
        error.place = f"{head}:{int(line) + row.line - 1}:{column}"
        raise
    return _Shifted(found.data, layout.name, found.marks, found.key_marks, before=row.line - 1)


def _record(row: Row, layout: Layout) -> dict[str, Any]:
    """The case that the values of a line say; an empty value says nothing."""
    data: dict[str, Any] = {}
    charge: dict[str, Any] = {}
    for column, text in zip(layout.columns, row.values, strict=True):
        value: Any = text.strip()
        if not value:
            continue
        path = COLUMNS.get(column)
        if column in LISTS:
            value = [part.strip() for part in value.split(";") if part.strip()]
        elif path is None or column == "minor":
            value = _ANSWERS.get(value.lower(), value.lower())
        if path is None:
            if column.partition(".")[0] in ELEMENT_KINDS:
                charge.setdefault("elements", {})[column] = value
            else:
                data.setdefault("facts", {})[column] = value
            continue
        holder = charge if path[:2] == CHARGE else data
        *steps, last = map(str, path[2:] if holder is charge else path)
        for step in steps:
            holder = holder.setdefault(step, {})
        holder[last] = value
    if charge:
        data["charges"] = [charge]
    return data
