"""Many cases: every kind of bad row, whole lines whatever happens, order, gates, memory."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from msgspec.structs import replace

from coopcheck.batch import GATES, gates_hit
from coopcheck.cli.streams import Progress
from coopcheck.engine.assess import assess
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.case import Case
from coopcheck.report.json import to_json, to_line
from coopcheck.report.summary import COLUMNS, csv_line
from coopcheck.row_case import COLUMNS as CSV_COLUMNS
from coopcheck.rows import MAX_ENDLESS, MAX_ROW, Lines, format_of, read_rows
from coopcheck.statistics import Statistics, read
from coopcheck.text import csv_cell

CASE: dict[str, Any] = {
    "name": "one", "requesting": "KEN", "requested": "CHE", "form": "mla", "on": "2024-05-05",
    "charges": [{"category": "money-laundering"}],
}  # fmt: skip
HEADER = "name,requesting,requested,form,on,category"
RECORD = "one,KEN,CHE,mla,2024-05-05,money-laundering"


def run(*args: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    given = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogatepass")
    done = subprocess.run(
        [sys.executable, "-m", "coopcheck", *args], input=given, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("ascii"), done.stderr.decode()
    )


def jsonl(*cases: dict[str, Any]) -> str:
    return "".join(json.dumps(case) + "\n" for case in cases)


def lines_of(text: str) -> list[dict[str, Any]]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def rows_of(text: bytes, name: str = "rows", wanted: str | None = None) -> list[Any]:
    lines = Lines(io.BytesIO(text), name)
    _, rows = read_rows(lines, format_of(name, wanted, lines), lambda header: tuple(header))
    return list(rows)


# What a line says


def test_a_line_says_what_assess_says(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(jsonl(CASE))
    done = run("batch", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    single = assess(Case.model_validate(CASE), kb, today="2026-01-01")
    assert json.loads(done.stdout) == json.loads(to_json(single))
    assert done.stdout == to_line(1, single) + "\n"
    assert done.stdout.isascii()
    assert '": ' not in done.stdout.split('"reason"')[0]


@pytest.mark.parametrize("name", ["Côte d'Ivoire 𐍈 \x7f", '",\\"proof\\":null', "a,\"proof\":null"])  # fmt: skip
@pytest.mark.parametrize("explain", [True, False])
def test_a_line_is_the_same_object_as_the_indented_one(
    kb: KnowledgeBase, name: str, explain: bool
) -> None:
    case = Case.model_validate({**CASE, "name": name})
    result = assess(case, kb, today="2026-01-01", explain=explain)
    line = to_line(1, result)
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line) == json.loads(to_json(result))


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (jsonl(CASE), "jsonl"),
        ("\ufeff" + jsonl(CASE), "ndjson"),
        (f"{HEADER}\r\n{RECORD}\r\n", "csv"),
        (f"{HEADER}\n{RECORD}".replace(",", ";"), "csv"),
        (f"{HEADER}\n\n,,,,,\n{RECORD}\n".replace(",", "\t"), "tsv"),
        ('"name","requesting",Requested , FORM,on,category\n' + RECORD, "csv"),
        ("# two\n---\n" + json.dumps(CASE) + "\n---\n# nothing\n...\n", "yaml"),
        (
            "name: one\nrequesting: KEN\nrequested: CHE\nform: mla\non: 2024-05-05\n"
            "charges: [{category: money-laundering}]\n...\n",
            "yml",
        ),
    ],
)
def test_every_format_by_suffix_and_by_first_line(text: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"cases.{suffix}"
    path.write_text(text, encoding="utf-8", newline="")
    from_file, from_stdin = run("batch", str(path)), run("batch", "-", stdin=text)
    assert from_file.returncode == 0, from_file.stderr
    assert from_file.stdout == from_stdin.stdout == run("batch", "-", stdin=jsonl(CASE)).stdout


def test_every_column_of_csv_reaches_its_place_in_the_case() -> None:
    values = {
        "name": "x", "requesting": "USA", "requested": "CHE", "form": "mla", "on": "2020-01-02",
        "stage": "conviction", "measures": "bank-records; service", "nationality": "USA;CHE",
        "minor": "FALSE", "charge": "count 1", "conduct": "said, \"so\"\nand on",
        "category": "fraud", "period_from": "2015", "period_to": "2016", "places": "USA",
        "penalty": "10y", "imposed": "5y", "remaining": "1y",
    }  # fmt: skip
    assert set(values) == set(CSV_COLUMNS)
    extra = {"conduct.transnational": "Yes", "mental.intent": "yes"}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([[*values, *extra], [*values.values(), *extra.values()]])
    done = run("batch", "-", stdin=out.getvalue())
    assert done.returncode == 0, done.stderr
    request = json.loads(done.stdout)["request"]
    charge = request["charges"][0]
    assert request["measures"] == ["bank-records", "service"]
    assert request["nationality"] == ["USA", "CHE"]
    assert request["facts"]["conduct.transnational"] == "yes"
    assert charge["period"] == {"since": "2015-01-01", "until": "2016-12-31"}
    assert charge["elements"]["mental.intent"] == "yes"
    assert (charge["name"], charge["penalty"]) == ("count 1", "10y")
    assert (charge["sentence_imposed"], charge["sentence_remaining"]) == ("5y", "1y")


# Bad rows: each is told with its number, and the others go on

BAD_JSON = [
    ("", None, ""),  # a blank line is no row
    ("not json", "not valid JSON", ":2:1"),
    ('{"requesting": "KEN"', "not valid JSON", ":2:21"),
    ("[1]", "no case", ":2"),
    ('"text"', "no case", ":2"),
    ("[" * 100_000, "nested too deeply", ":2"),
    ('{"a": ' + "9" * 5000 + "}", "not valid JSON", ":2"),
    ('{"requesting":"KEN","requesting":"CHE"}', "given twice", ":2"),
    (json.dumps({**CASE, "chagres": []}), 'unknown key "chagres"', "charges"),
    (json.dumps({**CASE, "requested": "Kenja"}), "Kenya (KEN)", ":2: requested"),
    (json.dumps({**CASE, "requested": "KEN"}), "the same", ":2: requested"),
    (json.dumps({**CASE, "form": "extraditon"}), "Nearest: extradition", ":2: form"),
    (json.dumps({**CASE, "form": 7}), "form", ":2: form"),
    (json.dumps({**CASE, "on": "2024-02-31"}), "29 days", ":2: on"),
    (json.dumps({**CASE, "charges": [{"category": "fruad"}]}), "fraud", ":2: charges[0].category"),
    (json.dumps({**CASE, "charges": [{"conduct": "xyzzy"}]}), "not recognised", "charges[0].conduct"),
    (json.dumps({**CASE, "facts": {"conduct.trans": "yes"}}), "conduct.transnational", ":2: facts.conduct.trans"),
    (json.dumps({**CASE, "facts": {"conduct.transnational": "maybe"}}), "maybe", "facts"),
    (json.dumps({**CASE, "name": "x" * MAX_ROW}), "longer than 1,000,000 bytes", ":2"),
    (json.dumps({**CASE, "name": "\ud800"}), "name", ":2: name"),
    (json.dumps({**CASE, "name": "\x1b[2J\u202e", "form": "\x1b[2J"}), "form", ":2: form"),
]  # fmt: skip


@pytest.fixture(scope="module")
def bad_json() -> tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]:
    """One run over a good row before and after each bad one."""
    parts = [jsonl(CASE)]
    for text, _, _ in BAD_JSON[1:]:
        parts += [text + "\n", jsonl(CASE)]
    done = run("batch", "-", stdin="".join(parts))
    return done, lines_of(done.stdout)


def test_every_kind_of_bad_row_is_told_and_the_others_are_assessed(
    bad_json: tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]],
) -> None:
    done, lines = bad_json
    assert done.returncode == 0
    assert len(lines) == 2 * len(BAD_JSON) - 1
    assert all(line["request"]["name"] == "one" for line in lines[::2])
    told = done.stderr.splitlines()
    for number, (bad, (_, words, place)) in enumerate(
        zip(lines[1::2], BAD_JSON[1:], strict=True), 1
    ):
        row = 2 * number
        assert bad["row"] == row
        problem = bad["error"]["problems"][0]
        said = next(line for line in told if line.startswith(f"coopcheck: row {row}: "))
        assert words is not None
        assert words in said, said
        where = place.replace(":2", f":{row}", 1) if place.startswith(":2") else place
        assert where in said, said
        assert problem["place"].startswith(f"standard input:{row}")
    assert (
        told[-1] == f"coopcheck: {len(BAD_JSON) - 1} of {len(lines)} rows bad, the others assessed."
    )
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


def test_everything_wrong_with_a_row_is_told() -> None:
    done = run("batch", "-", stdin=jsonl({**CASE, "form": "x", "stage": "y", "on": "z"}))
    problems = json.loads(done.stdout)["error"]["problems"]
    assert [p["place"].split(": ")[1] for p in problems] == ["form", "on", "stage"]
    assert done.stderr.count("row 1:") == 3


@pytest.mark.parametrize("bad", [b"\xff\xfe{\x00", b"\xff{}", b"\x80"])
def test_bytes_that_are_no_text(bad: bytes) -> None:
    done = run("batch", "-", "--format", "jsonl", stdin=bad + b"\n" + jsonl(CASE).encode())
    if bad.startswith(b"\xff\xfe"):
        assert done.returncode == 2
        assert "UTF-16" in done.stderr
    else:
        assert "not UTF-8 at byte 1" in done.stderr
        assert lines_of(done.stdout)[1]["request"]["name"] == "one"


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("one,KEN,CHE,mla,2024-05-05", "5 values where the header names 6 columns"),
        (RECORD + ",", "7 values where"),
        ('"one,KEN,CHE,mla,2024-05-05,fraud', "a quotation mark is not closed"),
        ('"one"x,KEN,CHE,mla,2024-05-05,fraud', "a quotation mark"),
        ("one,Kenja,CHE,mla,2024-05-05,fraud", ":3: requesting"),
        ("one,KEN,CHE,mla,2024-13-05,fraud", ":3: on"),
        ("one,KEN,CHE,mla,2024-05-05,fruad", ":3: category"),
        ("one,KEN,,mla,2024-05-05,fraud", '"requested" is missing'),
    ],
)
def test_a_bad_line_of_csv_costs_no_other(record: str, words: str) -> None:
    text = "\n".join([HEADER, RECORD, record, RECORD, RECORD])
    done = run("batch", "-", stdin=text)
    lines = lines_of(done.stdout)
    assert [line.get("row") for line in lines] == [None, 2, None, None]
    assert words in done.stderr
    assert "row 2: standard input:3" in done.stderr


def test_a_quote_that_is_never_closed_costs_one_line_even_before_quoted_ones() -> None:
    quoted = RECORD.replace("one,", '"one\nmore, words",')
    rows = rows_of(f'{HEADER}\n{RECORD}\n"one,KEN\n{quoted}\n{RECORD}\n'.encode(), "x.csv")
    assert [bool(row.fault) for row in rows] == [False, True, False, False]
    assert rows[2].values[0] == "one\nmore, words"
    assert [row.line for row in rows] == [2, 3, 4, 6]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("name,requesting,requested,form,categroy", ['no column "categroy"', "Nearest: category"]),
        ("requesting,requested,form,conduct.transnatoinal", ["conduct.transnational"]),
        ("requesting,requested,form,offence.nothing_like_it_xyz", ["no column"]),
        ("requesting,requested,form,form", ['"form" is there twice']),
        ("requesting,requested", ['"form" is missing']),
        ("requesting,requested,form,", ["a column has no name"]),
        ('"requesting,requested,form', ["header cannot be read", "not closed"]),
    ],
)
def test_a_bad_header_is_one_error_before_the_first_row(header: str, words: list[str]) -> None:
    done = run("batch", "-", "--format", "csv", stdin=f"{header}\n{RECORD}\n")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    for word in [*words, "standard input:1"]:
        assert word in done.stderr


def test_places_in_a_yaml_stream_count_from_its_start() -> None:
    good = "requesting: KEN\nrequested: CHE\nform: mla\n"
    text = f"---\n{good}---\n{good}on: [\n--- # third\n{good}stage: nothing\n---\n{good}x: &a 1\n---\n{good}---\n{good}charges: [{{category: fruad}}]\n"
    done = run("batch", "-", stdin=text)
    assert [line.get("row") for line in lines_of(done.stdout)] == [None, 2, 3, 4, None, 6]
    for place in ("row 2: standard input:", ":14:8:", ":19:4:", ":28:22:"):
        assert place in done.stderr, done.stderr


def test_a_document_that_is_too_long_costs_only_itself() -> None:
    good = b"---\nrequesting: KEN\nrequested: CHE\nform: mla\n"
    rows = rows_of(good + b"---\n" + b"# more\n" * (MAX_ROW // 6) + good, "x.yaml")
    assert [bool(row.fault) for row in rows] == [False, True, False]


@pytest.mark.parametrize(
    ("args", "stdin", "words"),
    [
        (["-"], '{\n "requesting": "KEN"\n}\n', ["JSON over several lines", "jq -c"]),
        (["-"], "[\n{}\n]\n", ["JSON over several lines"]),
        (["-", "--format", "xml"], "", ["--format", "jsonl, csv, yaml"]),
        (["-", "--fail-on", "bad-rwo"], "", ["--fail-on", "bad-rwo", "Nearest: bad-row"]),
        (["none.jsonl"], "", ["none.jsonl", "no such file"]),
        (["/"], "", ["is a directory"]),
        (["-", "--data", "/nowhere"], "", ["/nowhere"]),
    ],
)
def test_bad_usage_is_one_error(args: list[str], stdin: str, words: list[str]) -> None:
    done = run("batch", *args, stdin=stdin)
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("text", ["", "\n\n", HEADER + "\n", "---\n---\n"])
def test_no_rows_at_all(text: str) -> None:
    done = run("batch", "-", stdin=text)
    assert (done.returncode, done.stdout) == (0, "")
    assert "no rows" in done.stderr


# Order and gates


def test_several_jobs_give_the_same_lines_in_the_same_order() -> None:
    states = ["CHE", "GBR", "USA", "NLD", "Kenja"]
    cases = [
        {**CASE, "name": str(n), "requested": states[n % 5], "on": f"20{10 + n % 9}-01-01"}
        for n in range(70)
    ]
    one, two = (
        run("batch", "-", "--summary", "--jobs", jobs, stdin=jsonl(*cases)) for jobs in "12"
    )
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert [row["row"] for row in csv.DictReader(io.StringIO(one.stdout))] == [
        str(n) for n in range(1, 71)
    ]


def test_a_gate_sets_the_status_after_the_last_row() -> None:
    text = jsonl(CASE) + "bad\n" + jsonl(CASE)
    done = run("batch", "-", "--fail-on", "bad-row, unknown", stdin=text)
    assert done.returncode == 1
    assert "bad-row (1)" in done.stderr
    assert len(lines_of(done.stdout)) == 3
    none = run("batch", "-", "--fail-on", "bad-row", stdin=jsonl(CASE))
    assert none.returncode == 0


def test_each_gate_is_hit_by_what_it_says(kb: KnowledgeBase) -> None:
    result = assess(Case.model_validate(CASE), kb, today="2026-01-01")
    best = replace(result.legal_bases[0], status="applicable", effect="duty")
    crime = replace(result.dual_criminality, finding="satisfied", charges=[])
    ground = replace(result.refusal_grounds[0], likelihood="possible")
    fine = replace(result, legal_bases=[best], dual_criminality=crime, refusal_grounds=[ground])
    charge = replace(result.dual_criminality.charges[0], finding="not_satisfied")
    comity = replace(best, effect="comity", status="conditional")

    def with_crime(finding: str) -> Any:
        return replace(fine, dual_criminality=replace(crime, finding=finding, charges=[charge]))

    assert gates_hit(fine) == ()
    assert gates_hit(replace(fine, legal_bases=[])) == ("no-basis",)
    assert gates_hit(replace(fine, legal_bases=[comity])) == ("no-basis", "unknown")
    assert gates_hit(replace(fine, legal_bases=[replace(best, status="inapplicable")])) == (
        "no-basis",
    )
    assert gates_hit(replace(fine, legal_bases=[replace(best, status="conditional")])) == (
        "unknown",
    )
    assert gates_hit(with_crime("partly")) == ("dc-not-satisfied",)
    assert gates_hit(with_crime("not_required")) == ()
    assert gates_hit(replace(fine, dual_criminality=replace(crime, finding="undetermined"))) == (
        "unknown",
    )
    assert gates_hit(replace(fine, refusal_grounds=[replace(ground, likelihood="likely")])) == (
        "refusal-likely",
    )
    assert set(GATES) == {"no-basis", "dc-not-satisfied", "refusal-likely", "unknown", "bad-row"}


# CSV that is safe in a spreadsheet


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\x1b[0m=1", "\u200b=1", " =1", "\uff1d1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert csv_cell(text).startswith("'")
    assert csv_cell("a" + text).startswith("a")
    assert csv_cell("") == ""


def test_the_summary_has_its_columns_and_no_formula() -> None:
    evil = '=HYPERLINK("http://x","y")'
    cases = jsonl({**CASE, "name": evil}, {**CASE, "name": "@x\n=1"}, {**CASE, "requested": "=x"})
    done = run("batch", "-", "--summary", stdin=cases)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert rows[1][1] == "'" + evil
    assert rows[2][1] == "'@x =1"
    assert rows[1][2:6] == ["KEN", "CHE", "mla", "2024-05-05"]
    assert all(rows[1][n] for n in (6, 7, 8))
    assert rows[3][1:12] == [""] * 11
    assert "requested" in rows[3][12]
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)
    assert csv_line([1, None, "-x"]) == "1,,'-x"


# Whole lines, whatever happens


def many(path: Path, count: int) -> Path:
    path.write_text(jsonl(*({**CASE, "name": str(n)} for n in range(count))))
    return path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_has_written_every_finished_line_whole(jobs: str, tmp_path: Path) -> None:
    source, target = many(tmp_path / "cases.jsonl", 20_000), tmp_path / "out.jsonl"
    with target.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "coopcheck", "batch", str(source), "--jobs", jobs],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(600):
            time.sleep(0.05)
            if target.stat().st_size > 100_000:
                break
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    lines = lines_of(target.read_text())
    assert [line["request"]["name"] for line in lines] == [str(n) for n in range(len(lines))]
    assert f"interrupted. {len(lines):,} row" in err


def test_interrupted_while_it_waits_for_input() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coopcheck", "batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(jsonl(CASE).encode())
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["request"]["name"] == "one"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted. 1 row done" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_plainly(jobs: str, tmp_path: Path) -> None:
    source = many(tmp_path / "cases.jsonl", 40)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopcheck", "batch", str(source), "--jobs", jobs],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "No space left" in done.stderr
    assert "0 rows done" in done.stderr


def test_where_a_file_can_grow_no_more_only_whole_lines_stay(tmp_path: Path) -> None:
    source, target = many(tmp_path / "cases.jsonl", 40), tmp_path / "out.jsonl"
    command = f"ulimit -f 60; trap '' XFSZ; {sys.executable} -m coopcheck batch {source} > {target}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    lines = lines_of(target.read_text())
    assert lines
    assert f"{len(lines)} row" in done.stderr
    assert "File too large" in done.stderr


def test_a_closed_pipe_is_told_plainly(tmp_path: Path) -> None:
    source = many(tmp_path / "cases.jsonl", 400)
    command = f"{sys.executable} -m coopcheck batch {source} | head -n 1 > /dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "its reader has closed it" in done.stderr


# Streams without end


class Endless(io.RawIOBase):
    """A stream that repeats itself for ever; it counts what was read."""

    def __init__(self, text: bytes) -> None:
        self.text, self.read_bytes = text, 0

    def readline(self, size: int | None = -1) -> bytes:
        self.read_bytes += len(self.text)
        return self.text


def test_rows_are_read_one_by_one_and_not_kept() -> None:
    for text, kind in ((jsonl(CASE).encode(), "jsonl"), (b"---\n", "yaml")):
        stream: Any = Endless(text if kind == "jsonl" else b"--- {requesting: KEN}\n")
        source: BinaryIO = stream
        lines = Lines(source, "endless")
        _, rows = read_rows(lines, kind, lambda header: tuple(header))
        tracemalloc.start()
        for _ in range(2_000):
            next(rows)
        assert tracemalloc.get_traced_memory()[1] < 200_000
        tracemalloc.stop()
        assert stream.read_bytes < 2_010 * len(stream.text)


def test_a_stream_without_a_line_break_is_given_up() -> None:
    stream: Any = Endless(b"\0" * 1_000_002)
    lines = Lines(stream, "endless")
    with pytest.raises(InputError, match="no line break"):
        next(lines)
    assert stream.read_bytes < 2 * MAX_ENDLESS


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for stream, wanted, shows in ((Terminal(), True, True), (Terminal(), False, False), (io.StringIO(), True, False)):  # fmt: skip
        progress = Progress(stream, wanted=wanted, total=1000)
        progress._last -= 1
        progress._start -= 10
        progress.show(50, 500)
        assert bool(stream.getvalue()) == shows
        if shows:
            assert "50 rows, 5 a second, 50 %, 0:10 left" in stream.getvalue()
        progress.clear()


# Statistics


def test_statistics_count_what_the_assessments_say(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    cases = [CASE, {**CASE, "requested": "GBR", "form": "extradition"}, {**CASE, "form": "x"}]
    path.write_text(run("batch", "-", stdin=jsonl(*cases)).stdout)
    found = json.loads(run("stats", str(path), "--json").stdout)
    assert (found["assessments"], found["bad_rows"]) == (2, 1)
    figures = found["figures"]

    def number(**wanted: str) -> int:
        match = [f for f in figures if all(f[k] == v for k, v in wanted.items())]
        assert len(match) <= 1
        return match[0]["number"] if match else 0

    uncac = {"measure": "legal_basis", "item": "uncac", "by": "all"}
    there = number(**uncac, outcome="applicable") + number(**uncac, outcome="conditional")
    assert there + number(**uncac, outcome="missing") == 2
    firsts = [f for f in figures if f["by"] == "all" and f["outcome"] == "first_choice"]
    assert sum(f["number"] for f in firsts) == 2
    for by, groups in (("form", {"mla", "extradition"}), ("region", {"europe"}), ("requested", {"CHE", "GBR"})):  # fmt: skip
        assert {f["group"] for f in figures if f["by"] == by} == groups
    findings = [f for f in figures if f["measure"] == "dual_criminality" and f["by"] == "category"]
    assert sum(f["number"] for f in findings) == 2
    assert all(0 < f["share"] <= 1 for f in figures)
    table = list(csv.DictReader(io.StringIO(run("stats", str(path), "--csv").stdout)))
    assert len(table) == len(figures)
    assert {row["measure"] for row in table} == {f["measure"] for f in figures}


def test_statistics_on_a_terminal_and_of_one_assessment(tmp_path: Path) -> None:
    one = run("assess", "KEN", "CHE", "-f", "mla", "--offence", "fraud", "--json").stdout
    for source in (one, json.dumps(json.loads(one))):
        done = subprocess.run(
            [sys.executable, "-m", "coopcheck", "stats", "-", "--by", "requested"],
            input=source, capture_output=True, text=True, check=False,
            env={**os.environ, "COLUMNS": "60"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "1 assessment." in done.stdout
        for word in ("LEGAL BASES", "CRIME IN BOTH", "GROUNDS FOR REFUSAL", "SWITZERLAND (CHE)"):
            assert word in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 60


@pytest.mark.parametrize(
    ("args", "stdin", "words"),
    [
        ([], "nonsense\n", ["standard input:1", "not valid JSON"]),
        ([], '{"a": 1}\n', ["no assessment", "coopcheck batch"]),
        (["--by", "regoin"], "", ["--by", "region"]),
        (["--csv", "--json"], "", ["one of them"]),
    ],
)
def test_what_cannot_be_counted_is_told(args: list[str], stdin: str, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coopcheck", "stats", "-", *args],
        input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    for word in words:
        assert word in done.stderr


def test_statistics_keep_counts_and_not_assessments(kb: KnowledgeBase) -> None:
    line = to_line(1, assess(Case.model_validate(CASE), kb, today="2026-01-01"))

    def feed(count: int) -> Iterator[int]:
        found = Statistics(lambda code: "europe")
        tracemalloc.start()
        for number in range(count):
            found.add(read(line))
            if number == count // 10:
                yield tracemalloc.get_traced_memory()[0]
        yield tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()

    early, late = feed(1_000)
    assert late < early + 20_000
