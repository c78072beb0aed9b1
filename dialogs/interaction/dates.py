"""Dates that the lead coordinator types after the slash: `dates JS-7K3M tues 2pm` (P15)."""

from dataclasses import replace

from dialogs.cards.deck import DECK
from dialogs.flows.dates import TYPED, settled
from dialogs.interaction.forms import begin, resumed
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Card, Note, Row, Rows, Text, Tone
from dialogs.procedure.case import Case, Stage
from dialogs.verbs import may


def dates(typed: str, meant: str, scene: Scene) -> Turn:
    """Dates go into the form for the case of that reference, or the one case that waits for them, to be confirmed there."""
    waiting = [case for case in scene.mine if _wants_dates(case, scene) and meant in ("", case.reference)]
    if not waiting:
        return Turn(
            reply=DECK["home"].draw(scene, "").saying("You coordinate no case that waits for dates.", Tone.WARNING)
        )
    if len(waiting) > 1:
        return Turn(reply=_which_case(waiting, typed))
    return _dated(waiting[0], typed.strip(), scene)


def _wants_dates(case: Case, scene: Scene) -> bool:
    return may(replace(scene, case=case), _dates_verb(case))


def _dates_verb(case: Case) -> str:
    return "invite" if case.stage is Stage.NOMINATED else "offer-more"


def _which_case(waiting: list[Case], typed: str) -> Card:
    """Dates never go to a case that nobody named."""
    rows = tuple(Row(f"dates {case.reference} {typed[:200]}") for case in waiting)
    return Card(
        name="help",
        title="For which case?",
        body=(Text("Several of your cases wait for dates. Say it again with the reference:"), Rows(rows)),
    )


def _dated(case: Case, typed: str, scene: Scene) -> Turn:
    """The form for that case, as far as it was filled, with the typed dates in it."""
    press = Press("poll", _dates_verb(case), case.id)
    begun = next(
        (draft for draft in scene.drafts if (draft.press.verb, draft.press.case) == (press.verb, press.case)), None
    )
    on = replace(scene, case=case, draft=begun)
    draft = resumed(press, on)
    kept = replace(
        draft.with_answers({"typed": settled(typed[:TYPED], on)}, scene.now), reached=draft.reached or "people"
    )
    turn = begin(kept.press, replace(on, draft=kept))
    return replace(turn, reply=replace(turn.reply, note=Note(f"For {case.reference}.")))
