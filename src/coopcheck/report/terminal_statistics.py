"""Statistics on a terminal: a bar for each law, finding and ground, and tables by group."""

from collections.abc import Sequence

from coopcheck.report.terminal_page import STACKED, Console, Span, cells
from coopcheck.report.words import FINDING, counted, lower_first, plain
from coopcheck.statistics import DIMENSIONS, FINDINGS, NO_BASIS, Measure, Statistics
from coopcheck.text import one_line

_MOST, _MOST_IN_GROUP, _MOST_GROUPS = 15, 6, 12
_BAR = 14
_STYLES = {
    "satisfied": "green", "presumed": "green", "not_required": "green",
    "not_satisfied": "red", "likely": "red", "missing": "red", "applicable": "green",
}  # fmt: skip
_HEADINGS = {
    "form": "form of cooperation",
    "category": "offence",
    "requesting": "requesting State",
    "requested": "requested State",
    "region": "region of the requested State",
}
_GAP = "\u00a0"


def write(found: Statistics, console: Console, by: Sequence[str] = ()) -> None:
    """Write the figures over all requests, then for each group of the dimensions in ``by``.

    Without any, a table by form and by region with what matters most.
    """
    page = _Page(found, console)
    left_out = f", {counted(found.bad_rows, 'bad row')} left out" if found.bad_rows else ""
    console.text((f"{counted(found.assessments, 'assessment')}{left_out}.", "bold"))
    if len(found.knowledge) > 1:
        console.text(
            (f"They rest on {len(found.knowledge)} different states of the law on record.", "dim")
        )
    if not found.assessments:
        return
    page.all_of("all", "all", _MOST)
    for name in by:
        for group in found.groups(name):
            cases = found.cases[name, group]
            console.heading(f"{_HEADINGS[name]}: {page.named(name, group)}", f"{cases:,} requests")
            page.all_of(name, group, _MOST_IN_GROUP, headed=False)
    if not by:
        for name in DIMENSIONS[1:]:
            page.table(name)


