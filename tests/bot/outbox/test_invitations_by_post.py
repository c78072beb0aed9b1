"""Invitations through the real queue to a real post office, which does not take every letter the first time (P16)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

from adapters.mail.letterhead import Letterhead
from adapters.mail.send import SmtpClient
from bot.channels.email import SmtpMail
from bot.outbox.scenes import scene_for
from bot.queue.engine import Durable
from bot.runtime.runtime import Pace, Runtime
from bot.simulation.player import Player
from dialogs.engine import draw
from dialogs.procedure.case import Case
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import booked
from tests.builders import SAL, a_runtime, still
from tests.doubles import FakeChannel
from tests.post_office import PostOffice, a_post_office
from tests.town import PEOPLE
from tests.waiting import until

pytestmark = pytest.mark.slow
HAL_AT = "hal@testshire.example"
QUICK = Pace(tries=100, first=0.02, longest=0.02, each=0.0)


@asynccontextmanager
async def town(folder: Path, office: PostOffice) -> AsyncIterator[tuple[Runtime, FakeChannel]]:
    """A bot that works its queue, and writes to that post office."""
    url, clock, channel = f"sqlite:///{folder / 'jsv.db'}", still(), FakeChannel()
    jobs = DbosJobs(open_engine(url))
    post = SmtpMail(SmtpClient(office.url), Letterhead(address="jsv@partnership.example"), clock)
    with a_runtime(url, clock=clock, jobs=jobs, mail=post, channels={"web": channel}, pace=QUICK) as runtime:
        engine = Durable(url, 0.05)
        await engine.start(runtime)
        try:
            yield runtime, channel
        finally:
            await engine.stop()
    jobs._engine.dispose()


def seen_by_the_lead(runtime: Runtime, case: Case) -> str:
    with runtime.store.reading() as work:
        return repr(draw("case", scene_for(work, SAL, case.id, "case", runtime)))


def others(office: PostOffice) -> list[EmailMessage]:
    return [letter for letter in office.kept if letter["To"] != HAL_AT]


@pytest.mark.parametrize("says", ["451 4.7.1 greylisted, try again in 5 minutes", "450 busy", "452 4.2.2 full"])
async def test_one_of_several_is_put_off(tmp_path: Path, says: str) -> None:
    """The others get theirs once and at once; the one who was put off gets it on a later try."""
    with a_post_office() as office:
        office.answers[HAL_AT] = says
        async with town(tmp_path, office) as (runtime, _):
            await asyncio.to_thread(booked, runtime, Player(runtime))
            await until(lambda: len(others(office)) == 5 and office.tried.count(HAL_AT) >= 2)
            assert [] == office.to(HAL_AT)

            del office.answers[HAL_AT]
            await until(lambda: bool(office.to(HAL_AT)))

    assert sorted(letter["To"] for letter in office.kept) == sorted({letter["To"] for letter in office.kept})
    assert 6 == len(office.kept)


async def test_one_of_several_is_put_off_for_good(tmp_path: Path) -> None:
    """The lead coordinator hears of it by name, with what to do; once a letter gets there the card says so no more."""
    with a_post_office() as office:
        office.answers[HAL_AT] = "451 4.7.1 greylisted"
        async with town(tmp_path, office) as (runtime, channel):
            case = await asyncio.to_thread(booked, runtime, Player(runtime))
            await until(lambda: any("/unreached/hal/email/delayed" in put.key for put in channel.sent))
            said = seen_by_the_lead(runtime, case)
            assert next(person.name for person in PEOPLE if person.email == HAL_AT) in said
            assert "Their mail server has not taken our letters yet; we keep trying." in said

            del office.answers[HAL_AT]
            await until(lambda: "has not taken our letters" not in seen_by_the_lead(runtime, case))


async def test_one_of_several_is_refused(tmp_path: Path) -> None:
    """The others get theirs; the lead coordinator hears of the one who does not by name, with what to do."""
    with a_post_office() as office:
        office.answers[HAL_AT] = "550 5.1.1 no such user"
        async with town(tmp_path, office) as (runtime, channel):
            case = await asyncio.to_thread(booked, runtime, Player(runtime))
            await until(lambda: any("/unreached/hal/email/bounced" in put.key for put in channel.sent))
            await until(lambda: len(office.kept) == 5)
            (told,) = (put for put in channel.sent if "/unreached/" in put.key)
            said = seen_by_the_lead(runtime, case)

    assert SAL == told.to.user
    assert "Their e-mail address is refused." in said
    assert "press “Add to my calendar”" in said
    assert 1 == office.tried.count(HAL_AT)


async def test_a_relay_that_does_not_like_us_is_nobodys_death(tmp_path: Path) -> None:
    """While a rule of the relay stands in the way nobody is unreachable and nobody is told so; when it is lifted all get their letter."""
    with a_post_office() as office:
        office.answers |= {person.email: "550 5.7.1 relaying denied" for person in PEOPLE}
        async with town(tmp_path, office) as (runtime, channel):
            case = await asyncio.to_thread(booked, runtime, Player(runtime))
            await until(lambda: len(office.tried) >= 12)
            assert "refused" not in seen_by_the_lead(runtime, case)

            office.answers.clear()
            await until(lambda: len(office.kept) == 6)

    assert [] == [put for put in channel.sent if "/unreached/" in put.key]
