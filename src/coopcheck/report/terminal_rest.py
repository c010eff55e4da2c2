"""What to ask, what to do next, and how far the report can be trusted."""

from coopcheck.report.terminal_view import View
from coopcheck.report.words import VERIFIED, article, counted, day, stop

_QUESTIONS, _SETTLES, _RECORDS, _MISSING = 8, 3, 8, 8
_ANSWERS = {
    "case.stage": "--stage investigation, prosecution or conviction",
    "person.convicted": "--stage investigation, prosecution or conviction",
    "penalty": "--penalty, as in 5y or 18m",
    "charges": "--conduct or --offence",
    "conduct": "--conduct or --offence",
    "category": "--offence",
}


def write_rest(view: View) -> None:
    """Write questions, next steps, networks, confidence and the notice."""
    _questions(view)
    _next_steps(view)
    _networks(view)
    _confidence(view)
    _notice(view)


def _questions(view: View) -> None:
    questions, out = view.assessment.questions, view.out
    if not questions:
        return
    out.heading("Questions", "those that settle most come first")
    shown = questions if view.show_all else questions[:_QUESTIONS]
    for number, question in enumerate(shown, 1):
        out.item(f"{number}.".rjust(3), question.question)
        settles = question.settles if view.show_all else question.settles[:_SETTLES]
        more = len(question.settles) - len(settles)
        text = "; ".join(settles) + (f"; and {more} more" if more else "")
        text = f"Settles {text}. " if text else ""
        out.text((f"{text}Answer: {how_to_answer(question.fact)}", "dim"), indent=4)
    if len(questions) > len(shown):
        out.text(f"and {len(questions) - len(shown)} more with --all", indent=4)


def how_to_answer(fact: str) -> str:
    """How to put the answer into the case: an option, or a line of the case file."""
    if fact in _ANSWERS:
        return _ANSWERS[fact]
    if fact.startswith("charges"):
        part = fact.partition("].")[2]
        kind, _, element = part.partition(".")
        if kind == "elements":
            return f"elements:\u00a0{{{element}:\u00a0yes}} or no, in the case file"
        return _ANSWERS.get(part, "describe the charge in the case file")
    return f"--fact\u00a0{fact}=yes or\u00a0=no"


def _next_steps(view: View) -> None:
    out = view.out
    if not view.assessment.next_steps:
        return
    out.heading("Next steps")
    for number, step in enumerate(view.assessment.next_steps, 1):
        cite = f" ({article(step.article)})" if step.article else ""
        out.item(f"{number}.".rjust(3), f"{stop(step.text)}{cite}")
        for item in step.items:
            out.item("-", item, indent=4)


def _networks(view: View) -> None:
    if not view.assessment.networks:
        return
    view.out.heading("Networks that both belong to")
    for network in view.assessment.networks:
        view.out.item("-", (network.title, "bold"), f": {stop(network.use)}", indent=1)


def _confidence(view: View) -> None:
    confidence, out = view.assessment.confidence, view.out
    out.heading("How far to trust this")
    out.field("Weakest link", stop(VERIFIED[confidence.weakest]))
    missing = confidence.missing if view.show_all else confidence.missing[:_MISSING]
    view.fields("Not on record", [stop(text) for text in missing])
    if len(confidence.missing) > len(missing):
        out.field("", f"and {len(confidence.missing) - len(missing)} more (--all)")
    weak = [record for record in confidence.records if record.verified == "unverified"]
    shown = weak if view.show_all else weak[:_RECORDS]
    if weak:
        names = "; ".join(record.record for record in shown)
        more = f"; and {len(weak) - len(shown)} more (--all)" if len(weak) > len(shown) else ""
        out.field("Not verified", f"{names}{more}.")
    rest = len(confidence.records) - len(weak)
    if rest:
        out.field("Verified", f"{counted(rest, 'other record')} read in a source.")


def _notice(view: View) -> None:
    tool, knowledge, out = view.assessment.tool, view.assessment.knowledge, view.out
    out.blank()
    out.text(view.assessment.notice)
    as_of = f" as of {day(knowledge.as_of)}" if knowledge.as_of else ""
    text = f"{tool.name} {tool.version}, law {knowledge.version}{as_of} ({knowledge.hash[:12]})"
    for overlay in knowledge.overlays:
        text += f", overlay {overlay.name} ({overlay.hash[:12]})"
    out.text((text + ".", "dim"))
