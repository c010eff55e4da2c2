"""Which instruments bind two States on a date for an offence: the same facts in clingo.

Run it with the Python of an environment in which coopcheck and clingo are installed:

    .venv/bin/pip install clingo && .venv/bin/python benchmarks/query.py

The facts are those of coopcheck: from when to when each State is certainly bound by each
instrument, and which instruments establish which offence. clingo is asked in two ways: as a program
that keeps the facts grounded and is asked again and again, and as a process that reads them each
time. Both must give the same instruments.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from coopcheck import load
from coopcheck.engine.membership import (
    concerned_by,
    party_of,
    standing_of,
    status,
    turns_of,
)
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import YES

Query = tuple[str, str, str, str]
FIRST, LAST = date(1990, 1, 1), date(2026, 1, 1)
RULES = (
    "binds(I) :- covers(I, c), bound(I, a, F, U), F <= d, d < U, bound(I, b, G, V), G <= d, d < V, "
    "not alike(I). alike(I) :- side(I, a, S), side(I, b, S)."
)


def queries(kb: KnowledgeBase, count: int, seed: int = 1) -> list[Query]:
    """Two States, a date and an offence, drawn at random; the same every time."""
    draw = random.Random(seed)
    states = [code for code in kb.all_ids("state") if kb.bound(code)]
    span = (LAST - FIRST).days
    return [
        (
            *draw.sample(states, 2),
            (FIRST + timedelta(days=draw.randrange(span))).isoformat(),
            draw.choice(sorted(kb.categories)),
        )
        for _ in range(count)
    ]


def ours(kb: KnowledgeBase, query: Query) -> set[str]:
    """The instruments that certainly bind both and establish the offence."""
    one, other, on, category = query
    found = {duty.instrument for duty in kb.categories[category].treaties}
    pair = (one, other)
    return {i for i in found if all(s.value is YES for s in standing_of(kb, i, pair, on))}


def facts(kb: KnowledgeBase) -> Iterator[str]:
    """The same in the language of clingo; days are counted from the year 1."""
    for category, record in kb.categories.items():
        for instrument in {duty.instrument for duty in record.treaties}:
            yield f'covers("{instrument}", "{category}").'
    used = {duty.instrument for record in kb.categories.values() for duty in record.treaties}
    for instrument in sorted(used):
        for state in kb.all_ids("state"):
            if instrument in concerned_by(kb, state):
                head = kb.heads[instrument]  # no treaty relations within a Party, or on one side
                yield f'side("{instrument}", "{state}", "{party_of(kb, head, state)}").'
                if head.between:
                    inside = "inside" if state in head.between else "outside"
                    yield f'side("{instrument}", "{state}", "{inside}").'
                for start, end in _periods(kb, instrument, state):
                    yield f'bound("{instrument}", "{state}", {start}, {end}).'


def _periods(kb: KnowledgeBase, instrument: str, state: str) -> Iterator[tuple[int, int]]:
    """From and until when a State is certainly bound."""
    held = None
    changes = {FIRST, *(day for day in turns_of(kb, instrument, state) if FIRST < day <= LAST)}
    for day in sorted(changes):
        bound = status(kb, instrument, state, day.isoformat()).value is YES
        if bound and held is None:
            held = day
        elif not bound and held is not None:
            yield held.toordinal(), day.toordinal()
            held = None
    if held is not None:
        yield held.toordinal(), LAST.toordinal() + 1


def warm_clingo(text: str, asked: list[Query]) -> tuple[list[set[str]], float]:
    """The answers of one grounded program, and the seconds for all of them."""
    import clingo

    control = clingo.Control(["--warn=none"])
    control.add("base", [], text)
    control.add(
        "ask",
        ["a", "b", "d", "c", "n"],
        "binds(n, I) :- covers(I, c), bound(I, a, F, U), F <= d, d < U, "
        "bound(I, b, G, V), G <= d, d < V, not alike(n, I). "
        "alike(n, I) :- side(I, a, S), side(I, b, S). #show binds/2.",
    )
    control.ground([("base", [])])
    found: list[set[str]] = []
    start = time.perf_counter()
    for number, (one, other, on, category) in enumerate(asked):
        names = [clingo.String(one), clingo.String(other)]
        day = clingo.Number(date.fromisoformat(on).toordinal())
        parts = [*names, day, clingo.String(category), clingo.Number(number)]
        control.ground([("ask", parts)])
        with control.solve(yield_=True) as models:
            model = next(iter(models))
            shown = model.symbols(shown=True)
            found.append({a.arguments[1].string for a in shown if a.arguments[0].number == number})
    return found, time.perf_counter() - start


def process(command: list[str]) -> float:
    """Seconds that a process took. clingo ends with 10 or 30 if all is well."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in (0, 10, 30):
        sys.exit(done.stderr.decode(errors="replace"))
    return time.perf_counter() - start


def main() -> None:
    """Print the times for a query, warm and as a whole process."""
    parser = argparse.ArgumentParser(description="Compare coopcheck with clingo.")
    parser.add_argument("--queries", type=int, default=500, help="warm queries (default 500)")
    parser.add_argument("--rounds", type=int, default=11, help="processes of each (default 11)")
    options = parser.parse_args()
    kb = load()
    asked = queries(kb, options.queries)
    for query in asked:  # what is kept of the law is kept from here on
        ours(kb, query)
    start = time.perf_counter()
    answers = [ours(kb, query) for query in asked]
    taken = time.perf_counter() - start
    lines = list(facts(kb))
    theirs, clingo_taken = warm_clingo("\n".join(lines), asked)
    if answers != theirs:
        sys.exit("The answers differ.")
    one, other, on, category = asked[0]
    days = date.fromisoformat(on).toordinal()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.lp"
        constants = f'#const a="{one}". #const b="{other}". #const c="{category}". #const d={days}.'
        path.write_text("\n".join([*lines, constants, RULES, "#show binds/1."]), encoding="utf-8")
        commands = {
            "clingo, facts read anew": [sys.executable, "-m", "clingo", str(path)],
            "coopcheck assess --json": [
                str(Path(sys.executable).with_name("coopcheck")), "assess", one, other,
                "--form=extradition", f"--offence={category}", f"--on={on}", "--json",
            ],
        }  # fmt: skip
        times: dict[str, list[float]] = {name: [] for name in commands}
        for count in range(options.rounds + 1):
            for name, command in commands.items():
                seconds = process(command)
                if count:
                    times[name].append(seconds)
    found = sum(map(bool, answers))
    print(
        f"{len(lines):,} facts; {len(asked)} queries, {found} with an instrument; equal answers\n"
    )
    print("Warm, microseconds for a query")
    print(f"  coopcheck               {taken / len(asked) * 1e6:>8.0f}")
    print(f"  clingo, facts grounded  {clingo_taken / len(asked) * 1e6:>8.0f}")
    print(f"\nWhole process, seconds, median of {options.rounds}")
    for name, each in times.items():
        print(f"  {name:<24}{statistics.median(each):>7.3f}")


if __name__ == "__main__":
    main()
