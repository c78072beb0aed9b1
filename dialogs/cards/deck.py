"""Every card, in one dict."""

from collections.abc import Callable, Mapping
from typing import Final

from dialogs.cards import (
    agreement,
    calendar,
    case,
    channels,
    circulation,
    home,
    nomination,
    others,
    poll,
    record,
    session,
)
from dialogs.model.turns import Scene
from dialogs.model.views import Card

Draw = Callable[[Scene, str], Card]

DECK: Final[Mapping[str, Draw]] = {
    "case": case.draw,
    "agreement": agreement.draw,
    "nomination": nomination.draw,
    "poll": poll.draw,
    "session": session.draw,
    "invitation": calendar.invitation,
    "record": record.draw,
    "circulation": circulation.draw,
    "feedback": others.feedback,
    "learning": others.learning,
    "timeline": others.timeline,
    "signpost": others.signpost,
    "home": home.draw,
    "digest": home.digest,
    "help": others.help_card,
    "dashboard": others.figures_card,
    "feed": calendar.feed,
    "channels": channels.draw,
    "new-account": channels.new_account,
    "lost-account": channels.lost_account,
    "account-ended": channels.disowned,
}

ALONE: Final = frozenset(
    {"home", "digest", "help", "dashboard", "feed", "channels", "new-account", "lost-account", "account-ended"}
)
"""Cards that are about no case."""

LOOKED_AT: Final = frozenset({"case", "agreement", "nomination", "poll", "home", "digest"})
"""The cards that say how things are now, of which a case or a person has one, and looking at which is not written down."""
