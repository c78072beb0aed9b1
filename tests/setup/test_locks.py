"""Both locks as they lie here: of one mind, with their extras, for any index."""

import re
from typing import Final

from tests.setup.project import ROOT

PIN: Final = re.compile(r"^([a-z0-9-]+)(\[[a-z,]+\])?==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
HASH: Final = re.compile(r"sha256:[0-9a-f]{64}")


def _pins(name: str) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """By package: its extras, its version, its hashes."""
    text = (ROOT / name).read_text()
    return {
        package: (extras, version, tuple(HASH.findall(rest))) for package, extras, version, rest in PIN.findall(text)
    }


RUNTIME: Final = _pins("requirements.lock")
DEV: Final = _pins("requirements-dev.lock")


def test_the_development_lock_holds_the_runtime_lock() -> None:
    """Who develops runs the same files as who runs."""
    assert RUNTIME == {package: pin for package, pin in DEV.items() if package in RUNTIME}


def test_every_package_is_pinned_by_hash() -> None:
    """No package without a hash, and none that the pattern above does not see."""
    assert [] == [package for package, (_, _, hashes) in DEV.items() if not hashes]
    assert (ROOT / "requirements-dev.lock").read_text().count("==") - (
        ROOT / "requirements-dev.lock"
    ).read_text().count(" == '") == len(DEV)


def test_extras_are_kept() -> None:
    """A pip that resolves after all (another tool, another command) finds coverage[toml] pinned as such."""
    assert {"coverage": "[toml]", "psycopg": "[binary]", "pyjwt": "[crypto]", "sqlalchemy": "[asyncio]"} == {
        package: extras for package, (extras, _, _) in DEV.items() if extras
    }


def test_locks_name_no_index() -> None:
    """Whoever installs says from where: an index of their own, a proxy, a folder of wheels."""
    assert [] == [
        line
        for name in ("requirements.lock", "requirements-dev.lock")
        for line in (ROOT / name).read_text().splitlines()
        if "://" in line or "index" in line
    ]
