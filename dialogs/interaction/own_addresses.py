"""What somebody decides about their own addresses: the calendar feed made, made anew, switched off; personal links ended."""

from collections.abc import Callable, Mapping
from typing import Final

from dialogs.cards import calendar
from dialogs.model.press import Press
from dialogs.model.turns import FeedEnded, FeedMade, LinksEnded, Own, Scene, Turn
from dialogs.model.views import Tone

OWN: Final[Mapping[str, Callable[[Scene], Own]]] = {
    "feed-make": lambda scene: FeedMade(scene.secret),
    "feed-end": lambda _: FeedEnded(),
    "links-end": lambda _: LinksEnded(),
}
DONE: Final[Mapping[str, str]] = {
    "feed-make": "This is your address. It is shown this once.",
    "feed-end": "Your calendar feed is switched off. Its address shows nothing any more.",
    "links-end": "All your links so far are switched off. The next message brings a new one.",
}


def own(press: Press, scene: Scene) -> Turn:
    """It is done at once, and once; what was secret is shown in this one answer only."""
    if scene.repeated:
        return Turn(reply=calendar.feed(scene))
    did = OWN[press.verb](scene)
    return Turn(
        reply=calendar.feed(calendar.after(did, scene), new=did if isinstance(did, FeedMade) else None).saying(
            DONE[press.verb], Tone.DONE
        ),
        own=did,
    )
