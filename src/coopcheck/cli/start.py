"""Where the program starts: ``coopcheck`` and ``python -m coopcheck``."""

import gc

gc.disable()  # a short life: collecting garbage costs a tenth of it and frees nothing

from coopcheck.cli.main import main  # noqa: E402 (the imports are where most of it is saved)

__all__ = ["main"]
