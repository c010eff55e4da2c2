"""What an assessment rests on, and how far each record can be trusted."""

from collections.abc import Iterator

from coopcheck.engine.basis import FORM_WORDS, Basis
from coopcheck.engine.context import Context
from coopcheck.engine.dual_criminality import ChargeResult
from coopcheck.engine.provisions import dates_verified
from coopcheck.engine.refusal import Reading
from coopcheck.logic import NO, UNKNOWN, YES
from coopcheck.model.findings import Confidence, RecordUsed
from coopcheck.model.provenance import Provenance
from coopcheck.model.types import Verified

ORDER: tuple[Verified, ...] = ("unverified", "secondary", "primary")


def weigh(
    context: Context,
    bases: list[Basis],
    results: list[ChargeResult],
    readings: dict[str, list[Reading]],
) -> Confidence:
    """The records used, the weakest first, and the law that would settle what is open."""
    used: dict[str, RecordUsed] = {}
    for name, record in _used(context, bases, results):
        if record is not None and name not in used:
            verified = record.verified or "unverified"
            used[name] = RecordUsed(
                record=name, verified=verified, as_of=record.as_of, source=record.source
            )
    records = sorted(used.values(), key=lambda r: (ORDER.index(r.verified), r.record))
    levels = {record.verified for record in records}
    return Confidence(
        weakest=next((level for level in ORDER if level in levels), "unverified"),
        missing=list(dict.fromkeys(_missing(context, bases, results, readings))),
        records=records,
    )


def _used(
    context: Context, bases: list[Basis], results: list[ChargeResult]
) -> Iterator[tuple[str, Provenance | None]]:
    """Each record on which a finding rests, under the name by which a reader knows it."""
    kb, case = context.kb, context.case
    for basis in bases:
        if basis.value is NO or basis.instrument is None:
            continue
        yield f"{basis.short}, text", basis.instrument
        pair = (case.requesting, case.requested)
        for state, standing in zip(pair, basis.standing or (), strict=False):
            yield f"{basis.short}, {kb.states.in_sentence(state)}", standing.record
    law = kb.domestic(case.requested)
    if law is not None:
        name = f"cooperation law of {kb.states.in_sentence(case.requested)}"
        yield name, Provenance(source=law.source, as_of=law.as_of, verified=law.verified)
    for result in results:
        for side in (result.requested, result.requesting):
            name = kb.states.in_sentence(side.state)
            best = next((c.provision for c in side.compared if c.value is YES), None)
            if best is not None:
                yield f"{name}, {best.cite}", best
                dates = dates_verified(best)
                if dates is not None:
                    row = Provenance(source=best.source, as_of=best.as_of, verified=dates)
                    yield f"{name}, {best.cite}: its dates", row
            if side.value is NO:
                yield f"{name}: no offence", side.not_criminal


def _missing(
    context: Context,
    bases: list[Basis],
    results: list[ChargeResult],
    readings: dict[str, list[Reading]],
) -> Iterator[str]:
    """The law that is not on record and would settle what is open."""
    for basis in bases:
        if basis.value is NO:
            continue
        if basis.form is not None and basis.form.clauses == "part":
            form = FORM_WORDS.get(basis.form_name, basis.form_name)
            yield f"the other clauses of {basis.short} on {form}"
        if basis.value is UNKNOWN:
            yield from basis.proof.missing_law()
    requested = context.case.requested
    if context.kb.domestic(requested) is None:
        yield f"the cooperation law of {context.kb.states.in_sentence(requested)}"
    for result in results:
        yield from result.proof.missing_law()
    for reading, *_others in readings.values():
        if reading.likelihood in ("likely", "possible"):
            yield from reading.trigger.missing_law()
