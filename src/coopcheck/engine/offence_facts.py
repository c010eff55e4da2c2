"""What the engine works out about one charge, as facts that conditions can name."""

from coopcheck.engine.conduct import bits_of, meets
from coopcheck.engine.context import Context
from coopcheck.engine.dual_criminality import ChargeResult, penalty_reaches, serious_crime
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, Truth, conjunction, disjunction, parse
from coopcheck.model.offence import TreatyObligation
from coopcheck.text import cited

OWN_OFFENCE = "offence.established_by_treaty"
PUNISHABLE_THEN = "offence.punishable_in_requesting_then"


def charge_context(context: Context, result: ChargeResult, instrument: str | None) -> Context:
    """A context that knows what the engine has worked out about one charge."""
    index = result.charge.index
    found = context.of_charge.get((index, instrument))
    if found is not None:
        return found
    if index not in context.worked_out:
        context.worked_out[index] = _worked_out(context, result)
    derived = dict(context.worked_out[index])
    if instrument is not None:
        derived[OWN_OFFENCE] = established(context.kb, result, instrument, [])
    found = context.within(charge=result.charge, instrument=instrument, derived=derived)
    context.of_charge[index, instrument] = found
    return found


def _worked_out(context: Context, result: ChargeResult) -> dict[str, Proof]:
    derived = {
        "offence.serious_crime": serious_crime(result),
        "offence.capital_in_requesting": _capital(context, result),
        "offence.life_without_release": _life(context, result),
        PUNISHABLE_THEN: _punishable_then(context, result),
        "offence.no_dual_criminality": Proof(
            ~result.value, f"no offence in the requested State: {result.reason}", (result.proof,)
        ),
    }
    for name in list(derived):
        stated = context.case.facts.get(name, UNKNOWN)
        if stated is not UNKNOWN:
            if derived[name].value is ~stated:
                raise contradicted(name, stated, derived[name])
            del derived[name]
    return derived


_STATED_OTHERWISE = {
    "offence.capital_in_requesting": "the maximum itself, if it is higher than the law on record "
    "says (--penalty death)",
    "offence.life_without_release": "the maximum itself, if it is higher than the law on record "
    "says (--penalty life)",
}
"""How to state what the case gives in another place, which goes before the law on record."""


def contradicted(name: str, stated: Truth, found: Proof) -> InputError:
    """The error for a stated fact that the rest of the case, or the law on record, excludes."""
    why = found.article or next((c.article or c.text for c in found.children), found.text)
    if found.value is NO and not found.article:
        why = f"not: {why}"
    other = _STATED_OTHERWISE.get(name, "the fact left out")
    return InputError(
        f'"{name}: {stated}" contradicts the rest of the case or the law on record ({why}).',
        place=f"facts.{name}",
        expected=f"{other}, or the law corrected in a folder of your own (--data).",
    )


def established(
    kb: KnowledgeBase, result: ChargeResult, instrument: str, articles: list[str]
) -> Proof:
    """Whether the conduct is an offence that an instrument establishes."""
    key = ("established", instrument, *articles, result.kind)
    return kb.kept(key, lambda: _established(kb, result, instrument, articles))


def _established(
    kb: KnowledgeBase, result: ChargeResult, instrument: str, articles: list[str]
) -> Proof:
    short = kb.heads[instrument].short
    proofs: list[Proof] = []
    for key, duty, needs in kb.kept(("duties", instrument), lambda: _duties(kb, instrument)):
        if proofs and result.categories.excluded(key, needs):
            continue  # one that fails is enough to say that all do
        if _within(duty.article, articles):
            parts = [result.categories[key], *narrowed(kb, result, duty)]
            text = f"{kb.categories[key].title} ({short} {cited(duty.article)})"
            proofs.append(conjunction(text, parts, article=duty.article))
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


def _duties(kb: KnowledgeBase, instrument: str) -> list[tuple[str, TreatyObligation, int]]:
    """The categories that an instrument establishes, each with the article and what it needs."""
    return [
        (key, duty, bits_of(kb, kb.needs.get(key, ())))
        for key, category in kb.categories.items()
        for duty in category.treaties
        if duty.instrument == instrument
    ]


def narrowed(kb: KnowledgeBase, result: ChargeResult, duty: TreatyObligation) -> list[Proof]:
    """The proof that an article's narrower condition holds (none where it has none)."""
    if duty.when is None:
        return []
    prefix = f"charges[{result.charge.index}].elements."
    return [meets(parse(duty.when), result.shown, kb.elements, question_prefix=prefix)]


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


def _punishable_then(context: Context, result: ChargeResult) -> Proof:
    """Whether the requesting State punished the act when it was done, a penalty being in its law.

    A provision of which no penalty is on record may have had none.
    """
    label = context.kb.facts[PUNISHABLE_THEN].label
    law = result.requesting
    met = [c for c in law.compared if c.value is YES and c.provision.penalty]
    if law.value is YES and met:
        return Proof(YES, label, article=met[0].provision.cite)
    if law.value is NO:
        return Proof(NO, label, (law.proof,), fact=PUNISHABLE_THEN)
    return Proof(UNKNOWN, label, fact=PUNISHABLE_THEN)


def _highest(result: ChargeResult, penalty: str, label: str, fact: str) -> Proof:
    """Whether the law of the requesting State, as stated or on record, goes as far as this."""
    stated = result.charge.penalty
    if stated is not None:
        return penalty_reaches(result, "requesting", penalty)
    met = [c for c in result.requesting.compared if c.value is not NO and c.provision.penalty]
    if not met or result.requesting.value is not YES:
        return Proof(UNKNOWN, label, fact=fact)
    value = penalty_reaches(result, "requesting", penalty).value
    return Proof(value, label, fact=fact if value is UNKNOWN else "")
