"""Whether a law covers the conduct, charge by charge, and with what effect between the two."""

from functools import lru_cache

from coopcheck.dates import in_time
from coopcheck.engine.basis import EFFECTS, FORM_WORDS, Basis
from coopcheck.engine.context import Context
from coopcheck.engine.dual_criminality import ChargeResult, penalty_reaches
from coopcheck.engine.offence_facts import OWN_OFFENCE, charge_context, established
from coopcheck.engine.open_points import depends, unsure
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, conjunction, disjunction, forced, parse
from coopcheck.model.domestic import Domestic
from coopcheck.model.instrument import BasisClause, Form, Instrument, Requirement, ScopeRule
from coopcheck.model.parties import Declaration
from coopcheck.penalties import in_words


def cover(
    basis: Basis,
    context: Context,
    form: Form,
    law: Instrument | Domestic,
    results: list[ChargeResult],
    bound: Proof,
) -> None:
    """Scope, requirements and effect, charge by charge; then the status over all of them."""
    scope = form.scope or (law.scope if isinstance(law, Instrument) else [])
    if form.clauses == "unread":
        _cover_unread(basis, context, scope, results, bound)
        return
    per_charge: list[Proof] = []
    for result in results:
        inner = charge_context(context, result, basis.instrument.id if basis.instrument else None)
        parts = [_within(inner, scope)] if scope else []
        basis.thresholds[result.charge.index] = []
        for rule in form.requires:
            proof = _requirement(inner, result, rule, basis)
            if proof is not None:
                parts.append(proof)
                if rule.threshold or rule.sentence:
                    basis.thresholds[result.charge.index].append((rule, proof))
        per_charge.append(conjunction(f"charge {result.charge.index + 1}", parts))
    covered = [r.charge.index for r, p in zip(results, per_charge, strict=True) if p.value is YES]
    perhaps = [
        r.charge.index for r, p in zip(results, per_charge, strict=True) if p.value is UNKNOWN
    ]
    basis.charges, basis.partial = covered, perhaps
    offence = (
        disjunction("the conduct is covered", per_charge)
        if per_charge
        else Proof(UNKNOWN, "no charge is described", fact="charges")
    )
    clause, effect = _effect(basis, context, form)
    basis.bound, basis.offence, basis.clause = bound, offence, clause
    basis.effect = clause.effect if clause else "duty" if basis.instrument else "unknown"
    basis.proof = conjunction("a basis for the request", [bound, offence, effect])
    basis.value = basis.proof.value
    basis.reason = _reason(basis, bound, offence, effect, results)


def _within(context: Context, scope: list[ScopeRule]) -> Proof:
    return disjunction(
        "the conduct is within the scope",
        [with_article(context.holds(rule.when), rule.article) for rule in scope],
    )


def _cover_unread(
    basis: Basis,
    context: Context,
    scope: list[ScopeRule],
    results: list[ChargeResult],
    bound: Proof,
) -> None:
    """Clauses that were not read: only what is surely beyond the instrument is settled."""
    what = f"the clauses of {basis.short} on {FORM_WORDS.get(basis.form_name, basis.form_name)}"
    parts = [bound, Proof(UNKNOWN, "clauses not read", law=what)]
    basis.effect = "duty" if basis.instrument is not None else "unknown"
    basis.charges = [r.charge.index for r in results]
    basis.reason = "its clauses on this form have not been read"
    if scope and results:
        instrument = basis.instrument.id if basis.instrument else None
        within = [_within(charge_context(context, r, instrument), scope) for r in results]
        basis.offence = disjunction("the conduct is covered", within)
        parts.append(basis.offence)
        if basis.offence.value is NO:
            basis.charges = []
            basis.reason = f"the conduct is not covered: {failing_words(basis.offence)}"
    basis.proof = conjunction("a basis", parts)
    basis.value = basis.proof.value


def is_outside(kb: KnowledgeBase, form: Form, law: Instrument, results: list[ChargeResult]) -> bool:
    """Whether a law is for its own offences only and no charge is one, so that it covers none."""
    conditions = tuple([rule.when for rule in form.scope or law.scope])
    return (
        bool(conditions and results)
        and _for_its_own_offences(conditions)
        and all(established(kb, result, law.id, []).value is NO for result in results)
    )


