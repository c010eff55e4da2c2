"""Is what happened a crime in both States? Judged by the conduct, not by the name of the offence.

The elements that the conduct shows are held against every provision of each State
(UNCAC art. 43(2) states the test; ETS 73 art. 7(2) states the transposition of institutions).
"""

from msgspec import Struct

from coopcheck.engine.conduct import (
    MetCategories,
    elements_shown,
    institutional_yes,
    meets,
    seen_from_abroad,
)
from coopcheck.engine.context import ChargeFacts, Context, Situation
from coopcheck.engine.membership import status
from coopcheck.engine.provisions import (
    Compared,
    Days,
    Held,
    compare,
    held_against,
    not_criminal_at,
    reaches,
    reason,
)
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    Proof,
    Truth,
    any_of,
    conjunction,
    disjunction,
    parse,
)
from coopcheck.model.offence import NotCriminal, TreatyObligation
from coopcheck.model.types import Finding
from coopcheck.penalties import days, in_words

SERIOUS = "4y"


class SideResult(Struct, eq=False):
    """One State's law: every provision compared, best first, and what follows."""

    state: str
    name: str
    value: Truth
    read_as_at: str
    compared: list[Compared]
    not_criminal: NotCriminal | None
    on_record: bool
    proof: Proof
    transposed: bool


class ChargeResult(Struct, eq=False):
    """Dual criminality of one charge, before the rule of any basis."""

    charge: ChargeFacts
    shown: dict[str, Truth]
    categories: dict[str, Proof]
    requested: SideResult
    requesting: SideResult
    finding: Finding
    reason: str
    presumed_by: list[TreatyObligation] = []
    proof: Proof = Proof(UNKNOWN, "dual criminality")

    @property
    def value(self) -> Truth:
        """YES if it is (or is presumed) a crime in the requested State, NO if it is not."""
        return {"satisfied": YES, "presumed": YES, "not_satisfied": NO}.get(self.finding, UNKNOWN)


def examine(kb: KnowledgeBase, situation: Situation, charge: ChargeFacts) -> ChargeResult:
    """Compare a charge with the law of both States."""
    category = kb.categories.get(charge.category or "")
    key = (charge.category, frozenset(charge.elements.items()))
    shown = kb.kept(("shown", key), lambda: elements_shown(category, charge.elements, kb.elements))
    prefix = f"charges[{charge.index}].elements."
    categories = kb.kept(
        ("categories", key, prefix), lambda: MetCategories(kb, charge.category, shown, prefix)
    )
    requested = _side(kb, situation, charge, shown, situation.requested, is_requested=True)
    requesting = _side(kb, situation, charge, shown, situation.requesting, is_requested=False)
    result = ChargeResult(
        charge, shown, categories, requested, requesting, "undetermined", "", proof=requested.proof
    )
    _conclude(kb, situation, result)
    return result


def conduct_period(situation: Situation, charge: ChargeFacts) -> Days:
    """When the conduct took place; the date of the request where no period is given."""
    return charge.period or (situation.day, situation.day)


def _reading(
    kb: KnowledgeBase, situation: Situation, charge: ChargeFacts
) -> list[tuple[Days, str]]:
    """As at when the requested State reads its law; both where that is not on record."""
    conduct = (conduct_period(situation, charge), "the time of the conduct")
    request = ((situation.day, situation.day), "the date of the request")
    values = Context(kb, situation).dated(situation.requested, "dual_criminality_date")
    if not values:
        return [conduct] if charge.period is None else [conduct, request]
    return [conduct] if values[0].value == "conduct" else [request]


def _side(
    kb: KnowledgeBase,
    situation: Situation,
    charge: ChargeFacts,
    shown: dict[str, Truth],
    state: str,
    *,
    is_requested: bool,
) -> SideResult:
    if is_requested:
        readings = _reading(kb, situation, charge)
    else:
        readings = [(conduct_period(situation, charge), "the time of the conduct")]
    results = [
        _side_at(kb, charge, shown, state, when, words, is_requested) for when, words in readings
    ]
    first = results[0]
    if len(results) == 1 or results[0].value is results[1].value:
        return first
    value = UNKNOWN
    name = kb.states.in_sentence(state)
    law = f"whether {name} reads its law as at the conduct or as at the request"
    proof = Proof(value, "the law changed in between", (Proof(value, law, law=law),))
    return SideResult(
        state,
        name,
        value,
        "the conduct and the request, which differ",
        first.compared,
        first.not_criminal,
        first.on_record,
        proof,
        first.transposed,
    )


