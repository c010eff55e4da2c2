"""A case, asked for question by question: only for what can still change the answer.

    talk = Interview(kb, today)
    while ask := talk.next():
        before, after, note = talk.answer(ask, line)     # assessments: what did it change?
    talk.case                                            # plain data, as in a case file

Pure: it neither reads nor writes anything. The engine's own questions, most useful first, decide
what is asked once the frame of the case (States, form, conduct, dates) stands.
"""

from copy import deepcopy
from typing import Any, NamedTuple

from coopcheck.answers import Ask, form_ask, read, truth_ask
from coopcheck.engine.assess import assess
from coopcheck.errors import InputError, UnclearConduct
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.knowledge.cases import build
from coopcheck.knowledge.documents import Document
from coopcheck.model.findings import Assessment, Question
from coopcheck.model.types import STAGES

_WHICH = "Which offence is meant?"
NEEDED = ("requesting", "requested", "form")
_STAGE = ("case.stage", "person.convicted")
_NATIONALITY = ("person.national_of_requested", "person.national_of_requesting")
_PLACES = ("conduct.in_requested", "conduct.in_requesting", "conduct.outside_requesting")
_MEASURES = ("request.coercive", "request.search_or_seizure", "request.bank_records",
             "request.enforcement_of_order")  # fmt: skip
_DURATION = "as in 5y, 18m, 2y6m, or life"


class Told(NamedTuple):
    """The assessment before an answer and after it (None until one can be made), and a remark."""

    before: Assessment | None
    after: Assessment | None
    note: str = ""


class _Unclear(NamedTuple):
    case: dict[str, Any]
    charge: int
    candidates: tuple[str, ...]


