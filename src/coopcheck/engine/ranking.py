"""The order in which to rely on the laws that carry a request, and which to plead together."""

from collections import Counter
from itertools import pairwise

from coopcheck.engine.basis import EFFECTS, Basis, considers, governs, is_special
from coopcheck.engine.periods import deposit
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Truth
from coopcheck.model.parties import Membership
from coopcheck.model.provenance import Provenance
from coopcheck.text import cited

REACH = ("bilateral", "regional", "global")
RULES = (
    "not-required",
    "deemed",
    "waived-for-list",
    "may-decline",
    "required-for-coercive-measures",
    "required",
)


def rank(bases: list[Basis]) -> list[Basis]:
    """Bases in order of preference, inapplicable ones last; sets ``rank`` on the others.

    Certain before conditional, but what obliges nobody only after a treaty between the two that
    may cover the conduct (``governs``); Parties on record before those that may be one; what
    speaks of another offence, for all that is known, after the rest; duty before option; a treaty
    on the form in general before one for some offences; made for the pair or region before global,
    what was read before what was not, for fewer States before more; more charges covered; the
    better dual-criminality rule; fewer grounds of refusal; then by id.
    """
    governed = _turns_on_a_treaty(bases)
    ordered = sorted(bases, key=lambda basis: (*_key(basis, governed), basis.id))
    position = 0
    for basis in ordered:
        if basis.value is not NO:
            position += 1
            basis.rank = position
    return ordered


def _key(basis: Basis, governed: bool) -> tuple[int, ...]:
    rule = basis.rule.rule if basis.rule else None
    sure = _certainty(basis)
    return (
        -(min(sure, UNKNOWN) if governed and _is_weak(basis) else sure),
        not _listed(basis),
        _for_other_offences(basis),
        _effect(basis),
        _reach(basis),
        basis.form is not None and basis.form.clauses == "unread",
        basis.region if _reach(basis) == 1 else 0,
        -len(basis.charges),
        RULES.index(rule) if rule else len(RULES),
        _open_grounds(basis),
    )


def _effect(basis: Basis) -> int:
    """How strong the effect is; to consider, under a treaty made for it, before own law."""
    if considers(basis):
        return 2 * EFFECTS.index("own-law") - 1
    return 2 * (EFFECTS.index(basis.effect) if basis.effect else len(EFFECTS))


WITHOUT_DUTY = frozenset(("own-law", "consider", "arrangement", "comity"))


def _is_weak(basis: Basis) -> bool:
    return basis.effect in WITHOUT_DUTY and not considers(basis)


def _turns_on_a_treaty(bases: list[Basis]) -> bool:
    """Whether a treaty that governs between the two may carry the request, and none surely does."""
    sure = [_certainty(basis) for basis in bases if governs(basis)]
    return max(sure, default=NO) is UNKNOWN


STAGE_FACTS = frozenset(
    ("case.stage", "person.convicted", "sentence.imposed", "sentence.remaining")
)
"""What the requesting authority knows of its own case: to wait for it makes no basis uncertain."""


def _certainty(basis: Basis) -> Truth:
    """How sure it is that a basis is to be relied on.

    A treaty that two States made with each other is what governs between them even where its
    clauses could not be read: general law does not come before it for that.
    """
    if basis.effect == "submit" or (basis.effect == "consider" and not considers(basis)):
        return min(basis.value, UNKNOWN)  # no basis for what is asked; one that carries little
    proof = basis.proof
    if basis.value is UNKNOWN and _unread_between_the_two(basis):
        return YES
    if basis.value is UNKNOWN and not proof.missing_law():
        facts = proof.missing_facts()
        if facts and all(f in STAGE_FACTS or f.endswith("].penalty") for f in facts):
            return YES
    return basis.value


def _unread_between_the_two(basis: Basis) -> bool:
    form = basis.form
    unread = form is not None and (
        form.clauses == "unread" or any(rule.unread for rule in form.requires)
    )
    pair = basis.instrument is not None and basis.instrument.reach == "bilateral"
    return unread and pair and all(s.value is YES for s in basis.standing or ())


def _listed(basis: Basis) -> bool:
    """Whether no State is merely missing from the list of Parties, or has only signed."""
    return all(s.value is not UNKNOWN or _joined(s.record) for s in basis.standing or ())


def _joined(record: Provenance | None) -> bool:
    if not isinstance(record, Membership):
        return record is not None
    return bool(deposit(record) or record.in_force or record.party)


def _special(basis: Basis) -> bool:
    instrument, form = basis.instrument, basis.form
    return instrument is not None and form is not None and is_special(instrument, form)


REMOTE = 3
"""So many open elements make another offence of the one charged."""


def _for_other_offences(basis: Basis) -> bool:
    """Whether it is for some offences, and for all that is known the charge is none of them.

    Its clauses were not read, or it waits for several elements of the conduct, and for no more.
    """
    if not _special(basis) or basis.offence is None or basis.offence.value is not UNKNOWN:
        return False
    if basis.form is not None and basis.form.clauses == "unread":
        return True
    facts = basis.offence.missing_facts()
    elements = Counter(fact.partition("].")[0] for fact in facts if "].elements." in fact)
    fewest = min(elements.values(), default=0)
    return fewest >= REMOTE or (fewest == REMOTE - 1 and elements.total() == len(set(facts)))


