"""What changes if the same request is dated otherwise.

    compare(case, kb, "2001-05-01")

The case is worked out on both dates and the results are held against each other. Why something
changed is read off the law: who joined or left, declarations, law of a State, offences.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from coopcheck.engine.assess import WorkedOut, over_all_charges, work_out
from coopcheck.engine.basis import Basis
from coopcheck.engine.change_reasons import Changed, Reason, why_basis, why_charge, why_ground
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO
from coopcheck.model.case import Case
from coopcheck.model.findings import StateNamed
from coopcheck.model.types import Status

Change = Literal["appears", "disappears", "changes"]


class BasisChange(Struct, kw_only=True):
    """A legal basis whose status is another on the other date.

    ``appears``: it carries the request (or may) only on the other date; ``disappears``: only on the
    date of the case. The reasons before and after are those of the two assessments.
    """

    id: str
    title: str
    short: str
    form: str
    change: Change
    before: Status
    after: Status
    reason_before: str
    reason_after: str
    reasons: list[Reason]


class ChargeChange(Struct, kw_only=True):
    """A charge whose finding on dual criminality is another on the other date."""

    charge: int
    name: str
    before: str
    after: str
    reason_before: str
    reason_after: str
    reasons: list[Reason]


class GroundChange(Struct, kw_only=True):
    """A ground for refusal whose likelihood is another; null where no rule on record has it."""

    id: str
    title: str
    before: str | None
    after: str | None
    reasons: list[Reason]


class BeforeAfter(Struct, kw_only=True):
    """A finding on the date of the case and on the other date."""

    before: str | None
    after: str | None


class Comparison(Struct, kw_only=True):
    """Everything that changes. ``on`` is the date of the case, ``compare_on`` the other.

    ``short_titles``: of the two first choices, by id.
    """

    requesting: StateNamed
    requested: StateNamed
    form: str
    on: str
    compare_on: str
    first_choice: BeforeAfter
    short_titles: dict[str, str]
    dual_criminality: BeforeAfter
    legal_bases: list[BasisChange]
    charges: list[ChargeChange]
    refusal_grounds: list[GroundChange]
    assumptions: list[str]


def compare(case: Case, kb: KnowledgeBase, on: str, today: str | None = None) -> Comparison:
    """What changes if the request is dated ``on``. Raises ``InputError``."""
    before = work_out(case, kb, today)
    try:
        after = work_out(replace(case, on=on), kb, today)
    except InputError as error:
        if error.place.endswith(".period"):
            error.place = "--compare-on"
        raise
    changed = Changed(kb, before, after)
    situation = before.context.case
    return Comparison(
        requesting=_named(kb, situation.requesting),
        requested=_named(kb, situation.requested),
        form=situation.form,
        on=situation.on,
        compare_on=on,
        first_choice=BeforeAfter(before=_first(before), after=_first(after)),
        short_titles={
            b.id: b.short
            for out in (before, after)
            for b in out.bases
            if b.id in (_first(before), _first(after))
        },
        dual_criminality=BeforeAfter(before=_overall(before), after=_overall(after)),
        legal_bases=_bases(changed),
        charges=_charges(changed),
        refusal_grounds=_grounds(changed),
        assumptions=[a for a in after.context.case.assumptions if "period" in a],
    )


def _named(kb: KnowledgeBase, code: str) -> StateNamed:
    return StateNamed(code=code, name=kb.states.label(code))


def _first(out: WorkedOut) -> str | None:
    return next((b.id for b in out.bases if b.value is not NO), None)


def _overall(out: WorkedOut) -> str:
    return over_all_charges(out.context, out.bases, out.results, False).finding


def _bases(changed: Changed) -> list[BasisChange]:
    old = {_key(b): b for b in changed.before.bases}
    new = {_key(b): b for b in changed.after.bases}
    found = []
    for key in list(dict.fromkeys([*new, *old])):
        a, b = old.get(key), new.get(key)
        held = b or a
        if held is None or _status(a) == _status(b):
            continue
        change: Change = "changes"
        if _status(a) == "inapplicable":
            change = "appears"
        elif _status(b) == "inapplicable":
            change = "disappears"
        found.append(
            BasisChange(
                id=held.id,
                title=held.title,
                short=held.short,
                form=held.form_name,
                change=change,
                before=_status(a),
                after=_status(b),
                reason_before=a.reason if a else _NEEDLESS,
                reason_after=b.reason if b else _NEEDLESS,
                reasons=why_basis(changed, a, b, _NEEDED),
            )
        )
    order = ("appears", "disappears", "changes")
    return sorted(found, key=lambda each: order.index(each.change))


_NEEDLESS = "the requested State's own law carries the request without it"
_NEEDED = "it matters only where the requested State's own law is not certain to carry the request"


def _key(basis: Basis) -> tuple[str, str]:
    """An instrument may serve under two forms; a State's law is one basis whatever the form."""
    return basis.id, basis.form_name if basis.standing is not None else ""


def _status(basis: Basis | None) -> Status:
    return basis.status if basis is not None else "inapplicable"


def _charges(changed: Changed) -> list[ChargeChange]:
    return [
        ChargeChange(
            charge=a.charge.index,
            name=a.charge.name,
            before=a.finding,
            after=b.finding,
            reason_before=a.reason,
            reason_after=b.reason,
            reasons=why_charge(changed, a, b),
        )
        for a, b in zip(changed.before.results, changed.after.results, strict=True)
        if a.finding != b.finding
    ]


def _grounds(changed: Changed) -> list[GroundChange]:
    found = []
    old, new = changed.before.readings, changed.after.readings
    for key in dict.fromkeys([*new, *old]):
        a = old[key][0] if key in old else None
        b = new[key][0] if key in new else None
        held = b or a
        if held is None or (a and a.likelihood) == (b and b.likelihood):
            continue
        found.append(
            GroundChange(
                id=key,
                title=held.ground.title,
                before=a.likelihood if a else None,
                after=b.likelihood if b else None,
                reasons=why_ground(changed, a, b),
            )
        )
    order = ("likely", "possible", "unlikely", "excluded", None)
    return sorted(found, key=lambda each: (order.index(each.after), each.title))
