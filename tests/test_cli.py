"""The command line: streams, exit statuses, one clear error for each kind of bad input."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from helpers import fails, run

KENYA = [
    "assess", "Kenya", "Switzerland", "--form", "extradition", "--on", "2026-01-15",
    "--offence", "bribery-national-official-active",
]  # fmt: skip


def test_the_answer_is_on_stdout_and_nothing_else() -> None:
    done = run(*KENYA)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_json_follows_its_schema_and_is_the_same_every_time() -> None:
    done, again = run(*KENYA, "--json"), run(*KENYA, "--json", env={"PYTHONHASHSEED": "7"})
    assert done.stdout == again.stdout
    assert done.stdout.isascii()
    data = json.loads(done.stdout)
    schema = json.loads(run("schema", "assessment").stdout)
    jsonschema.validate(data, schema)
    assert data["schema_version"] == "1.0"
    assert len(data["knowledge"]["hash"]) == 64
    assert data["request"]["requesting"] == {"code": "KEN", "name": "Kenya"}
    explained = json.loads(run(*KENYA, "--json", "--explain", "--all").stdout)
    jsonschema.validate(explained, schema)
    assert explained["legal_bases"][0]["proof"]["because"]


CASE = """\
requesting: KEN
requested: CHE
form: extradition
on: 2026-01-15
charges:
  - category: money-laundering
    period: {from: 2019, to: 2021}
