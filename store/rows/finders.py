"""How people are found by words: kept from turn to turn, and made anew only for those who have changed."""

from dialogs.model.finder import Finder
from dialogs.procedure.people import Directory


class Finders:
    """The finder of the directory as this process last saw it. Replaced as a whole, so that threads may share it."""

    def __init__(self) -> None:
        self._kept: Finder | None = None

    def of(self, people: Directory) -> Finder:
        """The finder of this directory."""
        kept = self._kept
        if kept is None or kept.people is not people:
            kept = self._kept = Finder.of(people, kept)
        return kept
