"""Whether what a record names exists, and whether its dates, articles and conditions are such."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from msgspec import Struct

from coopcheck.dates import interval
from coopcheck.errors import InputError, nearest
from coopcheck.knowledge.documents import Document, Path_
from coopcheck.logic import Compare, ExpressionError, names, parse
from coopcheck.model.catalogue import Fact
from coopcheck.model.types import Marker
from coopcheck.penalties import days


@dataclass(slots=True)
class Names:
    """Everything that can be named: ids of each kind, and the declared facts."""

    facts: dict[str, Fact] = field(default_factory=dict)
    elements: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    grounds: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    instruments: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)


@dataclass(slots=True, frozen=True)
class Located:
    """A validated record and where it stands."""

    record: Any
    document: Document
    path: Path_


def check(located: Located, known: Names) -> list[InputError]:
    """Every reference, date, article and expression in a record that is not right."""
    problems = []
    for marker, value, path in _marked(located.record, located.path):
        problem = _CHECKS[marker](value, known)
        if problem is not None:
            problems.append(problem.at(located.document.place(path)))
    return problems


def _marked(value: Any, path: Path_) -> Iterator[tuple[str, str, Path_]]:
    """Every (marker, value, path) in a record."""
    model: type[Struct] = type(value)
    for name, hint in _hints(model).items():
        yield from _in_hint(getattr(value, name), hint, (*path, name))


@cache
def _hints(model: type[Struct]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.__struct_fields__}


def _in_hint(value: Any, hint: Any, path: Path_) -> Iterator[tuple[str, str, Path_]]:
    if value is None:
        return
    if isinstance(value, Struct):
        yield from _marked(value, path)
    elif get_origin(hint) is Annotated:
        for extra in hint.__metadata__:
            if isinstance(extra, Marker) and isinstance(value, str):
                yield extra.kind, value, path
    elif isinstance(value, list):
        inner = next((get_args(o)[0] for o in _options(hint) if get_origin(o) is list), Any)
        for index, item in enumerate(value):
            yield from _in_hint(item, inner, (*path, index))
    elif isinstance(value, dict):
        pair = next((get_args(o) for o in _options(hint) if get_origin(o) is dict), (Any, Any))
        for key, item in value.items():
            yield from _in_hint(key, pair[0], (*path, key))
            yield from _in_hint(item, pair[1], (*path, key))
    else:
        for option in get_args(hint):
            if get_origin(option) is Annotated:
                yield from _in_hint(value, option, path)


def _options(hint: Any) -> tuple[Any, ...]:
    return (hint, *get_args(hint))


def _exists(what: str, pick: Callable[[Names], Any]) -> Callable[[str, Names], InputError | None]:
    def test(value: str, known: Names) -> InputError | None:
        valid = pick(known)
        if value in valid:
            return None
        return InputError(f'no {what} "{value}".', nearest=nearest(value, sorted(valid)))

    return test


def _date(value: str, known: Names) -> InputError | None:
    try:
        interval(value)
    except ValueError as error:
        return InputError(f"{error}.")
    return None


def _duration(value: str, known: Names) -> InputError | None:
    try:
        days(value)
    except ValueError as error:
        return InputError(f"{error}.")
    return None


_ARTICLE = re.compile(r"[\w§].{0,199}", re.DOTALL)
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,79}")


def _article(value: str, known: Names) -> InputError | None:
    if _ARTICLE.fullmatch(value):
        return None
    return InputError(f'"{value[:40]}" is no article.', expected='such as "18(10)" or "s. 137(2)".')


def _slug(value: str, known: Names) -> InputError | None:
    if _SLUG.fullmatch(value):
        return None
    return InputError(f'"{value[:40]}" is no id.', expected="letters, digits, dots and hyphens.")


def _expression(value: str, test: Callable[[Any], InputError | None]) -> InputError | None:
    try:
        expression = parse(value)
    except ExpressionError as error:
        return InputError(f"{error} (at character {error.column} of the condition).")
    for name in names(expression):
        problem = test(name)
        if problem is not None:
            return problem
    return None


def _condition(value: str, known: Names) -> InputError | None:
    def test(name: Any) -> InputError | None:
        fact = known.facts.get(name.name)
        if fact is None:
            close = nearest(name.name, sorted(known.facts))
            return InputError(f'unknown fact "{name.name}".', nearest=close)
        if not isinstance(name, Compare):
            if fact.kind == "truth":
                return None
            return InputError(f'"{name.name}" is a {fact.kind}: compare it with a value.')
        if fact.kind == "choice" and name.literal in fact.choices:
            return None
        if fact.kind == "duration" and _duration(name.literal, known) is None:
            return None
        expected = " or ".join(fact.choices) if fact.choices else "a duration such as 6m"
        return InputError(
            f'"{name.name}" cannot be compared with "{name.literal}".',
            expected=f"{'no comparison' if fact.kind == 'truth' else expected}.",
        )

    return _expression(value, test)


def _formula(value: str, known: Names) -> InputError | None:
    def test(name: Any) -> InputError | None:
        if isinstance(name, Compare):
            return InputError("a formula compares nothing; it names elements.")
        return _exists("element", lambda k: k.elements)(name.name, known)

    return _expression(value, test)


_CHECKS: dict[str, Callable[[str, Names], InputError | None]] = {
    "article": _article,
    "condition": _condition,
    "formula": _formula,
    "date": _date,
    "duration": _duration,
    "slug": _slug,
    "state": _exists("State", lambda k: k.states),
    "source": _exists("source", lambda k: k.sources | k.instruments),
    "category": _exists("offence category", lambda k: k.categories),
    "element": _exists("element", lambda k: k.elements),
    "ground": _exists("ground", lambda k: k.grounds),
    "instrument": _exists("instrument", lambda k: k.instruments),
    "measure": _exists("measure", lambda k: k.measures),
}
