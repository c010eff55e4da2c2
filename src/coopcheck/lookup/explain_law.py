"""Entries for treaties, States, networks, forms of cooperation and sources."""

from collections.abc import Iterator

from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.explain_records import Entry, Kind, lines, uses
from coopcheck.lookup.explain_uses import source_uses
from coopcheck.lookup.records import rests
from coopcheck.lookup.wording import form_noun
from coopcheck.model.types import FORMS


def _instrument(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    if key not in kb.heads:
        return
    text = kb.instrument(key)
    forms = ", ".join(form_noun(form) for form in kb.heads[key].forms)
    yield Entry(
        kind="treaty",
        id=key,
        title=text.short,
        lines=lines(
            ("Title", text.title),
            ("Adopted", text.adopted),
            ("In force", text.in_force or "not in force, or its date is not on record"),
            ("Ended", text.terminated),
            ("Covers", forms or "no form of cooperation; it binds States as to their grounds"),
            ("Note", text.note),
        ),
        used_by=[],
        more=f"coopcheck treaty {key}",
        rests_on=rests(text),
    )


def _state(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    code = key.removeprefix("domestic:")
    try:
        code = kb.states.resolve(code)
    except InputError:
        return
    record = kb.state(code)
    if record is None:
        return
    law = kb.domestic(code)
    own = key.startswith("domestic:")
    sovereign = kb.states.in_sentence(record.sovereign) if record.sovereign else None
    yield Entry(
        kind="cooperation law" if own else record.kind,
        id=f"domestic:{code}" if own else code,
        title=f"Law of {kb.states.in_sentence(code)}" if own else record.name,
        lines=lines(
            ("Name", record.official),
            ("Territory of", sovereign),
            ("Acts", "; ".join(f"{act.title} ({act.short})" for act in law.acts) if law else None),
            ("Law", None if law else "its cooperation law is not on record"),
        ),
        used_by=[],
        more=f"coopcheck state {code}",
        rests_on=rests(law) if law else None,
    )


def _network(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.networks.get(key)
    if each is None:
        return
    members = sorted(kb.states.label(code) for code in each.members)
    yield Entry(
        kind="network",
        id=key,
        title=each.title,
        lines=lines(
            ("Use", each.use),
            ("For", ", ".join(form_noun(form) for form in each.forms)),
            ("Since", each.since),
            ("Members", ", ".join([*members, *(f"all of {group}" for group in each.groups)])),
            ("Note", each.note),
        ),
        used_by=[],
        more=None,
        rests_on=rests(each),
    )


def _source(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.sources.get(key)
    if each is None:
        return
    yield Entry(
        kind="source",
        id=key,
        title=each.title,
        lines=lines(
            ("Publisher", each.publisher),
            ("Address", each.address),
            ("Date", each.date),
            ("Note", each.note),
        ),
        used_by=uses(source_uses(kb, key)),
        more=None,
        rests_on=None,
    )


def _form(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    if key in FORMS:
        held = [head for head in kb.heads.values() if key in head.forms]
        yield Entry(
            kind="form of cooperation",
            id=key,
            title=form_noun(key),
            lines=lines(("On record", f"{len(held)} treaties have clauses on it")),
            used_by=[],
            more=f"coopcheck treaties --form {key}",
            rests_on=None,
        )


def _reciprocity(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    if key == "reciprocity":
        yield Entry(
            kind="basis",
            id=key,
            title="Reciprocity and comity",
            lines=lines(
                (
                    "Meaning",
                    "The requested State may act without a treaty on the assurance that the "
                    "requesting State would do the same for it. It has no duty to.",
                ),
                ("State it", "--fact assurance.reciprocity=yes"),
            ),
            used_by=[],
            more=None,
            rests_on=None,
        )


KINDS: tuple[Kind, ...] = (
    _instrument,
    _state,
    _network,
    _source,
    _form,
    _reciprocity,
)
