"""The assessment: what coopcheck says about a case. Names are stable within a schema version."""

from typing import Literal

from msgspec import Struct

from coopcheck.model.types import (
    Demand,
    Finding,
    Likelihood,
    RecognisedFrom,
    RuleKind,
    Status,
    Verified,
    YesNoUnknown,
)

SCHEMA_VERSION = "1.0"

Value = YesNoUnknown


class Citation(Struct, kw_only=True, forbid_unknown_fields=True):
    """An article of an instrument or law, with where its text was read."""

    id: str
    article: str
    source: str | None = None
    verified: str | None = None


class Proof(Struct, kw_only=True, forbid_unknown_fields=True):
    """Why a conclusion has its value (with ``--explain``)."""

    value: Value
    text: str
    article: str | None = None
    fact: str | None = None
    missing_law: str | None = None
    because: list["Proof"] = []


class Tool(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which program made the assessment."""

    name: str
    version: str


class Overlay(Struct, kw_only=True, forbid_unknown_fields=True):
    """A folder of the user's own that was laid over the packaged law."""

    name: str
    hash: str


class Knowledge(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which law it rests on."""

    version: str
    hash: str
    overlays: list[Overlay]
    as_of: str | None


class PeriodUnderstood(Struct, kw_only=True, forbid_unknown_fields=True):
    """A period, both days included."""

    since: str
    until: str


class ChargeUnderstood(Struct, kw_only=True, forbid_unknown_fields=True):
    """A charge as it was read."""

    name: str
    conduct: str | None
    category: str | None
    category_title: str | None
    recognised_from: RecognisedFrom
    elements: dict[str, Value]
    period: PeriodUnderstood | None
    places: list[str]
    penalty: str | None
    sentence_imposed: str | None
    sentence_remaining: str | None


class StateNamed(Struct, kw_only=True, forbid_unknown_fields=True):
    """A State: code and name."""

    code: str
    name: str


class RequestUnderstood(Struct, kw_only=True, forbid_unknown_fields=True):
    """The case as it was read. ``assumptions`` says what was taken as given where it was not."""

    name: str | None
    requesting: StateNamed
    requested: StateNamed
    form: str
    measures: list[str]
    on: str
    stage: str | None
    nationality: list[str] | None
    charges: list[ChargeUnderstood]
    facts: dict[str, Value]
    assumptions: list[str]


class Condition(Struct, kw_only=True, forbid_unknown_fields=True):
    """Something unknown on which a finding depends: a fact to ask for, or law not on record."""

    fact: str | None
    question: str


class RuleApplied(Struct, kw_only=True, forbid_unknown_fields=True):
    """The dual criminality rule of a basis; whether it ``applies`` may turn on unknown facts."""

    rule: str
    test: str | None
    article: str
    applies: Value = "yes"


class InForce(Struct, kw_only=True, forbid_unknown_fields=True):
    """Since when the instrument binds each State, or why not."""

    requesting: str
    requested: str


class LegalBasis(Struct, kw_only=True, forbid_unknown_fields=True):
    """One law on which the request may rest."""

    id: str
    title: str
    short: str
    article: str
    form: str
    status: Status
    effect: str
    rank: int | None
    reason: str
    why_here: str | None
    charges: list[int]
    conditions: list[Condition]
    dual_criminality: RuleApplied | None
    in_force: InForce | None
    citations: list[Citation]
    notes: list[str]
    proof: Proof | None = None


class Combination(Struct, kw_only=True, forbid_unknown_fields=True):
    """Laws to plead together."""

    ids: list[str]
    why: str


class ElementCompared(Struct, kw_only=True, forbid_unknown_fields=True):
    """One element: what the conduct shows and what the law asks."""

    id: str
    label: str
    conduct: Value
    law: Demand


class ProvisionCompared(Struct, kw_only=True, forbid_unknown_fields=True):
    """A provision held against the conduct.

    ``dates_verified``: how far its dates were checked, where they rest on less than its text.
    """

    cite: str
    title: str
    category: str
    finding: Value
    in_force: Value
    transposed: bool
    penalty: str | None
    reason: str
    elements: list[ElementCompared]
    source: str | None
    verified: str | None
    dates_verified: str | None = None


class Side(Struct, kw_only=True, forbid_unknown_fields=True):
    """One State's law held against the conduct."""

    state: str
    finding: Value
    read_as_at: str
    provisions: list[ProvisionCompared]
    not_criminal: str | None
    presumption: str | None


class Threshold(Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether a charge meets a condition of a basis: a penalty, or what else it asks."""

    basis: str
    rule: str
    article: str
    finding: Value


class ChargeFinding(Struct, kw_only=True, forbid_unknown_fields=True):
    """Dual criminality of one charge, by the comparison alone.

    ``further``: what the rule of a basis asks besides; the finding over all charges takes it in.
    """

    name: str
    category: str | None
    recognised_from: str
    finding: Finding
    reason: str
    citations: list[Citation]
    requested: Side
    requesting: Side
    transposed: bool
    thresholds: list[Threshold]
    further: list[Threshold] = []
    accessory: str | None
    serious_crime: Value
    conditions: list[Condition]
    proof: Proof | None = None


class DualCriminality(Struct, kw_only=True, forbid_unknown_fields=True):
    """The finding over all charges."""

    finding: Finding
    reason: str
    citations: list[Citation]
    conduct_test: str | None
    charges: list[ChargeFinding]


class GroundSource(Struct, kw_only=True, forbid_unknown_fields=True):
    """A rule that makes, allows or closes a ground."""

    kind: RuleKind
    id: str
    title: str
    article: str
    effect: Literal["mandatory", "permitted", "excluded"]
    sole: bool
    active: Value
    note: str | None


class CureOffered(Struct, kw_only=True, forbid_unknown_fields=True):
    """What would overcome a ground."""

    cure: str
    text: str
    given: Value


class DutyOwed(Struct, kw_only=True, forbid_unknown_fields=True):
    """What the requested State owes before or instead of refusing."""

    duty: str
    article: str
    basis: str


class UnderBasis(Struct, kw_only=True, forbid_unknown_fields=True):
    """How the ground stands under another basis."""

    basis: str
    likelihood: Likelihood


class RefusalGround(Struct, kw_only=True, forbid_unknown_fields=True):
    """A ground for refusal, read under the first-choice basis.

    ``raised_by``: facts of the case that point to it, even where an unknown one keeps it open.
    """

    id: str
    title: str
    explanation: str
    likelihood: Likelihood
    strength: Literal["mandatory", "optional"]
    triggered: Value
    raised_by: list[str]
    basis: str | None
    reason: str
    sources: list[GroundSource]
    cures: list[CureOffered]
    duties: list[DutyOwed]
    conditions: list[Condition]
    other_bases: list[UnderBasis]
    proof: Proof | None = None


class SimilarCase(Struct, kw_only=True, forbid_unknown_fields=True):
    """A decided case that this one resembles (``coopcheck case SLUG``), and in what."""

    slug: str
    title: str
    citation: str
    why: str


class Question(Struct, kw_only=True, forbid_unknown_fields=True):
    """An unknown fact, in plain words, and the findings that it would settle."""

    fact: str
    question: str
    settles: list[str]


class NextStep(Struct, kw_only=True, forbid_unknown_fields=True):
    """What to do next."""

    step: str
    text: str
    article: str | None
    items: list[str]


class NetworkShared(Struct, kw_only=True, forbid_unknown_fields=True):
    """A practitioner network to which both States belong."""

    id: str
    title: str
    use: str


class RecordUsed(Struct, kw_only=True, forbid_unknown_fields=True):
    """A record that the assessment rests on."""

    record: str
    verified: str
    as_of: str | None
    source: str | None


class Confidence(Struct, kw_only=True, forbid_unknown_fields=True):
    """The weakest links: what rests on unverified or old records."""

    weakest: Verified
    missing: list[str]
    records: list[RecordUsed]


class Assessment(Struct, kw_only=True, forbid_unknown_fields=True):
    """Everything that coopcheck says about one case on one date."""

    schema_version: str
    tool: Tool
    knowledge: Knowledge
    request: RequestUnderstood
    legal_bases: list[LegalBasis]
    combinations: list[Combination]
    dual_criminality: DualCriminality
    refusal_grounds: list[RefusalGround]
    similar_cases: list[SimilarCase] = []
    questions: list[Question]
    next_steps: list[NextStep]
    networks: list[NetworkShared]
    confidence: Confidence
    notice: str
