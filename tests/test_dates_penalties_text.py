"""Partial dates, penalties and the cleaning of untrusted text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcheck.dates import add_months, certainly_after, interval, long_form, on_or_before
from coopcheck.logic import NO, UNKNOWN, YES
from coopcheck.penalties import days, in_words
from coopcheck.text import clean, fold, one_line


def test_a_partial_date_is_an_interval() -> None:
    assert interval("2017") == (date(2017, 1, 1), date(2017, 12, 31))
    assert interval("2016-02") == (date(2016, 2, 1), date(2016, 2, 29))
    assert interval("2003-09-29") == (date(2003, 9, 29), date(2003, 9, 29))


@pytest.mark.parametrize(
    "text", ["2003-02-31", "2003-13", "29.9.2003", "03", "1200", "2003-9-9", ""]
)
def test_what_is_no_date_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|days"):
        interval(text)


def test_comparison_of_partial_dates_is_three_valued() -> None:
    assert on_or_before("2017", date(2017, 6, 1)) is UNKNOWN
    assert on_or_before("2016", date(2017, 6, 1)) is YES
    assert on_or_before("2017-07", date(2017, 6, 1)) is NO
    assert certainly_after("2018", "2017-12-31")
    assert not certainly_after("2017", "2017-06")


def test_dates_in_words() -> None:
    assert long_form("2000-12-12") == "12 December 2000"
    assert long_form("2017-09") == "September 2017"
    assert long_form("2017") == "2017"
    assert add_months(date(2010, 11, 30), 3) == date(2011, 2, 28)


def test_penalties_compare() -> None:
    ladder = ["fine", "90d", "4m", "6m", "1y", "18m", "47m", "4y", "20y", "life", "death"]
    assert [days(x) for x in ladder] == sorted(days(x) for x in ladder)
    assert days("12m") == days("1y")
    assert days("1y6m") == days("18m")
    assert in_words("1y6m") == "1 year 6 months"
    assert in_words("life") == "life imprisonment"
    for bad in ("", "5 years", "5", "y", "5y ", "-5y"):
        with pytest.raises(ValueError, match="is not a penalty"):
            days(bad)


def test_nothing_that_acts_on_a_terminal_survives() -> None:
    evil = "a\x1b[31mb\x1b]8;;http://x\x07c\x9b2Jd\u202ee\u200bf\x07\x00g\ud800h"
    assert clean(evil) == "abcdefgh"
    assert clean("one\ttwo\nthree") == "one two\nthree"
    assert one_line("a\n b" * 400, 20) == "a b" + "a b" * 5 + "a…"


@given(st.text())
def test_clean_is_stable_and_keeps_no_control(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in once)


def test_fold() -> None:
    assert fold("  Côte d'Ivoire: BRIBERY!") == "cote d ivoire bribery"
