"""Concepts of law that decided cases turn on, through the public API; each with its article."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from helpers import basis, ground, overlay

from coopcheck import Assessment, Case, assess
from coopcheck.engine.compare import compare
from coopcheck.errors import InputError, KnowledgeError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.between import between
from coopcheck.report.terminal import Console, write

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


FRAUD_BY_GROUP = {"conduct.transnational": "yes", "conduct.organized_criminal_group": "yes"}
TAKES_UNTOC = "requested.takes_untoc_as_basis"


def test_untoc_16_5_a_missing_notification_is_named_as_law_not_on_record(
    kb: KnowledgeBase,
) -> None:
    result = told(kb, "PRY>KEN", "fraud", facts=FRAUD_BY_GROUP)
    found = basis(result, "untoc")
    assert found.status == "conditional"
    assert any(c.question.startswith("Not on record: notification") for c in found.conditions)
    assert TAKES_UNTOC in {q.fact for q in result.questions}


@pytest.mark.parametrize(("answer", "expected"), [("yes", "may-serve"), ("no", "deemed-included")])
def test_untoc_16_5_the_case_may_say_that_the_convention_is_taken_as_the_basis(
    kb: KnowledgeBase, answer: str, expected: str
) -> None:
    """Saab (Cabo Verde, 2021): both governments took the convention as the treaty basis."""
    facts = {**FRAUD_BY_GROUP, "requested.requires_treaty": "yes", "person.in_requested": "yes"}
    result = told(kb, "USA>CPV", "money-laundering", facts={**facts, TAKES_UNTOC: answer})
    found = basis(result, "untoc")
    assert found.effect == expected
    assert (found.status == "applicable") == (answer == "yes")
    assert basis(result, "uncac").status == "conditional"  # another convention, another answer


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_untoc_16_5_a_notification_on_record_comes_before_what_the_case_says(
    tmp_path: Path, answer: str
) -> None:
    turned = "no" if answer == "yes" else "yes"
    row = f"""
instrument: untoc
source: untoc-text
verified: unverified
as_of: 2020-01-01
parties: {{}}
declarations:
  - {{state: CPV, article: "16(5)(a)", kind: notification, effect: takes-as-extradition-basis,
     value: "{answer}", gist: invented}}
