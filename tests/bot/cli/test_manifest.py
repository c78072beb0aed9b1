"""`jsv manifest build`: what Teams and Slack are told, for one address."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from bot.__main__ import main
from bot.cli import manifest
from bot.runtime.runtime import Runtime
from bot.wiring import application

APP = "0A0A0A0A-1111-2222-3333-444444444444"
HOST = "jsv.partnership.example"
TOLD = manifest.Told(domain=HOST, app=APP.lower())


def _asked(*more: str) -> Any:
    return CliRunner().invoke(main, ["manifest", "build", *more])


def test_both_are_written_for_one_address(tmp_path: Path) -> None:
    """A package for Teams and a manifest for Slack, each with that address and nothing of the example; where they lie is said."""
    done = _asked("--domain", HOST, "--app-id", APP, "--out", str(tmp_path / "new"))
    with ZipFile(tmp_path / "new" / "teams.zip") as package:
        said = json.loads(package.read("manifest.json"))
        assert ["manifest.json", "color.png", "outline.png"] == package.namelist()
    told = yaml.safe_load((tmp_path / "new" / "slack.yaml").read_text())

    assert (0, 2) == (done.exit_code, len(done.output.splitlines()))
    assert ([HOST], APP.lower()) == (said["validDomains"], said["bots"][0]["botId"])
    assert (
        f"https://{HOST}/slack/events"
        == told["settings"]["interactivity"]["request_url"]
        == told["settings"]["interactivity"]["message_menu_options_url"]
        == told["settings"]["event_subscriptions"]["request_url"]
    )
    assert told["settings"]["socket_mode_enabled"] is False
    assert [f"https://{HOST}/slack/events"] == [command["url"] for command in told["features"]["slash_commands"]]
    assert "YOUR-HOST" not in (tmp_path / "new" / "slack.yaml").read_text()


def test_socket_mode_needs_no_address(tmp_path: Path) -> None:
    """Slack's manifest of the one way or of the other, by the same command."""
    _asked("--domain", HOST, "--slack", "--socket", "--out", str(tmp_path))
    told = yaml.safe_load((tmp_path / "slack.yaml").read_text())

    assert told["settings"]["socket_mode_enabled"] is True
    assert "url" not in told["features"]["slash_commands"][0]


def test_a_package_of_a_higher_version_and_of_somebodys_name(tmp_path: Path) -> None:
    """Teams takes a package anew only with a higher version, and shows whose app it is."""
    _asked(
        "--domain",
        HOST,
        "--app-id",
        APP,
        "--teams",
        "--package-version",
        "0.2.1",
        "--developer",
        "Exampleshire",
        "--out",
        str(tmp_path),
    )
    with ZipFile(tmp_path / "teams.zip") as package:
        said = json.loads(package.read("manifest.json"))

    assert ("0.2.1", "Exampleshire") == (said["version"], said["developer"]["name"])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--package-version", "new"), "is not a version"),
        (("--package-version", "1.2"), "is not a version"),
        (("--developer", "x" * 33), "at most 32 letters"),
        (("--developer", ""), "at most 32 letters"),
    ],
)
def test_what_microsoft_would_refuse_is_refused_here(tmp_path: Path, more: tuple[str, str], expected: str) -> None:
    """In words, and nothing is written."""
    done = _asked("--domain", HOST, "--app-id", APP, *more, "--out", str(tmp_path / "new"))

    assert (1, False) == (done.exit_code, (tmp_path / "new").exists())
    assert expected in done.stderr


@pytest.mark.parametrize(("kind", "expected"), [("--teams", ["teams.zip"]), ("--slack", ["slack.yaml"])])
def test_one_alone(tmp_path: Path, kind: str, expected: list[str]) -> None:
    """Only what was asked for is written."""
    _asked("--domain", HOST, "--app-id", APP, kind, "--out", str(tmp_path))

    assert expected == [one.name for one in tmp_path.iterdir()]


def test_slack_alone_needs_no_app_of_teams(tmp_path: Path) -> None:
    """An application id is Teams' own."""
    assert 0 == _asked("--domain", HOST, "--slack", "--out", str(tmp_path)).exit_code


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "https://jsv.example",
        "jsv.example/x",
        "jsv.example:8080",
        "localhost",
        "jsv..example",
        "-a.example",
        "a b.example",
        f"{'a' * 64}.example",
    ],
)
def test_what_is_no_host_name_is_refused(tmp_path: Path, domain: str) -> None:
    """In words, and nothing is written."""
    done = _asked("--domain", domain, "--app-id", APP, "--out", str(tmp_path / "new"))

    assert 1 == done.exit_code
    assert "is not a host name" in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("app", ["", "x", f"{APP}0", APP.replace("-", "")])
def test_what_is_no_app_id_is_refused(tmp_path: Path, app: str) -> None:
    """In words that say what it would be."""
    done = _asked("--domain", HOST, "--app-id", app, "--out", str(tmp_path / "new"))

    assert 1 == done.exit_code
    assert "--app-id" in done.stderr


async def test_every_page_that_a_manifest_names_is_there(runtime: Runtime) -> None:
    """Each answers with what is so of this bot: whose it is, how long things are kept, whom to ask; Slack's names none."""
    with ZipFile(BytesIO(manifest.teams(TOLD))) as package:
        said = json.loads(package.read("manifest.json"))["developer"]
    there = replace(runtime, kept=timedelta(days=400), contact="office@partnership.example")
    async with TestClient(TestServer(application(there, None, b"s" * 32))) as client:
        answers = [
            await client.get(url.removeprefix(f"https://{HOST}") or "/")
            for url in (said["websiteUrl"], said["privacyUrl"], said["termsOfUseUrl"])
        ]
        about, privacy, terms = [await answer.text() for answer in answers]

    assert [200, 200, 200] == [answer.status for answer in answers]
    assert all(runtime.terms()(None).profile.partnership in one for one in (about, privacy, terms))
    assert all(one in privacy for one in ("400 days", "office@partnership.example"))
    assert all('href="/privacy"' in one and 'href="/terms"' in one for one in (about, privacy, terms))
    assert f"https://{HOST}" == manifest.slack(TOLD).decode().split("/slack/events")[0].rpartition(" ")[2]
    assert "privacy" not in manifest.slack(TOLD).decode()


async def test_who_keeps_for_ever_says_so(runtime: Runtime) -> None:
    """Nothing is promised that is not done."""
    async with TestClient(TestServer(application(replace(runtime, kept=None), None, b"s" * 32))) as client:
        privacy = await (await client.get("/privacy")).text()

    assert "kept until it is erased by hand" in privacy
    assert f"Ask the office of {runtime.terms()(None).profile.partnership}." in privacy


def test_the_same_address_makes_the_same_bytes() -> None:
    """So that a package can be compared with the one that was uploaded."""
    assert manifest.teams(TOLD) == manifest.teams(TOLD)
