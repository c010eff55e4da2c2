"""Free text to categories and elements: what is recognised, what is refused, and how well."""

import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcheck.errors import UnclearConduct
from coopcheck.knowledge.files import read_yaml
from coopcheck.model.offence import Category, Element
from coopcheck.resolve.conduct import SURE, match, settle, split
from coopcheck.resolve.words import LIMIT, read, stem

OFFENCES = Path(__file__).resolve().parents[1] / "offences"


def _records(path, key, model):
    entries = read_yaml(path)[key]
    return {entry["id"]: msgspec.convert(entry, model) for entry in entries}


ELEMENTS = _records(OFFENCES / "elements.yaml", "elements", Element)
CATEGORIES = {
    key: record
    for path in sorted((OFFENCES / "categories").glob("*.yaml"))
    for key, record in _records(path, "categories", Category).items()
}
_SAMPLE = (
    "bribed minister not and then . ; , fraud killed no without stolen foreign \ud800"
    " laundering of proceeds official by was 20,000"
)
WORDS = _SAMPLE.split(" ")
EXAMPLES = [(key, text) for key, record in CATEGORIES.items() for text in record.examples]


def found(text):
    return match(text, CATEGORIES, ELEMENTS)


def taken(text):
    return settle(found(text), CATEGORIES, "conduct")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("bribery of a public official", "bribery-national-official-active"),
        ("bribing a Kenyan procurement official", "bribery-national-official-active"),
        ("bribery of foreign public officials", "bribery-foreign-official-active"),
        ("bribing an official of another State", "bribery-foreign-official-active"),
        ("The mayor was bribed by a firm to win the contract.", "bribery-national-official-active"),
        ("a minister took large bribes from builders", "bribery-national-official-passive"),
        ("A purchasing manager took kickbacks from suppliers", "bribery-private-sector-passive"),
        ("the accountant embezzled company funds", "embezzlement-private"),
        ("the minister embezzled public funds", "embezzlement-public"),
        ("tax fraud", "tax-fraud"),
        ("tax evasion", "tax-evasion"),
        ("laundering the proceeds of bribery", "money-laundering"),
        ("hid a man wanted for murder", "assisting-offender"),
        ("He is wanted for murder.", "murder"),
        ("price-fixing", "cartel"),
        ("robbing a bank", "robbery"),
    ],
)
def test_takes_what_is_clear(text, category):
    assert taken(text) == category


@pytest.mark.parametrize(
    "text",
    [
        "bribery",  # of whom?
        "embezzlement",
        "corruption",
        "conspired with others to import cocaine",
        "beat the guard and stole the money",  # a robbery, or an assault and a theft
        "in a way designed to escape the levies due",
        "He did not bribe the minister.",
        "There is no evidence of fraud.",
        "",
        "the weather is nice",
    ],
)
def test_refuses_what_is_weak_or_ambiguous(text):
    with pytest.raises(UnclearConduct) as error:
        taken(text)
    assert error.value.place == "conduct"
    assert set(error.value.candidates) <= set(CATEGORIES)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "bribing a Kenyan procurement official and laundering the proceeds",
            [
                ("bribing a Kenyan procurement official", "bribery-national-official-active"),
                ("laundering the proceeds", "money-laundering"),
            ],
        ),
        (
            "price fixing and obstruction of justice",
            [("price fixing", "cartel"), ("obstruction of justice", "obstruction-of-justice")],
        ),
        (
            "They robbed a bank and shot the guard dead.",
            [("They robbed a bank", "robbery"), ("shot the guard dead", "murder")],
        ),
    ],
)
def test_splits_several_offences(text, parts):
    assert split(text, CATEGORIES, ELEMENTS) == parts
    several = found(text)
    assert several.several == tuple(category for _part, category in parts)
    with pytest.raises(UnclearConduct, match="more than one offence") as error:
        settle(several, CATEGORIES, "conduct")
    assert error.value.candidates == several.several


def test_split_of_one_offence_and_of_none():
    text = "laundering the proceeds of bribery"
    assert split(text, CATEGORIES, ELEMENTS) == [(text, "money-laundering")]
    assert split("the weather is nice", CATEGORIES, ELEMENTS) == []
    assert found(text).several == ()


