"""How a text is scored against every category.

How a score comes about. Each piece of evidence has a weight, the share of doubt that it takes
away (``WEIGHTS``); pieces on different words add up, so that the score is what doubt is left, from
100. A piece counts less the more offences its words belong to. Evidence is a category's name or
phrase, and every element of its formula that the text shows: so both the label that a practitioner
gives and the facts that he tells lead to the category. What speaks for another actor, recipient or
act than the formula needs takes evidence away. Words alone, out of any phrase, only help to rank.
"""

from collections.abc import Mapping
from math import exp, log

from msgspec import Struct

from coopcheck.model.offence import Category
from coopcheck.resolve.roles import OTHERS, agreements, dealings, shown_elements
from coopcheck.resolve.triggers import Hit, Index, correct, find
from coopcheck.resolve.words import FUNCTION_WORDS, Words, read

LEAD = 8.0
"""How far ahead of the next one it must be."""
WEAK = 20.0
"""Below this a category is not proposed at all."""
PROPOSED = 5
"""How many categories are proposed at most."""

WEIGHTS = {
    # what:    (word by word, in order with other words between, near each other)
    "name": (0.85, 0.62, 0.5),
    "phrase": (0.8, 0.62, 0.45),
    "act": (0.6, 0.45, 0.3),
    "other": (0.25, 0.15, 0.1),
}
"""Doubt (0 to 1) that one piece of evidence takes away: a name or phrase of the category, an act
of its formula, another element of it."""
ONE_WORD = {"name": 0.66, "phrase": 0.5, "act": 0.45, "other": 0.2}
"""The same for a phrase of one word, which may well be there by chance."""
LABEL = 0.85
"""The same for a name of one word where the text is hardly more than this label."""
LABEL_WORDS = 3
WORDS_ALONE = 0.45
"""The most that the bare vocabulary of a category can take away."""
COVERED = 0.45
"""What a formula takes away when all of its elements (but the mental ones) are shown."""
BY_KIND = 0.5
"""What is left of an act that is only a kind of the act in the formula."""
REFERRED = 0.4
"""What is left of evidence for an offence that is only referred to ("proceeds of bribery")."""
CONTRADICTED = 0.45
"""What is left of the evidence where the text shows another actor, recipient or act instead."""
ACTLESS = 60.0
"""The most that a category can reach of which no name, phrase or act is shown: not sure."""
RARE = 0.9
"""Rarity of the words of a phrase from which it counts in full."""
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
_OF_PROCEEDS = frozenset(("object.proceeds-of-crime",))
_HOW = {"exact": 0, "spread": 1, "loose": 2}


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


class _Case(Struct, eq=False):
    """The evidence for one category while it is being gathered."""

    pieces: list[tuple[float, tuple[int, ...], str, str]] = []
    act: bool = False
    score: float = 0.0
    why: tuple[str, ...] = ()


def score(text: str, made: Index) -> Match:
    """The categories and elements that a text speaks of; several offences are not looked for."""
    words = read(text)
    correct(words, made)
    return _match(words, made, text)


def _match(words: Words, made: Index, text: str) -> Match:
    hits = _not_within_others(find(words, made), made)
    hits += dealings(words, hits, made)
    hits += agreements(words, hits, made)
    cases, shown = _cases(words, hits, made)
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


def _cases(words: Words, hits: list[Hit], made: Index) -> tuple[dict[str, _Case], dict[str, str]]:
    """The categories for which hits speak, scored, and the elements that they show."""
    shown, hits = shown_elements(words, hits, made)
    cases = _evidence(words, hits, made)
    places = _element_places(hits, made)
    for key, case in cases.items():
        _score(case, key, shown, places, made)
    return cases, shown


