"""Names of States and territories, resolved to ISO 3166-1 alpha-3 codes.

A name counts only if it matches exactly once case, accents and punctuation are folded away.
A near match is only ever a suggestion: libraries that guess have read "Republic of Korea" as
North Korea, "Niger" as Nigeria and "Hong Kong SAR" as China. A name that could mean several
States ("Korea", "Congo", "Guinea", "Yugoslavia") is never chosen for the user.

The names stand in ``treaties/states.yaml``. :func:`index_entries` turns the parsed file into a
plain mapping that can be stored as JSON, and :class:`StateIndex` answers from that mapping.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coopcheck.errors import InputError
from coopcheck.text import the

__all__ = ["AmbiguousState", "StateIndex", "UnknownState", "fold", "index_entries"]

LONGEST_NAME = 200
"""Characters of a name that are read; the rest is cut. The longest on record has about 90."""

SUGGESTIONS = 3
"""How many near matches are offered at most."""

NEAR = 75.0
"""Likeness, out of 100, from which a name is near enough to be offered."""

_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u201b\u02bc\u02b9\u00b4`\u2032"), "'")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "&": " and ",
    }
)
_POSSESSIVE = re.compile(r"'s\b")
_INITIALS = re.compile(r"\b(?:\w ){1,}\w\b")
_SHORTENED = {
    "st": "saint",
    "ste": "sainte",
    "rep": "republic",
    "dem": "democratic",
    "is": "islands",
}


def fold(name: str) -> str:
    """Return ``name`` without case, accents, punctuation and article, for exact comparison.

    >>> fold("  The  Côte d'Ivoire ")
    'cote d ivoire'
    >>> fold("St. Kitts & Nevis") == fold("Saint Kitts and Nevis")
    True
    >>> fold("U.S.A.")
    'usa'
    """
    text = unicodedata.normalize("NFKD", name[:LONGEST_NAME].translate(_APOSTROPHES))
    text = "".join(
        char
        for char in text
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
    text = _POSSESSIVE.sub("s", text.casefold().translate(_LETTERS))
    text = "".join(char if char.isalnum() else " " for char in text)
    words = _INITIALS.sub(_join_initials, " ".join(text.split())).split()
    while len(words) > 1 and words[0] == "the":  # "The Gambia"
        del words[0]
    while len(words) > 1 and words[-1] == "the":  # "Gambia (the)", "Republic of Korea, the"
        del words[-1]
    if len(words) > 1:  # alone, "ST" is the code of Sao Tome and Principe
        words = [_SHORTENED.get(word, word) for word in words]
    return " ".join(words)


def _join_initials(match: re.Match[str]) -> str:
    """Write the initials "u s a" as the one word "usa"."""
    return match[0].replace(" ", "")


class UnknownState(InputError):
    """A name that is no State or territory on record; carries near matches, best first."""

    def __init__(self, text: str, suggestions: Sequence[tuple[str, str]] = ()) -> None:
        """Name what was typed, and what may have been meant as ``(code, name)`` pairs."""
        self.text = text
        self.suggestions: list[tuple[str, str]] = list(suggestions)
        if not text.strip():
            message = "No State or territory is named."
        elif self.suggestions:
            meant = _either(_labelled(self.suggestions))
            message = (
                f"{_quoted(text)} is not a State or territory on record. Did you mean {meant}?"
            )
        else:
            message = (
                f"{_quoted(text)} is not a State or territory on record. "
                "Give its name in English, French or Spanish, or its ISO 3166-1 code "
                "(for Kenya: KEN or KE)."
            )
        super().__init__(message)


class AmbiguousState(InputError):
    """A name that several States or territories bear; carries all of them."""

    def __init__(self, text: str, choices: Sequence[tuple[str, str]], note: str = "") -> None:
        """Name what was typed, and what it can mean as ``(code, name)`` pairs."""
        self.text = text
        self.choices: list[tuple[str, str]] = list(choices)
        self.note = note
        message = f"{_quoted(text)} can mean {_either(_labelled(self.choices))}. Say which."
        if note:
            message += f" {note.rstrip('.')}."
        super().__init__(message)


class StateIndex:
    """Finds the code of a State or territory by any of its names or codes."""

    __slots__ = ("_ambiguous", "_labels", "_names", "_notes")

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the mapping that :func:`index_entries` built, perhaps by way of JSON."""
        self._names: Mapping[str, str] = entries["names"]
        self._ambiguous: Mapping[str, Sequence[str]] = entries["ambiguous"]
        self._labels: Mapping[str, str] = entries["labels"]
        self._notes: Mapping[str, str] = entries.get("notes", {})

    def resolve(self, text: str) -> str:
        """Return the alpha-3 code that ``text`` names.

        Raises :class:`AmbiguousState` if several bear the name and :class:`UnknownState`, with
        suggestions, if none does.
        """
        folded = fold(text)
        code = self._names.get(folded)
        if code is not None:
            return code
        choices = self._ambiguous.get(folded)
        if choices is not None:
            raise AmbiguousState(text, self._pairs(choices), self._notes.get(folded, ""))
        raise UnknownState(text, self._pairs(self._near(folded)))

    def label(self, code: str) -> str:
        """Return the English name that goes with an alpha-3 code on record."""
        return self._labels[code]

    def in_sentence(self, code: str) -> str:
        """Return the name as it stands within a sentence: "the United Kingdom"."""
        return the(self._labels[code])

    def _pairs(self, codes: Iterable[str]) -> list[tuple[str, str]]:
        return [(code, self._labels[code]) for code in codes]

    def _near(self, folded: str) -> list[str]:
        """Return the codes of the names nearest to ``folded``, best first."""
        if len(folded) < 3:
            return []
        held = [item for item in self._candidates() if f" {item[0]} " in f" {folded} "]
        if held:  # "Government of Kenya" holds a whole name; of several, the longest
            return list(max(held, key=lambda item: (len(item[0]), item[0]))[1])
        from rapidfuzz.fuzz import ratio  # only when something has gone wrong already

        best: dict[str, float] = {}
        for name, codes in self._candidates():
            score = ratio(folded, name, score_cutoff=NEAR)
            if score:
                for code in codes:
                    best[code] = max(score, best.get(code, 0.0))
        return sorted(best, key=lambda code: (-best[code], code))[:SUGGESTIONS]

    def _candidates(self) -> Iterable[tuple[str, Sequence[str]]]:
        """Yield every name of four letters or more with the codes it can mean."""
        for name, code in self._names.items():
            if len(name) > 3:
                yield name, (code,)
        for name, codes in self._ambiguous.items():
            if len(name) > 3:
                yield name, codes


