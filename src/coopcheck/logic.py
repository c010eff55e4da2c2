"""Three-valued truth, proofs, and the small language of conditions.

Truth is strong Kleene logic: a conclusion is UNKNOWN as long as some way of filling in the unknown
facts would change it within the connectives. Every conclusion carries its proof.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import Literal, NamedTuple, final

from msgspec import Struct

Word = Literal["yes", "no", "unknown"]


class Truth(IntEnum):
    """NO < UNKNOWN < YES, so that ``and`` is the minimum and ``or`` the maximum."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __invert__(self) -> "Truth":
        return _OPPOSITE[self]

    def __str__(self) -> str:
        return _WORDS[self]

    @property
    def word(self) -> Word:
        """``no``, ``unknown`` or ``yes``, as it is written in data, cases and answers."""
        return _WORDS[self]


NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
_OPPOSITE = (YES, UNKNOWN, NO)
_WORDS: tuple[Word, Word, Word] = ("no", "unknown", "yes")


def truth(text: str) -> Truth:
    """``yes``, ``no`` or ``unknown`` as written in data and cases."""
    return {"yes": YES, "no": NO, "unknown": UNKNOWN}[text]


def all_of(values: Iterable[Truth]) -> Truth:
    """Kleene conjunction; YES of nothing."""
    found = YES
    for value in values:  # by identity: comparing members of an enumeration takes five times longer
        if value is NO:
            return NO
        if value is UNKNOWN:
            found = UNKNOWN
    return found


def any_of(values: Iterable[Truth]) -> Truth:
    """Kleene disjunction; NO of nothing."""
    found = NO
    for value in values:
        if value is YES:
            return YES
        if value is UNKNOWN:
            found = UNKNOWN
    return found


class Proof(Struct, eq=False):
    """Why a conclusion has its value.

    ``text`` states the rule or fact in words; ``article`` what it rests on; ``fact`` names the
    declared fact of a leaf; ``law`` says, for an UNKNOWN leaf, which law is not on record.
    """

    value: Truth
    text: str
    children: tuple["Proof", ...] = ()
    article: str = ""
    fact: str = ""
    law: str = ""
    kept_leaves: tuple["Proof", ...] | None = None

    def __repr__(self) -> str:
        return f"Proof({self.value.name}, {self.text!r})"

    def leaves(self) -> tuple["Proof", ...]:
        """The unknown leaves that keep this conclusion open (none if it is settled)."""
        if self.kept_leaves is None:
            if self.value is not UNKNOWN:
                self.kept_leaves = ()
            else:
                openly = [child for child in self.children if child.value is UNKNOWN]
                found = [leaf for child in openly for leaf in child.leaves()]
                self.kept_leaves = tuple(found) if openly else (self,)
        return self.kept_leaves

    def missing_facts(self) -> list[str]:
        """Names of the facts that would settle it, in order, without repeats."""
        return list(dict.fromkeys(leaf.fact for leaf in self.leaves() if leaf.fact))

    def missing_law(self) -> list[str]:
        """What the knowledge base does not hold and would settle it."""
        return list(dict.fromkeys(leaf.law for leaf in self.leaves() if leaf.law))


def conjunction(text: str, children: Iterable[Proof], *, article: str = "") -> Proof:
    """Proof that all hold."""
    parts = tuple(children)
    return Proof(all_of([child.value for child in parts]), text, parts, article=article)


def disjunction(text: str, children: Iterable[Proof], *, article: str = "") -> Proof:
    """Proof that at least one holds."""
    parts = tuple(children)
    return Proof(any_of([child.value for child in parts]), text, parts, article=article)


def negation(text: str, child: Proof) -> Proof:
    """Proof of the opposite."""
    return Proof(~child.value, text, (child,))


@final
class Name(NamedTuple):
    """A fact or element."""

    name: str
    column: int


@final
class Not(NamedTuple):
    """Negation."""

    inner: "Expression"


@final
class All(NamedTuple):
    """Conjunction."""

    parts: tuple["Expression", ...]


@final
class Any(NamedTuple):
    """Disjunction."""

    parts: tuple["Expression", ...]


@final
class Compare(NamedTuple):
    """``name operator literal`` with ``==``, ``!=``, ``>=``, ``>``, ``<=``, ``<``."""

    name: str
    operator: str
    literal: str
    column: int


