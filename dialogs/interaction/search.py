"""A case by its reference, where nothing can be typed to the bot: the same as saying the reference in a chat."""

from typing import Final

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
    label="Reference",
    hint="Such as JS-7K3M. It stands in every message about the case.",
    longest=20,
    holds=Holds.REFERENCE,
)
SECTION: Final = Section(name=FIND, title="Find a case", fields=(REFERENCE,))
FORM: Final = Form(name=FIND, version=1, title="Find a case", sections=(SECTION,), submit="Find it")
NONE: Final = "There is no case with this reference that you are on. Check it, letter by letter."


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
        return asked(heard.press, heard.raw, NONE)
    return Turn(reply=DECK["case"].draw(scene, ""))


def typed(raw: Raw) -> str:
    """The reference that was typed, as one would say it in a chat: with or without what every reference begins with."""
    said = raw.get(FIELD, "")
    line = "".join(said.split()) if isinstance(said, str) else ""
    return line if line.casefold().startswith("js") else f"JS-{line}"
