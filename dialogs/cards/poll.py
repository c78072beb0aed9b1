"""The dates: offered, voted on in place, ranked with reasons, booked (P12-P16)."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.answers import SAID, WAY, coordinates, proposals
from dialogs.cards.next_steps import chapter, mine, titled
from dialogs.cards.parts import given_up, place, place_words, risk_note, slot_words, standing
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Note, Pairs, Row, Rows, Style, Text, Tone
from dialogs.owed import What
from dialogs.procedure import polls
from dialogs.procedure.case import Choice, Session
from dialogs.procedure.polls import Tally
from dialogs.verbs import VERBS, may, offered

FEW = 2
BUTTONS = (("yes", Choice.YES), ("maybe", Choice.IF_NEED_BE), ("no", Choice.NO))


def draw(scene: Scene, about: str = "") -> Card:
    """Each slot with the viewer's own word on it; for the lead coordinator the ranking as well."""
    case, session = scene.of, scene.of.session
    return Card(
        name="poll",
        title=_title(scene, session),
        body=(
            Pairs((*standing(scene), *_facts(scene, session))),
            *risk_note(scene),
            *_people(scene),
            *(_slots(scene, session) if session else ()),
        ),
        buttons=chapter(scene, "poll", _buttons(scene, session)),
        case=case.id,
    )


def _title(scene: Scene, session: Session | None) -> str:
    """The duty, and which session it is for where it is not the first (P21)."""
    asked = any(ask.what is What.VOTE for ask in mine(scene))
    further = f", session {session.number}" if session and session.number > 1 else ""
    plain = f"{'When can you come?' if asked else 'Dates'} {scene.of.reference}"
    return f"{plain if asked else titled(scene, 'poll', plain)}{further}"


def _buttons(scene: Scene, session: Session | None) -> Iterator[Button]:
    """Once there is a date, all else is done on the session's own card."""
    if session and session.booked:
        yield Button("See the session", Press("session", "show", scene.of.id), Style.PRIMARY)
    else:
        yield from offered(scene, "invite", "vote", "propose", "offer-more", "reopen")
        if session and session.slots and coordinates(scene):
            yield Button(WAY, Press("answers", "show", scene.of.id))
        yield from offered(scene, "change-people", "change-place", "call-off", "drop-further")


def _facts(scene: Scene, session: Session | None) -> Iterator[tuple[str, str]]:
    if session is None:
        return
    if session.booked:
        yield "Booked", slot_words(session.booked, scene)
    elif session.closes:
        if polls.closed(session, scene.terms):
            yield "Poll closed on", words.day(min(session.closes, scene.terms.today))
        else:
            first = polls.hurried_by(session, scene.terms)
            yield "Please answer by", words.answer_by(session.closes, scene.terms.today, first)
    if not session.booked:
        yield from given_up(session, scene)
    yield from place(session)


def _people(scene: Scene) -> Iterator[Block]:
    """What the lead coordinator should know about who comes: the note from nine people on (P12)."""
    count = len(scene.of.attendees)
    if coordinates(scene) and count >= scene.terms.profile.note_from:
        yield Note(f"{count} people are invited. The procedure has 8 to 10 at the most; can everybody still speak?")


def _slots(scene: Scene, session: Session) -> Iterator[Block]:
    if session.booked or not session.slots:
        return
    leads = coordinates(scene)
    ranked = polls.ranking(scene.of, session, scene.terms)
    shown = (
        ranked if leads else tuple(sorted(ranked, key=lambda tally: tally.slot.start))
    )  # whoever votes row by row keeps their place
    yield from _shut(scene, session, leads=leads)
    yield from _progress(scene, session, ranked) if leads else ()
    if shown:
        best = next((tally for tally in ranked if tally.bookable and _ripe(scene, session, tally)), None)
        yield Rows(tuple(_row(tally, scene, session, leads=leads, best=tally is best) for tally in shown))
    yield from proposals(scene, session) if leads else ()


