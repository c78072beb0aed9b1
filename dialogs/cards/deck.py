"""Every card, one row each: how it is drawn, what it needs for that, and how a copy of it that lies somewhere is treated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dialogs.cards import (
    agreement,
    answers,
    calendar,
    case,
    channels,
    circulation,
    desk,
    heard,
    home,
    lists,
    need_to_know,
    nomination,
    others,
    poll,
    record,
    session,
    timeline,
)
from dialogs.model.press import SHOW, Press
from dialogs.model.reach import DISOWNED, LOST_ACCOUNT, NEW_ACCOUNT, STOPPED
from dialogs.model.turns import Need, Scene
from dialogs.model.views import Card
from dialogs.procedure.people import may_see
from dialogs.verbs import ASKING, VERBS, may_give_feedback


def _seen(scene: Scene, about: str = "") -> bool:
    return bool(scene.case and scene.actor and may_see(scene.case, scene.actor))


def _never(scene: Scene, about: str = "") -> bool:
    return False


def _always(scene: Scene, about: str = "") -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKind:
    """What a card is, for everybody who loads, draws, sends or keeps it.

    `draw` gets the scene, with no word in it that the viewer may not read, and what the press was about. `of_case`: without
    a case that the viewer may see there is no such card. `per_session`: a case has one for each session, `about` being its
    number. `beyond`: it goes to people who may not see the case, and says nothing of it (P20). `live`: it stands for how
    things are now, so a copy that lies somewhere is drawn again. `refreshes`: a case or a person has one, so a copy may be
    drawn anew whenever its reader looks. `linked`: a personal link to the case, or to somebody's own list, leads to it too.
    `still_news`: whether telling it still makes sense, or has been overtaken.
    """

    draw: Callable[[Scene, str], Card]
    needs: Need = Need.NOTHING
    of_case: bool = True
    per_session: bool = False
    beyond: bool = False
    live: bool = True
    refreshes: bool = False
    linked: bool = False
    still_news: Callable[[Scene, str], bool] = _seen

    def __post_init__(self) -> None:
        """However a card comes to be drawn, it goes through the gate."""
        object.__setattr__(self, "draw", need_to_know.gated(self.draw))


DECK: Final[Mapping[str, CardKind]] = {
    "case": CardKind(draw=case.draw, needs=Need.REACH, refreshes=True, linked=True),
    "agreement": CardKind(draw=agreement.draw, refreshes=True, linked=True),
    "nomination": CardKind(draw=nomination.draw, needs=Need.REACH, refreshes=True, linked=True),
    "poll": CardKind(draw=poll.draw, refreshes=True, linked=True),
    "answers": CardKind(draw=answers.draw),
    "session": CardKind(draw=session.draw, linked=True),
    "invitation": CardKind(draw=calendar.invitation, linked=True),
    "record": CardKind(draw=record.draw, per_session=True, linked=True),
    "circulation": CardKind(draw=circulation.draw, per_session=True, linked=True),
    "feedback": CardKind(
        draw=others.feedback, needs=Need.FEEDBACK, per_session=True, linked=True, still_news=may_give_feedback
    ),
    "heard": CardKind(draw=heard.draw, needs=Need.HEARD, per_session=True, linked=True, still_news=heard.may_hear),
    "learning": CardKind(
        draw=others.learning, per_session=True, beyond=True, still_news=lambda scene, _: scene.case is not None
    ),
    "timeline": CardKind(draw=timeline.draw, needs=Need.FACTS, linked=True),
    "signpost": CardKind(draw=others.signpost, live=False),
    "home": CardKind(draw=home.draw, needs=Need.MINE | Need.DESK, of_case=False, refreshes=True, still_news=_never),
    "digest": CardKind(
        draw=home.digest, needs=Need.MINE | Need.DESK, of_case=False, refreshes=True, still_news=home.digest_due
    ),
    desk.NAME: CardKind(draw=desk.draw, needs=Need.DESK, of_case=False, live=False, linked=True, still_news=_never),
    lists.NAME: CardKind(draw=lists.draw, needs=Need.MINE | Need.ENDED, of_case=False, live=False, still_news=_never),
    "feed": CardKind(draw=calendar.feed, needs=Need.FEED, of_case=False, live=False, linked=True, still_news=_never),
    "help": CardKind(draw=others.help_card, of_case=False, live=False, linked=True, still_news=_never),
    "dashboard": CardKind(draw=others.figures_card, of_case=False, still_news=_never),
    channels.NAME: CardKind(
        draw=channels.draw,
        needs=Need.ACCOUNTS,
        of_case=False,
        linked=True,
        still_news=lambda scene, _: scene.claim is not None,
    ),
    NEW_ACCOUNT: CardKind(
        draw=channels.new_account, needs=Need.ACCOUNTS, of_case=False, live=False, still_news=channels.still_known
    ),
    LOST_ACCOUNT: CardKind(draw=channels.lost_account, of_case=False, live=False, still_news=_always),
    STOPPED: CardKind(draw=others.sending_stopped, of_case=False, live=False, still_news=others.still_stopped),
    DISOWNED: CardKind(draw=channels.disowned, of_case=False, live=False, still_news=lambda scene, _: scene.who.office),
}
"""Names are kept in databases and stand in buttons that lie in chats: one is never changed."""

UNKNOWN: Final = CardKind(draw=others.nothing, of_case=False, live=False, still_news=_never)
"""What is no card of the deck: an answer that only says something, or a name that no button of ours carries."""


def kind_of(card: str) -> CardKind:
    """What a card of that name is; `UNKNOWN` where there is none."""
    return DECK.get(card, UNKNOWN)


def needs_of(press: Press) -> Need:
    """What is looked at by the card on which somebody pressed, and by what they do there."""
    does = VERBS[press.verb].needs if press.verb in VERBS else Need.NOTHING
    told = Need.REACH if press.verb in ASKING else Need.NOTHING
    return kind_of(press.card).needs | does | told


def without_the_case(press: Press) -> bool:
    """Whether somebody may do this who sees the card and not the case: every answer to it is that one card."""
    answers = VERBS[press.verb].card if press.verb in VERBS else press.card if press.verb == SHOW else ""
    return kind_of(press.card).beyond and answers == press.card
