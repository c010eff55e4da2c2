"""Why one law does not carry the request, on a terminal."""

from collections.abc import Sequence

from coopcheck.engine.why_not import ConditionUnmet, WhyNot
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import STATUS, article, day, form, how_to_answer, stop
from coopcheck.text import the

_STYLES = {"applicable": "green", "conditional": "yellow", "inapplicable": "red"}
_MOST = 12


def write_why_not(answer: WhyNot, out: Console, *, everything: bool = False) -> None:
    """Write what fails, then what is open and what would settle it."""
    requesting, requested = (the(each.name) for each in (answer.requesting, answer.requested))
    out.text(
        (answer.short, "bold"),
        f" for {form(answer.form)}, {requesting} to {requested}, request of {day(answer.on)}: ",
        (STATUS[answer.status], _STYLES[answer.status]),
    )
    if answer.title != answer.short:
        out.text((answer.title, "dim"))
    failing = [each for each in answer.conditions if each.value == "no"]
    unknown = [each for each in answer.conditions if each.value == "unknown"]
    if not answer.conditions:
        out.blank()
        out.text("Nothing stands in its way: no condition of it fails or is open.")
        out.text(stop(answer.reason))
        return
    if answer.status == "applicable":
        out.blank()
        out.text(stop(answer.reason), " What follows does not take the request off it.")
    if failing:
        out.heading("Fails" if answer.status != "applicable" else "Not covered by it")
        _write(out, failing, everything)
    if unknown:
        out.heading("Not known", "what would settle it" if len(unknown) > 1 else "")
        _write(out, unknown, everything)


def _write(out: Console, conditions: Sequence[ConditionUnmet], everything: bool) -> None:
    shown = conditions if everything else conditions[:_MOST]
    for each in shown:
        spans: list[Span] = [f"charge {each.charge + 1}: "] if each.charge is not None else []
        spans.append((each.text[:1].upper() + each.text[1:] if not spans else each.text, "bold"))
        if each.article and article(each.article) not in each.text:
            spans.append(f" ({article(each.article)})")
        if each.one_of_several:
            spans.append(("; one of several ways", "dim"))
        out.item("-", *spans, indent=1)
        if each.question:
            settles: list[Span] = [each.question]
            if each.fact:
                settles.append((f" {how_to_answer(each.fact)}", "dim"))
            out.field("Ask", *settles)
        elif each.missing_law:
            out.field("Not on record", stop(each.missing_law))
    if len(shown) < len(conditions):
        out.text((f"and {len(conditions) - len(shown)} more with --all", "dim"), indent=3)
