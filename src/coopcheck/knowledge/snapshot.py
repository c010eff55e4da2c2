"""The compiled knowledge base: an SQLite file of JSON records, safe to read and quick to open.

Nothing in it is executed, and each record is read only when it is asked for, so that the time to
answer hardly grows with the knowledge held. It is made at build time for the wheel; a checkout and
overlays are compiled when their files change.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from coopcheck.knowledge.documents import MAX_BYTES


def strip(value: Any) -> Any:
    """Plain data without the keys that say nothing (None, False, empty lists)."""
    if isinstance(value, dict):
        return {
            k: strip(v) for k, v in value.items() if v is not None and v is not False and v != []
        }
    if isinstance(value, list):
        return [strip(item) for item in value]
    return value


def content_hash(texts: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 over the names and contents of the files, in order of name."""
    import hashlib

    digest = hashlib.sha256()
    for name, text in sorted(texts):
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()


TABLE = "CREATE TABLE record (kind TEXT, id TEXT, body BLOB, PRIMARY KEY (kind, id))"
"""Not WITHOUT ROWID: there a search reads whole the records that it passes."""


class Snapshot:
    """Records by kind and id, as JSON bytes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> "Snapshot":
        """Open a compiled file for reading only."""
        return cls(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True))

    @classmethod
    def empty(cls) -> "Snapshot":
        """A new one, in memory."""
        connection = sqlite3.connect(":memory:")
        connection.execute(TABLE)
        return cls(connection)

    def copy(self) -> "Snapshot":
        """A copy in memory that can be changed."""
        connection = sqlite3.connect(":memory:")
        self._connection.commit()  # an open transaction would make the backup wait for ever
        self._connection.backup(connection)
        return Snapshot(connection)

    def get(self, kind: str, key: str) -> bytes | None:
        """One record, or None."""
        row = self._connection.execute(
            "SELECT body FROM record WHERE kind = ? AND id = ?", (kind, key)
        ).fetchone()
        return row[0] if row else None

    def all(self, kind: str) -> list[tuple[str, bytes]]:
        """Every record of a kind, in order of id."""
        return self._connection.execute(
            "SELECT id, body FROM record WHERE kind = ? ORDER BY id", (kind,)
        ).fetchall()

    def put(self, kind: str, key: str, data: Any) -> None:
        """Write (or replace) a record."""
        body = msgspec.json.encode(strip(data))
        self._connection.execute(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (kind, key, body)
        )

    def write(self, path: Path) -> None:
        """Save to a file that appears whole or not at all, readable by its owner."""
        self._connection.commit()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _temporary(path) as temporary:
            target = sqlite3.connect(temporary)
            rows = self._connection.execute("SELECT * FROM record ORDER BY kind, id")
            try:  # in order, so that the same records give the same bytes
                target.execute(TABLE)
                target.executemany("INSERT INTO record VALUES (?, ?, ?)", rows)
                target.commit()
                target.execute("VACUUM")
            finally:
                target.close()
            Path(temporary).replace(path)


@contextmanager
def _temporary(path: Path) -> Iterator[str]:
    import tempfile  # costly to load, and only a file that is written needs it

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    try:
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def fingerprint(root: Path) -> str:
    """Changes when a data file, or a module that compiles them, is added, removed or written.

    Names, sizes and times of change are looked at, not contents.
    """
    import hashlib

    digest = hashlib.sha256(str(MAX_BYTES).encode())
    for top in ("treaties", "offences", "cases"):
        _add_folder(os.path.join(root, top), digest, (".yaml", ".yml"))
    for part in ("knowledge", "model", "resolve"):
        _add_folder(os.path.join(root, "src", "coopcheck", part), digest, (".py",))
    return digest.hexdigest()[:32]


def _add_folder(folder: str, digest: Any, endings: tuple[str, ...]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            digest.update(entry.name.encode(errors="surrogateescape"))
            _add_folder(entry.path, digest, endings)
        elif entry.name.endswith(endings):
            status = entry.stat(follow_symlinks=False)
            digest.update(
                f"{entry.name}\0{status.st_size}\0{status.st_mtime_ns}".encode(
                    errors="surrogateescape"
                )
            )
