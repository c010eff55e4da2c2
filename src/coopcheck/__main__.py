"""``python -m coopcheck``."""

from coopcheck.cli.start import main

main()
