"""``python -m coopcheck``."""

from coopcheck.cli.main import main

main()
