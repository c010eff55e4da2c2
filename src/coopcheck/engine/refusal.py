"""On what grounds the requested State could refuse under each basis, and what would cure that."""

from functools import lru_cache

from msgspec import Struct

from coopcheck.engine.basis import Basis, wanted_forms
from coopcheck.engine.context import Context
from coopcheck.engine.criminality_rule import under
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.offence_facts import charge_context
from coopcheck.engine.refusal_rules import (
    Clause,
    by_ground,
    human_rights,
    rules_under,
    threshold_laws,
)
from coopcheck.engine.treaty_between import WITHOUT, without_treaty
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    Proof,
    all_of,
    any_of,
    conjunction,
    disjunction,
    names,
    negation,
    parse,
)
from coopcheck.model.catalogue import Ground
from coopcheck.model.instrument import GroundClause
from coopcheck.text import cited

CHARGE_FACTS = frozenset(
    (
        "offence.established_by_treaty",
        "offence.serious_crime",
        "offence.capital_in_requesting",
        "offence.life_without_release",
        "sentence.imposed",
        "sentence.remaining",
    )
)
"""Facts that are worked out for each charge."""


class Source(Struct, eq=False):
    """A rule that makes, allows or closes a ground, and whether it bites here.

    ``active``: the rule applies; ``raised``: the facts are such as it asks for.
    """

    kind: str
    id: str
    title: str
    clause: GroundClause
    active: Proof
    raised: Proof


class Reading(Struct, eq=False):
    """A ground under one basis."""

    ground: Ground
    basis: Basis
    likelihood: str
    mandatory: bool
    trigger: Proof
    reason: str
    sources: list[Source] = []

    @property
    def absolute(self) -> bool:
        """Whether a rule that applies and that no assurance cures stands in the way."""
        return any(
            s.clause.absolute and s.active.value is YES and s.raised.value for s in self.sources
        )


def read(
    context: Context, bases: list[Basis], results: list[ChargeResult]
) -> dict[str, list[Reading]]:
    """Every ground of the catalogue that some rule provides for, under every live basis."""
    kb, form = context.kb, context.case.form
    live = sorted((b for b in bases if b.value is not NO), key=lambda b: b.rank)
    bars = by_ground(human_rights(context))
    found: dict[str, list[Reading]] = {}
    inner = {
        basis.id: context.within(
            instrument=basis.instrument.id if basis.instrument else None,
            derived=_derived(context, results, basis, bases),
        )
        for basis in live
    }
    rules = {b.id: rules_under(inner[b.id], b, bases, results) for b in live}
    applies: dict[Proof, Proof] = {}
    for key, ground in kb.kept(("grounds", form), lambda: _grounds_on(kb, form)):
        readings = [
            _read_one(inner[basis.id], ground, basis, results, clauses, applies)
            for basis in live
            if (clauses := [*rules[basis.id].get(key, ()), *bars.get(key, ())])
        ]
        if readings:
            found[key] = readings
    return found


def _grounds_on(kb: KnowledgeBase, form: str) -> list[tuple[str, Ground]]:
    wanted = set(wanted_forms(form))
    return [(key, ground) for key, ground in kb.grounds.items() if wanted & set(ground.forms)]


def _read_one(
    inner: Context,
    ground: Ground,
    basis: Basis,
    results: list[ChargeResult],
    clauses: list[Clause],
    applies: dict[Proof, Proof],
) -> Reading:
    """``applies``: by the proof that a law is in force, that its rules without condition apply."""
    usual = _over_charges(inner, ground.trigger, results, every=False)
    sources = []
    for kind, key, clause, bound in clauses:
        closes = clause.effect == "excluded"
        here = applies.get(bound) if clause.when is None else None
        if here is None:
            when = _over_charges(inner, clause.when, results, every=closes)
            here = conjunction("the rule applies", [bound, when])
            if clause.when is None:
                applies[bound] = here
        if clause.unless is not None:
            lifted = _over_charges(inner, clause.unless, results, every=not closes)
            here = conjunction("unless", [here, negation("not lifted", lifted)])
        raised = _raised(inner, ground, clause, results) or usual
        sources.append(Source(kind, key, _title(inner, kind, key), clause, here, raised))
    trigger = _trigger(usual, sources)
    likelihood, mandatory, reason = _likelihood(inner, ground, trigger, sources)
    return Reading(ground, basis, likelihood, mandatory, trigger, reason, sources)


def _raised(
    inner: Context, ground: Ground, clause: GroundClause, results: list[ChargeResult]
) -> Proof | None:
    """What a clause asks of the facts, where that is not what the catalogue says."""
    if clause.trigger is None and not clause.absolute:
        return None
    if clause.absolute:
        useless = f"an assurance does not count under {clause.article}"
        given = [c.fact for c in ground.cures if c.fact and c.fact.startswith("assurance.")]
        inner = inner.within(derived={fact: Proof(NO, useless) for fact in given})
    return _over_charges(inner, clause.trigger or ground.trigger, results, every=False)


