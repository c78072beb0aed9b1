"""What can be said to the bot, in one list: the help card, the menus of chats and the hint after the slash come from it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Saying:
    """Words, and what they do. An `example` stands for others of its kind; what is `alone` needs a chat of two."""

    words: str
    does: str
    example: bool = False
    alone: bool = False


SAYINGS: Final = (
    Saying("raise", "Raise a case that is stuck, drifting or weighs on you"),
    Saying("mine", "My list: what waits for you, and your cases"),
    Saying("JS-7K3M", "A case, by its reference", example=True),
    Saying("dates tue 2pm, wed 10", "Offer dates for a case you coordinate", example=True),
    Saying("calendar", "Your sessions in your own calendar"),
    Saying("here", "Answer the form you have begun as questions in the chat", alone=True),
    Saying("channels", "Where I know you, and where I write to you"),
    Saying("link", "A code that links another account of yours"),
    Saying("agree JS-7K3M", "Do by words what a button does; I ask before I do it", example=True, alone=True),
    Saying("help", "What can be done, and how"),
)
