"""A real process of ours on a free port of this machine, and a browser of a few lines."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.databases import furnish
from tests.waiting import PATIENCE

STARTED = re.compile(r"Open (http://127\.0\.0\.1:\d+)")
FORM = re.compile(r"<form[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r"<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
ROOT = Path(__file__).parent.parent.parent.parent


class Demo:
    """`jsv demo` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        furnish(f"sqlite:///{folder / 'demo.db'}")  # a demo that begins without one is in `tests/test_walk.py`
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = STARTED.match(line)
        assert found, line + self.process.communicate(timeout=PATIENCE)[0]
        self.url = found[1]
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """A page."""
        with self._opener.open(self.url + path, timeout=PATIENCE) as page:
            return str(page.read().decode())

    def status(self, path: str) -> int:
        """How a page answers."""
        try:
            with self._opener.open(self.url + path, timeout=PATIENCE) as page:
                return int(page.status)
        except HTTPError as fault:
            return int(fault.code)
        except URLError:
            return 0

    def post(self, page: str, given: Mapping[str, str], holding: str) -> str:
        """Sends the form of a page that holds a text; the page that follows."""
        action, body = next((action, body) for action, body in FORM.findall(page) if holding in unescape(body))
        fields = {name: unescape(value) for name, value in HIDDEN.findall(body)}
        with self._opener.open(
            self.url + unescape(action), urlencode({**fields, **given}).encode(), timeout=PATIENCE
        ) as answer:
            return str(answer.read().decode())

    def kill(self) -> None:
        """As when the machine loses power."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def stop(self) -> int:
        """As when it is asked to stop: how it ended."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


def words(page: str) -> str:
    """What a page says."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
