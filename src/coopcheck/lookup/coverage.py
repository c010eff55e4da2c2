"""What the knowledge base holds and lacks: by kind of record, instrument and State."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from coopcheck.dates import interval
from coopcheck.engine.membership import party_count
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.domestic import domestic_facts
from coopcheck.lookup.inventory import Held, clauses_of, domestic_records, parties_records
from coopcheck.lookup.records import Rests, rests
from coopcheck.lookup.wording import plain
from coopcheck.model.domestic import forms_in
from coopcheck.model.types import FORMS


class Share(Struct, kw_only=True):
    """How many records, and how well verified; ``primary_share`` is a percentage."""

    records: int
    primary: int
    secondary: int
    unverified: int
    primary_share: float | None
    oldest: str | None


class KindCoverage(Struct, kw_only=True):
    """One kind of record."""

    kind: str
    share: Share


class InstrumentCoverage(Struct, kw_only=True):
    """One instrument: what is held, and ``lacks`` in words."""

    id: str
    short: str
    reach: str
    clauses: int
    parties: int
    parties_complete_as_of: str | None
    declarations: int
    offences: int
    share: Share
    lacks: list[str]


class StateCoverage(Struct, kw_only=True):
    """One State: what is held, and ``lacks`` in words."""

    code: str
    name: str
    instruments: int
    domestic_forms: int
    facts_answered: int
    provisions: int
    offences: int
    share: Share
    lacks: list[str]


class Coverage(Struct, kw_only=True):
    """The answer of ``coopcheck coverage``. ``states`` leaves out those with no law of their own.

    ``other_states``: States and territories of which only names and membership are on record.
    """

    on: str
    states_named: int
    offences: int
    forms: int
    facts_of_domestic_law: int
    total: Share
    kinds: list[KindCoverage]
    instruments: list[InstrumentCoverage]
    states: list[StateCoverage]
    other_states: int
    lacks: list[str]


def coverage(kb: KnowledgeBase, on: str) -> Coverage:
    """Count every record of law and say what is missing."""
    held: list[Held] = []
    instruments = []
    for key in kb.heads:
        records = [*clauses_of(kb.instrument(key), key), *parties_records(kb, key)]
        held += records
        instruments.append(_instrument(kb, key, records, on))
    states = []
    for code in sorted({*kb.all_ids("domestic"), *kb.all_ids("national")}):
        records = list(domestic_records(kb, code))
        held += records
        states.append(_state(kb, code, records))
    for kind, entries in (
        ("offence", kb.categories.values()),
        ("network", kb.networks.values()),
    ):
        held += [Held(kind, "", rests(entry)) for entry in entries]
    kinds = list(dict.fromkeys(record.kind for record in held))
    named = len(kb.all_ids("state"))
    return Coverage(
        on=on,
        states_named=named,
        offences=len(kb.categories),
        forms=len(FORMS),
        facts_of_domestic_law=len(domestic_facts(kb)),
        total=_share(record.rests_on for record in held),
        kinds=[
            KindCoverage(kind=kind, share=_share(r.rests_on for r in held if r.kind == kind))
            for kind in kinds
        ],
        instruments=instruments,
        states=states,
        other_states=named - len(states),
        lacks=list(_lacks(kb, states)),
    )


def _share(found: Iterable[Rests]) -> Share:
    entries = list(found)
    counts = dict.fromkeys(("primary", "secondary", "unverified"), 0)
    for entry in entries:
        counts[entry.verified] += 1
    dates = [entry.as_of for entry in entries if entry.as_of]
    return Share(
        records=len(entries),
        primary=counts["primary"],
        secondary=counts["secondary"],
        unverified=counts["unverified"],
        primary_share=round(100 * counts["primary"] / len(entries), 1) if entries else None,
        oldest=min(dates, key=lambda text: interval(text)[0]) if dates else None,
    )


def _instrument(kb: KnowledgeBase, key: str, records: list[Held], on: str) -> InstrumentCoverage:
    text, head = kb.instrument(key), kb.heads[key]
    kinds = [record.kind for record in records]
    offences = sum(any(t.instrument == key for t in c.treaties) for c in kb.categories.values())
    lacks = []
    for state, words in (("unread", "the clauses"), ("part", "some of the clauses")):
        found = [name for name, form in forms_in(text).items() if form.clauses == state]
        if found:
            lacks.append(f"{words} on {', '.join(found)} (not read)")
    complete = head.parties.get("complete_as_of")
    if text.in_force is None and text.kind != "arrangement":
        lacks.append("entry into force")
    if not head.parties:
        lacks.append("its Parties")
    elif complete is None:
        lacks.append("a complete list of Parties")
    if head.parties.get("unidentified"):
        count = head.parties["unidentified"]
        lacks.append(f"the names of {count} {'Party' if count == 1 else 'Parties'}")
    perhaps = party_count(kb, key, on)[1]
    if perhaps and text.terminated is None and text.in_force:
        lacks.append(f"the standing of {perhaps} on {on}")
    own_offences = any(
        rule.own_offences for form in forms_in(text).values() for rule in form.requires
    )
    named = text.scope and any("established_by_treaty" in rule.when for rule in text.scope)
    if not offences and (own_offences or named):
        lacks.append("the offences that it establishes")
    return InstrumentCoverage(
        id=key,
        short=text.short,
        reach=text.reach,
        clauses=kinds.count("treaty clause"),
        parties=kinds.count("membership"),
        parties_complete_as_of=complete,
        declarations=kinds.count("declaration"),
        offences=offences,
        share=_share(record.rests_on for record in records),
        lacks=lacks,
    )


def _state(kb: KnowledgeBase, code: str, records: list[Held]) -> StateCoverage:
    law, national = kb.domestic(code), kb.national(code)
    forms = list(forms_in(law)) if law else []
    facts = domestic_facts(kb)
    open_facts = [name for name in facts if not (law and law.facts.get(name))]
    covered = {p.category for p in national.provisions} if national else set()
    denied = {n.category for n in national.not_criminal} if national else set()
    lacks = []
    if law is None:
        lacks.append("its cooperation law")
    else:
        missing = [form for form in FORMS if form not in forms]
        if missing:
            lacks.append(f"its law on {', '.join(plain(name) for name in missing)}")
        if open_facts:
            lacks.append(f"{len(open_facts)} of {len(facts)} facts of domestic law")
    if national is None:
        lacks.append("its offences")
    elif len(covered | denied) < len(kb.categories):
        count = len(kb.categories) - len(covered | denied)
        lacks.append(f"{count} of {len(kb.categories)} offences")
    record = kb.state(code)
    return StateCoverage(
        code=code,
        name=record.name if record else code,
        instruments=sum(b.membership is not None for b in kb.bound(code).values()),
        domestic_forms=len(forms),
        facts_answered=len(facts) - len(open_facts),
        provisions=len(national.provisions) if national else 0,
        offences=len(covered | denied),
        share=_share(record.rests_on for record in records),
        lacks=lacks,
    )


def _lacks(kb: KnowledgeBase, states: list[StateCoverage]) -> Iterator[str]:
    """What is missing beyond single instruments and States."""
    used = {p.category for s in states if (n := kb.national(s.code)) for p in n.provisions}
    without = [key for key in kb.categories if key not in used]
    if without:
        yield f"a provision of any State on {', '.join(without)}"
    pairs = {
        tuple(sorted(parties.parties))
        for key in kb.heads
        if kb.heads[key].reach == "bilateral" and (parties := kb.parties(key))
    }
    count = len(states) * (len(states) - 1) // 2
    codes = {state.code for state in states}
    covered = sum(set(pair) <= codes for pair in pairs)
    yield (
        f"bilateral treaties: {covered} of {count} pairs of the States with law of their own have "
        "one on record; that none is on record does not mean that there is none"
    )
