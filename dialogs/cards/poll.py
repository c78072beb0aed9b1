"""The dates: offered, voted on in place, ranked with reasons, booked (P12-P16)."""

from collections.abc import Iterator

from dialogs import words
from dialogs.cards.next_steps import chapter, mine
from dialogs.cards.parts import given_up, place_words, risk_note, slot_words, standing
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Block, Button, Card, Heading, Note, Pairs, Row, Rows, Style, Text, Tone
from dialogs.owed import What
from dialogs.procedure import polls
from dialogs.procedure.case import Choice, Session
from dialogs.procedure.polls import Tally
from dialogs.verbs import VERBS, may, offered

SAID = {Choice.YES: "yes", Choice.IF_NEED_BE: "if need be", Choice.NO: "no"}
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
    return f"{'When can you come?' if asked else 'Dates'} {scene.of.reference}{further}"


def _buttons(scene: Scene, session: Session | None) -> Iterator[Button]:
    """Once there is a date, all else is done on the session's own card."""
    if session and session.booked:
        yield Button("See the session", Press("session", "show", scene.of.id), Style.PRIMARY)
    else:
        yield from offered(
            scene, "invite", "vote", "propose", "offer-more", "change-people", "call-off", "drop-further"
        )


def _facts(scene: Scene, session: Session | None) -> Iterator[tuple[str, str]]:
    if session is None:
        return
    if session.booked:
        yield "Booked", slot_words(session.booked, scene)
    elif session.closes:
        over = polls.closed(session, scene.terms.today)
        yield ("Poll closed on" if over else "Please answer by"), words.day(session.closes)
    if not session.booked:
        yield from given_up(session, scene)
    if session.place:
        yield "Place", session.place


def _people(scene: Scene) -> Iterator[Block]:
    """What the lead coordinator should know about who comes: the note from nine people on (P12)."""
    count = len(scene.of.attendees)
    if scene.actor and scene.actor.id == scene.of.lead and count >= scene.terms.profile.note_from:
        yield Note(f"{count} people are invited. The procedure has 8 to 10 at the most; can everybody still speak?")


def _slots(scene: Scene, session: Session) -> Iterator[Block]:
    if session.booked or not session.slots:
        return
    leads = scene.actor is not None and scene.actor.id == scene.of.lead
    ranked = polls.ranking(scene.of, session, scene.terms)
    shown = (
        ranked if leads else tuple(sorted(ranked, key=lambda one: one.slot.start))
    )  # whoever votes row by row keeps their place
    yield from _progress(scene, session, ranked) if leads else ()
    if shown:
        best = next((one for one in ranked if one.bookable and _ripe(scene, session, one)), None)
        yield Rows(tuple(_row(one, scene, session, leads=leads, best=one is best) for one in shown))
    yield from _proposals(scene, session) if leads else ()


def _progress(scene: Scene, session: Session, ranked: tuple[Tally, ...]) -> Iterator[Block]:
    silent = polls.unanswered(scene.of, session)
    if not silent:
        yield Note("Everybody has answered. The best date is first.", Tone.DONE)
    elif any(one.bookable and not one.silent and not one.missing for one in ranked):
        yield Note(
            f"Everybody who is needed can come to the first date. Not answered yet: {words.listed(map(scene.named, silent))}."
        )
    elif polls.closed(session, scene.terms.today):
        yield Text(f"Did not answer: {words.listed(map(scene.named, silent))}.")


def _ripe(scene: Scene, session: Session, one: Tally) -> bool:
    """Whether it is time to book: the poll is over, or whoever is needed can come then."""
    return (
        polls.closed(session, scene.terms.today)
        or not polls.unanswered(scene.of, session)
        or not (one.silent or one.missing)
    )


def _row(one: Tally, scene: Scene, session: Session, *, leads: bool, best: bool) -> Row:
    mine = session.choices(one.slot).get(scene.actor.id) if scene.actor else None
    said = f"You said {SAID[mine]}." if mine else ""
    detail = " ".join(
        filter(None, (words.sentence(place_words(one.slot, scene)), said, _why(one, scene) if leads else ""))
    )
    return Row(
        words.span(one.slot.start, one.slot.end), detail, (*_votes(one, scene, mine), *_book(one, scene, best=best))
    )


def _votes(one: Tally, scene: Scene, mine: Choice | None) -> Iterator[Button]:
    if may(scene, "vote"):
        for verb, choice in BUTTONS:
            mark = "✓ " if choice is mine else ""
            press = Press("poll", verb, scene.of.id, one.slot.id)
            yield Button(
                f"{mark}{VERBS[verb].label}", press, described=f"{VERBS[verb].label}, {words.moment(one.slot.start)}"
            )


def _book(one: Tally, scene: Scene, *, best: bool) -> Iterator[Button]:
    if may(scene, "book") and one.bookable:
        press = Press("poll", "book", scene.of.id, one.slot.id)
        yield Button(
            "Book", press, Style.PRIMARY if best else Style.PLAIN, described=f"Book {words.moment(one.slot.start)}"
        )


def _why(one: Tally, scene: Scene) -> str:
    """Why a slot stands where it does: required people first, then the others."""
    if one.refused_by:
        return f"Cannot be booked: {words.listed(map(scene.named, one.refused_by))} cannot come, and supervises."
    parts = [
        *(
            f"{says}: {words.listed(map(scene.named, people))}"
            for says, people in (("yes", one.yes), ("if need be", one.if_need_be), ("no", one.no))
            if people
        ),
        f"needed but cannot: {words.listed(map(scene.named, one.missing))}" if one.missing else "",
        f"needed and not answered: {_silent(one, scene)}" if one.silent else "",
    ]
    return words.sentence("; ".join(filter(None, parts)))


def _silent(one: Tally, scene: Scene) -> str:
    """By name when they are few."""
    return (
        words.listed(map(scene.named, one.silent))
        if len(one.silent) <= FEW
        else words.count(len(one.silent), "person", "people")
    )


def _proposals(scene: Scene, session: Session) -> Iterator[Block]:
    lines = [
        (
            scene.named(one.person),
            "\n".join(filter(None, (one.words, *(slot_words(slot, scene) for slot in one.slots)))),
        )
        for one in session.said
    ]
    if lines:
        yield Heading("What people said")
        yield Pairs(tuple(lines))
