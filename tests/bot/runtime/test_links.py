"""Personal links: one person, one purpose, for a while, and nobody can make or bend one (V3)."""

from datetime import timedelta

import pytest

from adapters.web.ports import LinkedTo
from adapters.web.security import LONGEST_TOKEN
from bot.runtime.clock import MovableClock
from bot.runtime.links import KEPT, SignedLinks
from dialogs.model.press import Press
from tests.builders import ID, MO

SHOW = Press("agreement", "show", ID)
SECRET = b"s" * 32


@pytest.fixture
def links(clock: MovableClock) -> SignedLinks:
    """Links on a clock that stands."""
    return SignedLinks(SECRET, clock)


async def test_there_and_back(links: SignedLinks) -> None:
    """A link opens for its person and its purpose, again and again; it holds nothing but ids and fits in an address."""
    token = links.token(MO, SHOW, ("poll", "case"))

    assert await links.open(token) == await links.open(token) == LinkedTo(MO, SHOW, ("poll", "case"))
    assert len(token) <= LONGEST_TOKEN
    assert token.replace("-", "").replace("_", "").isalnum()


async def test_it_ends(links: SignedLinks, clock: MovableClock) -> None:
    """After its time it is no link any more."""
    token = links.token(MO, SHOW)
    clock.move(KEPT - timedelta(seconds=1))
    assert await links.open(token)

    clock.move(timedelta(seconds=1))
    assert await links.open(token) is None


async def test_another_secret_ends_all(links: SignedLinks, clock: MovableClock) -> None:
    """A link made with another secret is none."""
    assert await SignedLinks(b"t" * 32, clock).open(links.token(MO, SHOW)) is None


@pytest.mark.parametrize("junk", ["", "x", "A" * 511, "%", "\N{SNOWMAN}", "é", "AAAA====", "\x00"])
async def test_junk_is_no_link(links: SignedLinks, junk: str) -> None:
    """Whatever else stands in the address opens nothing, and is no error."""
    assert await links.open(junk) is None


async def test_every_bent_link_is_none(links: SignedLinks) -> None:
    """Changing any letter of a link breaks it; the last may hold bits that say nothing."""
    token = links.token(MO, SHOW)
    bent = [
        token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :] for place in range(len(token) - 1)
    ]

    assert [one for one in bent if await links.open(one)] == []
