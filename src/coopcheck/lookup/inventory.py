"""Every record of law with what it rests on, for counting."""

from collections.abc import Iterator
from typing import NamedTuple

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.records import Rests, rests
from coopcheck.model.domestic import Domestic, forms_in
from coopcheck.model.instrument import Instrument

PARTS = (
    "scope",
    "basis",
    "requires",
    "dual_criminality",
    "accessory",
    "grounds",
    "duties",
    "measures",
    "contents",
    "channels",
    "deadlines",
    "speciality",
)
"""The lists of clauses in a form of cooperation."""


class Held(NamedTuple):
    """One record: its kind, what it belongs to, and what it rests on."""

    kind: str
    owner: str
    rests_on: Rests


def clauses_of(law: Instrument | Domestic, owner: str) -> Iterator[Held]:
    """The instrument itself and each clause, each with its own or its holder's provenance."""
    kind = "treaty clause" if isinstance(law, Instrument) else "clause of domestic law"
    if isinstance(law, Instrument):
        yield Held("instrument", owner, rests(law))
        for record in (*law.scope, *law.relations, *law.bars):
            yield Held(kind, owner, rests(record, law))
    for form in forms_in(law).values():
        for part in PARTS:
            for record in getattr(form, part):
                yield Held(kind, owner, rests(record, form, law))


def parties_records(kb: KnowledgeBase, key: str) -> Iterator[Held]:
    """Membership, declarations and territorial application of an instrument."""
    parties = kb.parties(key)
    if parties is None:
        return
    for row in parties.parties.values():
        yield Held("membership", key, rests(row, parties))
    for declaration in parties.declarations:
        yield Held("declaration", key, rests(declaration, parties))
    for territory in parties.territories:
        yield Held("territorial application", key, rests(territory, parties))


def domestic_records(kb: KnowledgeBase, code: str) -> Iterator[Held]:
    """A State's cooperation law and offences."""
    law, national = kb.domestic(code), kb.national(code)
    if law is not None:
        for act in law.acts:
            yield Held("statute", code, rests(act, law))
        for values in law.facts.values():
            for value in values:
                yield Held("fact of domestic law", code, rests(value, law))
        yield from clauses_of(law, code)
        for kind, records in (
            ("authority", law.authorities),
            ("languages of requests", law.languages),
            ("designated partners", law.partners),
            ("time without a statute", law.no_statute),
        ):
            for record in records:
                yield Held(kind, code, rests(record, law))
    if national is not None:
        for provision in national.provisions:
            yield Held("offence provision", code, rests(provision, national))
        for entry in national.not_criminal:
            yield Held("no offence", code, rests(entry, national))
