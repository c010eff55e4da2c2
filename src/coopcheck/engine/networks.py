"""Which networks of practitioners serve two States, on a date."""

from coopcheck.dates import interval
from coopcheck.engine.membership import status
from coopcheck.knowledge.base import KnowledgeBase
from coopcheck.logic import YES
from coopcheck.model.catalogue import Network


def serving(kb: KnowledgeBase, pair: tuple[str, str], on: str) -> list[Network]:
    """The networks through which one State reaches the other: at least one of them is a member."""
    return [
        network
        for network in kb.networks.values()
        if any(is_member(kb, network, state, on) for state in pair)
        and all(takes_part(kb, network, state, on) for state in pair)
    ]


def takes_part(kb: KnowledgeBase, network: Network, state: str, on: str) -> bool:
    """Whether a State is a member or an associate of a network that exists on the date."""
    if network.since is not None and interval(network.since)[0] > interval(on)[1]:
        return False
    return state in network.associates or is_member(kb, network, state, on)


def is_member(kb: KnowledgeBase, network: Network, state: str, on: str) -> bool:
    """Whether a State is a member, by name or as bound by the instrument whose States are."""
    if state in network.members:
        return True
    treaty = network.parties_of
    return treaty is not None and status(kb, treaty, state, on).value is YES
