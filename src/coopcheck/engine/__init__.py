"""Pure functions from a case and the law on record to findings: no I/O, no clock, no printing."""
