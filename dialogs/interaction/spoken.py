"""What was answered, in words: how an answer stands in a review before it is sent."""

from typing import assert_never

from dialogs import words
from dialogs.model.fields import Day, Field, LongText, ManyOf, OneOf, PersonField, Raw, ShortText, YesNo, check


def spoken(field: Field, given: Raw) -> str:
    """An answer in words, as a person would say it; a dash for none."""
    raw = given.get(field.name, "")
    values = tuple(value for value in ((raw,) if isinstance(raw, str) else raw) if value.strip())
    match field:
        case ShortText() | LongText():
            said = "\n".join(values)
        case Day():
            said = _day(field, values)
        case YesNo() | OneOf() | ManyOf() | PersonField():
            found = map(field.search.option, values) if isinstance(field, PersonField) and field.search else ()
            labels = {option.value: option.label for option in (*field.options, *filter(None, found))}
            said = _listed([labels.get(value, value) for value in values])
        case _:
            assert_never(field)
    return said or "–"


def _listed(labels: list[str]) -> str:
    """One on each line where they hold commas of their own."""
    return "\n".join(labels) if any("," in label for label in labels) else words.listed(labels)


def _day(field: Day, values: tuple[str, ...]) -> str:
    answers, errors = check((field,), {field.name: values})
    return words.day(answers[field.name]) if values and not errors and answers[field.name] else "\n".join(values)  # type: ignore[arg-type] # a Day reads a date
