"""What people do in these tests, through the one way in."""

from bot.outbox.edits import Outcome
from bot.outbox.invitations import Sitting, To, invite, invite_person
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import CaseId, PersonId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.builders import MO, NIA, PAT, SAL
from tests.town import CHOSEN, INVITED, RAISED


def raised(runtime: Runtime, player: Player, reference: str = "CASE-1001", who: PersonId = PAT) -> Case:
    """Pat, or somebody else, raises a case; it waits for Mo."""
    card = player.fills(who, Press("case", "raise"), {**RAISED, "local_reference": reference})
    return stored(runtime, CaseId(card.case))


def agreed(player: Player, case: Case) -> None:
    """Mo agrees."""
    player.presses(MO, Press("agreement", "agree", case.id))


def polled(runtime: Runtime, player: Player) -> Case:
    """A case whose dates are being polled: Sal leads, Nia supervises, Pat, Hal, Bo and Kit are asked."""
    case = raised(runtime, player)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    for who in (SAL, NIA):
        player.presses(who, Press("nomination", "accept", case.id))
    player.fills(
        SAL,
        Press("poll", "invite", case.id),
        {**INVITED, "slots": lambda field: tuple(option.value for option in field.options[:2])},  # type: ignore[union-attr] # a choice of dates
    )
    return stored(runtime, case.id)


def booked(runtime: Runtime, player: Player) -> Case:
    """The first slot is booked."""
    case = polled(runtime, player)
    assert case.session
    player.fills(SAL, Press("poll", "book", case.id, case.session.slots[0].id), {})
    return stored(runtime, case.id)


def stored(runtime: Runtime, case: CaseId) -> Case:
    """A case as the database has it."""
    with runtime.store.reading() as work:
        found = work.cases.get(case)
    assert found
    return found


async def posted(runtime: Runtime, jobs: InMemoryJobs, sitting: Sitting) -> set[Outcome]:
    """The invitations of a session go out, as the queue would have it: what became of the whole, and of each letter."""
    before = len(jobs.given)
    outcomes = {await invite(runtime, sitting)}
    for job in jobs.given[before:]:
        if job.workflow == "invite-person":
            case, session, sequence, cancel, person = job.args
            outcomes.add(await invite_person(runtime, To(Sitting(case, session, sequence, cancel), person)))  # type: ignore[arg-type] # as the queue passes them
    return outcomes
