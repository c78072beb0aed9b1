"""A small IMAP server on this machine (RFC 9051, what reading needs of it): one mailbox, one user, literals, UIDs."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final, cast

USER, PASSWORD = "jsv", "open sesame"
LOGIN: Final = re.compile(r'"?([^" ]+)"? "?([^"]+)"?$')


class ImapServer(socketserver.ThreadingTCPServer):
    """`letters` by UID; `validity` changes when they are numbered anew."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: dict[int, tuple[date, bytes]] = {}
        self.validity = 7
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        """How the bot is told of it."""
        return f"imap://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.server_address[1]}/INBOX"

    def put(self, letter: bytes, on: date = date(2026, 11, 23)) -> None:
        """A letter arrives."""
        self.letters[max(self.letters, default=0) + 1] = (on, letter)


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        self._say("* OK here")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            box = cast("ImapServer", self.server)
            box.asked.append(rest)
            words = rest.upper().split()
            if words[0] == "LOGIN":
                found = LOGIN.match(rest.partition(" ")[2])
                self._say(f"{tag} OK in" if found and found.groups() == (USER, PASSWORD) else f"{tag} NO who are you")
            elif words[0] == "EXAMINE":
                self._say(
                    f"* {len(box.letters)} EXISTS",
                    f"* OK [UIDVALIDITY {box.validity}] held",
                    f"{tag} OK [READ-ONLY] open",
                )
            elif words[:2] == ["UID", "SEARCH"]:
                self._say(" ".join(("* SEARCH", *map(str, self._searched(words[2:], box)))), f"{tag} OK found")
            elif words[:2] == ["UID", "FETCH"]:
                self._fetched(int(words[2]), words[3], box)
                self._say(f"{tag} OK sent")
            elif words[0] == "LOGOUT":
                self._say("* BYE", f"{tag} OK gone")
                return
            else:
                self._say("* CAPABILITY IMAP4rev1" if words[0] == "CAPABILITY" else "* OK", f"{tag} OK done")

    def _searched(self, words: list[str], box: ImapServer) -> list[int]:
        if words[0] == "SINCE":
            since = datetime.strptime(f"{words[1].title()} +0000", "%d-%b-%Y %z").date()
            return [uid for uid, (on, _) in box.letters.items() if on >= since]
        first = int(words[1].partition(":")[0])
        last = max(box.letters, default=0)
        return [uid for uid in box.letters if uid >= min(first, last)]

    def _fetched(self, uid: int, what: str, box: ImapServer) -> None:
        if uid not in box.letters:
            return
        _, letter = box.letters[uid]
        if "SIZE" in what:
            self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(letter)})")
        else:
            self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(letter)}}}\r\n".encode() + letter + b")\r\n")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def an_imap_server() -> Iterator[ImapServer]:
    """One that answers, on a free port."""
    with ImapServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
