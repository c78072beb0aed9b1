"""Turning over the key ring without stopping: a new key first in the ring, everything sealed anew, the old key taken out."""

from typing import Protocol

from store.unit_of_work import Store, Work


class Reseals(Protocol):
    """Whatever is sealed with the ring."""

    def reseal(self, limit: int) -> int:
        """Seals some of it anew with the current key of the ring, and says how much."""
        ...


def rotate(store: Store, batch: int = 200) -> int:
    """Seals anew with the current key all that older ones have sealed, a batch in each transaction, and says how much that was."""
    total = 0
    while done := _some(store, batch):
        total += done
    with store.begin() as work:
        work.key_checks.rotated()
    return total


def _some(store: Store, batch: int) -> int:
    with store.begin() as work:
        return sum(noun.reseal(batch) for noun in _nouns(work))


def _nouns(work: Work) -> tuple[Reseals, ...]:
    return (
        work.cases,
        work.people,
        work.drafts,
        work.postings,
        work.chat_references,
        work.feedback,
        work.publications,
        work.key_values,
    )
