"""What the README shows is what a user gets.

``python tests/test_readme.py`` writes the shown answer and the figures anew.
"""

import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from helpers import written

from coopcheck.errors import EXIT_BUG, EXIT_CODES, EXIT_GATE, EXIT_INTERRUPTED, EXIT_OK
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.lookup.coverage import coverage

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(
    r"^`([\w./-]+\.(?:yaml|csv))`.*?^```(?:yaml|csv)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
ANSWER = re.compile(r"(?<=python tests/test_readme.py` -->\n```text\n).*?(?=^```$)", re.M | re.S)
FIGURES = re.compile(r"(?<=\| on record \| \|\n\|---\|---\|\n)(?:\|.*\n)*")


def shell_lines() -> list[str]:
    """Every command line that the README shows."""
    return [
        line
        for language, body in BLOCK.findall(TEXT)
        if language == "sh"
        for line in body.splitlines()
    ]


def arguments(line: str) -> list[str] | None:
    """What stands after ``coopcheck`` in a command line; None if it does not start it."""
    words = shlex.split(line.split("&&")[-1])
    return words[1:] if Path(words[0]).name == "coopcheck" else None


COMMANDS = [found for line in shell_lines() if (found := arguments(line))]


def run(args: list[str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "coopcheck", *args],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def summary() -> str:
    """The answer to the README's first command, down to the end of its summary."""
    done = run(COMMANDS[0])
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n\nHOW THE CASE WAS READ")[0] + "\n"


def figures(kb: KnowledgeBase) -> dict[str, int]:
    """What is on record, counted."""
    states = Counter(
        "States" if kb.state(code).kind == "state" else "territories and others"  # type: ignore[union-attr]
        for code in kb.all_ids("state")
    )
    instruments = [kb.instrument(key) for key in kb.all_ids("instrument")]
    lists = [found for each in instruments if (found := kb.parties(each.id))]
    national = [found for code in kb.all_ids("national") if (found := kb.national(code))]
    total = coverage(kb, "2026-01-01").total

    def share(number: int) -> int:
        return round(100 * number / total.records)

    return {
        "States (names and memberships)": states["States"],
        "territories and others": states["territories and others"],
        "multilateral instruments": sum(each.reach != "bilateral" for each in instruments),
        "bilateral treaties": sum(each.reach == "bilateral" for each in instruments),
        "acts of joining or signing": sum(len(each.parties) for each in lists),
        "declarations and notifications": sum(len(each.declarations) for each in lists),
        "grounds for refusal": len(kb.grounds),
        "offence categories": len(kb.categories),
        "States whose cooperation law is on record": len(kb.all_ids("domestic")),
        "States whose offences are on record": len(national),
        "national provisions": sum(len(each.provisions) for each in national),
        "records that conduct is no offence": sum(len(each.not_criminal) for each in national),
        "records of law in all (`coopcheck coverage`)": total.records,
        "of these in 100: read in the official text or list (`primary`)": share(total.primary),
        "in 100: from a published secondary source": share(total.secondary),
        "in 100: from general knowledge (`unverified`)": share(total.unverified),
    }


def shown_figures() -> dict[str, int]:
    """The figures that the README gives."""
    found = FIGURES.search(TEXT)
    assert found
    rows = [row.strip("| ").split(" | ") for row in found[0].splitlines()]
    return {name: int(number.replace(",", "")) for name, number in rows}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file that the README shows."""
    return written(tmp_path_factory.mktemp("readme"), dict(FILE.findall(TEXT)))


def test_it_shows_the_commands_that_matter() -> None:
    lines = shell_lines()
    assert sum("pip install --quiet . &&" in line for line in lines) == 1
    assert sum(line.endswith("-m pytest") for line in lines) == 1
    listed = run(["--help"]).stdout.split("Commands:\n")[1]
    commands = set(re.findall(r"^  ([a-z]+)\b", listed, re.MULTILINE))
    assert commands
    assert commands - set(re.findall(r"coopcheck ([a-z]+)", TEXT)) == set()


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_every_shown_command_works(args: list[str], folder: Path) -> None:
    done = run(args, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_option_that_it_names_is_in_the_help() -> None:
    code = " ".join(re.findall(r"`([^`\n]+)`", TEXT))
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code))
    named |= {word for args in COMMANDS for word in args if word.startswith("--")}
    named -= {"--quiet"}
    used = {args[0] for args in COMMANDS}
    shown = "".join(run([command, "--help"]).stdout for command in sorted(used))
    assert named
    assert {option for option in named if not re.search(rf"{option}\b", shown)} == set()


def test_the_shown_answer_still_holds() -> None:
    found = ANSWER.search(TEXT)
    assert found
    assert found[0] == summary()


def test_it_claims_no_more_than_is_on_record(kb: KnowledgeBase) -> None:
    shown, counted = shown_figures(), figures(kb)
    assert list(shown) == list(counted)
    assert {name: n for name, n in shown.items() if n > counted[name]} == {}


def test_the_treaty_of_the_example_becomes_a_legal_basis(folder: Path) -> None:
    done = run(COMMANDS[-1], folder)
    bases = done.stdout.split("LEGAL BASES (best first)\n")[1]
    assert re.search(r"^\d+\. Kenya-Uruguay Treaty, art. 1: ", bases, re.MULTILINE)


def test_a_mistake_in_the_example_is_told_with_its_place(folder: Path, tmp_path: Path) -> None:
    name = "treaties/bilateral/KEN-URY-extradition-2019.yaml"
    text = (folder / "our-law" / name).read_text(encoding="utf-8")
    sources = "treaties/sources.yaml"
    files = {
        name: text.replace("ground: political-offence", "ground: political-offense"),
        sources: (folder / "our-law" / sources).read_text(encoding="utf-8"),
    }
    written(tmp_path, files)
    done = run(["data", "check", str(tmp_path)])
    assert done.returncode == 3
    assert f'{name}:22:16: no ground "political-offense". Nearest: political-offence' in done.stderr


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = (body for language, body in BLOCK.findall(TEXT) if language == "python")
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip() in (
        "satisfied", "not_satisfied", "partly", "undetermined", "presumed", "not_required",
    )  # fmt: skip


def test_the_exit_statuses_are_those_of_the_program() -> None:
    table = TEXT.split("| exit status | meaning |")[1].split("\n\n")[0]
    shown = {int(number) for number in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    assert shown == {EXIT_OK, EXIT_GATE, *EXIT_CODES.values(), EXIT_BUG, EXIT_INTERRUPTED}


def test_it_names_every_word_of_an_answer() -> None:
    from coopcheck.model.findings import Finding, Likelihood
    from coopcheck.report.words import FINDING, STATUS

    for word in (*STATUS.values(), *FINDING.values(), *Likelihood.__args__):  # type: ignore[attr-defined]
        assert f"\n| {word} " in TEXT
    for key in Finding.__args__:  # type: ignore[attr-defined]
        assert key.replace("_", " ") in TEXT


def test_the_schema_that_it_speaks_of_has_the_keys_of_the_case_file() -> None:
    schema = msgspec.json.decode(run(["schema", "case"]).stdout)
    example = dict(FILE.findall(TEXT))["case.yaml"]
    keys = set(re.findall(r"^(\w+):", example, re.MULTILINE))
    assert keys <= set(schema["properties"])


def write() -> None:
    """Put the answer of today's data and the figures into the README."""
    rows = "".join(f"| {name} | {number:,} |\n" for name, number in figures(load()).items())
    answer = summary()
    text = FIGURES.sub(lambda _: rows, TEXT, count=1)
    text = ANSWER.sub(lambda _: answer, text, count=1)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
