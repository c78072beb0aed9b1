"""What is shown of a form that is being filled: a page with what to look at again, or the review (P05, P23)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dialogs import remarks
from dialogs.interaction.filling import Filling
from dialogs.interaction.spoken import spoken
from dialogs.model.fields import Errors, Field, Found, Section
from dialogs.model.turns import Turn
from dialogs.model.views import Answered, LookAgain, Note, Page, Review, State, Task, Tone

REVIEW: Final = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where somebody goes in a form: the section of that name, or the review, and what stands there besides its questions."""

    filling: Filling  # with the draft that is kept
    name: str
    errors: Errors = field(default_factory=dict)
    note: Note | None = None
    again: tuple[LookAgain, ...] = ()
    reached: str = ""  # what the draft says then, if another than before
    saved: Turn | None = None  # what was done on the way to it
    sought: Mapping[str, tuple[str, Found]] = field(default_factory=dict)  # as on a page


def shown(screen: Screen) -> Turn:
    """The one place where a screen is drawn and its draft kept; with what was saved on the way to it."""
    reply = _review(screen) if screen.name == REVIEW else _page(screen)
    draft = screen.filling.draft
    kept = replace(draft, reached=screen.reached or draft.reached)
    return replace(screen.saved, reply=reply, draft=kept) if screen.saved else Turn(reply=reply, draft=kept)


def _page(screen: Screen) -> Page:
    filling, section = screen.filling, screen.filling.form.section(screen.name)
    form, found = filling.form, remarks_on(filling, section.fields)
    known = filling.flow.note(filling.drawn_of) if filling.in_pieces else ""
    return Page(
        form=form,
        press=filling.press,
        section=section,
        given=filling.asked.given,
        number=form.sections.index(section) + 1,
        of=len(form.sections),
        errors=screen.errors,
        again=screen.again,
        remarks=found,
        movable=movable(filling, found),
        note=screen.note or (Note(known, Tone.WARNING) if known else None),
        tasks=_tasks(filling, section) if filling.in_pieces else (),
        reviewed=filling.flow.review,
        mark=filling.flow.mark(filling.asked, section),
        sought=screen.sought,
    )


def _review(screen: Screen) -> Review:
    filling = screen.filling
    form, asked = filling.form, filling.asked
    of = filling.drawn_of
    echoed, said, found = filling.flow.echo(of), filling.flow.note(of), remarks_on(filling, form.fields)
    rows = tuple(
        Answered(
            field.name,
            section.name,
            field.label,
            echoed.get(field.name) or spoken(field, asked.given),
            found.get(field.name, ""),
        )
        for section in form.sections
        for field in section.fields
    )
    return Review(
        form=form,
        press=filling.press,
        rows=rows,
        errors=screen.errors,
        note=Note(said) if said else None,
        mark=filling.flow.mark(asked, form.sections[-1]),
    )


def _tasks(filling: Filling, here: Section) -> tuple[Task, ...]:
    """Every section of what is written in pieces: the one that is shown, written, still to write, or empty and not missed."""
    return tuple(
        Task(section.name, section.title, State.HERE if section.name == here.name else _state(section, filling))
        for section in filling.form.sections
    )


def _state(section: Section, filling: Filling) -> State:
    if any(filling.asked.given.get(field.name) for field in section.fields):
        return State.WRITTEN
    return State.TO_WRITE if section.fields[0].needed else State.EMPTY


def remarks_on(filling: Filling, fields: tuple[Field, ...]) -> Errors:
    """What to look at again in what was typed in these fields so far: what identifies somebody, and what the form itself points out."""
    texts = remarks.texts(fields, filling.asked.given)
    told = remarks.known(filling.scene.people, filling.scene.terms)
    found = remarks.joined(remarks.identified(fields, texts, told), filling.form.remarks(texts))
    return {field.name: found[field.name] for field in fields if field.name in found}


def wants_review(filling: Filling) -> bool:
    """Whether answers are checked before they are sent: always where the flow says so, else where there is something to look at again."""
    return filling.flow.review or (not filling.in_pieces and bool(remarks_on(filling, filling.form.fields)))


def movable(filling: Filling, names: Iterable[str]) -> frozenset[str]:
    """Of these fields those that hold what belongs in another one."""
    return frozenset(name for name in names if filling.flow.movable(filling.asked, name))


def look_again(filling: Filling, *, left: Section | None = None, shown: Section | None = None) -> tuple[LookAgain, ...]:
    """Remarks on other screens than the one `shown`, or only on the one that was just `left`; none where a review says them."""
    if not filling.in_pieces:
        return ()
    sections = [
        section
        for section in filling.form.sections
        if (section.name == left.name if left else not shown or section.name != shown.name)
    ]
    found = remarks_on(filling, tuple(field for section in sections for field in section.fields))
    moves = movable(filling, found)
    return tuple(
        LookAgain(field.name, section.name, field.label, found[field.name], movable=field.name in moves)
        for section in sections
        for field in section.fields
        if field.name in found
    )
