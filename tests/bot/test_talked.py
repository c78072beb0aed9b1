"""A whole case by words alone, on a real store: every form of it answered question by question in a chat, from raising to feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import PersonId
from dialogs.model.fields import PersonField
from dialogs.model.press import Press
from dialogs.model.views import Card, Note, Page, Reply, Review, Tone
from dialogs.procedure.case import Case, Stage
from tests.bot.acts import stored
from tests.builders import KIT, MO, NIA, PAT, SAL, a_runtime, still
from tests.town import CHOSEN, INVITED, PEOPLE, RAISED, RECORD

MOST = 40  # questions; more than any form has
NAMES = {str(person.id): person.name for person in PEOPLE}
Said = Mapping[str, str | tuple[str, ...]]


@dataclass
class Chat:
    """Everybody, each in a chat of their own that knows no windows."""

    runtime: Runtime
    player: Player
    asked: int = 0

    def raises(self) -> Case:
        """Pat raises a case."""
        card = self.fills(PAT, self.player.says(PAT, "raise"), RAISED)
        with self.runtime.store.reading() as work:
            (case,) = work.cases.of(PAT)
        assert card.case == case.id
        return case

    def talks(self, who: PersonId, press: Press, answers: Said) -> Card:
        """A form, begun by its button and then answered question by question."""
        begun = self.player.presses(who, press)
        assert isinstance(begun, Page)
        return self.fills(who, begun, answers)

    def fills(self, who: PersonId, shown: Reply, answers: Said) -> Card:
        """What is asked next is answered, skipped where nothing is given for it; the review is sent."""
        shown = self.player.says(who, "here")
        for _ in range(MOST):
            match shown:
                case Card():
                    assert shown.note is None or shown.note.tone is not Tone.WARNING, shown.note
                    return shown
                case Review():
                    shown = self.player.says(who, "send")
                case Page():
                    assert shown.errors == {}
                    self.asked += 1
                    shown = self.player.says(who, _in_words(shown, answers))
        raise AssertionError(shown)


def _in_words(shown: Page, answers: Said) -> str:
    """What somebody would write: the name of a person, yes or no, several with commas between."""
    (field,) = shown.asked
    given = answers.get(field.name, "")
    several = (given,) if isinstance(given, str) else given
    said = ", ".join(NAMES.get(one, one) if isinstance(field, PersonField) else one for one in several)
    return said or "skip"


@pytest.mark.slow
def test_a_whole_case_can_be_talked_through(tmp_path: Path) -> None:
    """Raised, staffed, invited, voted on, ticked, recorded section by section, signed, filed and judged, without one window."""
    clock = still()
    with a_runtime(f"sqlite:///{tmp_path / 'jsv.db'}", clock=clock) as runtime:
        chat = Chat(runtime, Player(runtime, "web"))
        case = chat.raises()
        chat.player.presses(MO, Press("agreement", "agree", case.id))
        chat.talks(MO, Press("nomination", "nominate", case.id), CHOSEN)
        for who in (SAL, NIA):
            chat.player.presses(who, Press("nomination", "accept", case.id))
        chat.talks(
            SAL, Press("poll", "invite", case.id), {**INVITED, "attendees": ("pat", "kit"), "typed": "tue 1 dec 2pm"}
        )
        slot = _now(runtime, case).session.slots[0]  # type: ignore[union-attr] # it has been polled
        for who in (SAL, NIA, PAT, KIT):
            chat.talks(who, Press("poll", "vote", case.id), {f"slot_{slot.id}": "yes"})
        chat.player.fills(SAL, Press("poll", "book", case.id, slot.id), {})
        clock.to(slot.end)
        chat.talks(SAL, Press("session", "hold", case.id), {"attended": ("sal", "nia", "pat", "kit")})
        chat.talks(SAL, Press("record", "write", case.id, "1"), RECORD)
        for who in (SAL, NIA):
            chat.talks(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
        chat.player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
        for who in (PAT, KIT):
            chat.player.presses(who, Press("circulation", "receive", case.id, "1"))
        chat.talks(
            KIT, Press("circulation", "file", case.id, "1"), {"reference": "FILE-1", "on": clock().date().isoformat()}
        )
        thanks = chat.talks(PAT, Press("feedback", "feedback", case.id, "1"), _content())
        done = _now(runtime, case)
        session = done.session

    assert session
    assert (Stage.FILED, "feedback") == (done.stage, thanks.name)
    assert {name: RECORD[name] for name in WRITTEN} == {name: session.text(name) for name in WRITTEN}
    assert session.family is not None
    assert session.learning is not None
    assert 40 < chat.asked


WRITTEN = ("reason", "lived", "well", "worried", "patterns", "impact", "hypotheses", "thinking", "alongside")


def _content() -> Said:
    return dict.fromkeys(("safe", "experience", "perspective", "change", "reflection", "facilitated", "recommend"), "5")


def _now(runtime: Runtime, case: Case) -> Case:
    return stored(runtime, case.id)


def test_what_somebody_else_wrote_is_said_before_it_is_replaced(tmp_path: Path) -> None:
    """Two write the same section in two chats: the second is told of the first's words, and may then say more."""
    from tests.bot.acts import booked

    clock = still()
    with a_runtime(f"sqlite:///{tmp_path / 'jsv.db'}", clock=clock) as runtime:
        player = Player(runtime)
        case = booked(runtime, player)
        assert case.session
        assert case.session.booked
        clock.to(case.session.booked.end + timedelta(minutes=1))
        player.fills(SAL, Press("session", "hold", case.id), {"attended": ("sal", "nia", "pat")})
        for who in (SAL, NIA):
            player.presses(who, Press("record", "write", case.id, "1"))
            player.says(who, "here")
        player.says(NIA, "The plan has stopped")
        told = player.says(SAL, "Nothing moves")
        again = player.says(SAL, "The plan has stopped, and nothing moves")
        written = _now(runtime, case).session

    assert isinstance(told, Page)
    assert isinstance(told.note, Note)
    assert "The plan has stopped" in told.note.words
    assert isinstance(again, Page)
    assert "lived" == again.section.name
    assert written
    assert "The plan has stopped, and nothing moves" == written.text("reason")
