"""The look-up commands for decided cases."""

from typing import Annotated

import typer

from coopcheck.cli import completion
from coopcheck.cli.lookup_options import Folders, Json, day, load, show


def cases(as_json: Json = False, data: Folders = None) -> None:
    """List decided cases, and whether coopcheck agrees."""
    from coopcheck.lookup.cases import cases as gather
    from coopcheck.report.lookup_cases import write_cases

    kb = load(data)
    answer = gather(kb, day(None))
    show("cases", answer, kb, as_json, lambda out: write_cases(answer, out))


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

    kb = load(data)
    answer = gather(kb, slug, day(None))
    show("decided-case", answer, kb, as_json, lambda out: write_case(answer, out))
