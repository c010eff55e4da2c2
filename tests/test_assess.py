"""Whole assessments on the law on record, pinned with their articles."""

from typing import Any

import pytest
from helpers import basis, ground

from coopcheck import Assessment, Case, assess
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.findings import ChargeFinding, LegalBasis

TODAY = "2026-11-24"


def run(kb: KnowledgeBase, requesting: str, requested: str, form: str, **more: Any) -> Assessment:
    case = {"requesting": requesting, "requested": requested, "form": form, **more}
    return assess(Case.model_validate(case), kb, today=TODAY, include_inapplicable=True)


def charge(result: Assessment, index: int = 0) -> ChargeFinding:
    return result.dual_criminality.charges[index]


def first(result: Assessment) -> LegalBasis:
    return next(b for b in result.legal_bases if b.rank == 1)


def test_kenya_to_switzerland_bribery_and_laundering(kb: KnowledgeBase) -> None:
    result = run(
        kb, "Kenya", "Switzerland", "extradition",
        charges=[{"conduct": "bribing a Kenyan procurement official and laundering the proceeds"}],
    )  # fmt: skip
    assert [c.category for c in result.dual_criminality.charges] == [
        "bribery-national-official-active",
        "money-laundering",
    ]
    best = first(result)
    assert (best.id, best.status, best.effect, best.article) == (
        "uncac", "applicable", "deemed-included", "44(4)",
    )  # fmt: skip
    # The old list treaty does not name bribery; UNCAC art. 44(4) puts it there.
    assert basis(result, "CHE-KEN-extradition-1880").status == "inapplicable"
    assert ["CHE-KEN-extradition-1880", "uncac"] in [c.ids for c in result.combinations]
    untoc = basis(result, "untoc")
    assert untoc.status == "conditional"
    assert {c.fact for c in untoc.conditions} >= {
        "conduct.transnational",
        "conduct.organized_criminal_group",
    }
    bribery, laundering = result.dual_criminality.charges
    assert bribery.finding == "satisfied"
    assert bribery.transposed
    assert bribery.requested.provisions[0].cite.endswith("SCC")
    assert laundering.finding == "undetermined"
    assert any("tracing" in c.question for c in laundering.conditions)
    assert ground(result, "fiscal-offence").likelihood == "excluded"
    sent = next(s for s in result.next_steps if s.step == "channel")
    assert "diplomatic channel" in sent.text  # of the treaty into which the offence is put
    assert "Federal Office of Justice" in sent.text
    assert sent.article == "CHE-KEN extradition treaty 1880 art. IV"
    assert any(s.text.startswith("The request under CHE-KEN") for s in result.next_steps)


def test_kenya_to_united_kingdom_confiscation_of_embezzled_funds(kb: KnowledgeBase) -> None:
    result = run(
        kb, "KEN", "GBR", "confiscation", measures=["freezing", "enforcement-of-order"],
        charges=[{"category": "embezzlement-public"}],
    )  # fmt: skip
    best = first(result)
    assert (best.id, best.status, best.effect) == ("uncac", "applicable", "duty")
    assert "55(1)" in best.article
    assert basis(result, "domestic:GBR").status == "applicable"
    assert result.dual_criminality.finding == "satisfied"
    assert result.dual_criminality.conduct_test is not None
    secrecy = ground(result, "bank-secrecy")
    assert secrecy.likelihood == "excluded"
    assert any(s.effect == "excluded" and "46(8)" in s.article for s in secrecy.sources)
    for extra in ("insufficient-evidence", "de-minimis"):
        assert any(s.article == "55(7)" for s in ground(result, extra).sources)
    owed = next(step for step in result.next_steps if step.step == "owed")
    assert any("57(3)(a)" in item for item in owed.items)
    assert any("55(8)" in item for item in owed.items)


NORRIS = {
    "on": "2008-03-12",
    "stage": "prosecution",
    "person": {"nationality": ["GBR"]},
    "charges": [
        {
            "name": "fixing prices of carbon products",
            "category": "cartel",
            "elements": {"mental.dishonesty": "no"},
            "period": {"from": "1989", "to": "2000"},
            "places": ["USA", "GBR"],
            "penalty": {"max": "3y"},
        },
        {
            "name": "obstructing the investigation",
            "category": "obstruction-of-justice",
            "period": {"from": "1999", "to": "2001"},
            "places": ["USA", "GBR"],
            "penalty": {"max": "10y"},
        },
    ],
}


