"""How the time to answer grows with the law on record: the same question, with ten times as much.

Run it with the Python of an environment in which coopcheck is installed:

    .venv/bin/python benchmarks/size.py

Every treaty, list of Parties, cooperation law, national law, decided case and source is there ten
times, the copies under other names and between other States. The names of States and the vocabulary
(facts, elements, categories, grounds) are not: they do not grow with the law. Both are asked in
turn, so that a busy machine slows both alike.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from start import ASSESS

from coopcheck.knowledge.base import load_snapshot
from coopcheck.knowledge.snapshot import Snapshot

COPIES, TARGET = 9, 1.2
GROWING = ("state", "bound", "instrument", "parties", "domestic", "national", "case", "head")
PROGRAM = """\
import sys
from pathlib import Path
from coopcheck.knowledge import base
from coopcheck.knowledge.snapshot import Snapshot
law = Snapshot.open(Path(sys.argv.pop(1)))
base.load_snapshot = lambda: law
from coopcheck.cli.start import main
main()
"""


def tenfold(snapshot: Snapshot) -> Snapshot:
    """A copy that holds every record of law ten times."""
    found = snapshot.copy()
    for kind in GROWING:
        for key, body in snapshot.all(kind):
            data = msgspec.json.decode(body)
            for number in range(1, COPIES + 1):
                found.put(kind, f"{key}-x{number}", _renamed(data, number))
    for kind, key in (("index", "instruments"), ("index", "cases"), ("list", "source")):
        held = msgspec.json.decode(snapshot.get(kind, key) or b"{}")
        found.put(kind, key, _ten_times(held))
    return found


def _ten_times(held: Any) -> Any:
    numbers = range(1, COPIES + 1)
    if isinstance(held, list):
        return held + [_renamed(item, number) for number in numbers for item in held]
    return held | {
        f"{key}-x{number}": _renamed(value, number)
        for number in numbers
        for key, value in held.items()
    }


def _renamed(value: Any, number: int) -> Any:
    """A record with its id, or the instruments that it is about, under another name."""
    if not isinstance(value, dict):
        return value
    found = dict(value)
    for part in ("id", "code", "slug", "state", "requested"):
        if isinstance(found.get(part), str):
            found[part] += f"-x{number}"
    if "bases" in found:
        found["bases"] = [f"{key}-x{number}" for key in found["bases"]]
    if "reach" in found:  # the head of an instrument: its copies bind the copies of States alone
        found["parties"] = {"as_of": "2026-01-01", "complete_as_of": "2026-01-01"}
    if found and all(isinstance(each, dict) for each in found.values()):
        return {f"{key}-x{number}": each for key, each in found.items()}
    return found


def main() -> None:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser(description="Measure how the time grows with the law.")
    parser.add_argument("--rounds", type=int, default=11, help="rounds that count (default 11)")
    rounds = parser.parse_args().rounds
    law = load_snapshot()
    with tempfile.TemporaryDirectory() as folder:
        files = {"the law on record": Path(folder) / "one", "ten times as much": Path(folder) / "x"}
        for path, held in zip(files.values(), (law, tenfold(law)), strict=True):
            held.write(path)
        taken: dict[str, list[float]] = {name: [] for name in files}
        answers: dict[str, bytes] = {}
        for count in range(rounds + 1):
            for name, path in files.items():
                start = time.perf_counter()
                done = subprocess.run(
                    [sys.executable, "-c", PROGRAM, str(path), *ASSESS], capture_output=True
                )
                if done.returncode:
                    sys.exit(done.stderr.decode(errors="replace"))
                if count:
                    taken[name].append(time.perf_counter() - start)
                answers[name] = done.stdout
        sizes = {name: path.stat().st_size for name, path in files.items()}
    if len(set(answers.values())) != 1:
        sys.exit("The answers differ.")
    print(f"Median of {rounds} interleaved runs of assess --json\n")
    medians = {name: statistics.median(values) for name, values in taken.items()}
    for name, seconds in medians.items():
        print(f"{name:<20}{sizes[name] / 1e6:>8.1f} MB{seconds:>8.3f} s")
    one, ten = medians.values()
    met = "Met" if ten / one <= TARGET else "Missed"
    print(f"\nTarget: at most {TARGET} times. {met}: {ten / one:.2f} times.")


if __name__ == "__main__":
    main()
