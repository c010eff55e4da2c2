"""The rules that make, allow or close a ground: treaties, protocols, declarations, domestic law."""

from collections.abc import Iterable, Mapping

from msgspec import structs

from coopcheck.dates import in_time
from coopcheck.engine.basis import Basis, form_of, requirement_value, wanted_forms
from coopcheck.engine.context import Context
from coopcheck.engine.declared import is_for
from coopcheck.engine.dual_criminality import ChargeResult, penalty_reaches, serious_crime
from coopcheck.engine.membership import between_the_two, status
from coopcheck.engine.offence_facts import established
from coopcheck.knowledge.base import Head
from coopcheck.logic import NO, UNKNOWN, YES, Proof, conjunction
from coopcheck.model.instrument import AccessoryRule, GroundClause, Instrument
from coopcheck.model.types import GroundEffect
from coopcheck.text import cited

Clause = tuple[str, str, GroundClause, Proof]
_SURE = Proof(YES, "in force")


def rules_under(
    context: Context, basis: Basis, bases: list[Basis], results: list[ChargeResult]
) -> dict[str, list[Clause]]:
    """The rules under one basis, by ground: treaty, protocols, declarations, domestic law."""
    found: list[Clause] = []
    if basis.instrument is not None:
        beside = [*basis.deemed_into, *([basis.yields_to] if basis.yields_to else [])]
        for law_basis in (basis, *beside):
            if law_basis.rules is None:
                law_basis.rules = _treaty_clauses(context, law_basis, results)
            found += law_basis.rules
    law = context.kb.domestic(context.case.requested)
    if law is not None:
        for name in wanted_forms(context.case.form):
            form = form_of(law, name, context.case.day)
            eaw = basis.form_name == "surrender"
            if form is None or (
                (name == "surrender") != eaw and form_of(law, basis.form_name, context.case.day)
            ):
                continue
            if form.only_under and basis.instrument and basis.id not in form.only_under:
                continue
            found += [("domestic", f"domestic:{law.state}", c, _SURE) for c in form.grounds]
    found += _from_rules(context, basis, bases, results)
    return by_ground(found)


