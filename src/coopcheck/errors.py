"""One exception tree; ``EXIT_CODES`` is the only place that maps it to exit statuses."""

from collections.abc import Sequence


class CoopcheckError(Exception):
    """Everything coopcheck raises on purpose."""


class InputError(CoopcheckError):
    """Bad input or usage: what, where, what was expected, the nearest valid value.

    ``place`` is ``file:line:column``, a flag or a row; all parts but ``message`` may be empty.
    """

    def __init__(
        self,
        message: str,
        *,
        place: str = "",
        expected: str = "",
        nearest: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.expected = expected
        self.nearest = tuple(nearest)

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        if self.expected:
            text += f" Expected {self.expected.rstrip('.')}."
        if self.nearest:
            text += " Nearest: " + ", ".join(self.nearest) + "."
        return text

    def at(self, place: str) -> "InputError":
        """The same error with a place, where it has none yet."""
        if not self.place:
            self.place = place
        return self


class InputErrors(InputError):
    """Several things wrong with one input, all of them reported."""

    def __init__(self, problems: Sequence[InputError]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class UnclearConduct(InputError):
    """Free text that is not clearly one offence; ``candidates`` are category ids, best first."""

    def __init__(
        self, message: str, *, place: str, candidates: Sequence[str], nearest: Sequence[str]
    ) -> None:
        super().__init__(
            message,
            place=place,
            expected="an offence category (--offence), or clearer words.",
            nearest=nearest,
        )
        self.candidates = tuple(candidates)


class KnowledgeError(CoopcheckError):
    """The knowledge base (packaged or overlay) is invalid; carries every problem found."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


EXIT_OK = 0
EXIT_GATE = 1
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
EXIT_CODES: dict[type[CoopcheckError], int] = {InputError: 2, KnowledgeError: 3}


def exit_code(error: CoopcheckError) -> int:
    """The exit status for an error of ours (2 bad input, 3 invalid knowledge base)."""
    for kind, code in EXIT_CODES.items():
        if isinstance(error, kind):
            return code
    return EXIT_BUG


def nearest(text: str, choices: Sequence[str], limit: int = 3) -> list[str]:
    """The valid values that look most like ``text``, best first; may be empty."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, list(choices), scorer=fuzz.WRatio, limit=limit, score_cutoff=60)
    return [name for name, _score, _index in found]
