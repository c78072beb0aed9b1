"""The manifest against the code and against Microsoft's own schema: what it offers is heard, what is heard is offered."""

import json
import struct
import subprocess
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest

from adapters.teams import parse
from bot.cli.manifest import Told, build
from dialogs.sayings import SAYINGS
from tests.node import installed
from tests.waiting import PATIENCE

FOLDER: Final = Path(__file__).parents[3] / "manifest" / "teams"
APP: Final = "0A0A0A0A-1111-2222-3333-444444444444"
SAID: Final = {saying.words: saying.does for saying in SAYINGS}
JUDGE: Final = """
const fs = require("fs"), [,, root, file] = process.argv;
const Ajv = require(require.resolve("ajv-draft-04", { paths: [root] })), formats = require(require.resolve("ajv-formats", { paths: [root] }));
const said = JSON.parse(fs.readFileSync(file)), ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const judge = ajv.compile(JSON.parse(fs.readFileSync(`${root}/build/json-schemas/teams/v${said.manifestVersion}/MicrosoftTeams.schema.json`)));
console.log(JSON.stringify(judge(said) ? [] : judge.errors));
"""


@pytest.fixture
def manifest() -> Any:
    return json.loads((FOLDER / "manifest.json").read_text())


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """What a partnership uploads."""
    (written,) = build(Told(domain="jsv.partnership.example", app=APP), tmp_path, kinds=("teams",))
    return written


def test_the_menu_offers_what_can_be_typed(manifest: Any) -> None:
    """The sayings of the bot, within Teams' limits; in a group none that needs a conversation of two."""
    (bot,) = manifest["bots"]
    offered = {tuple(one["scopes"]): [command["title"] for command in one["commands"]] for one in bot["commandLists"]}

    assert list(parse.MENU) == offered[("personal",)]
    assert [saying.words for saying in SAYINGS if not (saying.example or saying.alone)] == offered[
        ("team", "groupChat")
    ]
    assert all(
        command["description"].startswith(SAID[command["title"]])
        for one in bot["commandLists"]
        for command in one["commands"]
    )
    assert all(len(one["commands"]) <= 10 for one in bot["commandLists"])  # learn.microsoft.com says 10, the schema 12
    assert all(
        len(one["title"]) <= 32 and len(one["description"]) <= 128
        for list_ in bot["commandLists"]
        for one in list_["commands"]
    )
    assert ["personal", "team", "groupChat"] == bot["scopes"]


def test_the_box_for_writing_offers_what_is_heard(manifest: Any) -> None:
    """Commands by id, each opening a dialog."""
    commands = [command for one in manifest["composeExtensions"] for command in one["commands"]]

    assert list(parse.COMMANDS) == [command["id"] for command in commands]
    assert all(command["fetchTask"] and command["type"] == "action" for command in commands)


def test_no_permission_too_many(manifest: Any) -> None:
    """Who somebody is, and writing to them; nothing of a team or a tenant is read."""
    assert ["identity", "messageTeamMembers"] == manifest["permissions"]
    assert "authorization" not in manifest


@pytest.mark.parametrize(("icon", "size"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_are_as_teams_asks(icon: str, size: int) -> None:
    """PNG with transparency, of the right size."""
    raw = (FOLDER / icon).read_bytes()

    assert b"\x89PNG\r\n\x1a\n" == raw[:8]
    assert (size, size, 8, 6) == struct.unpack(">IIBB", raw[16:26])


def test_the_package_is_for_one_app_at_one_address(package: Path) -> None:
    """Nothing of the example is left in it."""
    with ZipFile(package) as inside:
        assert {"manifest.json", "color.png", "outline.png"} == set(inside.namelist())
        text = inside.read("manifest.json").decode()
    made = json.loads(text)

    assert "00000000-" not in text
    assert "example.org" not in text
    assert {APP.lower()} == {
        made["id"],
        made["bots"][0]["botId"],
        made["composeExtensions"][0]["botId"],
        made["webApplicationInfo"]["id"],
    }
    assert ["jsv.partnership.example"] == made["validDomains"]
    assert f"api://jsv.partnership.example/botid-{APP.lower()}" == made["webApplicationInfo"]["resource"]


@pytest.mark.node
def test_microsofts_schema_takes_it(tmp_path: Path, package: Path) -> None:
    """Offline, with the schema that Microsoft ships in @microsoft/app-manifest; and it finds a fault where there is one."""
    root = installed("@microsoft/app-manifest@1.1.2")
    with ZipFile(package) as inside:
        good = json.loads(inside.read("manifest.json"))

    assert [] == _judged(root, tmp_path, good)
    assert [] != _judged(root, tmp_path, {**good, "accentColor": "blue"})
    assert [] != _judged(root, tmp_path, {**good, "strange": 1})


def _judged(root: Path, folder: Path, manifest: Any) -> Any:
    (folder / "judge.js").write_text(JUDGE)
    (folder / "judged.json").write_text(json.dumps(manifest))
    said = subprocess.run(
        ["node", str(folder / "judge.js"), str(root), str(folder / "judged.json")],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return json.loads(said.stdout)
