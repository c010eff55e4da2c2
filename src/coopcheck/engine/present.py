"""From the engine's results to the parts of an assessment: charges, legal bases, grounds."""

from typing import get_args

from coopcheck.engine.basis import Basis
from coopcheck.engine.context import ChargeFacts, Context
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.questions import conditions, turns_on
from coopcheck.engine.refusal import Reading
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, YES, names, parse
from coopcheck.logic import Proof as EngineProof
from coopcheck.model import findings as f
from coopcheck.model.types import Likelihood, RuleKind
from coopcheck.text import cited

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
            article=(
                f"{basis.yields_to.short} {cited(rule.article)}"
                if basis.yields_to
                else rule.article
            ),
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
            found.append(f"{title[0].upper()}{title[1:]}: {cited(clause.article)}{note}")
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
    live = reading.likelihood in ("likely", "possible")
    waits = [each for node in turns_on(reading) for each in conditions(kb, node, results)]
    return f.RefusalGround(
        id=reading.ground.id,
        title=reading.ground.title,
        explanation=reading.ground.explanation,
        likelihood=_LIKELIHOODS[reading.likelihood],
        strength="mandatory" if reading.mandatory else "optional",
        triggered=reading.trigger.value.word,
        raised_by=_raised_by(kb, reading.trigger) if reading.likelihood != "excluded" else [],
        basis=reading.basis.id,
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
        if live and not reading.absolute
        else [],
        duties=_duties(reading) if live else [],
        conditions=[f.Condition(fact=fact, question=q) for fact, q in dict.fromkeys(waits)],
        other_bases=[
            f.UnderBasis(basis=other.basis.id, likelihood=_LIKELIHOODS[other.likelihood])
            for other in readings[1:]
            if other.likelihood != reading.likelihood
        ],
        proof=proof(reading.trigger) if explain else None,
    )


def _duties(reading: Reading) -> list[f.DutyOwed]:
    """What is owed before a refusal: by the clauses on the ground, else by the law as a whole."""
    form = reading.basis.form
    if form is None:
        return []
    found = [
        f.DutyOwed(duty=s.clause.duty, article=s.clause.article, basis=s.id)
        for s in reading.sources
        if s.clause.duty and s.active.value is not NO
    ]
    named = {owed.duty for owed in found}
    return found + [
        f.DutyOwed(duty=each.duty, article=each.article, basis=reading.basis.id)
        for each in form.duties
        if each.duty in ("consult-before-refusal", "give-reasons") and each.duty not in named
    ]
