"""Entries for treaties, States, networks, forms of cooperation and sources."""

from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.explain_records import Entry, Kind, entry
from coopcheck.lookup.explain_uses import source_uses
from coopcheck.lookup.records import rests
from coopcheck.lookup.wording import form_noun
from coopcheck.model.types import FORMS


def _instrument(kb: KnowledgeBase, key: str) -> Entry | None:
    if key not in kb.heads:
        return None
    text = kb.instrument(key)
    forms = ", ".join(form_noun(form) for form in kb.heads[key].forms)
    return entry(
        "treaty",
        key,
        text.short,
        ("Title", text.title),
        ("Adopted", text.adopted),
        ("In force", text.in_force or "not in force, or its date is not on record"),
        ("Ended", text.terminated),
        ("Covers", forms or "no form of cooperation; it binds States as to their grounds"),
        ("Note", text.note),
        more=f"coopcheck treaty {key}",
        rests_on=rests(text),
    )


def _state(kb: KnowledgeBase, key: str) -> Entry | None:
    code = key.removeprefix("domestic:")
    try:
        code = kb.states.resolve(code)
    except InputError:
        return None
    record = kb.state(code)
    if record is None:
        return None
    law = kb.domestic(code)
    own = key.startswith("domestic:")
    sovereign = kb.states.in_sentence(record.sovereign) if record.sovereign else None
    return entry(
        "cooperation law" if own else record.kind,
        f"domestic:{code}" if own else code,
        f"Law of {kb.states.in_sentence(code)}" if own else record.name,
        ("Name", record.official),
        ("Territory of", sovereign),
        ("Acts", "; ".join(f"{act.title} ({act.short})" for act in law.acts) if law else None),
        ("Law", None if law else "its cooperation law is not on record"),
        more=f"coopcheck state {code}",
        rests_on=rests(law) if law else None,
    )


def _network(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.networks.get(key)
    if each is None:
        return None
    members, associates = (
        sorted(kb.states.label(code) for code in codes) for codes in (each.members, each.associates)
    )
    if each.parties_of is not None:
        members.append(f"the States bound by {kb.heads[each.parties_of].short}")
    return entry(
        "network",
        key,
        each.title,
        ("Use", each.use),
        ("For", ", ".join(form_noun(form) for form in each.forms)),
        ("Since", each.since),
        ("Members", ", ".join(members)),
        ("Towards a member", ", ".join(associates)),
        ("Note", each.note),
        rests_on=rests(each),
    )


def _source(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.sources.get(key)
    if each is None:
        return None
    return entry(
        "source",
        key,
        each.title,
        ("Publisher", each.publisher),
        ("Address", each.address),
        ("Date", each.date),
        ("Note", each.note),
        used_by=source_uses(kb, key),
    )


def _form(kb: KnowledgeBase, key: str) -> Entry | None:
    if key not in FORMS:
        return None
    held = [head for head in kb.heads.values() if key in head.forms]
    return entry(
        "form of cooperation",
        key,
        form_noun(key),
        ("On record", f"{len(held)} treaties have clauses on it"),
        more=f"coopcheck treaties --form {key}",
    )


def _reciprocity(kb: KnowledgeBase, key: str) -> Entry | None:
    if key != "reciprocity":
        return None
    return entry(
        "basis",
        key,
        "Reciprocity and comity",
        (
            "Meaning",
            "The requested State may act without a treaty on the assurance that the "
            "requesting State would do the same for it. It has no duty to.",
        ),
        ("State it", "--fact assurance.reciprocity=yes"),
    )


KINDS: tuple[Kind, ...] = (
    _instrument,
    _state,
    _network,
    _source,
    _form,
    _reciprocity,
)
