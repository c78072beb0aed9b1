"""Plays people against the bot, turn by turn, as a channel would: for the demo's beginning, for tests, for a whole play."""

from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Final

from bot.runtime.runtime import Runtime
from bot.turn import take_turn
from dialogs.errors import JsvError
from dialogs.ids import PersonId, TurnId, turn_id
from dialogs.model.fields import Field
from dialogs.model.heard import Go, Handle, Heard, Pressed, Said, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Reply, Review

SCREENS: Final = 30  # more than any form has

Given = str | tuple[str, ...]
Answers = Mapping[str, Given | Callable[[Field], Given]]
"""By field: what is typed or chosen, or what chooses when it sees the field."""


class Stuck(JsvError):
    """A form could not be filled: the text names the fields with faults, not what was typed."""


class Player:
    """Everybody. Events are numbered, so that each is heard once."""

    def __init__(self, runtime: Runtime, channel: str = "web") -> None:
        self._runtime = runtime
        self._channel = channel
        self._name = token_hex(8)
        self._events = 0

    def presses(self, who: PersonId, press: Press) -> Reply:
        """Somebody presses a button."""
        return self.hears(Pressed(turn=self._event(), sender=self._handle(who), press=press))

    def says(self, who: PersonId, words: str) -> Reply:
        """Somebody types to the bot."""
        return self.hears(Said(turn=self._event(), sender=self._handle(who), words=words))

    def fills(self, who: PersonId, press: Press, answers: Answers) -> Card:
        """Somebody opens a form, answers each screen and sends it; the card that answers.

        Raises:
            Stuck: a screen came back with faults, or the form has no end.
        """
        reply = self.presses(who, press)
        for _ in range(SCREENS):
            if isinstance(reply, Card):
                return reply
            if reply.errors:
                break
            reply = self.hears(self._sent(who, reply, answers))
        raise Stuck(f"{press.verb}: {', '.join(getattr(reply, 'errors', ())) or 'it has no end'}")

    def hears(self, heard: Heard) -> Reply:
        """The bot takes one turn, and answers."""
        return take_turn(heard, self._runtime)

    def _sent(self, who: PersonId, shown: Page | Review, answers: Answers) -> Submitted:
        turn, sender = self._event(), self._handle(who)
        if isinstance(shown, Review):
            return Submitted(turn=turn, sender=sender, press=shown.press, section="", go=Go.SEND)
        raw = {field.name: _answer(field, shown, answers) for field in shown.asked}
        return Submitted(
            turn=turn, sender=sender, press=shown.press, section=shown.section.name, raw=raw, mark=shown.mark
        )

    def _handle(self, who: PersonId) -> Handle:
        return Handle(self._channel, "", who)

    def _event(self) -> TurnId:
        self._events += 1
        return turn_id("play", f"{self._name}/{self._events}")


def _answer(field: Field, shown: Page, answers: Answers) -> Given:
    """What is given for a field; else what stands in it already."""
    given = answers.get(field.name)
    if given is None:
        return shown.given.get(field.name, () if field.several else "")
    return given if isinstance(given, str | tuple) else given(field)
