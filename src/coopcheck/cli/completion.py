"""Completion of codes, ids and slugs in the shell; the law is opened only while completing."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coopcheck.knowledge.base import KnowledgeBase

VARIABLE = "_COOPCHECK_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")
Found = list[tuple[str, str]]


def prepare() -> None:
    """Make the shells known to typer, if it is a shell that asks for completions."""
    if VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def script(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish|powershell")],
) -> None:
    """Print the completion script of a shell.

    For bash: eval "$(coopcheck completion bash)"; for zsh after compinit the same with zsh.
    """
    from coopcheck.errors import InputError, nearest

    if shell not in SHELLS:
        raise InputError(
            f'no completion for "{shell}".',
            place="completion",
            expected=", ".join(SHELLS) + ".",
            nearest=nearest(shell, SHELLS, 1),
        )
    from typer._completion_shared import get_completion_script

    sys.stdout.write(
        get_completion_script(prog_name="coopcheck", complete_var=VARIABLE, shell=shell) + "\n"
    )


def states(incomplete: str) -> Found:
    """Codes of States."""
    kb = _law()
    return _starting(incomplete, ((code, kb.states.label(code)) for code in kb.all_ids("state")))


def treaties(incomplete: str) -> Found:
    """Ids of instruments."""
    return _starting(incomplete, ((key, head.short) for key, head in _law().heads.items()))


def offences(incomplete: str) -> Found:
    """Ids of offences."""
    return _starting(incomplete, ((key, c.title) for key, c in _law().categories.items()))


def grounds(incomplete: str) -> Found:
    """Ids of grounds."""
    return _starting(incomplete, ((key, g.title) for key, g in _law().grounds.items()))


def cases(incomplete: str) -> Found:
    """Slugs of decided cases."""
    return _starting(incomplete, ((case.slug, case.title) for case in _law().decided))


def families(incomplete: str) -> Found:
    """Families of offences."""
    held = dict.fromkeys(c.family for c in _law().categories.values())
    return _starting(incomplete, ((family, "") for family in held))


def regions(incomplete: str) -> Found:
    """Regions of the world."""
    names = ("africa", "americas", "asia", "europe", "oceania", "antarctica")
    return _starting(incomplete, ((name, "") for name in names))


def forms(incomplete: str) -> Found:
    """Forms of cooperation."""
    from coopcheck.lookup.wording import form_noun
    from coopcheck.model.types import FORMS

    return _starting(incomplete, ((form, form_noun(form)) for form in FORMS))


def everything(incomplete: str) -> Found:
    """Every id that can be explained."""
    from coopcheck.lookup.explain import all_ids

    return _starting(incomplete, all_ids(_law()).items())


def _starting(incomplete: str, pairs: Iterable[tuple[str, str]]) -> Found:
    start = incomplete.casefold()
    return [(key, title) for key, title in pairs if key.casefold().startswith(start)]


def _law() -> "KnowledgeBase":
    from coopcheck.knowledge.base import load

    return load()
