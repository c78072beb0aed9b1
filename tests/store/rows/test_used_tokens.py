"""What is good once is used once, whoever comes, however many at a time, and however often we restart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine, text

from store.crypto.key_ring import KeyRing
from store.queue.jobs import PaperJobs
from store.unit_of_work import Store
from tests.town import MONDAY

SOON = MONDAY + timedelta(minutes=15)


def test_it_is_used_once_and_another_process_knows(store: Store, database: Engine) -> None:
    """In one transaction, in a later one, and in a store that was opened since; nothing of it can be read in the table."""
    with store.begin() as work:
        first = [work.spent.spend("a token", SOON), work.spent.spend("a token", SOON), work.spent.spend("another", SOON)]
    with Store(database, KeyRing.development(), PaperJobs()).begin() as work:
        later = work.spent.spend("a token", SOON), work.spent.has("a token"), work.spent.has("a third")
        kept = work.connection.execute(text("SELECT digest FROM spent")).scalars().all()

    assert (first, later) == ([True, False, True], (False, True, False))
    assert len(kept) == 2
    assert all(b"token" not in bytes(one) for one in kept)


def test_of_two_in_the_same_moment_one_is_the_first(store: Store) -> None:
    """Many rounds: never both, never neither."""
    for number in range(20):
        barrier = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(lambda _: _spends(store, f"round {number}", barrier), range(2))) == [False, True]  # noqa: B023 - done before the next round


def _spends(store: Store, token: str, barrier: Barrier) -> bool:
    barrier.wait()
    with store.begin() as work:
        return work.spent.spend(token, SOON)


def test_what_is_over_is_forgotten(store: Store) -> None:
    """From the moment on at which it would be good for nothing anyway; not before."""
    with store.begin() as work:
        work.spent.spend("old", MONDAY)
        work.spent.spend("young", SOON)
        pruned = work.spent.prune(MONDAY)

        assert (pruned, work.spent.has("old"), work.spent.has("young")) == (1, False, True)
