"""A case as the user gives it: flags, YAML, JSON or a row."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from coopcheck.dates import interval
from coopcheck.model.types import FormName, Stage
from coopcheck.penalties import days


def _tri(value: Any) -> Any:
    """JSON and YAML booleans are as good as the words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else value


def _date(value: Any) -> Any:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str):
        interval(text)
    return text


def _duration(value: Any) -> Any:
    if isinstance(value, str):
        days(value)
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


YesNoUnknown = Annotated[Literal["yes", "no", "unknown"], BeforeValidator(_tri)]
CaseDate = Annotated[str, BeforeValidator(_date)]
CaseDuration = Annotated[str, BeforeValidator(_duration)]
Names = Annotated[list[str], BeforeValidator(_listed)]


class Part(BaseModel):
    """Base of all parts of a case: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, defer_build=True)


class Period(Part):
    """When the conduct took place; ``to`` is its last day (that of ``from`` if absent)."""

    since: CaseDate = Field(alias="from", description="First day (2003-09-29, 2017-09 or 2017).")
    until: CaseDate | None = Field(None, alias="to", description="Last day.")


class ChargePenalty(Part):
    """The penalty under the law of the requesting State."""

    max: CaseDuration = Field(description="Maximum: 5y, 18m, life, death or fine.")


class Sentence(Part):
    """The sentence, where there is a conviction."""

    imposed: CaseDuration | None = None
    remaining: CaseDuration | None = None


class Charge(Part):
    """One charge: what was done (in words, as a category or element by element), when and where."""

    name: str | None = Field(None, max_length=500, description="What the charge is called.")
    conduct: str | None = Field(None, max_length=20_000, description="What was done, in words.")
    category: str | None = Field(None, description="Offence category that it is recognised as.")
    elements: dict[str, YesNoUnknown] = Field(
        default_factory=dict, description="Elements that the conduct shows (yes) or lacks (no)."
    )
    period: Period | None = None
    places: Names = Field(default_factory=list, description="States where it took place.")
    penalty: ChargePenalty | None = None
    sentence: Sentence | None = None


class Person(Part):
    """The person sought or concerned."""

    nationality: Names | None = Field(None, description="Every nationality, if known.")
    minor: YesNoUnknown = "unknown"


class Case(Part):
    """A request for cooperation, as far as it is known. What is absent is unknown."""

    requesting: str = Field(max_length=200, description="State that asks: code or name.")
    requested: str = Field(max_length=200, description="State that is asked: code or name.")
    form: FormName = Field(description="Form of cooperation.")
    measures: Names = Field(default_factory=list, description="Measures asked for.")
    on: CaseDate | None = Field(None, description="Date of the request; today if absent.")
    stage: Stage | None = Field(None, description="Stage of the proceedings.")
    person: Person = Person(nationality=None)
    charges: list[Charge] = Field(default_factory=list, max_length=200)
    facts: dict[str, YesNoUnknown] = Field(
        default_factory=dict, description="Any declared fact by name."
    )
    name: str | None = Field(None, max_length=500, description="The user's own reference.")
