"""Laws of the engine, over generated cases: what holds whatever the case."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coopcheck import Case, assess, load
from coopcheck.errors import InputError
from coopcheck.report.json import to_json

KB = load()
STATES = ["USA", "GBR", "DEU", "CHE", "NLD", "KEN", "CYM", "HKG", "COG", "FRA", "JPN"]
CATEGORIES = sorted(KB.categories)
FACTS = sorted(
    name
    for name, fact in KB.facts.items()
    if fact.kind == "truth" and name not in ("offence.no_dual_criminality", "offence.below_threshold")
)  # fmt: skip
ORDER = {"unlikely": 0, "excluded": 0, "possible": 1, "likely": 2}
SETTLED = ("satisfied", "not_satisfied", "presumed")
MAYBE = st.sampled_from(["yes", "no"])


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    requesting, requested = draw(
        st.lists(st.sampled_from(STATES), min_size=2, max_size=2, unique=True)
    )
    form = draw(st.sampled_from(["extradition", "mla", "confiscation"]))
    case: dict[str, Any] = {
        "requesting": requesting,
        "requested": requested,
        "form": form,
        "on": draw(st.sampled_from(["1995-05-05", "2004-01-01", "2008-03-12", "2020-06-30"])),
        "charges": [
            {"category": draw(st.sampled_from(CATEGORIES))} for _ in range(draw(st.integers(1, 2)))
        ],
        "facts": draw(st.dictionaries(st.sampled_from(FACTS), MAYBE, max_size=4)),
    }
    if draw(st.booleans()):
        case["stage"] = draw(st.sampled_from(["investigation", "prosecution", "conviction"]))
    if form == "mla" and draw(st.booleans()):
        case["measures"] = [draw(st.sampled_from(["bank-records", "service", "evidence"]))]
    return case


def run(case: dict[str, Any]) -> Any:
    """Assess; a case that contradicts itself or the law on record is refused, and not of interest."""
    try:
        return assess(Case.model_validate(case), KB, today="2026-01-15", include_inapplicable=True)
    except InputError as error:
        assert "contradicts" in str(error)
        assume(False)


several = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    derandomize=True,
)


@several
@given(cases(), st.sampled_from(FACTS), MAYBE)
def test_adding_a_fact_never_reverses_a_finding(
    case: dict[str, Any], fact: str, value: str
) -> None:
    before = run(case)
    if fact in case["facts"]:
        return
    after = run({**case, "facts": {**case["facts"], fact: value}})
    later = {basis.id: basis.status for basis in after.legal_bases}
    for basis in before.legal_bases:
        if basis.status != "conditional":
            assert later[basis.id] == basis.status, (basis.id, fact)
    for one, other in zip(
        before.dual_criminality.charges, after.dual_criminality.charges, strict=True
    ):
        if one.finding in SETTLED:
            assert other.finding == one.finding
        if one.serious_crime != "unknown":
            assert other.serious_crime == one.serious_crime


@several
@given(cases(), st.data())
def test_adding_an_element_never_reverses_dual_criminality(
    case: dict[str, Any], data: st.DataObject
) -> None:
    before = run(case)
    index = data.draw(st.integers(0, len(case["charges"]) - 1))
    finding = before.dual_criminality.charges[index]
    unknown = sorted(
        {
            element.id
            for provision in finding.requested.provisions
            for element in provision.elements
            if element.conduct == "unknown"
        }
    )
    if not unknown:
        return
    name, value = data.draw(st.sampled_from(unknown)), data.draw(MAYBE)
    charges = [dict(charge) for charge in case["charges"]]
    charges[index]["elements"] = {name: value}
    try:
        after = run({**case, "charges": charges}).dual_criminality.charges[index]
    except Exception as error:
        assert "contradicts the category" in str(error)
        return
    if finding.finding in SETTLED:
        assert after.finding == finding.finding, (name, value)
    for one, other in (
        (finding.requested, after.requested),
        (finding.requesting, after.requesting),
    ):
        if one.finding != "unknown":
            assert other.finding == one.finding


@several
@given(cases())
def test_the_same_case_gives_the_same_bytes_and_order_does_not_matter(case: dict[str, Any]) -> None:
    first = to_json(run(case))
    assert first == to_json(run(case))
    turned = {**case, "facts": dict(reversed(list(case["facts"].items())))}
    assert first == to_json(run(turned))


@several
@given(cases())
def test_the_order_of_charges_does_not_change_what_is_found(case: dict[str, Any]) -> None:
    if len(case["charges"]) < 2:
        return
    one, other = run(case), run({**case, "charges": case["charges"][::-1]})
    assert [c.finding for c in one.dual_criminality.charges] == [
        c.finding for c in other.dual_criminality.charges
    ][::-1]
    assert {b.id: b.status for b in one.legal_bases} == {b.id: b.status for b in other.legal_bases}
    assert {g.id: g.likelihood for g in one.refusal_grounds} == {
        g.id: g.likelihood for g in other.refusal_grounds
    }


@several
@given(cases())
def test_every_conclusion_has_its_article_and_every_unknown_its_remedy(
    case: dict[str, Any],
) -> None:
    result = run(case)
    for basis in result.legal_bases:
        if basis.status == "applicable" and basis.id != "reciprocity":
            assert basis.citations, basis.id
        if basis.status == "conditional":
            assert basis.conditions, basis.id
    for ground in result.refusal_grounds:
        assert ground.sources
        if ground.triggered == "unknown":
            assert ground.conditions, ground.id
    for charge in result.dual_criminality.charges:
        if charge.finding in ("satisfied", "presumed"):
            assert charge.citations
        if charge.finding == "undetermined":
            assert charge.conditions


@several
@given(cases())
def test_a_treaty_that_does_not_bind_both_is_never_a_basis(case: dict[str, Any]) -> None:
    from coopcheck.engine.membership import status
    from coopcheck.logic import NO

    for basis in run(case).legal_bases:
        if basis.in_force is None:
            continue
        standing = [
            status(KB, basis.id, case[side], case["on"]).value
            for side in ("requesting", "requested")
        ]
        if NO in standing:
            assert basis.status == "inapplicable"
