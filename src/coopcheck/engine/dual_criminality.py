"""Is what happened a crime in both States? Judged by the conduct, not by the name of the offence.

The elements that the conduct shows are held against every provision of each State
(UNCAC art. 43(2) states the test; ETS 73 art. 7(2) states the transposition of institutions).
"""

from collections.abc import Hashable

from msgspec import Struct

from coopcheck.engine.conduct import MetCategories, Shown, elements_shown, meets
from coopcheck.engine.context import ChargeFacts, Situation
from coopcheck.engine.membership import status
from coopcheck.engine.provisions import Compared, reaches, reason
from coopcheck.engine.side import SideResult, readings, side_of, subject
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, Truth, conjunction, disjunction, parse
from coopcheck.model.offence import TreatyObligation
from coopcheck.model.types import Finding
from coopcheck.penalties import days, in_words

SERIOUS = "4y"


class ChargeResult(Struct, eq=False):
    """Dual criminality of one charge, before the rule of any basis."""

    charge: ChargeFacts
    kind: Hashable
    """Its place, its category and its elements: what it is by itself, whatever the States."""
    shown: Shown
    categories: MetCategories
    requested: SideResult
    requesting: SideResult
    finding: Finding
    reason: str
    proof: Proof
    presumed_by: list[TreatyObligation] = []

    @property
    def value(self) -> Truth:
        """YES if it is (or is presumed) a crime in the requested State, NO if it is not."""
        return {"satisfied": YES, "presumed": YES, "not_satisfied": NO}.get(self.finding, UNKNOWN)


def examine(kb: KnowledgeBase, situation: Situation, charge: ChargeFacts) -> ChargeResult:
    """Compare a charge with the law of both States, by its conduct (UNCAC art. 43(2)).

    The requested State's decides; the requesting State's is compared for what it says of penalties.
    """
    category = kb.categories.get(charge.category or "")
    kind = (charge.category, frozenset(charge.elements.items()))
    shown = kb.kept(
        ("shown", kind),
        lambda: Shown(elements_shown(category, charge.elements, kb.elements), kb.bits),
    )
    prefix = f"charges[{charge.index}].elements."
    categories = kb.kept(
        ("categories", kind, prefix), lambda: MetCategories(kb, charge.category, shown, prefix)
    )
    requested = side_of(kb, situation, charge, shown, situation.requested, is_requested=True)
    requesting = side_of(kb, situation, charge, shown, situation.requesting, is_requested=False)
    result = ChargeResult(
        charge,
        (charge.index, *kind),
        shown,
        categories,
        requested,
        requesting,
        "undetermined",
        "",
        requested.proof,
    )
    _conclude(kb, situation, result)
    return result


def _conclude(kb: KnowledgeBase, situation: Situation, result: ChargeResult) -> None:
    side = result.requested
    name = kb.states.in_sentence(side.state)
    best = side.compared[0] if side.compared else None
    if side.value is YES and best is not None:
        result.finding = "satisfied"
        result.reason = f"{best.provision.cite} ({best.provision.title}): {reason(best, kb)}"
        if side.transposed:
            result.reason += f"; this reads the conduct as if its institutions were those of {name}"
        return
    if side.value is NO:
        result.finding = "not_satisfied"
        own = [c for c in side.compared if c.provision.category == result.charge.category]
        if side.not_criminal is not None:
            note = side.not_criminal
            cite = f" ({note.cite})" if note.cite else ""
            said = note.note.rstrip(".") if cite else note.note
            result.reason = f"known to be no offence in {name} at that time: {said}{cite}"
        else:
            result.reason = "; ".join(f"{c.provision.cite}: {reason(c, kb)}" for c in own[:3])
        return
    undated = _met_at_a_time_not_known(side, result.charge)
    if not side.on_record or undated is not None:
        result.presumed_by = _obligations(kb, situation, result)
    if result.presumed_by:
        cited = ", ".join(
            f"{kb.heads[o.instrument].short} art. {o.article}" for o in result.presumed_by
        )
        known = f"no provision of {name} on record, but"
        if undated is not None:
            known = f"{undated.provision.cite} is met, and {undated.in_force_text};"
        result.finding = "presumed"
        result.reason = (
            f"{known} a treaty in force for both States "
            f"obliges each to criminalise exactly this ({cited})"
        )
        result.proof = Proof(YES, result.reason, (side.proof,), article=cited)
        return
    if not side.on_record:
        result.finding = "undetermined"
        result.reason = f"no provision of {name} on record for {subject(kb, result.charge)}"
        if side.compared and side.compared[0].provision.category == result.charge.category:
            result.reason += " at that time"
        if not result.charge.category:
            result.reason = "the conduct was not recognised as any offence"
        return
    result.finding = "undetermined"
    turning = [c for c in side.compared if c.value is UNKNOWN]
    if turning:
        by_cite = {c.provision.cite: c for c in reversed(turning)}  # the nearest of each
        nearest = [c for c in turning if by_cite[c.provision.cite] is c]
        result.reason = "; ".join(f"{c.provision.cite}: {reason(c, kb)}" for c in nearest[:3])
    else:
        result.reason = side.proof.children[0].text if side.proof.children else side.proof.text


