"""Why a finding is another on another date: who joined or left, declarations, laws, offences."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from coopcheck.dates import in_time, interval, long_form
from coopcheck.engine import no_statute
from coopcheck.engine.assess import WorkedOut
from coopcheck.engine.basis import Basis
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.membership import concerned_by, standing_of
from coopcheck.engine.periods import in_force_for
from coopcheck.engine.provisions import Compared
from coopcheck.engine.refusal import Reading, Source
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, Proof
from coopcheck.model.domestic import Domestic, NoStatute, form_in
from coopcheck.model.parties import Membership, TerritorialApplication
from coopcheck.text import cited

Kind = Literal[
    "accession",
    "succession",
    "entry-into-force",
    "territorial-extension",
    "withdrawal",
    "termination",
    "not-on-record",
    "declaration",
    "replacement",
    "amendment",
    "domestic-law",
    "new-offence",
    "offence-ended",
    "rule",
    "first-choice",
    "other",
]


class Reason(Struct, kw_only=True, frozen=True):
    """One thing that happened to the law between the two dates."""

    kind: Kind
    text: str


class Changed:
    """The case on both dates; ``early`` and ``late`` are the same two in the order of time."""

    def __init__(self, kb: KnowledgeBase, before: WorkedOut, after: WorkedOut) -> None:
        self.kb = kb
        self.before = before
        self.after = after
        forward = before.context.case.day <= after.context.case.day
        self.states = (before.context.case.requesting, before.context.case.requested)
        self.early, self.late = (before, after) if forward else (after, before)

    @property
    def days(self) -> tuple[date, date]:
        """The two dates in the order of time."""
        return self.early.context.case.day, self.late.context.case.day

    def differs(self, since: str | None, until: str | None) -> bool:
        """Whether a record with these bounds stands on one of the dates only."""
        early, late = self.days
        return in_time(since, until, early) != in_time(since, until, late)


def why_basis(changed: Changed, a: Basis | None, b: Basis | None, fallback: str) -> list[Reason]:
    """Why the status of a basis changed."""
    sides = [each for each in (a, b) if each is not None]
    found: list[Reason] = []
    for each in sides:
        for key in _related(each):
            found += _membership(changed, key)
    found += [
        Reason(kind="replacement", text=each.proof.children[-1].text)
        for each in sides
        if each.replaced_by and sum(bool(x.replaced_by) for x in sides) == 1
    ]
    for each in sides:
        if each.instrument is not None:
            found += _declarations(changed, each.instrument.id, each.instrument.parent)
        found += _clauses(changed, each)
        if each.domestic is not None or each.effect == "comity":
            found += _partners(changed) + _without_statute(changed)
    facts = {node.fact for each in sides for node in _nodes(each.proof) if node.fact}
    found += _domestic_facts(changed, facts)
    both_read = len(sides) == 2 and all(each.offence is not None for each in sides)
    if both_read and _coverage(sides[0]) != _coverage(sides[1]):
        for x, y in zip(changed.early.results, changed.late.results, strict=True):
            found += _offences(x, y, "requested") + _offences(x, y, "requesting")
    return list(dict.fromkeys(found)) or [
        Reason(kind="other", text=b.reason if a and b else fallback)
    ]


def why_charge(changed: Changed, a: ChargeResult, b: ChargeResult) -> list[Reason]:
    """Why the finding on dual criminality of a charge changed."""
    early, late = (a, b) if changed.early is changed.before else (b, a)
    found = _offences(early, late, "requested")
    for duty in [*a.presumed_by, *b.presumed_by]:
        found += _membership(changed, duty.instrument)
    silent = [x.requested.not_criminal for x in (early, late)]
    if silent[0] is not silent[1]:
        note = silent[0] or silent[1]
        if note is not None:
            cite = f" ({note.cite})" if note.cite else ""
            when = f"until {long_form(note.until)}" if note.until else ""
            when = when or (f"from {long_form(note.since)}" if note.since else "")
            ended: Kind = "offence-ended" if silent[1] else "new-offence"
            found.append(Reason(kind=ended, text=f"no offence {when}: {note.note}{cite}"))
    return list(dict.fromkeys(found)) or [Reason(kind="other", text=b.reason)]


def why_ground(changed: Changed, a: Reading | None, b: Reading | None) -> list[Reason]:
    """Why the likelihood of a ground changed."""
    found: list[Reason] = []
    old, new = ({_key(s): s for s in r.sources} if r else {} for r in (a, b))
    for key in dict.fromkeys([*new, *old]):
        x, y = old.get(key), new.get(key)
        source = y or x
        if source is None or (x and x.active.value) == (y and y.active.value):
            continue
        found += _membership(changed, source.id)
        later = y is not None and (x is None or y.active.value > x.active.value)
        day = (changed.after if later else changed.before).context.case.on
        kind: Kind = "declaration" if source.kind == "declaration" else "rule"
        found.append(Reason(kind=kind, text=f"as of {long_form(day)}: {_rule(source)}"))
    if a is not None and b is not None and a.basis.id != b.basis.id:
        text = f"read under {b.basis.short} instead of {a.basis.short}"
        found.insert(0, Reason(kind="first-choice", text=text))
    facts = {n.fact for r in (a, b) if r for n in _nodes(r.trigger) if n.fact}
    found += _domestic_facts(changed, facts)
    text = b.reason if b else "no rule on record makes it a ground on the other date"
    return list(dict.fromkeys(found)) or [Reason(kind="other", text=text)]


def _related(basis: Basis) -> list[str]:
    """Instruments on whose standing between the two a basis depends, itself first."""
    found = [basis.id] if basis.standing is not None else []
    found += [basis.replaced_by] if basis.replaced_by else []
    found += [each.id for each in basis.deemed_into]
    if basis.effect == "supplements" and basis.instrument is not None:
        found += [key for relation in basis.instrument.relations for key in relation.instruments]
    return found


def _membership(changed: Changed, key: str) -> list[Reason]:
    """Who joined or left an instrument between the two dates."""
    kb = changed.kb
    head = kb.heads.get(key)
    if head is None:
        return []
    if head.reach == "bilateral" and any(key not in concerned_by(kb, s) for s in changed.states):
        return []  # a treaty with another State, named beside by the law that supplements it
    found = []
    early, late = changed.days
    sides = [
        standing_of(kb, key, changed.states, out.context.case.on)
        for out in (changed.early, changed.late)
    ]
    for state, old, new in zip(changed.states, *sides, strict=True):
        if old.value is new.value:
            continue
        row = new.record
        if any(isinstance(side.record, NoStatute) for side in (old, new)):
            found += _without_statute(changed)
            continue
        kind: Kind = "accession"
        if UNKNOWN in (old.value, new.value):
            kind = "not-on-record"
        elif new.value is NO:
            ended = head.terminated and early < interval(head.terminated)[0] <= late
            kind = "termination" if ended else "withdrawal"
        elif isinstance(row, TerritorialApplication):
            kind = "territorial-extension"
        elif isinstance(row, Membership):
            began = in_force_for(head, row)
            if head.in_force and began and began[0] <= interval(head.in_force)[0]:
                kind = "entry-into-force"
            elif row.succeeded:
                kind = "succession"
        name = kb.states.in_sentence(state)
        text = new.reason if head.short in new.reason else f"{head.short}: {name} {new.reason}"
        found.append(Reason(kind=kind, text=text))
    return found


def _declarations(changed: Changed, key: str, parent: str | None) -> list[Reason]:
    """Declarations that stand on one of the dates only."""
    found = []
    for state in changed.states:
        held = changed.kb.bound(state)
        for instrument in (key, parent):
            for row in held[instrument].declarations if instrument in held else ():
                if row.effect == "information" or not changed.differs(row.date, row.until):
                    continue
                since = f" of {long_form(row.date)}" if row.date else ""
                until = f", until {long_form(row.until)}" if row.until else ""
                name = changed.kb.states.in_sentence(state)
                text = f"{row.kind} of {name}{since}{until} (art. {row.article}): {row.gist}"
                found.append(Reason(kind="declaration", text=text))
    return found


def _clauses(changed: Changed, basis: Basis) -> list[Reason]:
    """Clauses of the law itself that stand on one of the dates only."""
    law = basis.instrument or basis.domestic
    form = form_in(law, basis.form_name) if law is not None else None
    kind: Kind = "domestic-law" if isinstance(law, Domestic) else "amendment"
    found = []
    for part in ("basis", "requires", "dual_criminality") if form else ():
        for clause in getattr(form, part):
            if changed.differs(clause.since, clause.until):
                since = f" from {long_form(clause.since)}" if clause.since else ""
                until = f" until {long_form(clause.until)}" if clause.until else ""
                text = f"{basis.short}, {clause.article}: in force{since}{until}"
                found.append(Reason(kind=kind, text=text))
    return found


def _partners(changed: Changed) -> list[Reason]:
    """States that the requested State's law designates as partners on one of the dates only."""
    kb = changed.kb
    requesting, requested = changed.states
    law, state = kb.domestic(requested), kb.state(requesting)
    groups = set(state.groups if state else ())
    found = []
    for row in law.partners if law else ():
        named = requesting in row.states or groups & set(row.groups)
        if named and changed.differs(row.since, row.until):
            since = f" from {long_form(row.since)}" if row.since else ""
            until = f" until {long_form(row.until)}" if row.until else ""
            name = kb.states.in_sentence(requesting)
            text = f"{name} is among {row.name} ({row.article}){since}{until}"
            found.append(Reason(kind="domestic-law", text=text))
    return found


