"""Whatever a menu or the help offers to say is understood."""

import pytest

from bot.simulation.player import Player
from dialogs.model.views import Card
from dialogs.sayings import SAYINGS
from tests.builders import BO

LOST = "I did not understand that"


@pytest.mark.parametrize("words", [saying.words for saying in SAYINGS])
def test_what_is_offered_is_understood(player: Player, words: str) -> None:
    """Typed by somebody the bot knows, in a chat of two."""
    reply = player.says(BO, words)

    assert LOST != getattr(reply, "title", "")


def test_what_is_not_offered_is_not(player: Player) -> None:
    """So that the test above can fail."""
    reply = player.says(BO, "sing")

    assert isinstance(reply, Card)
    assert LOST == reply.title
