"""Profiles: those that ship, those given as files, and their faults with file and line."""

from pathlib import Path

import pytest

from bot.runtime.profiles import BadProfile, load
from tests.town import PROFILE_FILE


def written(path: Path, *changes: tuple[str, str]) -> str:
    text = PROFILE_FILE.read_text()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text)
    return str(path)


def test_the_one_that_ships() -> None:
    """It is found by its name, and known by name and version."""
    profiles = load(["norfolk-2022"])

    assert profiles.current.id == "norfolk-2022/1"
    assert profiles.of("norfolk-2022/1") is profiles.current


def test_a_case_keeps_the_profile_it_began_under(tmp_path: Path) -> None:
    """A new version is for new cases; those that began under another keep its numbers."""
    newer = written(tmp_path / "n.toml", ("version = 1", "version = 2"), ("working_days = 15", "working_days = 20"))
    profiles = load([newer])

    assert profiles.current.window_days == 20
    assert profiles.of(None).window_days == 20
    assert profiles.of("norfolk-2022/1").window_days == 15
    assert profiles.of("gone/9") is profiles.current


def test_faults_name_file_and_line(tmp_path: Path) -> None:
    """Every fault is one line: the file, the line in it, and what to write."""
    bad = written(tmp_path / "bad.toml", ("working_days = 15", "working_days = 0"), ("version = 1", "version = 2"))
    with pytest.raises(BadProfile) as fault:
        load([bad, "/nowhere.toml"])

    first, second = fault.value.lines
    assert first.startswith(f"{bad} line ")
    assert "working_days" in first
    assert second.startswith("/nowhere.toml: there is no such file")


def test_two_profiles_of_one_name(tmp_path: Path) -> None:
    """A changed copy that kept its name and version is refused: cases could not tell which they began under."""
    clash = written(tmp_path / "same.toml", ("working_days = 15", "working_days = 20"))
    with pytest.raises(BadProfile, match="Two different profiles are called norfolk-2022/1"):
        load([clash])


def test_a_logo_lies_beside_its_profile(tmp_path: Path) -> None:
    """Named by its file, known by its full path; what is no picture, or not there, is refused at once."""
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    (tmp_path / "words.png").write_text("no picture")
    own = ("version = 1", 'version = 2\nlogo = "logo.png"')

    assert load([written(tmp_path / "own.toml", own)]).current.logo == str(tmp_path / "logo.png")
    for name in ("words.png", "none.png"):
        with pytest.raises(BadProfile, match=f"there is no PNG or JPEG picture .*{name}"):
            load([written(tmp_path / "bad.toml", (own[0], own[1].replace("logo.png", name)))])
