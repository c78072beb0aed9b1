"""Whose letters they are: what every letter of a partnership has in common."""

import hmac
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from hashlib import sha256
from typing import Final

OURS: Final = "Joint supervision"
HALF: Final = 16  # characters of a digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The address that letters come from, the partnership in whose name they are written, and its office.

    `secret` marks our letters, so that an answer to one is told from an answer to none; without it nothing is marked that could be trusted.
    """

    address: str
    partnership: str = OURS
    email: str = ""  # of the office: where answers go
    phone: str = ""
    contact: str = ""  # whom people ask, in other words
    site: str = ""  # the host that every link leads to
    secret: bytes = field(default=b"", repr=False)

    @property
    def sender(self) -> str:
        """The bare address, however it was set."""
        return parseaddr(self.address)[1]

    @property
    def written_by(self) -> Address:
        """In the partnership's name, from the bot's own address."""
        return Address(display_name=self.partnership, addr_spec=self.sender)

    @property
    def host(self) -> str:
        """The domain of the address."""
        return self.sender.rpartition("@")[2] or "localhost"

    def message_id(self, key: str, to: str) -> str:
        """The same letter to the same address has the same id, so that a post office or a reader may drop a second copy of it."""
        named = sha256(f"{key}\n{to}".encode()).hexdigest()[: 2 * HALF]
        return f"<{named}.{self._mark(named, to)}@{self.host}>"

    def wrote(self, message_id: str, to: str) -> bool:
        """Whether a letter of that id to that address is one of ours."""
        named, dot, mark = message_id.strip("<> \t").partition("@")[0].partition(".")
        return bool(self.secret and dot) and hmac.compare_digest(mark.encode(), self._mark(named, to).encode())

    def _mark(self, named: str, to: str) -> str:
        return hmac.new(self.secret, f"letter {named} {to.casefold()}".encode(), sha256).hexdigest()[:HALF]
