"""Published decisions, run through the public API and held against what the courts decided.

``cases/SLUG.yaml`` has the case as a case file, what was decided, and what coopcheck is to say
(``expected``). Two things are tested for each: that it says so, and that this is what the court
decided. ``differs`` names each item in which the two part, with the reason: a strict xfail, so
that an entry that no longer holds is told.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coopcheck import Assessment, Case, assess
from coopcheck.dates import interval
from coopcheck.errors import UnclearConduct
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.decided import items as compared_items
from coopcheck.knowledge.files import read_document
from coopcheck.lookup.cases import agrees, value
from coopcheck.model.decided import Decided, Expected
from coopcheck.resolve.conduct import match, settle

FOLDER = Path(__file__).resolve().parents[1] / "cases"
TODAY = "2026-11-24"
KEYS = {
    "title", "court", "citation", "date", "source", "verified", "prose", "case", "decided",
    "expected", "differs", "wrong",
}  # fmt: skip
STATUSES = {"applicable", "conditional", "inapplicable", "absent"}
FINDINGS = {"satisfied", "not_satisfied", "partly", "undetermined", "presumed", "not_required"}
LIKELIHOODS = {"likely", "possible", "unlikely", "excluded", "absent"}
OUTCOMES = {
    "upheld", "rejected", "assurance-required", "treaty-excludes", "discretion", "to-be-verified",
}  # fmt: skip
RESULTS = {"granted", "refused", "partly", "remitted", "not-scored"}
CHARGES_PROPOSED = 0.91
"""Share of all charges whose category must be among the first three proposed for the prose."""
CASES_PROPOSED = 0.95
"""Share of the cases of which at least one charge must be."""
ELEMENTS_FOUND = 0.45
"""Share of the elements stated in the cases (beside their categories') to be found in the prose."""


@dataclass(frozen=True)
class Item:
    """One thing that is compared: ``bases.ets-24``, ``dual_criminality``, ``charges.1``, ..."""

    slug: str
    key: str

    def __str__(self) -> str:
        return f"{self.slug}:{self.key}"


@cache
def files() -> dict[str, dict[str, Any]]:
    return {path.stem: read_document(path).data for path in sorted(FOLDER.glob("*.yaml"))}


def flat(part: dict[str, Any]) -> dict[str, Any]:
    """``{"grounds": {"x": "likely"}}`` as ``{"grounds.x": "likely"}``."""
    model = Decided if "outcome" in part else Expected
    return compared_items(msgspec.convert(part, model))


def compared(slug: str) -> dict[str, Any]:
    """What was decided, as far as it can be compared (``outside`` our vocabulary is for reading)."""
    return flat(files()[slug]["decided"])


def items(side: str) -> list[Any]:
    found: list[Any] = []
    for slug, data in files().items():
        reasons = data.get("differs" if side == "decided" else "wrong", {})
        for key in flat(data["expected"]) if side == "expected" else compared(slug):
            marks = []
            if key in reasons:
                marks = [pytest.mark.xfail(strict=True, reason=f"{slug}: {reasons[key]}")]
            item = Item(slug, key)
            found.append(pytest.param(item, id=str(item), marks=marks))
    return found


@pytest.fixture(scope="module")
def said(kb: KnowledgeBase) -> Any:
    @cache
    def run(slug: str) -> Assessment:
        case = Case.model_validate(files()[slug]["case"])
        return assess(case, kb, today=TODAY, include_inapplicable=True)

    return run


@pytest.mark.parametrize("item", items("expected"))
def test_coopcheck_says_what_is_expected(said: Any, item: Item) -> None:
    expected = flat(files()[item.slug]["expected"])[item.key]
    assert value(said(item.slug), item.key) == expected


@pytest.mark.parametrize("item", items("decided"))
def test_it_is_what_the_court_decided(said: Any, item: Item) -> None:
    assert agrees(said(item.slug), item.key, compared(item.slug)[item.key])


@pytest.mark.parametrize("slug", files())
def test_every_file_is_valid_and_cites_its_source(kb: KnowledgeBase, slug: str) -> None:
    document = read_document(FOLDER / f"{slug}.yaml")
    data = document.data
    assert set(data) <= KEYS
    assert KEYS - set(data) <= {"source", "differs", "wrong"}
    interval(data["date"])
    assert data["verified"] in ("primary", "secondary", "unverified")
    # What was not read anywhere says so; what was read says where.
    sources = data.get("source", [])
    sources = [sources] if isinstance(sources, str) else sources
    assert bool(sources) == (data["verified"] != "unverified")
    assert all(s.startswith(("https://", "http://")) for s in sources)
    assert all(data[key].strip() for key in ("title", "court", "citation"))
    assert 2 <= data["prose"].count(". ") + 1 <= 5
    build(data["case"], document)
    decided, expected = data["decided"], data["expected"]
    assert set(decided) <= {
        "bases", "dual_criminality", "charges", "grounds", "outside", "outcome", "note", "lesson",
    }  # fmt: skip
    assert decided["outcome"] in RESULTS
    assert decided["lesson"].strip()
    assert set(expected) <= {"bases", "dual_criminality", "charges", "grounds"}
    known = set(kb.grounds)
    for part in (decided, expected):
        assert set(part.get("grounds", {})) <= known
        assert len(part.get("charges", [])) in (0, len(data["case"]["charges"]))
    assert set(decided.get("bases", {}).values()) <= {"applicable", "not-applicable"}
    assert set(decided.get("grounds", {}).values()) <= OUTCOMES
    assert set(expected.get("bases", {}).values()) <= STATUSES
    assert set(expected.get("grounds", {}).values()) <= LIKELIHOODS
    assert {expected["dual_criminality"], *expected.get("charges", [])} <= FINDINGS
    # Everything that was decided, and that we have a word for, is pinned.
    assert set(compared(slug)) <= set(flat(expected))
    assert set(data.get("differs", {})) <= set(compared(slug))
    assert set(data.get("wrong", {})) <= set(flat(expected))


def test_the_prose_of_a_case_leads_to_its_offences(kb: KnowledgeBase) -> None:
    """Free text: the category of a charge is among the first three proposed for the facts.

    The prose of a case with many charges is one text, so its later charges are the hard ones.
    """
    missed: list[str] = []
    found_in: dict[str, list[bool]] = {}
    for slug, data in files().items():
        found = match(data["prose"], kb.categories, kb.elements)
        first = {c.category for c in found.candidates[:3]} | set(found.several)
        for charge in data["case"]["charges"]:
            if "category" in charge:
                found_in.setdefault(slug, []).append(charge["category"] in first)
                if not found_in[slug][-1]:
                    missed.append(f"{slug}: {charge['category']} not among {sorted(first)}")
    hits = [hit for one in found_in.values() for hit in one]
    charges = sum(hits) / len(hits)
    cases = sum(map(any, found_in.values())) / len(found_in)
    print(f"\namong the first three: {charges:.1%} of {len(hits)} charges, ", end="")
    print(f"at least one in {cases:.1%} of {len(found_in)} cases", *missed, sep="\n  ")
    assert charges >= CHARGES_PROPOSED, "\n".join(missed)
    assert cases >= CASES_PROPOSED, "\n".join(missed)


def test_nothing_wrong_is_taken_silently_from_the_prose(kb: KnowledgeBase) -> None:
    for slug, data in files().items():
        named = {charge.get("category") for charge in data["case"]["charges"]}
        if None in named:
            continue  # given by elements alone, because no category is right
        try:
            taken = settle(match(data["prose"], kb.categories, kb.elements), kb.categories, slug)
        except UnclearConduct:
            continue
        assert taken in named, slug


def test_the_prose_of_a_case_leads_to_its_elements(kb: KnowledgeBase) -> None:
    stated = found = 0
    for data in files().values():
        shown = set(match(data["prose"], kb.categories, kb.elements).elements)
        for charge in data["case"]["charges"]:
            wanted = {key for key, held in charge.get("elements", {}).items() if held == "yes"}
            stated += len(wanted)
            found += len(wanted & shown)
    print(f"\nelements found in the prose: {found} of {stated}")
    assert found / stated >= ELEMENTS_FOUND
