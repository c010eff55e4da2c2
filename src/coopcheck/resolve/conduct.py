"""Free text about conduct, recognised as offence categories and elements by trigger phrases.

Deterministic: the same text gives the same proposals. A weak or ambiguous match is never silently
taken; ``settle`` raises an error that lists the candidates.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from coopcheck.errors import UnclearConduct
from coopcheck.model.offence import Category, Element
from coopcheck.text import fold

SURE = 78.0
"""A score (0 to 100) from which the best proposal may be taken."""
LEAD = 8.0
"""How far ahead of the next one it must be."""
WEAK = 45.0
"""Below this a category is not proposed at all."""


@dataclass(slots=True, frozen=True)
class Candidate:
    """A category proposed for a text, with its score (0 to 100) and the phrases that led to it."""

    category: str
    score: float
    why: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Match:
    """What a text was recognised as: categories, best first, and elements with their phrase."""

    text: str
    candidates: tuple[Candidate, ...]
    elements: dict[str, str]


def match(text: str, categories: Mapping[str, Category], elements: Mapping[str, Element]) -> Match:
    """Propose categories and elements for a text."""
    folded = fold(text)
    padded = f" {folded} "
    shown: dict[str, str] = {}
    for key, element in elements.items():
        for phrase in element.phrases:
            if f" {fold(phrase)} " in padded:
                shown[key] = phrase
                break
    found = []
    for key, category in categories.items():
        scored = []
        for phrase in (*category.synonyms, *category.phrases, category.title):
            clean = fold(phrase)
            if f" {clean} " in padded:
                scored.append((100.0, phrase))
            else:
                scored.append((fuzz.token_set_ratio(clean, folded) * 0.8, phrase))
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        score = scored[0][0] if scored else 0.0
        if score >= WEAK:
            found.append(
                Candidate(key, round(score, 1), tuple(p for s, p in scored if s >= WEAK)[:3])
            )
    found.sort(key=lambda candidate: (-candidate.score, candidate.category))
    return Match(text, tuple(found[:5]), shown)


def settle(found: Match, categories: Mapping[str, Category], place: str) -> str:
    """The one category that a text clearly means.

    Raises ``UnclearConduct`` with the candidates if the match is weak or ambiguous.
    """
    best = found.candidates[0] if found.candidates else None
    second = found.candidates[1].score if len(found.candidates) > 1 else 0.0
    if best is not None and best.score >= SURE and best.score - second >= LEAD:
        return best.category
    names = [f"{c.category} ({categories[c.category].title})" for c in found.candidates[:4]]
    raise UnclearConduct(
        "the conduct is not clearly one offence." if names else "the conduct is not recognised.",
        place=place,
        candidates=[c.category for c in found.candidates[:4]],
        nearest=names,
    )
