"""Plain words for the values of an assessment, shared by the pages that people read."""

import re
from collections.abc import Iterable, Sequence

from coopcheck.dates import long_form
from coopcheck.model.findings import Assessment, Citation
from coopcheck.text import cited, the

FORMS = {
    "mla": "mutual legal assistance",
    "confiscation": "confiscation or recovery of assets",
    "transfer-of-sentenced-persons": "the transfer of a sentenced person",
    "transfer-of-proceedings": "the transfer of proceedings",
    "joint-investigation": "a joint investigation",
    "special-techniques": "special investigative techniques",
    "law-enforcement": "law-enforcement cooperation",
}
STATUS = {
    "applicable": "applies",
    "conditional": "conditional",
    "inapplicable": "does not apply",
}
FINDING = {
    "satisfied": "yes",
    "not_satisfied": "no",
    "partly": "for some charges only",
    "undetermined": "not known yet",
    "presumed": "presumed",
    "not_required": "need not be shown",
}
MET = {"yes": "met", "no": "not met", "unknown": "not known"}
STRENGTH = {"mandatory": "must refuse", "optional": "may refuse"}
SOURCE_EFFECT = {
    "mandatory": "must refuse",
    "permitted": "may refuse",
    "excluded": "may not refuse on this",
}
RULES = {
    "required": "required",
    "required-for-coercive-measures": "required for coercive measures",
    "may-decline": "its absence is an optional ground of refusal",
    "not-required": "not required",
    "waived-for-list": "waived for listed offences",
    "deemed": "deemed fulfilled by the treaty itself",
}
VERIFIED = {
    "primary": "read in the official text or status list",
    "secondary": "read in a published secondary source",
    "unverified": "general knowledge, to be checked before anyone relies on it",
}
RECOGNISED = {
    "category": "as you named it",
    "conduct": "from the words given",
    "elements": "from the elements given",
    "nothing": "nothing",
}
DUTIES = {
    "consult-before-refusal": "consult before refusing",
    "give-reasons": "give reasons for a refusal",
    "prosecute-on-request": "submit the case for prosecution, if asked, when it refuses a national",
    "prosecute-or-extradite": "submit the case for prosecution if it does not extradite",
    "consider-enforcing-sentence": "consider enforcing the sentence if it refuses a national",
    "postpone-not-refuse": "consider postponing rather than refusing",
}
_EFFECTS = {
    "duty": "obliges {requested} to {act}",
    "deemed-included": "deemed included in every {form} treaty between the two",
    "may-serve": "may serve as the treaty basis, if {requested} takes it as one",
    "extraditable": "recognised as extraditable between States that need no treaty",
    "own-law": "own law of {requested}",
    "consider": "obliges {requested} to consider the request, no more",
    "arrangement": "an arrangement, not binding in international law",
    "submit": "no basis of its own here, but obliges {requested} to prosecute instead",
    "supplements": "changes another instrument between the two; no basis of its own",
    "comity": "{requested} may act on reciprocity or comity, without a duty",
    "unknown": "what it provides is not on record",
    "none": "no effect between the two on the law on record",
}
_ACTS = {"extradition": "extradite", "surrender": "surrender the person", "mla": "assist"}
_CITES = frozenset({"s", "ss", "art", "arts", "para", "paras"})
_ANSWERS = {
    "case.stage": "--stage investigation (or prosecution, conviction)",
    "person.convicted": "--stage investigation (or prosecution, conviction)",
    "person.national_of_requested": "--nationality STATE",
    "person.national_of_requesting": "--nationality STATE",
    "conduct.in_requested": "--place STATE",
    "conduct.in_requesting": "--place STATE",
    "conduct.outside_requesting": "--place STATE",
    "request.coercive": "--measure NAME",
    "request.search_or_seizure": "--measure NAME",
    "request.bank_records": "--measure NAME",
    "sentence.imposed": "--imposed, as in 5y or 18m",
    "sentence.remaining": "--remaining, as in 5y or 18m",
    "penalty": "--penalty, as in 5y or 18m",
    "charges": "--conduct or --offence",
    "conduct": "--conduct or --offence",
    "category": "--offence CATEGORY",
}
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def plain(slug: str) -> str:
    """``bank-records`` as ``bank records``: for names that the assessment gives no title."""
    return slug.replace("-", " ").replace("_", " ")


