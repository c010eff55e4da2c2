"""The clauses of a treaty or of a State's own law, each in words with its article."""

from collections.abc import Iterator
from typing import Any

from coopcheck.engine.addressee import WAYS
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.lookup.records import Clause, FormSaid, rests, said_of
from coopcheck.lookup.wording import condition, duty_words, form_noun
from coopcheck.model.domestic import Domestic, forms_in
from coopcheck.model.instrument import (
    AccessoryRule,
    DualCriminalityRule,
    Form,
    GroundClause,
    Instrument,
    Requirement,
)
from coopcheck.penalties import in_words

_ACTS = {
    "extradition": "extradite",
    "surrender": "surrender the person",
    "mla": "assist",
    "confiscation": "cooperate in tracing, freezing and confiscation",
}
BASIS = {
    "duty": "obliges the Parties to {act}",
    "deemed-included": "its offences are part of every extradition treaty between Parties",
    "may-serve": "a Party that needs a treaty may take this one as the basis",
    "extraditable": "Parties that need no treaty recognise its offences as extraditable",
    "own-law": "possible on this law alone, without a treaty",
    "consider": "obliges the Parties to consider a request, no more",
    "submit": "who does not extradite submits the case to prosecution",
    "arrangement": "an arrangement, not binding in international law",
}
_RULES = {
    "required": "required",
    "required-for-coercive-measures": "required for coercive measures",
    "may-decline": "not required, but its absence is an optional ground of refusal",
    "not-required": "not required",
    "waived-for-list": "not checked for the listed offences",
    "deemed": "taken as fulfilled by the treaty itself",
}
_ACCESSORY = {
    "serious-crimes": "other serious crimes",
    "penalty-shortfall": "offences that only fall short of the minimum penalty",
    "any-punishable": "any other offence punishable in both States",
}
GROUND = {
    "mandatory": "must refuse",
    "permitted": "may refuse",
    "excluded": "may not refuse on this",
}


def forms_said(
    kb: KnowledgeBase, law: Instrument | Domestic, only: str | None = None
) -> list[FormSaid]:
    """What a law says about each form of cooperation, or about ``only`` one."""
    return [
        said_of(FormSaid, form, law, form=name, said=list(_clauses(kb, law, form, name)))
        for name, form in forms_in(law).items()
        if only in (None, name)
    ]


def scope_said(kb: KnowledgeBase, law: Instrument) -> list[Clause]:
    """The scope of a whole instrument: alternatives."""
    return [_clause(kb, rule, "scope", _covers(kb, rule.when), law) for rule in law.scope]


def bars_said(kb: KnowledgeBase, law: Instrument) -> list[Clause]:
    """Grounds that bind the Parties whatever the basis of the request."""
    found = []
    for bar in law.bars:
        words = f"{kb.grounds[bar.ground].title}: {GROUND[bar.effect]}, whatever the basis"
        if bar.trigger:
            words += f"; here it arises if {condition(kb, bar.trigger)}"
        clause = _clause(kb, bar, "ground", words, law, key=bar.ground, effect=bar.effect)
        clause.items = [form_noun(form) for form in bar.forms]
        found.append(clause)
    return found


