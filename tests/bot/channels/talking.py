"""People who only write: signed messages of Slack and of Teams to a running service, and what stands in their chats then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from tests.adapters.teams.test_whole import in_teams
from tests.bot.channels import test_slack
from tests.builders import still
from tests.doubles_teams.double import TeamsDouble
from tests.doubles_teams.person import Client
from tests.town import PEOPLE
from tests.waiting import until

CHATS = ("slack", "teams")


class Chat(Protocol):
    """One of the two."""

    clock: MovableClock

    @property
    def runtime(self) -> Runtime:
        """What runs."""

    def employs(self, who: str, address: str) -> None:
        """Somebody has an account."""

    async def write(self, who: str, words: str) -> None:
        """A message of theirs."""

    async def press(self, who: str, label: str) -> None:
        """A button of the last message."""

    def messages(self, who: str) -> list[dict[str, Any]]:
        """What lies in their chat with the bot, the latest last."""


@dataclass
class InSlack:
    """Everybody in Slack."""

    bot: test_slack.Bot
    clock: MovableClock

    @property
    def runtime(self) -> Runtime:
        """What runs."""
        return self.bot.runtime

    def employs(self, who: str, address: str) -> None:
        """Somebody has an account."""
        self.bot.slack.employs(f"U{who.upper()}", address)

    async def write(self, who: str, words: str) -> None:
        """A message of theirs."""
        await self.bot.desk.says(f"U{who.upper()}", words)

    async def press(self, who: str, label: str) -> None:
        """A button of the last message."""
        last = self.messages(who)[-1]
        await self.bot.desk.presses(f"U{who.upper()}", label, last, channel_id=last["channel"], message_ts=last["ts"])

    def messages(self, who: str) -> list[dict[str, Any]]:
        """What lies in their chat with the bot, the latest last."""
        here = (f"U{who.upper()}", f"D{who.upper()}")
        lying = [sent for sent in self.bot.slack.messages.values() if sent.channel in here and not sent.whispered_to]
        return [
            {**sent.body, "ts": sent.ts, "channel": sent.channel} for sent in sorted(lying, key=lambda sent: sent.ts)
        ]


@dataclass
class InTeams:
    """Everybody in Teams."""

    runtime: Runtime
    teams: TeamsDouble
    client: Client
    clock: MovableClock

    def employs(self, who: str, address: str) -> None:
        """Somebody has an account."""
        self.teams.employs(f"u{who}", address)

    async def write(self, who: str, words: str) -> None:
        """A message of theirs."""
        await self.client.says(f"u{who}", words)

    async def press(self, who: str, label: str) -> None:
        """A button of the last message."""
        message, body = [(at, body) for (where, at), body in self.teams.messages.items() if where == f"a:u{who}"][-1]
        await self.client.presses(f"u{who}", label, body["attachments"][0]["content"], message)

    def messages(self, who: str) -> list[dict[str, Any]]:
        """What lies in their chat with the bot, the latest last."""
        return [body for (where, _), body in self.teams.messages.items() if where == f"a:u{who}"]


@asynccontextmanager
async def chatting(name: str, folder: Path, *who: str) -> AsyncIterator[Chat]:
    """A service with one of the two for its channel, and these people in it, who have met the bot."""
    clock = still()
    async with everybody_in(name, folder, clock) as chat:
        for person in who:
            chat.employs(person, next(known.email for known in PEOPLE if known.id == person))
            await says(chat, person, "help")
        yield chat


@asynccontextmanager
async def everybody_in(name: str, folder: Path, clock: MovableClock) -> AsyncIterator[Chat]:
    """The running service."""
    if name == "slack":
        async with test_slack.serving(folder, clock) as bot:
            yield InSlack(bot, clock)
            assert [] == bot.slack.faults
        return
    async with in_teams(folder, clock) as (bot, teams, client):
        yield InTeams(bot.runtime, teams, client, clock)


async def says(chat: Chat, who: str, words: str) -> str:
    """A message is written and answered: the words of the answer."""
    before = chat.messages(who)
    await chat.write(who, words)
    return await newest(chat, who, len(before))


async def newest(chat: Chat, who: str, before: int) -> str:
    """The words of what stands last in somebody's chat, once there is more than before."""
    lying = await until(lambda: chat.messages(who)[before:])
    return shown(lying[-1])


def shown(body: dict[str, Any]) -> str:
    """All words of a message, as one line."""
    return " ".join(_words(body.get("blocks") or body.get("attachments") or body)).replace("\\", "")


def _words(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [
            word
            for key, value in part.items()
            for word in ([value] if key in ("text", "title") and isinstance(value, str) else _words(value))
        ]
    return [word for each in part for word in _words(each)] if isinstance(part, list) else []
