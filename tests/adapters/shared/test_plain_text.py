"""Cards, pages and reviews as plain text: whole, in order, and answerable."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.shared import plain_text
from dialogs.interaction.understanding import numbered
from dialogs.model.fields import (
    WHOLE,
    Day,
    Field,
    Form,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Section,
    ShortText,
    YesNo,
)
from dialogs.model.press import Press
from dialogs.model.views import Answered, Button, Card, Heading, Note, Page, Pairs, Review, Row, Rows, Steps, Text, Tone

PRESS = Press("agreement", "agree")
CARD = Card(
    name="agreement",
    title="JS-7K3M: your agreement is needed",
    body=(
        Text("Pat has asked."),
        Heading("Where it stands"),
        Pairs((("Stage", "Raised"), ("Waiting for", "You"))),
        Steps(("Raised", "Agreed", "Booked"), 1),
        Note("Three days left.", Tone.WARNING),
        Rows((Row("Tue 1 Dec, 2pm", "3 yes", (Button("Yes", PRESS), Button("No", PRESS))), Row("JS-2222"))),
    ),
    buttons=(Button("Agree", PRESS), Button("Decline", PRESS)),
    note=Note("Noted.", Tone.DONE),
)
NAME = ShortText(name="name", label="Your name", hint="As on your badge.")
STORY = LongText(name="story", label="What happened?", required=False)
ON = Day(name="on", label="When?", earliest=date(2026, 1, 1))
SURE = YesNo(name="sure", label="Are you sure?")
ROLE = OneOf(
    name="role",
    label="Your role",
    options=(
        Option("p", "Practitioner", "with the family"),
        Option("x", "Visitor", barred="not here"),
        Option("s", "Supervisor"),
    ),
)
WHY = ManyOf(name="why", label="Why?", options=(Option("a", "Stuck"), Option("b", "Drift")))
WHO = PersonField(name="who", label="Who?", options=tuple(Option(f"p{at}", f"Person {at}") for at in range(30)))
ALL = (NAME, STORY, ON, SURE, ROLE, WHY, WHO)
FORM = Form(
    name="f", version=1, title="A form", sections=(Section(name="s", title="S", fields=ALL, intro=("Initials only.",)),)
)
PAGE = Page(form=FORM, press=PRESS, section=FORM.sections[0], given={})


def _asking(one: Field, **more: object) -> Page:
    return replace(PAGE, section=replace(PAGE.section, fields=(one,)), as_question=True, **more)  # type: ignore[arg-type] # by names


def test_a_card_is_read_top_to_bottom() -> None:
    """Title, note, body, and last what can be done."""
    expected = """JS-7K3M: your agreement is needed

Done: Noted.

Pat has asked.

Where it stands

Stage: Raised
Waiting for: You

Done: Raised. Now: Agreed. To come: Booked.

Warning: Three days left.

- Tue 1 Dec, 2pm: 3 yes [Yes, No]
- JS-2222

