"""Faces of a result: each turns an ``Assessment`` into one kind of page and decides nothing."""
