"""Everything written about a case is sealed before it is stored: AES-256-GCM, each row bound to its place.

A ring holds keys by name, the current one first. Whatever an older key has sealed is still read, so keys are turned over
without stopping; `store/key_rotation.py` seals anew, and then the old key may go.
One key seals at most 2**32 rows (nonces are random, NIST SP 800-38D 8.3); a partnership writes some thousands a year.
"""

import hmac
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dialogs.errors import JsvError

KEY: Final = 32
NONCE: Final = 12
LONGEST_NAME: Final = 40


class Unreadable(JsvError):
    """A stored value was changed or moved, or sealed with a key that is not in the ring."""


class Box:
    """One key. What it seals for one place opens only for that place."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, place: str) -> bytes:
        """The sealed bytes, different each time."""
        nonce = token_bytes(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for that place.

        Raises:
            Unreadable: it was changed, moved to another place, or sealed with another key.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
        except (InvalidTag, ValueError):
            raise Unreadable(place) from None


class KeyRing:
    """Seals with the current key, opens with the one that sealed. Shows no key, not even in a traceback."""

    __slots__ = ("_boxes", "_current", "_indexers")

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys or not all(len(key) == KEY and _name(name) for name, key in keys.items()):
            raise ValueError("a key ring needs at least one key, named with letters and digits, of 32 bytes")
        self._current = next(iter(keys))
        self._boxes = {name: Box(_derived(key, "seal")) for name, key in keys.items()}
        self._indexers = tuple(_derived(key, "index") for key in keys.values())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The ring written as `name:base64,name:base64`, the current key first.

        Raises:
            ValueError: it is no key ring: no key, a bad name, or not 32 bytes in base64.
        """
        pairs = [entry.strip().partition(":") for entry in text.split(",")]
        try:
            return cls({name: b64decode(key, validate=True) for name, _, key in pairs})
        except Error:
            raise ValueError("a key must be 32 bytes in base64") from None

    @classmethod
    def development(cls) -> Self:
        """The ring that everybody knows: for the demo and for tests only."""
        return cls({"development": sha256(b"joint supervision, for the demo only").digest()})

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._boxes)})"

    @property
    def current(self) -> bytes:
        """How whatever the current key has sealed begins."""
        return _prefix(self._current)

    @property
    def names(self) -> tuple[str, ...]:
        """What the keys are called, the current one first."""
        return tuple(self._boxes)

    @property
    def outdated(self) -> Mapping[str, object]:
        """What `tables.outdated` asks for."""
        return {"current": self.current, "length": len(self.current)}

    def encrypt(self, text: str, aad: str) -> bytes:
        """The text sealed for one place, written `table:id:column`."""
        return self.wrap(text.encode(), aad)

    def decrypt(self, sealed: bytes, aad: str) -> str:
        """The text that was sealed for that place, by whichever key of the ring."""
        return self._open(sealed, aad).decode()

    def wrap(self, key: bytes, aad: str) -> bytes:
        """A key, or other bytes, sealed for one place."""
        return self.current + self._boxes[self._current].seal(key, aad)

    def unwrap(self, sealed: bytes, aad: str) -> Box:
        """The box of a key that was sealed for that place."""
        return Box(self._open(sealed, aad))

    def opened(self, sealed: bytes, aad: str) -> bytes:
        """The bytes that were sealed for that place."""
        return self._open(sealed, aad)

    def rewrap(self, sealed: bytes, aad: str) -> bytes:
        """The same, sealed by the current key."""
        return self.wrap(self._open(sealed, aad), aad)

    def index(self, text: str) -> bytes:
        """A blind index: the same for the same text, and nothing else can be told from it without the key."""
        return _mac(self._indexers[0], text)

    def indexes(self, text: str) -> tuple[bytes, ...]:
        """The blind indexes that each key of the ring gives: rows may have been written under an older one."""
        return tuple(_mac(indexer, text) for indexer in self._indexers)

    def _open(self, sealed: bytes, place: str) -> bytes:
        end = 1 + (sealed[0] if sealed else 0)
        box = self._boxes.get(sealed[1:end].decode(errors="replace"))
        if box is None:
            raise Unreadable(place)
        return box.open(sealed[end:], place)


def new_key() -> bytes:
    """A fresh key of 32 random bytes."""
    return token_bytes(KEY)


def _name(name: str) -> bool:
    return name.isascii() and name.replace("-", "").isalnum() and len(name) <= LONGEST_NAME


def _prefix(name: str) -> bytes:
    return bytes([len(name)]) + name.encode()


def _derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose (RFC 5869), so that no key is used for two."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=f"joint supervision {purpose}".encode()).derive(key)


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