def _shut(scene: Scene, session: Session, *, leads: bool) -> Iterator[Block]:
    """That no answer is taken any more, and what is to be done about it, by whom (P15)."""
    shut = polls.closed(session, scene.terms)
    if leads and not polls.bookable(scene.of, session, scene.now):
        yield Note("No date on offer can be booked any more. Offer more dates.", Tone.WARNING)
    elif leads and shut:
        yield Note(f"{SHUT} Book a date, open the poll again, or offer more dates.")
    elif shut:
        who = scene.named(scene.of.leading) if scene.of.leading else "The lead coordinator"
        yield Note(f"{SHUT} {who} can open it again or offer more dates: tell them if you can come.")


SHUT = "This poll is closed: no more answers are taken."


def _progress(scene: Scene, session: Session, ranked: tuple[Tally, ...]) -> Iterator[Block]:
    silent = polls.unanswered(scene.of, session, scene.now)
    if not ranked:
        return
    if not silent:
        yield Note("Everybody has answered. The best date is first.", Tone.DONE)
    elif ranked[0].bookable and not ranked[0].silent and not ranked[0].missing:
        yield Note(
            f"Everybody who is needed can come to the first date. Not answered yet: {words.listed(map(scene.named, silent))}."
        )
    elif polls.closed(session, scene.terms):
        yield Text(f"Did not answer: {words.listed(map(scene.named, silent))}.")


def _ripe(scene: Scene, session: Session, tally: Tally) -> bool:
    """Whether it is time to book: the poll is over, or whoever is needed can come then."""
    return (
        polls.closed(session, scene.terms)
        or not polls.unanswered(scene.of, session, scene.now)
        or not (tally.silent or tally.missing)
    )


def _row(tally: Tally, scene: Scene, session: Session, *, leads: bool, best: bool) -> Row:
    mine = session.choices(tally.slot).get(scene.actor.id) if scene.actor else None
    said = f"You said {SAID[mine]}." if mine else ""
    detail = " ".join(
        filter(None, (words.sentence(place_words(tally.slot, scene)), said, _why(tally, scene) if leads else ""))
    )
    return Row(
        words.span(tally.slot.start, tally.slot.end),
        detail,
        (*_votes(tally, scene, mine), *_book(tally, scene, best=best)),
    )


def _votes(tally: Tally, scene: Scene, mine: Choice | None) -> Iterator[Button]:
    if may(scene, "vote"):
        for verb, choice in BUTTONS:
            mark = "✓ " if choice is mine else ""
            press = Press("poll", verb, scene.of.id, tally.slot.id)
            yield Button(
                f"{mark}{VERBS[verb].label}", press, described=f"{VERBS[verb].label}, {words.moment(tally.slot.start)}"
            )


def _book(tally: Tally, scene: Scene, *, best: bool) -> Iterator[Button]:
    if may(scene, "book") and tally.bookable:
        press = Press("poll", "book", scene.of.id, tally.slot.id)
        yield Button(
            "Book", press, Style.PRIMARY if best else Style.PLAIN, described=f"Book {words.moment(tally.slot.start)}"
        )


def _why(tally: Tally, scene: Scene) -> str:
    """Why a slot stands where it does: required people first, then the others."""
    if tally.refused_by:
        return f"Cannot be booked: {words.listed(map(scene.named, tally.refused_by))} cannot come, and supervises."
    parts = [
        *(
            f"{says}: {words.listed(map(scene.named, people))}"
            for says, people in (("yes", tally.yes), ("if need be", tally.if_need_be), ("no", tally.no))
            if people
        ),
        f"needed but cannot: {words.listed(map(scene.named, tally.missing))}" if tally.missing else "",
        f"needed and not answered: {_silent(tally, scene)}" if tally.silent else "",
    ]
    return words.sentence("; ".join(filter(None, parts)))


def _silent(tally: Tally, scene: Scene) -> str:
    """By name when they are few."""
    return (
        words.listed(map(scene.named, tally.silent))
        if len(tally.silent) <= FEW
        else words.count(len(tally.silent), "person", "people")
    )
