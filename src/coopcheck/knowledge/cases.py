"""A case from plain data: every problem is told, with its place in the document."""

from typing import Any

from pydantic import ValidationError

from coopcheck.errors import InputError, InputErrors, nearest
from coopcheck.knowledge.documents import Document
from coopcheck.model.case import Case, Charge, Person


def build(data: dict[str, Any], document: Document) -> Case:
    """Validate the data of a case; every problem is reported."""
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        problems = [_told(document, one) for one in error.errors()]
        raise problems[0] if len(problems) == 1 else InputErrors(problems) from None


def _told(document: Document, error: Any) -> InputError:
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        model: Any = Case
        if "charges" in error["loc"]:
            model = Charge
        elif "person" in error["loc"]:
            model = Person
        keys = [field.alias or name for name, field in model.model_fields.items()]
        return InputError(
            f'unknown key "{key}".',
            place=document.place(tuple(error["loc"]), key=True),
            nearest=nearest(key, keys, 1),
        )
    from coopcheck.knowledge.validate import problem

    return problem(document, (), error)
