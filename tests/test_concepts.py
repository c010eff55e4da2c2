"""Concepts of law that decided cases turn on, through the public API; each with its article."""

from pathlib import Path
from typing import Any

import pytest

from coopcheck import Assessment, Case, assess, load
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.findings import LegalBasis, RefusalGround

TODAY = "2026-11-24"


def told(kb: KnowledgeBase, pair: str, *charges: Any, **more: Any) -> Assessment:
    """Assess ``"IND>PRT"`` (requesting > requested); a charge is a category or a whole record."""
    requesting, requested = pair.split(">")
    held = [
        {"category": c, "penalty": {"max": "10y"}} if isinstance(c, str) else c for c in charges
    ]
    case = {"requesting": requesting, "requested": requested, "charges": held}
    case |= {"form": "extradition", "stage": "prosecution", **more}
    return assess(Case.model_validate(case), kb, today=TODAY, include_inapplicable=True)


def basis(result: Assessment, key: str) -> LegalBasis:
    return next(b for b in result.legal_bases if b.id == key)


def ground(result: Assessment, key: str) -> RefusalGround:
    return next(g for g in result.refusal_grounds if g.id == key)


def overlay(folder: Path, files: dict[str, str]) -> KnowledgeBase:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load([folder])


# --- A clause with a trigger of its own, and one that no assurance cures


def domestic(state: str, form: str) -> dict[str, str]:
    head = f"state: {state}\nsource: untoc-text\nas_of: 2000-01-01\nverified: unverified\n"
    return {f"treaties/domestic/{state}.yaml": head + form}


ABSOLUTE = """
extradition:
  article: "Constitution art. 27(4)"
  grounds:
    - {ground: death-penalty, effect: mandatory, article: "Constitution art. 27(4)", absolute: true}
"""
CAPITAL = {"category": "murder", "penalty": {"max": "death"}}
ASSURED = {"assurance.no_death_penalty": "yes"}


def test_constitution_27_4_a_clause_can_say_that_no_assurance_counts(tmp_path: Path) -> None:
    """Corte costituzionale 223/1996 (Venezia): no assurance lifts the bar on a capital charge."""
    kb = overlay(tmp_path, domestic("LUX", ABSOLUTE))
    found = ground(told(kb, "USA>LUX", CAPITAL, facts=ASSURED), "death-penalty")
    assert (found.likelihood, found.strength, found.triggered) == ("likely", "mandatory", "yes")
    assert found.cures == []
    lesser = told(kb, "USA>LUX", "murder", facts=ASSURED)
    assert ground(lesser, "death-penalty").likelihood == "unlikely"


def test_without_such_a_clause_the_assurance_counts(kb: KnowledgeBase) -> None:
    found = ground(told(kb, "USA>GBR", CAPITAL, facts=ASSURED), "death-penalty")
    assert found.likelihood == "unlikely"


@pytest.mark.parametrize(("on", "expected"), [("2010-07-16", "likely"), ("2011-07-16", "unlikely")])
def test_28_usc_2467_d_3_a_clause_can_have_a_trigger_of_its_own(
    kb: KnowledgeBase, on: str, expected: str
) -> None:
    """Until 22 December 2010 restraint, and not only enforcement, waited for the judgment."""
    result = told(
        kb, "BRA>USA", "money-laundering", form="confiscation", measures=["freezing"], on=on,
        facts={"request.final_confiscation_order": "no"},
    )  # fmt: skip
    assert ground(result, "no-final-order").likelihood == expected


# --- The list of the European arrest warrant


def eaw(kb: KnowledgeBase, tick: str | None, maximum: str = "10y") -> Assessment:
    facts = {} if tick is None else {"offence.listed_by_issuing_state": tick}
    charge = {"category": "bankruptcy-fraud", "penalty": {"max": maximum}}
    return told(kb, "ITA>ESP", charge, form="surrender", on="2013-02-26", facts=facts)


def test_2002_584_jha_2_2_the_tick_of_the_issuing_state_decides(kb: KnowledgeBase) -> None:
    assert eaw(kb, "yes").dual_criminality.finding == "not_required"
    assert eaw(kb, "no").dual_criminality.finding != "not_required"
    assert eaw(kb, "yes", "2y").dual_criminality.finding != "not_required"  # the floor of 3 years
    steps = {step.step: step for step in eaw(kb, None).next_steps}
    assert steps["tick-the-list"].article == "EAW Framework Decision art. 2(2)"
    assert "tick-the-list" not in {step.step for step in eaw(kb, "yes").next_steps}


