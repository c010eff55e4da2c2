"""What free text is recognised as, and why."""

from msgspec import Struct

from coopcheck.errors import InputError, UnclearConduct
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.resolve.conduct import LEAD, RIVAL, SURE, match, settle, split
from coopcheck.text import one_line


class CandidateSaid(Struct, kw_only=True):
    """An offence proposed: its score (0 to 100) and the phrases that led to it."""

    id: str
    title: str
    score: float
    why: list[str]


class ElementFound(Struct, kw_only=True):
    """An element of conduct found in the text, with the phrase that shows it."""

    id: str
    says: str
    phrase: str


class PartFound(Struct, kw_only=True):
    """A part of a text that describes several offences."""

    text: str
    id: str
    title: str


class Recognised(Struct, kw_only=True):
    """The answer of ``coopcheck match``. ``taken``: what an assessment would read it as."""

    text: str
    taken: str | None
    reason: str
    candidates: list[CandidateSaid]
    parts: list[PartFound]
    elements: list[ElementFound]


def recognise(kb: KnowledgeBase, text: str) -> Recognised:
    """Match a text against every offence. Raises ``InputError`` if there is no text."""
    if not text.strip():
        raise InputError("no text is given.", place="match", expected="what was done, in words.")
    found = match(text, kb.categories, kb.elements)
    parts = split(text, kb.categories, kb.elements) if len(found.several) > 1 else []
    taken, reason = None, ""
    try:
        taken = settle(found, kb.categories, "match")
        reason = f"it scores {SURE:g} or more, {LEAD:g} ahead of the next, and nothing else is near"
    except UnclearConduct as error:
        reason = _why_not(found.candidates[0].score if found.candidates else None, bool(parts))
        del error
    return Recognised(
        text=text,
        taken=taken,
        reason=reason,
        candidates=[
            CandidateSaid(
                id=each.category,
                title=kb.categories[each.category].title,
                score=each.score,
                why=list(each.why),
            )
            for each in found.candidates
        ],
        parts=[
            PartFound(text=one_line(part, 300), id=key, title=kb.categories[key].title)
            for part, key in parts
        ],
        elements=[
            ElementFound(id=key, says=kb.elements[key].label, phrase=phrase)
            for key, phrase in found.elements.items()
        ],
    )


def _why_not(best: float | None, several: bool) -> str:
    if several:
        return "it describes several offences; an assessment reads each as a charge of its own"
    if best is None:
        return "no offence is recognised; name one, or say what was done in other words"
    if best < SURE:
        return f"the best scores under {SURE:g}, which is not sure enough to be taken"
    return (
        f"another offence is within {LEAD:g} of the best, or scores {RIVAL:g} or more itself; "
        "name the one that is meant"
    )
