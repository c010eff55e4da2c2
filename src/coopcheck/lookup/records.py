"""Small Structs that the answers share."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct

from coopcheck.dates import interval
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.provenance import Provenance
from coopcheck.text import fold

Said = TypeVar("Said", bound=Struct)


class Named(Struct, kw_only=True):
    """A State: code and name."""

    code: str
    name: str


class Titled(Struct, kw_only=True):
    """Anything else with an id: the id and the title."""

    id: str
    title: str


class Rests(Struct, kw_only=True):
    """What a record rests on: source, date of the text, and who read it."""

    source: str | None
    as_of: str | None
    verified: str


class Clause(Struct, kw_only=True):
    """One clause in words.

    ``kind``: scope, basis, requires, dual-criminality, accessory, ground, duty, measure, contents,
    channel, deadline or speciality. ``id`` is the ground, measure or duty meant. ``when`` and
    ``unless`` are conditions in words, ``condition`` the first as it is written in the data.
    """

    kind: str
    article: str
    says: str
    id: str | None = None
    effect: str | None = None
    items: list[str] = []
    when: str | None = None
    condition: str | None = None
    unless: str | None = None
    since: str | None = None
    until: str | None = None
    note: str | None = None
    rests_on: Rests


class FormSaid(Struct, kw_only=True):
    """What one law says about one form of cooperation. ``clauses`` is read, part or unread."""

    form: str
    article: str | None
    clauses: str
    said: list[Clause]
    note: str | None
    rests_on: Rests


class DeclarationSaid(Struct, kw_only=True):
    """A declaration, reservation, notification or objection on record."""

    instrument: str
    state: Named
    article: str
    kind: str
    effect: str
    value: str | list[str] | None
    gist: str
    date: str | None
    until: str | None
    rests_on: Rests


def named(kb: KnowledgeBase, code: str) -> Named:
    """A State by its code (the code itself where it is not among the States)."""
    record = kb.state(code)
    return Named(code=code, name=record.name if record else code)


def all_named(kb: KnowledgeBase, codes: Iterable[str]) -> list[Named]:
    """Several States, in order of name."""
    return sorted(
        (named(kb, code) for code in codes), key=lambda state: (fold(state.name), state.code)
    )


def rests(*records: object) -> Rests:
    """Provenance of a record; what it lacks is taken from the records that hold it."""
    found: dict[str, str | None] = {"source": None, "as_of": None, "verified": None}
    for record in records:
        for name in found:
            found[name] = found[name] or getattr(record, name, None)
    return Rests(
        source=found["source"],
        as_of=found["as_of"],
        verified=found["verified"] or "unverified",
    )


def said_of(kind: type[Said], record: Struct, *holders: object, **more: object) -> Said:
    """A record of law as an answer says it: what bears the same name in both is taken over.

    ``more`` gives the other fields of ``kind``; ``rests_on`` is read off the record and, for what
    it lacks, its holders. Raises ``AttributeError`` if a field is neither in it nor given.
    """
    own = {
        name: getattr(record, name)
        for name in kind.__struct_fields__
        if name not in more and name != "rests_on"
    }
    return kind(**own, **more, rests_on=rests(record, *holders))


def provenance(record: Provenance | None, *holders: object) -> Rests | None:
    """Provenance of a record that may be absent."""
    return None if record is None else rests(record, *holders)


def ends_by(until: str | None, on: str) -> bool:
    """Whether something with this (open) end is over on the day ``on``."""
    return bool(until) and interval(until or "")[0] <= interval(on)[1]
