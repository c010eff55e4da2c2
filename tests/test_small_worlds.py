"""Properties over generated knowledge bases: small worlds of three States and a few treaties."""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcheck import Case, assess
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.knowledge.compile import of_records

BASE = load().snapshot
LISTS = {
    kind: msgspec.json.decode(BASE.get("list", kind) or b"{}")
    for kind in ("fact", "ground", "measure")
}
STATES = {
    code: {"name": name, "kind": "state", "alpha2": code[:2]}
    for code, name in (("AAA", "Arcadia"), ("BBB", "Borduria"), ("CCC", "Cumbria"))
}
ELEMENTS = {
    name: {"id": name, "label": name}
    for name in ("act.take", "act.lie", "mental.intent", "means.force")
}
CATEGORIES = {
    "stealing": {
        "id": "stealing",
        "title": "Stealing",
        "family": "x",
        "elements": "act.take and mental.intent",
    },
    "lying": {
        "id": "lying",
        "title": "Lying",
        "family": "x",
        "elements": "act.lie and mental.intent",
    },
}
PROVENANCE = {"source": "s", "as_of": "2000-01-01", "verified": "primary"}
CONDITIONS = [
    None,
    "conduct.transnational",
    "not requested.requires_treaty",
    "person.minor",
    "offence.serious_crime",
]
EFFECTS = ["duty", "may-serve", "extraditable", "deemed-included"]
RULES = ["required", "may-decline", "not-required"]

memberships = st.sampled_from(
    [{"ratified": "1990-01-01"}, {"signed": "1990-01-01"}, {"acceded": "2015-05-05"}, {"ratified": "1990-01-01", "denounced": "2005-01-01"}]
)  # fmt: skip


