"""Whom we have met lately, so that nobody's profile is asked for at every click."""

from collections import OrderedDict
from typing import Final

from dialogs.heard import Handle

FRESH: Final = 15 * 60.0  # seconds: a changed e-mail or a lost job is seen that soon, also without an event
UNANSWERED: Final = 60.0  # the platform did not say: asked again after a minute
MOST: Final = 10_000


class Known:
    """Handles with the moment until which they need no new look; the oldest are forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self._until: OrderedDict[Handle, float] = OrderedDict()
        self._most = most

    def new(self, who: Handle, now: float) -> bool:
        """Whether somebody has to be looked up."""
        return self._until.get(who, now) <= now

    def met(self, who: Handle, until: float) -> None:
        """No new look is needed until then."""
        self._until.pop(who, None)
        self._until[who] = until
        while len(self._until) > self._most:
            self._until.popitem(last=False)

    def forget(self, who: Handle) -> None:
        """Something about them has changed."""
        self._until.pop(who, None)
