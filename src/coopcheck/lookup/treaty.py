"""Everything on record about one treaty."""

from msgspec import Struct

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup import find
from coopcheck.lookup.clauses import bars_said, forms_said, scope_said
from coopcheck.lookup.records import (
    Clause,
    DeclarationSaid,
    FormSaid,
    Named,
    Rests,
    Titled,
    all_named,
    named,
    said_of,
)
from coopcheck.lookup.standing import PartyStanding, declared, standing
from coopcheck.lookup.treaties import TreatyRow, row
from coopcheck.lookup.wording import condition, form_noun
from coopcheck.model.instrument import Instrument, Relation
from coopcheck.model.parties import TerritorialApplication
from coopcheck.text import cited, fold

RELATION = {
    "replaces": "replaces",
    "amends": "amends",
    "supplements": "supplements",
    "yields-to": "gives way to",
}


class RelationSaid(Struct, kw_only=True):
    """How an instrument stands to others."""

    effect: str
    says: str
    article: str
    instruments: list[str]
    bilateral: bool
    forms: list[str]
    since: str | None
    when: str | None
    note: str | None


class TerritorySaid(Struct, kw_only=True):
    """Extension to a territory, or its exclusion."""

    territory: Named
    by: Named
    applies: str
    since: str | None
    until: str | None
    note: str | None
    rests_on: Rests


class OffenceEstablished(Struct, kw_only=True):
    """An offence that the instrument obliges or invites States to make one."""

    offence: Titled
    article: str
    obligation: str
    note: str | None


class Treaty(Struct, kw_only=True):
    """The answer of ``coopcheck treaty``. ``members`` holds every State with an act on record."""

    on: str
    treaty: TreatyRow
    depositary: str | None
    entry_into_force: str | None
    parent: Titled | None
    territorial: str | None
    note: str | None
    relations: list[RelationSaid]
    offences: list[OffenceEstablished]
    scope: list[Clause]
    bars: list[Clause]
    forms: list[FormSaid]
    party: PartyStanding | None
    members: list[PartyStanding]
    declarations: list[DeclarationSaid]
    declarations_complete: list[Named]
    territories: list[TerritorySaid]
    parties_note: str | None


def treaty(
    kb: KnowledgeBase, name: str, on: str, *, form: str | None = None, party: str | None = None
) -> Treaty:
    """Everything on record about one instrument; ``party`` narrows it to one State.

    ``name`` is its id or short title. Raises ``InputError`` with the nearest ids.
    """
    key = find.instrument(kb, name)
    if form is not None:
        find.form(form)
    code = find.state(kb, party, "--party") if party is not None else None
    text, parties = kb.instrument(key), kb.parties(key)
    rows = parties.parties if parties else {}
    members = [standing(kb, key, state, on) for state in rows if code in (None, state)]
    members.sort(key=lambda each: (fold(each.state.name), each.state.code))
    declarations = [
        declared(kb, key, each)
        for each in (parties.declarations if parties else ())
        if code in (None, each.state)
    ]
    declarations.sort(key=lambda each: (fold(each.state.name), each.article))
    return Treaty(
        on=on,
        treaty=row(kb, key, on),
        depositary=text.depositary,
        entry_into_force=_entry(text),
        parent=_parent(kb, text),
        territorial=_territorial(text),
        note=text.note,
        relations=[_relation(kb, each) for each in text.relations],
        offences=_offences(kb, key),
        scope=scope_said(kb, text),
        bars=bars_said(kb, text),
        forms=forms_said(kb, text, form),
        party=standing(kb, key, code, on) if code else None,
        members=members,
        declarations=declarations,
        declarations_complete=all_named(kb, parties.declarations_complete if parties else ()),
        territories=[
            _territory(kb, key, each)
            for each in (parties.territories if parties else ())
            if code in (None, each.territory, each.by)
        ],
        parties_note=parties.note if parties else None,
    )


def _entry(text: Instrument) -> str | None:
    rule = text.entry_into_force
    if rule is None:
        return None
    if rule.days is not None:
        words = f"{rule.days} days after its deposit"
    else:
        months = f"{rule.months} month{'' if rule.months == 1 else 's'}"
        words = f"{months} after its deposit"
        if rule.first_of_month:
            words = f"on the first of the month that follows {months} after its deposit"
    return f"for a State that joins later, {words} ({cited(rule.article)})"


def _parent(kb: KnowledgeBase, text: Instrument) -> Titled | None:
    if text.parent is None:
        return None
    return Titled(id=text.parent, title=kb.heads[text.parent].short)


def _territorial(text: Instrument) -> str | None:
    clause = text.territorial
    if clause is None:
        return None
    words = {
        "by-declaration": "only the territories to which a Party extends it",
        "all-unless-excluded": "every territory of a Party that it does not exclude",
        "silent": "no clause",
    }[clause.rule]
    words += f" ({cited(clause.article)})" if clause.article else ""
    if clause.rule == "silent" and clause.note:
        return clause.note
    return f"{words}. {clause.note}" if clause.note else words


def _relation(kb: KnowledgeBase, each: Relation) -> RelationSaid:
    others = [kb.heads[key].short for key in each.instruments if key in kb.heads]
    if each.bilateral:
        others.append(
            "other treaties between the same States"
            if each.effect == "yields-to"
            else "bilateral treaties between the same States"
        )
    words = f"{RELATION[each.effect]} {', '.join(others) or 'other instruments'}"
    if each.forms:
        words += f" on {', '.join(form_noun(form) for form in each.forms)}"
    return RelationSaid(
        effect=each.effect,
        says=words,
        article=each.article,
        instruments=each.instruments,
        bilateral=each.bilateral,
        forms=list(each.forms),
        since=each.since,
        when=condition(kb, each.when),
        note=each.note,
    )


def _offences(kb: KnowledgeBase, key: str) -> list[OffenceEstablished]:
    found = []
    for category in kb.categories.values():
        for each in category.treaties:
            if each.instrument == key:
                found.append(
                    OffenceEstablished(
                        offence=Titled(id=category.id, title=category.title),
                        article=each.article,
                        obligation=each.obligation,
                        note=each.note or ("only in part" if each.when else None),
                    )
                )
    return sorted(found, key=lambda each: _natural(each.article))


def _natural(article: str) -> tuple[int, str]:
    """Articles in the order of their number."""
    digits = article[: len(article) - len(article.lstrip("0123456789"))]
    return (int(digits) if digits else 0, article)


def _territory(kb: KnowledgeBase, key: str, each: TerritorialApplication) -> TerritorySaid:
    return said_of(
        TerritorySaid,
        each,
        kb.parties(key),
        territory=named(kb, each.territory),
        by=named(kb, each.by),
    )
