"""Compiles the knowledge base into the wheel when it is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Validates ``treaties/`` and ``offences/`` and writes ``data/knowledge.sqlite``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before a real build; an editable install reads the checkout itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from coopcheck.knowledge.compile import main

        main(str(root), str(root / "src/coopcheck/data/knowledge.sqlite"), self.metadata.version)
