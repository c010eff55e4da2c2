import pytest

from coopcheck.knowledge.base import KnowledgeBase, load


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The packaged law."""
    return load()
