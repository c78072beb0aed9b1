"""What several cards share: where the case stands, whose turn it is, its window."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from dialogs import words
from dialogs.cards.ahead import what_next
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Note, Pairs, Steps, Tone
from dialogs.owed import OWED, What
from dialogs.procedure import polls
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Session, Slot, Told
from dialogs.procedure.reading import Kind, reads
from dialogs.procedure.window import Because, Risk, Standing, Window, held_up, missed, risk, window_of


def steps(scene: Scene) -> Steps:
    """Where the case is on its way."""
    return Steps(words.STEPS, words.DONE[scene.of.stage])


def standing(scene: Scene) -> Iterator[tuple[str, str]]:
    """Stage, whose turn since when, what happens next and by when, the window until a session has been held: what every card of a case begins with."""
    case = scene.of
    yield "Stage", words.STAGES[case.stage]
    if turn := whose_turn(scene):
        yield "Waiting for", turn
    if ahead := what_next(scene):
        yield "What happens next", ahead
    window = window_of(case, scene.terms)
    if window and not case.over and not any(session.held_at for session in case.sessions):
        yield "Window", window_words(window, scene)


def whose_turn(scene: Scene) -> str:
    """Who owes what, since when: the viewer first, then each thing once with all who owe it."""
    asks: dict[tuple[What, bool, date], list[Ask]] = {}
    for ask in open_asks(scene.of, scene.terms):
        asks.setdefault((ask.what, _yours(ask, scene), ask.since), []).append(ask)
    lines = [
        f"{words.listed(dict.fromkeys(owner(ask, scene) for ask in several))} to {OWED[what].said(yours=yours)}, since {words.day(since)}"
        for (what, yours, since), several in sorted(asks.items(), key=lambda item: not item[0][1])
    ]
    return "\n".join(lines)


def owner(ask: Ask, scene: Scene) -> str:
    """`You` for the viewer, the name for anybody else."""
    return "You" if _yours(ask, scene) else scene.named(ask.of)


def _yours(ask: Ask, scene: Scene) -> bool:
    return bool(scene.actor and ask.of == scene.actor.id)


def window_words(window: Window, scene: Scene) -> str:
    """The last permitted day, such as `Thu 10 Dec 2026 (working day 15)`, and which day it is today."""
    today = window.day_of(scene.terms.today, scene.terms.calendar)
    now = f"Today is working day {today}." if today else "The window begins today."
    return f"Last permitted day {words.day(window.last)} (working day {window.length}). {now}"


def risk_note(scene: Scene) -> tuple[Note, ...]:
    """The risk in words, with its reason; nothing while all is well (P17)."""
    now = risk(scene.of, scene.terms)
    if now.risk >= Risk.TIGHT:
        why = _taken(scene) if now.risk is Risk.LATE else ""
        said = " ".join(filter(None, (_because(now, scene), why)))
        return (Note(f"{LEVELS[now.risk]}: {said}", Tone.WARNING),)
    if days := missed(scene.of, scene.terms):
        return (Note(f"The session was held {words.count(days, 'working day')} after the window. {_taken(scene)}"),)
    return ()


def _taken(scene: Scene) -> str:
    """Why, from what happened: `Working days so far: agreement 6, supervisors 2, dates 5`."""
    steps = ", ".join(f"{step} {days}" for step, days in held_up(scene.of, scene.terms))
    return f"Working days each step took: {steps}." if steps else ""


LEVELS: Final = {Risk.TIGHT: "Tight", Risk.AT_RISK: "At risk", Risk.LATE: "Late"}


PAST: Final = "the last permitted day is over and no session has been held."


def _because(now: Standing, scene: Scene) -> str:
    progress = _progress(scene)
    reason = {
        Because.COUNTING: "; ".join(filter(None, (progress, _days(now)))),
        Because.PAST: " ".join(filter(None, (PAST, words.sentence(progress) if progress else ""))),
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
        silent = len(polls.unanswered(case, case.session, scene.now))
        state = "closed" if polls.closed(case.session, scene.terms) else "open"
        return f"poll {state}, {asked - silent} of {asked} have answered"
    return ""


def content(scene: Scene) -> tuple[Block, ...]:
    """What the case is about, as far as the viewer may read it (P23)."""
    case, profile = scene.of, scene.terms.profile
    rows = [
        (
            "Child",
            ", ".join(
                filter(
                    None, (case.initials, profile.label("ages", case.age_band), profile.label("statuses", case.status))
                )
            ),
        ),
        ("Raised by", f"{scene.named(case.raiser)}, {case.agency}"),
        ("About", _reasons(scene)),
        ("To think about", case.thinking),
        ("What it is like to be this child", case.lived),
        ("Family", _family(scene)),
    ]
    return (Pairs(tuple((name, text) for name, text in rows if text)),)


def _reasons(scene: Scene) -> str:
    labels = [scene.terms.profile.label("reasons", reason) for reason in scene.of.reasons]
    return words.sentence(words.listed(f"{label[:1].lower()}{label[1:]}" for label in labels))


def _family(scene: Scene) -> str:
    case = scene.of
    if case.family_knows is None or not reads(case, scene.actor, Kind.CONCERN, scene.terms):
        return ""
    if case.family_told is Told.NOT_APPROPRIATE:
        return f"Is not told. {case.family_note}"
    return "Knows that professionals will meet" if case.family_knows else f"Does not know yet. {case.family_note}"


def slot_words(slot: Slot, scene: Scene) -> str:
    """A slot with its place in the window."""
    place = place_words(slot, scene)
    when = words.span(slot.start, slot.end)
    return f"{when} ({place})" if place else when


def place_words(slot: Slot, scene: Scene) -> str:
    """`working day 6 of 15`, or that it is outside the window, or on a day off, or nothing where there is none."""
    window, off = window_of(scene.of, scene.terms), scene.terms.calendar.name_of(slot.start.date())
    if off:
        return f"{off}: not a working day"
    if window is None:
        return ""
    place = f"working day {window.day_of(slot.start.date(), scene.terms.calendar)} of {window.length}"
    return place if window.holds(slot.start.date()) else f"outside the window: {place}"


def given_up(session: Session, scene: Scene) -> Iterator[tuple[str, str]]:
    """The times at which the session will not be, and why (P16)."""
    kept = {gone.slot.id: gone for gone in session.given_up}
    for slot_id in session.dropped:
        gone = kept.get(slot_id)
        if gone is None:  # from before reasons were kept
            yield "Moved from", slot_began(slot_id, scene)
        else:
            when = words.span(gone.slot.start, gone.slot.end)
            yield "Called off" if gone.called_off else "Moved from", f"{when}. {gone.why}" if gone.why else when


def place(session: Session) -> Iterator[tuple[str, str]]:
    """Where it is, and until it was held where it is not any more (P16)."""
    if session.place:
        yield "Place", session.place
    if session.left_places and not session.held_at:
        yield "Not there any more", words.listed(session.left_places)


def slot_began(slot_id: str, scene: Scene) -> str:
    """`Tue 1 Dec 2026, 2pm`: the start that a slot's id stands for."""
    start = datetime.strptime(slot_id, "%Y%m%dT%H%M").replace(tzinfo=UTC)
    return words.moment(start.astimezone(scene.now.tzinfo))
