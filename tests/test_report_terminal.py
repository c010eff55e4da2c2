import io
import re
import subprocess
import sys
from typing import Any

import msgspec
import pytest

from coopcheck.model.findings import Assessment, LegalBasis, Proof, RefusalGround
from coopcheck.report.terminal import Console, console_for, write
from coopcheck.report.terminal_page import cells
from coopcheck.report.words import how_to_answer, stop, the

NOTICE = (
    "Decision support, not legal advice. What is not on record is unknown; check every article "
    "in its official text before relying on it."
)


def side(state: str, finding: str, *provisions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "state": state,
        "finding": finding,
        "read_as_at": "the time of the conduct",
        "provisions": list(provisions),
        "not_criminal": None,
        "presumption": None,
        **more,
    }


def provision(cite: str, title: str, finding: str, **more: Any) -> dict[str, Any]:
    return {
        "cite": cite,
        "title": title,
        "category": "bribery-national-official-active",
        "finding": finding,
        "in_force": "yes",
        "transposed": False,
        "penalty": None,
        "reason": "",
        "elements": [],
        "source": None,
        "verified": "primary",
        **more,
    }


def charge(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "conduct": None,
        "category": None,
        "category_title": None,
        "recognised_from": "category",
        "elements": {},
        "period": None,
        "places": [],
        "penalty": None,
        "sentence_imposed": None,
        "sentence_remaining": None,
        **more,
    }


def charge_finding(name: str, finding: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "category": None,
        "recognised_from": "category",
        "finding": finding,
        "reason": "",
        "citations": [],
        "requested": side("CHE", "unknown"),
        "requesting": side("KEN", "unknown"),
        "transposed": False,
        "thresholds": [],
        "accessory": None,
        "serious_crime": "unknown",
        "conditions": [],
        **more,
    }


def basis(ident: str, short: str, article: str, **more: Any) -> dict[str, Any]:
    return {
        "id": ident,
        "title": short,
        "short": short,
        "article": article,
        "form": "extradition",
        "status": "applicable",
        "effect": "own-law",
        "rank": 1,
        "reason": "",
        "why_here": None,
        "charges": [],
        "conditions": [],
        "dual_criminality": None,
        "in_force": None,
        "citations": [],
        "notes": [],
        **more,
    }


def ground(ident: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "id": ident,
        "title": title,
        "explanation": "",
        "likelihood": "possible",
        "strength": "optional",
        "triggered": "unknown",
        "raised_by": [],
        "basis": "uncac",
        "reason": "the facts given do not say",
        "sources": [],
        "cures": [],
        "duties": [],
        "conditions": [],
        "other_bases": [],
        **more,
    }


def source(ident: str, title: str, article: str, effect: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "treaty",
        "id": ident,
        "title": title,
        "article": article,
        "effect": effect,
        "sole": False,
        "active": "yes",
        "note": None,
        **more,
    }


def assessment(**changed: Any) -> Assessment:
    """The least that can be said: nothing known, nothing on record."""
    return msgspec.convert(
        {
            "schema_version": "1.0",
            "tool": {"name": "coopcheck", "version": "0.1.0"},
            "knowledge": {
                "version": "2025.11",
                "hash": "9f" * 32,
                "overlays": [],
                "as_of": "2025-11-20",
            },
            "request": request(),
            "legal_bases": [],
            "combinations": [],
            "dual_criminality": {
                "finding": "undetermined",
                "reason": "no charge was given",
                "citations": [],
                "conduct_test": None,
                "charges": [],
            },
            "refusal_grounds": [],
            "questions": [],
            "next_steps": [],
            "networks": [],
            "confidence": {"weakest": "primary", "missing": [], "records": []},
            "notice": NOTICE,
            **changed,
        },
        Assessment,
    )


def request(**changed: Any) -> dict[str, Any]:
    return {
        "name": None,
        "requesting": {"code": "KEN", "name": "Kenya"},
        "requested": {"code": "CHE", "name": "Switzerland"},
        "form": "extradition",
        "measures": [],
        "on": "2025-11-24",
        "stage": None,
        "nationality": None,
        "charges": [],
        "facts": {},
        "assumptions": [],
        **changed,
    }


