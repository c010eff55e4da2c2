"""What an open conclusion depends on, in words that can be read after "binds both; "."""

import re
from collections.abc import Iterable

from coopcheck.logic import UNKNOWN, Proof
from coopcheck.text import of_each

_MAXIMUM = re.compile(r"maximum in the (\w+) State (above|of at least) (.+)")
NOT_ON_RECORD = " is not on record"
SHOWN = 3
"""How many open points a reason names."""


def depends(proofs: Iterable[Proof]) -> str:
    """``depends on whether ...``, on law that is not on record, or on there being a charge at all.

    The leaves of a proof are facts (clauses), elements of conduct (nouns), penalties, and law that
    is missing: each is named in its own way.
    """
    found = [leaf for proof in proofs if proof.value is UNKNOWN for leaf in proof.leaves()]
    if any(leaf.fact == "charges" for leaf in found):
        return "no charge is described"
    clauses: dict[str, None] = {}
    law: dict[str, None] = {}
    for leaf in list({leaf.text: leaf for leaf in found}.values())[:SHOWN]:
        if leaf.law and not leaf.fact and not leaf.law.startswith("whether "):
            law[leaf.law] = None
        else:
            clauses[_clause(leaf)] = None
    parts = []
    if clauses:
        parts.append(f"whether {'; '.join(clauses)}")
    if law:
        parts.append(f"law that{NOT_ON_RECORD}: {'; '.join(law)}")
    return f"depends on {'; and on '.join(parts)}"


def unsure(bound: Proof) -> str:
    """Of which States it is not known whether a law binds them, and why; empty if of none.

    ``bound`` has a child for each State, with its standing as ``State: reason``.
    """
    open_ = [side.text.partition(": ") for side in bound.children if side.value is UNKNOWN]
    return of_each([(state, reason) for state, _, reason in open_])


def _clause(leaf: Proof) -> str:
    if leaf.law.startswith("whether "):
        return leaf.law.removeprefix("whether ")
    if ".elements." in leaf.fact:
        return f"the conduct shows {leaf.text}"
    maximum = _MAXIMUM.fullmatch(leaf.text)
    if maximum:
        how = maximum[2].removeprefix("of ")
        return f"the maximum in the {maximum[1]} State is {how} {maximum[3]}"
    return leaf.text
