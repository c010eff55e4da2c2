"""``coopcheck stats``: figures over the assessments of a batch."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from coopcheck.batch import live_long
from coopcheck.cli.streams import Interruption, OutputError, Progress, WholeLines, opened, size_of
from coopcheck.errors import EXIT_CODES, EXIT_INTERRUPTED, EXIT_OK, InputError, nearest
from coopcheck.knowledge.base import load
from coopcheck.report import statistics as figures
from coopcheck.rows import Lines
from coopcheck.statistics import DIMENSIONS, Statistics, read

MAX_LINE = 32_000_000
"""Bytes of one assessment at most (with all proofs, of 200 charges)."""


def run(
    name: str, *, by: Sequence[str], as_csv: bool, as_json: bool, overlays: Sequence[Path] = ()
) -> int:
    """Count, and write the figures as a page, as CSV or as JSON; the exit status.

    Raises ``InputError`` for options that exclude each other and for what cannot be read.
    """
    known = DIMENSIONS[1:]
    for each in by:
        if each not in known:
            raise InputError(
                f'no breakdown by "{each}".',
                place="--by",
                expected="one of " + ", ".join(known),
                nearest=nearest(each, known, 1),
            )
    if as_csv and as_json:
        raise InputError("--csv and --json at once.", expected="one of them")
    kb = load(overlays)
    live_long()

    def region_of(code: str) -> str | None:
        record = kb.state(code)
        return record.region if record else None

    found = Statistics(region_of)
    with Interruption(), opened(name) as (stream, called):
        shown = Progress(sys.stderr, wanted=True, total=size_of(stream))
        try:
            unreadable = _count(Lines(stream, called, MAX_LINE), found, shown)
        except KeyboardInterrupt:
            shown.say(f"interrupted after {found.assessments:,} assessments; nothing is written.")
            return EXIT_INTERRUPTED
        finally:
            shown.clear()
    try:
        _write(found, by, as_csv=as_csv, as_json=as_json)
    except OutputError as error:
        shown.say(f"{error}.")
        return EXIT_CODES[InputError]
    if unreadable:
        shown.say(f"{unreadable:,} line{'' if unreadable == 1 else 's'} not counted.")
        return EXIT_CODES[InputError]
    return EXIT_OK


def _count(lines: Lines, found: Statistics, shown: Progress) -> int:
    """Add every line; how many could not be read."""
    unreadable = 0
    for number, (place, text, fault) in enumerate(_texts(lines), 1):
        try:
            if fault:
                raise InputError(f"{fault}.")
            found.add(read(text))
        except InputError as error:
            unreadable += 1
            shown.say(str(error.at(place)))
        shown.show(number, lines.consumed)
    return unreadable


def _texts(lines: Lines) -> Iterator[tuple[str, str, str]]:
    """Place, text and fault of each assessment: one a line, or one over all lines."""
    if lines.first() == "{":
        yield f"{lines.name}:1", _joined(lines), ""
        return
    for line in lines:
        if line.text.strip() or line.fault:
            yield f"{lines.name}:{line.number}", line.text, line.fault


def _joined(lines: Iterable[tuple[int, str, str]]) -> str:
    parts: list[str] = []
    size = 0
    for _number, text, _fault in lines:
        size += len(text)
        if size > MAX_LINE:
            raise InputError(f"longer than {MAX_LINE:,} characters.", expected="one a line")
        parts.append(text)
    return "\n".join(parts)


def _write(found: Statistics, by: Sequence[str], *, as_csv: bool, as_json: bool) -> None:
    if as_csv or as_json:
        out = WholeLines(sys.stdout)
        for line in figures.to_csv(found) if as_csv else [figures.to_json(found)]:
            out.write(line)
        return
    from coopcheck.report.terminal_page import console_for
    from coopcheck.report.terminal_statistics import write

    write(found, console_for(sys.stdout), by)
    sys.stdout.flush()