def _met_at_a_time_not_known(side: SideResult, charge: ChargeFacts) -> Compared | None:
    """The provision that the conduct meets, if all that is open is since when it is in force.

    None where an older wording is on record that may ask for more.
    """
    own = [c for c in side.compared if c.provision.category == charge.category]
    if side.not_criminal is not None or any(c.in_force is YES for c in own):
        return None
    return next((c for c in own if c.in_force is UNKNOWN and c.formula.value is YES), None)


def _obligations(
    kb: KnowledgeBase, situation: Situation, result: ChargeResult
) -> list[TreatyObligation]:
    """Treaty articles in force for both States that oblige each to criminalise the conduct.

    A treaty says nothing of acts before it bound the State (Vienna Convention art. 28): where the
    requested State reads its law as at the conduct, it must have been in force for both then.
    """
    category = kb.categories.get(result.charge.category or "")
    if category is None:
        return []
    read_as_at = [when for when, _ in readings(kb, situation, result.charge)]
    days = {situation.on, *(first.isoformat() for first, _ in read_as_at)}
    return [
        duty
        for duty in category.treaties
        if duty.obligation == "mandatory"
        and (duty.when is None or meets(parse(duty.when), result.shown, kb.elements).value is YES)
        and all(
            status(kb, duty.instrument, state, day).value is YES
            for state in (situation.requesting, situation.requested)
            for day in sorted(days)
        )
    ]


def penalty_reaches(
    result: ChargeResult, side: str, threshold: str, *, above: bool = False
) -> Proof:
    """Whether the maximum penalty in one State (``requesting``/``requested``) reaches a threshold.

    In the requesting State the maximum stated in the case comes first, then its provisions; in the
    requested State, the provisions that the conduct meets.
    """
    charge = result.charge
    held = result.requesting if side == "requesting" else result.requested
    words = (
        f"maximum in the {side} State {'above' if above else 'of at least'} {in_words(threshold)}"
    )
    if side == "requesting" and charge.penalty is not None:
        stated, wanted = days(charge.penalty), days(threshold)
        enough = stated > wanted if above else stated >= wanted
        return Proof(YES if enough else NO, f"{words}: {in_words(charge.penalty)} as stated")
    if side == "requested" and held.value is NO:
        return Proof(YES, f"{words}: no question of it, since the conduct is no offence there")
    met = [c for c in held.compared if c.value is not NO]
    fact = f"charges[{charge.index}].penalty" if side == "requesting" else ""
    law = "" if fact else f"the maximum penalty for it in {held.name}"
    if not met:
        return Proof(UNKNOWN, words, fact=fact, law=law)
    values = []
    for item in met:
        cite = item.provision.cite
        open_law = law or f"whether the aggravated form of {cite} applies"
        penalty = item.provision.penalty
        maximum = in_words(penalty.max) if penalty and penalty.max else "not on record"
        text = (
            f"its maximum ({maximum}) is {'above' if above else 'at least'} {in_words(threshold)}"
        )
        reached = Proof(
            reaches(item.provision, threshold, above), text, article=cite, fact=fact, law=open_law
        )
        values.append(conjunction(f"{cite} applies and reaches it", [item.proof, reached]))
    return disjunction(words, values)


def serious_crime(result: ChargeResult) -> Proof:
    """UNTOC art. 2(b): a maximum of at least four years under the law of the requesting State."""
    inner = penalty_reaches(result, "requesting", SERIOUS)
    return Proof(
        inner.value,
        "a serious crime: maximum of at least four years",
        (inner,),
        article="UNTOC 2(b)",
    )
