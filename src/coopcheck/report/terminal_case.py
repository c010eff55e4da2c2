"""The case as it was read, what was assumed, and how to put either right."""

from coopcheck.model.findings import ChargeUnderstood
from coopcheck.report.terminal_page import Span
from coopcheck.report.terminal_view import View
from coopcheck.report.words import RECOGNISED, day, listed, lower_first, plain, stop

_CONDUCT = 300


def write_case(view: View) -> None:
    """Write what was understood."""
    request, out = view.assessment.request, view.out
    out.heading("How the case was read")
    for number, charge in enumerate(request.charges, 1):
        _charge(view, number, charge)
    if not request.charges:
        out.field("Charges", "none given: say what was done (--conduct) or name it (--offence).")
    if request.nationality is not None:
        held = [view.names.state(code) for code in request.nationality]
        out.field("Nationality", listed(held) or "none")
    if request.stage:
        out.field("Stage", plain(request.stage))
    if request.facts:
        given = [f"{name} = {value}" for name, value in request.facts.items()]
        out.field("Facts given", "; ".join(given))
    view.fields("Assumed", [stop(assumption) for assumption in request.assumptions])
    out.text(
        (
            "Wrong? Name the offence with --offence CATEGORY, state a fact with "
            "--fact NAME=yes or --fact NAME=no.",
            "dim",
        ),
        indent=3,
    )


def _charge(view: View, number: int, charge: ChargeUnderstood) -> None:
    out = view.out
    label = f"Charge {number}" if len(view.assessment.request.charges) > 1 else "Charge"
    out.field(label, (charge.name, "bold"))
    if charge.conduct and charge.conduct != charge.name:
        conduct = charge.conduct
        if len(conduct) > _CONDUCT and not view.show_all:
            conduct = conduct[:_CONDUCT].rstrip() + "…"
        out.field("", f'"{conduct}"')
    if charge.category:
        spans: list[Span] = ["Recognised as ", (charge.category, "bold")]
        if charge.category_title and charge.category_title != charge.name:
            spans.append(f" ({lower_first(charge.category_title)})")
        spans.append(f", {RECOGNISED[charge.recognised_from]}.")
    elif charge.elements:
        spans = ["No offence named; judged by the elements of the conduct."]
    else:
        spans = [("Not recognised as any offence.", "yellow")]
    out.field("", *spans)
    shown = [view.names.element(key) for key, value in charge.elements.items() if value == "yes"]
    absent = [view.names.element(key) for key, value in charge.elements.items() if value == "no"]
    if shown and (view.show_all or charge.recognised_from in ("conduct", "elements")):
        out.field("", f"Elements taken as shown: {'; '.join(shown)}.")
    if absent and view.show_all:
        out.field("", f"Elements not shown: {'; '.join(absent)}.")
    details = []
    if charge.period:
        since, until = day(charge.period.since), day(charge.period.until)
        details.append(since if since == until else f"{since} to {until}")
    if charge.places:
        details.append("in " + listed([view.names.state(code) for code in charge.places]))
    if charge.penalty:
        details.append(f"maximum under the requesting law {view.penalty(charge.penalty)}")
    if charge.sentence_imposed:
        details.append(f"sentence {view.penalty(charge.sentence_imposed)}")
    if charge.sentence_remaining:
        details.append(f"{view.penalty(charge.sentence_remaining)} left to serve")
    if details:
        out.field("", stop("; ".join(details)))
