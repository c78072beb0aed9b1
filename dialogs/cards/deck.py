"""Every card, in one dict."""

from collections.abc import Callable, Mapping
from typing import Final

from dialogs.cards import agreement, case, circulation, home, nomination, others, poll, record, session
from dialogs.turns import Scene
from dialogs.views import Card

Draw = Callable[[Scene, str], Card]

DECK: Final[Mapping[str, Draw]] = {
    "case": case.draw,
    "agreement": agreement.draw,
    "nomination": nomination.draw,
    "poll": poll.draw,
    "session": session.draw,
    "record": record.draw,
    "circulation": circulation.draw,
    "feedback": others.feedback,
    "learning": others.learning,
    "timeline": others.timeline,
    "signpost": others.signpost,
    "home": home.draw,
    "digest": home.digest,
    "help": others.help_card,
}

ALONE: Final = frozenset({"home", "digest", "help"})
"""Cards that are about no case."""
