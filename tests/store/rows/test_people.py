"""Who is who, and where they are: found by handle and by address, without either standing in clear."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from dialogs.model.turns import Wants
from store.unit_of_work import Store
from tests.store.kept import peopled, pressed, statements
from tests.town import MONDAY, PEOPLE

MO, PAT = PersonId("mo"), PersonId("pat")
SLACK, TEAMS, WEB = Handle("slack", "T1", "U1"), Handle("teams", "tenant", "29:x"), Handle("web", "", "mo")


def test_everybody_is_in_the_directory_as_they_were_saved(store: Store) -> None:
    """The whole of each person, and after a change the person as they are now."""
    town = peopled(store)
    moved = replace(town.people[MO], agency="Another", active=False)
    with store.begin() as work:
        before = work.people.directory()
        work.people.save([moved])
        within = work.people.directory()
    with store.reading() as work:
        after = work.people.directory()

    assert before == {person.id: person for person in PEOPLE}
    assert within == after == {**before, MO: moved}


def test_a_change_that_was_rolled_back_is_seen_by_nobody(store: Store) -> None:
    """What one transaction has read of its own changes is not handed to others."""
    town = peopled(store)
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        work.people.save([replace(town.people[MO], name="Never")])
        assert work.people.directory()[MO].name == "Never"
        _ = 1 // 0
    with store.begin() as work:
        work.people.save([replace(town.people[PAT], name="Pat Changed")])
    with store.reading() as work:
        assert (work.people.directory()[MO].name, work.people.directory()[PAT].name) == ("Mo Madeup", "Pat Changed")


def test_the_directory_is_read_only_when_it_has_changed(store: Store, database: Engine) -> None:
    """A turn asks for the version; and of what has changed only that is read."""
    peopled(store)
    with store.reading() as work:
        work.people.directory()
    with statements(database) as sent, store.reading() as work:
        work.people.directory()

    assert len(sent) == 1


def test_somebody_is_found_by_each_of_their_handles(store: Store) -> None:
    """Slack and Teams are one person; a web handle is the person's own id; an unknown handle is nobody."""
    town = peopled(store)
    with store.begin() as work:
        work.people.link(SLACK, MO, town.now)
        work.people.link(TEAMS, MO, town.now)
        found = [
            work.people.by_handle(one)
            for one in (SLACK, TEAMS, WEB, Handle("slack", "T2", "U1"), Handle("web", "", "stranger"))
        ]

    assert found == [MO, MO, MO, None, None]


def test_a_handle_belongs_to_whoever_was_linked_last(store: Store) -> None:
    """Until it is unlinked."""
    town = peopled(store)
    with store.begin() as work:
        work.people.link(SLACK, PAT, town.now)
        work.people.link(SLACK, MO, town.now)
        linked = work.people.by_handle(SLACK), work.people.handles(PAT)
        work.people.unlink(SLACK)
        unlinked = work.people.by_handle(SLACK)

    assert (linked, unlinked) == ((MO, ()), None)


def test_nobody_inactive_is_found_by_handle(store: Store) -> None:
    """Their handles lead nowhere, and to them again when they are back."""
    town = peopled(store)
    with store.begin() as work:
        work.people.link(SLACK, MO, town.now)
        work.people.save([replace(town.people[MO], active=False)])
        gone = work.people.by_handle(SLACK), work.people.by_handle(WEB)
        work.people.save([town.people[MO]])
        back = work.people.by_handle(SLACK)

    assert (gone, back) == ((None, None), MO)


def test_the_handle_used_last_comes_first(store: Store) -> None:
    """A turn from a channel makes it the first, without being told to."""
    town = peopled(store)
    with store.begin() as work:
        work.people.link(SLACK, MO, MONDAY)
        work.people.link(TEAMS, MO, MONDAY + timedelta(hours=1))
        linked = work.people.handles(MO)
    town.later(hours=2)
    heard = replace(pressed("mo", "home", "show", None), sender=SLACK)
    with store.begin() as work:
        work.scene(heard, Wants(), town.of)
    with store.reading() as work:
        assert (linked, work.people.handles(MO)) == ((TEAMS, SLACK), (SLACK, TEAMS))


def test_staying_on_one_channel_writes_nothing(store: Store, database: Engine) -> None:
    """The second turn from the same channel does not note it again."""
    town = peopled(store)
    with store.begin() as work:
        work.people.link(SLACK, MO, town.now)
    with store.reading() as work:
        work.people.directory()
    town.later(hours=2)
    with statements(database) as sent, store.begin() as work:
        work.scene(replace(pressed("mo", "home", "show", None), sender=SLACK), Wants(), town.of)

    assert [one.split()[0] for one in sent] == ["INSERT", "SELECT"]


def test_a_handle_that_is_gone_is_tried_no_more_until_it_is_heard_from(store: Store) -> None:
    """The bot was removed, and then installed again."""
    town = peopled(store)
    with store.begin() as work:
        work.people.link(SLACK, MO, town.now)
        work.people.reachable(SLACK, State.GONE)
        gone = work.people.handles(MO)
    with store.begin() as work:
        work.scene(replace(pressed("mo", "home", "show", None), sender=SLACK), Wants(), town.of)
        back = work.people.handles(MO)

    assert (gone, back) == ((), (SLACK,))


def test_an_address_is_found_however_it_is_written(store: Store) -> None:
    """Small letters or capitals; and one that nobody has is nobody's."""
    peopled(store)
    with store.reading() as work:
        found = [
            work.people.by_email(one)
            for one in ("mo@testshire.example", " MO@Testshire.example ", "nobody@testshire.example", "")
        ]

    assert found == [MO, MO, None, None]


def test_two_people_cannot_have_one_address(store: Store) -> None:
    """The database refuses the second."""
    town = peopled(store)
    with pytest.raises(IntegrityError), store.begin() as work:
        work.people.save([replace(town.people[PAT], email="MO@testshire.example")])
