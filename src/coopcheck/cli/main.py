"""The commands, and the one place where an exception becomes a message and an exit status."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from coopcheck import __version__
from coopcheck.cli import completion
from coopcheck.cli.quick import Quick, QuickGroup
from coopcheck.errors import EXIT_BUG, EXIT_INTERRUPTED, CoopcheckError, exit_code

FORM_HELP = (
    "extradition, surrender, mla, confiscation, transfer-of-sentenced-persons, "
    "transfer-of-proceedings, joint-investigation, special-techniques or law-enforcement."
)

app = typer.Typer(
    cls=QuickGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Which treaties bind two States, is it a crime in both, and on what grounds could the "
    "requested State refuse.",
)
data_app = typer.Typer(cls=QuickGroup, no_args_is_help=True, help="Look after the law on record.")
app.add_typer(data_app, name="data")

Strings = list[str] | None
Text = str | None


@app.command(cls=Quick)
def assess(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="REQUESTING REQUESTED | CASE",
            help="Two States (code or name), or a case file, YAML or JSON (- for standard input).",
            show_default=False,
        ),
    ],
    form: Annotated[str | None, typer.Option("--form", "-f", help=FORM_HELP)] = None,
    conduct: Annotated[Strings, typer.Option(help="What was done, in words; repeatable.")] = None,
    offence: Annotated[Strings, typer.Option(help="Offence category; repeatable.")] = None,
    measure: Annotated[Strings, typer.Option(help="Measure asked for; repeatable.")] = None,
    on: Annotated[str | None, typer.Option(help="Date of the request (today if absent).")] = None,
    period: Annotated[
        str | None, typer.Option(help="When it was done: 2015, or 1989/2000-06.")
    ] = None,
    place: Annotated[Strings, typer.Option(help="State where it was done; repeatable.")] = None,
    stage: Annotated[
        str | None, typer.Option(help="investigation, prosecution or conviction.")
    ] = None,
    nationality: Annotated[Strings, typer.Option(help="Of the person; repeatable.")] = None,
    penalty: Annotated[
        str | None, typer.Option(help="Maximum in the requesting State: 5y, 18m, life, death.")
    ] = None,
    imposed: Annotated[str | None, typer.Option(help="Sentence imposed: 2y6m.")] = None,
    remaining: Annotated[str | None, typer.Option(help="Sentence left to serve: 8m.")] = None,
    transnational: Annotated[
        bool | None, typer.Option(help="Whether the offence is transnational.")
    ] = None,
    organized_group: Annotated[
        bool | None, typer.Option(help="Whether an organized criminal group took part.")
    ] = None,
    death_penalty: Annotated[
        bool | None, typer.Option(help="Whether the death penalty may be imposed.")
    ] = None,
    in_absentia: Annotated[
        bool | None, typer.Option(help="Whether the conviction was in absence.")
    ] = None,
    minor: Annotated[bool | None, typer.Option(help="Whether the person was a minor.")] = None,
    fact: Annotated[Strings, typer.Option(help="Any fact: name=yes or =no; repeatable.")] = None,
    element: Annotated[
        Strings, typer.Option(help="Element of the conduct: name=yes or =no; repeatable.")
    ] = None,
    data: Annotated[
        list[Path] | None, typer.Option(help="Folder of your own law, laid over; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON (see coopcheck schema).")] = False,
    explain: Annotated[bool, typer.Option(help="Show the proof of each finding.")] = False,
    show_all: Annotated[
        bool, typer.Option("--all", help="Also what does not apply, and why not.")
    ] = False,
    why_not: Annotated[Text, typer.Option(metavar="ID", help="Only why not this law.")] = None,
    compare_on: Annotated[Text, typer.Option(metavar="DATE", help="Only what changes.")] = None,
) -> None:
    """Assess a request: legal bases, dual criminality, grounds for refusal, next steps."""
    from coopcheck.cli import assess as command
    from coopcheck.cli.case_input import period as period_of

    person: dict[str, Any] = {}
    if nationality:
        person["nationality"] = nationality
    sentence = {k: v for k, v in {"imposed": imposed, "remaining": remaining}.items() if v}
    case = command.case_from(
        targets,
        form=form,
        conduct=conduct or [],
        offence=offence or [],
        elements=element or [],
        charge={
            "period": period_of(period) if period else None,
            "places": place,
            "penalty": {"max": penalty} if penalty else None,
            "sentence": sentence,
        },
        general={"on": on, "stage": stage, "measures": measure, "person": person},
        facts=command.flag_facts(
            fact or [],
            {
                "conduct.transnational": transnational,
                "conduct.organized_criminal_group": organized_group,
                "offence.capital_in_requesting": death_penalty,
                "conviction.in_absentia": in_absentia,
                "person.minor": minor,
            },
        ),
    )
    if why_not is not None or compare_on is not None:
        command.closer(
            case,
            why_not=why_not,
            compare_on=compare_on,
            overlays=data or [],
            from_flags=len(targets) == 2,
            as_json=as_json,
            everything=show_all,
        )
        return
    result, _ = command.run(
        case,
        overlays=data or [],
        include_inapplicable=show_all,
        explain=explain,
        from_flags=len(targets) == 2,
    )
    if as_json:
        from coopcheck.report.json import to_json

        sys.stdout.write(to_json(result))
    else:
        from coopcheck.report.terminal import console_for, write

        write(result, console_for(sys.stdout), show_all=show_all, explain=explain)
    sys.stdout.flush()


@app.command(cls=Quick)
def batch(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="JSONL, CSV or a YAML stream (- for standard input)."),
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", help="jsonl, csv or yaml (else by the suffix or first line)."),
    ] = None,
    as_summary: Annotated[
        bool, typer.Option("--summary", help="CSV with a line for each case, for a spreadsheet.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Processes.")] = 1,
    fail_on: Annotated[
        str | None,
        typer.Option(
            help="Exit status 1 after the last row if one is hit: no-basis, dc-not-satisfied, "
            "refusal-likely, unknown, bad-row (several with commas)."
        ),
    ] = None,
    progress: Annotated[bool, typer.Option(help="Show progress on a terminal.")] = True,
    data: Annotated[
        list[Path] | None, typer.Option(help="Folder of your own law, laid over; repeatable.")
    ] = None,
    explain: Annotated[bool, typer.Option(help="With the proof of each finding.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Also what does not apply.")] = False,
) -> None:
    """Assess many cases: one JSON assessment a line, in order; a bad row does not stop the rest."""
    from coopcheck.cli import batch as command

    raise typer.Exit(
        command.run(
            file,
            form=form,
            as_summary=as_summary,
            jobs=jobs,
            fail_on=fail_on,
            progress=progress,
            overlays=data or [],
            include_inapplicable=show_all,
            explain=explain,
        )
    )


@app.command(cls=Quick)
def stats(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="Assessments, as batch writes (- for standard input)."),
    ],
    by: Annotated[
        Strings,
        typer.Option(help="form, category, requesting, requested or region; repeatable."),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Every figure as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Every figure as JSON.")] = False,
    data: Annotated[
        list[Path] | None, typer.Option(help="Folder of your own law, laid over; repeatable.")
    ] = None,
) -> None:
    """Count legal bases, dual criminality and grounds for refusal over many assessments."""
    from coopcheck.cli import statistics as command

    raise typer.Exit(
        command.run(file, by=by or [], as_csv=as_csv, as_json=as_json, overlays=data or [])
    )


@app.command(cls=Quick)
def schema(
    what: Annotated[
        str, typer.Argument(metavar="case|assessment|...", help="Or a look-up command.")
    ],
) -> None:
    """Print the JSON Schema of a case, an assessment or an answer."""
    from coopcheck.report.json import schema_of

    sys.stdout.write(schema_of(what))


@data_app.command("check", cls=Quick)
def data_check(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of your own.")] = None,
) -> None:
    """Check the packaged data, or folders of your own, and report every problem with its place."""
    from coopcheck.cli import data

    raise typer.Exit(data.check(folders or []))


def _version(wanted: bool) -> None:
    if wanted:
        print(f"coopcheck {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; every exception of ours becomes one message and an exit status."""
    try:
        completion.prepare()
        if sys.argv[1:2] not in (["assess"], ["batch"]):  # these need not know the other commands
            from coopcheck.cli import interview, lookup

            lookup.register(app)
            interview.register(app)
        app(prog_name="coopcheck")
    except CoopcheckError as error:
        from coopcheck.text import clean

        for line in clean(str(error)).splitlines():
            print(f"coopcheck: {line}", file=sys.stderr)
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        _silence_stdout()
        sys.exit(0)
    except OSError as error:
        print(f"coopcheck: cannot write the result: {error.strerror}.", file=sys.stderr)
        _silence_stdout()
        sys.exit(2)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        print(
            f"coopcheck: a bug: {type(error).__name__}: {error}\n"
            f"Please report it with the command and coopcheck {__version__} "
            "(leave out confidential facts).",
            file=sys.stderr,
        )
        sys.exit(EXIT_BUG)


def _silence_stdout() -> None:
    """Keep Python from complaining about standard output once more at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
