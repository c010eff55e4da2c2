"""Dual criminality, charge by charge and, where it matters, element by element."""

from coopcheck.model.findings import ChargeFinding, ElementCompared, ProvisionCompared, Side
from coopcheck.report.terminal_page import Span
from coopcheck.report.terminal_view import View
from coopcheck.report.words import MET, lower_first, stop, titled

_PROVISIONS = 2
_ORDER = {"yes": 0, "unknown": 1, "no": 2}
_FITS = {
    "yes": ("fits", "green"),
    "no": ("does not fit", "red"),
    "unknown": ("may fit", "yellow"),
}


def write_dual_criminality(view: View) -> None:
    """Write the finding over all charges, then each charge."""
    dual, out = view.assessment.dual_criminality, view.out
    out.heading("Is it a crime in both?")
    word, style = view.finding(dual.finding)
    spans: list[Span] = [(word[:1].upper() + word[1:] + ".", style)]
    if dual.reason and dual.reason not in [charge.reason for charge in dual.charges]:
        spans.append(f" {stop(dual.reason)}")
    if dual.finding == "not_required" and dual.citations:
        spans.append(f" ({view.names.cited(dual.citations[:1])})")
    out.text(*spans, indent=3)
    if dual.conduct_test:
        out.text(
            f"The conduct counts, not the name of the offence ({dual.conduct_test}).", indent=3
        )
    if not dual.charges and not dual.reason:
        out.text("No charge was given, so nothing could be compared.", indent=3)
    for number, charge in enumerate(dual.charges, 1):
        out.blank()
        _charge(view, number, charge)


def _charge(view: View, number: int, charge: ChargeFinding) -> None:
    out = view.out
    word, style = view.finding(charge.finding)
    out.item(f"{number}.", (charge.name, "bold"), ": ", (f"{word}.", style))
    provisions = charge.requested.provisions
    if charge.reason and not any(each.cite in charge.reason for each in provisions):
        out.field("Why", stop(charge.reason))
    _requested(view, charge.requested, charge.reason)
    if charge.transposed:
        out.field(
            "Transposed",
            "the answer rests on reading the conduct as if its officials, courts, revenue and "
            f"other institutions were those of {view.names.requested}.",
        )
    _requesting(view, charge.requesting)
    for threshold in charge.thresholds:
        law = view.names.law(threshold.basis)
        out.field(
            "Threshold",
            f"{threshold.rule} ({titled(law, threshold.article)}): ",
            (MET[threshold.finding], _FITS[threshold.finding][1]),
        )
    for asked in {(each.rule, each.article): each for each in charge.further}.values():
        if asked.finding == "yes" and not view.show_all:
            continue  # nothing to do about it
        out.field(
            "Besides",
            f"{asked.rule} ({asked.article}): ",
            (MET[asked.finding], _FITS[asked.finding][1]),
        )
    out.field("Serious crime", _serious(charge))
    if charge.accessory:
        out.field("Accessory", stop(charge.accessory))
    view.conditions("Turns on", charge.conditions)
    view.proof(charge.proof)


def _serious(charge: ChargeFinding) -> str:
    return {
        "yes": "yes: a maximum of four years or more (UNTOC art. 2(b)).",
        "no": "no: the maximum is under four years (UNTOC art. 2(b)).",
        "unknown": "not known: give the maximum penalty (--penalty).",
    }[charge.serious_crime]


def _requested(view: View, side: Side, reason: str) -> None:
    out = view.out
    name = view.names.state(side.state)
    found = sorted(side.provisions, key=lambda each: _ORDER[each.finding])
    best = [each for each in found if each.finding == found[0].finding] if found else []
    nearly = [each for each in found if each.finding == "unknown" and each not in best][:1]
    several = found if view.show_all or view.explain else best[:_PROVISIONS] + nearly
    for provision in several:
        _provision(view, name, provision)
    left = len(found) - len(several)
    if left:
        out.field("", (f"{left} more compared (--all).", "dim"))
    if side.not_criminal and side.not_criminal not in reason:
        out.field("Requested law", f"known to be no offence: {stop(side.not_criminal)}")
    if side.presumption and side.presumption not in reason:
        out.field("Presumed", stop(side.presumption))
    if not found and not side.not_criminal and not side.presumption:
        out.field("Requested law", f"no provision of {name} on record; that is no finding of law.")
    if found or side.not_criminal:
        out.field("Read as at", stop(side.read_as_at))


def _provision(view: View, state: str, provision: ProvisionCompared) -> None:
    fits, style = _FITS[provision.finding]
    spans: list[Span] = [(provision.cite, "bold"), f", {provision.title}: ", (fits, style)]
    if provision.penalty:
        spans.append(f"; {view.penalty(provision.penalty)}")
    if provision.in_force == "unknown":
        spans.append("; not certain that it was in force")
    elif provision.in_force == "no":
        spans.append("; not in force at the time")
    if provision.verified == "unverified":
        spans.append("; record not verified")
    elif provision.dates_verified == "unverified":
        spans.append("; its dates not verified")
    spans.append(". ")
    if provision.reason:
        spans.append(stop(provision.reason))
    view.out.field("Requested law", *spans)
    _elements(view, provision)


def _elements(view: View, provision: ProvisionCompared) -> None:
    out = view.out
    groups: dict[str, list[ElementCompared]] = {}
    for element in provision.elements:
        groups.setdefault(_standing(element), []).append(element)
    loud = ("lacking", "stands in the way", "not known")
    for standing, style in (
        ("lacking", "red"),
        ("stands in the way", "red"),
        ("not known", "yellow"),
        ("shown", "green"),
        ("absent, as it must be", "green"),
        ("not shown, alternative", ""),
        ("not needed by this law", ""),
    ):
        held = groups.get(standing, [])
        if standing not in loud and not view.explain:
            continue
        for element in held:
            if element.label in provision.reason and not view.explain:
                continue
            if provision.finding == "yes" and element.law == "alternative" and not view.explain:
                continue  # met without it
            other = " (or an alternative)" if element.law == "alternative" else ""
            out.field("", (f"{standing}: ", style), f"{element.label}{other}")


def _standing(element: ElementCompared) -> str:
    if element.law == "dispensed":
        return "not needed by this law"
    if element.law == "excluded":
        words = {"yes": "stands in the way", "no": "absent, as it must be"}
        return words.get(element.conduct, "not known")
    if element.conduct == "no":
        return "lacking" if element.law == "required" else "not shown, alternative"
    return "shown" if element.conduct == "yes" else "not known"


def _requesting(view: View, side: Side) -> None:
    name = view.names.state(side.state)
    met = [provision for provision in side.provisions if provision.finding == side.finding]
    words = {"yes": "an offence", "no": "no offence on the law on record", "unknown": "not known"}
    text = f"{words[side.finding]} in {name}"
    if met and side.finding == "yes":
        penalty = f", {view.penalty(met[0].penalty)}" if met[0].penalty else ""
        text += f": {met[0].cite}, {met[0].title}{penalty}"
    elif side.not_criminal:
        text += f": {side.not_criminal}"
    elif side.presumption:
        text += f": {side.presumption}"
    elif not side.provisions:
        text += ": no provision on record"
    elif met:
        text += f": {met[0].cite}, {met[0].title}, {lower_first(met[0].reason)}"
    view.out.field("Requesting law", stop(text))
