"""To whom a request goes, and in which language, as the requested State has declared."""

from msgspec import Struct

from coopcheck.dates import in_time
from coopcheck.engine.basis import Basis, wanted_forms
from coopcheck.engine.context import Context
from coopcheck.engine.coverage import declarations
from coopcheck.engine.declared import is_for
from coopcheck.logic import YES
from coopcheck.model.domestic import Authority, Domestic
from coopcheck.model.instrument import Channel
from coopcheck.model.parties import Declaration
from coopcheck.text import cited

Declared = tuple[Basis, Declaration]
"""What the requested State has declared, with the law under which it did."""
WAYS = {
    "central-authority": "between central authorities",
    "direct": "directly between the competent authorities",
    "diplomatic": "through diplomatic channels",
    "interpol": "through INTERPOL",
    "urgent": "in urgent cases",
}
"""How a request travels, in words."""


class Step(Struct, eq=False):
    """One thing to do, with the article that it rests on and, where it has parts, the items."""

    step: str
    text: str
    article: str | None = None
    items: list[str] = []


def cite(basis: Basis, article: str) -> str:
    """``UNCAC art. 46(13)``; domestic law names its own Act."""
    return f"{basis.short} {cited(article)}" if basis.instrument is not None else article


def governing(best: Basis) -> list[Basis]:
    """The law by which a request is made: the basis, and the treaty into which it puts the offence.

    An offence deemed included in a treaty is asked for under that treaty (UNCAC art. 44(4)).
    """
    return [best, *best.deemed_into]


def addressee(context: Context, best: Basis, live: list[Basis]) -> list[Step]:
    """The authority to which the request goes, by which ways, and its language.

    ``live``: every basis that may apply, in order.
    """
    kb, case = context.kb, context.case
    laws = governing(best)
    declared = [
        (basis, row)
        for basis in laws
        if basis.instrument is not None
        for row in declarations(kb, case.requested, basis.instrument)
        if in_time(row.date, row.until, case.day) and is_for(row, basis)
    ]
    forms = {best.form_name} if best.form else set(wanted_forms(case.form))
    own = kb.domestic(case.requested)
    return [
        _channel(context, laws, live, declared, _authorities(own, forms, laws, case.stage)),
        *_language(own, forms, declared),
    ]


def _channel(
    context: Context,
    laws: list[Basis],
    live: list[Basis],
    declared: list[Declared],
    held: list[Authority],
) -> Step:
    name = context.kb.states.in_sentence(context.case.requested)
    named = next((each for each in declared if each[1].effect == "central-authority"), None)
    ways = _ways(laws, live)
    items = [_with_note(a.name, a.note) for a in held if len(held) > 1 or a.note]
    authority = held[0].name if held else None
    if named is not None:
        value = named[1].value
        authority, items = value if isinstance(value, str) else named[1].gist, []
    if len(ways) > 1 or any(way.note for _, way in ways):
        items += [
            _with_note(f"{WAYS[way.kind]} ({cite(basis, way.article)})", way.note)
            for basis, way in ways
        ]
    rests_on = next(((basis, way.article) for basis, way in ways), None)
    if rests_on is None and named is not None:
        rests_on = named[0], named[1].article
    where = _where_to(ways[0][1].kind if ways else None, name, authority)
    return Step("channel", where, cite(*rests_on) if rests_on else None, items)


def _authorities(
    own: Domestic | None, forms: set[str], laws: list[Basis], stage: str | None
) -> list[Authority]:
    """The central authorities of the requested State for the form, by its own law."""
    treaties = {basis.id for basis in laws}
    return [
        each
        for each in (own.authorities if own else ())
        if each.role == "central"
        and forms & set(each.forms)
        and (not each.instruments or treaties & set(each.instruments))
        and (each.stage is None or stage is None or each.stage == stage)
    ]


def _language(own: Domestic | None, forms: set[str], declared: list[Declared]) -> list[Step]:
    for basis, row in declared:
        if row.effect == "languages":
            words = ", ".join(row.value) if isinstance(row.value, list) else row.value or row.gist
            return [Step("language", f"Language: {words}.", cite(basis, row.article))]
    for said in own.languages if own else ():
        if forms & set(said.forms):
            return [Step("language", f"Language: {', '.join(said.languages)}.", said.article)]
    return []


def _where_to(kind: str | None, name: str, authority: str | None) -> str:
    """The sentence that says where the request goes, by the first way that the law names."""
    if kind == "diplomatic":
        within = f" (authority in {name}: {authority})" if authority else ""
        return f"Send the request through the diplomatic channel{within}."
    if kind == "direct":
        central = f" (central authority: {authority})" if authority else ""
        return f"Send the request directly to the competent authority of {name}{central}."
    if kind == "interpol":
        return f"Send the request to {name} through INTERPOL."
    if authority is None:
        return f"Find out the central authority of {name}: it is not on record."
    return f"Send the request to {authority} ({name})."


def _ways(laws: list[Basis], live: list[Basis]) -> list[tuple[Basis, Channel]]:
    """The ways of a request: first those by which a protocol between the two changes an article."""
    protocols = [b for b in live if b.bound is not None and b.bound.value is YES]
    changed = [
        (protocol, way)
        for protocol in protocols
        for way in _named(protocol)
        if any(f"({law.short} art" in way.article for law in laws)
    ]
    return changed + [(law, way) for law in laws for way in _named(law)]


def _named(basis: Basis) -> list[Channel]:
    return [way for way in basis.form.channels if way.kind != "urgent"] if basis.form else []


def _with_note(text: str, note: str | None) -> str:
    return f"{text}: {note.rstrip('.')}" if note else text
