"""Catalogues: facts, refusal grounds, measures, networks, States."""

from typing import Literal

from msgspec import Struct

from coopcheck.model.provenance import Provenance
from coopcheck.model.types import (
    Article,
    Condition,
    Date,
    FormName,
    InstrumentId,
    MeasureId,
    Slug,
    StateCode,
)


class Fact(Struct, kw_only=True, frozen=True):
    """A fact that conditions may name. ``origin`` says who answers it.

    ``case``: the user; ``derived``: the engine, from the rest of the case; ``domestic``: the law
    of the State (prefix ``requested.`` or ``requesting.``).
    """

    name: str
    kind: Literal["truth", "choice", "duration"] = "truth"
    origin: Literal["case", "derived", "domestic"] = "case"
    question: str
    label: str
    choices: list[str] = []
    forms: list[FormName] = []


class Cure(Struct, kw_only=True, frozen=True):
    """What would overcome a ground: when ``fact`` is YES the ground no longer stands in the way."""

    cure: Slug
    text: str
    fact: str | None = None


class Ground(Provenance, kw_only=True, frozen=True):
    """A ground for refusal in the catalogue: ``trigger`` is its factual side.

    ``unused_when``: the requested State, by its own law, makes no use of a treaty's permission.
    """

    id: Slug
    title: str
    forms: list[FormName]
    trigger: Condition
    explanation: str
    unused_when: Condition | None = None
    cures: list[Cure] = []
    model_law_extradition: Article | None = None
    model_treaty_extradition: Article | None = None
    model_treaty_mla: Article | None = None


class Measure(Struct, kw_only=True, frozen=True):
    """A measure of assistance; ``coercive`` ones need compulsion in the requested State."""

    id: MeasureId
    title: str
    coercive: Literal["yes", "no", "unknown"]
    forms: list[FormName]
    facts: list[str] = []
    phrases: list[str] = []


class Network(Provenance, kw_only=True, frozen=True):
    """A practitioner network: the informal channel before the formal request.

    ``parties_of``: the instrument whose States are its members, as they are on the date.
    ``associates``: States that take part in it, but only towards a member.
    """

    id: Slug
    title: str
    use: str
    forms: list[FormName]
    members: list[StateCode] = []
    parties_of: InstrumentId | None = None
    associates: list[StateCode] = []
    families: list[str] = []
    since: Date | None = None
    note: str | None = None


class NoTreaty(Provenance, kw_only=True, frozen=True):
    """Two States known to have no treaty on these forms of cooperation.

    Holds from ``since`` (where given) to ``until``, the first day of a treaty, or else to
    ``as_of``, the date of what says so: afterwards one may have been made.
    """

    id: Slug
    between: list[StateCode]
    forms: list[FormName]
    since: Date | None = None
    until: Date | None = None
    note: str | None = None


class State(Struct, kw_only=True, frozen=True):
    """A State, territory or organisation that can request or be requested."""

    name: str
    kind: Literal["state", "territory", "organisation", "other"]
    region: Literal["africa", "americas", "asia", "europe", "oceania", "antarctica"] | None = None
    official: str | None = None
    alpha2: str | None = None
    un_member: bool = False
    tradition: str | None = None
    groups: list[str] = []
    sovereign: StateCode | None = None
    aliases: list[str] = []


class CaseHead(Struct, kw_only=True, frozen=True):
    """What the index keeps of a decided case: enough to say that another resembles it.

    ``categories`` are those whose dual criminality was decided.
    """

    slug: str
    title: str
    citation: str
    date: str
    requested: str
    form: str
    categories: list[str] = []
    grounds: dict[str, str] = {}
    bases: list[str] = []
