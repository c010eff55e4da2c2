"""The assessment as JSON, and the schemas of what goes in and out."""

import json
import re
from collections.abc import Sequence

import msgspec

from coopcheck.errors import InputError
from coopcheck.model.findings import SCHEMA_VERSION, Assessment

_NO_PROOF = b',"proof":null'
_BEYOND_ASCII = re.compile("[^\x00-\x7e]+")
"""The delete character counts as beyond; JSON escapes what lies below a space by itself."""


def to_json(assessment: Assessment) -> str:
    """One JSON object, indented, ASCII only, ending in a line break; the same bytes every time.

    Characters beyond ASCII are escaped, so that nothing in the text can act on a terminal.
    """
    return msgspec.json.format(to_line(0, assessment), indent=2) + "\n"


def to_line(_row: int, assessment: Assessment) -> str:
    """The same object on one line, without spaces and without a line break."""
    body = msgspec.json.encode(assessment)
    if all(basis.proof is None for basis in assessment.legal_bases):
        body = body.replace(_NO_PROOF, b"")  # not within a text: there the marks are escaped
    text = body.decode()
    plain = text.isascii() and "\x7f" not in text
    return text if plain else _BEYOND_ASCII.sub(_escaped, text)


def bad_line(row: int, problems: Sequence[InputError]) -> str:
    """What stands in a batch in the place of a row that is no case."""
    told = [
        {
            "place": each.place,
            "message": each.message,
            "expected": each.expected,
            "nearest": list(each.nearest),
        }
        for each in problems
    ]
    return json.dumps({"row": row, "error": {"problems": told}}, separators=(",", ":"))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def schema_of(what: str) -> str:
    """The JSON Schema of ``case``, ``assessment`` or the answer of a look-up command.

    Raises ``InputError`` for anything else.
    """
    from coopcheck.report.lookup_json import ANSWERS, CLOSER, lookup_schema

    if what == "case":
        from coopcheck.model.case import Case

        schema = msgspec.json.schema(Case)
        schema = {**schema["$defs"].pop("Case"), "$defs": schema["$defs"]}
    elif what == "assessment":
        schema = msgspec.json.schema(Assessment)
    elif what in ANSWERS or what in CLOSER:
        schema = lookup_schema(what)
    else:
        raise InputError(
            f'no schema "{what}".',
            place="schema",
            expected=f"case, assessment, {', '.join([*ANSWERS, *CLOSER])}.",
        )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"coopcheck {what} {SCHEMA_VERSION}",
        **{key: value for key, value in schema.items() if key != "title"},
    }
    return json.dumps(schema, indent=2) + "\n"
