"""What an instrument, or a State's own cooperation law, says about each form of cooperation."""

from typing import Literal

from msgspec import Struct

from coopcheck.model.provenance import Provenance
from coopcheck.model.types import (
    Article,
    CategoryId,
    Condition,
    Date,
    Duration,
    FormName,
    GroundEffect,
    GroundId,
    InstrumentId,
    MeasureId,
    Slug,
    Stage,
    StateCode,
    YesNo,
)


class Timed(Provenance, kw_only=True, frozen=True):
    """A clause that was added or repealed while the rest of the law stood.

    ``since``: first day in force; ``until``: first day no longer in force.
    """

    since: Date | None = None
    until: Date | None = None


class ScopeRule(Provenance, kw_only=True, frozen=True):
    """The instrument covers the conduct when ``when`` holds; several rules are alternatives."""

    when: Condition
    article: Article
    note: str | None = None


class BasisClause(Timed, kw_only=True, frozen=True):
    """Why a request may rest on this law; of several, the strongest whose ``when`` holds counts.

    ``duty``: the instrument itself obliges (bilateral treaty, ETS 24). ``deemed-included``: its
    offences are part of every existing treaty of that form between the two. ``may-serve``: the
    requested State may treat it as the treaty it needs; ``notification`` names the article under
    which it says so, ``accepted`` what settles it where nothing is on record. ``extraditable``:
    recognised between States that need no treaty. ``own-law``: domestic law allows it without a
    treaty. ``consider``: a duty to consider only. ``arrangement``: not binding in international
    law (a scheme). ``submit``: who does not extradite submits the case to prosecution; read only
    where no other clause has effect.
    """

    effect: Literal[
        "duty",
        "deemed-included",
        "may-serve",
        "extraditable",
        "own-law",
        "consider",
        "arrangement",
        "submit",
    ]
    article: Article
    when: Condition | None = None
    notification: Article | None = None
    accepted: Condition | None = None
    note: str | None = None


class Requirement(Timed, kw_only=True, frozen=True):
    """A condition on the offence: every one that applies at this stage must hold.

    ``threshold``: the maximum penalty must reach it in ``where``. ``sentence``: the sentence
    imposed or remaining must reach it. ``categories``: only the listed offences. ``own_offences``:
    only offences that the instrument establishes (``articles`` narrows to some of its articles).
    ``unread``: which offences it covers was not read (beyond ``categories``, if given).
    """

    article: Article
    threshold: Duration | None = None
    above: bool = False
    where: Literal["both", "requesting", "requested"] = "both"
    sentence: Duration | None = None
    of: Literal["imposed", "remaining"] = "imposed"
    categories: list[CategoryId] = []
    own_offences: bool = False
    unread: bool = False
    articles: list[Article] = []
    stage: Stage | None = None
    when: Condition | None = None
    note: str | None = None


class ListedOffence(Struct, kw_only=True, frozen=True):
    """A heading of a list (as in art. 2(2) of the European arrest warrant) and what falls in it."""

    heading: str
    categories: list[CategoryId] = []


class DualCriminalityRule(Timed, kw_only=True, frozen=True):
    """Rules are read in order; the first whose ``when`` holds governs.

    ``required``; ``required-for-coercive-measures``; ``may-decline`` (an optional ground);
    ``not-required``; ``waived-for-list`` (the list and its penalty ``floor`` in the requesting
    State); ``deemed`` (fulfilled by the treaty itself). ``test: conduct`` where the text says so.
    ``also``: what the rule asks of each charge besides. ``under_treaties``: a rule of domestic law
    whose ``also`` is asked under a treaty too.
    """

    rule: Literal[
        "required",
        "required-for-coercive-measures",
        "may-decline",
        "not-required",
        "waived-for-list",
        "deemed",
    ]
    article: Article
    test: Literal["conduct"] | None = None
    when: Condition | None = None
    floor: Duration | None = None
    listed: list[ListedOffence] = []
    also: Condition | None = None
    under_treaties: bool = False
    note: str | None = None


class AccessoryRule(Timed, kw_only=True, frozen=True):
    """When one offence qualifies, which others in the same request may follow it.

    ``imprisonable``: only such as are punishable by deprivation of liberty, not by a fine alone.
    ``chapter`` lets a declaration ``rejects-chapter`` switch the rule of a protocol off.
    """

    article: Article
    covers: Literal["serious-crimes", "penalty-shortfall", "any-punishable"]
    effect: Literal["permitted", "required"] = "permitted"
    imprisonable: bool = False
    chapter: str | None = None
    when: Condition | None = None
    note: str | None = None


class GroundClause(Timed, kw_only=True, frozen=True):
    """What this law does with a ground of the catalogue ``treaties/grounds.yaml``.

    ``mandatory``: shall refuse; ``permitted``: may refuse; ``excluded``: may not refuse on it
    (``sole`` where only as the sole ground). ``when`` narrows the clause, ``unless`` lifts it;
    a State that has rejected ``unless_article`` is not bound by what lifts it. ``trigger`` takes
    the place of the catalogue's under this clause; under an ``absolute`` one no assurance counts.
    ``replaces`` names clauses of the parent instrument that this one stands in place of.
    """

    ground: GroundId
    effect: GroundEffect
    article: Article
    sole: bool = False
    when: Condition | None = None
    unless: Condition | None = None
    unless_article: Article | None = None
    trigger: Condition | None = None
    absolute: bool = False
    duty: Slug | None = None
    cures: list[Slug] = []
    replaces: list[Article] = []
    chapter: str | None = None
    note: str | None = None


