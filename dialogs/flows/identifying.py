"""Text that looks as if it identified a child: pointed out beside the field, never kept or removed in silence (P23)."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from dialogs.model.fields import Answers, Errors, LongText, ShortText
from dialogs.model.fields import Form as _Form

DIGITS: Final = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
BIRTH: Final = re.compile(r"\b(?:born|dob|d\.o\.b\.?|date of birth)\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b", re.IGNORECASE)
POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
PHONE: Final = re.compile(r"(?<!\d)(?:\+44 ?|0)(?:\d ?){9,10}(?!\d)")
UPN: Final = re.compile(r"\b[A-Z]\d{11}[A-Z\d]\b", re.IGNORECASE)
NOT_FIRST: Final = "Child|Core|Family|Early|Joint|Signs|Section|Social|Health|Young|The|She|He|They|We|It|Mr|Mrs|Ms|Dr"
NOT_LAST: Final = "Group|Need|Help|Support|Conference|Meeting|Plan|Worker|Visitor|School|Safety"
NAME: Final = re.compile(rf"\b(?!(?:{NOT_FIRST})\b)[A-Z][a-z]{{2,}}[ -](?!(?:{NOT_LAST})\b)[A-Z][a-z]{{2,}}\b")


def remarks(form: _Form) -> Callable[[Answers], Errors]:
    """What to look at again, by field name, for the free-text fields of a form."""
    names = [one.name for one in form.fields if isinstance(one, LongText | ShortText) and one.name not in EXEMPT]

    def look(answers: Answers) -> Errors:
        found = {name: remark(answers[name]) for name in names if isinstance(answers.get(name), str)}
        return {name: words for name, words in found.items() if words}

    return look


EXEMPT: Final = frozenset({"local_reference", "place", "others", "typed", "reference"})


def remark(text: object) -> str:
    """One sentence on what the text seems to hold, or nothing."""
    kinds = list(dict.fromkeys(_kinds(str(text))))
    if not kinds:
        return ""
    return f"This looks as if it holds {' and '.join(kinds)}. Use initials and your reference instead, if you can."


def _kinds(text: str) -> Iterator[str]:
    if any(nhs_number(found) for found in DIGITS.findall(text)):
        yield "an NHS number"
    if BIRTH.search(text):
        yield "a date of birth"
    if POSTCODE.search(text):
        yield "a postcode"
    if PHONE.search(text):
        yield "a phone number"
    if UPN.search(text):
        yield "a pupil number"
    if NAME.search(text):
        yield "a full name"


def nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last is the check digit, modulus 11 (NHS Data Dictionary)."""
    numbers = [int(one) for one in digits if one.isdigit()]
    if len(numbers) != 10:  # noqa: PLR2004 - an NHS number has ten
        return False
    check = 11 - sum(weight * one for weight, one in zip(range(10, 1, -1), numbers, strict=False)) % 11
    return numbers[9] == (0 if check == 11 else check)  # noqa: PLR2004 - eleven stands for nought
