"""Dates, and the honest partial ones that sources give: ``2003-09-29``, ``2017-09``, ``2017``.

A partial date is the interval of days it may be. Comparisons are therefore three-valued: whether
``2017`` is before ``2017-06-01`` is UNKNOWN. Days are ``datetime.date``.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from coopcheck.logic import NO, UNKNOWN, YES, Truth

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=16_384)
def interval(text: str) -> tuple[date, date]:
    """The first and last day that ``text`` may mean.

    Raises ``ValueError`` with a plain message if it is no date.
    """
    match = _PATTERN.fullmatch(text)
    if not match:
        raise ValueError(f'"{text}" is not a date; write 2003-09-29, or 2017-09 or 2017 if partial')
    year, month, day = int(match[1]), match[2], match[3]
    if not 1600 <= year <= 2200:
        raise ValueError(f'"{text}" is not a date between 1600 and 2200')
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= int(month) <= 12:
        raise ValueError(f'"{text}" has no such month')
    last = calendar.monthrange(year, int(month))[1]
    if day is None:
        return date(year, int(month), 1), date(year, int(month), last)
    if not 1 <= int(day) <= last:
        raise ValueError(f'"{text}" does not exist: {year}-{month} has {last} days')
    exact = date(year, int(month), int(day))
    return exact, exact


def is_date(value: object) -> bool:
    """Whether a value is a (possibly partial) date as it is written in data."""
    try:
        return isinstance(value, str) and bool(interval(value))
    except ValueError:
        return False


def on_or_before(text: str, day: date) -> Truth:
    """Whether the (possibly partial) date ``text`` is on or before ``day``."""
    first, last = interval(text)
    if last <= day:
        return YES
    return NO if first > day else UNKNOWN


def in_time(since: str | None, until: str | None, day: date) -> bool:
    """Whether a record with these (open) bounds stands on ``day``."""
    return (not since or interval(since)[0] <= day) and (not until or interval(until)[0] > day)


def certainly_after(later: str, earlier: str) -> bool:
    """Whether ``later`` is after ``earlier`` however their missing parts are filled in."""
    return interval(later)[0] > interval(earlier)[1]


def add_days(text: str, days: int) -> tuple[date, date]:
    """The interval of ``text`` moved by ``days``."""
    first, last = interval(text)
    return first + timedelta(days=days), last + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=16_384)
def long_form(text: str) -> str:
    """``2000-12-12`` as ``12 December 2000``; partial dates as far as they go."""
    match = _PATTERN.fullmatch(text)
    if not match or not match[2]:
        return text
    month = calendar.month_name[int(match[2])]
    return f"{int(match[3])} {month} {match[1]}" if match[3] else f"{month} {match[1]}"
