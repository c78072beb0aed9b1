"""A made project that is installed by our own Makefile and install.py, from an index of this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from tests.setup import made

ROOT: Final = Path(__file__).parent.parent.parent
PYPROJECT: Final = """[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "made-project"
version = "1.0"
"""


@dataclass(frozen=True)
class Project:
    """Its folder, and where its packages come from."""

    folder: Path
    index: str

    def make(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """`make WORDS` with nothing of this machine's own settings."""
        base = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS"))
        }
        own = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.index,
            "PIP_NO_CACHE_DIR": "1",
            "PYTHON": sys.executable,
        }
        return subprocess.run(
            ["make", *words],
            cwd=self.folder,
            env={**base, **own, **environ},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def python(self, *words: str) -> str:
        """What the environment's own Python prints; its pip finds nothing outside."""
        environ = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
        return subprocess.run(
            [".venv/bin/python", "-I", *words],
            cwd=self.folder,
            env=environ,
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        ).stdout

    def versions(self, *names: str) -> dict[str, str]:
        """What is installed of these."""
        printed = self.python(
            "-c", "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))", *names
        )
        return dict(zip(names, printed.split(), strict=True))


def project(folder: Path, index: str = "http://127.0.0.1:9/", **locks: str) -> Project:
    """A project with these locks, by name, and with our own Makefile and install.py. The folder has a space in its name."""
    at = folder / "a project"
    at.mkdir()
    for name in ("Makefile", "install.py"):
        shutil.copy(ROOT / name, at)
    shutil.copy(made.__file__, at / "backend.py")
    (at / "pyproject.toml").write_text(PYPROJECT)
    (at / "requirements.lock").write_text(locks.get("runtime", ""))
    (at / "requirements-dev.lock").write_text(locks.get("dev", ""))
    return Project(at, index)


def locked(path: Path) -> str:
    """One wheel as a lock names it: without its extras, which is how the fault came about."""
    name, version, *_ = path.name.split("-")
    return f"{name.replace('_', '-')}=={version} --hash=sha256:{made.digest(path)}\n"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
        """Nothing: what is asked for is no part of a test's output."""


@contextmanager
def served(wheels: Path, pages: Path) -> Iterator[str]:
    """An index of these wheels on a free port of this machine, as pip asks for it (PEP 503)."""
    for path in wheels.iterdir():
        page = pages / path.name.split("-")[0].replace("_", "-")
        page.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, page)
    for page in pages.iterdir():
        (page / "index.html").write_text(
            "".join(f'<a href="{path.name}">{path.name}</a>' for path in sorted(page.glob("*.whl")))
        )
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(pages))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
