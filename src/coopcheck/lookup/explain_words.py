"""Entries for grounds, cures, offences, elements, facts, measures and duties."""

from coopcheck.engine.steps import DUTY_WORDS
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.explain_records import Entry, Kind, entry
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


def _ground(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.grounds.get(key)
    if each is None:
        return None
    return entry(
        "ground for refusal",
        key,
        each.title,
        ("Meaning", each.explanation),
        ("Arises if", condition(kb, each.trigger)),
        ("Not used if", condition(kb, each.unused_when)),
        *(("Cure", cure.text) for cure in each.cures),
        more=f"coopcheck grounds {key}",
    )


def _cure(kb: KnowledgeBase, key: str) -> Entry | None:
    held = [(g, c) for g in kb.grounds.values() for c in g.cures if c.cure == key]
    if not held:
        return None
    return entry(
        "cure",
        key,
        plain(key),
        *(("Cure", text) for text in dict.fromkeys(c.text for _, c in held)),
        used_by=[(g.id, None, g.title) for g, _ in held],
    )


def _category(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.categories.get(key)
    if each is None:
        return None
    return entry(
        "offence",
        key,
        each.title,
        *(("Element", says) for says, _ in formula(kb, each.elements)),
        ("ICCS code", each.iccs),
        ("Note", each.note),
        used_by=category_uses(kb, key),
        more=f"coopcheck offence {key}",
        rests_on=rests(each),
    )


def _element(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.elements.get(key)
    if each is None:
        return None
    institutional = None
    if each.institutional is not None:
        institutional = "an institution of the prosecuting State: read across for dual criminality"
    return entry(
        "element of conduct",
        key,
        each.label,
        ("Question", each.question),
        ("A kind of", each.is_a and f"{kb.elements[each.is_a].label} ({each.is_a})"),
        ("Names", institutional),
        ("Said as", "; ".join(each.phrases[:12])),
        ("State it", f"--element {key}=yes (or no)"),
        used_by=element_uses(kb, key),
    )


def _fact(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.facts.get(key)
    if each is None:
        return None
    stated = f"--fact {key}=yes (or no)" if each.origin == "case" else None
    return entry(
        "fact",
        key,
        each.label,
        ("Question", each.question),
        ("Answered by", _ORIGIN[each.origin]),
        ("Values", ", ".join(each.choices)),
        ("State it", stated if each.kind == "truth" else None),
        used_by=fact_uses(kb, key),
    )


def _measure(kb: KnowledgeBase, key: str) -> Entry | None:
    each = kb.measures.get(key)
    if each is None:
        return None
    coercive = {"yes": "yes", "no": "no", "unknown": "it depends on how it is carried out"}
    return entry(
        "measure",
        key,
        each.title,
        ("Coercive", coercive[each.coercive]),
        ("Part of", ", ".join(form_noun(form) for form in each.forms)),
        ("Ask for it", f"--measure {key}"),
        used_by=measure_uses(kb, key),
    )


def _duty(kb: KnowledgeBase, key: str) -> Entry | None:
    used = list(duty_uses(kb, key))
    if not used and key not in DUTY_WORDS:
        return None
    return entry(
        "duty",
        key,
        plain(key),
        ("It must", DUTY_WORDS.get(key, plain(key))),
        used_by=used,
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
