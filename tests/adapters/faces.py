"""The channels as the contract sees them: what each draws of a thing, what is wrong with that, and what comes back of it.

A new channel has a face here, and passes tests/adapters/test_contract.py.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import urlencode

from adapters.mail.send import MailChannel
from adapters.shared import plain_text
from adapters.shared.channel import Abilities
from adapters.slack import parse as slack_parse
from adapters.slack import render as slack_render
from adapters.slack.send import ABILITIES as SLACK
from adapters.teams import render as teams_render
from adapters.teams.cards import Kind
from adapters.teams.limits import CARD_BYTES, weight
from adapters.teams.parse import noticed
from adapters.teams.send import ABILITIES as TEAMS
from adapters.web import parse as web_parse
from adapters.web.render import drawn
from adapters.web.send import ABILITIES as WEB
from adapters.web.templating import Templates, seals
from adapters.web.visits import HOME, Visit
from dialogs.ids import PersonId
from dialogs.model.heard import Heard, Pressed, Submitted
from dialogs.model.views import Card, Page, Reply
from tests.adapters.teams.test_parse import activity
from tests.adapters.web.reading import Node, read, would_send
from tests.doubles_slack.desk import Desk
from tests.doubles_slack.rules import elements, faults_of_message, faults_of_view
from tests.doubles_teams.person import action
from tests.doubles_teams.rules import buttons
from tests.doubles_teams.rules import faults_of_message as faults_of_activity

HARD = 100_000  # bytes of a message in Teams, as UTF-16
WHO = PersonId("pat")
SECRET = b"s" * 32


class Face(Protocol):
    """One channel."""

    name: str
    abilities: Abilities

    def faults(self, shown: Reply) -> list[str]:
        """Why the platform would refuse a thing, or nobody could use it."""
        ...

    def presses(self, card: Card) -> list[str]:
        """The presses that come back when each of a card's buttons is pressed in turn."""
        ...

    def sent(self, page: Page, answers: Mapping[str, Any]) -> Heard | None:
        """What is heard when a screen is sent with these answers; nothing where this channel leaves it to another."""
        ...

    def says(self, shown: Reply) -> str:
        """All words that a person reads of a thing there."""
        ...


class Slack:
    """Messages, windows, and the App Home."""

    name, abilities = "slack", SLACK

    def faults(self, shown: Reply) -> list[str]:
        """As a window, on the home tab, and as a message or a question."""
        said = slack_render.message(shown) if isinstance(shown, Card) else slack_render.question(shown)
        return [
            *faults_of_view(_loaded(slack_render.window(replace(shown, web="https://jsv.example/p")))),
            *faults_of_view(_loaded(slack_render.home(shown))),
            *faults_of_message(_loaded(said)),
        ]

    def presses(self, card: Card) -> list[str]:
        """Every button of the message."""
        payload = {"type": "block_actions", "trigger_id": "1.2.3", "user": {"id": "U1", "team_id": "T1"}}
        found = (
            slack_parse.heard({**payload, "actions": [{"type": "button", **element}]})
            for element in elements(_loaded(slack_render.message(card))["blocks"])
        )
        return [str(one.press) for one in found if isinstance(one, Pressed)]

    def sent(self, page: Page, answers: Mapping[str, Any]) -> Heard | None:
        """The window, unless what is written is too long for one."""
        view = {**_loaded(slack_render.window(page)), "id": "V1", "hash": "h"}
        if view["callback_id"] != "page":
            return None
        state = {"values": Desk.state(None, view, answers)}  # type: ignore[arg-type] # it needs no desk
        return slack_parse.heard(
            {"type": "view_submission", "view": {**view, "state": state}, "user": {"id": "U1", "team_id": "T1"}}
        )

    def says(self, shown: Reply) -> str:
        """The texts of a message's blocks, or of a window's."""
        said = slack_render.message(shown) if isinstance(shown, Card) else slack_render.window(shown)
        return "\n".join(_texts(_loaded(said)["blocks"]))


class Teams:
    """Adaptive Cards, in a chat and in a dialog."""

    name, abilities = "teams", TEAMS

    def faults(self, shown: Reply) -> list[str]:
        """As a message and as a dialog: a card is cut at 28 kB, unless its rows are pressed; nothing has 100."""
        said = teams_render.message(shown)
        rows = isinstance(shown, Card) and len(shown.presses) > len(shown.buttons)
        card = teams_render.drawn(shown)
        heavy = isinstance(shown, Card) and not rows and weight(card) > CARD_BYTES
        dialog = teams_render.drawn(shown, Kind.DIALOG)
        return [
            *faults_of_activity(_loaded(said)),
            *(["over 25 kB"] if heavy else []),
            *(["over 100 kB"] if max(weight(said), weight(dialog)) > HARD else []),
        ]

    def presses(self, card: Card) -> list[str]:
        """Every button, in clients of today and of yesterday: both say the same."""
        drawn_now = buttons(_loaded(teams_render.drawn(card)))
        today = [
            noticed(activity(type="invoke", name="adaptiveCard/action", value={"action": one})) for one in drawn_now
        ]
        assert today == [noticed(activity(value=one["fallback"]["data"])) for one in drawn_now]
        return [str(one.press) for one in today if isinstance(one, Pressed)]

    def sent(self, page: Page, answers: Mapping[str, Any]) -> Heard | None:
        """The first button of the screen takes its inputs along."""
        card = _loaded(teams_render.drawn(page))
        data = action(buttons(card)[0], card, dict(answers))["data"]
        found = noticed(activity(type="invoke", name="adaptiveCard/action", value={"action": {"data": data}}))
        return found if isinstance(found, Submitted) else None

    def says(self, shown: Reply) -> str:
        """The texts of the card."""
        return "\n".join(_texts(_loaded(teams_render.drawn(shown))))


