"""Everything that is made on the disk is its owner's alone, however open the shell was that made it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.config.test_settings import GOOD, KEY
from tests.bot.test_cli import ROOT
from tests.databases import furnish
from tests.waiting import PATIENCE

PEOPLE = "name,email,agency\nPat Pretend,pat@care.example,Care\n"
COMMANDS = (
    "people import people.csv",
    "people export pat@care.example --out pat.json",
    "backup copy",
    "report --out board.csv",
)


@pytest.mark.slow
@pytest.mark.parametrize("before", ["nothing", "an open file"])
def test_no_one_else_reads_what_is_made(tmp_path: Path, before: str) -> None:
    """The database, its log, copies, exports and figures, new or of an earlier release."""
    database = tmp_path / "jsv.db"
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "people.csv").chmod(0o600)
    if before == "an open file":
        furnish(f"sqlite:///{database}")
        database.chmod(0o644)
        for name in ("pat.json", "board.csv"):
            (tmp_path / name).touch(0o644)
    words = " && ".join(f"{sys.executable} -m bot {command}" for command in COMMANDS)
    ended = subprocess.run(
        ["/bin/sh", "-c", f"umask 000 && {words}"],
        env={**GOOD, "JSV_KEYS": KEY, "JSV_DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()}
    assert {"jsv.db", "copy", "pat.json", "board.csv"} <= modes.keys()
    assert set(modes.values()) == {"0o600"}, modes
