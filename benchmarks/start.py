"""How long a whole process takes, from the shell's point of view.

Run it with the Python of an environment in which coopcheck is installed:

    .venv/bin/python benchmarks/start.py

Each round runs every program once, so that a busy machine slows all of them alike. Compare the
ratios, not the seconds.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE_TYPER = """\
import typer


def main(name: str = "world") -> None:
    print(name)


typer.run(main)
"""
ASSESS = [
    "assess",
    "Kenya",
    "Switzerland",
    "--form=extradition",
    "--conduct=bribing a Kenyan procurement official and laundering the proceeds",
    "--json",
]
NAMED = "--offence=bribery-national-official-active"
BASE = "bare typer, one option"
TARGET_SECONDS, TARGET_RATIO = 0.25, 1.5


def programs(folder: Path) -> dict[str, list[str]]:
    """The programs to compare, by name; ``folder`` takes the file of the bare typer program."""
    python = sys.executable
    command = Path(python).with_name("coopcheck")
    if not command.is_file():
        sys.exit(f"{command} is missing: install coopcheck in the environment of this Python.")
    bare = folder / "bare.py"
    bare.write_text(BARE_TYPER, encoding="utf-8")
    return {
        "bare Python": [python, "-c", "pass"],
        BASE: [python, str(bare), "--name", "x"],
        "coopcheck --help": [str(command), "--help"],
        "coopcheck treaties": [str(command), "treaties"],
        "coopcheck assess --json": [str(command), *ASSESS],
        "the same, offence named": [str(command), *ASSESS[:4], NAMED, "--json"],
        "coopcheck assess (report)": [str(command), *ASSESS[:-1]],
    }


def once(command: list[str], folder: Path) -> float:
    """Seconds that one process took. Exits if it failed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True
    )
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stderr.decode(errors='replace')}")
    return taken


def measure(rounds: int) -> dict[str, float]:
    """Median seconds of each program over interleaved rounds, after one that is not counted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands = programs(folder)
        taken: dict[str, list[float]] = {program: [] for program in commands}
        for count in range(rounds + 1):
            for program, command in commands.items():
                seconds = once(command, folder)
                if count:
                    taken[program].append(seconds)
    return {program: statistics.median(values) for program, values in taken.items()}


def main() -> None:
    """Print the table; exit with 1 if a target is missed and ``--strict`` is given."""
    parser = argparse.ArgumentParser(description="Time whole processes of coopcheck.")
    parser.add_argument("--rounds", type=int, default=11, help="rounds that count (default 11)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a target is missed")
    options = parser.parse_args()
    medians = measure(options.rounds)
    print(f"Median of {options.rounds} interleaved runs, Python {sys.version.split()[0]}\n")
    print(f"{'program':<28}{'seconds':>9}{'ratio to bare typer':>22}")
    for program, seconds in medians.items():
        print(f"{program:<28}{seconds:>9.3f}{seconds / medians[BASE]:>22.2f}")
    seconds = medians["coopcheck assess --json"]
    ratio = seconds / medians[BASE]
    met = seconds < TARGET_SECONDS and ratio < TARGET_RATIO
    print(
        f"\nTarget for assess --json: under {TARGET_SECONDS} s and under {TARGET_RATIO} times bare "
        f"typer. {'Met' if met else 'Missed'}: {seconds:.3f} s, {ratio:.2f} times."
    )
    if options.strict and not met:
        sys.exit(1)


if __name__ == "__main__":
    main()
