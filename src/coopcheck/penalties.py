"""Penalties: ``5y``, ``18m``, ``1y6m``, ``90d``, ``life``, ``death``, ``fine``."""

import re
from functools import lru_cache

_PATTERN = re.compile(r"(?:(\d{1,3})y)?(?:(\d{1,4})m)?(?:(\d{1,5})d)?")
_WORDS = {"fine": 0.0, "life": 1e6, "death": 1e7}
DAYS_PER_MONTH = 30.4375


@lru_cache(maxsize=4_096)
def days(text: str) -> float:
    """Length in days for comparison: months of 30.4375 days, years of twelve such months.

    ``fine`` is 0; ``life`` exceeds every term; ``death`` exceeds life.
    Raises ``ValueError`` if ``text`` is no penalty.
    """
    if text in _WORDS:
        return _WORDS[text]
    match = _PATTERN.fullmatch(text)
    if not text or not match:
        raise ValueError(
            f'"{text}" is not a penalty; write 5y, 18m, 1y6m, 90d, life, death or fine'
        )
    years, months, rest = (int(part or 0) for part in match.groups())
    return (years * 12 + months) * DAYS_PER_MONTH + rest


@lru_cache(maxsize=4_096)
def in_words(text: str) -> str:
    """``1y6m`` as ``1 year 6 months``; ``life`` as ``life imprisonment``."""
    if text in _WORDS:
        return {"fine": "a fine", "life": "life imprisonment", "death": "death"}[text]
    match = _PATTERN.fullmatch(text)
    if not match:
        return text
    parts = []
    for number, unit in zip(match.groups(), ("year", "month", "day"), strict=True):
        if number:
            parts.append(f"{int(number)} {unit}{'' if int(number) == 1 else 's'}")
    return " ".join(parts)