def form(name: str) -> str:
    """A form of cooperation as the object of "asks for"."""
    return FORMS.get(name, plain(name))


def effect(name: str, requested: str, form_name: str) -> str:
    """What a legal basis does, in words."""
    words = _EFFECTS.get(name, plain(name))
    words = words.replace("{form}", plain(form_name)).replace(
        "{act}", _ACTS.get(form_name, "cooperate")
    )
    return words.replace("{requested}", requested)


article = cited


def titled(law: str, article_text: str) -> str:
    """A law and its article, where it has one."""
    return f"{law}, {article(article_text)}" if article_text else law


def _law_title(text: str) -> str:
    """The title of a law from what stands before an article: ``UNCAC art.``, ``Switzerland:``."""
    return f"law of {the(text[:-1])}" if text.endswith(":") else text.removesuffix(" art.")


def day(text: str) -> str:
    """A bare date in its long form, anything else as it is."""
    return long_form(text) if _DATE.fullmatch(text) else text


def stop(text: str) -> str:
    """``text`` as a sentence: a capital first (but in ``s 188``), a full stop last."""
    text = text.strip()
    if not text:
        return ""
    first, _, rest = text.partition(" ")
    cited = first in _CITES and rest[:1].isdigit()
    if first.rstrip(":,").isalpha() and first.islower() and not cited:
        text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!…:;" else text + "."


def listed(parts: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def lower_first(text: str) -> str:
    """``text`` within a sentence: ``Lapse of time`` loses its capital, ``UNCAC`` does not."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 charge``, ``2 charges``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def how_to_answer(fact: str) -> str:
    """The option that puts the answer into the case."""
    part = fact.partition("].")[2] if fact.startswith("charges[") else fact
    option, name = "--fact", part
    if part.startswith("elements."):
        option, name = "--element", part.removeprefix("elements.")
    return _ANSWERS.get(part, f"{option}\u00a0{name}=yes (or\u00a0no)")


class Names:
    """The titles that an assessment itself gives to the codes in it."""

    def __init__(self, assessment: Assessment) -> None:
        request = assessment.request
        self.requesting = the(request.requesting.name)
        self.requested = the(request.requested.name)
        self._states = {
            request.requesting.code: self.requesting,
            request.requested.code: self.requested,
        }
        self._laws: dict[str, str] = {}
        self._elements: dict[str, str] = {}
        for ground in assessment.refusal_grounds:
            for source in ground.sources:
                self._laws[source.id] = _law_title(source.title)
        self._laws.update({basis.id: basis.short for basis in assessment.legal_bases})
        for charge in assessment.dual_criminality.charges:
            for provision in (*charge.requested.provisions, *charge.requesting.provisions):
                self._elements.update({each.id: each.label for each in provision.elements})

    def state(self, code: str) -> str:
        """The name of one of the two States, or the code of another."""
        return self._states.get(code, code)

    def law(self, code: str) -> str:
        """The short title of a law, or its code in capitals."""
        return self._laws.get(code) or self._states.get(code) or code.upper()

    def element(self, code: str) -> str:
        """The label of an element of conduct."""
        return self._elements.get(code) or plain(code.partition(".")[2] or code)

    def cite(self, citation: Citation) -> str:
        """Short title and article."""
        return titled(self.law(citation.id), citation.article)

    def cited(self, citations: Iterable[Citation]) -> str:
        """Several citations, without repeats."""
        return "; ".join(dict.fromkeys(self.cite(each) for each in citations))
