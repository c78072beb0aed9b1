"""Everything that a release has stored as JSON is read by the code of today, field by field, and written as it was."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

import pytest

from adapters.teams.conversation_reference import Reference
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from dialogs.procedure.commands import COMMANDS
from store.database.codec import codec
from tests.golden.kept import CASE, HERE, as_kept, facts_of, folded, forms, held, read, written, written_case
from tests.golden.names import classes, coded
from tests.golden.values import TOKENS, VALUES

KEPT = sorted(file.stem for folder in ("commands", "values") for file in (HERE / folder).glob("*.json"))


@pytest.mark.parametrize("name", KEPT)
def test_what_every_release_has_written_is_read(name: str) -> None:
    """Each form can be read, and nothing that was in it is lost or another: what has come since stands beside it."""
    for form in forms(name):
        value = read(name, form)

        assert [] == [*held(form["body"], written(value)["body"])]
        assert type(value).__name__ == name


@pytest.mark.parametrize("name", KEPT)
def test_the_latest_form_is_what_is_written_today(name: str) -> None:
    """Read, it is the value that it was made of; written, the very same JSON."""
    latest = forms(name)[-1]

    assert VALUES[name] == read(name, latest)
    assert latest["body"] == written(VALUES[name])["body"]


def test_everything_that_is_stored_has_a_kept_file() -> None:
    """Every command, every class that the code hands to `codec`, and Teams' references; each under the name it has in the code. A case has its own."""
    stored = {*COMMANDS, *coded(), Reference.__name__} - {Case.__name__}

    assert sorted(stored) == KEPT
    assert set(KEPT) == set(VALUES)


def test_every_class_within_a_stored_one_is_kept_too() -> None:
    """Slots, votes, signatures and all others lie in some kept value, so that a field that is added to one without a default is noticed."""
    found = {type(one) for value in (*VALUES.values(), *(read_case(form) for form in cases())) for one in within(value)}

    assert set() == {one.__name__ for one in classes() if one.__subclasses__() == []} - {one.__name__ for one in found}


def test_every_field_of_a_command_is_filled_in() -> None:
    """None stands at its default, so that a field that is renamed is noticed."""
    bare = {
        f"{name}.{one}"
        for name, value in VALUES.items()
        for one in getattr(value, "__dataclass_fields__", {})
        if empty(getattr(value, one))
    }

    assert set() == bare


def test_the_facts_of_a_kept_case_fold_to_it() -> None:
    """All that every release has written of one case makes the case that it has stored, and both are written as they were."""
    for form in cases():
        case, facts = read_case(form), facts_of(form)
        again = written_case(case, facts)

        assert as_kept(folded(facts, case), case) == case
        assert [] == [*held(form["body"], again["body"])]
        assert [] == [*held(form["facts"], again["facts"])]
    assert cases()[-1]["body"] == again["body"]


def test_what_old_buttons_carry_is_understood() -> None:
    """A token in a message of long ago is the same press, and the same press makes the same token."""
    assert dict(TOKENS) == {token: Press.read(token) for token in TOKENS}
    assert [*TOKENS] == [str(press) for press in TOKENS.values()]


def cases() -> list[dict[str, Any]]:
    """The kept case, as each release has written it."""
    found: list[dict[str, Any]] = json.loads(CASE.read_text())["written"]
    return found


def read_case(form: dict[str, Any]) -> Case:
    return codec(Case).read(json.dumps(form["body"]))


def within(value: object) -> Iterator[object]:
    """A value, and every value inside it."""
    yield value
    if is_dataclass(value):
        inner = [getattr(value, one) for one in value.__dataclass_fields__]
    elif isinstance(value, dict):
        inner = [*value.values()]
    else:
        inner = [*value] if isinstance(value, tuple) else []
    for one in inner:
        yield from within(one)


def empty(value: object) -> bool:
    return value is None or value in ("", ()) or value == {}
