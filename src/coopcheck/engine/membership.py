"""Whether an instrument binds a State or territory on a date, and since when."""

from bisect import bisect_right
from datetime import date, timedelta

from msgspec import Struct, structs

from coopcheck.dates import interval, is_date, long_form, on_or_before
from coopcheck.engine import no_statute
from coopcheck.engine.periods import ACTS, deposit, in_force_for, span, within
from coopcheck.knowledge.base import Bound, Head, KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, Truth
from coopcheck.model.parties import Membership, TerritorialApplication
from coopcheck.model.provenance import Provenance


class Standing(Struct, eq=False, frozen=True):
    """A State's standing under an instrument on a date.

    ``reason`` is a phrase that follows the State's name ("party since 29 September 2003").
    ``record`` is the row it rests on, if any.
    """

    value: Truth
    reason: str
    record: Provenance | None = None
    law: str = ""

    def proof(self, state: str, article: str = "") -> Proof:
        """The proof node: what is unknown here is law that is not on record."""
        missing = self.law if self.value is UNKNOWN else ""
        return Proof(self.value, f"{state}: {self.reason}", article=article, law=missing)


def status(kb: KnowledgeBase, instrument: str, state: str, on: str) -> Standing:
    """The standing of ``state`` (alpha-3) under ``instrument`` on the day ``on``.

    It is worked out once for all days between two dates on record.
    """
    turns, between = kb.kept(("status", instrument, state), lambda: _times(kb, instrument, state))
    place = bisect_right(turns, interval(on)[1])
    found = between[place]
    if found is None:
        found = _status(kb, instrument, state, on)
        adopted = kb.heads[instrument].adopted
        if found.value is not NO and adopted and interval(adopted)[0] > interval(on)[1]:
            short = kb.heads[instrument].short
            found = Standing(NO, f"{short} was adopted only on {long_form(adopted)}", found.record)
        between[place] = found
    return found


def _times(
    kb: KnowledgeBase, instrument: str, state: str
) -> tuple[list[date], list[Standing | None]]:
    """The days on which a State's standing may change, and room for it before each and after."""
    turns = turns_of(kb, instrument, state)
    return turns, [None] * (len(turns) + 1)


def turns_of(kb: KnowledgeBase, instrument: str, state: str) -> list[date]:
    """The days on which a State's standing under an instrument may change, in order."""
    head, bound = kb.heads[instrument], kb.bound(state).get(instrument)
    row = bound.membership if bound else None
    rows: list[Struct] = [] if row is None else [row, *row.earlier]
    rows += bound.territories if bound else []
    texts = [head.adopted, head.in_force, head.terminated, *head.parties.values()]
    texts += [value for each in rows for value in structs.astuple(each)]
    days = {day for text in texts if is_date(text) for day in interval(text)}
    if row is not None:
        days.update(in_force_for(head, row) or ())
    record = kb.state(state)
    above = [(head.parent, state), (instrument, record.sovereign if record else None)]
    for law, other in above:
        if law is not None and other is not None:
            days.update(turns_of(kb, law, other))
    return sorted(days | {day + timedelta(days=1) for day in days})


def _status(kb: KnowledgeBase, instrument: str, state: str, on: str) -> Standing:
    day = interval(on)[1]
    text = kb.heads[instrument]
    bound = kb.bound(state).get(instrument)
    joined = bound.membership if bound else None
    concerned = joined is not None or text.reach != "bilateral"
    never = text.in_force is None and text.kind != "arrangement"
    if concerned and never and not (joined and (joined.party or joined.in_force)):
        return _not_in_force(text, day)
    if text.parent is not None:
        parent = status(kb, text.parent, state, on)
        if parent.value is NO and kb.heads[text.parent].reach != "bilateral":
            short = kb.heads[text.parent].short
            return Standing(NO, f"not bound by {short}, on which it rests: {parent.reason}")
    if text.terminated and interval(text.terminated)[0] <= day:
        return Standing(NO, f"{text.short} ended on {long_form(text.terminated)}")
    record = kb.state(state)
    if joined is not None:
        return _member(text, joined, day)
    if record and record.kind == "territory" and record.sovereign:
        return _territory(kb, text, record.sovereign, bound, on)
    return _absent(text, state, day)