def test_price_fixing_was_no_crime_in_the_united_kingdom_obstruction_was(kb: KnowledgeBase) -> None:
    """Norris v Government of the United States of America [2008] UKHL 16."""
    result = run(kb, "USA", "GBR", "extradition", **NORRIS)
    best = first(result)
    assert (best.id, best.status) == ("GBR-USA-extradition-2003", "applicable")
    assert result.dual_criminality.finding == "partly"
    price, obstruction = result.dual_criminality.charges
    assert price.finding == "not_satisfied"
    assert price.requested.read_as_at == "the time of the conduct"
    assert any("s. 188" in c.article for c in price.citations)
    assert obstruction.finding == "satisfied"
    absent = ground(result, "absence-of-dual-criminality")
    assert (absent.likelihood, absent.strength, absent.triggered) == ("likely", "mandatory", "yes")
    assert any(s.article.startswith("2(1)") for s in absent.sources)
    nationality = ground(result, "nationality")
    assert nationality.likelihood == "excluded"
    assert any(s.article == "3" and s.effect == "excluded" for s in nationality.sources)


def test_the_same_price_fixing_after_the_cartel_offence_began(kb: KnowledgeBase) -> None:
    late = {**NORRIS, "on": "2012-05-01"}
    late["charges"] = [{
        "category": "cartel", "elements": {"mental.dishonesty": "yes"},
        "period": {"from": "2004", "to": "2008"}, "penalty": {"max": "10y"},
    }]  # fmt: skip
    result = run(kb, "USA", "GBR", "extradition", **late)
    assert charge(result).finding == "satisfied"
    assert "s" in charge(result).requested.provisions[0].cite


def test_price_fixing_with_dishonesty_unknown_is_asked_about(kb: KnowledgeBase) -> None:
    asked = {
        **NORRIS,
        "charges": [{k: v for k, v in NORRIS["charges"][0].items() if k != "elements"}],
    }
    result = run(kb, "USA", "GBR", "extradition", **asked)
    assert charge(result).finding == "undetermined"
    assert any("mental.dishonesty" in (c.fact or "") for c in charge(result).conditions)


def test_germany_to_netherlands_is_the_arrest_warrant(kb: KnowledgeBase) -> None:
    result = run(
        kb, "DEU", "NLD", "extradition", stage="prosecution",
        charges=[{"category": "fraud", "penalty": {"max": "5y"}}],
    )  # fmt: skip
    best = first(result)
    assert (best.id, best.form, best.status) == ("eu-eaw", "surrender", "applicable")
    old = basis(result, "ets-24")
    assert old.status == "inapplicable"
    assert "31(1)" in old.reason
    assert result.dual_criminality.finding == "not_required"
    assert result.dual_criminality.citations[0].article == "2(2)"
    assert ground(result, "absence-of-dual-criminality").likelihood == "excluded"
    assert ground(result, "political-offence").likelihood == "excluded"
    assert any(s.text.endswith("60 days (From the arrest).") for s in result.next_steps)
    before = run(
        kb, "DEU", "NLD", "extradition", stage="prosecution", on="2003-05-01",
        charges=[{"category": "fraud", "penalty": {"max": "5y"}}],
    )  # fmt: skip
    assert basis(before, "eu-eaw").status == "inapplicable"
    assert basis(before, "ets-24").status != "inapplicable"


def test_the_list_has_a_floor_in_the_issuing_state(kb: KnowledgeBase) -> None:
    result = run(
        kb, "DEU", "NLD", "surrender", stage="prosecution",
        charges=[{"category": "fraud", "penalty": {"max": "2y"}}],
    )  # fmt: skip
    assert first(result).id == "eu-eaw"
    assert result.dual_criminality.finding != "not_required"


def test_kenya_to_germany_a_german_national(kb: KnowledgeBase) -> None:
    result = run(
        kb, "KEN", "DEU", "extradition", person={"nationality": ["Germany"]},
        charges=[{"category": "bribery-national-official-passive"}],
    )  # fmt: skip
    found = ground(result, "nationality")
    assert (found.likelihood, found.strength, found.triggered) == ("likely", "mandatory", "yes")
    assert any(s.kind == "domestic" and "16(2)" in s.article for s in found.sources)
    assert any(d.duty == "prosecute-on-request" and d.article == "44(11)" for d in found.duties)
    assert {"prosecute-instead", "enforce-sentence-instead"} <= {c.cure for c in found.cures}
    other = run(
        kb, "KEN", "DEU", "extradition", person={"nationality": ["KEN"]},
        charges=[{"category": "bribery-national-official-passive"}],
    )  # fmt: skip
    assert ground(other, "nationality").likelihood == "unlikely"


