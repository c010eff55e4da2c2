"""Decided cases: their checks beyond the shape, the items that are compared, and their index."""

from collections.abc import Iterator
from typing import Any

from coopcheck.errors import InputError, InputErrors, nearest
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.documents import Document, Path_
from coopcheck.knowledge.references import Names
from coopcheck.model.case import Case
from coopcheck.model.decided import Decided, DecidedCase, Expected

_OPEN = ("not-in-issue", "not_required")


def items(part: Decided | Expected) -> dict[str, Any]:
    """``{"grounds.nationality": "upheld", "dual_criminality": ...}``: what is compared."""
    found: dict[str, Any] = {f"bases.{name}": value for name, value in part.bases.items()}
    found |= {f"grounds.{name}": value for name, value in part.grounds.items()}
    found["dual_criminality"] = part.dual_criminality
    found |= {f"charges.{number}": value for number, value in enumerate(part.charges, 1)}
    return {key: value for key, value in found.items() if value != "not-in-issue"}


def check(record: DecidedCase, document: Document, known: Names) -> list[InputError]:
    """Everything wrong with a decided case whose shape is right."""
    problems: list[InputError] = []
    try:
        case = build(record.case, _inside(document))
    except InputErrors as error:
        return list(error.problems)
    except InputError as error:
        return [error]
    for path, what, value, valid in _named(case, known):
        if value not in valid:
            close = nearest(value, sorted(valid))
            place = document.place(("case", *path))
            problems.append(InputError(f'no {what} "{value}".', place=place, nearest=close))
    for path, message in _contradictions(record, len(case.charges)):
        problems.append(InputError(message, place=document.place(path)))
    return problems


def _inside(document: Document) -> Document:
    """The part of the document that is a case file."""
    marks, keys = (
        {path[1:]: mark for path, mark in held.items() if path[:1] == ("case",)}
        for held in (document.marks, document.key_marks)
    )
    return Document(document.data["case"], document.name, marks, keys)


def _named(case: Case, known: Names) -> Iterator[tuple[Path_, str, str, Any]]:
    yield ("requesting",), "State", case.requesting, known.states
    yield ("requested",), "State", case.requested, known.states
    for name in case.facts:
        yield ("facts", name), "fact", name, known.facts
    for number, charge in enumerate(case.charges):
        if charge.category is not None:
            path: Path_ = ("charges", number, "category")
            yield path, "offence category", charge.category, known.categories
        for name in charge.elements:
            yield ("charges", number, "elements", name), "element", name, known.elements


def _contradictions(record: DecidedCase, charges: int) -> Iterator[tuple[Path_, str]]:
    sources = [record.source] if isinstance(record.source, str) else record.source
    if bool(sources) != (record.verified != "unverified"):
        yield ("verified",), "what was read has a source, and what is unverified has none."
    if not all(source.startswith(("https://", "http://")) for source in sources):
        yield ("source",), "a source is an address that begins with https:// or http://."
    for name in ("title", "court", "citation", "prose"):
        if not getattr(record, name).strip():
            yield (name,), f'"{name}" is empty.'
    if not record.decided.lesson.strip():
        yield ("decided", "lesson"), '"lesson" is empty.'
    for name, part in (("decided", record.decided), ("expected", record.expected)):
        if len(part.charges) not in (0, charges):
            yield (
                (name, "charges"),
                f"findings for {len(part.charges)} of {charges} charges; each has one, or none.",
            )
    decided, expected = items(record.decided), items(record.expected)
    for key in decided:
        if key not in expected:
            yield ("expected",), f'"{key}" was decided, but it is not said what is expected.'
    for name, reasons, compared in (
        ("differs", record.differs, decided),
        ("wrong", record.wrong, expected),
    ):
        for key in reasons:
            if key not in compared:
                yield (name, key), f'"{key}" is no item that is compared.'


def kept(data: dict[str, Any]) -> dict[str, Any]:
    """The plain data of a valid record, with the case as a case file in its own words."""
    case = Case.model_validate(data["case"])
    return {**data, "case": case.plain()}


def head(slug: str, data: dict[str, Any]) -> dict[str, Any]:
    """What the index keeps (``coopcheck.model.catalogue.CaseHead``)."""
    case, decided = data["case"], data["decided"]
    over_all = decided["dual_criminality"]
    each = decided.get("charges") or [over_all] * len(case.get("charges", []))
    in_issue = [
        charge["category"]
        for charge, held in zip(case.get("charges", []), each, strict=True)
        if "category" in charge and held not in _OPEN
    ]
    return {
        "slug": slug,
        "title": data["title"],
        "citation": data["citation"],
        "date": data["date"],
        "requested": case["requested"],
        "form": case["form"],
        "categories": sorted(set(in_issue)),
        "grounds": decided.get("grounds", {}),
        "bases": sorted(decided.get("bases", {})),
    }
