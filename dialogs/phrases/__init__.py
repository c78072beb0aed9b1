"""British dates and times as people type them. What is not surely understood is asked again or refused, never guessed."""

from dialogs.phrases.day_reading import read_days
from dialogs.phrases.leftovers import nothing
from dialogs.phrases.reading import example, read_slots
from dialogs.phrases.readings import Ambiguous, Leftover, Moment, Read, Reading, Refused, Why

__all__ = [
    "Ambiguous",
    "Leftover",
    "Moment",
    "Read",
    "Reading",
    "Refused",
    "Why",
    "example",
    "nothing",
    "read_days",
    "read_slots",
]