def test_switzerland_to_united_states_bank_records_in_a_tax_matter(kb: KnowledgeBase) -> None:
    result = run(
        kb, "CHE", "USA", "mla", measures=["bank-records"], charges=[{"category": "tax-fraud"}]
    )
    best = first(result)
    assert (best.id, best.effect) == ("CHE-USA-mla-1973", "duty")
    fiscal = ground(result, "fiscal-offence")
    assert fiscal.triggered == "yes"
    assert any(s.article == "2(1)(c)(5)" for s in fiscal.sources)
    assert fiscal.likelihood == "possible"
    secrecy = ground(result, "bank-secrecy")
    assert any(s.article == "10(2)" for s in secrecy.sources)
    # UNTOC art. 18(7): beside the treaty between the two, paras 9 to 29 (and so 18(22)) give way.
    assert "excluded" not in {u.likelihood for u in fiscal.other_bases if u.basis == "untoc"}
    under = {u.basis: u.likelihood for u in secrecy.other_bases}
    assert under["untoc"] == "excluded"


def test_the_death_penalty_and_its_assurance(kb: KnowledgeBase) -> None:
    facts = {"offence.capital_in_requesting": "yes"}
    case = {"stage": "prosecution", "charges": [{"category": "murder"}]}
    result = run(kb, "USA", "GBR", "extradition", facts=facts, **case)
    found = ground(result, "death-penalty")
    assert found.likelihood == "possible"
    assert found.raised_by
    assert found.strength == "mandatory"
    assert any("s. 94" in s.article for s in found.sources)
    assert any(s.article == "7" for s in found.sources)
    assert [c.fact for c in found.conditions] == ["assurance.no_death_penalty"]
    assert "assurance-no-death-penalty" in {c.cure for c in found.cures}
    refused = run(
        kb, "USA", "GBR", "extradition",
        facts={**facts, "assurance.no_death_penalty": "no"}, **case,
    )  # fmt: skip
    assert ground(refused, "death-penalty").likelihood == "likely"
    assured = run(
        kb, "USA", "GBR", "extradition",
        facts={**facts, "assurance.no_death_penalty": "yes"}, **case,
    )  # fmt: skip
    assert ground(assured, "death-penalty").likelihood == "unlikely"


def test_two_states_with_no_treaty_between_them(kb: KnowledgeBase) -> None:
    result = run(
        kb,
        "JPN",
        "DEU",
        "extradition",
        stage="prosecution",
        charges=[{"category": "murder", "penalty": {"max": "life"}}],
    )
    treaties = [b for b in result.legal_bases if b.in_force and b.status == "applicable"]
    assert treaties == []
    best = first(result)
    assert best.id == "domestic:DEU"
    assert best.effect == "own-law"
    assert basis(result, "ets-24").status == "inapplicable"
    treaty_bound = run(
        kb, "JPN", "NLD", "extradition", stage="prosecution", charges=[{"category": "murder"}]
    )
    own = basis(treaty_bound, "domestic:NLD")
    assert own.status == "inapplicable"
    assert basis(treaty_bound, "reciprocity").status == "inapplicable"


def test_a_date_before_the_convention_was_in_force_for_one(kb: KnowledgeBase) -> None:
    """UNCAC art. 68(2): Switzerland deposited on 24 September 2009."""
    case = {"charges": [{"category": "bribery-national-official-active"}]}
    early = run(kb, "KEN", "CHE", "mla", on="2009-10-01", **case)
    uncac = basis(early, "uncac")
    assert uncac.status == "inapplicable"
    assert "in force for it from 24 October 2009" in uncac.reason
    later = run(kb, "KEN", "CHE", "mla", on="2009-10-24", **case)
    assert basis(later, "uncac").status == "applicable"


def test_signed_and_never_ratified(kb: KnowledgeBase) -> None:
    facts = {"conduct.transnational": "yes", "conduct.organized_criminal_group": "yes"}
    charges = [{"category": "money-laundering"}]
    result = run(kb, "COG", "CHE", "mla", on="2024-03-01", facts=facts, charges=charges)
    untoc = basis(result, "untoc")
    assert untoc.status == "inapplicable"
    assert "signed 14 December 2000, not ratified" in untoc.reason
    # One party that joined after May 2024 is not identified: then it is unknown, not no.
    today = run(kb, "COG", "CHE", "mla", facts=facts, charges=charges)
    assert basis(today, "untoc").status == "conditional"


