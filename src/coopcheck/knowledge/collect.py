"""Read folders of law, validate everything, and report every problem in one run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coopcheck.dates import is_date
from coopcheck.errors import InputError, KnowledgeError
from coopcheck.knowledge import decided, plausible, references
from coopcheck.knowledge.documents import Document, Path_
from coopcheck.knowledge.files import parse_yaml, read_text
from coopcheck.knowledge.layout import BILATERAL_PARTY, FILE_DEFAULTS, DataFile, files
from coopcheck.knowledge.references import Located, Names
from coopcheck.knowledge.validate import build, plain
from coopcheck.model.parties import Parties, PartyCode
from coopcheck.resolve.states import index_entries


@dataclass(slots=True)
class Collection:
    """Everything read from one folder, as plain data by kind and id, and what is wrong with it."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: list[tuple[str, bytes]] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    located: list[tuple[str, str, Located]] = field(default_factory=list)
    ambiguous: list[dict[str, Any]] = field(default_factory=list)

    def add(self, kind: str, key: str, data: Any, place: str) -> None:
        """Keep a record. A second one with the same id is a problem."""
        held = self.records.setdefault(kind, {})
        if key in held:
            self.problems.append(InputError(f'{kind} "{key}" is recorded twice.', place=place))
        held[key] = data


def collect(root: Path, known: Names, label: str = "") -> Collection:
    """Read the folder ``root``; ``known`` holds the names of the base it is laid over, if any.

    ``known`` is extended with the names that this folder adds.
    """
    result = Collection()
    found, result.problems = files(root, label)
    for item in found:
        try:
            text = read_text(item.path, item.name)
            result.texts.append((item.name, text.encode()))
            document = parse_yaml(text, item.name)
        except InputError as error:
            result.problems.append(error)
            continue
        for path, key, data in _entries(item, document, result):
            _take(item, document, path, key, data, result)
    _extend(known, result)
    adopted = {
        key: data["adopted"]
        for key, data in result.records.get("instrument", {}).items()
        if is_date(data.get("adopted"))
    }
    for kind, _key, located in result.located:
        found_problems = references.check(located, known)
        result.problems += found_problems
        if not found_problems and kind == "case":
            result.problems += decided.check(located.record, located.document, known)
        elif not found_problems:
            result.problems += plausible.check(located, adopted)
    result.problems.sort(key=lambda problem: _by_place(problem.place))
    return result


def raise_problems(result: Collection) -> None:
    """Raise ``KnowledgeError`` with every problem, if there is any."""
    if result.problems:
        raise KnowledgeError([str(problem) for problem in result.problems])


def _by_place(place: str) -> tuple[str, int, int]:
    name, _, rest = place.partition(".yaml:")
    numbers = [int(part) for part in rest.split(":") if part.isdigit()]
    line, column = [*numbers, 0, 0][:2]
    return name, line, column


def _entries(
    item: DataFile, document: Document, result: Collection
) -> Iterator[tuple[Path_, str, Any]]:
    """The records in a file: (path, id, data with the file's provenance as default)."""
    kind, data = item.kind, document.data
    if not isinstance(data, dict):
        expected = f"keys and values{f', with {kind.key}:' if kind.key else ''}."
        result.problems.append(
            InputError("the file holds no record.", place=f"{item.name}:1:1", expected=expected)
        )
        return
    if not kind.key:
        yield (), item.stem, data
        return
    allowed = (kind.key, *FILE_DEFAULTS, *kind.extra, "note")
    for key in data:
        if key not in allowed:
            result.problems.append(
                InputError(
                    f'unknown key "{key}".',
                    place=document.place((key,), key=True),
                    expected="one of " + ", ".join(allowed) + ".",
                )
            )
    defaults = {key: data[key] for key in FILE_DEFAULTS if key in data}
    if kind.name == "state" and isinstance(data.get("ambiguous"), list):
        result.ambiguous += data["ambiguous"]
    entries = data.get(kind.key)
    if kind.keyed and isinstance(entries, dict):
        for key, entry in entries.items():
            yield (kind.key, key), key, entry
    elif not kind.keyed and isinstance(entries, list):
        for index, entry in enumerate(entries):
            named = isinstance(entry, dict) and (entry.get("id") or entry.get("name"))
            fields = kind.model.__struct_fields__
            if isinstance(entry, dict):
                entry = {**{k: v for k, v in defaults.items() if k in fields}, **entry}
            yield (kind.key, index), str(named or ""), entry
    else:
        shape = "keys and values" if kind.keyed else "a list"
        result.problems.append(
            InputError(f'"{kind.key}" is missing.', place=f"{item.name}:1:1", expected=f"{shape}.")
        )


def _take(
    item: DataFile, document: Document, path: Path_, key: str, data: Any, result: Collection
) -> None:
    kind = item.kind
    place = document.place(path)
    if kind.name == "bilateral" and isinstance(data, dict):
        data = dict(data)
        parties = data.pop("parties", None)
        _bilateral_parties(document, parties, data, result)
    if isinstance(data, dict) and not kind.key:
        data = _with_defaults(data)
    record, problems = build(document, path, data, kind.model)
    result.problems += problems
    if record is None:
        return
    name = "instrument" if kind.name == "bilateral" else kind.name
    for attribute in ("id", "state", "instrument"):
        own = getattr(record, attribute, None)
        if not kind.key and own is not None:
            if own != item.stem:
                message = f'"{attribute}" is {own}, but the file or folder is named {item.stem}.'
                result.problems.append(
                    InputError(message, place=document.place((*path, attribute)))
                )
            break
    result.add(name, key or item.stem, plain(data, kind.model), place)
    result.located.append((name, key or item.stem, Located(record, document, path)))