def _reach(basis: Basis) -> int:
    return REACH.index(basis.instrument.reach) if basis.instrument else len(REACH)


def _open_grounds(basis: Basis) -> int:
    grounds = basis.form.grounds if basis.form else []
    return sum(-1 if clause.effect == "excluded" else 1 for clause in grounds)


FOR_THE_PAIR = "made for the pair or the region before a global instrument"
REASONS = (
    "its application is certain on the facts given",
    "whether that one binds both is not known",
    "that one is for some offences only, and nothing known makes this one of them",
    "{effect} comes before a weaker effect",
    FOR_THE_PAIR,
    "its clauses were read",
    "made for fewer States",
    "it covers more of the charges",
    "its rule on dual criminality is better for the request",
    "it leaves fewer grounds of refusal open",
)
EFFECT_WORDS = {
    "duty": "a duty",
    "deemed-included": "inclusion in a treaty in force",
    "extraditable": "recognition without a treaty",
    "may-serve": "an option of the requested State",
    "own-law": "the requested State's own law",
    "consider": "a duty to consider",
    "arrangement": "an arrangement",
    "submit": "a duty to prosecute instead",
    "comity": "comity",
}


def why_here(ordered: list[Basis]) -> dict[str, str]:
    """For each basis, why it stands before the next one."""
    found: dict[str, str] = {}
    governed = _turns_on_a_treaty(ordered)
    live = [(basis, _key(basis, governed)) for basis in ordered if basis.value is not NO]
    for (basis, ours), (following, theirs) in pairwise(live):
        for index, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            if a != b:
                words = REASONS[index].format(effect=EFFECT_WORDS.get(basis.effect, "a duty"))
                if index == 0 and basis.value is not YES:
                    words = _sure_enough(basis)
                if words == FOR_THE_PAIR and _reach(following) == 1:
                    words = "made for the two before one of many States"
                found[basis.id] = f"before {following.short}: {words}"
                break
    return found


def _sure_enough(basis: Basis) -> str:
    """Why a basis that is not settled comes before others (``_certainty``)."""
    if _certainty(basis) is not YES:
        return "it is less certain still that the other applies"
    if _unread_between_the_two(basis):
        return "it is what the two States agreed with each other"
    return "only the stage of the proceedings, the sentence or the penalty is still to be stated"


def combinations(kb: KnowledgeBase, bases: list[Basis]) -> list[tuple[list[str], str]]:
    """Which laws to plead together, and why."""
    live = {basis.id: basis for basis in bases if basis.value is not NO and basis.instrument}
    found: list[tuple[list[str], str]] = []
    for basis in live.values():
        assert basis.instrument is not None
        clause = basis.clause
        included = basis.effect == "deemed-included" and not _for_other_offences(basis)
        if included and clause is not None:
            for treaty in basis.deemed_into:
                lists = treaty.form is not None and any(r.categories for r in treaty.form.requires)
                tail = "; an old list that does not name it is no obstacle" if lists else ""
                article = f"{basis.short} {cited(clause.article)}"
                why = f"{article} deems the offence included in {treaty.short}{tail}"
                found.append(([treaty.id, basis.id], why))
        for relation in basis.instrument.relations:
            if relation.effect in ("amends", "supplements"):
                for other in relation.instruments:
                    if other in live:
                        verb = "amends" if relation.effect == "amends" else "supplements"
                        why = f"{basis.short} {cited(relation.article)} {verb} {live[other].short}"
                        found.append(([other, basis.id], why))
    found += _closed_grounds(kb, list(live.values()), {tuple(sorted(ids)) for ids, _ in found})
    return found


def _closed_grounds(
    kb: KnowledgeBase, live: list[Basis], known: set[tuple[str, ...]]
) -> list[tuple[list[str], str]]:
    """An instrument that closes a ground which the first choice leaves open."""
    certain = [b for b in live if b.value is YES and b.form is not None]
    if len(certain) < 2:
        return []
    first, *others = sorted(certain, key=lambda b: b.rank)
    assert first.form is not None
    open_here = {c.ground for c in first.form.grounds if c.effect != "excluded"}
    closed_here = {c.ground for c in first.form.grounds if c.effect == "excluded"}
    found = []
    for other in others:
        assert other.form is not None
        closes = [
            c for c in other.form.grounds
            if c.effect == "excluded" and c.ground not in closed_here and c.ground in open_here
        ]  # fmt: skip
        if closes and tuple(sorted((first.id, other.id))) not in known:
            named = ", ".join(
                f"{kb.grounds[c.ground].title.lower()} ({cited(c.article)})" for c in closes
            )
            found.append(
                (
                    [first.id, other.id],
                    f"{other.short} closes what {first.short} leaves open: {named}",
                )
            )
    return found
