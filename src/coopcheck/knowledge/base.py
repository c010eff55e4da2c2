"""The knowledge base as the engine sees it: typed records, read one by one when asked for."""

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from coopcheck import __version__
from coopcheck.knowledge.snapshot import Snapshot, fingerprint
from coopcheck.model.catalogue import CaseHead, Fact, Ground, Measure, Network, NoTreaty, State
from coopcheck.model.domestic import Domestic
from coopcheck.model.instrument import EntryIntoForce, Instrument, Territorial
from coopcheck.model.offence import Category, Element, National
from coopcheck.model.parties import (
    Declaration,
    Membership,
    Parties,
    TerritorialApplication,
)
from coopcheck.model.provenance import Source
from coopcheck.resolve.states import StateIndex

if TYPE_CHECKING:
    from coopcheck.model.decided import DecidedCase

T = TypeVar("T")
KEPT = 8_192
"""How many conclusions of one kind are kept at most; the older half then goes."""
_UNREAD: Any = object()


class Bound(msgspec.Struct):
    """What is on record about one State and one instrument."""

    membership: Membership | None = None
    declarations: list[Declaration] = []
    territories: list[TerritorialApplication] = []


class Head(msgspec.Struct):
    """What is needed to know of an instrument before opening it."""

    id: str
    title: str
    short: str
    kind: str
    reach: str
    forms: list[str] = []
    bars: bool = False
    amends: list[str] = []
    amends_bilateral: bool = False
    between: list[str] = []
    adopted: str | None = None
    in_force: str | None = None
    terminated: str | None = None
    parent: str | None = None
    entry_into_force: EntryIntoForce | None = None
    territorial: Territorial | None = None
    parties: dict[str, Any] = {}


class Heads(Mapping[str, Head]):
    """The head of every instrument by its id, in order; those of treaties of two read as needed.

    ``wide``: the heads of all others.
    """

    def __init__(self, wide: dict[str, Head], snapshot: Snapshot) -> None:
        self.wide = wide
        self._snapshot = snapshot
        self._pairs: dict[str, Head] = {}
        self._order: list[str] = []

    def __getitem__(self, key: str) -> Head:
        found = self.wide.get(key) or self._pairs.get(key)
        if found is None:
            body = self._snapshot.get("head", key)
            if body is None:
                raise KeyError(key)
            found = self._pairs[key] = msgspec.json.decode(body, type=Head)
        return found

    def __iter__(self) -> Iterator[str]:
        if not self._order:
            keys = {key for key, _ in self._snapshot.all("head")}
            self._order = sorted({*self.wide, *keys})
        return iter(self._order)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class KnowledgeMeta(msgspec.Struct):
    """The receipt: version, hash and latest date of the knowledge, and the overlays on it."""

    version: str
    hash: str
    as_of: str | None = None
    overlays: list[dict[str, str]] = []


