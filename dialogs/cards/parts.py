"""What several cards share: where the case stands, whose turn it is, its window."""

from collections.abc import Iterator
from typing import Final

from dialogs import words
from dialogs.procedure import polls
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Slot
from dialogs.procedure.people import may_read
from dialogs.procedure.window import Because, Risk, Standing, Window, risk, window_of
from dialogs.turns import Scene
from dialogs.views import Block, Note, Pairs, Steps, Tone


def steps(scene: Scene) -> Steps:
    """Where the case is on its way."""
    return Steps(words.STEPS, words.DONE[scene.of.stage])


def standing(scene: Scene) -> Iterator[tuple[str, str]]:
    """Reference, stage, whose turn since when, the window: what every card of a case begins with."""
    case = scene.of
    yield "Reference", case.reference
    yield "Stage", words.STAGES[case.stage]
    if turn := whose_turn(scene):
        yield "Waiting for", turn
    if window := window_of(case, scene.terms):
        yield "Window", window_words(window, scene)


def whose_turn(scene: Scene) -> str:
    """Who owes what, since when: each in words."""
    asks = open_asks(scene.of, scene.terms)
    lines = [f"{owner(ask, scene)} to {words.OWED[ask.what]}, since {words.day(ask.since)}" for ask in asks[:3]]
    if len(asks) > len(lines):
        lines.append(f"and {len(asks) - len(lines)} more")
    return "\n".join(lines)


def owner(ask: Ask, scene: Scene) -> str:
    """`You` for the viewer, the name for anybody else."""
    return "You" if scene.actor and ask.of == scene.actor.id else scene.named(ask.of)


def window_words(window: Window, scene: Scene) -> str:
    """`last permitted day Thu 10 Dec 2026 (working day 15); today is working day 6`."""
    today = window.day_of(scene.terms.today, scene.terms.calendar)
    return f"Last permitted day {words.day(window.last)} (working day {window.length}). Today is working day {today}."


def risk_note(scene: Scene) -> tuple[Note, ...]:
    """The risk in words, with its reason; nothing while all is well (P17)."""
    standing_now = risk(scene.of, scene.terms)
    if standing_now.risk < Risk.TIGHT:
        return ()
    return (Note(f"{LEVELS[standing_now.risk]}: {_because(standing_now, scene)}", Tone.WARNING),)


LEVELS: Final = {Risk.TIGHT: "Tight", Risk.AT_RISK: "At risk", Risk.LATE: "Late"}


def _because(now: Standing, scene: Scene) -> str:
    reason = {
        Because.COUNTING: f"{_progress(scene)}{_days(now)}",
        Because.PAST: f"the last permitted day is over and no session has been held. {_progress(scene)}",
        Because.BOOKED_OUTSIDE: "the session is booked outside the window.",
        Because.NO_SLOT_LEFT: "no date on offer is inside the window. The lead coordinator can offer more.",
        Because.REFUSED: "a supervisor has refused every date inside the window. The lead coordinator can offer more.",
    }
    return reason.get(now.because, "")


def _days(now: Standing) -> str:
    return f"{words.count(now.remain, 'working day')} left, and the steps still to do usually need {now.need}."


def _progress(scene: Scene) -> str:
    case = scene.of
    if case.stage == "polling" and case.session:
        asked = len(polls.voters(case))
        silent = len(polls.unanswered(case, case.session))
        return f"poll open, {asked - silent} of {asked} have answered; "
    return ""


def content(scene: Scene) -> tuple[Block, ...]:
    """What the case is about, for those who may read it; initials and lists only for everybody else on it (P23)."""
    case, profile = scene.of, scene.terms.profile
    rows = [
        ("Child", ", ".join(filter(None, (case.initials, profile.label("ages", case.age_band), profile.label("statuses", case.status))))),
        ("Raised by", f"{scene.named(case.raiser)}, {case.agency}"),
        ("About", words.listed(profile.label("reasons", one).lower() for one in case.reasons)),
    ]
    if scene.actor and may_read(case, scene.actor):
        rows += [("To think about", case.thinking), ("What it is like to be this child", case.lived), ("Family", _family(scene))]
    return (Pairs(tuple((name, text) for name, text in rows if text)),)


def _family(scene: Scene) -> str:
    case = scene.of
    if case.family_knows is None:
        return ""
    return "Knows that professionals will meet" if case.family_knows else f"Does not know yet. {case.family_note}"


def slot_words(slot: Slot, scene: Scene) -> str:
    """A slot with its place in the window."""
    window = window_of(scene.of, scene.terms)
    when = words.span(slot.start, slot.end)
    if window is None:
        return when
    day = window.day_of(slot.start.date(), scene.terms.calendar)
    place = f"working day {day} of {window.length}"
    return f"{when} ({place})" if window.holds(slot.start.date()) else f"{when} (outside the window: {place})"
