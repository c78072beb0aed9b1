"""Programs that others wrote, from npm, each pinned to a version, installed once beside the checkout."""

import subprocess
from pathlib import Path

KEPT = Path(__file__).parent.parent / ".cache" / "node"


def installed(package: str) -> Path:
    """The folder of a package given as `name@version`."""
    name, _, version = package.rpartition("@")
    folder = KEPT / f"{name.replace('/', '-')}-{version}"
    if not (folder / "node_modules" / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), package]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "node_modules" / name
