"""The catalogue of refusal grounds, and who relies on one of them."""

from collections.abc import Iterator

from msgspec import Struct

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup import find
from coopcheck.lookup.clauses import bars_said, forms_said
from coopcheck.lookup.records import Clause
from coopcheck.lookup.wording import condition
from coopcheck.model.catalogue import Ground


class CureSaid(Struct, kw_only=True):
    """What would overcome a ground."""

    id: str
    says: str
    fact: str | None


class GroundRow(Struct, kw_only=True):
    """A ground: ``trigger`` in words, ``condition`` as written in the data."""

    id: str
    title: str
    explanation: str
    forms: list[str]
    trigger: str
    condition: str
    unused_when: str | None
    cures: list[CureSaid]
    model_law_extradition: str | None
    model_treaty_extradition: str | None
    model_treaty_mla: str | None


class Grounds(Struct, kw_only=True):
    """The answer of ``coopcheck grounds``."""

    form: str | None
    grounds: list[GroundRow]


class GroundUse(Struct, kw_only=True):
    """A law with a clause on the ground. ``kind`` is treaty, treaty-bar or domestic."""

    kind: str
    law: str
    short: str
    form: str | None
    clause: Clause


class GroundSaid(Struct, kw_only=True):
    """The answer of ``coopcheck grounds ID``."""

    ground: GroundRow
    said_by: list[GroundUse]


def grounds(kb: KnowledgeBase, *, form: str | None = None) -> Grounds:
    """The whole catalogue, or the grounds of one form of cooperation.

    Raises ``InputError`` for a form that is none.
    """
    if form is not None:
        find.form(form)
    rows = [_row(kb, each) for each in kb.grounds.values() if form is None or form in each.forms]
    return Grounds(form=form, grounds=rows)


def ground(kb: KnowledgeBase, name: str, *, form: str | None = None) -> GroundSaid:
    """One ground, and every treaty and domestic law on record that has a clause on it.

    ``name`` is its id or title. Raises ``InputError`` with the nearest ids.
    """
    key = find.ground(kb, name)
    if form is not None:
        find.form(form)
    return GroundSaid(ground=_row(kb, kb.grounds[key]), said_by=list(_uses(kb, key, form)))


def _row(kb: KnowledgeBase, each: Ground) -> GroundRow:
    return GroundRow(
        id=each.id,
        title=each.title,
        explanation=each.explanation,
        forms=list(each.forms),
        trigger=condition(kb, each.trigger) or "",
        condition=each.trigger,
        unused_when=condition(kb, each.unused_when),
        cures=[CureSaid(id=c.cure, says=c.text, fact=c.fact) for c in each.cures],
        model_law_extradition=each.model_law_extradition,
        model_treaty_extradition=each.model_treaty_extradition,
        model_treaty_mla=each.model_treaty_mla,
    )


def _uses(kb: KnowledgeBase, key: str, form: str | None) -> Iterator[GroundUse]:
    for name in kb.heads:
        law = kb.instrument(name)
        for bar in bars_said(kb, law):
            if bar.id == key:
                yield GroundUse(kind="treaty-bar", law=name, short=law.short, form=None, clause=bar)
        for said in forms_said(kb, law, form):
            for clause in said.said:
                if clause.kind == "ground" and clause.id == key:
                    yield GroundUse(
                        kind="treaty", law=name, short=law.short, form=said.form, clause=clause
                    )
    for code in kb.all_ids("domestic"):
        own = kb.domestic(code)
        if own is None:
            continue
        short = f"Law of {kb.states.in_sentence(code)}"
        for said in forms_said(kb, own, form):
            for clause in said.said:
                if clause.kind == "ground" and clause.id == key:
                    yield GroundUse(
                        kind="domestic",
                        law=f"domestic:{code}",
                        short=short,
                        form=said.form,
                        clause=clause,
                    )
