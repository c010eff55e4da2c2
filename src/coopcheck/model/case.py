"""A case as the user gives it: flags, YAML, JSON or a row.

A case is made of structs, so that one that is right costs next to nothing to read. One that is not
is read again by the pydantic model derived from them, which tells every fault with its place.
"""

from typing import Annotated, Any, TypeVar

from msgspec import Meta, Struct, ValidationError, convert, field, to_builtins
from msgspec.json import encode

from coopcheck.dates import interval
from coopcheck.model.types import FORMS, STAGES, FormName, Marker, Stage, YesNoUnknown
from coopcheck.penalties import days

Tri = Annotated[YesNoUnknown, Marker("tri")]
"""JSON and YAML booleans are as good as the words; nothing is ``unknown``."""
CaseDate = Annotated[str, Marker("case-date")]
"""A date or a partial one; a year alone may be a number."""
CaseDuration = Annotated[str, Marker("case-duration")]
P = TypeVar("P")
Names = Annotated[list[str], Marker("names")]
"""Several names, or one."""


def _check(*, dates: tuple[str | None, ...] = (), durations: tuple[str | None, ...] = ()) -> None:
    for text in dates:
        if text is not None:
            interval(text)
    for text in durations:
        if text is not None:
            days(text)


class Part(Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all parts of a case: unknown keys are errors."""


class Period(Part):
    """When the conduct took place; ``to`` is its last day (that of ``from`` if absent)."""

    since: Annotated[CaseDate, Meta(description="First day (2003-09-29, 2017-09 or 2017).")] = (
        field(name="from")
    )
    until: Annotated[CaseDate | None, Meta(description="Last day.")] = field(
        name="to", default=None
    )

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for what is no date."""
        _check(dates=(self.since, self.until))


class ChargePenalty(Part):
    """The penalty under the law of the requesting State."""

    max: Annotated[CaseDuration, Meta(description="Maximum: 5y, 18m, life, death or fine.")]

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for what is no duration."""
        _check(durations=(self.max,))


class Sentence(Part):
    """The sentence, where there is a conviction."""

    imposed: CaseDuration | None = None
    remaining: CaseDuration | None = None

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for what is no duration."""
        _check(durations=(self.imposed, self.remaining))


class Charge(Part):
    """One charge: what was done (in words, as a category or element by element), when and where."""

    name: Annotated[
        Annotated[str, Meta(max_length=500)] | None, Meta(description="What the charge is called.")
    ] = None
    conduct: Annotated[
        Annotated[str, Meta(max_length=20_000)] | None, Meta(description="What was done, in words.")
    ] = None
    category: Annotated[
        str | None, Meta(description="Offence category that it is recognised as.")
    ] = None
    elements: Annotated[
        dict[str, Tri], Meta(description="Elements that the conduct shows (yes) or lacks (no).")
    ] = {}
    period: Period | None = None
    places: Annotated[Names, Meta(description="States where it took place.")] = []
    penalty: ChargePenalty | None = None
    sentence: Sentence | None = None


class Person(Part):
    """The person sought or concerned."""

    nationality: Annotated[Names | None, Meta(description="Every nationality, if known.")] = None
    minor: Tri = "unknown"


def _part(given: Any, kind: type[P]) -> P:
    return given if isinstance(given, kind) else convert(given, kind)


class Case(Part):
    """A request for cooperation, as far as it is known. What is absent is unknown."""

    requesting: Annotated[str, Meta(max_length=200, description="State that asks: code or name.")]
    requested: Annotated[
        str, Meta(max_length=200, description="State that is asked: code or name.")
    ]
    form: Annotated[FormName, Meta(description="Form of cooperation.")]
    measures: Annotated[Names, Meta(description="Measures asked for.")] = []
    on: Annotated[CaseDate | None, Meta(description="Date of the request; today if absent.")] = None
    stage: Annotated[Stage | None, Meta(description="Stage of the proceedings.")] = None
    person: Person = field(default_factory=Person)
    charges: Annotated[list[Charge], Meta(max_length=200)] = []
    facts: Annotated[dict[str, Tri], Meta(description="Any declared fact by name.")] = {}
    name: Annotated[
        Annotated[str, Meta(max_length=500)] | None, Meta(description="The user's own reference.")
    ] = None

    @classmethod
    def model_validate(cls, data: Any) -> "Case":
        """The case in plain data (a mapping with the keys of a case file).

        Raises pydantic's ``ValidationError``, which names every fault.
        """
        found = cls.quickly(data)
        if found is None:
            from coopcheck.model.validation import pydantic_model

            read = pydantic_model(cls).model_validate(data)
            found = convert(read.model_dump(by_alias=True, exclude_unset=True), cls)
        return found

    @classmethod
    def quickly(cls, data: Any) -> "Case | None":
        """The case in plain data, or None if it is to be read with more care (or is wrong)."""
        try:
            encode(data)  # text that is not Unicode, which a conversion does not notice
            return convert(data, cls)
        except (ValidationError, UnicodeError):
            return None

    def plain(self) -> dict[str, Any]:
        """The case as plain data, without what was not given."""
        found: dict[str, Any] = to_builtins(self)
        return found

    def __post_init__(self) -> None:
        """Parts given as mappings are read. Raises ``ValueError`` for what no case can hold."""
        self.charges = [_part(each, Charge) for each in self.charges]
        self.person = _part(self.person, Person)
        if self.form not in FORMS:
            raise ValueError(f'form "{self.form}" is none of {", ".join(FORMS)}')
        if self.stage is not None and self.stage not in STAGES:
            raise ValueError(f'stage "{self.stage}" is none of {", ".join(STAGES)}')
        _check(dates=(self.on,))