You can: Agree, Decline"""

    assert expected == plain_text.card(CARD)
    assert expected == plain_text.reply(CARD)


@pytest.mark.parametrize(
    ("words", "tone", "said"),
    [
        ("Done.", Tone.DONE, "Done."),
        ("Warning: late", Tone.WARNING, "Warning: late"),
        ("Sent.", Tone.INFO, "Sent."),
        ("Sent.", Tone.DONE, "Done: Sent."),
    ],
)
def test_a_tone_is_said_once(words: str, tone: Tone, said: str) -> None:
    """The tone is a word, unless the words begin with it already."""
    assert said == plain_text.note(Note(words, tone))


@pytest.mark.parametrize(
    ("done", "said"),
    [(0, "Now: A. To come: B."), (1, "Done: A. Now: B."), (2, "Done: A, B."), (9, "Done: A, B.")],
)
def test_steps_are_said(done: int, said: str) -> None:
    """What is done, what is now, what is to come; nothing is said of none."""
    assert said == plain_text.steps(Steps(("A", "B"), done))


@pytest.mark.parametrize(
    ("field", "how"),
    [
        (NAME, "Write your answer."), (STORY, "Write your answer."), (ON, "such as 1 December 2026"), (SURE, "Answer yes or no."),
        (ROLE, "Write the number or the name."), (WHY, "with commas between"), (WHO, "Write the number or the name."),
    ],
    ids=lambda one: getattr(one, "name", ""),
)  # fmt: skip
def test_every_kind_of_question_says_how_to_answer(field: Field, how: str) -> None:
    """Label and how, and the ways out; what may be skipped says so."""
    said = plain_text.reply(_asking(field))

    assert field.label in said
    assert how in said
    assert (", skip" in said) == (not field.required)


def test_numbers_are_those_the_answer_is_read_by() -> None:
    """A barred option keeps its number, so that the number beside an option is the one that chooses it."""
    said = plain_text.question(_asking(ROLE))

    assert "1. Practitioner: with the family" in said
    assert "3. Supervisor" in said
    assert "2." not in said
    assert "Cannot be chosen: Visitor (not here)." in said
    assert "s" == numbered(ROLE)[3 - 1]


def test_a_long_list_is_cut_and_a_name_may_be_written() -> None:
    """Twenty are read out; the rest is counted."""
    said = plain_text.question(_asking(WHO))

    assert "20. Person 19" in said
    assert "Person 20" not in said
    assert "…and 10 more: write the name." in said


@pytest.mark.parametrize(
    ("given", "errors", "name"),
    [
        ({}, {}, "name"),
        ({"name": "Mo"}, {}, "story"),
        ({"name": "Mo", "story": "x"}, {"name": "Too long."}, "name"),
        ({one.name: "x" for one in ALL}, {}, "name"),
    ],
    ids=["the first", "the next", "the wrong one", "all answered"],
)
def test_the_question_asked_is_the_one_that_is_open(given: dict[str, str], errors: dict[str, str], name: str) -> None:
    """A fault first, then what has no answer yet; the first when there is neither."""
    one = plain_text.next_asked(replace(PAGE, given=given, errors=errors))

    assert one is not None
    assert name == one.name


def test_a_screen_without_questions_has_none() -> None:
    """Only its title is left."""
    assert "A form" == plain_text.question(replace(PAGE, section=replace(PAGE.section, fields=())))


def test_a_screen_shows_every_question_with_its_answer_faults_and_remarks() -> None:
    """As a window would."""
    said = plain_text.reply(
        replace(
            PAGE,
            number=2,
            of=3,
            given={"name": "Mo", "why": ("a", "b")},
            errors={WHOLE: "Both.", "name": "Too long."},
            remarks={"story": "A name?"},
        )
    )

    assert said.startswith(
        "A form, part 2 of 3\n\nBoth.\n\nInitials only.\n\nYour name\nAs on your badge.\nYour answer: Mo\nToo long."
    )
    assert "What happened? (you may skip this)\nA name?" in said
    assert "Your answer: a, b" in said


def test_a_review_is_read_out_and_says_how_to_send() -> None:
    """Every answer with what is wrong and what to look at again; then the two words that lead on."""
    rows = (
        Answered("name", "s", "Your name", "Mo"),
        Answered("story", "s", "What happened?", "Anna fell", "Use initials."),
    )
    said = plain_text.reply(
        Review(form=FORM, press=PRESS, rows=rows, errors={"name": "Too short."}, note=Note("Begun on Monday."))
    )

    assert (
        "Check your answers\n\nBegun on Monday.\n\nYour name: Mo\nToo short.\n\nWhat happened?: Anna fell\nUse initials.\n\n"
        "Say “send” to finish (Send), or “change” and the name of an answer." == said
    )


def test_a_day_is_said_with_its_weekday() -> None:
    """As people say it."""
    assert "Tue 1 Dec 2026" == plain_text.day(date(2026, 12, 1))
