"""What follows from a fact, and from time: cards redrawn, people told, asked, invited."""

from collections.abc import Iterator
from typing import Final

from dialogs.cards.deck import kind_of
from dialogs.cards.next_steps import way_to
from dialogs.ids import PersonId
from dialogs.model.turns import Announce, Effect, Invitation, Redraw, Tell, Uninvite
from dialogs.owed import OWED, What
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case, Session, Stage
from dialogs.procedure.commands import agreement, attendance, booking, learning, record
from dialogs.procedure.commands.base import Command
from dialogs.procedure.learning import hears
from dialogs.procedure.lifecycle import TABLE, Fact, session_of
from dialogs.procedure.members import supervisees
from dialogs.procedure.nudges import FEEDBACK_AGAIN, gone, office, sees_to
from dialogs.procedure.people import Directory, in_session
from dialogs.procedure.polls import required, voters
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import Because, Risk, risk
from dialogs.verbs import VERBS

NEWS: Final = {verb.does: verb.card for verb in VERBS.values()} | {
    booking.BookFurther: "session",
    booking.Book: "session",
    learning.AnswerLearning: "circulation",
}
BEGINS_A_CARD: Final = (agreement.Raise, booking.Book, booking.BookFurther)
"""Whoever does these is told as well: what follows is done on a card that they do not have yet."""


def consequences(before: Case, after: Case, fact: Fact, terms: Terms, people: Directory) -> tuple[Effect, ...]:
    """Every card of the case is redrawn; each person is told at most once of each card."""
    tellings = {(telling.person, telling.card): telling for telling in _tellings(before, after, fact, terms, people)}
    return (Redraw(after.id), *tellings.values(), *_calendar(before, after, fact.command), *_announced(after, fact))


def _tellings(before: Case, after: Case, fact: Fact, terms: Terms, people: Directory) -> Iterator[Tell]:
    command, case = fact.command, after
    asked = tuple(_asked(before, after, fact, terms))
    busy = {telling.person for telling in asked}  # one message each: what they are asked for; its card says the rest
    if isinstance(command, record.Sign):  # whoever has yet to sign has been asked to
        busy |= {ask.of for ask in open_asks(after, terms) if ask.what is What.SIGN}
    news = _news(command, case)
    row = TABLE[fact.was][type(command)]
    heard = (in_session(of, session_of(of, type(command), command.about), row.tell) for of in (before, after))
    for person in sorted(frozenset().union(*heard)):
        if (person != fact.by or isinstance(command, BEGINS_A_CARD)) and person not in busy:
            yield _tell(person, news if news != "poll" or case.session else "case", case, fact, _about(news, command))
    yield from asked
    if isinstance(command, booking.Rsvp) and not command.coming:
        yield from _needed(after, fact)
    if isinstance(command, record.Sign):
        yield from _learning(before, after, fact, people)
    if isinstance(command, attendance.Hold):
        yield from _feedback(after, terms)


def _asked(before: Case, after: Case, fact: Fact, terms: Terms) -> Iterator[Tell]:
    """What is newly owed; but nobody is sent the very card that has just answered them."""
    answered = NEWS.get(type(fact.command), "case")
    known = {(ask.what, ask.of, ask.session, ask.since) for ask in open_asks(before, terms)}
    for ask in open_asks(after, terms):
        way = way_to(ask, after)
        new = OWED[ask.what].told and (ask.what, ask.of, ask.session, ask.since) not in known
        if new and not (ask.of == fact.by and way.card == answered):
            yield _tell(ask.of, way.card, after, fact, way.about)


def _news(command: Command, case: Case) -> str:
    """The card that tells of it: where a session is that has no date yet stands on the dates."""
    news = NEWS.get(type(command), "case")
    return "poll" if isinstance(command, booking.ChangePlace) and case.stage is Stage.POLLING else news


def _tell(person: PersonId, card: str, case: Case, fact: Fact, about: str) -> Tell:
    return Tell(person=person, card=card, case=case.id, about=about, key=f"{case.id}/{fact.number}/{card}/{person}")


def _about(card: str, command: Command) -> str:
    return command.about if kind_of(card).per_session else ""


def _learning(before: Case, after: Case, fact: Fact, people: Directory) -> Iterator[Tell]:
    """To the learning representatives of the agencies that were there and to the Workforce Development Group (P20)."""
    for was, now in zip(before.sessions, after.sessions, strict=True):
        if now.signed_at and not was.signed_at and now.learning:
            yield from (
                _tell(person.id, "learning", after, fact, str(now.number))
                for person in people.values()
                if hears(after, now, person, people)
            )


def _needed(after: Case, fact: Fact) -> Iterator[Tell]:
    """The lead coordinator hears at once that somebody else who is needed cannot come, each time (P15)."""
    if after.leading not in (None, fact.by) and after.session and fact.by in required(after, after.session):
        yield _tell(after.leading, "session", after, fact, "")


