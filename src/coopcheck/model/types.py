"""Small types shared by all records. The markers are enforced by ``coopcheck.knowledge.check``."""

from typing import Annotated, Literal, get_args

from coopcheck.logic import Word


class Marker:
    """A named constraint on a string: what it must be, checked where the file is read."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"Marker({self.kind!r})"


Article = Annotated[str, Marker("article")]
"""An article, paragraph and letter as printed, always a string: ``"16(5)(a)"``."""
Condition = Annotated[str, Marker("condition")]
"""A boolean expression over declared facts (see ``coopcheck.logic``)."""
Formula = Annotated[str, Marker("formula")]
"""A boolean expression over conduct elements."""
Date = Annotated[str, Marker("date")]
"""A date or an honest partial one: ``2003-09-29``, ``2017-09``, ``2017``."""
Duration = Annotated[str, Marker("duration")]
"""A length of imprisonment: ``5y``, ``18m``, ``1y6m``, ``90d``, ``life``, ``death``, ``fine``."""
StateCode = Annotated[str, Marker("state")]
"""ISO 3166-1 alpha-3 (or XKX, EUE)."""
SourceKey = Annotated[str, Marker("source")]
CategoryId = Annotated[str, Marker("category")]
ElementId = Annotated[str, Marker("element")]
GroundId = Annotated[str, Marker("ground")]
InstrumentId = Annotated[str, Marker("instrument")]
MeasureId = Annotated[str, Marker("measure")]
Slug = Annotated[str, Marker("slug")]

Verified = Literal["primary", "secondary", "unverified"]
YesNo = Literal["yes", "no"]
GroundEffect = Literal["mandatory", "permitted", "excluded"]
"""What a rule makes of a ground: it obliges to refuse, allows it, or closes the ground."""
YesNoUnknown = Word
Stage = Literal["investigation", "prosecution", "conviction"]
STAGES: tuple[Stage, ...] = get_args(Stage)
FormName = Literal[
    "extradition",
    "surrender",
    "mla",
    "confiscation",
    "transfer-of-sentenced-persons",
    "transfer-of-proceedings",
    "joint-investigation",
    "special-techniques",
    "law-enforcement",
]
FORMS: tuple[FormName, ...] = get_args(FormName)

Status = Literal["applicable", "conditional", "inapplicable"]
"""Of a law on which a request may rest."""
Finding = Literal[
    "satisfied", "not_satisfied", "partly", "undetermined", "presumed", "not_required"
]
"""On dual criminality."""
Likelihood = Literal["likely", "possible", "unlikely", "excluded"]
"""Of a refusal on one ground."""
RecognisedFrom = Literal["category", "conduct", "elements", "nothing"]
"""By what a charge was recognised."""
Demand = Literal["required", "alternative", "dispensed", "excluded"]
"""How a law asks for an element of conduct."""
RuleKind = Literal["treaty", "domestic", "human-rights", "declaration"]
"""What kind of law makes, allows or closes a ground."""
