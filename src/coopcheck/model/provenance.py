"""Where a fact comes from, how old it is and who checked it."""

from msgspec import Struct

from coopcheck.model.types import Date, SourceKey, Verified


class Provenance(Struct, kw_only=True, frozen=True):
    """Carried by every record; a file gives defaults for the records in it.

    ``verified`` is ``primary`` (read in the official text or status list), ``secondary`` (read in
    a published secondary source or an unofficial copy) or ``unverified`` (general knowledge).
    """

    source: SourceKey | None = None
    as_of: Date | None = None
    verified: Verified | None = None


class Source(Struct, kw_only=True, frozen=True):
    """An entry of ``treaties/sources.yaml``."""

    title: str
    publisher: str | None = None
    address: str | None = None
    date: Date | None = None
    note: str | None = None
