"""Sending to a workspace or tenant stops while it refuses the bot itself, and goes on by itself once it is good again.

Rule 1: a token that was revoked is nobody's fault: nobody is given up, and what was to be sent waits or takes another way.
Rule 2: while it is so, one message a minute looks whether it is still so; the others are not tried.
Rule 3: it is said: in the log, in `/readyz`, in `jsv doctor`, and to the partnership office by any way that is left.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

import structlog

from adapters.shared.channel import Refused, Stopped, Unreachable
from bot.runtime.runtime import Runtime
from dialogs.ids import CaseId
from dialogs.model.heard import Handle
from dialogs.model.reach import STOPPED
from dialogs.model.turns import Tell
from store.database.advisory_lock import one_by_one
from store.queue.jobs import tell
from store.unit_of_work import Work

KEPT: Final = "where sending has stopped"
A_LOOK: Final = timedelta(minutes=1)

log = structlog.get_logger()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where sending has stopped: the platform's code, since when, and when it is looked at next."""

    code: str
    since: str
    look: str


def stops(work: Work) -> Mapping[str, Stop]:
    """Where sending has stopped, by `channel/place`."""
    return {place: Stop(**stop) for place, stop in json.loads(work.key_values.get(KEPT) or "{}").items()}


async def called(runtime: Runtime, to: Handle, call: Callable[[], Awaitable[T]]) -> T:
    """What a call to somebody's platform gives. Raises what it raises, and `Stopped` without calling while sending has stopped there."""
    place = f"{to.channel}/{to.tenant}"
    stopped = await runtime.in_thread(_in_the_way, runtime, place)
    if stopped and stopped.look:
        raise Stopped(stopped.code, to.channel, to.tenant)
    try:
        given = await call()
    except Stopped as fault:
        await runtime.in_thread(_stop, runtime, to, str(fault))
        raise
    except (Unreachable, Refused):
        if stopped:
            await runtime.in_thread(_go_on, runtime, place)
        raise
    if stopped:
        await runtime.in_thread(_go_on, runtime, place)
    return given


def _in_the_way(runtime: Runtime, place: str) -> Stop | None:
    """Whether sending has stopped there; without a time to look where it is this call that looks."""
    with runtime.store.reading() as work:
        found = stops(work).get(place)
    if found is None or runtime.clock() < datetime.fromisoformat(found.look):
        return found
    with runtime.store.begin() as work:
        now = _alone(work).get(place)
        if now is None or now.look != found.look:
            return now  # another looks already
        _put(work, place, replace(now, look=(runtime.clock() + A_LOOK).isoformat()))
    return replace(found, look="")


def _stop(runtime: Runtime, to: Handle, code: str) -> None:
    place, now = f"{to.channel}/{to.tenant}", runtime.clock()
    with runtime.store.begin() as work:
        if place in _alone(work):
            return
        _put(work, place, Stop(code, now.isoformat(), (now + A_LOOK).isoformat()))
        about = f"{to.channel}:{to.tenant}"
        for office in (one.id for one in work.people.directory().values() if one.office and one.active):
            key = f"{STOPPED}/{about}/{int(now.timestamp())}/{office}"
            tell(
                runtime.jobs, work.connection, Tell(person=office, card=STOPPED, case=CaseId(""), about=about, key=key)
            )
    log.error("stopped", action="sending_stopped", channel=to.channel, team=to.tenant, code=code)


def _go_on(runtime: Runtime, place: str) -> None:
    with runtime.store.begin() as work:
        if place not in _alone(work):
            return
        _put(work, place, None)
    log.warning("goes on", action="sending_goes_on", team=place)


def _alone(work: Work) -> Mapping[str, Stop]:
    one_by_one(work.connection, KEPT)
    return stops(work)


def _put(work: Work, place: str, stop: Stop | None) -> None:
    now = {**stops(work), place: stop}
    work.key_values.put(KEPT, json.dumps({place: asdict(stop) for place, stop in now.items() if stop}))
