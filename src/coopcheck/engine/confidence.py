"""What an assessment rests on, and how far each record can be trusted."""

from coopcheck.engine.basis import Basis
from coopcheck.engine.context import Context
from coopcheck.engine.dual_criminality import ChargeResult
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
    kb, case = context.kb, context.case
    used: dict[str, RecordUsed] = {}
    missing: dict[str, None] = {}

    def add(name: str, record: Provenance | None) -> None:
        if record is not None and name not in used:
            verified = record.verified or "unverified"
            used[name] = RecordUsed(
                record=name, verified=verified, as_of=record.as_of, source=record.source
            )

    for basis in bases:
        if basis.value is NO:
            continue
        if basis.instrument is not None:
            add(f"{basis.short}, text", basis.instrument)
            pair = (case.requesting, case.requested)
            for state, standing in zip(pair, basis.standing or (), strict=False):
                add(f"{basis.short}, {kb.states.in_sentence(state)}", standing.record)
        if basis.form is not None and basis.form.clauses == "part":
            missing[f"the other clauses of {basis.short} on {basis.form_name}"] = None
        if basis.value is UNKNOWN:
            missing.update(dict.fromkeys(basis.proof.missing_law()))
    law = kb.domestic(case.requested)
    name = kb.states.in_sentence(case.requested)
    if law is None:
        missing[f"the cooperation law of {name}"] = None
    else:
        add(
            f"cooperation law of {name}",
            Provenance(source=law.source, as_of=law.as_of, verified=law.verified),
        )
    for result in results:
        for side in (result.requested, result.requesting):
            for item in side.compared:
                if item.value is YES:
                    add(
                        f"{kb.states.in_sentence(side.state)}, {item.provision.cite}",
                        item.provision,
                    )
                    break
            if side.value is NO and side.not_criminal is not None:
                add(f"{kb.states.in_sentence(side.state)}: no offence", side.not_criminal)
        missing.update(dict.fromkeys(result.proof.missing_law()))
    for entries in readings.values():
        for reading in entries[:1]:
            if reading.likelihood in ("likely", "possible"):
                missing.update(dict.fromkeys(reading.trigger.missing_law()))
    records = sorted(used.values(), key=lambda r: (ORDER.index(r.verified), r.record))
    levels = {record.verified for record in records}
    return Confidence(
        weakest=next((level for level in ORDER if level in levels), "unverified"),
        missing=list(missing),
        records=records,
    )
