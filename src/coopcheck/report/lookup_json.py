"""The answers of the look-up commands as JSON, and their schemas."""

import json
from importlib import import_module
from typing import Any

import msgspec

from coopcheck import __version__
from coopcheck.knowledge.base import KnowledgeMeta

SCHEMA_VERSION = "1.0"
ANSWERS = {
    "treaties": ("treaties", "Treaties"),
    "treaty": ("treaty", "Treaty"),
    "states": ("states", "States"),
    "state": ("states", "StateSaid"),
    "between": ("between", "Between"),
    "offences": ("offences", "Offences"),
    "offence": ("offences", "Offence"),
    "grounds": ("grounds", "Grounds"),
    "ground": ("grounds", "GroundSaid"),
    "match": ("recognise", "Recognised"),
    "explain": ("explain", "Explained"),
    "coverage": ("coverage", "Coverage"),
    "cases": ("cases", "DecidedCases"),
    "decided-case": ("cases", "CaseSaid"),
}
"""The Struct of each answer: its module in ``coopcheck.lookup`` and its name."""
CLOSER = {
    "why-not": ("coopcheck.engine.why_not", "WhyNot"),
    "compare": ("coopcheck.engine.compare", "Comparison"),
}
"""What ``assess --why-not`` and ``assess --compare-on`` answer."""


class Tool(msgspec.Struct, kw_only=True):
    """Which program answered."""

    name: str
    version: str


class Envelope(msgspec.Struct, kw_only=True):
    """What stands before the fields of every answer."""

    schema_version: str
    command: str
    tool: Tool
    knowledge: KnowledgeMeta


def to_json(command: str, answer: msgspec.Struct, meta: KnowledgeMeta) -> str:
    """One object, ASCII: schema version, command, tool and law, then the fields of the answer."""
    envelope = Envelope(
        schema_version=SCHEMA_VERSION,
        command=command,
        tool=Tool(name="coopcheck", version=__version__),
        knowledge=meta,
    )
    data = {**msgspec.to_builtins(envelope), **msgspec.to_builtins(answer)}
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def lookup_schema(command: str) -> dict[str, Any]:
    """The JSON Schema of the answer of a look-up command."""
    module, name = ANSWERS.get(command) or CLOSER[command]
    place = module if command in CLOSER else f"coopcheck.lookup.{module}"
    kind = getattr(import_module(place), name)
    (envelope, answer), parts = msgspec.json.schema_components(
        [Envelope, kind], ref_template="#/$defs/{name}"
    )
    whole = [parts.pop(ref["$ref"].rpartition("/")[2]) for ref in (envelope, answer)]
    return {
        "type": "object",
        "description": whole[1].get("description", ""),
        "properties": {**whole[0]["properties"], **whole[1]["properties"]},
        "required": [*whole[0]["required"], *whole[1]["required"]],
        "$defs": parts,
    }
