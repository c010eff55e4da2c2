"""When a State's membership of an instrument begins, by its acts and the treaty's rule."""

from datetime import date, timedelta

from coopcheck.dates import add_days, add_months, interval, long_form, on_or_before
from coopcheck.knowledge.base import Head
from coopcheck.logic import NO, UNKNOWN, Truth
from coopcheck.model.parties import Membership

ACTS = {
    "ratified": "ratified",
    "acceded": "acceded",
    "accepted": "accepted",
    "approved": "approved",
    "succeeded": "succeeded",
}
Days = tuple[date, date]


def within(
    start: str | None, effective: str | None, end: str | None, party: str | None, day: date
) -> Truth:
    """Whether a day lies in a period of membership, from the deposit or else the entry into force.

    UNKNOWN where a State is known as a Party (``party``) and neither date is on record.
    """
    if start is None and effective is None and party is None:
        return NO
    since = start or effective
    began = on_or_before(since, day) if since else UNKNOWN
    ended = on_or_before(end, day) if end else NO
    return min(began, ~ended)


def deposit(row: Membership) -> tuple[str, str] | None:
    """The act by which a State consented and its date: ``("acceded", "2004-06-16")``."""
    for name in ACTS:
        value = getattr(row, name)
        if value:
            return name, value
    return None


def in_force_for(text: Head, row: Membership) -> Days | None:
    """The interval in which the instrument entered into force for a State, by the treaty's rule.

    Without a rule, and for a successor, on the day of the act, but not before the instrument itself
    (Vienna Convention art. 24(3)). None where no act, or no entry into force, is on record.
    """
    if row.in_force:
        return interval(row.in_force)
    given = deposit(row)
    start = interval(text.in_force) if text.in_force else None
    if given is None or start is None:
        return None
    rule = text.entry_into_force
    if given[0] == "succeeded" or rule is None:
        days = interval(given[1])
    elif rule.days is not None:
        days = add_days(given[1], rule.days)
    else:
        first, last = (
            _after_months(day, rule.months or 0, rule.first_of_month) for day in interval(given[1])
        )
        days = first, last
    return max(days[0], start[0]), max(days[1], start[1])


def _after_months(day: date, months: int, first_of_month: bool) -> date:
    later = add_months(day, months)
    if not first_of_month:
        return later
    return add_months(later.replace(day=1), 1)


def span(first: date, last: date) -> str:
    """``a day in April 2009``, ``a day in 2010``, or between which days."""
    if (first.day, last + timedelta(days=1)) == (1, add_months(first, 1)):
        return f"a day in {long_form(first.isoformat()[:7])}"
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return f"a day in {first.year}"
    return f"a day between {long_form(first.isoformat())} and {long_form(last.isoformat())}"
