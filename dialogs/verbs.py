"""What can be done, as buttons: each verb with the command the gate judges, its label and the card that answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.model.press import Press
from dialogs.model.turns import Need, Scene
from dialogs.model.views import Button, Style
from dialogs.owed import OWED
from dialogs.procedure.asks import open_asks
from dialogs.procedure.commands import (
    agreement,
    attendance,
    booking,
    family,
    learning,
    polling,
    record,
    refiling,
    reminding,
    supervision,
)
from dialogs.procedure.commands.base import Command, held
from dialogs.procedure.lifecycle import Transition, row_for
from dialogs.procedure.members import supervisees


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing somebody can do.

    `card` is where its button stands and which answers; `done` is said afterwards; `needs` is what its form looks at.
    """

    does: type[Command]
    label: str
    card: str
    done: str
    style: Style = Style.PLAIN
    needs: Need = Need.NOTHING


MAIN, DANGER = Style.PRIMARY, Style.DANGER

VERBS: Final[Mapping[str, Verb]] = {
    "raise": Verb(
        agreement.Raise,
        "Raise a case",
        "case",
        "Raised. The accountable manager is being asked.",
        MAIN,
        needs=Need.BESIDE,
    ),
    "agree": Verb(agreement.Agree, "Agree", "agreement", "Agreed. The window has started.", MAIN),
    "agree-earlier": Verb(
        agreement.Agree, "We decided on another day", "agreement", "Agreed. The window runs from that day."
    ),
    "ask-more": Verb(agreement.AskForMore, "Ask for more", "agreement", "Kept. Your question is going back."),
    "family-knows": Verb(
        family.SayFamilyKnows, "Say whether the family knows", "case", "Kept. It stands on the case.", MAIN
    ),
    "decline": Verb(
        agreement.Decline, "Decline", "agreement", "Declined. The person who raised it is told why.", DANGER
    ),
    "hand-over": Verb(agreement.HandOver, "Hand over", "agreement", "Handed over.", needs=Need.BESIDE),
    "name-deputy": Verb(
        agreement.NameDeputy, "Name a deputy", "agreement", "Your deputy may decide too.", needs=Need.BESIDE
    ),
    "add-more": Verb(
        agreement.AddMore, "Answer the question", "agreement", "Kept. Your answer is going to the manager.", MAIN
    ),
    "nominate": Verb(
        supervision.Nominate,
        "Choose supervisors",
        "nomination",
        "Chosen. They are being asked, and you are told when they answer.",
        MAIN,
        needs=Need.LOAD | Need.BESIDE,
    ),
    "accept": Verb(supervision.Accept, "Accept", "nomination", "Thank you. You are a supervisor for this case.", MAIN),
    "turn-down": Verb(
        supervision.TurnDown,
        "Decline or suggest a colleague",
        "nomination",
        "Thank you. The manager is being told.",
        needs=Need.BESIDE,
    ),
    "stand-down": Verb(
        supervision.StandDown, "Stand down", "nomination", "You are no longer a supervisor for this case.", DANGER
    ),
    "release": Verb(
        supervision.Release,
        "Replace a supervisor",
        "nomination",
        "Released. The accountable manager is being asked to choose somebody else.",
        DANGER,
    ),
    "hand-lead": Verb(supervision.HandLead, "Hand over the lead", "nomination", "The lead coordinator has changed."),
    "invite": Verb(
        polling.Invite,
        "Invite people and offer dates",
        "poll",
        "The dates are on offer. Everybody is being asked when they can come.",
        MAIN,
        needs=Need.REACH | Need.BESIDE,
    ),
    "vote": Verb(
        polling.CastVotes,
        "Answer all dates at once",
        "poll",
        "Thank you. You can change your answers until a date is booked.",
        MAIN,
    ),
    "yes": Verb(polling.CastVotes, "Yes", "poll", "Your answer is kept. You can change it."),
    "maybe": Verb(polling.CastVotes, "If need be", "poll", "Your answer is kept. You can change it."),
    "no": Verb(polling.CastVotes, "No", "poll", "Your answer is kept. You can change it."),
    "propose": Verb(polling.Propose, "None of these suits me", "poll", "The lead coordinator sees your proposal."),
    "offer-more": Verb(
        polling.OfferMore,
        "Offer more dates",
        "poll",
        "More dates are on offer. Everybody is being asked. First answers are kept.",
        MAIN,
    ),
    "offer-proposal": Verb(
        polling.OfferMore,
        "Offer this date",
        "poll",
        "This date is on offer too. Everybody is being asked. First answers are kept.",
    ),
    "reopen": Verb(
        polling.ReopenPoll, "Open the poll again", "poll", "The poll is open again. Everybody is being told."
    ),
    "change-people": Verb(polling.ChangePeople, "Change who comes", "poll", "Changed.", needs=Need.BESIDE),
    "book": Verb(booking.Book, "Book this date", "poll", "Booked. Invitations are being sent."),
    "coming": Verb(booking.Rsvp, "I am coming", "session", "Thank you.", MAIN),
    "not-coming": Verb(
        booking.Rsvp, "I cannot come", "session", "Thank you for saying so. The lead coordinator sees it."
    ),
    "go-on-without": Verb(
        booking.GoOnWithout, "Go on without them", "session", "Kept. The session takes place as booked."
    ),
    "move": Verb(booking.Move, "Move the session", "session", "The old time is given up. Dates are polled again."),
    "change-place": Verb(
        booking.ChangePlace,
        "Change the place or link",
        "session",
        "Changed. Everybody is being told where it is now.",
    ),
    "call-off": Verb(booking.CallOff, "Call it off", "session", "Called off. Everybody is being told.", DANGER),
    "drop-further": Verb(
        booking.DropFurther, "Drop this further session", "session", "Dropped. Everybody is being told.", DANGER
    ),
    "hold": Verb(attendance.Hold, "Tick who came", "session", "Noted. The record can be written now.", MAIN),
    "write": Verb(
        record.Write,
        "Write the record",
        "record",
        "Saved. Both supervisors can go on writing until it is signed.",
        MAIN,
    ),
    "correct-attendance": Verb(
        attendance.CorrectAttendance, "Correct who came", "record", "Corrected. What it said before stays with it."
    ),
    "sign": Verb(record.Sign, "Sign the record", "record", "Signed. Thank you.", MAIN),
    "amend": Verb(record.Amend, "Add an amendment", "record", "Added, with your name and the time."),
    "circulate": Verb(
        record.Circulate, "Circulate the record", "circulation", "Circulated. Everybody is being told.", MAIN
    ),
    "receive": Verb(
        record.Receive, "I have received it", "circulation", "Thank you. It is noted that you have the record.", MAIN
    ),
    "file": Verb(record.File, "I have filed it", "circulation", "Thank you. The filing is noted.", MAIN),
    "file-amendment": Verb(
        refiling.FileAmendment,
        "The amendment is on the file",
        "circulation",
        "Thank you. It is noted that the amendment is on the file.",
        MAIN,
    ),
    "tell-family": Verb(record.TellFamily, "Say whether it was shared", "circulation", "Thank you.", MAIN),
    "answer-learning": Verb(
        learning.AnswerLearning,
        "Reply to the group",
        "learning",
        "Thank you. The people who were in the session are being told.",
        MAIN,
    ),
    "further": Verb(
        booking.PlanFurther, "Plan a further session", "circulation", "The further session is planned.", MAIN
    ),
    "name-keyworker": Verb(agreement.ChangeKeyworker, "Name the keyworker", "case", "Named.", MAIN, needs=Need.BESIDE),
    "change-keyworker": Verb(agreement.ChangeKeyworker, "Change the keyworker", "case", "Changed.", needs=Need.BESIDE),
    "withdraw": Verb(agreement.Withdraw, "Withdraw the case", "case", "Withdrawn. Everybody is being told.", DANGER),
    "snooze": Verb(reminding.RemindLater, "Remind me later", "case", "We remind you then."),
    "not-me": Verb(reminding.NotMine, "Not me", "case", "Thank you. Whoever answers for this step is being told."),
    "close": Verb(record.Close, "Close the case", "case", "Closed. Thank you.", MAIN),
}


