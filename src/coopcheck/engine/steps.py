"""What to do next: whom to ask, contents, urgency, consultation, shared networks."""

from coopcheck.engine.addressee import Step, addressee, cite, governing
from coopcheck.engine.basis import Basis, wanted_forms
from coopcheck.engine.context import Context
from coopcheck.engine.criminality_rule import TICK
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.networks import serving
from coopcheck.engine.refusal import Reading
from coopcheck.engine.relations import submits
from coopcheck.logic import NO, UNKNOWN, YES
from coopcheck.model.catalogue import Network

DUTY_WORDS = {
    "consult-before-refusal": "consult you before refusing",
    "give-reasons": "give reasons for any refusal",
    "prosecute-on-request": "submit the case for prosecution at your request if it refuses for "
    "nationality",
    "prosecute-or-extradite": "submit the case for prosecution if it does not extradite",
    "consider-enforcing-sentence": "consider enforcing the sentence of a national it refuses",
    "expedite": "expedite the procedure",
    "provisional-arrest": "be ready to take the person into custody on an urgent request",
    "postpone-not-refuse": "consider postponing rather than refusing",
    "return-assets": "return the property",
    "consider-return-of-assets": "give priority to returning the property",
    "hear-before-lifting": "hear you before lifting a provisional measure",
    "confidentiality": "keep the request confidential on demand",
    "consider-transfer": "consider transferring the proceedings",
    "consult-before-postponing": "consult you before postponing",
    "follow-requested-procedure": "follow the procedure you ask for, where its law allows",
    "notify-detention": "tell you of the detention",
}
"""The duties that a requesting State can hold the requested one to, after "must"."""


def steps(
    context: Context,
    bases: list[Basis],
    results: list[ChargeResult],
    readings: dict[str, list[Reading]],
    shared: list[Network],
    waived: bool,
) -> list[Step]:
    """The steps in the order in which they are taken."""
    kb, case = context.kb, context.case
    found: list[Step] = []
    name = kb.states.in_sentence(case.requested)
    if shared:
        names = ", ".join(network.title for network in shared[:4])
        found.append(
            Step(
                "informal-contact",
                f"Before the formal request, ask through {names}: what {name} needs, and whether "
                "the acts are known there. What comes back is information, not evidence.",
            )
        )
    live = [b for b in bases if b.value is not NO]
    if not live:
        found.append(
            Step(
                "no-basis",
                f"No law on record carries the request. Ask {name} whether it would act on "
                "reciprocity, or whether a treaty not on record binds both.",
            )
        )
        return found
    best = live[0]
    found += addressee(context, best, live)
    for law in governing(best):
        found += _contents(law, case.stage)
        found += _urgent(law)
    found += _duties(context, best, readings)
    found += _owed(context, best, results)
    found += _prosecute_instead(context, live)
    weak = [r for r in results if r.finding in ("not_satisfied", "undetermined")]
    if weak and not waived:
        found += _list(context, best)
    weak = [r for r in weak if r.finding == "undetermined"]
    if weak and not waived:
        named = "; ".join(dict.fromkeys(r.charge.name for r in weak))
        found.append(
            Step(
                "strengthen-conduct",
                f"In the statement of facts, set out the elements in doubt: {named}.",
            )
        )
    return found


def _contents(best: Basis, stage: str | None) -> list[Step]:
    items = [
        f"{item.item} ({item.article})"
        for item in (best.form.contents if best.form else ())
        if item.stage is None or stage is None or item.stage == stage
    ]
    if not items:
        return []
    return [Step("contents", f"The request under {best.short} must contain:", None, items)]


