"""A case from plain data: every problem is told, with its place in the document."""

from typing import Any

from msgspec import structs

from coopcheck.errors import InputError, InputErrors, nearest
from coopcheck.knowledge.documents import Document
from coopcheck.model.case import Case, Charge, Person


def build(data: dict[str, Any], document: Document) -> Case:
    """The case in plain data. Raises ``InputError``, or ``InputErrors`` for several faults."""
    found = Case.quickly(data)
    return found if found is not None else _thoroughly(data, document)


def _thoroughly(data: dict[str, Any], document: Document) -> Case:
    """Read what the quick way did not take: values in another guise, or faults to be told."""
    from pydantic import ValidationError as Faults

    try:
        return Case.model_validate(data)
    except Faults as error:
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
        keys = [item.encode_name for item in structs.fields(model)]
        return InputError(
            f'unknown key "{key}".',
            place=document.place(tuple(error["loc"]), key=True),
            nearest=nearest(key, keys, 1),
        )
    from coopcheck.knowledge.validate import problem

    return problem(document, (), error)
