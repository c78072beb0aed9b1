"""People at their clients: activities as Teams sends them, signed, to the bot on a real socket."""

import json
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp

from tests.doubles_teams.double import BOT, TENANT, TeamsDouble
from tests.doubles_teams.rules import buttons, faults_of_card, inputs
from tests.doubles_teams.signing import Signer

Json = dict[str, Any]
GROUP = "19:meeting@thread.v2"


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    text: str

    @property
    def body(self) -> Json:
        """As JSON."""
        found: Json = json.loads(self.text or "{}")
        return found

    @property
    def card(self) -> Json:
        """The card that takes the place of the one pressed, or that stands in the dialog."""
        if "task" in self.body:
            found: Json = self.body["task"]["value"]["card"]["content"]
            return found
        card: Json = self.body["value"]
        return card


@dataclass
class Client:
    """Everybody's client. `user` is the id in the tenant's directory."""

    teams: TeamsDouble
    session: aiohttp.ClientSession
    url: str
    signer: Signer = field(default_factory=Signer)
    tenant: str = TENANT
    events: int = 0

    def activity(self, user: str, **more: Any) -> Json:
        """An activity in their own conversation with the bot."""
        self.events += 1
        return {
            "type": "message",
            "id": f"e{self.events}",
            "timestamp": "2026-11-23T10:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.teams.service,
            "from": {"id": f"29:{user}", "name": user.title(), "aadObjectId": user},
            "recipient": {"id": BOT, "name": "Joint supervision"},
            "conversation": {"id": f"a:{user}", "conversationType": "personal", "tenantId": self.tenant},
            "channelData": {"tenant": {"id": self.tenant}},
            "locale": "en-GB",
            **more,
        }

    def in_group(self, user: str, **more: Any) -> Json:
        """The same where others read."""
        return self.activity(
            user,
            **{
                "conversation": {
                    "id": GROUP,
                    "conversationType": "groupChat",
                    "isGroup": True,
                    "tenantId": self.tenant,
                },
                **more,
            },
        )

    async def sends(self, activity: Any, token: str | None = "", **headers: str) -> Answered:
        """One request, with a good token unless another is given."""
        signed = self.signer.token(self.teams.service) if token == "" else token
        more = {"Authorization": f"Bearer {signed}"} if signed is not None else {}
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        async with self.session.post(
            self.url, data=BytesIO(body), headers={"Content-Type": "application/json", **more, **headers}
        ) as answer:
            return self._kept(Answered(answer.status, await answer.text()))

    async def says(self, user: str, text: str, **more: Any) -> Answered:
        """Words."""
        return await self.sends(self.activity(user, text=text, textFormat="plain", **more))

    async def presses(self, user: str, label: str, card: Json, message: str = "m1", **more: Any) -> Answered:
        """A button of a card, in a client of today."""
        (pressed,) = [button for button in buttons(card) if button["title"] == label][:1]
        return await self.invokes(
            user,
            "adaptiveCard/action",
            {"action": action(pressed, card, {}), "trigger": "manual"},
            replyToId=message,
            **more,
        )

    async def looks(self, user: str, card: Json, message: str = "m1", **more: Any) -> Answered:
        """A card comes into view, and the client asks by itself; `KeyError` where it would not."""
        wanted = card["refresh"]
        return await self.invokes(
            user, "adaptiveCard/action", {"action": wanted["action"], "trigger": "automatic"}, replyToId=message, **more
        )

    async def fills(self, user: str, label: str, card: Json, answers: Json, message: str = "m1") -> Answered:
        """A screen of a form, sent by one of its buttons."""
        (pressed,) = [button for button in buttons(card) if button["title"] == label][:1]
        return await self.invokes(
            user,
            "adaptiveCard/action",
            {"action": action(pressed, card, answers), "trigger": "manual"},
            replyToId=message,
        )

    async def types_into(self, user: str, field: str, words: str, card: Json, answers: Json | None = None) -> Answered:
        """Letters typed into a list that asks the bot: the query of the card, with what stands in its inputs."""
        (box,) = [one for one in inputs(card) if one["id"] == f"f_{field}"]
        query = box["choices.data"]
        assert "Data.Query" == query["type"]
        there = {one["id"]: _value(one, answers or {}) for one in inputs(card)}
        value = {
            "queryText": words,
            "queryOptions": {"skip": 0, "top": 15},
            "dataset": query["dataset"],
            "data": {name: given for name, given in there.items() if given},
        }
        return await self.invokes(user, "application/search", value)

    async def old_presses(
        self, user: str, label: str, card: Json, answers: Json | None = None, message: str = "m1"
    ) -> Answered:
        """A button of a card, in a client of yesterday: it comes as a message."""
        (pressed,) = [button for button in buttons(card) if button["title"] == label][:1]
        value = action(pressed.get("fallback", pressed), card, answers or {})["data"]
        return await self.sends(self.activity(user, value=value, replyToId=message))

    async def submits(self, user: str, label: str, card: Json, answers: Json | None = None) -> Answered:
        """A dialog, sent by one of its buttons."""
        (pressed,) = [button for button in buttons(card) if button["title"] == label][:1]
        return await self.invokes(
            user, "task/submit", {"data": action(pressed, card, answers or {})["data"], "context": {"theme": "default"}}
        )

    async def invokes(self, user: str, name: str, value: Any, **more: Any) -> Answered:
        """Anything that waits for an answer."""
        return await self.sends(self.activity(user, type="invoke", name=name, value=value, **more))

    def _kept(self, answered: Answered) -> Answered:
        """What Teams would refuse of an answer is kept with the other faults."""
        if answered.status == 200 and answered.text:
            body = answered.body
            if "task" in body or "card.adaptive" in str(body.get("type")):
                self.teams.faults += faults_of_card(answered.card)
        return answered


def action(pressed: Json, card: Json, answers: Json) -> Json:
    """What a client sends for a button: its data, and with them the inputs it takes along. An answer left out stays as it stands."""
    taken = (
        {one["id"]: _value(one, answers) for one in inputs(card)} if pressed.get("associatedInputs") == "auto" else {}
    )
    return {
        "type": pressed["type"],
        "verb": "press",
        "title": pressed["title"],
        "data": {**pressed["data"], **{k: v for k, v in taken.items() if v is not None}},
    }


def _value(one: Json, answers: Json) -> str | None:
    """As the official renderer gives it: nothing chosen is left out, nothing typed is an empty text, several have commas between."""
    name = one["id"].removeprefix("f_")
    given = answers.get(name, one.get("value"))
    if one["type"] == "Input.ChoiceSet":
        if one["isMultiSelect"] and name in answers:
            given = ",".join(part.replace("%", "%25").replace(",", "%2C") for part in answers[name])
        return given or None
    return given or ""
