"""Puts the law into the wheel: the YAML for people, and the compiled snapshot for the program."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Validates the data folders and adds them, compiled too, under ``coopcheck/data/``.

    Nothing is written in the source tree: the snapshot is made in a folder that goes again.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before a real build; an editable install reads the checkout itself."""
        if version == "editable":
            return
        root = Path(self.root)
        self._folder = tempfile.TemporaryDirectory(prefix="coopcheck-build-")
        snapshot = Path(self._folder.name, "knowledge.sqlite")
        _compile(root, snapshot, self.metadata.version)
        included: dict[str, str] = build_data["force_include"]
        included[str(snapshot)] = "coopcheck/data/knowledge.sqlite"
        for top in ("treaties", "offences", "cases"):
            for path in sorted((root / top).rglob("*")):
                if path.suffix in (".yaml", ".md"):
                    name = path.relative_to(root).as_posix()
                    included[str(path)] = f"coopcheck/data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what ``initialize`` made (a build that fails removes it on exit)."""
        if version != "editable":
            self._folder.cleanup()


def _compile(root: Path, target: Path, version: str) -> None:
    """Compile with the coopcheck of the tree that is being built, and leave no trace in it."""
    source = str(root / "src")
    held, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, source)
    try:
        from coopcheck.knowledge.compile import main

        main(str(root), str(target), version)
    finally:
        sys.path.remove(source)
        sys.dont_write_bytecode = held
