"""A State's own law of cooperation: ``treaties/domestic/AAA.yaml``."""

from typing import Literal

from msgspec import Struct

from coopcheck.model.instrument import Form, Instrument
from coopcheck.model.provenance import Provenance
from coopcheck.model.types import (
    FORMS,
    Article,
    Date,
    FormName,
    InstrumentId,
    SourceKey,
    Stage,
    StateCode,
    Verified,
)


class Act(Provenance, kw_only=True, frozen=True):
    """A statute: ``short`` is how articles of it are cited."""

    title: str
    short: str
    since: Date | None = None
    until: Date | None = None


class DatedValue(Provenance, kw_only=True, frozen=True):
    """What a ``requested.*`` / ``requesting.*`` fact is under this law, and when."""

    value: str
    article: Article
    since: Date | None = None
    until: Date | None = None
    note: str | None = None


class Partners(Provenance, kw_only=True, frozen=True):
    """States designated under this law. ``complete`` = a State not named is not designated."""

    name: str
    article: Article
    forms: list[FormName]
    states: list[StateCode] = []
    groups: list[str] = []
    complete: bool = False
    since: Date | None = None
    until: Date | None = None
    note: str | None = None


class NoStatute(Provenance, kw_only=True, frozen=True):
    """A period in which the State had no statute on these forms of cooperation.

    ``instruments`` work only through a statute: they carry no request to the State meanwhile.
    ``article`` is what says so, such as the judgment by which a statute was void.
    """

    article: Article
    forms: list[FormName]
    instruments: list[InstrumentId] = []
    since: Date | None = None
    until: Date | None = None
    note: str | None = None


class Authority(Provenance, kw_only=True, frozen=True):
    """Who receives and who decides requests."""

    name: str
    role: Literal["central", "judicial", "executive"]
    forms: list[FormName]
    article: Article | None = None
    instruments: list[InstrumentId] = []
    stage: Stage | None = None
    address: str | None = None
    note: str | None = None


class Languages(Provenance, kw_only=True, frozen=True):
    """Languages in which a request may be made."""

    languages: list[str]
    forms: list[FormName]
    article: Article | None = None


class Domestic(Struct, kw_only=True, frozen=True, eq=False):  # eq: a key of what is kept
    """The whole file. ``facts`` answers the facts declared with ``from: domestic``."""

    state: StateCode
    source: SourceKey
    verified: Verified
    as_of: Date
    acts: list[Act] = []
    facts: dict[str, list[DatedValue]] = {}
    partners: list[Partners] = []
    no_statute: list[NoStatute] = []
    authorities: list[Authority] = []
    languages: list[Languages] = []
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


def form_in(law: Instrument | Domestic, name: str) -> Form | None:
    """What a law says about one form of cooperation at any time; None where it says nothing."""
    found: Form | None = getattr(law, name.replace("-", "_"))
    return found


def forms_in(law: Instrument | Domestic) -> dict[FormName, Form]:
    """What a law says about each form of cooperation of which it speaks."""
    return {name: form for name in FORMS if (form := form_in(law, name)) is not None}
