"""From folders of YAML to a snapshot; overlays are laid over a compiled base."""

from pathlib import Path
from typing import Any

import msgspec

from coopcheck.errors import InputError, KnowledgeError
from coopcheck.knowledge.collect import Collection, collect, raise_problems
from coopcheck.knowledge.decided import head, kept
from coopcheck.knowledge.references import Names
from coopcheck.knowledge.snapshot import Snapshot, content_hash
from coopcheck.logic import YES, forced, parse
from coopcheck.model.catalogue import Fact
from coopcheck.model.offence import Category, Element
from coopcheck.model.types import FORMS
from coopcheck.resolve.states import index_entries
from coopcheck.resolve.triggers import compiled

MERGED = ("parties", "domestic", "national", "state")
"""Kinds whose records an overlay may add to; any other record is the author's alone."""
LISTED = ("fact", "ground", "measure", "source", "element", "category", "network", "no-treaty")
"""Kinds kept together in one record each: short, or always needed whole."""


HEAD = (
    "id",
    "title",
    "short",
    "kind",
    "reach",
    "adopted",
    "in_force",
    "terminated",
    "parent",
    "entry_into_force",
    "territorial",
)
"""What the index keeps of an instrument, so that it need not be opened to be ruled out."""


def compile_base(root: Path, version: str) -> Snapshot:
    """Read, validate and compile a folder. Raises ``KnowledgeError`` with every problem."""
    result = collect(root, Names())
    raise_problems(result)
    return of_records(result.records, result.ambiguous, version, content_hash(result.texts))


def of_records(
    records: dict[str, dict[str, Any]], ambiguous: list[Any], version: str, digest: str
) -> Snapshot:
    """A snapshot of records that are known to be valid, as plain data by kind and id."""
    snapshot = Snapshot.empty()
    _write(snapshot, records, ambiguous)
    dates = [str(record["as_of"]) for record in records.get("parties", {}).values()]
    snapshot.put(
        "meta",
        "knowledge",
        {
            "version": version,
            "hash": digest,
            "as_of": max((date for date in dates if len(date) == 10), default=None),
            "overlays": [],
        },
    )
    return snapshot


def overlay(base: Snapshot, root: Path) -> Snapshot:
    """Lay a folder of the user's own over a compiled base; the base is not changed."""
    result = collect(root, names_of(base), f"{root.name}/")
    records = _merge(base, result)
    raise_problems(result)
    snapshot = base.copy()
    _write(snapshot, records, result.ambiguous)
    meta = msgspec.json.decode(base.get("meta", "knowledge") or b"{}")
    added = {"name": root.name, "hash": content_hash(result.texts)}
    meta["overlays"] = [*meta.get("overlays", []), added]
    snapshot.put("meta", "knowledge", meta)
    return snapshot


def problems_of(root: Path, base: Snapshot | None = None) -> list[InputError]:
    """Everything wrong with a folder, for ``coopcheck data check``."""
    known = names_of(base) if base else Names()
    result = collect(root, known)
    if base:
        _merge(base, result)
    return result.problems


def names_of(snapshot: Snapshot) -> Names:
    """The names that a compiled base defines."""
    return Names(
        facts={key: msgspec.convert(data, Fact) for key, data in _listed(snapshot, "fact").items()},
        elements=set(_listed(snapshot, "element")),
        categories=set(_listed(snapshot, "category")),
        grounds=set(_listed(snapshot, "ground")),
        states={key for key, _ in snapshot.all("state")},
        sources=set(_listed(snapshot, "source")),
        instruments={key for key, _ in snapshot.all("instrument")},
        measures=set(_listed(snapshot, "measure")),
    )


def _listed(snapshot: Snapshot, kind: str) -> dict[str, Any]:
    body = snapshot.get("list", kind)
    return msgspec.json.decode(body) if body else {}


def _merge(base: Snapshot, result: Collection) -> dict[str, dict[str, Any]]:
    """The overlay's records, with those of the base that they add to."""
    merged: dict[str, dict[str, Any]] = {}
    for kind, records in result.records.items():
        held = _listed(base, kind) if kind in LISTED else dict(base.all(kind))
        merged[kind] = dict(held) if kind in LISTED else {}
        for key, data in records.items():
            if key in held and kind not in MERGED:
                result.problems.append(
                    InputError(
                        f'{kind} "{key}" is already in the knowledge base.',
                        place=_place(result, kind, key),
                        expected="an id of your own (only parties, declarations, provisions and "
                        "domestic law are added to what is there).",
                    )
                )
            elif key in held:
                data = deep_merge(msgspec.json.decode(held[key]), data)
            merged[kind][key] = data
    return merged


def _place(result: Collection, kind: str, key: str) -> str:
    for found, name, located in result.located:
        if (found, name) == (kind, key):
            return located.document.place(located.path)
    return ""