"""
    kb = overlay(tmp_path, {"treaties/multilateral/untoc/parties.yaml": row})
    facts = {**FRAUD_BY_GROUP, "requested.requires_treaty": "yes", "person.in_requested": "yes"}
    result = told(kb, "USA>CPV", "money-laundering", facts={**facts, TAKES_UNTOC: turned})
    assert (basis(result, "untoc").effect == "may-serve") == (answer == "yes")


# --- Whether the two States have a treaty at all, and the duty to prosecute instead

MAN_FOUND = {"person.in_requested": "yes", "requested.requires_treaty": "no"}


def test_bombings_8_1_without_an_extradition_treaty_the_duty_to_prosecute_remains(
    kb: KnowledgeBase,
) -> None:
    """India and Portugal had no extradition treaty in 2005 (Abu Salem)."""
    bomb = {"category": "terrorist-bombing", "penalty": {"max": "life"}, "places": ["IND"]}
    result = told(kb, "IND>PRT", bomb, on="2005-01-27", facts=MAN_FOUND)
    found = basis(result, "terrorist-bombings-1997")
    assert (found.status, found.effect, found.article) == ("applicable", "submit", "8(1)")
    later = told(kb, "IND>PRT", bomb, facts=MAN_FOUND)  # nothing is known of that day
    assert basis(later, "terrorist-bombings-1997").status == "conditional"
    stated = told(kb, "IND>PRT", bomb, facts={**MAN_FOUND, "request.treaty_between": "yes"})
    found = basis(stated, "terrorist-bombings-1997")
    assert (found.status, found.effect) == ("applicable", "deemed-included")


def test_cat_7_1_the_duty_to_prosecute_waits_for_no_basis_of_extradition(kb: KnowledgeBase) -> None:
    """Belgium v Senegal: ICJ Reports 2012, p 422, paras 94 and 95."""
    torture = {"category": "torture", "penalty": {"max": "life"}, "places": ["TCD"]}
    for facts in ({}, {"person.in_requested": "yes"}):
        result = told(kb, "BEL>SEN", torture, on="2012-07-20", facts=facts)
        step = next(s for s in result.next_steps if s.step == "prosecute-instead")
        assert step.article == "CAT art. 7(1)"
    assert all(s.step != "prosecute-instead" for s in told(kb, "BEL>SEN", "theft").next_steps)


@pytest.mark.parametrize(
    ("pair", "on", "charge", "facts", "expected"),
    [
        ("ZAF>DEU", "2000-03-30", "theft", {}, "likely"),
        ("ZAF>DEU", "2000-03-30", "theft", {"request.without_treaty": "no"}, "unlikely"),
        ("ZAF>DEU", "2002-03-30", "theft", {}, "possible"),
        ("ZAF>DEU", "2010-03-30", "theft", {}, "unlikely"),  # both bound by ETS 24
        ("ZAF>DEU", "2002-03-30", "theft", {"request.without_treaty": "yes"}, "likely"),
    ],
)
def test_irg_5_reciprocity_is_asked_for_where_no_treaty_carries_the_request(
    kb: KnowledgeBase, pair: str, on: str, charge: str, facts: Any, expected: str
) -> None:
    facts = {"assurance.reciprocity": "no", **facts}
    result = told(kb, pair, charge, on=on, facts=facts)
    found = ground(result, "no-reciprocity")
    under = {o.basis: o.likelihood for o in found.other_bases} | {found.basis: found.likelihood}
    assert under.get("domestic:DEU", found.likelihood) == expected


def test_irg_5_reciprocity_is_no_ground_under_a_treaty(kb: KnowledgeBase) -> None:
    result = told(kb, "TUR>DEU", "theft", facts={"assurance.reciprocity": "no"})
    found = ground(result, "no-reciprocity")
    assert (found.basis, found.likelihood) == ("ets-24", "unlikely")


def test_a_statement_that_there_is_no_treaty_cannot_go_against_the_record(
    kb: KnowledgeBase,
) -> None:
    with pytest.raises(InputError, match="contradicts"):
        told(kb, "NOR>DEU", "theft", facts={"request.treaty_between": "no"})


PAIR = """
verified: unverified
source: untoc-text
as_of: 2020-01-01
pairs:
  - {id: KEN-JPN-extradition, between: [JPN, KEN], forms: [extradition]}
