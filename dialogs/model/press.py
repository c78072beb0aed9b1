"""What a button carries. The only maker and the only reader of button values.

A token holds names and ids, never words of a case; and it grants nothing, for everything is judged again.
"""

from dataclasses import dataclass
from typing import Final, Self

from dialogs.ids import CaseId

SHOW: Final = "show"
"""The verb that only looks at a card."""


@dataclass(frozen=True, slots=True)
class Press:
    """On which card, which verb, of which case, about which of its things (a slot, a person, a session)."""

    card: str
    verb: str
    case: CaseId | None = None
    about: str = ""

    def __str__(self) -> str:
        return "/".join((self.card, self.verb, self.case or "", self.about))

    @classmethod
    def read(cls, token: str) -> Self | None:
        """The press a token stands for; nothing for what no button of ours ever carried."""
        parts = token.split("/") if len(token) <= 255 else []  # noqa: PLR2004 - Slack's action_id limit
        if len(parts) != 4 or not all(map(_plain, parts)):  # noqa: PLR2004 - card, verb, case, about
            return None
        card, verb, case, about = parts
        return cls(card, verb, CaseId(case) if case else None, about) if card and verb else None


def _plain(part: str) -> bool:
    return part.isascii() and all(letter.isalnum() or letter in "_-.:" for letter in part)
