"""Who somebody is on a channel."""

from bot.channels.introductions import introduce
from bot.runtime.runtime import House
from dialogs.model.heard import Handle
from tests.builders import MO, PAT

ACCOUNT = Handle("slack", "T1", "U1")


def who(house: House) -> str | None:
    with house.store.reading() as work:
        return work.people.by_handle(ACCOUNT)


def test_a_confirmed_address_links(house: House) -> None:
    """An account whose workspace confirms an address of the directory is that person's, however it is written."""
    introduce(house, ACCOUNT, "Mo@Testshire.example", active=True)
    assert who(house) == MO

    introduce(house, ACCOUNT, "mo@testshire.example", active=True)
    assert who(house) == MO


def test_an_unknown_address_links_nobody(house: House) -> None:
    """An address that nobody has, or none, links nobody."""
    introduce(house, ACCOUNT, "somebody@else.example", active=True)
    introduce(house, ACCOUNT, None, active=True)
    assert who(house) is None


def test_a_changed_address(house: House) -> None:
    """An account that has passed to somebody else is theirs from then on."""
    introduce(house, ACCOUNT, "mo@testshire.example", active=True)
    introduce(house, ACCOUNT, "pat@testshire.example", active=True)
    assert who(house) == PAT


def test_who_has_left(house: House) -> None:
    """An account that is gone is nobody's; back again, it is linked again."""
    introduce(house, ACCOUNT, "mo@testshire.example", active=True)
    introduce(house, ACCOUNT, None, active=False)
    assert who(house) is None

    introduce(house, ACCOUNT, "mo@testshire.example", active=True)
    assert who(house) == MO
