"""Which treaty comes first, and which is none yet, where texts were read in part or not at all."""

import pytest
from helpers import basis

from coopcheck import Assessment, Case, assess, load
from coopcheck.engine.compare import compare
from coopcheck.engine.membership import status
from coopcheck.engine.why_not import why_not
from coopcheck.logic import NO, YES
from coopcheck.model.case import Charge
from coopcheck.model.types import FormName
from coopcheck.text import cited


def asked(
    requesting: str, requested: str, form: FormName, offence: str, on: str, *measures: str
) -> Assessment:
    case = Case(
        requesting=requesting,
        requested=requested,
        form=form,
        on=on,
        measures=list(measures),
        charges=[Charge(category=offence)],
    )
    return assess(case, load())


def order(result: Assessment) -> list[str]:
    return [b.id for b in result.legal_bases if b.status != "inapplicable"]


def test_a_treaty_is_nobodys_before_it_was_adopted() -> None:
    """Parties whose dates are not on record are none at all before the text was there."""
    early = status(load(), "ecowas-extradition-1994", "NGA", "1985-01-01")
    assert early.value is NO
    assert early.reason == "ECOWAS Extradition Convention was adopted only on 6 August 1994"
    assert status(load(), "ecowas-extradition-1994", "NGA", "2026-01-01").value is not NO


def test_a_party_with_a_date_is_bound_where_the_treaty_has_none() -> None:
    assert status(load(), "asean-mla-2004", "MYS", "2026-01-01").value is YES
    assert status(load(), "asean-mla-2004", "MYS", "2005-05-01").value is NO


@pytest.mark.parametrize(
    ("requesting", "requested", "treaty"),
    [("JPN", "USA", "JPN-USA-extradition-1978"), ("AUS", "FRA", "AUS-FRA-extradition-1988")],
)
def test_a_treaty_that_may_cover_the_conduct_comes_before_own_law(
    requesting: str, requested: str, treaty: str
) -> None:
    result = asked(requesting, requested, "extradition", "fraud", "1998-03-02")
    assert basis(result, treaty).status == "conditional"
    assert order(result)[0] == treaty


def test_the_law_of_a_state_that_needs_a_treaty_waits_for_the_treaty() -> None:
    """18 U.S.C. 3184: the chapter carries out a treaty, and goes no further."""
    result = asked("JPN", "USA", "extradition", "fraud", "1998-03-02")
    own = basis(result, "domestic:USA")
    assert own.status == "conditional"
    assert own.reason.startswith("it carries out JPN-USA extradition treaty 1978")
    sure = asked("IND", "USA", "extradition", "fraud", "2018-03-02")
    assert basis(sure, "domestic:USA").status == "applicable"


def test_a_convention_on_some_offences_that_was_not_read_comes_after_general_ones() -> None:
    """What the scope on record waits for is asked, too."""
    result = asked("NGA", "GHA", "extradition", "fraud", "2026-03-02")
    ids = order(result)
    assert ids[0] == "ecowas-extradition-1994"
    assert ids.index("untoc") < ids.index("oau-terrorism-1999")
    waits = [c.fact for c in basis(result, "oau-terrorism-1999").conditions]
    assert "offence.terrorist" in waits


def test_clauses_not_read_are_named_in_words() -> None:
    result = asked("MYS", "SGP", "mla", "fraud", "2026-03-02")
    assert order(result)[0] == "asean-mla-2004"
    missing = " ".join(str(c) for c in basis(result, "asean-mla-2004").conditions)
    assert "the clauses of ASEAN MLAT on mutual legal assistance" in missing


def test_bank_inquiries_for_confiscation_are_no_general_assistance() -> None:
    """CETS 198 arts 16 to 19 serve investigations that aim at confiscation (art. 15)."""
    result = asked("DEU", "DNK", "mla", "fraud", "2026-03-02", "bank-records")
    assert order(result)[0] == "ets-30"
    waits = [c.fact for c in basis(result, "cets-198").conditions]
    assert waits == ["request.aims_at_confiscation"]


