"""Who has been met lately; and errands that are seen to their end."""

import asyncio

import structlog

from adapters.shared.background import BackgroundTasks
from adapters.shared.introductions import FRESH, UNANSWERED, Introductions
from dialogs.model.heard import Handle
from tests.waiting import PATIENCE, never

MO, JO = Handle("slack", "T1", "UMO"), Handle("slack", "T1", "UJO")


class Looks:
    """A clock that stands, and who was looked up."""

    def __init__(self, most: int = 10) -> None:
        self.at, self.answered, self.seen = 0.0, True, list[str]()
        self.known = Introductions(BackgroundTasks(), most, lambda: self.at)

    async def meet(self, who: Handle) -> None:
        """Somebody is heard from."""

        async def look() -> bool:
            self.seen.append(who.user)
            await asyncio.sleep(0)
            return self.answered

        await self.known.meet(who, look)


async def test_somebody_is_looked_up_once_until_it_is_long_ago() -> None:
    """What is known is known for its time."""
    looks = Looks()
    for moment in (0.0, 1.0, FRESH - 1, FRESH):
        looks.at = moment
        await looks.meet(MO)

    assert ["UMO"] * 2 == looks.seen


async def test_who_was_not_said_is_asked_for_again_soon() -> None:
    """A platform that did not answer is asked again soon."""
    looks = Looks()
    looks.answered = False
    for moment in (0.0, UNANSWERED - 1, UNANSWERED):
        looks.at = moment
        await looks.meet(MO)

    assert ["UMO"] * 2 == looks.seen


async def test_all_who_come_at_once_wait_for_one_look() -> None:
    """Two events of one newcomer in one moment: neither goes on before it is known who they are."""
    looks = Looks()
    done: list[str] = []

    async def comes() -> None:
        await looks.meet(MO)
        done.extend(looks.seen)

    await asyncio.gather(comes(), comes(), looks.meet(JO))

    assert (["UMO", "UJO"], 4) == (looks.seen, len(done))


async def test_who_has_changed_is_new() -> None:
    """A change makes them new, also while they are looked up; forgetting a stranger is nothing."""
    looks = Looks()
    looks.known.forget(JO)
    first = asyncio.create_task(looks.meet(MO))
    await asyncio.sleep(0)
    looks.known.forget(MO)
    await looks.meet(MO)
    await first

    assert ["UMO"] * 2 == looks.seen


async def test_the_oldest_are_forgotten_first() -> None:
    """Memory is bounded."""
    looks = Looks(most=1)
    for who in (MO, JO, JO, MO):
        await looks.meet(who)

    assert ["UMO", "UJO", "UMO"] == looks.seen


async def test_errands_are_waited_for() -> None:
    """Stopping waits for what is under way, and says how much was not done."""
    errands = BackgroundTasks()
    quick = errands.start(asyncio.sleep(0, "done"))
    slow = errands.start(never())

    assert "done" == await quick
    assert 1 == await errands.finish(0)
    slow.cancel()
    assert 0 == await errands.finish(PATIENCE)


async def test_an_errand_that_fails_is_logged_without_its_words() -> None:
    """The kind of fault is enough; its text may quote somebody."""

    async def broken() -> None:
        raise RuntimeError("the words of a case")

    errands = BackgroundTasks()
    with structlog.testing.capture_logs() as logs:
        errands.start(broken())
        await errands.finish(PATIENCE)

    assert [("errand_failed", "RuntimeError")] == [(log["action"], log["fault"]) for log in logs]
    assert "words of a case" not in str(logs)
