"""What every section needs: the assessment, the console, the titles, the options."""

from collections.abc import Iterable

from coopcheck.model.findings import Assessment, Condition, LegalBasis, Proof
from coopcheck.penalties import in_words
from coopcheck.report.terminal_page import STACKED, Console, Span
from coopcheck.report.words import FINDING, Names, article, counted, how_to_answer, listed

_MARKS = {"yes": ("YES", "green"), "no": ("NO", "red"), "unknown": ("?", "yellow")}
_NOT_ON_RECORD = "Not on record: "
_STYLES = {
    "satisfied": "green",
    "presumed": "green",
    "not_required": "green",
    "not_satisfied": "red",
}


class View:
    """One report being written."""

    def __init__(
        self, assessment: Assessment, out: Console, *, show_all: bool, explain: bool
    ) -> None:
        self.assessment = assessment
        self.out = out
        self.show_all = show_all
        self.explain = explain
        self.names = Names(assessment)

    def bases(self, *statuses: str) -> list[LegalBasis]:
        """The legal bases of these statuses, best first."""
        found = [basis for basis in self.assessment.legal_bases if basis.status in statuses]
        return sorted(found, key=lambda basis: (basis.rank is None, basis.rank or 0))

    def finding(self, value: str) -> tuple[str, str]:
        """A finding on dual criminality in words, with its style."""
        return FINDING[value], _STYLES.get(value, "yellow")

    def fields(self, label: str, texts: Iterable[str]) -> None:
        """Several entries under one label, without repeats."""
        for text in dict.fromkeys(texts):
            self.out.field(label, text)
            label = "" if self.out.width >= STACKED else label

    def conditions(self, label: str, conditions: Iterable[Condition]) -> None:
        """What a finding depends on: the questions to ask, then the law that is not on record."""
        asked = [each.question for each in conditions]
        law = [
            text.removeprefix(_NOT_ON_RECORD) for text in asked if text.startswith(_NOT_ON_RECORD)
        ]
        self.fields(label, [text for text in asked if not text.startswith(_NOT_ON_RECORD)])
        self.fields("Not on record", law)

    def turns_on(self, basis: LegalBasis) -> str:
        """How many open questions, and points of law not on record, a conditional basis has."""
        asked = {each.question for each in basis.conditions}
        law = sum(text.startswith(_NOT_ON_RECORD) for text in asked)
        parts = [counted(len(asked) - law, "open question")] if len(asked) > law else []
        if law:
            parts.append(f"{counted(law, 'point')} of law not on record here")
        return listed(parts) or "what is not known yet"

    def penalty(self, text: str) -> str:
        """A penalty in words, whether it comes as ``5y`` or in words already."""
        return in_words(text)

    def proof(self, proof: Proof | None, indent: int = 3) -> None:
        """With ``explain``, the proof: each line YES, NO or ?, its article, what is missing."""
        if not self.explain or proof is None:
            return
        self.out.text(("Proof", "dim"), indent=indent)
        deepest = max(indent, self.out.width // 2)
        pending = [(proof, indent)]
        while pending:
            node, column = pending.pop()
            mark, style = _MARKS[node.value]
            spans: list[Span] = [(mark, style), "\u00a0" * (4 - len(mark)), node.text]
            if node.article:
                spans.append((f" [{article(node.article)}]", "dim"))
            if node.value == "unknown" and node.missing_law:
                spans.append(f" (not on record: {node.missing_law})")
            elif node.value == "unknown" and node.fact and not node.because:
                spans.append((f" (not given: {how_to_answer(node.fact)})", "yellow"))
            self.out.text(*spans, indent=column, hang=column + 4)
            inner = min(column + 2, deepest)
            pending += [(child, inner) for child in reversed(self._bearing(node))]

    def _bearing(self, node: Proof) -> list[Proof]:
        """The parts of a proof that bear on it: what is unknown decides nothing that is settled."""
        settled = [child for child in node.because if child.value != "unknown"]
        return (
            settled if settled and node.value != "unknown" and not self.show_all else node.because
        )
