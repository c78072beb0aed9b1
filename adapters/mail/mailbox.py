"""The mailbox that calendars and post offices answer to: read by IMAP (RFC 9051) or from a folder of letters, and nothing in it is changed by IMAP.

Rule 1: a letter is asked for once it is due, the oldest first; the mark that comes with it says up to where has been read.
Rule 2: where our mail server says what it thinks of a sender (RFC 8601), an answer in somebody else's name counts for nothing.
"""

import imaplib
import os
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit

from adapters.mail.arrivals import LARGEST, Answer, Bounce, read_arrived
from adapters.mail.letterhead import Letterhead
from adapters.shared.channel import Later
from adapters.shared.loopback import is_loopback

PATIENCE: Final = 20.0  # seconds for one answer of the mail server
AT_ONCE: Final = 200  # letters in one reading; the rest comes with the next
BEGIN: Final = timedelta(days=14)  # how far back the first reading of a mailbox goes
READ: Final = "read"  # the folder within a folder, of what has been read
SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)
MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Source(Protocol):
    """Where letters arrive."""

    def letters(self, mark: str, now: datetime) -> Iterator[tuple[bytes, str]]:
        """Letters that came after a mark, each with its own mark; one counts as read when the next is asked for.

        Raises:
            Later: the mailbox does not answer, or does not let us in.
        """
        ...


@dataclass(frozen=True, slots=True)
class Arrived:
    """One letter: what it says of letters and invitations of ours, and the mark up to where has been read with it."""

    said: tuple[Bounce | Answer, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What comes back to us. `checked_by` is how our mail server names itself where it says what it thinks of senders; empty where it need not."""

    source: Source
    head: Letterhead
    checked_by: str = ""

    def arrived(self, mark: str, now: datetime) -> Iterator[Arrived]:
        """Letters that came after a mark, with what of them may be believed.

        Raises:
            Later: the mailbox does not answer, or does not let us in.
        """
        for raw, its_mark in self.source.letters(mark, now):
            yield Arrived(tuple(filter(self._believed, read_arrived(raw, self.checked_by))), its_mark)

    def _believed(self, said: Bounce | Answer) -> bool:
        """A bounce speaks of a letter that we wrote to that address; an answer is of whoever sent it."""
        return self.head.wrote(said.letter, said.address) if isinstance(said, Bounce) else said.own


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """A mailbox by IMAP: `imaps://USER:PASSWORD@HOST/FOLDER`, or `imap://`, which speaks STARTTLS, and in clear only to this machine.

    It is opened for reading alone: somebody else may read it too. The mark is its UIDVALIDITY and the last UID that was read.
    """

    url: str

    def letters(self, mark: str, now: datetime) -> Iterator[tuple[bytes, str]]:
        """At most `AT_ONCE`. The first time, those of the last days. Raises `Later`."""
        try:
            with self._open() as box:
                validity = _validity(box)
                for uid in _newer(box, validity, mark, now)[:AT_ONCE]:
                    yield _letter(box, uid), f"{validity}:{uid}"
        except (imaplib.IMAP4.error, OSError, ValueError) as fault:
            raise Later(f"imap {type(fault).__name__}") from None

    def greet(self) -> bool:
        """Open it and go again: whether it was encrypted. Raises `Later` when we are not let in."""
        try:
            with self._open() as box:
                return isinstance(box.socket(), ssl.SSLSocket)
        except (imaplib.IMAP4.error, OSError) as fault:
            raise Later(f"imap {type(fault).__name__}") from None

    @contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        where = urlsplit(self.url)
        host, secure = where.hostname or "localhost", ssl.create_default_context()
        if where.scheme == "imaps":
            box: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, where.port or 993, ssl_context=secure, timeout=PATIENCE)
        else:
            box = imaplib.IMAP4(host, where.port or 143, timeout=PATIENCE)
        try:
            if where.scheme == "imap" and not is_loopback(host):
                box.starttls(ssl_context=secure)
            box.login(unquote(where.username or ""), unquote(where.password or ""))
            _taken(box.select(_quoted(unquote(where.path.strip("/")) or "INBOX"), readonly=True))
            yield box
        finally:
            with suppress(imaplib.IMAP4.error, OSError):  # what was read is read, however we part
                box.logout()


@dataclass(frozen=True, slots=True)
class FolderMailbox:
    """A folder in which each letter is put as a file `NAME.eml`, for those whose mailbox cannot be read. What is read is moved into `read` in it."""

    folder: Path

    def letters(self, mark: str, now: datetime) -> Iterator[tuple[bytes, str]]:
        """At most `AT_ONCE`, by name. Raises `Later` when the folder is gone or may not be read."""
        try:
            for file in self._waiting()[:AT_ONCE]:
                with file.open("rb") as opened:
                    yield opened.read(LARGEST + 1), mark
                (self.folder / READ).mkdir(exist_ok=True)
                file.replace(self.folder / READ / file.name)
        except OSError as fault:
            raise Later(f"folder {type(fault).__name__}") from None

    def _waiting(self) -> list[Path]:
        """The letters that may be read; what lies beside them stops none."""
        letters = (file for file in self.folder.iterdir() if file.suffix.lower() == ".eml" and file.is_file())
        return sorted(file for file in letters if os.access(file, os.R_OK))

    def greet(self) -> bool:
        """Whether what is read could be moved. Raises `Later` when there is no such folder."""
        try:
            (self.folder / READ).mkdir(exist_ok=True)
        except OSError as fault:
            raise Later(f"folder {type(fault).__name__}") from None
        return False


def source_of(address: str) -> ImapMailbox | FolderMailbox:
    """What a setting names: an address of IMAP, or the path of a folder."""
    return ImapMailbox(address) if "://" in address else FolderMailbox(Path(address))


def _validity(box: imaplib.IMAP4) -> int:
    """Under which number its UIDs hold: another one, and they are others."""
    _, found = box.response("UIDVALIDITY")
    return int((found or [None])[0] or 0)


def _newer(box: imaplib.IMAP4, validity: int, mark: str, now: datetime) -> list[int]:
    known, _, last = mark.partition(":")
    begun = known == str(validity) and last.isdecimal()
    since = now - BEGIN
    wanted = f"UID {int(last) + 1}:*" if begun else f"SINCE {since.day}-{MONTHS[since.month - 1]}-{since.year}"
    (found, *_) = _taken(box.uid("SEARCH", wanted))
    uids = sorted(int(uid) for uid in (found or b"").split())
    return [
        uid for uid in uids if not begun or uid > int(last)
    ]  # n:* names the last one, too, where there is none newer


def _letter(box: imaplib.IMAP4, uid: int) -> bytes:
    """Nothing of one that is too large to be an answer, or that is gone meanwhile."""
    told = SIZE.search(b" ".join(_pieces(_taken(box.uid("FETCH", str(uid), "(RFC822.SIZE)")))))
    if told is None or int(told[1]) > LARGEST:
        return b""
    answered = _taken(box.uid("FETCH", str(uid), "(BODY.PEEK[])"))
    return next((part[1] for part in answered if isinstance(part, tuple)), b"")


def _pieces(answered: list[object]) -> Iterator[bytes]:
    for part in answered:
        if isinstance(part, bytes):
            yield part
        elif isinstance(part, tuple):
            yield from (piece for piece in part if isinstance(piece, bytes))


def _taken(answer: tuple[str, Any]) -> Any:
    """What an answer holds, as `imaplib` leaves it: a list of bytes, of pairs of bytes, of nothing. Raises `imaplib.IMAP4.error` for a refusal."""
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error("refused")
    return data


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
