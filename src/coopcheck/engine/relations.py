"""How instruments stand to each other between the same two States."""

from coopcheck.engine.basis import Basis, is_special, wanted_forms
from coopcheck.engine.context import Context, Situation
from coopcheck.engine.open_points import NOT_ON_RECORD, depends, unsure
from coopcheck.engine.treaty_between import FACT
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Name, Proof, Truth, conjunction
from coopcheck.model.instrument import BasisClause, Instrument, Relation
from coopcheck.text import cited


def replace(kb: KnowledgeBase, situation: Situation, bases: list[Basis]) -> None:
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
                if _rests_on(weaker.instrument, stronger.id):
                    continue
                bilateral = weaker.instrument.reach == "bilateral" and relation.bilateral
                if not bilateral and weaker.id not in relation.instruments:
                    continue
                words = f"replaced between the two by {stronger.short} ({cited(relation.article)})"
                certain = stronger.standing is not None and all(
                    s.value is YES for s in stronger.standing
                )
                gone = Proof(NO if certain else UNKNOWN, words, article=relation.article)
                weaker.proof = conjunction("still stands", [weaker.proof, gone])
                weaker.value = weaker.proof.value
                weaker.reason = words if certain else f"{weaker.reason}; perhaps {words}"
                weaker.replaced_by = stronger.id


def _rests_on(instrument: Instrument, other: str) -> bool:
    """Whether an instrument amends or supplements another, and so is not replaced by it."""
    return any(
        relation.effect in ("amends", "supplements") and other in relation.instruments
        for relation in instrument.relations
    )


def give_way(bases: list[Basis]) -> None:
    """An instrument that leaves the field to another treaty between the two (UNTOC 18(6)-(7))."""
    for basis in bases:
        relations = basis.instrument.relations if basis.instrument else []
        for relation in relations:
            if relation.effect != "yields-to" or basis.value is NO:
                continue
            if relation.forms and basis.form_name not in relation.forms:
                continue
            other = next(
                (
                    b
                    for b in bases
                    if b is not basis
                    and b.instrument is not None
                    and b.value is YES
                    and b.effect == "duty"
                    and _takes_over(b, relation)
                ),
                None,
            )
            if other is not None:
                basis.yields_to = other
                basis.reason += "; " if basis.reason else ""
                basis.reason += (
                    f"its detailed rules give way to {other.short} ({cited(relation.article)})"
                )


def _takes_over(basis: Basis, relation: Relation) -> bool:
    """A treaty named by the relation, or one on the form in general (not for some offences)."""
    if basis.id in relation.instruments:
        return True
    instrument, form = basis.instrument, basis.form
    if instrument is None or form is None or not relation.bilateral:
        return False
    return instrument.reach != "global" and not is_special(instrument, form)


def _binds(basis: Basis) -> bool:
    return basis.standing is not None and all(s.value is not NO for s in basis.standing)


def supplement(kb: KnowledgeBase, situation: Situation, bases: list[Basis]) -> None:
    """A protocol without a basis of its own stands or falls with the instrument that it changes.

    Where bilateral treaties are meant, that none between the two is on record is not known to
    mean that there is none.
    """
    for basis in bases:
        instrument = basis.instrument
        if instrument is None or basis.form is None or basis.form.basis or basis.value is NO:
            continue
        relation = next(
            (r for r in instrument.relations if r.effect in ("amends", "supplements")), None
        )
        if relation is None:
            continue
        parents = [b for b in bases if b.id in relation.instruments]
        parent = max(parents, key=lambda b: b.value, default=None)
        basis.effect = "supplements"
        if parent is None and _means_bilateral(kb, instrument, relation):
            _supplement_unrecorded(kb, situation, basis, relation)
            continue
        if parent is None:
            basis.value = NO
            basis.reason = "it only changes an instrument that does not apply here"
            continue
        basis.proof = conjunction(f"together with {parent.short}", [basis.proof, parent.proof])
        basis.value = basis.proof.value
        basis.charges, basis.partial = parent.charges, parent.partial
        verb = "amends" if relation.effect == "amends" else "supplements"
        if basis.value is NO:
            basis.reason = f"it only {verb} {parent.short}, which does not apply: {parent.reason}"
        elif basis.value is YES:
            basis.reason = f"{verb} {parent.short} between the two ({cited(relation.article)})"


def _means_bilateral(kb: KnowledgeBase, instrument: Instrument, relation: Relation) -> bool:
    """Whether a relation speaks of the bilateral treaties of the Parties, whichever these are."""
    named = any(kb.heads[key].reach == "bilateral" for key in relation.instruments)
    return relation.bilateral or (named and instrument.reach != "bilateral")


def _supplement_unrecorded(
    kb: KnowledgeBase, situation: Situation, basis: Basis, relation: Relation
) -> None:
    """It stands if there is such a treaty; only the case or a record says that there is none."""
    words = f"a treaty between {_pair(kb, situation)} that it supplements"
    none = Context(kb, situation).fact(Name(FACT, 1))
    if none.value is NO:
        there = Proof(NO, words, article=none.article or relation.article)
        basis.reason = f"it has no effect by itself; not: {words}"
    else:
        text = f"{words}{NOT_ON_RECORD}"
        there = Proof(UNKNOWN, text, law=words, article=relation.article)
        basis.reason = f"depends on whether there is {words}; none is on record"
    basis.proof = conjunction("together with a treaty between the two", [basis.proof, there])
    basis.value = basis.proof.value


