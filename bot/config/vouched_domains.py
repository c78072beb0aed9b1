"""Which e-mail domains a workspace of Slack or a tenant of Teams vouches for, as the settings bind them.

A binding is written `T0123ABCD:council.example+school.example`, several with commas between.

Rule 1: a place without domains vouches for nobody. Its people come in by a code.
Rule 2: in one setting a domain is bound to one place. It is compared whole, so a subdomain is another domain, without
regard to case, and as mail servers know it: in ASCII (RFC 5890, A-labels).
Rule 3: an address counts only where all of it is ASCII: other letters may look like those of somebody else, or fold into
them. `mo+x@council.example` is another address than `mo@council.example`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.email_address import lawful

Bindings = Mapping[str, frozenset[str]]
"""The domains that each place vouches for, in small letters, by the place's id; a place without any is there too."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where bindings are written: the setting, what a place is called there, and what its id looks like."""

    name: str
    kind: str
    example: str


SLACK: Final = Setting("JSV_SLACK_TEAMS", "workspace", "T0123ABCD")
TEAMS: Final = Setting("JSV_TEAMS_TENANTS", "tenant", "12345678-abcd-abcd-abcd-1234567890ab")
PLACE: Final = re.compile(r"[A-Za-z0-9-]+")
LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN: Final = re.compile(rf"(?=.{{4,253}}$){LABEL}(\.{LABEL})+", re.ASCII | re.IGNORECASE)


def read(text: str) -> Bindings:
    """The bindings of a setting that has no `faults`."""
    return {place: frozenset(domain.lower() for domain in domains) for place, domains in _written(text)}


def faults(setting: Setting, text: str, *, needed: bool) -> Iterator[str]:
    """What is wrong with what is written, a line each, with what to write instead; nothing written is wrong where it is `needed`."""
    like = f"such as {setting.name}={setting.example}:council.example+school.example"
    written = [*_written(text)]
    if needed and not written:
        yield f"{setting.name} is missing: write each {setting.kind} whose people may use the bot, with the e-mail domains it vouches for, {like}."
    for place, domains in written:
        if not PLACE.fullmatch(place):
            yield f"{setting.name}: {place!r} is not the id of a {setting.kind}. Write the id and, after a colon, the e-mail domains it vouches for, {like}."
        for domain in domains:
            if not DOMAIN.fullmatch(domain):
                yield f"{setting.name}: {domain!r} is not a domain. Write each in full and alone, in ASCII (xn--...), with plus signs between, {like}."
    for place, times in Counter(place.lower() for place, _ in written).items():
        if times > 1:
            yield f"{setting.name}: {place!r} stands there {times} times. Write it once, with all its domains, {like}."
    for domain, times in Counter(domain.lower() for _, domains in written for domain in domains).items():
        if times > 1:
            said = f"{setting.name}: the domain {domain!r} is bound {times} times. Leave it with the one {setting.kind} that vouches for it."
            yield f"{said} People of others come in by a code."


def silent(bindings: Bindings) -> tuple[str, ...]:
    """The places that vouch for nobody."""
    return tuple(place for place, domains in bindings.items() if not domains)


def vouched(address: str | None, domains: frozenset[str]) -> str | None:
    """The address, if whoever says that it is confirmed may vouch for its domain; else nothing."""
    given = (address or "").strip()
    return given if lawful(given) and '"' not in given and given.rpartition("@")[2].lower() in domains else None


def _written(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each place with its domains, as they stand there."""
    for entry in (part.strip() for part in text.split(",")):
        place, colon, domains = entry.partition(":")
        if entry:
            yield place.strip(), tuple(domain.strip() for domain in domains.split("+")) if colon else ()
