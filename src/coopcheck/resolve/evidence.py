"""What in a text speaks for a category, and how strongly.

How a score comes about. Each piece of evidence has a weight, the share of doubt that it takes
away (``WEIGHTS``); pieces on different words add up, so that the score is what doubt is left, from
100. A piece counts less the more offences its words belong to. Evidence is a category's name or
phrase, and every element of its formula that the text shows: so both the label that a practitioner
gives and the facts that he tells lead to the category. What speaks for another actor, recipient or
act than the formula needs takes evidence away. Words alone, out of any phrase, only help to rank.
"""

from collections.abc import Mapping
from math import exp, log

from msgspec import Struct

from coopcheck.resolve.hits import Hit
from coopcheck.resolve.roles import OTHERS, shown_elements
from coopcheck.resolve.triggers import Index
from coopcheck.resolve.words import FUNCTION_WORDS, Words

WEIGHTS = {
    # what:    (word by word, in order with other words between, near each other)
    "name": (0.85, 0.62, 0.5),
    "phrase": (0.8, 0.62, 0.45),
    "act": (0.6, 0.45, 0.3),
    "other": (0.25, 0.15, 0.1),
}
"""Doubt (0 to 1) that one piece of evidence takes away: a name or phrase of the category, an act
of its formula, another element of it."""
ONE_WORD = {"name": 0.66, "phrase": 0.5, "act": 0.45, "other": 0.2}
"""The same for a phrase of one word, which may well be there by chance."""
LABEL = 0.85
"""The same for a name of one word where the text is hardly more than this label."""
LABEL_WORDS = 3
COVERED = 0.45
"""What a formula takes away when all of its elements (but the mental ones) are shown."""
BY_KIND = 0.5
"""What is left of an act that is only a kind of the act in the formula."""
REFERRED = 0.4
"""What is left of evidence for an offence that is only referred to ("proceeds of bribery")."""
CONTRADICTED = 0.45
"""What is left of the evidence where the text shows another actor, recipient or act instead."""
ACTLESS = 60.0
"""The most that a category can reach of which no name, phrase or act is shown: not sure."""
RARE = 0.9
"""Rarity of the words of a phrase from which it counts in full."""
_OF_PROCEEDS = frozenset(("object.proceeds-of-crime",))
_HOW = {"exact": 0, "spread": 1, "loose": 2}

Piece = tuple[float, tuple[int, ...], str, str]
"""Weight, places in the text, phrase, and the element that counts only once (else empty)."""


class Case(Struct, eq=False):
    """The evidence for one category while it is being gathered."""

    pieces: list[Piece] = []
    act: bool = False
    score: float = 0.0
    why: tuple[str, ...] = ()

    def strongest_first(self) -> list[Piece]:
        """The pieces of evidence, those of the same weight in the order of the text."""
        return sorted(self.pieces, key=lambda piece: (-piece[0], *piece[1:]))


def points(total: float) -> float:
    """A sum of evidence (each piece minus the logarithm of the doubt it leaves) from 0 to 100."""
    return 100.0 * (1.0 - exp(-total))


def weighed(words: Words, hits: list[Hit], made: Index) -> tuple[dict[str, Case], dict[str, str]]:
    """The categories for which hits speak, scored, and the elements that they show."""
    shown, hits = shown_elements(words, hits, made)
    cases = _evidence(words, hits, made)
    places = _element_places(hits, made)
    for key, case in cases.items():
        _score(case, key, shown, places, made)
    return cases, shown


def _supported(hit: Hit, made: Index) -> frozenset[str]:
    trigger = hit.trigger
    if trigger.kind == "element":
        return made.supports.get(trigger.owner, frozenset())
    return frozenset((trigger.owner,))


def not_within_others(hits: list[Hit], made: Index) -> list[Hit]:
    """Hits without those inside a longer one that speaks of something else.

    "took bribes" is not "bribes", "drug cartel" not "cartel", "tax fraud" not "fraud".
    """
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.how != "loose" and len(hit.trigger.content) > 1 and _supported(hit, made):
            for place in hit.places:
                at.setdefault(place, []).append(hit)
    return [
        hit
        for hit in hits
        if not any(_hides(other, hit, made) for other in at.get(hit.places[0], ()))
    ]


