"""Rules of the treaties that a correct checker reproduces, each named with its article.

Of the project's list of rules, those whose instrument is on record. A case is written
``given("KEN>CHE", charge("fraud", "5y"))``: requesting > requested State, the charges with the
maximum penalty in the requesting State. A rule that does not come out yet is a strict expected
failure that says what is missing.
"""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from helpers import basis, ground, overlay

from coopcheck import Assessment, Case, assess
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.findings import GroundSource

Given = dict[str, Any]

GROUP = {"conduct.transnational": "yes", "conduct.organized_criminal_group": "yes"}
NO_GROUP = {"conduct.transnational": "no", "conduct.organized_criminal_group": "no"}
NO_TREATY_NEEDED = {"requesting.requires_treaty": "no"}  # of a State whose law is not on record
POLITICAL = {"conduct.political": "yes", "conduct.attack_on_head_of_state": "no", "conduct.war_crime_or_genocide": "no"}  # fmt: skip


NOTIFIED = """\
instrument: uncac
source: untoc-text
verified: unverified
as_of: 2026-01-01
parties: {}
declarations:
  - {state: MNG, article: "44(6)", kind: notification, effect: takes-as-extradition-basis,
     value: "yes", gist: takes the Convention as the legal basis}
"""
"""Invented: those who are on record with this answer need no treaty."""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The packaged law, and one notification more."""
    folder = tmp_path_factory.mktemp("law")
    return overlay(folder, {"treaties/multilateral/uncac/parties.yaml": NOTIFIED})


def charge(
    category: str, maximum: str | None = None, sentence: str | None = None, **more: Any
) -> Given:
    found: Given = {"category": category, **more}
    if maximum:
        found["penalty"] = {"max": maximum}
    if sentence:
        found["sentence"] = {"imposed": sentence}
    return found


def given(pair: str, *charges: Given, **more: Any) -> Given:
    requesting, requested = pair.split(">")
    whole = {"requesting": requesting, "requested": requested, "charges": list(charges)}
    return {**whole, "form": "extradition", "stage": "prosecution", **more}


def mla(pair: str, *charges: Given, measures: list[str], **more: Any) -> Given:
    return given(pair, *charges, form="mla", measures=measures, **more)


def confiscation(pair: str, *charges: Given, measures: list[str], **more: Any) -> Given:
    return given(pair, *charges, form="confiscation", measures=measures, **more)


def prisoner(
    nationality: str = "DEU", remaining: str = "6m", category: str = "theft", **facts: str
) -> Given:
    """A sentence imposed in Switzerland, to be served in Germany."""
    sentence = {"imposed": "3y", "remaining": remaining}
    known = {"conviction.final": "yes", "person.consents": "yes"} | {
        k.replace("_", ".", 1): v for k, v in facts.items()
    }
    return given(
        "CHE>DEU", {**charge(category, "5y"), "sentence": sentence}, form="transfer-of-sentenced-persons",
        stage="conviction", person={"nationality": [nationality]}, facts=known,
    )  # fmt: skip


def told(kb: KnowledgeBase, case: Given, *, explain: bool = False) -> Assessment:
    return assess(
        Case.model_validate(case),
        kb,
        today="2026-11-24",
        include_inapplicable=True,
        explain=explain,
    )


def rule(name: str, article: str, *values: Any, missing: str | None = None) -> Any:
    marks = (
        [pytest.mark.xfail(strict=True, raises=(AssertionError, StopIteration), reason=missing)]
        if missing
        else []
    )
    return pytest.param(*values, id=f"{name} {article}", marks=marks)


def likelihood(result: Assessment, key: str, under: str) -> str:
    """How a ground stands under one basis, first choice or not."""
    assert basis(result, under).status != "inapplicable"
    found = ground(result, key)
    return next((o.likelihood for o in found.other_bases if o.basis == under), found.likelihood)


def source(result: Assessment, key: str, law: str, article: str, effect: str = "") -> GroundSource:
    """What a law says on a ground (with this effect, where it has two clauses on it)."""
    found = [s for s in ground(result, key).sources if (s.id, s.article) == (law, article)]
    return next(s for s in found if effect in ("", s.effect))


def laws(result: Assessment, key: str) -> set[str]:
    """The laws that speak on a ground under the first-choice basis."""
    return {s.id for g in result.refusal_grounds if g.id == key for s in g.sources}


def owed(result: Assessment) -> str:
    """What the requested State must do under the first-choice basis."""
    return "\n".join(
        item for step in result.next_steps if step.step == "owed" for item in step.items
    )


def step_articles(result: Assessment, step: str) -> list[str | None]:
    return [s.article for s in result.next_steps if s.step == step]


# --- Does the instrument apply, and how

FRAUD, THEFT = charge("fraud", "5y"), charge("theft", "5y")
LAUNDERING = charge("money-laundering", "2y")
TRAFFICKING = charge("trafficking-in-persons", "10y")
BRIBERY = charge("bribery-national-official-active", "7y")
DRUGS = charge("drug-trafficking", "10y")
OWN_USE = charge("drug-possession-personal", "10y", elements={"purpose.supply-to-others": "no"})
FINANCING, BOMBING = charge("terrorist-financing", "10y"), charge("terrorist-bombing", "life")
HACKING = charge(
    "illegal-access-to-computer", "5y", elements={"circumstance.security-measures-infringed": "yes"}
)
FOREIGN_BRIBE = charge("bribery-foreign-official-active", "5y")
HIJACKING, SABOTAGE = charge("hijacking", "life"), charge("aircraft-sabotage", "life")
PROVOCATION, RECRUITMENT = (
    charge("terrorist-provocation", "5y"),
    charge("terrorist-recruitment", "5y"),
)
TREATY_NEEDED = {"requested.requires_treaty": "yes"}


@pytest.mark.parametrize(
    ("case", "key", "expected"),
    [
        rule("untoc-scope-convention-offences", "3(1)(a) all three", mla("KEN>CHE", LAUNDERING, measures=[], facts=GROUP), "untoc", "applicable duty 18(1)"),
        rule("untoc-scope-convention-offences", "3(1)(a) two unknown", mla("KEN>CHE", LAUNDERING, measures=[]), "untoc", "conditional"),
        rule("untoc-scope-convention-offences", "3(1)(a) one unknown", mla("KEN>CHE", LAUNDERING, measures=[], facts={"conduct.transnational": "yes"}), "untoc", "conditional"),
        rule("untoc-scope-convention-offences", "3(1)(a) not transnational", mla("KEN>CHE", LAUNDERING, measures=[], facts={**GROUP, "conduct.transnational": "no"}), "untoc", "inapplicable"),
        rule("untoc-scope-convention-offences", "3(1)(a) no group", mla("KEN>CHE", LAUNDERING, measures=[], facts={**GROUP, "conduct.organized_criminal_group": "no"}), "untoc", "inapplicable"),
        rule("untoc-scope-convention-offences", "3(1)(a) other offence", mla("KEN>CHE", charge("theft", "2y"), measures=[], facts=GROUP), "untoc", "inapplicable"),
        rule("untoc-scope-serious-crime", "3(1)(b)", mla("KEN>CHE", THEFT, measures=[], facts=GROUP), "untoc", "applicable"),
        rule("untoc-scope-serious-crime", "3(1)(b) not transnational", mla("KEN>CHE", THEFT, measures=[], facts={**GROUP, "conduct.transnational": "no"}), "untoc", "inapplicable"),
        rule("untoc-serious-crime-four-years", "2(b) 4y", mla("KEN>CHE", charge("theft", "4y"), measures=[], facts=GROUP), "untoc", "applicable"),
        rule("untoc-serious-crime-four-years", "2(b) 3y11m", mla("KEN>CHE", charge("theft", "3y11m"), measures=[], facts=GROUP), "untoc", "inapplicable"),
        rule("untoc-serious-crime-four-years", "2(b) maximum, not sentence", mla("KEN>CHE", charge("theft", "4y", "3m"), measures=[], facts=GROUP), "untoc", "applicable"),
        rule("untoc-group-three-persons", "2(a) two conspirators", mla("KEN>CHE", charge("conspiracy", "9y"), measures=[], facts={**GROUP, "conduct.organized_criminal_group": "no"}), "untoc", "inapplicable"),
        rule("untoc-transnational-four-ways", "3(2)(a) in both States", mla("KEN>CHE", charge("theft", "5y", places=["KEN", "CHE"]), measures=[], facts={"conduct.organized_criminal_group": "yes"}), "untoc", "applicable"),
        rule("untoc-transnational-four-ways", "3(2)(b)-(d) in one State", mla("KEN>CHE", charge("theft", "5y", places=["KEN"]), measures=[], facts={"conduct.organized_criminal_group": "yes"}), "untoc", "conditional"),
        rule("untoc-protocol-offences-count", "37(4), TIP 1(3) extradition", given("KEN>CHE", charge("trafficking-in-persons", "2y"), facts=GROUP), "untoc-trafficking-protocol", "applicable deemed-included 1(2) with UNTOC art. 16(3)"),
        rule("untoc-protocol-offences-count", "37(4), TIP 1(3) mla", mla("KEN>CHE", charge("trafficking-in-persons", "2y"), measures=[], facts=GROUP), "untoc-trafficking-protocol", "applicable duty 1(2) with UNTOC art. 18(1)"),
        rule("untoc-protocol-party-separate", "37(3) Convention only", mla("KEN>FRA", TRAFFICKING, measures=[], facts=GROUP, on="2005-01-10"), "untoc", "applicable"),
        rule("untoc-protocol-party-separate", "37(3) not yet the protocol", mla("KEN>FRA", TRAFFICKING, measures=[], facts=GROUP, on="2005-02-03"), "untoc-trafficking-protocol", "inapplicable"),
        rule("untoc-protocol-party-separate", "37(3) both", mla("KEN>FRA", TRAFFICKING, measures=[], facts=GROUP, on="2005-02-04"), "untoc-trafficking-protocol", "applicable"),
        rule("untoc-protocol-party-separate", "37(2)-(3) never the protocol", mla("KEN>USA", charge("firearms-trafficking", "9y"), measures=[], facts=GROUP, on="2018-10-01"), "untoc-firearms-protocol", "inapplicable"),
        rule("untoc-entry-into-force-30-days", "38(2) a week after", mla("KEN>CHE", THEFT, measures=[], facts=GROUP, on="2006-11-03"), "untoc", "inapplicable"),
        rule("untoc-entry-into-force-30-days", "38(2) 29th day", mla("KEN>CHE", THEFT, measures=[], facts=GROUP, on="2006-11-25"), "untoc", "inapplicable"),
        rule("untoc-entry-into-force-30-days", "38(2) 30th day", mla("KEN>CHE", THEFT, measures=[], facts=GROUP, on="2006-11-26"), "untoc", "applicable"),
        rule("untoc-16-3-deemed-included", "16(3)", given("KEN>CHE", charge("organized-criminal-group", "5y"), facts=GROUP), "untoc", "applicable deemed-included 16(3)"),
        rule("untoc-16-4-may-serve", "16(4)", given("JPN>NLD", FRAUD, facts=GROUP), "untoc", "applicable may-serve 16(4)"),
        rule("untoc-16-5-notification", "16(5)(a) silent", given("JPN>KEN", FRAUD, facts=GROUP), "untoc", "conditional may-serve 16(4)"),
        rule("untoc-16-5-notification", "16(5)(a) notified no", given("VNM>USA", FRAUD, facts=GROUP), "untoc", "conditional deemed-included 16(3)"),
        rule("untoc-16-6-no-treaty-needed", "16(6) neither", given("JPN>CHE", FRAUD, facts={**GROUP, **NO_TREATY_NEEDED}), "untoc", "applicable extraditable 16(6)"),
        rule("untoc-16-6-no-treaty-needed", "16(6) one needs a treaty", given("BOL>CHE", FRAUD, facts={**GROUP, "requesting.requires_treaty": "yes"}), "untoc", "conditional deemed-included 16(3)"),
        rule("untoc-13-6-treaty-basis", "13(6) needs a treaty", confiscation("JPN>NLD", FRAUD, measures=["freezing"], facts=GROUP), "untoc", "applicable duty 13(1)-(2), 13(6)"),
        rule("untoc-13-6-treaty-basis", "13(6) in spite of a no to 16(5)", confiscation("KEN>USA", FRAUD, measures=["freezing"], facts=GROUP), "untoc", "applicable duty 13(1)-(2), 13(6)"),
        rule("untoc-21-transfer", "21", given("KEN>CHE", FRAUD, form="transfer-of-proceedings", facts=GROUP), "untoc", "applicable consider 21"),
        rule("uncac-44-1-no-group", "44(1)", given("KEN>CHE", BRIBERY, facts=NO_GROUP), "uncac", "applicable deemed-included 44(4)"),
        rule("uncac-44-1-no-group", "44(1) mla", mla("KEN>CHE", BRIBERY, measures=[], facts=NO_GROUP), "uncac", "applicable duty 46(1)"),
        rule("uncac-44-5-6-option-notification", "44(6) notified yes", given("KEN>MNG", BRIBERY, facts=TREATY_NEEDED), "uncac", "applicable may-serve 44(5)"),
        rule("uncac-44-5-6-option-notification", "44(6) silent", given("JPN>NLD", BRIBERY), "uncac", "conditional may-serve 44(5)"),
        rule("uncac-44-5-6-option-notification", "44(6) notified no", given("VNM>USA", BRIBERY), "uncac", "conditional deemed-included 44(4)"),
        rule("uncac-47-transfer", "47", given("KEN>CHE", BRIBERY, form="transfer-of-proceedings"), "uncac", "applicable consider 47"),
        rule("vienna-1988-6-basis", "6(2)", given("KEN>CHE", DRUGS), "drugs-1988", "applicable deemed-included 6(2)"),
        rule("vienna-1988-6-basis", "6(3)", given("JPN>NLD", DRUGS), "drugs-1988", "applicable may-serve 6(3)"),
        rule("vienna-1988-6-basis", "6(4)", given("JPN>CHE", DRUGS, facts=NO_TREATY_NEEDED), "drugs-1988", "applicable extraditable 6(4)"),
        rule("vienna-1988-6-basis", "6(1) not 3(2)", given("KEN>CHE", OWN_USE), "drugs-1988", "inapplicable"),
        rule("icsft-11-2-option", "11(2)", given("JPN>KEN", FINANCING), "icsft-1999", "applicable may-serve 11(2)"),
        rule("bombings-9-basis", "9(1)", given("KEN>CHE", BOMBING), "terrorist-bombings-1997", "applicable deemed-included 9(1)"),
        rule("bombings-9-basis", "9(2)", given("JPN>KEN", BOMBING), "terrorist-bombings-1997", "applicable may-serve 9(2)"),
        rule("bombings-9-basis", "9(3)", given("JPN>CHE", BOMBING, facts=NO_TREATY_NEEDED), "terrorist-bombings-1997", "applicable extraditable 9(3)"),
        rule("bombings-3-internal", "3 all within the requested State", given("CHE>KEN", charge("terrorist-bombing", "life", places=["KEN"]), person={"nationality": ["KEN"]}, facts={"person.in_requested": "yes"}), "terrorist-bombings-1997", "conditional"),
        rule("bombings-3-internal", "3 art. 10 applies all the same", mla("CHE>KEN", charge("terrorist-bombing", "life", places=["KEN"]), measures=[]), "terrorist-bombings-1997", "applicable duty 10(1)"),
        rule("ets24-2-1-threshold", "2(1) 1y", given("NOR>CHE", charge("theft", "1y")), "ets-24", "applicable duty 1"),
        rule("ets24-2-1-threshold", "2(1) 11m", given("NOR>CHE", charge("theft", "11m")), "ets-24", "inapplicable"),
        rule("ets24-2-1-threshold", "2(1) sentence 4m", given("NOR>CHE", charge("theft", "1y", "4m"), stage="conviction"), "ets-24", "applicable"),
        rule("ets24-2-1-threshold", "2(1) sentence 3m", given("NOR>CHE", charge("theft", "1y", "3m"), stage="conviction"), "ets-24", "inapplicable"),
        rule("ets24-2-1-threshold", "2(1) sentence 8m, maximum 11m", given("NOR>CHE", charge("theft", "11m", "8m"), stage="conviction"), "ets-24", "inapplicable"),
        rule("ets185-24-1", "24(2)", given("NOR>CHE", HACKING), "ets-185", "applicable deemed-included 24(2)"),
        rule("ets185-24-1", "24(3)", given("JPN>NLD", HACKING), "ets-185", "applicable may-serve 24(3)"),
        rule("ets185-24-1", "24(1)(a) 1y", given("JPN>CHE", {**HACKING, "penalty": {"max": "1y"}}, facts=NO_TREATY_NEEDED), "ets-185", "applicable extraditable 24(4)"),
        rule("ets185-24-1", "24(1)(a) 11m", given("JPN>CHE", {**HACKING, "penalty": {"max": "11m"}}, facts=NO_TREATY_NEEDED), "ets-185", "inapplicable"),
        rule("ets173-26-27", "27(1)", given("NOR>CHE", BRIBERY), "ets-173", "applicable deemed-included 27(1)"),
        rule("ets173-26-27", "27(2)", given("BLR>NLD", BRIBERY), "ets-173", "applicable may-serve 27(2)"),
        rule("ets173-26-27", "27(3)", given("BLR>CHE", BRIBERY, facts=NO_TREATY_NEEDED), "ets-173", "applicable extraditable 27(3)"),
        rule("ets112-3-1", "3(1)(a)-(f) all", prisoner(), "ets-112", "applicable consider 2, 3(1)(f)"),
        rule("ets112-3-1", "3(1)(a) not a national", prisoner("FRA"), "ets-112", "inapplicable"),
        rule("ets112-3-1", "3(1)(b) not final", prisoner(conviction_final="no"), "ets-112", "inapplicable"),
        rule("ets112-3-1", "3(1)(c) five months left", prisoner(remaining="5m"), "ets-112", "inapplicable"),
        rule("ets112-3-1", "3(1)(d) no consent", prisoner(person_consents="no"), "ets-112", "inapplicable"),
        rule("ets112-3-1", "3(1)(d) consent not known", prisoner(person_consents="unknown"), "ets-112", "conditional"),
        rule("ets90-1-political", "4", given("LIE>DEU", BOMBING), "ets-90", "applicable deemed-included 4"),
        rule("ets73-7-transposition", "6(1)", given("LIE>NLD", BRIBERY, form="transfer-of-proceedings"), "ets-73", "applicable duty 6(1)"),
        rule("oecd-9-mla", "9(1), 1 not the one who is bribed", mla("NZL>CHE", charge("bribery-foreign-official-passive", "5y"), measures=[]), "oecd-bribery-1997", "inapplicable"),
        rule("cets198-28-1", "49(6) in place of ETS 141", confiscation("TUR>GBR", THEFT, measures=["freezing"]), "ets-141", "inapplicable"),
        rule("cat-7-8-prosecute", "8(1)", given("KEN>CHE", charge("torture", "life")), "cat-1984", "applicable deemed-included 8(1)"),
        rule("cat-7-8-prosecute", "8(2)", given("JPN>NLD", charge("torture", "life")), "cat-1984", "applicable may-serve 8(2)"),
        rule("genocide-7", "VII no basis of its own", given("BRA>CHE", charge("genocide", "life")), "genocide-1948", "applicable consider VII, para. 2"),
        rule("hague-1970-8", "8(1)", given("KEN>CHE", HIJACKING), "hague-1970", "applicable deemed-included 8(1)"),
        rule("hague-1970-8", "8(2)", given("JPN>NLD", HIJACKING), "hague-1970", "applicable may-serve 8(2)"),
        rule("hague-1970-8", "8(3)", given("JPN>CHE", HIJACKING, facts=NO_TREATY_NEEDED), "hague-1970", "applicable extraditable 8(3)"),
        rule("hague-1970-8", "1 not sabotage", given("KEN>CHE", SABOTAGE), "hague-1970", "inapplicable"),
        rule("hague-1970-8", "Montreal 1971, 8(1)", given("KEN>CHE", SABOTAGE), "montreal-1971", "applicable deemed-included 8(1)"),
        rule("cets196-20-21", "5, 19(1)", given("LIE>CHE", PROVOCATION), "cets-196", "applicable deemed-included 19(1)"),
        rule("cets196-20-21", "6, 17(1)", mla("LIE>CHE", RECRUITMENT, measures=[]), "cets-196", "applicable duty 17(1)"),
        rule("cets196-20-21", "7, 19(2)", given("ROU>NLD", charge("terrorist-training", "5y")), "cets-196", "applicable may-serve 19(2)"),
        rule("cets196-20-21", "5 to 7 and 9 only", given("LIE>CHE", charge("terrorist-travel", "5y")), "cets-196", "inapplicable"),
        rule("vclt-28-non-retroactive", "28 procedure, conduct before the treaty", given("KEN>CHE", charge("bribery-national-official-active", "7y", period={"from": "2004", "to": "2004"}), on="2012-01-01"), "uncac", "applicable"),
        rule("vclt-28-non-retroactive", "28 request before the treaty", given("KEN>CHE", charge("bribery-national-official-active", "7y", period={"from": "2004", "to": "2004"}), on="2009-10-23"), "uncac", "inapplicable"),
        rule("eaw-2-4-4-1", "2(1) 12 months", given("DEU>NLD", charge("theft", "1y")), "eu-eaw", "applicable duty 1(2)"),
        rule("eaw-2-4-4-1", "2(1) 11 months", given("DEU>NLD", charge("theft", "11m")), "eu-eaw", "inapplicable"),
    ],
)  # fmt: skip
def test_the_instrument_applies(kb: KnowledgeBase, case: Given, key: str, expected: str) -> None:
    found = basis(told(kb, case), key)
    assert f"{found.status} {found.effect} {found.article}".startswith(expected)


def test_untoc_2b_3_1_open_elements_are_named_and_nothing_else(kb: KnowledgeBase) -> None:
    """untoc-scope-convention-offences, untoc-group-three-persons, untoc-transnational-four-ways."""
    found = basis(told(kb, mla("KEN>CHE", LAUNDERING, measures=[])), "untoc").conditions
    questions = {c.fact: c.question for c in found}
    assert set(questions) == set(GROUP)
    for way in ("more than one State", "planned", "active in several", "effects in another"):
        assert way in questions["conduct.transnational"]
    for part in ("three or more persons", "in concert", "material benefit"):
        assert part in questions["conduct.organized_criminal_group"]


@pytest.mark.parametrize(
    ("maximum", "serious"), [("4y", "yes"), ("3y11m", "no"), (None, "unknown")]
)
def test_untoc_serious_crime_four_years_art_2b(
    kb: KnowledgeBase, maximum: str | None, serious: str
) -> None:
    result = told(
        kb, given("JPN>CHE", charge("theft", maximum, "5y"))
    )  # the sentence plays no part
    assert result.dual_criminality.charges[0].serious_crime == serious


PAPERS = {
    "object.travel-document": "yes",
    "purpose.enable-migrant-smuggling": "yes",
    "purpose.material-benefit": "yes",
}
ONLINE = {"means.computer-system": "yes"}


@pytest.mark.parametrize(
    ("case", "key", "expected"),
    [
        rule("narrowed", "smuggling 6(1)(b)(i) to enable smuggling", mla("KEN>CHE", charge("forgery", "3y", elements=PAPERS), measures=[], facts=GROUP), "untoc-smuggling-protocol", "applicable"),
        rule("narrowed", "smuggling 6(1)(b)(i) not known", mla("KEN>CHE", charge("forgery", "3y"), measures=[], facts=GROUP), "untoc-smuggling-protocol", "conditional"),
        rule("narrowed", "smuggling 6(1)(b)(i) other documents", mla("KEN>CHE", charge("forgery", "3y", elements={"object.travel-document": "no"}), measures=[], facts=GROUP), "untoc-smuggling-protocol", "inapplicable"),
        rule("narrowed", "smuggling 6(1)(c)", mla("KEN>CHE", charge("enabling-illegal-stay", "3y"), measures=[], facts=GROUP), "untoc-smuggling-protocol", "applicable"),
        rule("narrowed", "ETS 173, 13 proceeds of corruption", given("BLR>NLD", charge("money-laundering", "3y", elements={"circumstance.predicate-corruption-offence": "yes"})), "ets-173", "applicable"),
        rule("narrowed", "ETS 173, 13 other proceeds", given("BLR>NLD", charge("money-laundering", "3y", elements={"circumstance.predicate-corruption-offence": "no"})), "ets-173", "inapplicable"),
        rule("narrowed", "ETS 189, 3(1) by computer", mla("FRA>DEU", charge("racist-material", "3y", elements=ONLINE), measures=[]), "ets-189", "applicable"),
        rule("narrowed", "ETS 189, 3(1) on paper", mla("FRA>DEU", charge("racist-material", "3y", elements={"means.computer-system": "no"}), measures=[]), "ets-189", "inapplicable"),
        rule("narrowed", "ETS 191, 5 a juror", given("FRA>CHE", charge("bribery-arbitrator-or-juror-active", "3y", elements={"recipient.juror": "yes"})), "ets-191", "applicable"),
    ],
)  # fmt: skip
def test_an_obligation_reaches_a_part_of_a_category(
    kb: KnowledgeBase, case: Given, key: str, expected: str
) -> None:
    assert basis(told(kb, case), key).status == expected


def test_untoc_34_2_scope_is_no_element_of_domestic_law(kb: KnowledgeBase) -> None:
    """untoc-34-2-domestic-offence-independent."""
    found = [
        told(kb, given("KEN>CHE", BRIBERY, facts=f)).dual_criminality for f in (GROUP, {}, NO_GROUP)
    ]
    assert {d.finding for d in found} == {"satisfied"}
    sides = [d.charges[0].requested for d in found]
    assert sides[0] == sides[1] == sides[2]


def test_untoc_16_3_the_old_list_treaty_is_no_obstacle(kb: KnowledgeBase) -> None:
    result = told(kb, given("KEN>CHE", charge("organized-criminal-group", "5y"), facts=GROUP))
    assert basis(result, "CHE-KEN-extradition-1880").status == "inapplicable"
    assert ["CHE-KEN-extradition-1880", "untoc"] in [c.ids for c in result.combinations]


def test_untoc_16_5_silence_is_asked_about(kb: KnowledgeBase) -> None:
    (condition,) = basis(told(kb, given("JPN>KEN", FRAUD, facts=GROUP)), "untoc").conditions
    assert "16(5)(a)" in condition.question


def test_icsft_11_2_and_bombings_9_2_ask_for_no_notification(kb: KnowledgeBase) -> None:
    for offence, key in ((FINANCING, "icsft-1999"), (BOMBING, "terrorist-bombings-1997")):
        assert basis(told(kb, given("JPN>KEN", offence)), key).conditions == []


OLD_TREATY = """\
id: GBR-LIE-extradition-1899
title: An old bilateral treaty
short: Old treaty
kind: agreement
reach: bilateral
adopted: 1899-01-01
in_force: 1900-01-01
territorial: {rule: silent}
source: private
as_of: 1900-01-01
verified: unverified
parties:
  GBR: {in_force: 1900-01-01}
  LIE: {in_force: 1900-01-01}
