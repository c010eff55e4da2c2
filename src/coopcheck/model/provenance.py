"""Where a fact comes from, how old it is and who checked it."""

from dataclasses import dataclass

from coopcheck.model.types import Date, SourceKey, Verified


@dataclass(slots=True, frozen=True, kw_only=True)
class Provenance:
    """Carried by every record; a file gives defaults for the records in it.

    ``verified`` is ``primary`` (read in the official text or status list), ``secondary`` (read in
    a published secondary source or an unofficial copy) or ``unverified`` (general knowledge).
    """

    source: SourceKey | None = None
    as_of: Date | None = None
    verified: Verified | None = None


@dataclass(slots=True, frozen=True)
class Source:
    """An entry of ``treaties/sources.yaml``."""

    title: str
    publisher: str | None = None
    address: str | None = None
    date: Date | None = None
    note: str | None = None
