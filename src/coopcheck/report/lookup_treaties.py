"""The list of treaties, and the page of one treaty."""

from collections.abc import Iterator, Sequence

from coopcheck.lookup.records import DeclarationSaid, ends_by
from coopcheck.lookup.treaties import Treaties, TreatyRow
from coopcheck.lookup.treaty import Treaty
from coopcheck.lookup.wording import form_noun, plain
from coopcheck.report.lookup_page import (
    clause_text,
    dated,
    fields,
    more,
    rests_on,
    row,
    trust,
    write_forms,
)
from coopcheck.report.lookup_party import write_party
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import article, counted, day, listed, stop
from coopcheck.text import the

_REACH = {
    "global": "Open to all States",
    "regional": "Regional",
    "bilateral": "Bilateral",
}
_WIDTHS = (32, 10, 14, -7)
_EFFECTS = {
    "takes-as-extradition-basis": "takes it as the basis for extradition",
    "requires-treaty": "makes extradition conditional on a treaty",
    "refuses-nationals": "refuses its nationals",
    "ground-mandatory": "must refuse on",
    "ground-permitted": "may refuse on",
    "ground-excluded": "does not refuse on",
    "assurance-required": "asks for an assurance on",
    "dual-criminality-for-coercion": "makes coercive measures depend on dual criminality",
    "dual-criminality-for-search": "makes search and seizure depend on dual criminality",
    "accessory-accepted": "grants accessory extradition",
    "threshold": "asks for a maximum penalty of",
    "rejects-chapter": "does not accept the chapter",
    "rejects-article": "does not accept the article",
    "evidence-required": "may ask for evidence",
    "languages": "languages of requests",
    "central-authority": "central authority",
    "territory": "territorial declaration",
    "information": "other declarations",
}
_DENIED = {
    "takes-as-extradition-basis": "does not take it as the basis for extradition",
    "requires-treaty": "does not make extradition conditional on a treaty",
}
_PLAIN = ("languages", "central-authority", "territory", "information")
"""Effects whose value differs from State to State: only who declared is listed."""


def write_treaties(answer: Treaties, out: Console) -> None:
    """Write the list, by reach."""
    about = [f"on record, {day(answer.on)}"]
    if answer.form:
        about.append(form_noun(answer.form))
    if answer.party:
        about.append(f"binding, or perhaps binding, {the(answer.party.name)}")
    out.text((counted(len(answer.treaties), "treaty", "treaties"), "bold"), f" {'; '.join(about)}")
    for reach, title in _REACH.items():
        rows = [each for each in answer.treaties if each.reach == reach]
        if not rows:
            continue
        out.heading(title)
        heads: list[Span] = [(text, "dim") for text in ("id", "adopted", "in force", "Parties")]
        row(out, heads, _WIDTHS)
        for each in rows:
            _row(out, each, answer.form)
    if any(each.parties_perhaps or each.unidentified for each in answer.treaties):
        out.blank()
        more(out, "+: there are more, or may be; the page of the treaty says why.")


def _row(out: Console, each: TreatyRow, form: str | None) -> None:
    force = each.in_force or "no"
    count = str(each.parties)
    if each.standing == "ended":
        force, count = "ended", each.terminated or ""
    elif each.standing != "in force":
        count = "-"
    elif each.parties_perhaps or each.unidentified:
        count += "+"
    row(out, [(each.id, "bold"), each.adopted, force, count], _WIDTHS)
    names = [state.name for state in each.between]
    title = listed(names) if names else each.short
    forms = ", ".join(plain(name) for name in each.forms)
    if each.bars:
        forms = f"{forms}; grounds of refusal" if forms else "grounds of refusal"
    what = "" if form and not each.bars else f": {forms}"
    out.text((f"{title}{what}{trust(each.rests_on)}", "dim"), indent=2, hang=4)


def write_treaty(answer: Treaty, out: Console, *, in_full: bool, everything: bool) -> None:
    """Write one treaty. ``in_full``: clauses with notes; ``everything``: also each declaration."""
    each = answer.treaty
    title = each.title if each.title.startswith(each.short) else f"{each.short}: {each.title}"
    out.text((title, "bold"))
    out.text((f"{each.id}, {each.reach} {plain(each.kind)}", "dim"))
    out.blank()
    _dates(answer, out)
    if answer.party is not None:
        write_party(answer.party, answer.declarations, each.short, out)
        if not in_full:
            out.blank()
            more(out, "What the treaty says: without --party, or with --form FORM or --all.")
            return
    _relations(answer, out)
    _offences(answer, out)
    if answer.scope:
        out.heading("Scope", "alternatives" if len(answer.scope) > 1 else "")
        for clause in answer.scope:
            out.item("-", *clause_text(clause, notes=True), indent=1)
    if answer.bars:
        out.heading("Grounds that bind the Parties whatever the basis of a request")
        for clause in answer.bars:
            out.item("-", *clause_text(clause, notes=True), indent=1)
    write_forms(out, answer.forms, notes=in_full, known=each.rests_on)
    if answer.party is None:
        _declarations(answer, out, everything)
        _members(answer, out)
    if answer.forms and not in_full:
        out.blank()
        more(out, "Notes and contents of a request: --form FORM, or --all.")


