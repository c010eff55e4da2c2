"""How a State stands to an instrument on a date, and since when."""

from datetime import date

from msgspec import Struct

from coopcheck.dates import interval
from coopcheck.engine.membership import Standing, status
from coopcheck.engine.periods import Days, deposit, in_force_for
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import YES
from coopcheck.lookup.records import (
    DeclarationSaid,
    Named,
    Rests,
    named,
    provenance,
    said_of,
)
from coopcheck.model.parties import Declaration, Membership, TerritorialApplication
from coopcheck.model.types import YesNoUnknown


class PartyStanding(Struct, kw_only=True):
    """A State's standing: ``bound`` on the date, in words, since when, by which act.

    ``since`` is the day (or the month or year, where no more is known) from which it is bound.
    """

    state: Named
    bound: YesNoUnknown
    says: str
    since: str | None
    act: str | None
    act_date: str | None
    signed: str | None
    withdrew: str | None
    note: str | None
    rests_on: Rests | None


def standing(kb: KnowledgeBase, instrument: str, state: str, on: str) -> PartyStanding:
    """How ``state`` stands to ``instrument`` on the day ``on``."""
    found = status(kb, instrument, state, on)
    row = found.record if isinstance(found.record, Membership) else None
    given = deposit(row) if row else None
    return PartyStanding(
        state=named(kb, state),
        bound=found.value.word,
        says=found.reason,
        since=_since(kb, instrument, found, on),
        act=given[0] if given else None,
        act_date=given[1] if given else None,
        signed=row.signed if row else None,
        withdrew=row.denounced if row else None,
        note=getattr(found.record, "note", None),
        rests_on=provenance(found.record, kb.parties(instrument)),
    )


def _since(kb: KnowledgeBase, instrument: str, found: Standing, on: str) -> str | None:
    if found.value is not YES:
        return None
    record = found.record
    if isinstance(record, TerritorialApplication):
        return record.since
    if not isinstance(record, Membership):
        return None
    day = interval(on)[1]
    for earlier in record.earlier:
        began = earlier.in_force or earlier.deposited
        ended = earlier.denounced
        if began and interval(began)[1] <= day and ended and interval(ended)[0] > day:
            return began
    days = in_force_for(kb.heads[instrument], record)
    return as_text(days) if days else None


def as_text(days: Days) -> str | None:
    """The day that an interval is, or the month or year that it lies in; else None."""
    first, last = days
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return str(first.year) if first.year == last.year else None


def later(*dates: str | None) -> str | None:
    """The latest of several dates (from then on all hold), or None if any is not known."""
    known: list[tuple[date, date, str]] = []
    for text in dates:
        if text is None:
            return None
        known.append((interval(text)[1], interval(text)[0], text))
    return max(known)[2] if known else None


def declared(kb: KnowledgeBase, instrument: str, row: Declaration) -> DeclarationSaid:
    """A declaration with the names and the provenance that go with it."""
    return said_of(
        DeclarationSaid,
        row,
        kb.parties(instrument),
        instrument=instrument,
        state=named(kb, row.state),
    )
