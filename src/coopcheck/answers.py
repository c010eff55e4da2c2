"""What a person answers to a question, read as a part of a case; and the plain words for asking."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from coopcheck.dates import interval
from coopcheck.errors import InputError, nearest
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.types import FORMS
from coopcheck.penalties import days
from coopcheck.text import clean, fold, one_line

_YES = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "unknown": "unknown", "u": "unknown"}
_PERIOD = re.compile(r"\s*(?:/|\bto\b|\buntil\b)\s*")
_LONGEST = 20_000


class Ask(NamedTuple):
    """A question: ``key`` names what it fills in, ``kind`` how an answer is read.

    ``hint`` says what may be answered; ``choices`` can be answered by number as well.
    """

    key: str
    kind: str
    text: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


def read(kb: KnowledgeBase, ask: Ask, text: str) -> Any:
    """The value that an answer means. Raises ``InputError`` saying what would be understood."""
    return _READERS[ask.kind](kb, ask, text.strip())


def _state(kb: KnowledgeBase, ask: Ask, text: str) -> str:
    return kb.states.resolve(text)


def _states(kb: KnowledgeBase, ask: Ask, text: str) -> list[str]:
    if ask.key == "nationality" and fold(text) in ("none", "stateless"):
        return []
    try:
        return [kb.states.resolve(text)]  # a name may have a comma in it
    except InputError:
        parts = [part for part in re.split(r"[,;]", text) if part.strip()]
        if len(parts) < 2:
            raise
        return list(dict.fromkeys(kb.states.resolve(part) for part in parts))


def _choice(kb: KnowledgeBase, ask: Ask, text: str) -> str:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(ask.choices):
        return ask.choices[int(text) - 1]
    folded = fold(text)
    exact = [each for each in ask.choices if fold(each) == folded]
    found = exact or [each for each in ask.choices if folded and fold(each).startswith(folded)]
    if len(found) == 1:
        return found[0]
    raise InputError(
        f'"{one_line(text, 60)}" is none of them.',
        expected=f"a number from 1 to {len(ask.choices)}, or one of the words.",
        nearest=nearest(folded, list(ask.choices), 1) if folded else (),
    )


def _measures(kb: KnowledgeBase, ask: Ask, text: str) -> list[str]:
    return list(dict.fromkeys(_choice(kb, ask, part.strip()) for part in re.split(r"[,;]", text)))


def _truth(kb: KnowledgeBase, ask: Ask, text: str) -> str:
    value = _YES.get(text.casefold().rstrip("."))
    if value is None:
        raise InputError(f'"{one_line(text, 60)}" is no answer.', expected="yes, no or unknown.")
    return value


def _date(kb: KnowledgeBase, ask: Ask, text: str) -> str:
    try:
        interval(text)
    except ValueError as error:
        raise InputError(f"{error}.") from None
    return text


def _period(kb: KnowledgeBase, ask: Ask, text: str) -> dict[str, str]:
    first, *rest = _PERIOD.split(text)
    if len(rest) > 1:
        raise InputError("more than two dates.", expected="2015, or 1989/2000-06.")
    last = rest[0] if rest else first
    begins, ends = _date(kb, ask, first), _date(kb, ask, last)
    if interval(ends)[1] < interval(begins)[0]:
        raise InputError(f"the period ends on {ends}, before it begins on {begins}.")
    return {"from": begins, "to": ends}


def _duration(kb: KnowledgeBase, ask: Ask, text: str) -> str:
    match = re.fullmatch(r"(\d+)\s*(year|month|day)s?", text.casefold())
    value = f"{match[1]}{match[2][0]}" if match else text.casefold()
    try:
        days(value)
    except ValueError as error:
        raise InputError(f"{error}.".replace("..", ".")) from None
    return value


def _conduct(kb: KnowledgeBase, ask: Ask, text: str) -> dict[str, Any]:
    """Words, or the id of an offence."""
    slug = text.casefold()
    if slug in kb.categories:
        return {"category": slug}
    return {"conduct": " ".join(clean(text[:_LONGEST]).split())}


def form_ask() -> Ask:
    """The question for the form of cooperation."""
    return Ask("form", "choice", "What is asked for?", choices=FORMS)


def truth_ask(key: str, text: str, settles: tuple[str, ...]) -> Ask:
    """A question to be answered by yes or no."""
    return Ask(key, "truth", text, "yes, no or unknown", settles=settles)


_READERS: dict[str, Callable[[KnowledgeBase, Ask, str], Any]] = {
    "state": _state,
    "states": _states,
    "choice": _choice,
    "measures": _measures,
    "truth": _truth,
    "date": _date,
    "period": _period,
    "duration": _duration,
    "conduct": _conduct,
}
