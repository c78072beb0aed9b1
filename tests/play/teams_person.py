"""Somebody who reads and answers in Teams, in a tenant of their own, in front of the double of the connector."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from adapters.teams.inputs import ANSWER
from dialogs.model.press import Press
from tests.doubles_teams.double import TeamsDouble
from tests.doubles_teams.person import Answered, Client
from tests.doubles_teams.rules import buttons, inputs
from tests.play.browser import Answers, Stuck
from tests.play.pressing import SHOW, meant
from tests.waiting import until

Json = dict[str, Any]
SCREENS = 30


@dataclass(frozen=True)
class Lying:
    """A message, and the card in it."""

    number: str
    card: Json


@dataclass
class TeamsPerson:
    """One account: `user` is its id in the directory of the tenant that `client` is of."""

    client: Client
    teams: TeamsDouble
    user: str
    settled: Callable[[], Awaitable[None]]  # waits until nothing is on its way any more

    async def arrives(self) -> None:
        """The bot is added: told twice, as Teams does."""
        await self.client.sends(self.client.activity(self.user, type="installationUpdate", action="add"))
        us = {"membersAdded": [{"id": "28:0a0a0a0a-1111-2222-3333-444444444444"}]}
        await self.client.sends(self.client.activity(self.user, type="conversationUpdate", **us))

    async def raises(self, answers: Answers) -> None:
        """The word, and the form that follows."""
        known = set(self._mine())
        await self.client.says(self.user, "raise")
        await self._fills(await self._new(known), answers)

    async def presses(self, on: Press, verb: str, about: str = "") -> Answered:
        """A button of the latest message that has it, or of the card that one leads to."""
        return await self._pressed(*await self._message(on, verb, about))

    async def does(self, on: Press, verb: str, answers: Answers, about: str = "") -> None:
        """A button that begins a form, and the form filled to its end."""
        known = set(self._mine())
        await self.presses(on, verb, about)
        await self._fills(await self._new(known), answers)

    async def writes(self, words: str) -> None:
        """Words to the bot."""
        await self.client.says(self.user, words)

    def reads(self) -> list[str]:
        """What every message is called."""
        return [
            body.get("summary") or body.get("text", "")
            for (conversation, _), body in self.teams.messages.items()
            if conversation == f"a:{self.user}"
        ]

    def _mine(self) -> dict[str, Json]:
        """The cards that lie in the conversation with the bot."""
        found = {
            number: body
            for (conversation, number), body in self.teams.messages.items()
            if conversation == f"a:{self.user}"
        }
        return {number: body["attachments"][0]["content"] for number, body in found.items() if body.get("attachments")}

    async def _pressed(self, lying: Lying, button: Json) -> Answered:
        return self._placed(
            lying,
            await self.client.presses(self.user, button["title"], {**lying.card, "body": [_set(button)]}, lying.number),
        )

    def _placed(self, lying: Lying, answer: Answered) -> Answered:
        """What a client does with an answer: a card takes the place of the one that was pressed."""
        if answer.status != 200:
            raise Stuck(f"{self.user}: {answer.status} {answer.text[:200]}")
        if "card.adaptive" in str(answer.body.get("type")):
            where = (f"a:{self.user}", lying.number)
            self.teams.messages[where] = {**self.teams.messages[where], "attachments": [{"content": answer.card}]}
        return answer

    async def _message(self, on: Press, verb: str, about: str) -> tuple[Lying, Json]:
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

    def _found(self, on: Press, verb: str, about: str) -> tuple[Lying, Json] | None:
        for number, card in reversed(self._mine().items()):
            for button in buttons(card):
                if "go" not in button["data"] and meant(button["data"].get("press", ""), on, verb, about):
                    return Lying(number, card), button
        return None

    async def _new(self, known: set[str]) -> Lying:
        """The form that has just begun."""
        return (
            await until(
                lambda: [
                    Lying(number, card) for number, card in self._mine().items() if number not in known and _form(card)
                ]
            )
        )[0]

    async def _fills(self, form: Lying, answers: Answers) -> None:
        """Every screen with what is given for it, then the review."""
        for _ in range(SCREENS):
            onward = next(
                (button for button in buttons(form.card) if button["data"].get("go") in ("next", "send")), None
            )
            if onward is None:
                return
            given = {
                one["id"].removeprefix(ANSWER): _choice(one, answers[one["id"].removeprefix(ANSWER)])
                for one in inputs(form.card)
                if _asked(one, answers)
            }
            answer = self._placed(
                form, await self.client.fills(self.user, onward["title"], form.card, given, form.number)
            )
            if "There is a problem" in answer.text:
                raise Stuck(f"{self.user} was refused: {answer.text[:600]}")
            form = Lying(form.number, answer.card)
        raise Stuck(f"{self.user} never came to an end")


def _form(card: Json) -> bool:
    return any("go" in button["data"] for button in buttons(card))


def _asked(one: Json, answers: Answers) -> bool:
    return one["id"].removeprefix(ANSWER) in answers


def _choice(one: Json, answer: str | tuple[str, ...]) -> str | list[str]:
    """`*` takes all that is offered."""
    if answer == "*":
        return [choice["value"] for choice in one["choices"]]
    return answer if isinstance(answer, str) else list(answer)


def _set(button: Json) -> Json:
    return {"type": "ActionSet", "actions": [button]}
