from adapters.shared.channel import Channel, Posting
from adapters.web.ports import Kind
from adapters.web.send import WebChannel
from dialogs.model.heard import Handle
from dialogs.model.views import Card

TO = Handle("web", "", "mo")
CARD = Card("home", "My list")


class Drawer:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Card, str, Kind]] = []

    async def __call__(self, person: str, card: Card, key: str, kind: Kind) -> Posting:
        self.kept.append((person, card, key, kind))
        return Posting(person, key)


async def test_a_card_is_kept_for_its_person() -> None:
    """Sending on the web is keeping: under the message's own key, for that person."""
    drawer = Drawer()
    channel: Channel = WebChannel(drawer)

    assert Posting("mo", "m1") == await channel.send(TO, CARD, key="m1")
    assert [("mo", CARD, "m1", "new")] == drawer.kept


async def test_a_card_is_changed_where_it_lies() -> None:
    """Editing keeps the card under the key it has."""
    drawer = Drawer()

    assert Posting("mo", "m1") == await WebChannel(drawer).edit(TO, Posting("mo", "m1"), CARD)
    assert [("mo", CARD, "m1", "changed")] == drawer.kept
