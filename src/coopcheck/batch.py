"""Many cases: one assessment a row, in order, on one core or several; a bad row stops nothing."""

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopcheck.engine.assess import assess
from coopcheck.errors import CoopcheckError, InputError
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.knowledge.documents import Document
from coopcheck.model.findings import Assessment
from coopcheck.row_case import case_of, told
from coopcheck.rows import Layout, Row

GATES = {
    "no-basis": "no law on record carries the request (reciprocity and comity are none)",
    "dc-not-satisfied": "a charge is no offence in the requested State, and the rule asks for it",
    "refusal-likely": "a ground for refusal is likely",
    "unknown": "no basis is certain to apply, or dual criminality is undetermined",
    "bad-row": "a row is not a case",
}
"""What ``--fail-on`` may name, and when it is hit."""
CHUNK_ROWS, CHUNK_BYTES = 16, 256_000
AHEAD = 3
"""Chunks that are read ahead for each worker."""


@dataclass(slots=True, frozen=True)
class Options:
    """How every row is assessed and written down; it goes to each worker.

    ``write`` gives the line for an assessment, ``refuse`` that for a row that is no case.
    """

    layout: Layout
    today: str
    write: Callable[[int, Assessment], str]
    refuse: Callable[[int, Sequence[InputError]], str]
    overlays: tuple[Path, ...] = ()
    include_inapplicable: bool = False
    explain: bool = False


@dataclass(slots=True, frozen=True)
class Outcome:
    """A row done: its line, the gates that it hits and, if it is bad, what is wrong."""

    row: int
    line: str
    gates: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    bug: bool = False


def live_long() -> None:
    """Collect garbage (which the start turns off), but not the law, and not at every step."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000)


def gates_hit(assessment: Assessment) -> tuple[str, ...]:
    """The names of the gates that an assessment hits."""
    found = []
    live = [b for b in assessment.legal_bases if b.status != "inapplicable"]
    crime = assessment.dual_criminality
    charges = (charge.finding for charge in crime.charges)
    if all(basis.effect == "comity" for basis in live):
        found.append("no-basis")
    failing = any(finding == "not_satisfied" for finding in (crime.finding, *charges))
    if failing and crime.finding != "not_required":
        found.append("dc-not-satisfied")
    if any(ground.likelihood == "likely" for ground in assessment.refusal_grounds):
        found.append("refusal-likely")
    uncertain = bool(live) and all(basis.status == "conditional" for basis in live)
    if uncertain or crime.finding == "undetermined":
        found.append("unknown")
    return tuple(found)


def assess_row(row: Row, options: Options, kb: KnowledgeBase) -> Outcome:
    """Assess one row; whatever is wrong with it is in the outcome."""
    document: Document | None = None
    try:
        case, document = case_of(row, options.layout)
        result = assess(
            case,
            kb,
            today=options.today,
            include_inapplicable=options.include_inapplicable,
            explain=options.explain,
        )
        return Outcome(row.number, options.write(row.number, result), gates_hit(result))
    except InputError as error:
        problems = told(error, document)
    except Exception as error:  # a bug: the other rows are still worth having
        place = f"{options.layout.name}:{row.line}"
        fault = InputError(f"a bug: {type(error).__name__}: {error}.", place=place)
        return _refused(row.number, options, [fault], bug=True)
    return _refused(row.number, options, problems)


def _refused(
    number: int, options: Options, problems: list[InputError], *, bug: bool = False
) -> Outcome:
    line = options.refuse(number, problems)
    return Outcome(number, line, ("bad-row",), tuple(str(each) for each in problems), bug)


class Batch:
    """The outcomes of all rows, in their order.

    With several ``jobs`` each worker opens the knowledge base itself and is a few chunks ahead of
    what has been taken; ``drain`` gives, after an interruption, what is done already.
    """

    def __init__(
        self, rows: Iterable[Row], options: Options, kb: KnowledgeBase, jobs: int = 1
    ) -> None:
        self._rows = rows
        self._options = options
        self._kb = kb
        self._jobs = jobs
        self._pool: Any = None
        self._waiting: deque[Any] = deque()
        self._ready: deque[Outcome] = deque()

    def __iter__(self) -> Iterator[Outcome]:
        if self._jobs == 1:
            for row in self._rows:
                yield assess_row(row, self._options, self._kb)
            return
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        self._pool = ProcessPoolExecutor(self._jobs, initializer=_start, initargs=(self._options,))
        try:
            for chunk in _chunks(self._rows):
                self._waiting.append(self._pool.submit(_work, chunk))
                if len(self._waiting) >= AHEAD * self._jobs:
                    yield from self._next()
            while self._waiting:
                yield from self._next()
        except BrokenProcessPool:
            message = "a worker process ended on its own (out of memory, or killed)."
            raise CoopcheckError(message) from None

    def _next(self) -> Iterator[Outcome]:
        self._ready.extend(self._waiting[0].result())
        self._waiting.popleft()
        yield from self._taken()

    def _taken(self) -> Iterator[Outcome]:
        while self._ready:
            yield self._ready.popleft()

    def drain(self) -> Iterator[Outcome]:
        """The outcomes that are done, in order, up to the first that is not."""
        yield from self._taken()
        while self._waiting and self._waiting[0].done() and not self._waiting[0].exception():
            self._ready.extend(self._waiting.popleft().result())
            yield from self._taken()

    def close(self) -> None:
        """Let the workers go, once they have done the chunk that they are at."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    size = 0
    for row in rows:
        chunk.append(row)
        size += len(row.text) + sum(map(len, row.values))
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class _Worker:
    """What a worker process holds."""

    options: Options
    kb: KnowledgeBase


def _start(options: Options) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    _Worker.options = options
    _Worker.kb = load(options.overlays)
    live_long()


def _work(chunk: list[Row]) -> list[Outcome]:
    return [assess_row(row, _Worker.options, _Worker.kb) for row in chunk]