def _not_in_force(text: Head, day: date) -> Standing:
    """An instrument that was not in force when its source was written.

    A treaty between two States may have come into force at any time after that; one that many
    States have to join is taken as it is on the list of its Parties.
    """
    known = text.parties.get("complete_as_of") or text.parties.get("as_of")
    words = f"{text.short} was adopted but is not in force"
    if not known:
        return Standing(NO, words)
    if text.reach != "bilateral" or interval(known)[1] >= day:
        return Standing(NO, f"{words} (as of {long_form(known)})")
    missing = f"whether {text.short} has entered into force since {long_form(known)}"
    words = f"{text.short} was adopted but had not entered into force by {long_form(known)}"
    return Standing(UNKNOWN, f"{words}; whether it has since is not known", law=missing)


def memberships(
    kb: KnowledgeBase, instrument: str, pair: tuple[str, str], on: str
) -> tuple[Standing, Standing]:
    """How an instrument binds two States towards each other.

    One that works only between its two sides (``Instrument.between``) binds no two of one side.
    """
    head = kb.heads[instrument]
    if head.between and len({state in head.between for state in pair}) == 1:
        aside = Standing(NO, f"on the same side of {head.short}")
        return aside, aside
    party = party_of(kb, head, pair[0])
    if party == party_of(kb, head, pair[1]) and pair[0] != pair[1] and head.kind != "arrangement":
        name = kb.states.in_sentence(party)
        within = Standing(NO, f"one Party with the rest of {name}: no treaty relations within it")
        return within, within
    return status(kb, instrument, pair[0], on), status(kb, instrument, pair[1], on)


def party_of(kb: KnowledgeBase, head: Head, state: str) -> str:
    """The Party that answers for a State or territory: a territory's sovereign, if not itself."""
    record = kb.state(state)
    if record and record.kind == "territory" and record.sovereign:
        bound = kb.bound(state).get(head.id)
        return state if bound and bound.membership else record.sovereign
    return state


def standing_of(
    kb: KnowledgeBase, instrument: str, pair: tuple[str, str], on: str
) -> tuple[Standing, Standing]:
    """The standing of two States towards each other for a request to the second.

    An instrument that works only through a statute carries none to a State that had no statute.
    """
    requesting, requested = memberships(kb, instrument, pair, on)
    gap = no_statute.under(kb, pair[1], instrument, interval(on)[1])
    if gap is not None and requested.value is not NO:
        requested = Standing(NO, f"{no_statute.words(gap)}, without which it has no effect", gap)
    return requesting, requested


def concerned_by(kb: KnowledgeBase, state: str) -> frozenset[str]:
    """The instruments about which and a State, or its sovereign, anything is on record."""
    return kb.kept(("concerned", state), lambda: _concerned_by(kb, state))


def _concerned_by(kb: KnowledgeBase, state: str) -> frozenset[str]:
    record = kb.state(state)
    sovereign = record.sovereign if record else None
    return frozenset((*kb.bound(state), *(kb.bound(sovereign) if sovereign else ())))


def between_the_two(kb: KnowledgeBase, pair: tuple[str, str]) -> list[str]:
    """The bilateral instruments of which anything is on record about both States, in order."""

    def found() -> list[str]:
        both = concerned_by(kb, pair[0]) & concerned_by(kb, pair[1])
        return sorted(both - kb.heads.wide.keys())

    return kb.kept(("between", pair), found)


def surely_absent(kb: KnowledgeBase, state: str) -> dict[str, date]:
    """The instruments of whose complete lists a State is missing, each with the last such day.

    Of bilateral ones nothing is told: they come into question for their Parties only.
    """
    return kb.kept(("absent", state), lambda: _surely_absent(kb, state))


