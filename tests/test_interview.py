"""``coopcheck interview``: only what can still change the answer; a case file that is accepted."""

import os
import random
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import fails, run

from coopcheck import assess
from coopcheck.answers import Ask, read
from coopcheck.errors import InputError
from coopcheck.interview import Interview
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.files import parse_yaml
from coopcheck.report.case_file import to_yaml
from coopcheck.report.interview import changes

TODAY = "2026-01-15"
START = {"requesting": "KEN", "requested": "CHE", "form": "extradition"}
BRIBE = "bribery-national-official-active"
LINES = f"Kenya\nSwitzerland\nextradition\n{BRIBE}\nno\n{TODAY}\n2015/2018\n"


def asked(talk: Interview) -> Ask:
    ask = talk.next()
    assert ask is not None
    return ask


def to(talk: Interview, key: str) -> Ask:
    """Pass questions until this one."""
    while (ask := asked(talk)).key != key:
        talk.answer(ask, BRIBE if ask.key == "conduct" else "skip")
    return ask


def accepted(talk: Interview, kb: KnowledgeBase) -> None:
    """The case file is valid, and assessed as the interview said last."""
    document = parse_yaml(to_yaml(talk.case), "case.yaml")
    assert assess(build(document.data, document), kb, today=TODAY) == talk.result


def test_the_order_of_the_frame(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY)
    given = {
        "requesting": "Kenya", "requested": "Switzerland", "form": "1", "conduct": BRIBE,
        "another": "no", "on": TODAY, "charges[0].period": "2015 to 2018",
    }  # fmt: skip
    for key, answer in given.items():
        ask = asked(talk)
        assert ask.key == key
        talk.answer(ask, answer)
    assert talk.case["charges"] == [{"category": BRIBE, "period": {"from": "2015", "to": "2018"}}]
    assert asked(talk).key not in given
    accepted(talk, kb)


def test_what_an_answer_changed_is_told(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY, START)
    assert talk.result is not None
    told = talk.answer(asked(talk), BRIBE)
    assert told.after is not None
    lines = changes(told.before, told.after)
    assert 1 <= len(lines) <= 2
    assert "UNCAC" in lines[0]
    assert "crime in both: yes" in lines[0]
    told = talk.answer(to(talk, "nationality"), "Switzerland")
    assert told.after is not None
    assert "nationality of the person sought: now likely" in changes(told.before, told.after)[-1]


def test_back_undoes_and_stop_ends(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY, START)
    before = dict(talk.case), talk.result
    talk.answer(asked(talk), BRIBE)
    talk.answer(asked(talk), "back")
    assert (talk.case, talk.result) == before
    assert asked(talk).key == "conduct"
    with pytest.raises(InputError):
        talk.answer(asked(talk), "back")
    talk.answer(asked(talk), "stop")
    assert talk.next() is None


def test_what_is_not_understood_changes_nothing(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY)
    for bad in ("Atlantis", "Korea", "", "skip"):
        with pytest.raises(InputError):
            talk.answer(asked(talk), bad)
    assert talk.case == {}
    talk.answer(asked(talk), "Kenya")
    talk.answer(asked(talk), "Switzerland")
    with pytest.raises(InputError):
        talk.answer(asked(talk), "10")
    with pytest.raises(InputError):
        Interview(kb, TODAY, {**START, "requested": "KEN"})


def test_an_unclear_conduct_is_asked_about(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY, START)
    told = talk.answer(asked(talk), "corruption")
    if told.note:  # as long as the word alone is not clear
        ask = asked(talk)
        assert ask.key == "which"
        assert len(ask.choices) > 1
        talk.answer(ask, "1")
        assert talk.case["charges"][0]["category"] == ask.choices[0]
    accepted(talk, kb)


def test_two_offences_in_one_text_become_two_charges(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY, START)
    talk.answer(
        asked(talk), "bribed a tax inspector, and laundered the proceeds of drug trafficking"
    )
    assert talk.result is not None
    assert len(talk.case.get("charges", [])) == len(talk.result.request.charges)
    accepted(talk, kb)


