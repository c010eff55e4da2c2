"""What an explanation is made of."""

from collections.abc import Callable, Iterable

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


Kind = Callable[[KnowledgeBase, str], Entry | None]
"""Finds the entry of one kind of thing with an id, if there is one."""
Found = tuple[str, str | None, str]
"""Where an id counts, under which article, and what for."""


def entry(
    kind: str,
    key: str,
    title: str,
    *labelled: tuple[str, str | None],
    used_by: Iterable[Found] = (),
    more: str | None = None,
    rests_on: Rests | None = None,
) -> Entry:
    """An entry of these labelled texts, without those that say nothing."""
    return Entry(
        kind=kind,
        id=key,
        title=title,
        lines=[Line(label=label, text=text) for label, text in labelled if text],
        used_by=[Use(where=where, article=article, says=says) for where, article, says in used_by],
        more=more,
        rests_on=rests_on,
    )
