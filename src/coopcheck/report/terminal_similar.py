"""Decided cases that the case resembles."""

from coopcheck.report.terminal_view import View


def write_similar(view: View) -> None:
    """Write the decided cases that it resembles, if there are any."""
    cases, out = view.assessment.similar_cases, view.out
    if not cases:
        return
    out.heading("Decided cases like this one", "coopcheck case SLUG shows each")
    for case in cases:
        out.item(
            "-", (case.title, "bold"), f", {case.citation} ", (f"[{case.slug}]", "dim"), indent=1
        )
        out.text(case.why, indent=3)
