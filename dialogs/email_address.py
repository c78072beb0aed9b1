"""E-mail addresses as people type them: the one reader of all, wherever one is typed, imported or set.

Lawful is what RFC 5321 lets a person have: apostrophes, plus signs, subdomains, quoted words, domains in any letters.
Not read are numbers in brackets in place of a domain, comments, and letters beyond ASCII before the @, which few mail
servers pass on and which can look like others.
"""

import re
from typing import Final

WORD: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
DOTTED: Final = re.compile(rf"{WORD}(\.{WORD})*")
QUOTED: Final = re.compile(r'"([\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])+"')
LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
LONGEST_NAME, LONGEST_LABEL, LONGEST_DOMAIN, LONGEST = (
    64,
    63,
    253,
    254,
)  # RFC 5321, 4.5.3.1, and its path of 256 with two brackets
HERE: Final = "localhost"


def read_address(typed: str) -> str:
    """The address as it is kept and written to, its domain in small letters and ASCII; empty if it is none."""
    name, at, host = typed.strip().rpartition("@")
    if not at or len(name) > LONGEST_NAME or not (DOTTED.fullmatch(name) or QUOTED.fullmatch(name)):
        return ""
    domain = _domain(host)
    address = f"{name}@{domain}"
    return address if domain and len(address) <= LONGEST else ""


def lawful(address: str) -> bool:
    """Whether it can be written to just as it stands."""
    return address.isascii() and address == address.strip() and bool(read_address(address))


def _domain(host: str) -> str:
    """As mail servers know it."""
    try:
        domain = host.encode("idna").decode().lower() if host else ""
    except UnicodeError:
        return ""
    labels = domain.split(".")
    if len(domain) > LONGEST_DOMAIN or (len(labels) == 1 and domain != HERE) or labels[-1].isdigit():
        return ""
    return domain if all(LABEL.fullmatch(label) and len(label) <= LONGEST_LABEL for label in labels) else ""
