"""Why one law does not carry a request, or not for certain: every condition that fails or is open.

    why_not(case, kb, "untoc")

Read off the same proof as the assessment. A law that does not bind both States is opened as well,
so that the user sees all that stands in the way and not only the first obstacle.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from coopcheck.engine.assess import WorkedOut, work_out
from coopcheck.engine.basis import FORM_WORDS, STATUS, Basis, form_of, wanted_forms
from coopcheck.engine.coverage import cover
from coopcheck.engine.legal_basis import comity, under_treaty
from coopcheck.engine.membership import standing_of
from coopcheck.engine.questions import question_for
from coopcheck.engine.relations import included_in
from coopcheck.errors import InputError, nearest
from coopcheck.knowledge.base import Head, KnowledgeBase
from coopcheck.logic import NO, UNKNOWN, YES, Proof, conjunction, disjunction
from coopcheck.model.case import Case
from coopcheck.model.findings import StateNamed
from coopcheck.model.types import Status
from coopcheck.resolve.ids import meant
from coopcheck.text import fold, one_line

_FRAME = re.compile(
    r"a basis\b.*|both States are bound.*|the conduct is (?:covered|within the scope)|"
    r"it has effect between the two|all of|any of|charge \d+|still stands|together with .*|"
    r"reciprocity|the requested State takes the instrument.*|applies at this stage|"
    r"(?:maximum penalty|penalty) (?:above|of at least) .*"
)
"""Proof nodes that only hold others together: what fails is below them."""
_WAYS = ("it has effect between the two", "the conduct is within the scope", "any of")
"""Those of them that need only one of their parts."""
_CHARGE = re.compile(r"charge (\d+)")
RECIPROCITY = "reciprocity"


class ConditionUnmet(Struct, kw_only=True):
    """A condition that fails (``no``) or is not settled (``unknown``).

    An unknown is settled by the answer to ``question`` or by ``missing_law``, law that is not on
    record. ``charge`` counts from 0 and is null where the condition concerns the whole request.
    ``one_of_several``: there are other ways, and any one of them would do.
    """

    text: str
    article: str | None
    value: Literal["no", "unknown"]
    fact: str | None
    question: str | None
    missing_law: str | None
    charge: int | None
    one_of_several: bool


class WhyNot(Struct, kw_only=True):
    """One law, its status, and the conditions that fail or are open."""

    id: str
    title: str
    short: str
    form: str
    requesting: StateNamed
    requested: StateNamed
    on: str
    status: Status
    reason: str
    conditions: list[ConditionUnmet]


class _Found(NamedTuple):
    node: Proof
    article: str
    charge: int | None
    one_of_several: bool
    denied: bool = False


def why_not(case: Case, kb: KnowledgeBase, name: str, today: str | None = None) -> WhyNot:
    """Every condition that fails or is open for the law ``name``.

    ``name`` is an id as a report prints it (``uncac``, ``domestic:CHE``, ``reciprocity``) or the
    short title of an instrument. Raises ``InputError`` with the nearest ids for anything else.
    """
    out = work_out(case, kb, today)
    key = _resolve(kb, out, name)
    basis, proofs = _proofs(kb, out, key)
    found = [each for proof in proofs for each in _open(proof)]
    head = kb.heads.get(key)
    situation = out.context.case
    value = NO if basis is None else basis.value
    assert basis is not None or head is not None
    return WhyNot(
        id=key,
        title=basis.title if basis else head.title if head else key,
        short=basis.short if basis else head.short if head else key,
        form=basis.form_name if basis else situation.form,
        requesting=_named(kb, situation.requesting),
        requested=_named(kb, situation.requested),
        on=situation.on,
        status=STATUS[value],
        reason=basis.reason if basis else proofs[0].text,
        conditions=_merged([_told(kb, out, each) for each in found]),
    )


def _named(kb: KnowledgeBase, code: str) -> StateNamed:
    return StateNamed(code=code, name=kb.states.label(code))


def _resolve(kb: KnowledgeBase, out: WorkedOut, name: str) -> str:
    """The id that ``name`` means."""
    requested = out.context.case.requested
    own = f"domestic:{requested}"
    text = one_line(name, 100)
    titles = {key: head.short for key, head in kb.heads.items()}
    titles |= {own: f"Law of {kb.states.label(requested)}", RECIPROCITY: "Reciprocity"}
    if text in titles:
        return text
    found = meant(text, titles)
    if len(found) == 1:
        return found[0]
    expected = "the id of a treaty (coopcheck treaties lists them), "
    expected += f"{own} or {RECIPROCITY}."
    near = found
    if text.startswith("domestic"):
        near = [own]
        expected = f"{own}: only the law of the requested State is a basis."
    elif not near:
        folded = fold(text)
        words = {fold(key): key for key in titles} | {fold(v): k for k, v in titles.items()}
        near = [key for key in titles if folded and fold(key).startswith(folded)]
        near += [words[each] for each in nearest(folded, list(words), 6)]
    raise InputError(
        f'no law "{text}" on record.',
        place="--why-not",
        expected=expected,
        nearest=list(dict.fromkeys(near))[:3],
    )


def _proofs(kb: KnowledgeBase, out: WorkedOut, key: str) -> tuple[Basis | None, list[Proof]]:
    """The basis of this id (None if the law has no clauses on the form) and what it rests on."""
    context, situation = out.context, out.context.case
    live = [b for b in out.bases if b.id == key]
    if key == RECIPROCITY and not live:
        own = next(b for b in out.bases if b.id == f"domestic:{situation.requested}")
        basis = comity(kb, context, own)
        article = own.clause.article if own.clause else (own.form and own.form.article) or ""
        words = f"not needed: {own.short} carries the request without it"
        needless = Proof(NO, words, article=article)
        basis.value, basis.reason = NO, words
        return basis, [needless, basis.proof]
    if not live:
        head = kb.heads[key]
        name = next((each for each in wanted_forms(situation.form) if each in head.forms), None)
        if name is None:
            return None, _no_clauses(kb, out, head)
        standing = standing_of(kb, key, _pair(out), situation.on)  # a treaty between others
        live = [under_treaty(context, head, name, standing, out.results)]
    basis = live[0]
    proofs = [basis.proof]
    if basis.value is NO and basis.instrument is None and key in kb.heads:
        proofs = _opened(kb, out, basis)
    elif basis.value is NO and basis.proof.value is not NO:
        proofs.insert(0, Proof(NO, basis.reason))
    if basis.offence is not None and basis.value is not UNKNOWN:
        # One charge is enough for a basis; the others are told as well.
        proofs += [child for child in basis.offence.children if child.value is not YES]
    return basis, proofs


def _pair(out: WorkedOut) -> tuple[str, str]:
    return out.context.case.requesting, out.context.case.requested


def _opened(kb: KnowledgeBase, out: WorkedOut, basis: Basis) -> list[Proof]:
    """The proof of an instrument that does not bind both, with what its text asks for besides."""
    instrument = kb.instrument(basis.id)
    situation = out.context.case
    form = form_of(instrument, basis.form_name, situation.day)
    if form is None:
        return [basis.proof]
    read = structs.replace(basis, instrument=instrument, form=form, thresholds={})
    context = out.context.within(instrument=instrument.id)
    cover(read, context, form, instrument, out.results, basis.proof)
    clause = next((c for c in form.basis if c.effect == "deemed-included"), None)
    if clause is None or read.offence is None:
        return [read.proof]
    into = included_in(kb, situation, out.bases, read, clause.article)[1]
    *others, effect = read.proof.children
    only = all(c.effect == "deemed-included" for c in form.basis)
    ways = disjunction(effect.text, [into] if only else [*effect.children, into])
    return [conjunction(read.proof.text, [*others, ways])]


def _no_clauses(kb: KnowledgeBase, out: WorkedOut, head: Head) -> list[Proof]:
    """An instrument that does not speak of this form of cooperation at all."""
    situation = out.context.case
    asked = " or ".join(FORM_WORDS.get(each, each) for each in wanted_forms(situation.form))
    words = f"{head.short} has no clauses on {asked} on record"
    if head.forms:
        words += f", only on {', '.join(FORM_WORDS.get(each, each) for each in head.forms)}"
    elif head.bars:
        words = f"{head.short} carries no request: it is a source of grounds for refusal"
    standing = standing_of(kb, head.id, _pair(out), situation.on)
    names = [kb.states.in_sentence(state) for state in _pair(out)]
    bound = [each.proof(name) for each, name in zip(standing, names, strict=True)]
    return [Proof(NO, words), conjunction("both States are bound", bound)]


def _open(
    node: Proof, article: str = "", charge: int | None = None, ways: bool = False
) -> Iterator[_Found]:
    """The conditions under ``node`` that fail or are open, each with the nearest article above it.

    ``ways``: it is one of several, any of which would do.
    """
    if node.value is YES:
        return
    article = node.article or article
    match = _CHARGE.fullmatch(node.text)
    charge = int(match[1]) - 1 if match else charge
    if node.value is UNKNOWN:
        below = [child for child in node.children if child.value is UNKNOWN]
    elif _FRAME.fullmatch(node.text):
        below = [child for child in node.children if child.value is not YES]
    elif node.text.startswith("not: ") and len(node.children) == 1:
        inner = node.children[0]  # it holds, and that is what stands in the way
        yield _Found(inner, inner.article or article, charge, ways, denied=True)
        return
    else:
        below = []
    if not below:
        yield _Found(node, article, charge, ways)
    ways = ways or (node.text in _WAYS and len(below) > 1)
    for child in below:
        yield from _open(child, article, charge, ways)


def _told(kb: KnowledgeBase, out: WorkedOut, found: _Found) -> ConditionUnmet:
    node = found.node
    text = node.text
    unknown = node.value is UNKNOWN and not found.denied
    if found.denied:
        text = f"{text}: this must not be so"
    asks = unknown and bool(node.fact) and not node.law
    return ConditionUnmet(
        text=text,
        article=found.article or None,
        value="unknown" if unknown else "no",
        fact=node.fact or None,
        question=question_for(kb, node.fact, out.results) if asks else None,
        missing_law=node.law or None if unknown else None,
        charge=found.charge if len(out.results) > 1 else None,
        one_of_several=found.one_of_several,
    )


def _merged(conditions: list[ConditionUnmet]) -> list[ConditionUnmet]:
    """What fails first; the same condition under several articles once, with all of them."""
    found: dict[tuple[object, ...], ConditionUnmet] = {}
    articles: dict[tuple[object, ...], dict[str, None]] = {}
    for each in conditions:
        key: tuple[object, ...]
        key = (each.text, each.value, each.fact, each.missing_law, each.charge)
        held = found.setdefault(key, each)
        held.one_of_several = held.one_of_several and each.one_of_several
        if each.article:
            articles.setdefault(key, {})[each.article] = None
    for key, held in found.items():
        held.article = "; ".join(articles.get(key, ())) or None
    return sorted(found.values(), key=lambda each: each.value != "no")
