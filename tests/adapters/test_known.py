"""Who has been met lately; and errands that are seen to their end."""

import asyncio

import structlog

from adapters.errands import Errands
from adapters.known import Known
from dialogs.heard import Handle

MO, JO = Handle("slack", "T1", "UMO"), Handle("slack", "T1", "UJO")


def test_somebody_is_new_until_met_and_again_when_it_is_long_ago() -> None:
    """What is known is known for its time."""
    known = Known()
    known.met(MO, until=10.0)

    assert [False, True, True] == [known.new(MO, 9.0), known.new(MO, 10.0), known.new(JO, 9.0)]


def test_who_has_changed_is_new() -> None:
    """A change makes them new; forgetting a stranger is nothing."""
    known = Known()
    known.met(MO, until=10.0)
    known.forget(MO)
    known.forget(JO)

    assert known.new(MO, 1.0)


def test_the_oldest_are_forgotten_first() -> None:
    """Memory is bounded."""
    known = Known(most=1)
    known.met(MO, until=10.0)
    known.met(JO, until=10.0)

    assert (True, False) == (known.new(MO, 1.0), known.new(JO, 1.0))


async def test_errands_are_waited_for() -> None:
    """Stopping waits for what is under way, and says how much was not done."""
    errands = Errands()
    quick = errands.start(asyncio.sleep(0.01, "done"))
    slow = errands.start(asyncio.sleep(5))

    assert 1 == await errands.finish(0.1)
    assert "done" == quick.result()
    slow.cancel()
    assert 0 == await errands.finish(1)


async def test_an_errand_that_fails_is_logged_without_its_words() -> None:
    """The kind of fault is enough; its text may quote somebody."""

    async def broken() -> None:
        raise RuntimeError("the words of a case")

    errands = Errands()
    with structlog.testing.capture_logs() as logs:
        errands.start(broken())
        await errands.finish(1)

    assert [("errand_failed", "RuntimeError")] == [(one["action"], one["fault"]) for one in logs]
    assert "words of a case" not in str(logs)