def _by_sentence(words: Words, hits: list[Hit], cases: dict[str, _Case], made: Index) -> None:
    """Let one sentence alone speak for a category that the rest of the text contradicts."""
    rows: dict[int, list[Hit]] = {}
    for hit in hits:
        rows.setdefault(words.sentences[hit.places[0]], []).append(hit)
    if len(rows) < 2:
        return
    for row in rows.values():
        for key, one in _cases(words, row, made)[0].items():
            score = round(one.score * SENTENCE, 1)
            held = cases.setdefault(key, one)
            if score > held.score:
                held.score, held.why, held.act = score, one.why, one.act


def _spread_out(cases: dict[str, _Case], made: Index) -> bool:
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


def _leaves_aside(words: Words, cases: dict[str, _Case], made: Index) -> bool:
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
        for weight, at, _phrase, once in sorted(case.pieces, key=lambda p: (-p[0], *p[1:])):
            if words.sentences[at[0]] not in told and used.isdisjoint(at):
                total -= log(1.0 - weight)
                used.update(at)
                act = act or not once
        if 100.0 * (1.0 - exp(-total)) >= (ASIDE_ACT if act else ASIDE):
            return True
    return False


def _deadly(cases: dict[str, _Case], shown: Mapping[str, str], made: Index) -> bool:
    """Whether somebody died, of which the best category says nothing, and another does."""
    best = min(cases, key=lambda key: (-cases[key].score, key), default="")
    return (
        DEATH in shown
        and bool(best)
        and DEATH not in made.formulas[best]
        and any(DEATH in made.needed[key] for key in cases if cases[key].score >= WEAK)
    )


def _apart(key: str, chosen: list[str], cases: dict[str, _Case], made: Index) -> float:
    """What speaks (0 to 100) for a category on words on which none of the chosen rests."""
    kin = {key, *broader_than(key, made.categories)}
    for other in chosen:
        if other in kin or key in broader_than(other, made.categories):
            return 0.0
    used = {place for other in chosen for piece in cases[other].pieces for place in piece[1]}
    case, total = cases[key], 0.0
    for weight, at, _phrase, once in sorted(case.pieces, key=lambda p: (-p[0], *p[1:])):
        if once or not used.isdisjoint(at):
            continue
        total -= log(1.0 - weight)
        used.update(at)
    return 100.0 * (1.0 - exp(-total))


def _supported(hit: Hit, made: Index) -> frozenset[str]:
    trigger = hit.trigger
    if trigger.kind == "element":
        return made.supports.get(trigger.owner, frozenset())
    return frozenset((trigger.owner,))


def _not_within_others(hits: list[Hit], made: Index) -> list[Hit]:
    """Hits without those inside a longer one that speaks of something else.

    "took bribes" is not "bribes", "drug cartel" not "cartel", "tax fraud" not "fraud".
    """
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.how != "loose" and len(hit.trigger.content) > 1 and _supported(hit, made):
            for place in hit.places:
                at.setdefault(place, []).append(hit)
    return [
        hit
        for hit in hits
        if not any(_hides(other, hit, made) for other in at.get(hit.places[0], ()))
    ]


def _hides(longer: Hit, hit: Hit, made: Index) -> bool:
    if len(longer.trigger.content) <= len(hit.trigger.content):
        return False
    if not set(hit.places).issubset(longer.places):
        return False
    kind = _kind(hit)
    if kind not in ("name", "phrase", "act"):
        kin = made.lines.get(hit.trigger.owner, frozenset())
        line = made.lines.get(longer.trigger.owner, frozenset())
        return kind == _kind(longer) and hit.trigger.owner not in line and not kin & line
    return _supported(hit, made).isdisjoint(_supported(longer, made))


def _kind(hit: Hit) -> str:
    trigger = hit.trigger
    return trigger.owner.partition(".")[0] if trigger.kind == "element" else trigger.kind


