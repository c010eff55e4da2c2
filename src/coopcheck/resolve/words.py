"""A text as words: folded, stemmed, with sentences, clauses and the reach of negations."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from coopcheck.text import clean, fold

LIMIT = 20_000
"""Characters of a text that are read; the rest is left aside."""
REACH = 6
"""How many words after "not", "no", "never" are taken as denied."""


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


_TOKENS = re.compile(r"\d[\d.,]*\d|[^\W_]+|[.;:!?()\n,]")
_PLAIN = re.compile(r"[a-z0-9]+")
_SENTENCE_ENDS = frozenset(".;:!?\n")
_CLAUSE_WORDS = frozenset(("but", "although", "though", "while", "whereas", "however", "then"))
DETERMINERS = frozenset(
    ("a", "an", "the", "his", "her", "their", "its", "s", "this", "that", "these", "those")
)
FUNCTION_WORDS = DETERMINERS | word_set(
    "of to in on by with for from and or at as into through over under up off out who which"
    " was were is are be been being had have has it he she they him them himself herself so"
    " also about between among after before when where during him one two three"
)
_DENIALS = word_set(
    "no not never neither nor without nobody none denied denies deny acquitted cleared cannot"
    " absence lack"
)
_VERBAL = frozenset(("not", "never", "cannot", "nor"))
_CONTRACTED = word_set("didn wasn isn doesn weren hasn haven hadn couldn wouldn aren don won")
_NOT_DENIED = frozenset(("only", "merely", "just", "doubt", "longer", "least"))
_FINDINGS = word_set("alleged proven proved established charged shown claimed suspected accused")
_OMITTED = word_set(
    "pay paying declare declaring report reporting return returning file filing disclose"
    " disclosing register registering account record recording"
)
_ORIGINS = {
    **dict.fromkeys(("proceeds", "money", "cash", "funds", "profits"), ("of", "from")),
    **dict.fromkeys(("obtained", "gained", "earned"), ("by", "from", "through")),
    **dict.fromkeys(("derived", "came", "come", "comes", "stemmed", "stemming"), ("from",)),
}
_BEING = frozenset(("is", "was", "are", "were"))
_IRREGULAR = {
    form: base
    for base, forms in {
        "steal": "stole", "take": "took taken", "pay": "paid", "give": "gave given",
        "buy": "bought", "sell": "sold", "break": "broke broken", "flee": "fled",
        "grow": "grew grown", "shoot": "shot", "beat": "beaten", "hide": "hid hidden",
        "lie": "lied lying", "swear": "swore sworn", "drive": "drove driven",
        "bring": "brought", "send": "sent", "make": "made", "hold": "held", "keep": "kept",
        "tell": "told", "burn": "burnt", "lead": "led", "run": "ran", "know": "knew known",
        "write": "wrote written", "strike": "struck", "throw": "threw thrown", "blow": "blew blown",
        "seek": "sought", "lose": "lost", "spend": "spent", "build": "built", "deal": "dealt",
        "choose": "chose chosen", "draw": "drew drawn", "begin": "began begun",
        "child": "children", "man": "men", "woman": "women", "wife": "wives", "thief": "thieves",
        "come": "came", "go": "went gone", "get": "got", "catch": "caught", "fire": "firing",
        "persons": "people", "set": "setting", "hit": "hitting", "rig": "rigging rigged",
        "person": "persons", "licens": "licence licences license licenses licensed",
        "defens": "defence defense", "offens": "offence offences offense offenses",
        "tyr": "tyre tyres tire tires", "chequ": "cheque cheques check checks",
        "medicin": "medicine medicines", "exempt": "exempted", "poison": "poisoned poisoning",
        "bribery": "bribery", "stolen": "stolen", "founded": "founded", "wounded": "wounded",
        "control": "controlled controlling", "building": "building buildings",
        "shipping": "shipping", "planes": "plane planes", "carer": "care cares caring",
        "tapes": "tape tapes",
    }.items()
    for form in forms.split()
}  # fmt: skip
"""Word forms that the rules below would miss; "stolen", "founded" … stand for themselves."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What inflection and spelling leave alone: "bribes", "bribed", "bribing" are one."""
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
        if word in _IRREGULAR or len(word) < 6:
            return word.removesuffix("e") if len(word) > 3 else word
    if len(word) < 4 or word[0].isdigit():
        return word
    if (word.endswith("ies") and len(word) > 4) or (word.endswith("ied") and len(word) > 4):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base is not word and base != word and len(base) > 2 and _has_vowel(base):
            word = _undoubled(base)
            break
    else:
        if word.endswith("tion") and len(word) > 8:
            word = word[:-3]
    if (word.endswith("e") and len(word) > 3) or (word.endswith("ick") and len(word) > 5):
        word = word[:-1]
    if word.endswith("y") and len(word) > 3:
        word = word[:-1] + "i"
    if "iz" in word:
        word = word.replace("iz", "is")
    return word.replace("our", "or") if len(word) > 5 else word