Expression = Name | Not | All | Any | Compare

_TOKEN = re.compile(r"\s*(?:(\()|(\))|(==|!=|>=|<=|>|<)|([A-Za-z0-9][A-Za-z0-9_.-]*))")
MAX_LENGTH, MAX_DEPTH = 2_000, 32


class ExpressionError(ValueError):
    """A condition that is no condition; ``column`` counts from 1 within it."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str, int]] = []
        position = 0
        stripped = text.rstrip()
        while position < len(stripped):
            match = _TOKEN.match(stripped, position)
            if not match:
                bad = stripped[position:].lstrip()[:1]
                raise ExpressionError(f'"{bad}" does not belong in a condition', position + 1)
            kinds = ("(", ")", "operator", "word")
            index = next(i for i in range(4) if match[i + 1])
            self.tokens.append((kinds[index], match[index + 1], match.start(index + 1) + 1))
            position = match.end()
        self.tokens.append(("end", "", len(stripped) + 1))
        self.index = 0

    def peek(self) -> tuple[str, str, int]:
        return self.tokens[self.index]

    def take(self) -> tuple[str, str, int]:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def any(self, depth: int) -> Expression:
        return self.chain("or", Any, self.all, depth)

    def all(self, depth: int) -> Expression:
        return self.chain("and", All, self.unit, depth)

    def chain(
        self,
        word: str,
        node: type[All] | type[Any],
        part: Callable[[int], Expression],
        depth: int,
    ) -> Expression:
        parts = [part(depth)]
        while self.peek()[1] == word:
            self.take()
            parts.append(part(depth))
        return node(tuple(parts)) if len(parts) > 1 else parts[0]

    def unit(self, depth: int) -> Expression:
        kind, text, column = self.take()
        if depth > MAX_DEPTH:
            raise ExpressionError("the condition is nested too deeply", column)
        if kind == "(":
            inner = self.any(depth + 1)
            kind, _, column = self.take()
            if kind != ")":
                raise ExpressionError('")" is missing', column)
            return inner
        if text == "not":
            return Not(self.unit(depth + 1))
        if kind != "word" or text in ("and", "or"):
            raise ExpressionError("a fact name is missing", column)
        if self.peek()[0] == "operator":
            operator = self.take()[1]
            kind, literal, at = self.take()
            if kind != "word":
                raise ExpressionError(f'a value is missing after "{operator}"', at)
            return Compare(text, operator, literal, column)
        return Name(text, column)


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """Parse a condition. Raises ``ExpressionError`` with the column of the fault."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"the condition is longer than {MAX_LENGTH} characters", 1)
    parser = _Parser(text)
    expression = parser.any(0)
    kind, found, column = parser.peek()
    if kind != "end":
        raise ExpressionError(f'"and" or "or" is missing before "{found}"', column)
    return expression


def names(expression: Expression) -> Iterator[Name | Compare]:
    """Every name used, in order."""
    if isinstance(expression, Name | Compare):
        yield expression
    elif isinstance(expression, Not):
        yield from names(expression.inner)
    else:
        for part in expression.parts:
            yield from names(part)


def evaluate(expression: Expression, lookup: Callable[[Name | Compare], Proof]) -> Proof:
    """The truth of ``expression`` and its proof; ``lookup`` proves names and comparisons."""
    if type(expression) is Name or type(expression) is Compare:
        return lookup(expression)
    if type(expression) is Not:
        inner = evaluate(expression.inner, lookup)
        return negation(f"not: {inner.text}", inner)
    parts = [evaluate(part, lookup) for part in expression.parts]
    return conjunction("all of", parts) if type(expression) is All else disjunction("any of", parts)


def forced(expression: Expression, value: Truth = YES) -> dict[str, Truth]:
    """The names whose value follows if the whole expression is YES (or, with NO, fails)."""
    if isinstance(expression, Name):
        return {expression.name: value}
    if isinstance(expression, Compare):
        return {}
    if isinstance(expression, Not):
        return forced(expression.inner, ~value)
    found = [forced(part, value) for part in expression.parts]
    if isinstance(expression, All) == (value is YES):
        return {name: given for part in found for name, given in part.items()}
    first, *rest = found
    return {n: v for n, v in first.items() if all(part.get(n) is v for part in rest)}
