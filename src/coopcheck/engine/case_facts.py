"""What the engine works out from the rest of a case and the law, as facts that conditions can name.

A fact that the case states is taken as stated; what is here speaks where it does not.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from coopcheck.dates import in_time
from coopcheck.engine.membership import status
from coopcheck.engine.treaty_between import FACT, WITHOUT, treaty_between
from coopcheck.logic import NO, UNKNOWN, YES, Proof, Truth, any_of, truth
from coopcheck.model.offence import Nature

if TYPE_CHECKING:
    from coopcheck.engine.context import Context

UNION = "eu-treaties"
COERCIVE_FORMS = ("confiscation",)


def _places(context: "Context") -> list[str]:
    if context.charge is not None:
        return context.charge.places
    return [place for charge in context.case.charges for place in charge.places]


def _in_requesting(context: "Context") -> Truth:
    places = _places(context)
    return UNKNOWN if not places else YES if context.case.requesting in places else NO


def _in_requested(context: "Context") -> Truth:
    places = _places(context)
    return UNKNOWN if not places else YES if context.case.requested in places else NO


def _national(context: "Context", state: str) -> Truth:
    held = context.case.nationality
    if held is None:
        return UNKNOWN
    if state in held:
        return YES
    record = context.kb.state(state)
    if record and record.sovereign and record.sovereign in held:
        return UNKNOWN
    return NO


def _union_member(context: "Context", state: str) -> Truth:
    if UNION not in context.kb.heads:
        return UNKNOWN
    return status(context.kb, UNION, state, context.case.on).value


def _union_citizen(context: "Context") -> Truth:
    """A national of a Member State other than the requested one (Petruhhin, C-182/15)."""
    held = context.case.nationality
    if held is None:
        return UNKNOWN
    if context.case.requested in held:
        return NO
    return any_of(_union_member(context, state) for state in held)


def _convicted(context: "Context") -> Truth:
    stage = context.case.stage
    return UNKNOWN if stage is None else YES if stage == "conviction" else NO


def _only_after_conviction(context: "Context") -> Truth:
    return NO if _convicted(context) is NO else UNKNOWN


def _coercive(context: "Context") -> Truth:
    if not context.case.measures:
        return YES if context.case.form in COERCIVE_FORMS else UNKNOWN
    return any_of(truth(context.kb.measures[m].coercive) for m in context.case.measures)


def _measure(fact: str) -> Callable[["Context"], Truth]:
    def rule(context: "Context") -> Truth:
        if context.case.form in ("extradition", "surrender"):
            return NO
        if not context.case.measures:
            return UNKNOWN
        held = any(fact in context.kb.measures[m].facts for m in context.case.measures)
        return YES if held else NO

    return rule


def _only_service(context: "Context") -> Truth:
    """Service of documents and no other measure; a request that names none is not so taken."""
    measures = [context.kb.measures[m] for m in context.case.measures]
    return YES if measures and all("request.only_service" in m.facts for m in measures) else NO


def _electronic(context: "Context") -> Truth:
    """YES for a measure on data; any other evidence may be in electronic form too."""
    return YES if _measure("request.electronic_evidence")(context) is YES else UNKNOWN


def _nature(kind: Nature) -> Callable[["Context"], Truth]:
    def rule(context: "Context") -> Truth:
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


def _designated(context: "Context") -> Proof:
    case, kb = context.case, context.kb
    label = kb.facts["requesting.designated"].label
    law = kb.domestic(case.requested)
    name = kb.states.in_sentence(case.requested)
    missing = f"which States are designated under the law of {name}"
    if law is None:
        return Proof(UNKNOWN, label, fact="requesting.designated", law=missing)
    record = kb.state(case.requesting)
    groups = set(record.groups) if record is not None else set[str]()
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


def _capital_in_requested(context: "Context") -> Truth:
    return NO if context.value("requested.death_penalty_abolished") is YES else UNKNOWN


def _transnational(context: "Context") -> Truth:
    """UNTOC art. 3(2)(a): committed in more than one State."""
    return YES if len(set(_places(context))) > 1 else UNKNOWN


def _within_one_state(context: "Context") -> Proof:
    """Whether the offence is committed within a single State; without a place it is not so taken.

    A request from another State speaks against it, and the assessment names it as an assumption.
    """
    fact = "conduct.within_one_state"
    label = context.kb.facts[fact].label
    places = set(_places(context))
    if not places:
        return Proof(NO, f"{label}: no place of the conduct is given")
    return Proof(YES if len(places) == 1 else NO, label, fact=fact)


def _national_of_place(context: "Context") -> Truth:
    places = set(_places(context))
    return _national(context, places.pop()) if len(places) == 1 else UNKNOWN


def _found_in_place(context: "Context") -> Truth:
    """A person sought by extradition is sought in the requested State, and not found elsewhere."""
    places = set(_places(context))
    if len(places) != 1 or context.case.form not in ("extradition", "surrender"):
        return UNKNOWN
    return context.value("person.in_requested") if context.case.requested in places else NO


RULES: dict[str, Callable[["Context"], Truth | Proof]] = {
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
    "request.only_service": _only_service,
    "request.electronic_evidence": _electronic,
    "request.enforcement_of_order": _measure("request.enforcement_of_order"),
    "requesting.designated": _designated,
}
"""By fact: its value, or its proof where the words differ from its label."""