"""


@pytest.mark.parametrize("text", [CASE, json.dumps({
    "requesting": "KEN", "requested": "CHE", "form": "extradition", "on": "2026-01-15",
    "charges": [{"category": "money-laundering", "period": {"from": "2019", "to": "2021"}}],
}, indent="\t")])  # fmt: skip
def test_a_case_from_a_file_or_standard_input(text: str, tmp_path: Path) -> None:
    schema = json.loads(run("schema", "case").stdout)
    if text.startswith("{"):
        jsonschema.validate(json.loads(text), schema)
    path = tmp_path / "case.yaml"
    path.write_text(text)
    from_file = run("assess", str(path), "--json")
    from_stdin = run("assess", "-", "--json", stdin=text)
    assert from_file.returncode == 0, from_file.stderr
    assert from_file.stdout == from_stdin.stdout
    charge = json.loads(from_file.stdout)["request"]["charges"][0]
    assert charge["period"] == {"since": "2019-01-01", "until": "2021-12-31"}


def test_flags_add_to_a_case_file(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    done = run(
        "assess", str(path), "--fact", "conduct.transnational", "--on", "2025-02-02", "--json"
    )
    request = json.loads(done.stdout)["request"]
    assert request["on"] == "2025-02-02"
    assert request["facts"] == {"conduct.transnational": "yes"}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["Kenja", "CHE", "-f", "mla"], ["REQUESTING", "Kenja", "Kenya (KEN)"]),
        (["Korea", "CHE", "-f", "mla"], ["REQUESTING", "KOR", "PRK"]),
        (["Congo", "CHE", "-f", "mla"], ["COD", "COG"]),
        (["KEN", "guinea", "-f", "mla"], ["REQUESTED", "GIN", "GNB", "GNQ"]),
        (["KEN", "KEN", "-f", "mla"], ["the same"]),
        (["KEN", "CHE"], ["--form", "extradition"]),
        (["KEN", "CHE", "GBR", "-f", "mla"], ["3 names"]),
        (["KEN", "CHE", "-f", "extraditon"], ["--form", "extraditon", "Nearest: extradition"]),
        (["KEN", "CHE", "-f", "mla", "--on", "2026-02-30"], ["--on", "28 days"]),
        (["KEN", "CHE", "-f", "mla", "--offence", "fruad"], ["--offence", "fruad", "fraud"]),
        (["KEN", "CHE", "-f", "mla", "--measure", "bank-record"], ["--measure", "bank-records"]),
        (["KEN", "CHE", "-f", "extradition", "--measure", "service"], ["--measure", "mla"]),
        (["KEN", "CHE", "-f", "mla", "--fact", "conduct.trans=yes"], ["--fact", "conduct.transnational"]),
        (["KEN", "CHE", "-f", "mla", "--fact", "conduct.transnational=maybe"], ["--fact", "=yes"]),
        (["KEN", "CHE", "-f", "mla", "--fact", "offence.no_dual_criminality"], ["for the program to find"]),
        (["KEN", "CHE", "-f", "mla", "--offence", "fraud", "--element", "mental.intnt"], ["--element", "mental.intent"]),
        (["KEN", "CHE", "-f", "mla", "--offence", "fraud", "--element", "act.deceive=no"], ["contradicts"]),
        (["KEN", "CHE", "-f", "mla", "--offence", "fraud", "--penalty", "five"], ["--penalty", "5y, 18m"]),
        (["KEN", "CHE", "-f", "mla", "--offence", "fraud", "--period", "2020/2010"], ["--period", "before it begins"]),
        (["KEN", "CHE", "-f", "mla", "--stage", "appeal"], ["--stage", "prosecution"]),
        (["KEN", "CHE", "-f", "extradition", "--nationality", "Kenyan Republic X"], ["--nationality"]),
        (["KEN", "CHE", "-f", "mla", "--conduct", "xyzzy plugh"], ["--conduct", "not recognised", "--offence"]),
        (["none.yaml"], ["none.yaml", "no such file"]),
        (["/dev/zero"], ["not a regular file"]),
        (["case.yaml", "--offence", "fraud"], ["case file"]),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_error(
    args: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    error = fails(capsys, "assess", *args)
    assert error.startswith("coopcheck: ")
    assert len(error.splitlines()) == 1, error
    for word in words:
        assert word in error


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("requesting: KEN\nrequested: CHE\nform: mla\nchagres: []\n", [":4:1", "chagres", "charges"]),
        ("requesting: KEN\nrequested: CHE\nform: mla\nperson: {nationality: 5}\n", [":4:23"]),
        ("requesting: KEN\nrequested: CHE\nform: mla\nperson: {minor: perhaps}\n", [":4:17", "perhaps"]),
        ("requesting: KEN\nrequested: CHE\n", ['"form" is missing']),
        ("requesting: KEN\nrequesting: CHE\n", [":2:1", "given twice"]),
        ("requesting: &a KEN\nrequested: *a\n", [":1:13", "anchor"]),
        ("- a\n", ["this is no case"]),
        ("requesting: KEN\nrequested: CHE\nform: mla\ncharges:\n - {penalty: {max: 3 years}}\n", [":5:20", "3 years"]),
        ("requesting: KEN\nrequested: CHE\nform: mla\ncharges:\n - {period: {from: 2010-02-31}}\n", [":5:20", "28 days"]),
        ('{"requesting": "KEN",\n\t"requested": "CHE",,}', [":2:", "not valid JSON"]),
        ("\x1b]0;evil\x07: 1\n", ["not valid YAML"]),
        ("[" * 2000, [":1:501", "nested too deeply"]),
    ],
)  # fmt: skip
def test_a_bad_case_file_is_told_with_line_and_column(
    text: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(text)
    error = fails(capsys, "assess", str(path))
    for word in words:
        assert word in error, error
    assert "\x1b" not in error


def test_everything_wrong_with_a_case_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("requesting: KEN\nrequested: CHE\nform: x\nstage: y\ncharges: 3\n")
    assert len(fails(capsys, "assess", str(path)).splitlines()) == 3


def test_an_invalid_overlay_is_status_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "treaties" / "domestic"
    folder.mkdir(parents=True)
    (folder / "FRA.yaml").write_text("state: FRA\nsource: nowhere\nverified: yes\nas_of: 2020\n")
    error = fails(capsys, *KENYA, "--data", str(tmp_path), status=3)
    assert "treaties/domestic/FRA.yaml:3:11" in error
    assert "primary, secondary, unverified" in error


def test_hostile_text_in_a_case_does_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    name = "\x1b[2J\u202eevil [link=http://x]y[/link] [/foo]"
    path.write_text(
        json.dumps(
            {"requesting": "KEN", "requested": "CHE", "form": "mla", "name": name,
             "charges": [{"name": name, "category": "fraud"}]}
        )
    )  # fmt: skip
    done = run("assess", str(path), env={"FORCE_COLOR": "1"})
    assert done.returncode == 0, done.stderr
    assert "\x1b[2J" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[/foo]" in done.stdout
    data = json.loads(run("assess", str(path), "--json").stdout)
    assert data["request"]["charges"][0]["name"] == name


def test_a_closed_pipe_and_a_full_disk_end_quietly_and_plainly() -> None:
    command = f"{sys.executable} -m coopcheck {' '.join(KENYA)}"
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} --json | head -c 1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert piped.stderr == ""
    full = subprocess.run(
        ["bash", "-c", f"{command} --json > /dev/full"], capture_output=True, text=True, check=False
    )
    assert full.returncode == 2
    assert "cannot write the result" in full.stderr
    assert "Traceback" not in full.stderr


def test_help_and_version() -> None:
    assert run("--version").stdout.startswith("coopcheck 0.")
    for command in ("assess", "schema", "data"):
        assert command in run("--help").stdout
    assert run("assess").returncode == 2
    assert run("nothing").returncode == 2