def _without_statute(changed: Changed) -> list[Reason]:
    """Times without a statute of the requested State that hold one of the dates only."""
    law = changed.kb.domestic(changed.states[1])
    name = changed.kb.states.in_sentence(changed.states[1])
    return [
        Reason(kind="domestic-law", text=f"{name}: {no_statute.words(gap)}")
        for gap in (law.no_statute if law else ())
        if changed.differs(gap.since, gap.until)
    ]


def _domestic_facts(changed: Changed, facts: Iterable[str]) -> list[Reason]:
    """Facts of a State's law that are others on the other date."""
    found = []
    for fact in sorted(facts):
        declared = changed.kb.facts.get(fact)
        side, _, rest = fact.partition(".")
        if declared is None or declared.origin != "domestic":
            continue
        state = changed.states[side == "requested"]
        old = changed.early.context.dated(state, rest)
        new = changed.late.context.dated(state, rest)
        if [v.value for v in old] != [v.value for v in new]:
            said = new[0] if new else old[0]
            since = f" since {long_form(said.since)}" if new and said.since else ""
            until = f" until {long_form(said.until)}" if not new and said.until else ""
            text = f"{state}, {said.article}: {declared.label}: {said.value}{since}{until}"
            found.append(Reason(kind="domestic-law", text=text))
    return found


