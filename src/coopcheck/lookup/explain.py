"""What an id means that a report prints."""

from msgspec import Struct

from coopcheck.engine.steps import DUTY_WORDS
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup import explain_law, explain_words
from coopcheck.lookup.explain_records import Entry
from coopcheck.lookup.wording import form_noun
from coopcheck.model.types import FORMS
from coopcheck.resolve.ids import meant, near_ids
from coopcheck.text import one_line

_KINDS = (
    *explain_law.KINDS[:2],
    *explain_words.KINDS,
    *explain_law.KINDS[2:],
)


class Explained(Struct, kw_only=True):
    """The answer of ``coopcheck explain``: nearly always one entry."""

    id: str
    entries: list[Entry]


def explain(kb: KnowledgeBase, text: str) -> Explained:
    """Everything that bears an id. Raises ``InputError`` with the nearest ids if nothing does."""
    wanted = one_line(text, 200)
    entries = [entry for kind in _KINDS if (entry := kind(kb, wanted)) is not None]
    if not entries:
        titles = all_ids(kb)
        same = meant(wanted, titles)
        if len(same) == 1 and same[0] != wanted:
            return explain(kb, same[0])
        raise InputError(
            f'nothing on record has the id "{one_line(text, 60)}".',
            place="explain",
            expected="an id of a treaty, State, ground, offence, element, fact, measure, duty, "
            "network or source.",
            nearest=same or near_ids(wanted, titles),
        )
    return Explained(id=wanted, entries=entries)


def all_ids(kb: KnowledgeBase) -> dict[str, str]:
    """Every id that can be explained, with its title."""
    return {
        **{key: head.short for key, head in kb.heads.items()},
        **{code: kb.states.label(code) for code in kb.all_ids("state")},
        **{f"domestic:{code}": f"law of {code}" for code in kb.all_ids("domestic")},
        **{key: ground.title for key, ground in kb.grounds.items()},
        **{key: category.title for key, category in kb.categories.items()},
        **{key: element.label for key, element in kb.elements.items()},
        **{key: fact.label for key, fact in kb.facts.items()},
        **{key: measure.title for key, measure in kb.measures.items()},
        **DUTY_WORDS,
        **{key: network.title for key, network in kb.networks.items()},
        **{form: form_noun(form) for form in FORMS},
        "reciprocity": "reciprocity and comity",
        **{key: source.title for key, source in kb.sources.items()},
    }
