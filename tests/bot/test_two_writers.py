"""Both supervisors write one record at once, from two channels: every sentence is in it, or was put before the other (P18)."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from typing import Final

import pytest

from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import PersonId, turn_id
from dialogs.model.heard import Handle, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Page, Reply
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import booked, stored
from tests.builders import BO, HAL, KIT, NIA, PAT, SAL, a_runtime
from tests.databases import MOSTLY_ON_SQLITE
from tests.waiting import PATIENCE

AT_A_TIME: Final = 10
THREE: Final = ("reason", "lived", "well")  # few sections, so that they meet often


class Writer:
    """Somebody who goes through the record screen by screen, and adds a sentence of their own to each of three sections.

    Shown what the other has written, they put both together, or, every third time, leave out what they were shown.
    """

    def __init__(self, runtime: Runtime, channel: str, who: PersonId, record: Press) -> None:
        self._player, self._by, self._record = Player(runtime, channel), Handle(channel, "", who), record
        self._who, self._choose = who, Random(f"{who} on {channel}")  # noqa: S311 - the same choices each time
        self._typed, self._turns = 0, 0
        self.typed: set[str] = set()
        self.shown: set[str] = set()

    def writes(self, times: int) -> "Writer":
        """So many sentences."""
        while self._typed < times:
            reply = self._player.presses(self._who, self._record)
            while isinstance(reply, Page) and self._typed < times:
                reply = self._screen(reply)
        return self

    def opens(self) -> Page:
        """The record, at the first of the three, on from where it was left."""
        reply: Reply | None = None
        while not isinstance(reply, Page) or reply.section.name != THREE[0]:
            reply = self._sends(reply, {}) if isinstance(reply, Page) else self._player.presses(self._who, self._record)
        return reply

    def answers(self, page: Page) -> None:
        """One sentence more, where a page was opened before."""
        self._screen(page)

    def _screen(self, page: Page) -> Reply:
        if page.section.name not in THREE:
            return self._sends(page, {})
        sentence = f"{self._by.user}-{self._by.channel}-{self._typed}"
        self._typed += 1
        self.typed.add(sentence)
        text = self._with_theirs(page, [*str(page.given.get(page.section.name, "")).split("\n"), sentence])
        while True:
            typed = "\n".join(filter(None, text))
            reply = self._sends(page, {page.section.name: typed})
            if not isinstance(reply, Page) or not reply.errors:
                return reply
            assert (typed, page.section.name) == (reply.given[page.section.name], reply.section.name), (
                "what was typed is still there"
            )
            text = self._with_theirs(reply, text)
            page = reply

    def _with_theirs(self, page: Page, text: list[str]) -> list[str]:
        if not any("wrote here at" in said for said in page.section.intro):
            return text
        theirs = page.section.intro[-1].split("\n")
        self.shown.update(theirs)
        return list(dict.fromkeys((*theirs, *text))) if self._choose.randrange(3) else text

    def _sends(self, page: Page, given: dict[str, str]) -> Reply:
        self._turns += 1
        raw = {one.name: given.get(one.name, page.given.get(one.name, () if one.several else "")) for one in page.asked}
        turn = turn_id("writer", f"{self._by.user}/{self._by.channel}/{self._turns}")
        return self._player.hears(
            Submitted(turn=turn, sender=self._by, press=page.press, section=page.section.name, raw=raw, mark=page.mark)
        )


def held(runtime: Runtime, clock: MovableClock) -> tuple[Case, Press]:
    """A session that is over, and its record, which both supervisors can write on every channel."""
    player = Player(runtime)
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {"attended": (SAL, NIA, PAT, HAL, BO, KIT)})
    with runtime.store.begin() as work:
        work.people.link(Handle("slack", "", SAL), SAL, clock())
        work.people.link(Handle("teams", "", NIA), NIA, clock())
    return case, Press("record", "write", case.id, "1")


def kept(runtime: Runtime, case: Case) -> set[str]:
    """Every sentence of the record."""
    session = stored(runtime, case.id).session
    assert session
    return {sentence for name in THREE for sentence in session.text(name).split("\n")}


@pytest.mark.slow
@MOSTLY_ON_SQLITE
@pytest.mark.parametrize("each", [60, pytest.param(250, marks=pytest.mark.long)])
def test_no_sentence_of_two_writers_is_lost(
    each: int, database_url: str, clock: MovableClock, jobs: InMemoryJobs
) -> None:
    """Many sentences typed at once, from Slack and from Teams: each is in the record, or the other was shown it and left it out."""
    with a_runtime(database_url, clock=clock, jobs=jobs) as runtime:
        case, record = held(runtime, clock)
        writers = (Writer(runtime, "slack", SAL, record), Writer(runtime, "teams", NIA, record))
        again = Barrier(2, timeout=PATIENCE)  # who fails does not keep the other waiting for ever

        def writes(one: Writer) -> Writer:
            for sentences in range(AT_A_TIME, each + 1, AT_A_TIME):
                again.wait()  # so that neither is done before the other has begun, however busy the machine
                page = one.opens()
                again.wait()
                if one is writers[sentences // AT_A_TIME % 2]:
                    one.answers(page)
                    again.wait()
                else:
                    again.wait()
                    one.answers(page)  # after the other: what they wrote is shown
                one.writes(sentences)
            return one

        with ThreadPoolExecutor(2) as threads:
            sal, nia = threads.map(writes, writers)
        result = kept(runtime, case)

    assert [each, each] == [len(one.typed) for one in (sal, nia)]
    assert set() == sal.typed - result - nia.shown
    assert set() == nia.typed - result - sal.shown
    assert sal.shown
    assert nia.shown


@pytest.mark.parametrize("channel", ["slack", "web", "teams"])
def test_one_writer_at_two_screens(runtime: Runtime, clock: MovableClock, channel: str) -> None:
    """What somebody wrote on their telephone, or in another window, is shown to them where they opened the record before it can be overwritten there."""
    case, record = held(runtime, clock)
    with runtime.store.begin() as work:
        work.people.link(Handle(channel, "", SAL), SAL, clock())
    here, elsewhere = Player(runtime, "web"), Player(runtime, channel)
    begun = here.presses(SAL, record)
    elsewhere.fills(SAL, record, {"reason": "From elsewhere"})
    assert isinstance(begun, Page)

    def sent(number: str, mark: str) -> Reply:
        raw = {"reason": "From here"}
        return here.hears(
            Submitted(
                turn=turn_id("here", number),
                sender=Handle("web", "", SAL),
                press=begun.press,
                section="reason",
                raw=raw,
                mark=mark,
            )
        )

    reply = sent("1", begun.mark)
    assert isinstance(reply, Page)
    assert "From elsewhere" in reply.section.intro
    assert {"From elsewhere"} == kept(runtime, case) - {""}
    again = sent("2", reply.mark)
    assert isinstance(again, Page)
    assert ("reason", {"From here"}) != (again.section.name, kept(runtime, case) - {""}), "seen and decided"
