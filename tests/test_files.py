"""The strict reader: what it refuses, and that it says where."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcheck.errors import InputError
from coopcheck.knowledge.files import parse_documents, parse_yaml, read_document


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("NO: no", {"NO": "no"}),
        ("a: [NO, ON, Y, yes]", {"a": ["NO", "ON", "Y", "yes"]}),
        ("a: true\nb: False\nc: ~", {"a": True, "b": False, "c": None}),
        ("a: 2003-02-31", {"a": "2003-02-31"}),
        ("a: 16:30", {"a": "16:30"}),
        ('a: "18.10"', {"a": "18.10"}),
        ("a: 18.10", {"a": 18.1}),
        ("a: 0o17", {"a": 15}),
        ("a: 017", {"a": 17}),
        ("", None),
        ("a: >-\n  two\n  lines", {"a": "two lines"}),
        ('{"a": [1, 2.5, "x"]}', {"a": [1, 2.5, "x"]}),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, data: object) -> None:
    assert parse_yaml(text, "f").data == data


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: &x 1\nb: *x", "f:1:4", "anchor &x"),
        ("a: *x", "f:1:4", "alias"),
        ("a: 1\nb: 2\na: 3", "f:3:1", 'key "a" is given twice (first on line 1)'),
        ("a: !!python/object:os.system x", "f:1:4", "tag"),
        ("a: !x y", "f:1:4", "tag"),
        ("<<: {a: 1}", "f:1:1", "merge key"),
        ("? [a]\n: b", "f:1:3", "a key must be a plain word"),
        ("- " * 40 + "x", "f:1:65", "nested more than 32"),
        ("[" * 100_000, "f:1:501", "nested too deeply"),
        ("a: {b: [\n", "f:2:1", "not valid YAML"),
        ("a: \x00", "f:1:1", "not valid YAML"),
        ("a: " + "x" * 70_000, "f:1:4", "longer than 65,536"),
        ("x" * 5_000_001, "f", "larger than"),
        ("a: 1\n---\nb: 2", "f", "more than one YAML document"),
    ],
)
def test_what_is_dangerous_or_ambiguous_is_refused(text: str, place: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f")
    assert caught.value.place == place
    assert message in str(caught.value)


def test_a_billion_laughs_is_refused_at_its_first_anchor() -> None:
    laughs = "a: &a [x,x,x]\n" + "\n".join(
        f"{n}: &{n} [*{p},*{p}]" for p, n in zip("ab", "bc", strict=True)
    )
    with pytest.raises(InputError, match="anchor &a"):
        parse_yaml(laughs, "f")


def test_every_value_knows_its_line_and_column() -> None:
    document = parse_yaml("a:\n  - b: 1\n    c: {d: x}\n", "f")
    assert document.place(("a", 0, "b")) == "f:2:8"
    assert document.place(("a", 0, "c", "d")) == "f:3:12"
    assert document.place(("a", 0, "c"), key=True) == "f:3:5"
    assert document.place(("a", 0, "missing")) == "f:2:5"


def test_a_stream_of_documents() -> None:
    assert [d.data for d in parse_documents("a: 1\n---\nb: 2\n", "f")] == [{"a": 1}, {"b": 2}]


def test_files_that_are_no_files(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, "not a regular file"),
        (tmp_path / "none.yaml", "no such file"),
        (Path("/dev/zero"), "not a regular file"),
    ):
        with pytest.raises(InputError, match=message):
            read_document(path)
    bad = tmp_path / "latin.yaml"
    bad.write_bytes(b"a: \xe9")
    with pytest.raises(InputError, match="not UTF-8 at byte 3"):
        read_document(bad)


@given(st.text(max_size=300))
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    try:
        parse_yaml(text, "f")
    except InputError as error:
        assert error.place.startswith("f")


@given(st.binary(max_size=200))
def test_no_bytes_do_either(raw: bytes) -> None:
    with contextlib.suppress(InputError):
        parse_yaml(raw.decode("utf-8", "surrogateescape"), "f")
