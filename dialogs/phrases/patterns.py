"""Phrases as tables, so that the grammar can be read aloud.

A pattern is words with spaces between. `on|from`: either. `the?`: or nothing. `DAY~/~MONTH`: no space allowed where the
tilde is. CAPITALS read a word as a number (see `vocabulary`); the numbers go to the pattern's maker, in order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from dialogs.phrases.tokens import Token, Tokens
from dialogs.phrases.vocabulary import SLOTS, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a pattern: some words to choose from, or a slot that reads one."""

    words: frozenset[str]
    slot: Slot | None
    glued: bool

    def takes(self, token: Token) -> bool:
        """Whether the token meets this step."""
        if self.glued and not token.glued:
            return False
        return token.text in self.words if self.slot is None else self.slot(token.text) is not None


@dataclass(frozen=True, slots=True)
class Pattern(Generic[T]):
    """Steps that must all be met, and what to make of the numbers read."""

    steps: tuple[Step, ...]
    make: Callable[..., T | None]

    def match(self, tokens: Tokens, at: int) -> T | None:
        """What these tokens make from here on, if they meet every step and the maker takes their numbers."""
        numbers = []
        for step, token in zip(self.steps, tokens[at : at + len(self.steps)], strict=True):
            if not step.takes(token):
                return None
            if step.slot:
                numbers.append(step.slot(token.text))
        return self.make(*numbers)


@dataclass(frozen=True, slots=True)
class PatternTable(Generic[T]):
    """Many patterns, found by the word they begin with."""

    by_word: Mapping[str, tuple[Pattern[T], ...]]
    by_slot: tuple[tuple[Slot, tuple[Pattern[T], ...]], ...]
    words: frozenset[str]

    def matches(self, tokens: Tokens, at: int) -> Iterator[tuple[int, T]]:
        """Every way to read on from here, each with the place where it ends."""
        left = len(tokens) - at
        for pattern in self._candidates(tokens[at]) if left else ():
            if len(pattern.steps) <= left:
                made = pattern.match(tokens, at)
                if made is not None:
                    yield at + len(pattern.steps), made

    def _candidates(self, token: Token) -> Iterator[Pattern[T]]:
        yield from self.by_word.get(token.text, ())
        for slot, patterns in self.by_slot:
            if slot(token.text) is not None:
                yield from patterns


def table(*rows: tuple[str, Callable[..., T | None]]) -> PatternTable[T]:
    """A table of patterns and their makers."""
    patterns = [Pattern(steps, make) for text, make in rows for steps in _variants(text)]
    first = {word for pattern in patterns for word in pattern.steps[0].words}
    slots = dict.fromkeys(pattern.steps[0].slot for pattern in patterns if pattern.steps[0].slot)
    return PatternTable(
        {word: tuple(pattern for pattern in patterns if word in pattern.steps[0].words) for word in first},
        tuple((slot, tuple(pattern for pattern in patterns if pattern.steps[0].slot is slot)) for slot in slots),
        frozenset(word for pattern in patterns for step in pattern.steps for word in step.words),
    )


def _variants(text: str) -> Iterator[tuple[Step, ...]]:
    """The pattern with each optional word and without it."""
    choices = [
        (None, step) if part.endswith("?") else (step,)
        for word in text.split()
        for place, part in enumerate(word.split("~"))
        for step in [_step(part.removesuffix("?"), glued=place > 0)]
    ]
    for chosen in product(*choices):
        yield tuple(step for step in chosen if step is not None)


def _step(part: str, *, glued: bool) -> Step:
    if part in SLOTS:
        return Step(frozenset(), SLOTS[part], glued)
    if part != part.lower():
        raise LookupError(f"There is no slot {part}.")
    return Step(frozenset(part.split("|")), None, glued)