# --- Offences that concern one State alone

BOMB = {"category": "terrorist-bombing", "penalty": {"max": "life"}, "places": ["KEN"]}
KENYAN = {"nationality": ["KEN"]}
ALL_KENYAN = {
    "person.in_requested": "yes",
    "victims.nationals_of_place": "yes",
    "conduct.other_state_has_jurisdiction": "no",
}


@pytest.mark.parametrize(
    ("pair", "person", "facts", "expected"),
    [
        ("CHE>KEN", KENYAN, ALL_KENYAN, "inapplicable"),
        ("CHE>KEN", KENYAN, {**ALL_KENYAN, "victims.nationals_of_place": "no"}, "applicable"),
        ("CHE>KEN", {"nationality": ["UGA"]}, ALL_KENYAN, "applicable"),
        ("KEN>CHE", KENYAN, ALL_KENYAN, "applicable"),  # found in Switzerland
    ],
)
def test_bombings_3_the_convention_leaves_out_what_concerns_one_state(
    kb: KnowledgeBase, pair: str, person: Any, facts: Any, expected: str
) -> None:
    """Terrorist Bombings Convention art. 3: all conditions of the article, taken together."""
    found = basis(told(kb, pair, BOMB, person=person, facts=facts), "terrorist-bombings-1997")
    assert found.status == expected
    assert ("within a single State" in found.reason) == (expected == "inapplicable")


def test_hostages_13_asks_nothing_of_the_jurisdiction_of_others(kb: KnowledgeBase) -> None:
    taken = {**BOMB, "category": "hostage-taking"}
    facts = {**ALL_KENYAN, "conduct.other_state_has_jurisdiction": "yes"}
    result = told(kb, "CHE>KEN", taken, person=KENYAN, facts=facts)
    assert basis(result, "hostages-1979").status == "inapplicable"
    bombed = told(kb, "CHE>KEN", BOMB, person=KENYAN, facts=facts)
    assert basis(bombed, "terrorist-bombings-1997").status != "inapplicable"


def test_icsft_3_asks_nothing_of_the_victims(kb: KnowledgeBase) -> None:
    paid = {**BOMB, "category": "terrorist-financing"}
    facts = {**ALL_KENYAN, "victims.nationals_of_place": "no"}
    result = told(kb, "CHE>KEN", paid, person=KENYAN, facts=facts)
    assert basis(result, "icsft-1999").status == "inapplicable"


def test_without_a_place_it_is_assumed_to_concern_more_states_and_said(kb: KnowledgeBase) -> None:
    nowhere = {key: value for key, value in BOMB.items() if key != "places"}
    assumed = "no place of the conduct is given: it is taken to concern more than one State"
    assert assumed in told(kb, "KEN>CHE", nowhere).request.assumptions
    assert assumed not in told(kb, "KEN>CHE", BOMB).request.assumptions
    assert assumed not in told(kb, "KEN>CHE", "theft").request.assumptions


# --- What a finding depends on, in words


def test_a_reason_that_depends_on_a_treaty_reads_as_a_sentence(kb: KnowledgeBase) -> None:
    """UNCAC art. 44(4): deemed included in treaties, of which none is on record."""
    found = basis(told(kb, "VNM>USA", "bribery-national-official-active"), "uncac")
    assert found.reason.endswith(
        "depends on whether there is an extradition treaty between Viet Nam and the United States; "
        "none is on record"
    )


def test_a_reason_names_what_the_conduct_must_show(kb: KnowledgeBase) -> None:
    result = told(kb, "KEN>CHE", {"elements": {"act.kill": "yes"}})
    reasons = " ".join(found.reason for found in result.legal_bases)
    assert "depends on whether the conduct shows " in reasons
    empty = basis(told(kb, "KEN>CHE"), "uncac")
    assert empty.reason == "binds both; no charge is described"


def test_untoc_16_5_a_missing_notification_is_named_as_law_not_on_record(
    kb: KnowledgeBase,
) -> None:
    facts = {"conduct.transnational": "yes", "conduct.organized_criminal_group": "yes"}
    found = basis(told(kb, "NLD>KEN", "fraud", facts=facts), "untoc")
    assert found.reason.startswith("binds both; depends on law that is not on record: notification")