"""


def test_a_folder_of_ones_own_may_say_that_there_is_no_treaty(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match='the id begins with "JPN-KEN"'):
        overlay(tmp_path, {"treaties/no-treaty.yaml": PAIR})
    right = PAIR.replace("KEN-JPN", "JPN-KEN")
    kb = overlay(tmp_path, {"treaties/no-treaty.yaml": right})
    found = basis(told(kb, "KEN>JPN", "terrorist-bombing", on="2019-06-01"), "drugs-1988")
    assert found.status == "inapplicable"
    bombing = told(kb, "KEN>JPN", "terrorist-bombing", on="2019-06-01")
    assert "there is a treaty" not in basis(bombing, "terrorist-bombings-1997").reason


# --- What a category may involve besides its own acts, and what it excludes


def test_scc_162_an_act_that_a_category_may_involve_is_unknown_and_not_denied(
    kb: KnowledgeBase,
) -> None:
    """Insider dealing may disclose a secret (SCC art. 162; BGE 109 Ib 47, Santa Fe)."""
    period = {"from": "1981-10"}
    charge = {"category": "insider-dealing", "period": period, "penalty": {"max": "5y"}}
    case = {"form": "mla", "measures": ["bank-records"], "on": "1983-01-26"}
    result = told(kb, "USA>CHE", charge, **case)
    assert result.dual_criminality.finding == "undetermined"
    asked = {c.fact for c in result.dual_criminality.charges[0].conditions}
    assert "charges[0].elements.act.disclose-secret" in asked
    denied = {"act.disclose-secret": "no", "act.deceive": "no"}
    result = told(kb, "USA>CHE", {**charge, "elements": denied}, **case)
    assert result.dual_criminality.finding == "not_satisfied"


def test_what_a_category_excludes_is_denied_and_cannot_be_stated(kb: KnowledgeBase) -> None:
    """1988 Convention art. 3(2): possession for personal consumption excludes supply to others."""
    result = told(kb, "KEN>CHE", "drug-possession-personal")
    assert basis(result, "drugs-1988").status == "inapplicable"
    supply = {
        "category": "drug-possession-personal",
        "elements": {"purpose.supply-to-others": "yes"},
    }
    with pytest.raises(InputError, match="contradicts the category"):
        told(kb, "KEN>CHE", supply)


CATEGORY = """
verified: unverified
categories:
  - id: smash-and-grab
    title: Smash and grab
    family: property
    elements: act.take-property and mental.intent