class Interview:
    """One case being asked for. ``case`` is what has been answered, as in a case file."""

    def __init__(self, kb: KnowledgeBase, today: str, given: dict[str, Any] | None = None) -> None:
        self.kb = kb
        self.today = today
        self.case: dict[str, Any] = dict(given or {})
        self.passed: set[str] = set()
        self.result: Assessment | None = None
        self.stopped = False
        self._unclear: _Unclear | None = None
        self._before: list[tuple[dict[str, Any], set[str], _Unclear | None]] = []
        if all(key in self.case for key in NEEDED):
            self.result = self._assessed(self.case)

    def next(self) -> Ask | None:
        """The next question; None if no answer could change anything any more."""
        if self.stopped:
            return None
        return self._frame() or self._open_question()

    def answer(self, ask: Ask, text: str) -> Told:
        """Take an answer; what it changed is the difference between the two assessments told.

        ``skip`` (or nothing) passes a question, ``back`` undoes the answer before, ``stop`` ends.
        Raises ``InputError`` if it is not understood or contradicts the rest; nothing is changed
        then, and the same question is asked again.
        """
        old, word = self.result, text.strip().casefold()
        if word == "stop":
            self.stopped = True
            return Told(old, old)
        if word == "back":
            return self._back()
        kept = (deepcopy(self.case), set(self.passed), self._unclear)
        open_too = ask.kind != "truth" and word in ("unknown", "u")
        if word in ("", "skip") or open_too or (ask.key == "another" and word in ("no", "n")):
            if ask.key in NEEDED:
                raise InputError("this one is needed.", expected="an answer, or stop.")
            self.passed.add(ask.key)
            self._unclear = None
            self._before.append(kept)
            return Told(old, old)
        changed = self._with(ask, read(self.kb, ask, text))
        try:
            new = self._assessed(changed) if all(key in changed for key in NEEDED) else None
        except UnclearConduct as error:
            if not error.candidates:
                raise InputError(error.message, expected="other words.") from None
            index = int(error.place.split("[")[1].split("]")[0])
            self._unclear = _Unclear(changed, index, error.candidates)
            self._before.append(kept)
            return Told(old, old, error.message)
        if new is not None:
            changed, new = self._apart(changed, new)
        self._before.append(kept)
        self.case, self.result, self._unclear = changed, new, None
        if ask.key not in (*NEEDED, "conduct", "another", "which"):
            self.passed.add(ask.key)
        return Told(old, new)

    def _back(self) -> Told:
        if not self._before:
            raise InputError("there is nothing before this question.")
        old = self.result
        self.case, self.passed, self._unclear = self._before.pop()
        ready = all(key in self.case for key in NEEDED)
        self.result = self._assessed(self.case) if ready else None
        return Told(old, self.result)

    def _assessed(self, data: dict[str, Any]) -> Assessment:
        """Raises ``InputError``."""
        case = build(data, Document(data, "answer", {}, {}))
        return assess(case, self.kb, today=self.today)

    def _frame(self) -> Ask | None:
        """The questions before the engine can say what else matters."""
        if self._unclear is not None:
            return Ask("which", "choice", _WHICH, choices=self._unclear.candidates)
        name = "code or name of a State"
        asks = [
            Ask("requesting", "state", "Which State asks for cooperation?", name),
            Ask("requested", "state", "Which State is asked?", name),
            form_ask(),
            Ask(
                "conduct", "conduct", "What was done?",
                "one offence in your own words, or its id: coopcheck offences lists them",
            ),
        ]  # fmt: skip
        for ask in asks:
            have = bool(self.case.get("charges")) if ask.key == "conduct" else ask.key in self.case
            if not have and ask.key not in self.passed:
                return ask
        charges = self.case.get("charges", [])
        if charges and "another" not in self.passed:
            hint = "a sentence or id, or no"
            return Ask("another", "conduct", "Is there another charge? If so, what was done?", hint)
        if "on" not in self.case and "on" not in self.passed:
            hint = "2026-01-15, or skip for today"
            return Ask("on", "date", "What is the date of the request?", hint)
        for index, charge in enumerate(charges):
            key = f"charges[{index}].period"
            if "period" not in charge and key not in self.passed:
                text = f"When was it done{self._of(index)}?"
                return Ask(key, "period", text, "2015, or 1989/2000-06")
        return self._if_asked(_STAGE, self._question_stage) or self._if_asked(
            _NATIONALITY, self._question_nationality
        )

    def _of(self, index: int) -> str:
        assert self.result is not None
        charges = self.result.request.charges
        return f" ({charges[index].name})" if len(charges) > 1 else ""

    def _if_asked(self, facts: tuple[str, ...], make: Any) -> Ask | None:
        for question in self.result.questions if self.result else ():
            if question.fact in facts:
                ask: Ask = make(question)
                return None if ask.key in self.passed else ask
        return None

    def _question_stage(self, question: Question) -> Ask:
        text = "At what stage are the proceedings?"
        return Ask("stage", "choice", text, choices=STAGES, settles=tuple(question.settles))

    def _question_nationality(self, question: Question) -> Ask:
        hint = "States, with commas between them, or none"
        return Ask("nationality", "states", question.question, hint, (), tuple(question.settles))

    def _open_question(self) -> Ask | None:
        """The most useful of the engine's questions that was not passed."""
        for question in self.result.questions if self.result else ():
            ask = self._asking(question)
            if ask is not None and ask.key not in self.passed:
                return ask
        return None

    def _asking(self, question: Question) -> Ask | None:
        fact, text, settles = question.fact, question.question, tuple(question.settles)
        if fact in _STAGE:
            return self._question_stage(question)
        if fact in _NATIONALITY:
            return self._question_nationality(question)
        if fact in _PLACES:
            hint = "States, with commas between them"
            return Ask("places", "states", text, hint, (), settles)
        if fact in _MEASURES:
            form = self.case["form"]
            named = tuple(k for k, m in sorted(self.kb.measures.items()) if form in m.forms)
            hint = "several with commas between them"
            return Ask("measures", "measures", text, hint, named, settles) if named else None
        if fact in ("sentence.imposed", "sentence.remaining"):
            return Ask(fact, "duration", text, _DURATION, (), settles)
        if fact.startswith("charges["):
            rest = fact.partition("].")[2]
            if rest == "penalty":
                return Ask(fact, "duration", text, _DURATION, (), settles)
            if rest.startswith("elements."):
                return truth_ask(fact, text, settles)
            return Ask(fact, "conduct", text, "a sentence or the id of an offence", (), settles)
        declared = self.kb.facts.get(fact)
        if declared is None or declared.kind != "truth":
            return None
        return truth_ask(fact, text, settles)

    def _with(self, ask: Ask, value: Any) -> dict[str, Any]:
        """The case with one more answer in it."""
        data = deepcopy(self.case)
        key = ask.key
        charges: list[dict[str, Any]] = data.setdefault("charges", [])
        if key == "which":
            assert self._unclear is not None
            data = deepcopy(self._unclear.case)
            data["charges"][self._unclear.charge]["category"] = value
        elif key in (*NEEDED, "on", "stage", "measures"):
            data[key] = value
        elif key in ("conduct", "another"):
            charges.append(value)
        elif key == "nationality":
            data.setdefault("person", {})["nationality"] = value
        elif key == "places":
            for charge in charges:
                charge["places"] = value
        elif key.startswith("sentence."):
            for charge in charges:
                charge.setdefault("sentence", {})[key.partition(".")[2]] = value
        elif key.startswith("charges["):
            index, _, rest = key.removeprefix("charges[").partition("].")
            _fill(charges[int(index)], rest, value)
        else:
            data.setdefault("facts", {})[key] = value
        return data

    def _apart(self, data: dict[str, Any], result: Assessment) -> tuple[dict[str, Any], Assessment]:
        """The case with a text that describes several offences taken apart, as the engine did."""
        charges, read_as = data.get("charges", []), result.request.charges
        more = len(read_as) - len(charges)
        if not more:
            return data, result
        pairs = enumerate(zip(charges, read_as, strict=False))
        first = next(i for i, (c, r) in pairs if c.get("conduct") != r.conduct)
        parts = [
            {"conduct": each.conduct, "category": each.category}
            for each in read_as[first : first + more + 1]
        ]
        whole = {**data, "charges": [*charges[:first], *parts, *charges[first + 1 :]]}
        return whole, self._assessed(whole)


def _fill(charge: dict[str, Any], part: str, value: Any) -> None:
    if part.startswith("elements."):
        charge.setdefault("elements", {})[part.removeprefix("elements.")] = value
    elif part == "penalty":
        charge["penalty"] = {"max": value}
    elif part == "period":
        charge["period"] = value
    else:
        charge.update(value)