def test_a_label_after_an_unlikely_word_is_not_the_shorter_one():
    assert "cartel" not in {c.category for c in found("a member of a drug cartel").candidates[:1]}


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("did not bribe the official", [], ["act.give-advantage"]),
        ("didn't bribe the official", [], ["act.give-advantage"]),
        ("no evidence of bribery, but money laundering", ["act.deal-with-proceeds"],
         ["act.give-advantage"]),
        ("a bribe was not proven", [], ["act.give-advantage"]),
        ("He not only bribed the mayor", ["act.give-advantage"], []),
        ("brought in cigarettes without paying customs duty", ["object.customs-duty-due"], []),
        ("He did not declare income", ["act.evade-tax"], []),
        ("took bribes as a judge", ["act.solicit-or-accept-advantage"], ["act.give-advantage"]),
        ("The treasurer embezzled the money", ["actor.national-official"], []),
        ("bribed an official abroad", ["recipient.foreign-official"],
         ["recipient.national-official"]),
        ("killed a police officer", ["act.kill"], ["recipient.national-official"]),
    ],
)  # fmt: skip
def test_elements(text, present, absent):
    shown = found(text).elements
    assert set(present) <= set(shown)
    assert not set(absent) & set(shown)


def test_elements_tell_the_phrase_that_showed_them():
    for _key, text in EXAMPLES:
        for name, phrase in found(text).elements.items():
            assert phrase and name in ELEMENTS


def test_typos_are_read_but_real_words_are_not_changed():
    assert taken("bribry of a public offical") == "bribery-national-official-active"
    assert taken("mony laundreing") == "money-laundering"
    assert not found("The company was founded; the developer posted thanks.").elements.keys() & {
        "act.provide-or-collect-funds",
        "act.deceive",
    }


def test_inflection_and_spelling_do_not_matter():
    for one, other in [
        ("bribes", "bribing"), ("stole", "steals"), ("trafficking", "trafficked"),
        ("organised", "organizing"), ("licence", "licenses"), ("shipped", "ships"),
        ("falsified", "falsify"), ("companies", "company"), ("paid", "pays"),
        ("laundering", "laundered"), ("favours", "favored"), ("killing", "killed"),
    ]:  # fmt: skip
        assert stem(one) == stem(other), (one, other)
    assert stem("stolen") != stem("stole")
    assert taken("Geldwäsche") == taken("Geldwa\u0308sche") == "money-laundering"


def test_scores_and_reasons():
    for _key, text in EXAMPLES:
        candidates = found(text).candidates
        assert len(candidates) <= 5
        assert all(0 < c.score <= 100 and c.why for c in candidates)
        assert list(candidates) == sorted(candidates, key=lambda c: (-c.score, c.category))


def test_examples_are_found_and_none_is_taken_for_another():
    """The examples are no trigger phrases. Measured: first 0.87, first three 0.97, taken 80."""
    first = three = right = 0
    wrong = []
    for key, text in EXAMPLES:
        result = found(text)
        proposed = [c.category for c in result.candidates]
        first += proposed[:1] == [key]
        three += key in proposed[:3]
        try:
            category = settle(result, CATEGORIES, "conduct")
        except UnclearConduct:
            continue
        right += category == key
        if category != key:
            wrong.append((key, category, text))
    total = len(EXAMPLES)
    assert wrong == []
    assert first / total >= 0.8
    assert three / total >= 0.93
    assert right / total >= 0.35


def test_every_title_leads_to_its_category():
    missed = []
    for key, record in CATEGORIES.items():
        proposed = [c for c in found(record.title).candidates if c.score >= SURE]
        if key not in [c.category for c in proposed[:2]]:
            missed.append(key)
    assert missed == []


def test_same_text_same_match():
    for _key, text in EXAMPLES[:40]:
        assert found(text) == match(text, dict(CATEGORIES), dict(ELEMENTS))


def test_fast_and_bounded():
    found("warm")
    start = time.perf_counter()
    for _key, text in EXAMPLES:
        found(text)
    assert (time.perf_counter() - start) / len(EXAMPLES) < 0.015
    longest = " ".join(text for _key, text in EXAMPLES * 3)
    start = time.perf_counter()
    found(longest[:LIMIT])
    once = time.perf_counter() - start
    start = time.perf_counter()
    found(longest * 20)
    assert time.perf_counter() - start < max(4 * once, 2.0)
    assert len(read(longest * 20).text) <= LIMIT


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.text(alphabet=st.characters(), max_size=60),
        st.lists(
            st.sampled_from(WORDS),
            max_size=40,
        ).map(" ".join),
    )
)
def test_no_text_breaks_it(text):
    result = found(text)
    assert result.text == text
    assert set(result.elements) <= set(ELEMENTS)
    parts = split(text, CATEGORIES, ELEMENTS)
    assert all(category in CATEGORIES for _part, category in parts)
    try:
        category = settle(result, CATEGORIES, "conduct")
    except UnclearConduct:
        return
    assert result.candidates[0].category == category
    assert result.candidates[0].score >= SURE
