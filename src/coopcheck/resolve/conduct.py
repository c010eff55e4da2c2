"""Free text about conduct, recognised as offence categories and elements by trigger phrases.

Deterministic: the same text gives the same proposals. A weak or ambiguous match is never silently
taken; ``settle`` raises an error that lists the candidates.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from msgspec.structs import replace

from coopcheck.errors import UnclearConduct
from coopcheck.model.offence import Category, Element
from coopcheck.resolve.scoring import LEAD, WEAK, Candidate, Match, broader_than, score
from coopcheck.resolve.triggers import Index, index
from coopcheck.resolve.words import LIMIT
from coopcheck.text import clean

__all__ = ["LEAD", "SURE", "WEAK", "Candidate", "Match", "match", "settle", "split"]

SURE = 78.0
"""A score (0 to 100) from which the best proposal may be taken."""
RIVAL = 70.0
"""From here on another category is in the way of taking the best, however far that is ahead."""
DOUBTFUL = 50.0
"""From here on a part of a text may be an offence that is none of those found."""
STRONG = 60.0
"""A second category from here on makes it worthwhile to look for several offences."""
PIECES = 40
"""Into how many pieces a text is cut at most when several offences are looked for."""
_JOINT = re.compile(r"[.;]\s+|,\s+(?:and\s+)?(?:then\s+)?|\s(?:and\s+then|and|then)\s+", re.I)
_STOP = re.compile(r"[.;]\s+")
_DANGLING = re.compile(r"(?:[\s,]+(?:and|then))+$", re.I)


def match(text: str, categories: Mapping[str, Category], elements: Mapping[str, Element]) -> Match:
    """Propose categories and elements for a text."""
    made = index(categories, elements)
    found = score(text, made)
    strong = [c for c in found.candidates if c.score >= STRONG]
    if len(strong) < 2:
        return found
    parts = _several(found, made)
    named = tuple(dict.fromkeys(category for _part, category in parts))
    return replace(found, several=named)


def settle(found: Match, categories: Mapping[str, Category], place: str) -> str:
    """The one category that a text clearly means.

    Raises ``UnclearConduct`` with the candidates if the match is weak or ambiguous, or if the
    text describes several offences.
    """
    if len(found.several) < 2 and not found.mixed:
        taken = _clear(found.candidates, categories)
        if taken is not None:
            return taken
    proposed = found.several or tuple(c.category for c in found.candidates[:4])
    names = [f"{key} ({categories[key].title})" for key in proposed]
    message = "the conduct is not recognised."
    if names:
        message = "the conduct is not clearly one offence."
    if found.several:
        message = "the conduct is more than one offence: give each as a charge of its own."
    raise UnclearConduct(message, place=place, candidates=list(proposed), nearest=names)


def split(
    text: str, categories: Mapping[str, Category], elements: Mapping[str, Element]
) -> list[tuple[str, str]]:
    """The parts of a text that are clearly one offence each, with the category.

    One entry where the whole text is one offence; none where it is weak or ambiguous.
    """
    made = index(categories, elements)
    found = score(text, made)
    parts = _several(found, made)
    if len(parts) > 1:
        return parts
    taken = None if found.mixed else _clear(found.candidates, categories)
    return [] if taken is None else [(text, taken)]


def _clear(candidates: tuple[Candidate, ...], categories: Mapping[str, Category]) -> str | None:
    """The best category if it is sure, well ahead, and no unrelated one is likely too.

    Related are those that it is a kind of, and its own kinds: what makes them special is not said.
    """
    if not candidates or candidates[0].score < SURE:
        return None
    best = candidates[0]
    for other in candidates[1:]:
        if best.score - other.score < LEAD:
            return None
        related = other.category in broader_than(best.category, categories)
        related = related or best.category in broader_than(other.category, categories)
        if other.score >= RIVAL and not related:
            return None
    return best.category


def _several(found: Match, made: Index) -> list[tuple[str, str]]:
    """The parts, unless one offence made up of both is as likely (force and theft: robbery)."""
    parts = _parts(found.text, made)
    labels = {label for _part, label in parts}
    for candidate in found.candidates:
        broader = made.categories[candidate.category].broader
        if candidate.score >= STRONG and candidate.category not in labels and broader in labels:
            return []
    return parts


def _parts(text: str, made: Index) -> list[tuple[str, str]]:
    """Consecutive parts of a text, joined by "and", "then" or a stop, each clearly one offence.

    Empty unless there are at least two parts of different offences and every part is clear.
    """
    pieces = _pieces(clean(text[:LIMIT]))
    found = [score(piece, made).candidates for piece in pieces]
    labels = [_clear(candidates, made.categories) for candidates in found]
    joined: list[tuple[str, str]] = []
    waiting = ""
    for piece, label in zip(pieces, labels, strict=True):
        if label is None and not joined:
            waiting += piece
        elif label is None or (joined and joined[-1][1] == label):
            joined[-1] = (joined[-1][0] + piece, joined[-1][1])
        else:
            joined.append((waiting + piece, label))
            waiting = ""
    named = {label for _piece, label in joined}
    for candidates, label in zip(found, labels, strict=True):
        best = candidates[0] if label is None and candidates else None
        if best and best.score >= DOUBTFUL and best.category not in named:
            return []
    if len(named) < 2:
        return []
    for part, label in joined:
        if _clear(score(part, made).candidates, made.categories) != label:
            return []
    return [(_trimmed(piece), label) for piece, label in joined]


def _pieces(text: str) -> list[str]:
    """A text cut after stops, commas, "and" and "then"; at stops alone if there are too many."""
    for joint in (_JOINT, _STOP):
        cuts = [found.end() for found in joint.finditer(text)]
        if len(cuts) < PIECES:
            edges = [0, *cuts, len(text)]
            return [text[a:b] for a, b in pairwise(edges) if text[a:b].strip()]
    return [text]


def _trimmed(piece: str) -> str:
    return _DANGLING.sub("", piece.strip()).strip(" ,;.")
