"""A document read from a file: plain data, and where every value in it stands."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coopcheck.errors import InputError

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


def parse_json(text: str, where: str, *, row: bool = False) -> Any:
    """The data in a text of JSON; ``where`` names the document or (``row``) the line that it is.

    Raises ``InputError`` with the place for what is no JSON, a key that is given twice, and what
    is too deep or too long to be read.
    """

    def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise InputError(f'key "{key}" is given twice.', place=where)
            found[key] = value
        return found

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        place = f"{where}:{error.colno}" if row else f"{where}:{error.lineno}:{error.colno}"
        raise InputError(f"not valid JSON: {error.msg}.", place=place) from None
    except RecursionError:
        raise InputError("nested too deeply.", place=where) from None
    except ValueError as error:  # a whole number of thousands of figures
        raise InputError(f"not valid JSON: {error}.", place=where) from None
