"""Cases that courts have decided, and what coopcheck is to say of them: ``cases/``."""

from typing import Any, Literal

from msgspec import Struct

from coopcheck.model.types import Date, Finding, GroundId, Verified

CrimeHeld = (
    Literal["satisfied", "not_satisfied", "partly", "not_required", "not-in-issue"] | list[Finding]
)
"""What was held on dual criminality, or several findings each of which comes to that."""
BasisHeld = Literal["applicable", "not-applicable"]
GroundHeld = Literal[
    "upheld", "rejected", "assurance-required", "treaty-excludes", "discretion", "to-be-verified"
]
Outcome = Literal["granted", "refused", "partly", "remitted", "not-scored"]


class Decided(Struct, kw_only=True, frozen=True):
    """What the court held; ``outside`` is what our vocabulary has no item for."""

    bases: dict[str, BasisHeld] = {}
    dual_criminality: CrimeHeld
    charges: list[CrimeHeld] = []
    grounds: dict[GroundId, GroundHeld] = {}
    outside: str | None = None
    outcome: Outcome
    note: str | None = None
    lesson: str


class Expected(Struct, kw_only=True, frozen=True):
    """What coopcheck says, item by item."""

    bases: dict[str, Literal["applicable", "conditional", "inapplicable", "absent"]] = {}
    dual_criminality: Finding
    charges: list[Finding] = []
    grounds: dict[GroundId, Literal["likely", "possible", "unlikely", "excluded", "absent"]] = {}


class DecidedCase(Struct, kw_only=True, frozen=True):
    """``cases/SLUG.yaml``; ``case`` is a case file (``coopcheck.model.case``).

    ``differs`` gives, for each item on which coopcheck does not come to what was decided, the
    reason; ``wrong`` those on which it does not say what is expected.
    """

    title: str
    court: str
    citation: str
    date: Date
    source: str | list[str] = []
    verified: Verified
    prose: str
    case: dict[str, Any]
    decided: Decided
    expected: Expected
    differs: dict[str, str] = {}
    wrong: dict[str, str] = {}