def _side_at(
    kb: KnowledgeBase,
    charge: ChargeFacts,
    shown: dict[str, Truth],
    state: str,
    when: Days,
    words: str,
    is_requested: bool,
) -> SideResult:
    law = kb.national(state)
    name = kb.states.in_sentence(state)
    key = (state, charge.category, charge.index, frozenset(charge.elements.items()))

    def held(abroad: bool) -> list[Held]:
        seen = seen_from_abroad(shown, kb.elements) if abroad else shown
        return held_against(kb, state, charge, seen)

    def matters(*each: Held) -> bool:
        """Whether a provision can be of any consequence, whenever the conduct took place."""
        return each[0].provision.category == charge.category or any(h.value for h in each)

    literal = kb.kept(("held", is_requested, *key), lambda: held(is_requested))
    counting = kb.kept(
        ("counting", is_requested, *key), lambda: [each for each in literal if matters(each)]
    )
    if is_requested and institutional_yes(shown, kb.elements):
        at_home = kb.kept(("held", False, *key), lambda: held(False))
        compared = [
            _better(compare(a, when, transposed=True), compare(b, when, transposed=False))
            for a, b in zip(at_home, literal, strict=True)
            if matters(a, b)
        ]
    else:
        compared = [compare(each, when, transposed=False) for each in counting]
    compared.sort(
        key=lambda c: (
            -c.value,
            c.provision.category != charge.category,
            -c.in_force,
            -c.shares,
            -_gravity(c),
            c.provision.cite,
        )
    )
    transposed = bool(compared) and compared[0].value is YES and compared[0].transposed
    silent = _not_criminal(law.not_criminal if law else [], charge, when)
    relevant = [c for c in compared if _relevant(c, charge)]
    if not any(c.value is not NO for c in relevant):
        relevant += [c for c in compared if c.value is UNKNOWN]
    on_record = silent is not None or any(
        c.provision.category == charge.category and c.in_force is not NO for c in compared
    )
    value = any_of(c.value for c in compared)
    shown_too = [c for c in compared if c.value is UNKNOWN] if value is UNKNOWN else relevant
    proofs = [
        c.proof for c in shown_too if c.value is not NO or c.provision.category == charge.category
    ]
    if value is NO and not on_record:
        value = UNKNOWN
        missing = f"law of {name} at that time: {_subject(kb, charge)}"
        proofs.append(Proof(UNKNOWN, f"no provision of {name} on record", law=missing))
    if not charge.category and not any(v is YES for v in shown.values()):
        value = UNKNOWN
        fact = f"charges[{charge.index}].conduct"
        proofs = [Proof(UNKNOWN, "the conduct is not described", fact=fact)]
    proof = Proof(value, f"an offence under the law of {name}", tuple(proofs))
    return SideResult(state, name, value, words, relevant, silent, on_record, proof, transposed)


def _better(transposed: Compared, literal: Compared) -> Compared:
    """The reading under which a provision is met; as the words stand where both are.

    A law on foreign officials may reach the conduct as it stands, while the law on the State's own
    officials reaches it transposed: both readings are made, and the law on what is charged leads.
    """
    if literal.value is YES or transposed.value < literal.value:
        return literal
    return transposed


def _gravity(compared: Compared) -> float:
    penalty = compared.provision.penalty
    return days(penalty.max) if penalty and penalty.max else 0


def _relevant(compared: Compared, charge: ChargeFacts) -> bool:
    """Provisions of the same kind of offence, and any other that the conduct meets or may meet."""
    if compared.value is YES or compared.provision.category == charge.category:
        return True
    return compared.value is UNKNOWN and compared.shares > 0


def _subject(kb: KnowledgeBase, charge: ChargeFacts) -> str:
    category = kb.categories.get(charge.category or "")
    return category.title.lower() if category else "the conduct described"


def _not_criminal(
    records: list[NotCriminal], charge: ChargeFacts, when: Days
) -> NotCriminal | None:
    for record in records:
        if record.category == charge.category and not_criminal_at(record, when) is YES:
            return record
    return None


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
    if not side.on_record:
        result.presumed_by = _obligations(kb, situation, result)
        if result.presumed_by:
            cited = ", ".join(
                f"{kb.heads[o.instrument].short} art. {o.article}" for o in result.presumed_by
            )
            result.finding = "presumed"
            result.reason = (
                f"no provision of {name} on record, but a treaty in force for both States "
                f"obliges each to criminalise exactly this ({cited})"
            )
            result.proof = Proof(YES, result.reason, (side.proof,), article=cited)
            return
        result.finding = "undetermined"
        result.reason = f"no provision of {name} on record for {_subject(kb, result.charge)}"
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
    read_as_at = [when for when, _ in _reading(kb, situation, result.charge)]
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
