"""Which laws carry the request: for each, whether it binds both, covers the conduct, and how."""

from dataclasses import dataclass, field

from coopcheck.engine.context import Context, Situation
from coopcheck.engine.dual_criminality import ChargeResult, penalty_reaches, serious_crime
from coopcheck.engine.membership import Standing, status
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    Proof,
    Truth,
    all_of,
    any_of,
    conjunction,
    disjunction,
)
from coopcheck.model.domestic import Domestic
from coopcheck.model.instrument import BasisClause, Form, Instrument, Requirement
from coopcheck.penalties import in_words

SURRENDER = ("extradition", "surrender")
EFFECTS = (
    "duty",
    "deemed-included",
    "extraditable",
    "may-serve",
    "own-law",
    "consider",
    "arrangement",
    "comity",
)
"""From the strongest to the weakest."""


@dataclass(slots=True)
class Basis:
    """One law on which the request may rest, with the proof of its standing."""

    id: str
    title: str
    short: str
    form_name: str
    form: Form | None
    instrument: Instrument | None
    domestic: Domestic | None
    value: Truth
    effect: str
    clause: BasisClause | None
    reason: str
    proof: Proof
    charges: list[int]
    partial: list[int]
    standing: tuple[Standing, Standing] | None = None
    replaced_by: str = ""
    deemed_into: list[str] = field(default_factory=list)
    bound: Proof | None = None
    offence: Proof | None = None
    thresholds: dict[int, list[tuple[Requirement, Proof]]] = field(default_factory=dict)
    rank: int = 0

    @property
    def status(self) -> str:
        """``applicable``, ``conditional`` or ``inapplicable``."""
        return ("inapplicable", "conditional", "applicable")[self.value]


def form_of(law: Instrument | Domestic, name: str) -> Form | None:
    """What a law says about one form of cooperation."""
    found: Form | None = getattr(law, name.replace("-", "_"))
    return found


def wanted_forms(form: str) -> tuple[str, ...]:
    """Extradition and surrender are one request under two names."""
    return SURRENDER if form in SURRENDER else (form,)


def find(kb: KnowledgeBase, context: Context, results: list[ChargeResult]) -> list[Basis]:
    """Every law with a clause for this form, in no order yet."""
    situation = context.case
    bases: list[Basis] = []
    for key, head in kb.heads.items():
        for form_name in wanted_forms(situation.form):
            if form_name not in head.forms:
                continue
            standing = (
                status(kb, key, situation.requesting, situation.on),
                status(kb, key, situation.requested, situation.on),
            )
            instrument = kb.instrument(key)
            bases.append(_treaty(context, instrument, form_name, standing, results))
    _replace(kb, situation, bases)
    _deem_included(kb, situation, bases)
    bases.append(_own_law(kb, context, results))
    if not any(b.effect == "own-law" and b.value is YES for b in bases):
        bases.append(_comity(kb, context, bases[-1]))
    return bases


def _treaty(
    context: Context,
    instrument: Instrument,
    form_name: str,
    standing: tuple[Standing, Standing],
    results: list[ChargeResult],
) -> Basis:
    kb, situation = context.kb, context.case
    form = form_of(instrument, form_name)
    assert form is not None
    names = [kb.states.label(situation.requesting), kb.states.label(situation.requested)]
    bound = conjunction(
        "both States are bound on the date of the request",
        [s.proof(n) for s, n in zip(standing, names, strict=True)],
    )
    basis = Basis(
        instrument.id,
        instrument.title,
        instrument.short,
        form_name,
        form,
        instrument,
        None,
        bound.value,
        "",
        None,
        "",
        bound,
        [],
        [],
        standing,
    )
    if bound.value is NO:
        failing = [
            f"{n}: {s.reason}" for s, n in zip(standing, names, strict=True) if s.value is NO
        ]
        basis.reason = "; ".join(failing)
        return basis
    narrowed = context.within(instrument=instrument.id)
    _finish(basis, narrowed, form, instrument, results, bound)
    return basis


def _own_law(kb: KnowledgeBase, context: Context, results: list[ChargeResult]) -> Basis:
    situation = context.case
    name = kb.states.label(situation.requested)
    law = kb.domestic(situation.requested)
    key = f"domestic:{situation.requested}"
    title = f"Cooperation law of {name}"
    form_name = situation.form
    form = form_of(law, situation.form) if law else None
    for other in wanted_forms(situation.form):
        if law and (form is None or not form.basis):
            candidate = form_of(law, other)
            if candidate is not None:
                form, form_name = candidate, other
    if law is None or form is None:
        what = f"what the law of {name} says of {situation.form}"
        reason = f"{what} is not on record"
        proof = Proof(UNKNOWN, reason, law=what)
        return Basis(
            key, title, title, form_name, None, None, law, UNKNOWN, "own-law", None, reason, proof,
            [r.charge.index for r in results], [],
        )  # fmt: skip
    act = next((a.title for a in law.acts if form.article and form.article.startswith(a.short)), "")
    basis = Basis(
        key, act or title, title, form_name, form, None, law, UNKNOWN, "own-law", None, "",
        Proof(UNKNOWN, title), [], [],
    )  # fmt: skip
    here = Proof(YES, f"{name} acts on its own law")
    _finish(basis, context, form, law, results, here)
    return basis


