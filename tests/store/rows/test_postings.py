"""Every place where a card lies is known, and where it was put last."""

from dataclasses import replace

from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from store.rows.postings import Posted
from store.unit_of_work import Store

MO, CASE = PersonId("mo"), CaseId("c1")
SLACK = Posted(
    person=MO,
    handle=Handle("slack", "T1", "U1"),
    card="agreement",
    case=CASE,
    about="",
    conversation="D1",
    message="1.1",
    drawn="h1",
    key="k1",
)
TEAMS = replace(SLACK, handle=Handle("teams", "t", "29:x"), conversation="19:y", message="2.2")


def test_the_card_put_there_last_is_found(store: Store) -> None:
    """One card lies on two channels; both are known, and the later one is found."""
    with store.begin() as work:
        work.postings.add(SLACK)
        work.postings.add(TEAMS)
        found, everywhere = work.postings.find(MO, "agreement", CASE), work.postings.of_case(CASE)
        work.postings.add(SLACK)

        assert (found, everywhere) == (TEAMS, (SLACK, TEAMS))
        assert work.postings.find(MO, "agreement", CASE) == SLACK


def test_a_card_lies_once_at_each_handle(store: Store) -> None:
    """Put there anew, it is the newer message."""
    newer = replace(SLACK, message="1.2", key="k2")
    with store.begin() as work:
        work.postings.add(SLACK)
        work.postings.add(newer)

        assert work.postings.of_case(CASE) == (newer,)


def test_a_card_that_moved_or_was_drawn_anew_is_known_as_it_is(store: Store) -> None:
    """And one that is dropped is not known; neither touches another."""
    moved = replace(SLACK, message="1.9", drawn="h9")
    with store.begin() as work:
        work.postings.add(SLACK)
        work.postings.add(TEAMS)
        work.postings.moved(moved)
        after = work.postings.of_case(CASE)
        work.postings.drop(moved)
        left = work.postings.of_case(CASE)
        work.postings.moved(moved)

        assert (after, left, work.postings.of_case(CASE)) == ((moved, TEAMS), (TEAMS,), (TEAMS,))


def test_cards_of_different_things_do_not_meet(store: Store) -> None:
    """Another person, card, case or session is another posting; a digest is of no case."""
    others = (
        replace(SLACK, person=PersonId("pat")),
        replace(SLACK, card="case"),
        replace(SLACK, case=CaseId("c2")),
        replace(SLACK, about="2"),
        replace(SLACK, card="digest", case=None),
    )
    with store.begin() as work:
        for other in others:
            work.postings.add(other)

        assert work.postings.find(MO, "agreement", CASE) is None
        assert (
            tuple(work.postings.find(other.person, other.card, other.case, other.about) for other in others) == others
        )