def deem_included(kb: KnowledgeBase, situation: Situation, bases: list[Basis]) -> None:
    """Offences deemed included in existing treaties need such a treaty between the two.

    A treaty whose own list does not name the offence is one; that is what the article is for.
    Bilateral treaties on record are not complete, so that none on record is UNKNOWN, not NO,
    unless a record or the case says that there is none.
    """
    treaties = [basis for basis in bases if _stands_as_treaty(basis)]
    for basis in bases:
        clause = next(
            (c for c in (basis.form.basis if basis.form else ()) if c.effect == "deemed-included"),
            None,
        )
        if clause is None or basis.offence is None or basis.bound is None:
            continue
        into, included = included_in(kb, situation, treaties, basis, clause.article)
        whole = conjunction(
            "a basis together with the treaty that it supplements",
            [basis.bound, basis.offence, included],
        )
        alone = NO if basis.effect == "deemed-included" else basis.value
        better = whole.value > alone or (whole.value is alone and bool(into))
        if whole.value is NO or not better:
            if basis.effect == "deemed-included" and included.value is NO:
                basis.proof, basis.value = whole, NO
                basis.reason = f"it has no effect between the two: not: {included.text}"
            continue
        basis.proof, basis.value, basis.effect, basis.clause = (
            whole,
            whole.value,
            "deemed-included",
            clause,
        )
        basis.deemed_into = into[:1]
        if whole.value is YES:
            treaty = into[0].short if into else "the extradition treaty, not on record,"
            basis.reason = (
                f"its offences are part of {treaty}{',' if into else ''} in force between the two"
            )
        elif basis.offence.value is UNKNOWN:
            basis.reason = _waits(basis.bound, basis.offence)
        elif into:
            basis.reason = _waits(basis.bound, included)
        else:
            there_is = included.text.removesuffix(NOT_ON_RECORD)
            bound = _bound_words(basis.bound)
            basis.reason = f"{bound}; depends on whether there is {there_is}; none is on record"


def _bound_words(bound: Proof) -> str:
    """That it binds both, or of which State that is not known."""
    return unsure(bound) or "binds both"


def _waits(bound: Proof, *others: Proof) -> str:
    """Whether it binds both, and what else is open."""
    words = _bound_words(bound)
    if any(other.value is UNKNOWN for other in others):
        words += f"; {depends(others)}"
    return words


def submit(context: Context, bases: list[Basis]) -> None:
    """A convention that is no basis for extradition here may still oblige to prosecute instead.

    (CAT art. 7(1): who does not extradite submits the case, whether or not extradition was asked.)
    """
    for basis in bases:
        if basis.value is not NO or basis.bound is None or basis.offence is None:
            continue
        clause = submits(basis)
        if clause is None or basis.replaced_by:
            continue
        holds = context.within(instrument=basis.id).holds(clause.when)
        whole = conjunction("a duty to prosecute", [basis.bound, basis.offence, holds])
        if whole.value is NO:
            continue
        basis.proof, basis.value = whole, whole.value
        basis.effect, basis.clause = "submit", clause
        basis.reason = _waits(basis.bound, basis.offence, holds)
        if whole.value is YES:
            basis.reason = (
                "no basis for extradition here, but who does not extradite must prosecute"
            )


def submits(basis: Basis) -> BasisClause | None:
    """The clause by which the State that does not extradite submits the case to prosecution."""
    clauses = basis.form.basis if basis.form else []
    return next((clause for clause in clauses if clause.effect == "submit"), None)


def included_in(
    kb: KnowledgeBase, situation: Situation, bases: list[Basis], basis: Basis, article: str
) -> tuple[list[Basis], Proof]:
    """The treaties between the two in which a basis may deem offences included, best first."""
    words = f"an extradition treaty between {_pair(kb, situation)}"
    into = sorted(
        (t for t in bases if t is not basis and t.id != basis.id and _stands_as_treaty(t)),
        key=lambda t: (-_standing(t), -t.value, t.id),
    )
    known = Context(kb, situation).fact(Name(FACT, 1))
    if not into and (known.value is NO or situation.facts.get(FACT) is YES):
        return into, Proof(known.value, words, article=known.article or article)
    if not into:
        text = f"{words} is not on record"
        return into, Proof(UNKNOWN, text, fact=FACT, law=words, article=article)
    law = f"whether {into[0].short} binds both"
    text = f"{words}: {into[0].short}"
    return into, Proof(_standing(into[0]), text, article=article, law=law)


def _pair(kb: KnowledgeBase, situation: Situation) -> str:
    return " and ".join(
        kb.states.in_sentence(s) for s in (situation.requesting, situation.requested)
    )


def _stands_as_treaty(basis: Basis) -> bool:
    """A treaty on this form that obliges, binds (or may bind) both, and was not replaced.

    One for some offences only is no treaty on extradition into which others are included.
    """
    instrument, form = basis.instrument, basis.form
    if instrument is None or form is None or basis.replaced_by or not _binds(basis):
        return False
    if instrument.kind in ("framework-decision", "arrangement") or is_special(instrument, form):
        return False
    return form.clauses == "unread" or any(c.effect == "duty" for c in form.basis)


def _standing(basis: Basis) -> Truth:
    return min((s.value for s in basis.standing or ()), default=NO)
