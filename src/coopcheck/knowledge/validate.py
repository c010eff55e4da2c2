"""Whether a document has the shape of its model, with every fault at its line and column."""

from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct, convert
from pydantic import ValidationError

from coopcheck.errors import InputError, nearest
from coopcheck.knowledge.documents import Document, Path_
from coopcheck.model.validation import pydantic_model


def plain(data: Any, model: Any) -> dict[str, Any]:
    """Valid data as it is kept. Raises pydantic's ``ValidationError`` if it is not valid."""
    kept: dict[str, Any] = pydantic_model(model).model_validate(data).model_dump(exclude_unset=True)
    return kept


def build(document: Document, path: Path_, data: Any, model: Any) -> tuple[Any, list[InputError]]:
    """The record made from ``data`` (found at ``path``), or None and all that is wrong with it."""
    if not isinstance(data, dict):
        expected = "keys and values: " + ", ".join(model.__struct_fields__) + "."
        return None, [InputError("not a record.", place=document.place(path), expected=expected)]
    unknown = _unknown_keys(document, path, data, model)
    if unknown:
        return None, unknown
    try:
        return convert(plain(data, model), model), []
    except ValidationError as error:
        return None, [problem(document, path, one) for one in error.errors()]


def _unknown_keys(document: Document, path: Path_, data: Any, model: Any) -> list[InputError]:
    """Keys that no model knows, at any depth where the model can be followed."""
    problems = []
    fields = _fields(model)
    for key, value in data.items():
        if key not in fields:
            problems.append(
                InputError(
                    f'unknown key "{key}".',
                    place=document.place((*path, key), key=True),
                    expected="one of " + ", ".join(fields) + ".",
                    nearest=nearest(key, list(fields), 1),
                )
            )
            continue
        inner, many = fields[key]
        if inner is None:
            continue
        items: list[tuple[Path_, Any]] = [((*path, key), value)]
        if many == "list" and isinstance(value, list):
            items = [((*path, key, i), item) for i, item in enumerate(value)]
        elif many == "dict" and isinstance(value, dict):
            items = [((*path, key, k), item) for k, item in value.items()]
        elif many == "dict-list" and isinstance(value, dict):
            items = [
                ((*path, key, k, i), item)
                for k, listed in value.items()
                if isinstance(listed, list)
                for i, item in enumerate(listed)
            ]
        for where, item in items:
            if isinstance(item, dict):
                problems += _unknown_keys(document, where, item, inner)
    return problems


@cache
def _fields(model: Any) -> dict[str, tuple[Any, str]]:
    """Field name -> (the model inside it or None, how it is held)."""
    found: dict[str, tuple[Any, str]] = {}
    for name, hint in get_type_hints(model).items():
        inner, many = None, "one"
        for option in (hint, *get_args(hint)):
            if inner is not None:
                break
            origin = getattr(option, "__origin__", None)
            if _is_record(option):
                inner = option
            elif origin is list and _is_record(get_args(option)[0]):
                inner, many = get_args(option)[0], "list"
            elif origin is dict:
                held = get_args(option)[1]
                if _is_record(held):
                    inner, many = held, "dict"
                elif getattr(held, "__origin__", None) is list:
                    inner, many = get_args(held)[0], "dict-list"
        found[name] = (inner, many)
    return found


def problem(document: Document, path: Path_, error: Any) -> InputError:
    """One error of pydantic, told with its place in the document."""
    kind, given = error["type"], error["input"]
    where: Path_ = (*path, *(part for part in error["loc"] if part != "[key]"))
    where = _real(document, where, path)
    name = next((str(p) for p in reversed(error["loc"]) if isinstance(p, str)), "")
    place = document.place(where)
    if kind == "missing":
        return InputError(f'"{error["loc"][-1]}" is missing.', place=document.place(where[:-1]))
    if kind == "string_type" and isinstance(given, bool | int | float):
        return InputError(
            f'"{name}" is the number or truth value {given!r}, not text.',
            place=place,
            expected=f'quotes: {name}: "…" (numbers lose trailing zeros: 18.10 becomes 18.1).',
        )
    if kind == "string_type":
        shown = "nothing" if given is None else f"a {type(given).__name__}"
        return InputError(f'"{name}" is {shown}.', place=place, expected="text.")
    if kind == "value_error":
        return InputError(f'"{name}": {error["ctx"]["error"]}.', place=place)
    if kind == "literal_error":
        choices = [c.strip(" '") for c in error["ctx"]["expected"].replace(" or ", ",").split(",")]
        close = nearest(str(given), choices, 1)
        return InputError(
            f'"{name}" cannot be {_shown(given)}.',
            place=place,
            expected="one of " + ", ".join(choices) + ".",
            nearest=close,
        )
    words = {"list_type": "a list", "dict_type": "keys and values", "int_type": "a whole number"}
    words |= {"int_parsing": "a whole number", "bool_type": "true or false"}
    words |= {"bool_parsing": "true or false", "model_type": "keys and values"}
    if name == "period":
        words["dict_type"] = words["model_type"] = (
            "first and last day, as in {from: 2015, to: 2016-06}"
        )
    expected = words.get(kind, error["msg"][0].lower() + error["msg"][1:])
    return InputError(f'"{name}" cannot be {_shown(given)}.', place=place, expected=expected + ".")


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Struct)


def _shown(value: Any) -> str:
    text = "empty" if value is None else repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _real(document: Document, where: Path_, path: Path_) -> Path_:
    """Pydantic's way without the parts that name a union branch, which the file does not have."""
    if not document.marks:
        return where
    real: Path_ = path
    for part in where[len(path) :]:
        if (*real, part) in document.marks or part == where[-1]:
            real = (*real, part)
    return real
