"""Programs that others wrote, from npm, each pinned to a version, installed once beside the checkout."""

import subprocess
from fcntl import LOCK_EX, flock
from pathlib import Path

INSTALLING = 600.0  # seconds: what comes over a network may take long
KEPT = Path(__file__).parent.parent / ".cache" / "node"


def installed(package: str) -> Path:
    """The folder of a package given as `name@version`. Tests run in several processes: one installs it, and the others wait."""
    name, _, version = package.rpartition("@")
    folder = KEPT / f"{name.replace('/', '-')}-{version}"
    done = folder / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not done.exists():
            command = [
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                str(folder),
                package,
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=INSTALLING)
            done.touch()
    return folder / "node_modules" / name