PROOF = {
    "value": "unknown",
    "text": "the Convention covers the conduct",
    "article": "3(1)(a)",
    "because": [
        {"value": "yes", "text": "both States are Parties", "article": "68(2)"},
        {
            "value": "unknown",
            "text": "the offence is transnational in nature",
            "fact": "conduct.transnational",
        },
        {"value": "no", "text": "the act is an offence under military law only"},
        {
            "value": "unknown",
            "text": "Switzerland takes the Convention as the basis",
            "missing_law": "declarations of Switzerland under UNTOC",
        },
    ],
}


def kenya_switzerland() -> Assessment:
    advantage = {
        "id": "act.give-advantage",
        "label": "the promise, offer or giving of an undue advantage",
        "conduct": "yes",
        "law": "required",
    }
    intent = {"id": "mental.intent", "label": "intent", "conduct": "unknown", "law": "required"}
    return assessment(
        request=request(
            name="Nairobi 14/2025",
            stage="prosecution",
            charges=[
                charge(
                    "bribery of a procurement official",
                    conduct="A supplier paid a Kenyan procurement official so that his firm got "
                    "the contract, through an account in Geneva.",
                    category="bribery-national-official-active",
                    recognised_from="conduct",
                    elements={"act.give-advantage": "yes", "mental.intent": "unknown"},
                    period={"since": "2019-03-01", "until": "2021-06-30"},
                    places=["KEN", "CHE"],
                    penalty="10y",
                ),
                charge("laundering of the proceeds", category="money-laundering"),
            ],
            facts={"conduct.transnational": "yes"},
            assumptions=["the date of the request is 24 November 2025 (--on)"],
        ),
        legal_bases=[
            basis(
                "che-imac",
                "IMAC",
                "35(1)",
                title="Federal Act on International Mutual Assistance in Criminal Matters",
                reason="Switzerland's own law allows extradition without a treaty for an "
                "extraditable offence",
                why_here="it is certain to cover the request, and no treaty obliges",
                dual_criminality={"rule": "required", "test": None, "article": "35(1)(a)"},
            ),
            basis(
                "uncac",
                "UNCAC",
                "44(5)",
                title="United Nations Convention against Corruption",
                status="conditional",
                effect="may-serve",
                rank=2,
                reason="both are Parties; the offences are established by arts 15 and 23",
                why_here="an option and not a duty",
                charges=[0],
                conditions=[
                    {
                        "fact": "declared.takes_as_basis",
                        "question": "Does Switzerland take the Convention as the legal basis for "
                        "extradition?",
                    }
                ],
                dual_criminality={"rule": "required", "test": "conduct", "article": "44(1)"},
                in_force={"requesting": "2005-12-14", "requested": "2009-10-24"},
                proof=PROOF,
            ),
            basis(
                "untoc",
                "UNTOC",
                "16(4)",
                status="inapplicable",
                rank=None,
                effect="may-serve",
                reason="no organized criminal group is involved",
            ),
        ],
        combinations=[
            {
                "ids": ["che-imac", "uncac"],
                "why": "the Convention closes bank secrecy and the "
                "fiscal objection, which the Act leaves open",
            }
        ],
        dual_criminality={
            "finding": "presumed",
            "reason": "satisfied for some charges, presumed for the others",
            "citations": [{"id": "uncac", "article": "43(2)"}],
            "conduct_test": "the conduct counts, not the name of the offence",
            "charges": [
                charge_finding(
                    "bribery of a procurement official",
                    "satisfied",
                    reason="art. 322ter SCC (Bribery of Swiss public officials): every element is "
                    "shown; in force since 1 May 2000",
                    requested=side(
                        "CHE",
                        "yes",
                        provision(
                            "art. 322ter SCC",
                            "Bribery of Swiss public officials",
                            "yes",
                            penalty="5y",
                            transposed=True,
                            elements=[advantage, intent],
                        ),
                        provision("art. 322septies SCC", "Bribery of foreign officials", "no"),
                    ),
                    requesting=side(
                        "KEN", "yes", provision("s 6 BA", "Bribing", "yes", penalty="10y")
                    ),
                    transposed=True,
                    thresholds=[
                        {
                            "basis": "che-imac",
                            "rule": "maximum of at least 1 year in both",
                            "article": "35(1)(a)",
                            "finding": "yes",
                        }
                    ],
                    serious_crime="yes",
                    proof=PROOF,
                ),
                charge_finding(
                    "laundering of the proceeds",
                    "presumed",
                    reason="no provision of Switzerland on record, but a treaty in force for both "
                    "obliges each to criminalise exactly this (UNCAC art. 23(1))",
                    citations=[{"id": "uncac", "article": "23(1)"}],
                    requested=side("CHE", "unknown", presumption="UNCAC art. 23(1)"),
                ),
            ],
        },
        refusal_grounds=[
            ground("discrimination", "Persecution or discrimination", strength="mandatory"),
            ground("lapse-of-time", "Lapse of time"),
            ground(
                "nationality",
                "Nationality of the person sought",
                likelihood="likely",
                triggered="yes",
                strength="mandatory",
                basis="che-imac",
                reason="the person is a Swiss national and has not agreed in writing",
                sources=[
                    source("che-imac", "IMAC", "7(1)", "mandatory", kind="domestic"),
                    source("uncac", "UNCAC", "44(11)", "permitted"),
                ],
                cures=[
                    {
                        "cure": "prosecute-instead",
                        "text": "Ask Switzerland to submit the case to its own prosecutors.",
                        "given": "unknown",
                    }
                ],
                duties=[{"duty": "consult-before-refusal", "article": "44(17)", "basis": "uncac"}],
                other_bases=[{"basis": "uncac", "likelihood": "possible"}],
                proof=PROOF,
            ),
            ground(
                "fiscal-offence",
                "Fiscal offence",
                likelihood="excluded",
                triggered="no",
                sources=[source("uncac", "UNCAC", "44(16)", "excluded", sole=True)],
            ),
            ground(
                "military-offence",
                "Military offence",
                likelihood="unlikely",
                triggered="no",
                reason="the act is an ordinary offence",
            ),
        ],
        questions=[
            {
                "fact": f"risk.number_{n}",
                "question": f"Is there a fact number {n}?",
                "settles": ["UNCAC", "nationality", "lapse of time", "unfair trial"],
            }
            for n in range(1, 12)
        ],
        next_steps=[
            {
                "step": "informal",
                "text": "Speak to the Swiss Federal Office of Justice first",
                "article": "44(17)",
                "items": ["the charge sheet", "the text of the provisions"],
            }
        ],
        networks=[{"id": "globe", "title": "GlobE Network", "use": "informal contact"}],
        confidence={
            "weakest": "unverified",
            "missing": ["declarations of Switzerland under UNCAC"],
            "records": [
                {"record": f"record {n}", "verified": "unverified", "as_of": None, "source": None}
                for n in range(12)
            ]
            + [{"record": "uncac", "verified": "primary", "as_of": None, "source": "uncac"}],
        },
    )