def test_a_convention_on_other_offences_comes_last() -> None:
    """Fraud is no bribery until its elements are shown: the Anti-Bribery Convention waits."""
    ids = order(asked("AUS", "RUS", "mla", "fraud", "2026-09-01"))
    assert ids[0] == "untoc"
    assert ids.index("reciprocity") < ids.index("oecd-bribery-1997")


def test_a_convention_on_some_offences_is_no_extradition_treaty_to_include_others_in() -> None:
    """UNTOC art. 16(3) speaks of extradition treaties; a convention on corruption is none."""
    result = asked("KEN", "EGY", "extradition", "fraud", "2026-09-01")
    assert not [c for c in result.combinations if "au-corruption-2003" in c.ids]
    assert order(result)[0] == "reciprocity"


def test_the_warrant_comes_before_an_agreement_with_states_outside() -> None:
    result = asked("ESP", "PRT", "extradition", "fraud", "2026-03-01")
    assert order(result)[0] == "eu-eaw"
    assert "santiago-extradition-2010" not in order(result)


def test_a_treaty_that_a_state_has_only_signed_comes_after_one_that_binds_both() -> None:
    ids = order(asked("BRA", "PRT", "extradition", "fraud", "2026-03-01"))
    assert ids[0] == "cplp-extradition-2005"
    assert ids.index("reciprocity") < ids.index("santiago-extradition-2010")


@pytest.mark.parametrize(
    ("pair", "form", "offence", "first"),
    [
        (("JPN", "MEX"), "transfer-of-sentenced-persons", "bribery-national-official-active",
         "ets-112"),
        (("CHE", "DEU"), "joint-investigation", "drug-trafficking", "ets-182"),
        (("CAN", "NAM"), "extradition", "drug-trafficking", "drugs-1988"),
    ],
)  # fmt: skip
def test_a_mere_duty_to_consider_is_no_first_choice(
    pair: tuple[str, str], form: FormName, offence: str, first: str
) -> None:
    assert order(asked(*pair, form, offence, "2026-03-02"))[0] == first


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("16(3)", "art. 16(3)"),
        ("XI, XII", "art. XI, XII"),
        ("article not read", "article not read"),
        ("Protocol of 2006, art. 2", "Protocol of 2006, art. 2"),
        ("18 U.S.C. 3184", "18 U.S.C. 3184"),
    ],
)
def test_articles_are_cited_as_a_lawyer_would(article: str, words: str) -> None:
    assert cited(article) == words


def test_a_territory_of_a_state_that_may_not_be_bound() -> None:
    standing = status(load(), "cets-196", "HKG", "2026-01-01")
    assert standing.reason.startswith("whether China is bound is not known")
    assert status(load(), "untoc", "HKG", "2026-01-01").reason.endswith("by declaration of China")


def test_a_month_or_year_of_entry_into_force_is_said_as_such() -> None:
    reason = status(load(), "DEU-HKG-mla-2006", "HKG", "2026-01-01").reason
    assert reason == "party since a day in 2009"
    reason = status(load(), "HKG-KOR-extradition-2006", "HKG", "2026-01-01").reason
    assert reason == "party since a day in February 2007"


@pytest.mark.parametrize(
    ("pair", "form", "first"),
    [(("BRA", "URY"), "mla", "mercosur-mla-1996"), (("AUS", "CAN"), "extradition", "domestic:CAN")],
)
def test_made_for_fewer_states_and_waiting_for_the_stage_alone(
    pair: tuple[str, str], form: FormName, first: str
) -> None:
    result = asked(*pair, form, "bribery-national-official-active", "2026-03-02")
    assert order(result)[0] == first