def _trigger(usual: Proof, sources: list[Source]) -> Proof:
    """Whether the facts raise the ground under any rule that may apply."""
    opening = [s.raised for s in sources if s.clause.effect != "excluded" and s.active.value]
    distinct = list({id(proof): proof for proof in opening}.values())
    if len(distinct) <= 1:
        return distinct[0] if distinct else usual
    return disjunction("the facts raise it under one of the rules", distinct)


def _over_charges(
    context: Context, condition: str | None, results: list[ChargeResult], *, every: bool
) -> Proof:
    """A condition that may speak of the offence, over all charges: of any of them, or of every one.

    A rule closes a ground only if it does so for every charge.
    """
    if condition is None or not results or not _speaks_of_charge(condition):
        return context.holds(condition)
    proofs = [
        charge_context(context, result, context.instrument).holds(condition) for result in results
    ]
    if len(proofs) == 1:
        return proofs[0]
    join = conjunction if every else disjunction
    return join("of every charge" if every else "of a charge", proofs)


@lru_cache(maxsize=4096)
def _speaks_of_charge(condition: str) -> bool:
    return any(name.name in CHARGE_FACTS for name in names(parse(condition)))


def _likelihood(
    context: Context, ground: Ground, trigger: Proof, sources: list[Source]
) -> tuple[str, bool, str]:
    """Read the likelihood off the trigger and the rules; never guessed.

    A rule of human rights law, which no treaty clause sets aside, survives an exclusion, and so
    does a reservation to it.
    """
    opening = [s for s in sources if s.clause.effect != "excluded"]
    closing = [s for s in sources if s.clause.effect == "excluded" and s.active.value is YES]
    if closing:
        opening = [s for s in opening if s.kind in ("human-rights", "declaration")]
        if not opening:
            rule = closing[0]
            sole = " as the sole ground" if rule.clause.sole else ""
            return "excluded", False, f"closed{sole} by {_where(rule)}"
    active = [s for s in opening if s.active.value is not NO]
    if not active:
        return "unlikely", False, "no rule on record makes it a ground here"
    biting = [s for s in active if s.raised.value is not NO]
    mandatory = _obliges(biting or active)
    if not biting:
        return "unlikely", mandatory, "the facts do not raise it"
    named = max(
        biting,
        key=lambda s: (
            min(s.active.value, s.raised.value),
            s.active.value,
            s.clause.effect == "mandatory",
        ),
    )
    where = _where(named)
    unused = ground.unused_when is not None and context.holds(ground.unused_when).value is YES
    if unused and not mandatory:
        return "unlikely", False, f"{where} permits it; the requested State makes no use of it"
    sure = [s for s in biting if s.active.value is YES and s.raised.value is YES]
    if _obliges(sure):
        return "likely", True, f"the facts raise it and {where} obliges to refuse"
    if trigger.value is YES:
        verb = "may oblige to refuse" if mandatory else "permits refusal"
        return "possible", mandatory, f"the facts raise it and {where} {verb}"
    return "possible", mandatory, f"not settled on the facts given; {where}"


def _obliges(sources: list[Source]) -> bool:
    return any(s.clause.effect == "mandatory" for s in sources)


def _title(context: Context, kind: str, key: str) -> str:
    if kind == "domestic":
        return f"law of {context.kb.states.in_sentence(key.split(':')[1])}"
    return context.kb.heads[key].short


def _where(source: Source) -> str:
    """``UNCAC art. 44(11)``, or ``IMAC art. 37(2) (law of Switzerland)``."""
    if source.kind == "domestic":
        return f"{source.clause.article} ({source.title})"
    return f"{source.title} {cited(source.clause.article)}"


def _derived(
    context: Context, results: list[ChargeResult], basis: Basis, bases: list[Basis]
) -> dict[str, Proof]:
    """Facts over all charges, and of the basis, that grounds ask about."""
    tested = [(r, under(basis, r)) for r in results]
    failing = [
        Proof(~proof.value, f"{r.charge.name}: no offence in the requested State", (proof,))
        for r, proof in tested
    ]
    below = []
    for result in results:
        index = result.charge.index
        reached = [
            proof
            for law in threshold_laws(basis, bases)
            for _r, proof in law.thresholds.get(index, [])
        ]
        value = ~all_of(proof.value for proof in reached)
        below.append(Proof(value, f"{result.charge.name}: below the threshold", tuple(reached)))
    serves = YES if basis.effect == "may-serve" else NO
    if basis.instrument is not None and basis.instrument.kind != "arrangement":
        alone = Proof(NO, f"{basis.short} carries the request")
    else:
        alone = without_treaty(bases, context)
    return {
        "offence.no_dual_criminality": _any(failing, "a charge is no offence there"),
        "offence.below_threshold": _any(below, "a charge is below the threshold"),
        WITHOUT: alone,
        "instrument.serves_as_basis": Proof(serves, "the instrument serves as the treaty basis"),
    }


def _any(proofs: list[Proof], words: str) -> Proof:
    value = any_of(p.value for p in proofs) if proofs else UNKNOWN
    return Proof(value, words, tuple(proofs), fact="" if proofs else "charges")
