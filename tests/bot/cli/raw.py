"""What somebody reads who has the raw bytes of a database's files, its server's heap and the key ring, and no respect for rows.

AES-GCM is a stream cipher with a seal: whoever has the key and the nonce reads the stream, cut off or not, without the seal.
"""

from base64 import b64decode
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import create_engine, make_url, text

from tests.databases import dsn

NONCE: Final = 12
LONGEST: Final = 8192
RELATIONS: Final = "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND oid >= 16384"


def raw(url: str) -> bytes:
    """Every byte of the files that a database lies in: of SQLite its log and index too, of PostgreSQL each table and its overflow."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        file = Path(where.database or "")
        return b"".join(
            part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")) if part.suffix != ".lock"
        )
    with psycopg.connect(dsn(url), autocommit=True) as server:
        server.execute("CHECKPOINT")
        paths = [path for (path,) in server.execute(RELATIONS) if path]
        return b"".join(server.execute("SELECT pg_read_binary_file(%s)", (path,)).fetchone()[0] for path in paths)  # type: ignore[index] # one row


def opened(url: str, ring: str) -> bytes:
    """All that the ring opens in those bytes, and all that each key found among it opens of what cases have said."""
    name, _, key = ring.partition(":")
    found = [*_streams(raw(url), bytes([len(name)]) + name.encode(), _sealing(b64decode(key)))]
    bodies = _bodies(url)
    return b"\n".join([*found, *(_read(key[:32], body) for key in found for body in bodies)])


def _sealing(key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"joint supervision seal").derive(key)


def _streams(everything: bytes, begins: bytes, key: bytes) -> Iterator[bytes]:
    at = -1
    for _ in count():
        at = everything.find(begins, at + 1)
        if at < 0:
            return
        yield _read(key, everything[at + len(begins) : at + LONGEST])


def _read(key: bytes, sealed: bytes) -> bytes:
    nonce = sealed[:NONCE] + (2).to_bytes(4, "big")  # the counter of the first block (NIST SP 800-38D, 7.1)
    return (
        Cipher(AES(key), CTR(nonce)).decryptor().update(sealed[NONCE:])
        if len(sealed) > NONCE and len(key) == 32
        else b""
    )


def _bodies(url: str) -> list[bytes]:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = [bytes(body) for body in connection.scalars(text("SELECT body FROM facts"))]
    engine.dispose()
    return found