@lru_cache(maxsize=1024)
def _for_its_own_offences(conditions: tuple[str, ...]) -> bool:
    return all(forced(parse(condition)).get(OWN_OFFENCE) is YES for condition in conditions)


def with_article(proof: Proof, article: str) -> Proof:
    """The same conclusion, resting on an article."""
    return Proof(
        proof.value, proof.text, proof.children, article=article, fact=proof.fact, law=proof.law
    )


def _requirement(
    context: Context, result: ChargeResult, rule: Requirement, basis: Basis
) -> Proof | None:
    """One requirement for one charge, or None where it does not apply at this stage."""
    applies = context.holds(rule.when)
    if rule.stage is not None:
        applies = _at_stage(context, rule.stage, applies)
    if applies.value is NO:
        return None
    parts: list[Proof] = []
    if rule.threshold is not None:
        sides = ("requesting", "requested") if rule.where == "both" else (rule.where,)
        reached = [penalty_reaches(result, s, rule.threshold, above=rule.above) for s in sides]
        parts.append(conjunction(f"penalty of at least {in_words(rule.threshold)}", reached))
    if rule.sentence is not None:
        comparison = context.holds(f"sentence.{rule.of} >= {rule.sentence}")
        parts.append(comparison)
    if rule.categories or rule.unread:
        listed = [
            Proof(
                result.categories[c].value, context.kb.categories[c].title, (result.categories[c],)
            )
            for c in rule.categories
        ]
        if rule.unread:
            law = f"which offences {basis.short} covers"
            listed.append(Proof(UNKNOWN, "one of those that were not read", law=law))
        parts.append(disjunction("on the list of offences", listed))
    if rule.own_offences and basis.instrument is not None:
        parts.append(established(context.kb, result, basis.instrument.id, rule.articles))
    proof = conjunction(_requirement_words(rule), parts, article=rule.article)
    if applies.value is UNKNOWN and proof.value is not YES:
        return Proof(UNKNOWN, proof.text, (applies, proof), article=rule.article)
    return proof


def _requirement_words(rule: Requirement) -> str:
    if rule.threshold:
        where = {"both": "both States"}.get(rule.where, f"the {rule.where} State")
        how = "above" if rule.above else "of at least"
        return f"maximum penalty {how} {in_words(rule.threshold)} in {where}"
    if rule.sentence:
        return f"sentence {rule.of} of at least {in_words(rule.sentence)}"
    return "an offence of the instrument" if rule.own_offences else "a listed offence"


def _at_stage(context: Context, stage: str, applies: Proof) -> Proof:
    given = context.case.stage
    words = (
        "the person has been convicted" if stage == "conviction" else "this is an accusation case"
    )
    if given is None:
        at = Proof(UNKNOWN, words, fact="case.stage")
    else:
        accusation = ("investigation", "prosecution")
        same = given == stage or (given in accusation and stage in accusation)
        at = Proof(YES if same else NO, words)
    return conjunction("applies at this stage", [applies, at])


def _effect(basis: Basis, context: Context, form: Form) -> tuple[BasisClause | None, Proof]:
    """The strongest clause that holds (or may), and the proof that one of them does."""
    found: list[tuple[BasisClause, Proof]] = []
    for clause in form.basis:
        if clause.effect != "submit":  # no basis by itself (``relations.submit``)
            found.append((clause, clause_proof(context, basis.instrument, clause)))
    if not found and basis.instrument is None:
        what = f"whether the {basis.short[0].lower()}{basis.short[1:]} was a basis of its own then"
        return None, Proof(UNKNOWN, f"{what} is not on record", law=what)
    if not found:
        return None, Proof(YES, "without further condition", article=form.article or "")
    whole = disjunction("it has effect between the two", [p for _, p in found])
    order = sorted(found, key=lambda pair: (-pair[1].value, EFFECTS.index(pair[0].effect)))
    standing = [pair for pair in order if pair[0].effect != "deemed-included"]
    if not standing:
        return order[0][0], whole
    return standing[0][0], disjunction("it has effect between the two", [p for _, p in standing])


