"""Who is bound by an instrument, since when and on what terms: ``parties.yaml``."""

from typing import Literal

from msgspec import Struct

from coopcheck.model.provenance import Provenance
from coopcheck.model.types import (
    Article,
    Date,
    FormName,
    InstrumentId,
    SourceKey,
    StateCode,
    Verified,
)


class Membership(Provenance, kw_only=True, frozen=True):
    """One State's acts. ``denounced`` is the day on which a withdrawal took effect.

    ``party: yes`` records a Party whose date of deposit is not known.
    ``in_force`` only where the depositary gives it; else it is computed from the treaty's rule.
    """

    signed: Date | None = None
    ratified: Date | None = None
    acceded: Date | None = None
    succeeded: Date | None = None
    accepted: Date | None = None
    approved: Date | None = None
    in_force: Date | None = None
    denounced: Date | None = None
    party: Literal["yes"] | None = None
    earlier: list["EarlierMembership"] = []
    note: str | None = None


class EarlierMembership(Struct, kw_only=True, frozen=True):
    """A first membership that ended before the State joined again."""

    deposited: Date | None = None
    in_force: Date | None = None
    denounced: Date | None = None


class Declaration(Provenance, kw_only=True, frozen=True):
    """A declaration, reservation, notification or objection on record and what it does.

    ``value`` goes with the effect: yes/no for ``takes-as-extradition-basis`` and
    ``requires-treaty``; a ground for ``ground-mandatory``, ``ground-permitted``,
    ``ground-excluded`` and ``assurance-required``; a duration for ``threshold``; a chapter for
    ``rejects-chapter``; text for ``central-authority``. ``information`` changes no finding.
    ``forms``: the forms of cooperation on which it is, where its article does not tell.
    """

    state: StateCode
    article: Article
    kind: Literal["declaration", "reservation", "notification", "objection", "withdrawal"]
    effect: Literal[
        "takes-as-extradition-basis",
        "requires-treaty",
        "refuses-nationals",
        "ground-mandatory",
        "ground-permitted",
        "ground-excluded",
        "assurance-required",
        "dual-criminality-for-coercion",
        "dual-criminality-for-search",
        "accessory-accepted",
        "threshold",
        "rejects-chapter",
        "rejects-article",
        "evidence-required",
        "languages",
        "central-authority",
        "territory",
        "information",
    ]
    gist: str
    value: str | list[str] | None = None
    date: Date | None = None
    until: Date | None = None
    forms: list[FormName] = []


class TerritorialApplication(Provenance, kw_only=True, frozen=True):
    """Extension to a territory (or its exclusion) by the State responsible for it."""

    territory: StateCode
    by: StateCode
    applies: Literal["yes", "no"] = "yes"
    since: Date | None = None
    until: Date | None = None
    article: Article | None = None
    note: str | None = None


class Parties(Struct, kw_only=True, frozen=True):
    """Membership of one instrument.

    ``complete_as_of``: the list of Parties is complete to that day (an absent State was not a
    Party). ``unidentified``: Parties known to exist since then, whose names are not known; with
    any, an absent State is UNKNOWN after ``complete_as_of``. ``open_to``: the only States that may
    become Parties, where a region or an organization has the instrument to itself.
    ``declarations_complete``: States whose declarations are all on record to the date given, so
    that absence means none.
    """

    instrument: InstrumentId
    source: SourceKey
    verified: Verified
    as_of: Date
    complete_as_of: Date | None = None
    unidentified: int = 0
    open_to: list[StateCode] = []
    parties: dict[StateCode, Membership] = {}
    declarations: list[Declaration] = []
    territories: list[TerritorialApplication] = []
    declarations_complete: dict[StateCode, Date] = {}
    note: str | None = None


class PartyCode(Struct, kw_only=True, frozen=True):
    """The key of a row in ``parties:`` of a bilateral treaty."""

    code: StateCode
