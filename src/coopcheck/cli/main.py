"""The commands, and the one place where an exception becomes a message and an exit status."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True)
data_app = typer.Typer(no_args_is_help=True, help="Look after the law on record.")
app.add_typer(data_app, name="data")


@data_app.command("check")
def data_check(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of your own.")] = None,
) -> None:
    """Check the packaged data, or folders of your own, and report every problem with its place."""
    from coopcheck.cli import data

    raise typer.Exit(data.check(folders or []))


@app.command()
def version() -> None:
    """Print the version."""
    from coopcheck import __version__

    print(__version__)


def main() -> None:
    """Run the command line."""
    app()
    sys.exit(0)
