"""Looking things up: what is said, as text and as JSON, and the errors."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from helpers import call, run

from coopcheck.engine.membership import party_count, status
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import parse
from coopcheck.lookup import wording
from coopcheck.lookup.between import between
from coopcheck.lookup.coverage import coverage
from coopcheck.lookup.explain import all_ids, explain
from coopcheck.lookup.grounds import ground, grounds
from coopcheck.lookup.offences import offence, offences
from coopcheck.lookup.recognise import recognise
from coopcheck.lookup.standing import later
from coopcheck.lookup.states import state, states
from coopcheck.lookup.treaties import treaties
from coopcheck.lookup.treaty import treaty
from coopcheck.report.lookup_json import ANSWERS, lookup_schema, to_json
from coopcheck.report.lookup_page import row
from coopcheck.report.terminal_page import Console
from coopcheck.resolve.conduct import match

ON = "2026-01-15"
COMMANDS = {
    "treaties": ["treaties", "--on", ON],
    "treaty": ["treaty", "untoc", "--on", ON, "--all"],
    "states": ["states", "--on", ON],
    "state": ["state", "Switzerland", "--on", ON, "--all"],
    "between": ["between", "Kenya", "CHE", "--on", ON, "--all"],
    "offences": ["offences"],
    "offence": ["offence", "fraud", "--all"],
    "grounds": ["grounds"],
    "ground": ["grounds", "nationality", "--all"],
    "match": ["match", "bribed an official of the ministry and laundered the proceeds"],
    "explain": ["explain", "person.national_of_requested", "--all"],
    "coverage": ["coverage", "--on", ON, "--all"],
    "cases": ["cases"],
    "decided-case": ["case", "norris-price-fixing"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_page_fits_its_width_and_is_plain(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (40, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        out, err, code = call(capsys, *COMMANDS[command])
        assert (code, err) == (0, "")
        assert out.count("\n") > 5
        assert "\x1b" not in out
        assert "None" not in out.replace("None on record", "").replace("None.", "")
        assert max(len(line) for line in out.splitlines()) <= width


@pytest.mark.parametrize("command", COMMANDS)
def test_json_follows_its_schema_and_is_ascii(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err, code = call(capsys, *COMMANDS[command], "--json")
    assert (code, err) == (0, "")
    assert out.isascii()
    data = json.loads(out)
    assert list(data)[:4] == ["schema_version", "command", "tool", "knowledge"]
    assert data["command"] == command
    assert len(data["knowledge"]["hash"]) == 64
    jsonschema.validate(data, lookup_schema(command))
    schema, _, _ = call(capsys, "schema", command)
    jsonschema.Draft202012Validator.check_schema(json.loads(schema))


def test_json_is_the_same_in_any_process() -> None:
    for command in ("treaty", "between", "coverage"):
        args = [*COMMANDS[command], "--json"]
        one, two = run(*args), run(*args, env={"PYTHONHASHSEED": "7"})
        assert one.returncode == 0, one.stderr
        assert one.stdout == two.stdout


def test_today_is_the_date_if_none_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    out, _, _ = call(capsys, "treaty", "untoc", "--json")
    assert json.loads(out)["on"] == date.today().isoformat()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["treaty", "untocc"], ['no instrument "untocc"', "coopcheck treaties", "untoc"]),
        (["treaty", "untoc", "--on", "2026-02-30"], ["--on", "28 days"]),
        (["treaty", "untoc", "--form", "extraditon"], ["--form", "Nearest: extradition"]),
        (["treaty", "untoc", "--party", "Korea"], ["--party", "KOR", "PRK"]),
        (["treaties", "--party", "Kenja"], ["--party", "Kenya (KEN)"]),
        (["treaties", "--form", "mls"], ["--form", "mla"]),
        (["states", "--region", "euope"], ["--region", "Nearest: europe"]),
        (["state", "Kenja"], ["STATE", "Kenya (KEN)"]),
        (["between", "Kenya", "KEN"], ["the same State"]),
        (["between", "Kenya", "Congo"], ["COD", "COG"]),
        (["offences", "--family", "corrupton"], ["--family", "Nearest: corruption"]),
        (["offence", "fruad"], ['no offence "fruad"', "Nearest: fraud"]),
        (["offence", "fraud", "--state", "Guinea"], ["--state", "GNB"]),
        (["grounds", "nationalty"], ['no ground "nationalty"', "Nearest: nationality"]),
        (["match", " "], ["no text is given"]),
        (["explain", "brib"], ['"brib"', "Nearest: bribery-"]),
        (["explain", "\x1b[2J\u202e"], ['the id ""']),
        (["completion", "bsh"], ["Nearest: bash"]),
        (["case", "noris-price-fixing"], ["no decided case", "Nearest: norris-price-fixing"]),
        (["schema", "treatise"], ["treaty"]),
    ],
)
def test_a_wrong_name_gets_one_clear_error(
    args: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out, err, code = call(capsys, *args)
    assert (out, code) == ("", 2)
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err
    for word in words:
        assert word in err


def test_an_instrument_is_found_by_id_or_short_title(kb: KnowledgeBase) -> None:
    for name in ("untoc", "UNTOC", "ETS 24", "ets-24", "che-usa-MLA-1973"):
        assert treaty(kb, name, ON).treaty.id.casefold() in (name.casefold(), "ets-24")


def test_the_list_counts_parties_on_the_date(kb: KnowledgeBase) -> None:
    early, late = (
        {each.id: each for each in treaties(kb, on).treaties} for on in ("2004-01-01", ON)
    )
    assert set(early) == set(kb.heads)
    assert 0 < early["untoc"].parties < late["untoc"].parties
    assert late["untoc"].parties == party_count(kb, "untoc", ON)[0]
    assert early["uncac"].standing == "not in force yet"
    assert early["uncac"].parties == 0
    assert late["GBR-USA-extradition-1972"].standing == "ended"
    assert late["GBR-USA-extradition-1972"].parties == 0


def test_the_list_narrows_to_a_form_and_a_state(kb: KnowledgeBase) -> None:
    found = treaties(kb, ON, form="surrender", party="Germany")
    surrender = ["eu-eaw", "eu-iceland-norway-2006", "eu-uk-tca"]
    assert [each.id for each in found.treaties] == surrender
    assert all("surrender" in each.forms for each in found.treaties)
    for each in treaties(kb, ON, party="HKG").treaties:
        assert status(kb, each.id, "HKG", ON).value.name != "NO"


def test_a_treaty_is_told_clause_by_clause_with_articles(kb: KnowledgeBase) -> None:
    answer = treaty(kb, "untoc", ON)
    said = {(form.form, clause.article): clause for form in answer.forms for clause in form.said}
    included = said["extradition", "16(3)"]
    assert (included.kind, included.effect) == ("basis", "deemed-included")
    serves = said["extradition", "16(4)"]
    assert serves.when == "the requested State makes extradition conditional on a treaty"
    assert serves.condition == "requested.requires_treaty"
    assert said["extradition", "16(15)"].says == "Fiscal offence: may not refuse on this alone"
    assert said["mla", "18(9)"].kind == "dual-criminality"
    assert all(clause.says and clause.article for form in answer.forms for clause in form.said)
    assert "art. 38(2)" in (answer.entry_into_force or "")
    assert {each.offence.id for each in answer.offences} >= {"money-laundering"}


def test_every_clause_of_every_law_is_in_words(kb: KnowledgeBase) -> None:
    for key in kb.heads:
        for form in treaty(kb, key, ON).forms:
            for clause in form.said:
                assert clause.says.strip()
                assert "{" not in clause.says
                assert clause.rests_on.source in kb.sources
                if clause.condition:
                    assert clause.when or clause.kind == "scope"


def test_one_state_under_a_treaty(kb: KnowledgeBase) -> None:
    answer = treaty(kb, "untoc", ON, party="USA")
    assert answer.party is not None
    assert (answer.party.bound, answer.party.since) == ("yes", "2005-12-03")
    assert (answer.party.act, answer.party.act_date) == ("ratified", "2005-11-03")
    assert {each.state.code for each in answer.declarations} == {"USA"}
    assert any(
        each.effect == "takes-as-extradition-basis" and each.value == "no"
        for each in answer.declarations
    )
    before = treaty(kb, "untoc", "2005-12-02", party="USA").party
    assert before is not None and before.bound == "no"


def test_what_binds_a_state_and_what_is_unknown(kb: KnowledgeBase) -> None:
    answer = state(kb, "CHE", ON)
    bound = {each.id: each.standing for each in answer.bound_by}
    assert bound["uncac"].since == "2009-10-24"
    assert all(status(kb, key, "CHE", ON).value.name == "YES" for key in bound)
    assert answer.domestic is not None
    facts = {each.fact: each for each in answer.domestic.facts}
    assert facts["extradites_nationals"].value == "no"
    assert facts["extradites_nationals"].says == "it does not extradite its nationals"
    assert len(answer.provisions) == answer.state.provisions > 50
    nothing = state(kb, "Tuvalu", ON)
    assert nothing.domestic is None and not nothing.provisions
    kinds = {each.kind for each in nothing.unknown}
    assert {"domestic-law", "offences"} <= kinds


def test_a_state_without_law_on_record_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    out, _, _ = call(capsys, "state", "Tuvalu", "--on", ON)
    assert "Not on record." in out
    assert "NOT KNOWN HERE" in out


def test_between_agrees_with_the_engine_on_membership(kb: KnowledgeBase) -> None:
    answer = between(kb, "KEN", "CHE", ON)
    forms = {form.form: {each.id: each for each in form.instruments} for form in answer.forms}
    for name, found in forms.items():
        for key in kb.heads:
            if name in kb.heads[key].forms:
                sides = [status(kb, key, code, ON).value.name for code in ("KEN", "CHE")]
                assert (key in found) == ("NO" not in sides)
    uncac = forms["mla"]["uncac"]
    assert uncac.since == "2009-10-24"
    assert {(each.stands, each.effect) for each in uncac.effects} == {("yes", "duty")}
    old = forms["extradition"]["CHE-KEN-extradition-1880"]
    assert old.since == "1963-12-12"
    assert forms["extradition"]["uncac"].effects[0].with_treaty == "CHE-KEN-extradition-1880"


def test_between_reads_replacement_and_direction(kb: KnowledgeBase) -> None:
    both = between(kb, "DEU", "NLD", ON, form="extradition").forms[0]
    found = {each.id: each for each in both.instruments}
    assert found["eu-eaw"].form == "surrender"
    assert {each.replaced_by for each in found["ets-24"].effects} == {"eu-eaw"}
    assert {each.stands for each in found["ets-24"].effects} == {"no"}
    uncac = {each.requested: each.effect for each in found["uncac"].effects}
    assert uncac["NLD"] == "may-serve"  # the Netherlands needs a treaty, Germany does not
    told = next(each for each in found["untoc"].effects if each.requested == "NLD")
    assert "16(" not in told.reason  # the article of the treaty is not the reason
    own = {(law.state.code, law.form): law.stands for law in both.own_law}
    assert own["DEU", "extradition"] == "yes"
    assert own["NLD", "extradition"] == "no"


def test_between_tells_why_a_treaty_no_longer_binds(
    kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    then = between(kb, "USA", "HKG", "2012-05-01", form="extradition").forms[0]
    assert "HKG-USA-extradition-1996" in {each.id for each in then.instruments}
    now = between(kb, "USA", "HKG", "2021-05-01", form="extradition")
    assert "HKG-USA-extradition-1996" in {each.id for each in now.not_between}
    out, _, _ = call(capsys, "between", "USA", "HKG", "--on", "2021-05-01", "--all")
    assert "ended on 18 August 2020" in " ".join(out.split())


def test_between_is_the_same_both_ways_round(kb: KnowledgeBase) -> None:
    def seen(first: str, second: str) -> Any:
        return {
            (form.form, each.id, each.since, e.requested, e.stands, e.effect)
            for form in between(kb, first, second, ON).forms
            for each in form.instruments
            for e in each.effects
        }

    assert seen("GBR", "USA") == seen("USA", "GBR")


def test_an_offence_has_elements_treaties_and_provisions(kb: KnowledgeBase) -> None:
    answer = offence(kb, "bribery-national-official-active")
    assert [name for part in answer.elements for name in part.elements] == [
        each.name
        for each in parse(kb.categories[answer.id].elements).parts  # type: ignore[union-attr]  # a conjunction
    ]
    assert ("uncac", "15(a)", "mandatory") in {
        (each.instrument, each.article, each.obligation) for each in answer.treaties
    }
    swiss = [each for each in answer.provisions if each.state.code == "CHE"]
    assert "art. 322ter SCC" in {each.cite for each in swiss}
    only = offence(kb, answer.id, state="Switzerland")
    assert {each.state.code for each in only.provisions} == {"CHE"}
    lacking = offence(kb, answer.id, state="Tuvalu")
    assert [each.code for each in lacking.not_on_record] == ["TUV"]


def test_the_list_of_offences_counts_states(kb: KnowledgeBase) -> None:
    rows = {each.id: each for each in offences(kb).offences}
    assert set(rows) == set(kb.categories)
    holders = {each.state.code for each in offence(kb, "fraud").provisions}
    assert rows["fraud"].states == len(holders)
    assert {each.family for each in offences(kb, family="drugs").offences} == {"drugs"}


def test_grounds_are_in_words_with_who_relies_on_them(kb: KnowledgeBase) -> None:
    rows = {each.id: each for each in grounds(kb).grounds}
    assert set(rows) == set(kb.grounds)
    assert rows["death-penalty"].trigger == (
        "the offence may be punished by death under the law of the requesting State and the "
        "requesting State does not assure that the death penalty will not be imposed or carried out"
    )
    uses = ground(kb, "nationality").said_by
    assert ("untoc", "16(10)") in {(use.law, use.clause.article) for use in uses}
    assert "domestic:CHE" in {use.law for use in uses}
    bars = {use.law for use in ground(kb, "torture-or-inhuman-treatment").said_by}
    assert "cat-1984" in bars


def test_every_condition_on_record_can_be_said(kb: KnowledgeBase) -> None:
    for fact in kb.facts.values():
        if fact.kind == "truth":
            assert wording.negated(fact.label) != fact.label
    said = wording.condition(kb, "not person.convicted and (person.minor or person.immune)")
    assert said == (
        "the person has not been convicted and (the person was a minor at the time of the "
        "offence, or the person enjoys immunity)"
    )
    assert wording.condition(kb, "sentence.remaining >= 6m") == (
        "the sentence left to serve is at least 6 months"
    )
    assert wording.condition(kb, None) is None


def test_match_says_what_would_be_taken_and_why(kb: KnowledgeBase) -> None:
    text = "bribed an official of the ministry and laundered the proceeds"
    answer = recognise(kb, text)
    assert answer.taken is None
    assert [part.id for part in answer.parts] == [
        "bribery-national-official-active",
        "money-laundering",
    ]
    found = match(text, kb.categories, kb.elements)
    assert [(each.id, each.score) for each in answer.candidates] == [
        (each.category, each.score) for each in found.candidates
    ]
    assert {each.id for each in answer.elements} == set(found.elements)
    assert recognise(kb, "bribed an official").taken == "bribery-national-official-active"
    nothing = recognise(kb, "xyzzy plugh")
    assert (nothing.taken, nothing.candidates) == (None, [])


def test_match_reads_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coopcheck", "match", "-", "--json"],
        input="bribed an official\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["taken"] == "bribery-national-official-active"


def test_every_id_can_be_explained(kb: KnowledgeBase) -> None:
    ids = all_ids(kb)
    assert {*kb.heads, *kb.grounds, *kb.categories, *kb.elements, *kb.facts} <= set(ids)
    assert {*kb.measures, *kb.networks, *kb.sources, "domestic:CHE", "reciprocity"} <= set(ids)
    for key in [*list(ids)[::9], "CHE", "domestic:CHE", "assurance-retrial", "fair-treatment"]:
        answer = explain(kb, key)
        assert all(entry.title and (entry.lines or entry.used_by) for entry in answer.entries)


def test_an_explanation_names_where_it_counts(kb: KnowledgeBase) -> None:
    (fact,) = explain(kb, "requested.extradites_nationals").entries
    assert "ground nationality" in {use.where for use in fact.used_by}
    assert "Law of Switzerland" in {use.where for use in fact.used_by}
    (source,) = explain(kb, "untoc-text").entries
    assert any(use.where == "UNTOC" for use in source.used_by)
    assert {entry.kind for entry in explain(kb, "Kenya").entries} == {"state"}


def test_coverage_counts_every_record(kb: KnowledgeBase) -> None:
    answer = coverage(kb, ON)
    kinds = {each.kind: each.share for each in answer.kinds}
    assert kinds["instrument"].records == len(kb.heads)
    assert answer.total.records == sum(each.records for each in kinds.values())
    for share in kinds.values():
        assert share.records == share.primary + share.secondary + share.unverified
    national = sum(len(kb.national(code).provisions) for code in kb.all_ids("national"))  # type: ignore[union-attr]
    assert kinds["offence provision"].records == national
    assert {each.id for each in answer.instruments} == set(kb.heads)
    assert answer.other_states == len(kb.all_ids("state")) - len(answer.states)


PRIVATE = """\
id: CHE-TUV-extradition-1999
title: "Treaty \\e[2J of \\u202e Funafuti"
short: "CHE-TUV \\e]0;x\\a treaty"
kind: agreement
reach: bilateral
adopted: 1999-05-01
in_force: 2000-05-01
source: untoc-text
as_of: 2000-05-01
verified: primary
extradition:
  basis: [{effect: duty, article: "1"}]
