"""A State's own law of cooperation: what it says, who decides, what it leaves open."""

from msgspec import Struct

from coopcheck.dates import in_time, interval
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.clauses import forms_said
from coopcheck.lookup.records import FormSaid, Named, Rests, Titled, all_named, rests, said_of
from coopcheck.lookup.wording import negated
from coopcheck.model.domestic import Authority, Languages, NoStatute, Partners

_CHOICE = {
    "request": "at the date of the request",
    "conduct": "at the time of the conduct",
}


class ActSaid(Struct, kw_only=True):
    """A statute and how it is cited."""

    title: str
    short: str
    since: str | None
    until: str | None
    rests_on: Rests


class FactSaid(Struct, kw_only=True):
    """What the law answers: the fact, its value, and both as a sentence."""

    fact: str
    value: str
    says: str
    article: str
    since: str | None
    until: str | None
    note: str | None
    rests_on: Rests


class AuthoritySaid(Struct, kw_only=True):
    """Who receives (central) and who decides (judicial, executive) requests."""

    name: str
    role: str
    forms: list[str]
    article: str | None
    instruments: list[str]
    stage: str | None
    address: str | None
    note: str | None
    rests_on: Rests


class LanguagesSaid(Struct, kw_only=True):
    """Languages of a request."""

    languages: list[str]
    forms: list[str]
    article: str | None
    rests_on: Rests


class PartnersSaid(Struct, kw_only=True):
    """States designated under the law; ``complete``: no others are."""

    name: str
    article: str
    forms: list[str]
    states: list[Named]
    groups: list[str]
    complete: bool
    since: str | None
    until: str | None
    note: str | None
    rests_on: Rests


class NoStatuteSaid(Struct, kw_only=True):
    """A time in which there was no statute, and what worked only through one."""

    article: str
    forms: list[str]
    instruments: list[str]
    since: str | None
    until: str | None
    note: str | None
    rests_on: Rests


class DomesticSaid(Struct, kw_only=True):
    """A State's cooperation law on a date."""

    note: str | None
    rests_on: Rests
    acts: list[ActSaid]
    facts: list[FactSaid]
    not_answered: list[Titled]
    authorities: list[AuthoritySaid]
    languages: list[LanguagesSaid]
    partners: list[PartnersSaid]
    no_statute: list[NoStatuteSaid]
    forms: list[FormSaid]


def domestic_said(
    kb: KnowledgeBase, code: str, on: str, form: str | None = None
) -> DomesticSaid | None:
    """A State's cooperation law as it stands on a date, or None where none is on record."""
    law = kb.domestic(code)
    if law is None:
        return None

    def kept(record: Authority | Languages | Partners | NoStatute) -> bool:
        return form is None or form in record.forms

    facts = _facts(kb, code, on)
    answered = {each.fact for each in facts}
    return DomesticSaid(
        note=law.note,
        rests_on=rests(law),
        acts=[said_of(ActSaid, act, law) for act in law.acts],
        facts=facts,
        not_answered=[
            Titled(id=name, title=_about(kb, name))
            for name in domestic_facts(kb)
            if name not in answered
        ],
        authorities=[said_of(AuthoritySaid, each, law) for each in law.authorities if kept(each)],
        languages=[said_of(LanguagesSaid, each, law) for each in law.languages if kept(each)],
        partners=[
            said_of(PartnersSaid, each, law, states=all_named(kb, each.states))
            for each in law.partners
            if kept(each)
        ],
        no_statute=[
            NoStatuteSaid(
                article=gap.article,
                forms=list(gap.forms),
                instruments=gap.instruments,
                since=gap.since,
                until=gap.until,
                note=gap.note,
                rests_on=rests(gap, law),
            )
            for gap in law.no_statute
            if kept(gap)
        ],
        forms=forms_said(kb, law, form),
    )


def domestic_facts(kb: KnowledgeBase) -> list[str]:
    """The facts that a State's own law answers, without the prefix of its part."""
    names = [name.partition(".")[2] for name, fact in kb.facts.items() if fact.origin == "domestic"]
    return list(dict.fromkeys(names))


def _about(kb: KnowledgeBase, name: str) -> str:
    """The label of a domestic fact, of the State itself."""
    for prefix in ("requested", "requesting"):
        fact = kb.facts.get(f"{prefix}.{name}")
        if fact is not None:
            label = fact.label.replace("the law of the requested State", "its law")
            return label.replace("the requested State", "it").replace("the requesting State", "it")
    return name


def _facts(kb: KnowledgeBase, code: str, on: str) -> list[FactSaid]:
    law = kb.domestic(code)
    day = interval(on)[1]
    found = []
    for name in domestic_facts(kb):
        values = law.facts.get(name, []) if law else []
        for each in [v for v in values if in_time(v.since, v.until, day)][:1]:
            label = _about(kb, name)
            says = {
                "yes": label,
                "no": negated(label),
                "unknown": f"not clear whether {label}",
            }.get(each.value, f"{label}: {_CHOICE.get(each.value, each.value)}")
            found.append(said_of(FactSaid, each, law, fact=name, says=says))
    return found
