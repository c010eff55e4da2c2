"""``assess --compare-on DATE``: what another date would change, and why."""

import json

import jsonschema
import pytest
from helpers import fails, run

from coopcheck import Case, assess
from coopcheck.engine.compare import Comparison, compare
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase

BRIBE = "bribery-national-official-active"
KENYA = ["assess", "KEN", "CHE", "-f", "extradition", "--on", "2026-01-15", "--offence", BRIBE]


def case(a: str, b: str, form: str, category: str, on: str, **charge: object) -> Case:
    data = {
        "requesting": a, "requested": b, "form": form, "on": on,
        "charges": [{"category": category, **charge}],
    }  # fmt: skip
    return Case.model_validate(data)


def reasons(found: Comparison, key: str) -> dict[str, str]:
    basis = next(each for each in found.legal_bases if each.id == key)
    return {each.kind: each.text for each in basis.reasons}


def test_accession_and_entry_into_force(kb: KnowledgeBase) -> None:
    found = compare(case("KEN", "CHE", "extradition", BRIBE, "2026-01-15"), kb, "2001-05-01")
    gone = next(each for each in found.legal_bases if each.id == "uncac")
    assert (gone.change, gone.before, gone.after) == ("disappears", "applicable", "inapplicable")
    why = reasons(found, "uncac")
    assert "Kenya party since 14 December 2005" in why["entry-into-force"]
    assert "Switzerland party since 24 October 2009" in why["accession"]
    assert "not yet a party" in gone.reason_after
    assert found.first_choice.before == "uncac"
    assert found.first_choice.after != "uncac"


def test_the_other_way_round_it_appears_for_the_same_reasons(kb: KnowledgeBase) -> None:
    back = compare(case("KEN", "CHE", "extradition", BRIBE, "2001-05-01"), kb, "2026-01-15")
    new = next(each for each in back.legal_bases if each.id == "uncac")
    assert new.change == "appears"
    assert set(reasons(back, "uncac")) == {"entry-into-force", "accession"}


def test_replacement(kb: KnowledgeBase) -> None:
    found = compare(case("POL", "DEU", "extradition", "fraud", "2003-06-01"), kb, "2007-06-01")
    assert next(b for b in found.legal_bases if b.id == "ets-24").change == "disappears"
    assert "EAW Framework Decision" in reasons(found, "ets-24")["replacement"]


def test_withdrawal(kb: KnowledgeBase) -> None:
    found = compare(case("GBR", "DEU", "surrender", "fraud", "2019-01-01"), kb, "2022-01-01")
    assert "withdrew" in reasons(found, "eu-eaw")["withdrawal"]
    changed = {each.id: (each.before, each.after) for each in found.refusal_grounds}
    assert changed
    assert all(each.reasons for each in found.refusal_grounds)


def test_termination(kb: KnowledgeBase) -> None:
    found = compare(case("USA", "GBR", "extradition", "cartel", "2008-03-12"), kb, "2001-01-01")
    assert "ended on 26 April 2007" in reasons(found, "GBR-USA-extradition-1972")["termination"]
    ids = [each.id for each in found.legal_bases]
    assert len(ids) == len(set(ids))


def test_a_new_offence(kb: KnowledgeBase) -> None:
    """The cartel offence of the Enterprise Act 2002 came into force on 20 June 2003."""
    now = case("USA", "GBR", "extradition", "cartel", "2020-01-01")
    now.charges[0].elements["mental.dishonesty"] = "yes"
    found = compare(now, kb, "2001-01-01")
    assert found.charges, found
    told = found.charges[0]
    assert told.before != told.after
    assert any(each.kind == "new-offence" and "20 June 2003" in each.text for each in told.reasons)


def test_the_same_date_changes_nothing(kb: KnowledgeBase) -> None:
    found = compare(case("KEN", "CHE", "extradition", BRIBE, "2026-01-15"), kb, "2026-01-15")
    assert not found.legal_bases
    assert not found.charges
    assert not found.refusal_grounds
    assert found.first_choice.before == found.first_choice.after


@pytest.mark.parametrize(
    ("a", "b", "form"),
    [("USA", "GBR", "extradition"), ("FRA", "CHE", "mla"), ("GBR", "IRL", "surrender"),
     ("KEN", "GBR", "extradition"), ("BRA", "CHE", "confiscation")],
)  # fmt: skip
def test_it_says_what_the_two_assessments_say(kb: KnowledgeBase, a: str, b: str, form: str) -> None:
    one, two = "2025-06-01", "1999-06-01"
    request = case(a, b, form, "money-laundering", one)
    found = compare(request, kb, two)
    old, new = (assess(case(a, b, form, "money-laundering", day), kb) for day in (one, two))
    before = {x.id: x.status for x in old.legal_bases}
    after = {x.id: x.status for x in new.legal_bases}
    differ = {
        key for key in {*before, *after}
        if before.get(key, "inapplicable") != after.get(key, "inapplicable")
    }  # fmt: skip
    assert {x.id for x in found.legal_bases} == differ
    assert all(each.reasons for each in found.legal_bases)
    likely = [{g.id: g.likelihood for g in x.refusal_grounds} for x in (old, new)]
    grounds = {k for k in {*likely[0], *likely[1]} if likely[0].get(k) != likely[1].get(k)}
    assert {x.id for x in found.refusal_grounds} == grounds
    assert found.dual_criminality.before == old.dual_criminality.finding
    assert found.dual_criminality.after == new.dual_criminality.finding


def test_a_date_before_the_conduct_is_bad_input(kb: KnowledgeBase) -> None:
    request = case("KEN", "CHE", "extradition", BRIBE, "2026-01-15", period={"from": "2015"})
    with pytest.raises(InputError) as caught:
        compare(request, kb, "2001")
    assert caught.value.place == "--compare-on"


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(*KENYA, "--compare-on", "2001-05-01")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "UNCAC: disappears" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert "Nothing changes" in run(*KENYA, "--compare-on", "2026-01-15").stdout
    assert "no such month" in fails(capsys, *KENYA, "--compare-on", "2001-13")


def test_json_follows_its_schema() -> None:
    done = run(*KENYA, "--compare-on", "2001-05-01", "--json")
    data = json.loads(done.stdout)
    jsonschema.validate(data, json.loads(run("schema", "compare").stdout))
    assert data["compare_on"] == "2001-05-01"
    assert run(*KENYA, "--compare-on", "2001-05-01", "--json").stdout == done.stdout
