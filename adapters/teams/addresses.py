"""Which addresses a token of ours is ever sent to: Microsoft's own for bots, and in anonymous mode this very machine."""

from typing import Final
from urllib.parse import urlsplit

from adapters.shared.loopback import is_loopback

HOSTS: Final = frozenset({"smba.trafficmanager.net"})
ENDS: Final = (
    ".botframework.com",
    ".botframework.us",
    ".teams.microsoft.com",
    ".teams.microsoft.us",
)  # the last three with government clouds
LONGEST: Final = 500


def trusted(url: str, *, here: bool = False) -> bool:
    """Whether replies may go there. `here` allows this machine, and nothing else."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or "\\" in url or "@" in url:
        return False
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.query or parts.fragment:
        return False
    if here:
        return parts.scheme in ("http", "https") and is_loopback(host)
    return parts.scheme == "https" and port in (None, 443) and (host in HOSTS or host.endswith(ENDS))