def test_only_what_can_change_the_answer_is_asked(kb: KnowledgeBase) -> None:
    talk = Interview(kb, TODAY, {**START, "form": "mla"})
    talk.answer(asked(talk), BRIBE)
    seen = []
    while (ask := talk.next()) is not None:
        assert talk.result is not None
        if ask.settles:
            open_facts = [fact for q in talk.result.questions for fact in q.settles]
            assert set(ask.settles) <= set(open_facts)
        seen.append(ask.key)
        talk.answer(ask, "skip")
    assert "nationality" not in seen
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("seed", range(12))
def test_any_answers_end_in_a_case_that_is_accepted(kb: KnowledgeBase, seed: int) -> None:
    choose = random.Random(seed)
    forms = ("extradition", "mla", "confiscation", "surrender", "transfer-of-sentenced-persons")
    pair = choose.sample(["KEN", "CHE", "GBR", "USA", "DEU", "BRA", "NGA", "SGP"], 2)
    talk = Interview(
        kb, TODAY, {"requesting": pair[0], "requested": pair[1], "form": choose.choice(forms)}
    )
    for _ in range(300):
        ask = talk.next()
        if ask is None:
            break
        answers = {
            "truth": ["yes", "no", "unknown", "skip", "back"],
            "conduct": ["fraud", "money-laundering", "he bribed a judge", "no", "skip"],
            "states": ["Kenya, France", "CHE", "skip"],
            "choice": ["1", "2", "skip"],
            "measures": ["1, 2", "skip"],
            "date": [TODAY, "2020"],
            "period": ["2015", "2001/2010", "skip", "2030"],
            "duration": ["5y", "18 months", "life"],
        }[ask.kind]
        try:
            talk.answer(ask, choose.choice(answers))
        except InputError:
            talk.answer(ask, "skip")
    assert talk.result is not None
    accepted(talk, kb)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("truth", "Yes.", "yes"), ("truth", "n", "no"), ("duration", "18 months", "18m"),
        ("duration", "2y6m", "2y6m"), ("period", "1989/2000-06", {"from": "1989", "to": "2000-06"}),
        ("states", "Kenya; France", ["KEN", "FRA"]), ("choice", "pros", "prosecution"),
    ],
)  # fmt: skip
def test_answers_as_people_write_them(
    kb: KnowledgeBase, kind: str, text: str, value: object
) -> None:
    ask = Ask("x", kind, "", choices=("investigation", "prosecution", "conviction"))
    assert read(kb, ask, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [("truth", "perhaps"), ("duration", "long"), ("period", "2010/2001"), ("date", "2001-13"),
     ("choice", "0"), ("choice", "²"), ("states", "Narnia, Kenya"), ("state", "\x00")],
)  # fmt: skip
def test_other_answers_are_one_clear_error(kb: KnowledgeBase, kind: str, text: str) -> None:
    with pytest.raises(InputError):
        read(kb, Ask("x", kind, "", choices=("a", "b")), text)


@pytest.mark.parametrize(
    "words",
    [
        'said "yes": # no',
        "- a\n- b",
        "{x: [y]} & *z !t",
        "naïve \U0001f600 \\n %",
        "no",
        "\ufffe\x85x",
    ],
)
def test_any_words_survive_in_the_case_file(words: str) -> None:
    data = {**START, "charges": [{"conduct": words}], "facts": {"person.minor": "no"}}
    back = parse_yaml(to_yaml(data), "case.yaml").data
    kept = words.replace("\ufffe", "").replace("\x85", "")
    assert back["charges"] == [{"conduct": kept}]
    assert back["facts"] == {"person.minor": "no"}


def test_over_a_pipe_the_case_is_on_stdout(tmp_path: Path) -> None:
    done = run("interview", stdin=LINES + "why\nstop\n")
    assert done.returncode == 0, done.stderr
    assert "It would help to settle" in done.stderr
    assert "Can they ask?" in done.stderr
    assert "=>" in done.stderr
    assert "Traceback" not in done.stderr
    again = run("assess", "-", "--json", stdin=done.stdout)
    assert again.returncode == 0, again.stderr
    ended = run("interview", "KEN", "CHE", "-f", "extradition", stdin=f"{BRIBE}\n")
    assert ended.returncode == 0
    assert BRIBE in ended.stdout
    early = run("interview", stdin="Kenya\n")
    assert (early.returncode, early.stdout) == (2, "")
    assert "no case file is written" in early.stderr


def test_the_case_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    done = run("interview", "--output", str(target), stdin=LINES + "stop\n")
    assert done.returncode == 0, done.stderr
    assert "Can they ask?" in done.stdout
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert run("assess", str(target)).returncode == 0
    held = target.read_text()
    again = run("interview", "--output", str(target), stdin=LINES)
    assert (again.returncode, target.read_text()) == (2, held)
    assert "--force" in again.stderr
    forced = run("interview", "--output", str(target), "--force", stdin=LINES + "KEN\nstop\n")
    assert forced.returncode == 0, forced.stderr
    assert target.read_text() != held
    assert [each.name for each in tmp_path.iterdir()] == ["case.yaml"]
    lost = run("interview", "-o", str(tmp_path / "none" / "case.yaml"), stdin=LINES)
    assert "no such folder" in lost.stderr


def test_without_input_it_fails_and_says_what_it_would_ask(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "Which State asks" in fails(capsys, "interview", "--no-input")
    error = fails(capsys, "interview", "KEN", "CHE", "-f", "mla", "--no-input")
    assert "What was done?" in error
    assert error.count("\n") == 1
    assert "Atlantis" in fails(capsys, "interview", "Atlantis", "CHE")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    with subprocess.Popen(
        [sys.executable, "-m", "coopcheck", "interview", "--output", str(target)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
    ) as process:  # fmt: skip
        assert process.stdin and process.stderr and process.stdout
        process.stdin.write(b"Kenya\n")
        process.stdin.flush()
        seen = b""
        while b"Which State is asked" not in seen:
            seen += process.stderr.read1(4096)  # type: ignore[attr-defined]  # a buffered pipe
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stdout.read() == b""
        assert b"Traceback" not in process.stderr.read()
    assert list(tmp_path.iterdir()) == []