def by_ground(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    """The same clauses in the same order, apart by ground."""
    found: dict[str, list[Clause]] = {}
    for each in clauses:
        found.setdefault(each[2].ground, []).append(each)
    return found


def _treaty_clauses(context: Context, basis: Basis, results: list[ChargeResult]) -> list[Clause]:
    """What the instrument of a basis, its protocols and the declarations to it say."""
    if basis.instrument is None or basis.form is None:
        return []
    reserved = _rejected_articles(context, basis.id)
    own: list[Clause] = [
        ("treaty", basis.id, _as_reserved(reserved, clause), _SURE)
        for clause in basis.form.grounds
        if _still_stands(basis, clause.article) and not _falls_under(clause.article, reserved)
    ]
    changed: list[Clause] = []
    for protocol, binding in _protocols(context, basis, results):
        form = form_of(protocol, basis.form_name, context.case.day)
        for clause in form.grounds if form else ():
            if not _rejected(context, protocol.id, clause.chapter):
                changed.append(("treaty", protocol.id, clause, binding))
    replaced = {(c.ground, a) for _, _, c, p in changed if p.value is YES for a in c.replaces}
    kept = [item for item in own if (item[2].ground, item[2].article) not in replaced]
    return [*kept, *changed, *_declarations(context, basis)]


def threshold_laws(basis: Basis, bases: list[Basis]) -> list[Basis]:
    """The laws whose penalty thresholds count under a basis.

    An instrument with no threshold of its own leaves the matter to the treaty that it is read
    into, or else to the requested State's law (UNTOC art. 16(7), UNCAC art. 44(8)).
    """
    if basis.deemed_into:
        return [basis, *basis.deemed_into]
    own = any(basis.thresholds.values())
    if own or basis.instrument is None or basis.effect == "duty":
        return [basis]
    return [basis, *(b for b in bases if b.domestic is not None)]


def _from_rules(
    context: Context, basis: Basis, bases: list[Basis], results: list[ChargeResult]
) -> list[Clause]:
    """The grounds that a dual-criminality rule and penalty thresholds amount to."""
    found = _thresholds(context, basis, bases, results)
    rule, value, effect = basis.rule, basis.rule_holds, basis.rule_effect
    if rule is None or basis.id == "reciprocity":
        return found
    effects: dict[str, GroundEffect] = {"optional": "permitted", "waived": "excluded"}
    clause = GroundClause(
        ground="absence-of-dual-criminality",
        effect=effects.get(effect, "mandatory"),
        article=rule.article,
    )
    holds = Proof(min(value, UNKNOWN if effect == "open" else YES), f"rule: {rule.rule}")
    kind = "treaty" if basis.instrument is not None else "domestic"
    return [(kind, basis.id, clause, holds), *found]


def _thresholds(
    context: Context, basis: Basis, bases: list[Basis], results: list[ChargeResult]
) -> list[Clause]:
    """One clause for each law with a threshold; optional where an accessory rule is open."""
    found: list[Clause] = []
    for law in threshold_laws(basis, bases):
        articles = [r.article for rules in law.thresholds.values() for r, _ in rules]
        if not articles:
            continue
        reached = any(requirement_value(law, r.charge.index) is YES for r in results)
        failing = [r for r in results if requirement_value(law, r.charge.index) is NO]
        accessory = [
            article
            for source in (basis, law)
            for article, rule in (accessory_rules(context, source, results) if reached else ())
            if all(fits(context, rule, result, True) for result in failing)
        ]
        clause = GroundClause(
            ground="penalty-below-threshold",
            effect="permitted" if accessory else "mandatory",
            article=articles[0],
            note=f"Accessory extradition is open: {accessory[0]}." if accessory else None,
        )
        kind = "treaty" if law.instrument is not None else "domestic"
        found.append((kind, law.id, clause, Proof(YES, "threshold")))
    return found


def _protocols(
    context: Context, basis: Basis, results: list[ChargeResult]
) -> list[tuple[Instrument, Proof]]:
    """Instruments that amend the one of a basis and bind (or may bind) both States.

    A convention that amends every bilateral treaty (as the terrorism conventions do) does so for
    the offences that it establishes.
    """
    if basis.protocols is not None:
        return basis.protocols
    kb, case = context.kb, context.case
    assert basis.instrument is not None
    bilateral = basis.instrument.reach in ("bilateral", "regional")
    found = []
    amending = kb.kept(
        ("amending", basis.id, bilateral), lambda: _amending(kb.heads.wide, basis.id, bilateral)
    )
    pair = (case.requesting, case.requested)
    between = {key: kb.heads[key] for key in between_the_two(kb, pair)}
    for key, named in sorted([*amending, *_amending(between, basis.id, bilateral)]):
        parts = [
            status(kb, key, state, case.on).proof(kb.states.in_sentence(state))
            for state in (case.requesting, case.requested)
        ]
        if any(part.value is NO for part in parts):
            continue
        if not named:
            parts += [established(kb, result, key, []) for result in results]
        binding = conjunction(f"{kb.heads[key].short} binds both", parts)
        if binding.value is not NO:
            found.append((kb.instrument(key), binding))
    basis.protocols = found
    return found


def _amending(heads: Mapping[str, Head], key: str, bilateral: bool) -> list[tuple[str, bool]]:
    """The instruments that amend one, each with whether it names it (or any bilateral treaty)."""
    return [
        (other, key in head.amends)
        for other, head in heads.items()
        if key in head.amends or (bilateral and head.amends_bilateral)
    ]


def accessory_rules(
    context: Context, basis: Basis, results: list[ChargeResult]
) -> list[tuple[str, AccessoryRule]]:
    """The accessory rules of a law and of the protocols in force to it, each as it is cited."""
    found = [
        (rule.article, rule)
        for rule in (basis.form.accessory if basis.form else ())
        if not _rejected(context, basis.id, rule.chapter)
    ]
    if basis.instrument is None or basis.form is None:
        return found
    for protocol, binding in _protocols(context, basis, results):
        form = form_of(protocol, basis.form_name, context.case.day)
        for rule in form.accessory if form and binding.value is YES else ():
            if not _rejected(context, protocol.id, rule.chapter):
                found.append((f"{protocol.short} {cited(rule.article)}", rule))
    return found


def fits(context: Context, rule: AccessoryRule, result: ChargeResult, below: bool) -> bool:
    """Whether an accessory rule can take a charge; ``below``: it fails by its penalty only."""
    if context.holds(rule.when).value is NO:
        return False
    if rule.imprisonable and any(
        penalty_reaches(result, side, "fine", above=True).value is NO
        for side in ("requesting", "requested")
    ):
        return False
    if rule.covers == "serious-crimes":
        return serious_crime(result).value is not NO
    if result.value is NO:
        return False
    return below or rule.covers == "any-punishable"


def _still_stands(basis: Basis, article: str) -> bool:
    """Whether a clause outlives the instrument's giving way to another (UNTOC 18(6)-(7))."""
    if basis.yields_to is None or basis.instrument is None:
        return True
    kept = [a for r in basis.instrument.relations if r.effect == "yields-to" for a in r.keeps]
    return _falls_under(article, kept)


def _as_reserved(reserved: list[str], clause: GroundClause) -> GroundClause:
    """The clause without its exception, where the requested State has reserved that article."""
    lifted_by = clause.unless_article
    if lifted_by is None or not _falls_under(lifted_by, reserved):
        return clause
    return structs.replace(clause, unless=None)


def _rejected_articles(context: Context, instrument: str) -> list[str]:
    """The articles by which the requested State has declared that it is not bound."""
    bound = context.kb.bound(context.case.requested).get(instrument)
    return [
        name
        for row in (bound.declarations if bound else ())
        if row.effect == "rejects-article" and in_time(row.date, row.until, context.case.day)
        for name in ([row.value] if isinstance(row.value, str) else row.value or [])
    ]


def _falls_under(article: str, names: list[str]) -> bool:
    """Whether an article is one of those named, or a part of it."""
    return any(article == name or article.startswith(f"{name}(") for name in names)


def _rejected(context: Context, instrument: str, chapter: str | None) -> bool:
    """Whether either State has declared that it does not accept the chapter."""
    if chapter is None:
        return False
    case = context.case
    for state in (case.requesting, case.requested):
        bound = context.kb.bound(state).get(instrument)
        for row in bound.declarations if bound else ():
            named = [row.value] if isinstance(row.value, str) else row.value or []
            rejects = row.effect == "rejects-chapter" and chapter in named
            if rejects and in_time(row.date, row.until, case.day):
                return True
    return False


_DECLARED: dict[str, GroundEffect] = {
    "ground-mandatory": "mandatory",
    "ground-permitted": "permitted",
    "ground-excluded": "excluded",
    "assurance-required": "mandatory",
}


def _declarations(context: Context, basis: Basis) -> list[Clause]:
    case = context.case
    bound = context.kb.bound(case.requested).get(basis.id)
    found: list[Clause] = []
    for row in bound.declarations if bound else ():
        effect = _DECLARED.get(row.effect)
        named = [row.value] if isinstance(row.value, str) else row.value or []
        if row.effect == "refuses-nationals":
            effect, named = "mandatory", ["nationality"]
        if effect is None or not in_time(row.date, row.until, case.day) or not is_for(row, basis):
            continue
        for ground in named:
            clause = GroundClause(
                ground=ground,
                effect=effect,
                article=f"{row.article} (declaration)",
                note=row.gist,
            )
            found.append(("declaration", basis.id, clause, Proof(YES, row.gist)))
    return found


def human_rights(context: Context) -> list[Clause]:
    """Bars that bind the requested State whatever the basis."""
    kb, case = context.kb, context.case
    found: list[Clause] = []
    heads = kb.heads
    barring = kb.kept(("barring",), lambda: [k for k, head in heads.wide.items() if head.bars])
    pair = (case.requesting, case.requested)
    barring = [*barring, *(key for key in between_the_two(kb, pair) if heads[key].bars)]
    for key in barring:
        standing = status(kb, key, case.requested, case.on)
        if standing.value is NO:
            continue
        for bar in kb.instrument(key).bars:
            if set(wanted_forms(case.form)) & set(bar.forms):
                clause = GroundClause(
                    ground=bar.ground,
                    effect=bar.effect,
                    article=bar.article,
                    when=bar.when,
                    unless=bar.unless,
                    trigger=bar.trigger,
                    note=bar.note,
                )
                proof = standing.proof(kb.states.in_sentence(case.requested))
                found.append(("human-rights", key, clause, proof))
    return found
