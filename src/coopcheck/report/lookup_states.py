"""The list of States, and the page of one State."""

from collections.abc import Sequence

from coopcheck.lookup.domestic import DomesticSaid
from coopcheck.lookup.offences import ProvisionSaid
from coopcheck.lookup.states import Binding, States, StateSaid
from coopcheck.lookup.wording import form_noun, plain
from coopcheck.report.lookup_offences import penalty, period
from coopcheck.report.lookup_page import dated, more, rests_on, row, trust, write_form
from coopcheck.report.lookup_treaties import declaration
from coopcheck.report.terminal_page import STACKED, Console, Span
from coopcheck.report.words import article, counted, day, listed, stop
from coopcheck.text import fold, the

_WIDTHS = (4, 40, -11, -5, -10)
_IDS = 8


def write_states(answer: States, out: Console) -> None:
    """Write one line a State."""
    out.text(
        (counted(len(answer.states), "State or territory", "States and territories"), "bold"),
        f" on {day(answer.on)}",
    )
    out.blank()
    heads: list[Span] = [(text, "dim") for text in ("", "", "instruments", "law", "provisions")]
    row(out, heads, _WIDTHS)
    for each in answer.states:
        law = "yes" if each.domestic_law else "-"
        provisions = str(each.provisions) if each.provisions else "-"
        count = str(each.instruments)
        row(out, [(each.code, "bold"), each.name, count, law, provisions], _WIDTHS)
    out.blank()
    more(
        out,
        "instruments: on record and in force for it; law: its cooperation law is on record; "
        "provisions: of its criminal law.",
    )


def write_state(answer: StateSaid, out: Console, *, in_full: bool) -> None:
    """Write one State. ``in_full``: also clauses, provisions and declarations one by one."""
    _who(answer, out, in_full=in_full)
    _bound(answer, out)
    if in_full:
        _list("Not bound by", answer.not_bound_by, out)
        if answer.declarations:
            out.heading("Declarations", f"{len(answer.declarations)} on record")
            for each in answer.declarations:
                out.item(
                    "-", (f"{each.instrument}, ", "bold"), *declaration(each, state=False), indent=1
                )
    _domestic(answer, out, in_full=in_full)
    _offences(answer, out, in_full=in_full)
    if answer.networks:
        out.heading("Networks")
        for network in answer.networks:
            out.item("-", f"{network.title} ", (f"[{network.id}]", "dim"), indent=1)
    _unknown(answer, out, in_full=in_full)
    if not in_full:
        out.blank()
        more(out, "Clauses of its law, declarations, what does not bind it: --all or --form FORM.")


def _aliases(names: Sequence[str], *, in_full: bool) -> str:
    shown = names if in_full else names[:_IDS]
    rest = len(names) - len(shown)
    return f"{'; '.join(shown)}{f'; and {rest} more' if rest else ''}"


def _who(answer: StateSaid, out: Console, *, in_full: bool) -> None:
    each = answer.state
    out.text((f"{each.name} ({each.code})", "bold"))
    kind = "member of the United Nations" if answer.un_member else each.kind
    region = f", {each.region.title()}" if each.region else ""
    out.text((f"{kind}{region}; {day(answer.on)}", "dim"))
    out.blank()
    for label, text in (
        ("Name", answer.official if answer.official != each.name else None),
        ("Territory of", each.sovereign and each.sovereign.name),
        ("Tradition", answer.tradition and plain(answer.tradition)),
        ("Groups", ", ".join(answer.groups)),
        ("Also called", _aliases(answer.aliases, in_full=in_full)),
    ):
        if text:
            out.field(label, text)


def _bound(answer: StateSaid, out: Console) -> None:
    _list("Bound by", answer.bound_by, out)
    if not answer.bound_by:
        out.heading("Bound by")
        out.text("Nothing on record that certainly binds it on that date.", indent=3)
    _list("Perhaps bound by", answer.perhaps_bound_by, out)


def _list(title: str, found: Sequence[Binding], out: Console) -> None:
    if not found:
        return
    out.heading(title, str(len(found)))
    for each in found:
        standing = each.standing
        out.item(
            "-",
            (each.short, "bold"),
            (f" [{each.id}]" if fold(each.id) != fold(each.short) else "", "dim"),
            f": {standing.says}{trust(standing.rests_on)}.",
            indent=1,
        )


