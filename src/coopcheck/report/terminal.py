"""The report on a terminal: the answer first, then what it rests on.

    write(assessment, console_for(sys.stdout))

Every word of the assessment is untrusted text and is cleaned where it is laid out
(``terminal_page``); nothing is read as mark-up, and nothing is said by colour alone.
"""

from collections.abc import Sequence

from coopcheck.model.findings import Assessment, ChargeFinding, LegalBasis, RefusalGround
from coopcheck.report.terminal_bases import write_bases
from coopcheck.report.terminal_case import write_case
from coopcheck.report.terminal_crime import write_dual_criminality
from coopcheck.report.terminal_grounds import by_gravity, pointed_to, read_under, write_grounds
from coopcheck.report.terminal_page import Console, Span, console_for
from coopcheck.report.terminal_rest import write_rest
from coopcheck.report.terminal_similar import write_similar
from coopcheck.report.terminal_view import View
from coopcheck.report.words import (
    FINDING,
    STRENGTH,
    counted,
    day,
    effect,
    form,
    lower_first,
    plain,
    stop,
    titled,
)

__all__ = ["Console", "console_for", "write", "write_answer"]

_CRIME_THERE = ("satisfied", "presumed")
_COLUMN, _CHARGES, _REASON = 18, 4, 160
_ACTIVE = {"yes": 0, "unknown": 1, "no": 2}


def write(
    assessment: Assessment, console: Console, *, show_all: bool = False, explain: bool = False
) -> None:
    """Write the whole report.

    ``show_all`` leaves nothing out (every question, unlikely grounds, laws that do not apply);
    ``explain`` adds the proof under every finding.
    """
    view = View(assessment, console, show_all=show_all, explain=explain)
    _headline(view)
    _answer(view)
    write_case(view)
    write_bases(view)
    write_dual_criminality(view)
    write_grounds(view)
    write_similar(view)
    write_rest(view)


def write_answer(assessment: Assessment, console: Console) -> None:
    """Write only what stands at the top of the report: the answer."""
    view = View(assessment, console, show_all=False, explain=False)
    _headline(view)
    _answer(view)


def _headline(view: View) -> None:
    request, out = view.assessment.request, view.out
    asking = view.names.requesting
    spans: list[Span] = [
        (f"{asking[:1].upper()}{asking[1:]} asks {view.names.requested} for ", "bold"),
        (form(request.form), "bold"),
        f", request of {day(request.on)}",
    ]
    if request.measures:
        spans.append(f": {', '.join(plain(measure) for measure in request.measures)}")
    out.text(*spans)
    if request.name:
        out.text((f"Case: {request.name}", "dim"))


def _answer(view: View) -> None:
    view.out.blank()
    _can_they_ask(view)
    _crime_in_both(view)
    _gravest_ground(view)
    _first_question(view)


def _can_they_ask(view: View) -> None:
    bases = view.bases("applicable", "conditional")
    if not bases:
        view.out.field(
            "Can they ask?",
            ("Not on any law on record here.", "red"),
            " That is no finding that there is none: look for a bilateral treaty, "
            "the law of the requested State, and reciprocity.",
            indent=0,
            column=_COLUMN,
        )
        return
    asked = [basis for basis in bases if basis.effect != "submit"]
    first = asked[0] if asked else bases[0]
    settled = [basis for basis in asked if basis.status == "applicable"]
    sure = next((basis for basis in settled if basis is first or basis.effect != "consider"), None)
    if not asked:
        spans: list[Span] = [("Not on the law on record", "red"), ". But a State that does not "]
        spans += ["extradite must prosecute: ", *_basis_in_short(view, first), "."]
    elif sure is None:
        spans = [("Perhaps", "yellow"), ": ", *_basis_in_short(view, first)]
        spans.append(f"; it turns on {view.turns_on(first)}.")
    elif sure is first:
        spans = [("Yes", "green"), ": ", *_basis_in_short(view, first), "."]
    else:
        spans = [("Yes", "green"), ". Best: ", *_basis_in_short(view, first)]
        spans += [f"; it turns on {view.turns_on(first)}. Settled: "]
        spans += [*_basis_in_short(view, sure), "."]
    view.out.field("Can they ask?", *spans, indent=0, column=_COLUMN)


def _basis_in_short(view: View, basis: LegalBasis) -> list[Span]:
    words = effect(basis.effect, view.names.requested, basis.form)
    return [(titled(basis.short, basis.article), "bold"), f" ({words})"]


