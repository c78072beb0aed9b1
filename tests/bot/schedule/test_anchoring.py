"""Each night how far the log had got is put where whoever runs the database cannot change it (V11)."""

from dataclasses import replace
from pathlib import Path

from adapters.hook.folder import Folder
from bot.runtime.runtime import Runtime
from bot.schedule.anchoring import anchor
from bot.simulation.player import Player
from store.anchors import faults, read
from tests.bot.acts import agreed, raised


def test_an_anchor_a_day(runtime: Runtime, player: Player, tmp_path: Path) -> None:
    """A file of the day, for its owner alone, that holds while the log grows; said twice a day it is the same file."""
    into = tmp_path / "anchors"
    into.mkdir()
    there = replace(runtime, anchors=Folder(into))
    case = raised(runtime, player)
    for _ in range(2):
        anchor(there)
    agreed(player, case)

    (file,) = into.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("anchor-2026-11-23.jsonl", 0o600)
    with runtime.store.reading() as work:
        known = read(file.read_text(), work)
        assert (len(known.ends) > 1, [*faults(known, work)]) == (True, [])


def test_a_folder_that_is_gone_stops_nothing(runtime: Runtime, player: Player, tmp_path: Path) -> None:
    """Nor does one that was never set: the night goes on."""
    raised(runtime, player)
    anchor(runtime)
    anchor(replace(runtime, anchors=Folder(tmp_path / "gone")))

    assert not (tmp_path / "gone").exists()
