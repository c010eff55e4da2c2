"""A document read from a file: plain data, and where every value in it stands."""

from dataclasses import dataclass
from typing import Any

MAX_BYTES = 5_000_000
MAX_SCALAR = 65_536
MAX_DEPTH = 32
MAX_NODES = 1_000_000

Path_ = tuple[str | int, ...]
"""The way to a value from the top of its document: keys and list positions."""


@dataclass(slots=True)
class Document:
    """Plain data and the (line, column), counted from 1, of every value and key in it."""

    data: Any
    name: str
    marks: dict[Path_, tuple[int, int]]
    key_marks: dict[Path_, tuple[int, int]]

    def place(self, path: Path_ = (), *, key: bool = False) -> str:
        """``file:line:column`` of a value (or key), or of the nearest thing around it."""
        marks = self.key_marks if key else self.marks
        while path and path not in marks:
            path, marks = path[:-1], self.marks
        line, column = marks.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"
