"""Options that the look-up commands share, and the one way in which an answer is shown."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from coopcheck.cli import completion

if TYPE_CHECKING:
    from msgspec import Struct

    from coopcheck.knowledge.base import KnowledgeBase

Answer = TypeVar("Answer", bound="Struct")

Folders = Annotated[
    list[Path] | None,
    typer.Option("--data", help="Folder of your own law, laid over; repeatable."),
]
Json = Annotated[bool, typer.Option("--json", help="JSON.")]
On = Annotated[str | None, typer.Option("--on", help="Date (today if absent).")]
All = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]
Form = Annotated[
    str | None,
    typer.Option(
        "--form", "-f", help="Only this form of cooperation.", autocompletion=completion.forms
    ),
]
Party = Annotated[
    str | None,
    typer.Option(help="Only what concerns this State.", autocompletion=completion.states),
]
State = Annotated[
    str,
    typer.Argument(
        help="Code or name of a State.", show_default=False, autocompletion=completion.states
    ),
]


def load(folders: list[Path] | None) -> "KnowledgeBase":
    """The packaged law, with folders of the user's own laid over it."""
    from coopcheck.knowledge.base import load

    return load(folders or [])


def day(on: str | None) -> str:
    """The date given, or today (both ISO). Raises ``InputError`` for what is no date."""
    if on is not None:
        from coopcheck.lookup import find

        return find.day(on)
    from datetime import date

    return date.today().isoformat()


def reply(
    command: str,
    folders: list[Path] | None,
    as_json: bool,
    gather: Callable[["KnowledgeBase"], Answer],
    write: Callable[[Answer, Any], None],
) -> None:
    """Gather an answer from the law, with ``folders`` of the user's own laid over it; show it.

    Raises what loading and gathering raise (``KnowledgeError``, ``InputError``).
    """
    kb = load(folders)
    show(command, gather(kb), kb, as_json, write)


def show(
    command: str,
    answer: Answer,
    kb: "KnowledgeBase",
    as_json: bool,
    write: Callable[[Answer, Any], None],
) -> None:
    """Write an answer as JSON (where ``command`` names it), or as a page with what it rests on."""
    if as_json:
        from coopcheck.report.lookup_json import to_json

        sys.stdout.write(to_json(command, answer, kb.meta))
    else:
        from coopcheck.report.lookup_page import last_line
        from coopcheck.report.terminal_page import console_for

        out = console_for(sys.stdout)
        write(answer, out)
        last_line(out, kb.meta)
    sys.stdout.flush()
