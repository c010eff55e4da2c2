"""What changes if the request is dated otherwise, on a terminal."""

from collections.abc import Sequence

from coopcheck.engine.change_reasons import Reason
from coopcheck.engine.compare import BasisChange, Comparison
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import FINDING, STATUS, day, form, plain, stop
from coopcheck.text import the

_CHANGE = {"appears": "green", "disappears": "red", "changes": "yellow"}
_MOST = 3
_BASES = 8


def write_comparison(answer: Comparison, out: Console, *, everything: bool = False) -> None:
    """Write the bases, the findings on dual criminality and the grounds that are others."""
    requesting, requested = (the(each.name) for each in (answer.requesting, answer.requested))
    out.text(
        (f"{requesting[:1].upper()}{requesting[1:]} asks {requested} for ", "bold"),
        (form(answer.form), "bold"),
        f": dated {day(answer.compare_on)} instead of {day(answer.on)}",
    )
    changes = [*answer.legal_bases, *answer.charges, *answer.refusal_grounds]
    out.blank()
    if not changes:
        out.text("Nothing changes on the law on record.")
    if answer.first_choice.before != answer.first_choice.after:
        old = _named(answer, answer.first_choice.before)
        new = _named(answer, answer.first_choice.after)
        out.field("First choice", (new, "bold"), f" instead of {old}.", indent=0, column=18)
    dual = answer.dual_criminality
    if dual.before != dual.after:
        out.field(
            "Crime in both?",
            (FINDING[dual.after or "undetermined"], "bold"),
            f" instead of: {FINDING[dual.before or 'undetermined']}.",
            indent=0,
            column=18,
        )
    if answer.legal_bases:
        out.heading("Legal bases")
        shown = answer.legal_bases if everything else answer.legal_bases[:_BASES]
        for basis in shown:
            _basis(out, basis, everything)
        _more(out, len(answer.legal_bases) - len(shown))
    if answer.charges:
        out.heading("Is it a crime in both?")
        for charge in answer.charges:
            words = f": {FINDING[charge.after]} instead of {FINDING[charge.before]}"
            out.item(f"{charge.charge + 1}.", (charge.name, "bold"), words)
            out.field("Then", stop(charge.reason_after))
            _reasons(out, charge.reasons, everything)
    if answer.refusal_grounds:
        out.heading("Grounds for refusal")
        for ground in answer.refusal_grounds:
            old_word, new_word = (_likely(each) for each in (ground.before, ground.after))
            out.item("-", (ground.title, "bold"), f": {new_word} instead of {old_word}", indent=1)
            _reasons(out, ground.reasons, everything)
    for assumption in answer.assumptions:
        out.blank()
        out.text((stop(f"assumed: {assumption}"), "dim"))


def _named(answer: Comparison, key: str | None) -> str:
    return answer.short_titles.get(key, key) if key else "none on record"


def _likely(likelihood: str | None) -> str:
    return "no ground on record" if likelihood is None else likelihood


def _basis(out: Console, basis: BasisChange, everything: bool) -> None:
    spans: list[Span] = [(basis.short, "bold"), ": ", (basis.change, _CHANGE[basis.change])]
    spans.append(f" ({STATUS[basis.after]} instead of: {STATUS[basis.before]})")
    out.item("-", *spans, indent=1)
    _reasons(out, basis.reasons, everything)
    if basis.change == "appears" or everything:
        out.field("Then", stop(basis.reason_after))


def _reasons(out: Console, reasons: Sequence[Reason], everything: bool) -> None:
    shown = reasons if everything else reasons[:_MOST]
    for each in shown:
        kind = "reason" if each.kind == "other" else plain(each.kind)
        out.field("Why", f"{kind}: {stop(each.text)}")
    _more(out, len(reasons) - len(shown))


def _more(out: Console, number: int) -> None:
    if number > 0:
        out.text((f"and {number} more with --all", "dim"), indent=3)
