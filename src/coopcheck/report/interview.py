"""The questions of an interview on a terminal, and what each answer changed."""

from collections.abc import Sequence

from coopcheck.answers import Ask
from coopcheck.errors import InputError
from coopcheck.model.findings import Assessment
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import FINDING, counted, listed, lower_first

WORDS = "Answer, or: skip, back, why, stop (Ctrl-C: nothing is kept)."
_MOST = 3


def write_question(out: Console, ask: Ask, titles: dict[str, str]) -> None:
    """Write a question, what may be answered, and the choices by number."""
    out.blank()
    spans: list[Span] = [(ask.text, "bold")]
    if ask.hint:
        spans.append((f" ({ask.hint})", "dim"))
    out.text(*spans)
    for number, choice in enumerate(ask.choices, 1):
        title = titles.get(choice)
        out.item(f"{number}.", choice, f": {lower_first(title)}" if title else "", indent=2)


def write_why(out: Console, ask: Ask) -> None:
    """Write what a question would help to settle."""
    settles = listed(ask.settles) or "every finding: it is part of the frame of the case"
    out.text(f"It would help to settle {settles}.", indent=2)


def write_error(out: Console, error: InputError) -> None:
    """Write why an answer was not taken; the place within the case says nothing here."""
    said = str(InputError(error.message, expected=error.expected, nearest=error.nearest))
    out.text((said, "red"), indent=2)


def write_changes(out: Console, before: Assessment | None, after: Assessment | None) -> None:
    """Write in one or two lines what an answer changed."""
    if after is None or after is before:
        return
    lines = changes(before, after)
    for line in lines or ["No finding changes."]:
        out.item("=>", (line, "green" if lines else "dim"), indent=2)


def changes(before: Assessment | None, after: Assessment) -> list[str]:
    """The bases and dual criminality in one line, the grounds in another; none if nothing did."""
    if before is None:
        return [_so_far(after)]
    parts = _bases(before, after)
    old, new = before.dual_criminality.finding, after.dual_criminality.finding
    if old != new:
        parts.append(f"crime in both: {FINDING[new]} (was: {FINDING[old]})")
    lines = ["; ".join(parts) + "."] if parts else []
    grounds = _grounds(before, after)
    return [*lines, "; ".join(grounds) + "."] if grounds else lines


def _so_far(after: Assessment) -> str:
    """Where the case stands before anything was done: without a charge, all is open."""
    bases = after.legal_bases
    sure = sum(each.status == "applicable" for each in bases)
    return (
        f"So far {counted(sure, 'legal basis', 'legal bases')} "
        f"{'applies' if sure == 1 else 'apply'} and {len(bases) - sure} may; "
        f"crime in both: {FINDING[after.dual_criminality.finding]}."
    )


def _bases(before: Assessment, after: Assessment) -> list[str]:
    old = {(b.id, b.form): b for b in before.legal_bases}
    new = {(b.id, b.form): b for b in after.legal_bases}
    now: dict[str, list[str]] = {}
    for key in dict.fromkeys([*new, *old]):
        a, b = old.get(key), new.get(key)
        status = b.status if b else "inapplicable"
        if (a.status if a else "inapplicable") != status:
            held = b or a
            assert held is not None
            now.setdefault(status, []).append(held.short)
    words = {
        "applicable": ("now applies", "now apply"),
        "conditional": ("now depends on conditions", "now depend on conditions"),
        "inapplicable": ("is out", "are out"),
    }
    return [
        f"{_some(now[status])} {forms[len(now[status]) > 1]}"
        for status, forms in words.items()
        if status in now
    ]


def _grounds(before: Assessment, after: Assessment) -> list[str]:
    old = {g.id: g.likelihood for g in before.refusal_grounds}
    new = {g.id: g.likelihood for g in after.refusal_grounds}
    titles = {g.id: g.title for g in (*before.refusal_grounds, *after.refusal_grounds)}
    now: dict[str, list[str]] = {}
    for key in dict.fromkeys([*new, *old]):
        likelihood = new.get(key, "unlikely")
        if old.get(key, "unlikely") != likelihood:
            now.setdefault(likelihood, []).append(lower_first(titles[key]))
    order = ("likely", "possible", "unlikely", "excluded")
    said = [f"{_some(now[each], '; ')}: now {each}" for each in order if each in now]
    return [f"grounds: {said[0]}", *said[1:]] if said else []


def _some(names: Sequence[str], between: str = ", ") -> str:
    if len(names) > _MOST + 1:
        return f"{between.join(names[:_MOST])} and {len(names) - _MOST} more"
    return listed(names) if between == ", " else ", ".join(names)