class KnowledgeBase:
    """Read access to all law on record. Records are kept once read."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._cache: dict[tuple[str, str], Any] = {}
        self._kept: defaultdict[str, dict[Hashable, Any]] = defaultdict(dict)

    def kept(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, kept for the next case that asks with the same key.

        It may depend on nothing but the law and the key, which begins with what kind of conclusion
        it is, and nobody may change it.
        """
        pool = self._kept[key[0]]
        found: T | None = pool.get(key)
        if found is None:
            if len(pool) >= KEPT:
                for oldest in list(islice(pool, KEPT // 2)):
                    del pool[oldest]
            found = pool[key] = make()
        return found

    def _read(self, kind: str, key: str, model: type[T]) -> T | None:
        found: T | None = self._cache.get((kind, key), _UNREAD)
        if found is _UNREAD:
            body = self.snapshot.get(kind, key)
            found = None if body is None else msgspec.json.decode(body, type=model)
            self._cache[kind, key] = found
        return found

    @cached_property
    def meta(self) -> KnowledgeMeta:
        """Version, hash, date and overlays of the knowledge base."""
        found = self._read("meta", "knowledge", KnowledgeMeta)
        assert found is not None
        return found

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every declared fact."""
        return self._read("list", "fact", dict[str, Fact]) or {}

    @cached_property
    def grounds(self) -> dict[str, Ground]:
        """The catalogue of refusal grounds."""
        return self._read("list", "ground", dict[str, Ground]) or {}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The catalogue of measures."""
        return self._read("list", "measure", dict[str, Measure]) or {}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """The vocabulary of conduct."""
        return self._read("list", "element", dict[str, Element]) or {}

    @cached_property
    def categories(self) -> dict[str, Category]:
        """The generic offences."""
        return self._read("list", "category", dict[str, Category]) or {}

    @cached_property
    def needs(self) -> dict[str, list[str]]:
        """By category, the elements that no conduct of that kind can be without."""
        return self._read("index", "needs", dict[str, list[str]]) or {}

    @cached_property
    def bits(self) -> dict[str, int]:
        """By element, a bit of its own, so that whole sets of them are compared at once."""
        return {name: 1 << place for place, name in enumerate(self.elements)}

    @cached_property
    def networks(self) -> dict[str, Network]:
        """Practitioner networks."""
        return self._read("list", "network", dict[str, Network]) or {}

    @cached_property
    def no_treaties(self) -> dict[str, NoTreaty]:
        """Pairs of States known to have no treaty."""
        return self._read("list", "no-treaty", dict[str, NoTreaty]) or {}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source that a record may name."""
        return self._read("list", "source", dict[str, Source]) or {}

    @cached_property
    def states(self) -> StateIndex:
        """Names of States and territories."""
        body = self.snapshot.get("index", "states") or b'{"names":{},"ambiguous":{},"labels":{}}'
        return StateIndex(msgspec.json.decode(body))

    @cached_property
    def heads(self) -> Heads:
        """Every instrument: its forms and the head of its list of Parties."""
        return Heads(self._read("index", "instruments", dict[str, Head]) or {}, self.snapshot)

    @cached_property
    def decided(self) -> list[CaseHead]:
        """Every decided case, in order of slug: enough to know whether another resembles it."""
        return self._read("index", "cases", list[CaseHead]) or []

    def decided_case(self, slug: str) -> "DecidedCase":
        """A decided case. Raises ``KeyError`` if there is none of that slug."""
        from coopcheck.model.decided import DecidedCase

        found = self._read("case", slug, DecidedCase)
        if found is None:
            raise KeyError(slug)
        return found

    def prepare_matching(self) -> None:
        """Have free text matched by the compiled trigger phrases, where they are on record."""
        from coopcheck.resolve.triggers import Compiled, keep, restored

        if ("index", "triggers") not in self._cache:
            held = self._read("index", "triggers", Compiled)
            if held is not None:
                keep(restored(held, self.categories, self.elements))

    def state(self, code: str) -> State | None:
        """A State or territory by its code."""
        return self._read("state", code, State)

    def bound(self, code: str) -> dict[str, Bound]:
        """What is on record about one State under each instrument."""
        return self._read("bound", code, dict[str, Bound]) or {}

    def instrument(self, key: str) -> Instrument:
        """What an instrument says. Raises ``KeyError`` if there is none of that id."""
        found = self._read("instrument", key, Instrument)
        if found is None:
            raise KeyError(key)
        return found

    def parties(self, key: str) -> Parties | None:
        """The whole list of Parties of an instrument."""
        return self._read("parties", key, Parties)

    def domestic(self, code: str) -> Domestic | None:
        """A State's cooperation law, or None if it is not on record."""
        return self._read("domestic", code, Domestic)

    def national(self, code: str) -> National | None:
        """A State's offence provisions, or None if none are on record."""
        return self._read("national", code, National)

    def all_ids(self, kind: str) -> list[str]:
        """Ids on record of ``instrument``, ``domestic``, ``national`` or ``state``."""
        return [key for key, _ in self.snapshot.all(kind)]


def checkout() -> Path | None:
    """The top of the source tree if coopcheck runs from one."""
    top = Path(__file__).resolve().parents[3]
    here = top / "treaties" / "facts.yaml"
    return top if here.is_file() and (top / "pyproject.toml").is_file() else None


def packaged() -> Path:
    """The snapshot inside an installed wheel."""
    return Path(__file__).resolve().parents[1] / "data" / "knowledge.sqlite"


def cache_folder() -> Path:
    """Where compiled knowledge (never case data) is kept for a checkout."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "coopcheck"


def load_snapshot() -> Snapshot:
    """The base: the wheel's snapshot, or that of the checkout, compiled anew when files changed."""
    top = checkout()
    if top is None:
        return Snapshot.open(packaged())
    import hashlib  # 3 ms that an installed wheel need not pay

    here = hashlib.sha256(str(top).encode()).hexdigest()[:8]
    target = cache_folder() / f"knowledge-{here}-{fingerprint(top)}.sqlite"
    if not target.is_file():
        from coopcheck.knowledge.compile import compile_base

        snapshot = compile_base(top, __version__)
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            for old in target.parent.glob(f"knowledge-{here}-*.sqlite"):
                old.unlink(missing_ok=True)
            snapshot.write(target)
        except OSError:
            pass  # a read-only home: compile again next time
        return snapshot
    return Snapshot.open(target)


def load(overlays: Sequence[Path | str] = ()) -> KnowledgeBase:
    """The knowledge base, with folders of the user's own laid over it in order.

    Raises ``KnowledgeError`` with every problem if a folder is invalid.
    """
    snapshot = load_snapshot()
    for folder in overlays:
        from coopcheck.knowledge.compile import overlay

        snapshot = overlay(snapshot, Path(folder))
    return KnowledgeBase(snapshot)
