"""What came back by mail, looked at each minute: answers to invitations are heard as if their button had been pressed (P16), bounces are remembered.

Rule 1: an answer counts once, however often it is read: its turn is named by what it says.
Rule 2: one that speaks of another time than the one that is booked, of a session that is over, or of somebody who is not
invited, changes nothing. Whatever else stands in a letter is looked at by nobody and kept nowhere.
"""

from hashlib import sha256
from typing import Final

import structlog

from adapters.mail.arrivals import Answer, Bounce, Coming
from adapters.mail.smtp_replies import Whose
from adapters.shared.channel import Later
from adapters.shared.failure import blame
from bot.outbox.unreachable import bounced
from bot.runtime.runtime import Runtime
from bot.turn import BUSY, take_turn
from dialogs.ids import CaseId, PersonId, TurnId
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.reach import LETTERS, State
from dialogs.procedure.polls import voters
from store.database.outages import GONE

READ_TO: Final = "mailbox is read up to"
SAYS: Final = {Coming.YES: (True, "coming"), Coming.NO: (False, "not-coming")}
"""Whether they come, and the button that says so; a perhaps is asked about as if nothing had been said."""


log = structlog.get_logger()


def read_mailbox(runtime: Runtime) -> int:
    """Hear all that has come since the last time; how many letters. What cannot be read now is read the next time."""
    if runtime.mailbox is None:
        return 0
    with runtime.store.reading() as work:
        mark = work.key_values.get(READ_TO) or ""
    read = 0
    try:
        for letter in runtime.mailbox.arrived(mark, runtime.clock()):
            for said in letter.said:
                _safely(runtime, said)
            if letter.mark != mark:
                mark = letter.mark
                with runtime.store.begin() as work:
                    work.key_values.put(READ_TO, mark)
            read += 1
    except Later as fault:
        log.warning("the mailbox cannot be read", action="mailbox_away", code=str(fault))
    return read


def _safely(runtime: Runtime, said: Bounce | Answer) -> None:
    """One letter that cannot be heard stops no other; while the database is away all wait."""
    try:
        _hear(runtime, said)
    except (Later, *GONE):
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a letter holds, those after it are read
        log.error("letter failed", action="letter_failed", **blame(fault))  # noqa: TRY400 - its text may quote somebody


def _hear(runtime: Runtime, said: Bounce | Answer) -> None:
    if isinstance(said, Answer):
        _answered(runtime, said)
    elif said.whose is not Whose.RELAY:
        _bounced(runtime, said)
    else:
        log.error("letters are refused as ours", action="mail_relay_refuses", code=said.status)


def _answered(runtime: Runtime, answer: Answer) -> None:
    """The press of a button on the session's card, by whoever is invited under that address."""
    case_id, _, number = answer.uid.partition("@")[0].rpartition("-")
    meant = SAYS.get(answer.coming)
    if meant is None:
        return None
    with runtime.store.reading() as work:
        case, person = work.cases.get(CaseId(case_id)), work.people.by_email(answer.address)
    session = case.session if case else None
    if case is None or session is None or person is None:
        return _passed_over("unknown")
    if not session.booked or (str(session.number), session.sequence) != (number, answer.sequence):
        return _passed_over("stale")
    if person not in voters(case):
        return _passed_over("not_invited")
    coming, verb = meant
    if dict(session.coming).get(person) is not coming:
        said = f"{answer.uid}/{answer.sequence}/{person}/{verb}/{answer.stamp}"
        reply = take_turn(
            Pressed(
                turn=TurnId(f"mail/{sha256(said.encode()).hexdigest()}"),
                sender=_by_letter(person, answer.address),
                press=Press("session", verb, case.id),
            ),
            runtime,
        )
        if reply is BUSY:
            raise Later("busy")
        log.info("answered by mail", action="invitation_answered", case=case.id, person=person)
    return None


def _passed_over(why: str) -> None:
    log.info("not heard", action="answer_passed_over", code=why)


def _bounced(runtime: Runtime, bounce: Bounce) -> None:
    with runtime.store.reading() as work:
        person = work.people.by_email(bounce.address)
    if person:
        state = State.BOUNCED if bounce.whose is Whose.ADDRESS else State.BLOCKED
        bounced(runtime, person, _by_letter(person, bounce.address), state, f"smtp {bounce.status}")


def _by_letter(person: PersonId, address: str) -> Handle:
    return Handle(LETTERS, person, address)
