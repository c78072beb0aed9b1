"""What was heard once is not heard again, whoever asks, for ten days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from store.unit_of_work import Store
from tests.store.kept import turn
from tests.town import MONDAY


def test_a_turn_is_heard_once(store: Store) -> None:
    """In one transaction and in a later one."""
    with store.begin() as work:
        first = [
            work.inbox.hear(turn("a"), MONDAY),
            work.inbox.hear(turn("a"), MONDAY),
            work.inbox.hear(turn("b"), MONDAY),
        ]
    with store.begin() as work:
        later = work.inbox.hear(turn("a"), MONDAY + timedelta(days=1))

    assert (first, later) == ([True, False, True], False)


def test_two_who_hear_it_in_the_same_moment_do_it_once(store: Store) -> None:
    """Many rounds: the database lets one of them in."""
    for number in range(20):
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            heard = [*threads.map(lambda _: _hears(store, f"round {number}", barrier), range(2))]  # noqa: B023 - done before the next round

        assert sorted(heard) == [False, True]


def _hears(store: Store, event: str, barrier: Barrier) -> bool:
    barrier.wait()
    with store.begin() as work:
        return work.inbox.hear(turn(event), MONDAY)


def test_old_turns_are_forgotten(store: Store) -> None:
    """Only those of before the day that was given."""
    with store.begin() as work:
        work.inbox.hear(turn("old"), MONDAY - timedelta(days=11))
        work.inbox.hear(turn("young"), MONDAY - timedelta(days=9))
        pruned = work.inbox.prune(MONDAY - timedelta(days=10))

        assert (pruned, work.inbox.hear(turn("young"), MONDAY), work.inbox.hear(turn("old"), MONDAY)) == (
            1,
            False,
            True,
        )
