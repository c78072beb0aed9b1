"""Who is looking, where their pages lie, and how far they may go from there."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from adapters.web.parse import packed
from adapters.web.security import seal, sealed
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.views import Card

SHOW: Final = "show"  # the one verb that a plain address may carry
HOME: Final = Press("home", SHOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One person at one door.

    `session` is what their forms are sealed to, `token` the personal link if they came by one, and `here` where the
    demo's clock leads back to.
    """

    person: PersonId
    base: str
    session: str
    home: Press
    also: tuple[str, ...] = ()
    token: str = ""
    here: str = "/"

    def allows(self, press: Press) -> bool:
        """Whether this door leads there. A personal link is for one purpose; the core judges everything again."""
        if not self.token:
            return True
        same_case = self.home.case is None or press.case == self.home.case
        return same_case and press.card in (self.home.card, *self.also)

    def to(self, press: Press) -> str:
        """The address of a card."""
        if press == self.home or not self.allows(press):
            return self.base
        return f"{self.base}/card/{packed(press)}"

    def to_file(self, press: Press) -> str:
        """The address of a document."""
        return f"{self.base}/file/{packed(press)}"

    def to_form(self, press: Press, secret: bytes) -> str:
        """The address of a form. Sealed: only what the core has opened as a form can be opened by an address."""
        return f"{self.base}/form/{packed(press)}/{self._form_seal(press, secret)}"

    def to_find(self, press: Press, secret: bytes) -> str:
        """Where the form's script asks whom somebody means; a field's name follows."""
        return f"{self.base}/find/{packed(press)}/{self._form_seal(press, secret)}"

    def may_open(self, press: Press, mark: str, secret: bytes) -> bool:
        """Whether that address of a form is one that we made for this person."""
        return self.allows(press) and sealed(mark, secret, "form", self.person, str(press))

    def _form_seal(self, press: Press, secret: bytes) -> str:
        return seal(secret, "form", self.person, str(press))


def shows(card: Card, pressed: Press | None = None) -> Press:
    """The press that shows a card again."""
    kept = pressed.about if pressed and (pressed.card, pressed.case or "") == (card.name, card.case) else ""
    return Press.read(f"{card.name}/{SHOW}/{card.case}/{kept}") or HOME


def path_of(person: PersonId) -> str:
    """Where the demo's pages of a person lie."""
    return f"/as/{quote(person, safe='')}"