def _offences(early: ChargeResult, late: ChargeResult, side: str) -> list[Reason]:
    """Provisions of one State that count on one of the dates only."""
    sides = [getattr(result, side) for result in (early, late)]
    old, new = ({_cited(c): c for c in each.compared} for each in sides)
    found = []
    for key in dict.fromkeys([*new, *old]):
        x, y = old.get(key), new.get(key)
        was, now = x.in_force if x else NO, y.in_force if y else NO
        held = y or x
        if held is None or was is now or not any(c and c.value for c in (x, y)):
            continue
        begun = now > was
        kind: Kind = "new-offence" if begun else "offence-ended"
        cite = f"{held.provision.cite} ({held.provision.title}), {sides[1].name}"
        found.append(Reason(kind=kind, text=f"{cite}: {held.in_force_text}"))
    return found


def _cited(item: Compared) -> tuple[str, str]:
    return item.provision.cite, item.provision.category


def _key(source: Source) -> tuple[str, str, str, str]:
    return source.kind, source.id, source.clause.article, source.clause.effect


def _rule(source: Source) -> str:
    article = source.clause.article
    where = f"{source.title} {cited(article)}"
    if source.kind == "domestic":
        where = f"{article} ({source.title})"
    effects = {"mandatory": "obliges to refuse", "excluded": "closes the ground"}
    return f"{where} {effects.get(source.clause.effect, 'permits refusal')}"


def _coverage(basis: Basis) -> tuple[object, ...]:
    return basis.offence and basis.offence.value, basis.charges, basis.partial


def _nodes(proof: Proof) -> Iterator[Proof]:
    yield proof
    for child in proof.children:
        yield from _nodes(child)