def _comity(kb: KnowledgeBase, context: Context, own: Basis) -> Basis:
    """Reciprocity or comity: open unless the requested State acts only on a treaty."""
    situation = context.case
    fact = {
        "extradition": "requested.requires_treaty",
        "surrender": "requested.requires_treaty",
        "confiscation": "requested.requires_treaty_for_confiscation",
    }.get(situation.form, "requested.requires_treaty_for_mla")
    condition = f"not {fact} and assurance.reciprocity"
    proof = context.holds(condition)
    name = kb.states.label(situation.requested)
    if proof.value is NO and context.value(fact) is YES:
        reason = f"{name} acts only on a treaty in this form"
    elif own.value is NO:
        proof = conjunction("reciprocity", [proof, own.proof])
        reason = own.reason
    else:
        reason = f"{name} may act on reciprocity, if an assurance is given and its law allows"
        proof = conjunction("reciprocity", [proof, own.proof])
    return Basis(
        "reciprocity", "Reciprocity and comity", "Reciprocity", situation.form, None, None, None,
        proof.value, "comity", None, reason, proof, own.charges, [],
    )  # fmt: skip


def charge_context(context: Context, result: ChargeResult, instrument: str | None) -> Context:
    """A context that knows what the engine has worked out about one charge."""
    derived = {
        "offence.serious_crime": serious_crime(result),
        "offence.capital_in_requesting": _capital(context, result),
        "offence.life_without_release": _life(context, result),
        "offence.no_dual_criminality": Proof(
            ~result.value, f"no offence in the requested State: {result.reason}", (result.proof,)
        ),
    }
    derived = {k: v for k, v in derived.items() if context.case.facts.get(k, UNKNOWN) is UNKNOWN}
    if instrument is not None:
        derived["offence.established_by_treaty"] = established(context.kb, result, instrument, [])
    return context.within(charge=result.charge, instrument=instrument, derived=derived)


def established(
    kb: KnowledgeBase, result: ChargeResult, instrument: str, articles: list[str]
) -> Proof:
    """Whether the conduct is an offence that an instrument establishes."""
    short = kb.instrument(instrument).short
    proofs = []
    for key, proof in result.categories.items():
        for duty in kb.categories[key].treaties:
            if duty.instrument == instrument and _within(duty.article, articles):
                text = f"{kb.categories[key].title} ({short} art. {duty.article})"
                proofs.append(Proof(proof.value, text, (proof,), article=duty.article))
    words = f"an offence that {short} establishes"
    if result.charge.category is None and not result.shown:
        fact = f"charges[{result.charge.index}].category"
        return Proof(UNKNOWN, words, (Proof(UNKNOWN, "the offence is not recognised", fact=fact),))
    relevant = [p for p in proofs if p.value is not NO]
    return (
        disjunction(words, relevant or proofs[:1])
        if proofs
        else Proof(NO, f"{words}: its offences are not on record")
    )


def _within(article: str, articles: list[str]) -> bool:
    return not articles or any(article == a or article.startswith(f"{a}(") for a in articles)


def _capital(context: Context, result: ChargeResult) -> Proof:
    label = context.kb.facts["offence.capital_in_requesting"].label
    fact = "offence.capital_in_requesting"
    abolished = context.holds("requesting.death_penalty_abolished")
    if abolished.value is YES:
        return Proof(NO, label, (abolished,))
    return _highest(result, "death", label, fact)


def _life(context: Context, result: ChargeResult) -> Proof:
    label = context.kb.facts["offence.life_without_release"].label
    found = _highest(result, "life", label, "offence.life_without_release")
    if found.value is YES:
        return Proof(UNKNOWN, label, fact="offence.life_without_release")
    return found


