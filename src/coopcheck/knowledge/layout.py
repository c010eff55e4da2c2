"""Which files make up a knowledge base, and which model each of them follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopcheck.errors import InputError
from coopcheck.model.catalogue import Fact, Ground, Measure, Network, NoTreaty, State
from coopcheck.model.decided import DecidedCase
from coopcheck.model.domestic import Domestic
from coopcheck.model.instrument import Instrument
from coopcheck.model.offence import Category, Element, National
from coopcheck.model.parties import Membership, Parties
from coopcheck.model.provenance import Source


@dataclass(slots=True, frozen=True)
class Kind:
    """One kind of file: where it lies, the key its records stand under, and their model.

    ``key`` is empty where the file is one record; ``keyed`` says that the records are a mapping.
    """

    name: str
    pattern: str
    model: Any
    key: str = ""
    keyed: bool = False
    extra: tuple[str, ...] = ()


KINDS: tuple[Kind, ...] = (
    Kind("source", r"treaties/sources(\.d/[\w-]+)?\.yaml", Source, "sources", True),
    Kind("state", r"treaties/states\.yaml", State, "states", True, ("ambiguous",)),
    Kind("fact", r"treaties/facts\.yaml", Fact, "facts"),
    Kind("ground", r"treaties/grounds\.yaml", Ground, "grounds"),
    Kind("measure", r"treaties/measures\.yaml", Measure, "measures"),
    Kind("instrument", r"treaties/multilateral/([\w-]+)/treaty\.yaml", Instrument),
    Kind("parties", r"treaties/multilateral/([\w-]+)/parties\.yaml", Parties),
    Kind("bilateral", r"treaties/bilateral/([\w-]+)\.yaml", Instrument, extra=("parties",)),
    Kind("no-treaty", r"treaties/no-treaty\.yaml", NoTreaty, "pairs"),
    Kind("domestic", r"treaties/domestic/([A-Z]{3})\.yaml", Domestic),
    Kind("network", r"treaties/networks/([\w-]+)\.yaml", Network),
    Kind("element", r"offences/elements\.yaml", Element, "elements"),
    Kind("category", r"offences/categories/[\w-]+\.yaml", Category, "categories"),
    Kind("national", r"offences/national/([A-Z]{3})\.yaml", National),
    Kind("case", r"cases/([\w-]+)\.yaml", DecidedCase),
)
TOPS = ("treaties", "offences", "cases")
"""The folders that are read."""
BILATERAL_PARTY = Membership
FILE_DEFAULTS = ("source", "as_of", "verified")
MAX_FILES = 5_000


@dataclass(slots=True, frozen=True)
class DataFile:
    """A file of a knowledge base; ``name`` is its path within the folder, for messages."""

    path: Path
    name: str
    kind: Kind
    stem: str


def files(root: Path, label: str = "") -> tuple[list[DataFile], list[InputError]]:
    """The data files under ``root`` (holding ``treaties/``, ``offences/`` or ``cases/``), in order.

    Links and files that are in no known place are problems, so that nothing is silently ignored.
    """
    found: list[DataFile] = []
    problems: list[InputError] = []
    if not root.is_dir():
        return [], [InputError("no such folder.", place=str(root))]
    for path in _walk(root):
        relative = path.relative_to(root).as_posix()
        name = f"{label}{relative}"
        if path.is_symlink():
            problems.append(InputError("links are not followed in a data folder.", place=name))
            continue
        if path.suffix not in (".yaml", ".yml"):
            continue
        for kind in KINDS:
            match = re.fullmatch(kind.pattern, relative)
            if match:
                stem = match[1] if match.re.groups and kind.name != "source" else ""
                found.append(DataFile(path, name, kind, stem or ""))
                break
        else:
            problems.append(
                InputError(
                    "this file is in no place where data is looked for.",
                    place=name,
                    expected="a path as in treaties/README.md, such as "
                    "treaties/bilateral/AAA-BBB-extradition-1999.yaml.",
                )
            )
    if not found and not problems:
        problems.append(
            InputError("no data here.", place=str(root), expected="folders treaties/ or offences/.")
        )
    return found, problems


def _walk(root: Path) -> Iterator[Path]:
    count = 0
    for top in TOPS:
        base = root / top
        if base.is_symlink():
            yield base
        elif base.is_dir():
            for path in sorted(base.rglob("*")):
                count += 1
                if count > MAX_FILES:
                    raise InputError(f"more than {MAX_FILES:,} files.", place=str(base))
                if path.is_symlink() or not path.is_dir():
                    yield path
