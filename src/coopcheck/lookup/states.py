"""The States and territories on record, and everything about one of them."""

from collections.abc import Sequence

from msgspec import Struct

from coopcheck.engine.membership import status
from coopcheck.engine.networks import takes_part
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import YES
from coopcheck.lookup import find
from coopcheck.lookup.domestic import DomesticSaid, domestic_said
from coopcheck.lookup.offences import NotCriminalSaid, ProvisionSaid, provisions_of
from coopcheck.lookup.records import DeclarationSaid, Named, Titled, named
from coopcheck.lookup.standing import PartyStanding, declared, standing
from coopcheck.lookup.wording import form_noun
from coopcheck.model.catalogue import State
from coopcheck.model.domestic import forms_in
from coopcheck.model.types import FORMS
from coopcheck.text import fold


class StateRow(Struct, kw_only=True):
    """One line of the list; ``instruments`` counts those that certainly bind it on the date."""

    code: str
    name: str
    kind: str
    region: str | None
    sovereign: Named | None
    instruments: int
    domestic_law: bool
    provisions: int


class States(Struct, kw_only=True):
    """The answer of ``coopcheck states``."""

    on: str
    region: str | None
    states: list[StateRow]


class Binding(Struct, kw_only=True):
    """An instrument and how the State stands to it."""

    id: str
    short: str
    reach: str
    forms: list[str]
    standing: PartyStanding


class Unknown(Struct, kw_only=True):
    """What is not on record: ``kind`` is domestic-law, membership, declarations or offences."""

    kind: str
    says: str
    ids: list[str]


class StateSaid(Struct, kw_only=True):
    """The answer of ``coopcheck state``."""

    on: str
    state: StateRow
    official: str | None
    un_member: bool
    tradition: str | None
    groups: list[str]
    aliases: list[str]
    bound_by: list[Binding]
    perhaps_bound_by: list[Binding]
    not_bound_by: list[Binding]
    declarations: list[DeclarationSaid]
    domestic: DomesticSaid | None
    provisions: list[ProvisionSaid]
    not_criminal: list[NotCriminalSaid]
    networks: list[Titled]
    unknown: list[Unknown]


def states(kb: KnowledgeBase, on: str, *, region: str | None = None) -> States:
    """Every State and territory, in order of name. Raises ``InputError`` for no such region."""
    records = {code: kb.state(code) for code in kb.all_ids("state")}
    regions = [each.region for each in records.values() if each and each.region]
    find.listed(map(str, regions), region, "region", "--region")
    rows = [
        _row(kb, code, each, on)
        for code, each in records.items()
        if each and region in (None, each.region)
    ]
    rows.sort(key=lambda row: fold(row.name))
    return States(on=on, region=region, states=rows)


def _row(kb: KnowledgeBase, code: str, record: State, on: str) -> StateRow:
    keys = kb.heads if record.sovereign else kb.bound(code)
    law = kb.national(code)
    return StateRow(
        code=code,
        name=record.name,
        kind=record.kind,
        region=record.region,
        sovereign=named(kb, record.sovereign) if record.sovereign else None,
        instruments=sum(status(kb, key, code, on).value is YES for key in keys),
        domestic_law=kb.domestic(code) is not None,
        provisions=len(law.provisions) if law else 0,
    )


def state(kb: KnowledgeBase, name: str, on: str, *, form: str | None = None) -> StateSaid:
    """Everything on record about one State; ``form`` narrows what binds it and its own law.

    ``name`` is a code or any name of it. Raises ``InputError`` with the nearest.
    """
    code = find.state(kb, name, "STATE")
    if form is not None:
        find.form(form)
    record = kb.state(code)
    assert record is not None
    kept = [key for key, head in kb.heads.items() if form is None or form in head.forms]
    found: dict[str, list[Binding]] = {"yes": [], "unknown": [], "no": []}
    for key in kept:
        each = _binding(kb, key, code, on)
        if each.standing.bound != "no" or each.standing.rests_on is not None:
            found[each.standing.bound].append(each)
    for entries in found.values():
        entries.sort(key=lambda b: (("bilateral", "regional", "global").index(b.reach), b.id))
    held, denied = provisions_of(kb, code)
    order = list(kb.categories)
    held.sort(key=lambda each: order.index(each.category))
    own = domestic_said(kb, code, on, form)
    return StateSaid(
        on=on,
        state=_row(kb, code, record, on),
        official=record.official,
        un_member=record.un_member,
        tradition=record.tradition,
        groups=record.groups,
        aliases=record.aliases,
        bound_by=found["yes"],
        perhaps_bound_by=found["unknown"],
        not_bound_by=found["no"],
        declarations=[
            declared(kb, key, row)
            for key, bound in kb.bound(code).items()
            if key in kept
            for row in bound.declarations
        ],
        domestic=own,
        provisions=held,
        not_criminal=denied,
        networks=[
            Titled(id=n.id, title=n.title)
            for n in kb.networks.values()
            if takes_part(kb, n, code, on) and (form is None or form in n.forms)
        ],
        unknown=_unknown(kb, code, found, own, held, denied),
    )


def _binding(kb: KnowledgeBase, key: str, code: str, on: str) -> Binding:
    text = kb.instrument(key)
    return Binding(
        id=key,
        short=text.short,
        reach=text.reach,
        forms=kb.heads[key].forms,
        standing=standing(kb, key, code, on),
    )


def _unknown(
    kb: KnowledgeBase,
    code: str,
    found: dict[str, list[Binding]],
    own: DomesticSaid | None,
    held: list[ProvisionSaid],
    denied: list[NotCriminalSaid],
) -> list[Unknown]:
    name = kb.states.in_sentence(code)
    unknown: list[Unknown] = []

    def add(kind: str, says: str, ids: Sequence[str]) -> None:
        if ids:
            unknown.append(Unknown(kind=kind, says=says, ids=list(ids)))

    if own is None:
        add("domestic-law", f"the cooperation law of {name}", FORMS)
    else:
        law = kb.domestic(code)
        said = forms_in(law) if law is not None else {}
        forms = [form for form in FORMS if form not in said]
        words = ", ".join(form_noun(form) for form in forms)
        add("domestic-law", f"what its law says of {words}", forms)
        for fact in own.not_answered:
            add("domestic-law", f"whether {fact.title}", [fact.id])
    for each in found["unknown"]:
        add("membership", f"{each.short}: {each.standing.says}", [each.id])
    open_lists = [
        each.id
        for each in found["yes"]
        if each.reach != "bilateral"
        and code not in kb.heads[each.id].parties.get("declarations_complete", {})
    ]
    add("declarations", "whether it has made further declarations", open_lists)
    with_law = {p.category for p in held} | {n.category for n in denied}
    lacking = [key for key in kb.categories if key not in with_law]
    if not with_law:
        add("offences", f"the offences of {name}", lacking)
    else:
        add("offences", f"its law on {len(lacking)} of {len(kb.categories)} offences", lacking)
    return unknown
