"""What the conduct shows, element by element, and whether it meets a formula."""

from collections.abc import Iterable
from functools import lru_cache

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    Compare,
    Expression,
    Name,
    Proof,
    Truth,
    evaluate,
    forced,
    parse,
)
from coopcheck.logic import names as names_in
from coopcheck.model.offence import Category, Element


class Shown(dict[str, Truth]):
    """The value of every element that is settled; ``yes`` and ``no`` have a bit for each."""

    def __init__(self, values: dict[str, Truth], bits: dict[str, int]) -> None:
        super().__init__(values)
        self.yes = self.no = 0
        for name, value in values.items():
            if value is YES:
                self.yes |= bits.get(name, 0)
            elif value is NO:
                self.no |= bits.get(name, 0)


def bits_of(kb: KnowledgeBase, names: Iterable[str]) -> int:
    """A set of elements, a bit for each."""
    return sum({kb.bits[name] for name in names})


def elements_shown(
    category: Category | None, stated: dict[str, Truth], elements: dict[str, Element]
) -> dict[str, Truth]:
    """The value of every element that is settled by the category and by what is stated.

    Asserting a category says that the conduct is this and nothing else: elements that its formula
    cannot do without are YES, those that it excludes are NO, and so are acts that it neither names
    nor may involve, unless stated. YES passes to the more general element, NO to the more special
    ones; everything else is left UNKNOWN.
    """
    shown: dict[str, Truth] = {}
    possible: set[str] = set()
    if category is not None:
        formula = parse(category.elements)
        shown.update(forced(formula))
        shown.update(dict.fromkeys(category.excludes, NO))
        possible = {name.name for name in names_in(formula)} | set(category.may_involve)
    shown.update({name: value for name, value in stated.items() if value is not UNKNOWN})
    asserted = {name for name, value in shown.items() if value is YES}
    for name, value in list(shown.items()):
        if value is YES:
            for parent in ancestors(name, elements):
                shown.setdefault(parent, YES)
    if category is not None:
        for name in elements:
            if not name.startswith("act.") or name in shown or name in possible:
                continue
            line = set(ancestors(name, elements))
            kin = any(name in ancestors(other, elements) for other in possible)
            if not kin and not line & asserted and not line & possible:
                shown[name] = NO
    for name in elements:
        if name not in shown and any(shown.get(p) is NO for p in ancestors(name, elements)):
            shown[name] = NO
    return shown


def ancestors(name: str, elements: dict[str, Element]) -> list[str]:
    """The more general elements that ``name`` is a kind of, nearest first."""
    line: list[str] = []
    parent = elements[name].is_a if name in elements else None
    while parent is not None and parent not in line:
        line.append(parent)
        parent = elements[parent].is_a if parent in elements else None
    return line


def contradiction(
    category: Category, stated: dict[str, Truth], elements: dict[str, Element]
) -> str | None:
    """The stated element that cannot be if the conduct is ``category``, or None."""
    formula = parse(category.elements)
    needed = forced(formula)
    for name, value in stated.items():
        if value is UNKNOWN:
            continue
        if needed.get(name, value) is not value:
            return name
        if value is YES and {name, *ancestors(name, elements)} & set(category.excludes):
            return name
        if value is NO and any(
            name in ancestors(other, elements) for other, v in needed.items() if v is YES
        ):
            return name
    closed = {name: value for name, value in stated.items() if value is not UNKNOWN}
    if meets(formula, {**needed, **closed}, elements).value is NO:
        return next((n for n in closed if n in {x.name for x in names_in(formula)}), None)
    return None


def meets(
    formula: Expression,
    shown: dict[str, Truth],
    elements: dict[str, Element],
    dispensed: frozenset[str] = frozenset(),
    question_prefix: str = "",
) -> Proof:
    """Whether the conduct meets a formula; ``dispensed`` elements the law does without."""

    def lookup(name: Name | Compare) -> Proof:
        key = name.name
        label = elements[key].label if key in elements else key
        if key in dispensed:
            return Proof(YES, f"{label} (not needed here)")
        return _leaf(shown.get(key, UNKNOWN), label, question_prefix, key)

    return evaluate(formula, lookup)


@lru_cache(maxsize=8192)
def _leaf(value: Truth, label: str, prefix: str, key: str) -> Proof:
    """Whether an element is shown: the same node for every formula that asks."""
    return Proof(value, label, fact=f"{prefix}{key}")


def seen_from_abroad(shown: dict[str, Truth], elements: dict[str, Element]) -> dict[str, Truth]:
    """The conduct as the other State sees it: the first State's institutions are foreign ones."""
    abroad = dict(shown)
    for name, value in shown.items():
        element = elements.get(name)
        if value is YES and element is not None and element.institutional is not None:
            abroad[name] = NO
            if element.institutional.foreign:
                abroad[element.institutional.foreign] = YES
    return abroad


def institutional_yes(shown: dict[str, Truth], elements: dict[str, Element]) -> list[str]:
    """Elements shown that speak of a State's own institutions."""
    return [
        name
        for name, value in shown.items()
        if value is YES and name in elements and elements[name].institutional is not None
    ]


class MetCategories(dict[str, Proof]):
    """For every category: whether the conduct is one of it, worked out when asked for.

    The asserted category is met, and so are those that it is a kind of.
    """

    def __init__(self, kb: KnowledgeBase, asserted: str | None, shown: Shown, prefix: str) -> None:
        super().__init__()
        self._kb, self._shown, self._prefix = kb, shown, prefix
        self._kinds = _kinds(kb, asserted)

    def __missing__(self, key: str) -> Proof:
        record = self._kb.categories[key]
        words = f"the conduct is {record.title.lower()}"
        if key in self._kinds:
            proof = Proof(YES, words)
        else:
            formula, elements = parse(record.elements), self._kb.elements
            met = meets(formula, self._shown, elements, question_prefix=self._prefix)
            proof = Proof(met.value, words, (met,))
        self[key] = proof
        return proof

    def excluded(self, key: str, needs: int) -> bool:
        """Whether it is none of a category, for want of an element without which none is."""
        return bool(needs & self._shown.no) and key not in self._kinds


def _kinds(kb: KnowledgeBase, asserted: str | None) -> set[str]:
    """A category and those that it is a kind of."""
    kinds: set[str] = set()
    while asserted and asserted not in kinds:
        kinds.add(asserted)
        held = kb.categories.get(asserted)
        asserted = held.broader if held else None
    return kinds
