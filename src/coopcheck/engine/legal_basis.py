"""Which laws carry the request: for each, whether it binds both, covers the conduct, and how."""

from coopcheck.engine import no_statute
from coopcheck.engine.basis import FORM_WORDS, Basis, form_of, governs, wanted_forms
from coopcheck.engine.candidates import candidates
from coopcheck.engine.context import Context
from coopcheck.engine.coverage import cover, is_outside
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.membership import Standing, standing_of
from coopcheck.engine.relations import deem_included, give_way, replace, submit, supplement
from coopcheck.engine.treaty_between import WITHOUT, without_treaty
from coopcheck.knowledge.base import Head, KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, conjunction

REQUIRES_TREATY = {
    "extradition": "requested.requires_treaty",
    "surrender": "requested.requires_treaty",
    "mla": "requested.requires_treaty_for_mla",
    "confiscation": "requested.requires_treaty_for_confiscation",
}
"""The fact whether the requested State gives a form of cooperation only on a treaty."""
BINDING = frozenset(("duty", "deemed-included", "supplements", "extraditable", "may-serve"))
WHOLE_REGION = 1_000
"""Stands for the number of States that may join, where an instrument does not name them."""
NOT_ITS_OWN = Proof(NO, "the conduct is none of the offences that it is for")


def find(
    kb: KnowledgeBase, context: Context, results: list[ChargeResult], *, everything: bool = True
) -> list[Basis]:
    """Every law with a clause for this form, in no order yet.

    Without ``everything``, no instrument of which a State is surely no Party is looked at, and none
    that is for its own offences only is gone into if the conduct is none of them.
    """
    situation = context.case
    bases: list[Basis] = []
    pair = (situation.requesting, situation.requested)
    found = candidates(kb, situation.form, pair, situation.on, everything=everything)
    for head, form_name in found:
        standing = standing_of(kb, head.id, pair, situation.on)
        bases.append(under_treaty(context, head, form_name, standing, results, in_full=everything))
    replace(kb, situation, bases)
    supplement(kb, situation, bases)
    deem_included(kb, situation, bases)
    submit(context, bases)
    give_way(bases)
    alone = context.within(derived={WITHOUT: without_treaty(bases, context)})
    bases.append(_own_law(kb, alone, results))
    _serve(bases)
    _carry_out(context, bases)
    if not any(b.effect == "own-law" and b.value is YES for b in bases):
        bases.append(comity(kb, context, bases[-1]))
    return bases


def under_treaty(
    context: Context,
    head: Head,
    form_name: str,
    standing: tuple[Standing, Standing],
    results: list[ChargeResult],
    *,
    in_full: bool = True,
) -> Basis:
    """One instrument; its text is opened only if it may bind both States.

    Without ``in_full``, it is not gone into if the conduct is none of the offences it is for.
    """
    kb, situation = context.kb, context.case
    names = [
        kb.states.in_sentence(situation.requesting),
        kb.states.in_sentence(situation.requested),
    ]
    bound = conjunction(
        "both States are bound on the date of the request",
        [s.proof(n) for s, n in zip(standing, names, strict=True)],
    )
    instrument = None if bound.value is NO else kb.instrument(head.id)
    form = form_of(instrument, form_name, situation.day) if instrument else None
    basis = Basis(
        head.id,
        head.title,
        head.short,
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
        region=len(head.parties.get("open_to", ())) or WHOLE_REGION,
    )
    if instrument is None or form is None:
        failing = [
            f"{n}: {s.reason}" for s, n in zip(standing, names, strict=True) if s.value is NO
        ]
        basis.reason = "; ".join(failing)
        return basis
    if not in_full and is_outside(kb, form, instrument, results):
        basis.proof = conjunction("a basis for the request", [bound, NOT_ITS_OWN])
        basis.value = basis.proof.value
        basis.reason = NOT_ITS_OWN.text
        return basis
    narrowed = context.within(instrument=instrument.id)
    cover(basis, narrowed, form, instrument, results, bound)
    return basis


