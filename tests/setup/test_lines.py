"""What goes wrong in the first five minutes is said in one line that tells what to do."""

import errno
import os
import sys
from pathlib import Path
from typing import Final

import pytest

import install
from tests.setup.project import ROOT, project

VERSION: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
NO_VENV: Final = f"""#!/bin/sh
[ "$1" = -c ] && exec "{sys.executable}" "$@"
exec "{sys.executable}" -c 'import runpy, sys; sys.modules["ensurepip"] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name="__main__")' "$@"
"""  # Python as Debian cuts it


def _python(folder: Path, script: str) -> Path:
    path = folder / "a python"
    path.write_text(script)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("version", ["3.10.13", "3.15.0"])
def test_a_python_that_the_locks_are_not_for_is_named(tmp_path: Path, version: str) -> None:
    """An older Python, or one for which there are no wheels yet, is told what it is, and nothing is made."""
    here = project(tmp_path)
    other = _python(
        tmp_path,
        f"""#!/bin/sh
[ "$1" = -V ] && echo Python {version} && exit
shift
exec "{sys.executable}" -c "import sys; sys.version_info = tuple(map(int, '{version}'.split('.'))); $1"
""",
    )

    said = here.make("demo", f"PYTHON={other}")

    assert (
        f"Python 3.11, 3.12, 3.13 or 3.14 is needed; {other} is Python {version}. Name one: make PYTHON=python3.12 ...\n"
        == said.stdout
    )
    assert (2, False) == (said.returncode, (here.folder / ".venv").exists())


def test_a_python_without_venv_is_told_how_to_get_it(tmp_path: Path) -> None:
    """Where the system's Python comes in parts, the missing part is named."""
    here = project(tmp_path)

    said = here.make("runtime", f"PYTHON={_python(tmp_path, NO_VENV)}")

    assert (
        f"Python {VERSION} is here without its venv module. On Debian and Ubuntu: apt install python{VERSION}-venv"
        == said.stderr.splitlines()[0]
    )
    assert (2, False) == (said.returncode, (here.folder / ".venv").exists())


NO_SPACE: Final = "No space is left in"
REFUSED: Final = f"This account may not write into {ROOT}, or .venv there is somebody else's."
OUTPUTS: Final = {
    "a full disk, told by pip": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
        NO_SPACE,
    ),
    "a full disk, told by Python": (str(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), ".venv/installed")), NO_SPACE),
    "a folder of somebody else": (f"Error: [Errno 13] Permission denied: '{ROOT}/.venv'\n", REFUSED),
    "a disk that is only read": (f"Error: [Errno 30] Read-only file system: '{ROOT}/.venv'\n", REFUSED),
    "a name that nobody knows": (
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(': [Errno -3] Temporary failure in name resolution')'\n",
        "The package index cannot be reached.",
    ),
    "a lock that was forgotten": (
        "joint-supervision-bot 0.1.0 requires lxml, which is not installed.\n",
        "requirements.lock does not hold what pyproject.toml asks for: make lock.",
    ),
    "something else": ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n", ""),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_each_reason_has_its_own_line(case: str) -> None:
    """What pip or the system said becomes one sentence with what to do; what we do not know is not guessed at."""
    output, expected = OUTPUTS[case]

    said = install.said("runtime", output)

    assert (expected, bool(expected)) == (said[: len(expected)], bool(said))
