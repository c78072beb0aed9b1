"""Where somebody lives or can be reached: postcodes, streets with a house, e-mail addresses."""

import re
from typing import Final

POSTCODE: Final = re.compile(r"(?<![A-Z\d-])[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![A-Z\d])", re.IGNORECASE)
EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
TYPE: Final = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Crescent|Terrace|Gardens|Grove|Close|Drive|Way|Court|Place|Walk|Row|Mews|Square"
    r"|Hill|Green|Parade|Quay|Cottages?|Buildings)"
)
STREET: Final = rf"(?:[A-Z][\w'.-]*\s+){{1,3}}{TYPE}\b"
HOUSE: Final = r"(?:\b(?:flat|apartment|no\.?|number)\s*\d+[a-z]?,?\s*)?\b\d{1,4}\s?[a-zA-Z]?,?\s+"
WITH_HOUSE: Final = re.compile(rf"{HOUSE}(?:{STREET}|The\s+{TYPE}\b)")
FLAT: Final = re.compile(r"\b(?:[Ff]lat|[Aa]partment)\s+\d+[a-zA-Z]?,?\s+(?:[A-Z]|\d)")
SMALL: Final = re.compile(
    rf"{HOUSE}(?!(?:minute|hour|day|week|month|year|mile|metre|more|long|of|other|new)s?\b)(?:[^\W\d_][\w'-]*\s+){{1,2}}(?:road|street|avenue|lane|crescent|terrace|gardens|grove)\b"
)
LIVES: Final = re.compile(
    rf"\b(?:live[sd]?|living|stay(?:s|ed|ing)?|sleeps?|moved?|moving|home|house|flat|address)\b[^.\n]{{0,12}}?\b(?:on|in|at|to|is|of)\s+(?:the\s+)?{STREET}"
)


def has_postcode(text: str) -> bool:
    """Whether it holds a full postcode."""
    return POSTCODE.search(text) is not None


def has_email(text: str) -> bool:
    """Whether it holds an e-mail address."""
    return EMAIL.search(text) is not None


def has_street(text: str) -> bool:
    """Whether it holds a house in a street, or the street that somebody lives in."""
    return bool(FLAT.search(text) or WITH_HOUSE.search(text) or SMALL.search(text) or LIVES.search(text))
