"""From the engine's results to the parts of an assessment."""

from typing import get_args

from coopcheck.engine.basis import Basis, requirement_value
from coopcheck.engine.context import ChargeFacts, Context
from coopcheck.engine.criminality_rule import unmet
from coopcheck.engine.dual_criminality import ChargeResult, SideResult, serious_crime
from coopcheck.engine.open_points import depends
from coopcheck.engine.provisions import Compared, penalty_words, reason, verified
from coopcheck.engine.questions import conditions, turns_on
from coopcheck.engine.refusal import Reading
from coopcheck.engine.refusal_rules import accessory_rules, fits, threshold_laws
from coopcheck.engine.steps import cite
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, names, parse
from coopcheck.logic import Proof as EngineProof
from coopcheck.model import findings as f
from coopcheck.model.types import Likelihood, RuleKind

_LIKELIHOODS: dict[str, Likelihood] = {word: word for word in get_args(Likelihood)}
_KINDS: dict[str, RuleKind] = {word: word for word in get_args(RuleKind)}


def proof(node: EngineProof, depth: int = 0) -> f.Proof:
    """A proof node and what it rests on."""
    return f.Proof(
        value=node.value.word,
        text=node.text,
        article=node.article or None,
        fact=node.fact or None,
        missing_law=node.law or None,
        because=[proof(child, depth + 1) for child in node.children] if depth < 12 else [],
    )


def conditions_of(
    kb: KnowledgeBase, node: EngineProof, results: list[ChargeResult]
) -> list[f.Condition]:
    """The conditions of an open conclusion."""
    return [f.Condition(fact=fact, question=q) for fact, q in conditions(kb, node, results)]


def charge_understood(
    kb: KnowledgeBase, charge: ChargeFacts, result: ChargeResult
) -> f.ChargeUnderstood:
    """A charge as it was read, with every element that is settled."""
    period = None
    if charge.period:
        first, last = charge.period
        period = f.PeriodUnderstood(since=first.isoformat(), until=last.isoformat())
    record = kb.categories.get(charge.category or "")
    named = set(charge.elements)
    if record is not None:
        named |= {name.name for name in names(parse(record.elements))}
    settled = {n: v.word for n, v in sorted(result.shown.items()) if n in named}
    return f.ChargeUnderstood(
        name=charge.name,
        conduct=charge.conduct,
        category=charge.category,
        category_title=record.title if record else None,
        recognised_from=charge.recognised_from,
        elements=settled,
        period=period,
        places=charge.places,
        penalty=charge.penalty,
        sentence_imposed=charge.imposed,
        sentence_remaining=charge.remaining,
    )


def legal_basis(
    context: Context, basis: Basis, results: list[ChargeResult], why: str | None, explain: bool
) -> f.LegalBasis:
    """One legal basis as shown to the user."""
    rule = basis.rule
    form = basis.form
    article = basis.clause.article if basis.clause else (form.article if form else None) or ""
    citations = [citation(basis, article)] if article else []
    notes = [
        n for n in (basis.clause.note if basis.clause else None, form.note if form else None) if n
    ]
    rules = (form.scope if form else []) or (basis.instrument.scope if basis.instrument else [])
    notes += [rule.note for rule in rules if rule.note]
    if form is not None and form.clauses == "part":
        notes.append(
            "Not all of its articles on this were read: it may ask for more, and know more grounds "
            "for refusal, than is shown."
        )
    notes += _measures(context, basis)
    standing = basis.standing
    instrument = basis.instrument
    if instrument is not None and instrument.binding == "no":
        notes.append("An arrangement, not a treaty: it binds only through domestic law.")
    return f.LegalBasis(
        id=basis.id,
        title=basis.title,
        short=basis.short,
        article=article,
        form=basis.form_name,
        status=basis.status,
        effect=basis.effect or "none",
        rank=basis.rank or None,
        reason=basis.reason,
        why_here=why,
        charges=basis.charges,
        conditions=conditions_of(context.kb, basis.proof, results),
        dual_criminality=None
        if rule is None
        else f.RuleApplied(
            rule=rule.rule,
            test=rule.test,
            article=f"{basis.yields_to.short} {rule.article}" if basis.yields_to else rule.article,
            applies=basis.rule_holds.word,
        ),
        in_force=None
        if standing is None
        else f.InForce(requesting=standing[0].reason, requested=standing[1].reason),
        citations=citations,
        notes=notes,
        proof=proof(basis.proof) if explain else None,
    )


