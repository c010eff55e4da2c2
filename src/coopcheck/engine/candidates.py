"""Which instruments come into question between two States, before any of them is opened."""

from datetime import date

from coopcheck.dates import interval
from coopcheck.engine.basis import wanted_forms
from coopcheck.engine.membership import concerned_by, surely_absent
from coopcheck.knowledge.base import Head, KnowledgeBase

Candidate = tuple[Head, str]


def candidates(
    kb: KnowledgeBase, form: str, pair: tuple[str, str], on: str, *, everything: bool
) -> list[Candidate]:
    """The instruments on a form of cooperation, each with the form by its name.

    Without ``everything``, those are left out of which one of the States is surely no Party.
    """
    found = kb.kept(("candidates", form, pair), lambda: _on(kb, form, pair))
    if everything:
        return found
    day = interval(on)[1]
    one, other = (surely_absent(kb, state) for state in pair)
    return [
        each
        for each in found
        if one.get(each[0].id, date.min) < day and other.get(each[0].id, date.min) < day
    ]


def _on(kb: KnowledgeBase, form: str, pair: tuple[str, str]) -> list[Candidate]:
    """Of the bilateral instruments, those that speak of both States."""
    both = concerned_by(kb, pair[0]) & concerned_by(kb, pair[1])
    return [
        (head, name)
        for head, name in kb.kept(("on-form", form), lambda: _on_form(kb, form))
        if head.reach != "bilateral" or head.id in both
    ]


def _on_form(kb: KnowledgeBase, form: str) -> list[Candidate]:
    return [
        (head, name)
        for head in kb.heads.values()
        for name in wanted_forms(form)
        if name in head.forms
    ]
