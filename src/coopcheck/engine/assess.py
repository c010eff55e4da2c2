"""The whole assessment: case and knowledge in, findings out."""

from datetime import date
from typing import NamedTuple

from msgspec import structs

from coopcheck import __version__
from coopcheck.engine import present, present_crime, ranking, refusal
from coopcheck.engine.addressee import cite
from coopcheck.engine.basis import Basis
from coopcheck.engine.confidence import weigh
from coopcheck.engine.context import Context
from coopcheck.engine.criminality_rule import finding_under, first_choice, set_rules
from coopcheck.engine.dual_criminality import ChargeResult, examine
from coopcheck.engine.legal_basis import find
from coopcheck.engine.offence_facts import contradicted
from coopcheck.engine.questions import ask
from coopcheck.engine.similar import similar
from coopcheck.engine.steps import shared_networks, steps
from coopcheck.engine.understand import understand
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Name
from coopcheck.model import findings as f
from coopcheck.model.case import Case
from coopcheck.model.types import Finding
from coopcheck.text import cited

NOTICE = (
    "Decision support, not legal advice. It rests on the records named under confidence; what is "
    "not on record is unknown, not absent."
)
_LIKELIHOODS = ("likely", "possible", "excluded", "unlikely")


class WorkedOut(NamedTuple):
    """What the engine found, before it is put into an assessment; the bases best first."""

    context: Context
    results: list[ChargeResult]
    bases: list[Basis]
    readings: dict[str, list[refusal.Reading]]


def work_out(
    case: Case, kb: KnowledgeBase, today: str | None = None, *, everything: bool = True
) -> WorkedOut:
    """Understand a case and reason about it. Raises ``InputError``.

    ``everything``: also about instruments that bind nobody here, to say why not.
    """
    situation = understand(case, kb, today or date.today().isoformat())
    context = Context(kb, situation)
    _check_stated(context)
    results = [examine(kb, situation, charge) for charge in situation.charges]
    bases = find(kb, context, results, everything=everything)
    set_rules(context, bases, results)
    situation.assumptions += _places_assumed(context, bases)
    ordered = ranking.rank(bases)
    return WorkedOut(context, results, ordered, refusal.read(context, ordered, results))


def assess(
    case: Case,
    kb: KnowledgeBase,
    *,
    today: str | None = None,
    include_inapplicable: bool = False,
    explain: bool = False,
) -> f.Assessment:
    """Assess a case on the law in ``kb``.

    ``today`` (ISO date) stands for the date of the request if the case gives none; without either
    it is the day on which this is called. ``include_inapplicable`` also lists the bases that do not
    apply and why; ``explain`` adds the proofs. Raises ``InputError`` for what cannot be understood.
    """
    context, results, ordered, readings = work_out(case, kb, today, everything=include_inapplicable)
    why = ranking.why_here(ordered)
    crime = over_all_charges(context, ordered, results, explain)
    waived = crime.finding == "not_required"
    shown = [b for b in ordered if include_inapplicable or b.value is not NO]
    networks = shared_networks(context, results)
    grounds = [present.ground(context, entries, results, explain) for entries in readings.values()]
    grounds.sort(key=_gravity)
    bases = [present.legal_basis(context, b, results, why.get(b.id), explain) for b in shown]
    return f.Assessment(
        schema_version=f.SCHEMA_VERSION,
        tool=f.Tool(name="coopcheck", version=__version__),
        knowledge=_knowledge(kb),
        request=_request(context, results),
        legal_bases=bases,
        combinations=[
            f.Combination(ids=ids, why=words) for ids, words in ranking.combinations(kb, ordered)
        ],
        dual_criminality=crime,
        refusal_grounds=grounds,
        similar_cases=similar(kb, context.case.requested, context.case.form, bases, crime, grounds),
        questions=[
            f.Question(fact=fact, question=text, settles=settles)
            for fact, text, settles in ask(kb, ordered, results, readings, waived)
        ],
        next_steps=[
            f.NextStep(step=s.step, text=s.text, article=s.article, items=s.items)
            for s in steps(context, ordered, results, readings, networks, waived)
        ],
        networks=[f.NetworkShared(id=n.id, title=n.title, use=n.use) for n in networks],
        confidence=weigh(context, ordered, results, readings),
        notice=NOTICE,
    )


