"""A State's own law of cooperation: ``treaties/domestic/AAA.yaml``."""

from dataclasses import dataclass, field
from typing import Literal

from coopcheck.model.instrument import Form
from coopcheck.model.provenance import Provenance
from coopcheck.model.types import (
    Article,
    Date,
    FormName,
    InstrumentId,
    SourceKey,
    Stage,
    StateCode,
    Verified,
)


@dataclass(slots=True, frozen=True, kw_only=True)
class Act(Provenance):
    """A statute: ``short`` is how articles of it are cited."""

    title: str
    short: str
    since: Date | None = None
    until: Date | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class DatedValue(Provenance):
    """What a ``requested.*`` / ``requesting.*`` fact is under this law, and when."""

    value: str
    article: Article
    since: Date | None = None
    until: Date | None = None
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Partners(Provenance):
    """States designated under this law. ``complete`` = a State not named is not designated."""

    name: str
    article: Article
    forms: list[FormName]
    states: list[StateCode] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    complete: bool = False
    since: Date | None = None
    until: Date | None = None
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Authority(Provenance):
    """Who receives and who decides requests."""

    name: str
    role: Literal["central", "judicial", "executive"]
    forms: list[FormName]
    article: Article | None = None
    instruments: list[InstrumentId] = field(default_factory=list)
    stage: Stage | None = None
    address: str | None = None
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Languages(Provenance):
    """Languages in which a request may be made."""

    languages: list[str]
    forms: list[FormName]
    article: Article | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Domestic:
    """The whole file. ``facts`` answers the facts declared with ``from: domestic``."""

    state: StateCode
    source: SourceKey
    verified: Verified
    as_of: Date
    acts: list[Act] = field(default_factory=list)
    facts: dict[str, list[DatedValue]] = field(default_factory=dict)
    partners: list[Partners] = field(default_factory=list)
    authorities: list[Authority] = field(default_factory=list)
    languages: list[Languages] = field(default_factory=list)
    extradition: Form | None = None
    surrender: Form | None = None
    mla: Form | None = None
    confiscation: Form | None = None
    transfer_of_sentenced_persons: Form | None = None
    transfer_of_proceedings: Form | None = None
    joint_investigation: Form | None = None
    special_techniques: Form | None = None
    law_enforcement: Form | None = None
    note: str | None = None