def _feedback(case: Case, terms: Terms) -> Iterator[Tell]:
    """To every supervisee who came, once the session is over (P22)."""
    for session in case.sessions:
        if session.held_at and session.booked and session.booked.end <= terms.now:
            yield from (_feedback_from(person, case, session) for person in supervisees(case, session))


def _feedback_from(person: PersonId, case: Case, session: Session, key: str = "feedback") -> Tell:
    number = str(session.number)
    return Tell(person=person, card="feedback", case=case.id, about=number, key=f"{case.id}/{key}/{number}/{person}")


def _feedback_again(case: Case, terms: Terms) -> Iterator[Tell]:
    """Once more, to the same people; what was answered meanwhile has been overtaken, and nobody learns whose it was (P22)."""
    for session in case.sessions:
        if session.held_at and session.booked:
            day = terms.calendar.after(session.booked.start.date(), FEEDBACK_AGAIN)
            if day <= terms.today <= terms.calendar.after(day, FEEDBACK_AGAIN):  # not of sessions long ago
                for person in supervisees(case, session):
                    yield _feedback_from(person, case, session, "feedback-again")


def _calendar(before: Case, after: Case, command: Command) -> Iterator[Invitation | Uninvite]:
    """A new state of a booked session goes to whoever is to be there; one that is given up is taken back, from all or from who has left (P16)."""
    session, was = after.session, before.session
    if isinstance(command, (booking.Move, booking.CallOff, booking.DropFurther, agreement.Withdraw)):
        if was and was.booked:
            yield Invitation(after.id, was.number, was.sequence + 1, cancel=True)
    elif (
        session and session.booked and (was is None or (session.number, session.sequence) != (was.number, was.sequence))
    ):
        yield Invitation(after.id, session.number, session.sequence, cancel=False)
        if was and was.booked and was.number == session.number:
            left = (voter for voter in voters(before) if voter not in voters(after))
            yield from (Uninvite(after.id, session.number, session.sequence, voter) for voter in left)


def _announced(after: Case, fact: Fact) -> Iterator[Announce]:
    """The record has gone to the keyworker, lies on the file, or says something more than what lies there (P18)."""
    match fact.command:
        case record.Circulate() | record.File():
            yield Announce(after.id, fact.number)
        case record.Amend(session=number):
            session = after.numbered(number)
            if session and session.circulated_at:
                yield Announce(after.id, fact.number)


def tick(case: Case, terms: Terms, people: Directory) -> tuple[Tell, ...]:
    """Time passed: what is owed only because of it. Each telling has a key of its own day, so that it is made once."""
    if case.over:
        return ()
    asks = open_asks(case, terms)
    told = ((ask, way_to(ask, case)) for ask in asks if ask.by_time and OWED[ask.what].told)
    due = tuple(
        Tell(person=ask.of, card=way.card, case=case.id, about=way.about, key=_key(ask, case)) for ask, way in told
    )
    return (
        *due,
        *_morning(case, terms),
        *_feedback(case, terms),
        *_feedback_again(case, terms),
        *_late(case, terms, people),
        *_left(case, asks, people),
    )


def _left(case: Case, asks: tuple[Ask, ...], people: Directory) -> Iterator[Tell]:
    """Whoever owes a step has left: once to whoever answers for it now, and to the office, who can put somebody in their place."""
    for ask in asks:
        if gone(ask, people):
            for person in dict.fromkeys((*sees_to(case, ask, people), *office(people))):
                key = f"{case.id}/left/{ask.of}/{case.stage}/{person}"
                yield Tell(person=person, card="case", case=case.id, key=key)


def _morning(case: Case, terms: Terms) -> Iterator[Tell]:
    """On the day, before it begins: who comes, the ground rules and the link, to everybody who has not said that they cannot."""
    session = case.session
    if session and session.booked and session.booked.start.date() == terms.today and terms.now < session.booked.start:
        said = dict(session.coming)
        for person in voters(case):
            if said.get(person) is not False:
                key = f"{case.id}/morning/{session.number}/{session.booked.id}/{person}"
                yield Tell(person=person, card="session", case=case.id, key=key)


def _late(case: Case, terms: Terms, people: Directory) -> Iterator[Tell]:
    """The window has been missed: once to the accountable managers and the partnership office, with the reason on the card (P17)."""
    now = risk(case, terms)
    if now.risk is Risk.LATE and now.because is Because.PAST:
        for person in dict.fromkeys((*case.managers, *office(people))):
            yield Tell(person=person, card="case", case=case.id, key=f"{case.id}/late/{case.decided_on}/{person}")


def _key(ask: Ask, case: Case) -> str:
    return f"{case.id}/due/{ask.what}/{ask.session}/{ask.of}/{ask.by_time}"
