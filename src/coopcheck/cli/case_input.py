"""A case from a file, from standard input, or from flags."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coopcheck.errors import InputError
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.documents import MAX_BYTES, Document, parse_json
from coopcheck.model.case import Case


def read_case(name: str, changes: dict[str, Any]) -> Case:
    """The case in a YAML or JSON file (``-`` is standard input), with some keys given by flags.

    Raises ``InputError`` (or several at once) with file:line:column.
    """
    document = _document(name)
    if not isinstance(document.data, dict):
        raise InputError(
            "this is no case.",
            place=f"{document.name}:1:1",
            expected="keys such as requesting, requested, form and charges.",
        )
    data = dict(document.data)
    for key, value in changes.items():
        if key == "facts" and isinstance(data.get("facts"), dict):
            data["facts"] = {**data["facts"], **value}
        elif key == "person" and isinstance(data.get("person"), dict):
            data["person"] = {**data["person"], **value}
        else:
            data[key] = value
    return build(data, document)


def _document(name: str) -> Document:
    from coopcheck.knowledge.files import parse_yaml, read_text

    if name == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES:,} bytes.", place="standard input")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8 at byte {error.start}.", place="standard input") from None
        label = "standard input"
    else:
        text, label = read_text(Path(name), name), name
    try:
        return parse_yaml(text, label)
    except InputError:
        if not text.lstrip().startswith("{"):
            raise
        data = parse_json(text, label)  # JSON that is no YAML: tabs for indentation
        return Document(data, label, {}, {})


def pairs(values: Sequence[str], flag: str) -> dict[str, str]:
    """``name=yes`` flags as a mapping; a name alone means yes.

    Raises ``InputError`` naming the flag.
    """
    found = {}
    for item in values:
        name, _, value = item.partition("=")
        value = value.strip() or "yes"
        if value not in ("yes", "no", "unknown"):
            raise InputError(
                f'"{item}" says {value}.',
                place=flag,
                expected=f"{name}=yes, {name}=no or {name}=unknown.",
            )
        found[name.strip()] = value
    return found


def period(text: str) -> dict[str, str]:
    """``1989/2000`` or one date as a period."""
    first, _, last = text.partition("/")
    return {"from": first.strip(), "to": (last or first).strip()}
