"""Decided cases that an assessment resembles."""

from collections.abc import Sequence

from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model import findings as f
from coopcheck.model.catalogue import CaseHead

MOST = 3
_HELD = {
    "upheld": "upheld",
    "rejected": "rejected",
    "assurance-required": "met by an assurance",
    "treaty-excludes": "closed by the treaty",
    "discretion": "left to discretion",
    "to-be-verified": "left to be verified",
}


def similar(
    kb: KnowledgeBase,
    requested: str,
    form: str,
    bases: Sequence[f.LegalBasis],
    crime: f.DualCriminality,
    grounds: Sequence[f.RefusalGround],
) -> list[f.SimilarCase]:
    """At most three decided cases that turned on what this one turns on; the closest first.

    The same offence is in doubt or the same ground raised, and the same State was asked or the
    same instrument relied on.
    """
    doubted = {c.category for c in crime.charges if c.category and _in_doubt(crime, c)}
    raised = {g.id: g.title for g in grounds if _raised(g)}
    if not doubted and not raised:
        return []
    shorts = {b.id: b.short for b in bases if b.status != "inapplicable"}
    found = []
    for case in kb.decided:
        common = [key for key in raised if key in case.grounds]
        offences = [key for key in case.categories if key in doubted]
        laws = [key for key in case.bases if key in shorts]
        here = case.requested == requested
        if (common or offences) and (here or laws):
            weight = 2 * (len(common) + len(offences)) + here + bool(laws) + (case.form == form)
            words = _why(kb, case, common, offences, [shorts[key] for key in laws], here)
            found.append((-weight, case.slug, case, words))
    return [
        f.SimilarCase(slug=case.slug, title=case.title, citation=case.citation, why=words)
        for _, _, case, words in sorted(found, key=lambda each: each[:2])[:MOST]
    ]


def _in_doubt(crime: f.DualCriminality, charge: f.ChargeFinding) -> bool:
    return crime.finding != "not_required" and charge.finding != "satisfied"


def _raised(ground: f.RefusalGround) -> bool:
    """Whether a fact of the case points to it."""
    if ground.likelihood == "unlikely":
        return False
    return ground.triggered == "yes" or bool(ground.raised_by)


def _why(
    kb: KnowledgeBase,
    case: CaseHead,
    grounds: Sequence[str],
    offences: Sequence[str],
    laws: Sequence[str],
    here: bool,
) -> str:
    """``Same ground: Political offence (rejected there). Same State asked: France.``"""
    parts = []
    if offences:
        names = ", ".join(kb.categories[key].title for key in offences)
        parts.append(f"Same offence, dual criminality decided there: {names}.")
    if grounds:
        names = ", ".join(
            f"{kb.grounds[key].title} ({_HELD.get(case.grounds[key], case.grounds[key])} there)"
            for key in grounds
        )
        parts.append(f"Same ground: {names}.")
    if here:
        parts.append(f"Same State asked: {kb.states.label(case.requested)}.")
    if laws:
        parts.append(f"Same law: {', '.join(laws)}.")
    return " ".join(parts)
