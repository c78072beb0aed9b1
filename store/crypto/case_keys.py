"""A case's own key and the hash its facts have reached: what is needed to write to a case.

Each case is sealed with a key of its own, which lies beside it sealed with the ring's. Without that one small value nothing
of the case can be read any more: not its facts, which nobody can delete, and not in any backup's copy of them (erasure).
"""

from dataclasses import dataclass

from dialogs.ids import CaseId
from store.crypto.hash_chain import BEGINNING
from store.crypto.key_ring import Box, KeyRing, new_key


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """The key of one case, open and sealed, and the hash of its latest fact."""

    case: CaseId
    box: Box
    key: bytes
    head: bytes

    @classmethod
    def new(cls, case: CaseId, keys: KeyRing) -> "CaseKeys":
        """For a case that begins."""
        key = new_key()
        return cls(case, Box(key), keys.wrap(key, place(case)), BEGINNING)

    @classmethod
    def opened(cls, case: CaseId, key: bytes, head: bytes, keys: KeyRing) -> "CaseKeys":
        """For a case that is stored."""
        return cls(case, keys.unwrap(key, place(case)), key, head)


def place(case: CaseId) -> str:
    """Where a case's key lies."""
    return f"cases:{case}:key"
