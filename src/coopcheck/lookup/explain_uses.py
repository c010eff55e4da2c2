"""Which records use an element, fact, measure, duty or source."""

from collections import Counter
from collections.abc import Iterator

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.clauses import bars_said, forms_said, scope_said
from coopcheck.lookup.explain_records import Found
from coopcheck.lookup.inventory import clauses_of, domestic_records, parties_records
from coopcheck.lookup.records import Clause
from coopcheck.lookup.wording import facts_in, form_noun


def _clauses(kb: KnowledgeBase) -> Iterator[tuple[str, Clause]]:
    """Every clause of every law, with the short title of the law and the form."""
    for key in kb.heads:
        law = kb.instrument(key)
        for clause in (*scope_said(kb, law), *bars_said(kb, law)):
            yield law.short, clause
        for form in forms_said(kb, law):
            for clause in form.said:
                yield f"{law.short}, {form_noun(form.form)}", clause
    for code in kb.all_ids("domestic"):
        own = kb.domestic(code)
        if own is not None:
            name = kb.states.in_sentence(code)
            for form in forms_said(kb, own):
                for clause in form.said:
                    yield f"Law of {name}, {form_noun(form.form)}", clause


def fact_uses(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    """Grounds and clauses whose condition names a fact, and what each State's law answers."""
    for ground in kb.grounds.values():
        for label, text in (("arises on it", ground.trigger), ("turns on it", ground.unused_when)):
            if key in facts_in(text):
                yield f"ground {ground.id}", None, f"{ground.title}: {label}"
    for where, clause in _clauses(kb):
        if key in facts_in(clause.condition):
            yield where, clause.article, clause.says
    prefix, _, rest = key.partition(".")
    if prefix in ("requested", "requesting"):
        for code in kb.all_ids("domestic"):
            law = kb.domestic(code)
            for value in law.facts.get(rest, []) if law else ():
                since = f" since {value.since}" if value.since else ""
                until = f" until {value.until}" if value.until else ""
                name = kb.states.in_sentence(code)
                yield f"Law of {name}", value.article, f"{value.value}{since}{until}"


def measure_uses(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    """Laws that name a measure."""
    for where, clause in _clauses(kb):
        if clause.kind == "measure" and clause.id == key:
            yield where, clause.article, clause.note or clause.says


def duty_uses(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    """Laws under which a duty is owed."""
    for where, clause in _clauses(kb):
        if clause.kind == "duty" and clause.id == key:
            yield where, clause.article, clause.note or clause.says


def element_uses(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    """Offences, and provisions of national law, whose formula names an element."""
    for category in kb.categories.values():
        if key in facts_in(category.elements):
            yield f"offence {category.id}", None, category.title
    for code in kb.all_ids("national"):
        law = kb.national(code)
        name = kb.states.in_sentence(code)
        for each in law.provisions if law else ():
            if key in each.also_requires:
                yield f"Law of {name}", each.cite, "asks for it as well"
            elif key in each.does_not_require:
                yield f"Law of {name}", each.cite, "does not ask for it"
            elif key in facts_in(each.elements):
                yield f"Law of {name}", each.cite, "asks for it"


def category_uses(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    """Treaties that oblige or invite States to make it an offence."""
    for each in kb.categories[key].treaties:
        says = "Parties must make it an offence"
        if each.obligation == "optional":
            says = "Parties may make it an offence"
        yield kb.heads[each.instrument].short, each.article, says


def source_uses(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    """How many records of each owner rest on a source."""
    counts: Counter[tuple[str, str]] = Counter()
    for name in kb.heads:
        law = kb.instrument(name)
        for held in (*clauses_of(law, law.short), *parties_records(kb, name)):
            if held.rests_on.source == key:
                counts[law.short, held.kind] += 1
    for code in sorted({*kb.all_ids("domestic"), *kb.all_ids("national")}):
        for held in domestic_records(kb, code):
            if held.rests_on.source == key:
                counts[f"Law of {kb.states.in_sentence(code)}", held.kind] += 1
    for category in kb.categories.values():
        if category.source == key:
            counts["Offence categories", "offence"] += 1
    for network in kb.networks.values():
        if network.source == key:
            counts[network.title, "network"] += 1
    for (where, kind), count in counts.items():
        yield where, None, f"{kind}: {count}"
