"""A children's workforce of thousands: invented people with invented names, the same each time."""

from functools import cache

from dialogs.ids import PersonId
from dialogs.procedure.people import Person

BEGINNINGS = ("Ab", "Be", "Ca", "Do", "El", "Fa", "Go", "Hi", "Is", "Jo", "Ka", "Lo", "Mi", "No")
ENDINGS = ("ba", "den", "fi", "go", "ka", "len", "mar", "nis", "rot", "sel", "tun", "vik", "wen", "zor")
LAST_OF_ALL = Person(
    id=PersonId("zoe"), name="Zoë Żabińska-O’Brien", agency="Zenith Academy", role="Teacher", email="zoe@zenith.example"
)
"""The last of the alphabet, with whatever a keyboard does not have."""


@cache
def crowd(count: int) -> tuple[Person, ...]:
    """So many people of forty agencies, in teams of ten, the last of the alphabet among them."""
    return (*(_one(number) for number in range(count - 1)), LAST_OF_ALL)


def _one(number: int) -> Person:
    first = f"{BEGINNINGS[number % 14]}{ENDINGS[number // 14 % 14]}"
    last = f"{BEGINNINGS[number // 196 % 14]}{ENDINGS[number // 2744 % 14]}{ENDINGS[number // 38416 % 14]}son"
    return Person(
        id=PersonId(f"c{number:05}"),
        name=f"{first} {last}",
        agency=f"Invented Agency {number % 40 + 1}",
        role="Social worker",
        email=f"c{number:05}@agency{number % 40 + 1}.example",
        pool=number % 100 == 0,
        line_manager=PersonId(f"c{number // 10:05}") if number > 10 else None,
    )
