"""What somebody can owe a case: one row each, with the verb that does it and its words. When it is owed, `dialogs/procedure/asks.py` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class What(StrEnum):
    """What somebody owes. The names are those of the reminder ladders in the profile."""

    AGREE = "agree"
    FAMILY_KNOWS = "family-knows"
    ANSWER_QUERY = "answer-query"
    NOMINATE = "nominate"
    ACCEPT = "accept"
    KEYWORKER = "keyworker"
    INVITE = "invite"
    VOTE = "vote"
    BOOK = "book"
    OFFER = "offer-more"
    COMING = "coming"
    CANNOT_COME = "cannot-come"
    ATTENDANCE = "attendance"
    WRITE = "write"
    SIGN = "sign"
    CIRCULATE = "circulate"
    RECEIVE = "receive"
    FILE = "file"
    FILE_AMENDMENT = "file-amendment"
    FAMILY = "family"
    FURTHER = "further"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed: the verb that does it, whose card leads to it, and how it is said after "You to" and after a name."""

    verb: str
    yours: str
    others: str = ""  # empty: as `yours`
    again: bool = False  # may be done when it is not owed too: its button stands out only while it is
    told: bool = True  # by a message of its own as it arises; else it waits for the digest, and stands on the cards and lists at once

    def said(self, *, yours: bool) -> str:
        """In words: to whoever owes it, or of them."""
        return self.yours if yours else self.others or self.yours


OWED: Final[Mapping[What, Owed]] = {
    What.AGREE: Owed("agree", "agree or decline the case"),
    What.FAMILY_KNOWS: Owed("family-knows", "say whether the family knows of the session", again=True, told=False),
    What.ANSWER_QUERY: Owed("add-more", "answer the manager's question"),
    What.NOMINATE: Owed("nominate", "choose the supervisors", again=True),
    What.ACCEPT: Owed("accept", "say whether you will supervise", "say whether they will supervise"),
    What.KEYWORKER: Owed("name-keyworker", "name the keyworker", again=True, told=False),
    What.INVITE: Owed("invite", "invite people and offer dates"),
    What.VOTE: Owed("vote", "say when you can come", "say when they can come", again=True),
    What.BOOK: Owed("book", "book a date"),
    What.OFFER: Owed("offer-more", "offer more dates", again=True),
    What.COMING: Owed("coming", "say whether you are coming", "say whether they are coming", again=True, told=False),
    What.CANNOT_COME: Owed("move", "decide what happens, as somebody needed cannot come", again=True),
    What.ATTENDANCE: Owed("hold", "tick who came"),
    What.WRITE: Owed("write", "write the record", again=True),
    What.SIGN: Owed("sign", "sign the record"),
    What.CIRCULATE: Owed("circulate", "circulate the record"),
    What.RECEIVE: Owed("receive", "confirm that you have the record", "confirm that they have the record"),
    What.FILE: Owed("file", "place the record on the child's file"),
    What.FILE_AMENDMENT: Owed("file-amendment", "place the amendment on the child's file", told=False),
    What.FAMILY: Owed("tell-family", "say whether the points were shared with the family", again=True),
    What.FURTHER: Owed("further", "plan the further session", again=True),
    What.CLOSE: Owed("close", "close the case"),
}