def _crime_in_both(view: View) -> None:
    dual = view.assessment.dual_criminality
    word, style = view.finding(dual.finding)
    lead = word[:1].upper() + word[1:]
    spans: list[Span] = [(lead, style), f". {stop(dual.reason)}"]
    if len(dual.charges) > 1 and dual.finding != "not_required":
        same = len({charge.finding for charge in dual.charges}) == 1
        each = _each_charge(view, dual.charges, same)
        if same:
            number = "both" if len(dual.charges) == 2 else f"all {len(dual.charges)}"
            spans = [(f"{lead} for {number} charges", style), f": {each}"]
        else:
            spans = [(f"{lead}. ", style), each] if dual.finding == "partly" else [(each, style)]
    spans.append(_at_home(view, dual.charges))
    view.out.field("Crime in both?", *spans, indent=0, column=_COLUMN)


def _at_home(view: View, charges: Sequence[ChargeFinding]) -> str:
    """What a yes leaves open: the finding is on the law of the requested State."""
    found = [each.requesting for each in charges if each.finding in _CRIME_THERE]
    if any(side.finding == "no" for side in found):
        return f" But the law on record of {view.names.requesting} has no such offence."
    open_sides = [side for side in found if side.finding == "unknown"]
    if any(side.provisions for side in open_sides):
        return f" Whether it is one in {view.names.requesting} is not settled."
    if open_sides:
        return f" That it is an offence in {view.names.requesting} is not on record here."
    return ""


def _each_charge(view: View, charges: Sequence[ChargeFinding], same: bool) -> str:
    """Each charge with its finding and the provision or article behind it, as far as it fits."""
    words = [
        ("" if same else f"{FINDING[charge.finding]} for ")
        + f"{lower_first(charge.name)}{_behind(view, charge)}"
        for charge in charges[:_CHARGES]
    ]
    if len(charges) > _CHARGES:
        words.append(f"and {len(charges) - _CHARGES} more below")
    text = "; ".join(words)
    return f"{text}." if same else stop(text)


def _behind(view: View, charge: ChargeFinding) -> str:
    met = [each for each in charge.requested.provisions if each.finding == "yes"]
    if charge.finding == "satisfied" and met:
        penalty = f", {view.penalty(met[0].penalty)}" if met[0].penalty else ""
        return f" ({met[0].cite}{penalty})"
    if charge.finding == "presumed" and charge.citations:
        return f" ({view.names.cite(charge.citations[0])})"
    if charge.finding == "not_satisfied" and charge.reason:
        return f" ({charge.reason})" if len(charge.reason) <= _REASON else ""
    return ""


def _gravest_ground(view: View) -> None:
    grounds = sorted(view.assessment.refusal_grounds, key=by_gravity)
    serious = [ground for ground in grounds if pointed_to(ground)]
    open_grounds = [
        ground for ground in grounds if ground.likelihood == "possible" and not pointed_to(ground)
    ]
    if serious:
        spans = _ground_in_short(view, serious[0])
        if len(serious) > 1:
            spans.append(f" {counted(len(serious) - 1, 'more', 'more')} below.")
    elif open_grounds:
        must = sum(ground.strength == "mandatory" for ground in open_grounds)
        spans = [
            ("None that a fact given points to.", "green"),
            f" {len(open_grounds)} cannot be ruled out yet"
            + (f", {must} of them mandatory." if must else "."),
        ]
    else:
        spans = [("None found on the law on record.", "green")]
    view.out.field("Gravest ground", *spans, indent=0, column=_COLUMN)


def _ground_in_short(view: View, ground: RefusalGround) -> list[Span]:
    style = "red" if ground.likelihood == "likely" else "yellow"
    sources = sorted(
        (source for source in ground.sources if source.effect != "excluded"),
        key=lambda source: (
            _ACTIVE[source.active],
            (source.effect == "mandatory") != (ground.strength == "mandatory"),
        ),
    )
    cite = f"; {titled(view.names.law(sources[0].id), sources[0].article)}" if sources else ""
    under = read_under(view, ground)
    return [
        (ground.title, "bold"),
        ": ",
        (f"refusal {ground.likelihood}", style),
        "" if under.removeprefix(" under ") in cite else under,
        f" ({STRENGTH[ground.strength]}{cite}).",
    ]


def _first_question(view: View) -> None:
    questions = view.assessment.questions
    if questions:
        view.out.field("Find out first", questions[0].question, indent=0, column=_COLUMN)
    else:
        view.out.field(
            "Find out first", "Nothing that would change the answer.", indent=0, column=_COLUMN
        )
