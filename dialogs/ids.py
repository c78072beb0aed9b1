"""Names for things, and ids born in a turn: the same event makes the same ids (RFC 9562, version 5)."""

from typing import Final, NewType
from uuid import UUID, uuid5

PersonId = NewType("PersonId", str)
CaseId = NewType("CaseId", str)
TurnId = NewType("TurnId", str)

SPACE: Final = UUID("5f0c2b7e-6d41-5b8e-9a53-0d1c7a7b9a11")
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I or O: it is read out on the phone
SHORTEST: Final = 4


def turn_id(channel: str, event: str) -> TurnId:
    """The id of what was heard: one event of one channel, however often it is delivered."""
    return TurnId(uuid5(SPACE, f"{channel}\n{event}").hex)


def born(turn: TurnId, name: str) -> str:
    """The id of something made in a turn, 32 hexadecimal digits."""
    return uuid5(UUID(turn), name).hex


def reference(case: CaseId, attempt: int = 0) -> str:
    """What people call a case: `JS-7K3M`; one letter longer for each attempt that was taken."""
    number = UUID(case).int
    letters = ""
    for _ in range(SHORTEST + attempt):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return f"JS-{letters}"
