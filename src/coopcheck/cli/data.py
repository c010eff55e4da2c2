"""``coopcheck data``: look after the law on record."""

import sys
from pathlib import Path

from coopcheck.errors import EXIT_CODES, EXIT_OK, KnowledgeError
from coopcheck.text import one_line


def check(folders: list[Path]) -> int:
    """Validate the packaged data, or the given folders laid over it; every problem in one run."""
    from coopcheck.knowledge import base
    from coopcheck.knowledge.compile import overlay, problems_of

    problems: list[str] = []
    source = base.checkout()
    try:
        snapshot = base.load_snapshot()
    except KnowledgeError as error:
        problems += error.problems
        snapshot = None
    for folder in folders:
        if source and folder.resolve() == source:
            continue
        if snapshot is None:
            problems.append(f"{folder}: not checked, since the packaged data is invalid.")
            continue
        found = problems_of(folder, snapshot)
        problems += [str(problem) for problem in found]
        if not found:
            snapshot = overlay(snapshot, folder)
    for problem in problems:
        print(one_line(problem, 1000), file=sys.stderr)
    if problems:
        count = len(problems)
        print(f"{count} problem{'' if count == 1 else 's'} found.", file=sys.stderr)
        return EXIT_CODES[KnowledgeError]
    assert snapshot is not None
    kinds = {kind: len(snapshot.all(kind)) for kind in ("instrument", "domestic", "national")}
    print(
        f"No problems: {kinds['instrument']} instruments, cooperation law of {kinds['domestic']} "
        f"and offences of {kinds['national']} States."
    )
    return EXIT_OK
