"""Somebody who plays a case through one channel: reads what is drawn there, presses what it offers, sends what it would send.

What comes back is what the channel's own parser makes of the payload. So a test that speaks through a `Through` fails
when the channel does not show what is promised, or does not bring back what was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast
from urllib.parse import urlencode

import pytest

from adapters.slack import parse as slack_parse
from adapters.slack import render as slack_render
from adapters.teams import render as teams_render
from adapters.teams.parse import noticed
from adapters.web import parse as web_parse
from dialogs.ids import TurnId, turn_id
from dialogs.model.fields import Raw
from dialogs.model.heard import Go, Handle, Heard, Pressed, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Reply, Review
from tests.adapters.faces import WHO, Face, Slack, Teams, Web
from tests.adapters.teams.test_parse import activity
from tests.adapters.web.reading import would_send
from tests.doubles_teams.person import action
from tests.doubles_teams.rules import buttons
from tests.town import Town, played

FACES: Final[tuple[Face, ...]] = (Slack(), Teams(), Web())
EVERYWHERE: Final = pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
SCREENS: Final = 30  # no form of ours has as many


@dataclass
class Through:
    """A town whose people are all at one channel."""

    face: Face
    town: Town
    events: int = field(default=0)

    def reads(self, who: str, card: str, about: str = "") -> str:
        """The words of a card as somebody sees it now, its white space made one."""
        return said(self.face, self.town.sees(who, card, about))

    def offers(self, who: str, card: str, about: str = "") -> list[str]:
        """The verbs of the buttons that come back when they are pressed, apart from those that only show."""
        return [press.verb for press in self._offered(who, card, about) if press.verb != "show"]

    def presses(self, who: str, card: str, verb: str, about: str = "", at: str = "") -> Reply:
        """Somebody presses a button that the channel draws, on the card `at` where it is another one's verb."""
        found = [press for press in self._offered(who, at or card, about) if press.verb == verb]
        wanted = [press for press in found if not about or press.about == about] or found
        assert wanted, f"{who} has no button {verb} on {at or card} in {self.face.name}"
        return self._hears(who, Pressed(turn=_no_turn(), sender=_nobody(), press=wanted[0]))

    def does(self, who: str, card: str, verb: str, answers: Raw, about: str = "") -> Reply:
        """A button that opens a form, every screen with what is given for it, and the review."""
        return self.fills(who, self.presses(who, card, verb, about), answers)

    def raises(self, who: str, answers: Raw, *, until: type[Reply] = Card) -> Reply:
        """A new case, from the first button of the list."""
        (press,) = {
            press for press in map(Press.read, self.face.presses(self._home(who))) if press and press.verb == "raise"
        }
        opened = self._hears(who, Pressed(turn=_no_turn(), sender=_nobody(), press=press))
        return self.fills(who, opened, answers, until=until)

    def fills(self, who: str, shown: Reply, answers: Raw, *, until: type[Reply] = Card) -> Reply:
        """Screen by screen, as far as the review if that is what is looked for; what is refused is given back."""
        for _ in range(SCREENS):
            if isinstance(shown, (Card, until)) or (isinstance(shown, Page) and shown.errors):
                break
            shown = self.sends(who, shown, answers)
        return shown

    def sends(self, who: str, shown: Reply, answers: Raw) -> Reply:
        """One screen or review, as the channel sends it. What stands in a screen stays, where nothing else is given."""
        assert isinstance(shown, Page | Review)
        if isinstance(shown, Review):
            return self._hears(who, confirmed(self.face, shown))
        given = {asked.name: answers[asked.name] for asked in shown.asked if asked.name in answers}
        standing = {asked.name: shown.given[asked.name] for asked in shown.asked if asked.name in shown.given}
        heard = self.face.sent(shown, {name: answer for name, answer in {**standing, **given}.items() if answer})
        assert heard, f"{self.face.name} did not take {shown.section.name}"
        return self._hears(who, heard)

    def _home(self, who: str) -> Card:
        shown = self._hears(who, Pressed(turn=_no_turn(), sender=_nobody(), press=Press("home", "show")))
        assert isinstance(shown, Card)
        return shown

    def _offered(self, who: str, card: str, about: str) -> list[Press]:
        shown = self._home(who) if card == "home" else self.town.sees(who, card, about)
        return [press for token in self.face.presses(shown) if (press := Press.read(token))]

    def _hears(self, who: str, heard: Heard) -> Reply:
        self.events += 1
        turn = turn_id(f"through {self.face.name}", str(self.events))
        return self.town.hears(replace(heard, turn=turn, sender=Handle("web", "", who))).reply


def at(stage: str, face: Face) -> Through:
    """A case that has come to a stage, and everybody at one channel."""
    return Through(face, played(stage))


def said(face: Face, shown: Reply) -> str:
    """What is read of a thing on a channel, its white space made one."""
    return " ".join(face.says(shown).split())


def confirmed(face: Face, review: Review) -> Submitted:
    """What is heard when a review is sent."""
    heard = _CONFIRMS[face.name](review)
    assert isinstance(heard, Submitted)
    assert heard.go is Go.SEND
    return heard


def _in_slack(review: Review) -> Heard | None:
    view = {**cast("dict[str, Any]", slack_render.window(review)), "id": "V1", "hash": "h", "state": {"values": {}}}
    return slack_parse.heard({"type": "view_submission", "view": view, "user": {"id": "U1", "team_id": "T1"}})


def _in_teams(review: Review) -> Heard | None:
    card = cast("dict[str, Any]", teams_render.drawn(review))
    sending = next(button for button in buttons(card) if button["data"].get("go") == Go.SEND.value)
    data = action(sending, card, {})["data"]
    found = noticed(activity(type="invoke", name="adaptiveCard/action", value={"action": {"data": data}}))
    return found if isinstance(found, Submitted) else None


def _on_the_web(review: Review) -> Heard | None:
    page = Web()._page(review)
    post = web_parse.read(urlencode([*would_send(page.one("form", class_="ask")), ("go", "send")]).encode())
    return web_parse.submitted(post, post.press, WHO) if post and post.press else None


_CONFIRMS: Final[Mapping[str, Any]] = {"slack": _in_slack, "teams": _in_teams, "web": _on_the_web}


def _no_turn() -> TurnId:
    return TurnId("0" * 32)


def _nobody() -> Handle:
    return Handle("web", "", "")
