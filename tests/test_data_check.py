"""``data check``: every fault with file:line:column, what was expected, the nearest valid value."""

from pathlib import Path

import pytest
from helpers import written

from coopcheck.errors import KnowledgeError
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.knowledge.compile import problems_of

TREATY = """\
id: KEN-NGA-extradition-1999
title: Extradition Treaty between Kenya and Nigeria
short: Kenya-Nigeria treaty
kind: agreement
reach: bilateral
adopted: 1999-05-01
in_force: 2000-01-01
source: private
as_of: 2020-01-01
verified: unverified
extradition:
  article: "1"
  basis:
    - {effect: duty, article: "1"}
  grounds:
    - {ground: nationality, effect: permitted, article: "5"}
parties:
  KEN: {ratified: 1999-11-01, in_force: 2000-01-01}
  NGA: {ratified: 1999-12-01, in_force: 2000-01-01}
"""
SOURCES = "sources:\n  private:\n    title: Private collection\n"
NATIONAL = """\
state: NGA
source: private
as_of: 2020-01-01
verified: unverified
provisions:
  - cite: s. 419 Criminal Code
    title: Obtaining by false pretences
    category: fraud
    penalty: {max: 3y}
    in_force: {since: 1990-01-01}
"""
PATH = "treaties/bilateral/KEN-NGA-extradition-1999.yaml"


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    return written(tmp_path, {"treaties/sources.yaml": SOURCES, **files})


def test_a_sound_folder_is_laid_over(tmp_path: Path, kb: KnowledgeBase) -> None:
    root = folder(tmp_path, {PATH: TREATY, "offences/national/NGA.yaml": NATIONAL})
    assert problems_of(root, kb.snapshot) == []
    over = load([root])
    assert over.instrument("KEN-NGA-extradition-1999").short == "Kenya-Nigeria treaty"
    assert over.national("NGA") is not None
    assert [item["name"] for item in over.meta.overlays] == [tmp_path.name]
    assert over.meta.hash == kb.meta.hash
    assert "KEN-NGA-extradition-1999" not in kb.heads


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ('article: "5"', "article: 18.10", 16, 57, ["18.1", "quotes"]),
        ("ground: nationality", "ground: nationalty", 16, 16, ["nationalty", "Nearest: nationality"]),
        ("effect: permitted", "effect: allowed", 16, 37, ["allowed", "mandatory, permitted, excluded"]),
        ("article: \"5\"}", 'article: "5", when: person.natonal_of_requested}', 16, 68,
         ["unknown fact", "person.national_of_requested"]),
        ("article: \"5\"}", 'article: "5", when: person.minor andd person.immune}', 16, 68,
         ['"and" or "or" is missing']),
        ("article: \"5\"}", 'article: "5", when: sentence.remaining >= long}', 16, 68, ["duration"]),
        ("article: \"5\"}", 'article: "5", wen: person.minor}', 16, 62, ['unknown key "wen"', "when"]),
        ("adopted: 1999-05-01", "adopted: 1999-02-31", 6, 10, ["does not exist"]),
        ("adopted: 1999-05-01", "adopted: 1.5.1999", 6, 10, ["is not a date"]),
        ("adopted: 1999-05-01\n", "", 1, 1, ['"adopted" is missing']),
        ("in_force: 2000-01-01\nsource", "in_force: 1998-01-01\nsource", 7, 11, ["before adopted"]),
        ("ratified: 1999-11-01", "ratified: 1999-04-01", 18, 19, ["before the instrument was adopted"]),
        ("KEN: {ratified: 1999-11-01, in_force: 2000-01-01}",
         "KEN: {ratified: 2001-11-01, in_force: 2000-01-01}", 18, 41, ["before the deposit"]),
        ("KEN: {ratified", "KEN: {acceded: 1999-11-02, ratified", 18, 18, ["does one of them"]),
        ("  KEN: {", "  KNE: {", 18, 8, ["KNE"]),
        ("source: private", "source: privat", 8, 9, ['no source "privat"', "private"]),
        ("verified: unverified", "verified: sure", 10, 11, ["primary, secondary, unverified"]),
        ("reach: bilateral", "reach: bilateral\nreach: global", 6, 1, ["given twice", "line 5"]),
        ("title: Extradition", "title: &t Extradition", 2, 8, ["anchor"]),
        ("title: Extradition", "title: *t\nx: Extradition", 2, 8, ["alias"]),
        ("title: Extradition", "title: !!str Extradition", 2, 8, ["tag"]),
        ("title: Extradition", "title: " + "[" * 33 + "x" + "]" * 33 + "\nx: ", 2, 39, ["levels deep"]),
        ("title: Extradition", "title: " + "x" * 70_000 + "\nx: ", 2, 8, ["longer than"]),
        ("id: KEN-NGA", "id: KEN-NIG", 1, 5, ["KEN-NIG-extradition-1999", "file"]),
    ],
)  # fmt: skip
def test_one_fault_in_a_treaty_is_one_clear_problem(
    tmp_path: Path, kb: KnowledgeBase, old: str, new: str, line: int, column: int, words: list[str]
) -> None:
    assert old in TREATY
    root = folder(tmp_path, {PATH: TREATY.replace(old, new, 1)})
    problems = [str(problem) for problem in problems_of(root, kb.snapshot)]
    here = " | ".join(text for text in problems if f"{PATH}:{line}:{column}: " in text)
    assert here, problems
    for word in words:
        assert word in here


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("category: fraud", "category: frod", ["frod", "fraud"]),
        ("penalty: {max: 3y}", "penalty: {max: 3 years}", ["3 years", "5y, 18m"]),
        ("penalty: {max: 3y}", "penalty: {max: 3}", ["quotes"]),
        ("penalty: {max: 3y}", "also_requires: [mental.dishonest]", ["mental.dishonesty"]),
        ("in_force: {since: 1990-01-01}", "in_force: {since: 1990, until: 1980}", ["before since"]),
        ("provisions:", NATIONAL[NATIONAL.index("provisions:") :].rstrip(), ["for the same time"]),
        ("state: NGA", "state: KEN", ["KEN", "NGA"]),
    ],
)
def test_one_fault_in_a_national_file(
    tmp_path: Path, kb: KnowledgeBase, old: str, new: str, words: list[str]
) -> None:
    root = folder(tmp_path, {"offences/national/NGA.yaml": NATIONAL.replace(old, new, 1)})
    problems = [str(problem) for problem in problems_of(root, kb.snapshot)]
    assert len(problems) == 1, problems
    assert "offences/national/NGA.yaml:" in problems[0]
    for word in words:
        assert word in problems[0]


