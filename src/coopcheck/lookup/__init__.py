"""Looking things up: what is on record about a treaty, a State, an offence, a ground or any id.

Pure functions over a knowledge base and a date; each returns a Struct that ``report`` prints and
whose fields, in their order, are the JSON. What is not on record is said to be unknown.
"""
