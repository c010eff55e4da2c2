"""One provision of national law held against the conduct, at the time that matters."""

from datetime import date
from functools import partial
from typing import NamedTuple, get_args

from msgspec import Struct

from coopcheck.dates import interval, long_form
from coopcheck.engine.conduct import Shown, bits_of, meets
from coopcheck.engine.context import ChargeFacts
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, Truth, forced, names, parse
from coopcheck.model.offence import NotCriminal, Provision
from coopcheck.model.types import Demand, Verified
from coopcheck.penalties import days, in_words

Days = tuple[date, date]
_LEVELS: tuple[Verified, ...] = get_args(Verified)


class Compared(Struct, eq=False):
    """A provision, whether the conduct meets it, and whether it stood at the time."""

    provision: Provision
    value: Truth
    in_force: Truth
    in_force_text: str
    formula: Proof
    transposed: bool
    shares: int
    elements: list[tuple[str, Truth, Demand]] = []

    @property
    def proof(self) -> Proof:
        """Both halves as one proof."""
        law = f"when {self.provision.cite} came into force" if self.in_force is UNKNOWN else ""
        time = Proof(self.in_force, self.in_force_text, law=law)
        return Proof(
            self.value,
            f"{self.provision.cite} ({self.provision.title})",
            (time, self.formula),
            article=self.provision.cite,
        )


def in_force(provision: Provision, when: Days) -> tuple[Truth, str]:
    """Whether a provision was in force in the period, and the words for it.

    A provision that covers only part of the period counts, and the words say which part.
    """
    period = provision.in_force
    since = period.since if period else None
    by = (period.by if period else None) or provision.as_of
    until = period.until if period else None
    first, last = when
    note = ""
    if until:
        end_first, end_last = interval(until)
        if end_last <= first:
            return NO, f"no longer in force (until {long_form(until)})"
        if end_first <= last:
            note = f", for acts before {long_form(until)}"
            if end_first <= first:
                return UNKNOWN, f"may have ended before (until {long_form(until)})"
    if since:
        start_first, start_last = interval(since)
        if start_first > last:
            return NO, f"in force only from {long_form(since)}"
        if start_last <= first:
            return YES, f"in force since {long_form(since)}{note}"
        if start_last <= last:
            return YES, f"in force for acts from {long_form(since)}{note}"
        return UNKNOWN, f"came into force at a day not on record in {since}"
    if by and interval(by)[1] <= first:
        return YES, f"in force (at least since {long_form(by)}){note}"
    if by and interval(by)[0] > last:
        return UNKNOWN, f"its start is not on record (in force at least since {long_form(by)})"
    if by:
        return YES, f"in force (at least since {long_form(by)}){note}"
    return UNKNOWN, "its period in force is not on record"


def not_criminal_at(record: NotCriminal, when: Days) -> Truth:
    """Whether a record that conduct is no offence holds for the whole period."""
    first, last = when
    if record.since and interval(record.since)[0] > last:
        return NO
    if record.until and interval(record.until)[1] <= first:
        return NO
    if record.until and interval(record.until)[0] <= last:
        return NO
    if record.since and interval(record.since)[1] > first:
        return UNKNOWN
    return YES


class Held(Struct, eq=False):
    """A provision held against the conduct, whenever that was; the same for every such case."""

    provision: Provision
    value: Truth
    formula: Proof
    shares: int
    elements: list[tuple[str, Truth, Demand]]


class OnRecord(NamedTuple):
    """A provision with what is worked out of it once, whatever the conduct."""

    provision: Provision
    names: int
    """The elements that its formula names, a bit for each (``KnowledgeBase.bits``)."""
    needs: int
    """Those without which the conduct is no offence under it."""


def held_against(
    kb: KnowledgeBase, state: str, charge: ChargeFacts, shown: Shown
) -> dict[int, Held]:
    """The provisions of a State held against the conduct, element by element; by their place.

    One of another category than the charge, of which an element that it cannot be without is
    lacking, is not gone into: it is no offence under it, and nobody asks why.
    """
    found = {}
    for place, (provision, used, needs) in enumerate(_on_record(kb, state)):
        if needs & shown.no and provision.category != charge.category:
            continue
        asserted = charge.category == provision.category and provision.elements is None
        settled = (shown.yes & used, shown.no & used)
        key = ("provision", state, place, asserted, charge.index, settled)
        found[place] = kb.kept(key, partial(_hold, kb, provision, charge.index, asserted, shown))
    return found


def out_of_question(kb: KnowledgeBase, state: str, place: int) -> Held:
    """A provision that is not gone into."""
    provision = _on_record(kb, state)[place].provision
    return Held(provision, NO, Proof(NO, f"not an offence of {provision.cite}"), 0, [])


def _on_record(kb: KnowledgeBase, state: str) -> list[OnRecord]:
    return kb.kept(("on-record", state), lambda: _read(kb, state))


