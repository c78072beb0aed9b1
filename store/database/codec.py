"""Values to text and back, the same value each time: JSON by the types of the frozen dataclasses themselves.

Times are written in UTC and read in Europe/London. Unknown fields are passed over, so that the release before still
reads what this one wrote; a new field needs a default, so that this one reads what the release before wrote.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar, cast

from pydantic import TypeAdapter
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, core_schema

from dialogs.procedure.commands import COMMANDS
from dialogs.procedure.commands.base import Command
from store.database.tables import LONDON

FORMAT: Final = 1
T = TypeVar("T")

READERS: Final[Mapping[tuple[str, int], Callable[[str], Command]]] = {}
"""For commands whose format has moved on: how text of an earlier format becomes today's command. Kept for ever."""


class Codec(Generic[T]):
    """How values of one type are written and read."""

    def __init__(self, kind: type[T]) -> None:
        schema = cast("CoreSchema", _timed(TypeAdapter(kind).core_schema))
        self._validator, self._serializer = SchemaValidator(schema), SchemaSerializer(schema)

    def write(self, value: T) -> str:
        """The value as JSON."""
        return self._serializer.to_json(value).decode()

    def read(self, text: str) -> T:
        """The value that was written."""
        return cast("T", self._validator.validate_json(text, strict=True))


_MADE: Final[dict[type[object], Codec[object]]] = {}


def codec(kind: type[T]) -> Codec[T]:
    """The codec of a type, made when it is first needed."""
    made = _MADE.get(kind)
    if made is None:
        made = _MADE[kind] = Codec[object](kind)
    return cast("Codec[T]", made)


def write_command(command: Command) -> str:
    """The command as JSON. Its class's name and `FORMAT` are kept beside it."""
    return codec(type(command)).write(command)


def read_command(name: str, form: int, text: str) -> Command:
    """The command that was written, whatever release wrote it.

    Raises:
        LookupError: nothing here reads that format.
    """
    reader = READERS.get((name, form))
    if reader is not None:
        return reader(text)
    if form != FORMAT:
        raise LookupError(f"{name} in format {form}")
    return codec(COMMANDS[name]).read(text)


def _timed(schema: object) -> object:
    """The schema with every time written in UTC and read in Europe/London."""
    if isinstance(schema, list):
        return [_timed(value) for value in schema]
    if isinstance(schema, tuple):
        return tuple(_timed(value) for value in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "datetime":
        return MOMENT
    return {key: _timed(value) for key, value in schema.items()}


def _to_utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _to_london(at: datetime) -> datetime:
    return at.astimezone(LONDON)


MOMENT: Final = core_schema.no_info_after_validator_function(
    _to_london,
    core_schema.datetime_schema(tz_constraint="aware"),
    serialization=core_schema.plain_serializer_function_ser_schema(_to_utc),
)
