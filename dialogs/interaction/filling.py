"""A form that is being filled, as one value: its flow, its questions as they are now, and what was typed so far."""

from dataclasses import dataclass, replace

from dialogs.cards.need_to_know import as_readable
from dialogs.flows.flow import Asked, Flow
from dialogs.flows.verbs import FLOWS
from dialogs.model.drafts import Draft
from dialogs.model.fields import Answers, Form
from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.procedure.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Made once in a turn, and handed on. `asked` is what the flow may look at, with the draft's answers in it."""

    flow: Flow
    form: Form
    draft: Draft
    asked: Asked

    @property
    def press(self) -> Press:
        """What sending it carries."""
        return self.draft.press

    @property
    def scene(self) -> Scene:
        """The scene in which it is filled."""
        return self.asked.scene

    @property
    def drawn_of(self) -> Asked:
        """What its words on a screen may be made of: no more than its writer may read (P23). What is done, is done to the case itself."""
        return readable(self.asked)

    @property
    def in_pieces(self) -> bool:
        """Whether each screen is saved as it is left: it is not reviewed, so its remarks are said on the next screen."""
        return self.flow.piece is not None

    def understood(self, answers: Answers) -> "Filling":
        """The same, with what was understood of the answers."""
        return replace(self, asked=replace(self.asked, answers=answers))

    def going_on(self, draft: Draft, case: Case | None = None) -> "Filling":
        """The same questions with the draft as it is then, and the case after what was saved of it."""
        scene = replace(self.scene, case=case) if case else self.scene
        return replace(self, draft=draft, asked=replace(self.asked, scene=scene, given=draft.given))


def filled(draft: Draft, scene: Scene) -> Filling | None:
    """The form as a draft of it is filled now; nothing where the verb needs to ask nothing."""
    flow = FLOWS[draft.press.verb]
    asked = Asked(scene=scene, about=draft.press.about, given=draft.given)
    form = flow.form(readable(asked)) if flow.form else None
    return Filling(flow=flow, form=form, draft=draft, asked=asked) if form else None


def readable(asked: Asked) -> Asked:
    """The same, with no word in it that whoever fills the form may not read. A form is of one case: it is handed no lists of others."""
    return replace(asked, scene=as_readable(replace(asked.scene, mine=(), desk=(), ended=())))
