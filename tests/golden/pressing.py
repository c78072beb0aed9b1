"""Whoever has a message before them presses everything on it, through the door of its channel."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, Final

from dialogs.model.press import Press
from store.rows.postings import Posted
from tests.doubles_slack.rules import elements
from tests.doubles_teams.rules import buttons
from tests.golden.lying import CAST, Kept
from tests.play.browser import HOME, Browser, Page
from tests.play.rehearsal import Rehearsal

Json = dict[str, Any]
PERSONS: Final = {f"U{person.upper()}": person for person in CAST}


@dataclass(frozen=True)
class Button:
    """Something that can be pressed: by whom, on which channel, what it carries; and what a client would send of it."""

    channel: str
    person: str
    press: Press
    lies: tuple[str, str]
    drawn: Json

    @property
    def said(self) -> str:
        """For a failing test."""
        return f"{self.channel}: {self.person}: {self.press}"


def in_chats(kept: Kept) -> Iterator[Button]:
    """Every button of every message that lay in a chat when the database was made; screens of forms apart."""
    for sent in kept.beside["slack"]:
        for drawn in elements(sent["body"].get("blocks", [])):
            if press := Press.read(str(drawn.get("value", ""))):
                yield Button("slack", PERSONS[f"U{sent['channel'][1:]}"], press, (sent["channel"], sent["ts"]), drawn)
    for conversation, number, body in kept.beside["teams"]:
        for drawn in buttons(body["attachments"][0]["content"]) if body.get("attachments") else ():
            if "go" not in drawn["data"] and (press := Press.read(drawn["data"].get("press", ""))):
                yield Button("teams", conversation[2:], press, (conversation, number), drawn)


async def pressed(here: Rehearsal, button: Button) -> str:
    """What the bot answers at once; Slack's own answer comes later, by another call."""
    if button.channel == "slack":
        channel, stamp = button.lies
        on = {"blocks": [{"type": "actions", "elements": [button.drawn]}]}
        label = button.drawn["text"]["text"]
        got = await here.desk.presses(f"U{button.person.upper()}", label, on, channel_id=channel, message_ts=stamp)
        return f"{got.status} {got.text}"
    client = here.in_teams(button.person, CAST[button.person].tenant).client
    on = {"body": [{"type": "ActionSet", "actions": [button.drawn]}]}
    answer = await client.presses(button.person, button.drawn["title"], on, button.lies[1])
    return f"{answer.status} {answer.text}"


async def on_pages(here: Rehearsal, posted: Posted) -> AsyncIterator[Page]:
    """The page of a card that lies before somebody, and what follows on each of its buttons."""
    browser = here.at_browser(posted.person)
    page = await browser.sees(Press(posted.card, "show", posted.case, posted.about))
    yield page
    for form in page.forms:
        if form.press and not form.asks:
            yield await browser._send(form, {})


async def by_letter(here: Rehearsal, link: str) -> AsyncIterator[Page]:
    """What a link in a letter leads to, and what follows on each button there."""
    browser = Browser(here.session, here.base, "")
    page = await browser.arrives(f"{here.base}/l/{link.rpartition('/l/')[2]}")
    yield page
    for form in page.forms:
        if form.press and not form.asks and form.press != HOME:
            yield await browser._send(form, {})
