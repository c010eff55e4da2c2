"""The look-up commands."""

import sys
from functools import partial
from typing import Annotated

import typer

from coopcheck.cli import completion
from coopcheck.cli.lookup_cases import case, cases
from coopcheck.cli.lookup_options import All, Folders, Form, Json, On, Party, State, day, reply
from coopcheck.cli.quick import Quick


def register(app: typer.Typer) -> None:
    """Add the commands to the application, once."""
    if any(command.callback is treaties for command in app.registered_commands):
        return
    for command in (
        treaties, treaty, states, state, between, offences, offence, grounds, match, explain,
        coverage, cases, case,
    ):  # fmt: skip
        app.command(cls=Quick)(command)
    app.command("completion", cls=Quick)(completion.script)


def treaties(
    form: Form = None,
    party: Party = None,
    on: On = None,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """List the treaties on record."""
    from coopcheck.lookup.treaties import treaties as gather
    from coopcheck.report.lookup_treaties import write_treaties

    reply(
        "treaties", data, as_json,
        lambda kb: gather(kb, day(on), form=form, party=party),
        write_treaties,
    )  # fmt: skip


def treaty(
    name: Annotated[
        str,
        typer.Argument(
            metavar="TREATY", help="Id or short title.", autocompletion=completion.treaties
        ),
    ],
    form: Form = None,
    party: Party = None,
    on: On = None,
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show a treaty: clauses, Parties, declarations."""
    from coopcheck.lookup.treaty import treaty as gather
    from coopcheck.report.lookup_treaties import write_treaty

    in_full = everything or form is not None
    reply(
        "treaty", data, as_json,
        lambda kb: gather(kb, name, day(on), form=form, party=party),
        partial(write_treaty, in_full=in_full, everything=everything),
    )  # fmt: skip


def states(
    region: Annotated[
        str | None,
        typer.Option(
            help="africa, americas, asia, europe, oceania or antarctica.",
            autocompletion=completion.regions,
        ),
    ] = None,
    on: On = None,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """List the States and what is on record about each."""
    from coopcheck.lookup.states import states as gather
    from coopcheck.report.lookup_states import write_states

    reply("states", data, as_json, lambda kb: gather(kb, day(on), region=region), write_states)


def state(
    name: State,
    form: Form = None,
    on: On = None,
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show a State: what binds it, its law, what is unknown."""
    from coopcheck.lookup.states import state as gather
    from coopcheck.report.lookup_states import write_state

    reply(
        "state", data, as_json,
        lambda kb: gather(kb, name, day(on), form=form),
        partial(write_state, in_full=everything or form is not None),
    )  # fmt: skip


def between(
    first: State,
    second: State,
    form: Form = None,
    on: On = None,
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show everything that binds two States on a date."""
    from coopcheck.lookup.between import between as gather
    from coopcheck.report.lookup_between import write_between

    reply(
        "between", data, as_json,
        lambda kb: gather(kb, first, second, day(on), form=form),
        partial(write_between, in_full=everything),
    )  # fmt: skip


def offences(
    family: Annotated[
        str | None,
        typer.Option(help="Only this family.", autocompletion=completion.families),
    ] = None,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """List the offences on record."""
    from coopcheck.lookup.offences import offences as gather
    from coopcheck.report.lookup_offences import write_offences

    reply("offences", data, as_json, lambda kb: gather(kb, family=family), write_offences)


def offence(
    name: Annotated[
        str,
        typer.Argument(metavar="OFFENCE", help="Id or title.", autocompletion=completion.offences),
    ],
    state: Annotated[
        str | None,
        typer.Option(help="Only the law of this State.", autocompletion=completion.states),
    ] = None,
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show an offence: elements, treaties, national law."""
    from coopcheck.lookup.offences import offence as gather
    from coopcheck.report.lookup_offences import write_offence

    reply(
        "offence", data, as_json,
        lambda kb: gather(kb, name, state=state),
        partial(write_offence, in_full=everything),
    )  # fmt: skip


def grounds(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[GROUND]",
            help="Id or title: who says what of this one.",
            autocompletion=completion.grounds,
        ),
    ] = None,
    form: Form = None,
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show the grounds for refusal, or one of them."""
    from coopcheck.lookup import grounds as gather
    from coopcheck.report import lookup_grounds as report

    if name is None:
        reply(
            "grounds", data, as_json,
            lambda kb: gather.grounds(kb, form=form),
            report.write_grounds,
        )  # fmt: skip
    else:
        reply(
            "ground", data, as_json,
            lambda kb: gather.ground(kb, name, form=form),
            partial(report.write_ground, in_full=everything),
        )  # fmt: skip


def match(
    text: Annotated[str, typer.Argument(help="What was done, in words (- for standard input).")],
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show which offence a text is recognised as, and why."""
    from coopcheck.lookup.recognise import recognise
    from coopcheck.report.lookup_other import write_match

    if text == "-":
        text = sys.stdin.read(100_000)
    reply("match", data, as_json, lambda kb: recognise(kb, text), write_match)


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Any id printed in a report: of a treaty, State, ground, offence, element, fact, "
            "measure, duty, network or source.",
            autocompletion=completion.everything,
        ),
    ],
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Say what an id means and where it counts."""
    from coopcheck.lookup.explain import explain as gather
    from coopcheck.report.lookup_other import write_explained

    reply(
        "explain", data, as_json,
        lambda kb: gather(kb, name),
        partial(write_explained, in_full=everything),
    )  # fmt: skip


def coverage(
    on: On = None,
    everything: All = False,
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Say what the law on record holds and lacks."""
    from coopcheck.lookup.coverage import coverage as gather
    from coopcheck.report.lookup_other import write_coverage

    reply(
        "coverage", data, as_json,
        lambda kb: gather(kb, day(on)),
        partial(write_coverage, in_full=everything),
    )  # fmt: skip
