"""How a text is scored against every category, and which of them are proposed.

The evidence (``coopcheck.resolve.evidence``) gives each category a score. What is here puts them in
order: the vocabulary of a category helps to rank, one sentence may speak for what the rest
contradicts, a broader category goes behind a narrower one, and names for the same words go behind
what other words speak for.
"""

from collections.abc import Mapping
from math import log

from msgspec import Struct

from coopcheck.model.offence import Category
from coopcheck.resolve.evidence import ACTLESS, Case, not_within_others, points, weighed
from coopcheck.resolve.hits import Hit, correct, find
from coopcheck.resolve.roles import agreements, dealings
from coopcheck.resolve.triggers import Index
from coopcheck.resolve.words import Words, read

LEAD = 8.0
"""How far ahead of the next one it must be."""
WEAK = 20.0
"""Below this a category is not proposed at all."""
PROPOSED = 5
"""How many categories are proposed at most."""
WORDS_ALONE = 0.45
"""The most that the bare vocabulary of a category can take away."""
SENTENCE = 0.9
"""What is left of a score that rests on one sentence of several."""
CONSIDERED = 16
"""How many categories are looked at when proposals are to rest on different words."""
APART = 40.0
"""What other words must say (0 to 100) for a category to come before repetitions."""
MIXED = 44.0
"""The same for the text to be no longer one offence."""
ASIDE = 35.0
"""What a sentence that says nothing of the best must say of another offence for it to count."""
ASIDE_ACT = 20.0
"""The same where it speaks of an act, not of circumstances alone."""
SHOWN = 3
"""How many proposals most readers look at."""
DEATH = "result.death"
_BROADER_BEHIND = LEAD + 1.0


class Candidate(Struct, frozen=True):
    """A category proposed for a text, with its score (0 to 100) and the phrases that led to it."""

    category: str
    score: float
    why: tuple[str, ...]


class Match(Struct, frozen=True):
    """What a text was recognised as: categories, best first, and elements with their phrase.

    ``several`` names the categories, in the order of the text, where it clearly describes more
    than one offence; ``split`` tells which part of the text is which.
    """

    text: str
    candidates: tuple[Candidate, ...]
    elements: dict[str, str]
    several: tuple[str, ...] = ()
    mixed: bool = False
    """Whether words that the best proposal leaves aside speak for another offence."""


def score(text: str, made: Index) -> Match:
    """The categories and elements that a text speaks of; several offences are not looked for."""
    words = read(text)
    correct(words, made)
    return _match(words, made, text)


