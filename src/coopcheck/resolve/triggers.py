"""The trigger phrases of all categories and elements, indexed once."""

from collections.abc import Callable, Mapping
from math import fsum, log
from typing import Any, Generic, Literal, TypeVar

from msgspec import Raw, Struct
from msgspec.json import decode, encode

from coopcheck.logic import YES, forced, names, parse
from coopcheck.model.offence import Category, Element
from coopcheck.resolve.words import FUNCTION_WORDS, phrase_stems

C = TypeVar("C")
V = TypeVar("V")
PhraseKind = Literal["name", "phrase", "element"]
"""Title or synonym of a category; another phrase of it; a phrase of an element."""
Phrase = tuple[PhraseKind, str, str]
"""Its kind, the id of what it belongs to, and the words."""

TYPO_LENGTH = 6
"""A word of fewer letters is never read as another one."""


class Trigger(Struct, eq=False, array_like=True):
    """One phrase; ``owner`` is the id of its category or element."""

    kind: PhraseKind
    owner: str
    phrase: str
    stems: tuple[str, ...]
    content: tuple[str, ...]
    rarity: float


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
    raw: list[Phrase] = []
    for key, category in categories.items():
        named = dict.fromkeys((category.title, *category.synonyms))
        raw += [("name", key, phrase) for phrase in named]
        raw += [("phrase", key, phrase) for phrase in category.phrases]
    for key, element in elements.items():
        raw += [("element", key, phrase) for phrase in element.phrases]
    stemmed = [phrase_stems(phrase) for _kind, _owner, phrase in raw]
    vocabulary = " ".join(phrase for *_rest, phrase in raw).lower().replace("-", " ").split()
    for word in sorted(set(vocabulary)):
        if len(word) >= TYPO_LENGTH - 1 and word.isalpha():
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
    raw: list[Phrase],
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
        count = fsum(held.values())  # the same in whatever order the words were taken up
        made.rarity[one] = max(0.0, min(1.0, 1.0 - log(max(count, 1.0)) / total))


def _add(
    made: Index,
    kind: PhraseKind,
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
