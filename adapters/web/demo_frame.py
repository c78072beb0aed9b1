"""The demo's frame: who there is, what the clock says, what went out. Pure but for asking the demo."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from adapters.shared import plain_text
from adapters.web.parse import packed
from adapters.web.ports import Demo, DemoPerson, Sent
from adapters.web.render import at_words
from adapters.web.templating import seals
from adapters.web.visits import path_of, shows
from dialogs.ids import PersonId

CLOCK: Final = "clock"  # the session that the clock's form is sealed to
HUES: Final = 6

Drawn = Mapping[str, Any]


async def picture(demo: Demo, secret: bytes, here: str, me: PersonId | None = None) -> Drawn:
    """All that surrounds a page of the demo."""
    people = await demo.people()
    hues = _hues(people)
    drawn = tuple(_person(person, hues[person.agency]) for person in people)
    return {
        "people": drawn,
        "me": next((person for person in drawn if person["id"] == me), None),
        "now": at_words(demo.now()),
        "sent": tuple(_sent(message) for message in await demo.sent()),
        "seals": seals(secret, CLOCK),
        "here": here,
    }


def _hues(people: tuple[DemoPerson, ...]) -> Mapping[str, int]:
    """A colour for each agency, in the order met; its name is always said as well."""
    agencies = dict.fromkeys(person.agency for person in people)
    return {agency: number % HUES + 1 for number, agency in enumerate(agencies)}


def _person(one: DemoPerson, hue: int) -> Drawn:
    names = one.name.split()
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "agency": one.agency,
        "channel": one.channel,
        "owes": one.owes,
        "path": path_of(one.id),
        "initials": "".join(name[0] for name in (names[:1] + names[1:][-1:])).upper(),
        "hue": hue,
    }


def _sent(one: Sent) -> Drawn:
    text = plain_text.card(one.card)
    return {
        "key": sha256(f"{one.at}\n{one.to_id}\n{one.kind}\n{text}".encode()).hexdigest()[:16],
        "title": one.card.title,
        "to": one.to,
        "channel": one.channel,
        "at": at_words(one.at),
        "changed": one.kind == "changed",
        "text": text,
        "path": f"{path_of(one.to_id)}/card/{packed(shows(one.card))}",
    }
