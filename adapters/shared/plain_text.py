"""Cards, pages and reviews as plain text: for a chat without windows, an e-mail, a screen reader, the terminal.

If a card makes no sense here, the card is wrong. Nothing is escaped: who puts this into markup escapes it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, assert_never

from dialogs.model.fields import (
    LISTED,
    WHOLE,
    Day,
    Errors,
    Field,
    LongText,
    ManyOf,
    OneOf,
    Option,
    PersonField,
    Search,
    ShortText,
    YesNo,
)
from dialogs.model.views import (
    Block,
    Button,
    Card,
    Grid,
    Heading,
    Note,
    Page,
    Pairs,
    Reply,
    Review,
    Row,
    Rows,
    Steps,
    Text,
    Tone,
)

REFERENCE: Final = re.compile(r"(?:^JS-[2-9A-HJ-NP-Z]{4,10}:|:?\s*\bJS-[2-9A-HJ-NP-Z]{4,10}\b)")
BY_NAME: Final = "Write a number, or part of a name, an agency or an e-mail address."
SAID_FIRST: Final = {Tone.INFO: "", Tone.WARNING: "Warning: ", Tone.DONE: "Done: "}


def reply(shown: Reply) -> str:
    """Whatever is answered, in words."""
    match shown:
        case Card():
            return card(shown)
        case Page():
            return question(shown) if shown.as_question else page(shown)
        case Review():
            return review(shown)
        case _:
            assert_never(shown)


def card(shown: Card) -> str:
    """A card, top to bottom, with what can be done last."""
    parts = [
        shown.title,
        *_note(shown.note),
        *map(block, shown.body),
        _choices(shown.buttons),
        _documents(shown.downloads),
    ]
    return _paragraphs(parts)


def announced(title: str) -> str:
    """A title as a notification may show it, on a locked phone too: the duty, without the case."""
    said = REFERENCE.sub("", title).strip()
    return f"{said[:1].upper()}{said[1:]}" or "Joint supervision"


def page(shown: Page) -> str:
    """A whole screen of a form: every question with its answer so far."""
    asked = (_asked(field, shown.errors, shown.remarks, _given(shown, field)) for field in shown.asked)
    again = (f"Look again at “{remark.label}”: {remark.says}" for remark in shown.again)
    return _paragraphs([*_head(shown), *again, *shown.section.intro, *asked])


def question(shown: Page) -> str:
    """The one question that is next, as a chat asks it."""
    field = next_asked(shown)
    if field is None:
        return _paragraphs(_head(shown))
    where, *said = _head(shown)
    stands = f"Your answer so far: {shown.stands}\nWrite another one, or “keep” to leave it." if shown.stands else ""
    asked = _asked(field, shown.errors, shown.remarks, "")
    return _paragraphs([*said, *shown.section.intro, asked, stands, _how(field), where])


def aloud(shown: Reply) -> str:
    """What a notification and a screen reader say of it: the question, with what can be chosen and how, and no word of the case.

    Not the introduction, what was answered, or who can be chosen: others may see the screen.
    """
    if isinstance(shown, Card):
        return announced(shown.title)
    title = announced(shown.form.title)
    if isinstance(shown, Review):
        return f"{_ended(title)} Check your answers. Write “send” to send them, or “change” and the name of an answer."
    field = next_asked(shown) if shown.as_question else None
    if field is None:
        return title
    again = "I could not use that answer." if shown.errors else ""
    offered = "" if isinstance(field, PersonField) else " ".join(f"{line}." for line in _offered(field) if line)
    return " ".join(filter(None, (_ended(title), again, _ended(field.label), offered, _how(field))))


def next_asked(shown: Page) -> Field | None:
    """The first question of the page that has a fault or no answer; else its first."""
    open_ones = (field for field in shown.asked if field.name in shown.errors or not shown.given.get(field.name))
    return next(open_ones, next(iter(shown.asked), None))


def review(shown: Review) -> str:
    """Every answer in words, and how to go on."""
    rows = [_row_of_review(row.label, row.words, row.remark, shown.errors.get(row.name, "")) for row in shown.rows]
    whole = shown.errors.get(WHOLE, "")
    last = f"Say “send” to finish ({shown.form.submit}), or “change” and the name of an answer."
    return _paragraphs(["Check your answers", *_note(shown.note), whole, *rows, last])


def _ended(said: str) -> str:
    return said if said.endswith(("?", ".", "!", ":")) else f"{said}."


def block(shown: Block) -> str:
    """One part of a card."""
    match shown:
        case Text(words) | Heading(words):
            return words
        case Pairs(rows):
            return "\n".join(f"{label}: {value}" for label, value in rows)
        case Steps():
            return steps(shown)
        case Note():
            return note(shown)
        case Rows(rows):
            return "\n".join(map(_row, rows))
        case Grid():
            return "\n".join(f"{name}: {said}" for name, said in shown.by_column)
        case _:
            assert_never(shown)


def note(shown: Note) -> str:
    """A note, with its tone as a word unless it begins with that word already."""
    first = SAID_FIRST[shown.tone]
    return shown.words if shown.words.startswith(first.rstrip(": ")) else f"{first}{shown.words}"


def in_short(fault: str) -> str:
    """A fault where it is said once more: its first line, the rest stands beside its field."""
    return fault.partition("\n")[0]


def steps(shown: Steps) -> str:
    """How far a thing has come: what is done, what is now, what is to come."""
    done, now, rest = shown.names[: shown.done], shown.names[shown.done : shown.done + 1], shown.names[shown.done + 1 :]
    parts = (("Done", done), ("Now", now), ("To come", rest))
    return " ".join(f"{word}: {', '.join(names)}." for word, names in parts if names)


def day(shown: date) -> str:
    """A day as people say it: Tue 1 Dec 2026."""
    return f"{shown:%a} {shown.day} {shown:%b} {shown.year}"


def barred(options: Iterable[Option]) -> str:
    """Who or what cannot be chosen, each with the reason."""
    said = [f"{option.label} ({option.barred})" for option in options if option.barred]
    return f"Cannot be chosen: {'; '.join(said)}." if said else ""


def _head(shown: Page) -> list[str]:
    title = f"{shown.form.title}, {shown.case}" if shown.case else shown.form.title
    where = f"{title}, part {shown.number} of {shown.of}" if shown.of > 1 else title
    return [where, *_note(shown.note), shown.errors.get(WHOLE, "")]


def _asked(field: Field, errors: Errors, remarks: Errors, given: str) -> str:
    label = f"{field.label} (you may skip this)" if field.optional else field.label
    lines = (label, field.hint, *_offered(field), given, errors.get(field.name, ""), remarks.get(field.name, ""))
    return "\n".join(line for line in lines if line)


def _given(shown: Page, field: Field) -> str:
    raw = shown.given.get(field.name, "")
    said = raw if isinstance(raw, str) else ", ".join(raw)
    return f"Your answer: {said}" if said else ""


def _offered(field: Field) -> Iterator[str]:
    """Numbered as an answer is read: a barred one keeps its number, so that the others keep theirs."""
    options = () if isinstance(field, ShortText | LongText | Day | YesNo) else field.options
    for number, option in enumerate(options[:LISTED], 1):
        if not option.barred:
            yield f"{number}. {option.label}{f': {option.hint}' if option.hint else ''}"
    if len(options) > LISTED:
        yield f"…and {len(options) - LISTED} more: write the name."
    yield barred(options[:LISTED])


def _how(field: Field) -> str:
    match field:
        case ShortText() | LongText():
            said = "Write your answer."
        case Day():
            said = "Write the day, such as 1 December 2026, today or next Friday."
        case YesNo():
            said = "Answer yes or no."
        case PersonField(search=Search(), many=True):
            said = f"{BY_NAME} Several with commas between."
        case PersonField(search=Search()):
            said = BY_NAME
        case ManyOf() | PersonField(many=True):
            said = "Write the numbers or the names, with commas between."
        case OneOf() | PersonField():
            said = "Write the number or the name."
        case _:
            assert_never(field)
    return f"{said}{_limits(field)} You can also say: back, help{'' if field.required else ', skip'} or cancel."


def _limits(field: Field) -> str:
    """How long, how many, or from when to when."""
    match field:
        case ShortText(longest=longest) | LongText(longest=longest):
            return f" Up to {longest:,} characters."
        case Day(earliest=earliest, latest=latest):
            bounds = (f"from {day(earliest)}" if earliest else "", f"to {day(latest)}" if latest else "")
            said = " ".join(filter(None, bounds))
            return f" {said[:1].upper()}{said[1:]}." if said else ""
        case ManyOf(most=most) | PersonField(many=True, most=most):
            return f" {most} at most." if most else ""
        case _:
            return ""


def _row(row: Row) -> str:
    title = f"{row.title}: {row.detail}" if row.detail else row.title
    return f"- {title}{f' [{_labels(row.buttons)}]' if row.buttons else ''}"


def _row_of_review(label: str, words: str, remark: str, error: str) -> str:
    return "\n".join(line for line in (f"{label}: {words}", error, remark) if line)


def _note(shown: Note | None) -> list[str]:
    return [note(shown)] if shown else []


def _choices(buttons: tuple[Button, ...]) -> str:
    return f"You can: {_labels(buttons)}" if buttons else ""


def _documents(buttons: tuple[Button, ...]) -> str:
    return f"Documents: {_labels(buttons)}" if buttons else ""


def _labels(buttons: tuple[Button, ...]) -> str:
    return ", ".join(f"{button.label} ({button.opens})" if button.opens else button.label for button in buttons)


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part.strip())
