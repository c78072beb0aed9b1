"""Nobody passes before their turn, and no more at a time than there are places."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest

from store.database.fair_semaphore import FairSemaphore
from tests.waiting import PATIENCE, wait_until


def test_those_who_wait_pass_in_the_order_in_which_they_came() -> None:
    """Ten wait for one place; each gets it in turn."""
    semaphore, passed, open_ = FairSemaphore(1), [], Event()

    def waits(number: int) -> None:
        with semaphore:
            passed.append(number)
            open_.wait()

    with ThreadPoolExecutor(10) as threads:
        for number in range(10):
            threads.submit(waits, number)
            wait_until(lambda: len(passed) == 1 and len(semaphore._queue) == number)
        open_.set()

    assert passed == [*range(10)]


def test_no_more_pass_at_a_time_than_there_are_places() -> None:
    """Three places, twelve threads."""
    semaphore, counting, full = FairSemaphore(3), Lock(), Barrier(3)
    inside, most = 0, 0

    def passes(_: int) -> None:
        nonlocal inside, most
        with semaphore:
            with counting:
                inside += 1
                most = max(most, inside)
            full.wait(PATIENCE)  # nobody leaves before three are inside
            with counting:
                inside -= 1

    with ThreadPoolExecutor(12) as threads:
        [*threads.map(passes, range(24))]

    assert most == 3


def test_whoever_fails_gives_the_place_back() -> None:
    """An exception passes through, and the next one passes."""
    semaphore = FairSemaphore(1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), semaphore:
            _ = 1 // 0
