"""What the user named: an instrument, offence, ground, State, form or date; or one clear error.

Every function returns the id on record, and raises ``InputError`` with the place (a flag or an
argument), what was expected and the nearest ids for a name that is none.
"""

from collections.abc import Iterable, Mapping

from coopcheck.dates import interval
from coopcheck.errors import InputError, nearest
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.types import FORMS
from coopcheck.resolve.ids import meant, near_ids
from coopcheck.text import one_line


def state(kb: KnowledgeBase, text: str, place: str) -> str:
    """The code of a State or territory. Raises ``InputError`` with suggestions."""
    try:
        return kb.states.resolve(text)
    except InputError as error:
        raise error.at(place) from None


def day(text: str, place: str = "--on") -> str:
    """A date as given (it may be partial). Raises ``InputError`` for what is none."""
    try:
        interval(text)
    except ValueError as error:
        raise InputError(f"{error}.", place=place) from None
    return text


def form(text: str, place: str = "--form") -> str:
    """A form of cooperation by its name. Raises ``InputError`` with the nearest one."""
    if text in FORMS:
        return text
    raise InputError(
        f'no form of cooperation "{one_line(text, 60)}".',
        place=place,
        expected=", ".join(FORMS) + ".",
        nearest=nearest(text, FORMS, 1),
    )


def instrument(kb: KnowledgeBase, text: str, place: str = "treaty") -> str:
    """The id of an instrument, by its id or short title (case and punctuation do not matter)."""
    shorts = {key: kb.heads[key].short for key in kb.heads}
    return _one(text, shorts, "instrument", place, "coopcheck treaties lists them")


def category(kb: KnowledgeBase, text: str, place: str = "offence") -> str:
    """The id of an offence category, by its id or title."""
    titles = {key: entry.title for key, entry in kb.categories.items()}
    return _one(text, titles, "offence", place, "coopcheck offences lists them")


def ground(kb: KnowledgeBase, text: str, place: str = "grounds") -> str:
    """The id of a refusal ground, by its id or title."""
    titles = {key: entry.title for key, entry in kb.grounds.items()}
    return _one(text, titles, "ground", place, "coopcheck grounds lists them")


def decided_case(kb: KnowledgeBase, text: str, place: str = "case") -> str:
    """The slug of a decided case, by its slug or title."""
    titles = {case.slug: case.title for case in kb.decided}
    return _one(text, titles, "decided case", place, "coopcheck cases lists them", "a slug")


def _one(
    text: str, titles: Mapping[str, str], kind: str, place: str, where: str, what: str = "an id"
) -> str:
    """The one id that ``text`` is, or is the title of."""
    if text in titles:
        return text
    found = meant(text, titles)
    if len(found) == 1:
        return found[0]
    raise InputError(
        f'no {kind} "{one_line(text, 60)}" on record.',
        place=place,
        expected=f"{what} ({where}).",
        nearest=found or near_ids(text, titles),
    )


def listed(values: Iterable[str], value: str | None, kind: str, place: str) -> None:
    """Raise ``InputError`` unless ``value`` is None or one of ``values``."""
    choices = sorted(set(values))
    if value is not None and value not in choices:
        raise InputError(
            f'no {kind} "{one_line(value, 60)}".',
            place=place,
            expected=", ".join(choices) + ".",
            nearest=nearest(value, choices, 1),
        )
