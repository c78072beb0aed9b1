"""What in a text says who somebody is, by kind (P23)."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from dialogs.recognisers.addresses import has_email, has_postcode, has_street
from dialogs.recognisers.births import has_birth
from dialogs.recognisers.institutions import Known
from dialogs.recognisers.numbers import has_insurance_number, has_nhs_number, has_phone, has_pupil_number
from dialogs.recognisers.people import names_somebody
from dialogs.recognisers.text import plain


class Kind(StrEnum):
    """What identifies somebody, in words that stand in a sentence."""

    NHS = "an NHS number"
    INSURANCE = "a National Insurance number"
    BIRTH = "a date of birth"
    POSTCODE = "a postcode"
    STREET = "a home address"
    PHONE = "a phone number"
    EMAIL = "an e-mail address"
    PUPIL = "a pupil number"
    NAME = "a full name"


FINDS: Final[Mapping[Kind, Callable[[str, Known], bool]]] = {
    Kind.NHS: lambda text, _: has_nhs_number(text),
    Kind.INSURANCE: lambda text, _: has_insurance_number(text),
    Kind.BIRTH: lambda text, known: has_birth(text, known.today),
    Kind.POSTCODE: lambda text, _: has_postcode(text),
    Kind.STREET: lambda text, _: has_street(text),
    Kind.PHONE: lambda text, _: has_phone(text),
    Kind.EMAIL: lambda text, _: has_email(text),
    Kind.PUPIL: lambda text, _: has_pupil_number(text),
    Kind.NAME: names_somebody,
}

IN_WORDS: Final = frozenset({Kind.STREET, Kind.EMAIL, Kind.NAME})
"""What there may be without a digit."""
DIGIT: Final = re.compile(r"\d")


def identifying(text: str, known: Known) -> tuple[Kind, ...]:
    """Each kind that the text seems to hold, in the order of `Kind`."""
    said = plain(text)
    numbered = DIGIT.search(said) is not None
    return tuple(kind for kind, finds in FINDS.items() if (numbered or kind in IN_WORDS) and finds(said, known))
