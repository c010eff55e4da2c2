"""Free text to categories and elements: what is recognised, what is refused, and how well."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcheck.errors import UnclearConduct
from coopcheck.knowledge.files import read_document
from coopcheck.model.offence import Category, Element
from coopcheck.resolve.conduct import SURE, match, settle, split
from coopcheck.resolve.words import LIMIT, read, stem

OFFENCES = Path(__file__).resolve().parents[1] / "offences"


def _records(path, key, model):
    entries = read_document(path).data[key]
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
HELD_OUT = [
    ("Four men met in a hotel and settled who would carry out the bank job, but were arrested"
     " before anything happened.", "conspiracy"),
    ("She and her brother arranged between them to bring heroin into the country; the courier"
     " never came.", "conspiracy"),
    ("He joined a plot to blow up a railway line and rented the flat in which the plans were made.",
     "conspiracy"),
    ("With three partners he hatched a scheme to defraud pensioners and is charged with the"
     " agreement itself.", "conspiracy"),
    ("A banker's daughter was dragged into a van and kept in a cellar for nine days.",
     "kidnapping"),
    ("Soldiers took a trade unionist from his home at night and held him in a barracks without"
     " any warrant.", "kidnapping"),
    ("They tied up the shopkeeper, drove him to a forest hut and kept him there until morning.",
     "kidnapping"),
    ("As a local leader he urged militiamen to wipe out the minority in his district; hundreds"
     " were killed at roadblocks because of their ethnicity.", "genocide"),
    ("The prefect drew up lists of families of the other ethnic group, who were then hunted down"
     " and massacred in a church.", "genocide"),
    ("Police found two pistols and a box of ammunition under his bed. He had no licence.",
     "weapons-possession"),
    ("A machine gun and hand grenades were hidden in her garage.", "weapons-possession"),
    ("The head of intelligence had the telephones of journalists and opponents tapped without a"
     " court order.", "illegal-interception"),
    ("Private detectives planted microphones in a rival's office and listened in on meetings.",
     "illegal-interception"),
    ("Officers took over the radio station and the palace and announced that the elected"
     " government was deposed.", "rebellion"),
    ("He led the regional assembly in breaking away from the state, against the ruling of the"
     " constitutional court.", "rebellion"),
    ("A fishing boat with two tonnes of hashish was stopped off the coast; the skipper had loaded"
     " it at sea.", "drug-trafficking"),
    ("He sent parcels with ecstasy tablets by post to buyers in four countries.",
     "drug-trafficking"),
    ("The director sold flats that did not exist and used the deposits for himself.", "fraud"),
    ("The council chief spent money meant for schools on an illegal vote and on party posters.",
     "misuse-of-public-funds"),
    ("The harbour master transferred the port's fees to his own account for years.",
     "embezzlement-public"),
    ("For a monthly sum the senator's cousin promised businessmen to open doors at the ministry.",
     "trading-in-influence-passive"),
    ("He offered the only eyewitness a car if she would withdraw what she had told the police.",
     "obstruction-of-justice"),
    ("The president ordered the killing of fifteen people by a death squad, had two journalists"
     " locked up in an army cellar and took fifteen million from the budget.", "kidnapping"),
    ("He shot a rival builder dead. A revolver without a licence and cartridges were found in his"
     " flat.", "weapons-possession"),
    ("The general paid members of congress every month for their votes and had a newspaper's"
     " telephones tapped. Money of the armed forces went to his own accounts.",
     "bribery-national-official-active"),
]  # fmt: skip
"""Conduct described afresh for categories that were hard to find; phrases are not taken from here."""


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
        ("They broke into a jewellery shop at night and took watches", "burglary"),
        ("She stalked her former boyfriend for months", "harassment"),
        ("Causing death by dangerous driving", "causing-death-by-driving"),
        ("She ran a brothel and took half of the women's earnings", "procuring"),
        ("He stole a bicycle", "theft"),
        ("He threatened a witness in the trial", "obstruction-of-justice"),
    ],
)
def test_takes_what_is_clear(text, category):
    assert taken(text) == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("He threatened to kill her", "threats"),
        ("He told her that he would kill her if she left him", "threats"),
        ("He sent racist death threats to a family", "racist-threat"),
        ("He threatened a clerk with a knife and took the money from the till", "robbery"),
        ("He demanded protection money and threatened to burn down the shop", "extortion"),
        ("Women were lured with false promises and forced to work in a brothel",
         "trafficking-in-persons"),
    ],
)  # fmt: skip
def test_proposes_first(text, category):
    assert found(text).candidates[0].category == category


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
        ("threatened to kill her", ["act.threaten-person"], ["result.death"]),
        ("was stabbed to death", ["result.death"], []),
        ("found in the car park", [], ["object.entrusted-property"]),
        ("paid doctors in public hospitals", ["act.give-advantage"], ["circumstance.publicly"]),
        ("a cash transport with assault rifles", [], ["act.traffic-in-firearms"]),
        ("to import rifles", ["act.traffic-in-firearms"], []),
        ("traders in three Member States", [], ["act.participate-in-group"]),
        ("an exploration licence", [], ["circumstance.import-or-export"]),
        ("the expulsion of diplomats", [], ["act.use-explosive"]),
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
    """The examples are no trigger phrases. Measured: first 0.897, first three 0.983, taken 0.49."""
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
    assert first / total >= 0.86
    assert three / total >= 0.98
    assert right / total >= 0.4


def test_held_out_descriptions_are_found_and_none_is_taken_for_another():
    """Measured: 12 of 25 before the phrases and the scoring were improved on, 21 after."""
    missed, wrong = [], []
    for text, key in HELD_OUT:
        result = found(text)
        if key not in {c.category for c in result.candidates[:3]} | set(result.several):
            missed.append((key, text))
        try:
            category = settle(result, CATEGORIES, "conduct")
        except UnclearConduct:
            continue
        if category != key:
            wrong.append((key, category, text))
    assert wrong == []
    assert 1 - len(missed) / len(HELD_OUT) >= 0.8, missed


def test_a_second_offence_is_proposed_before_other_names_for_the_first():
    result = found("He murdered a witness to the robbery of a bank and grew cannabis.")
    assert result.mixed
    assert {"murder", "drug-cultivation"} <= {c.category for c in result.candidates[:3]}
    with pytest.raises(UnclearConduct):
        settle(result, CATEGORIES, "conduct")


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("The two agreed to rob a jeweller.", "act.agree-with-others"),
        ("He planned with his cousin to import weapons.", "act.agree-with-others"),
        ("They shipped several hundred kilos of pure heroin.", "act.traffic-in-drugs"),
        ("He kept, behind a wall, three rifles.", "act.possess-weapons"),
    ],
)
def test_acts_are_read_from_a_verb_and_what_it_is_about(text, element):
    assert element in found(text).elements


def test_a_death_is_never_left_out_silently():
    """Stabbed, and died later: no plain assault, however sure the stabbing is."""
    result = found("He stabbed his neighbour with a knife; the victim died in hospital.")
    assert result.mixed
    with pytest.raises(UnclearConduct):
        settle(result, CATEGORIES, "conduct")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("He bribed a customs officer to let containers pass.", "bribery-national-official-active"),
        ("She downloaded pictures of child sexual abuse.", "child-sexual-abuse-material"),
        ("Producers of cement met and agreed on prices.", "cartel"),
        ("Patient files were encrypted and the servers locked.", "data-or-system-interference"),
        ("He loaned the bank's money to friends without security.", "breach-of-trust"),
        ("He exported dual-use lathes without a licence.", "export-control-violation"),
    ],
)
def test_what_practitioners_write_leads_to_the_offence(text, category):
    assert category in [c.category for c in found(text).candidates[:2]]


def test_no_act_is_read_from_a_denied_verb():
    assert "act.possess-weapons" not in found("He never kept any rifles.").elements
    assert "act.agree-with-others" not in found("He never agreed to rob a bank.").elements


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


def test_no_more_is_read_than_a_page_of_text():
    longest = " ".join(text for _key, text in EXAMPLES * 60)
    assert len(longest) > LIMIT
    assert len(read(longest).text) <= LIMIT


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
