from adapters.web.flash import KEPT, MOST, Flash
from dialogs.model.views import Card
from tests.adapters.web.doubles import MO, PRIYA

CARD = Card("home", "My list")


def test_a_reply_is_taken_once_and_only_by_its_person() -> None:
    """What was laid down for Mo is Mo's, and gone when taken."""
    shelf = Flash[Card]()
    shelf.put(MO, "key", CARD, 0)

    assert [None, CARD, None] == [shelf.take(PRIYA, "key", 1), shelf.take(MO, "key", 1), shelf.take(MO, "key", 1)]


def test_a_reply_does_not_lie_for_ever() -> None:
    """An old reply is not shown as if it were new."""
    shelf = Flash[Card]()
    shelf.put(MO, "key", CARD, 0)

    assert None is shelf.take(MO, "key", KEPT + 1)


def test_the_shelf_has_an_end() -> None:
    """The oldest reply makes room."""
    shelf = Flash[Card]()
    for number in range(MOST + 1):
        shelf.put(MO, str(number), CARD, 0)

    assert [None, CARD] == [shelf.take(MO, "0", 0), shelf.take(MO, str(MOST), 0)]


def test_an_event_is_new_once() -> None:
    """The second time an event is not new; after a thousand others it is forgotten."""
    shelf = Flash[Card]()

    assert [True, False] == [shelf.first("event"), shelf.first("event")]
    assert all(shelf.first(str(number)) for number in range(MOST))
    assert shelf.first("event")