def norris() -> Assessment:
    """USA to GBR, 12 March 2008: the price fixing fails, the obstruction does not."""
    return assessment(
        request=request(
            requesting={"code": "USA", "name": "United States of America"},
            requested={"code": "GBR", "name": "United Kingdom"},
            on="2008-03-12",
            nationality=["GBR"],
            charges=[charge("price fixing", category="cartel"), charge("obstruction of justice")],
        ),
        legal_bases=[basis("gbr-usa", "UK-US Extradition Treaty 2003", "2", effect="duty", rank=1)],
        dual_criminality={
            "finding": "partly",
            "reason": "price fixing: no; obstruction of justice: yes",
            "citations": [],
            "conduct_test": None,
            "charges": [
                charge_finding(
                    "price fixing",
                    "not_satisfied",
                    reason="s 188 Enterprise Act 2002: in force only from 20 June 2003",
                    requested=side(
                        "GBR",
                        "no",
                        provision("s 188 EA 2002", "Cartel offence", "no", in_force="no"),
                        provision(
                            "common law",
                            "Conspiracy to defraud",
                            "no",
                            elements=[
                                {
                                    "id": "mental.dishonesty",
                                    "label": "dishonesty",
                                    "conduct": "no",
                                    "law": "required",
                                }
                            ],
                        ),
                    ),
                ),
                charge_finding("obstruction of justice", "satisfied"),
            ],
        },
    )


