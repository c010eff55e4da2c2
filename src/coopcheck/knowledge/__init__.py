"""Reading, validating, indexing and compiling the law under ``treaties/`` and ``offences/``."""
