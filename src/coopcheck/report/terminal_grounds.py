"""Grounds for refusal: those that a fact points to in full, the rest in one list each."""

from collections.abc import Sequence

from coopcheck.model.findings import GroundSource, RefusalGround
from coopcheck.report.terminal_page import STACKED, Span
from coopcheck.report.terminal_view import View
from coopcheck.report.words import DUTIES, SOURCE_EFFECT, STRENGTH, lower_first, plain, stop, titled

_LIKELIHOOD = {"likely": 0, "possible": 1, "unlikely": 2, "excluded": 3}
_STYLES = {"likely": "red", "possible": "yellow"}


def pointed_to(ground: RefusalGround) -> bool:
    """Whether a fact of the case points to it, so that it is more than not ruled out."""
    return ground.likelihood == "likely" or (
        ground.likelihood == "possible" and (ground.triggered == "yes" or bool(ground.raised_by))
    )


def by_gravity(ground: RefusalGround) -> tuple[int, bool, bool]:
    """Sort key: likely first, then what a fact points to, then what obliges to refuse."""
    return (
        _LIKELIHOOD[ground.likelihood],
        not pointed_to(ground),
        ground.strength != "mandatory",
    )


def write_grounds(view: View) -> None:
    """Write the grounds for refusal, gravest first."""
    out = view.out
    grounds = sorted(view.assessment.refusal_grounds, key=by_gravity)
    first = view.bases("applicable", "conditional")
    out.heading("Grounds for refusal", f"under {first[0].short}" if first else "")
    serious = [ground for ground in grounds if pointed_to(ground)]
    for number, ground in enumerate(serious, 1):
        if number > 1:
            out.blank()
        _ground(view, number, ground)
    if not serious:
        out.text("No fact given points to a ground for refusal.", indent=3)
    rest = [ground for ground in grounds if not pointed_to(ground)]
    unknown = [ground for ground in rest if ground.likelihood == "possible"]
    closed = [ground for ground in rest if ground.likelihood == "excluded"]
    unlikely = [ground for ground in rest if ground.likelihood == "unlikely"]
    must = [ground for ground in unknown if ground.strength == "mandatory"]
    may = [ground for ground in unknown if ground.strength != "mandatory"]
    _list(view, "Cannot be ruled out on the facts given, and MUST be refused on", must)
    _list(view, "Cannot be ruled out on the facts given, and may be refused on", may)
    _list(view, "Closed by the law", closed, cite="excluded")
    if view.show_all:
        _list(view, "Unlikely", unlikely, reasons=True)
    elif unlikely:
        out.blank()
        verb = "is" if len(unlikely) == 1 else "are"
        out.text((f"{len(unlikely)} more {verb} unlikely (--all).", "dim"), indent=3)


def _ground(view: View, number: int, ground: RefusalGround) -> None:
    out = view.out
    out.item(f"{number}.", (ground.title, "bold"))
    out.text(
        (ground.likelihood.capitalize(), _STYLES[ground.likelihood]),
        read_under(view, ground),
        f": {view.names.requested} {STRENGTH[ground.strength]}.",
        indent=3,
    )
    out.field("Why", stop(ground.reason or ground.explanation))
    for index, source in enumerate(ground.sources):
        out.field("" if index and out.width >= STACKED else "Who says so", *_source(view, source))
    given = {"yes": " (given)", "no": " (refused)"}
    view.fields("Cure", [stop(cure.text) + given.get(cure.given, "") for cure in ground.cures])
    for duty in ground.duties:
        words = DUTIES.get(duty.duty, plain(duty.duty))
        out.field(
            "Duty",
            f"{view.names.requested} owes: {words} "
            f"({titled(view.names.law(duty.basis), duty.article)}).",
        )
    view.conditions("Turns on", ground.conditions)
    others = [
        f"{view.names.law(each.basis)}: {each.likelihood}"
        for each in ground.other_bases
        if each.likelihood != ground.likelihood
    ]
    if others:
        out.field("Elsewhere", f"under {'; under '.join(others)}.")
    view.proof(ground.proof)


def read_under(view: View, ground: RefusalGround) -> str:
    """The basis under which a ground is read, where that is not the first choice."""
    first = view.bases("applicable", "conditional")
    if not ground.basis or not first or ground.basis == first[0].id:
        return ""
    return f" under {view.names.law(ground.basis)}"


def _source(view: View, source: GroundSource) -> list[Span]:
    law = view.names.law(source.id)
    law = law[:1].upper() + law[1:]
    words = SOURCE_EFFECT[source.effect] + (" alone" if source.sole else "")
    spans: list[Span] = [f"{titled(law, source.article)}: {words}"]
    if source.kind == "human-rights":
        spans.append(", whatever the basis of the request")
    if source.kind == "declaration":
        spans.append(", by its declaration")
    if source.active != "yes":
        spans.append(
            "; whether it applies here is not known"
            if source.active == "unknown"
            else "; does not apply here"
        )
    if source.note:
        spans.append(f". {stop(source.note)}")
    else:
        spans.append(".")
    return spans


def _list(
    view: View,
    title: str,
    grounds: Sequence[RefusalGround],
    *,
    cite: str = "",
    reasons: bool = False,
) -> None:
    if not grounds:
        return
    out = view.out
    out.blank()
    if view.explain or reasons:
        out.text((f"{title}:", "bold"), indent=3)
        for ground in grounds:
            out.item(
                "-",
                *_entry(view, ground, cite),
                f": {stop(ground.reason)}",
                indent=3,
            )
            view.proof(ground.proof, indent=5)
        return
    spans: list[Span] = [(f"{title}: ", "bold")]
    for number, ground in enumerate(grounds):
        spans += ["; "] if number else []
        spans += _entry(view, ground, cite)
    out.text(*spans, ".", indent=3)


def _entry(view: View, ground: RefusalGround, cite: str) -> list[Span]:
    spans: list[Span] = [lower_first(ground.title)]
    sources = [source for source in ground.sources if source.effect == cite]
    if sources:
        spans.append(f" ({titled(view.names.law(sources[0].id), sources[0].article)})")
    return spans
