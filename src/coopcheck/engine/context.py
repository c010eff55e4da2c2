"""The facts of a case as conditions see them: each name answered with its proof."""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from coopcheck.dates import in_time, interval
from coopcheck.engine.case_facts import RULES
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
    names,
    parse,
    truth,
)
from coopcheck.model.domestic import DatedValue
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
DECLARED_BY = {"declared": "requested", "declared_by_requesting": "requesting"}
"""By prefix of the fact: whose declarations under the instrument it speaks of."""
WITHOUT_CONDITION = Proof(YES, "without condition")


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


class Condition(NamedTuple):
    """A condition of the data, with what its truth may turn on."""

    expression: Expression
    facts: tuple[str, ...]
    of_instrument: bool
    """Whether it speaks of declarations under the instrument in hand."""


@lru_cache(maxsize=8192)
def condition_of(text: str) -> Condition:
    """A condition read once. Raises ``ExpressionError`` if it is none."""
    expression = parse(text)
    facts = tuple(dict.fromkeys(name.name for name in names(expression)))
    return Condition(expression, facts, any(_of_instrument(fact) for fact in facts))


def _of_instrument(fact: str) -> bool:
    return fact.partition(".")[0] in DECLARED_BY


class Context:
    """Answers facts for one case, and for one charge and instrument where these are set."""

    kb: KnowledgeBase
    case: Situation

    def __init__(
        self,
        kb: KnowledgeBase,
        situation: Situation,
        charge: ChargeFacts | None = None,
        instrument: str | None = None,
        derived: dict[str, Proof] | None = None,
        worked_out: dict[int, dict[str, Proof]] | None = None,
        known: dict[Hashable, Proof] | None = None,
    ) -> None:
        self.kb = kb
        self.case = situation
        self.charge = charge
        self.instrument = instrument
        self.derived = derived or {}
        self.worked_out = {} if worked_out is None else worked_out
        """By charge, what holds of it under every instrument; shared by all that is within."""
        self._known = {} if known is None else known
        """What was proved before, by fact or condition and what it turns on; shared likewise."""
        self.of_charge: dict[tuple[int, str | None], Context] = {}
        """By charge and instrument, this context narrowed to them."""

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
            return WITHOUT_CONDITION
        read = condition_of(condition)
        key = (
            condition,
            None if self.charge is None else self.charge.index,
            self.instrument if read.of_instrument else None,
            tuple([self.derived.get(fact) for fact in read.facts]) if self.derived else (),
        )
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = evaluate(read.expression, self.fact)
        return found

    def fact(self, name: Name | Compare) -> Proof:
        """The proof of one fact or comparison."""
        if isinstance(name, Compare):
            return self._compare(name)
        if name.name in self.derived:
            return self.derived[name.name]
        charge = None if self.charge is None else self.charge.index
        key = name.name, charge, self.instrument if _of_instrument(name.name) else None
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
        rule = RULES.get(name.name)
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
