"""Conditions over facts and formulas over elements, in words."""

import re

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import All, Any, Compare, Expression, Name, Not, parse
from coopcheck.penalties import in_words

FORM_NOUN = {
    "mla": "mutual legal assistance",
    "confiscation": "confiscation and recovery of assets",
    "transfer-of-sentenced-persons": "transfer of sentenced persons",
    "transfer-of-proceedings": "transfer of proceedings",
    "joint-investigation": "joint investigations",
    "special-techniques": "special investigative techniques",
    "law-enforcement": "law-enforcement cooperation",
}
_DUTIES = {
    "consider-enforcing-sentence": "consider enforcing the sentence",
    "consider-return-of-assets": "consider the return of assets",
    "consider-transfer": "consider a transfer of the proceedings",
    "consult-before-refusal": "consult before refusing",
    "consult-before-postponing": "consult before postponing",
    "follow-requested-procedure": "follow the procedure asked for",
    "hear-before-lifting": "hear the other side before lifting a measure",
    "postpone-not-refuse": "postpone rather than refuse",
    "prosecute-on-request": "prosecute on request",
    "prosecute-or-extradite": "prosecute if it does not extradite",
}
_OPERATORS = {
    "==": "exactly",
    "!=": "not",
    ">=": "at least",
    ">": "more than",
    "<=": "at most",
    "<": "less than",
}
_AUXILIARY = r"is|are|was|were|has|have|may|can|would|must"
_VERBS = (
    r"makes|asks|extradites|permits|obliges|concerns|consents|enjoys|needs|assures|gives|"
    r"agrees|observes|offers|carries|provides|serves"
)
_FIRST_VERB = re.compile(rf"\b(?:({_AUXILIARY})|({_VERBS}))\b")


def plain(slug: str) -> str:
    """``consult-before-refusal`` as ``consult before refusal``."""
    return slug.replace("-", " ").replace("_", " ")


def duty_words(slug: str) -> str:
    """What the requested State must do, after "must"."""
    return _DUTIES.get(slug, plain(slug))


def form_noun(name: str) -> str:
    """A form of cooperation as a noun."""
    return FORM_NOUN.get(name, plain(name))


def negated(label: str) -> str:
    """The opposite of a statement: ``the offence is fiscal`` gives ``the offence is not fiscal``.

    Only the verbs that labels of facts use are known; anything else is put after "it is not so".
    """
    found = _FIRST_VERB.search(label)
    if found is None or label.startswith("at least"):
        return f"it is not so that {label}"
    if found[1]:
        return f"{label[: found.end()]} not{label[found.end() :]}"
    verb = found[2]
    base = verb[:-3] + "y" if verb.endswith("ies") else verb[:-1]
    return f"{label[: found.start()]}does not {base}{label[found.end() :]}"


def condition(kb: KnowledgeBase, text: str | None) -> str | None:
    """A condition over facts in words, or None where there is none."""
    return None if text is None else _condition(kb, parse(text))


def _condition(kb: KnowledgeBase, expression: Expression) -> str:
    if isinstance(expression, Name):
        fact = kb.facts.get(expression.name)
        return fact.label if fact else expression.name
    if isinstance(expression, Compare):
        return _comparison(kb, expression)
    if isinstance(expression, Not):
        inner = _condition(kb, expression.inner)
        simple = isinstance(expression.inner, Name)
        return negated(inner) if simple else f"it is not so that {inner}"
    word = " and " if isinstance(expression, All) else ", or "
    return word.join(_within(expression, part, _condition(kb, part)) for part in expression.parts)


def _within(whole: Expression, part: Expression, words: str) -> str:
    mixed = isinstance(part, All | Any) and type(part) is not type(whole)
    return f"({words})" if mixed and isinstance(whole, All) else words


def _comparison(kb: KnowledgeBase, compared: Compare) -> str:
    fact = kb.facts.get(compared.name)
    label = fact.label if fact else compared.name
    if compared.name == "case.stage":
        verb = "is" if compared.operator == "==" else "is not"
        return f"the case {verb} at the stage of {compared.literal}"
    if fact is not None and fact.choices:
        verb = "is" if compared.operator == "==" else "is not"
        return f"{label} {verb} that of the {compared.literal}"
    return f"{label} is {_OPERATORS[compared.operator]} {in_words(compared.literal)}"


def formula(kb: KnowledgeBase, text: str) -> list[tuple[str, list[str]]]:
    """The parts of a formula that must all be shown: each in words, with its element ids."""
    expression = parse(text)
    parts = expression.parts if isinstance(expression, All) else (expression,)
    return [(_formula(kb, part), list(dict.fromkeys(_elements(part)))) for part in parts]


def _formula(kb: KnowledgeBase, expression: Expression) -> str:
    if isinstance(expression, Name | Compare):
        element = kb.elements.get(expression.name)
        return element.label if element else expression.name
    if isinstance(expression, Not):
        return f"not: {_formula(kb, expression.inner)}"
    word = "; and " if isinstance(expression, All) else "; or "
    return word.join(_within(expression, part, _formula(kb, part)) for part in expression.parts)


def _elements(expression: Expression) -> list[str]:
    if isinstance(expression, Name | Compare):
        return [expression.name]
    inner = (expression.inner,) if isinstance(expression, Not) else expression.parts
    return [name for part in inner for name in _elements(part)]


def facts_in(text: str | None) -> list[str]:
    """The facts (or elements) that an expression names."""
    return list(dict.fromkeys(_elements(parse(text)))) if text else []