def _highest(result: ChargeResult, penalty: str, label: str, fact: str) -> Proof:
    """Whether the law of the requesting State, as stated or on record, goes as far as this."""
    stated = result.charge.penalty
    if stated is not None:
        return penalty_reaches(result, "requesting", penalty)
    met = [c for c in result.requesting.compared if c.value is not NO and c.provision.penalty]
    if not met or result.requesting.value is not YES:
        return Proof(UNKNOWN, label, fact=fact)
    values = [penalty_reaches(result, "requesting", penalty).value]
    value = any_of(values)
    return Proof(value, label, fact=fact if value is UNKNOWN else "")


def _finish(
    basis: Basis,
    context: Context,
    form: Form,
    law: Instrument | Domestic,
    results: list[ChargeResult],
    bound: Proof,
) -> None:
    """Scope, requirements and effect, charge by charge; then the status over all of them."""
    if form.clauses == "unread":
        what = f"the clauses of {basis.short} on {basis.form_name}"
        basis.proof = conjunction("a basis", [bound, Proof(UNKNOWN, "clauses not read", law=what)])
        basis.value = basis.proof.value
        basis.effect = "duty"
        basis.charges = [r.charge.index for r in results]
        basis.reason = "in force between the two, but its text has not been read"
        return
    scope = form.scope or (law.scope if isinstance(law, Instrument) else [])
    per_charge: list[Proof] = []
    for result in results:
        inner = charge_context(context, result, basis.instrument.id if basis.instrument else None)
        parts = []
        if scope:
            parts.append(
                disjunction(
                    "the conduct is within the scope",
                    [_with_article(inner.holds(rule.when), rule.article) for rule in scope],
                )
            )
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
    basis.effect = clause.effect if clause else "duty"
    basis.proof = conjunction("a basis for the request", [bound, offence, effect])
    basis.value = basis.proof.value
    basis.reason = _reason(basis, bound, offence, effect, results)


def _with_article(proof: Proof, article: str) -> Proof:
    return Proof(proof.value, proof.text, (proof,), article=article)


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
    if rule.categories:
        listed = [
            Proof(
                result.categories[c].value, context.kb.categories[c].title, (result.categories[c],)
            )
            for c in rule.categories
        ]
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
        return f"maximum penalty {'above' if rule.above else 'of at least'} {in_words(rule.threshold)} in {where}"
    if rule.sentence:
        return f"sentence {rule.of} of at least {in_words(rule.sentence)}"
    return "an offence of the instrument" if rule.own_offences else "a listed offence"


def _at_stage(context: Context, stage: str, applies: Proof) -> Proof:
    given = context.case.stage
    if given is None:
        at = Proof(UNKNOWN, f"the stage is {stage}", fact="case.stage")
    else:
        accusation = ("investigation", "prosecution")
        same = given == stage or (given in accusation and stage in accusation)
        at = Proof(YES if same else NO, f"the stage is {stage}")
    return conjunction("applies at this stage", [applies, at])


def _effect(basis: Basis, context: Context, form: Form) -> tuple[BasisClause | None, Proof]:
    """The strongest clause that holds (or may), and the proof that one of them does."""
    found: list[tuple[BasisClause, Proof]] = []
    for clause in form.basis:
        proof = _with_article(context.holds(clause.when), clause.article)
        if clause.notification is not None and basis.instrument is not None:
            proof = conjunction(
                "the requested State takes the instrument as its treaty basis",
                [proof, _notified(context, basis.instrument, clause)],
                article=clause.article,
            )
        found.append((clause, proof))
    if not found:
        return None, Proof(YES, "without further condition", article=form.article or "")
    whole = disjunction("it has effect between the two", [p for _, p in found])
    order = sorted(found, key=lambda pair: (-pair[1].value, EFFECTS.index(pair[0].effect)))
    standing = [pair for pair in order if pair[0].effect != "deemed-included"]
    if not standing:
        return order[0][0], whole
    return standing[0][0], disjunction("it has effect between the two", [p for _, p in standing])


def _notified(context: Context, instrument: Instrument, clause: BasisClause) -> Proof:
    """Whether the requested State has notified that it takes the instrument as a basis."""
    kb, situation = context.kb, context.case
    name = kb.states.label(situation.requested)
    bound = kb.bound(situation.requested).get(instrument.id)
    for row in bound.declarations if bound else ():
        if row.effect == "takes-as-extradition-basis" and row.value in ("yes", "no"):
            value = YES if row.value == "yes" else NO
            return Proof(value, f"{name} has notified: {row.gist}", article=row.article)
    what = f"notification of {name} under {instrument.short} art. {clause.notification}"
    return Proof(UNKNOWN, f"{what} is not on record", law=what, article=clause.notification or "")


