"""The offences on record, and everything about one of them."""

from msgspec import Struct

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup import find
from coopcheck.lookup.records import Named, Rests, Titled, all_named, named, rests, said_of
from coopcheck.lookup.wording import formula
from coopcheck.model.offence import Category, NotCriminal, Provision
from coopcheck.text import fold


class OffenceRow(Struct, kw_only=True):
    """One line of the list: ``states`` counts those with a provision on record."""

    id: str
    title: str
    family: str
    iccs: str | None
    states: int
    treaties: int
    broader: str | None


class Offences(Struct, kw_only=True):
    """The answer of ``coopcheck offences``."""

    family: str | None
    states_on_record: int
    offences: list[OffenceRow]


class ElementSaid(Struct, kw_only=True):
    """A part of a formula, all of which must be shown: in words, and the elements in it."""

    says: str
    elements: list[str]


class ObligationSaid(Struct, kw_only=True):
    """The treaty article under which States are to make it an offence."""

    instrument: str
    short: str
    article: str
    obligation: str
    only_if: str | None
    note: str | None


class ProvisionSaid(Struct, kw_only=True):
    """A provision of national law. ``also_requires`` and ``does_not_require``: elements in words.

    ``by``: in force by then at the latest, since when is not on record.
    """

    state: Named
    cite: str
    title: str
    category: str
    penalty_max: str | None
    penalty_aggravated: str | None
    penalty_min: str | None
    penalty_note: str | None
    since: str | None
    by: str | None
    until: str | None
    also_requires: list[str]
    does_not_require: list[str]
    formula: list[ElementSaid]
    note: str | None
    rests_on: Rests


class NotCriminalSaid(Struct, kw_only=True):
    """What a State is known not to treat as an offence."""

    state: Named
    category: str
    cite: str | None
    since: str | None
    until: str | None
    note: str
    rests_on: Rests


class Offence(Struct, kw_only=True):
    """The answer of ``coopcheck offence``."""

    id: str
    title: str
    family: str
    iccs: str | None
    nature: dict[str, str]
    broader: Titled | None
    narrower: list[Titled]
    note: str | None
    rests_on: Rests
    elements: list[ElementSaid]
    treaties: list[ObligationSaid]
    provisions: list[ProvisionSaid]
    not_criminal: list[NotCriminalSaid]
    not_on_record: list[Named]
    synonyms: list[str]
    examples: list[str]


def offences(kb: KnowledgeBase, *, family: str | None = None) -> Offences:
    """Every generic offence, by family. Raises ``InputError`` for a family that is none."""
    find.listed((c.family for c in kb.categories.values()), family, "family", "--family")
    holders: dict[str, set[str]] = {}
    states = kb.all_ids("national")
    for state in states:
        law = kb.national(state)
        for provision in law.provisions if law else ():
            holders.setdefault(provision.category, set()).add(state)
    rows = [
        OffenceRow(
            id=key,
            title=each.title,
            family=each.family,
            iccs=each.iccs,
            states=len(holders.get(key, ())),
            treaties=len({t.instrument for t in each.treaties}),
            broader=each.broader,
        )
        for key, each in kb.categories.items()
        if family in (None, each.family)
    ]
    rows.sort(key=lambda row: row.family)
    return Offences(family=family, states_on_record=len(states), offences=rows)


def offence(kb: KnowledgeBase, name: str, *, state: str | None = None) -> Offence:
    """Everything on record about one generic offence; ``state`` narrows the provisions.

    ``name`` is its id or title. Raises ``InputError`` with the nearest ids or States.
    """
    key = find.category(kb, name)
    code = find.state(kb, state, "--state") if state is not None else None
    each = kb.categories[key]
    provisions: list[ProvisionSaid] = []
    not_criminal: list[NotCriminalSaid] = []
    lacking = []
    for holder in kb.all_ids("national") if code is None else [code]:
        held, denied = provisions_of(kb, holder, key)
        provisions += held
        not_criminal += denied
        if not held and not denied:
            lacking.append(holder)
    provisions.sort(key=lambda p: fold(p.state.name))
    return Offence(
        id=key,
        title=each.title,
        family=each.family,
        iccs=each.iccs,
        nature={str(kind): str(value) for kind, value in each.nature.items()},
        broader=titled(kb, each.broader),
        narrower=[
            Titled(id=other.id, title=other.title)
            for other in kb.categories.values()
            if other.broader == key
        ],
        note=each.note,
        rests_on=rests(each),
        elements=_parts(kb, each.elements),
        treaties=_treaties(kb, each),
        provisions=provisions,
        not_criminal=not_criminal,
        not_on_record=all_named(kb, lacking),
        synonyms=each.synonyms,
        examples=each.examples,
    )


def titled(kb: KnowledgeBase, key: str | None) -> Titled | None:
    """A category by its id."""
    if key is None or key not in kb.categories:
        return None
    return Titled(id=key, title=kb.categories[key].title)


def provisions_of(
    kb: KnowledgeBase, state: str, category: str | None = None
) -> tuple[list[ProvisionSaid], list[NotCriminalSaid]]:
    """A State's provisions, and what it is known not to punish, for one category or for all."""
    law = kb.national(state)
    if law is None:
        return [], []
    return (
        [_provision(kb, state, p, law) for p in law.provisions if category in (None, p.category)],
        [
            _no_offence(kb, state, n, law)
            for n in law.not_criminal
            if category in (None, n.category)
        ],
    )


def _provision(kb: KnowledgeBase, state: str, each: Provision, law: object) -> ProvisionSaid:
    penalty, time = each.penalty, each.in_force
    return said_of(
        ProvisionSaid,
        each,
        law,
        state=named(kb, state),
        penalty_max=penalty.max if penalty else None,
        penalty_aggravated=penalty.aggravated if penalty else None,
        penalty_min=penalty.min if penalty else None,
        penalty_note=penalty.note if penalty else None,
        since=time.since if time else None,
        by=time.by if time else None,
        until=time.until if time else None,
        also_requires=[_label(kb, name) for name in each.also_requires],
        does_not_require=[_label(kb, name) for name in each.does_not_require],
        formula=_parts(kb, each.elements) if each.elements else [],
    )


def _no_offence(kb: KnowledgeBase, state: str, each: NotCriminal, law: object) -> NotCriminalSaid:
    return said_of(NotCriminalSaid, each, law, state=named(kb, state))


def _label(kb: KnowledgeBase, name: str) -> str:
    element = kb.elements.get(name)
    return element.label if element else name


def _parts(kb: KnowledgeBase, text: str) -> list[ElementSaid]:
    return [ElementSaid(says=says, elements=names) for says, names in formula(kb, text)]


def _treaties(kb: KnowledgeBase, category: Category) -> list[ObligationSaid]:
    return [
        ObligationSaid(
            instrument=each.instrument,
            short=kb.heads[each.instrument].short,
            article=each.article,
            obligation=each.obligation,
            only_if="; and ".join(says for says, _ in formula(kb, each.when))
            if each.when
            else None,
            note=each.note,
        )
        for each in category.treaties
    ]
