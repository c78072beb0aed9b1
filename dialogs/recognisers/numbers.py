"""Numbers that stand for one person: NHS number, National Insurance number, pupil number; and telephone numbers."""

import re
from typing import Final

TEN_DIGITS: Final = re.compile(r"(?<![\d+])\d{3}[ -]{0,2}\d{3}[ -]{0,2}\d{4}(?!\d)")
INSURANCE: Final = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b|\bQQ ?\d\d ?\d\d ?\d\d ?[A-D]\b",
    re.IGNORECASE,
)
"""HMRC's NIM39110: which letters may begin it. QQ is kept for examples."""
PUPIL: Final = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]\b", re.IGNORECASE)
PUPIL_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
PHONE: Final = re.compile(r"(?<![\d./-])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ )-]{0,2}){8,9}\d(?![\d/])")


def has_nhs_number(text: str) -> bool:
    """Whether ten digits in it are an NHS number."""
    return any(nhs_number(found) for found in TEN_DIGITS.findall(text))


def nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last is the check digit, modulus 11 (NHS Data Dictionary)."""
    numbers = [int(digit) for digit in digits if digit.isdecimal()]
    if len(numbers) != 10:  # noqa: PLR2004 - an NHS number has ten
        return False
    check = 11 - sum(weight * number for weight, number in zip(range(10, 1, -1), numbers, strict=False)) % 11
    return numbers[9] == (0 if check == 11 else check)  # noqa: PLR2004 - eleven stands for nought


def has_pupil_number(text: str) -> bool:
    """Whether it holds a unique pupil number with its right check letter."""
    return any(pupil_number(found) for found in PUPIL.findall(text))


def pupil_number(upn: str) -> bool:
    """Whether a letter and twelve digits are a unique pupil number: the letter is the check, modulus 23 (DfE's guide to UPNs).

    A temporary one ends in a letter.
    """
    letter, rest = upn[0].upper(), upn[1:].upper()
    values = [int(sign) if sign.isdecimal() else PUPIL_LETTERS.index(sign) for sign in rest]
    return PUPIL_LETTERS[sum(weight * value for weight, value in zip(range(2, 14), values, strict=True)) % 23] == letter


def has_insurance_number(text: str) -> bool:
    """Whether it holds a National Insurance number."""
    return INSURANCE.search(text) is not None


def has_phone(text: str) -> bool:
    """Whether it holds a telephone number of the United Kingdom, written in any grouping."""
    return any(not nhs_number(found) for found in PHONE.findall(text))
