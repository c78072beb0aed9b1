"""What a letter says around its link: who asks whom for what, until when. Nothing of a case, and enough for a stranger."""

from dataclasses import dataclass
from typing import Final

ALONE: Final = (
    "The link is for you alone and works for 14 days. Please do not pass it on. "
    "Nothing is done before you press a button on its page."
)

WHAT_IT_IS: Final = (
    "Joint supervision is a meeting in which people of several agencies think together about their work with a child, led by two "
    "supervisors from outside that work. {partnership} has a computer program that asks people, reminds them and keeps the papers. "
    "It wrote this letter. No detail of any child is in it, on purpose."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The words of one letter, whatever it is about. How it looks, and whose letter it is, is the post's.

    `subject` is its heading too. `facts` are labels and values; `reference` is what its reader can have checked, empty where
    there is none. `button` is what the link is called, `link_is` what it is good for.
    """

    subject: str
    says: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    reference: str = ""
    button: str = "Open the page"
    link_is: str = ALONE
