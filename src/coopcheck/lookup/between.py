"""Everything that binds two States on a date, by form of cooperation, in both directions.

The relations between instruments are read by the engine itself, as for a request whose offence is
within the scope of each: what is found here is what an assessment finds before it looks at the
conduct.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from coopcheck.engine.basis import EFFECTS, Basis, wanted_forms
from coopcheck.engine.membership import status
from coopcheck.engine.networks import serving
from coopcheck.errors import InputError
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import YES, truth
from coopcheck.lookup import find
from coopcheck.lookup.between_bases import Direction, bases_between, own_law
from coopcheck.lookup.clauses import bars_said
from coopcheck.lookup.records import Clause, Named, Rests, Titled, named, rests
from coopcheck.lookup.standing import PartyStanding, later, standing
from coopcheck.model.types import FORMS, YesNoUnknown

_REACH = ("bilateral", "regional", "global")


class Effect(Struct, kw_only=True):
    """What a law does for a request in one direction, if the offence is within its scope."""

    requesting: str
    requested: str
    stands: YesNoUnknown
    effect: str | None
    article: str | None
    reason: str
    with_treaty: str | None
    replaced_by: str | None


class Binds(Struct, kw_only=True):
    """An instrument that binds, or may bind, both. ``since``: from when it binds both."""

    id: str
    form: str
    short: str
    title: str
    reach: str
    bound: YesNoUnknown
    since: str | None
    standings: list[PartyStanding]
    effects: list[Effect]
    clauses: str
    rests_on: Rests


class OwnLaw(Struct, kw_only=True):
    """What a State's own law allows without a treaty; ``stands`` as for a request to it."""

    state: Named
    form: str
    stands: YesNoUnknown
    effect: str | None
    article: str | None
    reason: str


class FormBetween(Struct, kw_only=True):
    """One form of cooperation: instruments, then the own law of each as the requested State.

    Extradition and surrender are one request under two names and stand together.
    """

    form: str
    instruments: list[Binds]
    own_law: list[OwnLaw]


class BarBetween(Struct, kw_only=True):
    """A human-rights instrument whose grounds bind a State whatever the basis."""

    id: str
    short: str
    binds: list[Named]
    bars: list[Clause]


class NotBetween(Struct, kw_only=True):
    """An instrument to which at least one has some tie, and why it does not bind both."""

    id: str
    short: str
    standings: list[PartyStanding]


class Between(Struct, kw_only=True):
    """The answer of ``coopcheck between``."""

    on: str
    states: list[Named]
    forms: list[FormBetween]
    bars: list[BarBetween]
    networks: list[Titled]
    not_between: list[NotBetween]


def between(
    kb: KnowledgeBase, first: str, second: str, on: str, *, form: str | None = None
) -> Between:
    """What binds two States on a date. Raises ``InputError`` for an unknown State or form."""
    pair = (find.state(kb, first, "first State"), find.state(kb, second, "second State"))
    if pair[0] == pair[1]:
        raise InputError(
            "both names are of the same State.", place="between", expected="two different States."
        )
    forms: list[str] = [each for each in FORMS if each != "surrender"]
    if form is not None:
        forms = [find.form(form)]
    return Between(
        on=on,
        states=[named(kb, code) for code in pair],
        forms=[each for name in forms if (each := _form(kb, pair, name, on)) is not None],
        bars=_bars(kb, pair, on, form),
        networks=[
            Titled(id=network.id, title=network.title)
            for network in serving(kb, pair, on)
            if form is None or form in network.forms
        ],
        not_between=_not_between(kb, pair, on, form),
    )


def _form(kb: KnowledgeBase, pair: Direction, name: str, on: str) -> FormBetween | None:
    directions = (pair, (pair[1], pair[0]))
    read = [bases_between(kb, direction, name, on) for direction in directions]
    found = [
        _binds(kb, pair, on, [(side[key], way) for side, way in zip(read, directions, strict=True)])
        for key in read[0]
    ]
    found.sort(key=_order)
    own = list(_own_laws(kb, directions, name, on))
    return FormBetween(form=name, instruments=found, own_law=own) if found or own else None


def _binds(
    kb: KnowledgeBase, pair: Direction, on: str, read: Sequence[tuple[Basis, Direction]]
) -> Binds:
    basis = read[0][0]
    standings = [standing(kb, basis.id, code, on) for code in pair]
    bound = min((each.bound for each in standings), key=truth)
    return Binds(
        id=basis.id,
        form=basis.form_name,
        short=basis.short,
        title=basis.title,
        reach=kb.heads[basis.id].reach,
        bound=bound,
        since=later(*(each.since for each in standings)) if bound == "yes" else None,
        standings=standings,
        effects=[_effect(each, way) for each, way in read],
        clauses=basis.form.clauses if basis.form else "unread",
        rests_on=rests(basis.form, basis.instrument),
    )


def _order(each: Binds) -> tuple[bool, bool, int, int, str]:
    best = max(each.effects, key=lambda e: truth(e.stands))
    rank = EFFECTS.index(best.effect) if best.effect in EFFECTS else len(EFFECTS)
    return (
        best.stands == "no",
        each.bound != "yes",
        rank,
        _REACH.index(each.reach),
        each.id,
    )


def _effect(basis: Basis, direction: Direction) -> Effect:
    into = basis.deemed_into[0].id if basis.deemed_into else None
    return Effect(
        requesting=direction[0],
        requested=direction[1],
        stands=basis.value.word,
        effect=basis.effect,
        article=basis.clause.article if basis.clause else None,
        reason=_reason(basis.reason),
        with_treaty=into,
        replaced_by=basis.replaced_by or None,
    )


def _reason(text: str) -> str:
    """The reason of the engine without what the list says already."""
    text = text.removeprefix("binds both; ").removeprefix("is addressed to both; ")
    return text.removesuffix("; none is on record")


def _own_laws(
    kb: KnowledgeBase, directions: Sequence[Direction], name: str, on: str
) -> Iterator[OwnLaw]:
    """What the own law of each, as the requested State, allows."""
    for form_name in wanted_forms(name):
        for direction in directions:
            found = own_law(kb, direction, form_name, on)
            if found is None:
                continue
            clause, form, proof, reason = found
            yield OwnLaw(
                state=named(kb, direction[1]),
                form=form_name,
                stands=proof.value.word,
                effect=clause.effect if clause else None,
                article=clause.article if clause else form.article,
                reason=reason,
            )


def _bars(kb: KnowledgeBase, pair: Direction, on: str, form: str | None) -> list[BarBetween]:
    found = []
    for key, head in kb.heads.items():
        if not head.bars:
            continue
        text = kb.instrument(key)
        if form is not None and not any(form in bar.forms for bar in text.bars):
            continue
        bound = [named(kb, code) for code in pair if status(kb, key, code, on).value is YES]
        if bound:
            found.append(
                BarBetween(id=key, short=text.short, binds=bound, bars=bars_said(kb, text))
            )
    return found


def _not_between(kb: KnowledgeBase, pair: Direction, on: str, form: str | None) -> list[NotBetween]:
    found = []
    for key, head in kb.heads.items():
        if not head.forms or (form is not None and form not in head.forms):
            continue
        standings = [standing(kb, key, code, on) for code in pair]
        if head.reach == "bilateral":
            parties = kb.parties(key)
            tied = parties is not None and set(pair) <= set(parties.parties)
        else:
            tied = any(each.bound != "no" or each.rests_on is not None for each in standings)
        if tied and any(each.bound == "no" for each in standings):
            found.append(NotBetween(id=key, short=kb.heads[key].short, standings=standings))
    return found
