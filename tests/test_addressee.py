"""To whom a request goes, by which way, and who helps before it is sent."""

from typing import Any

import pytest

from coopcheck import Assessment, Case, assess
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.model.findings import NextStep


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


def asked(kb: KnowledgeBase, pair: str, form: str, offence: str, **more: Any) -> Assessment:
    requesting, requested = pair.split(">")
    case = {"requesting": requesting, "requested": requested, "form": form, "on": "2025-01-01"}
    return assess(Case(**{**case, **more}, charges=[{"category": offence}]), kb)


def channel(kb: KnowledgeBase, pair: str, form: str, offence: str) -> NextStep:
    steps = asked(kb, pair, form, offence).next_steps
    return next(step for step in steps if step.step == "channel")


@pytest.mark.parametrize(
    ("form", "authority"), [("extradition", "General Prosecutor's Office"), ("mla", "Ministry of")]
)
def test_each_form_has_the_authority_declared_for_it(
    kb: KnowledgeBase, form: str, authority: str
) -> None:
    """Latvia under UNCAC: one authority for art. 44, another for art. 46(13)."""
    told = channel(kb, "NGA>LVA", form, "bribery-national-official-active")
    assert authority in told.text
    assert told.article in ("UNCAC art. 44", "UNCAC art. 46(13)")


def test_an_authority_for_assistance_is_none_for_extradition(kb: KnowledgeBase) -> None:
    """UNTOC art. 18(13) speaks of mutual legal assistance; art. 16 names no authority."""
    told = channel(kb, "KEN>MEX", "extradition", "organized-criminal-group")
    assert "Attorney-General" not in told.text


def test_a_request_by_the_diplomatic_channel_is_told_so(kb: KnowledgeBase) -> None:
    """Treaty of 2003 between the United Kingdom and the United States, art. 8(1)."""
    told = channel(kb, "USA>GBR", "extradition", "fraud")
    assert told.text.startswith("Send the request through the diplomatic channel")
    assert "Home Office" in told.text
    assert told.article.endswith("art. 8(1)")


def test_a_protocol_that_changes_the_way_comes_first(kb: KnowledgeBase) -> None:
    """ETS 98 art. 5 in place of ETS 24 art. 12(1), between Türkiye and Germany."""
    told = channel(kb, "TUR>DEU", "extradition", "fraud")
    assert told.article == "ETS 98 art. 5 (ETS 24 art. 12(1))"
    assert told.text.startswith("Send the request to Federal Ministry of Justice")
    assert any("through diplomatic channels (ETS 24 art. 12(1))" in item for item in told.items)


def test_a_warrant_goes_to_the_judicial_authority(kb: KnowledgeBase) -> None:
    """2002/584/JHA art. 9(1); the authority of Germany for extradition has no part in it."""
    told = channel(kb, "FRA>DEU", "surrender", "fraud")
    assert told.text == "Send the request directly to the competent authority of Germany."


@pytest.mark.parametrize(
    ("pair", "on", "eurojust", "ejn"),
    [
        ("FRA>GBR", "2015-01-01", True, True),  # a Member State
        ("FRA>GBR", "2025-01-01", True, False),  # a liaison prosecutor
        ("USA>GBR", "2025-01-01", False, False),  # two States with liaison prosecutors
        ("FRA>ITA", "2001-06-01", False, False),  # before it was set up
    ],
)
def test_a_network_serves_its_members_as_they_were(
    kb: KnowledgeBase, pair: str, on: str, eurojust: bool, ejn: bool
) -> None:
    served = {network.id for network in asked(kb, pair, "mla", "fraud", on=on).networks}
    assert ("eurojust" in served, "ejn" in served) == (eurojust, ejn)


@pytest.mark.parametrize(
    ("pair", "form", "offence", "declared"),
    [
        ("ESP>COL", "mla", "drug-trafficking", True),  # 1988 Drugs Convention art. 7
        ("ESP>COL", "extradition", "drug-trafficking", False),
        ("DEU>CHE", "mla", "fraud", True),  # ETS 30 art. 2
        ("DEU>CHE", "transfer-of-proceedings", "fraud", False),
        ("GBR>SWE", "surrender", "fraud", True),  # EU-UK agreement art. 602(2)
        ("GBR>SWE", "mla", "fraud", False),
    ],
)
def test_a_reservation_on_one_form_is_none_on_another(
    kb: KnowledgeBase, pair: str, form: str, offence: str, declared: bool
) -> None:
    grounds = asked(kb, pair, form, offence).refusal_grounds
    assert any(s.kind == "declaration" for g in grounds for s in g.sources) is declared


def test_a_law_that_needs_a_treaty_has_one_in_the_transfer_convention(kb: KnowledgeBase) -> None:
    """18 U.S.C. 4100(a) with ETS 112, which leaves each transfer to the States (art. 3(1)(f))."""
    result = asked(
        kb, "GBR>USA", "transfer-of-sentenced-persons", "fraud", stage="conviction",
        person={"nationality": ["GBR"]},
    )  # fmt: skip
    own = next(basis for basis in result.legal_bases if basis.id == "domestic:USA")
    assert "request.treaty_between" not in {each.fact for each in own.conditions}
