"""Which unknown facts would settle most, in plain words."""

from coopcheck.engine.basis import Basis
from coopcheck.engine.criminality_rule import first_choice
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.refusal import Reading
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import UNKNOWN, YES, Proof

Settles = dict[str, list[str]]
_STAGE = ("case.stage", "person.convicted")
_OF_SENTENCE = ("sentence.imposed", "sentence.remaining", "conviction.final")


def ask(
    kb: KnowledgeBase,
    bases: list[Basis],
    results: list[ChargeResult],
    readings: dict[str, list[Reading]],
    waived: bool,
) -> list[tuple[str, str, list[str]]]:
    """(fact, question, findings it would help to settle), the most useful first.

    A question about a basis or dual criminality weighs more than one about a ground; nothing is
    asked about dual criminality where it is ``waived``.
    """
    weight: dict[str, float] = {}
    settles: Settles = {}

    def add(proof: Proof, finding: str, worth: float) -> None:
        if proof.value is not UNKNOWN:
            return
        facts = proof.missing_facts()
        facts = [f for f in facts if not f.startswith("assurance.")] or facts
        for fact in facts:
            weight[fact] = weight.get(fact, 0.0) + worth / len(facts)
            if finding not in settles.setdefault(fact, []):
                settles[fact].append(finding)

    def weigh(proof: Proof, worth: float) -> None:
        """Prefer, of the facts asked for anyway, those that the law nearest to the charge needs."""
        facts = [fact for fact in proof.missing_facts() if fact in weight]
        for fact in facts:
            weight[fact] += worth / len(facts)

    certain = any(basis.value is YES for basis in bases)
    for basis in bases:
        if basis.value is UNKNOWN:
            worth = 0.1 if certain and basis.effect == "comity" else 4.0 / (1 + basis.rank)
            add(basis.proof, f"legal basis: {basis.short}", worth)
    for result in () if waived else results:
        finding = f"dual criminality: {result.charge.name}"
        add(result.proof, finding, 1.0)
        named = [  # the law on what the charge is called is the nearest to being met
            item
            for item in result.requested.compared
            if item.provision.category == result.charge.category
        ]
        for item in named if result.proof.value is UNKNOWN else ():
            add(item.proof, finding, 3.0 / len(named))
        first = first_choice(bases)
        for _, proof in first.further.get(result.charge.index, []) if first else ():
            add(proof, finding, 1.0)
        for item in result.requesting.compared if result.requesting.value is UNKNOWN else ():
            if item.provision.category == result.charge.category:
                weigh(item.proof, 0.5)
    for entries in readings.values():
        for reading in entries[:1]:
            worth = 0.6 if reading.mandatory else 0.3
            live = reading.likelihood in ("likely", "possible")
            for proof in turns_on(reading) if live else ():
                add(proof, f"ground: {reading.ground.title}", worth)
    asked: dict[str, str] = {}
    for fact in sorted(weight, key=lambda fact: (-weight[fact], fact)):
        one = asked.setdefault(question_for(kb, fact, results), fact)
        if one != fact:  # two facts that one answer gives
            weight[one] += weight[fact]
            settles[one] += [each for each in settles[fact] if each not in settles[one]]
    stage = max((weight[fact] for fact in _OF_SENTENCE if fact in asked.values()), default=0.0)
    for fact in _STAGE:
        if fact in asked.values():  # no sentence to ask for before a conviction
            weight[fact] = max(weight[fact], stage)
    ordered = sorted(asked.items(), key=lambda row: (-weight[row[1]], row[1] not in _STAGE, row[1]))
    return [(fact, question, settles[fact]) for question, fact in ordered]


def turns_on(reading: Reading) -> list[Proof]:
    """What may still change how a ground is read: the facts that raise it, then the rules.

    A rule that may close the ground counts as well as one that may open it.
    """
    if reading.trigger.value is UNKNOWN:
        return [reading.trigger]
    if reading.likelihood not in ("likely", "possible"):
        return []
    return [s.active for s in reading.sources if s.active.value is UNKNOWN]


def question_for(kb: KnowledgeBase, fact: str, results: list[ChargeResult]) -> str:
    """The plain question that would obtain a fact, an element or a part of a charge."""
    declared = kb.facts.get(fact)
    if declared is not None:
        return declared.question
    if fact.startswith("charges["):
        index, _, rest = fact.removeprefix("charges[").partition("].")
        name = next((r.charge.name for r in results if str(r.charge.index) == index), "the charge")
        if rest.startswith("elements."):
            element = kb.elements.get(rest.removeprefix("elements."))
            if element is not None:
                return element.question or f"{name}: do the facts show {element.label}?"
        return {
            "penalty": f"{name}: what is the maximum penalty under the requesting State's law?",
            "category": f"{name}: which offence is it? Name a category.",
            "conduct": f"{name}: what exactly was done?",
        }.get(rest, f"{name}: {rest}?")
    if fact == "charges":
        return "What is the conduct? Describe at least one charge."
    return fact


def conditions(
    kb: KnowledgeBase, proof: Proof, results: list[ChargeResult]
) -> list[tuple[str | None, str]]:
    """What an UNKNOWN conclusion waits for: facts to ask and law that is not on record."""
    if proof.value is not UNKNOWN:
        return []
    found: list[tuple[str | None, str]] = []
    for leaf in proof.leaves():
        if leaf.law:
            item: tuple[str | None, str] = (None, f"Not on record: {leaf.law}.")
        elif leaf.fact:
            item = (leaf.fact, question_for(kb, leaf.fact, results))
        else:
            item = (None, f"Not settled: {leaf.text}.")
        if item not in found:
            found.append(item)
    return found
