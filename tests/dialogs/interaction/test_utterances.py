"""More than 300 answers as people write them: none is read wrongly, at least nine in ten of those that mean one thing are understood, and each refusal says what would do."""

from collections.abc import Mapping

import pytest

from dialogs.flows.polling import CHOICES
from dialogs.interaction.understanding import Meant, numbered, understood
from dialogs.model.fields import Day, Field, ManyOf, OneOf, Option, PersonField, YesNo, check
from dialogs.model.heard import Said
from dialogs.model.turns import Scene
from tests.dialogs.interaction import utterances
from tests.town import PEOPLE, Town, _handle, norfolk

Table = Mapping[str, str] | Mapping[str | tuple[str, ...], str]
FORM = norfolk().choices
TODAY = Town().now.date()


def _options(name: str) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in FORM[name].items())


def _people() -> tuple[Option, ...]:
    known = sorted(PEOPLE, key=lambda person: person.name)
    return tuple(
        Option(
            person.id,
            person.name,
            f"{person.role}, {person.agency}",
            "you raise the case" if person.id == "pat" else "",
        )
        for person in known
    )


TABLES: tuple[tuple[Field, Table], ...] = (
    (YesNo(name="sure", label="Sure?"), utterances.YESNO),
    (OneOf(name="age", label="Age", options=_options("ages")), utterances.AGE),
    (OneOf(name="status", label="Status", options=_options("statuses")), utterances.STATUS),
    (ManyOf(name="reasons", label="What is it about?", options=_options("reasons")), utterances.REASONS),
    (PersonField(name="who", label="Who?", options=_people()), utterances.PERSON),
    (OneOf(name="minutes", label="How long?", options=tuple(Option(str(n), f"{n} minutes") for n in (60, 90, 120, 150, 180))), utterances.MINUTES),
    (Day(name="on", label="On which day?", latest=TODAY), utterances.GONE),
)  # fmt: skip


def _scene() -> Scene:
    town = Town()
    return town.scene(Said(turn=town._event(), sender=_handle("pat"), words=""))  # noqa: SLF001


def _said() -> list[tuple[Field, str, str | tuple[str, ...]]]:
    return [
        (field, said, meant) for field, table in TABLES for meant, line in table.items() for said in line.split("|")
    ]


def test_none_is_read_wrongly_and_most_are_understood() -> None:
    """What means nothing, or two things, is never taken; and of the rest hardly any has to be asked again."""
    scene, said = _scene(), _said()
    read = [(field, line, meant, understood(field, line, scene, numbered(field))) for field, line, meant in said]
    taken = [
        (field.name, line, got.raw, meant)
        for field, line, meant, got in read
        if isinstance(got, Meant) and got.raw != meant and not _faulty(field, got)
    ]
    sure = [(line, got) for _, line, meant, got in read if meant != "?"]
    asked = [line for line, got in sure if not isinstance(got, Meant)]

    assert 300 <= len(said)
    assert [] == taken
    assert len(asked) <= len(sure) // 10, asked


def _faulty(field: Field, got: Meant) -> bool:
    """Whether the field itself refuses what was understood, with its reason: somebody who cannot be chosen, a day to come."""
    return field.name in check((field,), {field.name: got.raw})[1]


def test_each_refusal_says_what_would_do() -> None:
    """Whatever is not taken is answered with a sentence that quotes it or offers what there is."""
    scene = _scene()
    for field, line, _ in _said():
        got = understood(field, line, scene, numbered(field))
        assert isinstance(got, Meant) or len(got.says) > 20, (line, got)


@pytest.mark.parametrize("said", ["yes", "if need be", "no", "1", "2", "3", "Yes", "If need be."])
def test_a_vote_as_it_is_written(said: str) -> None:
    """The three answers to a date, by word or number (P15)."""
    field = OneOf(name="slot", label="Tue 1 Dec", options=CHOICES)

    assert isinstance(understood(field, said, _scene(), numbered(field)), Meant)
