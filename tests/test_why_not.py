"""``assess --why-not ID``: every condition that fails or is open for one law, in words."""

import json

import jsonschema
import pytest
from helpers import fails, run

from coopcheck import Case
from coopcheck.engine.why_not import WhyNot, why_not
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase

BRIBE = "bribery-national-official-active"
KENYA = ["assess", "KEN", "CHE", "-f", "extradition", "--on", "2026-01-15", "--offence", BRIBE]


def ask(kb: KnowledgeBase, name: str, *categories: str, **changes: object) -> WhyNot:
    data = {
        "requesting": "KEN", "requested": "CHE", "form": "extradition", "on": "2026-01-15",
        "charges": [{"category": each} for each in categories or (BRIBE,)], **changes,
    }  # fmt: skip
    return why_not(Case.model_validate(data), kb, name)


def test_an_open_basis_says_what_would_settle_it(kb: KnowledgeBase) -> None:
    found = ask(kb, "untoc")
    assert found.status == "conditional"
    facts = {each.fact: each for each in found.conditions}
    across = facts["conduct.transnational"]
    assert across.value == "unknown"
    assert across.question and "more than one State" in across.question
    assert across.article and "3(1)(a)" in across.article
    assert across.one_of_several  # 3(1)(a) and 3(1)(b) ask for it, the third way does not


def test_stating_the_facts_leaves_nothing_open(kb: KnowledgeBase) -> None:
    facts = {"conduct.transnational": "yes", "conduct.organized_criminal_group": "yes"}
    found = ask(kb, "UNTOC", facts=facts)
    assert (found.id, found.status, found.conditions) == ("untoc", "applicable", [])


def test_an_instrument_that_binds_neither_is_opened_all_the_same(kb: KnowledgeBase) -> None:
    found = ask(kb, "uncac", "tax-evasion", on="2001-05-01")
    assert found.status == "inapplicable"
    failing = [each.text for each in found.conditions if each.value == "no"]
    assert sum("not yet a party on that date" in text for text in failing) == 2
    assert any("an offence that UNCAC establishes" in text for text in failing)
    assert found.conditions[0].value == "no"  # what fails stands before what is open


def test_a_treaty_on_another_form_and_a_source_of_grounds(kb: KnowledgeBase) -> None:
    other = ask(kb, "ets-30")
    assert "no clauses on extradition" in other.conditions[0].text
    assert other.conditions[0].value == "no"
    assert any(each.text.startswith("Kenya: not a party") for each in other.conditions)
    assert "source of grounds" in ask(kb, "iccpr").conditions[0].text


def test_a_treaty_between_others(kb: KnowledgeBase) -> None:
    found = ask(kb, "GBR-USA-extradition-1842")
    assert found.status == "inapplicable"
    assert "ended on 24 June 1935" in found.conditions[0].text


def test_domestic_law_and_reciprocity(kb: KnowledgeBase) -> None:
    own = ask(kb, "domestic:CHE", on="2001-05-01")
    assert own.status == "conditional"
    assert {each.article for each in own.conditions} == {"IMAC art. 35(1)(a)"}
    back = ask(kb, "reciprocity")
    assert back.status == "inapplicable"
    assert "not needed" in back.conditions[0].text
    assert back.conditions[0].article == "IMAC art. 32"
    assert {each.fact for each in back.conditions[1:]} == {"assurance.reciprocity"}
    short = ask(kb, "Law of Switzerland")
    assert short.id == "domestic:CHE"


def test_a_charge_that_is_not_covered_is_told_though_the_basis_applies(kb: KnowledgeBase) -> None:
    found = ask(kb, "uncac", "money-laundering", "tax-evasion")
    assert found.status == "applicable"
    assert [(each.charge, each.value) for each in found.conditions] == [(1, "no")]


@pytest.mark.parametrize("category", [BRIBE, "money-laundering", "tax-evasion", "fraud"])
def test_every_law_can_be_asked_about_and_agrees_with_the_assessment(
    kb: KnowledgeBase, category: str
) -> None:
    from coopcheck import assess

    data = {
        "requesting": "USA", "requested": "GBR", "form": "extradition", "on": "2008-03-12",
        "charges": [{"category": category}],
    }  # fmt: skip
    case = Case.model_validate(data)
    status = {b.id: b.status for b in assess(case, kb).legal_bases}
    for key in [*kb.heads, "domestic:GBR", "reciprocity"]:
        found = why_not(case, kb, key)
        assert found.status == status.get(key, "inapplicable")
        if found.status != "applicable":
            assert found.conditions, key
        if found.status == "inapplicable":
            assert found.conditions[0].value == "no", key
        for each in found.conditions:
            assert each.text
            if each.value == "no":
                assert each.question is None
                assert each.missing_law is None


def test_an_unknown_names_a_question_or_the_law_that_is_missing(kb: KnowledgeBase) -> None:
    for key in kb.heads:
        for each in ask(kb, key).conditions:
            if each.value == "unknown":
                assert each.question or each.missing_law, (key, each)


@pytest.mark.parametrize(
    ("name", "near"), [("uncca", "uncac"), ("ets-024", "ets-24"), ("domestic:KEN", "domestic:CHE"),
                       ("recipro", "reciprocity")]
)  # fmt: skip
def test_a_wrong_id_is_one_error_with_the_nearest(kb: KnowledgeBase, name: str, near: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(kb, name)
    assert near in caught.value.nearest
    assert caught.value.place == "--why-not"


@pytest.mark.parametrize("name", ["", "\x1b[31m", "x" * 10_000, "ア"])
def test_nonsense_is_an_error_too(kb: KnowledgeBase, name: str) -> None:
    with pytest.raises(InputError):
        ask(kb, name)


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(*KENYA, "--why-not", "untoc")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "conditional" in done.stdout
    assert "--fact conduct.transnational=yes" in " ".join(done.stdout.split())
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    error = fails(capsys, *KENYA, "--why-not", "unkac")
    assert error.count("\n") == 1
    assert "uncac" in error
    assert "one of them" in fails(capsys, *KENYA, "--why-not", "uncac", "--compare-on", "2001")


def test_json_follows_its_schema() -> None:
    done = run(*KENYA, "--why-not", "reciprocity", "--json")
    data = json.loads(done.stdout)
    jsonschema.validate(data, json.loads(run("schema", "why-not").stdout))
    assert data["id"] == "reciprocity"
    keys = {"text", "article", "value", "fact", "question", "missing_law"}
    assert all(keys <= set(each) for each in data["conditions"])
