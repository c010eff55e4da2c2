"""Which rule on dual criminality governs under a basis, and what it comes to in this case."""

from coopcheck.engine.basis import Basis
from coopcheck.engine.context import Context
from coopcheck.engine.dual_criminality import ChargeResult, penalty_reaches
from coopcheck.logic import NO, UNKNOWN, YES, Truth, all_of, any_of
from coopcheck.model.instrument import DualCriminalityRule

TICK = "offence.listed_by_issuing_state"


def set_rules(context: Context, bases: list[Basis], results: list[ChargeResult]) -> None:
    """Find the rule of every basis that may carry the request.

    Rules are read in order. One whose condition fails, and a list on which no charge stands, lead
    on to the next. An instrument that gives way to another treaty takes its rule.
    """
    for basis in bases:
        if basis.value is NO:
            continue
        source = basis.yields_to or basis
        inner = context.within(instrument=source.instrument.id if source.instrument else None)
        for rule in source.form.dual_criminality if source.form else ():
            holds = inner.holds(rule.when).value
            effect = _effect(inner, rule, results)
            unlisted = rule.rule == "waived-for-list" and effect == "required"
            if holds is NO or unlisted:
                continue
            basis.rule, basis.rule_holds, basis.rule_effect = rule, holds, effect
            break


def _effect(context: Context, rule: DualCriminalityRule, results: list[ChargeResult]) -> str:
    """``required``, ``optional``, ``waived`` or (not settled) ``open``."""
    if rule.rule == "required":
        return "required"
    if rule.rule == "may-decline":
        return "optional"
    if rule.rule in ("not-required", "deemed"):
        return "waived"
    if rule.rule == "required-for-coercive-measures":
        value = context.value("request.coercive")
        return {YES: "required", NO: "waived", UNKNOWN: "open"}[value]
    ticked = context.value(TICK)
    values = [_on_list(rule, result, ticked) for result in results]
    if not values or any_of(values) is UNKNOWN:
        return "open"
    return {YES: "waived", NO: "required", UNKNOWN: "open"}[all_of(values)]


def _on_list(rule: DualCriminalityRule, result: ChargeResult, ticked: Truth) -> Truth:
    """Whether a charge is on the list and reaches its floor in the requesting State.

    What the issuing State has ticked decides (Framework Decision 2002/584/JHA art. 2(2): "as they
    are defined by its law"); until that is said, the categories under each heading stand for it.
    """
    listed = ticked
    if ticked is UNKNOWN:
        listed = any_of(
            result.categories[category].value
            for heading in rule.listed
            for category in heading.categories
        )
    floor = YES if rule.floor is None else penalty_reaches(result, "requesting", rule.floor).value
    return min(listed, floor)
