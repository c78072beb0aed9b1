"""Whose address a request came from, where a proxy stands before us.

Whoever asks may write any `X-Forwarded-For`; each proxy adds at its right end whom it heard from. So it is read from the right,
past the proxies that the settings trust, and the first other address is the visitor's. Without such a setting nothing in it counts.
"""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from multidict import MultiMapping

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
FORWARDED: Final = "X-Forwarded-For"
ONE_HOUSEHOLD: Final = 64  # bits of an IPv6 address: whoever has one has them all
MOST_HOPS: Final = 20
INSIDE: Final = tuple(
    ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "::1",
        "fc00::/7",
        "fe80::/10",
    )
)


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks, separated by commas.

    Raises:
        ValueError: the first that is none, named.
    """
    return tuple(ip_network(network.strip()) for network in text.split(",") if network.strip())


def visitor(remote: str | None, headers: MultiMapping[str], trusted: Networks) -> str:
    """Whom to count a visit for; nothing where that cannot be known, for then it would be counted against everybody.

    It cannot be known behind a proxy that nobody has told us of: its address is everybody's.
    """
    from_here = _address(remote or "")
    told = [hop for line in headers.getall(FORWARDED, []) for hop in line.split(",")][-MOST_HOPS:]
    if from_here is None or not told:
        return _counted(from_here)
    if not _among(from_here, trusted):
        return "" if _among(from_here, INSIDE) else _counted(from_here)
    for address in _heard_from(told):
        if address is None or not _among(address, trusted):
            return _counted(address)
    return _counted(_address(told[0]))


def _heard_from(told: Sequence[str]) -> Iterator[Address | None]:
    """What each proxy wrote, the nearest first."""
    return (_address(hop) for hop in reversed(told))


def _address(text: str) -> Address | None:
    """As proxies write it: alone, with a port, or in brackets."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _among(address: Address, trusted: Networks) -> bool:
    return any(address in network for network in trusted)


def _counted(address: Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, ONE_HOUSEHOLD), strict=False))
    return str(address or "")
