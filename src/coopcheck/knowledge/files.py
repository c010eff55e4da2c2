"""A strict, bounded YAML reader that remembers where every value stands.

It works on the event stream of PyYAML's C parser and refuses, before any object is built, what
makes YAML dangerous or ambiguous: anchors, aliases, tags, merge keys, duplicate keys, deep nesting
and large input. Scalars follow YAML 1.2: ``NO`` is a word, ``18.10`` a number, dates are text.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from coopcheck.errors import InputError
from coopcheck.knowledge.documents import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SCALAR,
    Document,
    Path_,
)

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first in "+-.":
        if _INT.fullmatch(text):
            if len(text) > 20:
                return text
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if _FLOAT.fullmatch(text):
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


class _Builder:
    """Builds plain data from events, one document at a time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes = 0

    def fail(self, message: str, mark: Any, expected: str = "") -> InputError:
        place = f"{self.name}:{mark.line + 1}:{mark.column + 1}"
        return InputError(message, place=place, expected=expected)

    def documents(self, text: str) -> Any:
        try:
            events = yaml.parse(text, Loader=yaml.CSafeLoader)
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    yield self.document(events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark else self.name
            message = f"not valid YAML: {error.problem or error.context}."
            raise InputError(message, place=place) from None
        except UnicodeEncodeError as error:
            message = f"not text: a lone surrogate at character {error.start}."
            raise InputError(message, place=f"{self.name}:1:1") from None
        except yaml.reader.ReaderError as error:
            message = f"not valid YAML: {error.reason}."
            raise InputError(message, place=f"{self.name}:1:1") from None

    def document(self, events: Any) -> Document:
        marks: dict[Path_, tuple[int, int]] = {}
        key_marks: dict[Path_, tuple[int, int]] = {}
        root: list[Any] = []
        # Each frame: container, path, and for a mapping the pending key (or None).
        stack: list[tuple[Any, Path_]] = [(root, ())]
        keys: list[str | None] = [None]
        for event in events:
            kind = type(event)
            if kind is yaml.DocumentEndEvent:
                break
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            mark = event.start_mark
            if kind is yaml.AliasEvent:
                raise self.fail(f"alias *{event.anchor} is not allowed; write the value out.", mark)
            if event.anchor:
                raise self.fail(f"anchor &{event.anchor} is not allowed.", mark)
            if event.tag and event.tag != "!":
                raise self.fail(f"tag {event.tag} is not allowed.", mark)
            self.nodes += 1
            if self.nodes > MAX_NODES:
                raise self.fail(f"more than {MAX_NODES:,} values.", mark)
            container, path = stack[-1]
            in_mapping = type(container) is dict
            here = (mark.line + 1, mark.column + 1)
            if kind is yaml.ScalarEvent:
                if len(event.value) > MAX_SCALAR:
                    raise self.fail(f"a value longer than {MAX_SCALAR:,} characters.", mark)
                if in_mapping and keys[-1] is None:
                    keys[-1] = self.key(event, container, path, key_marks)
                    continue
                value = _scalar(event.value) if event.implicit[0] else event.value
            elif in_mapping and keys[-1] is None:
                raise self.fail("a key must be a plain word.", mark)
            else:
                value = {} if kind is yaml.MappingStartEvent else []
            if in_mapping:
                key = keys[-1]
                assert key is not None
                container[key] = value
                keys[-1] = None
                path = (*path, key)
            elif len(stack) > 1:
                path = (*path, len(container))
                container.append(value)
            else:
                root.append(value)
            marks[path] = here
            if kind is not yaml.ScalarEvent:
                if len(stack) > MAX_DEPTH:
                    raise self.fail(f"nested more than {MAX_DEPTH} levels deep.", mark)
                stack.append((value, path))
                keys.append(None)
        return Document(root[0] if root else None, self.name, marks, key_marks)

    def key(self, event: Any, mapping: dict[str, Any], path: Path_, key_marks: Any) -> str:
        text: str = event.value
        if text == "<<":
            raise self.fail("merge key << is not allowed; write the values out.", event.start_mark)
        if text in mapping:
            line = key_marks[(*path, text)][0]
            raise self.fail(
                f'key "{text}" is given twice (first on line {line}).', event.start_mark
            )
        key_marks[(*path, text)] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return text


def parse_documents(text: str, name: str) -> list[Document]:
    """All documents of a YAML stream. Raises ``InputError`` with place for what is refused."""
    if len(text) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES:,} bytes.", place=name)
    depth_guard(text, name)
    return list(_Builder(name).documents(text))


def parse_yaml(text: str, name: str) -> Document:
    """The one document in ``text``; an empty text is a document whose data is None.

    Raises ``InputError`` with ``name:line:column`` for what is no YAML, or more than is allowed.
    """
    documents = parse_documents(text, name)
    if len(documents) > 1:
        raise InputError("more than one YAML document.", place=name, expected="a single document.")
    return documents[0] if documents else Document(None, name, {}, {})


def depth_guard(text: str, name: str) -> None:
    """Refuse absurd flow nesting before the C parser sees it (it slows down quadratically)."""
    depth = 0
    for line, row in enumerate(text.split("\n"), 1):
        if "[" not in row and "{" not in row and "]" not in row and "}" not in row:
            continue
        for column, char in enumerate(row, 1):
            if char in "[{":
                depth += 1
                if depth > 500:
                    raise InputError("brackets nested too deeply.", place=f"{name}:{line}:{column}")
            elif char in "]}":
                depth = max(0, depth - 1)


def read_text(path: Path, name: str | None = None) -> str:
    """The text of a regular file within bounds. Raises ``InputError`` naming the file."""
    place = name or str(path)
    try:
        if not path.is_file():
            problem = "is not a regular file." if path.exists() else "no such file."
            raise InputError(problem, place=place)
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES:,} bytes.", place=place)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}.", place=place) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", place=place) from None


def read_document(path: Path, name: str | None = None) -> Document:
    """Read one YAML file with positions. Raises ``InputError`` with file:line:column."""
    return parse_yaml(read_text(path, name), name or str(path))
