"""The trigger phrases in a text: word by word, with other words between, or misspelt."""

from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from coopcheck.resolve.triggers import TYPO_LENGTH, Index, Trigger
from coopcheck.resolve.words import Words, stem, word_set

How = Literal["exact", "spread", "loose"]
"""A phrase word by word; its words in order with others between; its words in any order."""

SPREAD = 3
"""Words that may stand between two words of a phrase."""
LOOSE = 5
"""Further words in the window in which a phrase may stand in any order."""
OCCURRENCES = 8
"""How often one phrase is looked for in one text."""
TYPO = 88.0
"""How like (0 to 100) a known word an unknown one must be to be read as that word."""
_LETTERS_OFF = 2
_TYPO_WORDS = 200
_REAL_WORDS = word_set(
    "persecution alliance assent assert clause cleaning committee complete computing"
    " containing county designed filled founded palace partly patents posted resides"
    " restrained reused rising serves spelling status statutes thanks though tracking"
    " translations auction auctions bother complaint comprise comprised consulted contained"
    " contradict contradicted conversions derive derived deriving detection expensive exploration"
    " exploring expulsion instigation internationally parity patent prince projected projection"
    " revolution seeded statuses systemic talking translation trapped trapping tribal tripped"
    " unrelated"
)
"""Words of their own, however like a word of the phrases."""


class Hit(Struct, eq=False):
    """A trigger found in a text: the places of its content words."""

    trigger: Trigger
    places: tuple[int, ...]
    how: How


def correct(text: Words, made: Index) -> None:
    """Read unknown words that look like a word of the phrases as that word."""
    known, checked = made.rarity, 0
    for place, word in enumerate(text.words):
        if len(word) < TYPO_LENGTH or text.stems[place] in known or word in _REAL_WORDS:
            continue
        if word not in text.corrected:
            if checked >= _TYPO_WORDS:
                continue
            checked += 1
            text.corrected[word] = _nearest(word, made.words.get(word[0], []))
        if text.corrected[word]:
            text.stems[place] = stem(text.corrected[word])


def _nearest(word: str, choices: list[str]) -> str:
    close = []
    for choice in choices:
        if abs(len(choice) - len(word)) > _LETTERS_OFF:
            continue
        shorter = min(len(word), len(choice))
        if word[: shorter - 1] == choice[: shorter - 1]:
            continue  # another form or another word: developer, developed
        if len(set(word) ^ set(choice)) <= _LETTERS_OFF:
            close.append(choice)
    if not close:
        return ""
    from rapidfuzz import fuzz

    best = max((fuzz.ratio(word, choice), choice) for choice in close)
    return best[1] if best[0] >= TYPO else ""


def find(text: Words, made: Index) -> list[Hit]:
    """Every phrase in the text, as far as it is not denied."""
    stems, sentences = text.stems, text.sentences
    where: dict[str, list[int]] = {}
    for place, one in enumerate(stems):
        where.setdefault(one, []).append(place)
    hits: list[Hit] = []
    exact: set[tuple[str, str]] = set()
    for first, places in where.items():
        for sequence, trigger in made.exact.get(first, ()):
            length, count = len(sequence), 0
            for place in places:
                if length > 1 and tuple(stems[place : place + length]) != sequence:
                    continue
                covered = tuple(range(place, place + length))
                if sentences[place] != sentences[covered[-1]]:
                    continue
                if not _denied(text, covered, trigger):
                    told = tuple(at for at in covered if stems[at] in trigger.content)
                    hits.append(Hit(trigger, told, "exact"))
                exact.add((trigger.owner, trigger.phrase))
                count += 1
                if count >= OCCURRENCES:
                    break
    for rarest in where:
        for trigger in made.spread.get(rarest, ()):
            if (trigger.owner, trigger.phrase) in exact:
                continue
            if not all(one in where for one in trigger.content):
                continue
            hit = _near(text, trigger, rarest, where)
            if hit is not None and not _denied(text, hit.places, trigger):
                hits.append(hit)
    hits.sort(key=lambda hit: (hit.places, hit.trigger.kind, hit.trigger.owner, hit.how))
    return hits


def _near(text: Words, trigger: Trigger, rarest: str, where: Mapping[str, list[int]]) -> Hit | None:
    """The words of a phrase near each other in one sentence, the tightest place if several."""
    content = trigger.content
    width = len(content) + LOOSE
    best: tuple[int, int, Hit] | None = None
    for anchor in where[rarest][:OCCURRENCES]:
        sentence, places = text.sentences[anchor], []
        for one in content:
            place = anchor if one == rarest else _closest(where[one], anchor)
            if abs(place - anchor) > width or text.sentences[place] != sentence:
                break
            places.append(place)
        if len(places) < len(content):
            continue
        ordered = all(0 < b - a <= SPREAD + 1 for a, b in pairwise(places))
        span = max(places) - min(places)
        if not ordered and span > width:
            continue
        rank = (0 if ordered else 1, span)
        if best is None or rank < best[:2]:
            hit = Hit(trigger, tuple(sorted(places)), "spread" if ordered else "loose")
            best = (*rank, hit)
    return best[2] if best else None


def _closest(places: list[int], anchor: int) -> int:
    at = bisect_left(places, anchor)
    near = places[max(at - 1, 0) : at + 1]
    return min(near, key=lambda place: (abs(place - anchor), place))


def _denied(text: Words, places: tuple[int, ...], trigger: Trigger) -> bool:
    first, last = min(places), max(places)
    thing = trigger.kind == "element" and trigger.owner.startswith(
        ("object.", "recipient.", "actor.")
    )
    for place in places:
        by = text.denied[place]
        if by >= 0 and not first <= by <= last and not (thing and text.weak[place]):
            return True
    return False
