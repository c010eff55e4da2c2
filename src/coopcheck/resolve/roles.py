"""Who acts and who receives, whose official it is: what the order of the words tells."""

from collections.abc import Mapping

from coopcheck.resolve.hits import Hit
from coopcheck.resolve.triggers import Index, Trigger
from coopcheck.resolve.words import Words, stem, word_set

PERSONS = (
    "national-official",
    "foreign-official",
    "private-sector-agent",
    "person-with-influence",
    "arbitrator-or-juror",
    "arbitrator",
    "juror",
)
"""Kinds of persons that exclude each other as the one who acts, or the one who receives."""
_GROUPS = (
    tuple(f"actor.{kind}" for kind in PERSONS),
    tuple(f"recipient.{kind}" for kind in PERSONS),
    ("act.give-advantage", "act.solicit-or-accept-advantage"),
)
OTHERS = {name: frozenset(group) - {name} for group in _GROUPS for name in group}
"""An element -> those that stand in its place in another offence."""
OTHERS["actor.private-sector-agent"] |= {"object.public-funds"}

_DEFAULT = {
    "recipient.public-official": "recipient.national-official",
    "actor.public-official": "actor.national-official",
}
"""An official of whom nothing else is said is one of the State that prosecutes."""
_ADVANTAGE = ("act.give-advantage", "act.solicit-or-accept-advantage")
_FOREIGN_BEFORE = frozenset(("foreign", "overseas", "another", "international"))
_OTHER = frozenset(("another", "other", "foreign", "third", "neighboring", "neighbouring"))
_AGREEMENT = "act.agree-with-others"
_AIMED = "purpose.commit-offence"
_PASSIVE = frozenset(("was", "were", "been", "being", "is", "are"))

_AGREED = frozenset(stem(word) for word in ("agreed", "agreement", "plotted", "plot", "conspired"))
_PLANNED = frozenset(stem(word) for word in ("planned", "arranged", "decided", "scheme"))
_OTHERS = frozenset(("together", "jointly", "partners", "others", "accomplices", "associates"))
_TOGETHER = frozenset(("together", "with", "between", "among", "jointly"))
_MOVING = "smuggled import export ship transport traffic deliver distribute load send bring"
_TRADING = f"{_MOVING} sell supply"
_HAVING = "possess keep store hide stash stockpile hold found seized discovered"
_DEALINGS = tuple(
    (frozenset(stem(verb) for verb in verbs.split()), thing, act)
    for verbs, thing, act in (
        (_TRADING, "object.controlled-drug", "act.traffic-in-drugs"),
        (_TRADING, "object.firearm", "act.traffic-in-firearms"),
        (_HAVING, "object.firearm", "act.possess-weapons"),
        (_HAVING, "object.explosive", "act.possess-weapons"),
        (_HAVING, "object.controlled-drug", "act.possess-drugs"),
        (_TRADING, "object.protected-species", "act.traffic-in-wildlife"),
        (_TRADING, "object.cultural-property", "act.traffic-in-cultural-property"),
    )
)
"""What is done with a thing with which it is forbidden, however many words stand between."""
_NOUNS = frozenset(("ship", "ships", "transport", "transports", "export", "import", "traffic"))
_BEFORE_VERBS = word_set("to and or they we who which that would will did could may")
_NEAR = 8
_FORBIDDEN = ("object.controlled-drug", "object.firearm", "object.explosive")
_AIM = 5
"""How many words after "agreed to" the act that was agreed upon may stand."""


def dealings(words: Words, hits: list[Hit], made: Index) -> list[Hit]:
    """A verb of moving, selling or having, and near it drugs, weapons, protected things."""
    found: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        at = min(hit.places)
        for verbs, thing, act in _DEALINGS:
            if hit.trigger.owner != thing or act not in made.elements or words.referred[at]:
                continue
            near = [
                other
                for other in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(words.stems)))
                if words.stems[other] in verbs
                and not _undone(words, other)
                and not _noun(words, other)
                and words.sentences[other] == words.sentences[at]
            ]
            if near:
                verb = min(near, key=lambda other: (abs(other - at), other))
                places = tuple(sorted((verb, at)))
                stems = tuple(words.stems[place] for place in places)
                phrase = " ".join(words.words[place] for place in places)
                made_up = Trigger("element", act, phrase, stems, stems, 1.0)
                found.setdefault((act, verb), Hit(made_up, places, "spread"))
    return list(found.values())


def _noun(words: Words, place: int) -> bool:
    """Whether "ship", "transport", "export" names a thing: no "to", "they", "would" before it."""
    before = words.words[place - 1] if place else ""
    return words.words[place] in _NOUNS and before not in _BEFORE_VERBS


def _undone(words: Words, verb: int) -> bool:
    """Whether a verb is denied; "without a licence" denies no verb that follows later."""
    by = words.denied[verb]
    return by >= 0 and not (words.words[by] == "without" and verb - by > 2)


