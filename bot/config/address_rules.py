"""What the settings of our own address must be, in plain lines: how the world reaches the bot, and by which proxies."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from adapters.shared.loopback import reached_safely
from adapters.web.visitors import networks


def faults(public_url: str, trusted_proxies: str) -> Iterator[str]:
    """Every fault, one line each."""
    if not public_url:
        yield "JSV_PUBLIC_URL is missing. Write the address at which people reach the bot, such as https://jsv.example.org."
    elif not reached_safely(public_url):
        yield "JSV_PUBLIC_URL must begin with https:// and name a host, such as https://jsv.example.org."
    elif (where := urlsplit(public_url)).path.strip("/") or where.query:
        yield "JSV_PUBLIC_URL may name a host alone, without a path: give the bot a host name of its own, such as https://jsv.example.org."
    try:
        networks(trusted_proxies)
    except ValueError as fault:
        yield f"JSV_TRUSTED_PROXIES: {fault}. Write addresses or networks, such as 127.0.0.1,10.0.0.0/8."
