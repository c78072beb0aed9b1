"""Brings what the bot needs into .venv: `install.py runtime` to run it, `install.py dev` to change it. Every command of the Makefile calls it first.

Nothing is decided here. The lock names each file by its hash and pip resolves nothing, so a release that comes out tomorrow changes nothing.
What stands in .venv counts only if the stamp, written last, says so: else it is half made, moved or of another lock, and is made anew.
Standard library only; the lines that people read are told apart by what pip and the system said.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent
VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
STAMP: Final = VENV / "installed"
LOCKS: Final = {
    "runtime": "requirements.lock",
    "dev": "requirements-dev.lock",
}  # dev holds all that runtime does, in the same versions
NEEDED: Final = {"runtime": 300, "dev": 600}  # MB on the disk, with what is in flight
QUIET: Final = ("--quiet", "--disable-pip-version-check", "--no-compile")  # what is never imported need not be compiled

NO_NETWORK: Final = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "ConnectionError",
    "Read timed out",
)
NO_SPACE: Final = ("No space left on device", "Disk quota exceeded")
NOT_LOCKED: Final = ("which is not installed", "but you have")  # pip check
REFUSED: Final = ("Permission denied", "Operation not permitted", "Read-only file system")


def fingerprint(name: str) -> str:
    """Of all that the content of .venv hangs on: this folder, this Python, the lock, and how the project is built."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    built = repr([project["build-system"], project["project"]])
    lock = (ROOT / LOCKS[name]).read_text(encoding="utf-8")
    return sha256(
        "\n".join((str(ROOT), sys.base_prefix, str(sys.implementation.cache_tag), built, lock)).encode()
    ).hexdigest()


def stamp() -> str:
    """What was installed whole; empty if nothing was."""
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def install(name: str, lock: int) -> None:
    """Install what the lock of this name holds, into the environment that is there if it is sound, else into a new one."""
    if stamp() == fingerprint("runtime"):
        STAMP.unlink()  # from here until the end it is half made
    else:
        if find_spec("ensurepip") is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            sys.exit(
                f"Python {version} is here without its venv module. On Debian and Ubuntu: apt install python{version}-venv"
            )
        STAMP.unlink(missing_ok=True)
        run(lock, sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        run(
            lock, PYTHON, "-Im", "ensurepip", "--default-pip"
        )  # not by venv, which keeps the reason of a failure to itself
    pip = (PYTHON, "-Im", "pip")
    run(lock, *pip, "install", *QUIET, "--no-deps", "--require-hashes", "-r", LOCKS[name])
    run(lock, *pip, "install", *QUIET, "--no-deps", "--no-build-isolation", "--editable", ".")
    run(lock, *pip, "check", "--disable-pip-version-check")
    STAMP.write_text(fingerprint(name), encoding="utf-8")


def run(lock: int, *command: str | Path) -> None:
    """Run one step, silently if it succeeds. It holds the lock, too: should only this process be killed, the next waits for the step's end.

    Raises:
        Failed: with what it said.

    """
    step = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=(lock,),
        check=False,
    )
    if step.returncode:
        raise Failed(" ".join(map(str, command)), step.stdout)


class Failed(Exception):
    """A step that did not succeed, and what it said."""

    def __init__(self, command: str, output: str) -> None:
        super().__init__(command, output)
        self.command = command
        self.output = output


def said(name: str, output: str) -> str:
    """What went wrong in one line, with what to do; empty if it is none of what we know."""
    if any(sign in output for sign in NO_SPACE):
        full = min((ROOT, Path(tempfile.gettempdir())), key=lambda folder: shutil.disk_usage(folder).free)
        return f"No space is left in {full}: about {NEEDED[name]} MB are needed. Make room there (for a full temporary folder, TMPDIR names another)."
    if any(sign in output for sign in REFUSED):
        return f"This account may not write into {ROOT}, or {VENV.name} there is somebody else's. Make the folder yours, or copy it to one that is."
    if any(sign in output for sign in NO_NETWORK):
        return "The package index cannot be reached. Check the network (and HTTPS_PROXY), or install from a folder of wheels: CONTRIBUTING.md says how."
    if any(sign in output for sign in NOT_LOCKED):
        return f"{LOCKS[name]} does not hold what pyproject.toml asks for: make lock.\n{output.strip()}"
    return ""


def alone() -> int:
    """The lock of this folder, waited for: two that install at once would spoil each other's work."""
    lock = os.open(ROOT, os.O_RDONLY)
    with suppress(OSError):  # a file system without locks
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command is installing here: waiting for it ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def bring(name: str) -> None:
    """Nothing if all is in place, else one line and the work."""
    sound = (fingerprint(name), fingerprint("dev"))
    if stamp() in sound:
        return
    lock = alone()
    if stamp() in sound:
        return
    print(f"Installing what is needed into {VENV.name}, once ...", flush=True)
    install(name, lock)


def main(name: str) -> None:
    """What was asked for, or one line that says what to do."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback
    try:
        bring(name)
    except Failed as step:
        sys.exit(said(name, step.output) or f"{step.output}\nThis failed: {step.command}")
    except OSError as fault:
        sys.exit(said(name, str(fault)) or str(fault))


if __name__ == "__main__":
    main(*sys.argv[1:])
