"""`make` installs what the locks hold, whatever else there is, and trusts nothing half made."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.setup.made import wheel
from tests.setup.project import Project, locked, project, served

PIPS: Final = os.environ.get(
    "JSV_TEST_PIPS", ""
)  # a folder with wheels of pip, which .ci/run fetches: tests ask no outside network
OLDEST: Final = "pip-22.3-py3-none-any.whl"  # came with Python 3.11.0
INSTALLING: Final = "Installing what is needed into .venv, once ...\n"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Project]:
    """Two packages that are wanted with an extra, and newer releases of both that came out after the lock was written."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    runtime = (
        wheel(wheels, "cryptography", "50.0"),
        wheel(wheels, "pyjwt", "2.15", ['cryptography; extra == "crypto"'], ["crypto"]),
        wheel(wheels, "msal", "1.0", ["PyJWT[crypto]<4"]),
    )
    tools = (
        wheel(wheels, "coverage", "7.17", extras=["toml"]),
        wheel(wheels, "pytest-cov", "7.1", ["coverage[toml]>=7"]),
    )
    wheel(wheels, "pyjwt", "3.0", ['cryptography; extra == "crypto"'], ["crypto"])
    wheel(wheels, "coverage", "7.18", extras=["toml"])
    with served(wheels, tmp_path / "index") as index:
        yield project(
            tmp_path, index, runtime="".join(map(locked, runtime)), dev="".join(map(locked, (*runtime, *tools)))
        )


def _pip(which: str) -> Path:
    """The wheel of another pip; a test that asks for it is skipped, or in CI fails, where there is none."""
    if which == "oldest" and sys.version_info >= (3, 12):
        pytest.skip("pip 22.3 does not run on this Python: the one that came with it is its oldest")
    found = sorted(
        path for path in Path(PIPS or os.devnull).glob("pip-*.whl") if (path.name == OLDEST) == (which == "oldest")
    )
    if not found:
        why = f"no wheel of the {which} pip: JSV_TEST_PIPS names a folder with some"
        if "pips" in os.environ.get("JSV_TEST_REQUIRE", "").split(","):
            pytest.fail(why)
        pytest.skip(why)
    return found[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "which", ["bundled", *(pytest.param(other, marks=pytest.mark.long) for other in ("oldest", "newest"))]
)
def test_a_release_after_the_lock_changes_nothing(here: Project, which: str) -> None:
    """Newer releases of packages that are wanted with an extra are passed by, with the pip that came with Python, the oldest and the newest."""
    pip = _pip(which) if which != "bundled" else None

    first = here.make("runtime")
    if pip:
        here.python("-m", "pip", "install", "--quiet", "--no-deps", str(pip))
    second = here.make("dev")

    assert (0, INSTALLING, "") == (first.returncode, first.stdout, first.stderr)
    assert (0, INSTALLING, "") == (second.returncode, second.stdout, second.stderr)
    assert {"pyjwt": "2.15", "coverage": "7.17", "made-project": "1.0"} == here.versions(
        "pyjwt", "coverage", "made-project"
    )
    if pip:
        assert {"pip": pip.name.split("-")[1]} == here.versions("pip")


@pytest.mark.slow
@pytest.mark.long
def test_what_is_half_made_or_moved_is_made_anew(here: Project) -> None:
    """An install that failed is not trusted by the next; a whole one is left alone, without a word, until its folder is moved."""
    left_over = here.folder / ".venv" / "bin" / "left-over"
    left_over.parent.mkdir(parents=True)
    left_over.touch()

    failed = here.make("runtime", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="1")
    line, *makes_own = failed.stderr.splitlines()

    assert (
        "The package index cannot be reached. Check the network (and HTTPS_PROXY), or install from a folder of wheels: CONTRIBUTING.md says how."
        == line
    )
    assert (2, 1) == (failed.returncode, len(makes_own))
    assert not left_over.exists()

    assert (0, INSTALLING) == ((whole := here.make("runtime")).returncode, whole.stdout)
    assert (0, "") == ((again := here.make("runtime")).returncode, again.stdout)

    moved = Project(Path(shutil.move(here.folder, here.folder.with_name("another folder"))), here.index)

    assert (0, INSTALLING) == ((anew := moved.make("runtime")).returncode, anew.stdout)
    assert {"pyjwt": "2.15"} == moved.versions("pyjwt")
