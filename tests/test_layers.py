"""Every folder of the code says what belongs in it, and has layers that nobody can pass by."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("adapters", "bot", "dialogs", "store")
FOLDERS = sorted(file.parent for package in PACKAGES for file in (ROOT / package).rglob("__init__.py"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_folder_says_what_belongs_in_it(folder: Path) -> None:
    """The docstring of its `__init__.py` is there, and is a sentence."""
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""

    assert said.rstrip().endswith(".")


def test_every_folder_of_several_modules_has_its_layers() -> None:
    """A new folder is not in use before it is said who in it may import whom; in `adapters/` a wildcard says so."""
    layered = {
        container for contract in CONTRACTS if contract.get("exhaustive") for container in contract["containers"]
    }

    assert {_dotted(folder) for folder in FOLDERS if len([*_inside(folder)]) > 1} == layered | {"adapters"}


def test_no_channel_is_left_out() -> None:
    """Channels are held apart by a wildcard, so that a new one is held from its first day; they share what is in `shared` alone."""
    apart = [
        (contract["modules"], contract["ignore_imports"])
        for contract in CONTRACTS
        if contract["type"] == "independence"
    ]

    assert [(["adapters.*"], ["adapters.** -> adapters.shared.**"])] == apart


def _inside(folder: Path) -> Iterator[Path]:
    """Modules and packages right below."""
    yield from (file for file in folder.glob("*.py") if file.name != "__init__.py")
    yield from (file.parent for file in folder.glob("*/__init__.py"))


def _dotted(folder: Path) -> str:
    return ".".join(folder.relative_to(ROOT).parts)
