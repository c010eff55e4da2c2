"""The list of offences, and the page of one offence."""

from coopcheck.lookup.offences import Offence, Offences, ProvisionSaid
from coopcheck.lookup.wording import plain
from coopcheck.penalties import in_words
from coopcheck.report.lookup_page import dated, fields, more, rests_on, row, trust
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import article, counted, day, listed, stop

_WIDTHS = (4, -6, -8)
_ID = 44


def write_offences(answer: Offences, out: Console) -> None:
    """Write the list, by family."""
    out.text(
        (counted(len(answer.offences), "offence"), "bold"),
        f"; provisions of {counted(answer.states_on_record, 'State')} on record",
    )
    family = ""
    widths = (min(_ID, out.width - 20), *_WIDTHS[1:])
    for each in answer.offences:
        if each.family != family:
            family = each.family
            out.heading(plain(family))
            heads: list[Span] = [(text, "dim") for text in ("", "States", "treaties")]
            row(out, heads, widths)
        row(out, [(each.id, "bold"), str(each.states), str(each.treaties)], widths)
        out.text((each.title, "dim"), indent=2, hang=4)
    out.blank()
    more(out, "States: with a provision on record; treaties: that establish it.")


def penalty(each: ProvisionSaid) -> str:
    """``, max. 5 years (aggravated: 10 years)``, as far as it is on record."""
    words = ""
    if each.penalty_max:
        words = f", max. {in_words(each.penalty_max)}"
        if each.penalty_max == "fine":
            words = ", a fine only"
    if each.penalty_aggravated:
        words += f" (aggravated: {in_words(each.penalty_aggravated)})"
    if each.penalty_min:
        words += f", min. {in_words(each.penalty_min)}"
    return words


def period(each: ProvisionSaid) -> str:
    """When a provision is in force: ``, since 1 May 2000``, ``, by 1989 at the latest``."""
    by = f", in force by {day(each.by)}" if each.by and not each.since else ""
    return f"{by}{dated(each.since, each.until)}"


def write_offence(answer: Offence, out: Console, *, in_full: bool) -> None:
    """Write one offence: what it takes, who must punish it, who does."""
    out.text((answer.title, "bold"))
    iccs = f", ICCS {answer.iccs}" if answer.iccs else ""
    out.text((f"{answer.id}, {plain(answer.family)}{iccs}", "dim"))
    out.heading("Elements", "all must be shown")
    for element in answer.elements:
        out.item("-", element.says, (f" [{', '.join(element.elements)}]", "dim"), indent=1)
    out.blank()
    _about(answer, out)
    if answer.treaties:
        out.heading("Treaties")
    for each in answer.treaties:
        must = "must be made an offence" if each.obligation == "mandatory" else "may be made one"
        only = f", so far as it is {each.only_if}" if each.only_if else ""
        note = f" {stop(each.note)}" if each.note else ""
        out.item(
            "-",
            (f"{each.short}, {article(each.article)}", "bold"),
            f": {must}{only}.",
            (note, "dim"),
            indent=1,
        )
    _provisions(answer, out, in_full=in_full)


def _about(answer: Offence, out: Console) -> None:
    natures = [f"{kind}: {value}" for kind, value in answer.nature.items()]
    if natures:
        out.field("Nature", "; ".join(natures))
    if answer.broader:
        out.field("A kind of", f"{answer.broader.title} [{answer.broader.id}]")
    fields(out, "Kinds", [f"{each.title} [{each.id}]" for each in answer.narrower])
    if answer.synonyms:
        out.field("Also called", f"{'; '.join(answer.synonyms)}.")
    if answer.note:
        out.field("Note", stop(answer.note))
    out.field("Rests on", rests_on(answer.rests_on))


def _provisions(answer: Offence, out: Console, *, in_full: bool) -> None:
    out.heading("In national law", counted(len(answer.provisions), "provision"))
    state = ""
    for each in answer.provisions:
        if each.state.code != state:
            state = each.state.code
            out.text((f"{each.state.name} ({state})", "bold"), indent=1)
        out.item(
            "-",
            each.cite,
            f": {each.title}{penalty(each)}{period(each)}{trust(each.rests_on)}.",
            indent=3,
        )
        for part in each.formula:
            out.text(f"Its own elements: {part.says}.", indent=5)
        if each.also_requires:
            out.text(f"Asks as well for this: {'; '.join(each.also_requires)}.", indent=5)
        if each.does_not_require:
            out.text(f"Does not ask for this: {'; '.join(each.does_not_require)}.", indent=5)
        if each.note and in_full:
            out.text((stop(each.note), "dim"), indent=5)
    for entry in answer.not_criminal:
        cite = f" ({entry.cite})" if entry.cite else ""
        out.text((f"{entry.state.name} ({entry.state.code})", "bold"), indent=1)
        when = dated(entry.since, entry.until)
        out.item("-", ("no offence", "red"), f"{cite}{when}: {stop(entry.note)}", indent=3)
    if answer.not_on_record:
        names = listed([each.name for each in answer.not_on_record])
        out.field("Not on record", f"{names}: unknown, not lawful.")
    if any(each.note for each in answer.provisions) and not in_full:
        more(out, "Notes to the provisions: --all.")
