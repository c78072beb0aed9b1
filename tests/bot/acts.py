"""What people do in these tests, through the one way in."""

from bot.runtime.runtime import House
from bot.simulation.player import Player
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from tests.builders import MO, NIA, PAT, SAL
from tests.town import CHOSEN, INVITED, RAISED


def raised(house: House, player: Player, reference: str = "CASE-1001") -> Case:
    """Pat raises a case; it waits for Mo."""
    card = player.fills(PAT, Press("case", "raise"), {**RAISED, "local_reference": reference})
    return stored(house, CaseId(card.case))


def agreed(player: Player, case: Case) -> None:
    """Mo agrees."""
    player.presses(MO, Press("agreement", "agree", case.id))


def polled(house: House, player: Player) -> Case:
    """A case whose dates are being polled: Sal leads, Nia supervises, Pat, Hal, Bo and Kit are asked."""
    case = raised(house, player)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    for who in (SAL, NIA):
        player.presses(who, Press("nomination", "accept", case.id))
    player.fills(SAL, Press("poll", "invite", case.id), {**INVITED, "slots": lambda field: tuple(one.value for one in field.options[:2])})  # type: ignore[union-attr] # a choice of dates
    return stored(house, case.id)


def booked(house: House, player: Player) -> Case:
    """The first slot is booked."""
    case = polled(house, player)
    assert case.session
    player.presses(SAL, Press("poll", "book", case.id, case.session.slots[0].id))
    return stored(house, case.id)


def stored(house: House, case: CaseId) -> Case:
    """A case as the database has it."""
    with house.store.reading() as work:
        found = work.cases.get(case)
    assert found
    return found
