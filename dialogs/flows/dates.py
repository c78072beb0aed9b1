"""Times offered: proposed by the bot, or typed and echoed in full. A date is never guessed in silence (P14, P15)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from dialogs import words
from dialogs.flows.flow import Asked
from dialogs.model.fields import Errors, Field, Holds, LongText, ManyOf, OneOf, Option
from dialogs.model.turns import Scene
from dialogs.phrases import Ambiguous, Moment, Read, Reading, Refused, Why, example, read_slots
from dialogs.procedure import polls
from dialogs.procedure.case import Session, Slot
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import window_of

TYPED: Final = 200  # characters


def time_fields(asked: Asked, minutes: int, *, proposals: bool = True) -> tuple[Field, ...]:
    """The times to tick, a box to type more, and a question for each typed time that could mean two things."""
    return tuple(_time_fields(asked, minutes, proposals=proposals))


def _time_fields(asked: Asked, minutes: int, *, proposals: bool) -> Iterator[Field]:
    scene = asked.scene
    session = scene.of.session
    moved = (gone.slot for gone in session.given_up if not gone.called_off) if session else ()
    known = {slot.id for slot in (*session.slots, *moved)} if session else set()
    proposed = polls.propose(scene.of, scene.terms, minutes, away(scene)) if proposals else ()
    offered = tuple(slot for slot in proposed if slot.id not in known)
    if offered:
        where = "inside the window and in" if window_of(scene.of, scene.terms) else "in"
        hint = f"All are {where} working hours, and leave time to answer."
        yield ManyOf(
            name="slots",
            label="Proposed dates",
            hint=hint,
            required=False,
            needed=True,  # here or in the next one
            options=tuple(slot_option(slot, scene) for slot in offered),
        )
    yield LongText(
        name="typed",
        label="Other dates and times" if offered else "Dates and times",
        hint=f"As you would say them, such as “{example(scene.now)}”. You see each one in full before it is sent.",
        required=False,
        needed=True,
        longest=TYPED,
        rows=2,
        holds=Holds.WHO_OR_WHEN,
        settled=lambda text: settled(text, scene),
    )
    for place, reading in enumerate(_readings(asked), 1):
        if isinstance(reading, Ambiguous):
            options = tuple(slot_option(_slot(choice, minutes, scene), scene) for choice in reading.choices)
            options = options if len(options) > 1 else (*options, LEFT_OUT)
            asks = "Which do you mean?" if len(reading.choices) > 1 else "Do you mean this?"
            yield OneOf(name=f"which_{place}", label=f"You wrote “{reading.phrase}”. {asks}", options=options)


def away(scene: Scene) -> frozenset[date]:
    """The days in the next weeks on which a supervisor is on leave."""
    days = frozenset(date.fromordinal(scene.terms.today.toordinal() + ahead) for ahead in range(60))
    supervisors = [scene.people[supervisor] for supervisor in scene.of.supervisors if supervisor in scene.people]
    return frozenset(day for day in days if any(supervisor.away(day) for supervisor in supervisors))


def slot_option(slot: Slot, scene: Scene) -> Option:
    """A time to choose, in full, with its place in the window."""
    return Option(slot.id, words.span(slot.start, slot.end), day_in_window(slot, scene))


def day_in_window(slot: Slot, scene: Scene) -> str:
    """`working day 6 of 15`, or that it is outside, or nothing when there is no window."""
    window = window_of(scene.of, scene.terms)
    day = slot.start.date()
    off = scene.terms.calendar.name_of(day)
    if off:
        return f"{off}: not a working day"
    if window is None:
        return ""
    place = window.day_of(day, scene.terms.calendar)
    return (
        f"working day {place} of {window.length}"
        if window.holds(day)
        else f"outside the window: working day {place} of {window.length}"
    )


def chosen(asked: Asked, minutes: int) -> tuple[Slot, ...]:
    """Every time that was ticked or typed."""
    ticked = tuple(slot_of(value, minutes, asked.scene.terms) for value in asked.several("slots"))
    return (*ticked, *_typed(asked, minutes))


def _typed(asked: Asked, minutes: int) -> Iterator[Slot]:
    for place, reading in enumerate(_readings(asked), 1):
        if isinstance(reading, Read):
            yield _slot(reading.moment, minutes, asked.scene)
        which = asked.text(f"which_{place}")
        if isinstance(reading, Ambiguous) and which not in ("", LEFT_OUT.value):
            yield slot_of(which, minutes, asked.scene.terms)


def typed_errors(asked: Asked) -> Errors:
    """Each phrase answered by itself, where one was not understood or cannot be: taken, asked below, or why not and how to write it."""
    readings = _readings(asked)
    refused = sum(isinstance(reading, Refused) for reading in readings)
    if not refused:
        return {}
    lines = [_answer(reading, asked.scene) for reading in readings]
    count = f"{refused} of {len(readings)} dates cannot be used yet. Change it here, the others are kept."
    return {"typed": "\n".join(lines if len(lines) == 1 else (count, *lines))}


def _answer(reading: Reading, scene: Scene) -> str:
    match reading:
        case Read(phrase, moment):
            return f"“{phrase[:LONGEST]}” is read as {words.moment(moment.start.astimezone(scene.now.tzinfo))}."
        case Ambiguous(phrase, _):
            return f"“{phrase[:LONGEST]}” is asked about below."
        case _:
            return _why(reading, scene)


def echo(asked: Asked, minutes: int) -> Mapping[str, str]:
    """What was read from the typed words, each in full, with its place in the window."""
    slots = tuple(_typed(asked, minutes))
    if not slots:
        return {}
    return {
        "typed": "\n".join(
            f"{words.span(slot.start, slot.end)} ({day_in_window(slot, asked.scene)})".replace(" ()", "")
            for slot in slots
        )
    }


def answer_by(slots: tuple[Slot, ...], terms: Terms) -> str:
    """Until when everybody is asked to answer, and why so soon where there is less time than usual: said before it is sent (P15)."""
    if not slots:
        return ""
    planned = Session(number=1, asked_on=terms.today, slots=slots, closes=polls.closing_day(terms, slots))
    return f"Everybody is asked to answer by {words.answer_by(planned.closes or terms.today, terms.today, polls.hurried_by(planned, terms))}."


def slot_of(slot_id: str, minutes: int, terms: Terms) -> Slot:
    """The slot that an id stands for."""
    start = datetime.strptime(slot_id, "%Y%m%dT%H%M").replace(tzinfo=UTC)
    return Slot(start.astimezone(terms.now.tzinfo), minutes)


def _slot(moment: Moment, minutes: int, scene: Scene) -> Slot:
    return Slot(moment.start.astimezone(scene.now.tzinfo), moment.minutes or minutes)


def _readings(asked: Asked) -> tuple[Reading, ...]:
    return _read(asked.written("typed"), asked.scene)


def _read(text: str, scene: Scene) -> tuple[Reading, ...]:
    if not text.strip():
        return ()
    return read_slots(text, scene.now, bank_holidays=scene.terms.calendar.by_name, leftover=scene.leftover)


def settled(text: str, scene: Scene) -> str:
    """Typed times as they say the same on any other day: “tomorrow at 2” in full, each on its line. As typed, where some are not understood."""
    readings = _read(text, scene)
    full = "\n".join(_in_full(reading) for reading in readings)
    same = len(full) <= TYPED and _meanings(_read(full, scene)) == _meanings(readings)
    return full if same and not any(isinstance(reading, Refused) for reading in readings) else text


def _in_full(reading: Reading) -> str:
    if not isinstance(reading, Read):
        return reading.phrase
    start, minutes = reading.moment.start, reading.moment.minutes
    return f"{words.day(start.date())} at {words.hour(start)}{f' for {minutes} minutes' if minutes else ''}"


def _meanings(readings: tuple[Reading, ...]) -> list[tuple[Moment, ...]]:
    return [
        (reading.moment,) if isinstance(reading, Read) else reading.choices if isinstance(reading, Ambiguous) else ()
        for reading in readings
    ]


LEFT_OUT: Final = Option("none", "No: leave it out")
LONGEST: Final = 60  # characters of a phrase that are said again
WHY: Final[Mapping[Why, str]] = {
    Why.NO_TIME: "needs a time",
    Why.NO_DAY: "needs a day",
    Why.PAST: "is over",
    Why.TOO_FAR: "is more than a year ahead",
    Why.WEEKDAY_DISAGREES: "has a weekday and a date that do not agree: that day is a {hint}",
    Why.NO_SUCH_DAY: "is not a day of the calendar",
    Why.NO_SUCH_TIME: "does not exist: the clocks change then",
    Why.TOO_LONG: "is too long",
    Why.END_BEFORE_START: "ends before it begins",
    Why.MIDNIGHT: "is midnight: nobody knows of which day",
    Why.DAY_OR_HOUR: "may be an hour or a date: write both, such as 10am",
    Why.DAY_UNCERTAIN: "needs its date too, because a day beside it was not understood",
    Why.TOO_MANY_MEANINGS: "could mean too many things",
    Why.DAYS_DISAGREE: "names two different days",
    Why.PART_DISAGREES: "names an hour that is not in that part of the day",
    Why.BAD_LENGTH: "is shorter or longer than any session",
    Why.NOT_UNDERSTOOD: "was not understood",
}


def _why(refused: Refused, scene: Scene) -> str:
    reason = WHY[refused.why].format(hint=refused.hint)
    phrase = refused.phrase[:LONGEST]
    mended = f"{phrase} at 2pm" if refused.why is Why.NO_TIME else example(scene.now)
    return f"“{phrase}” {reason}. Write it as “{mended}”."