def _hides(longer: Hit, hit: Hit, made: Index) -> bool:
    if len(longer.trigger.content) <= len(hit.trigger.content):
        return False
    if not set(hit.places).issubset(longer.places):
        return False
    kind = _kind(hit)
    if kind not in ("name", "phrase", "act"):
        kin = made.lines.get(hit.trigger.owner, frozenset())
        line = made.lines.get(longer.trigger.owner, frozenset())
        return kind == _kind(longer) and hit.trigger.owner not in line and not kin & line
    return _supported(hit, made).isdisjoint(_supported(longer, made))


def _kind(hit: Hit) -> str:
    trigger = hit.trigger
    return trigger.owner.partition(".")[0] if trigger.kind == "element" else trigger.kind


def _evidence(words: Words, hits: list[Hit], made: Index) -> dict[str, Case]:
    """Every hit as evidence for the categories that it supports."""
    cases: dict[str, Case] = {}
    label = len({s for s in words.stems if s not in FUNCTION_WORDS}) <= LABEL_WORDS
    for hit in hits:
        trigger = hit.trigger
        for key in sorted(_supported(hit, made)):
            kind, share = _kind(hit), 1.0
            if kind == "mental":
                continue
            if kind not in WEIGHTS:
                kind = "other"
            if words.referred[hit.places[0]] and not made.formulas[key] & _OF_PROCEEDS:
                share = REFERRED
            if kind == "act" and trigger.owner not in made.formulas[key]:
                share *= BY_KIND
            weight = WEIGHTS[kind][_HOW[hit.how]]
            if len(trigger.content) == 1:
                weight = min(weight, ONE_WORD[kind])
                if kind == "name" and label:
                    weight = LABEL
            elif kind != "other":
                share *= 0.6 + 0.4 * min(1.0, trigger.rarity / RARE)
            case = cases.setdefault(key, Case())
            case.act = case.act or kind != "other"
            once = trigger.owner if kind == "other" else ""
            case.pieces.append((weight * share, hit.places, trigger.phrase, once))
    return cases


def _score(
    case: Case,
    key: str,
    shown: Mapping[str, str],
    places: Mapping[str, frozenset[int]],
    made: Index,
) -> None:
    """Add up the evidence on different words, best first."""
    used: set[int] = set()
    counted: set[str] = set()
    total, why = 0.0, []
    for weight, at, phrase, once in case.strongest_first():
        new = len(set(at) - used)
        if not new or once in counted:
            continue
        if once:
            counted.add(once)
        total -= log(1.0 - weight * new / len(at))
        used.update(at)
        if phrase not in why:
            why.append(phrase)
    total -= log(1.0 - COVERED * _coverage(key, places, made))
    total *= CONTRADICTED ** len(_contradictions(key, shown, made))
    score = points(total)
    case.score = round(score if case.act else min(score, ACTLESS), 1)
    case.why = tuple(why[:4])


def _element_places(hits: list[Hit], made: Index) -> dict[str, frozenset[int]]:
    """Where each element, or a kind of it, is shown for the first time."""
    found: dict[str, frozenset[int]] = {}
    for hit in hits:
        if hit.trigger.kind == "element" and hit.how != "loose":
            for name in made.lines.get(hit.trigger.owner, ()):
                found.setdefault(name, frozenset(hit.places))
    return found


def _coverage(key: str, places: Mapping[str, frozenset[int]], made: Index) -> float:
    """How much of a formula (0 to 1) is shown, each element on words of its own; 0 without act."""
    have = want = 0
    used: set[int] = set()
    for needed in sorted(made.needed[key]):  # "act." comes first
        kind = needed.partition(".")[0]
        if kind == "mental":
            continue
        worth = 2 if kind == "act" else 1
        want += worth
        at = places.get(needed, frozenset())
        if at - used:
            have += worth
            used |= at
        elif kind == "act":
            return 0.0
    return have / want if want else 0.0


def _contradictions(key: str, shown: Mapping[str, str], made: Index) -> list[str]:
    """Elements that the category needs where the text shows another of the same kind instead."""
    found = []
    for needed in made.needed[key]:
        others = OTHERS.get(needed, ())
        if needed in shown or any(needed in made.lines[name] for name in shown):
            continue
        if any(name in others for name in shown):
            found.append(needed)
    return found
