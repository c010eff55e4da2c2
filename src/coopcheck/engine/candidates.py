"""Which instruments come into question between two States, before any of them is opened."""

from collections.abc import Iterable
from datetime import date

from coopcheck.dates import interval
from coopcheck.engine.basis import wanted_forms
from coopcheck.engine.membership import between_the_two, surely_absent
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
    wide = kb.kept(("on-form", form), lambda: _on_form(kb.heads.wide.values(), form))
    between = [kb.heads[key] for key in between_the_two(kb, pair)]
    return sorted([*wide, *_on_form(between, form)], key=lambda each: each[0].id)


def _on_form(heads: Iterable[Head], form: str) -> list[Candidate]:
    return [(head, name) for head in heads for name in wanted_forms(form) if name in head.forms]