def shown(given: Assessment, width: int = 80, color: bool = False, **options: bool) -> str:
    stream = io.StringIO()
    write(given, Console(stream, width=width, color=color), **options)
    return stream.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_first_lines_hold_the_answer() -> None:
    head = flat("\n".join(shown(kenya_switzerland()).splitlines()[:14]))
    assert head.startswith("Kenya asks Switzerland for extradition, request of 24 November 2025")
    assert "Can they ask? Yes: IMAC, art. 35(1) (own law of Switzerland" in head
    assert "Crime in both? Yes for bribery of a procurement official (art. 322ter" in head
    assert (
        "Gravest ground Nationality of the person sought: refusal likely (must refuse; IMAC" in head
    )
    assert "Find out first Is there a fact number 1?" in head


def test_a_conditional_basis_alone_is_a_perhaps() -> None:
    given = kenya_switzerland()
    given.legal_bases = given.legal_bases[1:]
    text = flat(shown(given))
    assert "Can they ask? Perhaps: UNCAC, art. 44(5) (may serve as the treaty basis" in text
    assert "it turns on 1 open question." in text


def test_a_better_conditional_basis_is_named_beside_the_certain_one() -> None:
    given = kenya_switzerland()
    given.legal_bases[0].rank, given.legal_bases[1].rank = 2, 1
    assert "Yes. Best: UNCAC, art. 44(5)" in flat(shown(given))
    assert "Settled: IMAC, art. 35(1)" in flat(shown(given))


def test_each_charge_of_norris_has_its_own_finding() -> None:
    text = flat(shown(norris()))
    assert "Crime in both? For some charges only. No for price fixing (s 188 Enterprise Act" in text
    assert "yes for obstruction of justice." in text
    assert "1. price fixing: no." in text
    assert "2. obstruction of justice: yes." in text
    assert "not in force at the time" in text
    assert "lacking: dishonesty" in text
    assert "Nationality the United Kingdom" in text


def test_only_open_elements_are_shown_unless_explained() -> None:
    given = kenya_switzerland()
    assert "not known: intent" in flat(shown(given))
    assert "  shown: the promise" not in shown(given)
    assert "  shown: the promise" in shown(given, explain=True)


def test_grounds_nobody_pointed_to_are_one_list_with_mandatory_ones_apart() -> None:
    text = flat(shown(kenya_switzerland()))
    assert (
        "Cannot be ruled out on the facts given, and MUST be refused on: persecution or "
        "discrimination. Cannot be ruled out on the facts given, and may be refused on: lapse of "
        "time." in text
    )
    assert "fiscal offence (UNCAC, art. 44(16))" in text
    assert "ilitary offence" not in text
    assert "1 more is unlikely" in text


def test_a_serious_ground_says_who_how_and_what_cures_it() -> None:
    text = flat(shown(kenya_switzerland()))
    assert "Likely: Switzerland must refuse." in text
    assert "IMAC, art. 7(1): must refuse" in text
    assert "Ask Switzerland to submit the case" in text
    assert "Switzerland owes: consult before refusing (UNCAC, art. 44(17))." in text
    assert "under UNCAC: possible" in text


def test_all_leaves_nothing_out() -> None:
    short, full = shown(kenya_switzerland()), shown(kenya_switzerland(), show_all=True)
    assert "fact number 8?" in short and "fact number 9?" not in short
    assert "and 3 more with --all" in short
    assert "fact number 11?" in full and "with --all" not in full
    assert "ilitary offence" in full
    assert "and 4 more (--all)" in short and "record 11" in full


def test_laws_that_do_not_apply_have_their_own_section_when_given() -> None:
    assert "DOES NOT APPLY, AND WHY" in shown(kenya_switzerland())
    assert "UNTOC: No organized criminal group is involved." in flat(shown(kenya_switzerland()))
    assert "DOES NOT APPLY" not in shown(norris())


def test_explain_prints_the_proof_with_marks_articles_and_what_is_missing() -> None:
    assert "Proof" not in shown(kenya_switzerland())
    text = shown(kenya_switzerland(), explain=True)
    assert "  ?   the Convention covers the conduct [art. 3(1)(a)]" in text
    assert "     YES both States are Parties [art. 68(2)]" in text
    assert "     NO  the act is an offence" in text
    assert "not given: --fact conduct.transnational=yes (or no)" in flat(text)
    assert "not on record: declarations of Switzerland under UNTOC" in flat(text)


