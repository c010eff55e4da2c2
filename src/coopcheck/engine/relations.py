"""How instruments stand to each other between the same two States."""

from coopcheck.engine.basis import Basis, wanted_forms
from coopcheck.engine.context import Situation
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, conjunction
from coopcheck.model.instrument import Instrument, Relation


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
                    and (
                        b.id in relation.instruments
                        or (relation.bilateral and b.instrument.reach in ("bilateral", "regional"))
                    )
                ),
                None,
            )
            if other is not None:
                basis.yields_to = other
                basis.reason += (
                    f"; its detailed rules give way to {other.short} (art. {relation.article})"
                )


def _takes_over(instrument: Instrument, relation: Relation) -> bool:
    if instrument.id in relation.instruments:
        return True
    return relation.bilateral and instrument.reach in ("bilateral", "regional")


def _binds(basis: Basis) -> bool:
    return basis.standing is not None and all(s.value is not NO for s in basis.standing)


def deem_included(kb: KnowledgeBase, situation: Situation, bases: list[Basis]) -> None:
    """Offences deemed included in existing treaties need such a treaty between the two.

    Bilateral treaties on record are not complete, so that none on record is UNKNOWN, not NO.
    """
    treaties = [
        b for b in bases
        if b.instrument is not None and b.effect == "duty" and b.value is not NO
    ]  # fmt: skip
    pair = " and ".join(
        kb.states.in_sentence(s) for s in (situation.requesting, situation.requested)
    )
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