def _measures(context: Context, basis: Basis) -> list[str]:
    """For each measure asked for, the article of this law on it."""
    found = []
    clauses = basis.form.measures if basis.form else []
    for key in context.case.measures:
        title = context.kb.measures[key].title
        clause = next((c for c in clauses if c.measure == key), None)
        if clause is not None:
            note = f": {clause.note}" if clause.note else ""
            cited = clause.article
            cited = f"art. {cited}" if cited[:1].isdigit() else cited
            found.append(f"{title[0].upper()}{title[1:]}: {cited}{note}")
        elif clauses:
            found.append(f"{title[0].upper()}{title[1:]}: not named in it")
    return found


def citation(basis: Basis, article: str) -> f.Citation:
    """An article with where its text was read."""
    law = basis.instrument or basis.domestic
    form = basis.form
    return f.Citation(
        id=basis.id,
        article=article,
        source=(form and form.source) or (law.source if law else None),
        verified=(form and form.verified) or (law.verified if law else None),
    )


def side(kb: KnowledgeBase, result: SideResult, category: str | None) -> f.Side:
    """One State's side: the provisions met, else those that may be, else the nearest."""
    met = [c for c in result.compared if c.value is YES]
    own = [c for c in met if c.provision.category == category] or met
    if all(c.transposed for c in own):  # and what is met as the words stand
        own += [c for c in met if not c.transposed]
    nearly = [c for c in result.compared if c.value is UNKNOWN and c.provision.category == category]
    shown = (
        [*own, *nearly[:2]]
        if own
        else [c for c in result.compared if c.value is not NO][:6] or result.compared[:4]
    )
    silent = result.not_criminal
    return f.Side(
        state=result.state,
        finding=result.value.word,
        read_as_at=result.read_as_at,
        provisions=[provision(kb, c) for c in shown],
        not_criminal=None
        if silent is None
        else f"{silent.note.rstrip('.')} ({silent.cite})"
        if silent.cite
        else silent.note,
        presumption=None,
    )


def provision(kb: KnowledgeBase, item: Compared) -> f.ProvisionCompared:
    """One provision, element by element."""
    return f.ProvisionCompared(
        cite=item.provision.cite,
        title=item.provision.title,
        category=item.provision.category,
        finding=item.value.word,
        in_force=item.in_force.word,
        transposed=item.transposed,
        penalty=penalty_words(item.provision),
        reason=reason(item, kb),
        elements=[
            f.ElementCompared(
                id=name,
                label=kb.elements[name].label,
                conduct=value.word,
                law=law,
            )
            for name, value, law in item.elements
        ],
        source=item.provision.source,
        verified=verified(item.provision),
    )


def charge_finding(
    context: Context,
    result: ChargeResult,
    bases: list[Basis],
    results: list[ChargeResult],
    explain: bool,
) -> f.ChargeFinding:
    """Dual criminality of one charge, with thresholds and accessory rules."""
    kb = context.kb
    requested = side(kb, result.requested, result.charge.category)
    if result.presumed_by:
        requested.presumption = result.reason
    citations = [
        f.Citation(
            id=duty.instrument,
            article=duty.article,
            verified=kb.instrument(duty.instrument).verified,
        )
        for duty in result.presumed_by
    ]
    best = next((c for c in result.requested.compared if c.value is YES), None)
    if best is not None:
        citations.append(
            f.Citation(
                id=result.requested.state,
                article=best.provision.cite,
                source=best.provision.source,
                verified=verified(best.provision),
            )
        )
    silent = result.requested.not_criminal
    if result.finding == "not_satisfied" and silent is not None:
        citations.append(
            f.Citation(
                id=result.requested.state,
                article=silent.cite or silent.note,
                source=silent.source,
                verified=silent.verified,
            )
        )
    return f.ChargeFinding(
        name=result.charge.name,
        category=result.charge.category,
        recognised_from=result.charge.recognised_from,
        finding=result.finding,
        reason=result.reason,
        citations=citations,
        requested=requested,
        requesting=side(kb, result.requesting, result.charge.category),
        transposed=result.requested.transposed,
        thresholds=[
            f.Threshold(
                basis=basis.id,
                rule=node.text,
                article=rule.article,
                finding=node.value.word,
            )
            for basis in bases
            if basis.value is not NO
            for rule, node in basis.thresholds.get(result.charge.index, [])
        ],
        further=[
            f.Threshold(
                basis=basis.id,
                rule=_words_of(node),
                article=article,
                finding=node.value.word,
            )
            for basis in bases
            for article, node in basis.further.get(result.charge.index, [])
        ],
        accessory=accessory(context, result, bases, results),
        serious_crime=serious_crime(result).value.word,
        conditions=conditions_of(kb, result.proof, results),
        proof=proof(result.proof) if explain else None,
    )


