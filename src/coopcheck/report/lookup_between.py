"""What binds two States, by form of cooperation."""

from collections.abc import Sequence

from coopcheck.lookup.between import Between, Binds, Effect, FormBetween, OwnLaw
from coopcheck.lookup.wording import form_noun
from coopcheck.report.lookup_page import more, trust
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import article, day, listed, stop
from coopcheck.text import of_each, the

_EFFECTS = {
    "duty": "a duty to cooperate",
    "deemed-included": "deemed included in an extradition treaty between the two",
    "may-serve": "may serve as the treaty basis",
    "extraditable": "its offences are extraditable without a treaty",
    "consider": "a duty to consider the request, no more",
    "arrangement": "an arrangement, not binding in international law",
    "submit": "who does not extradite submits the case to prosecution",
    "supplements": "changes another instrument between the two",
}
_STANDS = {"yes": "green", "unknown": "yellow", "no": "dim"}


def write_between(answer: Between, out: Console, *, in_full: bool) -> None:
    """Write what binds both, then the rest. ``in_full``: also what does not, and why."""
    first, second = (the(each.name) for each in answer.states)
    out.text((f"Between {first} and {second} on {day(answer.on)}", "bold"))
    out.text(("From when both are bound. Whether an offence is covered: coopcheck assess.", "dim"))
    if not answer.forms:
        out.blank()
        out.text("Nothing on record binds both, and the own law of neither is on record.")
    for form in answer.forms:
        _form(form, answer, out)
    if answer.bars:
        out.heading("Grounds of refusal that bind whatever the basis")
        for bar in answer.bars:
            who = listed([the(each.name) for each in bar.binds])
            says = "; ".join(f"{c.says} ({article(c.article)})" for c in bar.bars)
            says = says.replace(", whatever the basis", "")
            out.item("-", (bar.short, "bold"), f", binding {who}: {says}.", indent=1)
    if answer.networks:
        out.heading("Networks that serve both")
        for network in answer.networks:
            out.item("-", network.title, (f" [{network.id}]", "dim"), indent=1)
    _not_between(answer, out, in_full=in_full)


def _form(form: FormBetween, answer: Between, out: Console) -> None:
    title = form_noun(form.form)
    if form.form == "extradition" and any(each.form == "surrender" for each in form.instruments):
        title = "extradition and surrender"
    out.heading(title)
    if not form.instruments:
        out.text("No instrument on record binds both.", indent=3)
    groups: dict[tuple[tuple[str, str], ...], list[Binds]] = {}
    for each in form.instruments:
        groups.setdefault(tuple(_said(each, e, answer) for e in each.effects), []).append(each)
    for said, members in groups.items():
        _group(said, members, answer, out)
    for law in form.own_law:
        _own(law, out)


def _said(each: Binds, effect: Effect, answer: Between) -> tuple[str, str]:
    """An effect in words for one direction, with how it stands."""
    requested = the(_name(answer, effect.requested))
    if effect.stands == "no":
        return "no", effect.reason
    if effect.with_treaty:
        words = f"deemed included in {_short(answer, effect.with_treaty)}"
        unsure = effect.stands == "unknown" and each.bound == "yes"
        return effect.stands, f"{words}, if that binds both" if unsure else words
    words = _EFFECTS.get(effect.effect or "", effect.effect or "")
    if effect.effect == "may-serve" and effect.stands == "unknown":
        words = f"may serve as the treaty basis if {requested} takes it as one"
        if "notification of" in effect.reason:
            return "unknown", f"{words}, which is not on record"
    if effect.effect == "deemed-included":
        return effect.stands, f"{words}, of which none is on record"
    if each.bound == "unknown" or not effect.reason:
        return effect.stands, words
    return effect.stands, f"{words}; {effect.reason}"


def _group(
    said: tuple[tuple[str, str], ...], members: Sequence[Binds], answer: Between, out: Console
) -> None:
    if len(set(said)) == 1:
        stands, words = said[0]
        out.text((stop(words), _STANDS[stands]), indent=1, hang=3)
    else:
        for (stands, words), effect in zip(said, members[0].effects, strict=True):
            way = f"Requests to {the(_name(answer, effect.requested))}: "
            out.text(way, (stop(words), _STANDS[stands]), indent=1, hang=3)
    for each in members:
        where = dict.fromkeys(article(e.article) for e in each.effects if e.article)
        cite = f", {' / '.join(where)}" if where else ""
        since = f": since {day(each.since)}" if each.since else ""
        if each.bound == "unknown":
            open_ = of_each([(s.state.name, s.says) for s in each.standings if s.bound != "yes"])
            since = f": not known whether it binds both. {open_}"
        surrender = " (surrender)" if each.form == "surrender" else ""
        out.item(
            "-",
            (f"{each.short}{cite}", "bold"),
            f"{surrender}{since}{trust(each.rests_on)}",
            indent=3,
        )


def _own(law: OwnLaw, out: Console) -> None:
    where = f", {article(law.article)}" if law.article else ""
    words = {"yes": "allows it", "no": "not without more", "unknown": "perhaps"}
    reason = f"; {law.reason}" if law.reason else ""
    surrender = " (surrender)" if law.form == "surrender" else ""
    spans: list[Span] = [
        "Own law: ",
        (f"{law.state.name}{where}", "bold"),
        f"{surrender}: ",
        (words[law.stands], _STANDS[law.stands]),
        f"{reason}.",
    ]
    out.text(*spans, indent=1, hang=3)


def _not_between(answer: Between, out: Console, *, in_full: bool) -> None:
    if not answer.not_between:
        return
    if not in_full:
        out.blank()
        shorts = ", ".join(each.short for each in answer.not_between)
        out.text(("Does not bind both: ", "dim"), f"{shorts}.", indent=1, hang=3)
        more(out, "Why not: --all.")
        return
    out.heading("Does not bind both, and why")
    for each in answer.not_between:
        why = [f"{s.state.name}: {s.says}" for s in each.standings if s.bound != "yes"]
        if len({s.says for s in each.standings}) == 1:
            why = [each.standings[0].says]
        out.item("-", (each.short, "bold"), f": {'; '.join(why)}.", indent=1)


def _short(answer: Between, key: str) -> str:
    held = (each for form in answer.forms for each in form.instruments)
    return next((each.short for each in held if each.id == key), key)


def _name(answer: Between, code: str) -> str:
    return next((each.name for each in answer.states if each.code == code), code)