extradition:
  basis:
    - {effect: duty, article: "1"}
"""


def test_ets24_28_1_supersedes_bilateral_treaties(tmp_path: Path) -> None:
    """ets24-28-supersedes."""
    files = {
        "treaties/bilateral/GBR-LIE-extradition-1899.yaml": OLD_TREATY,
        "treaties/sources.yaml": "sources:\n  private:\n    title: Private\n",
    }
    over = overlay(tmp_path, files)
    old = basis(told(over, given("LIE>GBR", THEFT)), "GBR-LIE-extradition-1899")
    assert (old.status, "28(1)" in old.reason) == ("inapplicable", True)
    before = told(over, given("LIE>GBR", THEFT, on="1985-01-01"))  # ETS 24 binds both from 1991
    assert basis(before, "GBR-LIE-extradition-1899").status == "applicable"


# --- Dual criminality: which rule, which test

NOT_SWISS = charge("illicit-enrichment", "7y")  # known to be no offence in Switzerland
CARTEL = charge("cartel", "7y")  # nor this one, which UNCAC does not reach
SEARCH, SERVICE = ["search-and-seizure"], ["service"]
DECLARED_NOT = {
    "declared.dual_criminality_for_coercion": "no",
    "declared.dual_criminality_for_search": "no",
}
NEITHER_DECLARED = {
    **DECLARED_NOT,
    "declared_by_requesting.dual_criminality_for_coercion": "no",
    "declared_by_requesting.dual_criminality_for_search": "no",
}


@pytest.mark.parametrize(
    ("case", "key", "expected", "absence"),
    [
        rule("untoc-16-1-dual-criminality", "16(1)", given("KEN>CHE", CARTEL, facts=GROUP), "untoc", ("required", None, "16(1)"), "likely mandatory"),
        rule("untoc-18-9-dual-criminality-optional", "18(9) coercive", mla("KEN>CHE", CARTEL, measures=SEARCH, facts=GROUP), "untoc", ("may-decline", None, "18(9)"), "possible optional"),
        rule("untoc-18-9-dual-criminality-optional", "18(9) not coercive", mla("KEN>CHE", CARTEL, measures=SERVICE, facts=GROUP), "untoc", ("may-decline", None, "18(9)"), "possible optional"),
        rule("untoc-18-6-7-other-treaty", "18(7) bound by an MLAT", mla("CHE>USA", FRAUD, measures=SERVICE, facts=GROUP), "untoc", ("not-required", None, "CHE-USA MLAT 1973 *"), "excluded optional"),
        rule("uncac-43-2-conduct-test", "43(2) extradition", given("KEN>CHE", NOT_SWISS), "uncac", ("required", "conduct", "44(1), 43(2)"), "likely mandatory"),
        rule("uncac-43-2-conduct-test", "43(2) confiscation", confiscation("KEN>CHE", NOT_SWISS, measures=["freezing"]), "uncac", ("may-decline", "conduct", "55(3), 46(9)(b), 43(2)"), "possible optional"),
        rule("uncac-44-2-without-dual-criminality", "44(2) law permits", given("KEN>MNG", NOT_SWISS, facts={**TREATY_NEEDED, "requested.allows_extradition_without_dual_criminality": "yes"}), "uncac", ("may-decline", "conduct", "44(2)"), "possible optional"),
        rule("uncac-44-2-without-dual-criminality", "44(2) law does not", given("KEN>MNG", NOT_SWISS, facts={**TREATY_NEEDED, "requested.allows_extradition_without_dual_criminality": "no"}), "uncac", ("required", "conduct", "44(1), 43(2)"), "possible mandatory"),
        rule("uncac-46-9-non-coercive", "46(9)(b) coercive", mla("KEN>CHE", NOT_SWISS, measures=SEARCH), "uncac", ("may-decline", "conduct", "46(9)(b), 43(2)"), "possible optional"),
        rule("uncac-46-9-non-coercive", "46(9)(b) not coercive", mla("KEN>CHE", NOT_SWISS, measures=SERVICE), "uncac", ("not-required", None, "46(9)(b)"), "excluded optional"),
        rule("uncac-46-9-non-coercive", "46(9)(b) both", mla("KEN>CHE", NOT_SWISS, measures=[*SERVICE, *SEARCH]), "uncac", ("may-decline", "conduct", "46(9)(b), 43(2)"), "possible optional"),
        rule("ets30-2-grounds", "1(1) no general condition", mla("LIE>NLD", CARTEL, measures=SERVICE), "ets-30", ("not-required", None, "1(1), 5(1)"), "excluded optional"),
        rule("ets30-5-search-seizure", "5(1) declared", mla("LIE>CHE", CARTEL, measures=SEARCH), "ets-30", ("required", None, "5(1)(a)"), "likely mandatory"),
        rule("ets30-5-search-seizure", "5(1) declared, other measure", mla("LIE>CHE", CARTEL, measures=SERVICE), "ets-30", ("not-required", None, "1(1), 5(1)"), "excluded optional"),
        rule("ets30-5-search-seizure", "5(1) not declared", mla("LIE>NLD", CARTEL, measures=SEARCH, facts=NEITHER_DECLARED), "ets-30", ("not-required", None, "1(1), 5(1)"), "excluded optional"),
        rule("ets30-5-search-seizure", "5(2) reciprocity against the declarant", mla("CHE>NLD", CARTEL, measures=SEARCH, facts=DECLARED_NOT), "ets-30", ("may-decline", None, "5(2)"), "possible optional"),
        rule("uncac-46-9-non-coercive", "46(9)(b) beside a convention on corruption", mla("BLR>CHE", NOT_SWISS, measures=SEARCH), "uncac", ("may-decline", "conduct", "46(9)(b), 43(2)"), "possible optional"),
        rule("uncac-46-9-non-coercive", "46(9)(b) ETS 173 is no treaty on mla", mla("BLR>CHE", BRIBERY, measures=SEARCH), "uncac", ("may-decline", "conduct", "46(9)(b), 43(2)"), "unlikely optional"),
        rule("oecd-10-dual-criminality-deemed", "10(4)", given("JPN>CHE", FOREIGN_BRIBE, facts=NO_TREATY_NEEDED), "oecd-bribery-1997", ("deemed", None, "10(4)"), "excluded optional"),
        rule("oecd-9-mla", "9(2)", mla("NZL>CHE", FOREIGN_BRIBE, measures=SEARCH), "oecd-bribery-1997", ("deemed", None, "9(2)"), "excluded optional"),
        rule("ets185-25-5-conduct", "25(5)", mla("CRI>CHE", NOT_SWISS, measures=["traffic-data"]), "ets-185", ("may-decline", "conduct", "25(4)-(5)"), "possible optional"),
        rule("ets185-29-preservation", "29(3) arts 2 to 11", mla("CRI>CHE", HACKING, measures=["data-preservation"]), "ets-185", ("not-required", None, "29(3)"), "excluded optional"),
        rule("ets185-29-preservation", "29(3) other offences", mla("CRI>CHE", NOT_SWISS, measures=["data-preservation"]), "ets-185", ("not-required", None, "29(3)"), "excluded optional"),
        rule("ets141-18-coercive", "18(1)(f)", confiscation("NOR>CHE", CARTEL, measures=["freezing"]), "ets-141", ("may-decline", None, "18(1)(f)"), "possible optional"),
        rule("cets198-28-1", "28(1)(g)", confiscation("TUR>GBR", NOT_SWISS, measures=["freezing"]), "cets-198", ("may-decline", "conduct", "28(1)(g)"), "possible optional"),
        rule("ets112-3-1", "3(1)(e)", {**prisoner("CHE", category="illicit-enrichment"), "requesting": "DEU", "requested": "CHE"}, "ets-112", ("required", "conduct", "3(1)(e)"), "likely mandatory"),
        rule("ets73-7-transposition", "7(1)", given("LIE>NLD", CARTEL, form="transfer-of-proceedings"), "ets-73", ("required", "conduct", "7(1), 10(a)"), "likely mandatory"),
        rule("eaw-2-2-list", "2(2) 3y", given("DEU>NLD", charge("fraud", "3y")), "eu-eaw", ("waived-for-list", "conduct", "2(2)"), "excluded optional"),
        rule("eaw-2-2-list", "2(2) 2y11m", given("DEU>NLD", charge("fraud", "2y11m")), "eu-eaw", ("may-decline", "conduct", "2(4), 4(1)"), "possible optional"),
        rule("eaw-2-4-4-1", "2(4), 4(1) off the list", given("DEU>NLD", CARTEL), "eu-eaw", ("may-decline", "conduct", "2(4), 4(1)"), "possible optional"),
    ],
)  # fmt: skip
def test_the_rule_on_dual_criminality(
    kb: KnowledgeBase, case: Given, key: str, expected: tuple[str, str | None, str], absence: str
) -> None:
    result = told(kb, case)
    found = basis(result, key).dual_criminality
    assert found is not None
    assert (found.rule, found.test) == expected[:2]
    assert fnmatchcase(found.article, expected[2])
    reading = ground(result, "absence-of-dual-criminality")
    assert likelihood(result, "absence-of-dual-criminality", key) == absence.split()[0]
    if reading.basis == key:
        assert f"{reading.likelihood} {reading.strength}" == absence


@pytest.mark.parametrize(
    ("case", "words"),
    [
        rule("untoc-16-1-dual-criminality", "16(1) no rule on labels", given("JPN>NLD", FRAUD, facts=GROUP), None),
        rule("uncac-43-2-conduct-test", "43(2) extradition", given("KEN>CHE", BRIBERY), "43(2)"),
        rule("uncac-43-2-conduct-test", "43(2) mla coercive", mla("KEN>CHE", BRIBERY, measures=SEARCH), "43(2)"),
        rule("uncac-43-2-conduct-test", "43(2) mla not coercive", mla("KEN>CHE", BRIBERY, measures=SERVICE), "43(2)"),
        rule("uncac-43-2-conduct-test", "43(2) confiscation", confiscation("KEN>CHE", BRIBERY, measures=["freezing"]), "43(2)"),
    ],
)  # fmt: skip
def test_who_imposes_the_conduct_test(kb: KnowledgeBase, case: Given, words: str | None) -> None:
    found = told(kb, case).dual_criminality.conduct_test
    assert found is None if words is None else words in (found or "")


def test_ets73_7_2_institutions_are_transposed(kb: KnowledgeBase) -> None:
    """ets73-7-transposition: the revenue of Liechtenstein is read as that of the Netherlands."""
    found = told(kb, given("LIE>NLD", TAX, form="transfer-of-proceedings")).dual_criminality
    assert (found.finding, found.charges[0].transposed) == ("satisfied", True)
    assert (
        not told(kb, given("LIE>NLD", THEFT, form="transfer-of-proceedings"))
        .dual_criminality.charges[0]
        .transposed
    )


def test_ets141_18_1_f_tracing_need_not_be_coercive(kb: KnowledgeBase) -> None:
    """ets141-18-coercive: for investigative help the ground stands only against coercive action."""
    found = basis(
        told(kb, confiscation("NOR>CHE", CARTEL, measures=["identify-proceeds"])), "ets-141"
    )
    assert found.dual_criminality is not None
    assert found.dual_criminality.rule == "not-required"


def test_uncac_46_9_b_the_rest_of_the_request_needs_no_dual_criminality(kb: KnowledgeBase) -> None:
    both = told(kb, mla("KEN>CHE", NOT_SWISS, measures=[*SERVICE, *SEARCH]))
    assert "non-coercive-assistance" in {
        c.cure for c in ground(both, "absence-of-dual-criminality").cures
    }
    rest = told(kb, mla("KEN>CHE", NOT_SWISS, measures=SERVICE))
    assert rest.dual_criminality.finding == "not_required"
    assert source(rest, "de-minimis", "uncac", "46(9)(b)").effect == "permitted"
    criminal = told(kb, mla("KEN>CHE", BRIBERY, measures=SERVICE))
    assert source(criminal, "de-minimis", "uncac", "46(9)(b)").active == "no"


SMALL = charge("bribery-private-sector-active", "6m")  # below the year that Swiss law asks for


@pytest.mark.parametrize(
    ("case", "accessory"),
    [
        rule("untoc-16-2-accessory", "16(2) serious", given("KEN>CHE", charge("trafficking-in-persons", "2y"), charge("theft", "4y"), facts=GROUP), "may include it with Trafficking in persons (Trafficking Protocol art. 1(2) with UNTOC art. 16(2))"),
        rule("untoc-16-2-accessory", "16(2) not serious", given("KEN>CHE", charge("trafficking-in-persons", "2y"), charge("theft", "3y11m"), facts=GROUP), None),
        rule("uncac-44-3-accessory", "44(3) penalty shortfall", given("JPN>CHE", BRIBERY, SMALL, facts=NO_TREATY_NEEDED), "UNCAC art. 44(3)"),
        rule("uncac-44-3-accessory", "44(3) no cure for missing criminality", given("JPN>CHE", BRIBERY, charge("illicit-enrichment", "6m"), facts=NO_TREATY_NEEDED), None),
        rule("ets24-2-2-accessory", "2(2)", given("NOR>CHE", THEFT, charge("theft", "11m")), "may include it with Theft (ETS 24 art. 2(2))"),
        rule("ets24-2-2-accessory", "2(2) punishable in both", given("NOR>CHE", THEFT, charge("illicit-enrichment", "6m")), None),
        rule("ets24-2-2-accessory", "2(2) text of 1957, fine only", given("LUX>GBR", THEFT, charge("theft", "fine")), None),
        rule("ets24-2-2-accessory", "2(2) with ETS 98 art. 1, fine only", given("POL>CHE", THEFT, charge("theft", "fine")), "ETS 98 art. 1"),
        rule("ets24-2-2-accessory", "2(2) ETS 98 chapter I declined by Norway, fine only", given("NOR>CHE", THEFT, charge("theft", "fine")), "Law of Switzerland; the requested State may include it with Theft (IMAC art. 36(2))"),
        rule("ets24-2-2-accessory", "2(2) ETS 98 chapter I declined by Norway, imprisonment", given("NOR>CHE", THEFT, charge("theft", "6m")), "ETS 24 art. 2(2)"),
    ],
)  # fmt: skip
def test_accessory_extradition(kb: KnowledgeBase, case: Given, accessory: str | None) -> None:
    found = told(kb, case).dual_criminality.charges[1].accessory
    assert found is None if accessory is None else accessory in (found or "")


# --- Grounds of refusal: likelihood under the instrument, and the article that says so

RISK = {"risk.discrimination": "yes"}
BANK, ORDER = ["bank-records"], ["enforcement-of-order"]
MURDER = charge("murder", "life")
TAX = charge("tax-fraud", "6y")
CAPITAL = {"offence.capital_in_requesting": "yes"}
DUTCHMAN = {"nationality": ["NLD"]}
KEPT = {"assurance.return_of_national": "no"}
ENRICHED = charge("embezzlement-public", "9y")


@pytest.mark.parametrize(
    ("case", "name", "key", "expected", "says"),
    [
        rule("untoc-16-7-domestic-conditions", "16(7) grounds", given("JPN>KEN", FRAUD, facts={**GROUP, **POLITICAL}), "political-offence", "untoc", "likely", ("domestic:KEN", "Cap. 76 s. 16; Cap. 77 s. 6", "mandatory")),
        rule("untoc-16-7-domestic-conditions", "16(7) minimum penalty", given("JPN>CHE", charge("organized-criminal-group", "6m"), facts={**GROUP, **NO_TREATY_NEEDED}), "penalty-below-threshold", "untoc", "likely", ("domestic:CHE", "IMAC art. 35(1)(a)", "mandatory")),
        rule("untoc-16-10-nationals-prosecute", "16(10)", given("JPN>NLD", FRAUD, facts={**GROUP, **KEPT}, person=DUTCHMAN), "nationality", "untoc", "likely", ("untoc", "16(10)", "permitted")),
        rule("untoc-16-14-discrimination", "16(14)", given("JPN>NLD", FRAUD, facts={**GROUP, **RISK}), "discrimination", "untoc", "likely", ("untoc", "16(14)", "permitted")),
        rule("untoc-16-15-fiscal", "16(15)", given("JPN>NLD", TAX, facts=GROUP), "fiscal-offence", "untoc", "excluded", ("untoc", "16(15)", "excluded")),
        rule("untoc-18-6-7-other-treaty", "18(8) remains beside an MLAT", mla("CHE>USA", FRAUD, measures=BANK, facts=GROUP), "bank-secrecy", "untoc", "excluded", None),
        rule("untoc-18-6-7-other-treaty", "18(22) gives way to an MLAT, whose ground organized crime lifts", mla("CHE>USA", TAX, measures=SERVICE, facts=GROUP), "fiscal-offence", "untoc", "unlikely", None),
        rule("untoc-18-6-7-other-treaty", "18(22) gives way to ETS 30 art. 2(a)", mla("NOR>CHE", TAX, measures=SERVICE, facts=GROUP), "fiscal-offence", "untoc", "possible", None),
        rule("untoc-18-8-bank-secrecy", "18(8)", mla("KEN>CHE", FRAUD, measures=BANK, facts=GROUP), "bank-secrecy", "untoc", "excluded", ("untoc", "18(8)", "excluded")),
        rule("untoc-18-21-grounds", "18(21)(a)", mla("KEN>CHE", FRAUD, measures=SERVICE, facts={**GROUP, "request.in_due_form": "no"}), "request-not-in-due-form", "untoc", "possible", ("untoc", "18(21)(a)", "permitted")),
        rule("untoc-18-21-grounds", "18(21)(b)", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), "sovereignty-or-ordre-public", "untoc", "possible", ("untoc", "18(21)(b)", "permitted")),
        rule("untoc-18-21-grounds", "18(21)(c)", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), "measure-unavailable", "untoc", "possible", ("untoc", "18(21)(c)", "permitted")),
        rule("untoc-18-21-grounds", "18(21)(d)", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), "contrary-to-mla-law", "untoc", "possible", ("untoc", "18(21)(d)", "permitted")),
        rule("untoc-18-22-fiscal", "18(22)", mla("KEN>CHE", TAX, measures=SERVICE, facts=GROUP), "fiscal-offence", "untoc", "excluded", ("untoc", "18(22)", "excluded")),
        rule("untoc-13-7-outside-scope", "13(7) covered", confiscation("KEN>CHE", FRAUD, measures=["freezing"], facts=GROUP), "offence-outside-instrument", "untoc", "unlikely", ("untoc", "13(7)", "permitted")),
        rule("untoc-13-7-outside-scope", "13(7) one charge outside", confiscation("KEN>CHE", FRAUD, charge("theft", "3y"), measures=["freezing"], facts=GROUP), "offence-outside-instrument", "untoc", "possible", ("untoc", "13(7)", "permitted")),
        rule("uncac-44-4-political", "44(4) as basis, law permits", given("KEN>MNG", BRIBERY, facts={**TREATY_NEEDED, **POLITICAL, "requested.treats_convention_offences_as_political": "no"}), "political-offence", "uncac", "excluded", ("uncac", "44(4)", "excluded")),
        rule("uncac-44-4-political", "44(4) as basis, law does not", given("JPN>KEN", BRIBERY, facts={**POLITICAL, "requested.treats_convention_offences_as_political": "yes"}), "political-offence", "uncac", "likely", ("domestic:KEN", "Cap. 76 s. 16; Cap. 77 s. 6", "mandatory")),
        rule("uncac-44-4-political", "44(4) included in a treaty", given("KEN>CHE", BRIBERY, facts={**POLITICAL, "requested.treats_convention_offences_as_political": "no"}), "political-offence", "uncac", "likely", ("CHE-KEN-extradition-1880", "XI", "mandatory")),
        rule("uncac-44-11-nationals", "44(11)", given("JPN>NLD", BRIBERY, facts=KEPT, person=DUTCHMAN), "nationality", "uncac", "likely", ("uncac", "44(11)", "permitted")),
        rule("uncac-44-16-fiscal", "44(16)", given("JPN>NLD", BRIBERY), "fiscal-offence", "uncac", "excluded", ("uncac", "44(16)", "excluded")),
        rule("uncac-46-8-bank-secrecy", "46(8)", mla("KEN>CHE", BRIBERY, measures=BANK), "bank-secrecy", "uncac", "excluded", ("uncac", "46(8)", "excluded")),
        rule("uncac-46-22-fiscal", "46(22)", mla("KEN>CHE", BRIBERY, measures=BANK), "fiscal-offence", "uncac", "excluded", ("uncac", "46(22)", "excluded")),
        rule("uncac-55-7-de-minimis", "55(7) value", confiscation("KEN>CHE", BRIBERY, measures=["freezing"], facts={"request.de_minimis": "yes"}), "de-minimis", "uncac", "likely", ("uncac", "55(7)", "permitted")),
        rule("uncac-55-7-de-minimis", "55(7) evidence", confiscation("KEN>CHE", BRIBERY, measures=["freezing"], facts={"request.evidence_sufficient": "no"}), "insufficient-evidence", "uncac", "possible", ("uncac", "55(7)", "permitted")),
        rule("vienna-1988-3-10-fiscal-political", "3(10) fiscal", given("JPN>NLD", DRUGS), "fiscal-offence", "drugs-1988", "excluded", ("drugs-1988", "3(10)", "excluded")),
        rule("vienna-1988-3-10-fiscal-political", "3(10) political", given("JPN>KEN", DRUGS, facts={**POLITICAL, "requested.treats_convention_offences_as_political": "no"}), "political-offence", "drugs-1988", "excluded", ("drugs-1988", "3(10)", "excluded")),
        rule("vienna-1988-3-10-fiscal-political", "3(10) constitutional limits", given("JPN>KEN", DRUGS, facts={**POLITICAL, "requested.treats_convention_offences_as_political": "yes"}), "political-offence", "drugs-1988", "likely", ("domestic:KEN", "Cap. 76 s. 16; Cap. 77 s. 6", "mandatory")),
        rule("vienna-1988-7-5-bank-secrecy", "7(5)", mla("KEN>CHE", DRUGS, measures=BANK), "bank-secrecy", "drugs-1988", "excluded", ("drugs-1988", "7(5)", "excluded")),
        rule("icsft-13-fiscal", "13 extradition", given("JPN>KEN", FINANCING), "fiscal-offence", "icsft-1999", "excluded", ("icsft-1999", "13", "excluded")),
        rule("icsft-13-fiscal", "13 mla", mla("KEN>CHE", FINANCING, measures=BANK), "fiscal-offence", "icsft-1999", "excluded", ("icsft-1999", "13", "excluded")),
        rule("icsft-14-political", "14 extradition", given("JPN>KEN", FINANCING, facts=POLITICAL), "political-offence", "icsft-1999", "excluded", ("icsft-1999", "14", "excluded")),
        rule("icsft-14-political", "14 mla", mla("KEN>CHE", FINANCING, measures=BANK, facts=POLITICAL), "political-offence", "icsft-1999", "excluded", ("icsft-1999", "14", "excluded")),
        rule("icsft-14-political", "14 reaches the bilateral treaty", given("USA>GBR", FINANCING, facts=POLITICAL), "political-offence", "GBR-USA-extradition-2003", "excluded", ("icsft-1999", "14", "excluded")),
        rule("icsft-12-2-bank-secrecy", "12(2)", mla("KEN>CHE", FINANCING, measures=BANK), "bank-secrecy", "icsft-1999", "excluded", ("icsft-1999", "12(2)", "excluded")),
        rule("icsft-15-discrimination", "15 survives 14", given("JPN>KEN", FINANCING, facts={**POLITICAL, **RISK}), "discrimination", "icsft-1999", "likely", ("icsft-1999", "15", "permitted")),
        rule("icsft-15-discrimination", "15 mla", mla("KEN>CHE", FINANCING, measures=BANK, facts=RISK), "discrimination", "icsft-1999", "likely", ("icsft-1999", "15", "permitted")),
        rule("bombings-11-political", "11 extradition", given("JPN>KEN", BOMBING, facts=POLITICAL), "political-offence", "terrorist-bombings-1997", "excluded", ("terrorist-bombings-1997", "11", "excluded")),
        rule("bombings-11-political", "11 mla", mla("KEN>CHE", BOMBING, measures=SERVICE, facts=POLITICAL), "political-offence", "terrorist-bombings-1997", "excluded", ("terrorist-bombings-1997", "11", "excluded")),
        rule("hague-1970-8", "8 no clause, other treaty", given("KEN>CHE", HIJACKING, facts=POLITICAL), "political-offence", "hague-1970", "likely", ("CHE-KEN-extradition-1880", "XI", "mandatory")),
        rule("hague-1970-8", "8(2) left to domestic law", given("JPN>KEN", HIJACKING, facts=POLITICAL), "political-offence", "hague-1970", "likely", ("domestic:KEN", "Cap. 76 s. 16; Cap. 77 s. 6", "mandatory")),
        rule("cets196-20-21", "20(1) provocation", given("LIE>CHE", PROVOCATION, facts=POLITICAL), "political-offence", "cets-196", "excluded", None),
        rule("cets196-20-21", "20(1) recruitment", given("LIE>CHE", RECRUITMENT, facts=POLITICAL), "political-offence", "cets-196", "excluded", None),
        rule("cets196-20-21", "20(1) mla", mla("LIE>CHE", PROVOCATION, measures=SERVICE, facts=POLITICAL), "political-offence", "cets-196", "excluded", ("cets-196", "20(1)", "excluded")),
        rule("cets196-20-21", "21(1) survives 20", given("LIE>CHE", PROVOCATION, facts={**POLITICAL, **RISK}), "discrimination", "cets-196", "likely", None),
        rule("cets196-20-21", "21(2) torture", given("LIE>CHE", PROVOCATION, facts={"risk.torture": "yes"}), "torture-or-inhuman-treatment", "cets-196", "possible", None),
        rule("ets24-2-1-threshold", "2(1) one charge below", given("NOR>CHE", THEFT, charge("theft", "11m")), "penalty-below-threshold", "ets-24", "possible", ("ets-24", "2(1)", "permitted")),
        rule("ets24-3-political", "3(1)", given("LIE>GBR", MURDER, facts=POLITICAL), "political-offence", "ets-24", "likely", ("ets-24", "3(1)", "mandatory")),
        rule("ets24-3-political", "3(2)", given("LIE>GBR", MURDER, facts=RISK), "discrimination", "ets-24", "likely", ("ets-24", "3(2)", "mandatory")),
        rule("ets24-3-political", "3(3)", given("LIE>GBR", MURDER, facts={**POLITICAL, "conduct.attack_on_head_of_state": "yes"}), "political-offence", "ets-24", "excluded", ("ets-24", "3(3)", "excluded")),
        rule("ets24-3-political", "3(3) reserved by Switzerland", given("LIE>CHE", MURDER, facts={**POLITICAL, "conduct.attack_on_head_of_state": "yes"}), "political-offence", "ets-24", "likely", ("ets-24", "3(1)", "mandatory")),
        rule("ets24-3-political", "3(4) terrorist financing", given("NOR>CHE", FINANCING, facts=POLITICAL), "political-offence", "ets-24", "excluded", ("icsft-1999", "14", "excluded")),
        rule("ets24-4-military", "4", given("LIE>GBR", charge("desertion", "2y")), "military-offence", "ets-24", "likely", ("ets-24", "4", "mandatory")),
        rule("ets24-4-military", "4 also an ordinary offence", given("LIE>GBR", THEFT), "military-offence", "ets-24", "unlikely", ("ets-24", "4", "mandatory")),
        rule("ets24-5-fiscal-as-amended", "5", given("NOR>GBR", TAX), "fiscal-offence", "ets-24", "excluded", ("ets-98", "2 (ETS 24 art. 5)", "excluded")),
        rule("ets24-5-fiscal-original", "5", given("LIE>GBR", TAX), "fiscal-offence", "ets-24", "possible", ("ets-24", "5", "permitted")),
        rule("ets24-6-nationals", "6(1)(a) a right", given("LIE>SMR", MURDER, person={"nationality": ["SMR"]}), "nationality", "ets-24", "possible", ("ets-24", "6(1)(a)", "permitted")),
        rule("ets24-6-nationals", "6(1)(a) declared", given("LIE>DEU", MURDER, person={"nationality": ["DEU"]}), "nationality", "ets-24", "likely", ("ets-24", "6 (declaration)", "mandatory")),
        rule("ets24-6-nationals", "6(1)(a) unused", given("LIE>GBR", MURDER, person={"nationality": ["GBR"]}), "nationality", "ets-24", "unlikely", ("ets-24", "6(1)(a)", "permitted")),
        rule("ets24-7-place", "7(1)", given("LIE>GBR", charge("theft", "5y", places=["GBR"])), "offence-in-requested-territory", "ets-24", "possible", ("ets-24", "7(1)", "permitted")),
        rule("ets24-7-place", "7(2)", given("LIE>GBR", charge("theft", "5y", places=["FRA"]), facts={"conduct.requested_would_prosecute_abroad": "no"}), "extraterritorial-jurisdiction", "ets-24", "possible", ("ets-24", "7(2)", "permitted")),
        rule("ets24-7-place", "7(2) own law would", given("LIE>GBR", charge("theft", "5y", places=["FRA"]), facts={"conduct.requested_would_prosecute_abroad": "yes"}), "extraterritorial-jurisdiction", "ets-24", "unlikely", ("ets-24", "7(2)", "permitted")),
        rule("ets24-9-ne-bis", "9(1) final judgment", given("LIE>GBR", THEFT, facts={"proceedings.judged_in_requested": "yes"}), "ne-bis-in-idem", "ets-24", "likely", ("ets-24", "9", "mandatory")),
        rule("ets24-9-ne-bis", "9(1) discontinued", given("LIE>GBR", THEFT, facts={"proceedings.discontinued_in_requested": "yes"}), "discontinued-proceedings", "ets-24", "possible", ("ets-24", "9", "permitted")),
        rule("ets24-9-ne-bis", "9(2) through ETS 86", given("NOR>CHE", charge("theft", "5y", places=["FRA"]), facts={"proceedings.judged_in_third_state": "yes"}), "judged-in-third-state", "ets-24", "likely", ("ets-86", "2 (ETS 24 art. 9(2))", "mandatory")),
        rule("ets24-10-lapse", "10 requested", given("LIE>GBR", THEFT, on="2010-01-01", facts={"time.barred_in_requested": "yes", "time.barred_in_requesting": "no"}), "lapse-of-time", "ets-24", "likely", ("ets-24", "10", "mandatory")),
        rule("ets24-10-lapse", "10 requesting", given("LIE>GBR", THEFT, on="2010-01-01", facts={"time.barred_in_requested": "no", "time.barred_in_requesting": "yes"}), "lapse-of-time", "ets-24", "likely", ("ets-24", "10", "mandatory")),
        rule("ets24-10-lapse", "10 with CETS 212, requested", given("AUT>CHE", THEFT, on="2020-01-01", facts={"time.barred_in_requested": "yes", "time.barred_in_requesting": "no"}), "lapse-of-time", "ets-24", "excluded", ("cets-212", "1 (ETS 24 art. 10(2))", "excluded")),
        rule("ets24-10-lapse", "10 with CETS 212, requesting", given("AUT>CHE", THEFT, on="2020-01-01", facts={"time.barred_in_requested": "no", "time.barred_in_requesting": "yes"}), "lapse-of-time", "ets-24", "likely", ("cets-212", "1 (ETS 24 art. 10(1))", "mandatory")),
        rule("ets24-11-death", "11 no assurance", given("KOR>GBR", charge("murder", "death"), facts={**CAPITAL, "assurance.no_death_penalty": "no"}), "death-penalty", "ets-24", "likely", ("ets-24", "11", "permitted")),
        rule("ets24-11-death", "11 assurance cures", given("KOR>GBR", charge("murder", "death"), facts={**CAPITAL, "assurance.no_death_penalty": "yes"}), "death-penalty", "ets-24", "unlikely", None),
        rule("ets98-3-in-absentia", "3(1)", given("AUT>CHE", charge("theft", "5y", "1y"), stage="conviction", facts={"conviction.in_absentia": "yes", "conviction.defence_secured": "no", "assurance.retrial": "no"}), "in-absentia", "ets-24", "likely", ("ets-98", "3(1)", "permitted")),
        rule("ets98-3-in-absentia", "3(1) retrial assured", given("AUT>CHE", charge("theft", "5y", "1y"), stage="conviction", facts={"conviction.in_absentia": "yes", "conviction.defence_secured": "no", "assurance.retrial": "yes"}), "in-absentia", "ets-24", "unlikely", None),
        rule("ets98-4-amnesty", "4", given("NOR>CHE", THEFT, facts={"amnesty.in_requested": "yes", "requested.had_jurisdiction": "yes"}), "amnesty-or-immunity", "ets-24", "likely", ("ets-98", "4", "mandatory")),
        rule("ets98-4-amnesty", "4 without jurisdiction", given("NOR>CHE", THEFT, facts={"amnesty.in_requested": "yes", "requested.had_jurisdiction": "no"}), "amnesty-or-immunity", "ets-24", "unlikely", None),
        rule("ets86-1-war-crimes", "1", given("LIE>CHE", MURDER, facts={**POLITICAL, "conduct.war_crime_or_genocide": "yes"}), "political-offence", "ets-24", "excluded", ("ets-86", "1", "excluded")),
        rule("ets86-1-war-crimes", "1 Party to ETS 24 only", given("LIE>GBR", MURDER, facts={**POLITICAL, "conduct.war_crime_or_genocide": "yes"}), "political-offence", "ets-24", "likely", ("ets-24", "3(1)", "mandatory")),
        rule("ets30-2-grounds", "2(a) political", mla("LIE>GBR", THEFT, measures=SERVICE, facts=POLITICAL), "political-offence", "ets-30", "possible", ("ets-30", "2(a)", "permitted")),
        rule("ets30-2-grounds", "2(a) fiscal", mla("LIE>GBR", TAX, measures=SERVICE), "fiscal-offence", "ets-30", "possible", ("ets-30", "2(a)", "permitted")),
        rule("ets30-2-grounds", "2(b)", mla("LIE>GBR", THEFT, measures=SERVICE, facts={"request.prejudices_sovereignty": "yes"}), "sovereignty-or-ordre-public", "ets-30", "possible", ("ets-30", "2(b)", "permitted")),
        rule("ets30-1-military", "1(2)", mla("LIE>GBR", charge("desertion", "2y"), measures=SERVICE), "military-offence", "ets-30", "likely", ("ets-30", "1(2)", "mandatory")),
        rule("ets99-1-2-fiscal", "1 both Parties", mla("DEU>GBR", TAX, measures=SERVICE), "fiscal-offence", "ets-30", "excluded", ("ets-99", "1", "excluded")),
        rule("ets99-1-2-fiscal", "1 one not", mla("CHE>GBR", TAX, measures=SERVICE), "fiscal-offence", "ets-30", "possible", ("ets-30", "2(a)", "permitted")),
        rule("ets185-24-1", "24(1)(b) threshold of the treaty", given("USA>CHE", {**HACKING, "penalty": {"max": "1y"}}), "penalty-below-threshold", "ets-185", "likely", None),
        rule("ets185-25-4-fiscal", "25(4) arts 2 to 11", mla("CRI>CHE", HACKING, measures=SEARCH), "fiscal-offence", "ets-185", "excluded", ("ets-185", "25(4)", "excluded")),
        rule("ets185-25-4-fiscal", "25(4) other offences", mla("CRI>CHE", TAX, measures=SEARCH), "fiscal-offence", "ets-185", "possible", None),
        rule("ets173-26-27", "26(3)", mla("BLR>CHE", BRIBERY, measures=BANK), "bank-secrecy", "ets-173", "excluded", ("ets-173", "26(3)", "excluded")),
        rule("oecd-9-mla", "9(3)", mla("NZL>CHE", FOREIGN_BRIBE, measures=BANK), "bank-secrecy", "oecd-bribery-1997", "excluded", ("oecd-bribery-1997", "9(3)", "excluded")),
        rule("ets141-18-coercive", "18(1)(d) fiscal", confiscation("NOR>CHE", TAX, measures=["freezing"]), "fiscal-offence", "ets-141", "possible", ("ets-141", "18(1)(d)", "permitted")),
        rule("ets141-18-coercive", "18(1)(d) political", confiscation("NOR>CHE", THEFT, measures=["freezing"], facts=POLITICAL), "political-offence", "ets-141", "likely", ("ets-141", "18(1)(d)", "permitted")),
        rule("ets141-18-coercive", "18(7)", confiscation("NOR>CHE", THEFT, measures=["identify-proceeds"]), "bank-secrecy", "ets-141", "excluded", ("ets-141", "18(7)", "excluded")),
        rule("ets141-18-4-c-lapse", "18(4)(c)", confiscation("NOR>CHE", THEFT, measures=ORDER, facts={"time.barred_in_requested": "yes"}), "lapse-of-time", "ets-141", "likely", ("ets-141", "18(4)(c)", "permitted")),
        rule("ets141-18-4-c-lapse", "18(4)(d)-(e)", confiscation("NOR>CHE", THEFT, measures=ORDER, facts={"request.final_confiscation_order": "no"}), "no-final-order", "ets-141", "possible", ("ets-141", "18(4)(d)-(e)", "permitted")),
        rule("ets141-18-4-c-lapse", "18(4)(d)-(e) not against freezing", confiscation("NOR>CHE", THEFT, measures=["freezing"], facts={"request.final_confiscation_order": "no"}), "no-final-order", "ets-141", "unlikely", None),
        rule("ets141-18-4-c-lapse", "18(4)(f)", confiscation("NOR>CHE", THEFT, measures=ORDER, stage="conviction", facts={"conviction.in_absentia": "yes", "conviction.defence_secured": "no", "assurance.retrial": "no"}), "in-absentia", "ets-141", "possible", ("ets-141", "18(4)(f), 18(5)-(6)", "permitted")),
        rule("cets198-28-1", "28(1)(d) terrorist financing", confiscation("TUR>GBR", FINANCING, measures=["freezing"]), "fiscal-offence", "cets-198", "excluded", ("cets-198", "28(1)(d)", "excluded")),
        rule("cets198-28-1", "28(1)(e) terrorist financing", confiscation("TUR>GBR", FINANCING, measures=["freezing"], facts=POLITICAL), "political-offence", "cets-198", "excluded", ("cets-198", "28(1)(e)", "excluded")),
        rule("cets198-28-1", "28(1)(e) other offences", confiscation("TUR>GBR", THEFT, measures=["freezing"], facts=POLITICAL), "political-offence", "cets-198", "possible", None),
        rule("cets198-28-1", "28(7)", confiscation("TUR>GBR", THEFT, measures=["identify-proceeds"]), "bank-secrecy", "cets-198", "excluded", ("cets-198", "28(7)", "excluded")),
        rule("ets90-1-political", "1", given("LIE>DEU", BOMBING, facts=POLITICAL), "political-offence", "ets-90", "excluded", None),
        rule("ets90-1-political", "5 persecution remains", given("LIE>DEU", BOMBING, facts={**POLITICAL, **RISK}), "discrimination", "ets-90", "likely", None),
        rule("ets90-1-political", "1, 3 in the place of ETS 24", given("LIE>DEU", charge("kidnapping", "9y"), facts=POLITICAL), "political-offence", "ets-24", "excluded", ("ets-90", "1", "excluded")),
        rule("ets73-10-c-lapse", "10(c)", given("LIE>NLD", THEFT, form="transfer-of-proceedings", facts={"time.barred_in_requesting": "yes"}), "lapse-of-time", "ets-73", "likely", ("ets-73", "10(c)", "mandatory")),
        rule("ets73-10-c-lapse", "10(c) not barred there", given("LIE>NLD", THEFT, form="transfer-of-proceedings", facts={"time.barred_in_requesting": "no", "time.barred_in_requested": "no"}), "lapse-of-time", "ets-73", "unlikely", None),
        rule("ets73-10-c-lapse", "11(d) political", given("LIE>NLD", THEFT, form="transfer-of-proceedings", facts=POLITICAL), "political-offence", "ets-73", "possible", ("ets-73", "11(d)", "permitted")),
        rule("ets73-10-c-lapse", "11(d) fiscal", given("LIE>NLD", TAX, form="transfer-of-proceedings"), "fiscal-offence", "ets-73", "possible", ("ets-73", "11(d)", "permitted")),
        rule("ets73-10-c-lapse", "11(d) military", given("LIE>NLD", charge("desertion", "2y"), form="transfer-of-proceedings"), "military-offence", "ets-73", "possible", ("ets-73", "11(d)", "permitted")),
        rule("cat-3-non-refoulement", "3(1) under an old treaty", given("KEN>CHE", THEFT, facts={"risk.torture": "yes", "assurance.humane_treatment": "no"}), "torture-or-inhuman-treatment", "CHE-KEN-extradition-1880", "likely", ("cat-1984", "3(1)", "mandatory")),
        rule("cat-3-non-refoulement", "3(1) under a treaty that is silent", given("USA>GBR", THEFT, facts={"risk.torture": "yes", "assurance.humane_treatment": "no"}), "torture-or-inhuman-treatment", "GBR-USA-extradition-2003", "likely", ("cat-1984", "3(1)", "mandatory")),
        rule("cat-3-non-refoulement", "3(1) under the arrest warrant", given("DEU>NLD", THEFT, facts={"risk.torture": "yes", "assurance.humane_treatment": "no"}), "torture-or-inhuman-treatment", "eu-eaw", "likely", ("cat-1984", "3(1)", "mandatory")),
        rule("genocide-7", "VII under a treaty", given("USA>CHE", charge("genocide", "life"), facts={"conduct.political": "yes"}), "political-offence", "CHE-USA-extradition-1990", "excluded", ("genocide-1948", "VII, para. 1", "excluded")),
        rule("iccpr-op2-1", "1(1)", given("USA>CHE", charge("murder", "death"), facts={**CAPITAL, "assurance.no_death_penalty": "no"}), "death-penalty", "CHE-USA-extradition-1990", "likely", ("iccpr-op2", "1(1)", "mandatory")),
        rule("iccpr-op2-1", "1(1) capital by the penalty stated", given("USA>CHE", charge("murder", "death"), facts={"assurance.no_death_penalty": "no"}), "death-penalty", "CHE-USA-extradition-1990", "likely", ("iccpr-op2", "1(1)", "mandatory")),
        rule("eaw-2-4-4-1", "4(1) taxes", given("DEU>NLD", TAX), "fiscal-offence", "eu-eaw", "excluded", ("eu-eaw", "1(2), 4(1)", "excluded")),
        rule("eaw-3-mandatory", "3(1)", given("DEU>NLD", THEFT, facts={"amnesty.in_requested": "yes", "requested.had_jurisdiction": "yes"}), "amnesty-or-immunity", "eu-eaw", "likely", ("eu-eaw", "3(1)", "mandatory")),
        rule("eaw-3-mandatory", "3(2)", given("DEU>NLD", THEFT, facts={"proceedings.judged_in_requested": "yes"}), "ne-bis-in-idem", "eu-eaw", "likely", ("eu-eaw", "3(2)", "mandatory")),
        rule("eaw-3-mandatory", "3(3)", given("DEU>NLD", THEFT, facts={"person.below_criminal_age": "yes"}), "age", "eu-eaw", "likely", ("eu-eaw", "3(3)", "mandatory")),
        rule("eaw-3-mandatory", "3, no political offence", given("DEU>NLD", THEFT, facts=POLITICAL), "political-offence", "eu-eaw", "excluded", ("eu-eaw", "1(2), 3, 4", "excluded")),
        rule("eaw-4a-5-in-absentia-assurance", "4a(1)", given("DEU>NLD", charge("theft", "5y", "1y"), stage="conviction", facts={"conviction.in_absentia": "yes", "conviction.defence_secured": "no", "assurance.retrial": "no"}), "in-absentia", "eu-eaw", "possible", ("eu-eaw", "4a(1)", "permitted")),
        rule("eaw-4a-5-in-absentia-assurance", "4a(1)(a)-(b)", given("DEU>NLD", charge("theft", "5y", "1y"), stage="conviction", facts={"conviction.in_absentia": "yes", "conviction.defence_secured": "yes"}), "in-absentia", "eu-eaw", "unlikely", None),
        rule("eaw-4a-5-in-absentia-assurance", "4a(1)(c)-(d)", given("DEU>NLD", charge("theft", "5y", "1y"), stage="conviction", facts={"conviction.in_absentia": "yes", "conviction.defence_secured": "no", "assurance.retrial": "yes"}), "in-absentia", "eu-eaw", "unlikely", None),
        rule("eaw-4a-5-in-absentia-assurance", "5(2)", given("DEU>NLD", MURDER, facts={"offence.life_without_release": "yes", "assurance.release_review": "no"}), "life-sentence", "eu-eaw", "possible", ("eu-eaw", "5(2)", "permitted")),
        rule("eaw-4a-5-in-absentia-assurance", "5(2) review", given("DEU>NLD", MURDER, facts={"assurance.release_review": "yes"}), "life-sentence", "eu-eaw", "unlikely", None),
        rule("eaw-4a-5-in-absentia-assurance", "5(3)", given("DEU>NLD", THEFT, person={"nationality": ["NLD"]}, facts={"assurance.return_of_national": "no"}), "nationality", "eu-eaw", "possible", ("eu-eaw", "5(3)", "permitted")),
    ],
)  # fmt: skip
def test_the_ground(
    kb: KnowledgeBase,
    case: Given,
    name: str,
    key: str,
    expected: str,
    says: tuple[str, str, str] | None,
) -> None:
    result = told(kb, case)
    assert likelihood(result, name, key) == expected
    if says is not None:
        assert ground(result, name).basis == key
        assert source(result, name, *says).active == "yes"


@pytest.mark.parametrize(
    ("case", "name", "law"),
    [
        rule("untoc-16-14-discrimination", "no clause on the political offence", given("JPN>NLD", FRAUD, facts=GROUP), "political-offence", "untoc"),
        rule("untoc-18-21-grounds", "political offence not among them", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), "political-offence", "untoc"),
        rule("untoc-18-21-grounds", "nationality not among them", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), "nationality", "untoc"),
        rule("icsft-14-political", "14 between Parties only", given("TCD>CHE", FINANCING, on="2018-10-01"), "political-offence", "icsft-1999"),
        rule("hague-1970-8", "8 no clause on the political offence", given("JPN>NLD", HIJACKING), "political-offence", "hague-1970"),
        rule("hague-1970-8", "8 none on nationality", given("JPN>NLD", HIJACKING, person=DUTCHMAN), "nationality", "hague-1970"),
        rule("cets196-20-21", "20(1) for its own offences only", given("LIE>CHE", THEFT, facts=POLITICAL), "political-offence", "cets-196"),
        rule("bombings-11-political", "11 between Parties only", given("TCD>CHE", BOMBING, on="2007-01-01"), "political-offence", "terrorist-bombings-1997"),
        rule("icsft-13-fiscal", "13 for its own offences only", given("USA>GBR", TAX), "fiscal-offence", "icsft-1999"),
        rule("ets24-9-ne-bis", "9, third State only through ETS 86", given("LIE>GBR", THEFT), "judged-in-third-state", "ets-24"),
        rule("ets24-9-ne-bis", "9(2), not bound by ETS 86", given("LIE>GBR", THEFT), "judged-in-third-state", "ets-86"),
        rule("ets24-14-speciality", "14(1) no ground of refusal", given("LIE>GBR", THEFT), "speciality", "ets-24"),
        rule("ets98-3-in-absentia", "9(2) chapter III declined", given("AUT>GBR", charge("theft", "5y", "1y"), stage="conviction"), "in-absentia", "ets-98"),
        rule("iccpr-14-7-15", "14(7) not between States", given("KEN>CHE", THEFT), "ne-bis-in-idem", "iccpr"),
        rule("iccpr-14-7-15", "14(7) nor for third States", given("KEN>CHE", THEFT), "judged-in-third-state", "iccpr"),
        rule("iccpr-op2-1", "1(1) Parties only", given("USA>KEN", charge("murder", "death")), "death-penalty", "iccpr-op2"),
        rule("cat-3-non-refoulement", "3 for extradition, not for evidence", mla("KEN>CHE", THEFT, measures=SERVICE), "torture-or-inhuman-treatment", "cat-1984"),
    ],
)  # fmt: skip
def test_the_law_does_not_speak_on_the_ground(
    kb: KnowledgeBase, case: Given, name: str, law: str
) -> None:
    assert law not in laws(told(kb, case), name)


def test_ets24_10_no_protocol_before_it_was_in_force(kb: KnowledgeBase) -> None:
    """CETS 212 is in force from 1 June 2014 for the first Parties."""
    result = told(kb, given("AUT>CHE", THEFT, on="2010-01-01"))
    assert "cets-212" not in laws(result, "lapse-of-time")
    assert basis(result, "cets-212").status == "inapplicable"


def test_ets24_10_undated_parties_are_not_bound_before_the_protocol_was_in_force(
    kb: KnowledgeBase,
) -> None:
    result = told(kb, given("FRA>GBR", THEFT, on="2003-01-01"))
    assert "cets-212" not in laws(result, "lapse-of-time")


def test_eaw_3_only_three_mandatory_grounds(kb: KnowledgeBase) -> None:
    result = told(kb, given("DEU>NLD", MURDER))
    mandatory = {
        g.id
        for g in result.refusal_grounds
        for s in g.sources
        if (s.id, s.effect) == ("eu-eaw", "mandatory") and s.article != "2(1)"  # the threshold
    }
    assert mandatory == {"amnesty-or-immunity", "ne-bis-in-idem", "age"}


def test_eaw_5_3_the_guarantee_of_return_lifts_the_condition(kb: KnowledgeBase) -> None:
    case = given(
        "DEU>NLD",
        THEFT,
        person={"nationality": ["NLD"]},
        facts={"assurance.return_of_national": "yes"},
    )
    assert source(told(kb, case), "nationality", "eu-eaw", "5(3)").active == "no"


@pytest.mark.parametrize(
    ("case", "name", "law", "article"),
    [
        rule("untoc-16-15-fiscal", "16(15)", given("JPN>NLD", TAX, facts=GROUP), "fiscal-offence", "untoc", "16(15)"),
        rule("untoc-18-22-fiscal", "18(22)", mla("KEN>CHE", TAX, measures=SERVICE, facts=GROUP), "fiscal-offence", "untoc", "18(22)"),
        rule("uncac-44-16-fiscal", "44(16)", given("JPN>NLD", BRIBERY), "fiscal-offence", "uncac", "44(16)"),
        rule("uncac-46-22-fiscal", "46(22)", mla("KEN>CHE", BRIBERY, measures=BANK), "fiscal-offence", "uncac", "46(22)"),
        rule("ets99-1-2-fiscal", "1", mla("DEU>GBR", TAX, measures=SERVICE), "fiscal-offence", "ets-99", "1"),
    ],
)  # fmt: skip
def test_excluded_as_the_sole_ground_only(
    kb: KnowledgeBase, case: Given, name: str, law: str, article: str
) -> None:
    result = told(kb, case)
    assert source(result, name, law, article).sole
    assert "as the sole ground" in ground(result, name).reason


def test_iccpr_15_the_requesting_law_is_read_as_at_the_conduct(kb: KnowledgeBase) -> None:
    """iccpr-14-7-15: price fixing became an offence in the United Kingdom in June 2003."""
    for year, finding in (("2001", "no"), ("2006", "yes")):
        dishonest = {"mental.dishonesty": "yes" if year == "2006" else "no"}
        acts = charge("cartel", period={"from": year, "to": year}, elements=dishonest)
        side = told(kb, given("GBR>USA", acts)).dual_criminality.charges[0].requesting
        assert (side.read_as_at, side.finding) == ("the time of the conduct", finding)


@pytest.mark.parametrize("offence", [PROVOCATION, RECRUITMENT, charge("terrorist-training", "5y")])
def test_cets196_20_21_stand_beside_an_extradition_treaty(
    kb: KnowledgeBase, offence: Given
) -> None:
    result = told(kb, given("LIE>CHE", offence, facts={**POLITICAL, **RISK, "risk.torture": "yes"}))
    for name, article in (
        ("political-offence", "20(1)"),
        ("discrimination", "21(1)"),
        ("torture-or-inhuman-treatment", "21(2)"),
    ):
        assert source(result, name, "cets-196", article).active == "yes"
    assert ground(result, "political-offence").likelihood == "excluded"


@pytest.mark.parametrize(
    ("year", "finding"),
    [
        rule("vclt-28-non-retroactive", "28 conduct under the treaty", "2022", "presumed"),
        rule("vclt-28-non-retroactive", "28 conduct before the treaty", "2000", "undetermined"),
    ],
)  # fmt: skip
def test_vclt_28_no_presumption_from_a_treaty_of_later_date(
    kb: KnowledgeBase, year: str, finding: str
) -> None:
    """The prohibition, unlike the procedure: CETS 196 binds Liechtenstein from 2017."""
    case = given(
        "CHE>LIE", charge("terrorist-provocation", "5y", period={"from": year, "to": year})
    )
    assert basis(told(kb, case), "cets-196").status == "applicable"
    found = told(kb, case).dual_criminality.charges[0]
    assert (found.requested.read_as_at, found.finding) == ("the time of the conduct", finding)


def test_iccpr_is_no_basis_for_cooperation(kb: KnowledgeBase) -> None:
    """iccpr-14-7-15, iccpr-op2-1: what binds the requested State, not what carries the request."""
    ids = {b.id for b in told(kb, given("KEN>CHE", MURDER)).legal_bases}
    assert not ids & {"iccpr", "iccpr-op2"}


# --- Duties, cures and limits


@pytest.mark.parametrize(
    ("case", "present", "words"),
    [
        rule("untoc-16-10-nationals-prosecute", "16(10)", given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN), True, "submit the case for prosecution at your request if it refuses for nationality (16(10))"),
        rule("untoc-16-10-nationals-prosecute", "16(10) not a national", given("JPN>NLD", FRAUD, facts=GROUP, person={"nationality": ["KEN"]}), False, "(16(10))"),
        rule("untoc-16-12-enforce-sentence", "16(12)", given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN, stage="conviction"), True, "consider enforcing the sentence of a national it refuses (16(12))"),
        rule("untoc-16-12-enforce-sentence", "16(12) not convicted", given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN), False, "(16(12))"),
        rule("untoc-16-16-consult", "16(16)", given("JPN>NLD", FRAUD, facts=GROUP), True, "consult you before refusing (16(16)): Where appropriate"),
        rule("untoc-18-23-26-reasons-consult", "18(23)", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), True, "give reasons for any refusal (18(23))"),
        rule("untoc-18-23-26-reasons-consult", "18(26)", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), True, "consult you before refusing (18(26))"),
        rule("untoc-18-23-26-reasons-consult", "18(26) a plain duty", mla("KEN>CHE", FRAUD, measures=SERVICE, facts=GROUP), False, "(18(26)): Where appropriate"),
        rule("uncac-44-11-nationals", "44(11)", given("JPN>NLD", BRIBERY, person=DUTCHMAN), True, "submit the case for prosecution at your request if it refuses for nationality (44(11))"),
        rule("uncac-55-7-de-minimis", "55(8) hearing", confiscation("KEN>CHE", BRIBERY, measures=["freezing"]), True, "hear you before lifting a provisional measure (55(8)): Before a provisional measure is lifted, wherever possible"),
        rule("uncac-57-3-a-return", "57(3)(a) embezzlement", confiscation("KEN>GBR", ENRICHED, measures=["return-of-assets"]), True, "return the property (57(3)(a))"),
        rule("uncac-57-3-a-return", "57(3)(a) a final judgment", confiscation("KEN>GBR", ENRICHED, measures=["return-of-assets"]), True, "on a final judgment there, which the requested State may waive"),
        rule("uncac-57-3-a-return", "57(3)(b) other offences", confiscation("KEN>CHE", BRIBERY, measures=["return-of-assets"]), True, "return the property (57(3)(b))"),
        rule("uncac-57-3-a-return", "57(3)(a) not for bribery", confiscation("KEN>CHE", BRIBERY, measures=["return-of-assets"]), False, "(57(3)(a))"),
        rule("ets24-6-nationals", "6(2)", given("LIE>DEU", MURDER, person={"nationality": ["DEU"]}), True, "submit the case for prosecution at your request if it refuses for nationality (6(2))"),
        rule("hague-1970-8", "7", given("JPN>NLD", HIJACKING), True, "submit the case for prosecution if it does not extradite (7): Without extradition the case is submitted for prosecution, without exception"),
        rule("cat-7-8-prosecute", "7(1)", given("JPN>NLD", charge("torture", "life")), True, "submit the case for prosecution if it does not extradite (7(1), 5(2))"),
        rule("cat-7-8-prosecute", "7(1) no request needed", given("JPN>NLD", charge("torture", "life")), True, "no request for extradition need have been made"),
    ],
)  # fmt: skip
def test_what_the_requested_state_owes(
    kb: KnowledgeBase, case: Given, present: bool, words: str
) -> None:
    assert (words in owed(told(kb, case))) is present


@pytest.mark.parametrize(
    ("case", "name", "duty"),
    [
        rule("untoc-16-10-nationals-prosecute", "16(10)", given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN), "nationality", ("prosecute-on-request", "16(10)")),
        rule("untoc-16-16-consult", "16(16)", given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN), "nationality", ("consult-before-refusal", "16(16)")),
        rule("untoc-18-23-26-reasons-consult", "18(26)", mla("KEN>CHE", CARTEL, measures=SEARCH, facts=GROUP), "absence-of-dual-criminality", ("consult-before-refusal", "18(26)")),
        rule("untoc-18-23-26-reasons-consult", "18(23)", mla("KEN>CHE", CARTEL, measures=SEARCH, facts=GROUP), "absence-of-dual-criminality", ("give-reasons", "18(23)")),
        rule("uncac-44-11-nationals", "44(11)", given("JPN>NLD", BRIBERY, person=DUTCHMAN), "nationality", ("prosecute-on-request", "44(11)")),
        rule("ets24-6-nationals", "6(2)", given("LIE>SMR", MURDER, person={"nationality": ["SMR"]}), "nationality", ("prosecute-on-request", "6(1)(a)")),
    ],
)  # fmt: skip
def test_a_refusal_entails_a_duty(
    kb: KnowledgeBase, case: Given, name: str, duty: tuple[str, str]
) -> None:
    assert duty in [(d.duty, d.article) for d in ground(told(kb, case), name).duties]


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        rule("untoc-16-11-conditional-surrender", "16(11)", "nationality", "conditional-surrender"),
        rule("untoc-16-12-enforce-sentence", "16(12)", "nationality", "enforce-sentence-instead"),
        rule("untoc-16-10-nationals-prosecute", "16(10)", "nationality", "prosecute-instead"),
    ],
)  # fmt: skip
def test_cures_of_nationality(kb: KnowledgeBase, name: str, cure: str) -> None:
    result = told(kb, given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN, stage="conviction"))
    assert cure in {c.cure for c in ground(result, name).cures}


@pytest.mark.parametrize(
    ("case", "step", "article"),
    [
        rule("untoc-16-16-consult", "16(16)", given("JPN>NLD", FRAUD, facts=GROUP, person=DUTCHMAN), "consult", "UNTOC art. 16(16)"),
        rule("untoc-18-23-26-reasons-consult", "18(26)", mla("KEN>CHE", CARTEL, measures=SEARCH, facts=GROUP), "consult", "UNTOC art. 18(26)"),
        rule("untoc-18-19-use-limitation", "18(19)", mla("KEN>CHE", FRAUD, measures=BANK, facts=GROUP), "speciality", "UNTOC art. 18(19)"),
        rule("ets24-14-speciality", "14(1)", given("LIE>GBR", THEFT), "speciality", "ETS 24 art. 14(1)"),
    ],
)  # fmt: skip
def test_the_next_step_rests_on_the_article(
    kb: KnowledgeBase, case: Given, step: str, article: str
) -> None:
    assert article in step_articles(told(kb, case), step)


@pytest.mark.parametrize(
    ("case", "key", "words"),
    [
        rule("untoc-13-confiscation-routes", "13(1)(a)", confiscation("KEN>CHE", FRAUD, measures=["confiscation"], facts=GROUP), "untoc", "art. 13(1)(a): The requested State seeks an order of its own courts"),
        rule("untoc-13-confiscation-routes", "13(1)(b)", confiscation("KEN>CHE", FRAUD, measures=["enforcement-of-order"], facts=GROUP), "untoc", "art. 13(1)(b): The order of the requesting State's court is submitted"),
        rule("untoc-13-confiscation-routes", "13(2)", confiscation("KEN>CHE", FRAUD, measures=["freezing"], facts=GROUP), "untoc", "art. 13(2): Does not wait for a final order"),
        rule("untoc-18-1-suspicion-enough", "18(1)", mla("KEN>CHE", FRAUD, measures=SERVICE), "untoc", "Reasonable grounds to suspect"),
        rule("uncac-54-1-c-non-conviction", "54(1)(c)", confiscation("KEN>CHE", BRIBERY, measures=["non-conviction-based"]), "uncac", "art. 54(1)(c): Only to be considered"),
    ],
)  # fmt: skip
def test_the_basis_says_how(kb: KnowledgeBase, case: Given, key: str, words: str) -> None:
    assert words in "\n".join(basis(told(kb, case), key).notes)


def test_untoc_13_2_freezing_needs_no_final_order(kb: KnowledgeBase) -> None:
    facts = {**GROUP, "request.final_confiscation_order": "no"}
    freezing = told(kb, confiscation("JPN>NLD", FRAUD, measures=["freezing"], facts=facts))
    assert ground(freezing, "no-final-order").likelihood == "unlikely"
    order = told(kb, confiscation("JPN>NLD", FRAUD, measures=["enforcement-of-order"], facts=facts))
    assert ground(order, "no-final-order").triggered == "yes"


def test_untoc_18_1_has_its_own_scope(kb: KnowledgeBase) -> None:
    """untoc-18-1-suspicion-enough: art. 18(1) governs the scope for mla, art. 16(1) for extradition."""
    for case, article in (
        (mla("KEN>CHE", THEFT, measures=[], facts=GROUP), "18(1), 3(1)(b), 2(b)"),
        (given("KEN>CHE", THEFT, facts=GROUP), "16(1), 3(1)(b), 2(b)"),
    ):
        assert f"'{article}'" in repr(basis(told(kb, case, explain=True), "untoc").proof)
