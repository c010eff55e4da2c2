"""The conduct vocabulary, generic offences, and each State's provisions: ``offences/``."""

from typing import Literal

from msgspec import Struct

from coopcheck.model.provenance import Provenance
from coopcheck.model.types import (
    Article,
    CategoryId,
    Date,
    Duration,
    ElementId,
    Formula,
    InstrumentId,
    Slug,
    SourceKey,
    StateCode,
    Verified,
    YesNoUnknown,
)

Nature = Literal["fiscal", "military", "violent", "terrorist"]
"""What an offence may be by nature."""


class Institutional(Struct, kw_only=True, frozen=True):
    """An element that speaks of a State's own institution, and what it is seen from abroad."""

    foreign: ElementId | None = None


class Element(Struct, kw_only=True, frozen=True):
    """One thing that conduct can show. YES implies its ``is_a``; NO of that implies NO of this."""

    id: Slug
    label: str
    is_a: ElementId | None = None
    institutional: Institutional | None = None
    phrases: list[str] = []
    question: str | None = None


class TreatyObligation(Struct, kw_only=True, frozen=True):
    """The article under which an instrument obliges or invites Parties to criminalise.

    ``when`` narrows it to a part of the category (1988 Convention: laundering of drug proceeds).
    """

    instrument: InstrumentId
    article: Article
    obligation: Literal["mandatory", "optional"]
    when: Formula | None = None
    note: str | None = None


class Category(Provenance, kw_only=True, frozen=True):
    """A generic offence as a formula over elements.

    ``may_involve``: acts that it often involves besides its own, which asserting the category
    leaves UNKNOWN and not NO. ``excludes``: elements that asserting it denies.
    """

    id: Slug
    title: str
    family: str
    elements: Formula
    iccs: str | None = None
    synonyms: list[str] = []
    phrases: list[str] = []
    examples: list[str] = []
    nature: dict[Nature, YesNoUnknown] = {}
    broader: CategoryId | None = None
    may_involve: list[ElementId] = []
    excludes: list[ElementId] = []
    treaties: list[TreatyObligation] = []
    note: str | None = None


class Penalty(Struct, kw_only=True, frozen=True):
    """``max`` is the basic maximum; ``aggravated`` the highest with aggravating circumstances."""

    max: Duration | None = None
    aggravated: Duration | None = None
    min: Duration | None = None
    note: str | None = None


class InForce(Struct, kw_only=True, frozen=True):
    """``since``/``until`` where known; ``by``: in force by then at the latest, start not recorded.

    ``until`` is the first day on which it is no longer in force. ``verified``: where the dates
    rest on less than the text of the provision does.
    """

    since: Date | None = None
    by: Date | None = None
    until: Date | None = None
    verified: Verified | None = None


class Provision(Provenance, kw_only=True, frozen=True):
    """A provision of national law: its category's formula, plus and minus single elements."""

    cite: str
    title: str
    category: CategoryId
    elements: Formula | None = None
    also_requires: list[ElementId] = []
    does_not_require: list[ElementId] = []
    penalty: Penalty | None = None
    in_force: InForce | None = None
    note: str | None = None


class NotCriminal(Provenance, kw_only=True, frozen=True):
    """Conduct known to be no offence in this State (administrative at most), in a period."""

    category: CategoryId
    note: str
    cite: str | None = None
    since: Date | None = None
    until: Date | None = None


class National(Struct, kw_only=True, frozen=True):
    """``offences/national/AAA.yaml``."""

    state: StateCode
    source: SourceKey
    verified: Verified
    as_of: Date
    provisions: list[Provision] = []
    not_criminal: list[NotCriminal] = []
    note: str | None = None