def _evidence(words: Words, hits: list[Hit], made: Index) -> dict[str, _Case]:
    """Every hit as evidence for the categories that it supports."""
    cases: dict[str, _Case] = {}
    label = len({s for s in words.stems if s not in FUNCTION_WORDS}) <= LABEL_WORDS
    for hit in hits:
        trigger = hit.trigger
        for key in sorted(_supported(hit, made)):
            kind, share = _kind(hit), 1.0
            if kind == "mental":
                continue
            if kind not in WEIGHTS:
                kind = "other"
            if words.referred[hit.places[0]] and not made.formulas[key] & _OF_PROCEEDS:
                share = REFERRED
            if kind == "act" and trigger.owner not in made.formulas[key]:
                share *= BY_KIND
            weight = WEIGHTS[kind][_HOW[hit.how]]
            if len(trigger.content) == 1:
                weight = min(weight, ONE_WORD[kind])
                if kind == "name" and label:
                    weight = LABEL
            elif kind != "other":
                share *= 0.6 + 0.4 * min(1.0, trigger.rarity / RARE)
            case = cases.setdefault(key, _Case())
            case.act = case.act or kind != "other"
            once = trigger.owner if kind == "other" else ""
            case.pieces.append((weight * share, hit.places, trigger.phrase, once))
    return cases


def _score(
    case: _Case,
    key: str,
    shown: Mapping[str, str],
    places: Mapping[str, frozenset[int]],
    made: Index,
) -> None:
    """Add up the evidence on different words, best first."""
    used: set[int] = set()
    counted: set[str] = set()
    total, why = 0.0, []
    for weight, at, phrase, once in sorted(case.pieces, key=lambda p: (-p[0], *p[1:])):
        new = len(set(at) - used)
        if not new or once in counted:
            continue
        if once:
            counted.add(once)
        total -= log(1.0 - weight * new / len(at))
        used.update(at)
        if phrase not in why:
            why.append(phrase)
    total -= log(1.0 - COVERED * _coverage(key, places, made))
    total *= CONTRADICTED ** len(_contradictions(key, shown, made))
    score = 100.0 * (1.0 - exp(-total))
    case.score = round(score if case.act else min(score, ACTLESS), 1)
    case.why = tuple(why[:4])


def _element_places(hits: list[Hit], made: Index) -> dict[str, frozenset[int]]:
    """Where each element, or a kind of it, is shown for the first time."""
    found: dict[str, frozenset[int]] = {}
    for hit in hits:
        if hit.trigger.kind == "element" and hit.how != "loose":
            for name in made.lines.get(hit.trigger.owner, ()):
                found.setdefault(name, frozenset(hit.places))
    return found


def _coverage(key: str, places: Mapping[str, frozenset[int]], made: Index) -> float:
    """How much of a formula (0 to 1) is shown, each element on words of its own; 0 without act."""
    have = want = 0
    used: set[int] = set()
    for needed in sorted(made.needed[key]):  # "act." comes first
        kind = needed.partition(".")[0]
        if kind == "mental":
            continue
        worth = 2 if kind == "act" else 1
        want += worth
        at = places.get(needed, frozenset())
        if at - used:
            have += worth
            used |= at
        elif kind == "act":
            return 0.0
    return have / want if want else 0.0


def _contradictions(key: str, shown: Mapping[str, str], made: Index) -> list[str]:
    """Elements that the category needs where the text shows another of the same kind instead."""
    found = []
    for needed in made.needed[key]:
        others = OTHERS.get(needed, ())
        if needed in shown or any(needed in made.lines[name] for name in shown):
            continue
        if any(name in others for name in shown):
            found.append(needed)
    return found


def _rank_words(words: Words, cases: dict[str, _Case], made: Index) -> None:
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
        case = cases.setdefault(key, _Case())
        total = sum(piece[0] for piece in pieces)
        weight = WORDS_ALONE * total / (total + 1.5)
        score = 100.0 - (100.0 - case.score) * (1.0 - weight)
        case.score = round(score if case.act else min(score, ACTLESS), 1)
        if not case.why:
            pieces.sort(key=lambda piece: (-piece[0], piece[1]))
            case.why = tuple(word for _weight, word in pieces[:4])


def _broader_behind(cases: dict[str, _Case], shown: Mapping[str, str], made: Index) -> None:
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