def index_entries(
    states: Mapping[str, Mapping[str, Any]], ambiguous: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Build the mapping for :class:`StateIndex` from the parsed ``states.yaml``.

    ``names`` holds every code, name, official name and alias, folded; ``ambiguous`` the names
    that must be refused, with what they can mean; ``notes`` what to say about those; ``labels``
    the English names. An ambiguous name takes precedence over the same name of one of its
    choices ("Guinea" is the short name of GIN). Any other name with two meanings is a
    :class:`ValueError` that gives both.
    """
    unclear: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    for entry in ambiguous:
        name = str(entry["name"])
        folded = _folded(name, "the ambiguous names")
        choices = [str(code) for code in entry["choices"]]
        if folded in unclear:
            raise ValueError(f'the ambiguous name "{name}" is given twice')
        if len(set(choices)) < 2 or len(set(choices)) != len(choices):
            raise ValueError(f'the ambiguous name "{name}" needs two or more different choices')
        for code in choices:
            if code not in states:
                raise ValueError(f'"{name}" can mean {code}, which is not among the States')
        unclear[folded] = choices
        if entry.get("note"):
            notes[folded] = str(entry["note"])

    names: dict[str, str] = {}
    spelled: dict[str, str] = {}
    labels: dict[str, str] = {}
    for code, state in states.items():
        labels[code] = str(state["name"])
        known = (state.get("alpha2"), state["name"], state.get("official"))
        spellings = [code, *(name for name in known if name)]
        for spelling in map(str, [*spellings, *state.get("aliases", ())]):
            folded = _folded(spelling, code)
            if folded in unclear:
                if code not in unclear[folded]:
                    raise ValueError(
                        f'"{spelling}" is a name of {code}, but the ambiguous name '
                        f"it matches does not list {code}: {', '.join(unclear[folded])}"
                    )
                continue
            other = names.setdefault(folded, code)
            if other != code:
                raise ValueError(
                    f'"{spelling}" of {code} cannot be told from "{spelled[folded]}" of {other}'
                )
            spelled.setdefault(folded, spelling)
    return {"names": names, "ambiguous": unclear, "labels": labels, "notes": notes}


def _folded(name: str, owner: str) -> str:
    """Fold a name of the table, which must leave something to compare."""
    folded = fold(name)
    if not folded:
        raise ValueError(f'"{name}" among the names of {owner} has no letter or figure')
    return folded


def _labelled(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Write ``(code, name)`` pairs as "Kenya (KEN)"."""
    return [f"{name} ({code})" for code, name in pairs]


def _either(words: Sequence[str]) -> str:
    """Join words as "a", "a or b", "a, b or c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _quoted(text: str) -> str:
    """Quote what the user typed: printable characters only, and not too many of them."""
    shown = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f'"{shown[:59]}…"' if len(shown) > 60 else f'"{shown}"'
