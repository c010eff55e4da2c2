"""On which form of cooperation a declaration is."""

import re
from functools import lru_cache

from coopcheck.engine.basis import Basis
from coopcheck.model.domestic import forms_in
from coopcheck.model.instrument import Form
from coopcheck.model.parties import Declaration

_NUMBER = re.compile(r"(?<![\d(])(\d+)(?: to (\d+))?")
_SERIES = re.compile(r"\bETS \d+")


def is_for(row: Declaration, basis: Basis) -> bool:
    """Whether a declaration is on the form of cooperation in hand.

    Where it does not say so itself, its article does: a convention asks for the authorities and
    languages of each form under an article of its own (UNTOC art. 18(13) for assistance, Budapest
    Convention arts 24(7) and 27(2)). What is declared under an article of another form only is not
    for this one.
    """
    if row.forms:
        return basis.form_name in row.forms
    named = _articles(row.article)
    if basis.instrument is None or basis.form is None or not named:
        return True
    if named & _articles_of(basis.form):
        return True
    others = forms_in(basis.instrument).items()
    return not any(named & _articles_of(form) for name, form in others if name != basis.form_name)


def _articles_of(form: Form) -> set[int]:
    cited_there = [form.article, *(c.article for c in form.channels)]
    return {number for article in cited_there for number in _articles(article or "")}


@lru_cache(maxsize=4096)
def _articles(text: str) -> frozenset[int]:
    """The numbers of the articles that a citation names, without their paragraphs."""
    found = (match.groups() for match in _NUMBER.finditer(_SERIES.sub("", text)))
    return frozenset(n for one, last in found for n in range(int(one), int(last or one) + 1))
