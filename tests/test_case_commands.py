"""``coopcheck cases``, ``coopcheck case SLUG``, and decided cases that an assessment resembles."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from helpers import call, overlay, written

from coopcheck import Case, assess, load
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.knowledge.compile import problems_of
from coopcheck.knowledge.files import read_document
from coopcheck.lookup.cases import case, cases
from coopcheck.report.terminal import write
from coopcheck.report.terminal_page import Console

FOLDER = Path(__file__).resolve().parents[1] / "cases"
TODAY = "2026-11-24"
SLUGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
NORRIS = (FOLDER / "norris-price-fixing.yaml").read_text(encoding="utf-8")


def asked(**changes: Any) -> Case:
    data: dict[str, Any] = {
        "requesting": "USA",
        "requested": "GBR",
        "form": "extradition",
        "on": "2005-01-01",
        "charges": [{"category": "cartel", "period": {"from": "1995", "to": "1999"}}],
    }
    return Case.model_validate(data | changes)


def test_every_case_file_is_listed(kb: KnowledgeBase) -> None:
    answer = cases(kb, TODAY)
    assert sorted(row.slug for row in answer.cases) == SLUGS
    dates = [row.date for row in answer.cases]
    assert dates == sorted(dates, reverse=True)
    verdicts = {row.slug: row.verdict for row in answer.cases}
    for slug in SLUGS:
        data = read_document(FOLDER / f"{slug}.yaml").data
        assert (verdicts[slug] == "differs") == bool(data.get("differs")), slug


@pytest.mark.parametrize("slug", SLUGS)
def test_a_case_is_shown_with_a_reason_wherever_it_differs(kb: KnowledgeBase, slug: str) -> None:
    answer = case(kb, slug, TODAY)
    data = read_document(FOLDER / f"{slug}.yaml").data
    assert answer.lesson == data["decided"]["lesson"]
    assert answer.row.citation == data["citation"]
    assert Case.model_validate(answer.case) == Case.model_validate(data["case"])
    for each in answer.compared:
        assert each.agrees == (each.reason is None)
        assert each.reason != "The reason is not on record."
        assert not each.unexpected
        assert each.title and each.held_in_words and each.said_in_words
    assert answer.row.differs == [each.item for each in answer.compared if not each.agrees]


def test_the_page_has_both_sides_the_reason_citation_and_lesson(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out, err, code = call(capsys, "case", "abu-salem-portugal")
    assert (err, code) == ("", 0)
    words = " ".join(out.split())
    for text in (
        "Court", "coopcheck", "(differs)", "Why: Which offences Portugal declined is not set out in the reports read,",
        "Criminal Appeal 990/2006", "Lesson Convention and reciprocity together", "Granted in part",
    ):  # fmt: skip
        assert text in words, text
    assert call(capsys, "case", "Extradition of Abu Salem Abdul Qayoom Ansari")[0] == out


@pytest.mark.parametrize("width", [40, 56, 80, 100])
def test_every_case_fits_its_width(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for slug in SLUGS[::4]:
        out, err, code = call(capsys, "case", slug)
        assert (err, code) == ("", 0)
        assert max(map(len, out.splitlines())) <= width


def test_json_of_both_commands(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(call(capsys, "cases", "--json")[0])
    assert listed["command"] == "cases"
    row = next(each for each in listed["cases"] if each["slug"] == "norris-price-fixing")
    one = json.loads(call(capsys, "case", "norris-price-fixing", "--json")[0])
    assert one["command"] == "decided-case"
    assert one["row"] == row
    assert row["requested"] == {"code": "GBR", "name": "United Kingdom"}
    assert {each["item"] for each in one["compared"]} >= {"dual_criminality", "charges.1"}


def test_a_wrong_slug_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    out, err, code = call(capsys, "case", "noris-price-fixing")
    assert (out, code) == ("", 2)
    assert "Nearest: norris-price-fixing" in err
    assert len(err.splitlines()) == 1


def test_the_same_offence_in_doubt_before_the_same_state_points_to_the_case(
    kb: KnowledgeBase,
) -> None:
    found = assess(asked(), kb).similar_cases
    norris = next(each for each in found if each.slug == "norris-price-fixing")
    assert norris.citation == "[2008] UKHL 16"
    assert "Same offence" in norris.why
    assert "United Kingdom" in norris.why


def test_the_same_ground_raised_points_to_the_case(kb: KnowledgeBase) -> None:
    case = asked(
        requesting="IND",
        requested="PRT",
        charges=[{"category": "murder", "penalty": {"max": "death"}}],
        facts={"offence.capital_in_requesting": "yes"},
    )
    found = assess(case, kb, today=TODAY).similar_cases
    assert found[0].slug == "abu-salem-portugal"
    assert "Same ground: Death penalty (met by an assurance there)" in found[0].why
    assert len(found) <= 3


def test_nothing_in_doubt_and_nothing_raised_points_to_no_case(kb: KnowledgeBase) -> None:
    assert assess(asked(charges=[]), kb).similar_cases == []


def test_another_state_and_another_law_is_no_resemblance(kb: KnowledgeBase) -> None:
    found = assess(asked(requesting="KEN", requested="FJI"), kb).similar_cases
    laws = {basis.id for basis in assess(asked(requesting="KEN", requested="FJI"), kb).legal_bases}
    heads = {head.slug: head for head in kb.decided}
    assert all(laws & set(heads[each.slug].bases) for each in found)


@pytest.mark.parametrize("slug", SLUGS)
def test_resemblance_is_short_and_on_what_is_named(kb: KnowledgeBase, slug: str) -> None:
    data = read_document(FOLDER / f"{slug}.yaml").data
    case = Case.model_validate(data["case"])
    result = assess(case, kb, today=TODAY)
    assert len(result.similar_cases) <= 3
    assert result.similar_cases == assess(case, load(), today=TODAY).similar_cases
    for each in result.similar_cases:
        assert "Same offence" in each.why or "Same ground" in each.why
        assert "Same State asked" in each.why or "Same law" in each.why


def test_the_report_has_a_short_section_after_the_grounds(kb: KnowledgeBase) -> None:
    page = io.StringIO()
    write(assess(asked(), kb), Console(page, width=80, color=False))
    text = page.getvalue()
    assert text.index("GROUNDS FOR REFUSAL") < text.index("DECIDED CASES LIKE THIS ONE")
    assert "[norris-price-fixing]" in text
    none = io.StringIO()
    write(assess(asked(charges=[]), kb), Console(none, width=80, color=False))
    assert "DECIDED CASES" not in none.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("requested: GBR", "requested: GBX", ['no State "GBX"', "GBR"]),
        ("category: cartel", "category: cartell", ["cartel"]),
        ("outcome: partly", "outcome: partially", ["outcome", "partly"]),
        ("form: extradition", "form: extradiction", ["form", "extradition"]),
        ("verified: ", "varified: ", ['unknown key "varified"', "verified"]),
        ("  lesson: ", "  leson: ", ['unknown key "leson"', "lesson"]),
        ("case:\n", "case:\n  colour: red\n", ['unknown key "colour"']),
    ],
)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, kb: KnowledgeBase, old: str, new: str, words: list[str]
) -> None:
    assert old in NORRIS
    written(tmp_path, {"cases/mine.yaml": NORRIS.replace(old, new, 1)})
    text = "\n".join(str(problem) for problem in problems_of(tmp_path, kb.snapshot))
    assert "cases/mine.yaml:" in text
    assert "mine.yaml:1:1" not in text
    for word in words:
        assert word in text


def test_a_case_of_ones_own_is_laid_over(tmp_path: Path) -> None:
    over = overlay(tmp_path, {"cases/mine.yaml": NORRIS})
    assert sorted(head.slug for head in over.decided) == sorted([*SLUGS, "mine"])
    assert (
        case(over, "mine", TODAY).row.verdict
        == case(over, "norris-price-fixing", TODAY).row.verdict
    )
