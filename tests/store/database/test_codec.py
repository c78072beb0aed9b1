"""Values come back from text as they were: every command, every case, every draft."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.model.drafts import Draft
from dialogs.procedure.case import Agreement, Amendment, Case, Query, Session, Signature, Slot, Written
from dialogs.procedure.commands import COMMANDS
from dialogs.procedure.commands.agreement import Agree
from dialogs.procedure.commands.base import Command
from dialogs.procedure.people import Person
from store.database.codec import FORMAT, codec, read_command, write_command
from store.database.tables import LONDON
from tests.trying import tries

FIRST, LAST = (datetime(year, 1, 2, tzinfo=UTC).replace(tzinfo=None) for year in (1970, 2100))
MOMENTS = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(LONDON), allow_imaginary=False)


def timed(kind: type) -> st.SearchStrategy[object]:
    """Values of a class, with every time of it aware."""
    hints = get_type_hints(kind)
    own: dict[str, st.SearchStrategy[object]] = {
        field.name: MOMENTS if hints[field.name] is datetime else st.none() | MOMENTS
        for field in fields(kind)
        if hints[field.name] in (datetime, datetime | None)
    }
    if kind is Draft:
        own["given"] = st.dictionaries(st.text(), st.text() | st.lists(st.text()).map(tuple))
    return st.builds(kind, **own)


for kind in (Slot, Query, Agreement, Written, Signature, Amendment, Session, Case, Draft):
    st.register_type_strategy(kind, timed(kind))


@pytest.mark.parametrize("name", COMMANDS)
@given(data=st.data())
@settings(max_examples=tries(25))
def test_every_command_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    """Whatever is in it: it is stored by name and format, and read as the same value."""
    command = data.draw(st.from_type(COMMANDS[name]))

    back = read_command(name, FORMAT, write_command(command))

    assert command == back
    assert type(back) is COMMANDS[name]


@pytest.mark.parametrize("kind", [Case, Draft, Person])
@given(data=st.data())
@settings(max_examples=tries(40))
def test_every_value_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    """A case, a draft, a person."""
    value = data.draw(st.from_type(kind))

    assert value == codec(kind).read(codec(kind).write(value))


@given(MOMENTS)
def test_times_are_utc_on_disk_and_london_in_hand(start: datetime) -> None:
    """The same moment and the same time on the wall, on both nights of clock change as well."""
    text = codec(Slot).write(Slot(start, 90))
    back = codec(Slot).read(text).start

    assert start.astimezone(UTC).isoformat() == json.loads(text)["start"]
    assert (start, start.utcoffset()) == (back, back.utcoffset())
    assert back.tzinfo is LONDON


@pytest.mark.parametrize(
    "text",
    [
        '{"start": "2026-11-23T10:00:00", "minutes": 90}',
        '{"start": "2026-11-23T10:00:00+00:00", "minutes": "90"}',
        '{"minutes": 90}',
        "",
        "[]",
    ],
)
def test_what_is_not_such_a_value_is_refused(text: str) -> None:
    """No time without a zone, no number in quotes, nothing missing."""
    with pytest.raises(ValueError, match="Slot|JSON"):
        codec(Slot).read(text)


def test_a_field_of_a_later_release_is_passed_over() -> None:
    """The release before still reads what this one wrote."""
    assert Slot(datetime(2026, 7, 1, 10, tzinfo=LONDON), 90) == codec(Slot).read(
        '{"start": "2026-07-01T09:00:00Z", "minutes": 90, "room": "4"}'
    )


def test_a_command_of_an_unknown_format_is_refused() -> None:
    """Nothing is guessed: a format that has moved on needs its reader."""
    with pytest.raises(LookupError):
        read_command("Agree", FORMAT + 1, write_command(Agree(decided_on=datetime(2026, 11, 23, tzinfo=LONDON).date())))


def test_every_command_class_is_known_by_its_own_name() -> None:
    """A stored fact finds its class again."""
    assert {name: name for name in COMMANDS} == {name: kind.__name__ for name, kind in COMMANDS.items()}
    assert all(issubclass(kind, Command) for kind in COMMANDS.values())
