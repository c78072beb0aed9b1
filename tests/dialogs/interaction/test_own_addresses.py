"""What somebody decides about their own addresses, and what they are shown of it (P16, P23)."""

from dataclasses import dataclass, field, replace

from dialogs import engine
from dialogs.ids import TurnId, turn_id
from dialogs.model.heard import Handle, Heard, Pressed
from dialogs.model.press import Press
from dialogs.model.turns import Addresses, FeedEnded, FeedMade, LinksEnded, Own, Scene, Turn
from dialogs.model.views import Button, Card
from tests.town import Town, played

SECRET = "s" * 43
HERE = Addresses(
    feed=lambda secret: f"https://jsv.example/calendar/{secret}.ics",
    file=lambda person, _, number: f"https://jsv.example/{person}-{number}.ics",
)


@dataclass
class Reached(Town):
    """A town whose service the world can reach."""

    addresses: Addresses = HERE
    did: list[Own | None] = field(default_factory=list)

    def scene(self, heard: Heard) -> Scene:
        """With what the running bot hands in."""
        on = any(isinstance(one, FeedMade) for one in self.did) and not isinstance(self.did[-1], FeedEnded)
        return replace(
            super().scene(heard), addresses=self.addresses, secret=SECRET, feed_since=self.now if on else None
        )

    def hears(self, heard: Heard) -> Turn:
        """As in any town, but noted."""
        turn = super().hears(heard)
        if turn.own:
            self.did.append(turn.own)
        return turn


def pressed(town: Town, verb: str, event: TurnId | None = None) -> Card:
    press = Pressed(turn=event or town._event(), sender=Handle("web", "", "pat"), press=Press("feed", verb))
    reply = town.hears(press).reply
    assert isinstance(reply, Card)
    return reply


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


def file_of(card: Card) -> list[Button]:
    return [button for button in card.buttons if button.opens]


def test_an_address_is_shown_once() -> None:
    """The answer to making it shows it; whoever looks again sees only that the feed is on."""
    town = Reached()
    before = pressed(town, "show")
    made = pressed(town, "feed-make")
    after = pressed(town, "show")

    assert labels(before) == ["Make an address", "Switch off my links", "My list"]
    assert f"https://jsv.example/calendar/{SECRET}.ics" in repr(made)
    assert SECRET not in repr(after)
    assert (
        labels(made) == labels(after) == ["Make a new address", "Switch the feed off", "Switch off my links", "My list"]
    )
    assert town.did == [FeedMade(SECRET)]


def test_the_same_event_makes_no_second_address() -> None:
    """A press that a channel repeats shows how things stand: the first address stays the one."""
    town, event = Reached(), turn_id("town", "twice")
    pressed(town, "feed-make", event)
    again = pressed(town, "feed-make", event)

    assert SECRET not in repr(again)
    assert town.did == [FeedMade(SECRET)]


def test_it_is_switched_off_and_so_are_links() -> None:
    """Each is done at once, and said."""
    town = Reached()
    pressed(town, "feed-make")
    off, links = pressed(town, "feed-end"), pressed(town, "links-end")
    assert off.note
    assert links.note

    assert town.did == [FeedMade(SECRET), FeedEnded(), LinksEnded()]
    assert "switched off" in off.note.words
    assert "switched off" in links.note.words
    assert labels(off)[0] == "Make an address"


def test_without_a_public_address_it_is_said() -> None:
    """A service that the world cannot reach says so instead of showing half an address."""
    assert "no public address" in repr(pressed(Reached(addresses=Addresses()), "feed-make"))


def test_the_word_calendar_shows_the_feed() -> None:
    """In any chat, and on My list as a button."""
    town = Reached()
    said = town.says("pat", "/joint-supervision calendar")

    assert isinstance(said, Card)
    assert said.name == "feed"
    assert "Calendar feed and links" in labels(town.sees("pat", "home", case=None))


def test_a_booked_session_can_be_put_into_a_calendar() -> None:
    """Whoever is asked to come gets the file from the session's card; the manager, who is not, does not."""
    town = played("booked", Reached())
    bo, mo = town.sees("bo", "invitation"), town.sees("mo", "invitation")

    assert "Add to my calendar" in labels(town.sees("bo", "session"))
    assert "Add to my calendar" not in labels(town.sees("mo", "session"))
    assert [one.opens for one in file_of(bo)] == ["https://jsv.example/bo-1.ics"]
    assert file_of(mo) == []


def test_after_the_session_there_is_no_file() -> None:
    """A card that was left open says that nothing is booked."""
    town = played("held", Reached())

    assert file_of(town.sees("bo", "invitation")) == []
    assert "Add to my calendar" not in labels(town.sees("bo", "session"))


def test_a_feed_is_nobody_elses_business() -> None:
    """A stranger is told who can add them, whatever they press."""
    town = Reached()
    reply = engine.step(
        Pressed(turn=town._event(), sender=Handle("web", "", "who"), press=Press("feed", "feed-make")),
        town.scene(Pressed(turn=town._event(), sender=Handle("web", "", "who"), press=Press("feed", "feed-make"))),
    )

    assert (reply.own, reply.reply.name) == (None, "stranger")  # type: ignore[union-attr] # a Card
