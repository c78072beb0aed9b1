"""Every look at words of a case is written down: who, when, and the kinds of words; never the words (P23, V11)."""

from typing import Final

from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import redraw
from bot.outbox.scenes import look
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.bot.acts import raised
from tests.bot.channels.web_pages import at_the_record, pages_of
from tests.builders import KIT, MO, NIA, OLU, PAT, SAL, web
from tests.town import RAISED, RECORD

CONTENT: Final = "the child, what to think about, lived experience"


def lines(runtime: Runtime, case: Case, who: PersonId) -> list[str]:
    """What the log says that somebody saw of a case."""
    with runtime.store.reading() as work:
        return [what for person, what, _ in work.audit.of(case.id) if person == who]


async def test_reading_what_was_written_leaves_a_line(runtime: Runtime, player: Player) -> None:
    """The lived experience on a page of the case: noted with its kind. The office, who reads no word of it, leaves none."""
    case = raised(runtime, player)
    async with pages_of(runtime) as browser:
        for who in (MO, OLU, KIT):
            await browser.get(f"/as/{who}/card/case~show~{case.id}~")
        await browser.get(f"/as/{MO}/card/timeline~show~{case.id}~")

    assert [lines(runtime, case, who) for who in (MO, OLU, KIT)] == [[f"case: {CONTENT}"], [], [f"case: {CONTENT}"]]


def test_words_in_a_form_are_seen_too(runtime: Runtime, player: Player) -> None:
    """The raiser reads the manager's question in the form that answers it."""
    case = raised(runtime, player)
    player.fills(MO, Press("agreement", "ask-more", case.id), {"question": "Who lives there now"})
    before = lines(runtime, case, PAT)
    player.presses(PAT, Press("agreement", "add-more", case.id))

    assert lines(runtime, case, PAT)[len(before) :] == ["form add-more: question and answer"]


async def test_a_supervisor_reads_what_the_other_wrote(runtime: Runtime, player: Player) -> None:
    """The form of the record with the other's words in it is a look at the record."""
    case = await at_the_record(runtime, player)
    player.fills(NIA, Press("record", "write", case.id, "1"), {**RECORD, "family_on": "2026-12-14"})
    before = lines(runtime, case, SAL)
    player.presses(SAL, Press("record", "write", case.id, "1"))

    assert lines(runtime, case, SAL)[len(before) :] == ["form write: record"]


async def test_a_message_with_words_in_it_is_noted_once(runtime: Runtime, player: Player) -> None:
    """What was put into somebody's chat is noted as sent; drawn anew with other kinds of words, once more; with the same, not again."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    await redraw(runtime, case.id)
    sent = lines(runtime, case, MO)
    player.fills(MO, Press("agreement", "ask-more", case.id), {"question": "Who lives there now"})
    await redraw(runtime, case.id)
    await redraw(runtime, case.id)
    said = [line for line in lines(runtime, case, MO) if line.startswith("sent ")]

    assert sent == [f"sent agreement: {CONTENT}"]
    assert said in ([*sent], [*sent, f"sent agreement: {CONTENT}, question and answer"])


def test_a_copy_that_draws_itself_anew_is_a_look(runtime: Runtime, player: Player) -> None:
    """Teams asks for the card as its reader looks at the copy: that is noted, too."""
    case = raised(runtime, player)
    shown = look(runtime, web(MO), Press("case", "show", case.id))
    hidden = look(runtime, web(OLU), Press("case", "show", case.id))

    assert (shown is not None, hidden is not None) == (True, True)
    assert (lines(runtime, case, MO), lines(runtime, case, OLU)) == ([f"case: {CONTENT}"], [])


def test_no_word_stands_in_the_log(runtime: Runtime, player: Player) -> None:
    """Whatever was looked at: kinds, and nothing that was typed."""
    case = raised(runtime, player)
    for card in ("case", "agreement", "timeline"):
        player.presses(MO, Press(card, "show", case.id))
    with runtime.store.reading() as work:
        log = repr(work.audit.of(case.id))

    assert [word for word in (str(RAISED["thinking"]), str(RAISED["lived"]), "A.B.", "CASE-1001") if word in log] == []