def _urgent(best: Basis) -> list[Step]:
    found: list[Step] = []
    form = best.form
    if form is None:
        return found
    urgent = next((c for c in form.channels if c.kind == "urgent"), None)
    if urgent is not None:
        note = (urgent.note or "urgent requests may go by a quicker channel").rstrip(".")
        found.append(Step("urgent", f"If it is urgent: {note}.", cite(best, urgent.article)))
    for deadline in form.deadlines:
        note = f" ({deadline.note.rstrip('.')})" if deadline.note else ""
        found.append(
            Step(
                "deadline",
                f"{deadline.what}: {deadline.days} days{note}.",
                cite(best, deadline.article),
            )
        )
    for rule in form.speciality:
        found.append(
            Step("speciality", f"{rule.note}.".replace("..", "."), cite(best, rule.article))
        )
    return found


def _duties(context: Context, best: Basis, readings: dict[str, list[Reading]]) -> list[Step]:
    serious = [
        first
        for first, *_ in readings.values()
        if first.likelihood == "likely"
        or (first.likelihood == "possible" and first.trigger.value is YES)
    ]
    found: list[Step] = []
    if not serious or best.form is None:
        return found
    inner = context.within(instrument=best.instrument.id if best.instrument else None)
    for duty in best.form.duties:
        if duty.duty == "consult-before-refusal" and inner.holds(duty.when).value is not NO:
            named = ", ".join(r.ground.title.lower() for r in serious[:3])
            found.append(
                Step(
                    "consult",
                    f"Ask for consultation now on {named}: the requested State must "
                    f"{DUTY_WORDS[duty.duty]}.",
                    cite(best, duty.article),
                )
            )
    return found


def _owed(context: Context, best: Basis, results: list[ChargeResult]) -> list[Step]:
    """What the requesting State can hold the requested one to under the first-choice basis."""
    inner = context.within(instrument=best.instrument.id if best.instrument else None)
    items = []
    for duty in best.form.duties if best.form else ():
        words = DUTY_WORDS.get(duty.duty)
        if words is None or inner.holds(duty.when).value is NO:
            continue
        if duty.categories and not any(r.charge.category in duty.categories for r in results):
            continue
        note = f": {duty.note}" if duty.note else ""
        items.append(f"{words} ({duty.article}){note}")
    if not items:
        return []
    name = context.kb.states.in_sentence(context.case.requested)
    return [Step("owed", f"Under {best.short}, {name} must:", None, items)]


def _prosecute_instead(context: Context, live: list[Basis]) -> list[Step]:
    """The conventions under which the case goes to prosecution if the person is not extradited.

    The duty does not wait for a basis of extradition (CAT art. 7(1)).
    """
    if context.case.form not in ("extradition", "surrender"):
        return []
    held = [(b, submits(b)) for b in live if b.bound is not None and b.offence is not None]
    cited = [
        cite(b, clause.article)
        for b, clause in held
        if clause is not None
        and b.bound is not None
        and b.offence is not None
        and min(b.bound.value, b.offence.value) is YES
    ]
    if not cited:
        return []
    name = context.kb.states.in_sentence(context.case.requested)
    text = (
        f"If {name} does not extradite, it must submit the case to prosecution, whether or not "
        "extradition was asked for, and whatever its own law lacks. Offer the evidence."
    )
    return [Step("prosecute-instead", text, "; ".join(cited))]


def _list(context: Context, best: Basis) -> list[Step]:
    """The tick by which the issuing State itself places an offence on the list."""
    rules = best.form.dual_criminality if best.form else []
    rule = next((r for r in rules if r.rule == "waived-for-list"), None)
    if rule is None or context.value(TICK) is not UNKNOWN:
        return []
    text = (
        "If the offence falls under a heading of the list as your own law defines it, tick that "
        "heading: dual criminality is then not verified. State it here as the fact "
        f"{TICK}."
    )
    return [Step("tick-the-list", text, cite(best, rule.article))]


def shared_networks(context: Context, results: list[ChargeResult]) -> list[Network]:
    """Networks that serve both States, for this form and kind of offence."""
    kb, case = context.kb, context.case
    families = {kb.categories[r.charge.category].family for r in results if r.charge.category}
    return [
        network
        for network in serving(kb, (case.requesting, case.requested), case.on)
        if set(wanted_forms(case.form)) & set(network.forms)
        and (not network.families or families & set(network.families))
    ]
