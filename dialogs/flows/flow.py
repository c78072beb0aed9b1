"""A flow: the form a verb asks, if any, and the command that the answers make."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from dialogs.ids import PersonId
from dialogs.model.fields import NO, YES, Answers, Field, Form, Found, Option, PersonField, Raw, Search, Section
from dialogs.model.turns import Feedback, Scene
from dialogs.procedure.case import Case, Session
from dialogs.procedure.commands.base import Command, held
from dialogs.procedure.people import Person

NOT_DECIDING: Final = "is no team manager or safeguarding supervisor by their role"
OFFICE_OR_GUEST: Final = "is of the office, or a guest"
FEW: Final = 30  # people in a list; of more, a form asks by name, so that it stays small


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a flow may look at: the scene, what the press was about, what has been typed, what was understood of it."""

    scene: Scene
    about: str
    given: Raw = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case it is about."""
        return self.scene.of

    @property
    def session(self) -> Session:
        """The session that was held and is meant.

        Raises:
            LookupError: there is none, where the gate lets nobody.
        """
        session = held(self.case, self.about)
        if session is None:
            raise LookupError(self.about)  # the gate has been asked before
        return session

    def written(self, name: str) -> str:
        """What stands in a field so far, or what a draft remembers: a text as it was typed, or the value of a choice; never a word for one."""
        raw = self.given.get(name, "")
        return raw if isinstance(raw, str) else " ".join(raw)

    def opened(self, name: str) -> bool:
        """Whether a field was shown and left, if only empty."""
        return name in self.given

    def so_far(self, name: str) -> bool | None:
        """Yes or no, where that was answered so far: for forms that ask more then."""
        return {YES: True, NO: False}.get(self.written(name))

    def text(self, name: str) -> str:
        """A text answer; empty when it was skipped."""
        answer = self.answers.get(name)
        return answer if isinstance(answer, str) else ""

    def yes(self, name: str) -> bool:
        """Whether the answer was yes."""
        return self.answers.get(name) is True

    def typed(self, name: str) -> tuple[str, ...]:
        """What has been chosen so far where several may be, not judged yet."""
        given = self.given.get(name, ())
        return (given,) if isinstance(given, str) else given

    def several(self, name: str) -> tuple[str, ...]:
        """The values chosen where several may be, in the order of the options; none when it was skipped."""
        answer = self.answers.get(name)
        return answer if isinstance(answer, tuple) else ()

    def day(self, name: str) -> date:
        """A day that was asked for and required.

        Raises:
            LookupError: it was skipped, or not asked.

        """
        answer = self.answers.get(name)
        if not isinstance(answer, date):
            raise LookupError(name)  # noqa: TRY004 - not of the wrong type: not there
        return answer

    def person(self, name: str) -> PersonId | None:
        """The id of the person chosen; nothing when it was skipped."""
        return PersonId(self.text(name)) if self.text(name) else None


def _no_start(_: Asked) -> Raw:
    return {}


def _nothing_new(_: Asked, __: Section) -> Raw:
    return {}


def _nobody_else(_: Asked, __: Section | None, ___: str) -> Raw:
    return {}


def _no_mark(_: Asked, __: Section) -> str:
    return ""


def _no_early(_: Asked) -> Command | None:
    return None


def _no_echo(_: Asked) -> Mapping[str, str]:
    return {}


def _no_note(_: Asked) -> str:
    return ""


def _not_movable(_: Asked, __: str) -> bool:
    return False


def _no_move(_: Asked, __: str) -> tuple[Raw, Command] | None:
    return None


def _no_newcomers(_: Asked) -> tuple[Person, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What stands for the table where a flow makes no command: the card that answers, and who may.

    Nothing of it stands in a case's facts, and nothing that was typed is kept when the form is left: it would lie beside a name (P22).
    """

    card: str
    may: Callable[[Scene, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How one verb becomes a command; or, with `apart`, what is handed in and names nobody.

    `form` may find that nothing needs asking. `start` are the answers it begins with. `early` ends a form before its
    end. `piece` saves each section as it is left; `fresh` is what its writer has seen then, and `caught_up` what others have
    written meanwhile where this writer has not, as a form is opened or the screen that is given is sent, with its `mark`.
    `movable` says of a field whether it holds what belongs in another one, and `move` is how it gets there: the answers then, and what saves them.
    `echo` says back, in full, what was read from typed words. `note` is what to know before it is sent.
    """

    make: Callable[[Asked], Command | Feedback]
    form: Callable[[Asked], Form | None] | None = None
    start: Callable[[Asked], Raw] = _no_start
    early: Callable[[Asked], Command | None] = _no_early
    piece: Callable[[Asked, Section], Command | None] | None = None
    fresh: Callable[[Asked, Section], Raw] = _nothing_new
    caught_up: Callable[[Asked, Section | None, str], Raw] = _nobody_else
    mark: Callable[[Asked, Section], str] = _no_mark
    movable: Callable[[Asked, str], bool] = _not_movable
    move: Callable[[Asked, str], tuple[Raw, Command] | None] = _no_move
    echo: Callable[[Asked], Mapping[str, str]] = _no_echo
    newcomers: Callable[[Asked], tuple[Person, ...]] = _no_newcomers
    note: Callable[[Asked], str] = _no_note
    review: bool = False
    apart: Apart | None = None


def options(words: Mapping[str, str]) -> tuple[Option, ...]:
    """The options of one of the profile's lists."""
    return tuple(Option(value, label) for value, label in words.items())


def _about(person: Person) -> str:
    return ", ".join(filter(None, (person.role, person.agency)))


def people(
    scene: Scene,
    *,
    hint: Callable[[Person], str] = _about,
    barred: Callable[[Person], str] = lambda _: "",
    only: Callable[[Person], bool] = lambda _: True,
) -> tuple[Option, ...]:
    """People as options, by name: those who cannot be chosen are shown with the reason."""
    known = [person for person in scene.people.values() if person.active and only(person)]
    known.sort(key=lambda person: person.name.casefold())
    said = Counter((person.name, hint(person)) for person in known)
    return tuple(
        Option(person.id, _called(person, said[person.name, hint(person)]), hint(person), barred(person))
        for person in known
    )


def _called(person: Person, count: int) -> str:
    """A name that several have who are said to be the same is told apart."""
    apart = person.email or person.agency
    return f"{person.name} ({apart})" if count > 1 and apart else person.name


def choose(
    asked: Asked,
    field: PersonField,
    *,
    hint: Callable[[Person], str] = _about,
    barred: Callable[[Person], str] = lambda _: "",
    only: Callable[[Person], bool] | None = None,
    others: str = "",
    first: tuple[str, ...] = (),
) -> PersonField:
    """A field for somebody of the directory: a list where those in question are few, else a search (`dialogs.model.finder`).

    `only` are in question; `others` says why nobody else is, to whoever looks for them by name. `first` are found before all.
    """
    scene = asked.scene
    near = replace(scene.near, first=frozenset(map(PersonId, first)))
    finder = scene.find_in(scene.people)
    if finder.few(only, FEW):
        return replace(field, options=people(scene, hint=hint, barred=barred, only=only or (lambda _: True)))

    def asks(person: Person) -> bool:
        return only is None or only(person)

    def drawn(person: Person) -> Option:
        return Option(person.id, finder.called(person), hint(person), barred(person) if asks(person) else others)

    def find(words: str) -> Found:
        found, more = finder.find(words, None if words and others else only, near)
        options = sorted(map(drawn, found), key=lambda option: bool(option.barred))
        return Found(tuple(options if words else (option for option in options if not option.barred)), more)

    def option(id_: str) -> Option | None:
        person = scene.people.get(PersonId(id_))
        return drawn(person) if person and person.active and (others or asks(person)) else None

    named = tuple(filter(None, map(option, asked.typed(field.name))))
    return replace(field, options=named, search=Search(find, option))


def one_section(name: str, title: str, *fields: Field, submit: str = "Send", intro: tuple[str, ...] = ()) -> Form:
    """A form of one screen."""
    section = Section(name=name, title=title, fields=fields, intro=intro)
    return Form(name=name, version=1, title=title, sections=(section,), submit=submit)
