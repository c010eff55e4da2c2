"""``coopcheck batch``: many cases in, one line for each out."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coopcheck.batch import GATES, Batch, Options, Outcome, live_long
from coopcheck.cli.streams import Interruption, OutputError, Progress, WholeLines, opened, size_of
from coopcheck.errors import (
    EXIT_BUG,
    EXIT_CODES,
    EXIT_GATE,
    EXIT_INTERRUPTED,
    EXIT_OK,
    InputError,
    nearest,
)
from coopcheck.knowledge.base import load
from coopcheck.report import json, summary
from coopcheck.row_case import columns
from coopcheck.rows import Lines, format_of, read_rows


def gates_of(text: str | None) -> set[str]:
    """The gates that ``--fail-on`` names. Raises ``InputError`` for one that there is not."""
    found = {part.strip() for part in (text or "").split(",") if part.strip()}
    for name in sorted(found - set(GATES)):
        raise InputError(
            f'no gate "{name}".',
            place="--fail-on",
            expected="one or more of " + ",".join(GATES),
            nearest=nearest(name, list(GATES), 1),
        )
    return found


def run(
    name: str,
    *,
    form: str | None,
    as_summary: bool,
    jobs: int,
    fail_on: str | None,
    progress: bool,
    overlays: Sequence[Path] = (),
    include_inapplicable: bool = False,
    explain: bool = False,
) -> int:
    """Assess every row of a file (or of standard input); the exit status."""
    gates = gates_of(fail_on)
    with Interruption() as interruption:
        try:
            kb = load(overlays)
            live_long()
            with opened(name) as (stream, called):
                lines = Lines(stream, called)
                kind = format_of(name, form, lines)
                layout, rows = read_rows(lines, kind, lambda header: columns(kb, header, called))
                options = Options(
                    layout,
                    date.today().isoformat(),
                    summary.summary_line if as_summary else json.to_line,
                    summary.bad_summary_line if as_summary else json.bad_line,
                    tuple(overlays),
                    include_inapplicable,
                    explain,
                )
                shown = Progress(sys.stderr, wanted=progress, total=size_of(stream))
                held = _Run(Batch(rows, options, kb, jobs), lines, shown, interruption)
                return held.through(gates, summary.header() if as_summary else None)
        except KeyboardInterrupt:
            print("coopcheck: interrupted.", file=sys.stderr)
            return EXIT_INTERRUPTED


class _Run:
    """One run: what was done so far, and how it ends."""

    def __init__(
        self, batch: Batch, lines: Lines, shown: Progress, interruption: Interruption
    ) -> None:
        self.batch, self.lines, self.shown = batch, lines, shown
        self.interruption = interruption
        self.out = WholeLines(sys.stdout)
        self.done = self.bad = 0
        self.bugs = False
        self.hit: dict[str, int] = {}

    def through(self, gates: set[str], header: str | None) -> int:
        """Write every outcome, in order; the exit status."""
        try:
            if header is not None:
                self.out.write(header)
            for outcome in self.batch:
                self._take(outcome)
        except KeyboardInterrupt:
            return self._interrupted()
        except OutputError as error:
            self.shown.say(f"{error}. {self._so_far()}")
            return EXIT_CODES[InputError]
        finally:
            self.shown.clear()
            self.batch.close()
        return self._end(gates)

    def _take(self, outcome: Outcome) -> None:
        for problem in outcome.problems:
            self.shown.say(f"row {outcome.row}: {problem}")
        with self.interruption.held():
            self.out.write(outcome.line)
            self.done += 1
        self.bad += "bad-row" in outcome.gates
        self.bugs = self.bugs or outcome.bug
        for gate in outcome.gates:
            self.hit[gate] = self.hit.get(gate, 0) + 1
        self.shown.show(self.done, self.lines.consumed)

    def _interrupted(self) -> int:
        try:
            for outcome in self.batch.drain():
                self._take(outcome)
        except (KeyboardInterrupt, OutputError):
            pass  # asked twice, or nowhere to write to
        self.shown.say(f"interrupted. {self._so_far()}")
        return EXIT_INTERRUPTED

    def _so_far(self) -> str:
        rows = f"{self.done:,} row{'' if self.done == 1 else 's'}"
        return f"{rows} done and written whole."

    def _end(self, gates: set[str]) -> int:
        if not self.done:
            self.shown.say("no rows in it.")
        elif self.bad:
            self.shown.say(f"{self.bad:,} of {self.done:,} rows bad, the others assessed.")
        failed = [f"{gate} ({self.hit[gate]:,})" for gate in GATES if gate in gates & set(self.hit)]
        if self.bugs:
            self.shown.say("a bug: please report it (leave out confidential facts).")
            return EXIT_BUG
        if failed:
            self.shown.say(f"gates hit: {', '.join(failed)}.")
            return EXIT_GATE
        return EXIT_OK