class Web:
    """Pages, as a browser without script reads them."""

    name, abilities = "web", WEB
    templates = Templates()
    visit = Visit(person=WHO, base="/as/pat", session="s", home=HOME)

    def faults(self, shown: Reply) -> list[str]:
        """Every element closed, one first heading, a name for every control."""
        page = self._page(shown)
        named = {one.attrs.get("for") for one in page.all("label")}
        controls = [
            one
            for tag in ("input", "textarea", "select")
            for one in page.all(tag)
            if one.attrs.get("type") not in ("hidden",)
        ]
        return [
            *(["not one first heading"] if len(page.all("h1")) != 1 else []),
            *([f"unnamed {control.attrs.get('id')}" for control in controls if control.attrs.get("id") not in named]),
        ]

    def presses(self, card: Card) -> list[str]:
        """Buttons are forms; what only shows is a link."""
        page = self._page(card)
        article = page.one("article", class_="card")
        links = (
            web_parse.unpacked(one.attrs["href"].rpartition("/")[2])
            for one in article.all("a")
            if "/card/" in one.attrs["href"]
        )
        homes = [str(HOME) for one in article.all("a") if one.attrs["href"] == self.visit.base]
        posts = (web_parse.read(urlencode(would_send(one)).encode()) for one in article.all("form"))
        return [*(str(post.press) for post in posts if post), *(str(link) for link in links if link), *homes]

    def sent(self, page: Page, answers: Mapping[str, Any]) -> Heard | None:
        """The page's own form, filled."""
        form = self._page(page).one("form", class_="ask")
        held = [pair for pair in would_send(form) if pair[0][2:] not in answers]
        typed = [
            (f"{'m' if one.several else 'a'}.{one.name}", part)
            for one in page.asked
            if one.name in answers
            for part in _parts(answers[one.name])
        ]
        post = web_parse.read(urlencode([*held, *typed, ("go", "next")]).encode())
        return web_parse.submitted(post, post.press, WHO) if post and post.press else None

    def says(self, shown: Reply) -> str:
        """The words of the page."""
        return self._page(shown).words

    def _page(self, shown: Reply) -> Node:
        template, given = drawn(shown, self.visit)
        made = self.templates.page(template, {**given, "visit": self.visit, "seals": seals(SECRET, "s")})
        return read(str(made.text))


class Plain:
    """Words alone: e-mail, a chat without windows, a screen reader."""

    name, abilities = "plain", MailChannel.abilities

    def faults(self, shown: Reply) -> list[str]:
        """Something is said, and nothing of how we write it is left in it."""
        said = plain_text.reply(shown)
        return [
            *(["empty"] if not said.strip() else []),
            *([f"{one} in it" for one in ("Press(", "Option(", "Button(", "PersonId") if one in said]),
        ]

    def presses(self, card: Card) -> list[str]:
        """What can be done is named; a letter leads to the card itself."""
        said = plain_text.card(card)
        return [str(press.press) for press in card.presses if press.label in said and not press.opens]

    def sent(self, page: Page, answers: Mapping[str, Any]) -> Heard | None:
        """Answered one by one in a chat: tests/bot/test_talked.py."""
        return None

    def says(self, shown: Reply) -> str:
        """What is read aloud."""
        return plain_text.reply(shown)


FACES: tuple[Face, ...] = (Slack(), Teams(), Web(), Plain())


def said_everywhere(shown: Reply) -> dict[str, str]:
    """What people read of a thing, channel by channel, its white space made one."""
    return {face.name: " ".join(face.says(shown).split()) for face in FACES}


def channels_without(words: str, shown: Reply) -> list[str]:
    """The channels on which these words are not read."""
    return [name for name, said in said_everywhere(shown).items() if words not in said]


def channels_with(words: str, shown: Reply) -> list[str]:
    """The channels on which these words are read."""
    return [name for name, said in said_everywhere(shown).items() if words in said]


def _texts(made: Any) -> list[str]:
    if isinstance(made, list):
        return [text for part in made for text in _texts(part)]
    if not isinstance(made, dict):
        return []
    own = [made[key] for key in ("text", "title", "value", "label") if isinstance(made.get(key), str)]
    return own + [text for part in made.values() for text in _texts(part)]


def _parts(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def _loaded(made: Any) -> Any:
    return json.loads(json.dumps(made))
