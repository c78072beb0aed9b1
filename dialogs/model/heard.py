"""What somebody did on a channel. Adapters make these from a platform's payload, and nothing else enters the core."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from dialogs.ids import TurnId
from dialogs.model.fields import Raw
from dialogs.model.press import Press


@dataclass(frozen=True, slots=True)
class Handle:
    """Who somebody is on one channel: `slack`, team id, user id; `web`, "", person id; `email`, "", address."""

    channel: str
    tenant: str
    user: str

    @property
    def conversation(self) -> str:
        """Where they and the bot write to each other, as one word."""
        return f"{self.channel}:{self.tenant}:{self.user}"


class Go(StrEnum):
    """Where somebody wants to go from a screen of a form."""

    NEXT = "next"  # on, or to the review, or (in a form of one screen without review) send
    BACK = "back"
    SEND = "send"  # from the review
    CHANGE = (
        "change"  # to another section: from a screen to that named in `about`, from the review to that in `section`
    )
    KEEP = "keep"  # save what is there and close
    CANCEL = "cancel"  # throw the draft away
    FIND = (
        "find"  # people for the field named in `about`, by the words that came beside it (`SOUGHT`); on the same screen
    )
    MOVE = "move"  # what belongs elsewhere, from the field named in `about`


SOUGHT: Final = "find."  # and a field's name: the words by which somebody is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button, a command of the menu, a tab that was opened.

    `at` is the section at which a form that was opened before is looked at again; any other word stands for where it was
    left. `judged` asks for its faults as well.
    """

    turn: TurnId
    sender: Handle
    press: Press
    at: str = ""
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A screen of a form: `press` and `mark` as the page carried them, `section` by name, `raw` only what this screen asked.

    `about` is another section or field that the button speaks of, if any.
    """

    turn: TurnId
    sender: Handle
    press: Press
    section: str
    go: Go = Go.NEXT
    raw: Raw = field(default_factory=dict)
    mark: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words: after the slash command, or typed to the bot. `private` is false where others read the answer; `edited` are words changed later."""

    turn: TurnId
    sender: Handle
    words: str
    private: bool = True
    edited: bool = False


Heard = Pressed | Submitted | Said