def test_a_treaty_made_for_transfers_comes_before_own_law_and_an_invitation() -> None:
    """ETS 112 leaves each transfer to the States, and is what they made for it all the same."""
    ids = order(
        asked("DEU", "CHE", "transfer-of-sentenced-persons", "bribery-national-official-active",
              "2024-03-01")
    )  # fmt: skip
    assert ids[:3] == ["ets-112", "ets-167", "domestic:CHE"]
    ids = order(asked("ARG", "BRA", "transfer-of-sentenced-persons", "fraud", "2024-03-01"))
    assert ids[0] == "ARG-BRA-transfer-1998"
    assert ids.index("mercosur-transfer-2004") < ids.index("domestic:BRA")


def test_a_comparison_names_no_treaty_with_another_state() -> None:
    """The EU-US agreement supplements many treaties; only the one of the two is of interest."""
    case = Case(requesting="USA", requested="GRC", form="extradition", on="2012-03-02")
    told = str(compare(case, load(), "2009-03-02"))
    assert "EU-US extradition agreement" in told
    assert "BGR-USA" not in told


def test_forms_are_named_in_words_where_an_instrument_says_nothing_of_one() -> None:
    case = Case(requesting="CHE", requested="DEU", form="extradition", on="2026-03-02")
    told = str(why_not(case, load(), "CHE-DEU-mla-1969"))
    assert "only on mutual legal assistance" in told


def test_what_is_missing_of_a_treaty_read_in_part_is_named_in_words() -> None:
    result = asked("CPV", "MOZ", "transfer-of-sentenced-persons", "fraud", "2019-03-01")
    what = "the other clauses of CPLP transfer convention on the transfer of sentenced persons"
    assert what in result.confidence.missing


def test_a_transfer_does_not_ask_for_a_rule_on_mutual_assistance() -> None:
    result = asked("RUS", "ARG", "transfer-of-sentenced-persons", "fraud", "2026-03-02")
    assert "requested.requires_treaty_for_mla" not in [q.fact for q in result.questions]


def test_a_convention_of_which_a_party_is_unknown_is_not_said_to_bind_both() -> None:
    """Argentina is not on the list of ETS 189 of 2022: nor is it pleaded for a plain threat."""
    case = Case.model_validate(
        {
            "requesting": "ARG",
            "requested": "ESP",
            "form": "extradition",
            "on": "2025-06-10",
            "stage": "prosecution",
            "charges": [{"category": "threats", "penalty": {"max": "3y"}}],
        }
    )
    result = assess(case, load())
    protocol = basis(result, "ets-189")
    assert protocol.status == "conditional"
    assert protocol.reason.startswith("Argentina: not a party on record")
    assert "binds both" not in protocol.reason
    assert all("ets-189" not in each.ids for each in result.combinations)


def test_no_reason_says_that_a_law_binds_both_while_that_is_not_known() -> None:
    for pair in ("ARG ESP", "BRA CAN", "JPN CHE", "NGA ZAF", "USA XKX"):
        for offence in ("money-laundering", "threats", "terrorist-financing"):
            result = asked(*pair.split(), "extradition", offence, "2025-06-10")
            for each in result.legal_bases:
                law = [
                    c.question for c in each.conditions if "which States have joined" in c.question
                ]
                assert not (law and each.reason.startswith("binds both")), (pair, each.id)
                assert not each.reason.endswith("depends on "), (pair, each.id)


@pytest.mark.parametrize(
    ("pair", "own"),
    [("DEU>FIN", True), ("SWE>FIN", False), ("DEU>DNK", True), ("SWE>DNK", False)],
)
def test_own_rules_that_carry_out_a_treaty_are_none_where_another_governs(
    pair: str, own: bool
) -> None:
    """Between Nordic States their convention has taken the place of the European warrant."""
    requesting, requested = pair.split(">")
    law = f"domestic:{requested}"
    assert (law in order(asked(requesting, requested, "surrender", "theft", "2025-06-01"))) is own
