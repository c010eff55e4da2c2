"""How many cases a second ``coopcheck batch`` assesses, on one core and on two, and its memory.

Run it with the Python of an environment in which coopcheck is installed:

    .venv/bin/python benchmarks/batch.py

The cases are varied and the same every time: pairs of States, forms, offences, dates, periods,
penalties, places, measures, nationalities and facts are drawn from the law on record. A process
is measured whole, from its start to its last line; on a machine with other work, compare the
figures for a second of CPU.
"""

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coopcheck import load

TARGET = 1_000
FORMS = (
    ["extradition"] * 4
    + ["mla"] * 4
    + ["confiscation"] * 2
    + ["surrender", "transfer-of-proceedings", "joint-investigation"]
)
MEASURES = {
    "mla": ["bank-records", "service", "evidence", "search-and-seizure", "video-link"],
    "confiscation": ["freezing", "confiscation", "enforcement-of-order"],
}
FACTS = ["conduct.transnational", "conduct.organized_criminal_group", "conduct.political"]


def cases(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Varied cases, the same for the same count, seed and law."""
    kb, draw = load(), random.Random(seed)
    known = kb.all_ids("domestic")
    states = known * 3 + ["FRA", "JPN", "BRA", "NGA", "ZAF", "IND", "SGP", "COG", "AUS", "CAN"]
    categories = sorted(kb.categories)
    for number in range(count):
        yield _case(draw, number, states, categories)


def _case(
    draw: random.Random, number: int, states: list[str], categories: list[str]
) -> dict[str, Any]:
    asking = draw.choice(states)
    asked = draw.choice([state for state in states if state != asking])
    year = draw.randint(1998, 2025)
    case: dict[str, Any] = {
        "name": f"case {number + 1}",
        "requesting": asking,
        "requested": asked,
        "form": draw.choice(FORMS),
        "on": f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
        "charges": [
            _charge(draw, year, [asking, asked], categories)
            for _ in range(draw.choice([1, 1, 1, 1, 2, 3]))
        ],
        "facts": {f: draw.choice(["yes", "no"]) for f in draw.sample(FACTS, draw.randint(0, 2))},
    }
    if case["facts"].get("conduct.transnational") == "no":
        for charge in case["charges"]:
            charge["places"] = [asking]
    measures = MEASURES.get(case["form"])
    if measures and draw.random() < 0.7:
        case["measures"] = draw.sample(measures, draw.randint(1, 2))
    if draw.random() < 0.4:
        case["stage"] = draw.choice(["investigation", "prosecution", "conviction"])
    if draw.random() < 0.4:
        case["person"] = {"nationality": [draw.choice([asking, asked, "FRA"])]}
    return case


def _charge(
    draw: random.Random, year: int, pair: list[str], categories: list[str]
) -> dict[str, Any]:
    charge: dict[str, Any] = {"category": draw.choice(categories)}
    if draw.random() < 0.6:
        first = year - draw.randint(1, 8)
        last = min(first + draw.randint(0, 2), year - 1)
        charge["period"] = {"from": str(first), "to": str(last)}
    if draw.random() < 0.3:
        charge["penalty"] = {"max": draw.choice(["1y", "3y", "5y", "10y", "life"])}
    if draw.random() < 0.3:
        charge["places"] = draw.choice([pair[:1], pair])
    return charge


def once(source: Path, target: Path, *options: str) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and peak memory (MB, of one process) of a run. Exits if it failed."""
    command = [sys.executable, "-m", "coopcheck", "batch", str(source), *options]
    start = time.perf_counter()
    with target.open("wb") as out, Path(os.devnull).open("wb") as quiet:
        child = os.posix_spawn(
            sys.executable,
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, quiet.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(child, 0)
    taken = time.perf_counter() - start
    if status:
        sys.exit(f"{command} failed with status {os.waitstatus_to_exitcode(status)}.")
    memory = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    return taken, usage.ru_utime + usage.ru_stime, memory


def _write(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(case) + "\n" for case in cases(count))


def _digest(path: Path) -> tuple[str, int]:
    """Hash and number of lines; in pieces, since a child's peak memory counts its parent's too."""
    digest, lines = hashlib.sha256(), 0
    with path.open("rb") as body:
        while part := body.read(1_000_000):
            digest.update(part)
            lines += part.count(b"\n")
    return digest.hexdigest(), lines


def main() -> None:
    """Print the table; exit with 1 if lines are missing or differ between one job and two."""
    parser = argparse.ArgumentParser(description="Measure coopcheck batch.")
    parser.add_argument("--cases", type=int, default=10_000, help="cases (default 10,000)")
    options = parser.parse_args()
    runs = {
        "one core": ["--jobs", "1"],
        "two cores": ["--jobs", "2"],
        "one core, with proofs (--explain)": ["--explain"],
        "one core, --summary": ["--summary"],
    }
    with tempfile.TemporaryDirectory() as folder:
        source, small, target = (Path(folder) / name for name in ("all.jsonl", "few.jsonl", "out"))
        _write(source, options.cases)
        _write(small, options.cases // 10)
        _, _, early = once(small, target, "--jobs", "1")
        print(f"{options.cases:,} cases, Python {sys.version.split()[0]}\n")
        print(f"{'run':<36}{'seconds':>9}{'a second':>10}{'a CPU second':>14}{'MB':>6}")
        seen: dict[str, str] = {}
        rates: dict[str, float] = {}
        for name, flags in runs.items():
            seconds, busy, memory = once(source, target, *flags)
            rates[name] = options.cases / busy
            speed = options.cases / seconds
            print(f"{name:<36}{seconds:>9.1f}{speed:>10,.0f}{rates[name]:>14,.0f}{memory:>6.0f}")
            seen[name], written = _digest(target)
            if written != options.cases + ("--summary" in flags):
                sys.exit(f"{name}: lines are missing.")
            if name == "one core":
                late = memory
    if seen["one core"] != seen["two cores"]:
        sys.exit("One job and two do not write the same lines.")
    print(f"\nMemory: {early:.0f} MB after a tenth of the cases, {late:.0f} MB after all.")
    met = "Met" if rates["one core"] >= TARGET else "Missed"
    print(f"Target: {TARGET:,} cases a CPU second. {met}: {rates['one core']:,.0f}.")


if __name__ == "__main__":
    main()
