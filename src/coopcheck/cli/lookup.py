"""The look-up commands."""

import sys
from typing import Annotated

import typer

from coopcheck.cli import completion
from coopcheck.cli.lookup_cases import case, cases
from coopcheck.cli.lookup_options import All, Folders, Form, Json, On, Party, State, day, load, show
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

    kb = load(data)
    answer = gather(kb, day(on), form=form, party=party)
    show("treaties", answer, kb, as_json, lambda out: write_treaties(answer, out))


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

    kb = load(data)
    answer = gather(kb, name, day(on), form=form, party=party)
    in_full = everything or form is not None
    show(
        "treaty", answer, kb, as_json,
        lambda out: write_treaty(answer, out, in_full=in_full, everything=everything),
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

    kb = load(data)
    answer = gather(kb, day(on), region=region)
    show("states", answer, kb, as_json, lambda out: write_states(answer, out))


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

    kb = load(data)
    answer = gather(kb, name, day(on), form=form)
    in_full = everything or form is not None
    show("state", answer, kb, as_json, lambda out: write_state(answer, out, in_full=in_full))


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

    kb = load(data)
    answer = gather(kb, first, second, day(on), form=form)
    show(
        "between", answer, kb, as_json,
        lambda out: write_between(answer, out, in_full=everything),
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

    kb = load(data)
    answer = gather(kb, family=family)
    show("offences", answer, kb, as_json, lambda out: write_offences(answer, out))


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

    kb = load(data)
    answer = gather(kb, name, state=state)
    show(
        "offence", answer, kb, as_json,
        lambda out: write_offence(answer, out, in_full=everything),
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

    kb = load(data)
    if name is None:
        rows = gather.grounds(kb, form=form)
        show("grounds", rows, kb, as_json, lambda out: report.write_grounds(rows, out))
        return
    answer = gather.ground(kb, name, form=form)
    show(
        "ground", answer, kb, as_json,
        lambda out: report.write_ground(answer, out, in_full=everything),
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
    kb = load(data)
    answer = recognise(kb, text)
    show("match", answer, kb, as_json, lambda out: write_match(answer, out))


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

    kb = load(data)
    answer = gather(kb, name)
    show(
        "explain", answer, kb, as_json,
        lambda out: write_explained(answer, out, in_full=everything),
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

    kb = load(data)
    answer = gather(kb, day(on))
    show(
        "coverage", answer, kb, as_json,
        lambda out: write_coverage(answer, out, in_full=everything),
    )  # fmt: skip
