"""What to ask, what to do next, and how far the report can be trusted."""

from coopcheck.report.terminal_view import View
from coopcheck.report.words import VERIFIED, article, counted, day, how_to_answer, stop

_QUESTIONS, _SETTLES, _RECORDS, _MISSING = 8, 3, 8, 8


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
        text = f" Settles {_grouped(settles, len(question.settles))}." if settles else ""
        out.text((f"{how_to_answer(question.fact)}.{text}", "dim"), indent=4)
    if len(questions) > len(shown):
        out.text(f"and {len(questions) - len(shown)} more with --all", indent=4)


def _grouped(settles: list[str], total: int) -> str:
    """``legal basis: UNCAC, UNTOC; ground: Lapse of time``: what a fact would settle, by kind."""
    kinds: dict[str, list[str]] = {}
    for text in settles:
        kind, colon, name = text.partition(": ")
        kinds.setdefault(f"{kind}{colon}", []).append(name)
    words = "; ".join(kind + ", ".join(names) for kind, names in kinds.items())
    return f"{words}; and {total - len(settles)} more" if total > len(settles) else words


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
    view.out.heading("Networks that serve both")
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
    held = [record.verified for record in confidence.records]
    rest = [
        f"{counted(held.count(kind), 'record')} {VERIFIED[kind]}"
        for kind in ("primary", "secondary")
        if kind in held
    ]
    if rest:
        out.field("Verified", stop("; ".join(rest)))


def _notice(view: View) -> None:
    tool, knowledge, out = view.assessment.tool, view.assessment.knowledge, view.out
    out.blank()
    out.text(view.assessment.notice)
    as_of = f" as of {day(knowledge.as_of)}" if knowledge.as_of else ""
    text = f"{tool.name} {tool.version}, law {knowledge.version}{as_of} ({knowledge.hash[:12]})"
    for overlay in knowledge.overlays:
        text += f", overlay {overlay.name} ({overlay.hash[:12]})"
    out.text((text + ".", "dim"))
