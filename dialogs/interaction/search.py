"""A case by its reference, by the child's initials or by a month, open or ended; by its reference the same as saying it in a chat."""

from typing import Final

from dialogs.cards import lists
from dialogs.cards.deck import DECK
from dialogs.model.fields import Form, Holds, Raw, Section, ShortText
from dialogs.model.heard import Go, Submitted
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Page

FIND: Final = "find"
FIELD: Final = "reference"
REFERENCE: Final = ShortText(
    name=FIELD,
    label="Reference, child's initials, or a month",
    hint="Such as JS-7K3M, which stands in every message about the case; A.B.; or November 2026.",
    longest=40,
    holds=Holds.REFERENCE,
)
SECTION: Final = Section(name=FIND, title="Find a case", fields=(REFERENCE,))
FORM: Final = Form(name=FIND, version=1, title="Find a case", sections=(SECTION,), submit="Find it")
NONE: Final = "You are on no case with this reference, these initials or this month. Check it, letter by letter."


def asked(press: Press, given: Raw | None = None, fault: str = "") -> Turn:
    """The one question. Nothing of it is kept."""
    return Turn(
        reply=Page(form=FORM, press=press, section=SECTION, given=given or {}, errors={FIELD: fault} if fault else {})
    )


def found(heard: Submitted, scene: Scene) -> Turn:
    """The case, if there is one that the actor may see; whether there is one that they may not is not said."""
    if heard.go not in (Go.NEXT, Go.SEND):
        return Turn(reply=DECK["home"].draw(scene, ""))
    if scene.case is None:
        said = heard.raw.get(FIELD, "")
        wanted = lists.sought(said) if isinstance(said, str) else ""
        if not any(lists.fits(case, wanted) for case in (*scene.mine, *scene.ended)):
            return asked(heard.press, heard.raw, NONE)
        return Turn(reply=DECK[lists.NAME].draw(scene, f"{lists.SOUGHT}{wanted}:1"))
    return Turn(reply=DECK["case"].draw(scene, ""))


def typed(raw: Raw) -> str:
    """The reference that was typed, as one would say it in a chat: with or without what every reference begins with."""
    said = raw.get(FIELD, "")
    line = "".join(said.split()) if isinstance(said, str) else ""
    return line if line.casefold().startswith("js") else f"JS-{line}"
