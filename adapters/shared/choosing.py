"""What is shown in a window as chosen so far. What somebody types is understood in `dialogs/interaction/understanding.py`."""

from collections.abc import Sequence

from dialogs.model.fields import Option

Given = str | Sequence[str]
"""An answer so far: a text, or several."""


def meant(given: Given, options: Sequence[Option]) -> list[str]:
    """The values somebody meant, in the order of the options: by value, by label, or by their number in the list."""
    said = {part.strip().casefold() for part in ([given] if isinstance(given, str) else given) if part.strip()}
    if not said:
        return []
    numbered = enumerate(options, 1)
    return [
        option.value
        for number, option in numbered
        if said & {option.value.casefold(), option.label.casefold(), str(number)}
    ]


def first(given: Given) -> str:
    """The one answer, or the first of several; empty when there is none."""
    return given if isinstance(given, str) else next(iter(given), "")
