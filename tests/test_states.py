"""Names of States: the table in treaties/states.yaml and the resolver that reads it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coopcheck.errors import InputError
from coopcheck.knowledge.files import read_document
from coopcheck.resolve.states import (
    AmbiguousState,
    StateIndex,
    UnknownState,
    fold,
    index_entries,
)

TABLE: dict[str, Any] = read_document(Path(__file__).parents[1] / "treaties" / "states.yaml").data
STATES: dict[str, dict[str, Any]] = TABLE["states"]
ENTRIES = index_entries(STATES, TABLE["ambiguous"])
INDEX = StateIndex(json.loads(json.dumps(ENTRIES)))  # as it comes back from the snapshot

AMBIGUOUS_NAMES = {"Guinea": "GIN"}
"""English names that are refused, because others are called so too."""


# --- the table -------------------------------------------------------------------------------


def test_table_has_every_member_of_the_united_nations() -> None:
    assert sum(state["un_member"] is True for state in STATES.values()) == 193
    assert all(state["un_member"] in (True, False) for state in STATES.values())


def test_members_of_the_united_nations_are_states() -> None:
    assert {s["kind"] for s in STATES.values() if s["un_member"]} == {"state"}


def test_other_states_and_bodies() -> None:
    others = {
        c: s["kind"] for c, s in STATES.items() if not s["un_member"] and "sovereign" not in s
    }
    assert others == {
        "COK": "state",
        "NIU": "state",
        "PSE": "state",
        "VAT": "state",
        "ESH": "other",
        "TWN": "other",
        "XKX": "other",
        "EUE": "organisation",
    }


def test_territories_have_a_sovereign_on_record() -> None:
    territories = {c: s for c, s in STATES.items() if s["kind"] == "territory"}
    assert len(territories) >= 30
    for code, state in territories.items():
        assert STATES[state["sovereign"]]["un_member"], code
    assert not [c for c, s in STATES.items() if "sovereign" in s and s["kind"] != "territory"]


def test_territories_that_matter_for_extradition_and_asset_recovery() -> None:
    wanted = """HKG MAC JEY GGY IMN CYM VGB BMU GIB ABW CUW SXM BES GRL FRO PRI VIR GUM ASM MNP TCA
    MSR AIA FLK SHN PCN NCL PYF GUF GLP MTQ REU MYT ALA SJM"""
    assert {STATES[code]["kind"] for code in wanted.split()} == {"territory"}


def test_groups_have_the_members_of_today() -> None:
    def members(group: str) -> set[str]:
        return {code for code, state in STATES.items() if group in state.get("groups", ())}

    assert len(members("european-union")) == 27
    assert len(members("council-of-europe")) == 46
    assert len(members("commonwealth")) == 56
    assert members("european-union") < members("council-of-europe")
    assert not {"RUS", "BLR", "XKX"} & members("council-of-europe")
    assert not {"ZWE", "IRL", "USA"} & members("commonwealth")
    assert "GBR" not in members("european-union")


def test_keys_and_values_are_of_the_agreed_form() -> None:
    keys = {"name", "official", "alpha2", "kind", "un_member", "region", "groups", "sovereign"}
    for code, state in STATES.items():
        assert re.fullmatch("[A-Z]{3}", code), code
        assert set(state) <= keys | {"aliases", "tradition"}, code
        assert re.fullmatch("[A-Z]{2}", state["alpha2"]), code
        assert state["region"] in {"africa", "americas", "asia", "europe", "oceania"}, code
        assert state.get("aliases") != [], code
        for name in (state["name"], state["official"], *state.get("aliases", ())):
            assert name == " ".join(str(name).split()), (code, name)


def test_names_and_two_letter_codes_are_unique() -> None:
    assert len({state["name"] for state in STATES.values()}) == len(STATES)
    assert len({state["alpha2"] for state in STATES.values()}) == len(STATES)


def test_no_alias_is_idle() -> None:
    for code, state in STATES.items():
        folded = [fold(name) for name in state.get("aliases", ())]
        assert len(folded) == len(set(folded)), code
        assert not {fold(state["name"]), fold(state["official"])} & set(folded), code
        assert not set(folded) & set(ENTRIES["ambiguous"]), code


def test_folding_is_stable() -> None:
    for name in (*ENTRIES["names"], *ENTRIES["ambiguous"]):
        assert fold(name) == name


# --- every name resolves ---------------------------------------------------------------------


@pytest.mark.parametrize("code", STATES)
def test_every_spelling_of_a_state_resolves(code: str) -> None:
    state = STATES[code]
    for name in (code, state["alpha2"], state["official"], *state.get("aliases", ())):
        for typed in (name, name.lower(), name.upper(), f"  {name} ", f"the {name}"):
            assert INDEX.resolve(typed) == code, typed
    if AMBIGUOUS_NAMES.get(state["name"]) != code:
        assert INDEX.resolve(state["name"]) == code
    assert INDEX.label(code) == state["name"]


TRICKY = {
    "Republic of Korea": "KOR",
    "Korea, Republic of": "KOR",
    "Korea (Republic of)": "KOR",
    "Korea, Rep. of": "KOR",
    "South Korea": "KOR",
    "ROK": "KOR",
    "Republic of Korea, the": "KOR",
    "Democratic People's Republic of Korea": "PRK",
    "Democratic People\u2019s Republic of Korea": "PRK",
    "Korea, Dem. People's Rep. of": "PRK",
    "Korea (Democratic Peoples Republic of)": "PRK",
    "D.P.R.K.": "PRK",
    "Niger": "NER",
    "Niger (the)": "NER",
    "Republic of the Niger": "NER",
    "Nigeria": "NGA",
    "Côte d'Ivoire": "CIV",
    "Côte d\u2019Ivoire": "CIV",
    "Cote d'Ivoire": "CIV",
    "COTE D IVOIRE": "CIV",
    "Cote dIvoire": "CIV",
    "Ivory Coast": "CIV",
    "Türkiye": "TUR",
    "Turkiye": "TUR",
    "TURKEY": "TUR",
    "Micronesia (Federated States of)": "FSM",
    "United Kingdom of Great Britain and Northern Ireland": "GBR",
    "U.K.": "GBR",
    "Great Britain": "GBR",
    "England": "GBR",
    "Bolivia (Plurinational State of)": "BOL",
    "Venezuela (Bolivarian Republic of)": "VEN",
    "Iran (Islamic Republic of)": "IRN",
    "Republic of Moldova": "MDA",
    "The former Yugoslav Republic of Macedonia": "MKD",
    "FYROM": "MKD",
    "Hong Kong SAR": "HKG",
    "China, Hong Kong SAR": "HKG",
    "Hong Kong, China": "HKG",
    "Macau": "MAC",
    "Kosovo*": "XKX",
    "Kosovo": "XKX",
    "Taiwan Province of China": "TWN",
    "China": "CHN",
    "P.R. China": "CHN",
    "Congo-Kinshasa": "COD",
    "DR Congo": "COD",
    "D.R. Congo": "COD",
    "Zaire": "COD",
    "Congo (Brazzaville)": "COG",
    "Republic of the Congo": "COG",
    "Guinea-Conakry": "GIN",
    "Republic of Guinea": "GIN",
    "Guinea-Bissau": "GNB",
    "Guinea Bissau": "GNB",
    "Equatorial Guinea": "GNQ",
    "Papua New Guinea": "PNG",
    "St. Kitts & Nevis": "KNA",
    "ST KITTS AND NEVIS": "KNA",
    "St Vincent and the Grenadines": "VCT",
    "Sint Maarten (Dutch part)": "SXM",
    "St. Martin (French part)": "MAF",
    "the Netherlands": "NLD",
    "Netherlands (Kingdom of the)": "NLD",
    "Holland": "NLD",
    "Burma": "MMR",
    "Swaziland": "SWZ",
    "Czech Republic": "CZE",
    "Slovak Republic": "SVK",
    "Cape Verde": "CPV",
    "East Timor": "TLS",
    "Upper Volta": "BFA",
    "Ceylon": "LKA",
    "Persia": "IRN",
    "Dominica": "DMA",
    "Dominican Republic": "DOM",
    "Samoa": "WSM",
    "American Samoa": "ASM",
    "U.S.A.": "USA",
    "U. S. A.": "USA",
    "us": "USA",
    "U.S. Virgin Islands": "VIR",
    "BVI": "VGB",
    "UAE": "ARE",
    "RSA": "ZAF",
    "FRG": "DEU",
    "Lao P.D.R.": "LAO",
    "Viet-Nam": "VNM",
    "Holy See": "VAT",
    "Vatican City": "VAT",
    "State of Palestine": "PSE",
    "Ireland": "IRL",
    "Northern Ireland": "GBR",
    "São Tomé and Príncipe": "STP",
    "Sudan (the)": "SDN",
    "South Sudan": "SSD",
    "Gambia (The)": "GMB",
    "Tanzania, United Republic of": "TZA",
    "Færøerne": "FRO",
    "K\u0131br\u0131s": "CYP",
    "EU": "EUE",
    "NO": "NOR",
    "no": "NOR",
    "IN": "IND",
    "ST": "STP",
    "is": "ISL",
    "and": "AND",
}


@pytest.mark.parametrize(("typed", "code"), TRICKY.items())
def test_tricky_spelling(typed: str, code: str) -> None:
    assert INDEX.resolve(typed) == code


FOREIGN = {
    "Alemania": "DEU",
    "Allemagne": "DEU",
    "États-Unis": "USA",
    "Estados Unidos": "USA",
    "EE.UU.": "USA",
    "Royaume-Uni": "GBR",
    "Reino Unido": "GBR",
    "Émirats arabes unis": "ARE",
    "Emiratos Árabes Unidos": "ARE",
    "Suède": "SWE",
    "Suecia": "SWE",
    "Suisse": "CHE",
    "Suiza": "CHE",
    "Pays-Bas": "NLD",
    "Países Bajos": "NLD",
    "Corée du Sud": "KOR",
    "Corea del Norte": "PRK",
    "République tchèque": "CZE",
    "Costa de Marfil": "CIV",
    "Autriche": "AUT",
    "Australie": "AUS",
    "Guinée équatoriale": "GNQ",
    "Guinea Ecuatorial": "GNQ",
    "Nigéria": "NGA",
    "Níger": "NER",
    "Arabie saoudite": "SAU",
    "Afrique du Sud": "ZAF",
    "Sudáfrica": "ZAF",
    "Îles Caïmanes": "CYM",
    "Islas Vírgenes Británicas": "VGB",
    "Île de Man": "IMN",
    "Guernesey": "GGY",
    "Nouvelle-Calédonie": "NCL",
    "Papúa Nueva Guinea": "PNG",
    "Kenia": "KEN",
    "Saint-Marin": "SMR",
    "République démocratique du Congo": "COD",
    "República del Congo": "COG",
    "Unión Europea": "EUE",
}


@pytest.mark.parametrize(("typed", "code"), FOREIGN.items())
def test_french_and_spanish_with_and_without_accents(typed: str, code: str) -> None:
    bare = typed.translate(str.maketrans("ÁÉÎéèêëïôûáíóúñç", "AEIeeeeiouaiounc"))
    assert bare.isascii()
    assert INDEX.resolve(typed) == INDEX.resolve(bare) == code


# --- what is refused -------------------------------------------------------------------------

AMBIGUOUS = {
    "Korea": ["KOR", "PRK"],
    "KOREA": ["KOR", "PRK"],
    "Corée": ["KOR", "PRK"],
    "Congo": ["COD", "COG"],
    "the Congo": ["COD", "COG"],
    "Congo (the)": ["COD", "COG"],
    "Guinea": ["GIN", "GNB", "GNQ", "PNG"],
    "Guinée": ["GIN", "GNB", "GNQ", "PNG"],
    "Virgin Islands": ["VGB", "VIR"],
    "St. Martin": ["MAF", "SXM"],
    "Yugoslavia": ["BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX"],
    "Serbia and Montenegro": ["MNE", "SRB"],
    "Czechoslovakia": ["CZE", "SVK"],
    "Netherlands Antilles": ["ABW", "BES", "CUW", "SXM"],
    "Republic of China": ["CHN", "TWN"],
    "Channel Islands": ["GGY", "JEY"],
}


@pytest.mark.parametrize(("typed", "codes"), AMBIGUOUS.items())
def test_ambiguous_name_is_refused_with_its_choices(typed: str, codes: list[str]) -> None:
    with pytest.raises(AmbiguousState) as caught:
        INDEX.resolve(typed)
    assert caught.value.text == typed
    assert [code for code, _ in caught.value.choices] == codes
    for code, name in caught.value.choices:
        assert f"{name} ({code})" in str(caught.value)


def test_the_soviet_union_is_fifteen_states() -> None:
    with pytest.raises(AmbiguousState) as caught:
        INDEX.resolve("U.S.S.R.")
    assert len(caught.value.choices) == 15


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Austra", ["AUT", "AUS"]),
        ("Kenja", ["KEN"]),
        ("Nigera", ["NGA"]),
        ("Untied States", ["USA"]),
        ("Untied Kingdom", ["GBR"]),
        ("Koreaa", ["KOR", "PRK"]),
        ("Government of Kenya", ["KEN"]),
        ("East Germany", ["DEU"]),
        ("Republic of Vietnam", ["VNM"]),
        ("New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
    ],
)
def test_near_match_is_only_a_suggestion(typed: str, codes: list[str]) -> None:
    with pytest.raises(UnknownState) as caught:
        INDEX.resolve(typed)
    assert [code for code, _ in caught.value.suggestions][: len(codes)] == codes
    assert f"({codes[0]})" in str(caught.value)


@pytest.mark.parametrize("typed", ["", "   ", "?", "xq", "zzzzzz", "日本国", "\x00", "\u200b"])
def test_nothing_near_is_said_plainly(typed: str) -> None:
    with pytest.raises(UnknownState) as caught:
        INDEX.resolve(typed)
    assert caught.value.suggestions == []
    assert "Did you mean" not in str(caught.value)


def test_messages() -> None:
    def message(typed: str) -> str:
        with pytest.raises(InputError) as caught:
            INDEX.resolve(typed)
        return str(caught.value)

    assert message("Kenja") == (
        '"Kenja" is not a State or territory on record. Did you mean Kenya (KEN)?'
    )
    assert message("Austra") == (
        '"Austra" is not a State or territory on record. '
        "Did you mean Austria (AUT) or Australia (AUS)?"
    )
    assert message("Korea") == (
        '"Korea" can mean Republic of Korea (KOR) or '
        "Democratic People's Republic of Korea (PRK). Say which."
    )
    assert message("Czechoslovakia") == (
        '"Czechoslovakia" can mean Czechia (CZE) or Slovakia (SVK). Say which. '
        "Czechoslovakia was dissolved on 31 December 1992; name the State of today."
    )
    assert message("xq") == (
        '"xq" is not a State or territory on record. Give its name in English, French or '
        "Spanish, or its ISO 3166-1 code (for Kenya: KEN or KE)."
    )
    assert message(" ") == "No State or territory is named."


def test_message_is_safe_and_short_whatever_was_typed() -> None:
    with pytest.raises(UnknownState) as caught:
        INDEX.resolve("\x1b]8;;evil\x07\u202e" + "x" * 100_000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 250


# --- folding and building --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("  The   Gambia ", "gambia"),
        ("Bahamas (The)", "bahamas"),
        ("the", "the"),
        ("Côte d\u2019Ivoire", "cote d ivoire"),
        ("Lao People's Democratic Republic", "lao peoples democratic republic"),
        ("Lao Peoples Dem. Rep.", "lao peoples democratic republic"),
        ("Bosnia & Herzegovina", "bosnia and herzegovina"),
        ("St. Lucia", "saint lucia"),
        ("St", "st"),
        ("Solomon Is.", "solomon islands"),
        ("U. S. A.", "usa"),
        ("Ken\u00adya\u200b", "kenya"),
        ("\uff2b\uff25\uff2e\uff39\uff21", "kenya"),
        ("Føroyar", "foroyar"),
        ("Österreich", "osterreich"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_fold_reads_a_bounded_part() -> None:
    assert len(fold("k" * 1_000_000)) == 200


def _state(name: str, alpha2: str, *aliases: str) -> dict[str, Any]:
    return {"name": name, "official": name, "alpha2": alpha2, "aliases": list(aliases)}


def test_collision_names_both() -> None:
    states = {
        "AAA": _state("Arcadia", "AA", "Old Land"),
        "BBB": _state("Boeotia", "BB", "old-land"),
    }
    with pytest.raises(ValueError, match='"old-land" of BBB cannot be told from "Old Land" of AAA'):
        index_entries(states, [])


def test_ambiguous_name_wins_over_the_name_of_a_choice_only() -> None:
    states = {"AAA": _state("Arcadia", "AA"), "BBB": _state("Boeotia", "BB")}
    states["CCC"] = _state("Corinth", "CC", "Greece")
    entries = index_entries(states, [{"name": "Arcadia", "choices": ["AAA", "BBB"]}])
    assert entries["ambiguous"] == {"arcadia": ["AAA", "BBB"]}
    assert "arcadia" not in entries["names"]
    with pytest.raises(ValueError, match='"Greece" is a name of CCC'):
        index_entries(states, [{"name": "Greece", "choices": ["AAA", "BBB"]}])


@pytest.mark.parametrize(
    ("ambiguous", "message"),
    [
        ([{"name": "Old", "choices": ["AAA", "ZZZ"]}], '"Old" can mean ZZZ'),
        ([{"name": "Old", "choices": ["AAA"]}], "two or more"),
        ([{"name": "Old", "choices": ["AAA", "AAA"]}], "two or more"),
        ([{"name": "Old", "choices": ["AAA", "BBB"]}] * 2, "given twice"),
        ([{"name": "?", "choices": ["AAA", "BBB"]}], "no letter or figure"),
    ],
)
def test_bad_ambiguous_entry(ambiguous: list[dict[str, Any]], message: str) -> None:
    states = {"AAA": _state("Arcadia", "AA"), "BBB": _state("Boeotia", "BB")}
    with pytest.raises(ValueError, match=message):
        index_entries(states, ambiguous)


def test_index_takes_a_mapping_without_notes() -> None:
    index = StateIndex({"names": {"kenya": "KEN"}, "ambiguous": {}, "labels": {"KEN": "Kenya"}})
    assert index.resolve("Kenya") == "KEN"


def test_exact_answers_load_no_fuzzy_library() -> None:
    code = (
        "import sys\n"
        "from coopcheck.resolve.states import StateIndex\n"
        "StateIndex({'names': {'ke': 'KEN'}, 'ambiguous': {}, 'labels': {}}).resolve('KE')\n"
        "print(sorted({'rapidfuzz', 'rich', 'pydantic', 'yaml'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
