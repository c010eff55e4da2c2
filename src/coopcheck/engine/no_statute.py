"""Times in which a State had no statute on a form of cooperation, and what that takes away."""

from datetime import date

from coopcheck.dates import in_time, long_form
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.domestic import NoStatute


def on_form(kb: KnowledgeBase, state: str, form: str, day: date) -> NoStatute | None:
    """The record that the State had no statute on this form of cooperation that day."""
    return next((each for each in _then(kb, state, day) if form in each.forms), None)


def under(kb: KnowledgeBase, state: str, instrument: str, day: date) -> NoStatute | None:
    """The record that an instrument had no statute to work through in the State that day."""
    return next((each for each in _then(kb, state, day) if instrument in each.instruments), None)


def words(gap: NoStatute) -> str:
    """``no statute in force from 18 July 2005 until 2 August 2006 (BVerfG, 2 BvR 2236/04)``."""
    since = f" from {long_form(gap.since)}" if gap.since else ""
    until = f" until {long_form(gap.until)}" if gap.until else ""
    return f"no statute in force{since}{until} ({gap.article})"


def _then(kb: KnowledgeBase, state: str, day: date) -> list[NoStatute]:
    law = kb.domestic(state)
    gaps = law.no_statute if law else ()
    return [each for each in gaps if in_time(each.since, each.until, day)] if gaps else []
