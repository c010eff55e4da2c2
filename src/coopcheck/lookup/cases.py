"""Decided cases: what the court held and what coopcheck says today, item by item."""

from typing import Any, Literal

from msgspec import Struct

from coopcheck.engine.assess import assess
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.knowledge.decided import items
from coopcheck.lookup import find
from coopcheck.lookup.records import Named, named
from coopcheck.model.case import Case
from coopcheck.model.decided import DecidedCase
from coopcheck.model.findings import Assessment
from coopcheck.text import one_line

_NO_REASON = "The reason is not on record."
_FINDINGS = {
    "satisfied": "a crime in both",
    "not_satisfied": "not a crime in both",
    "partly": "a crime in both for some charges only",
    "undetermined": "not known yet",
    "presumed": "presumed a crime in both",
    "not_required": "need not be a crime in both",
}
_HELD = {
    "upheld": "upheld",
    "rejected": "rejected",
    "assurance-required": "an assurance was required",
    "treaty-excludes": "closed by the treaty",
    "discretion": "a matter of discretion",
    "to-be-verified": "to be verified",
    "applicable": "applies",
    "not-applicable": "does not apply",
}
_SAID = {
    "applicable": "applies",
    "conditional": "applies on conditions",
    "inapplicable": "does not apply",
    "likely": "refusal likely",
    "possible": "refusal possible",
    "unlikely": "unlikely",
    "excluded": "closed by the law",
}


class Compared(Struct, kw_only=True):
    """One item: ``held`` and ``said`` are values as in the data, the others words for them.

    ``reason``: why the two differ, where they do. ``unexpected``: coopcheck does not say what the
    case file expects of it.
    """

    item: str
    title: str
    held: str | list[str]
    said: str
    held_in_words: str
    said_in_words: str
    agrees: bool
    unexpected: bool
    reason: str | None


class CaseRow(Struct, kw_only=True):
    """One line of the list. ``verdict``: agrees or differs, and on how many items of how many."""

    slug: str
    title: str
    court: str
    citation: str
    date: str
    requesting: Named
    requested: Named
    form: str
    outcome: str
    verdict: Literal["agrees", "differs"]
    items: int
    items_agreed: int
    differs: list[str]


class DecidedCases(Struct, kw_only=True):
    """The answer of ``coopcheck cases``."""

    on: str
    cases: list[CaseRow]


class CaseSaid(Struct, kw_only=True):
    """The answer of ``coopcheck case SLUG``. ``case`` is the case file."""

    on: str
    row: CaseRow
    facts: str
    case: dict[str, Any]
    compared: list[Compared]
    outside: str | None
    note: str | None
    lesson: str
    sources: list[str]
    verified: str


def cases(kb: KnowledgeBase, on: str) -> DecidedCases:
    """Every decided case, latest first, with whether coopcheck comes to what was decided."""
    rows = []
    for each in kb.decided:
        record = kb.decided_case(each.slug)
        rows.append(_row(kb, each.slug, record, compared(kb, record, on)))
    rows.sort(key=lambda row: row.slug)
    rows.sort(key=lambda row: row.date, reverse=True)
    return DecidedCases(on=on, cases=rows)


def case(kb: KnowledgeBase, name: str, on: str) -> CaseSaid:
    """One decided case. Raises ``InputError`` with the nearest slugs."""
    slug = find.decided_case(kb, name)
    record = kb.decided_case(slug)
    found = compared(kb, record, on)
    decided = record.decided
    return CaseSaid(
        on=on,
        row=_row(kb, slug, record, found),
        facts=one_line(record.prose, 20_000),
        case=record.case,
        compared=found,
        outside=decided.outside,
        note=decided.note,
        lesson=decided.lesson,
        sources=[record.source] if isinstance(record.source, str) else record.source,
        verified=record.verified,
    )