def _bilateral_parties(
    document: Document, parties: Any, data: dict[str, Any], result: Collection
) -> None:
    if not isinstance(parties, dict) or len(parties) < 2:
        message = '"parties" must name the two Parties and their dates.'
        result.problems.append(InputError(message, place=document.place(("parties",))))
        return
    rows = {}
    for state, row in parties.items():
        key = Located(PartyCode(code=str(state)), document, ("parties", state))
        result.located.append(("party", str(state), key))
        membership, problems = build(document, ("parties", state), row, BILATERAL_PARTY)
        result.problems += problems
        if membership is not None:
            rows[state] = plain(row, BILATERAL_PARTY)
            result.located.append(
                ("membership", state, Located(membership, document, ("parties", state)))
            )
    codes = sorted(parties)
    if not str(data.get("id")).startswith("-".join(codes[:2])):
        message = f"the id begins with {str(data.get('id'))[:7]}, but the Parties are {codes}."
        expected = f'"{"-".join(codes[:2])}-FORM-YEAR", codes in alphabetical order.'
        result.problems.append(
            InputError(message, place=document.place(("id",)), expected=expected)
        )
    whole = {
        "instrument": data.get("id"),
        "source": data.get("source"),
        "verified": data.get("verified"),
        "as_of": data.get("as_of"),
        "complete_as_of": data.get("as_of"),
        "parties": rows,
    }
    _, problems = build(document, (), _with_defaults(whole), Parties)
    if not problems:  # else the treaty itself has the same faults, and tells them
        kept = plain(_with_defaults(whole), Parties)
        result.add("parties", str(data.get("id")), kept, document.place(("parties",)))


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """File-level ``source``, ``as_of`` and ``verified`` handed down to the records inside."""
    defaults = {key: data[key] for key in FILE_DEFAULTS if data.get(key) is not None}
    inherited = dict(data)
    for key in ("declarations", "territories", "provisions", "not_criminal", "acts", "partners"):
        inherited[key] = _list_with(inherited.get(key), defaults)
    for key in ("authorities", "languages"):
        inherited[key] = _list_with(inherited.get(key), defaults)
    if isinstance(inherited.get("parties"), dict):
        inherited["parties"] = {
            state: {**defaults, **row} if isinstance(row, dict) else row
            for state, row in inherited["parties"].items()
        }
    if isinstance(inherited.get("facts"), dict):
        inherited["facts"] = {k: _list_with(v, defaults) for k, v in inherited["facts"].items()}
    return {key: value for key, value in inherited.items() if value is not None}


def _list_with(items: Any, defaults: dict[str, Any]) -> Any:
    if not isinstance(items, list):
        return items
    return [{**defaults, **item} if isinstance(item, dict) else item for item in items]


def _extend(known: Names, result: Collection) -> None:
    records = result.records
    for kind, target in (
        ("element", known.elements),
        ("category", known.categories),
        ("ground", known.grounds),
        ("state", known.states),
        ("source", known.sources),
        ("instrument", known.instruments),
        ("measure", known.measures),
    ):
        target.update(records.get(kind, {}))
    for kind, key, located in result.located:
        if kind == "fact":
            known.facts[key] = located.record
    _whole(known, result)


def _whole(known: Names, result: Collection) -> None:
    """Checks over several records: names that collide, trees with a loop, fact prefixes."""
    if "state" in result.records:
        try:
            index_entries(result.records["state"], result.ambiguous)
        except ValueError as error:
            result.problems.append(InputError(f"{error}.", place="treaties/states.yaml"))
    elements = result.records.get("element", {})
    for kind, key, located in result.located:
        if kind == "element":
            seen, parent = {key}, elements[key].get("is_a")
            while parent in elements and parent not in seen:
                seen.add(parent)
                parent = elements[parent].get("is_a")
            if parent in seen:
                place = located.document.place((*located.path, "is_a"))
                result.problems.append(InputError(f'"{key}" is, in the end, itself.', place=place))
        if kind == "domestic":
            for name in located.record.facts:
                fact = known.facts.get(f"requested.{name}")
                if fact is None or fact.origin != "domestic":
                    valid = [
                        n.removeprefix("requested.")
                        for n, f in known.facts.items()
                        if f.origin == "domestic" and n.startswith("requested.")
                    ]
                    result.problems.append(
                        InputError(
                            f'"{name}" is no fact that domestic law answers.',
                            place=located.document.place(("facts", name), key=True),
                            expected="one of " + ", ".join(valid) + ".",
                        )
                    )
                    continue
                choices = fact.choices or ["yes", "no", "unknown"]
                for index, value in enumerate(located.record.facts[name]):
                    if value.value not in choices:
                        result.problems.append(
                            InputError(
                                f'{name} cannot be "{value.value}".',
                                place=located.document.place(("facts", name, index, "value")),
                                expected=" or ".join(choices) + ".",
                            )
                        )
