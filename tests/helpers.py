"""What several tests need: the program run, folders of law written, an assessment read."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from coopcheck import Assessment, load
from coopcheck.cli import main as cli
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.model.findings import LegalBasis, RefusalGround


def run(
    *args: str, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The program as a user starts it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "coopcheck", *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", **(env or {})},
        check=False,
    )


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[str, str, int]:
    """Run within this process: stdout, stderr, status."""
    old, sys.argv = sys.argv, ["coopcheck", *args]
    try:
        with pytest.raises(SystemExit) as caught:
            cli.main()
    finally:
        sys.argv = old
    out, err = capsys.readouterr()
    code = caught.value.code
    return out, err, code if isinstance(code, int) else 0


def fails(capsys: pytest.CaptureFixture[str], *args: str, status: int = 2) -> str:
    """Run within this process; the error text of a command that must fail with ``status``."""
    out, err, code = call(capsys, *args)
    assert code == status, err
    assert out == ""
    assert "Traceback" not in err
    return err


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder of law, once these files are in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def overlay(folder: Path, files: Mapping[str, str]) -> KnowledgeBase:
    """The packaged law with these files laid over it. Raises ``KnowledgeError``."""
    return load([written(folder, files)])


def basis(result: Assessment, key: str) -> LegalBasis:
    """The legal basis of this id."""
    return next(b for b in result.legal_bases if b.id == key)


def ground(result: Assessment, key: str) -> RefusalGround:
    """The ground for refusal of this id."""
    return next(g for g in result.refusal_grounds if g.id == key)