def run(kb: KnowledgeBase, record: DecidedCase, on: str) -> Assessment:
    """What coopcheck says of the case; ``on`` counts only where the case has no date."""
    return assess(Case.model_validate(record.case), kb, today=on, include_inapplicable=True)


def compared(kb: KnowledgeBase, record: DecidedCase, on: str) -> list[Compared]:
    """Every item that was decided and for which there is a word, beside what coopcheck says."""
    result = run(kb, record, on)
    expected = items(record.expected)
    found = []
    for key, held in items(record.decided).items():
        now, same = value(result, key), agrees(result, key, held)
        reason = record.differs.get(key) or record.wrong.get(key) or _NO_REASON
        found.append(
            Compared(
                item=key,
                title=_title(kb, result, key),
                held=held,
                said=now,
                held_in_words=_held_in_words(held),
                said_in_words=_said_in_words(key, now),
                agrees=same,
                unexpected=now != expected.get(key, now),
                reason=None if same else one_line(reason, 5_000),
            )
        )
    return found


def value(result: Assessment, key: str) -> str:
    """What an assessment says on one item."""
    kind, _, name = key.partition(".")
    if kind == "dual_criminality":
        return result.dual_criminality.finding
    if kind == "charges":
        return result.dual_criminality.charges[int(name) - 1].finding
    if kind == "bases":
        return next((b.status for b in result.legal_bases if b.id == name), "absent")
    return next((g.likelihood for g in result.refusal_grounds if g.id == name), "absent")


def agrees(result: Assessment, key: str, held: Any) -> bool:
    """Whether what is said comes to what the court held."""
    now = value(result, key)
    if key.startswith("bases."):
        return now == "applicable" if held == "applicable" else now in ("inapplicable", "absent")
    if key.startswith("grounds."):
        ground = next((g for g in result.refusal_grounds if f"grounds.{g.id}" == key), None)
        if ground is None:
            return bool(held == "rejected")
        return {
            "upheld": ground.triggered == "yes" and now in ("likely", "possible"),
            "rejected": now in ("unlikely", "excluded"),
            "treaty-excludes": now == "excluded",
            "discretion": now == "possible" and ground.strength == "optional",
            "to-be-verified": now == "possible" and ground.triggered == "unknown",
            "assurance-required": now in ("likely", "possible")
            and any("assurance" in c.cure for c in ground.cures),
        }[held]
    allowed = held if isinstance(held, list) else [held]
    return now in allowed or (now == "presumed" and "satisfied" in allowed)


def _row(kb: KnowledgeBase, slug: str, record: DecidedCase, found: list[Compared]) -> CaseRow:
    differing = [each.item for each in found if not each.agrees]
    return CaseRow(
        slug=slug,
        title=record.title,
        court=record.court,
        citation=record.citation,
        date=record.date,
        requesting=named(kb, record.case["requesting"]),
        requested=named(kb, record.case["requested"]),
        form=record.case["form"],
        outcome=record.decided.outcome,
        verdict="differs" if differing else "agrees",
        items=len(found),
        items_agreed=len(found) - len(differing),
        differs=differing,
    )


def _title(kb: KnowledgeBase, result: Assessment, key: str) -> str:
    kind, _, name = key.partition(".")
    if kind == "bases":
        short = next((b.short for b in result.legal_bases if b.id == name), None)
        return short or (kb.heads[name].short if name in kb.heads else name)
    if kind == "grounds":
        return kb.grounds[name].title if name in kb.grounds else name
    if kind == "charges":
        return f"Charge {name}: {result.request.charges[int(name) - 1].name}"
    return "Crime in both"


def _held_in_words(held: Any) -> str:
    if isinstance(held, list):
        return " or ".join(_FINDINGS[each] for each in held)
    return _FINDINGS.get(held) or _HELD.get(held, str(held))


def _said_in_words(key: str, now: str) -> str:
    if now == "absent":
        return "not on record" if key.startswith("bases.") else "no ground"
    return _FINDINGS.get(now) or _SAID.get(now, now)