class _Page:
    """The page being written."""

    def __init__(self, found: Statistics, console: Console) -> None:
        self.found = found
        self.out = console
        self.marks = ("#", "+", ".") if console.encoding else ("█", "▒", "·")
        self.label = max(16, min(30, console.width - _BAR - 33))

    def named(self, by: str, group: str) -> str:
        """A group in words."""
        if by in ("requesting", "requested"):
            return f"{self.found.states.get(group, group)} ({group})"
        return plain(group)

    def all_of(self, by: str, group: str, most: int, *, headed: bool = True) -> None:
        """Legal bases, dual criminality and grounds of one group."""
        self.bases(by, group, most, headed)
        self.crime(by, group, headed)
        self.grounds(by, group, most, headed)

    def _title(self, title: str, note: str, headed: bool) -> None:
        if headed:
            self.out.heading(title, note)
        else:
            self.out.text((f"{title} ({note})", "dim"), indent=1)

    def bases(self, by: str, group: str, most: int, headed: bool) -> None:
        """How often each law applies or may apply, and how often it comes first."""

        def count(item: str, outcome: str) -> int:
            return self.found.get("legal_basis", by, group, item, outcome)

        total = self.found.cases[by, group]
        items = [
            (count(item, "applicable"), count(item, "conditional"), item)
            for item in self.found.items("legal_basis")
            if item != NO_BASIS
        ]
        there = [each for each in items if each[0] + each[1]]
        there.sort(key=lambda each: (-each[0], -each[1], each[2]))
        self._title("legal bases", "applies + may apply; first choice", headed)
        for sure, maybe, item in there[:most]:
            first = count(item, "first_choice")
            note = f"{sure:,} + {maybe:,}; first {first:,}"
            title = self.found.titles["legal_basis", item]
            self._bar(title, (sure, maybe), total, note, "green")
        self._more(len(there) - most)
        none = count(NO_BASIS, "missing")
        self._bar("No law on record", (none, 0), total, f"{none:,}", "red" if none else "")

    def crime(self, by: str, group: str, headed: bool) -> None:
        """The findings on dual criminality."""
        total = self.found.cases[by, group]
        self._title("crime in both", "in the requested State", headed)
        for finding in FINDINGS:
            count = self.found.get("dual_criminality", by, group, "case", finding)
            if count:
                style = _STYLES.get(finding, "yellow")
                self._bar(FINDING[finding], (count, 0), total, f"{count:,}", style)

    def grounds(self, by: str, group: str, most: int, headed: bool) -> None:
        """How often each ground for refusal is likely or possible."""
        measure: Measure = "refusal_ground"
        total = self.found.cases[by, group]
        items = [
            (
                self.found.get(measure, by, group, item, "likely"),
                self.found.get(measure, by, group, item, "possible"),
                item,
            )
            for item in self.found.items(measure)
        ]
        there = [each for each in items if each[0] + each[1]]
        there.sort(key=lambda each: (-each[0], -each[1], each[2]))
        self._title("grounds for refusal", "likely + possible", headed)
        if not there:
            self.out.text("None likely or possible.", indent=1)
        for likely, possible, item in there[:most]:
            title = self.found.titles[measure, item]
            self._bar(title, (likely, possible), total, f"{likely:,} + {possible:,}", "red")
        self._more(len(there) - most)

    def table(self, by: str) -> None:
        """A line for each group: its share with a basis, an offence in both, refusal likely."""
        groups = self.found.groups(by)
        self.out.heading(f"by {_HEADINGS[by]}", "a basis applies; crime in both; no law on record")
        for group in groups[:_MOST_GROUPS]:
            cases = self.found.cases[by, group]
            yes = sum(
                self.found.get("dual_criminality", by, group, "case", finding)
                for finding in ("satisfied", "presumed", "not_required")
            )
            none = self.found.get("legal_basis", by, group, NO_BASIS, "missing")
            note = f"crime {_percent(yes, cases)}; no law {_percent(none, cases)}"
            sure = self.found.certain[by, group]
            label = f"{self.named(by, group)}: {cases:,}"
            self._bar(label, (sure, 0), cases, note, "green")
        self._more(len(groups) - _MOST_GROUPS)

    def _more(self, number: int) -> None:
        if number > 0:
            self.out.text((f"and {number} more (--csv, --json, --by)", "dim"), indent=1)

    def _bar(self, label: str, parts: tuple[int, int], total: int, note: str, style: str) -> None:
        """A label, a bar of two parts, the percentage of both, and the numbers."""
        whole = min(total, sum(parts))
        room = _BAR if self.out.width >= STACKED else 10
        filled = round(room * whole / total) if total else 0
        first = min(filled, round(room * parts[0] / total)) if total else 0
        if parts[0]:
            first, filled = max(1, first), max(1, filled)
        elif parts[1]:
            filled = max(1, filled)
        bar: list[Span] = [
            (self.marks[0] * first, style),
            (self.marks[1] * (filled - first), "yellow"),
            (self.marks[2] * (room - filled), "dim"),
            f"{_GAP}{_percent(whole, total):>5}".replace(" ", _GAP),
            " ",
            (note, "dim"),
        ]
        name = one_line(label, self.label if self.out.width >= STACKED else self.out.width - 2)
        name = lower_first(name) if label in FINDING.values() else name
        if self.out.width < STACKED:
            self.out.text(name, indent=1)
            self.out.text(*bar, indent=3)
            return
        start = self.label + 2
        pad = _GAP * max(1, start - 1 - cells(name))
        self.out.text(name.replace(" ", _GAP), pad, *bar, indent=1, hang=start + room + 8)


def _percent(part: int, whole: int) -> str:
    """``41 %``; under one, so that something is never shown as nothing."""
    if not whole or not part:
        return f"0{_GAP}%"
    share = 100 * part / whole
    if share < 1:
        return f"<1{_GAP}%"
    return f"{min(99, round(share)) if part < whole else 100}{_GAP}%"
