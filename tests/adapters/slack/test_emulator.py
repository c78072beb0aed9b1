"""Our calls against a Slack that somebody else wrote: npm's `emulate`, pinned, with its scope checks on.

It keeps messages, metadata, conversations, people, windows with triggers and hashes, and the home tab. It has no slash
commands, interactions, Socket Mode or rate limits, no `chat.postEphemeral` for people outside a channel, and it takes any
blocks: limits are tested against `tests/doubles_slack/rules.py` and slack_sdk's own validators.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
import yaml
from aiohttp.test_utils import unused_port
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.shared.channel import Posting, Unreachable
from adapters.slack import parse, render
from adapters.slack.answer import Call
from adapters.slack.carry import perform
from adapters.slack.send import SlackChannel, web_client
from dialogs.model.heard import Handle
from dialogs.model.views import Tone
from tests.adapters.slack.samples import CARD, LAST, PAGE, REVIEW
from tests.node import installed
from tests.waiting import until_answered

pytestmark = [pytest.mark.node, pytest.mark.slow]

ROOT: Final = Path(__file__).parents[3]
PACKAGE: Final = "emulate@0.11.2"
TOKEN: Final = "xoxb-emulated"


def _seed() -> dict[str, Any]:
    scopes = yaml.safe_load((ROOT / "manifest" / "slack.yaml").read_text())["oauth_config"]["scopes"]["bot"]
    people = [
        {"name": "joint", "real_name": "Joint supervision"},
        {"name": "mo", "real_name": "Mo Madeup", "email": "mo@care.example"},
    ]
    tokens = [{"token": TOKEN, "user": "joint", "scopes": scopes}]
    return {
        "slack": {
            "strict_scopes": True,
            "team": {"name": "Testshire", "domain": "testshire"},
            "users": people,
            "tokens": tokens,
        }
    }


async def _ready(client: AsyncWebClient) -> None:

    async def answers() -> bool:
        with suppress(aiohttp.ClientError, SlackApiError):
            await client.auth_test(token=TOKEN)
            return True
        return False

    await until_answered(answers)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[AsyncWebClient]:
    """A client of the emulator, which runs for as long as the test."""
    program, port, seed = installed(PACKAGE) / "dist" / "index.js", unused_port(), tmp_path / "seed.yaml"
    seed.write_text(yaml.safe_dump(_seed()))
    process = await asyncio.create_subprocess_exec(
        "node",
        str(program),
        "start",
        "--service",
        "slack",
        "--port",
        str(port),
        "--seed",
        str(seed),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session:
            emulated = web_client(session, f"http://localhost:{port}/api/")
            emulated.token = TOKEN
            await _ready(emulated)
            yield emulated
    finally:
        process.terminate()
        await process.wait()


async def _tokens(team: str) -> str | None:
    return TOKEN


async def _mo(client: AsyncWebClient) -> Handle:
    people = (await client.api_call("users.list"))["members"]
    (mo,) = [person for person in people if person["name"] == "mo"]
    return Handle("slack", mo["team_id"], mo["id"])


async def test_a_card_is_sent_found_by_its_key_and_changed(client: AsyncWebClient) -> None:
    """With no more scopes than the manifest asks for: opened, posted with its key, edited in place."""
    mo = await _mo(client)
    channel = SlackChannel(client, _tokens)

    lies = await channel.send(mo, CARD, key="k1")
    after = await channel.edit(mo, lies, CARD.saying("Agreed.", Tone.DONE))

    (kept,) = (
        await client.api_call(
            "conversations.history", data={"channel": lies.conversation, "include_all_metadata": "true"}
        )
    )["messages"]
    assert lies == after
    assert {"key": "k1"} == kept["metadata"]["event_payload"]
    assert "Agreed." in str(kept["blocks"])


async def test_a_message_that_is_gone_is_sent_anew_and_a_stranger_is_unreachable(client: AsyncWebClient) -> None:
    """The emulator's words for what is not there are those we know."""
    mo = await _mo(client)
    channel = SlackChannel(client, _tokens)
    lies = await channel.send(mo, CARD, key="k1")

    anew = await channel.edit(mo, Posting(lies.conversation, "1.000001"), CARD)

    assert anew.message != lies.message
    with pytest.raises(Unreachable, match="user_not_found"):
        await channel.send(Handle("slack", mo.tenant, "U0NOBODY"), CARD, key="k2")


async def test_a_profile_is_read(client: AsyncWebClient) -> None:
    """The e-mail of an account, and that it is somebody's. That an e-mail is confirmed is no word of the emulator's."""
    mo = await _mo(client)

    found = (await client.api_call("users.info", data={"user": mo.user}))["user"]

    assert ("mo@care.example", True) == parse.profile({"user": {**found, "is_email_confirmed": True}}, mo, mo.tenant)


async def test_windows_open_once_a_trigger_and_change_once_a_hash(client: AsyncWebClient) -> None:
    """A page opens, becomes the next and the review; a spent trigger is refused and turned into a message; home is published."""
    mo = await _mo(client)

    async def trigger() -> str:
        return str((await client.api_call("views.generateTriggerId", json={"user_id": mo.user}))["trigger_id"])

    spent = await trigger()
    opened = await client.views_open(trigger_id=spent, view=render.window(PAGE))
    changed = await client.views_update(
        view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=render.window(LAST)
    )
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=render.window(REVIEW))
    await client.views_publish(user_id=mo.user, view=render.home(CARD))
    direct = (await client.api_call("conversations.open", json={"users": mo.user}))["channel"]["id"]
    told = Call("chat.postMessage", {"channel": mo.user, **render.message(render.offer(PAGE))})
    await perform(
        Call("views.open", {"trigger_id": spent, "view": render.window(PAGE)}, otherwise=told),
        client,
        "https://hooks.slack.com/",
    )

    assert opened["view"]["id"] == changed["view"]["id"]
    (message,) = (await client.api_call("conversations.history", data={"channel": direct}))["messages"]
    assert "Open the form" in str(message["blocks"])
