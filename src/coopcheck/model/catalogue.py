"""Catalogues: facts, refusal grounds, measures, networks, States."""

from dataclasses import dataclass, field
from typing import Literal

from coopcheck.model.provenance import Provenance
from coopcheck.model.types import Article, Condition, Date, FormName, MeasureId, Slug, StateCode


@dataclass(slots=True, frozen=True, kw_only=True)
class Fact:
    """A fact that conditions may name. ``origin`` says who answers it.

    ``case``: the user; ``derived``: the engine, from the rest of the case; ``domestic``: the law
    of the State (prefix ``requested.`` or ``requesting.``).
    """

    name: str
    kind: Literal["truth", "choice", "duration"] = "truth"
    origin: Literal["case", "derived", "domestic"] = "case"
    question: str
    label: str
    choices: list[str] = field(default_factory=list)
    forms: list[FormName] = field(default_factory=list)


@dataclass(slots=True, frozen=True, kw_only=True)
class Cure:
    """What would overcome a ground: when ``fact`` is YES the ground no longer stands in the way."""

    cure: Slug
    text: str
    fact: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Ground(Provenance):
    """A ground for refusal in the catalogue: ``trigger`` is its factual side.

    ``unused_when``: the requested State, by its own law, makes no use of a treaty's permission.
    """

    id: Slug
    title: str
    forms: list[FormName]
    trigger: Condition
    explanation: str
    unused_when: Condition | None = None
    cures: list[Cure] = field(default_factory=list)
    model_law_extradition: Article | None = None
    model_treaty_extradition: Article | None = None
    model_treaty_mla: Article | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Measure:
    """A measure of assistance; ``coercive`` ones need compulsion in the requested State."""

    id: MeasureId
    title: str
    coercive: Literal["yes", "no", "unknown"]
    forms: list[FormName]
    facts: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)


@dataclass(slots=True, frozen=True, kw_only=True)
class Network(Provenance):
    """A practitioner network: the informal channel before the formal request."""

    id: Slug
    title: str
    use: str
    forms: list[FormName]
    members: list[StateCode] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    since: Date | None = None
    note: str | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class State:
    """A State, territory or organisation that can request or be requested."""

    name: str
    kind: Literal["state", "territory", "organisation", "other"]
    region: Literal["africa", "americas", "asia", "europe", "oceania", "antarctica"] | None = None
    official: str | None = None
    alpha2: str | None = None
    un_member: bool = False
    tradition: str | None = None
    groups: list[str] = field(default_factory=list)
    sovereign: StateCode | None = None
    aliases: list[str] = field(default_factory=list)
