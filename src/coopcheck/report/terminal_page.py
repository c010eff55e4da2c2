"""A page of text in columns of a terminal: wrapping, hanging indents, colour, safe characters.

All text passes through ``Console.text``, the one place where it is cleaned. The lay-out is done
here and not by rich: rich has no hanging indents, and importing its console takes about 45 ms.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import TextIO

from coopcheck.text import clean

NARROWEST, WIDEST, PIPE_WIDTH = 40, 100, 80
STACKED = 56
"""Below this width a label stands before its text and not in a column of its own."""
_CODES = {"bold": "1", "dim": "2", "red": "1;31", "yellow": "1;33", "green": "1;32"}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NO_BREAK = re.compile(
    r"\b(arts?\.|ss?\.|paras?\.|No\.?|\d{1,2}(?= (?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b)) (?=[\dA-Z])"
)
_PLAIN = str.maketrans(
    {
        "\u2013": "-",  # dashes
        "\u2014": "-",
        "\u2018": "'",  # quotation marks
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "…": "...",
        "•": "-",
        "§": "s.",
    }
)

Span = str | tuple[str, str]
"""Text, or text with one of the styles bold, dim, red, yellow, green."""


def cells(text: str) -> int:
    """How many columns ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


class Console:
    """Where a page is written: a stream, its width in columns, whether it takes colour."""

    def __init__(self, stream: TextIO, *, width: int, color: bool) -> None:
        self.stream = stream
        self.width = max(NARROWEST, width)
        self.color = color
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
        self.encoding = None if encoding.replace("-", "").replace("_", "") == "utf8" else encoding

    def blank(self) -> None:
        """Write an empty line."""
        self.stream.write("\n")

    def heading(self, title: str, note: str = "") -> None:
        """Write the title of a section: in capitals, so that it stands out without colour too."""
        self.blank()
        spans: list[Span] = [(title.upper(), "bold")]
        if note:
            spans.append((f"  ({note})", "dim"))
        self.text(*spans)

    def field(self, label: str, *spans: Span, indent: int = 3, column: int = 15) -> None:
        """Write a label and, in its own column, what it says."""
        if self.width < STACKED:
            self.text((f"{label}: ", "dim"), *spans, indent=indent, hang=indent + 2)
        else:
            start = indent + column
            self.text(*spans, indent=start, hang=start, mark=" " * indent + label)

    def item(self, mark: str, *spans: Span, indent: int = 0) -> None:
        """Write an entry of a list after its number or dash."""
        start = indent + cells(mark) + 1
        self.text(*spans, indent=start, hang=start, mark=" " * indent + mark)

    def text(self, *spans: Span, indent: int = 0, hang: int | None = None, mark: str = "") -> None:
        """Write a paragraph: ``indent`` its first line (after ``mark``), ``hang`` the others."""
        hang = indent if hang is None else hang
        used, room = 0, self.width - indent
        label = self._safe(mark.strip())
        lead = " " * (len(mark) - len(mark.lstrip()))
        line = lead + self._style(label, "dim") + " " * (indent - len(lead) - cells(label))
        for word in self._words(spans):
            size = sum(cells(text) for text, _style in word)
            if used and used + 1 + size > room:
                self.stream.write(line.rstrip() + "\n")
                line, used, room = " " * hang, 0, self.width - hang
            if used:
                line, used = line + " ", used + 1
            for text, style in word:
                while used + cells(text) > room:
                    part = self._fitting(text, room - used) if used < room else ""
                    self.stream.write(line + self._style(part, style) + "\n")
                    text = text[len(part) :]
                    line, used, room = " " * hang, 0, self.width - hang
                line, used = line + self._style(text, style), used + cells(text)
        self.stream.write(line.rstrip() + "\n")

    def _words(self, spans: tuple[Span, ...]) -> Iterator[list[tuple[str, str]]]:
        """Words, each a list of styled pieces: a style may change within a word."""
        word: list[tuple[str, str]] = []
        for span in spans:
            raw, style = (span, "") if isinstance(span, str) else span
            for number, piece in enumerate(self._safe(raw).split(" ")):
                if number and word:
                    yield word
                    word = []
                if piece:
                    word.append((piece.replace("\u00a0", " "), style))
        if word:
            yield word

    def _safe(self, text: str) -> str:
        """Cleaned, on one line, in characters that the stream can show."""
        text = _NO_BREAK.sub("\\1\u00a0", _SPACES.sub(" ", clean(text)))
        if self.encoding is None or text.isascii():
            return text
        return "".join(c if self._shows(c) else self._nearest(c) for c in text)

    def _shows(self, character: str) -> bool:
        try:
            character.encode(self.encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return character.isascii() or character == "\u00a0"
        return True

    def _nearest(self, character: str) -> str:
        simple = unicodedata.normalize("NFKD", character.translate(_PLAIN))
        kept = "".join(c for c in simple if self._shows(c) and not unicodedata.combining(c))
        return kept or ("" if unicodedata.combining(character) else "?")

    def _fitting(self, text: str, room: int) -> str:
        """The longest start of ``text`` that fits, at least one character."""
        end = 1
        while end < len(text) and cells(text[: end + 1]) <= room:
            end += 1
        return text[:end]

    def _style(self, text: str, style: str) -> str:
        if not (self.color and style and text.strip()):
            return text
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def console_for(stream: TextIO) -> Console:
    """A console for a terminal, a pipe or a file, as the environment asks.

    NO_COLOR, a dumb terminal or a pipe: no colour (FORCE_COLOR overrules the pipe). COLUMNS sets
    the width; else it is the terminal's, at most 100 columns, and 80 in a pipe.
    """
    environment = os.environ
    tty = stream.isatty()
    color = tty and environment.get("TERM") != "dumb"
    if sys.platform == "win32" and not (environment.get("WT_SESSION") or environment.get("TERM")):
        color = False  # an old Windows console shows the codes instead of obeying them
    color = (color or bool(environment.get("FORCE_COLOR"))) and not environment.get("NO_COLOR")
    columns = environment.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and columns.isascii() and len(columns) < 6 else 0
    if not width and tty:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            width = 0
    return Console(stream, width=min(width or PIPE_WIDTH, WIDEST), color=color)
