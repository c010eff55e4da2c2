"""Instruments and own law between two States as the engine weighs them, the offence left aside."""

from collections.abc import Iterable, Iterator

from coopcheck.dates import interval
from coopcheck.engine import no_statute
from coopcheck.engine.basis import EFFECTS, Basis, form_of, wanted_forms
from coopcheck.engine.context import Context, Situation
from coopcheck.engine.coverage import clause_proof
from coopcheck.engine.membership import Standing, memberships, standing_of
from coopcheck.engine.relations import deem_included, give_way, replace, supplement
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, conjunction, disjunction
from coopcheck.lookup.wording import negated
from coopcheck.model.instrument import BasisClause, Form

Direction = tuple[str, str]
"""Requesting and requested State."""


def bases_between(
    kb: KnowledgeBase, direction: Direction, name: str, on: str
) -> dict[tuple[str, str], Basis]:
    """Every instrument that may bind both, by id and form, for an offence in its scope."""
    situation = situation_of(direction, name, on)
    context = Context(kb, situation)
    bases = []
    for key, head in kb.heads.items():
        forms = [each for each in wanted_forms(name) if each in head.forms]
        if forms and all(s.value is not NO for s in memberships(kb, key, direction, on)):
            sides = standing_of(kb, key, direction, on)
            bases += [_basis(context, key, form_name, sides) for form_name in forms]
    replace(kb, situation, bases)
    supplement(kb, situation, bases)
    deem_included(kb, situation, bases)
    give_way(bases)
    for basis in bases:
        basis.reason = _named(kb, direction, basis.reason)
    return {(basis.id, basis.form_name): basis for basis in bases}


def _basis(context: Context, key: str, form_name: str, sides: tuple[Standing, Standing]) -> Basis:
    """One instrument whose membership and basis clauses are read, and nothing of the offence."""
    kb, situation = context.kb, context.case
    text = kb.instrument(key)
    form = form_of(text, form_name, situation.day)
    assert form is not None
    names = [kb.states.in_sentence(code) for code in (situation.requesting, situation.requested)]
    bound = conjunction("both are bound", [s.proof(n) for s, n in zip(sides, names, strict=True)])
    narrowed = context.within(instrument=key)
    clause, effect = strongest(
        [
            (each, clause_proof(narrowed, text, each))
            for each in form.basis
            if each.effect != "submit"
        ]
    )
    offence = Proof(YES, "the offence is within its scope")
    proof = conjunction("a basis", [bound, offence, effect])
    reason = ""
    if effect.value is NO:
        reason = (
            f"no effect in this direction: {turns_on(kb, effect, [c.article for c in form.basis])}"
        )
    elif effect.value is UNKNOWN:
        reason = f"depends on: {turns_on(kb, effect)}"
    elif bound.value is UNKNOWN:
        reason = turns_on(kb, bound)
    if bound.value is NO:
        reason = "; ".join(side.reason for side in sides if side.value is NO)
    value = proof.value
    if form.clauses == "unread":
        reason, value = "its clauses have not been read", min(value, UNKNOWN)
    effect_name = clause.effect if clause else "duty"
    basis = Basis(
        key, text.title, text.short, form_name, form, text, None, value, effect_name, clause,
        reason, proof, [], [], sides,
    )  # fmt: skip
    basis.bound, basis.offence = bound, offence
    return basis


def own_law(
    kb: KnowledgeBase, direction: Direction, form_name: str, on: str
) -> tuple[BasisClause | None, Form, Proof, str] | None:
    """What the own law of the requested State allows: clause, form, proof and reason.

    None where that is not on record.
    """
    law = kb.domestic(direction[1])
    situation = situation_of(direction, form_name, on)
    form = form_of(law, form_name, situation.day) if law else None
    gap = no_statute.on_form(kb, direction[1], form_name, situation.day)
    if form is not None and gap is not None:
        words = no_statute.words(gap)
        return None, form, Proof(NO, words, article=gap.article), words
    if form is None or not form.basis:
        return None
    context = Context(kb, situation)
    clause, proof = strongest([(each, context.holds(each.when)) for each in form.basis])
    reason = ""
    if proof.value is not YES:
        start = "depends on: " if proof.value is UNKNOWN else ""
        reason = _named(kb, direction, start + turns_on(kb, proof))
    return clause, form, proof, reason


def strongest(found: list[tuple[BasisClause, Proof]]) -> tuple[BasisClause | None, Proof]:
    """The strongest clause that holds, or may; that on deemed inclusion is read later."""
    if not found:
        return None, Proof(YES, "without further condition")
    order = sorted(found, key=lambda pair: (-pair[1].value, EFFECTS.index(pair[0].effect)))
    alone = [pair for pair in order if pair[0].effect != "deemed-included"] or order
    return alone[0][0], disjunction("it has effect", [proof for _, proof in alone])


def turns_on(kb: KnowledgeBase, proof: Proof, clauses: Iterable[str] = ()) -> str:
    """What a conclusion that is not YES turns on: what is open, or what stands against it.

    ``clauses`` are the articles whose effect is in question; they say nothing of the reason.
    """
    if proof.value is UNKNOWN:
        leaves = list(proof.leaves())
        facts = [f"whether {leaf.text}" for leaf in leaves if not leaf.law]
        law = [f"{leaf.law} (not on record)" for leaf in leaves if leaf.law]
        return "; ".join(dict.fromkeys([*facts, *law]))
    labels = {fact.label for fact in kb.facts.values()}
    return "; ".join(dict.fromkeys(_against(proof, labels, set(clauses))))


def _against(proof: Proof, labels: set[str], clauses: set[str]) -> Iterator[str]:
    failing = [child for child in proof.children if child.value is NO]
    for child in failing:
        yield from _against(child, labels, clauses)
    if failing:
        return
    if proof.children:  # a negation: what it denies is so
        proof, text = proof.children[0], proof.children[0].text
    else:
        text = negated(proof.text) if proof.text in labels else proof.text
    cited = proof.article and proof.article not in clauses
    yield f"{text} ({proof.article})" if cited else text


def _named(kb: KnowledgeBase, direction: Direction, text: str) -> str:
    """A reason with the names of the States instead of their parts in the request."""
    for part, code in zip(("requesting", "requested"), direction, strict=True):
        text = text.replace(f"the {part} State", kb.states.in_sentence(code))
    return text


def situation_of(direction: Direction, name: str, on: str) -> Situation:
    """A request of which nothing is known but the States, the form and the date."""
    return Situation(
        requesting=direction[0],
        requested=direction[1],
        form=name,
        measures=[],
        on=interval(on)[1].isoformat(),
        stage=None,
        nationality=None,
        charges=[],
        facts={},
    )