def _surely_absent(kb: KnowledgeBase, state: str) -> dict[str, date]:
    here = concerned_by(kb, state)
    record = kb.state(state)
    answers = record.sovereign if record and record.kind == "territory" else state
    found = {}
    for key, head in kb.heads.wide.items():
        if key in here:
            continue
        complete = head.parties.get("complete_as_of")
        if not _is_open_to(head, answers or state):
            found[key] = date.max
        elif complete:
            found[key] = interval(complete)[1] if head.parties.get("unidentified") else date.max
    return found


def party_count(
    kb: KnowledgeBase, instrument: str, on: str, *, deposited: bool = False
) -> tuple[int, int]:
    """How many States are Parties on a date: (certainly, perhaps).

    With ``deposited``, States that had deposited by then, as depositaries count, whether or not
    the instrument had entered into force for them.
    """
    day = interval(on)[1]
    rows = kb.parties(instrument)
    values = [
        _counted(kb, instrument, state, day, deposited=deposited)
        for state in (rows.parties if rows else ())
    ]
    return values.count(YES), values.count(UNKNOWN)


def _counted(
    kb: KnowledgeBase, instrument: str, state: str, day: date, *, deposited: bool
) -> Truth:
    """Whether a State counts as a Party: not once the instrument has ended, nor without the parent.

    Territories and later Parties that are not identified are left aside.
    """
    text = kb.heads[instrument]
    rows = kb.parties(instrument)
    row = rows.parties.get(state) if rows else None
    if text.adopted and interval(text.adopted)[0] > day:
        return NO
    if text.terminated and interval(text.terminated)[0] <= day:
        return NO
    if row is None:
        return _absent(text, state, day).value
    never = text.in_force is None and text.kind != "arrangement"
    if never and not (row.party or row.in_force) and not deposited:
        return _not_in_force(text, day).value
    parent = text.parent if text.parent and kb.heads[text.parent].reach != "bilateral" else None
    if parent is not None and _counted(kb, parent, state, day, deposited=deposited) is NO:
        return NO
    if not deposited:
        return _member(text, row, day).value
    given = deposit(row)
    periods = [(given[1] if given else None, row.in_force, row.denounced, row.party)]
    periods += [(e.deposited, e.in_force, e.denounced, None) for e in row.earlier]
    return max(within(*period, day) for period in periods)


def _member(text: Head, row: Membership, day: date) -> Standing:
    given = deposit(row)
    act = f"{ACTS[given[0]]} {long_form(given[1])}" if given else ""
    began = in_force_for(text, row)
    for earlier in row.earlier:
        start = earlier.in_force or earlier.deposited
        if within(start, None, earlier.denounced, None, day) is YES:
            return Standing(YES, f"party in an earlier period, from {_said(earlier.in_force)}", row)
    if row.denounced:
        first, last = interval(row.denounced)
        if first <= day:
            value = NO if last <= day else UNKNOWN
            return Standing(
                value,
                f"withdrew with effect from {long_form(row.denounced)}",
                row,
                f"the day on which its withdrawal from {text.short} took effect",
            )
    if began is None:
        if row.party:
            return _undated(row, text, day)
        return _signatory(row, text, day)
    first, last = began
    since = long_form(first.isoformat()) if first == last else span(first, last)
    bound = "party" if text.kind != "arrangement" else "addressed by it"
    detail = f"{bound} since {since}" + (f" ({act})" if act else "")
    if last <= day:
        return Standing(YES, detail, row)
    if first > day:
        what = f"{act}, in force for it from {since}" if act else f"in force for it from {since}"
        return Standing(NO, f"not yet a party on that date ({what})", row)
    return Standing(
        UNKNOWN,
        f"may not yet have been a party ({act or detail}; exact day not on record)",
        row,
        f"the day on which {text.short} entered into force for it",
    )


def _said(text: str | None) -> str:
    return long_form(text) if text else "a date not on record"


