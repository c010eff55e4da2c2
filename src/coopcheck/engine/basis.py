"""The law on which a request may rest, as the engine weighs it."""

from datetime import date
from functools import lru_cache

from msgspec import Struct, structs

from coopcheck.dates import in_time
from coopcheck.engine.membership import Standing
from coopcheck.logic import UNKNOWN, YES, Proof, Truth, all_of
from coopcheck.model.domestic import Domestic, form_in
from coopcheck.model.instrument import (
    BasisClause,
    DualCriminalityRule,
    Form,
    GroundClause,
    Instrument,
    Requirement,
)
from coopcheck.model.types import Status

SURRENDER = ("extradition", "surrender")
EFFECTS = (
    "duty",
    "deemed-included",
    "supplements",
    "extraditable",
    "may-serve",
    "own-law",
    "consider",
    "arrangement",
    "comity",
    "unknown",
    "submit",
)
"""From the strongest to the weakest."""
FORM_WORDS = {
    "mla": "mutual legal assistance",
    "confiscation": "confiscation for another State",
    "transfer-of-sentenced-persons": "the transfer of sentenced persons",
    "transfer-of-proceedings": "the transfer of proceedings",
    "joint-investigation": "joint investigations",
    "special-techniques": "special investigative techniques",
    "law-enforcement": "law enforcement cooperation",
}
STATUS: tuple[Status, Status, Status] = ("inapplicable", "conditional", "applicable")
"""By truth: what a law is whose proof has this value."""


class Basis(Struct, eq=False):
    """One law on which the request may rest, with the proof of its standing."""

    id: str
    title: str
    short: str
    form_name: str
    form: Form | None
    instrument: Instrument | None
    domestic: Domestic | None
    value: Truth
    effect: str
    clause: BasisClause | None
    reason: str
    proof: Proof
    charges: list[int]
    partial: list[int]
    standing: tuple[Standing, Standing] | None = None
    replaced_by: str = ""
    yields_to: "Basis | None" = None
    deemed_into: list["Basis"] = []
    bound: Proof | None = None
    offence: Proof | None = None
    thresholds: dict[int, list[tuple[Requirement, Proof]]] = {}
    protocols: list[tuple[Instrument, Proof]] | None = None
    rules: list[tuple[str, str, GroundClause, Proof]] | None = None
    rule: DualCriminalityRule | None = None
    rule_holds: Truth = UNKNOWN
    rule_effect: str = "open"
    further: dict[int, list[tuple[str, Proof]]] = {}
    rank: int = 0
    region: int = 0

    @property
    def status(self) -> Status:
        """``applicable``, ``conditional`` or ``inapplicable``."""
        return STATUS[self.value]


TIMED = ("basis", "requires", "dual_criminality", "accessory", "grounds", "duties")
"""The parts of a form whose clauses may be in force for a time only."""


@lru_cache(maxsize=512)
def form_of(law: Instrument | Domestic, name: str, day: date) -> Form | None:
    """What a law says about one form of cooperation on ``day``; None where it says nothing.

    Kept by the identity of the law, which is all that two laws can be compared by.
    """
    found = form_in(law, name)
    if found is None:
        return None
    changes = {
        part: [c for c in getattr(found, part) if in_time(c.since, c.until, day)]
        for part in _timed(law, name)
    }
    if isinstance(law, Domestic) and not all(in_time(a.since, a.until, day) for a in law.acts):
        for part in TIMED:
            kept = changes.get(part, getattr(found, part))
            changes[part] = [c for c in kept if _act_in_time(law, c.article, day)]
    return structs.replace(found, **changes) if changes else found


@lru_cache(maxsize=4_096)
def _timed(law: Instrument | Domestic, name: str) -> tuple[str, ...]:
    """The parts of a form with clauses that do not stand for ever."""
    form = form_in(law, name)
    return tuple(p for p in TIMED if any(c.since or c.until for c in getattr(form, p, ())))


def _act_in_time(law: Domestic, article: str, day: date) -> bool:
    """Whether the Act that an article cites (by how it begins) was in force on ``day``."""
    cited = [act for act in law.acts if article.startswith(act.short)]
    if not cited:
        return True
    act = max(cited, key=lambda act: len(act.short))
    return in_time(act.since, act.until, day)


def wanted_forms(form: str) -> tuple[str, ...]:
    """Extradition and surrender are one request under two names."""
    return SURRENDER if form in SURRENDER else (form,)


NARROW = ("offence.", "conduct.", "request.electronic_evidence")
"""What the scope of a treaty speaks of that is not one on the form in general."""


def is_special(instrument: Instrument, form: Form) -> bool:
    """Whether a treaty of many States is for some offences or evidence only, not in general."""
    if instrument.reach == "bilateral":
        return False
    scope = form.scope or instrument.scope
    narrow = any(part in rule.when for rule in scope for part in NARROW)
    return narrow or any(rule.own_offences for rule in form.requires)


def considers(basis: Basis) -> bool:
    """Whether it is a treaty made for the form, though it leaves each request to the States.

    (So do those on the transfer of sentenced persons; not an article that only invites to it.)
    """
    instrument, form = basis.instrument, basis.form
    if instrument is None or form is None or instrument.kind == "arrangement":
        return False
    return basis.effect == "consider" and not is_special(instrument, form)


def governs(basis: Basis, least: Truth = YES) -> bool:
    """Whether it is a treaty on the form in general, for the pair or the region, that binds both.

    It governs what it covers: a State's own law carries it out, or is there for what it leaves.
    ``least``: how sure it must be that each is bound.
    """
    instrument, form = basis.instrument, basis.form
    return (
        instrument is not None
        and form is not None
        and (instrument.reach != "global" or considers(basis))
        and (basis.effect == "duty" or considers(basis))
        and not basis.replaced_by
        and not is_special(instrument, form)
        and all(standing.value >= least for standing in basis.standing or ())
    )


def requirement_value(basis: Basis, index: int) -> Truth:
    """Whether a charge reaches every threshold of a basis."""
    return all_of(proof.value for _rule, proof in basis.thresholds.get(index, []))