def test_a_treaty_whose_offences_were_not_read_is_conditional_and_comes_first(
    kb: KnowledgeBase,
) -> None:
    """Arts 1 and 4 of the treaty between Brazil and the United Kingdom were read, art. 2 was not."""
    result = run(kb, "GBR", "BRA", "extradition", charges=[{"category": "murder"}])
    treaty = basis(result, "BRA-GBR-extradition-1995")
    assert (treaty.status, treaty.rank) == ("conditional", 1)
    assert [each.question for each in treaty.conditions] == [
        "Not on record: which offences BRA-GBR extradition treaty 1995 covers."
    ]


def test_three_charges_of_which_one_misses_the_threshold(kb: KnowledgeBase) -> None:
    """ETS 24 art. 2(1) and the accessory rule of art. 2(2)."""
    result = run(
        kb, "NOR", "CHE", "extradition", stage="prosecution",
        charges=[
            {"category": "fraud", "penalty": {"max": "6y"}, "elements": {"means.astute-deception": "yes"}},
            {"category": "theft", "penalty": {"max": "2y"}},
            {"category": "perjury", "penalty": {"max": "6m"}},
        ],
    )  # fmt: skip
    ets = basis(result, "ets-24")
    assert (ets.rank, ets.status, ets.charges) == (1, "applicable", [0, 1])
    findings = [
        [t.finding for t in c.thresholds if t.basis == "ets-24"]
        for c in result.dual_criminality.charges
    ]
    assert findings == [["yes"], ["yes"], ["no"]]
    assert "art. 2(2)" in (charge(result, 2).accessory or "")
    assert charge(result, 0).accessory is None
    below = ground(result, "penalty-below-threshold")
    assert below.triggered == "yes"
    assert below.strength == "optional"


@pytest.mark.parametrize(
    ("requested", "name", "sovereign"),
    [
        ("Cayman Islands", "the Cayman Islands", "United Kingdom"),
        ("Hong Kong", "Hong Kong", "China"),
    ],
)
def test_a_territory_as_requested_jurisdiction(
    kb: KnowledgeBase, requested: str, name: str, sovereign: str
) -> None:
    result = run(kb, "USA", requested, "mla", measures=["bank-records"],
                 charges=[{"category": "money-laundering"}])  # fmt: skip
    drugs = basis(result, "drugs-1988")
    assert drugs.in_force is not None
    assert sovereign in drugs.in_force.requested or "applies to it" in drugs.in_force.requested
    assert result.dual_criminality.finding in ("undetermined", "presumed")
    assert f"no provision of {name} on record" in charge(result).reason


def test_hong_kong_treaty_of_1996_ended_in_2020(kb: KnowledgeBase) -> None:
    charges = [{"category": "fraud"}]
    assert basis(run(kb, "USA", "HKG", "extradition", on="2019-05-05", charges=charges),
                 "HKG-USA-extradition-1996").status == "conditional"  # fmt: skip
    now = basis(run(kb, "USA", "HKG", "extradition", charges=charges), "HKG-USA-extradition-1996")
    assert now.status == "inapplicable"


def test_an_unknown_category_of_conduct_needs_its_elements(kb: KnowledgeBase) -> None:
    result = run(
        kb, "KEN", "CHE", "extradition",
        charges=[{"name": "x", "elements": {"act.give-advantage": "yes", "recipient.national-official": "yes",
                                            "purpose.influence-duty": "yes", "mental.intent": "yes"}}],
    )  # fmt: skip
    assert charge(result).recognised_from == "elements"
    assert charge(result).finding == "satisfied"
    assert basis(result, "uncac").status == "applicable"


def test_presumed_from_a_treaty_where_no_provision_is_on_record(kb: KnowledgeBase) -> None:
    """UNCAC art. 15(a) obliges both to criminalise exactly this."""
    result = run(
        kb, "KEN", "MEX", "mla", charges=[{"category": "bribery-national-official-active"}]
    )
    found = charge(result)
    assert found.finding == "presumed"
    assert {(c.id, c.article) for c in found.citations} >= {("uncac", "15(a)")}
    assert result.dual_criminality.finding == "presumed"


