"""A stream of JSONL, CSV or YAML cut into rows: one case each, in constant memory.

Nothing is read further than a row needs. A row that cannot be read carries its fault, and those
after it are read all the same: a quotation mark that is never closed costs one line, not the file.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from coopcheck.errors import InputError

FORMATS = ("jsonl", "csv", "yaml")
MAX_ROW = 1_000_000
"""Bytes of a row at most."""
MAX_ENDLESS = 64_000_000
"""Bytes without a line break after which the stream is given up: it is no text."""
MAX_LINES = 2_000
"""Lines of one row of CSV at most (a text in quotes may have line breaks)."""
_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_YAML_START = re.compile(r"---(\s|$)|[#%]|\"?[\w.]+\"?\s*:(\s|$)")
_MARKER = re.compile(r"(---|\.\.\.)(\s|$)")


class Line(NamedTuple):
    """A line without its break, and what keeps it from being read."""

    number: int
    text: str
    fault: str = ""


class Lines:
    """The lines of a stream, bounded in length, with a way to put some back."""

    def __init__(self, stream: BinaryIO, name: str, limit: int = MAX_ROW) -> None:
        self.name = name
        self.consumed = 0
        self._stream = stream
        self._limit = limit
        self._number = 0
        self._back: deque[Line] = deque()

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        if self._back:
            return self._back.popleft()
        try:
            raw = self._stream.readline(self._limit + 2)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}.", place=self.name) from None
        if not raw:
            raise StopIteration
        self.consumed += len(raw)
        self._number += 1
        if self._number == 1:
            raw = self._start(raw)
        if len(raw.rstrip(b"\r\n")) > self._limit:
            self._skip(raw)
            return Line(self._number, "", f"longer than {self._limit:,} bytes")
        try:
            return Line(self._number, raw.decode("utf-8").rstrip("\r\n"))
        except UnicodeDecodeError as error:
            return Line(self._number, "", f"not UTF-8 at byte {error.start + 1} of the line")

    def put_back(self, lines: list[Line]) -> None:
        """Have these lines come next."""
        self._back.extendleft(reversed(lines))

    def first(self) -> str:
        """The first line that is not blank, without taking it; empty if there is none."""
        seen: list[Line] = []
        for line in self:
            seen.append(line)
            if line.text.strip() or line.fault or len(seen) > MAX_LINES:
                break
        self.put_back(seen)
        return seen[-1].text.strip() if seen else ""

    def _start(self, raw: bytes) -> bytes:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError("this is UTF-16.", place=self.name, expected="UTF-8: save it as that.")
        return raw.removeprefix(b"\xef\xbb\xbf")

    def _skip(self, raw: bytes) -> None:
        passed = len(raw)
        while raw and not raw.endswith(b"\n"):
            raw = self._stream.readline(65_536)
            self.consumed += len(raw)
            passed += len(raw)
            if passed > MAX_ENDLESS:
                raise InputError(
                    f"no line break in {MAX_ENDLESS:,} bytes.",
                    place=f"{self.name}:{self._number}",
                    expected="JSONL, CSV or YAML.",
                )


@dataclass(slots=True, frozen=True)
class Row:
    """One case as it stands in the stream: text, or the values of a line of CSV.

    ``number`` counts the rows and ``line`` the lines from 1; ``fault`` says why it is unreadable.
    """

    number: int
    line: int
    text: str = ""
    values: tuple[str, ...] = ()
    fault: str = ""


@dataclass(slots=True, frozen=True)
class Layout:
    """What the rows of a stream have in common."""

    name: str
    format: str
    columns: tuple[str, ...] = ()


def format_of(name: str, wanted: str | None, lines: Lines) -> str:
    """The format: the one asked for, or by the suffix, or by the first line.

    Raises ``InputError`` for a format that is not one, and for JSON over several lines.
    """
    if wanted is not None and wanted not in FORMATS:
        raise InputError(
            f'no format "{wanted}".', place="--format", expected="one of " + ", ".join(FORMATS)
        )
    first = lines.first()
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    found = wanted or _SUFFIXES.get(suffix) or _by_first(first)
    if found == "jsonl" and (first == "{" or first.startswith("[")):
        raise InputError(
            "this is JSON over several lines.",
            place=f"{name}:1",
            expected="one case a line (jq -c . makes one line of a case, jq -c '.[]' of a list).",
        )
    return found


def _by_first(first: str) -> str:
    if first.startswith(("{", "[")):
        return "jsonl"
    if not first or _YAML_START.match(first):
        return "yaml"
    return "csv"


def read_rows(
    lines: Lines, kind: str, known: Callable[[list[str]], tuple[str, ...]]
) -> tuple[Layout, Iterator[Row]]:
    """The layout of a stream and its rows. ``known`` turns a header of CSV into names of columns.

    Raises ``InputError`` for a header that is not good, before the first row.
    """
    if kind == "csv":
        cutter = _Csv(lines)
        header = cutter.header()
        columns = known(header) if header else ()
        return Layout(lines.name, kind, columns), cutter.rows(len(columns))
    return Layout(lines.name, kind), _jsonl(lines) if kind == "jsonl" else _yaml(lines)


def _jsonl(lines: Lines) -> Iterator[Row]:
    number = 0
    for line in lines:
        if line.text.strip() or line.fault:
            number += 1
            yield Row(number, line.number, line.text, fault=line.fault)


def _yaml(lines: Lines) -> Iterator[Row]:
    """Documents: a line that begins with ``---`` or ``...`` is never part of a value."""
    number, size, fault, start = 0, 0, "", 0
    held: list[str] = []

    def finished() -> Iterator[Row]:
        nonlocal number
        blank = all(
            not t.strip() or t.lstrip().startswith("#") for t in held if t.rstrip() != "---"
        )
        if fault or not blank:
            number += 1
            yield Row(number, start, "" if fault else "\n".join(held), fault=fault)

    for line in lines:
        mark = _MARKER.match(line.text)
        if mark:
            yield from finished()
            held, size, fault, start = [], 0, "", 0
            if mark[1] == "...":
                continue
        start = start or line.number
        size += len(line.text) + 1
        if size > MAX_ROW and not fault:
            fault, held = f"longer than {MAX_ROW:,} characters", []
        fault = fault or line.fault
        if not fault:
            held.append(line.text)
    yield from finished()


class _Csv:
    """Records of CSV; lines of one that is malformed are read again, but for the first."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._taken: list[Line] = []
        self._size = 0
        self._reader = csv.reader(self, strict=True)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken.append(line)
        self._size += len(line.text)
        if line.fault:
            raise csv.Error(line.fault)
        if self._size > MAX_ROW or len(self._taken) > MAX_LINES:
            raise csv.Error("a quotation mark is not closed")
        return line.text + "\n"

    def header(self) -> list[str]:
        """The names at the top, and with them the separator; empty if there is no line at all."""
        first = self._lines.first()
        delimiter = max(",;\t", key=first.count)
        csv.field_size_limit(MAX_ROW + 1)
        self._reader = csv.reader(self, strict=True, delimiter=delimiter)
        while True:
            record, fault = self._next()
            if record is None and not fault:
                return []
            if fault:
                raise InputError(
                    f"the header cannot be read: {fault}.",
                    place=f"{self._lines.name}:{self._taken[0].number}",
                )
            if record and any(record):
                return record

    def _next(self) -> tuple[list[str] | None, str]:
        """The next record, or the fault that it has; (None, "") at the end."""
        self._taken, self._size = [], 0
        try:
            return next(self._reader), ""
        except StopIteration:
            return None, ""
        except csv.Error as error:
            text = str(error)
            if text == "unexpected end of data":
                text = "a quotation mark is not closed"
            return None, text.replace("'\"'", "a quotation mark")

    def rows(self, width: int) -> Iterator[Row]:
        """The rows below the header, without blank ones."""
        number = 0
        while True:
            record, fault = self._next()
            if record is None and not fault:
                return
            line = self._taken[0].number
            if record is not None:
                if not any(value.strip() for value in record):
                    continue
                if len(record) != width:
                    values = f"{len(record)} value{'' if len(record) == 1 else 's'}"
                    fault = f"{values} where the header names {width} columns"
            number += 1
            if fault:
                self._lines.put_back(self._taken[1:])
                yield Row(number, line, fault=fault)
            else:
                yield Row(number, line, values=tuple(record or ()))
