"""``coopcheck interview``: questions on standard error, answers from standard input."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopcheck.cli import completion
from coopcheck.cli.lookup_options import Folders
from coopcheck.cli.quick import Quick
from coopcheck.errors import InputError

if TYPE_CHECKING:
    from coopcheck.answers import Ask
    from coopcheck.interview import Interview

_LONGEST = 65_536


def register(app: typer.Typer) -> None:
    """Add the command to the application, once."""
    if not any(command.callback is interview for command in app.registered_commands):
        app.command(cls=Quick)(interview)


def interview(
    states: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REQUESTING REQUESTED]",
            help="Two States (code or name); asked for if absent.",
            show_default=False,
            autocompletion=completion.states,
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--form", "-f", help="Form of cooperation.", autocompletion=completion.forms),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the case file here, not to standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the case file.")] = False,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Fail instead of asking (for scripts).")
    ] = False,
    data: Folders = None,
) -> None:
    """Ask for a case question by question, show what each answer changes, write the case file."""
    from datetime import date

    from coopcheck.interview import Interview
    from coopcheck.knowledge.base import load
    from coopcheck.report.case_file import to_yaml
    from coopcheck.report.terminal import console_for, write_answer

    target = None if output is None or str(output) == "-" else output
    if target is not None:
        _check(target, force)
    kb = load(data or [])
    given = _given(states or [], form, kb)
    talk = Interview(kb, date.today().isoformat(), given)
    ask = talk.next()
    if no_input and ask is not None:
        raise InputError(
            f"this would ask: {ask.text}",
            place="--no-input",
            expected="coopcheck assess, with flags or a case file.",
        )
    _talk(talk)
    if talk.result is None:
        raise InputError(
            "ended before the States and the form were known; no case file is written.",
            place="interview",
        )
    text = to_yaml(talk.case)
    out = console_for(sys.stderr if target is None else sys.stdout)
    out.blank()
    write_answer(talk.result, out)
    out.stream.flush()
    if target is None:
        sys.stdout.write(text)
    else:
        _write(target, text, force)
        print(f"\nThe case is in {target}: coopcheck assess {target}", file=sys.stderr)
    sys.stdout.flush()


def _given(states: list[str], form: str | None, kb: Any) -> dict[str, Any]:
    from coopcheck.lookup import find

    if len(states) > 2:
        raise InputError(
            f"{len(states)} names given.", place="interview", expected="REQUESTING and REQUESTED."
        )
    keys = ("requesting", "requested")
    given = {
        key: find.state(kb, name, key.upper()) for key, name in zip(keys, states, strict=False)
    }
    if form is not None:
        given["form"] = find.form(form)
    return given


def _talk(talk: "Interview") -> None:
    """Ask until nothing is left, the person stops, or the input ends."""
    from coopcheck.report.interview import (
        WORDS,
        write_changes,
        write_error,
        write_question,
        write_why,
    )
    from coopcheck.report.terminal_page import console_for

    out = console_for(sys.stderr)
    out.text((WORDS, "dim"))
    while (ask := talk.next()) is not None:
        write_question(out, ask, _titles(talk, ask))
        while True:
            line = _line()
            if line is None:
                out.text(("(the input ends here)", "dim"))
                return
            if line.strip().casefold() == "why":
                write_why(out, ask)
                continue
            try:
                told = talk.answer(ask, line)
            except InputError as error:
                write_error(out, error)
                continue
            if told.note:
                out.text(told.note, indent=2)
            write_changes(out, told.before, told.after)
            break


def _titles(talk: "Interview", ask: "Ask") -> dict[str, str]:
    """Titles for choices that are ids."""
    if ask.key == "which":
        return {key: talk.kb.categories[key].title for key in ask.choices}
    if ask.key == "measures":
        return {key: talk.kb.measures[key].title for key in ask.choices}
    return {}


def _line() -> str | None:
    """One line of input; None at its end."""
    sys.stderr.write("> ")
    sys.stderr.flush()
    raw = sys.stdin.buffer.readline(_LONGEST)
    if not sys.stdin.isatty():
        sys.stderr.write("\n")
    if not raw:
        return None
    while len(raw) == _LONGEST and not raw.endswith(b"\n"):
        if not (rest := sys.stdin.buffer.readline(_LONGEST)) or rest.endswith(b"\n"):
            break  # the rest of a line that is longer than any answer
    return raw.decode("utf-8-sig", errors="replace")


def _check(target: Path, force: bool) -> None:
    """Fail before the first question rather than after the last."""
    if target.is_dir() or (target.exists() and not target.is_file()):
        raise InputError("not a file.", place=str(target), expected="a path for the case file.")
    if target.exists() and not force:
        raise InputError(
            "there is a file already.", place=str(target), expected="another path, or --force."
        )
    if not target.parent.is_dir():
        raise InputError("no such folder.", place=str(target.parent))
    if not os.access(target.parent, os.W_OK):
        raise InputError("cannot write in this folder.", place=str(target.parent))


def _write(target: Path, text: str, force: bool) -> None:
    """Write the file whole, readable by its owner only, over nothing unless ``force``.

    If it cannot be written, the case goes to standard output, so that no answer is lost.
    """
    import tempfile  # costly to load

    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".coopcheck-")  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        if force:
            os.replace(temporary, target)  # noqa: PTH105 (a string path)
            temporary = ""
        else:
            os.link(temporary, target)
    except OSError as error:
        sys.stdout.write(f"\n{text}")
        sys.stdout.flush()
        raise InputError(
            f"cannot be written: {error.strerror}; the case file is printed instead.",
            place=str(target),
        ) from None
    finally:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 (a string path)
