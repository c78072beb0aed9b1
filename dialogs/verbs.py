"""What can be done, as buttons: each verb with the command the gate judges, its label and the card that answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.press import Press
from dialogs.procedure.commands import (
    Accept,
    AddMore,
    Agree,
    Amend,
    AskForMore,
    Book,
    CallOff,
    CastVotes,
    ChangeKeyworker,
    ChangePeople,
    Circulate,
    Close,
    Command,
    Decline,
    DropFurther,
    File,
    HandLead,
    HandOver,
    Hold,
    Invite,
    Move,
    NameDeputy,
    Nominate,
    OfferMore,
    PlanFurther,
    Propose,
    Raise,
    Receive,
    Rsvp,
    Sign,
    StandDown,
    TellFamily,
    TurnDown,
    Withdraw,
    Write,
)
from dialogs.procedure.lifecycle import Row, row_for
from dialogs.turns import Scene
from dialogs.views import Button, Style


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing somebody can do. `card` is where its button stands and which answers; `done` is said afterwards."""

    does: type[Command]
    label: str
    card: str
    done: str
    style: Style = Style.PLAIN


MAIN, DANGER = Style.PRIMARY, Style.DANGER

VERBS: Final[Mapping[str, Verb]] = {
    "raise": Verb(Raise, "Raise a case", "case", "Sent. The accountable manager has been asked.", MAIN),
    "agree": Verb(Agree, "Agree", "agreement", "Agreed. The window has started.", MAIN),
    "agree-earlier": Verb(Agree, "We decided on another day", "agreement", "Agreed. The window runs from that day."),
    "ask-more": Verb(AskForMore, "Ask for more", "agreement", "Your question has gone back."),
    "decline": Verb(Decline, "Decline", "agreement", "Declined. The person who raised it is told why.", DANGER),
    "hand-over": Verb(HandOver, "Hand over", "agreement", "Handed over."),
    "name-deputy": Verb(NameDeputy, "Name a deputy", "agreement", "Your deputy may decide too."),
    "add-more": Verb(AddMore, "Answer the question", "agreement", "Your answer has gone to the manager.", MAIN),
    "nominate": Verb(Nominate, "Choose supervisors", "nomination", "They have been asked.", MAIN),
    "accept": Verb(Accept, "Accept", "nomination", "Thank you. You are a supervisor for this case.", MAIN),
    "turn-down": Verb(TurnDown, "Decline or suggest a colleague", "nomination", "Thank you. The manager has been told."),
    "stand-down": Verb(StandDown, "Stand down", "nomination", "You are no longer a supervisor for this case.", DANGER),
    "hand-lead": Verb(HandLead, "Hand over the lead", "nomination", "The lead coordinator has changed."),
    "invite": Verb(Invite, "Invite people and offer dates", "poll", "Everybody has been asked when they can come.", MAIN),
    "vote": Verb(CastVotes, "Say when you can come", "poll", "Thank you. You can change your answer at any time.", MAIN),
    "yes": Verb(CastVotes, "Yes", "poll", "Noted."),
    "maybe": Verb(CastVotes, "If need be", "poll", "Noted."),
    "no": Verb(CastVotes, "No", "poll", "Noted."),
    "propose": Verb(Propose, "None of these", "poll", "The lead coordinator sees your proposal."),
    "offer-more": Verb(OfferMore, "Offer more dates", "poll", "The new dates have been sent. First answers are kept."),
    "change-people": Verb(ChangePeople, "Change who comes", "poll", "Changed."),
    "book": Verb(Book, "Book this date", "poll", "Booked. Invitations are on their way."),
    "coming": Verb(Rsvp, "I am coming", "session", "Thank you."),
    "not-coming": Verb(Rsvp, "I cannot come", "session", "Thank you for saying so. The lead coordinator sees it."),
    "move": Verb(Move, "Move the session", "session", "The old time is given up. Dates are polled again."),
    "call-off": Verb(CallOff, "Call it off", "session", "Called off. Everybody has been told.", DANGER),
    "drop-further": Verb(DropFurther, "Drop this further session", "session", "Dropped. Everybody has been told.", DANGER),
    "hold": Verb(Hold, "Tick who came", "session", "Noted. The record can be written now.", MAIN),
    "write": Verb(Write, "Write the record", "record", "Saved.", MAIN),
    "sign": Verb(Sign, "Sign the record", "record", "Signed.", MAIN),
    "amend": Verb(Amend, "Add an amendment", "record", "Added, with your name and the time."),
    "circulate": Verb(Circulate, "Circulate the record", "circulation", "Circulated to everybody.", MAIN),
    "receive": Verb(Receive, "Received", "circulation", "Thank you.", MAIN),
    "file": Verb(File, "Filed", "circulation", "Thank you. The filing is noted.", MAIN),
    "tell-family": Verb(TellFamily, "Say whether it was shared", "circulation", "Thank you."),
    "further": Verb(PlanFurther, "Plan a further session", "circulation", "The further session is under way."),
    "change-keyworker": Verb(ChangeKeyworker, "Change the keyworker", "case", "Changed."),
    "withdraw": Verb(Withdraw, "Withdraw the case", "case", "Withdrawn. Everybody has been told.", DANGER),
    "close": Verb(Close, "Close the case", "case", "Closed. Thank you.", MAIN),
}


def offered(scene: Scene, *names: str, about: str = "") -> Iterator[Button]:
    """The buttons of those verbs that the gate would accept from the actor. What it would refuse is not drawn."""
    for name in names:
        if may(scene, name, about):
            verb = VERBS[name]
            yield Button(verb.label, Press(verb.card, name, scene.of.id, about), verb.style)


def may(scene: Scene, name: str, about: str = "") -> bool:
    """Whether the gate would let the actor begin this."""
    return isinstance(row_for(scene.of, VERBS[name].does, scene.who, scene.terms, about), Row)