@st.composite
def treaties(draw: st.DrawFn, key: str, others: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    form: dict[str, Any] = {
        "basis": [
            {"effect": draw(st.sampled_from(EFFECTS)), "article": "1"}
            | ({"when": when} if (when := draw(st.sampled_from(CONDITIONS))) else {})
        ],
        "dual_criminality": [{"rule": draw(st.sampled_from(RULES)), "article": "2"}],
        "grounds": [
            {"ground": ground, "effect": draw(st.sampled_from(["mandatory", "permitted", "excluded"])), "article": "3"}
            for ground in draw(st.lists(st.sampled_from(["nationality", "political-offence", "lapse-of-time"]), max_size=2, unique=True))
        ],
    }  # fmt: skip
    if draw(st.booleans()):
        form["requires"] = [{"threshold": draw(st.sampled_from(["1y", "4y"])), "article": "4"}]
    text: dict[str, Any] = {
        "id": key, "title": key, "short": key, "kind": "convention", "reach": draw(st.sampled_from(["global", "regional"])),
        "adopted": "1980-01-01", "in_force": "1985-01-01", "entry_into_force": {"days": 30, "article": "9"},
        "extradition": form, **PROVENANCE,
    }  # fmt: skip
    if others and draw(st.booleans()):
        text["relations"] = [
            {"effect": "replaces", "instruments": [draw(st.sampled_from(others))], "article": "8"}
        ]
    rows = {
        code: {**draw(memberships), **PROVENANCE}
        for code in draw(st.lists(st.sampled_from(sorted(STATES)), max_size=3, unique=True))
    }
    parties = {"instrument": key, "complete_as_of": "2030-01-01", "parties": rows, **PROVENANCE}
    return text, parties


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    instruments, parties = {}, {}
    for number in range(draw(st.integers(1, 3))):
        key = f"T{number}"
        instruments[key], parties[key] = draw(treaties(key, sorted(instruments)))
    national = {
        code: {"state": code, **PROVENANCE, "provisions": [
            {"cite": f"s. {n}", "title": category, "category": category, **PROVENANCE,
             "penalty": {"max": draw(st.sampled_from(["6m", "2y", "5y"]))}, "in_force": {"since": "1950-01-01"},
             "also_requires": draw(st.sampled_from([[], ["means.force"]]))}
            for n, category in enumerate(draw(st.lists(st.sampled_from(sorted(CATEGORIES)), max_size=2, unique=True)))
        ]}
        for code in draw(st.lists(st.sampled_from(sorted(STATES)), max_size=3, unique=True))
    }  # fmt: skip
    domestic = {
        code: {"state": code, **PROVENANCE,
               "facts": {"requires_treaty": [{"value": draw(st.sampled_from(["yes", "no"])), "article": "s. 1", **PROVENANCE}]}}
        for code in draw(st.lists(st.sampled_from(sorted(STATES)), max_size=3, unique=True))
    }  # fmt: skip
    return {
        "state": STATES, "element": ELEMENTS, "category": CATEGORIES, "instrument": instruments,
        "parties": parties, "national": national, "domestic": domestic, **LISTS,
    }  # fmt: skip


def case(draw_from: dict[str, Any]) -> Case:
    return Case.model_validate(
        {
            "requesting": "AAA",
            "requested": "BBB",
            "form": "extradition",
            "on": "2010-06-01",
            **draw_from,
        }
    )


charges = st.lists(
    st.fixed_dictionaries({"category": st.sampled_from(sorted(CATEGORIES))},
                          optional={"penalty": st.sampled_from([{"max": "6m"}, {"max": "5y"}])}),
    min_size=1, max_size=2,
)  # fmt: skip
requests = st.fixed_dictionaries(
    {"charges": charges},
    optional={"stage": st.sampled_from(["prosecution", "conviction"]),
              "facts": st.dictionaries(st.sampled_from(["conduct.transnational", "person.minor", "conduct.political", "time.barred_in_requested"]),
                                       st.sampled_from(["yes", "no"]))},
)  # fmt: skip


def made(world: dict[str, dict[str, Any]]) -> KnowledgeBase:
    return KnowledgeBase(of_records(world, [], "t", "0" * 64))


def run(world: dict[str, dict[str, Any]], request: dict[str, Any]) -> Any:
    return assess(case(request), made(world), include_inapplicable=True)


def without(world: dict[str, dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    kept = {kind: {k: v for k, v in records.items() if k != key} for kind, records in world.items()}
    kept["instrument"] = {
        k: {**v, "relations": [r for r in v.get("relations", []) if r["instruments"] != [key]]}
        for k, v in kept["instrument"].items()
    }
    return kept


several = settings(
    max_examples=80, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@several
@given(worlds(), requests)
def test_removing_an_instrument_adds_no_basis_but_those_it_replaced(
    world: dict[str, dict[str, Any]], request: dict[str, Any]
) -> None:
    before = {b.id: b for b in run(world, request).legal_bases}
    for gone in world["instrument"]:
        replaced = {
            name
            for relation in world["instrument"][gone].get("relations", [])
            for name in relation["instruments"]
        }
        after = {b.id: b for b in run(without(world, gone), request).legal_bases}
        assert gone not in after
        for key, basis in after.items():
            if basis.status == "applicable" and before[key].status != "applicable":
                assert key in replaced or replaced & set(before), key


@several
@given(worlds(), requests)
def test_an_instrument_that_binds_only_one_changes_nothing(
    world: dict[str, dict[str, Any]], request: dict[str, Any]
) -> None:
    stranger = {
        **next(iter(world["instrument"].values())),
        "id": "T9",
        "title": "T9",
        "short": "T9",
    }
    row = {"instrument": "T9", "complete_as_of": "2030-01-01", "parties": {"AAA": {"ratified": "1990-01-01", **PROVENANCE}}, **PROVENANCE}  # fmt: skip
    more = {**world, "instrument": {**world["instrument"], "T9": stranger}, "parties": {**world["parties"], "T9": row}}  # fmt: skip
    one, other = run(world, request), run(more, request)
    assert one.dual_criminality == other.dual_criminality
    assert one.refusal_grounds == other.refusal_grounds
    assert one.questions == other.questions
    assert [b for b in other.legal_bases if b.id != "T9"] == one.legal_bases
    assert next(b for b in other.legal_bases if b.id == "T9").status == "inapplicable"


@several
@given(worlds(), requests)
def test_the_order_of_files_does_not_matter(
    world: dict[str, dict[str, Any]], request: dict[str, Any]
) -> None:
    turned = {kind: dict(reversed(list(records.items()))) for kind, records in world.items()}
    assert run(world, request) == run(turned, request)


@several
@given(worlds(), requests, st.sampled_from(["yes", "no"]))
def test_supplying_what_a_basis_waits_for_settles_it_or_leaves_less(
    world: dict[str, dict[str, Any]], request: dict[str, Any], answer: str
) -> None:
    before = run(world, request)
    for basis in before.legal_bases:
        asked = [c.fact for c in basis.conditions if c.fact in LISTS["fact"]]
        asked = [f for f in asked if LISTS["fact"][f].get("origin", "case") == "case"]
        if basis.status != "conditional" or not asked:
            continue
        facts = {**request.get("facts", {}), **dict.fromkeys(asked, answer)}
        after = next(
            b for b in run(world, {**request, "facts": facts}).legal_bases if b.id == basis.id
        )
        still = {c.fact for c in after.conditions}
        assert not set(asked) & still
        assert after.status != "conditional" or after.conditions
