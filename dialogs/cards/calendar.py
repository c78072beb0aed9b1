"""A session in somebody's own calendar: as a file, or with all their others by a feed. Nothing of the case is in either (P16, P23)."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs import words
from dialogs.cards.parts import place, slot_words
from dialogs.model.press import Press
from dialogs.model.turns import FeedEnded, FeedMade, Own, Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Pairs, Style, Text, Tone
from dialogs.procedure.case import Session
from dialogs.procedure.polls import voters

FEED = Button("Calendar feed and links", Press("feed", "show"))
PASTE = (
    ("In Outlook", "Add calendar, Subscribe from web, paste it"),
    ("In Google", "Other calendars, From URL, paste it"),
    ("On Apple", "File, New Calendar Subscription, paste it"),
)
MY_LIST = Button("My list", Press("home", "show"))


def to_calendar(scene: Scene) -> Iterator[Button]:
    """The way to the file, for those who are to come."""
    if _sitting(scene):
        yield Button("Add to my calendar", Press("invitation", "show", scene.of.id))


def invitation(scene: Scene, about: str = "") -> Card:
    """The booked session as a file for the viewer's own calendar."""
    session = _sitting(scene)
    back = Button("Back to the session", Press("session", "show", scene.of.id))
    title = f"Add to your calendar {scene.of.reference}"
    if session is None:
        return Card(
            name="invitation",
            title=title,
            body=(Text("No session is booked that you are asked to come to."),),
            buttons=(back,),
            case=scene.of.id,
        )
    address = scene.addresses.file(scene.who.id, scene.of.id, session.number)
    said = "The file is for you alone and can be opened for one day. Your calendar feed shows all your sessions, and follows when one is moved."
    file = (
        (Button("Open the calendar file", Press("invitation", "show", scene.of.id), Style.PRIMARY, opens=address),)
        if address
        else ()
    )
    return Card(
        name="invitation",
        title=title,
        body=(Pairs(tuple(_facts(scene, session))), Text(said)),
        buttons=(*file, FEED, back),
        case=scene.of.id,
    )


def _sitting(scene: Scene) -> Session | None:
    """The session to come that the viewer is asked to."""
    session = scene.of.session
    if session is None or session.booked is None or session.begun(scene.now) or scene.of.over:
        return None
    return session if scene.actor and scene.actor.id in voters(scene.of) else None


def _facts(scene: Scene, session: Session) -> Iterator[tuple[str, str]]:
    if session.booked:
        yield "When", slot_words(session.booked, scene)
    yield from place(session)


def after(did: Own, scene: Scene) -> Scene:
    """The scene once that is done."""
    match did:
        case FeedMade():
            return replace(scene, feed_since=scene.now)
        case FeedEnded():
            return replace(scene, feed_since=None)
        case _:
            return scene


def feed(scene: Scene, about: str = "", new: FeedMade | None = None) -> Card:
    """Whether the viewer has a feed, and what they may do to it and to their links. The address is shown once, when it is made."""
    on = scene.feed_since is not None
    make = Button(
        "Make a new address" if on else "Make an address",
        Press("feed", "feed-make"),
        Style.PLAIN if on else Style.PRIMARY,
    )
    end = (Button("Switch the feed off", Press("feed", "feed-end"), Style.DANGER),) if on else ()
    links = Button("Switch off my links", Press("feed", "links-end"), Style.DANGER)
    return Card(
        name="feed",
        title="Calendar feed and links",
        body=tuple(_feed(scene, new)),
        buttons=(make, *end, links, MY_LIST),
    )


def _feed(scene: Scene, new: FeedMade | None) -> Iterator[Block]:
    yield Text(
        "A private address from which your calendar fetches the sessions you are asked to come to: reference, time and place, and nothing of the case."
    )
    if new:
        yield from _shown(scene.addresses.feed(new.secret))
    elif scene.feed_since:
        yield Note(
            f"Your feed has been on since {words.moment(scene.feed_since.astimezone(scene.now.tzinfo))}.", Tone.DONE
        )
        yield Text(
            "Its address is not kept here, so it cannot be shown again. If you have lost it, make a new one: the old one then ends."
        )
    else:
        yield Note("You have no calendar feed.")
    yield Heading("Links in your messages")
    yield Text(
        "A link in an e-mail opens your page for 14 days without a password. If one may have reached somebody else, switch all of them off."
    )


def _shown(address: str) -> Iterator[Block]:
    if not address:
        yield Note(
            "This service has no public address, so a calendar cannot reach it. Tell the people who run it.",
            Tone.WARNING,
        )
        return
    yield Pairs((("Your address", address), *PASTE))
    yield Note("Whoever has this address sees when and where your sessions are. Do not pass it on.", Tone.WARNING)