def test_no_charge_says_so(kb: KnowledgeBase) -> None:
    result = run(kb, "KEN", "CHE", "mla")
    assert result.dual_criminality.finding == "undetermined"
    assert result.questions


def test_the_law_on_own_officials_comes_before_that_on_foreign_ones(kb: KnowledgeBase) -> None:
    """A bribed customs officer is, transposed, one of the requested State (ETS 73 art. 7(2)).

    That its law on foreign officials reaches him as the words stand does not change which law
    fits the charge; of those that fit, the graver one leads.
    """
    charges = [{"category": "bribery-national-official-active"}]
    found = charge(run(kb, "ZAF", "BRA", "extradition", charges=charges))
    assert (found.finding, found.transposed) == ("satisfied", True)
    assert found.requested.provisions[0].cite == "CP art. 333"
    literal = charge(run(kb, "KEN", "CHE", "extradition", charges=charges)).requested.provisions
    assert literal[0].transposed
    abroad = run(
        kb, "USA", "BRA", "extradition", charges=[{"category": "bribery-foreign-official-active"}]
    )
    assert charge(abroad).requested.provisions[0].cite.startswith("CP arts 337-B")
    assert not charge(abroad).transposed


def test_a_treaty_binds_no_party_and_its_own_territory_to_each_other(kb: KnowledgeBase) -> None:
    """A treaty between Canada and the United Kingdom is none between that and the Caymans."""
    charges = [{"category": "drug-trafficking"}]
    asked = run(kb, "GBR", "CYM", "mla", charges=charges)
    for key in ("CAN-GBR-mla-1988", "untoc"):
        assert basis(asked, key).status == "inapplicable"
        assert "one Party with" in basis(asked, key).reason
    assert (
        basis(run(kb, "CAN", "CYM", "mla", charges=charges), "CAN-GBR-mla-1988").status
        != "inapplicable"
    )


def test_no_question_is_asked_twice_and_the_stage_before_the_sentence(kb: KnowledgeBase) -> None:
    charges = [{"category": "drug-trafficking", "penalty": {"max": "15y"}}]
    asked = run(kb, "DEU", "NLD", "surrender", charges=charges)
    texts = [question.question for question in asked.questions]
    assert len(texts) == len(set(texts))
    assert texts.index("What sentence was imposed?") > 0
    assert texts[0].startswith("At what stage")


def test_an_unsettled_basis_is_not_called_certain(kb: KnowledgeBase) -> None:
    asked = run(kb, "IND", "GBR", "extradition", charges=[{"category": "theft"}])
    best = first(asked)
    assert best.status == "conditional"
    assert "certain" not in (best.why_here or "")


def test_a_sentence_too_short_to_be_taken_over_raises_its_ground(kb: KnowledgeBase) -> None:
    """Framework Decision 2008/909/JHA art. 9(1)(h): less than six months left to serve."""
    for left, likelihood in (("4m", "possible"), ("14m", "unlikely")):
        asked = run(
            kb, "ITA", "ROU", "transfer-of-sentenced-persons", stage="conviction",
            person={"nationality": ["ROU"]},
            charges=[{"category": "theft", "sentence": {"imposed": "5y", "remaining": left}}],
        )  # fmt: skip
        found = ground(asked, "penalty-below-threshold")
        assert (found.likelihood, found.sources[0].article) == (likelihood, "9(1)(h)")


@pytest.mark.parametrize(
    ("measures", "category", "status"),
    [
        (["freezing"], "insider-dealing", "conditional"),
        (["data-production"], "insider-dealing", "applicable"),
        (["freezing"], "illegal-access-to-computer", "applicable"),
    ],
)
def test_the_budapest_convention_is_for_its_offences_and_for_data(
    kb: KnowledgeBase, measures: list[str], category: str, status: str
) -> None:
    """Art. 25(1): offences related to computers, and evidence in electronic form of any other."""
    asked = run(kb, "USA", "CHE", "mla", measures=measures, charges=[{"category": category}])
    assert basis(asked, "ets-185").status == status


def test_a_treaty_that_may_bind_neither_comes_last(kb: KnowledgeBase) -> None:
    """Kosovo is on no list of the United Nations; one later Party there is not identified."""
    asked = run(kb, "XKX", "ALB", "extradition", charges=[{"category": "murder"}])
    assert first(asked).id == "reciprocity"
    assert basis(asked, "untoc").status == "conditional"