def deep_merge(base: Any, new: Any) -> Any:
    """Mappings are joined by key, lists one after the other; of two values the new one holds."""
    if isinstance(base, dict) and isinstance(new, dict):
        return {
            key: deep_merge(base[key], new[key])
            if key in base and key in new
            else new.get(key, base.get(key))
            for key in (*base, *(key for key in new if key not in base))
        }
    if isinstance(base, list) and isinstance(new, list):
        return [*base, *new]
    return new


def _write(snapshot: Snapshot, records: dict[str, dict[str, Any]], ambiguous: list[Any]) -> None:
    for kind in LISTED:
        if kind in records:
            snapshot.put("list", kind, records[kind])
    for kind in ("instrument", "parties", "domestic", "national", "state"):
        for key, data in records.get(kind, {}).items():
            snapshot.put(kind, key, data)
    if "case" in records:
        for key, data in records["case"].items():
            snapshot.put("case", key, kept(data))
        held_cases = ((key, msgspec.json.decode(body)) for key, body in snapshot.all("case"))
        snapshot.put("index", "cases", [head(key, data) for key, data in held_cases])
    if "state" in records:
        states = {key: msgspec.json.decode(body) for key, body in snapshot.all("state")}
        held = snapshot.get("index", "ambiguous")
        ambiguous = [*(msgspec.json.decode(held) if held else []), *ambiguous]
        snapshot.put("index", "ambiguous", ambiguous)
        snapshot.put("index", "states", index_entries(states, ambiguous))
    if "category" in records:
        _index_needs(snapshot)
    if "category" in records or "element" in records:
        _index_triggers(snapshot)
    if "instrument" in records or "parties" in records:
        _index_instruments(snapshot)


def _index_needs(snapshot: Snapshot) -> None:
    """The elements that no conduct of a category can be without, so as not to read its formula."""
    needs = {
        key: sorted(name for name, value in forced(parse(data["elements"])).items() if value is YES)
        for key, data in _listed(snapshot, "category").items()
    }
    snapshot.put("index", "needs", needs)


def _index_triggers(snapshot: Snapshot) -> None:
    """The phrases by which free text is recognised: making this takes longer than an answer."""
    categories = msgspec.convert(_listed(snapshot, "category"), dict[str, Category])
    elements = msgspec.convert(_listed(snapshot, "element"), dict[str, Element])
    snapshot.put("index", "triggers", sorted_sets(compiled(categories, elements)))


def sorted_sets(record: Any) -> Any:
    """Plain data in which every set is a list in order, so that the same input gives the same."""
    return msgspec.json.decode(msgspec.json.encode(record, order="deterministic"))


def _index_instruments(snapshot: Snapshot) -> None:
    """What is needed to choose instruments for two States without opening each of them.

    Those of treaties between two States stand one by one, since a case needs but a few of them.
    """
    heads: dict[str, Any] = {}
    for key, body in snapshot.all("instrument"):
        data = msgspec.json.decode(body)
        forms = [form for form in FORMS if form.replace("-", "_") in data]
        amends = [r for r in data.get("relations", []) if r["effect"] == "amends"]
        heads[key] = {
            **{name: data[name] for name in HEAD if name in data},
            "forms": forms,
            "bars": bool(data.get("bars")),
            "amends": [name for r in amends for name in r.get("instruments", [])],
            "amends_bilateral": any(r.get("bilateral") for r in amends),
            "between": data.get("between", []),
            "parties": {},
        }
    by_state: dict[str, dict[str, Any]] = {}
    for key, body in snapshot.all("parties"):
        if key not in heads:
            continue
        data = msgspec.json.decode(body)
        heads[key]["parties"] = {
            name: value
            for name, value in data.items()
            if name not in ("parties", "declarations", "territories")
        }
        for state, row in data.get("parties", {}).items():
            _at(by_state, state, key)["membership"] = row
        for row in data.get("declarations", []):
            _at(by_state, row["state"], key).setdefault("declarations", []).append(row)
        for row in data.get("territories", []):
            _at(by_state, row["territory"], key).setdefault("territories", []).append(row)
    wide = {key: head for key, head in heads.items() if head["reach"] != "bilateral"}
    snapshot.put("index", "instruments", wide)
    for key in heads.keys() - wide.keys():
        snapshot.put("head", key, heads[key])
    for state, rows in by_state.items():
        snapshot.put("bound", state, rows)


def _at(by_state: dict[str, dict[str, Any]], state: str, instrument: str) -> dict[str, Any]:
    row: dict[str, Any] = by_state.setdefault(state, {}).setdefault(instrument, {})
    return row


def main(root: str, target: str, version: str) -> None:
    """Compile ``root`` into the file ``target`` (for the build of the wheel)."""
    try:
        compile_base(Path(root), version).write(Path(target))
        Path(target).chmod(0o644)
    except KnowledgeError as error:
        raise SystemExit("\n".join(error.problems)) from None