def agreements(words: Words, hits: list[Hit], made: Index) -> list[Hit]:
    """ "Agreed to", "planned with another to" before the act of an offence: an agreement to it."""
    if _AGREEMENT not in made.elements:
        return []
    acts: dict[int, Hit] = {}
    for hit in hits:
        owner = hit.trigger.owner
        if hit.trigger.kind != "element" or owner.startswith("act.") or owner in _FORBIDDEN:
            acts.setdefault(min(hit.places), hit)
    found: list[Hit] = []
    for place, one in enumerate(words.stems):
        planned = one in _PLANNED and (
            _TOGETHER & set(words.words[place + 1 : place + 4])
            or _OTHERS & set(words.words[max(place - 6, 0) : place])
        )
        if not (one in _AGREED or planned) or words.denied[place] >= 0 or words.referred[place]:
            continue
        end = place + _AIM + (4 if planned else 1)
        to = next((at for at in range(place + 1, end) if words.words[at : at + 1] == ["to"]), 0)
        act = next((acts[at] for at in range(to + 1, to + _AIM + 1) if at in acts), None)
        if not to or act is None or words.sentences[act.places[0]] != words.sentences[place]:
            continue
        if _AGREEMENT in made.lines.get(act.trigger.owner, ()):
            continue
        for owner, at in ((_AGREEMENT, place), (_AIMED, to)):
            if owner in made.elements:
                phrase = f"{words.words[place]} to"
                stems = (words.stems[at],)
                found.append(
                    Hit(Trigger("element", owner, phrase, stems, stems, 1.0), (at,), "exact")
                )
    return found


def shown_elements(words: Words, hits: list[Hit], made: Index) -> tuple[dict[str, str], list[Hit]]:
    """The elements that the hits show, with their phrase, and the hits with persons in their role.

    A noun for a person is the actor before the act and the one who receives after it ("by", and
    the passive, turn this round); "foreign", "of another State", "abroad" beside an institution
    make it a foreign one.
    """
    acts = [hit for hit in hits if hit.trigger.owner.startswith("act.") and hit.how != "loose"]
    placed = [_placed(words, hit, acts, made) for hit in hits]
    shown: dict[str, str] = {}
    for hit in placed:
        if hit.trigger.kind == "element" and hit.how != "loose" and not _only_aimed(words, hit):
            shown.setdefault(hit.trigger.owner, hit.trigger.phrase)
    if not any(act in shown for act in _ADVANTAGE):
        shown = {name: why for name, why in shown.items() if not name.startswith("recipient.")}
    return shown, placed


def _only_aimed(words: Words, hit: Hit) -> bool:
    """Whether a result is only threatened or meant: "to kill" tells of no death."""
    first = min(hit.places)
    result = hit.trigger.owner.startswith("result.") and hit.trigger.phrase.endswith("ed")
    return result and first > 0 and words.words[first - 1] == "to"


def _placed(words: Words, hit: Hit, acts: list[Hit], made: Index) -> Hit:
    owner = hit.trigger.owner
    if hit.trigger.kind != "element" or owner not in made.elements:
        return hit
    name = _DEFAULT.get(owner, owner)
    if name not in made.elements:
        name = owner
    institution = made.elements[name].institutional
    foreign = institution.foreign if institution is not None else None
    if foreign is not None and foreign in made.elements and _foreign(words, hit.places):
        name = foreign
    if name.startswith(("actor.", "recipient.")):
        name = _role(words, hit, name, acts, made.elements)
    if name == owner:
        return hit
    held = hit.trigger
    turned = Trigger(held.kind, name, held.phrase, held.stems, held.content, held.rarity)
    return Hit(turned, hit.places, hit.how)


def _foreign(words: Words, places: tuple[int, ...]) -> bool:
    first, last = min(places), max(places)
    clause = words.clauses[last]
    if any(words.words[at] in _FOREIGN_BEFORE for at in range(max(first - 2, 0), first)):
        return True
    after = [
        words.words[at]
        for at in range(last + 1, min(last + 7, len(words.words)))
        if words.clauses[at] == clause
    ]
    if after[:1] in (["abroad"], ["overseas"]):
        return True
    for at, word in enumerate(after[:4]):
        if word == "of" and after[at + 1 : at + 2] and after[at + 1] in _OTHER:
            return True
        if word == "of" and after[at + 1 : at + 3] == ["international", "organisation"]:
            return True
        if word == "of" and after[at + 1 : at + 3] == ["international", "organization"]:
            return True
    return False


def _role(
    words: Words, hit: Hit, name: str, acts: list[Hit], elements: Mapping[str, object]
) -> str:
    """Actor or recipient, by the place of the nearest act in the same sentence."""
    first, last = min(hit.places), max(hit.places)
    near = [
        act
        for act in acts
        if words.sentences[act.places[0]] == words.sentences[first]
        and not set(act.places) & set(hit.places)
    ]
    if not near:
        return name
    act = min(near, key=lambda a: (_distance(a.places, first, last), a.places))
    begins = min(act.places)
    before = last < begins
    passive = bool(_PASSIVE & set(words.words[max(begins - 3, 0) : begins]))
    by = "by" in words.words[max(first - 3, 0) : first]
    acting = (not passive) if before else by
    kind = name.partition(".")[2]
    turned = f"{'actor' if acting else 'recipient'}.{kind}"
    return turned if turned in elements else name


def _distance(places: tuple[int, ...], first: int, last: int) -> int:
    return min(abs(places[0] - last), abs(first - places[-1]))
