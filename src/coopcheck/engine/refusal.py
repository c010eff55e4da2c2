"""On what grounds the requested State could refuse under each basis, and what would cure that."""

from msgspec import Struct

from coopcheck.dates import in_time
from coopcheck.engine.basis import Basis, form_of, requirement_value, wanted_forms
from coopcheck.engine.context import Context
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.membership import status
from coopcheck.engine.offence_facts import established
from coopcheck.logic import NO, UNKNOWN, YES, Proof, any_of, conjunction, negation
from coopcheck.model.catalogue import Ground
from coopcheck.model.instrument import GroundClause, Instrument


class Source(Struct, eq=False):
    """A rule that makes, allows or closes a ground, and whether it bites here."""

    kind: str
    id: str
    title: str
    clause: GroundClause
    active: Proof


class Reading(Struct, eq=False):
    """A ground under one basis."""

    ground: Ground
    basis: Basis
    likelihood: str
    mandatory: bool
    trigger: Proof
    reason: str
    sources: list[Source] = []


def read(
    context: Context, bases: list[Basis], results: list[ChargeResult]
) -> dict[str, list[Reading]]:
    """Every ground of the catalogue that some rule provides for, under every live basis."""
    kb, form = context.kb, context.case.form
    live = sorted((b for b in bases if b.value is not NO), key=lambda b: b.rank)
    bars = _human_rights(context)
    found: dict[str, list[Reading]] = {}
    inner = {
        basis.id: context.within(
            instrument=basis.instrument.id if basis.instrument else None,
            derived=_derived(results, basis),
        )
        for basis in live
    }
    for key, ground in kb.grounds.items():
        if not set(wanted_forms(form)) & set(ground.forms):
            continue
        for basis in live:
            reading = _read_one(inner[basis.id], ground, basis, bases, results, bars)
            if reading is not None:
                found.setdefault(key, []).append(reading)
    return found


def _read_one(
    inner: Context,
    ground: Ground,
    basis: Basis,
    bases: list[Basis],
    results: list[ChargeResult],
    bars: list[tuple[str, str, GroundClause, Proof]],
) -> Reading | None:
    clauses = _clauses(inner, ground, basis, bases, results)
    clauses += [(k, i, c, p) for k, i, c, p in bars if c.ground == ground.id]
    if not clauses:
        return None
    trigger = inner.holds(ground.trigger)
    sources = []
    for kind, key, clause, bound in clauses:
        here = conjunction("the rule applies", [bound, inner.holds(clause.when)])
        if clause.unless is not None:
            here = conjunction("unless", [here, negation("not lifted", inner.holds(clause.unless))])
        sources.append(Source(kind, key, _title(inner, kind, key), clause, here))
    likelihood, mandatory, reason = _likelihood(inner, ground, trigger, sources)
    return Reading(ground, basis, likelihood, mandatory, trigger, reason, sources)


def _likelihood(
    context: Context, ground: Ground, trigger: Proof, sources: list[Source]
) -> tuple[str, bool, str]:
    """Read the likelihood off the trigger and the rules; never guessed.

    A rule of human rights law, which no treaty clause sets aside, survives an exclusion, and so
    does a reservation to it.
    """
    closing = [s for s in sources if s.clause.effect == "excluded"]
    opening = [s for s in sources if s.clause.effect != "excluded"]
    closed = any_of(s.active.value for s in closing)
    if closed is YES:
        opening = [s for s in opening if s.kind in ("human-rights", "declaration")]
        if not opening:
            rule = next(s for s in closing if s.active.value is YES)
            sole = " as the sole ground" if rule.clause.sole else ""
            return "excluded", False, f"closed{sole} by {_where(rule)}"
    open_value = any_of(s.active.value for s in opening)
    biting = [s for s in opening if s.active.value is not NO]
    mandatory = any(s.clause.effect == "mandatory" for s in biting)
    if not opening or open_value is NO:
        return "unlikely", False, "no rule on record makes it a ground here"
    if trigger.value is NO:
        return "unlikely", mandatory, "the facts do not raise it"
    named = max(biting, key=lambda s: (s.active.value, s.clause.effect == "mandatory"))
    where = _where(named)
    unused = ground.unused_when is not None and context.holds(ground.unused_when).value is YES
    if unused and not mandatory:
        return "unlikely", False, f"{where} permits it; the requested State makes no use of it"
    sure = [s for s in opening if s.active.value is YES]
    if trigger.value is YES and any(s.clause.effect == "mandatory" for s in sure):
        return "likely", True, f"the facts raise it and {where} obliges to refuse"
    if trigger.value is YES:
        verb = "may oblige to refuse" if mandatory else "permits refusal"
        return "possible", mandatory, f"the facts raise it and {where} {verb}"
    return "possible", mandatory, f"not settled on the facts given; {where}"


