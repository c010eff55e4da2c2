"""A case as the YAML of a case file, which ``coopcheck assess`` reads."""

import json
import re
from typing import Any

from coopcheck.text import clean

_ORDER = ("name", "requesting", "requested", "form", "measures", "on", "stage", "person",
          "charges", "facts")  # fmt: skip
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*|\d{4}(?:-\d{2}){0,2}")
_NOT_YAML = re.compile("[\ufffe\uffff\U0001fffe-\U0010ffff]")


def to_yaml(case: dict[str, Any]) -> str:
    """The data of a case, in the order of a case file; parts that say nothing are left out."""
    keys = [key for key in _ORDER if key in case] + [key for key in case if key not in _ORDER]
    lines: list[str] = []
    for key in keys:
        if case[key] not in ({}, None) and (case[key] != [] or key == "person"):
            _put(lines, 0, key, case[key])
    return "\n".join(lines) + "\n"


def _put(lines: list[str], depth: int, key: str, value: Any) -> None:
    lead = "  " * depth
    if isinstance(value, dict) and value:
        lines.append(f"{lead}{key}:")
        for name, inner in value.items():
            _put(lines, depth + 1, name, inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        lines.append(f"{lead}{key}:")
        for entry in value:
            inside: list[str] = []
            for name, inner in entry.items():
                _put(inside, depth + 2, name, inner)
            if inside:
                inside[0] = f"{lead}  - {inside[0].lstrip()}"
            lines += inside or [f"{lead}  - {{}}"]
    elif isinstance(value, list):
        lines.append(f"{lead}{key}: [{', '.join(_scalar(each) for each in value)}]")
    else:
        lines.append(f"{lead}{key}: {_scalar(value)}")


def _scalar(value: Any) -> str:
    """A word or date as it is, anything else in double quotes."""
    text = _NOT_YAML.sub("", clean(str(value)))
    if _BARE.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