def _clauses(
    kb: KnowledgeBase, law: Instrument | Domestic, form: Form, name: str
) -> Iterator[Clause]:
    holders = (form, law)
    for basis in form.basis:
        words = BASIS[basis.effect].replace("{act}", _ACTS.get(name, "cooperate"))
        if basis.notification:
            words += f"; it notifies whether it does (art. {basis.notification})"
        yield _clause(kb, basis, "basis", words, *holders, effect=basis.effect)
    for scope in form.scope:
        yield _clause(kb, scope, "scope", _covers(kb, scope.when), *holders)
    for rule in form.requires:
        clause = _clause(kb, rule, "requires", _requirement(rule), *holders)
        clause.items = [kb.categories[key].title for key in rule.categories]
        yield clause
    for dual in form.dual_criminality:
        clause = _clause(kb, dual, "dual-criminality", _dual(kb, dual), *holders, effect=dual.rule)
        clause.items = [entry.heading for entry in dual.listed]
        yield clause
    for accessory in form.accessory:
        words = _accessory(accessory)
        yield _clause(kb, accessory, "accessory", words, *holders, effect=accessory.effect)
    for ground in form.grounds:
        words = _ground(kb, ground)
        yield _clause(
            kb, ground, "ground", words, *holders, key=ground.ground, effect=ground.effect
        )
    for duty in form.duties:
        yield _clause(kb, duty, "duty", duty_words(duty.duty), *holders, key=duty.duty)
    for measure in form.measures:
        words = kb.measures[measure.measure].title
        yield _clause(kb, measure, "measure", words, *holders, key=measure.measure)
    for content in form.contents:
        stage = f" (stage of {content.stage})" if content.stage else ""
        yield _clause(kb, content, "contents", f"{content.item}{stage}", *holders)
    for channel in form.channels:
        yield _clause(kb, channel, "channel", WAYS[channel.kind], *holders)
    for deadline in form.deadlines:
        words = f"{deadline.what}: {deadline.days} days"
        yield _clause(kb, deadline, "deadline", words, *holders)
    for speciality in form.speciality:
        words = speciality.note.rstrip(".")
        clause = _clause(kb, speciality, "speciality", words, *holders)
        clause.note = None
        yield clause


def _clause(
    kb: KnowledgeBase,
    record: Any,
    kind: str,
    says: str,
    *holders: object,
    key: str | None = None,
    effect: str | None = None,
) -> Clause:
    when = getattr(record, "when", None)
    return Clause(
        kind=kind,
        article=record.article,
        says=says,
        id=key,
        effect=effect,
        when=None if kind == "scope" else condition(kb, when),
        condition=when,
        unless=condition(kb, getattr(record, "unless", None)),
        since=getattr(record, "since", None),
        until=getattr(record, "until", None),
        note=getattr(record, "note", None),
        rests_on=rests(record, *holders),
    )


def _covers(kb: KnowledgeBase, when: str) -> str:
    return f"applies where {condition(kb, when)}"


def _requirement(rule: Requirement) -> str:
    parts = []
    if rule.threshold:
        where = {"both": "both States"}.get(rule.where, f"the {rule.where} State")
        how = "above" if rule.above else "of at least"
        parts.append(f"a maximum penalty {how} {in_words(rule.threshold)} in {where}")
    if rule.sentence:
        left = "still to be served" if rule.of == "remaining" else "imposed"
        parts.append(f"a sentence {left} of at least {in_words(rule.sentence)}")
    if rule.categories:
        parts.append(f"an offence of the list{' (not read to the end)' if rule.unread else ''}")
    elif rule.unread:
        parts.append("not read: which offences it covers")
    if rule.own_offences:
        articles = f" ({', '.join(rule.articles)})" if rule.articles else ""
        parts.append(f"an offence that the instrument establishes{articles}")
    words = "; ".join(parts) or "a condition of its own"
    return f"{words} (stage of {rule.stage})" if rule.stage else words


def _dual(kb: KnowledgeBase, rule: DualCriminalityRule) -> str:
    words = _RULES[rule.rule]
    if rule.floor:
        words += f", if punishable by at least {in_words(rule.floor)} in the requesting State"
    if rule.test == "conduct":
        words += "; the conduct counts, not the name of the offence"
    if rule.also:
        words += f"; besides, {condition(kb, rule.also)}"
        words += ", also under a treaty" if rule.under_treaties else ""
    return words


def _accessory(rule: AccessoryRule) -> str:
    verb = "must" if rule.effect == "required" else "may"
    words = f"{_ACCESSORY[rule.covers]} in the same request {verb} be included"
    return f"{words}, if punishable by deprivation of liberty" if rule.imprisonable else words


def _ground(kb: KnowledgeBase, clause: GroundClause) -> str:
    words = f"{kb.grounds[clause.ground].title}: {GROUND[clause.effect]}"
    if clause.sole:
        words += " alone"
    if clause.trigger:
        words += f"; here it arises if {condition(kb, clause.trigger)}"
    if clause.absolute:
        words += "; no assurance counts"
    if clause.duty:
        words += f"; then it must {duty_words(clause.duty)}"
    if clause.replaces:
        words += f" (in place of art. {', '.join(clause.replaces)} of the parent instrument)"
    return words