"""


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("may_involve: [means.deception]", "means.deception is no act"),
        ("may_involve: [act.take-property]", "act.take-property is in the formula already"),
        ("excludes: [mental.intent]", "mental.intent is in the formula"),
        ("excludes: [act.damage-propert]", 'no element "act.damage-propert"'),
        ("may_involve: [act.damage-property]", None),
    ],
)
def test_the_two_fields_are_checked(tmp_path: Path, line: str, error: str | None) -> None:
    files = {"offences/categories/own.yaml": f"{CATEGORY}    {line}\n"}
    if error is None:
        assert overlay(tmp_path, files).categories["smash-and-grab"].may_involve
        return
    with pytest.raises(KnowledgeError, match=error):
        overlay(tmp_path, files)


# --- Law of the European Union: citizens of the Union, and what was judged elsewhere in it

ESTONIAN = {"nationality": ["EST"]}
KEEPS_NATIONALS = {"requested.extradites_nationals": "no"}


@pytest.mark.parametrize(
    ("pair", "person", "facts", "expected"),
    [
        ("RUS>LVA", ESTONIAN, {}, "possible"),
        ("RUS>LVA", ESTONIAN, {"request.home_state_declines": "yes"}, "unlikely"),
        ("RUS>LVA", {"nationality": ["UKR"]}, {}, "unlikely"),
        # between Member States, where Latvia protects whoever lives there
        ("EST>LVA", {"nationality": ["LTU"]}, {"person.resident_of_requested": "no"}, "unlikely"),
        ("RUS>NOR", ESTONIAN, {}, "unlikely"),  # not a Member State
    ],
)
def test_tfeu_18_21_a_citizen_of_the_union_is_offered_to_the_home_state_first(
    kb: KnowledgeBase, pair: str, person: Any, facts: Any, expected: str
) -> None:
    """Petruhhin, C-182/15: a protection of own nationals reaches citizens of the Union."""
    facts = {**KEEPS_NATIONALS, **facts}
    result = told(kb, pair, "theft", on="2016-09-06", person=person, facts=facts)
    found = ground(result, "nationality")
    assert found.likelihood == expected
    named = [s for s in found.sources if s.id == "eu-treaties" and s.article == "18, 21 TFEU"]
    assert bool(named) == (pair != "RUS>NOR")


@pytest.mark.parametrize(("enforced", "expected"), [("yes", "likely"), ("no", "unlikely")])
def test_cisa_54_what_was_judged_in_another_member_state_bars_extradition(
    kb: KnowledgeBase, enforced: str, expected: str
) -> None:
    """HF, C-435/22 PPU: also for nationals of third States, and under a narrower treaty."""
    facts = {"proceedings.judged_in_union": "yes", "proceedings.penalty_enforced": enforced}
    facts |= {"proceedings.judged_in_third_state": "no"}
    person = {"nationality": ["SRB"]}
    result = told(kb, "USA>FRA", "theft", on="2022-10-28", person=person, facts=facts)
    assert ground(result, "judged-in-third-state").likelihood == expected


def test_cat_7_1_a_duty_to_prosecute_is_not_told_as_a_basis_of_extradition(
    kb: KnowledgeBase,
) -> None:
    bomb = {"category": "terrorist-bombing", "penalty": {"max": "life"}, "places": ["IND"]}
    result = told(kb, "IND>PRT", bomb, on="2005-01-27", facts=MAN_FOUND)
    out = StringIO()
    write(result, Console(out, width=200, color=False))
    answer = next(line for line in out.getvalue().splitlines() if line.startswith("Can they ask?"))
    assert "Terrorist Bombings" not in answer
    assert basis(result, "terrorist-bombings-1997").status == "applicable"
    assert result.legal_bases[0].effect != "submit"


# --- What a rule of dual criminality asks besides: that the act was punished there at the time

GENOCIDE = {"category": "genocide", "penalty": {"max": "life"}, "period": {"from": "1994-04"}}
PUNISHED_THEN = "offence.punishable_in_requesting_then"
RWANDAN = {"on": "2014-02-26", "person": {"nationality": ["RWA"]}}


@pytest.mark.parametrize(
    ("answer", "expected", "refusal"),
    [
        ("no", "not_satisfied", "likely"),
        ("yes", "satisfied", "unlikely"),
        (None, "undetermined", "possible"),
    ],
)
def test_cpp_696_3_the_requesting_state_must_have_punished_the_act_when_it_was_done(
    kb: KnowledgeBase, answer: str | None, expected: str, refusal: str
) -> None:
    """Cass. crim. 26 February 2014: Rwanda had set no penalty for genocide in 1994."""
    facts = {PUNISHED_THEN: answer} if answer else {}
    result = told(kb, "RWA>FRA", GENOCIDE, facts=facts, **RWANDAN)
    assert result.legal_bases[0].id == "domestic:FRA"
    crime = result.dual_criminality
    assert crime.finding == expected
    assert ground(result, "absence-of-dual-criminality").likelihood == refusal
    assert [(c.finding, [f.article for f in c.further]) for c in crime.charges] == [
        ("satisfied", ["CPP art. 696-3"])  # the comparison alone
    ]
    assert (PUNISHED_THEN in {q.fact for q in result.questions}) == (answer is None)
    assert ("CPP art. 696-3" in crime.reason) == (answer != "yes")


def test_cpp_696_3_is_read_off_the_offences_of_the_requesting_state(kb: KnowledgeBase) -> None:
    murder = {"category": "murder", "penalty": {"max": "life"}, "period": {"from": "2015"}}
    with pytest.raises(InputError, match="contradicts"):
        told(kb, "USA>FRA", murder, facts={PUNISHED_THEN: "no"})


def test_a_treaty_does_not_take_over_what_the_own_law_asks_besides(kb: KnowledgeBase) -> None:
    """CPP art. 696: the Code applies where there is no treaty; South Africa asks it always."""
    result = told(kb, "TUR>FRA", "theft", facts={PUNISHED_THEN: "no"})
    assert (result.legal_bases[0].id, result.dual_criminality.finding) == ("ets-24", "satisfied")
    period = {"from": "2005", "to": "2007"}
    charge = {"category": "structuring", "penalty": {"max": "5y"}, "period": period}
    result = told(kb, "USA>ZAF", charge, on="2011-06-30")  # Patel [2016] ZASCA 191
    assert result.legal_bases[0].id == "USA-ZAF-extradition-1999"
    assert result.dual_criminality.finding == "satisfied"
    further = result.dual_criminality.charges[0].further
    assert {(f.article, f.finding) for f in further} == {("Extradition Act s. 1", "yes")}


# --- Extraterritorial reach as part of dual criminality

REACHES = "conduct.requested_would_prosecute_abroad"


@pytest.mark.parametrize(
    ("places", "answer", "expected"),
    [
        (["GBR"], "no", "not_satisfied"),
        (["GBR", "FRA"], "yes", "satisfied"),
        (["GBR"], None, "undetermined"),
        (["GBR", "USA"], "no", "satisfied"),
        (["FRA"], "no", "satisfied"),  # no part in the United Kingdom: the comparison is enough
        ([], "no", "undetermined"),
    ],
)
def test_extradition_act_137_conduct_abroad_must_be_within_reach_of_british_law(
    kb: KnowledgeBase, places: list[str], answer: str | None, expected: str
) -> None:
    """El-Khouri [2025] UKSC 3: where the conduct took place decides which test applies."""
    breach = {"circumstance.contrary-to-duty": "yes"}
    charge = {"category": "insider-dealing", "elements": breach, "penalty": {"max": "20y"}}
    facts = {REACHES: answer} if answer else {}
    case = {"on": "2025-02-12", "facts": facts}
    result = told(kb, "USA>GBR", {**charge, "places": places}, **case)
    assert result.legal_bases[0].id == "GBR-USA-extradition-2003"
    crime = result.dual_criminality
    assert (crime.finding, crime.charges[0].finding) == (expected, "satisfied")
    absent = ground(result, "absence-of-dual-criminality").likelihood
    wanted = {"satisfied": "unlikely", "not_satisfied": "likely", "undetermined": "possible"}
    assert absent == wanted[expected]
    asked = {q.fact: q.question for q in result.questions}
    if expected == "undetermined":
        assert (REACHES if places else "conduct.outside_requesting") in asked
        assert "s. 78(4)(b), 137" in crime.reason


# --- An agreement that supplements the bilateral treaties of its Parties


def test_eu_us_3_1_a_bilateral_treaty_not_on_record_is_not_known_to_be_none(
    kb: KnowledgeBase,
) -> None:
    """EU-US agreement on assistance art. 3(1)-(2): beside the treaty of each Member State."""
    case = {"form": "mla", "measures": ["evidence"], "on": "2023-06-01"}
    found = basis(told(kb, "USA>HRV", "fraud", **case), "eu-usa-mla-2003")
    assert (found.status, found.effect) == ("conditional", "supplements")
    missing = "Not on record: a treaty between the United States and Croatia that it supplements."
    assert missing in [c.question for c in found.conditions]


SUPPLEMENT = """
id: own-agreement
title: Agreement on extradition
short: own agreement
kind: agreement
reach: regional
adopted: 1990-01-01
in_force: 1990-01-01
source: untoc-text
as_of: 2000-01-01
verified: unverified
relations: [{effect: supplements, article: "1", instruments: [DEU-USA-extradition-1978]}]
extradition: {article: "1"}
"""
SUPPLEMENTED = """
instrument: own-agreement
source: untoc-text
as_of: 2000-01-01
verified: unverified
parties:
"""


@pytest.mark.parametrize(
    ("pair", "expected"), [("IND>PRT", "inapplicable"), ("KEN>JPN", "conditional")]
)
def test_what_supplements_bilateral_treaties_falls_where_there_is_known_to_be_none(
    tmp_path: Path, pair: str, expected: str
) -> None:
    rows = "".join(f"  {code}: {{in_force: 1990-01-01}}\n" for code in pair.split(">"))
    folder = "treaties/multilateral/own-agreement"
    text = {f"{folder}/treaty.yaml": SUPPLEMENT, f"{folder}/parties.yaml": SUPPLEMENTED + rows}
    found = basis(told(overlay(tmp_path, text), pair, "fraud", on="2005-01-27"), "own-agreement")
    assert found.status == expected


def test_ets_98_a_protocol_to_one_convention_stands_or_falls_with_it(kb: KnowledgeBase) -> None:
    found = basis(told(kb, "NOR>DEU", "fraud", form="mla", measures=["evidence"]), "ets-99")
    assert found.reason.startswith("amends ETS 30")


# --- Grounds against taking over a sentence


def sentenced(kb: KnowledgeBase, pair: str, remaining: str = "2y", **facts: str) -> Assessment:
    """A sentence imposed in the first State on a national of the second."""
    charge = {
        "category": "theft",
        "penalty": {"max": "5y"},
        "sentence": {"imposed": "3y", "remaining": remaining},
    }
    known = {"conviction.final": "yes", "person.consents": "yes"}
    return told(
        kb, pair, charge, form="transfer-of-sentenced-persons", stage="conviction",
        on="2020-06-01", person={"nationality": [pair[4:]]},
        facts=known | {name.replace("__", "."): value for name, value in facts.items()},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "article", "facts", "expected"),
    [
        ("ne-bis-in-idem", "9(1)(c)", {"proceedings__judged_in_union": "yes"}, "possible"),
        ("lapse-of-time", "9(1)(e)", {"time__barred_in_requested": "yes"}, "possible"),
        ("lapse-of-time", "9(1)(e)", {"time__barred_in_requested": "no"}, "unlikely"),
        ("amnesty-or-immunity", "9(1)(f)", {"person__immune": "yes"}, "possible"),
        ("age", "9(1)(g)", {"person__below_criminal_age": "yes"}, "possible"),
        ("penalty-below-threshold", "9(1)(h)", {"remaining": "5m"}, "possible"),
        ("penalty-below-threshold", "9(1)(h)", {"remaining": "6m"}, "unlikely"),
        ("in-absentia", "9(1)(i)", {"conviction__in_absentia": "yes", "assurance__retrial": "no",
                                    "conviction__defence_secured": "no"}, "possible"),
        ("in-absentia", "9(1)(i)", {"conviction__in_absentia": "no"}, "unlikely"),
    ],
)  # fmt: skip
def test_2008_909_jha_9_the_grounds_are_optional(
    kb: KnowledgeBase, key: str, article: str, facts: dict[str, str], expected: str
) -> None:
    result = sentenced(kb, "FRA>BEL", **facts)
    assert result.legal_bases[0].id == "eu-2008-909"
    found = ground(result, key)
    assert (found.basis, found.likelihood) == ("eu-2008-909", expected)
    assert found.strength == "optional" or expected == "unlikely"
    assert article in [s.article for s in found.sources if s.id == "eu-2008-909"]


def test_2008_909_jha_9_1_l_an_act_in_the_executing_state(kb: KnowledgeBase) -> None:
    result = sentenced(kb, "FRA>BEL", conduct__in_requested="yes")
    assert ground(result, "offence-in-requested-territory").likelihood == "possible"


def test_act_549_2011_16_slovakia_makes_them_mandatory(kb: KnowledgeBase) -> None:
    result = sentenced(kb, "CZE>SVK", person__immune="yes")
    found = ground(result, "amnesty-or-immunity")
    assert (found.likelihood, found.strength) == ("likely", "mandatory")


# --- A time without a statute, and instruments that work only through one

MAN_OF_HAMBURG = {
    "category": "terrorist-group-participation", "period": {"from": "2000", "to": "2001"},
    "places": ["DEU"], "penalty": {"max": "12y"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("pair", "on", "eaw", "ets"),
    [
        ("ESP>DEU", "2005-07-17", "applicable", "inapplicable"),
        ("ESP>DEU", "2005-07-18", "inapplicable", "conditional"),
        ("ESP>DEU", "2006-08-01", "inapplicable", "conditional"),
        ("ESP>DEU", "2006-08-02", "applicable", "inapplicable"),
        ("DEU>ESP", "2005-10-01", "applicable", "inapplicable"),
    ],
)
def test_2002_584_jha_34_it_carries_nothing_to_a_state_without_a_statute(
    kb: KnowledgeBase, pair: str, on: str, eaw: str, ets: str
) -> None:
    """BVerfG, 2 BvR 2236/04 (Darkazanli): the treaties took its place until the second Act."""
    result = told(kb, pair, MAN_OF_HAMBURG, form="surrender", on=on)
    found = basis(result, "eu-eaw")
    assert found.status == eaw
    assert ("2 BvR 2236/04" in found.reason) == (eaw == "inapplicable")
    assert basis(result, "ets-24").status == ets
    if eaw == "inapplicable":
        own = basis(result, "domestic:DEU")
        assert own.status == "inapplicable"
        assert own.reason.startswith("no statute in force from 18 July 2005")
        asked = told(kb, pair, MAN_OF_HAMBURG, on=on)  # extradition, on the general part
        assert basis(asked, "domestic:DEU").status != "inapplicable"


@pytest.mark.parametrize("pair", [("DEU", "ESP"), ("ESP", "DEU")])
def test_what_binds_two_states_is_shown_for_the_direction_that_has_a_statute(
    kb: KnowledgeBase, pair: tuple[str, str]
) -> None:
    answer = between(kb, *pair, on="2005-10-01", form="surrender")
    warrant = next(i for form in answer.forms for i in form.instruments if i.id == "eu-eaw")
    assert {e.requested: e.stands for e in warrant.effects} == {"DEU": "no", "ESP": "yes"}


def test_a_time_without_a_statute_explains_a_change(kb: KnowledgeBase) -> None:
    case = Case.model_validate(
        {"requesting": "ESP", "requested": "DEU", "form": "surrender", "on": "2005-10-01",
         "charges": [MAN_OF_HAMBURG]}
    )  # fmt: skip
    changes = {c.id: c for c in compare(case, kb, "2006-10-01", TODAY).legal_bases}
    for key in ("eu-eaw", "domestic:DEU"):
        assert any("no statute in force" in r.text for r in changes[key].reasons), key


# --- What an order is not for


@pytest.mark.parametrize(
    ("measures", "first"), [(["service"], "ets-30"), (["service", "evidence"], "eu-eio-2014"), ([], "eu-eio-2014")]
)  # fmt: skip
def test_an_investigation_order_does_not_serve_documents(
    kb: KnowledgeBase, measures: list[str], first: str
) -> None:
    """Directive 2014/41/EU art. 3: investigative measures; service stays with the conventions."""
    result = told(kb, "DEU>FRA", "fraud", form="mla", measures=measures, on="2025-05-01")
    assert result.legal_bases[0].id == first


@pytest.mark.parametrize(
    ("offence", "finding"), [("drug-trafficking", "presumed"), ("theft", "undetermined")]
)
def test_a_provision_whose_start_is_not_known_does_not_undo_what_a_treaty_obliges_to(
    kb: KnowledgeBase, tmp_path: Path, offence: str, finding: str
) -> None:
    """1988 Drugs Convention art. 3(1)(a)(i): a later text of the Code says nothing against it."""
    own = f"""\
state: MNG
source: private
as_of: 2026-01-01
verified: primary
provisions:
  - {{cite: "art. 1", title: The offence, category: {offence}, in_force: {{by: 2026-01-01}}}}
"""
    sources = "sources:\n  private:\n    title: Private\n"
    files = {"offences/national/MNG.yaml": own, "treaties/sources.yaml": sources}
    result = told(overlay(tmp_path, files), "KEN>MNG", offence, on="2016-01-01")
    (charge,) = result.dual_criminality.charges
    assert charge.finding == finding
