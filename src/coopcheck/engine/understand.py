"""From a case as given to a situation the engine can reason about: names and text to codes."""

from datetime import date

from msgspec.structs import replace

from coopcheck.dates import interval, long_form
from coopcheck.engine.conduct import contradiction
from coopcheck.engine.context import ChargeFacts, Situation
from coopcheck.errors import InputError, nearest
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import YES, Truth, truth
from coopcheck.model.case import Case, Charge
from coopcheck.model.types import RecognisedFrom


def understand(case: Case, kb: KnowledgeBase, today: str) -> Situation:
    """Resolve every name in a case. ``today`` (ISO) is the date of the request if none is given.

    Raises ``InputError`` naming the place in the case (``charges[0].category``), what was expected
    and the nearest valid value. Nothing ambiguous is silently taken.
    """
    requesting = _state(kb, case.requesting, "requesting")
    requested = _state(kb, case.requested, "requested")
    if requesting == requested:
        raise InputError(
            "the requesting and the requested State are the same.",
            place="requested",
            expected="two different States.",
        )
    assumptions = []
    if case.on is None:
        assumptions.append(f"date of the request: today, {long_form(today)}")
    on = case.on or today
    facts = {name: _fact(kb, name, value) for name, value in case.facts.items()}
    if case.person.minor != "unknown":
        facts.setdefault("person.minor", truth(case.person.minor))
    nationality = None
    if case.person.nationality is not None:
        nationality = [
            _state(kb, name, f"person.nationality[{i}]")
            for i, name in enumerate(case.person.nationality)
        ]
    situation = Situation(
        requesting=requesting,
        requested=requested,
        form=case.form,
        measures=[_measure(kb, case, m, i) for i, m in enumerate(case.measures)],
        on=on,
        stage=case.stage,
        nationality=nationality,
        charges=[],
        facts=facts,
        name=case.name,
        assumptions=assumptions,
    )
    for position, charge in enumerate(case.charges):
        place = f"charges[{position}]"
        for part, category in _parts(kb, charge):
            index = len(situation.charges)
            situation.charges.append(_charge(kb, situation, part, index, place, category))
    if len(situation.charges) > len(case.charges):
        assumptions.append(
            f"the conduct describes {len(situation.charges)} offences, each read as a charge of "
            "its own"
        )
    if any(c.period is None for c in situation.charges):
        assumptions.append(
            f"no period of the conduct is given: it is taken as recent ({long_form(on)}); "
            "for older acts give the period"
        )
    return situation


def _state(kb: KnowledgeBase, text: str, place: str) -> str:
    try:
        return kb.states.resolve(text)
    except InputError as error:
        raise error.at(place) from None


def _fact(kb: KnowledgeBase, name: str, value: str) -> Truth:
    declared = kb.facts.get(name)
    if declared is None or declared.kind != "truth":
        names = sorted(n for n, f in kb.facts.items() if f.kind == "truth")
        raise InputError(f'no fact "{name}".', place=f"facts.{name}", nearest=nearest(name, names))
    if name in ("offence.no_dual_criminality", "offence.below_threshold"):
        raise InputError(
            f'"{name}" is for the program to find, not for the case to state.',
            place=f"facts.{name}",
        )
    return truth(value)


def _measure(kb: KnowledgeBase, case: Case, name: str, index: int) -> str:
    place = f"measures[{index}]"
    measure = kb.measures.get(name)
    if measure is None:
        raise InputError(
            f'no measure "{name}".', place=place, nearest=nearest(name, sorted(kb.measures))
        )
    if case.form in ("extradition", "surrender"):
        raise InputError(
            f'"{name}" is a measure of {", ".join(measure.forms)}, not of {case.form}.',
            place=place,
            expected=f"--form {measure.forms[0]}.",
        )
    return name


def _parts(kb: KnowledgeBase, charge: Charge) -> list[tuple[Charge, str | None]]:
    """A charge whose text clearly describes several offences, taken apart."""
    if charge.category is None and charge.conduct:
        from coopcheck.resolve.conduct import split  # costly to load, and needed for words only

        kb.prepare_matching()
        parts = split(charge.conduct, kb.categories, kb.elements)
        if len(parts) > 1:
            return [
                (replace(charge, conduct=text, name=None), category) for text, category in parts
            ]
    return [(charge, None)]


def _charge(
    kb: KnowledgeBase,
    situation: Situation,
    charge: Charge,
    index: int,
    place: str,
    recognised_as: str | None,
) -> ChargeFacts:
    """A charge with every name resolved; ``recognised_as``: what its part of a text speaks of."""
    stated = _stated(kb, charge, place)
    category, source, recognised = _recognised(kb, charge, place, recognised_as, bool(stated))
    if category is not None:
        record = kb.categories[category]
        clash = contradiction(record, stated, kb.elements)
        if clash is not None:
            raise InputError(
                f'"{clash}: {stated[clash]}" contradicts the category '
                f"{category}, which means the opposite.",
                place=f"{place}.elements",
                expected="another category, or the elements alone.",
            )
        recognised = {
            name: value
            for name, value in recognised.items()
            if contradiction(record, {name: value}, kb.elements) is None
        }
    title = charge.name or (kb.categories[category].title if category else None)
    return ChargeFacts(
        index=index,
        name=title or (charge.conduct or f"charge {index + 1}")[:80],
        conduct=charge.conduct,
        category=category,
        recognised_from=source,
        elements={**recognised, **stated},
        period=_period(situation, charge, place),
        places=[_state(kb, name, f"{place}.places[{i}]") for i, name in enumerate(charge.places)],
        penalty=charge.penalty.max if charge.penalty else None,
        imposed=charge.sentence.imposed if charge.sentence else None,
        remaining=charge.sentence.remaining if charge.sentence else None,
        stated=frozenset(stated),
    )


def _stated(kb: KnowledgeBase, charge: Charge, place: str) -> dict[str, Truth]:
    """The elements that a charge states itself."""
    for name in charge.elements:
        if name not in kb.elements:
            raise InputError(
                f'no element "{name}".',
                place=f"{place}.elements",
                nearest=nearest(name, sorted(kb.elements)),
            )
    return {name: truth(value) for name, value in charge.elements.items()}


def _recognised(
    kb: KnowledgeBase, charge: Charge, place: str, recognised_as: str | None, stated: bool
) -> tuple[str | None, RecognisedFrom, dict[str, Truth]]:
    """The category of a charge, by what it was recognised, and the elements that its words show."""
    category = charge.category
    if category is not None:
        if category not in kb.categories:
            raise InputError(
                f'no offence category "{category}".',
                place=f"{place}.category",
                nearest=nearest(category, sorted(kb.categories)),
            )
        return category, "category", {}
    if not charge.conduct:
        return None, "elements" if stated else "nothing", {}
    from coopcheck.resolve.conduct import match, settle

    found = match(charge.conduct, kb.categories, kb.elements)
    category = recognised_as or settle(found, kb.categories, f"{place}.conduct")
    return category, "conduct", dict.fromkeys(found.elements, YES)


def _period(situation: Situation, charge: Charge, place: str) -> tuple[date, date] | None:
    if charge.period is None:
        return None
    first = interval(charge.period.since)
    last = interval(charge.period.until or charge.period.since)
    if last[1] < first[0]:
        raise InputError(
            f"the period ends on {charge.period.until}, before it begins on {charge.period.since}.",
            place=f"{place}.period",
        )
    if first[0] > situation.day:
        raise InputError(
            f"the conduct begins on {charge.period.since}, after the request of {situation.on}.",
            place=f"{place}.period",
        )
    return first[0], last[1]