def _title(context: Context, kind: str, key: str) -> str:
    if kind == "domestic":
        return f"law of {context.kb.states.in_sentence(key.split(':')[1])}"
    return context.kb.heads[key].short


def _where(source: Source) -> str:
    """``UNCAC art. 44(11)``, or ``IMAC art. 37(2) (law of Switzerland)``."""
    if source.kind == "domestic":
        return f"{source.clause.article} ({source.title})"
    return f"{source.title} art. {source.clause.article}"


def _derived(results: list[ChargeResult], basis: Basis) -> dict[str, Proof]:
    """Facts over all charges that grounds ask about."""
    failing = [
        Proof(~r.value, f"{r.charge.name}: no offence in the requested State", (r.proof,))
        for r in results
    ]
    below = [
        Proof(
            ~requirement_value(basis, r.charge.index),
            f"{r.charge.name}: below the threshold",
            tuple(p for _rule, p in basis.thresholds.get(r.charge.index, [])),
        )
        for r in results
    ]
    return {
        "offence.no_dual_criminality": _any(failing, "a charge is no offence there"),
        "offence.below_threshold": _any(below, "a charge is below the threshold"),
    }


def _any(proofs: list[Proof], words: str) -> Proof:
    value = any_of(p.value for p in proofs) if proofs else UNKNOWN
    return Proof(value, words, tuple(proofs), fact="" if proofs else "charges")


Clause = tuple[str, str, GroundClause, Proof]


def _clauses(
    context: Context,
    ground: Ground,
    basis: Basis,
    bases: list[Basis],
    results: list[ChargeResult],
) -> list[Clause]:
    """The rules about one ground under one basis: treaty, protocols, declarations, domestic law."""
    found: list[Clause] = []
    sure = Proof(YES, "in force")
    if basis.instrument is not None:
        for law_basis in (basis, *basis.deemed_into):
            found += _treaty_clauses(context, ground, law_basis, results)
    law = context.kb.domestic(context.case.requested)
    if law is not None:
        for name in wanted_forms(context.case.form):
            form = form_of(law, name, context.case.day)
            eaw = basis.form_name == "surrender"
            if form is None or (
                (name == "surrender") != eaw and form_of(law, basis.form_name, context.case.day)
            ):
                continue
            key = f"domestic:{law.state}"
            found += [("domestic", key, c, sure) for c in form.grounds if c.ground == ground.id]
    found += _from_rules(context, ground, basis, results)
    return found


def _treaty_clauses(
    context: Context, ground: Ground, basis: Basis, results: list[ChargeResult]
) -> list[Clause]:
    """What the instrument of a basis, its protocols and the declarations to it say."""
    if basis.instrument is None or basis.form is None:
        return []
    sure = Proof(YES, "in force")
    own = [("treaty", basis.id, c, sure) for c in basis.form.grounds if c.ground == ground.id]
    changed: list[Clause] = []
    if basis.protocols is None:
        basis.protocols = _protocols(context, basis, results)
    for protocol, binding in basis.protocols:
        form = form_of(protocol, basis.form_name, context.case.day)
        for clause in form.grounds if form else ():
            rejected = _rejected(context, protocol.id, clause.chapter)
            if clause.ground == ground.id and not rejected:
                changed.append(("treaty", protocol.id, clause, binding))
    replaced = {a for _, _, c, p in changed if p.value is YES for a in c.replaces}
    kept = [item for item in own if item[2].article not in replaced]
    return [*kept, *changed, *_declarations(context, ground, basis.instrument.id)]


