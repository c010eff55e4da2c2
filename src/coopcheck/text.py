"""Cleaning of untrusted text before it is shown, and how articles and States are written."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (but tab and newline), DEL, C1: escape sequences
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # bidi, zero width
    "\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, tag characters
)
_ESCAPES = re.compile(
    r"\x9b[0-?]*[ -/]*[@-~]|"
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])"
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


_CODE = re.compile(r"\d+ [A-Z]")  # 18 U.S.C. 3184
_ROMAN = re.compile(r"[IVXLC]+\b(?! of)")


def cited(article: str) -> str:
    """``16(3)`` as ``art. 16(3)``, ``XI`` as ``art. XI``; anything else as it is."""
    number = article[:1].isdigit() and not _CODE.match(article)
    return f"art. {article}" if number or _ROMAN.match(article) else article


def clean(text: str) -> str:
    """``text`` without escape sequences, control, bidi and zero-width characters.

    A tab becomes a space. Line breaks stay.
    """
    return _UNSAFE.sub("", _ESCAPES.sub("", text)).replace("\t", " ")


def one_line(text: str, limit: int = 500) -> str:
    """``clean`` text on one line, cut (with an ellipsis) at ``limit`` characters."""
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: for matching, never display."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


_WITH_ARTICLE = re.compile(
    r"(?:Bahamas|Comoros|Democratic|European Union|Gambia|Holy|Isle|Kingdom|Netherlands"
    r"|Philippines|Republic|United)\b|.* (?:Republic|Federation|Islands|Emirates)$"
)


@lru_cache(maxsize=1_024)
def the(name: str) -> str:
    """The name of a State as it stands in a sentence: ``the United Kingdom``."""
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def of_each(said: Sequence[tuple[str, str]]) -> str:
    """``A: this; B: that``, or ``A and B: this`` where the same is to be said of all."""
    if len({words for _, words in said}) == 1:
        return f"{' and '.join(name for name, _ in said)}: {said[0][1]}"
    return "; ".join(f"{name}: {words}" for name, words in said)


def csv_cell(text: str, limit: int = 1000) -> str:
    """``text`` on one line that no spreadsheet takes for a formula: a ``'`` goes before it."""
    flat = one_line(text, limit)
    return f"'{flat}" if text.startswith(_FORMULA) or flat.startswith(_FORMULA) else flat
