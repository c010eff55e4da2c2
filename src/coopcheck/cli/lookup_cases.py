"""The look-up commands for decided cases."""

from typing import Annotated

import typer

from coopcheck.cli import completion
from coopcheck.cli.lookup_options import Folders, Json, day, reply


def cases(as_json: Json = False, data: Folders = None) -> None:
    """List decided cases, and whether coopcheck agrees."""
    from coopcheck.lookup.cases import cases as gather
    from coopcheck.report.lookup_cases import write_cases

    reply("cases", data, as_json, lambda kb: gather(kb, day(None)), write_cases)


def case(
    slug: Annotated[
        str,
        typer.Argument(metavar="SLUG", help="Slug or title.", autocompletion=completion.cases),
    ],
    as_json: Json = False,
    data: Folders = None,
) -> None:
    """Show a decided case beside what coopcheck says."""
    from coopcheck.lookup.cases import case as gather
    from coopcheck.report.lookup_cases import write_case

    reply("decided-case", data, as_json, lambda kb: gather(kb, slug, day(None)), write_case)