ASKING: Final = frozenset(
    {
        *("raise", "ask-more", "add-more", "decline", "hand-over", "name-deputy", "nominate", "turn-down"),
        *("release", "hand-lead"),
        *("invite", "offer-more", "offer-proposal", "reopen", "change-people", "book", "move", "change-place"),
        *("call-off", "drop-further", "circulate"),
        *("name-keyworker", "change-keyworker", "answer-learning", "withdraw", "not-me"),
    }
)
"""The verbs whose answer says that others hear of it: so it has to be known whether they are reached."""

AGAIN: Final = {owed.verb: what for what, owed in OWED.items() if owed.again}
"""What may be done again stands out only while it is owed."""


def offered(scene: Scene, *names: str, about: str = "") -> Iterator[Button]:
    """The buttons of those verbs that the gate would accept from the actor; what it would refuse is not drawn. One stands out at the most."""
    free = tuple(name for name in names if may(scene, name, about))
    first = next((name for name in free if VERBS[name].style is MAIN and _due(scene, name)), "")
    for name in free:
        verb = VERBS[name]
        style = Style.PLAIN if verb.style is MAIN and name != first else verb.style
        yield Button(verb.label, Press(verb.card, name, scene.of.id, about), style)


def _due(scene: Scene, name: str) -> bool:
    what = AGAIN.get(name)
    return what is None or any(ask.what is what and ask.of == scene.who.id for ask in open_asks(scene.of, scene.terms))


def may(scene: Scene, name: str, about: str = "") -> bool:
    """Whether the gate would let the actor begin this."""
    return isinstance(row_for(scene.of, VERBS[name].does, scene.who, scene.terms, about), Transition)


def may_give_feedback(scene: Scene, about: str = "") -> bool:
    """Whether the actor came to that session as a supervisee or the keyworker, and has not answered yet (P22)."""
    session = held(scene.of, about) if scene.case else None
    if session is None or scene.actor is None or session.number in scene.feedback_given:
        return False
    return scene.actor.id in supervisees(scene.of, session)
