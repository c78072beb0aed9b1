"""What a post office's answer means: whose fault it is, and so what follows. Pure.

RFC 5321 gives the three digits, RFC 3463 and its registry the enhanced ones, which say whether it is the address, the
mailbox, or what a relay thinks of us. Where there are none, the words are all that tells a box that is not there from
a relay that does not like us.
"""

import re
from enum import Enum, auto
from typing import Final

ENHANCED: Final = re.compile(r"^\s*(?P<kind>[245])\.(?P<subject>\d{1,3})\.(?P<detail>\d{1,3})\b", re.ASCII)
TEMPORARY: Final = range(400, 500)
NO_SUCH_BOX: Final = (550, 551, 553, 556)  # RFC 5321, 4.2.3; 556 is a domain that takes no letters (RFC 7504)
FULL: Final = 552
OF_THE_SENDER: Final = ("1.7", "1.8")  # of addressing, what is wrong with ours
FULL_OR_TOO_LONG: Final = {"2.2", "2.3"}
NO_SUCH_DOMAIN: Final = {
    "4.1",
    "4.4",
    "4.310",
}  # how Exchange Online refuses an unknown address; no route; no such name
OF_US: Final = re.compile(
    r"relay|polic(y|ies)|spam|black ?list|block ?list|blocked|authenticat|sender|reputation|spf|dkim|dmarc|not permitted",
    re.IGNORECASE,
)


class Whose(Enum):
    """Whose fault it is that a letter was not taken."""

    ADDRESS = auto()  # nobody gets letters there: it will not change by waiting
    MAILBOX = auto()  # this one does not take it just now, others do: full, busy, or to be tried again by rule
    RELAY = auto()  # the post office does not want it from us, or cannot: whoever runs the bot sees to it


def whose(code: int, said: str) -> Whose:
    """Whose fault an answer to one recipient is. What is not known is nobody's address."""
    if code in TEMPORARY:
        return Whose.MAILBOX
    found = ENHANCED.match(said)
    if found and found["kind"] == "5":
        return _by_detail(found["subject"], f"{int(found['subject'])}.{int(found['detail'])}")
    if code == FULL:
        return Whose.MAILBOX
    return Whose.ADDRESS if code in NO_SUCH_BOX and not OF_US.search(said) else Whose.RELAY


def short(code: int, said: str) -> str:
    """The digits alone: what an answer says besides may hold an address."""
    found = ENHANCED.match(said)
    return f"{code} {found['kind']}.{found['subject']}.{found['detail']}" if found else str(code)


def _by_detail(subject: str, detail: str) -> Whose:
    if detail in FULL_OR_TOO_LONG:
        return Whose.MAILBOX
    if (subject in ("1", "2") and detail not in OF_THE_SENDER) or detail in NO_SUCH_DOMAIN:
        return Whose.ADDRESS
    return Whose.RELAY
