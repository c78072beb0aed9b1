"""What a command says when its port is taken, and when nobody reads what it says."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.project import ROOT
from tests.waiting import PATIENCE


@pytest.mark.slow
def test_a_taken_port_is_named(tmp_path: Path) -> None:
    """The demo says which port is taken and how to choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _jsv("demo", "--port", str(port), "--folder", str(tmp_path))

    assert (
        f"Port {port} on 127.0.0.1 is taken by another program. Choose another: `make demo PORT=8001`, `jsv demo --port 8001`, or JSV_PORT for `jsv serve`.\n"
        == said.stderr
    )
    assert 1 == said.returncode


def test_a_port_that_does_not_exist_is_refused() -> None:
    """A number above 65535 is told to be none."""
    said = _jsv("demo", "--port", "80000")

    assert "Error: Invalid value for '--port': 80000 is not in the range 0<=x<=65535." == said.stderr.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize("command", [["doctor"], ["simulate", "--cases", "2"], ["--help"]], ids=" ".join)
def test_a_reader_that_has_read_enough_is_no_fault(command: list[str]) -> None:
    """`jsv doctor | head -1`: when nobody reads on, a command ends without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        said = _jsv(*command, stdout=writing)
    finally:
        os.close(writing)

    assert (1, "") == (said.returncode, said.stderr)


def _jsv(*words: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    environ = {name: text for name, text in os.environ.items() if not name.startswith("JSV_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=environ,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
