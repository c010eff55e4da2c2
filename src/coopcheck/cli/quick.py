"""Commands whose options cost nothing unless there is something to convert.

For every option, given or not, typer loads pydantic and builds an adapter, which takes longer than
an assessment. But an option that is not given has nothing to convert, and what the shell gives is
text already.
"""

from collections.abc import Iterable
from typing import Any, get_args, get_origin

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class Quick(TyperCommand):
    """A command that takes text as it stands."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, ``--help`` included."""
        return _quickened(super().get_params(ctx))


class QuickGroup(TyperGroup):
    """A group of such commands."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, ``--help`` included."""
        return _quickened(super().get_params(ctx))


def _quickened(params: Iterable[Any]) -> list[Any]:
    found = list(params)
    for param in found:
        if isinstance(param, TyperOption | TyperArgument) and "process_value" not in vars(param):
            _quicken(param)
    return found


def _quicken(param: TyperOption | TyperArgument) -> None:
    usual = param.process_value
    annotation: Any = param.type_descriptor.annotation
    many = param.multiple or param.nargs == -1

    def process_value(ctx: Any, value: Any) -> Any:
        if value is not None or param.required:
            return usual(ctx, value)
        nothing = () if many else None
        return param.callback(ctx, param, nothing) if param.callback else nothing

    # Shadowed on the one object: typer makes its own parameters and lets nobody choose their class.
    param.process_value = process_value  # type: ignore[method-assign]  # see above
    listed = get_args(annotation) if get_origin(annotation) is list else (annotation,)
    if listed == (str,):
        param.get_runtime_param = _Text  # type: ignore[assignment,method-assign]  # likewise


class _Text:
    """Takes the place of the adapter of a parameter that is text, or several texts."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The text as it was given."""
        return value