parties:
  CHE: {ratified: 2000-04-01, in_force: 2000-05-01}
  TUV: {ratified: 2000-04-01, in_force: 2000-05-01}
"""


def test_an_overlay_is_read_and_hostile_text_stays_harmless(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine" / "treaties" / "bilateral"
    folder.mkdir(parents=True)
    (folder / "CHE-TUV-extradition-1999.yaml").write_text(PRIVATE)
    mine = ["--data", str(tmp_path / "mine")]
    for command in (
        ["treaty", "CHE-TUV-extradition-1999"],
        ["between", "Tuvalu", "CHE", "--on", ON],
        ["treaties"],
        ["state", "TUV"],
        ["explain", "CHE-TUV-extradition-1999"],
        ["coverage"],
    ):
        out, err, code = call(capsys, *command, *mine)
        if code == 3:  # the strict reader may refuse such text altogether
            assert "\x1b" not in err
            return
        assert (code, err) == (0, "")
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "overlay mine" in " ".join(out.split())
        data, _, _ = call(capsys, *command, *mine, "--json")
        assert data.isascii()
        assert json.loads(data)["knowledge"]["overlays"][0]["name"] == "mine"


def test_gathering_raises_input_errors_only(kb: KnowledgeBase) -> None:
    for attempt in (
        lambda: treaty(kb, "", ON),
        lambda: offence(kb, "\x00"),
        lambda: explain(kb, "x" * 10_000),
        lambda: states(kb, ON, region="moon"),
    ):
        with pytest.raises(InputError):
            attempt()


def test_the_date_from_which_both_are_bound() -> None:
    assert later("2003-09-29", "2004") == "2004"
    assert later("2003-09-29", None) is None
    assert later("2004-06-16", "2003-12-31") == "2004-06-16"


def test_a_row_that_does_not_fit_is_written_without_columns() -> None:
    stream = io.StringIO()
    row(Console(stream, width=40, color=False), ["abc", "d" * 30, "1"], [10, 30, -10])
    assert stream.getvalue().split() == ["abc", "d" * 30, "1"]


def test_completion_offers_ids_and_costs_nothing_otherwise() -> None:
    def complete(*words: str) -> list[str]:
        done = run(
            *[],
            env={
                "_COOPCHECK_COMPLETE": "complete_bash",
                "COMP_WORDS": " ".join(("coopcheck", *words)),
                "COMP_CWORD": str(len(words)),
            },
        )
        return done.stdout.split()

    assert complete("trea") == ["treaties", "treaty"]
    assert "untoc" in complete("treaty", "unt")
    assert complete("state", "KE") == ["KEN"]
    assert "nationality" in complete("grounds", "nat")
    assert "act.embezzle" in complete("explain", "act.emb")
    assert "extradition" in complete("treaty", "untoc", "--form", "ext")
    assert "_COOPCHECK_COMPLETE=complete_bash" in run("completion", "bash").stdout


def test_importing_the_command_line_opens_no_law() -> None:
    code = (
        "import sys, coopcheck.cli.main, coopcheck.cli.lookup;"
        "print([m for m in sys.modules if m.startswith('coopcheck.') and m.split('.')[1] not in"
        " ('cli', 'errors')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_json_of_every_answer_has_a_documented_struct() -> None:
    assert set(ANSWERS) == set(COMMANDS)
    for command in ANSWERS:
        schema = lookup_schema(command)
        assert schema["description"]
        assert all(part.get("description") for part in schema["$defs"].values())
    assert to_json.__doc__ and msgspec.__version__
