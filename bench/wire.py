"""Load on the wire: requests made beforehand go out on so many connections at once, and what comes back is timed.

It is written on bare sockets so that it takes little of the machine that both sides are measured on.
"""

import asyncio
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
END: Final = b"\r\n\r\n"
PATIENCE: Final = 120.0  # seconds for all of a load


@dataclass(slots=True)
class Load:
    """How it went: seconds for all, seconds for each, and how often each status came. 0 is a connection that was lost."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return sum(self.statuses.values()) / self.seconds

    def slowest(self, share: float) -> float:
        """The wait, in seconds, that this share of all stayed within."""
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)]


def request(path: str, headers: Mapping[str, str], body: bytes, method: str = "POST") -> bytes:
    """One request as it goes over the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + END + body


async def load(url: str, requests: Iterable[bytes], at_once: int, *, keep: bool = False) -> Load:
    """All requests, so many under way at a time, each connection with one. `keep` keeps the bodies of the answers."""
    waiting, done = deque(requests), Load()
    host, _, port = url.removeprefix("http://").partition(":")
    everything = asyncio.get_running_loop().create_future()
    left = [len(waiting)]

    def answered() -> None:
        left[0] -= 1
        if not left[0] and not everything.done():
            everything.set_result(None)

    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: _Connection(waiting, done, answered, keep=keep), host, int(port))
        for _ in range(min(at_once, left[0]))
    ]
    began = time.perf_counter()
    for _, one in made:
        one.next()
    try:
        await asyncio.wait_for(everything, PATIENCE)
    finally:
        done.seconds = time.perf_counter() - began
        for transport, _ in made:
            transport.close()
    return done


class _Connection(asyncio.Protocol):
    """One client: it asks, waits for the whole answer, and asks again."""

    def __init__(self, waiting: deque[bytes], done: Load, answered: Callable[[], None], *, keep: bool) -> None:
        self._waiting, self._load, self._answered, self._keep = waiting, done, answered, keep
        self._got, self._asked = b"", 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def next(self) -> None:
        """The next request, if there is one left."""
        if self._waiting and self._transport:
            self._asked = time.perf_counter()
            self._transport.write(self._waiting.popleft())
        else:
            self._asked = 0.0

    def data_received(self, data: bytes) -> None:
        """A piece of an answer."""
        self._got += data
        head = self._got.find(END)
        found = LENGTH.search(self._got, 0, head + 2) if head >= 0 else None
        if head < 0 or len(self._got) < head + 4 + (int(found[1]) if found else 0):
            return
        self._came(int(self._got[9:12]), self._got[head + 4 :])
        self._got = b""
        self.next()

    def connection_lost(self, exc: Exception | None) -> None:
        """An answer that will not come."""
        if self._asked:
            self._came(0, b"")
            self._asked = 0.0

    def _came(self, status: int, body: bytes) -> None:
        self._load.statuses[status] += 1
        self._load.waits.append(time.perf_counter() - self._asked)
        if self._keep:
            self._load.bodies.append(body)
        self._answered()


class Canned(asyncio.Protocol):
    """A platform that answers everything alike and at once: it stands where Slack's Web API would, and costs next to nothing."""

    def __init__(self, answer: bytes) -> None:
        self._answer = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
            + answer
        )
        self._got = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody calls."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """A piece of a request."""
        self._got += data
        head = self._got.find(END)
        found = LENGTH.search(self._got, 0, head + 2) if head >= 0 else None
        if self._transport and head >= 0 and len(self._got) >= head + 4 + (int(found[1]) if found else 0):
            self._got = b""
            self._transport.write(self._answer)