def _from_rules(
    context: Context, ground: Ground, basis: Basis, results: list[ChargeResult]
) -> list[Clause]:
    """The ground that a dual-criminality rule or a penalty threshold amounts to."""
    kind = "treaty" if basis.instrument is not None else "domestic"
    if ground.id == "absence-of-dual-criminality" and basis.id != "reciprocity":
        rule, value, effect = basis.rule, basis.rule_holds, basis.rule_effect
        if rule is None:
            return []
        effects = {"required": "mandatory", "optional": "permitted", "waived": "excluded"}
        clause = GroundClause(
            ground=ground.id,
            effect=effects.get(effect, "mandatory"),  # type: ignore[arg-type]
            article=rule.article,
        )
        holds = Proof(min(value, UNKNOWN if effect == "open" else YES), f"rule: {rule.rule}")
        return [(kind, basis.id, clause, holds)]
    if ground.id == "penalty-below-threshold":
        articles = [r.article for rules in basis.thresholds.values() for r, _ in rules]
        reached = any(requirement_value(basis, r.charge.index) is YES for r in results)
        accessory = basis.form.accessory if basis.form and reached else []
        return [
            (
                kind,
                basis.id,
                GroundClause(
                    ground=ground.id,
                    effect="permitted" if accessory else "mandatory",
                    article=article,
                    note=f"Accessory extradition is open: {accessory[0].article}."
                    if accessory
                    else None,
                ),
                Proof(YES, "threshold"),
            )
            for article in articles[:1]
        ]
    return []


def _protocols(
    context: Context, basis: Basis, results: list[ChargeResult]
) -> list[tuple[Instrument, Proof]]:
    """Instruments that amend the one of a basis and bind (or may bind) both States.

    A convention that amends every bilateral treaty (as the terrorism conventions do) does so for
    the offences that it establishes.
    """
    kb, case = context.kb, context.case
    assert basis.instrument is not None
    bilateral = basis.instrument.reach == "bilateral"
    found = []
    for key, head in kb.heads.items():
        named = basis.id in head.amends
        general = bilateral and head.amends_bilateral
        if not named and not general:
            continue
        parts = [
            status(kb, key, state, case.on).proof(kb.states.in_sentence(state))
            for state in (case.requesting, case.requested)
        ]
        if general and not named:
            parts += [established(kb, result, key, []) for result in results]
        binding = conjunction(f"{head.short} binds both", parts)
        if binding.value is not NO:
            found.append((kb.instrument(key), binding))
    return found


def _rejected(context: Context, instrument: str, chapter: str | None) -> bool:
    """Whether either State has declared that it does not accept the chapter."""
    if chapter is None:
        return False
    case = context.case
    for state in (case.requesting, case.requested):
        bound = context.kb.bound(state).get(instrument)
        for row in bound.declarations if bound else ():
            named = [row.value] if isinstance(row.value, str) else row.value or []
            rejects = row.effect == "rejects-chapter" and chapter in named
            if rejects and in_time(row.date, row.until, case.day):
                return True
    return False


_DECLARED = {
    "ground-mandatory": "mandatory",
    "ground-permitted": "permitted",
    "ground-excluded": "excluded",
    "assurance-required": "mandatory",
}


def _declarations(context: Context, ground: Ground, instrument: str) -> list[Clause]:
    case = context.case
    bound = context.kb.bound(case.requested).get(instrument)
    found: list[Clause] = []
    for row in bound.declarations if bound else ():
        effect = _DECLARED.get(row.effect)
        named = [row.value] if isinstance(row.value, str) else row.value or []
        if row.effect == "refuses-nationals":
            effect, named = "mandatory", ["nationality"]
        if effect is None or ground.id not in named or not in_time(row.date, row.until, case.day):
            continue
        clause = GroundClause(
            ground=ground.id,
            effect=effect,  # type: ignore[arg-type]
            article=f"{row.article} (declaration)",
            note=row.gist,
        )
        found.append(("declaration", instrument, clause, Proof(YES, row.gist)))
    return found


def _human_rights(context: Context) -> list[Clause]:
    """Bars that bind the requested State whatever the basis."""
    kb, case = context.kb, context.case
    found: list[Clause] = []
    for key, head in kb.heads.items():
        if not head.bars:
            continue
        standing = status(kb, key, case.requested, case.on)
        if standing.value is NO:
            continue
        for bar in kb.instrument(key).bars:
            if set(wanted_forms(case.form)) & set(bar.forms):
                clause = GroundClause(
                    ground=bar.ground,
                    effect=bar.effect,
                    article=bar.article,
                    when=bar.when,
                    note=bar.note,
                )
                proof = standing.proof(kb.states.in_sentence(case.requested))
                found.append(("human-rights", key, clause, proof))
    return found
