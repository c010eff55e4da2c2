"""From the engine's results to the part of an assessment on dual criminality."""

from coopcheck.engine.addressee import cite
from coopcheck.engine.basis import Basis, requirement_value
from coopcheck.engine.context import Context
from coopcheck.engine.criminality_rule import unmet
from coopcheck.engine.dual_criminality import ChargeResult, serious_crime
from coopcheck.engine.open_points import depends
from coopcheck.engine.present import conditions_of, proof
from coopcheck.engine.provisions import Compared, dates_verified, penalty_words, reason
from coopcheck.engine.refusal_rules import accessory_rules, fits, threshold_laws
from coopcheck.engine.side import SideResult
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES
from coopcheck.logic import Proof as EngineProof
from coopcheck.model import findings as f


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
    return f.ChargeFinding(
        name=result.charge.name,
        category=result.charge.category,
        recognised_from=result.charge.recognised_from,
        finding=result.finding,
        reason=result.reason,
        citations=_citations(kb, result),
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


def _citations(kb: KnowledgeBase, result: ChargeResult) -> list[f.Citation]:
    """The articles on which the finding rests: treaties that presume it, law of the requested."""
    law = result.requested
    found = [
        f.Citation(
            id=duty.instrument,
            article=duty.article,
            verified=kb.instrument(duty.instrument).verified,
        )
        for duty in result.presumed_by
    ]
    best = next((c.provision for c in law.compared if c.value is YES), None)
    if best is not None:
        found.append(
            f.Citation(
                id=law.state,
                article=best.cite,
                source=best.source,
                verified=dates_verified(best) or best.verified,
            )
        )
    silent = law.not_criminal
    if result.finding == "not_satisfied" and silent is not None:
        found.append(
            f.Citation(
                id=law.state,
                article=silent.cite or silent.note,
                source=silent.source,
                verified=silent.verified,
            )
        )
    return found


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
        verified=item.provision.verified or "unverified",
        dates_verified=dates_verified(item.provision),
    )


def accessory(
    context: Context, result: ChargeResult, bases: list[Basis], results: list[ChargeResult]
) -> str | None:
    """The rule by which a charge that misses a threshold may follow one that reaches it.

    In words, with its article (ETS 24 art. 2(2), UNCAC art. 44(3)); None where there is none, or
    nothing that it could follow.
    """
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
