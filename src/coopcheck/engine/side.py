"""The law of one State held against a charge: which provisions the conduct meets, and when.

The conduct counts, not its name: every provision on record is compared, and the institutions of
the requesting State stand for those of the requested one (ETS 73 art. 7(2)).
"""

from msgspec import Struct

from coopcheck.engine.conduct import Shown, institutional_yes, seen_from_abroad
from coopcheck.engine.context import ChargeFacts, Context, Situation
from coopcheck.engine.provisions import (
    Compared,
    Days,
    Held,
    compare,
    held_against,
    not_criminal_at,
    out_of_question,
)
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, Truth, any_of
from coopcheck.model.offence import NotCriminal
from coopcheck.penalties import days


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


def side_of(
    kb: KnowledgeBase,
    situation: Situation,
    charge: ChargeFacts,
    shown: Shown,
    state: str,
    *,
    is_requested: bool,
) -> SideResult:
    """What the law of ``state`` makes of the conduct (``shown``), as at the time that it reads.

    UNKNOWN where the law changed between the conduct and the request, and it is not on record as
    at which of the two the State reads it.
    """
    if is_requested:
        times = readings(kb, situation, charge)
    else:
        times = [(conduct_period(situation, charge), "the time of the conduct")]
    results = [
        _side_at(kb, charge, shown, state, when, words, is_requested) for when, words in times
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


def conduct_period(situation: Situation, charge: ChargeFacts) -> Days:
    """When the conduct took place; the date of the request where no period is given."""
    return charge.period or (situation.day, situation.day)


def readings(
    kb: KnowledgeBase, situation: Situation, charge: ChargeFacts
) -> list[tuple[Days, str]]:
    """As at when the requested State reads its law; both where that is not on record."""
    conduct = (conduct_period(situation, charge), "the time of the conduct")
    request = ((situation.day, situation.day), "the date of the request")
    values = Context(kb, situation).dated(situation.requested, "dual_criminality_date")
    if not values:
        return [conduct] if charge.period is None else [conduct, request]
    return [conduct] if values[0].value == "conduct" else [request]


def _side_at(
    kb: KnowledgeBase,
    charge: ChargeFacts,
    shown: Shown,
    state: str,
    when: Days,
    words: str,
    is_requested: bool,
) -> SideResult:
    """The law of a State as it stood at one time (``words``: as a reader is told of it)."""
    law = kb.national(state)
    name = kb.states.in_sentence(state)
    compared, transposed = _compared(kb, charge, shown, state, when, is_requested)
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
        missing = f"law of {name} at that time: {subject(kb, charge)}"
        proofs.append(Proof(UNKNOWN, f"no provision of {name} on record", law=missing))
    if not charge.category and not any(v is YES for v in shown.values()):
        value = UNKNOWN
        fact = f"charges[{charge.index}].conduct"
        proofs = [Proof(UNKNOWN, "the conduct is not described", fact=fact)]
    proof = Proof(value, f"an offence under the law of {name}", tuple(proofs))
    return SideResult(state, name, value, words, relevant, silent, on_record, proof, transposed)


def _compared(
    kb: KnowledgeBase,
    charge: ChargeFacts,
    shown: Shown,
    state: str,
    when: Days,
    is_requested: bool,
) -> tuple[list[Compared], bool]:
    """The provisions that can be of consequence, best first; whether the best is met transposed.

    Where the conduct has institutions, the requested State's are read as the words stand and as if
    these were its own.
    """
    key = (state, charge.category, charge.index, frozenset(charge.elements.items()))

    def held(abroad: bool) -> dict[int, Held]:
        seen = Shown(seen_from_abroad(shown, kb.elements), kb.bits) if abroad else shown
        return held_against(kb, state, charge, seen)

    def matters(each: Held) -> bool:
        """Whether a provision can be of any consequence, whenever the conduct took place."""
        return bool(each.value) or each.provision.category == charge.category

    literal = kb.kept(("held", is_requested, *key), lambda: held(is_requested))
    if is_requested and institutional_yes(shown, kb.elements):
        at_home = kb.kept(("held", False, *key), lambda: held(False))
        pairs = [
            [at.get(place) or out_of_question(kb, state, place) for at in (at_home, literal)]
            for place in sorted({*at_home, *literal})
        ]
        compared = [
            _better(compare(a, when, transposed=True), compare(b, when, transposed=False))
            for a, b in pairs
            if matters(a) or matters(b)
        ]
    else:
        compared = [
            compare(each, when, transposed=False) for each in literal.values() if matters(each)
        ]
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
    return compared, bool(compared) and compared[0].value is YES and compared[0].transposed


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


def subject(kb: KnowledgeBase, charge: ChargeFacts) -> str:
    """What a charge is about, in words: the title of its category, or the conduct."""
    category = kb.categories.get(charge.category or "")
    return category.title.lower() if category else "the conduct described"


def _not_criminal(
    records: list[NotCriminal], charge: ChargeFacts, when: Days
) -> NotCriminal | None:
    for record in records:
        if record.category == charge.category and not_criminal_at(record, when) is YES:
            return record
    return None
