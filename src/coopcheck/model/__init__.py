"""The vocabulary: what an instrument, a declaration, a provision or a finding is made of.

Records of the knowledge base and the parts of an assessment are msgspec structs: defining all of
them takes 2 ms where as many pydantic models take 25 ms and slotted dataclasses 40 ms, and they are
decoded from the compiled snapshot, already checked, in microseconds. Where a file is read, pydantic
models derived from them (``coopcheck.knowledge.validate``) find every fault. A case, which comes
from the user, is a pydantic model.
"""
