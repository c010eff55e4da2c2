"""The pages of ``match``, ``explain`` and ``coverage``."""

from coopcheck.lookup.coverage import Coverage, Share
from coopcheck.lookup.explain import Explained
from coopcheck.lookup.recognise import Recognised
from coopcheck.report.lookup_page import more, rests_on, row
from coopcheck.report.terminal_page import STACKED, Console, Span
from coopcheck.report.words import article, counted, day, stop

_DATES = ("Adopted", "In force", "Ended", "Date", "Since")
_SENTENCES = ("Arises if", "Not used if", "Meaning", "Note", "Question", "Cure", "Use", "It must")
_USES = 12
_KIND = (24, -7, -8, -10, -11, -11)
_LAW = (32, -8, -9)


def write_match(answer: Recognised, out: Console) -> None:
    """Write what a text was recognised as."""
    out.text((f'"{answer.text}"', "bold"))
    out.blank()
    if answer.taken:
        out.text("Read as ", (answer.taken, "green"), f": {answer.reason}.")
    else:
        out.text(("Not taken as one offence", "yellow"), f": {answer.reason}.")
    if answer.parts:
        out.heading("Parts")
        for part in answer.parts:
            out.item("-", (part.id, "bold"), f": {part.text}", indent=1)
    out.heading("Offences", "score of 100, and the words that led to it")
    for each in answer.candidates:
        score = f"{each.score:5.1f}".replace(" ", "\u00a0")
        out.item(score, (each.id, "bold"), f": {each.title}", indent=1)
        out.text((f"because of: {', '.join(each.why)}", "dim"), indent=7)
    if not answer.candidates:
        out.text("None.", indent=3)
    if answer.elements:
        out.heading("Elements shown")
        for element in answer.elements:
            out.item(
                "-",
                f'{element.says} ("{element.phrase}")',
                (f" [{element.id}]", "dim"),
                indent=1,
            )


def write_explained(answer: Explained, out: Console, *, in_full: bool) -> None:
    """Write what an id means."""
    for number, each in enumerate(answer.entries):
        if number:
            out.blank()
        out.text((f"{each.title[:1].upper()}{each.title[1:]}", "bold"))
        out.text((f"{each.id}, {each.kind}", "dim"))
        out.blank()
        label = ""
        for line in each.lines:
            same = line.label == label and out.width >= STACKED
            label = line.label
            out.field("" if same else label, _said(line.label, line.text), column=17)
        if each.rests_on:
            out.field("Rests on", rests_on(each.rests_on), column=17)
        if each.used_by:
            out.heading("Where it counts", str(len(each.used_by)))
            shown = each.used_by if in_full else each.used_by[:_USES]
            for use in shown:
                where = f", {article(use.article)}" if use.article else ""
                out.item("-", (f"{use.where}{where}", "bold"), f": {stop(use.says)}", indent=1)
            if len(shown) < len(each.used_by):
                more(out, f"and {len(each.used_by) - len(shown)} more: --all")
        if each.more:
            out.blank()
            more(out, f"Everything about it: {each.more}")


def _said(label: str, text: str) -> str:
    if label in _DATES:
        return day(text)
    return stop(text) if label in _SENTENCES else text


def write_coverage(answer: Coverage, out: Console, *, in_full: bool) -> None:
    """Write what is held and what is lacking."""
    total = answer.total
    out.text(
        (f"{total.records:,} records of law", "bold"),
        f", {_percent(total.primary_share)} of them read in the official text; "
        f"oldest of {day(total.oldest) if total.oldest else 'no date'}.",
    )
    out.text(
        (
            f"{len(answer.instruments)} instruments; law of {len(answer.states)} States; "
            f"{answer.offences} offences; {answer.states_named} States and territories named.",
            "dim",
        )
    )
    out.heading("By kind of record")
    heads = ("", "records", "primary", "secondary", "unverified", "oldest")
    row(out, [(text, "dim") for text in heads], _KIND)
    for kind in answer.kinds:
        row(out, [kind.kind, *_counts(kind.share)], _KIND)
    out.heading("By State", "with law of its own on record")
    _states(answer, out)
    out.heading("By instrument")
    row(out, [(text, "dim") for text in ("", "records", "primary")], _LAW)
    for law in answer.instruments:
        row(
            out,
            [(law.id, "bold"), str(law.share.records), _percent(law.share.primary_share)],
            _LAW,
        )
        if law.lacks and (in_full or law.reach != "bilateral"):
            out.text((f"lacks {'; '.join(law.lacks)}", "dim"), indent=2, hang=4)
    out.heading("Also lacking")
    for text in answer.lacks:
        out.item("-", stop(text), indent=1)
    if not in_full:
        more(out, "What each bilateral treaty lacks: --all.")


def _states(answer: Coverage, out: Console) -> None:
    for state in answer.states:
        share = _percent(state.share.primary_share)
        spans: list[Span] = [
            (f"{state.name} ({state.code})", "bold"),
            f": {counted(state.share.records, 'record')}, {share} primary; "
            f"{counted(state.instruments, 'instrument')}, "
            f"law on {state.domestic_forms} of {answer.forms} forms, "
            f"{state.offences} of {answer.offences} offences.",
        ]
        if state.lacks:
            spans.append((f" Lacks {'; '.join(state.lacks)}.", "dim"))
        out.item("-", *spans, indent=1)
    if answer.other_states:
        out.item(
            "-",
            f"{answer.other_states} others: only names and membership are on record.",
            indent=1,
        )


def _counts(share: Share) -> list[Span]:
    counts = (share.records, share.primary, share.secondary, share.unverified)
    return [*(f"{count:,}" if count else "-" for count in counts), share.oldest or "-"]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0f}%"
