"""How one State stands to one treaty."""

from collections.abc import Sequence

from coopcheck.lookup.records import DeclarationSaid
from coopcheck.lookup.standing import PartyStanding
from coopcheck.report.lookup_page import rests_on, trust
from coopcheck.report.terminal_page import Console
from coopcheck.report.words import article, day, stop

BOUND = {"yes": ("bound", "green"), "no": ("not bound", "red"), "unknown": ("not known", "yellow")}


def write_party(
    each: PartyStanding, declarations: Sequence[DeclarationSaid], short: str, out: Console
) -> None:
    """Write the standing of a State and everything it declared."""
    out.heading(each.state.name)
    word, style = BOUND[each.bound]
    out.field("Standing", (word, style), f": {stop(each.says)}")
    for label, text in (
        ("Signed", each.signed and day(each.signed)),
        ((each.act or "").capitalize(), each.act_date and day(each.act_date)),
        ("In force", each.since and day(each.since)),
        ("Withdrew", each.withdrew and day(each.withdrew)),
        ("Note", each.note and stop(each.note)),
    ):
        if text and label:
            out.field(label, text)
    if each.rests_on:
        out.field("Record", rests_on(each.rests_on))
    for row in declarations:
        until = f", until {day(row.until)}" if row.until else ""
        on = f", {day(row.date)}" if row.date else ""
        out.field(
            row.kind.capitalize(),
            f"{article(row.article)}{on}{until}: {stop(row.gist)}{trust(row.rests_on)}",
        )
    if not declarations:
        out.field("Declarations", f"none on record under {short}.")
