"""Somebody looked up for a form: on a screen without script, or as one types. Nothing of it is kept."""

from dialogs.interaction.filling import Filling, filled
from dialogs.interaction.screens import Screen
from dialogs.model.drafts import Draft
from dialogs.model.fields import Found, PersonField, Raw
from dialogs.model.heard import SOUGHT, Submitted
from dialogs.model.turns import Scene


def sought(filling: Filling, heard: Submitted) -> Screen:
    """The same screen with who was found. What is typed elsewhere on it stays as it is."""
    words = heard.raw.get(SOUGHT + heard.about, "")
    said = words if isinstance(words, str) else ""
    screen = Screen(filling=filling, name=heard.section)
    field = _field(filling, heard.about)
    if field is None or field.search is None or not said.strip():
        return screen
    return Screen(filling=filling, name=heard.section, sought={heard.about: (said, field.search.find(said))})


def suggested(draft: Draft, name: str, words: str, given: Raw, scene: Scene) -> Found:
    """Who may be meant by what somebody has typed so far in a field of a form; `given` is what stands on its screen."""
    filling = filled(draft.with_answers(given, scene.now), scene)
    field = _field(filling, name) if filling else None
    if field is None:
        return Found()
    if field.search:
        return field.search.find(words)
    said = words.strip().casefold()
    return Found(tuple(option for option in field.options if said in option.label.casefold()))


def _field(filling: Filling, name: str) -> PersonField | None:
    fields = (field for field in filling.form.fields if field.name == name)
    return next((field for field in fields if isinstance(field, PersonField)), None)