def _own_law(kb: KnowledgeBase, context: Context, results: list[ChargeResult]) -> Basis:
    situation = context.case
    name = kb.states.in_sentence(situation.requested)
    law = kb.domestic(situation.requested)
    key = f"domestic:{situation.requested}"
    title = f"Law of {name} on {FORM_WORDS.get(situation.form, situation.form)}"
    short = f"Law of {name}"
    form, form_name = None, situation.form
    gap = no_statute.on_form(kb, situation.requested, situation.form, situation.day)
    if gap is not None:
        reason = no_statute.words(gap)
        proof = Proof(NO, reason, article=gap.article)
        return Basis(
            key, title, short, form_name, None, None, law, NO, "unknown", None, reason, proof,
            [], [],
        )  # fmt: skip
    for candidate in (situation.form, *wanted_forms(situation.form)):
        if law is not None and form is None:
            form, form_name = form_of(law, candidate, situation.day), candidate
    if law is None or form is None:
        what = f"what the law of {name} says of {FORM_WORDS.get(situation.form, situation.form)}"
        reason = f"{what} is not on record"
        proof = Proof(UNKNOWN, reason, law=what)
        return Basis(
            key, title, short, form_name, None, None, law, UNKNOWN, "unknown", None, reason, proof,
            [r.charge.index for r in results], [],
        )  # fmt: skip
    act = next((a.title for a in law.acts if form.article and form.article.startswith(a.short)), "")
    basis = Basis(
        key, act or title, short, form_name, form, None, law, UNKNOWN, "own-law", None, "",
        Proof(UNKNOWN, title), [], [],
    )  # fmt: skip
    here = Proof(YES, f"{name} acts on its own law")
    cover(basis, context, form, law, results, here)
    return basis


def _serve(bases: list[Basis]) -> None:
    """Own rules that were made for certain instruments are none where no such one applies.

    (The Finnish Act on the European arrest warrant, between Nordic States that have their own.)
    """
    *others, own = bases
    served = own.form.only_under if own.form is not None else []
    if not served or own.value is NO:
        return
    best = max((b for b in others if b.id in served), key=lambda b: b.value, default=None)
    if best is not None and best.value is YES:
        return
    why = best.proof if best is not None else Proof(NO, "the instrument that it carries out")
    own.proof = conjunction("it carries out an instrument between the two", [own.proof, why])
    own.value = own.proof.value
    if best is None:
        own.reason = "it carries out an instrument that does not bind both"
        return
    unsure = own.value is UNKNOWN
    own.reason = f"it carries out {best.short}, " + (
        "on which the request turns" if unsure else "which does not apply between them"
    )


def _carry_out(context: Context, bases: list[Basis]) -> None:
    """The law of a State that acts only on a treaty goes no further than the treaties do.

    Only where one on the form in general, for the pair or the region, may bind both.
    """
    *others, own = bases
    fact = REQUIRES_TREATY.get(context.case.form)
    if own.value is not YES or fact is None or context.value(fact) is not YES:
        return
    governing = next((basis for basis in others if governs(basis, UNKNOWN)), None)
    treaties = [b for b in others if b.instrument is not None and b.effect in BINDING]
    best = max(treaties, key=lambda basis: basis.value, default=None)
    if governing is None or best is None or best.value is YES:
        return
    own.proof = conjunction(f"it carries out {governing.short}", [own.proof, best.proof])
    own.value = own.proof.value
    own.reason = f"it carries out {governing.short}, " + (
        "on which the request turns" if best.value is UNKNOWN else "which does not carry this one"
    )


def comity(kb: KnowledgeBase, context: Context, own: Basis) -> Basis:
    """Reciprocity or comity: open unless the requested State acts only on a treaty."""
    situation = context.case
    fact = REQUIRES_TREATY.get(situation.form)
    condition = "assurance.reciprocity"
    proof = context.holds(f"not {fact} and {condition}" if fact else condition)
    name = kb.states.in_sentence(situation.requested)
    if proof.value is NO and fact is not None and context.value(fact) is YES:
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