def test_a_very_deep_proof_stays_on_the_page() -> None:
    given = kenya_switzerland()
    node = {"value": "yes", "text": "the bottom"}
    for depth in range(60):
        node = {"value": "yes", "text": f"step {depth}", "because": [node]}
    given.legal_bases[0].proof = msgspec.convert(node, Proof)  # type: ignore[union-attr]
    text = shown(given, width=60, explain=True)
    assert "the bottom" in text
    assert max(map(len, text.splitlines())) <= 60


def test_nothing_known_says_so() -> None:
    text = flat(shown(assessment()))
    assert "Can they ask? Not on any law on record here." in text
    assert "Crime in both? Not known yet." in text
    assert "Gravest ground None found on the law on record." in text
    assert "Charges none given" in text
    assert text.endswith("(9f9f9f9f9f9f).")
    assert NOTICE in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("options", [{}, {"show_all": True, "explain": True}])
def test_no_line_is_wider_than_the_page(width: int, options: dict[str, bool]) -> None:
    given = kenya_switzerland()
    given.request.charges[0].name = "x" * 300
    given.refusal_grounds[0].title = "漢字" * 60
    for sample in (given, norris(), assessment()):
        for line in shown(sample, width=width, **options).splitlines():
            assert cells(line) <= width
            assert line == line.rstrip()


HOSTILE = (
    "a\x1b[31mred\x1b]8;;http://evil\x07link\x9b2J\x07\u202egnp\u2066 [/foo] "
    "[link=http://x]go[/link] :smile: {0} %s\r\nnext"
)


def poisoned(value: Any) -> Any:
    """Every free text of an assessment made hostile; codes and literals stay."""
    if isinstance(value, dict):
        return {key: poisoned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item) for item in value]
    return value + HOSTILE if isinstance(value, str) and " " in value else value


def test_hostile_text_is_shown_and_never_obeyed() -> None:
    given = msgspec.convert(poisoned(msgspec.to_builtins(kenya_switzerland())), Assessment)
    for color in (False, True):
        text = shown(given, color=color, show_all=True, explain=True)
        if color:
            text = re.sub(r"\x1b\[[\d;]+m", "", text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert "[/foo]" in text and "[link=http://x]go[/link]" in text and ":smile:" in text


def test_colour_adds_nothing_but_colour() -> None:
    plain, colored = shown(kenya_switzerland()), shown(kenya_switzerland(), color=True)
    assert "\x1b[" in colored and "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]+m", "", colored) == plain


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_a_pipe_has_no_colour_and_eighty_columns(environment: pytest.MonkeyPatch) -> None:
    console = console_for(io.StringIO())
    assert (console.color, console.width) == (False, 80)
    environment.setenv("COLUMNS", "72")
    assert console_for(io.StringIO()).width == 72
    for nonsense in ("", "wide", "-3", "9" * 50, "²"):
        environment.setenv("COLUMNS", nonsense)
        assert console_for(io.StringIO()).width == 80


