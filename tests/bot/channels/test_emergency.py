"""Words of an emergency, wherever somebody types them: whom to call comes at once."""

from pathlib import Path

import pytest

from dialogs.model.views import Note, Tone
from dialogs.recognisers.emergency import emergency
from tests.bot.channels.test_slack import serving
from tests.builders import still
from tests.dialogs.telling import page
from tests.town import Town

SAID = [
    "a child is being hurt right now",
    "999",
    "urgent",
    "police now",
    "She is in danger, please help",
    "He has stopped breathing",
]
ANSWERS = [
    "The police were called last year and nobody came back to us",
    "It feels urgent to all of us and yet nothing moves",
    "CASE-999",
    "She was hurt by what was said in the meeting",
    "He is in danger of losing his place at school",
    "They were abused as a child themselves",
]


@pytest.mark.parametrize("said", SAID)
def test_words_of_an_emergency_are_known(said: str) -> None:
    """As people type them."""
    assert emergency(said)


@pytest.mark.parametrize("said", ANSWERS)
def test_what_answers_a_question_is_none(said: str) -> None:
    """Sentences of those who think about a case, in answer to a question of ours."""
    assert not emergency(said, answering=True)


@pytest.mark.slow
@pytest.mark.parametrize("user", ["UMO", "USTRANGER"], ids=["known", "not known"])
@pytest.mark.parametrize("said", SAID[:4])
async def test_whom_to_call_comes_at_once_in_slack(tmp_path: Path, user: str, said: str) -> None:
    """After the command in a channel, where only they see it, and in a message to the bot; also for somebody nobody knows."""
    async with serving(tmp_path, still()) as bot:
        bot.slack.employs("UMO", "mo@testshire.example")
        bot.slack.employs("USTRANGER", "who@nowhere.example")
        answer = await bot.desk.types(user, said, channel="C0PUBLIC")
        await bot.desk.says(user, said)
        written = await bot.slack.called("chat.postMessage")

        assert ("ephemeral", True) == (answer.body["response_type"], "call 999 now" in answer.text)
        assert "call 999 now" in str(written)
        assert [] == bot.slack.faults


def test_an_answer_with_such_words_is_taken_too() -> None:
    """In the middle of a form: whom to call stands above the next question, and nobody has to write it twice."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    for said in ("no", "no", "no"):
        town.says("pat", said)
    shown = page(town.says("pat", "She is being hit right now"))

    assert isinstance(shown.note, Note)
    assert ("999" in shown.note.words, Tone.WARNING) == (True, shown.note.tone)
    assert "She is being hit right now" in town.drafts["pat", "raise", "", ""].given.values()  # type: ignore[index] # a person's id
