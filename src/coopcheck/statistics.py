"""Figures over many assessments: how often each law carries a request, and what stands in the way.

Counts are kept, not assessments: memory depends on how many laws, States and offences there are.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import msgspec

from coopcheck.errors import InputError
from coopcheck.model.findings import SCHEMA_VERSION

DIMENSIONS = ("all", "form", "category", "requesting", "requested", "region")
"""What the figures are broken down by. ``region`` is that of the requested State."""
BASIS_OUTCOMES = ("applicable", "conditional", "missing", "first_choice")
"""``missing``: neither applies nor may. ``first_choice``: applies or may, and ranks first."""
FINDINGS = (
    "satisfied", "presumed", "not_required", "partly", "undetermined", "not_satisfied",
)  # fmt: skip
LIKELIHOODS = ("likely", "possible", "unlikely", "excluded")
NO_BASIS = "none"
"""The item that counts requests which no law on record (but reciprocity) can carry."""
NOT_RECOGNISED = "not recognised"
NO_REGION = "no region"
Measure = Literal["legal_basis", "dual_criminality", "refusal_ground"]


class _State(msgspec.Struct):
    code: str
    name: str


class _ChargeNamed(msgspec.Struct):
    category: str | None = None


class _Request(msgspec.Struct):
    requesting: _State
    requested: _State
    form: str
    charges: list[_ChargeNamed]


class _Basis(msgspec.Struct):
    id: str
    short: str
    status: str
    effect: str
    rank: int | None = None


class _Charge(msgspec.Struct):
    finding: str
    category: str | None = None


class _Crime(msgspec.Struct):
    finding: str
    charges: list[_Charge]


class _Ground(msgspec.Struct):
    id: str
    title: str
    likelihood: str


class _Law(msgspec.Struct):
    hash: str


class Counted(msgspec.Struct):
    """The parts of an assessment that are counted; the rest is passed over."""

    schema_version: str
    knowledge: _Law
    request: _Request
    legal_bases: list[_Basis]
    dual_criminality: _Crime
    refusal_grounds: list[_Ground]


class Bad(msgspec.Struct):
    """What a batch writes for a row that is no case."""

    row: int
    error: dict[str, object]


class Figure(NamedTuple):
    """One count: of ``cases`` in the group, how many have this outcome for this item."""

    measure: Measure
    by: str
    group: str
    cases: int
    item: str
    title: str
    outcome: str
    number: int

    @property
    def share(self) -> float:
        """The part of the cases, from 0 to 1."""
        return self.number / self.cases if self.cases else 0.0


_assessment = msgspec.json.Decoder(Counted)
_bad = msgspec.json.Decoder(Bad)


def read(text: str) -> Counted | Bad:
    """An assessment, or the mark of a bad row. Raises ``InputError`` if it is neither."""
    try:
        found = _assessment.decode(text)
    except msgspec.ValidationError as error:
        try:
            return _bad.decode(text)
        except msgspec.DecodeError:
            raise InputError(
                f"no assessment: {_first_lower(str(error))}.",
                expected="a line of coopcheck batch, or of assess --json",
            ) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        why = str(error).removeprefix("JSON is malformed: ").removesuffix(".")
        raise InputError(
            f"not valid JSON: {why}.", expected="a line of coopcheck batch, or of assess --json"
        ) from None
    if found.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise InputError(
            f"an assessment of schema version {found.schema_version}.", expected=SCHEMA_VERSION
        )
    return found


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:].removesuffix(".")


class Statistics:
    """Counts that grow with every assessment added."""

    def __init__(self, region_of: Callable[[str], str | None]) -> None:
        self.assessments = 0
        self.bad_rows = 0
        self.knowledge: Counter[str] = Counter()
        self.cases: Counter[tuple[str, str]] = Counter()
        self.certain: Counter[tuple[str, str]] = Counter()
        self.titles: dict[tuple[Measure, str], str] = {}
        self.states: dict[str, str] = {}
        self._region_of = region_of
        self._counts: dict[Measure, Counter[tuple[str, str, str, str]]] = {
            "legal_basis": Counter(),
            "dual_criminality": Counter(),
            "refusal_ground": Counter(),
        }

    def add(self, item: Counted | Bad) -> None:
        """Count one line."""
        if isinstance(item, Bad):
            self.bad_rows += 1
            return
        self.assessments += 1
        self.knowledge[item.knowledge.hash] += 1
        for state in (item.request.requesting, item.request.requested):
            self.states.setdefault(state.code, state.name)
        groups = self._groups(item)
        self.cases.update(groups)
        self._add_bases(item, groups)
        self._add_crime(item, groups)
        for ground in item.refusal_grounds:
            self._count("refusal_ground", groups, ground.id, ground.likelihood, ground.title)

    def _groups(self, item: Counted) -> list[tuple[str, str]]:
        request = item.request
        named = dict.fromkeys(charge.category or NOT_RECOGNISED for charge in request.charges)
        return [
            ("all", "all"),
            ("form", request.form),
            *(("category", category) for category in named),
            ("requesting", request.requesting.code),
            ("requested", request.requested.code),
            ("region", self._region_of(request.requested.code) or NO_REGION),
        ]

    def _add_bases(self, item: Counted, groups: list[tuple[str, str]]) -> None:
        live = [basis for basis in item.legal_bases if basis.status != "inapplicable"]
        for basis in live:
            self._count("legal_basis", groups, basis.id, basis.status, basis.short)
        law = [basis for basis in live if basis.effect != "comity"]
        first = min(live, key=lambda basis: basis.rank or 0, default=None)
        if first is not None:
            self._count("legal_basis", groups, first.id, "first_choice", first.short)
        if any(basis.status == "applicable" for basis in live):
            self.certain.update(groups)
        if not law:
            self._count("legal_basis", groups, NO_BASIS, "missing", "No law on record")

    def _add_crime(self, item: Counted, groups: list[tuple[str, str]]) -> None:
        """The finding over the case; by category, that on the charges of the category."""
        crime = item.dual_criminality
        self._count(
            "dual_criminality", [g for g in groups if g[0] != "category"], "case", crime.finding
        )
        named: dict[str, set[str]] = {}
        for charge in crime.charges:
            named.setdefault(charge.category or NOT_RECOGNISED, set()).add(charge.finding)
        for category, findings in named.items():
            finding = "not_required" if crime.finding == "not_required" else None
            finding = finding or (findings.pop() if len(findings) == 1 else "partly")
            self._count("dual_criminality", [("category", category)], "case", finding)

    def _count(
        self,
        measure: Measure,
        groups: list[tuple[str, str]],
        item: str,
        outcome: str,
        title: str = "",
    ) -> None:
        self.titles.setdefault((measure, item), title)
        counts = self._counts[measure]
        for by, group in groups:
            counts[by, group, item, outcome] += 1

    def get(self, measure: Measure, by: str, group: str, item: str, outcome: str) -> int:
        """One count."""
        counts = self._counts[measure]
        if outcome == "missing" and item != NO_BASIS:
            there = sum(counts[by, group, item, o] for o in ("applicable", "conditional"))
            return self.cases[by, group] - there
        return counts[by, group, item, outcome]

    def groups(self, by: str) -> list[str]:
        """The groups of a dimension, the largest first."""
        found = [(group, count) for (name, group), count in self.cases.items() if name == by]
        return [group for group, _ in sorted(found, key=lambda each: (-each[1], each[0]))]

    def items(self, measure: Measure) -> list[str]:
        """The laws or grounds that occur, by id."""
        return sorted(item for name, item in self.titles if name == measure)

    def figures(self) -> Iterator[Figure]:
        """Every count that is not nothing, in a fixed order."""
        outcomes: dict[Measure, tuple[str, ...]] = {
            "legal_basis": BASIS_OUTCOMES,
            "dual_criminality": FINDINGS,
            "refusal_ground": LIKELIHOODS,
        }
        for measure, names in outcomes.items():
            items = self.items(measure)
            for by in DIMENSIONS:
                for group in sorted(self.groups(by)):
                    held = self.cases[by, group]
                    for item in items:
                        title = self.titles[measure, item]
                        for name in names:
                            count = self.get(measure, by, group, item, name)
                            if count:
                                yield Figure(measure, by, group, held, item, title, name, count)