def _has_vowel(base: str) -> bool:
    return any(letter in "aeiouy" for letter in base)


def _undoubled(base: str) -> str:
    doubled = len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeiousfz"
    if doubled and base.endswith("ll"):
        return base[:-1] if base[-3] in "ei" and len(base) > 5 else base
    return base[:-1] if doubled else base


def phrase_stems(phrase: str) -> tuple[str, ...]:
    """A trigger phrase as stems, without articles and possessives."""
    folded = phrase.lower() if phrase.isascii() else fold(phrase)
    found = _PLAIN.findall(folded) if folded.isascii() else folded.split()
    return tuple(stem(word) for word in found if word not in DETERMINERS)


class Words(Struct, eq=False):
    """The words of a text that matter (no articles), by place in parallel lists.

    ``denied[i]`` is the place of the word that negates word ``i``, or -1; ``weak[i]`` says that
    only what is done is denied, not upon what ("without paying duty" still speaks of duty).
    ``referred[i]`` says that another's or an earlier offence is spoken of ("proceeds of bribery").
    """

    text: str
    words: list[str] = []
    stems: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    clauses: list[int] = []
    sentences: list[int] = []
    denied: list[int] = []
    weak: list[bool] = []
    referred: list[bool] = []
    corrected: dict[str, str] = {}


def read(text: str) -> Words:
    """Split a text into words, sentences and clauses, and find what it denies."""
    flat = clean(unicodedata.normalize("NFC", text[:LIMIT].encode("utf-8", "ignore").decode()))
    result = Words(flat)
    clause = sentence = 0
    for token in _TOKENS.finditer(flat):
        raw = token.group()
        if len(raw) == 1 and not raw.isalnum():
            clause += 1
            sentence += raw in _SENTENCE_ENDS
            continue
        word = raw.lower() if raw.isascii() else fold(raw)
        if word in _CLAUSE_WORDS:
            clause += 1
        for part in word.split() or ():
            if part in DETERMINERS:
                continue
            result.words.append(part)
            result.stems.append(stem(part))
            result.starts.append(token.start())
            result.ends.append(token.end())
            result.clauses.append(clause)
            result.sentences.append(sentence)
    for place, pair in enumerate(pairwise(result.words)):
        if pair[0] == "member" and pair[1] in ("state", "states"):
            result.stems[place] = "member-state"  # belongs to no gang
    _deny(result)
    _refer(result)
    return result


def _deny(text: Words) -> None:
    count = len(text.words)
    text.denied, text.weak = [-1] * count, [False] * count
    for place, word in enumerate(text.words):
        if word in _FINDINGS and place > 1 and text.words[place - 1] == "not":
            _deny_before(text, place - 1)
        if word not in _DENIALS and word not in _CONTRACTED:
            continue
        following = text.words[place + 1] if place + 1 < count else ""
        if following in _NOT_DENIED:
            continue
        weak = following in _OMITTED or (word == "without" and following.endswith("ing"))
        verbal = word in _VERBAL or word in _CONTRACTED
        for other in range(place + 1, min(place + 1 + REACH, count)):
            if text.clauses[other] != text.clauses[place]:
                break
            if verbal and text.words[other - 1] == "and" and _finite(text.words[other]):
                break
            text.denied[other], text.weak[other] = place, weak


def _refer(text: Words) -> None:
    """Mark what only tells where property came from, or what somebody else had done."""
    words, count = text.words, len(text.words)
    text.referred = [False] * count
    for place in range(1, count):
        before, word = words[place - 1], words[place]
        fits = word in _ORIGINS.get(before, ()) or (
            before == "wanted" and word == "for" and words[max(place - 2, 0)] not in _BEING
        )
        if not fits:
            continue
        for other in range(place + 1, min(place + 1 + REACH, count)):
            if text.clauses[other] != text.clauses[place]:
                break
            text.referred[other] = True


def _deny_before(text: Words, place: int) -> None:
    for other in range(place - 1, max(place - 2 * REACH, -1), -1):
        if text.clauses[other] != text.clauses[place]:
            break
        text.denied[other] = place


def _finite(word: str) -> bool:
    return word.endswith("ed") or word in _IRREGULAR