def test_a_terminal_has_colour_unless_told_otherwise(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TERM", "xterm")
    assert console_for(Tty()).color
    environment.setenv("NO_COLOR", "1")
    environment.setenv("FORCE_COLOR", "1")
    assert not console_for(Tty()).color
    environment.delenv("NO_COLOR")
    assert console_for(io.StringIO()).color
    environment.delenv("FORCE_COLOR")
    environment.setenv("TERM", "dumb")
    assert not console_for(Tty()).color


def test_the_page_is_never_too_wide_to_read_nor_too_narrow_to_hold(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("COLUMNS", "400")
    assert console_for(Tty()).width == 100
    environment.setenv("COLUMNS", "3")
    assert console_for(Tty()).width == 40


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8"])
def test_a_stream_of_another_encoding_gets_what_it_can_show(encoding: str) -> None:
    given = kenya_switzerland()
    given.request.charges[0].name = "Côte d\u2019Ivoire \u2013 \u201ccontrat\u201d … 漢字 ẞ"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    write(given, console_for(stream), show_all=True, explain=True)
    stream.flush()
    text = raw.getvalue().decode(encoding)
    assert "Ivoire" in text
    assert max(cells(line) for line in text.splitlines()) <= 80
    if encoding == "ascii":
        assert 'Cote d\'Ivoire - "contrat" ... ??' in flat(text)


def test_lone_surrogates_do_not_stop_the_report() -> None:
    given = kenya_switzerland()
    given.request.name = "case \ud800 one"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    write(given, console_for(stream))
    stream.flush()
    assert b"Case: case one" in raw.getvalue()


def test_the_same_assessment_gives_the_same_page() -> None:
    assert shown(kenya_switzerland(), explain=True) == shown(kenya_switzerland(), explain=True)


def test_writing_imports_neither_rich_nor_typer() -> None:
    code = (
        "import sys, coopcheck.report.terminal; "
        "print([m for m in sys.modules if m.split('.')[0] in ('rich', 'typer', 'shutil')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "rich" not in done.stdout and "typer" not in done.stdout


def test_what_is_unknown_is_left_out_of_a_proof_that_is_settled_without_it() -> None:
    given = kenya_switzerland()
    proof = given.legal_bases[1].proof
    assert proof is not None
    proof.value = "yes"
    assert "transnational in nature" not in shown(given, explain=True).split("PLEAD")[0]
    full = shown(given, explain=True, show_all=True)
    assert "transnational in nature" in full.split("PLEAD")[0]


def test_a_question_names_the_option_that_takes_its_answer() -> None:
    assert how_to_answer("risk.torture") == "--fact\u00a0risk.torture=yes (or\u00a0no)"
    assert how_to_answer("charges[3].elements.act.x").startswith("--element\u00a0act.x=yes")
    assert how_to_answer("charges[0].penalty") == "--penalty, as in 5y or 18m"
    assert how_to_answer("charges[0].conduct") == "--conduct or --offence"
    assert how_to_answer("person.national_of_requested") == "--nationality STATE"


def test_states_take_their_article_and_sentences_their_capital() -> None:
    assert the("United Kingdom") == "the United Kingdom"
    assert the("Russian Federation") == "the Russian Federation"
    assert the("Kenya") == "Kenya"
    assert stop("before 1988 Drugs Convention") == "Before 1988 Drugs Convention."
    assert stop("s 188 Enterprise Act") == "s 188 Enterprise Act."
    assert stop("") == ""


def test_a_yes_says_when_the_requesting_law_is_not_on_record() -> None:
    given = kenya_switzerland()
    assert "That it is an offence in Kenya is not on record here." in flat(shown(given))
    given.dual_criminality.charges.pop()
    assert "not on record here" not in flat(shown(given)).split("HOW THE CASE")[0]
    given.dual_criminality.charges[0].requesting.finding = "no"
    assert "But the law on record of Kenya has no such offence." in flat(shown(given))


def test_the_headline_cites_the_rule_that_applies() -> None:
    """Not the first of the list, where that permits only, or does not apply at all."""
    given = norris()
    grave = ground(
        "nationality", "Nationality of the person sought", likelihood="likely", strength="mandatory",
        sources=[
            {**source("tca", "TCA art.", "601(1)(f)", "permitted"), "active": "no"},
            source("tca", "TCA art.", "603(2)", "mandatory"),
        ],
    )  # fmt: skip
    given.refusal_grounds = [msgspec.convert(grave, RefusalGround)]
    assert "refusal likely" in flat(shown(given)).split("Find out first")[0]
    assert "(must refuse; TCA, art. 603(2))" in flat(shown(given)).split("Find out first")[0]


def test_a_law_on_another_offence_is_only_named() -> None:
    """One that waits for three elements of a charge or more; with --all it is set out too."""
    given = kenya_switzerland()
    far = [
        {"fact": f"charges[0].elements.act.{name}", "question": f"{name}?"}
        for name in ("a", "b", "c")
    ]
    more = basis("far", "Far Convention", "1", status="conditional", rank=9, conditions=far)
    given.legal_bases.append(msgspec.convert(more, LegalBasis))
    text = flat(shown(given))
    assert "Only if much more is shown (--all): Far Convention (3 open questions)." in text
    assert "Far Convention, art. 1: conditional" not in text
    assert "Far Convention, art. 1: conditional" in flat(shown(given, show_all=True))