def _domestic(answer: StateSaid, out: Console, *, in_full: bool) -> None:
    law = answer.domestic
    out.heading("Its own law of cooperation")
    if law is None:
        out.text("Not on record.", indent=3)
        return
    for act in law.acts:
        name = act.title if act.title == act.short else f"{act.title} ({act.short})"
        out.item("-", f"{name}{dated(act.since, act.until)}.", indent=1)
    out.field("Text", rests_on(law.rests_on))
    if law.note:
        out.field("Note", stop(law.note))
    _answers(law, out)
    _authorities(law, out)
    if in_full:
        for said in law.forms:
            out.heading(f"Its law on {form_noun(said.form)}", said.article or "")
            write_form(out, said, notes=True, known=law.rests_on)
    elif law.forms:
        out.field("Forms", stop(listed([_form(said.form, said.article) for said in law.forms])))


def _form(name: str, where: str | None) -> str:
    return f"{form_noun(name)} ({article(where)})" if where else form_noun(name)


def _answers(law: DomesticSaid, out: Console) -> None:
    label = "It says"
    for fact in law.facts:
        note = f" {stop(fact.note)}" if fact.note else ""
        out.field(
            label,
            f"{stop(fact.says)[:-1]} ({article(fact.article)}){dated(fact.since, fact.until)}"
            f"{trust(fact.rests_on)}.",
            (note, "dim"),
        )
        label = "" if out.width >= STACKED else label


def _authorities(law: DomesticSaid, out: Console) -> None:
    for each in law.authorities:
        about = ", ".join(form_noun(form) for form in each.forms)
        where = f" ({article(each.article)})" if each.article else ""
        note = f" {stop(each.note)}" if each.note else ""
        label = {"central": "Central auth.", "judicial": "Courts", "executive": "Executive"}
        out.field(
            label[each.role],
            (each.name, "bold"),
            f"{where}: {about}{trust(each.rests_on)}.",
            (note, "dim"),
        )
    for language in law.languages:
        where = f" ({article(language.article)})" if language.article else ""
        out.field("Languages", f"{', '.join(language.languages)}{where}.")
    for partner in law.partners:
        held = [state.name for state in partner.states] + partner.groups
        whole = "no others" if partner.complete else "others are not on record"
        out.field(
            "Designated",
            (partner.name, "bold"),
            f" ({article(partner.article)}): {', '.join(held) or 'none named'}; {whole}.",
        )
    for gap in law.no_statute:
        about = ", ".join(form_noun(form) for form in gap.forms)
        without = f"; without effect then: {', '.join(gap.instruments)}" if gap.instruments else ""
        note = f" {stop(gap.note)}" if gap.note else ""
        out.field(
            "No statute",
            f"on {about}{dated(gap.since, gap.until)} ({article(gap.article)}){without}"
            f"{trust(gap.rests_on)}.",
            (note, "dim"),
        )


def _offences(answer: StateSaid, out: Console, *, in_full: bool) -> None:
    out.heading("Its offences", counted(len(answer.provisions), "provision"))
    if not answer.provisions and not answer.not_criminal:
        out.text("Not on record.", indent=3)
    for each in answer.provisions:
        _provision(each, out, in_full=in_full)
    for entry in answer.not_criminal:
        cite = f" ({entry.cite})" if entry.cite else ""
        when = dated(entry.since, entry.until)
        out.item("-", (entry.category, "bold"), f": no offence{cite}{when}. {stop(entry.note)}",
                 indent=1)  # fmt: skip


def _provision(each: ProvisionSaid, out: Console, *, in_full: bool) -> None:
    note = f" {stop(each.note)}" if each.note and in_full else ""
    out.item(
        "-",
        (each.category, "bold"),
        f": {each.cite}{penalty(each)}{period(each)}{trust(each.rests_on)}.",
        (note, "dim"),
        indent=1,
    )


def _unknown(answer: StateSaid, out: Console, *, in_full: bool) -> None:
    if not answer.unknown:
        return
    out.heading("Not known here", f"about {the(answer.state.name)}")
    for each in answer.unknown:
        listed_ids = each.kind in ("declarations", "offences")
        ids = each.ids if in_full else each.ids[:_IDS]
        rest = len(each.ids) - len(ids)
        tail = f": {', '.join(ids)}{f' and {rest} more' if rest else ''}" if listed_ids else ""
        says = f"{each.says[:1].upper()}{each.says[1:]}"
        if each.kind == "declarations":
            says = f"{says} under"
            tail = tail[1:]
        out.item("-", f"{says}{tail}.", indent=1)