def _places_assumed(context: Context, bases: list[Basis]) -> list[str]:
    """Without a place, the offence is not taken to concern one State alone: where that matters."""
    if all(charge.places for charge in context.case.charges):
        return []
    scopes = (
        (b.form.scope if b.form else []) or (b.instrument.scope if b.instrument else [])
        for b in bases
        if b.value is not NO
    )
    if not any("conduct.within_one_state" in rule.when for scope in scopes for rule in scope):
        return []
    return ["no place of the conduct is given: it is taken to concern more than one State"]


def _check_stated(context: Context) -> None:
    """A stated fact may not contradict what the case or the law on record already settles."""
    case = context.case
    for name, value in case.facts.items():
        others = {key: held for key, held in case.facts.items() if key != name}
        alone = Context(context.kb, structs.replace(case, facts=others))
        found = alone.fact(Name(name, 1))
        if value is not UNKNOWN and found.value is ~value:
            raise contradicted(name, value, found)


def _gravity(ground: f.RefusalGround) -> tuple[int, int, int, str]:
    return (
        _LIKELIHOODS.index(ground.likelihood),
        ("yes", "unknown", "no").index(ground.triggered),
        ground.strength != "mandatory",
        ground.title,
    )


def _knowledge(kb: KnowledgeBase) -> f.Knowledge:
    meta = kb.meta
    return f.Knowledge(
        version=meta.version,
        hash=meta.hash,
        overlays=[f.Overlay(name=o["name"], hash=o["hash"]) for o in meta.overlays],
        as_of=meta.as_of,
    )


def _request(context: Context, results: list[ChargeResult]) -> f.RequestUnderstood:
    case, kb = context.case, context.kb
    return f.RequestUnderstood(
        name=case.name,
        requesting=f.StateNamed(code=case.requesting, name=kb.states.label(case.requesting)),
        requested=f.StateNamed(code=case.requested, name=kb.states.label(case.requested)),
        form=case.form,
        measures=case.measures,
        on=case.on,
        stage=case.stage,
        nationality=case.nationality,
        charges=[present.charge_understood(kb, r.charge, r) for r in results],
        facts={name: value.word for name, value in sorted(case.facts.items())},
        assumptions=case.assumptions,
    )


def over_all_charges(
    context: Context, ordered: list[Basis], results: list[ChargeResult], explain: bool
) -> f.DualCriminality:
    """The finding over all charges, after the rule of the first-choice basis."""
    charges = [present_crime.charge_finding(context, r, ordered, results, explain) for r in results]
    found = [finding_under(first_choice(ordered), r) for r in results]
    findings = {each for each, _ in found}
    finding: Finding
    if not found:
        finding, reason = "undetermined", "no charge is described"
    elif len(findings) == 1:
        finding, reason = found[0]
    elif findings == {"satisfied", "presumed"}:
        finding, reason = "presumed", "satisfied for some charges, presumed for the others"
    elif "undetermined" in findings and not findings & {"satisfied", "presumed"}:
        finding, reason = "undetermined", "not settled for every charge"
    elif "undetermined" in findings and "not_satisfied" not in findings:
        finding, reason = "undetermined", "satisfied for some charges, open for others"
    else:
        finding, reason = "partly", "an offence in the requested State for some charges only"
    citations = [c for charge in charges for c in charge.citations]
    best = next((b for b in ordered if b.value is YES), None)
    if best is not None:
        rule = best.rule
        if rule is not None and best.rule_holds is YES and best.rule_effect == "waived":
            finding = "not_required"
            words = {
                "deemed": "deemed fulfilled",
                "waived-for-list": "not verified for an offence on the list",
            }.get(rule.rule, "not a condition")
            reason = f"{words} under {cite(best, rule.article)}"
            citations = [present.citation(best, rule.article), *citations]
    return f.DualCriminality(
        finding=finding,
        reason=reason,
        citations=citations,
        conduct_test=_conduct_test(ordered),
        charges=charges,
    )


def _conduct_test(ordered: list[Basis]) -> str | None:
    """Which instrument imposes the conduct test; without one it is only good practice."""
    for basis in ordered:
        if basis.value is NO:
            continue
        if basis.rule is not None and basis.rule.test == "conduct" and basis.instrument:
            return f"{(basis.yields_to or basis).short} {cited(basis.rule.article)}"
        if basis.instrument is not None and basis.instrument.conduct_test:
            return f"{basis.short} art. {basis.instrument.conduct_test}"
    return None
