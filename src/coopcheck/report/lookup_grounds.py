"""The catalogue of refusal grounds, and the page of one ground."""

from coopcheck.lookup.clauses import GROUND
from coopcheck.lookup.grounds import GroundRow, Grounds, GroundSaid
from coopcheck.lookup.wording import form_noun
from coopcheck.report.lookup_page import dated, fields, trust
from coopcheck.report.terminal_page import Console, Span
from coopcheck.report.words import article, counted, stop

_MODELS = (
    ("model_law_extradition", "Model Law on Extradition"),
    ("model_treaty_extradition", "Model Treaty on Extradition"),
    ("model_treaty_mla", "Model Treaty on Mutual Assistance"),
)
_KINDS = (
    ("treaty-bar", "Human rights instruments, whatever the basis"),
    ("treaty", "Treaties"),
    ("domestic", "National law"),
)


def write_grounds(answer: Grounds, out: Console) -> None:
    """Write the catalogue."""
    about = f" for {form_noun(answer.form)}" if answer.form else ""
    out.text((f"{counted(len(answer.grounds), 'ground')} for refusal{about}", "bold"))
    for each in answer.grounds:
        out.blank()
        out.text((each.title, "bold"), (f" [{each.id}]", "dim"))
        _ground(each, out)


def _ground(each: GroundRow, out: Console) -> None:
    out.field("Arises if", stop(each.trigger))
    if each.unused_when:
        out.field("Not used if", stop(each.unused_when))
    out.field("For", stop(", ".join(form_noun(form) for form in each.forms)))
    fields(out, "Cures", [cure.says for cure in each.cures])
    models = [f"{title}, {article(getattr(each, name))}" for name, title in _MODELS
              if getattr(each, name)]  # fmt: skip
    if models:
        out.field("Models", ("; ".join(models), "dim"))


def write_ground(answer: GroundSaid, out: Console, *, in_full: bool) -> None:
    """Write one ground and who says what of it."""
    each = answer.ground
    out.text((each.title, "bold"))
    out.text((each.id, "dim"))
    out.blank()
    if each.explanation.rstrip(".") != each.trigger.rstrip("."):
        out.field("Meaning", stop(each.explanation))
    _ground(each, out)
    for kind, title in _KINDS:
        uses = [use for use in answer.said_by if use.kind == kind]
        if not uses:
            continue
        out.heading(title, str(len(uses)))
        for use in uses:
            clause = use.clause
            says = GROUND.get(clause.effect or "", clause.says)
            sole = " alone" if " alone" in clause.says else ""
            form = f" ({form_noun(use.form)})" if use.form else ""
            spans: list[Span] = [
                (f"{use.short}, {article(clause.article)}", "bold"),
                f"{form}: {says}{sole}",
                f", if {clause.when}" if clause.when else "",
                f", unless {clause.unless}" if clause.unless else "",
                f"{dated(clause.since, clause.until)}{trust(clause.rests_on)}.",
            ]
            if clause.note and in_full:
                spans.append((f" {stop(clause.note)}", "dim"))
            out.item("-", *(span for span in spans if span), indent=1)
