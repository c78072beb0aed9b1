"""Somebody who reads and answers in Slack, in front of the double of its Web API."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.model.press import Press
from tests.doubles_slack.desk import Answered, Desk
from tests.doubles_slack.rules import elements
from tests.play.browser import Answers, Stuck
from tests.play.pressing import SHOW, meant
from tests.slack_double import Sent, SlackDouble
from tests.waiting import until

Json = dict[str, Any]
SCREENS = 30


@dataclass
class SlackPerson:
    """One account: `user` is its id in the workspace."""

    desk: Desk
    slack: SlackDouble
    user: str
    settled: Callable[[], Awaitable[None]]  # waits until nothing is on its way any more

    async def arrives(self) -> None:
        """The App Home is opened: from then on the bot knows the account by its confirmed e-mail."""
        await self.desk.opens_home(self.user)

    async def raises(self, answers: Answers) -> None:
        """The slash command, and the window that opens."""
        known = set(self.slack.views)
        await self.desk.types(self.user, "raise")
        await self._fills(await self._opened(known), answers)

    async def begins(self, words: str, answers: Answers, screens: int) -> None:
        """The slash command, and only the first screens of its window."""
        known = set(self.slack.views)
        await self.desk.types(self.user, words)
        await self._part(await self._opened(known), answers, screens)

    async def half_does(self, on: Press, verb: str, answers: Answers, screens: int) -> Json:
        """A button that opens a window, and only its first screens; the window as it stands then."""
        known = set(self.slack.views)
        await self.presses(on, verb)
        return await self._part(await self._opened(known), answers, screens)

    async def presses(self, on: Press, verb: str, about: str = "") -> None:
        """A button of the latest message that has it, or of the card that one leads to."""
        sent, button = await self._message(on, verb, about)
        await self._pressed(sent, button)

    async def does(self, on: Press, verb: str, answers: Answers, about: str = "") -> None:
        """A button that opens a window, and the window filled to its end."""
        known = set(self.slack.views)
        await self.presses(on, verb, about)
        await self._fills(await self._opened(known), answers)

    def reads(self) -> list[str]:
        """The first line of every message that lies in the conversation with the bot."""
        return [sent.body.get("text", "") for sent in self._mine()]

    def _mine(self) -> list[Sent]:
        return [sent for (channel, _), sent in self.slack.messages.items() if channel == f"D{self.user[1:]}"]

    async def _pressed(self, sent: Sent, button: Json) -> None:
        label = button["text"]["text"]
        on = {"blocks": [{"type": "actions", "elements": [button]}]}
        answer = await self.desk.presses(
            self.user, label, on, channel_id=sent.channel, message_ts=sent.ts, is_ephemeral=bool(sent.whispered_to)
        )
        _fine(answer, label)

    async def _message(self, on: Press, verb: str, about: str) -> tuple[Sent, Json]:
        """The latest message with the button, or with a way to it. What is still on its way is waited for: it comes by the queue."""
        if found := self._found(on, verb, about):
            return found
        await self.settled()
        if (found := self._found(on, verb, about)) is None and (way := self._found(on, SHOW, on.about)):
            await self._pressed(*way)
            await self.settled()
            found = self._found(on, verb, about)
        if found is None:
            raise Stuck(f"{self.user} has no button {verb} {about} for {on.card}; there are {self.reads()}")
        return found

    def _found(self, on: Press, verb: str, about: str) -> tuple[Sent, Json] | None:
        for sent in reversed(self._mine()):
            for element in elements(sent.body.get("blocks", [])):
                if meant(str(element.get("value", "")), on, verb, about):
                    return sent, element
        return None

    async def _opened(self, known: set[str]) -> Json:
        return (await until(lambda: [view for number, view in self.slack.views.items() if number not in known]))[-1]

    async def _part(self, view: Json, answers: Answers, screens: int) -> Json:
        for _ in range(screens):
            await self.desk.sends(self.user, view, _for_view(view, answers))
            view = self.slack.views[view["id"]]
        return view

    async def _fills(self, view: Json, answers: Answers) -> None:
        """Every screen with what is given for it, then the review."""
        for _ in range(SCREENS):
            answer = await self.desk.sends(self.user, view, _for_view(view, answers))
            _fine(answer, view["title"]["text"])
            if answer.body.get("response_action") == "errors":
                raise Stuck(f"{self.user} was refused: {answer.body['errors']}")
            if answer.body.get("response_action") != "update":
                return
            view = self.slack.views[view["id"]]
            if "submit" not in view:
                return
        raise Stuck(f"{self.user} never came to an end")


def _for_view(view: Json, answers: Answers) -> Mapping[str, Any]:
    """The answers that this window has fields for; `*` takes all that is offered."""
    fields = {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}
    given = {name: answers[name] for name in fields if name in answers}
    return {
        name: [one["value"] for one in fields[name].get("options", [])] if answer == "*" else answer
        for name, answer in given.items()
    }


def _fine(answer: Answered, what: str) -> None:
    if answer.status != 200:
        raise Stuck(f"{what}: {answer.status} {answer.text[:200]}")