def _words_of(node: EngineProof) -> str:
    """What the rule asks besides: why it fails, or what it depends on."""
    if node.value is NO:
        return unmet(node)
    return depends((node,)) if node.value is UNKNOWN else "what it asks besides the comparison"


def accessory(
    context: Context, result: ChargeResult, bases: list[Basis], results: list[ChargeResult]
) -> str | None:
    """The rule by which a charge that misses a threshold may follow one that reaches it."""
    for basis in sorted((b for b in bases if b.value is not NO), key=lambda b: b.rank):
        index = result.charge.index
        thresholds = [
            pair for law in threshold_laws(basis, bases) for pair in law.thresholds.get(index, [])
        ]
        below = any(node.value is NO for _rule, node in thresholds)
        outside = index not in basis.charges and index not in basis.partial
        rules = accessory_rules(context, basis, results)
        lead = [
            r.charge.name
            for r in results
            if r.charge.index in basis.charges
            and r.charge.index != index
            and all(
                requirement_value(law, r.charge.index) is YES
                for law in threshold_laws(basis, bases)
            )
        ]
        if not rules or not lead or not (below or outside):
            continue
        fitting = next(((a, r) for a, r in rules if fits(context, r, result, below)), None)
        if fitting is None:
            continue
        article, rule = fitting
        cited = cite(basis, article) if article == rule.article else article
        verb = "may" if rule.effect == "permitted" else "shall"
        why = "misses the threshold" if below else "is outside the article"
        punishable = "" if result.value is YES else ", if it is an offence in both States"
        return (
            f"{why} of {basis.short}; the requested State {verb} include it with "
            f"{lead[0]} ({cited}){punishable}"
        )
    return None


def _raised_by(kb: KnowledgeBase, trigger: EngineProof) -> list[str]:
    """The facts of the case known to hold that speak for a ground; none where it is out."""
    if trigger.value is NO:
        return []
    declared = kb.facts.get(trigger.fact)
    if declared is not None and declared.origin != "domestic" and trigger.value is YES:
        return [trigger.text]
    found = [text for child in trigger.children for text in _raised_by(kb, child)]
    return list(dict.fromkeys(found))


def ground(
    context: Context, readings: list[Reading], results: list[ChargeResult], explain: bool
) -> f.RefusalGround:
    """A ground as read under the first-choice basis, and how it stands under the others."""
    kb = context.kb
    reading = readings[0]
    basis = reading.basis
    form = basis.form
    duties = []
    named = {s.clause.duty for s in reading.sources if s.clause.duty and s.active.value is not NO}
    if form is not None and reading.likelihood in ("likely", "possible"):
        for source in reading.sources:
            if source.clause.duty and source.active.value is not NO:
                duties.append(
                    f.DutyOwed(
                        duty=source.clause.duty, article=source.clause.article, basis=source.id
                    )
                )
        for duty in form.duties:
            if duty.duty in ("consult-before-refusal", "give-reasons") and duty.duty not in named:
                duties.append(f.DutyOwed(duty=duty.duty, article=duty.article, basis=basis.id))
    waits = [each for p in turns_on(reading) for each in conditions(kb, p, results)]
    return f.RefusalGround(
        id=reading.ground.id,
        title=reading.ground.title,
        explanation=reading.ground.explanation,
        likelihood=_LIKELIHOODS[reading.likelihood],
        strength="mandatory" if reading.mandatory else "optional",
        triggered=reading.trigger.value.word,
        raised_by=_raised_by(kb, reading.trigger) if reading.likelihood != "excluded" else [],
        basis=basis.id,
        reason=reading.reason,
        sources=[
            f.GroundSource(
                kind=_KINDS[s.kind],
                id=s.id,
                title=s.title,
                article=s.clause.article,
                effect=s.clause.effect,
                sole=s.clause.sole,
                active=s.active.value.word,
                note=s.clause.note,
            )
            for s in reading.sources
        ],
        cures=[
            f.CureOffered(
                cure=cure.cure,
                text=cure.text,
                given=context.value(cure.fact).word if cure.fact else "unknown",
            )
            for cure in reading.ground.cures
        ]
        if reading.likelihood in ("likely", "possible") and not reading.absolute
        else [],
        duties=duties,
        conditions=[f.Condition(fact=fact, question=q) for fact, q in dict.fromkeys(waits)],
        other_bases=[
            f.UnderBasis(basis=other.basis.id, likelihood=_LIKELIHOODS[other.likelihood])
            for other in readings[1:]
            if other.likelihood != reading.likelihood
        ],
        proof=proof(reading.trigger) if explain else None,
    )
