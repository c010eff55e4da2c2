"""Pydantic models with the fields of our records, for pydantic's complete and addressed errors."""

from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct, structs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from coopcheck.dates import interval
from coopcheck.model.types import Marker
from coopcheck.penalties import days


@cache
def pydantic_model(record: type[Struct]) -> type[BaseModel]:
    """The model of a record; unknown keys are errors where the record forbids them."""
    hints = get_type_hints(record, include_extras=True)
    fields: dict[str, Any] = {}
    for item in structs.fields(record):
        default: Any = ...
        if item.default is not NODEFAULT:
            default = item.default
        alias = item.encode_name if item.encode_name != item.name else None
        if item.default_factory is not NODEFAULT:
            known = Field(default_factory=item.default_factory, alias=alias)
        else:
            known = Field(default, alias=alias)
        fields[item.name] = (_hint_for_pydantic(hints[item.name]), known)
    strict = record.__struct_config__.forbid_unknown_fields
    config = ConfigDict(extra="forbid" if strict else "ignore")
    made: type[BaseModel] = create_model(record.__name__, __config__=config, **fields)
    return made


def _hint_for_pydantic(hint: Any) -> Any:
    """The same type with every record in it replaced by its pydantic model."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        return pydantic_model(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner = _hint_for_pydantic(args[0])
        for mark in args[1:]:
            if isinstance(mark, Marker) and mark.kind in _READ:
                inner = Annotated[inner, BeforeValidator(_READ[mark.kind])]
            elif isinstance(mark, Meta) and mark.max_length is not None:
                inner = Annotated[inner, Field(max_length=mark.max_length)]
        return inner
    if origin in (list, dict):
        return origin[tuple(_hint_for_pydantic(arg) for arg in args)]
    if origin in (Union, UnionType):
        return Union[tuple(_hint_for_pydantic(arg) for arg in args)]  # noqa: UP007 (made at run time)
    return hint


def _year(value: Any) -> Any:
    """A year alone is a number in YAML and a partial date in law."""
    return str(value) if type(value) is int and 1000 <= value <= 9999 else value


def _tri(value: Any) -> Any:
    """JSON and YAML booleans are as good as the words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else value


def _date(value: Any) -> Any:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str):
        interval(text)
    return text


def _duration(value: Any) -> Any:
    if isinstance(value, str):
        days(value)
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_READ: dict[str, Callable[[Any], Any]] = {
    "date": _year,
    "tri": _tri,
    "case-date": _date,
    "case-duration": _duration,
    "names": _listed,
}
"""By marker, how a value is read before its type is checked."""