def clause_proof(context: Context, instrument: Instrument | None, clause: BasisClause) -> Proof:
    """Whether a basis clause has effect: its condition, and the notification that it asks for."""
    proof = with_article(context.holds(clause.when), clause.article)
    if clause.notification is None or instrument is None:
        return proof
    return conjunction(
        "the requested State takes the instrument as its treaty basis",
        [proof, _notified(context, instrument, clause)],
        article=clause.article,
    )


def _notified(context: Context, instrument: Instrument, clause: BasisClause) -> Proof:
    """Whether the requested State has notified that it takes the instrument as a basis.

    What is on record comes first; without it, what the case says of the State's acceptance.
    """
    kb, situation = context.kb, context.case
    name = kb.states.in_sentence(situation.requested)
    for row in declarations(kb, situation.requested, instrument):
        if row.effect != "takes-as-extradition-basis" or row.value not in ("yes", "no"):
            continue
        if in_time(row.date, row.until, situation.day):
            value = YES if row.value == "yes" else NO
            return Proof(value, f"{name} has notified: {row.gist}", article=row.article)
    what = f"notification of {name} under {instrument.short} art. {clause.notification}"
    if clause.accepted is not None:
        said = context.holds(clause.accepted)
        missing = what if said.value is UNKNOWN else ""
        return Proof(said.value, said.text, article=said.article, fact=said.fact, law=missing)
    return Proof(UNKNOWN, f"{what} is not on record", law=what, article=clause.notification or "")


def declarations(kb: KnowledgeBase, state: str, instrument: Instrument) -> list[Declaration]:
    """A State's declarations to an instrument; those to its parent serve a protocol too.

    (UNTOC art. 37(4): the Convention's articles apply to a protocol mutatis mutandis.)
    """
    held = kb.bound(state)
    found: list[Declaration] = []
    for key in (instrument.id, instrument.parent):
        if key in held:
            found += held[key].declarations
    return found


def _reason(
    basis: Basis, bound: Proof, offence: Proof, effect: Proof, results: list[ChargeResult]
) -> str:
    if offence.value is NO:
        why = []
        for child, result in zip(offence.children, results, strict=True):
            failing = next((p for p in child.children if p.value is NO), child)
            outside = f"an offence that {basis.short} establishes"
            words = f"not {outside}" if _says(failing, outside) else failing_words(failing)
            why.append(f"{result.charge.name}: {words}")
        return "the conduct is not covered: " + "; ".join(dict.fromkeys(why))
    if effect.value is NO:
        return f"it has no effect between the two: {failing_words(effect)}"
    if bound.value is UNKNOWN:
        return unsure(bound)
    stands = "is in force there" if basis.instrument is None else "binds both"
    if basis.instrument is not None and basis.instrument.kind == "arrangement":
        stands = "is addressed to both"
    if basis.value is YES:
        missing = len(results) - len(basis.charges)
        return (
            f"{stands} and covers the conduct"
            if not missing
            else (f"{stands} and covers {len(basis.charges)} of {len(results)} charges")
        )
    return f"{stands}; {depends((offence, effect))}"


def _says(proof: Proof, text: str) -> bool:
    """Whether a failure comes down to this."""
    if proof.value is not NO:
        return False
    return proof.text == text or any(_says(child, text) for child in proof.children)


def failing_words(proof: Proof) -> str:
    """The words of the deepest single failure."""
    while proof.children:
        failing = [child for child in proof.children if child.value is NO]
        if len(failing) != 1 and not (failing and proof.value is NO):
            break
        if len(failing) > 1 and len(failing) == len(proof.children):
            return f"not {proof.text}"
        proof = failing[0]
    if proof.value is NO and proof.text.startswith("not: ") and len(proof.children) == 1:
        return _holding(proof.children[0])
    text = f"{proof.text} ({proof.article})" if proof.article else proof.text
    return f"not: {text}" if proof.value is NO else text


def _holding(proof: Proof) -> str:
    """What holds and must not, in words: the parts of a conjunction, or of an alternative."""
    if proof.text.startswith("not: "):
        return f"it is not so that {proof.text.removeprefix('not: ')}"
    if proof.text not in ("all of", "any of"):
        return f"{proof.text} ({proof.article})" if proof.article and not proof.fact else proof.text
    return " and ".join(_holding(child) for child in proof.children if child.value is YES)
