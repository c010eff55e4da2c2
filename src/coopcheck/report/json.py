"""The assessment as JSON, and the schemas of what goes in and out."""

import json

import msgspec

from coopcheck.errors import InputError
from coopcheck.model.findings import SCHEMA_VERSION, Assessment


def to_json(assessment: Assessment) -> str:
    """One JSON object, indented, ASCII only, ending in a line break; the same bytes every time.

    Characters beyond ASCII are escaped, so that nothing in the text can act on a terminal.
    """
    data = msgspec.to_builtins(assessment)
    if all(basis["proof"] is None for basis in data["legal_bases"]):
        for part in (*data["legal_bases"], *data["refusal_grounds"]):
            part.pop("proof")
        for charge in data["dual_criminality"]["charges"]:
            charge.pop("proof")
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def schema_of(what: str) -> str:
    """The JSON Schema of ``case`` or ``assessment``. Raises ``InputError`` for anything else."""
    if what == "case":
        from coopcheck.model.case import Case

        schema = Case.model_json_schema(by_alias=True)
    elif what == "assessment":
        schema = msgspec.json.schema(Assessment)
    else:
        raise InputError(f'no schema "{what}".', place="schema", expected="case or assessment.")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"coopcheck {what} {SCHEMA_VERSION}",
        **{key: value for key, value in schema.items() if key != "title"},
    }
    return json.dumps(schema, indent=2) + "\n"