def _match(words: Words, made: Index, text: str) -> Match:
    hits = not_within_others(find(words, made), made)
    hits += dealings(words, hits, made)
    hits += agreements(words, hits, made)
    cases, shown = weighed(words, hits, made)
    _by_sentence(words, hits, cases, made)
    _rank_words(words, cases, made)
    _broader_behind(cases, shown, made)
    mixed = (
        _spread_out(cases, made) or _leaves_aside(words, cases, made) or _deadly(cases, shown, made)
    )
    ranked = sorted(
        ((case.score, key) for key, case in cases.items() if case.score >= WEAK),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return Match(
        text,
        tuple(Candidate(key, score, cases[key].why) for score, key in ranked[:PROPOSED]),
        {name: shown[name] for name in made.elements if name in shown},
        mixed=mixed,
    )


def _by_sentence(words: Words, hits: list[Hit], cases: dict[str, Case], made: Index) -> None:
    """Let one sentence alone speak for a category that the rest of the text contradicts."""
    rows: dict[int, list[Hit]] = {}
    for hit in hits:
        rows.setdefault(words.sentences[hit.places[0]], []).append(hit)
    if len(rows) < 2:
        return
    for row in rows.values():
        for key, one in weighed(words, row, made)[0].items():
            score = round(one.score * SENTENCE, 1)
            held = cases.setdefault(key, one)
            if score > held.score:
                held.score, held.why, held.act = score, one.why, one.act


def _spread_out(cases: dict[str, Case], made: Index) -> bool:
    """Rank behind what other words speak for what only says again what a better one says.

    Murder, manslaughter and assault rest on the same words; a text that also tells of weapons in
    a cellar has them proposed before the third name for the killing. Tells whether there are such
    other words, strong enough that the text may be more than one offence.
    """
    order = sorted(cases, key=lambda key: (-cases[key].score, key))
    order = [key for key in order if cases[key].score >= WEAK][:CONSIDERED]
    if len(order) < 3:
        return bool(order[1:]) and _apart(order[1], order[:1], cases, made) >= MIXED
    chosen, strongest = order[:1], 0.0
    while len(chosen) < PROPOSED:
        rest = [
            (_apart(key, chosen, cases, made), cases[key].score, key)
            for key in order
            if key not in chosen
        ]
        best = max(rest, key=lambda row: (row[1] if row[0] >= APART else 0.0, row[2]))
        if best[0] < APART:
            break
        strongest = max(strongest, best[0])
        chosen.append(best[2])
    if len(chosen) > 1:
        floor = min(cases[key].score for key in chosen[:SHOWN])
        for key in order:
            if key not in chosen:
                cases[key].score = min(cases[key].score, round(floor - 0.1, 1))
    return strongest >= MIXED


def _leaves_aside(words: Words, cases: dict[str, Case], made: Index) -> bool:
    """Whether whole sentences say nothing of the best category, but something of another."""
    best = min(cases, key=lambda key: (-cases[key].score, key), default="")
    if not best:
        return False
    told = {words.sentences[at[0]] for _w, at, _p, once in cases[best].pieces if not once}
    for key, case in cases.items():
        kin = {key, *broader_than(key, made.categories)}
        if best in kin or key in broader_than(best, made.categories):
            continue
        total, used, act = 0.0, set[int](), False
        for weight, at, _phrase, once in case.strongest_first():
            if words.sentences[at[0]] not in told and used.isdisjoint(at):
                total -= log(1.0 - weight)
                used.update(at)
                act = act or not once
        if points(total) >= (ASIDE_ACT if act else ASIDE):
            return True
    return False


def _deadly(cases: dict[str, Case], shown: Mapping[str, str], made: Index) -> bool:
    """Whether somebody died, of which the best category says nothing, and another does."""
    best = min(cases, key=lambda key: (-cases[key].score, key), default="")
    return (
        DEATH in shown
        and bool(best)
        and DEATH not in made.formulas[best]
        and any(DEATH in made.needed[key] for key in cases if cases[key].score >= WEAK)
    )


def _apart(key: str, chosen: list[str], cases: dict[str, Case], made: Index) -> float:
    """What speaks (0 to 100) for a category on words on which none of the chosen rests."""
    kin = {key, *broader_than(key, made.categories)}
    for other in chosen:
        if other in kin or key in broader_than(other, made.categories):
            return 0.0
    used = {place for other in chosen for piece in cases[other].pieces for place in piece[1]}
    case, total = cases[key], 0.0
    for weight, at, _phrase, once in case.strongest_first():
        if once or not used.isdisjoint(at):
            continue
        total -= log(1.0 - weight)
        used.update(at)
    return points(total)


def _rank_words(words: Words, cases: dict[str, Case], made: Index) -> None:
    """Let the vocabulary of a category help to rank: never enough to be sure."""
    sums: dict[str, list[tuple[float, str]]] = {}
    seen: set[str] = set()
    for place, one in enumerate(words.stems):
        if one in seen or words.denied[place] >= 0 or made.rarity.get(one, 0.0) <= 0.0:
            continue
        seen.add(one)
        rarity = made.rarity[one]
        for key, share in made.profiles[one].items():
            sums.setdefault(key, []).append((rarity * rarity * share, words.words[place]))
    for key, pieces in sums.items():
        case = cases.setdefault(key, Case())
        total = sum(piece[0] for piece in pieces)
        weight = WORDS_ALONE * total / (total + 1.5)
        score = 100.0 - (100.0 - case.score) * (1.0 - weight)
        case.score = round(score if case.act else min(score, ACTLESS), 1)
        if not case.why:
            pieces.sort(key=lambda piece: (-piece[0], piece[1]))
            case.why = tuple(word for _weight, word in pieces[:4])


def _broader_behind(cases: dict[str, Case], shown: Mapping[str, str], made: Index) -> None:
    """Put a broader category behind a narrower one that explains the same words as well.

    Where the text shows what the narrower one asks for beyond the broader, but not that the two
    belong together (force, and a theft), both are as likely.
    """
    told = {general for name in shown for general in made.lines[name]}
    for key, case in cases.items():
        for broader in broader_than(key, made.categories):
            if broader not in cases:
                break
            held, more = cases[broader], made.needed[key] - made.needed[broader]
            more = frozenset(name for name in more if not name.startswith(("mental.", "act.")))
            if case.act and case.score >= held.score - LEAD / 2:
                held.score = min(held.score, round(case.score - _BROADER_BEHIND, 1))
            elif more and more <= told:
                case.score = max(case.score, round(held.score - LEAD / 2, 1))


def broader_than(key: str, categories: Mapping[str, Category]) -> list[str]:
    """The broader categories of one, nearest first."""
    found: list[str] = []
    at = categories[key].broader
    while at is not None and at in categories and at not in found:
        found.append(at)
        at = categories[at].broader
    return found
