"""What is good once is used once, whoever comes, however many at a time, and however often we restart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine, text

from store.crypto.key_ring import KeyRing
from store.queue.jobs import InMemoryJobs
from store.unit_of_work import Store
from tests.town import MONDAY

SOON = MONDAY + timedelta(minutes=15)


def test_it_is_used_once_and_another_process_knows(store: Store, database: Engine) -> None:
    """In one transaction, in a later one, and in a store that was opened since; nothing of it can be read in the table."""
    with store.begin() as work:
        first = [
            work.used_tokens.spend("a token", SOON),
            work.used_tokens.spend("a token", SOON),
            work.used_tokens.spend("another", SOON),
        ]
    with Store(database, KeyRing.development(), InMemoryJobs()).begin() as work:
        later = (
            work.used_tokens.spend("a token", SOON),
            work.used_tokens.has("a token"),
            work.used_tokens.has("a third"),
        )
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
        return work.used_tokens.spend(token, SOON)


def test_what_is_over_is_forgotten(store: Store) -> None:
    """From the moment on at which it would be good for nothing anyway; not before."""
    with store.begin() as work:
        work.used_tokens.spend("old", MONDAY)
        work.used_tokens.spend("young", SOON)
        pruned = work.used_tokens.prune(MONDAY)

        assert (pruned, work.used_tokens.has("old"), work.used_tokens.has("young")) == (1, False, True)
