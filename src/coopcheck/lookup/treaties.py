"""The treaties on record, one line each."""

from msgspec import Struct

from coopcheck.dates import interval
from coopcheck.engine.membership import party_count, status
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO
from coopcheck.lookup import find
from coopcheck.lookup.records import Named, Rests, all_named, ends_by, named, rests
from coopcheck.model.instrument import Instrument


class TreatyRow(Struct, kw_only=True):
    """One line of the list. ``parties`` counts those certainly bound on the date.

    ``parties_perhaps``: whether they are bound is not known; ``unidentified``: Parties known to
    exist whose names are not on record. ``between`` names the two of a bilateral treaty.
    """

    id: str
    short: str
    title: str
    kind: str
    reach: str
    forms: list[str]
    bars: bool
    adopted: str
    in_force: str | None
    terminated: str | None
    standing: str
    parties: int
    parties_perhaps: int
    unidentified: int
    parties_as_of: str | None
    between: list[Named]
    rests_on: Rests


class Treaties(Struct, kw_only=True):
    """The answer of ``coopcheck treaties``."""

    on: str
    form: str | None
    party: Named | None
    treaties: list[TreatyRow]


def treaties(
    kb: KnowledgeBase, on: str, *, form: str | None = None, party: str | None = None
) -> Treaties:
    """Every instrument on record, or those for a form or that bind (or may bind) a State.

    Raises ``InputError`` for a form or State that is none.
    """
    if form is not None:
        find.form(form)
    code = find.state(kb, party, "--party") if party is not None else None
    rows = []
    for key, head in kb.heads.items():
        if form is not None and form not in head.forms:
            continue
        if code is not None and status(kb, key, code, on).value is NO:
            continue
        rows.append(row(kb, key, on))
    order = ("global", "regional", "bilateral")
    rows.sort(key=lambda each: (order.index(each.reach), each.id))
    return Treaties(on=on, form=form, party=named(kb, code) if code else None, treaties=rows)


def row(kb: KnowledgeBase, key: str, on: str) -> TreatyRow:
    """The line of one instrument."""
    text, head = kb.instrument(key), kb.heads[key]
    stands = _stands(text, on)
    certain, perhaps = party_count(kb, key, on) if stands == "in force" else (0, 0)
    parties = kb.parties(key)
    bilateral = text.reach == "bilateral" and parties is not None
    complete = head.parties.get("complete_as_of")
    return TreatyRow(
        id=key,
        short=text.short,
        title=text.title,
        kind=text.kind,
        reach=text.reach,
        forms=head.forms,
        bars=head.bars,
        adopted=text.adopted,
        in_force=text.in_force,
        terminated=text.terminated,
        standing=stands,
        parties=certain,
        parties_perhaps=perhaps,
        unidentified=head.parties.get("unidentified", 0),
        parties_as_of=complete or head.parties.get("as_of"),
        between=all_named(kb, parties.parties) if bilateral and parties else [],
        rests_on=rests(text),
    )


def _stands(text: Instrument, on: str) -> str:
    """``in force``, ``ended``, ``not in force``, or ``not in force yet`` on that date."""
    if ends_by(text.terminated, on):
        return "ended"
    if text.in_force is None:
        return "in force" if text.kind == "arrangement" else "not in force"
    return "in force" if interval(text.in_force)[0] <= interval(on)[1] else "not in force yet"
