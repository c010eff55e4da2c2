"""Facts that cannot be true together: dates in the wrong order, periods that overlap."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from coopcheck.dates import certainly_after, interval, is_date
from coopcheck.errors import InputError
from coopcheck.knowledge.documents import Path_
from coopcheck.knowledge.references import Located
from coopcheck.logic import ExpressionError, names, parse
from coopcheck.model.catalogue import NoTreaty
from coopcheck.model.domestic import Domestic
from coopcheck.model.instrument import Instrument
from coopcheck.model.offence import Category, Element, National
from coopcheck.model.parties import Membership, Parties

DEPOSITS = ("ratified", "acceded", "accepted", "approved", "succeeded")


def check(located: Located, adopted: dict[str, str]) -> list[InputError]:
    """What is implausible in one record; ``adopted`` gives the adoption of each instrument."""
    record, problems = located.record, []
    whole = located.document.data
    if isinstance(record, Membership) and is_date(whole.get("adopted")):
        adopted = {"": whole["adopted"]}
    for path, message in _problems(record, adopted):
        place = located.document.place((*located.path, *path))
        problems.append(InputError(message, place=place))
    return problems


def _problems(record: Any, adopted: dict[str, str]) -> Iterator[tuple[Path_, str]]:
    if isinstance(record, Instrument):
        yield from _ordered(record, "adopted", "in_force")
        yield from _ordered(record, "in_force", "terminated")
    elif isinstance(record, Parties):
        for state, membership in record.parties.items():
            for path, message in membership_problems(membership, adopted.get(record.instrument)):
                yield ("parties", state, *path), message
        for index, declaration in enumerate(record.declarations):
            for path, message in _ordered(declaration, "date", "until"):
                yield ("declarations", index, *path), message
    elif isinstance(record, Membership):  # in the file of a bilateral treaty
        yield from membership_problems(record, adopted.get(""))
    elif isinstance(record, NoTreaty):
        yield from _ordered(record, "since", "until")
        if len(set(record.between)) != 2 or record.between != sorted(record.between):
            yield ("between",), "two different States, codes in alphabetical order."
        elif not record.id.startswith("-".join(record.between)):
            yield ("id",), f'the id begins with "{"-".join(record.between)}", the two States.'
    elif isinstance(record, National):
        yield from _provisions(record)
    elif isinstance(record, Domestic):
        for name, values in record.facts.items():
            yield from _overlaps(("facts", name), name, values)
        for index, gap in enumerate(record.no_statute):
            for path, message in _ordered(gap, "since", "until"):
                yield ("no_statute", index, *path), message
    elif isinstance(record, Category | Element) and not record.id:
        yield (), "an id is missing."
    elif isinstance(record, Category):
        yield from _besides(record)


def membership_problems(membership: Membership, adopted: str | None) -> Iterator[tuple[Path_, str]]:
    """Deposit before adoption or signature, in force before deposit, denounced before in force."""
    given = [name for name in DEPOSITS if getattr(membership, name)]
    if len(given) > 1:
        yield (
            (given[1],),
            f'both "{given[0]}" and "{given[1]}" are given; a State does one of them.',
        )
    succeeded = membership.succeeded is not None
    for name in ("signed", *given):
        value = getattr(membership, name)
        if value and adopted and not succeeded and certainly_after(adopted, value):
            yield (name,), f"{name} on {value}, before the instrument was adopted on {adopted}."
    for name in given:
        if name != "succeeded":
            yield from _ordered(membership, "signed", name)
            if membership.in_force and certainly_after(
                getattr(membership, name), membership.in_force
            ):
                yield (
                    ("in_force",),
                    (
                        f"in force on {membership.in_force}, before the deposit on "
                        f"{getattr(membership, name)}."
                    ),
                )
        yield from _ordered(membership, name, "denounced")
    yield from _ordered(membership, "in_force", "denounced")
    if not given and not membership.party and not membership.signed and not membership.in_force:
        yield (), 'nothing says what this State did; give a date, or party: "yes".'


def _ordered(record: Any, first: str, second: str) -> Iterator[tuple[Path_, str]]:
    earlier, later = getattr(record, first), getattr(record, second)
    if earlier and later and certainly_after(earlier, later):
        yield (second,), f"{second} {later} is before {first} {earlier}."


def _besides(category: Category) -> Iterator[tuple[Path_, str]]:
    """What a category may involve are acts beside its formula; what it excludes is not in it."""
    try:
        own = {name.name for name in names(parse(category.elements))}
    except ExpressionError:
        return  # told where the formula is checked
    for index, name in enumerate(category.may_involve):
        if not name.startswith("act."):
            yield ("may_involve", index), f"{name} is no act; only acts are denied unless named."
        elif name in own:
            yield ("may_involve", index), f"{name} is in the formula already."
    for index, name in enumerate(category.excludes):
        if name in own or name in category.may_involve:
            yield ("excludes", index), f"{name} is in the formula, or may be involved."


def _provisions(national: National) -> Iterator[tuple[Path_, str]]:
    for index, provision in enumerate(national.provisions):
        if provision.in_force:
            for path, message in _ordered(provision.in_force, "since", "until"):
                yield ("provisions", index, "in_force", *path), message
    for index, record in enumerate(national.not_criminal):
        for path, message in _ordered(record, "since", "until"):
            yield ("not_criminal", index, *path), message
    same: dict[tuple[str, str], list[tuple[int, Any]]] = {}
    for index, provision in enumerate(national.provisions):
        key = (provision.cite, provision.category)
        same.setdefault(key, []).append((index, provision.in_force))
    for (cite, category), records in same.items():
        for (_, one), (index, other) in combinations(records, 2):
            if _overlap(one, other):
                message = f"{cite} ({category}) is recorded twice for the same time."
                yield ("provisions", index), message


def _overlaps(path: Path_, name: str, values: list[Any]) -> Iterator[tuple[Path_, str]]:
    for (_, one), (index, other) in combinations(enumerate(values), 2):
        if _overlap(one, other):
            yield (*path, index), f"{name} has two values for the same time."


def _overlap(one: Any, other: Any) -> bool:
    """Whether two periods certainly share a day. No start or end means open."""

    def bounds(period: Any) -> tuple[Any, Any]:
        start = period and (period.since or getattr(period, "by", None))
        end = period and period.until
        return (interval(start)[1] if start else None), (interval(end)[0] if end else None)

    (a, b), (c, d) = bounds(one), bounds(other)
    return (b is None or c is None or c < b) and (d is None or a is None or a < d)
