"""Feeds and links: whose they are, since when; of a secret nothing is kept that could be read."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from dialogs.ids import PersonId
from dialogs.model.turns import FeedEnded, FeedMade, LinksEnded
from store.rows.own_addresses import Feed
from store.unit_of_work import Store
from tests.store.kept import everything
from tests.town import MONDAY

PAT, MO = PersonId("pat"), PersonId("mo")
FIRST, SECOND = "first" * 9, "second" * 8


def test_a_feed_is_found_by_its_secret_alone(store: Store) -> None:
    """The newest secret is the one; an earlier one, another's and none find nothing."""
    with store.begin() as work:
        work.own_addresses.keep(FeedMade(FIRST), PAT, MONDAY)
        first = work.own_addresses.feed(FIRST)
        work.own_addresses.keep(FeedMade(SECOND), PAT, MONDAY)

        assert first == Feed(PAT, "", MONDAY)
        assert (work.own_addresses.feed(FIRST), work.own_addresses.feed(SECOND), work.own_addresses.feed("")) == (
            None,
            first,
            None,
        )
        assert (work.own_addresses.feed_since(PAT), work.own_addresses.feed_since(MO)) == (MONDAY, None)


def test_a_feed_that_was_switched_off_is_gone(store: Store) -> None:
    """Switching off twice is switching off."""
    with store.begin() as work:
        work.own_addresses.keep(FeedMade(FIRST), PAT, MONDAY)
        for _ in range(2):
            work.own_addresses.keep(FeedEnded(), PAT, MONDAY)

        assert (work.own_addresses.feed(FIRST), work.own_addresses.feed_since(PAT)) == (None, None)


def test_what_a_feed_held_last_is_remembered(store: Store) -> None:
    """Its tag, and since when."""
    with store.begin() as work:
        work.own_addresses.keep(FeedMade(FIRST), PAT, MONDAY)
        work.own_addresses.saw(PAT, "tag", MONDAY.replace(hour=12))

        assert work.own_addresses.feed(FIRST) == Feed(PAT, "tag", MONDAY.replace(hour=12))


def test_links_are_over_until_a_time(store: Store) -> None:
    """For one person; the latest time counts."""
    with store.begin() as work:
        for hour in (11, 12):
            work.own_addresses.keep(LinksEnded(), PAT, MONDAY.replace(hour=hour))

        assert (work.own_addresses.links_ended(PAT), work.own_addresses.links_ended(MO)) == (
            MONDAY.replace(hour=12),
            None,
        )


def test_two_feeds_never_share_a_secret(store: Store) -> None:
    """The database refuses it."""
    with store.begin() as work:
        work.own_addresses.keep(FeedMade(FIRST), PAT, MONDAY)
    with pytest.raises(IntegrityError), store.begin() as work:
        work.own_addresses.keep(FeedMade(FIRST), MO, MONDAY)


def test_no_secret_lies_in_the_database(store: Store, database: Engine) -> None:
    """Whoever has the whole database has no feed's address."""
    with store.begin() as work:
        work.own_addresses.keep(FeedMade(FIRST), PAT, MONDAY)

    assert FIRST.encode() not in everything(database)
