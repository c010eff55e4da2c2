"""The vocabulary: what an instrument, a declaration, a provision or a finding is made of.

The records of the knowledge base are slotted dataclasses: pydantic validates them when a YAML file
is read, and msgspec decodes them, already checked, from the compiled snapshot. Cases and
assessments, which come from and go to the user, are pydantic models.
"""
