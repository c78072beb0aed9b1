"""Somebody of the directory, found by words: parts of a name, a role, an agency or an e-mail address, however they are spelled.

A directory is thousands of people. They are folded once and kept so; a search looks at every line, which takes milliseconds.
Names are sealed in the database, so there is no index of words there, from which they could be read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Final
from unicodedata import combining, normalize

from dialogs.ids import PersonId
from dialogs.procedure.people import Directory, Person

MOST: Final = 15  # found at once; Teams shows no more in one list
APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼʻ`´"))
HYPHENS: Final = dict.fromkeys(map(ord, "-‐‑–"))
PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŧ": "t", "ħ": "h"}
)
"""Letters that Unicode takes for letters of their own, as they are typed without them."""

Only = Callable[[Person], bool]


def folded(text: str) -> str:
    """Words as they are compared: small letters without accents, parted by single spaces; apostrophes are nothing."""
    bare = text.translate(APOSTROPHES).casefold()
    if not bare.isascii():
        bare = "".join(letter for letter in normalize("NFKD", bare) if not combining(letter)).translate(PLAIN)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def spellings_of(name: str) -> tuple[str, ...]:
    """A name, folded, in each way in which it is typed."""
    spelled = {name, name.translate(HYPHENS)}
    if name.translate(APOSTROPHES) != name:  # O'Brien, OBrien, O Brien
        spelled.add("".join(" " if ord(letter) in APOSTROPHES else letter for letter in name))
    return tuple(map(folded, sorted(spelled)))


@dataclass(frozen=True, slots=True)
class Line:
    """One person, as they are looked for: their words, each after a space; and where they stand in the alphabet."""

    person: Person
    name: str
    text: str

    @classmethod
    def of(cls, person: Person) -> "Line":
        """The line of somebody."""
        words = (*spellings_of(person.name), folded(person.role), folded(person.agency), folded(person.email))
        return cls(person, folded(person.name), f" {' '.join(words)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Who was near somebody before: they are found first."""

    who: Person
    beside: frozenset[PersonId] = frozenset()  # on this case, and on others they are on
    first: frozenset[PersonId] = frozenset()  # named in the form before this question: before all others


@dataclass(frozen=True, slots=True)
class Finder:
    """Everybody active of one directory, by name."""

    people: Directory
    lines: tuple[Line, ...]
    known: Mapping[PersonId, Line] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)  # of the lines
    agencies: Mapping[str, frozenset[PersonId]] = field(repr=False)
    teams: Mapping[PersonId, frozenset[PersonId]] = field(repr=False)  # by their line manager
    twins: frozenset[str] = frozenset()  # names that several have

    @classmethod
    def of(cls, people: Directory, before: "Finder | None" = None) -> "Finder":
        """Of this directory; what an earlier one has of the same people is taken over."""
        kept = before.known if before else MappingProxyType({})
        known = {
            id_: line if (line := kept.get(id_)) and line.person is person else Line.of(person)
            for id_, person in people.items()
            if person.active
        }
        lines = tuple(sorted(known.values(), key=_place))
        names = Counter(line.name for line in lines)
        agencies: defaultdict[str, set[PersonId]] = defaultdict(set)
        teams: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
        for line in lines:
            agencies[line.person.agency].add(line.person.id)
            if line.person.line_manager:
                teams[line.person.line_manager].add(line.person.id)
        return cls(
            people,
            lines,
            known,
            tuple(line.text for line in lines),
            {agency: frozenset(members) for agency, members in agencies.items()},
            {manager: frozenset(team) for manager, team in teams.items()},
            frozenset(name for name, count in names.items() if count > 1),
        )

    def find(self, words: str, only: Only | None, near: Near, most: int = MOST) -> tuple[tuple[Person, ...], int]:
        """Those whose every word begins one of theirs, the nearest first, and how many more there are; without words those who are near."""
        sought = folded(words).split()
        found = self._matching([f" {word}" for word in sought]) or (self._matching(sought) if sought else [])
        hits = [line for line in found if only(line.person)] if only else found
        first = islice(self._in_order(hits, near, f" {sought[0]}" if sought else ""), most)
        return tuple(line.person for line in first), max(len(hits) - most, 0)

    def _in_order(self, hits: Sequence[Line], near: Near, start: str) -> Iterator[Line]:
        """Those named before, their own team, those on their cases, their agency, everybody else; of each first those so called."""
        groups = self._groups(near)
        nearby = frozenset[PersonId]().union(*groups)
        close = [line for line in hits if line.person.id in nearby]
        past: set[PersonId] = set()
        for group in groups:
            yield from _called_first([line for line in close if line.person.id in group - past], start)
            past |= group
        yield from _called_first((line for line in hits if line.person.id not in nearby), start)

    def _groups(self, near: Near) -> tuple[frozenset[PersonId], ...]:
        who, manager = near.who, near.who.line_manager
        team = self.teams.get(who.id, frozenset())
        team |= (self.teams.get(manager, frozenset()) | {manager}) if manager else frozenset()
        return near.first, team, near.beside, self.agencies.get(who.agency, frozenset())

    def few(self, only: Only | None, most: int) -> bool:
        """Whether there are so few that a list will do."""
        return len(list(islice((line for line in self.lines if only is None or only(line.person)), most + 1))) <= most

    def called(self, person: Person) -> str:
        """What somebody is called; where several have the name, with what tells them apart."""
        line = self.known.get(person.id)
        apart = person.email or person.agency
        return f"{person.name} ({apart})" if line and apart and line.name in self.twins else person.name

    def _matching(self, words: Iterable[str]) -> list[Line]:
        first, *others = [*words] or [""]
        left = [self.lines[at] for at, text in enumerate(self.texts) if first in text]
        for word in others:
            left = [line for line in left if word in line.text]
        return left


def _called_first(hits: Iterable[Line], start: str) -> Iterator[Line]:
    """Those whose name it is before those whose agency, role or address it is."""
    others = []
    for line in hits:
        if start in f" {line.name}":
            yield line
        else:
            others.append(line)
    yield from others


def _place(line: Line) -> tuple[str, str, str]:
    return line.name, line.person.agency, line.person.id
