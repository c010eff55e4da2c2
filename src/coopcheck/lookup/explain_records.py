"""What an explanation is made of."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.records import Rests


class Line(Struct, kw_only=True):
    """A labelled piece of the explanation."""

    label: str
    text: str


class Use(Struct, kw_only=True):
    """A record that uses the id: where, and under which article."""

    where: str
    article: str | None
    says: str


class Entry(Struct, kw_only=True):
    """What one thing of this id is. ``more`` is the command that says everything about it."""

    kind: str
    id: str
    title: str
    lines: list[Line]
    used_by: list[Use]
    more: str | None
    rests_on: Rests | None


Kind = Callable[[KnowledgeBase, str], Iterator[Entry]]
"""Finds the entry of one kind of thing with an id, if there is one."""


def lines(*pairs: tuple[str, str | None]) -> list[Line]:
    """Labelled texts, without those that say nothing."""
    return [Line(label=label, text=text) for label, text in pairs if text]


def uses(found: Iterator[tuple[str, str | None, str]]) -> list[Use]:
    """Where an id counts."""
    return [Use(where=where, article=article, says=says) for where, article, says in found]
