"""The laws on which the request may rest, best first."""

from collections import Counter

from coopcheck.model.findings import LegalBasis
from coopcheck.report.terminal_page import Span
from coopcheck.report.terminal_view import View
from coopcheck.report.words import RULES, STATUS, article, day, effect, listed, plain, stop, titled

_REMOTE = 3
_IN_FULL = 3
"""So many bases are set out in full; of the others only the effect and the reasons (--all: all)."""
_VERBLESS = ("party ", "a party", "bound through", "not a party", "not yet", "signed ", "withdrew ")
"""How a standing begins that follows the name of the State without a colon."""
_STYLES = {"applicable": "green", "conditional": "yellow", "inapplicable": "dim"}


def write_bases(view: View) -> None:
    """Write the legal bases, what to plead together, and what does not apply."""
    out = view.out
    bases = view.bases("applicable", "conditional")
    out.heading("Legal bases", "best first" if len(bases) > 1 else "")
    if not bases:
        out.text("None on record that applies or may apply.", indent=3)
    remote = [basis for basis in bases[1:] if _remote(basis) and not view.show_all]
    for number, basis in enumerate((each for each in bases if each not in remote), 1):
        if number > 1:
            out.blank()
        _basis(view, number, basis)
    if remote:
        out.blank()
        words = [f"{basis.short} ({view.turns_on(basis)})" for basis in remote]
        out.text((f"Only if much more is shown (--all): {'; '.join(words)}.", "dim"), indent=3)
    far = {basis.id for basis in remote}
    together = [each for each in view.assessment.combinations if far.isdisjoint(each.ids)]
    if together:
        out.heading("Plead together")
        for combination in together:
            titles = listed([view.names.law(each) for each in combination.ids])
            out.item("-", (titles, "bold"), f": {stop(combination.why)}", indent=1)
    inapplicable = view.bases("inapplicable")
    if inapplicable:
        out.heading("Does not apply, and why")
        for basis in inapplicable:
            out.item("-", (basis.short, "bold"), f": {stop(basis.reason)}", indent=1)
            view.proof(basis.proof)


def _remote(basis: LegalBasis) -> bool:
    """Whether it waits for so many elements of the conduct that it speaks of another offence."""
    open_in = Counter(
        condition.fact.partition("].")[0]
        for condition in basis.conditions
        if condition.fact and "].elements." in condition.fact
    )
    return bool(open_in) and min(open_in.values()) >= _REMOTE


def _basis(view: View, number: int, basis: LegalBasis) -> None:
    out = view.out
    out.item(
        f"{number}.".ljust(2),
        (titled(basis.short, basis.article), "bold"),
        ": ",
        (STATUS[basis.status], _STYLES[basis.status]),
    )
    out.field("Effect", stop(effect(basis.effect, view.names.requested, basis.form)))
    if not basis.title.startswith(basis.short):
        out.field("Title", basis.title)
    charges = view.assessment.request.charges
    if basis.charges and len(basis.charges) < len(charges):
        covered = [charges[index].name for index in basis.charges if index < len(charges)]
        out.field("Covers", f"only {listed(covered)}")
    if basis.reason:
        out.field("Why", stop(basis.reason))
    if basis.in_force and (number <= _IN_FULL or view.show_all):
        out.field("Membership", stop(_membership(view, basis)))
    if number <= _IN_FULL or view.show_all:
        view.conditions("Depends on", basis.conditions)
    rule = basis.dual_criminality
    if rule:
        perhaps = "perhaps " if rule.applies == "unknown" else ""
        words = f"{perhaps}{RULES.get(rule.rule, plain(rule.rule))} ({article(rule.article)})"
        spans: list[Span] = [words]
        if rule.test == "conduct":
            spans.append("; the conduct counts, not the name of the offence")
        out.field("Crime in both", *spans)
    if basis.why_here:
        label = "Why first" if number == 1 else f"Why no. {number}"
        out.field(label, stop(basis.why_here))
    if number == 1 or view.show_all:
        view.fields("Note", [stop(note) for note in basis.notes])
    view.proof(basis.proof)


def _membership(view: View, basis: LegalBasis) -> str:
    assert basis.in_force is not None
    sides = [
        (view.names.requesting, basis.in_force.requesting),
        (view.names.requested, basis.in_force.requested),
    ]
    words = [
        f"{name} since {day(text)}"
        if day(text) != text
        else f"{name} {text}"
        if text.startswith(_VERBLESS)
        else f"{name}: {text}"
        for name, text in sides
    ]
    return "; ".join(words)
