"""Wheels made on the spot. It is also the build backend of the made project, which so needs nothing from outside: standard library only."""

import base64
import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def wheel(folder: Path, name: str, version: str, requires: Sequence[str] = (), extras: Sequence[str] = ()) -> Path:
    """One wheel with one empty module, and what its metadata asks for."""
    made = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    asked = [f"Requires-Dist: {line}" for line in requires] + [f"Provides-Extra: {extra}" for extra in extras]
    files = {
        f"{name.replace('-', '_')}.py": "",
        f"{info}/METADATA": "\n".join(("Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *asked, "")),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: made\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_urlsafe(text)},{len(text)}" for path, text in files.items()]
    with zipfile.ZipFile(made, "w") as packed:
        for path, text in files.items():
            packed.writestr(path, text)
        packed.writestr(f"{info}/RECORD", "\n".join((*record, f"{info}/RECORD,,", "")))
    return made


def digest(path: Path) -> str:
    """As a lock writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: Any = None) -> str:
    """The hook that pip calls for the made project itself."""
    return wheel(Path(wheel_directory), "made-project", "1.0").name


def _urlsafe(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
