"""``coopcheck assess``: from flags or a file to a report."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from coopcheck.cli.case_input import pairs, read_case
from coopcheck.engine.assess import assess
from coopcheck.errors import InputError, UnclearConduct
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.documents import Document
from coopcheck.model.case import Case
from coopcheck.model.findings import Assessment

T = TypeVar("T")
FLAG_NAMES = {
    "requesting": "REQUESTING",
    "requested": "REQUESTED",
    "form": "--form",
    "on": "--on",
    "stage": "--stage",
    "measures": "--measure",
    "facts": "--fact",
    "person": "--nationality",
}
CHARGE_FLAGS = {
    "conduct": "--conduct",
    "category": "--offence",
    "elements": "--element",
    "period": "--period",
    "places": "--place",
    "penalty": "--penalty",
    "sentence": "--imposed/--remaining",
}


def case_from(
    targets: Sequence[str],
    *,
    form: str | None,
    conduct: Sequence[str],
    offence: Sequence[str],
    elements: Sequence[str],
    charge: dict[str, Any],
    general: dict[str, Any],
    facts: dict[str, str],
) -> Case:
    """The case that the command line describes.

    One target is a file (or ``-``); two are the States. Raises ``InputError``.
    """
    changes = {key: value for key, value in general.items() if value}
    if form:
        changes["form"] = form
    if facts:
        changes["facts"] = facts
    stated = pairs(elements, "--element")
    shared = {key: value for key, value in charge.items() if value}
    if stated:
        shared["elements"] = stated
    if len(targets) == 1:
        if conduct or offence or shared:
            raise InputError(
                "a case file has its charges in it.",
                place="--conduct, --offence, --period and the like",
                expected="them only with REQUESTING REQUESTED.",
            )
        return read_case(targets[0], changes)
    if len(targets) != 2:
        raise InputError(
            f"{len(targets)} names given.",
            place="assess",
            expected="a case file (or -), or REQUESTING and REQUESTED.",
        )
    if not form:
        raise InputError(
            "the form of cooperation is missing.",
            place="--form",
            expected="extradition, mla, confiscation or another form.",
        )
    charges: list[dict[str, Any]] = [{"conduct": text, **shared} for text in conduct]
    if offence and conduct and len(offence) == len(conduct):
        for item, slug in zip(charges, offence, strict=True):
            item["category"] = slug
    else:
        charges += [{"category": slug, **shared} for slug in offence]
    if not charges and shared:
        charges = [shared]
    data = {
        "requesting": targets[0],
        "requested": targets[1],
        "charges": charges,
        **changes,
    }
    return build(data, _Flags(data, "command line", {}, {}))


class _Flags(Document):
    """Places on a command line are the names of flags."""

    def place(self, path: tuple[str | int, ...] = (), *, key: bool = False) -> str:
        if path and path[0] == "charges":
            return CHARGE_FLAGS.get(str(path[2]) if len(path) > 2 else "", "--conduct")
        return FLAG_NAMES.get(str(path[0]) if path else "", "command line")


def flag_facts(given: Sequence[str], named: dict[str, bool | None]) -> dict[str, str]:
    """Facts from ``--fact name=yes`` and from the flags in common use."""
    facts = pairs(given, "--fact")
    for name, value in named.items():
        if value is not None:
            facts[name] = "yes" if value else "no"
    return facts


def run(
    case: Case,
    *,
    overlays: Sequence[Path],
    include_inapplicable: bool,
    explain: bool,
    from_flags: bool,
) -> tuple[Assessment, KnowledgeBase]:
    """Assess; where a person is at the terminal, an unclear conduct is asked about."""
    kb = load(overlays)
    work = partial(assess, case, kb, include_inapplicable=include_inapplicable, explain=explain)
    return _settled(work, case, kb, from_flags), kb


def closer(
    case: Case,
    *,
    why_not: str | None,
    compare_on: str | None,
    overlays: Sequence[Path],
    from_flags: bool,
    as_json: bool,
    everything: bool,
) -> None:
    """Write why one law does not carry the request, or what another date would change.

    Raises ``InputError`` if both are asked for, or for what cannot be understood.
    """
    from coopcheck.cli.lookup_options import show

    if why_not is not None and compare_on is not None:
        raise InputError("both given.", place="--why-not and --compare-on", expected="one of them.")
    kb = load(overlays)
    if why_not is not None:
        from coopcheck.engine import why_not as reasons
        from coopcheck.report.why_not import write_why_not

        answer = _settled(partial(reasons.why_not, case, kb, why_not), case, kb, from_flags)
        show("why-not", answer, kb, as_json, partial(write_why_not, everything=everything))
    elif compare_on is not None:
        from coopcheck.engine.compare import compare
        from coopcheck.lookup.find import day
        from coopcheck.report.compare import write_comparison

        other = day(compare_on, "--compare-on")
        found = _settled(partial(compare, case, kb, other), case, kb, from_flags)
        show("compare", found, kb, as_json, partial(write_comparison, everything=everything))


def _settled(work: Callable[[], T], case: Case, kb: KnowledgeBase, from_flags: bool) -> T:
    """What ``work`` gives, once every conduct is clear."""
    while True:
        try:
            return work()
        except UnclearConduct as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty() and error.candidates):
                raise _on_flags(error) if from_flags else error from None
            _choose(case, error, kb)
        except InputError as error:
            raise _on_flags(error) if from_flags else error from None


def _on_flags(error: InputError) -> InputError:
    """Places in the case named by the flag they came from."""
    part = error.place.split(".")[-1].split("[")[0]
    names = {**FLAG_NAMES, **CHARGE_FLAGS, "nationality": "--nationality"}
    if error.place.startswith("facts."):
        part = "facts"
    error.place = names.get(part, error.place)
    return error


def _choose(case: Case, error: UnclearConduct, kb: KnowledgeBase) -> None:
    """Let the person at the terminal say which offence a charge is."""
    index = int(error.place.split("[")[1].split("]")[0])
    print(f"{error.message} Which is meant?", file=sys.stderr)
    for number, slug in enumerate(error.candidates, 1):
        print(f"  {number}. {kb.categories[slug].title} ({slug})", file=sys.stderr)
    print("Number (or nothing to give up): ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip()
    if not answer.isdigit() or not 1 <= int(answer) <= len(error.candidates):
        raise error
    case.charges[index].category = error.candidates[int(answer) - 1]
