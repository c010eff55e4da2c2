"""Kleene logic, conditions and proofs."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcheck.logic import (
    NO,
    UNKNOWN,
    YES,
    All,
    Any,
    Compare,
    ExpressionError,
    Name,
    Not,
    Proof,
    Truth,
    evaluate,
    forced,
    names,
    parse,
)

ATOMS = ["a", "b", "c", "d"]


def test_truth_tables_of_strong_kleene_logic() -> None:
    assert [~v for v in (NO, UNKNOWN, YES)] == [YES, UNKNOWN, NO]
    assert min(NO, UNKNOWN) is NO
    assert max(YES, UNKNOWN) is YES
    assert str(UNKNOWN) == "unknown"


def test_precedence_is_not_and_or() -> None:
    expression = parse("a or not b and (c or d)")
    assert isinstance(expression, Any)
    assert expression.parts[0] == Name("a", 1)
    assert isinstance(expression.parts[1], All)
    assert isinstance(expression.parts[1].parts[0], Not)


def test_comparison() -> None:
    assert parse("sentence.remaining >= 6m") == Compare("sentence.remaining", ">=", "6m", 1)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("a and", 6, "a fact name is missing"),
        ("a b", 3, '"and" or "or" is missing'),
        ("(a", 3, '")" is missing'),
        ("a >= ", 5, "a value is missing"),
        ("a & b", 2, '"&" does not belong'),
        ("", 1, "a fact name is missing"),
        ("a" * 3000, 1, "longer than"),
        ("(" * 60 + "a" + ")" * 60, 34, "nested too deeply"),
    ],
)
def test_a_bad_condition_names_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionError, match=message.replace("(", r"\(").replace(")", r"\)")) as e:
        parse(text)
    assert e.value.column == column


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(ATOMS))
    kind = draw(st.sampled_from(["and", "or", "not"]))
    if kind == "not":
        return f"not ({draw(expressions(depth - 1))})"
    return f"({draw(expressions(depth - 1))}) {kind} ({draw(expressions(depth - 1))})"


def value(text: str, facts: dict[str, Truth]) -> Proof:
    return evaluate(parse(text), lambda n: Proof(facts.get(n.name, UNKNOWN), n.name, fact=n.name))


@given(expressions(), st.dictionaries(st.sampled_from(ATOMS), st.sampled_from([NO, YES])))
def test_adding_facts_never_reverses_a_conclusion(text: str, facts: dict[str, Truth]) -> None:
    before = value(text, facts).value
    for extra in itertools.product([NO, YES], repeat=len(ATOMS)):
        more = {**dict(zip(ATOMS, extra, strict=True)), **facts}
        after = value(text, more).value
        assert after is not UNKNOWN
        assert before in (UNKNOWN, after)


@given(expressions(), st.dictionaries(st.sampled_from(ATOMS), st.sampled_from([NO, YES])))
def test_an_unknown_names_what_would_settle_it(text: str, facts: dict[str, Truth]) -> None:
    proof = value(text, facts)
    missing = proof.missing_facts()
    assert (proof.value is UNKNOWN) == bool(missing)
    assert not set(missing) & set(facts)
    if missing:
        supplied = {**facts, **dict.fromkeys(missing, YES)}
        assert set(value(text, supplied).missing_facts()) < set(ATOMS)
        assert value(text, {**supplied, **dict.fromkeys(ATOMS, YES)}).value is not UNKNOWN


@given(expressions())
def test_forced_names_follow_from_the_whole(text: str) -> None:
    expression = parse(text)
    used = {n.name for n in names(expression)}
    for name, wanted in forced(expression).items():
        assert name in used
        for extra in itertools.product([NO, YES], repeat=len(ATOMS)):
            facts = dict(zip(ATOMS, extra, strict=True))
            if value(text, facts).value is YES:
                assert facts[name] is wanted
