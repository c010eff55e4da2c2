"""What ``batch`` and ``stats`` share: files in, whole lines out, interruption, progress."""

import os
import signal
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from coopcheck.errors import CoopcheckError, InputError
from coopcheck.text import one_line


class OutputError(CoopcheckError):
    """The result cannot be written on: the disk is full, or nobody reads it any more."""


@contextmanager
def opened(name: str) -> Iterator[tuple[BinaryIO, str]]:
    """A file (``-`` is standard input) and what to call it. Raises ``InputError``."""
    if name == "-":
        yield sys.stdin.buffer, "standard input"
        return
    try:
        if Path(name).is_dir():
            raise InputError("is a directory.", place=name)
        stream = open(name, "rb")  # noqa: PTH123, SIM115 (closed below, not where it is made)
    except FileNotFoundError:
        raise InputError("no such file.", place=name) from None
    except (OSError, ValueError) as error:
        text = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {text}.", place=name) from None
    with stream:
        yield stream, name


def size_of(stream: BinaryIO) -> int | None:
    """The size of a regular file; None for a pipe, a terminal and what else has no end in sight."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


class Interruption:
    """Ctrl-C between two writes, never within one; the second Ctrl-C at once."""

    def __init__(self) -> None:
        self._busy = False
        self._pending = False
        self._before: Any = None

    def __enter__(self) -> "Interruption":
        with suppress(ValueError):  # not in the main thread: leave it as it is
            self._before = signal.signal(signal.SIGINT, self._told)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _told(self, *_: object) -> None:
        if self._busy and not self._pending:
            self._pending = True
        else:
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold an interruption back until this is done."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt


class WholeLines:
    """Writes lines to a descriptor at once, so that each is there whole or not at all.

    Where a file can take only part of a line, that part is taken back.
    """

    def __init__(self, stream: TextIO) -> None:
        stream.flush()
        self._descriptor = stream.fileno()

    def write(self, line: str) -> None:
        """Write one line. Raises ``OutputError`` saying why it is not there."""
        data = memoryview(f"{line}\n".encode())
        written = 0
        try:
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
        except BrokenPipeError:
            raise OutputError("cannot write the result: its reader has closed it") from None
        except OSError as error:
            self._take_back(written)
            raise OutputError(f"cannot write the result: {error.strerror}") from None

    def _take_back(self, written: int) -> None:
        with suppress(OSError):
            status = os.fstat(self._descriptor)
            if written and stat.S_ISREG(status.st_mode):
                os.ftruncate(self._descriptor, status.st_size - written)


class Progress:
    """How far it is, on a terminal: rows done, rate, time left."""

    def __init__(self, stream: TextIO, *, wanted: bool, total: int | None) -> None:
        self._stream = stream
        self._on = wanted and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._total = total
        self._start = self._last = time.monotonic()

    def show(self, rows: int, consumed: int) -> None:
        """Show it anew, five times a second at most."""
        now = time.monotonic()
        if not self._on or now - self._last < 0.2:
            return
        self._last = now
        passed = now - self._start
        words = f"{rows:,} rows, {rows / passed:,.0f} a second"
        if self._total and consumed:
            left = passed * max(0, self._total - consumed) / consumed
            words += f", {100 * min(consumed, self._total) // self._total} %, {_time(left)} left"
        self._write(f"\r{words}\x1b[K")

    def clear(self) -> None:
        """Leave the line empty for what comes next."""
        if self._on:
            self._write("\r\x1b[K")

    def say(self, text: str) -> None:
        """Write a message on a line of its own."""
        self.clear()
        self._write(f"coopcheck: {one_line(text, 1000)}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            encoding = self._stream.encoding or "utf-8"
            self._stream.write(text.encode(encoding, "replace").decode(encoding))
            self._stream.flush()


def _time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
