"""Which records of a catalogue a text means, or comes near to."""

from collections.abc import Mapping

from coopcheck.errors import nearest
from coopcheck.text import fold, one_line


def meant(text: str, titles: Mapping[str, str]) -> list[str]:
    """The ids that ``text`` is, or is the title of; case and punctuation do not matter."""
    folded = fold(text)
    return [key for key, title in titles.items() if folded in (fold(key), fold(title))]


def near_ids(text: str, titles: Mapping[str, str], limit: int = 3) -> list[str]:
    """The ids that begin with, or look, or whose title looks, most like ``text``; best first."""
    folded = fold(one_line(text, 200))
    if len(folded) < 2:
        return []
    found = [key for key in titles if fold(key).startswith(folded)]
    if len(found) < limit:
        by_words: dict[str, str] = {}
        for key, title in titles.items():
            by_words.setdefault(fold(key), key)
            by_words.setdefault(fold(title), key)
        found += [by_words[words] for words in nearest(folded, list(by_words), limit * 2)]
    return list(dict.fromkeys(found))[:limit]
