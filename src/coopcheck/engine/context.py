"""The facts of a case as conditions see them: each name answered with its proof."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from coopcheck.dates import in_time, interval
from coopcheck.engine.membership import status
from coopcheck.engine.treaty_between import FACT, WITHOUT, treaty_between
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    Compare,
    Name,
    Proof,
    Truth,
    any_of,
    evaluate,
    parse,
    truth,
)
from coopcheck.model.domestic import DatedValue
from coopcheck.model.offence import Nature
from coopcheck.model.types import RecognisedFrom
from coopcheck.penalties import days, in_words

_OPERATORS = {
    "==": "exactly",
    "!=": "not",
    ">=": "at least",
    ">": "above",
    "<=": "at most",
    "<": "below",
}
UNION = "eu-treaties"
COERCIVE_FORMS = ("confiscation",)
DECLARED_BY = {"declared": "requested", "declared_by_requesting": "requesting"}
"""By prefix of the fact: whose declarations under the instrument it speaks of."""


class ChargeFacts(Struct, eq=False):
    """A charge as the engine reasons about it."""

    index: int
    name: str
    conduct: str | None
    category: str | None
    recognised_from: RecognisedFrom
    elements: dict[str, Truth]
    period: tuple[date, date] | None
    places: list[str]
    penalty: str | None
    imposed: str | None
    remaining: str | None
    stated: frozenset[str] = frozenset()


class Situation(Struct, eq=False):
    """The case as understood: codes, dates, charges, and the facts that were given."""

    requesting: str
    requested: str
    form: str
    measures: list[str]
    on: str
    stage: str | None
    nationality: list[str] | None
    charges: list[ChargeFacts]
    facts: dict[str, Truth]
    name: str | None = None
    assumptions: list[str] = []

    @property
    def day(self) -> date:
        """The date of the request."""
        return interval(self.on)[1]

    def state(self, prefix: str) -> str:
        """The State that ``requested`` or ``requesting`` stands for."""
        return self.requested if prefix == "requested" else self.requesting


class Context:
    """Answers facts for one case, and for one charge and instrument where these are set."""

    def __init__(
        self,
        kb: KnowledgeBase,
        situation: Situation,
        charge: ChargeFacts | None = None,
        instrument: str | None = None,
        derived: dict[str, Proof] | None = None,
        worked_out: dict[int, dict[str, Proof]] | None = None,
        known: dict[tuple[str, int | None, str | None], Proof] | None = None,
    ) -> None:
        self.kb = kb
        self.case = situation
        self.charge = charge
        self.instrument = instrument
        self.derived = derived or {}
        self.worked_out = {} if worked_out is None else worked_out
        """By charge, what holds of it under every instrument; shared by all that is within."""
        self._known = {} if known is None else known
        """By name, charge and instrument, the facts proved before; shared likewise."""

    def within(
        self,
        *,
        charge: ChargeFacts | None = None,
        instrument: str | None = None,
        derived: dict[str, Proof] | None = None,
    ) -> "Context":
        """The same case, narrowed to a charge or an instrument, or with more derived facts."""
        return Context(
            self.kb,
            self.case,
            charge or self.charge,
            instrument or self.instrument,
            {**self.derived, **(derived or {})},
            self.worked_out,
            self._known,
        )

    def holds(self, condition: str | None) -> Proof:
        """The truth of a condition of the data; YES where there is none."""
        if condition is None:
            return Proof(YES, "without condition")
        return evaluate(parse(condition), self.fact)

    def fact(self, name: Name | Compare) -> Proof:
        """The proof of one fact or comparison."""
        if isinstance(name, Compare):
            return self._compare(name)
        if name.name in self.derived:
            return self.derived[name.name]
        charge = None if self.charge is None else self.charge.index
        declared = name.name.partition(".")[0] in DECLARED_BY
        key = name.name, charge, self.instrument if declared else None
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._fact(name)
        return found

    def _fact(self, name: Name) -> Proof:
        declared = self.kb.facts[name.name]
        given = self.case.facts.get(name.name)
        if given is not None and given is not UNKNOWN:
            return Proof(given, declared.label, fact=name.name, article="as stated in the case")
        prefix, _, rest = name.name.partition(".")
        if declared.origin == "domestic":
            return self._domestic(prefix, rest, declared.label, name.name)
        rule = _RULES.get(name.name)
        if rule is None and prefix in DECLARED_BY:
            return self._declared(DECLARED_BY[prefix], rest, declared.label, name.name)
        if rule is None:
            return Proof(UNKNOWN, declared.label, fact=name.name)
        found = rule(self)
        if isinstance(found, Proof):
            return found
        return Proof(found, declared.label, fact=name.name)

    def value(self, name: str) -> Truth:
        """The truth of one fact by name."""
        return self.fact(Name(name, 1)).value

    def _domestic(self, prefix: str, rest: str, label: str, fact: str) -> Proof:
        state = self.case.state(prefix)
        values = self.dated(state, rest)
        if not values:
            name = self.kb.states.in_sentence(state)
            return Proof(UNKNOWN, label, fact=fact, law=f"law of {name}: {label}")
        found = values[0]
        value = truth(found.value) if found.value in ("yes", "no") else UNKNOWN
        return Proof(value, label, article=f"{state}, {found.article}", fact=fact)

    def dated(self, state: str, fact: str) -> list[DatedValue]:
        """The value of a domestic fact on the date of the request (none, or one)."""
        law = self.kb.domestic(state)
        day = self.case.day
        if law is None:
            return []
        return [
            value
            for value in law.facts.get(fact, [])
            if (not value.since or interval(value.since)[1] <= day)
            and (not value.until or interval(value.until)[0] > day)
        ][:1]

    def _declared(self, side: str, effect: str, label: str, fact: str) -> Proof:
        """Whether that State has such a declaration under the instrument in hand."""
        wanted = effect.replace("_", "-")
        if self.instrument is None:
            return Proof(UNKNOWN, label, fact=fact)
        state = self.case.state(side)
        bound = self.kb.bound(state).get(self.instrument)
        for row in bound.declarations if bound else ():
            if row.effect == wanted and in_time(row.date, row.until, self.case.day):
                return Proof(YES, label, article=f"declaration under art. {row.article}", fact=fact)
        complete = self.kb.heads[self.instrument].parties.get("declarations_complete", {})
        if state in complete:
            return Proof(NO, label, article="no such declaration on record", fact=fact)
        name = self.kb.states.in_sentence(state)
        short = self.kb.heads[self.instrument].short
        return Proof(UNKNOWN, label, fact=fact, law=f"declarations of {name} under {short}")

    def _compare(self, name: Compare) -> Proof:
        if name.name == "case.stage":
            stage = self.case.stage
            text = f"the stage is {name.literal}"
            if stage is None:
                return Proof(UNKNOWN, text, fact=name.name)
            same = stage == name.literal
            return Proof(YES if same == (name.operator == "==") else NO, text, fact=name.name)
        if name.name.endswith(".dual_criminality_date"):
            values = self.dated(self.case.state(name.name.split(".")[0]), "dual_criminality_date")
            if not values:
                return Proof(UNKNOWN, name.name, fact=name.name)
            same = values[0].value == name.literal
            return Proof(YES if same == (name.operator == "==") else NO, name.name)
        charges = [self.charge] if self.charge is not None else self.case.charges
        left = name.name == "sentence.remaining"
        held = [charge.remaining if left else charge.imposed for charge in charges]
        label = self.kb.facts[name.name].label
        text = f"{label} is {_OPERATORS[name.operator]} {in_words(name.literal)}"
        found = {
            UNKNOWN if each is None else compare(each, name.operator, name.literal) for each in held
        }
        alike = found.pop() if len(found) == 1 else UNKNOWN  # of several charges, all alike
        return Proof(alike, text, fact=name.name)


def compare(left: str, operator: str, right: str) -> Truth:
    """Compare two durations."""
    a, b = days(left), days(right)
    result = {
        "==": a == b,
        "!=": a != b,
        ">=": a >= b,
        ">": a > b,
        "<=": a <= b,
        "<": a < b,
    }[operator]
    return YES if result else NO


def _places(context: Context) -> list[str]:
    if context.charge is not None:
        return context.charge.places
    return [place for charge in context.case.charges for place in charge.places]


def _in_requesting(context: Context) -> Truth:
    places = _places(context)
    return UNKNOWN if not places else YES if context.case.requesting in places else NO


def _in_requested(context: Context) -> Truth:
    places = _places(context)
    return UNKNOWN if not places else YES if context.case.requested in places else NO


def _national(context: Context, state: str) -> Truth:
    held = context.case.nationality
    if held is None:
        return UNKNOWN
    if state in held:
        return YES
    record = context.kb.state(state)
    if record and record.sovereign and record.sovereign in held:
        return UNKNOWN
    return NO


def _union_member(context: Context, state: str) -> Truth:
    if UNION not in context.kb.heads:
        return UNKNOWN
    return status(context.kb, UNION, state, context.case.on).value


def _union_citizen(context: Context) -> Truth:
    """A national of a Member State other than the requested one, itself a Member State."""
    held = context.case.nationality
    if held is None:
        return UNKNOWN
    if context.case.requested in held:
        return NO
    return any_of(_union_member(context, state) for state in held)


def _convicted(context: Context) -> Truth:
    stage = context.case.stage
    return UNKNOWN if stage is None else YES if stage == "conviction" else NO


def _only_after_conviction(context: Context) -> Truth:
    return NO if _convicted(context) is NO else UNKNOWN


def _coercive(context: Context) -> Truth:
    if not context.case.measures:
        return YES if context.case.form in COERCIVE_FORMS else UNKNOWN
    return any_of(truth(context.kb.measures[m].coercive) for m in context.case.measures)


def _measure(fact: str) -> Callable[[Context], Truth]:
    def rule(context: Context) -> Truth:
        if context.case.form in ("extradition", "surrender"):
            return NO
        if not context.case.measures:
            return UNKNOWN
        held = any(fact in context.kb.measures[m].facts for m in context.case.measures)
        return YES if held else NO

    return rule


def _electronic(context: Context) -> Truth:
    """YES for a measure on data; any other evidence may be in electronic form too."""
    return YES if _measure("request.electronic_evidence")(context) is YES else UNKNOWN


def _nature(kind: Nature) -> Callable[[Context], Truth]:
    def rule(context: Context) -> Truth:
        charges = [context.charge] if context.charge else context.case.charges
        if not charges:
            return UNKNOWN
        categories = context.kb.categories
        return any_of(
            truth(categories[c.category].nature.get(kind, "unknown"))
            if c.category in categories
            else UNKNOWN
            for c in charges
        )

    return rule


def _designated(context: Context) -> Proof:
    case, kb = context.case, context.kb
    label = kb.facts["requesting.designated"].label
    law = kb.domestic(case.requested)
    name = kb.states.in_sentence(case.requested)
    missing = f"which States are designated under the law of {name}"
    if law is None:
        return Proof(UNKNOWN, label, fact="requesting.designated", law=missing)
    groups = set((kb.state(case.requesting) or _NO_STATE).groups)
    family = {case.form, "extradition" if case.form == "surrender" else case.form}
    complete = False
    for partners in law.partners:
        if not family & set(partners.forms) or not in_time(
            partners.since, partners.until, case.day
        ):
            continue
        if case.requesting in partners.states or groups & set(partners.groups):
            return Proof(YES, f"{label}: {partners.name}", article=partners.article)
        complete = complete or partners.complete
    if complete:
        return Proof(NO, label, article=law.partners[0].article)
    return Proof(UNKNOWN, label, fact="requesting.designated", law=missing)


class _Nobody:
    groups: tuple[str, ...] = ()


_NO_STATE = _Nobody()


def _capital_in_requested(context: Context) -> Truth:
    return NO if context.value("requested.death_penalty_abolished") is YES else UNKNOWN


def _transnational(context: Context) -> Truth:
    """UNTOC art. 3(2)(a): committed in more than one State."""
    return YES if len(set(_places(context))) > 1 else UNKNOWN


def _within_one_state(context: Context) -> Proof:
    """Whether the offence is committed within a single State; without a place it is not so taken.

    A request from another State speaks against it, and the assessment names it as an assumption.
    """
    fact = "conduct.within_one_state"
    label = context.kb.facts[fact].label
    places = set(_places(context))
    if not places:
        return Proof(NO, f"{label}: no place of the conduct is given")
    return Proof(YES if len(places) == 1 else NO, label, fact=fact)


def _national_of_place(context: Context) -> Truth:
    places = set(_places(context))
    return _national(context, places.pop()) if len(places) == 1 else UNKNOWN


def _found_in_place(context: Context) -> Truth:
    """A person sought by extradition is sought in the requested State, and not found elsewhere."""
    places = set(_places(context))
    if len(places) != 1 or context.case.form not in ("extradition", "surrender"):
        return UNKNOWN
    return context.value("person.in_requested") if context.case.requested in places else NO


_RULES: dict[str, Callable[[Context], Truth | Proof]] = {
    "conduct.transnational": _transnational,
    "conduct.in_requesting": _in_requesting,
    "conduct.in_requested": _in_requested,
    "conduct.outside_requesting": lambda c: ~_in_requesting(c),
    "conduct.military_only": _nature("military"),
    "offence.fiscal": _nature("fiscal"),
    "offence.terrorist": _nature("terrorist"),
    "offence.capital_in_requested": _capital_in_requested,
    "person.national_of_requested": lambda c: _national(c, c.case.requested),
    "person.national_of_requesting": lambda c: _national(c, c.case.requesting),
    FACT: lambda c: treaty_between(
        c.kb, c.case.requesting, c.case.requested, c.case.form, c.case.on
    ),
    WITHOUT: lambda c: UNKNOWN,
    "person.union_citizen_elsewhere": _union_citizen,
    "requesting.union_member": lambda c: _union_member(c, c.case.requesting),
    "conduct.within_one_state": _within_one_state,
    "person.national_of_place": _national_of_place,
    "person.found_in_place": _found_in_place,
    "person.convicted": _convicted,
    "conviction.in_absentia": _only_after_conviction,
    "conviction.final": _only_after_conviction,
    "request.coercive": _coercive,
    "request.search_or_seizure": _measure("request.search_or_seizure"),
    "request.bank_records": _measure("request.bank_records"),
    "request.electronic_evidence": _electronic,
    "request.enforcement_of_order": _measure("request.enforcement_of_order"),
    "requesting.designated": _designated,
}