def test_every_problem_is_reported_in_one_run(tmp_path: Path, kb: KnowledgeBase) -> None:
    root = folder(
        tmp_path,
        {
            PATH: TREATY.replace("nationality", "nationalty").replace("kind: agreement", "kind: x"),
            "offences/national/NGA.yaml": NATIONAL.replace("fraud", "frod"),
            "treaties/elsewhere.yaml": "a: 1",
            "treaties/bilateral/KEN-UGA-x-2000.yaml": "a: [",
        },
    )
    problems = [str(problem) for problem in problems_of(root, kb.snapshot)]
    text = "\n".join(problems)
    for word in ("kind", "frod", "elsewhere.yaml", "not valid YAML"):
        assert word in text
    with pytest.raises(KnowledgeError) as caught:
        load([root])
    assert len(caught.value.problems) == len(problems)


def test_an_overlay_may_not_redefine_what_is_there(tmp_path: Path, kb: KnowledgeBase) -> None:
    root = folder(tmp_path, {"treaties/multilateral/untoc/treaty.yaml": TREATY.replace(
        "KEN-NGA-extradition-1999", "untoc").split("parties:")[0]})  # fmt: skip
    assert "already in the knowledge base" in str(problems_of(root, kb.snapshot)[0])


def test_an_overlay_adds_parties_and_declarations(tmp_path: Path, kb: KnowledgeBase) -> None:
    text = """\
instrument: untoc
source: private
verified: unverified
as_of: 2026-01-01
parties: {}
declarations:
  - {state: KEN, article: "16(5)(a)", kind: notification, effect: takes-as-extradition-basis,
     value: "yes", gist: takes the Convention as basis}
"""
    root = folder(tmp_path, {"treaties/multilateral/untoc/parties.yaml": text})
    assert problems_of(root, kb.snapshot) == []
    over = load([root])
    rows = over.bound("KEN")["untoc"]
    assert rows.membership == kb.bound("KEN")["untoc"].membership
    assert any(row.source == "private" for row in rows.declarations)
    parties, before = over.parties("untoc"), kb.parties("untoc")
    assert parties is not None
    assert before is not None
    assert len(parties.parties) == len(before.parties)


def test_links_and_strange_places_are_refused(tmp_path: Path, kb: KnowledgeBase) -> None:
    root = folder(tmp_path, {PATH: TREATY})
    (root / "treaties/bilateral/KEN-UGA-extradition-2000.yaml").symlink_to("/etc/passwd")
    (root / "offences").symlink_to("/etc")
    text = "\n".join(str(problem) for problem in problems_of(root, kb.snapshot))
    assert text.count("links are not followed") == 2
    assert "root:" not in text
    assert "no such folder" in str(problems_of(tmp_path / "none", kb.snapshot)[0])
    (tmp_path / "empty").mkdir()
    assert "no data here" in str(problems_of(tmp_path / "empty", kb.snapshot)[0])


def test_the_packaged_law_has_no_problem(kb: KnowledgeBase) -> None:
    assert kb.heads
