"""Whether two States have a treaty on a form of cooperation at all, whatever the offence."""

from typing import TYPE_CHECKING

from coopcheck.dates import in_time, interval
from coopcheck.engine.basis import Basis, form_of, is_special, wanted_forms
from coopcheck.engine.candidates import candidates
from coopcheck.engine.membership import standing_of
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Name, Proof
from coopcheck.model.instrument import Form, Instrument

if TYPE_CHECKING:
    from coopcheck.engine.context import Context

FACT, WITHOUT = "request.treaty_between", "request.without_treaty"


def treaty_between(kb: KnowledgeBase, requesting: str, requested: str, form: str, on: str) -> Proof:
    """The proof of ``request.treaty_between``, from the records alone.

    Bilateral treaties on record are not complete: that there is none is known only where a record
    says so (``treaties/no-treaty.yaml``).
    """
    key = ("treaty-between", requesting, requested, form, on)
    return kb.kept(key, lambda: _proof(kb, requesting, requested, form, on))


def _proof(kb: KnowledgeBase, requesting: str, requested: str, form: str, on: str) -> Proof:
    label = kb.facts[FACT].label
    best, named = NO, ""
    pair = (requesting, requested)
    for head, name in candidates(kb, form, pair, on, everything=False):
        if head.kind in ("framework-decision", "arrangement"):
            continue
        value = min(s.value for s in standing_of(kb, head.id, pair, on))
        if value <= best:
            continue
        text = kb.instrument(head.id)
        said = form_of(text, name, interval(on)[1])
        if said is not None and is_general(text, said):
            best, named = value, head.short
    if best is YES:
        return Proof(YES, f"{label}: {named}", article=named, fact=FACT)
    none = _none(kb, requesting, requested, form, on)
    if none is not None:
        return none
    names = " and ".join(kb.states.in_sentence(state) for state in (requesting, requested))
    law = f"whether {named} binds both" if named else f"whether there is a treaty between {names}"
    return Proof(UNKNOWN, label, fact=FACT, law=law)


def is_general(instrument: Instrument, form: Form) -> bool:
    """A treaty on the form of cooperation as such, and not for certain offences only.

    One on the transfer of sentenced persons leaves each request to the States, and is one all the
    same (ETS 112 art. 3(1)(f)).
    """
    made_for_it = any(c.effect in ("duty", "consider") for c in form.basis)
    return (made_for_it or form.clauses == "unread") and not is_special(instrument, form)


def _none(kb: KnowledgeBase, requesting: str, requested: str, form: str, on: str) -> Proof | None:
    """The record that the two had no treaty on that day."""
    day = interval(on)[1]
    pair = sorted((requesting, requested))
    for record in kb.no_treaties.values():
        if record.between != pair or not set(wanted_forms(form)) & set(record.forms):
            continue
        known = record.until or (record.as_of and interval(record.as_of)[1] >= day)
        if known and in_time(record.since, record.until, day):
            stamp = f"no treaty between the two is known to {record.until or record.as_of}"
            return Proof(NO, kb.facts[FACT].label, article=stamp, fact=FACT)
    return None


def without_treaty(bases: list[Basis], context: "Context") -> Proof:
    """The proof of ``request.without_treaty`` for a request that rests on no instrument.

    What the case states comes first. A binding instrument that carries the request, be it a
    convention on certain offences, is a treaty in this sense (Fallos 323:3055).
    """
    label = context.kb.facts[WITHOUT].label
    stated = context.case.facts.get(WITHOUT, UNKNOWN)
    if stated is not UNKNOWN:
        return Proof(stated, label, article="as stated in the case", fact=WITHOUT)
    treaties = [b for b in bases if b.instrument is not None and b.instrument.kind != "arrangement"]
    carrying = next((b for b in treaties if b.value is YES and b.effect != "submit"), None)
    if carrying is not None:
        return Proof(NO, f"{label}: {carrying.short} does", fact=WITHOUT)
    if all(b.value is NO for b in treaties):
        between = context.fact(Name(FACT, 1))
        if between.value is NO:
            return Proof(YES, label, (between,), article=between.article)
    return Proof(UNKNOWN, label, fact=WITHOUT)
