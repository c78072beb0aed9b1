"""Every command of the procedure. A stored fact names its command; so a name here is kept for ever."""

from collections.abc import Mapping
from typing import Final

from dialogs.procedure.commands.agreement import (
    AddMore,
    Agree,
    AskForMore,
    ChangeKeyworker,
    Decline,
    HandOver,
    NameDeputy,
    Raise,
    Redirect,
    Withdraw,
)
from dialogs.procedure.commands.base import Command, OfSession
from dialogs.procedure.commands.booking import Book, BookFurther, CallOff, DropFurther, Move, PlanFurther, Rsvp
from dialogs.procedure.commands.learning import AnswerLearning
from dialogs.procedure.commands.polling import CastVotes, ChangePeople, Invite, OfferMore, Propose
from dialogs.procedure.commands.record import (
    Amend,
    Circulate,
    Close,
    Entry,
    File,
    Hold,
    Receive,
    Sign,
    TellFamily,
    Write,
)
from dialogs.procedure.commands.reminding import NotMine, RemindLater
from dialogs.procedure.commands.supervision import Accept, HandLead, Named, Nominate, StandDown, TurnDown

__all__ = [
    "COMMANDS", "Accept", "AddMore", "Agree", "Amend", "AnswerLearning", "AskForMore", "Book", "BookFurther", "CallOff", "CastVotes",
    "ChangeKeyworker", "ChangePeople", "Circulate", "Close", "Command", "Decline", "DropFurther", "Entry", "File",
    "HandLead", "HandOver", "Hold", "Invite", "Move", "NameDeputy", "Named", "Nominate", "NotMine", "OfSession", "OfferMore",
    "PlanFurther", "Propose", "Raise", "Receive", "Redirect", "RemindLater", "Rsvp", "Sign", "StandDown", "TellFamily", "TurnDown",
    "Withdraw", "Write",
]  # fmt: skip

COMMANDS: Final[Mapping[str, type[Command]]] = {
    one.__name__: one
    for one in (
        Raise, Redirect, Agree, Decline, AskForMore, AddMore, HandOver, NameDeputy, ChangeKeyworker, Withdraw,
        Nominate, Accept, TurnDown, StandDown, HandLead,
        Invite, ChangePeople, OfferMore, CastVotes, Propose,
        Book, Rsvp, Move, CallOff, PlanFurther, BookFurther, DropFurther,
        Hold, Write, Sign, Amend, Circulate, Receive, File, TellFamily, AnswerLearning, Close,
        RemindLater, NotMine,
    )
}  # fmt: skip
