"""The trigger phrases of all categories and elements, indexed once, and their hits in a text."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from itertools import pairwise
from math import log
from typing import Any, Generic, Literal, TypeVar

from msgspec import Raw, Struct
from msgspec.json import decode, encode

from coopcheck.logic import YES, forced, names, parse
from coopcheck.model.offence import Category, Element
from coopcheck.resolve.words import FUNCTION_WORDS, Words, phrase_stems, stem, word_set

C = TypeVar("C")
V = TypeVar("V")
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
_TYPO_LENGTH = 6
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


class Trigger(Struct, eq=False, array_like=True):
    """One phrase: ``kind`` is name (title, synonym), phrase or element; ``owner`` an id."""

    kind: Literal["name", "phrase", "element"]
    owner: str
    phrase: str
    stems: tuple[str, ...]
    content: tuple[str, ...]
    rarity: float


class Hit(Struct, eq=False):
    """A trigger found in a text: the places of its content words."""

    trigger: Trigger
    places: tuple[int, ...]
    how: How


class Index(Struct, eq=False):
    """Everything ``match`` needs to know of a catalogue, prepared once."""

    categories: Mapping[str, Category]
    elements: Mapping[str, Element]
    exact: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    spread: dict[str, list[Trigger]] = {}
    rarity: dict[str, float] = {}
    profiles: dict[str, dict[str, float]] = {}
    """stem -> category -> how much the stem belongs to its vocabulary (0 to 1)."""
    words: dict[str, list[str]] = {}
    """First letter -> words of the trigger phrases."""
    lines: dict[str, frozenset[str]] = {}
    """element -> itself and all more general ones."""
    formulas: dict[str, frozenset[str]] = {}
    needed: dict[str, frozenset[str]] = {}
    supports: dict[str, frozenset[str]] = {}
    """element -> categories whose formula it (or a more general one) is part of."""


_KEPT: list[Index] = []


def index(categories: Mapping[str, Category], elements: Mapping[str, Element]) -> Index:
    """The index of a catalogue, kept for the next call with the same mappings."""
    for held in _KEPT:
        if (
            held.categories is categories
            and held.elements is elements
            and len(held.formulas) == len(categories)
            and len(held.lines) == len(elements)
        ):
            return held
    return keep(_build(categories, elements))


def keep(made: Index) -> Index:
    """Have ``index`` return this one for its mappings."""
    _KEPT.insert(0, made)
    del _KEPT[2:]
    return made


class Compiled(Struct):
    """An index without its mappings, as it lies in the compiled knowledge base.

    Triggers and profiles are thousands, of which a text needs a handful: they stay closed (raw
    JSON) until asked for.
    """

    triggers: list[Raw] = []
    exact: dict[str, list[int]] = {}
    spread: dict[str, list[int]] = {}
    rarity: dict[str, float] = {}
    profiles: dict[str, Raw] = {}
    words: dict[str, list[str]] = {}
    lines: dict[str, frozenset[str]] = {}
    formulas: dict[str, frozenset[str]] = {}
    needed: dict[str, frozenset[str]] = {}
    supports: dict[str, frozenset[str]] = {}


class _Opened(dict[str, V], Generic[C, V]):
    """A mapping whose values are opened when they are first asked for."""

    def __init__(self, closed: Mapping[str, C], opening: Callable[[C], V]) -> None:
        super().__init__()
        self._closed = closed
        self._opening = opening

    def __missing__(self, key: str) -> V:
        value = self[key] = self._opening(self._closed[key])
        return value

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self._closed else default


def compiled(categories: Mapping[str, Category], elements: Mapping[str, Element]) -> Compiled:
    """The index of a catalogue, ready to be stored; its triggers stand in it once."""
    made = _build(categories, elements)
    triggers = [trigger for row in made.exact.values() for _stems, trigger in row]
    place = {id(trigger): number for number, trigger in enumerate(triggers)}
    return Compiled(
        triggers=[Raw(encode(trigger, order="deterministic")) for trigger in triggers],
        exact={key: [place[id(t)] for _, t in row] for key, row in made.exact.items()},
        spread={key: [place[id(t)] for t in row] for key, row in made.spread.items()},
        rarity=made.rarity,
        profiles={
            key: Raw(encode(held, order="deterministic")) for key, held in made.profiles.items()
        },
        words=made.words,
        lines=made.lines,
        formulas=made.formulas,
        needed=made.needed,
        supports=made.supports,
    )


def restored(
    held: Compiled, categories: Mapping[str, Category], elements: Mapping[str, Element]
) -> Index:
    """The index again, for the mappings from which it was compiled."""
    opened: dict[int, Trigger] = {}

    def trigger(number: int) -> Trigger:
        if number not in opened:
            opened[number] = decode(held.triggers[number], type=Trigger)
        return opened[number]

    def exact(row: list[int]) -> list[tuple[tuple[str, ...], Trigger]]:
        return [(trigger(number).stems, trigger(number)) for number in row]

    def spread(row: list[int]) -> list[Trigger]:
        return [trigger(number) for number in row]

    def profile(raw: Raw) -> dict[str, float]:
        return decode(raw, type=dict[str, float])

    return Index(
        categories,
        elements,
        _Opened(held.exact, exact),
        _Opened(held.spread, spread),
        held.rarity,
        _Opened(held.profiles, profile),
        held.words,
        held.lines,
        held.formulas,
        held.needed,
        held.supports,
    )


def line(name: str, elements: Mapping[str, Element]) -> frozenset[str]:
    """An element and all more general ones."""
    found: set[str] = set()
    at: str | None = name
    while at is not None and at not in found:
        found.add(at)
        at = elements[at].is_a if at in elements else None
    return frozenset(found)


def _build(categories: Mapping[str, Category], elements: Mapping[str, Element]) -> Index:
    made = Index(categories, elements)
    made.lines = {name: line(name, elements) for name in elements}
    for key, category in categories.items():
        formula = parse(category.elements)
        made.formulas[key] = frozenset(name.name for name in names(formula))
        made.needed[key] = frozenset(n for n, value in forced(formula).items() if value is YES)
    made.supports = {
        name: frozenset(
            key for key, formula in made.formulas.items() if not formula.isdisjoint(general)
        )
        for name, general in made.lines.items()
    }
    raw: list[tuple[Literal["name", "phrase", "element"], str, str]] = []
    for key, category in categories.items():
        named = dict.fromkeys((category.title, *category.synonyms))
        raw += [("name", key, phrase) for phrase in named]
        raw += [("phrase", key, phrase) for phrase in category.phrases]
    for key, element in elements.items():
        raw += [("element", key, phrase) for phrase in element.phrases]
    stemmed = [phrase_stems(phrase) for _kind, _owner, phrase in raw]
    vocabulary = " ".join(phrase for *_rest, phrase in raw).lower().replace("-", " ").split()
    for word in sorted(set(vocabulary)):
        if len(word) >= _TYPO_LENGTH - 1 and word.isalpha():
            made.words.setdefault(word[0], []).append(word)
    _profiles(made, raw, stemmed)
    added: set[tuple[str, tuple[str, ...]]] = set()
    for (kind, owner, phrase), stems in zip(raw, stemmed, strict=True):
        if (owner, stems) not in added:
            added.add((owner, stems))
            _add(made, kind, owner, phrase, stems)
    return made


def _profiles(
    made: Index,
    raw: list[tuple[Literal["name", "phrase", "element"], str, str]],
    stemmed: list[tuple[str, ...]],
) -> None:
    profiles = made.profiles
    vocabulary: dict[tuple[bool, str], set[str]] = {}
    for (kind, owner, _phrase), stems in zip(raw, stemmed, strict=True):
        vocabulary.setdefault((kind == "element", owner), set()).update(stems)
    for (is_element, owner), stems_used in vocabulary.items():
        share, owners = 1.0, frozenset((owner,))
        if is_element:
            share, owners = (0.7 if owner.startswith("act.") else 0.4), made.supports[owner]
        for one in stems_used - FUNCTION_WORDS:
            held = profiles.setdefault(one, {})
            for key in owners:
                if held.get(key, 0.0) < share:
                    held[key] = share
    total = log(max(len(made.categories), 2))
    for one, held in profiles.items():
        count = sum(held.values())
        made.rarity[one] = max(0.0, min(1.0, 1.0 - log(max(count, 1.0)) / total))


def _add(
    made: Index,
    kind: Literal["name", "phrase", "element"],
    owner: str,
    phrase: str,
    stems: tuple[str, ...],
) -> None:
    content = tuple(dict.fromkeys([one for one in stems if one not in FUNCTION_WORDS]))
    if not content:
        return
    rarity = made.rarity
    trigger = Trigger(kind, owner, phrase, stems, content, sum([rarity[one] for one in content]))
    made.exact.setdefault(stems[0], []).append((stems, trigger))
    if len(content) > 1:
        rarest = max(zip([rarity[one] for one in content], content, strict=True))[1]
        made.spread.setdefault(rarest, []).append(trigger)


def correct(text: Words, made: Index) -> None:
    """Read unknown words that look like a word of the phrases as that word."""
    known, checked = made.rarity, 0
    for place, word in enumerate(text.words):
        if len(word) < _TYPO_LENGTH or text.stems[place] in known or word in _REAL_WORDS:
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