def _read(kb: KnowledgeBase, state: str) -> list[OnRecord]:
    law = kb.national(state)
    return [
        OnRecord(
            provision,
            bits_of(kb, _names_used(kb, provision)),
            bits_of(kb, _needs(kb, provision)),
        )
        for provision in (law.provisions if law else ())
    ]


def _needs(kb: KnowledgeBase, provision: Provision) -> set[str]:
    needs = kb.needs.get(provision.category, ()) if provision.elements is None else ()
    return {*needs} - {*provision.does_not_require} | {*provision.also_requires}


def _names_used(kb: KnowledgeBase, provision: Provision) -> list[str]:
    formula = parse(provision.elements or kb.categories[provision.category].elements)
    return list(dict.fromkeys([*(n.name for n in names(formula)), *provision.also_requires]))


def _hold(
    kb: KnowledgeBase, provision: Provision, index: int, asserted: bool, shown: dict[str, Truth]
) -> Held:
    category = kb.categories[provision.category]
    text = provision.elements or category.elements
    formula = parse(text)
    dispensed = frozenset(provision.does_not_require)
    prefix = f"charges[{index}].elements."
    base = meets(formula, shown, kb.elements, dispensed, prefix)
    if asserted and base.value is UNKNOWN:
        base = Proof(YES, f"the conduct is {category.title.lower()}", (base,))
    extra = [
        meets(parse(element), shown, kb.elements, frozenset(), prefix)
        for element in provision.also_requires
    ]
    proof = base
    if extra:
        value = min([base.value, *(e.value for e in extra)])
        proof = Proof(value, "all elements of the provision", (base, *extra))
    needed = {**forced(formula), **dict.fromkeys(provision.also_requires, YES)}
    rows: list[tuple[str, Truth, Demand]] = []
    for name in _names_used(kb, provision):
        wanted = needed.get(name)
        law: Demand = (
            "dispensed"
            if name in dispensed
            else "alternative"
            if wanted is None
            else "required"
            if wanted is YES
            else "excluded"
        )
        rows.append((name, shown.get(name, UNKNOWN), law))
    shares = sum(
        1 for name, value, law in rows if value is YES and name.startswith(("act.", "object."))
    )
    return Held(provision, proof.value, proof, shares, rows)


def compare(held: Held, when: Days, *, transposed: bool) -> Compared:
    """A provision held against the conduct, as the law stood at the time."""
    time, words = in_force(held.provision, when)
    return Compared(
        held.provision,
        min(time, held.value),
        time,
        words,
        held.formula,
        transposed,
        held.shares,
        held.elements,
    )


def reason(compared: Compared, kb: KnowledgeBase) -> str:
    """In words: why the provision is met, is not, or may be."""
    if compared.in_force is not YES:
        return compared.in_force_text
    failing = [n for n, v, law in compared.elements if law == "required" and v is NO]
    failing += [n for n, v, law in compared.elements if law == "excluded" and v is YES]
    unknown = [n for n, v, law in compared.elements if law == "required" and v is UNKNOWN]
    if compared.value is YES:
        return f"every element is shown; {compared.in_force_text}"
    if compared.value is NO:
        what = _labels(kb, failing)
        return f"not shown: {what}" if what else "none of the alternative elements is shown"
    what = _labels(kb, unknown)
    if compared.formula.children and not what:
        what = ", ".join(leaf.text for leaf in compared.formula.leaves())
    return f"turns on: {what}"


def _labels(kb: KnowledgeBase, names: list[str]) -> str:
    return ", ".join(kb.elements[n].label if n in kb.elements else n for n in names)


def dates_verified(provision: Provision) -> Verified | None:
    """How far the dates of a provision were checked, where they rest on less than its text."""
    dates = provision.in_force.verified if provision.in_force else None
    text = provision.verified or "unverified"
    weaker = dates is not None and _LEVELS.index(dates) > _LEVELS.index(text)
    return dates if weaker else None


def penalty_words(provision: Provision) -> str | None:
    """``max 5 years (10 years aggravated)``."""
    penalty = provision.penalty
    if penalty is None or penalty.max is None:
        return None
    text = f"max. {in_words(penalty.max)}"
    if penalty.aggravated:
        text += f" ({in_words(penalty.aggravated)} aggravated)"
    return text


def reaches(provision: Provision, threshold: str, above: bool) -> Truth:
    """Whether the maximum reaches a threshold; UNKNOWN if only the aggravated one does."""
    penalty = provision.penalty
    if penalty is None or penalty.max is None:
        return UNKNOWN
    wanted = days(threshold)

    def enough(text: str) -> bool:
        return days(text) > wanted if above else days(text) >= wanted

    if enough(penalty.max):
        return YES
    return UNKNOWN if penalty.aggravated and enough(penalty.aggravated) else NO