class Duty(Timed, kw_only=True, frozen=True):
    """Something the requested State must (or should) do, e.g. ``consult-before-refusal``.

    ``categories`` limits it to requests for these offences.
    """

    duty: Slug
    article: Article
    categories: list[CategoryId] = []
    when: Condition | None = None
    note: str | None = None


class MeasureClause(Provenance, kw_only=True, frozen=True):
    """A measure of assistance that this law regulates."""

    measure: MeasureId
    article: Article
    when: Condition | None = None
    note: str | None = None


class ContentItem(Struct, kw_only=True, frozen=True):
    """Something a request must contain."""

    item: str
    article: Article
    stage: Stage | None = None


class Channel(Provenance, kw_only=True, frozen=True):
    """How a request travels."""

    kind: Literal["central-authority", "direct", "diplomatic", "interpol", "urgent"]
    article: Article
    note: str | None = None


class Deadline(Provenance, kw_only=True, frozen=True):
    """A period that this law sets, in days (``note`` says from when)."""

    what: str
    days: int
    article: Article
    note: str | None = None


class Speciality(Provenance, kw_only=True, frozen=True):
    """Limits on prosecution for other offences, or on the use of evidence."""

    article: Article
    note: str


class Form(Provenance, kw_only=True, frozen=True):
    """Everything one law says about one form of cooperation. ``clauses: unread`` = not known,
    ``part`` = it may say more than is on record.

    Its own provenance, where given, takes the place of that of the whole file. ``only_under``: a
    State's own law here carries out these instruments, and its rules concern no other.
    """

    article: Article | None = None
    only_under: list[InstrumentId] = []
    clauses: Literal["read", "part", "unread"] = "read"
    scope: list[ScopeRule] = []
    basis: list[BasisClause] = []
    requires: list[Requirement] = []
    dual_criminality: list[DualCriminalityRule] = []
    accessory: list[AccessoryRule] = []
    grounds: list[GroundClause] = []
    duties: list[Duty] = []
    measures: list[MeasureClause] = []
    contents: list[ContentItem] = []
    channels: list[Channel] = []
    deadlines: list[Deadline] = []
    speciality: list[Speciality] = []
    note: str | None = None


class EntryIntoForce(Struct, kw_only=True, frozen=True):
    """For a State that joins later, counted from its deposit.

    ``days``: on that day after deposit; ``months`` with ``first_of_month``: on the first day of
    the month following that many months (a deposit on 1 March counts from 1 July: three months
    end on 1 June, and the first of the month that follows is July's, as the depositary counts).
    """

    article: Article
    days: int | None = None
    months: int | None = None
    first_of_month: bool = False


class Territorial(Struct, kw_only=True, frozen=True):
    """Whether membership reaches the territories of a Party.

    ``by-declaration``: only those named; ``all-unless-excluded``: all but those excluded;
    ``silent``: no clause, so an unrecorded territory is unknown (VCLT art. 29).
    """

    rule: Literal["by-declaration", "all-unless-excluded", "silent"]
    article: Article | None = None
    note: str | None = None


class Relation(Provenance, kw_only=True, frozen=True):
    """How this instrument stands to others between States bound by both.

    ``replaces``: the named instruments (or every ``bilateral`` treaty of those forms) give way
    from ``since``; ``amends``: its ground clauses take their place in the named instrument;
    ``supplements``: both are pleaded together; ``yields-to``: the named one comes first, and only
    the articles in ``keeps`` go on beside it.
    """

    effect: Literal["replaces", "amends", "supplements", "yields-to"]
    article: Article
    instruments: list[InstrumentId] = []
    bilateral: bool = False
    forms: list[FormName] = []
    since: Date | None = None
    keeps: list[Article] = []
    when: Condition | None = None
    note: str | None = None


class Bar(Provenance, kw_only=True, frozen=True):
    """A ground that binds the Parties whatever the basis of the request (CAT art. 3).

    ``when``, ``unless`` and ``trigger`` as in a ground clause.
    """

    ground: GroundId
    effect: Literal["mandatory", "permitted"]
    article: Article
    forms: list[FormName]
    when: Condition | None = None
    unless: Condition | None = None
    trigger: Condition | None = None
    note: str | None = None


class Instrument(Provenance, kw_only=True, frozen=True, eq=False):  # eq: a key of what is kept
    """A treaty, protocol, framework decision or arrangement: ``treaty.yaml``, or a bilateral.

    ``between``: the States on one side, where it works only between one of them and another
    Party (an agreement of the European Union with a third State).
    """

    id: Slug
    title: str
    short: str
    kind: Literal["convention", "protocol", "framework-decision", "agreement", "arrangement"]
    adopted: Date
    reach: Literal["global", "regional", "bilateral"]
    in_force: Date | None = None
    terminated: Date | None = None
    entry_into_force: EntryIntoForce | None = None
    depositary: str | None = None
    parent: InstrumentId | None = None
    territorial: Territorial | None = None
    reciprocal_note: str | None = None
    binding: YesNo = "yes"
    between: list[StateCode] = []
    scope: list[ScopeRule] = []
    conduct_test: Article | None = None
    relations: list[Relation] = []
    bars: list[Bar] = []
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
