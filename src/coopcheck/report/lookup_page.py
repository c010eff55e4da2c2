"""What the pages of the look-up commands share: rows, clauses, provenance, the last line."""

from collections.abc import Iterable, Sequence

from coopcheck.knowledge.base import KnowledgeMeta
from coopcheck.lookup.records import Clause, FormSaid, Rests
from coopcheck.lookup.wording import form_noun
from coopcheck.report.terminal_page import STACKED, Console, Span, cells
from coopcheck.report.words import VERIFIED, article, day, listed, stop

_KINDS = {
    "scope": "Applies",
    "basis": "Basis",
    "requires": "Requires",
    "dual-criminality": "Crime in both",
    "accessory": "Accessory",
    "ground": "Grounds",
    "duty": "Duties",
    "measure": "Measures",
    "contents": "Request",
    "channel": "Channels",
    "deadline": "Deadlines",
    "speciality": "Use limits",
}
_TOGETHER = ("duty", "measure", "channel")
"""Kinds of clause that stand in one paragraph unless notes are wanted."""
_ITEMS = 12
_COLUMN = 15


def row(out: Console, texts: Sequence[Span], widths: Sequence[int], indent: int = 0) -> None:
    """Write one line in columns; a negative width is that of figures, set to the right."""
    if indent + sum(map(abs, widths)) + len(widths) > out.width + 1:
        shown = [span for span in texts if span[0] if not isinstance(span, str) or span]
        joined = [part for span in shown for part in ("  ", span)][1:]
        out.text(*joined, indent=indent, hang=indent + 2)
        return
    spans: list[Span] = []
    gap: Span
    for number, (span, width) in enumerate(zip(texts, widths, strict=True)):
        text, style = (span, "") if isinstance(span, str) else span
        gap = "\u00a0" * max(0, abs(width) - cells(text))
        last = number == len(widths) - 1
        spans += [gap, (text, style)] if width < 0 else [(text, style), "" if last else gap]
        if not last:
            spans.append(" ")
    out.text(*spans, indent=indent, hang=indent + 2)


def fields(out: Console, label: str, texts: Iterable[str], column: int = _COLUMN) -> None:
    """Write several entries under one label."""
    for text in texts:
        out.field(label, text, column=column)
        label = "" if out.width >= STACKED else label


def more(out: Console, text: str) -> None:
    """Write how to see the rest."""
    out.text((text, "dim"), indent=3)


def dated(since: str | None, until: str | None) -> str:
    """``, since 1 May 2000, until 2010``, as far as it is known."""
    words = f", since {day(since)}" if since else ""
    return f"{words}, until {day(until)}" if until else words


def trust(rests: Rests | None) -> str:
    """`` (unverified)`` after what nobody has read in the official text; else nothing."""
    if rests is None or rests.verified == "primary":
        return ""
    return f" ({rests.verified})"


def rests_on(rests: Rests) -> str:
    """Where a record was read, and as of when."""
    source = f"source {rests.source}" if rests.source else ""
    as_of = f"text of {day(rests.as_of)}" if rests.as_of else ""
    about = ", ".join(part for part in (source, as_of) if part)
    return stop(f"{VERIFIED[rests.verified]}{f' ({about})' if about else ''}")


def clause_text(clause: Clause, *, notes: bool) -> list[Span]:
    """One clause as a sentence with its article."""
    says = clause.says.removeprefix("applies ")
    spans: list[Span] = [f"{says} ({article(clause.article)})"]
    if clause.when:
        spans.append(f", if {clause.when}")
    if clause.unless:
        spans.append(f", unless {clause.unless}")
    spans.append(dated(clause.since, clause.until))
    if clause.items:
        shown = clause.items if notes else clause.items[:_ITEMS]
        rest = len(clause.items) - len(shown)
        spans.append(f": {'; '.join(shown)}{f'; and {rest} more' if rest else ''}")
    spans[-1] = f"{spans[-1]}." if isinstance(spans[-1], str) else spans[-1]
    if clause.note and notes:
        spans.append((f" {stop(clause.note)}", "dim"))
    return _capital(spans)


def _capital(spans: list[Span]) -> list[Span]:
    first = spans[0]
    if isinstance(first, str) and first:
        word = first.split(" ", 1)[0].rstrip(",;:")
        spans[0] = first[:1].upper() + first[1:] if word.isalpha() else first
    return spans


def write_forms(
    out: Console, forms: Sequence[FormSaid], *, notes: bool, known: Rests | None = None
) -> None:
    """Write what a law says about each form; ``known``: what has been said to rest on."""
    for said in forms:
        where = article(said.article) if said.article else ""
        out.heading(form_noun(said.form), where)
        write_form(out, said, notes=notes, known=known)


def write_form(out: Console, said: FormSaid, *, notes: bool, known: Rests | None = None) -> None:
    """Write the clauses of one form by kind."""
    if said.clauses == "unread":
        out.field("Clauses", "not read: what they ask is unknown.")
    elif said.clauses == "part":
        out.field("Clauses", "read in part: there may be more conditions and grounds.")
    for kind, label in _KINDS.items():
        clauses = [clause for clause in said.said if clause.kind == kind]
        if not clauses:
            continue
        if kind == "contents" and not notes:
            out.field(label, f"{_count(clauses)} that it must contain (listed with --form).")
        elif kind in _TOGETHER and not notes:
            parts = [f"{clause.says} ({article(clause.article)})" for clause in clauses]
            out.field(label, stop("; ".join(parts)))
        else:
            for number, clause in enumerate(clauses):
                shown = label if not number or out.width < STACKED else ""
                out.field(shown, *clause_text(clause, notes=notes))
    if said.note and notes:
        out.field("Note", (stop(said.note), "dim"))
    if said.rests_on.verified != "primary" and said.rests_on != known:
        out.field("Text", rests_on(said.rests_on))


def _count(clauses: Sequence[Clause]) -> str:
    return f"{len(clauses)} item{'' if len(clauses) == 1 else 's'}"


def names(codes: Iterable[str]) -> str:
    """Names in a sentence."""
    return listed(list(codes))


def last_line(out: Console, meta: KnowledgeMeta) -> None:
    """Write which law was looked up."""
    out.blank()
    as_of = f", {day(meta.as_of)}" if meta.as_of else ""
    text = f"Law {meta.version}{as_of} ({meta.hash[:12]})"
    for overlay in meta.overlays:
        text += f", overlay {overlay['name']} ({overlay['hash'][:12]})"
    out.text((f"{text}. What is not on record is unknown.", "dim"))
