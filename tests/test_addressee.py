"""To whom a request goes: by which way, to which authority, and in which language."""

from typing import Any

import pytest

from coopcheck import Case, assess
from coopcheck.knowledge.base import KnowledgeBase, load
from coopcheck.model.findings import NextStep


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


def channel(kb: KnowledgeBase, pair: str, form: str, offence: str, **more: Any) -> NextStep:
    requesting, requested = pair.split(">")
    case = Case(
        requesting=requesting,
        requested=requested,
        form=form,
        on=more.pop("on", "2025-01-01"),
        charges=[{"category": offence}],
        **more,
    )
    return next(step for step in assess(case, kb).next_steps if step.step == "channel")


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
