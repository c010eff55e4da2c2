"""Entries for grounds, cures, offences, elements, facts, measures and duties."""

from collections.abc import Iterator

from coopcheck.engine.steps import DUTY_WORDS
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.explain_records import Entry, Kind, Use, lines, uses
from coopcheck.lookup.explain_uses import (
    category_uses,
    duty_uses,
    element_uses,
    fact_uses,
    measure_uses,
)
from coopcheck.lookup.records import rests
from coopcheck.lookup.wording import condition, form_noun, formula, plain

_ORIGIN = {
    "case": "the person who makes the request",
    "derived": "the program itself, from the rest of the case",
    "domestic": "the law of the State",
}


def _ground(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.grounds.get(key)
    if each is None:
        return
    yield Entry(
        kind="ground for refusal",
        id=key,
        title=each.title,
        lines=lines(
            ("Meaning", each.explanation),
            ("Arises if", condition(kb, each.trigger)),
            ("Not used if", condition(kb, each.unused_when)),
            *(("Cure", cure.text) for cure in each.cures),
        ),
        used_by=[],
        more=f"coopcheck grounds {key}",
        rests_on=None,
    )


def _cure(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    held = [(g, c) for g in kb.grounds.values() for c in g.cures if c.cure == key]
    if held:
        yield Entry(
            kind="cure",
            id=key,
            title=plain(key),
            lines=lines(*(("Cure", text) for text in dict.fromkeys(c.text for _, c in held))),
            used_by=[Use(where=g.id, article=None, says=g.title) for g, _ in held],
            more=None,
            rests_on=None,
        )


def _category(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.categories.get(key)
    if each is None:
        return
    yield Entry(
        kind="offence",
        id=key,
        title=each.title,
        lines=lines(
            *(("Element", says) for says, _ in formula(kb, each.elements)),
            ("ICCS code", each.iccs),
            ("Note", each.note),
        ),
        used_by=uses(category_uses(kb, key)),
        more=f"coopcheck offence {key}",
        rests_on=rests(each),
    )


def _element(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.elements.get(key)
    if each is None:
        return
    institutional = None
    if each.institutional is not None:
        institutional = "an institution of the prosecuting State: read across for dual criminality"
    yield Entry(
        kind="element of conduct",
        id=key,
        title=each.label,
        lines=lines(
            ("Question", each.question),
            ("A kind of", each.is_a and f"{kb.elements[each.is_a].label} ({each.is_a})"),
            ("Names", institutional),
            ("Said as", "; ".join(each.phrases[:12])),
            ("State it", f"--element {key}=yes (or no)"),
        ),
        used_by=uses(element_uses(kb, key)),
        more=None,
        rests_on=None,
    )


def _fact(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.facts.get(key)
    if each is None:
        return
    stated = f"--fact {key}=yes (or no)" if each.origin == "case" else None
    yield Entry(
        kind="fact",
        id=key,
        title=each.label,
        lines=lines(
            ("Question", each.question),
            ("Answered by", _ORIGIN[each.origin]),
            ("Values", ", ".join(each.choices)),
            ("State it", stated if each.kind == "truth" else None),
        ),
        used_by=uses(fact_uses(kb, key)),
        more=None,
        rests_on=None,
    )


def _measure(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    each = kb.measures.get(key)
    if each is None:
        return
    coercive = {"yes": "yes", "no": "no", "unknown": "it depends on how it is carried out"}
    yield Entry(
        kind="measure",
        id=key,
        title=each.title,
        lines=lines(
            ("Coercive", coercive[each.coercive]),
            ("Part of", ", ".join(form_noun(form) for form in each.forms)),
            ("Ask for it", f"--measure {key}"),
        ),
        used_by=uses(measure_uses(kb, key)),
        more=None,
        rests_on=None,
    )


def _duty(kb: KnowledgeBase, key: str) -> Iterator[Entry]:
    used = uses(duty_uses(kb, key))
    if used or key in DUTY_WORDS:
        yield Entry(
            kind="duty",
            id=key,
            title=plain(key),
            lines=lines(("It must", DUTY_WORDS.get(key, plain(key)))),
            used_by=used,
            more=None,
            rests_on=None,
        )


KINDS: tuple[Kind, ...] = (
    _ground,
    _cure,
    _category,
    _element,
    _fact,
    _measure,
    _duty,
)
