"""Remind me later, and not me (P17)."""

from datetime import date

from dialogs import words
from dialogs.flows.flow import Asked, Flow, one_section
from dialogs.model.fields import Form, LongText, OneOf, Option
from dialogs.procedure.commands.reminding import NotMine, RemindLater


def _later(asked: Asked) -> Form:
    return one_section(
        "snooze",
        "Remind me later",
        OneOf(name="until", label="When shall we remind you?", options=tuple(_days(asked))),
        submit="Remind me then",
        intro=("Others who wait for it are told when they would have been.",),
    )


def _days(asked: Asked) -> list[Option]:
    terms = asked.scene.terms
    days = [terms.calendar.after(terms.today, count) for count in range(1, terms.profile.snooze_days + 1)]
    return [Option(day.isoformat(), words.day(day)) for day in days]


def _not_me(_: Asked) -> Form:
    return one_section(
        "not-me",
        "This is not for me",
        LongText(
            name="reason",
            label="Whose is it, or why is it not yours?",
            hint="Whoever answers for this step reads it.",
            longest=500,
            rows=3,
        ),
        submit="Say so",
        intro=("You are not reminded of it again. It stays open until somebody does it.",),
    )


FLOWS = {
    "snooze": Flow(
        form=_later, make=lambda asked: RemindLater(ask=asked.about, until=date.fromisoformat(asked.text("until")))
    ),
    "not-me": Flow(form=_not_me, make=lambda asked: NotMine(ask=asked.about, reason=asked.text("reason"))),
}