def _dates(answer: Treaty, out: Console) -> None:
    each = answer.treaty
    out.field("Adopted", day(each.adopted))
    force = day(each.in_force) if each.in_force else "no, or the date is not on record"
    entry = f"; {answer.entry_into_force}" if answer.entry_into_force else ""
    out.field("In force", f"{force}{entry}")
    if each.terminated:
        out.field("Ended", day(each.terminated))
    out.field("Parties", _parties(answer))
    for label, text in (
        ("Depositary", answer.depositary),
        ("Rests on", answer.parent and f"{answer.parent.title} ({answer.parent.id})"),
        ("Territories", answer.territorial),
        ("Note", answer.note),
    ):
        if text:
            out.field(label, stop(text))
    out.field("Text", rests_on(each.rests_on))


def _parties(answer: Treaty) -> str:
    each = answer.treaty
    if each.between:
        return stop(listed([the(state.name) for state in each.between]))
    words = f"{each.parties} on {day(answer.on)}"
    if each.parties_perhaps:
        words += f", and perhaps {each.parties_perhaps} more (dates not on record)"
    if each.unidentified:
        words += (
            f"; {counted(each.unidentified, 'further Party', 'further Parties')} not identified"
        )
    if each.parties_as_of:
        words += f"; list of {day(each.parties_as_of)}"
    return f"{words}."


def _relations(answer: Treaty, out: Console) -> None:
    if answer.relations:
        out.heading("How it stands to other instruments")
    for each in answer.relations:
        when = f", if {each.when}" if each.when else ""
        since = dated(each.since, None)
        spans: list[Span] = [stop(f"{each.says} ({article(each.article)}){when}{since}")]
        if each.note:
            spans.append((f" {stop(each.note)}", "dim"))
        out.item("-", *spans, indent=1)


def _offences(answer: Treaty, out: Console) -> None:
    if answer.offences:
        out.heading("Offences", "that States must, or may, establish")
    for each in answer.offences:
        may = "" if each.obligation == "mandatory" else " (optional)"
        note = f" {stop(each.note)}" if each.note else ""
        out.item(
            "-",
            f"{article(each.article)}: {each.offence.title}{may} ",
            (f"[{each.offence.id}]", "dim"),
            (note, "dim"),
            indent=1,
        )


def _declarations(answer: Treaty, out: Console, everything: bool) -> None:
    if not answer.declarations:
        return
    out.heading("Declarations", f"{len(answer.declarations)} on record")
    if everything:
        for each in answer.declarations:
            out.item("-", *declaration(each), indent=1)
        return
    standing = [each for each in answer.declarations if not ends_by(each.until, answer.on)]
    for effect, value, states in _grouped(standing):
        words = _EFFECTS.get(effect, plain(effect))
        if value == "no":
            words = _DENIED.get(effect, f"{words}: no")
        elif value and value != "yes":
            words = f"{words} {plain(value)}"
        out.item("-", (words, "bold"), f": {', '.join(states)}.", indent=1)
    over = len(answer.declarations) - len(standing)
    if over:
        out.item("-", f"{over} no longer stood on {day(answer.on)}.", indent=1)
    more(out, "What a State declared: --party STATE; each one: --all.")


def _grouped(entries: Sequence[DeclarationSaid]) -> Iterator[tuple[str, str, list[str]]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for each in entries:
        value = each.value if isinstance(each.value, str) and each.effect not in _PLAIN else ""
        held = groups.setdefault((each.effect, value), [])
        if each.state.name not in held:
            held.append(each.state.name)
    order = list(_EFFECTS)
    for (effect, value), states in sorted(
        groups.items(), key=lambda item: (order.index(item[0][0]), item[0][1] == "no", item[0][1])
    ):
        yield effect, value, states


def declaration(each: DeclarationSaid, *, state: bool = True) -> list[Span]:
    """One declaration in words."""
    who: list[Span] = [(f"{each.state.name}, ", "bold")] if state else []
    until = f", until {day(each.until)}" if each.until else ""
    on = f", {day(each.date)}" if each.date else ""
    where = article(each.article)
    return [*who, f"{each.kind}, {where}{on}{until}: {stop(each.gist)}{trust(each.rests_on)}"]


def _members(answer: Treaty, out: Console) -> None:
    if answer.treaty.between:
        out.heading("Parties")
        for each in answer.members:
            name = each.state.name
            out.item("-", (name, "bold"), f": {stop(each.says)}{trust(each.rests_on)}", indent=1)
        return
    groups = (("yes", "Parties"), ("unknown", "Perhaps Parties"), ("no", "Not bound"))
    for bound, title in groups:
        held = [each for each in answer.members if each.bound == bound]
        if not held:
            continue
        out.heading(title, f"{len(held)} on {day(answer.on)}")
        if bound == "yes":
            out.text(f"{', '.join(each.state.name for each in held)}.", indent=3)
        else:
            for each in held:
                out.item("-", (each.state.name, "bold"), f": {stop(each.says)}", indent=1)
    reached = [each for each in answer.territories if each.applies == "yes"]
    if reached:
        fields(out, "Territories", [", ".join(each.territory.name for each in reached)])
    if answer.parties_note:
        out.field("Note", (stop(answer.parties_note), "dim"))
    more(out, "Dates of one State: --party STATE; of all: --json.")
