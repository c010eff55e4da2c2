"""The list of decided cases, and the page of one: held and said side by side."""

from itertools import zip_longest
from textwrap import wrap

from coopcheck.lookup.cases import CaseRow, CaseSaid, Compared, DecidedCases
from coopcheck.lookup.wording import form_noun
from coopcheck.report.lookup_page import row
from coopcheck.report.terminal_page import STACKED, Console, Span
from coopcheck.report.words import VERIFIED, counted, day, stop
from coopcheck.text import clean

_VERDICT = {"agrees": "green", "differs": "yellow"}
_OUTCOME = {
    "granted": "granted",
    "refused": "refused",
    "partly": "granted in part",
    "remitted": "sent back for a new decision",
    "not-scored": "a decision on a point of law",
}


def write_cases(answer: DecidedCases, out: Console) -> None:
    """Write the list."""
    rows = answer.cases
    same = sum(each.verdict == "agrees" for each in rows)
    items, agreed = sum(each.items for each in rows), sum(each.items_agreed for each in rows)
    out.text((counted(len(rows), "decided case"), "bold"))
    out.text(
        f"coopcheck comes to what was decided in {same}, and on {agreed} of "
        f"{items} items in all. coopcheck case SLUG shows one, with the reasons."
    )
    for each in rows:
        out.blank()
        out.text((each.title, "bold"), (f" [{each.slug}]", "dim"), hang=3)
        out.text(f"{each.court}, {day(each.date)}", indent=3)
        out.text(f"{_asks(each)}: ", *_verdict(each), indent=3)


def write_case(answer: CaseSaid, out: Console) -> None:
    """Write one case."""
    about = answer.row
    out.text((about.title, "bold"), (f" [{about.slug}]", "dim"))
    out.text(f"{about.court}, {day(about.date)}, {stop(about.citation)}")
    out.text(stop(_asks(about)))
    out.heading("Facts")
    out.text(answer.facts, indent=3)
    out.heading("Held and said", "coopcheck on the law on record today")
    _side_by_side(answer.compared, out)
    out.blank()
    out.field("Outcome", stop(_OUTCOME.get(about.outcome, about.outcome).capitalize()))
    out.field("coopcheck", *_verdict(about))
    for label, text in (("Beyond it", answer.outside), ("Note", answer.note)):
        if text:
            out.field(label, stop(text))
    out.field("Lesson", stop(answer.lesson))
    out.heading("Where from")
    out.field("Citation", about.citation)
    for source in answer.sources:
        out.field("Source", source)
    out.field("Verified", stop(VERIFIED[answer.verified]))


def _asks(about: CaseRow) -> str:
    return f"{about.requesting.name} asks {about.requested.name}, {form_noun(about.form)}"


def _verdict(about: CaseRow) -> list[Span]:
    spans: list[Span] = [(about.verdict, _VERDICT[about.verdict])]
    if about.differs:
        spans.append(f" on {len(about.differs)} of {counted(about.items, 'item')}.")
    elif about.items:
        spans.append(f" on {counted(about.items, 'item')}.")
    else:
        spans.append("; no item can be compared.")
    return spans


def _side_by_side(compared: list[Compared], out: Console) -> None:
    """Three columns: the item, the court, coopcheck; the reason under what differs."""
    if not compared:
        out.text("Nothing was decided that can be compared.", indent=3)
        return
    third = (out.width - 5) // 3
    widths = (third, third, out.width - 6 - 2 * third)
    if out.width >= STACKED:
        row(out, ["", ("Court", "dim"), ("coopcheck", "dim")], widths, indent=3)
    for each in compared:
        said = each.said_in_words + ("" if each.agrees else " (differs)")
        style = "green" if each.agrees else "yellow"
        if out.width >= STACKED:
            columns = [
                wrap(clean(text), width - 1)
                for text, width in zip((each.title, each.held_in_words, said), widths, strict=True)
            ]
            for one, two, three in zip_longest(*columns, fillvalue=""):
                row(out, [one, two, (three, style) if three else ""], widths, indent=3)
        else:
            out.text((each.title, "bold"), indent=3)
            out.text(f"court: {each.held_in_words}", indent=5)
            out.text("coopcheck: ", (said, style), indent=5)
        if each.reason:
            out.text(("Why: ", "dim"), stop(each.reason), indent=5)
        if each.unexpected:
            out.text(("This is not what the case file expects.", "yellow"), indent=5)
