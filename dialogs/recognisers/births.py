"""Dates of birth: with a word that says so in any form; bare, a full date that lies two years back or more."""

import re
from datetime import date
from typing import Final

MONTH: Final = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
NUMBERS: Final = r"(?:\d{1,2} ?/ ?\d{1,2} ?/ ?|\d{1,2}\. ?\d{1,2}\. ?|\d{1,2}-\d{1,2}-)(?:\d{4}|\d{2})"
ISO: Final = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
SPOKEN: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of\s+|\s+|[-/.]){MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)\b\.?"
FULL: Final = rf"(?:{ISO}|{NUMBERS}|{SPOKEN}(?:,?\s+|[-/.])(?:19|20)\d\d)"
BORN: Final = r"\b(?:born|dob|d\.\s?o\.\s?b\.?|date\s+of\s+birth|birth\s?date|birthday|b\.)"
WITH_WORD: Final = re.compile(
    rf"{BORN}(?=[^.\n]{{0,25}}?(?:{FULL}|{SPOKEN}|\b\d{{6}}\b|\b\d{{8}}\b))|(?:{FULL}|{SPOKEN})[^.\n]{{0,20}}?\b(?:birthday|dob|date of birth)\b",
    re.IGNORECASE,
)
BARE: Final = re.compile(rf"(?<![\d/.-]){FULL}(?![\d/-])", re.IGNORECASE)
OF_AN_EVENT: Final = re.compile(r"\b(?:since|until|from|dated|after|before|between)\s+(?:the\s+)?$", re.IGNORECASE)
YEARS_BACK: Final = 2


def has_birth(text: str, today: date) -> bool:
    """Whether the text holds a date of birth. A bare date of the last two years is taken for something that happened."""
    if WITH_WORD.search(text):
        return True
    return any(_old(found[0], today) and not OF_AN_EVENT.search(text[: found.start()]) for found in BARE.finditer(text))


def _old(written: str, today: date) -> bool:
    year = _year(written, today)
    return today.year - 100 < year <= today.year - YEARS_BACK


def _year(written: str, today: date) -> int:
    """The year of a date in whatever form. Of two digits it is the latest that is not to come."""
    parts = [int(part) for part in re.findall(r"\d+", written)]
    year = next((part for part in parts if part > 31), parts[-1])  # noqa: PLR2004 - the last day of a month
    if year > 99:  # noqa: PLR2004 - four digits
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century + year - 100
