"""Which rule on dual criminality governs under a basis, and what it comes to in this case."""

from collections.abc import Iterable
from typing import NamedTuple

from coopcheck.engine.basis import Basis, form_of, wanted_forms
from coopcheck.engine.context import Context
from coopcheck.engine.coverage import failing_words
from coopcheck.engine.dual_criminality import ChargeResult, penalty_reaches
from coopcheck.engine.offence_facts import charge_context
from coopcheck.engine.open_points import depends
from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    Proof,
    Truth,
    all_of,
    any_of,
    conjunction,
    disjunction,
    negation,
)
from coopcheck.model.instrument import DualCriminalityRule, Form
from coopcheck.model.types import Finding
from coopcheck.text import cited

TICK = "offence.listed_by_issuing_state"


class Governing(NamedTuple):
    """The rule that governs, as it is cited; whether it does for certain; what it comes to."""

    rule: DualCriminalityRule
    cited: str
    holds: Proof
    effect: str


def set_rules(context: Context, bases: list[Basis], results: list[ChargeResult]) -> None:
    """Find the rule of every basis that may carry the request, and what it asks of each charge.

    An instrument that gives way to another treaty takes its rule.
    """
    for basis in bases:
        if basis.value is NO:
            continue
        source = basis.yields_to or basis
        inner = context.within(instrument=source.instrument.id if source.instrument else None)
        found = _governing(inner, source.form, results, source.short if source.instrument else "")
        if found is not None:
            basis.rule, basis.rule_holds, basis.rule_effect = (
                found.rule,
                found.holds.value,
                found.effect,
            )
        asked = [found, _of_own_law(context, basis, results)]
        basis.further = {
            result.charge.index: _further(inner, result, (g for g in asked if g is not None))
            for result in results
        }


def _governing(
    inner: Context, form: Form | None, results: list[ChargeResult], treaty: str = ""
) -> Governing | None:
    """Rules are read in order: a failed condition, and a list without the charges, lead on."""
    for rule in form.dual_criminality if form else ():
        holds = inner.holds(rule.when)
        effect = _effect(inner, rule, results)
        unlisted = rule.rule == "waived-for-list" and effect == "required"
        if holds.value is not NO and not unlisted:
            where = f"{treaty} {cited(rule.article)}" if treaty else rule.article
            return Governing(rule, where, holds, effect)
    return None


def _of_own_law(context: Context, basis: Basis, results: list[ChargeResult]) -> Governing | None:
    """The rule of the requested State's own law that is asked under a treaty too.

    Not where the treaty does without dual criminality.
    """
    law = context.kb.domestic(context.case.requested)
    if basis.instrument is None or basis.rule_effect == "waived" or law is None:
        return None
    names = (basis.form_name, *wanted_forms(basis.form_name))
    forms = (form_of(law, name, context.case.day) for name in names)
    found = _governing(context, next((f for f in forms if f is not None), None), results)
    return found if found is not None and found.rule.under_treaties else None


def _further(
    inner: Context, result: ChargeResult, asked: Iterable[Governing]
) -> list[tuple[str, Proof]]:
    """What the governing rules ask of a charge besides, each with its article."""
    of_charge = charge_context(inner, result, inner.instrument)
    found = []
    for rule, where, holds, effect in asked:
        if rule.also is None or effect == "waived":
            continue
        applies = [holds]
        if effect == "open":
            applies.append(Proof(UNKNOWN, "dual criminality is verified for the offence"))
        spared = negation("it is not asked", conjunction("the rule applies", applies))
        met = of_charge.holds(rule.also)
        if spared.value is UNKNOWN:
            met = disjunction("met, or not asked", [spared, met])
        found.append((where, met))
    return found


def first_choice(ordered: list[Basis]) -> Basis | None:
    """The basis whose rule counts for the finding over all charges.

    Not a duty to prosecute instead, as long as another may carry what is asked.
    """
    live = [basis for basis in ordered if basis.value is not NO]
    sure = (basis for basis in live if basis.value is YES and basis.effect != "submit")
    return next(sure, live[0] if live else None)


def under(basis: Basis, result: ChargeResult) -> Proof:
    """Dual criminality of a charge with what the rule of a basis asks besides."""
    further = [proof for _, proof in basis.further.get(result.charge.index, [])]
    if not further:
        return result.proof
    return conjunction("dual criminality with what the rule asks besides", [result.proof, *further])


def finding_under(basis: Basis | None, result: ChargeResult) -> tuple[Finding, str]:
    """The finding on a charge under the rule of a basis, and the reason."""
    value = result.value if basis is None else under(basis, result).value
    if basis is None or value is result.value:
        return result.finding, result.reason
    failing = [item for item in basis.further[result.charge.index] if item[1].value is value]
    if value is NO:
        article, proof = failing[0]
        return "not_satisfied", f"{article} asks more, and {unmet(proof)}"
    articles = ", ".join(article for article, _ in failing)
    return "undetermined", f"{articles}: {depends(proof for _, proof in failing)}"


def unmet(proof: Proof) -> str:
    """What the case lacks, or has and must not, as a clause."""
    words = failing_words(proof)
    return f"it is not so that {words.removeprefix('not: ')}" if words[:5] == "not: " else words


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