def _undated(row: Membership, head: Head, day: date) -> Standing:
    if head.in_force and interval(head.in_force)[0] > day:
        return Standing(NO, f"{head.short} was in force only from {long_form(head.in_force)}", row)
    known = row.as_of or head.parties.get("as_of")
    if known and interval(known)[1] <= day:
        return Standing(
            YES, f"a party (date of deposit not on record; status of {long_form(known)})", row
        )
    return Standing(UNKNOWN, "a party, since when is not on record", row, "its date of deposit")


def _signatory(row: Membership, head: Head, day: date) -> Standing:
    signed = f"signed {long_form(row.signed)}" if row.signed else "took no act on record"
    value, stamp = _complete(head, day)
    return Standing(value, f"{signed}, not ratified{stamp}", row, "whether it has ratified since")


def _complete(head: Head, day: date) -> tuple[Truth, str]:
    """What the absence of a Party from the list means, with the date of the list."""
    complete = head.parties.get("complete_as_of")
    stamp = f" (list of {long_form(complete or head.parties.get('as_of', ''))})"
    if complete is None:
        return UNKNOWN, stamp
    if head.parties.get("unidentified") and interval(complete)[1] < day:
        return UNKNOWN, f"{stamp[:-1]}; a later party is not identified)"
    return NO, stamp


def _is_open_to(head: Head, state: str | None) -> bool:
    return state in head.parties.get("open_to", (state,))


def _absent(head: Head, state: str, day: date) -> Standing:
    if not head.parties:
        return Standing(
            UNKNOWN, "its parties are not on record", law=f"the Parties of {head.short}"
        )
    if not _is_open_to(head, state):
        return Standing(NO, f"not a State to which {head.short} is open")
    value, stamp = _complete(head, day)
    known = head.parties.get("complete_as_of") or head.parties.get("as_of", "")
    missing = f"which States have joined {head.short} since {long_form(known)}"
    return Standing(value, f"not a party on record{stamp}", law=missing)


def _territory(
    kb: KnowledgeBase, text: Head, sovereign: str, bound: Bound | None, on: str
) -> Standing:
    """A territory is reached through its sovereign, as the territorial clause has it."""
    parent = status(kb, text.id, sovereign, on)
    name = kb.states.in_sentence(sovereign)
    if parent.value is NO:
        return Standing(NO, f"{name} is not bound: {parent.reason}", parent.record)
    row = _extension(kb, bound.territories if bound else [], interval(on)[1])
    if row is not None:
        value, reason = row
        return Standing(
            min(value, parent.value) if value is YES else value,
            reason[0],
            reason[1],
            f"whether {name} has extended {text.short} to it",
        )
    rule = text.territorial.rule if text.territorial else "silent"
    if rule == "by-declaration":
        if text.parties.get("declarations_complete", {}).get(sovereign):
            return Standing(NO, f"{name} has not extended {text.short} to it", parent.record)
    elif rule == "all-unless-excluded":
        return Standing(parent.value, f"bound through {name}: {parent.reason}", parent.record)
    missing = f"whether {name} has extended {text.short} to it"
    words = f"{name} is bound ({parent.reason}), but an extension to it is not on record"
    if parent.value is UNKNOWN:
        words = f"whether {name} is bound is not known ({parent.reason}), nor an extension to it"
    return Standing(UNKNOWN, words, parent.record, missing)


def _extension(
    kb: KnowledgeBase, rows: list[TerritorialApplication], day: date
) -> tuple[Truth, tuple[str, Provenance]] | None:
    best = None
    for row in rows:
        applies = YES if row.applies == "yes" else NO
        if row.since:
            started = on_or_before(row.since, day)
        else:  # no date: known to apply when the source was written
            started = YES if row.as_of and interval(row.as_of)[1] <= day else UNKNOWN
        if row.until and interval(row.until)[1] <= day:
            started = NO
        since = f" from {long_form(row.since)}" if row.since else ""
        if started is YES:
            words = "applies to it" if applies is YES else "does not apply to it"
            return applies, (
                f"{words}{since} by declaration of {kb.states.in_sentence(row.by)}",
                row,
            )
        if applies is YES and best is None:
            best = started, (f"extended to it only{since}", row)
    return best
