"""The conduct vocabulary, generic offences, and each State's provisions: ``offences/``."""

from dataclasses import dataclass, field
from typing import Literal

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


@dataclass(slots=True, frozen=True, kw_only=True)
class Institutional:
    """An element that speaks of a State's own institution, and what it is seen from abroad."""

    foreign: ElementId | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Element:
    """One thing that conduct can show. YES implies its ``is_a``; NO of that implies NO of this."""

    id: Slug
    label: str
    is_a: ElementId | None = None
    institutional: Institutional | None = None
    phrases: list[str] = field(default_factory=list)
    question: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class TreatyObligation:
    """The article under which an instrument obliges or invites Parties to criminalise."""

    instrument: InstrumentId
    article: Article
    obligation: Literal["mandatory", "optional"]
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Category(Provenance):
    """A generic offence as a formula over elements."""

    id: Slug
    title: str
    family: str
    elements: Formula
    iccs: str | None = None
    synonyms: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    nature: dict[Literal["fiscal", "military", "violent", "terrorist"], YesNoUnknown] = field(
        default_factory=dict
    )
    broader: CategoryId | None = None
    treaties: list[TreatyObligation] = field(default_factory=list)
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Penalty:
    """``max`` is the basic maximum; ``aggravated`` the highest with aggravating circumstances."""

    max: Duration | None = None
    aggravated: Duration | None = None
    min: Duration | None = None
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class InForce:
    """``from``/``to`` where known; ``by``: in force at the latest since then, start not recorded.

    ``to`` is the first day on which the provision is no longer in force.
    """

    since: Date | None = None
    by: Date | None = None
    until: Date | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Provision(Provenance):
    """A provision of national law: its category's formula, plus and minus single elements."""

    cite: str
    title: str
    category: CategoryId
    elements: Formula | None = None
    also_requires: list[ElementId] = field(default_factory=list)
    does_not_require: list[ElementId] = field(default_factory=list)
    penalty: Penalty | None = None
    in_force: InForce | None = None
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class NotCriminal(Provenance):
    """Conduct known to be no offence in this State (administrative at most), in a period."""

    category: CategoryId
    note: str
    cite: str | None = None
    since: Date | None = None
    until: Date | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class National:
    """``offences/national/AAA.yaml``."""

    state: StateCode
    source: SourceKey
    verified: Verified
    as_of: Date
    provisions: list[Provision] = field(default_factory=list)
    not_criminal: list[NotCriminal] = field(default_factory=list)
    note: str | None = None
