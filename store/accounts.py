"""What becomes of accounts: linked, ended, given up; each time it is written down, and whoever has to hear of it is told."""

from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never

from sqlalchemy import Connection

from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import DISOWNED, LOST_ACCOUNT, NEW_ACCOUNT, Account, AccountChange, Does
from dialogs.model.turns import FeedEnded, LinksEnded, Scene, Tell
from store.queue.jobs import Jobs, ask, take_back_from, tell, tell_of_account
from store.rows.audit import Audit
from store.rows.link_codes import LinkCodes
from store.rows.own_addresses import OwnAddresses
from store.rows.people import People
from store.rows.untold import Untold

LETTER: Final = "email"  # where somebody is told of a new account besides their accounts


class How(StrEnum):
    """How an account became somebody's, or ceased to be; as it stands in the log of looking."""

    VOUCHED = "account linked, as its place vouches for the address"
    BY_CODE = "account linked, by a code that was confirmed"
    UNLINKED = "account unlinked, from itself"
    DISOWNED = "account ended, said not to be theirs"
    BY_OFFICE = "account ended, for the partnership office"
    PASSED_ON = "account ended, as its address is somebody else's"
    LEFT = "account ended, as they have left"


class Accounts:
    """Everybody's accounts, as far as they change hands."""

    def __init__(  # noqa: PLR0917 - one of each
        self,
        connection: Connection,
        jobs: Jobs,
        people: People,
        codes: LinkCodes,
        own: OwnAddresses,
        audit: Audit,
        untold: Untold,
    ) -> None:
        self._connection, self._jobs = connection, jobs
        self._people, self._codes, self._own, self._audit, self._untold = people, codes, own, audit, untold

    def link(self, handle: Handle, person: PersonId, at: datetime, how: How, *, by: Handle | None = None) -> None:
        """An account is somebody's from now on: told to every other account of theirs (but to `by`, which confirmed it), and by letter.

        What could not be told to them until now goes out.

        Whoever calls it has said `people.alone` before reading what it rests on.
        """
        self._people.link(handle, person, at)
        self._tell(person, NEW_ACCOUNT, self._people.account(handle, at).id, at, but=(handle, by))
        self._written_down(person, how, handle, at)
        self._untold.goes_out(person, at)

    def end(self, handle: Handle, person: PersonId, at: datetime, how: How, *, by: Handle | None = None) -> None:
        """An account is somebody's no more: nothing more is sent there; what lies there is taken back; all others (but `by`) and the letter say so.

        Unless they gave it up themselves, whatever may have been asked for with it is over too: codes, links, the calendar feed.
        """
        self._people.put_away(handle)
        self._tell(person, LOST_ACCOUNT, f"{handle.channel}:{at.toordinal()}", at, but=(handle, by))
        if how is not How.UNLINKED:
            self._codes.drop(person)
            for ended in (LinksEnded(), FeedEnded()):
                self._own.keep(ended, person, at)
        take_back_from(self._jobs, self._connection, person, self._people.account(handle, at).id, at)
        self._written_down(person, how, handle, at)

    def claim(self, person: PersonId, now: datetime) -> Account | None:
        """The account that has given somebody's code, and waits to be confirmed; none that is somebody else's by now."""
        handle = self._claimed(person, now)
        return self._people.account(handle, now) if handle else None

    def settle(self, scene: Scene, change: AccountChange) -> bool:
        """What somebody does to their own accounts; false where somebody was quicker, and it has to be decided again."""
        match change.does:
            case Does.GIVE:
                if owner := self._codes.give(change.code, scene.sender, scene.now):
                    ask(self._jobs, self._connection, owner, scene.turn)
            case Does.ASK:
                self._codes.ask(scene.who.id, change.code, scene.now)
            case Does.CONFIRM:
                return self._confirmed(scene)
            case Does.REFUSE:
                self._codes.drop(scene.who.id)
            case Does.CHOOSE:
                self._people.choose(scene.who.id, change.account)
            case Does.UNLINK:
                self._given_up(scene, change.account, How.UNLINKED)
            case Does.DISOWN:
                self._given_up(scene, change.account, How.DISOWNED)
            case _:
                assert_never(change.does)
        return True

    def _claimed(self, person: PersonId, now: datetime) -> Handle | None:
        handle = self._codes.claim(person, now)
        return handle if handle and self._people.by_handle(handle) in (None, person) else None

    def _confirmed(self, scene: Scene) -> bool:
        self._people.alone(scene.who.id)
        handle = self._claimed(scene.who.id, scene.now)
        if handle is None:
            return False
        self.link(handle, scene.who.id, scene.now, How.BY_CODE, by=scene.sender)
        self._codes.drop(scene.who.id)
        return True

    def _given_up(self, scene: Scene, account: str, how: How) -> None:
        handle = self._people.handle(scene.who.id, account)
        if handle is None:
            return
        self.end(handle, scene.who.id, scene.now, how, by=scene.sender)
        if how is How.DISOWNED:
            self._tell_office(scene, handle)

    def _tell(self, person: PersonId, card: str, about: str, at: datetime, *, but: tuple[Handle | None, ...]) -> None:
        telling = Tell(
            person=person, card=card, case=CaseId(""), about=about, key=f"{card}/{about}/{person}/{int(at.timestamp())}"
        )
        for to in (*self._people.told_of_others(person, but=filter(None, but)), LETTER):
            tell_of_account(self._jobs, self._connection, telling, to)

    def _tell_office(self, scene: Scene, handle: Handle) -> None:
        """An account that was not theirs was linked to somebody: the partnership office sees to it."""
        about = f"{scene.who.id}:{handle.channel}:{scene.now.toordinal()}"
        for office in (person.id for person in scene.people.values() if person.office and person.active):
            key = f"{DISOWNED}/{scene.turn}/{office}"
            tell(
                self._jobs, self._connection, Tell(person=office, card=DISOWNED, case=CaseId(""), about=about, key=key)
            )

    def _written_down(self, person: PersonId, how: How, handle: Handle, at: datetime) -> None:
        place = ":".join(filter(None, (handle.channel, handle.tenant, self._people.account(handle, at).id)))
        self._audit.seen(person, f"{how} ({place})", None, at)