def _reason(
    basis: Basis, bound: Proof, offence: Proof, effect: Proof, results: list[ChargeResult]
) -> str:
    if offence.value is NO:
        why = []
        for child, result in zip(offence.children, results, strict=True):
            failing = next((p for p in child.children if p.value is NO), child)
            why.append(f"{result.charge.name}: {_failing(failing)}")
        return "the conduct is not covered: " + "; ".join(dict.fromkeys(why))
    if effect.value is NO:
        return f"it has no effect between the two: {_failing(effect)}"
    if bound.value is UNKNOWN:
        unsure = [c for c in bound.children if c.value is UNKNOWN]
        return "; ".join(c.text for c in unsure)
    if basis.value is YES:
        missing = len(results) - len(basis.charges)
        return (
            "binds both and covers the conduct"
            if not missing
            else (f"binds both and covers {len(basis.charges)} of {len(results)} charges")
        )
    openly = [p for p in (offence, effect) if p.value is UNKNOWN]
    leaves = list(dict.fromkeys(leaf.text for p in openly for leaf in p.leaves()))
    return "binds both; depends on whether " + "; ".join(leaves[:3])


def _failing(proof: Proof) -> str:
    """The words of the deepest single failure."""
    while proof.children:
        failing = [child for child in proof.children if child.value is NO]
        if len(failing) != 1 and not (failing and proof.value is NO):
            break
        if len(failing) > 1 and len(failing) == len(proof.children):
            return f"not {proof.text}"
        proof = failing[0]
    text = f"{proof.text} ({proof.article})" if proof.article else proof.text
    return f"not: {text}" if proof.value is NO else text


def _replace(kb: KnowledgeBase, situation: Situation, bases: list[Basis]) -> None:
    """An instrument that replaces another between these States makes it inapplicable."""
    for stronger in bases:
        if stronger.instrument is None or not _binds(stronger):
            continue
        for relation in stronger.instrument.relations:
            if relation.effect != "replaces" or (relation.since and relation.since > situation.on):
                continue
            if relation.forms and not set(wanted_forms(situation.form)) & set(relation.forms):
                continue
            for weaker in bases:
                if weaker is stronger or weaker.instrument is None or weaker.value is NO:
                    continue
                bilateral = weaker.instrument.reach == "bilateral" and relation.bilateral
                if not bilateral and weaker.id not in relation.instruments:
                    continue
                words = f"replaced between the two by {stronger.short} (art. {relation.article})"
                certain = stronger.standing is not None and all(
                    s.value is YES for s in stronger.standing
                )
                gone = Proof(NO if certain else UNKNOWN, words, article=relation.article)
                weaker.proof = conjunction("still stands", [weaker.proof, gone])
                weaker.value = weaker.proof.value
                weaker.reason = words if certain else f"{weaker.reason}; perhaps {words}"
                weaker.replaced_by = stronger.id


def _binds(basis: Basis) -> bool:
    return basis.standing is not None and all(s.value is not NO for s in basis.standing)


def _deem_included(kb: KnowledgeBase, situation: Situation, bases: list[Basis]) -> None:
    """Offences deemed included in existing treaties need such a treaty between the two.

    Bilateral treaties on record are not complete, so that none on record is UNKNOWN, not NO.
    """
    treaties = [
        b for b in bases
        if b.instrument is not None and b.effect == "duty" and b.value is not NO
    ]  # fmt: skip
    pair = " and ".join(kb.states.label(s) for s in (situation.requesting, situation.requested))
    for basis in bases:
        clause = next(
            (c for c in (basis.form.basis if basis.form else ()) if c.effect == "deemed-included"),
            None,
        )
        if clause is None or basis.offence is None or basis.bound is None:
            continue
        others = [t for t in treaties if t is not basis]
        words = f"an extradition treaty between {pair}"
        if others:
            best = max(others, key=lambda t: t.value)
            included = Proof(best.value, f"{words}: {best.short}", article=clause.article)
        else:
            included = Proof(
                UNKNOWN, f"{words} is not on record", law=words, article=clause.article
            )
        whole = conjunction(
            "a basis together with the treaty that it supplements",
            [basis.bound, basis.offence, included],
        )
        alone = NO if basis.effect == "deemed-included" else basis.value
        if whole.value > alone or (whole.value is alone and others and alone is not NO):
            basis.proof, basis.value, basis.effect = whole, whole.value, "deemed-included"
            basis.clause = clause
            basis.deemed_into = [t.id for t in others if t.value is best.value] if others else []
            if whole.value is YES:
                basis.reason = f"its offences are part of {best.short}, in force between the two"
            elif not others:
                basis.reason = f"binds both; {included.text}"


def requirement_value(basis: Basis, index: int) -> Truth:
    """Whether a charge reaches every threshold of a basis."""
    return all_of(proof.value for _rule, proof in basis.thresholds.get(index, []))
