"""Who is who: the directory, and who somebody is on each channel. Names and addresses are sealed, and found by blind index.

The directory is read once and then only what has changed: each change raises its version, and every turn asks for that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, bindparam, delete, false, func, insert, select, update

from dialogs.ids import PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import LETTERS, NOBODYS, Account, Reach, State, in_chats
from dialogs.procedure.people import Directory, Person
from store.crypto.key_ring import KeyRing
from store.database.advisory_lock import one_by_one
from store.database.codec import codec
from store.database.tables import directory, handles, insert_or_change, outdated, people

OK: Final = "ok"
WEB: Final = "web"
NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
FRESH: Final = timedelta(days=1)  # how far behind `used` may lag while somebody stays on one channel

PLACE: Final = handles.c.place.in_(bindparam("places", expanding=True))
OTHERS: Final = handles.alias("others")
LATEST: Final = select(func.max(OTHERS.c.used)).where(OTHERS.c.person == handles.c.person).scalar_subquery()
VERSION: Final = select(directory.c.version)
WHO: Final = select(
    directory.c.version, handles.c.person, handles.c.used, handles.c.state, LATEST.label("latest")
).select_from(directory.outerjoin(handles, PLACE))
CHANGED: Final = select(people.c.id, people.c.body).where(people.c.version > bindparam("known"))
RAISE: Final = update(directory).values(version=directory.c.version + 1).returning(directory.c.version)
BY_EMAIL: Final = select(people.c.id).where(people.c.email_index.in_(bindparam("indexes", expanding=True)))
SAVE: Final = insert_or_change(people)
LINK: Final = insert(handles)
UNLINK: Final = delete(handles).where(PLACE)
STATE: Final = select(handles.c.person, handles.c.state).where(PLACE)
HOLDERS: Final = select(handles.c.place, handles.c.person, handles.c.state).where(PLACE)
ACCOUNTS: Final = (
    select(handles)
    .where(handles.c.person.in_(bindparam("whose", expanding=True)))
    .order_by(handles.c.chosen.desc(), handles.c.used.desc(), handles.c.place)
)
CHOOSE: Final = (
    update(handles)
    .where(handles.c.person == bindparam("whose"))
    .values(chosen=handles.c.place == bindparam("its_place"))
)
MOVE: Final = (
    update(handles).where(handles.c.person == bindparam("gone")).values(person=bindparam("stays"), chosen=false())
)
USED: Final = update(handles).where(PLACE).values(used=bindparam("at", type_=handles.c.used.type), state=OK)
PUT_OFF: Final = (LETTERS, State.BLOCKED)  # of an address that is still written to
PUT_AWAY: Final = update(handles).where(PLACE).values(state=State.UNLINKED, chosen=false())
REACHABLE: Final = update(handles).where(PLACE).values(state=bindparam("now"))

OUTDATED: Final = select(people.c.id, people.c.body).where(outdated(people.c.body)).limit(bindparam("limit"))
OUTDATED_HANDLES: Final = (
    select(handles.c.place, handles.c.body).where(outdated(handles.c.body)).limit(bindparam("limit"))
)
RESEAL: Final = update(handles).where(handles.c.place == bindparam("old"))


@dataclass(slots=True)
class DirectoryCache:
    """The directory as one process last read it. Replaced as a whole, so that threads may share it."""

    known: tuple[int, Directory] = field(default=(0, MappingProxyType({})))

    def forget(self) -> None:
        """It is read anew."""
        self.known = (0, MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whose handle it is, the directory, and whether `used` should be told."""

    person: Person | None
    directory: Directory
    behind: bool = False


class People:
    """Everybody."""

    def __init__(self, connection: Connection, keys: KeyRing, directory_cache: DirectoryCache) -> None:
        self._connection, self._keys, self._directory_cache = connection, keys, directory_cache
        self._saved = False

    def directory(self) -> Directory:
        """Everybody by id, whether still active or not."""
        return self._directory(self._connection.execute(VERSION).scalar_one())

    def arrive(self, handle: Handle, at: datetime) -> Arrival:
        """Whoever stands behind a handle, if they are active, with the directory: one look at the database.

        Raises:
            LookupError: the database has not been migrated.
        """
        row = self._connection.execute(WHO, {"places": self._places(handle)}).first()
        if row is None:
            raise LookupError("the database has not been migrated")
        everybody = self._directory(row.version)
        linked = row.person is not None and row.state not in NOBODYS
        person = everybody.get(_vouched(handle) or PersonId(row.person if linked else ""))
        behind = linked and (row.used < row.latest or row.used < at - FRESH or row.state != OK)
        return Arrival(person if person and person.active else None, everybody, behind)

    def by_handle(self, handle: Handle) -> PersonId | None:
        """Whose handle it is; nobody's if they are no longer active. A web handle is the person's own id, vouched for by their link."""
        person = self.arrive(handle, NEVER).person
        return person.id if person else None

    def by_email(self, email: str) -> PersonId | None:
        """Whose address it is, however it is written."""
        found = self._connection.scalars(BY_EMAIL, {"indexes": self._keys.indexes(_address(email))}).first()
        return PersonId(found) if found else None

    def save(self, people: Iterable[Person]) -> None:
        """Adds people, or changes those of the same id. The database refuses an address that is somebody else's."""
        everybody = tuple(people)
        if everybody:
            self._saved = True
            version = self._connection.execute(RAISE).scalar_one()
            self._connection.execute(SAVE, [self._row(person, version) for person in everybody])

    def alone(self, person: PersonId) -> None:
        """Until this transaction ends nobody else links an account to this person: what is read of theirs from here on stays so."""
        one_by_one(self._connection, f"accounts/{person}")

    def link(self, handle: Handle, person: PersonId, at: datetime) -> None:
        """From now on the handle is that person's."""
        self.unlink(handle)
        self._connection.execute(
            LINK, {"person": person, "used": at, "state": OK, "chosen": False, "linked": at, **self._placed(handle)}
        )

    def unlink(self, handle: Handle) -> None:
        """The handle is nobody's."""
        self._connection.execute(UNLINK, {"places": self._places(handle)})

    def handles(self, person: PersonId) -> tuple[Handle, ...]:
        """Where somebody can be reached: what they have chosen, then the latest used."""
        return tuple(handle for handle, account in self._known((person,))[person] if account.state is State.OK)

    def shut(self, person: PersonId) -> frozenset[Handle]:
        """Where messages to somebody do not get to."""
        return frozenset(
            handle
            for handle, account in self._known((person,))[person]
            if account.state is not State.OK and (handle.channel, account.state) != PUT_OFF
        )

    def reach(self, people: Iterable[PersonId]) -> Reach:
        """The accounts of these people, whatever state they are in."""
        return {person: tuple(account for _, account in known) for person, known in self._known(people).items()}

    def own(self, person: PersonId, speaking: Handle) -> tuple[Account, ...]:
        """Somebody's accounts, with the one that is speaking marked."""
        return tuple(replace(account, here=handle == speaking) for handle, account in self._known((person,))[person])

    def known_in_chats(self, person: PersonId, *, but: Handle) -> bool:
        """Whether somebody is known in a chat by another account."""
        return bool(in_chats(account for handle, account in self._known((person,))[person] if handle != but))

    def told_of_others(self, person: PersonId, *, but: Iterable[Handle]) -> tuple[str, ...]:
        """The accounts, by id, at which somebody hears of a new one: all that work, apart from some."""
        apart = frozenset(but)
        return tuple(
            account.id
            for handle, account in self._known((person,))[person]
            if account.state is State.OK and handle not in apart
        )

    def taken_away(self, held: Iterable[tuple[Handle, PersonId]]) -> frozenset[tuple[Handle, PersonId]]:
        """Of these handles, each with whose it once was, those that are that person's no more."""
        pairs = frozenset(held)
        places = {place: handle for handle, _ in pairs for place in self._places(handle)}
        rows = self._connection.execute(HOLDERS, {"places": [*places]}) if places else ()
        now = {places[row.place]: None if row.state in NOBODYS else row.person for row in rows}
        return frozenset((handle, person) for handle, person in pairs if handle in now and now[handle] != person)

    def account(self, handle: Handle, now: datetime) -> Account:
        """An account that may be anybody's yet."""
        return Account(id=_id(self._keys.index(_written(handle))), channel=handle.channel, state=State.OK, used=now)

    def one_person(self, gone: PersonId, stays: PersonId) -> None:
        """What was known as two people is one: every account of the one is the other's from now on."""
        self._connection.execute(MOVE, {"gone": gone, "stays": stays})

    def put_away(self, handle: Handle) -> None:
        """An account is not to be used: it is nobody's, until a code brings it back."""
        self._connection.execute(PUT_AWAY, {"places": self._places(handle)})

    def handle(self, person: PersonId, account: str) -> Handle | None:
        """The handle of somebody's account."""
        return next(
            (handle for handle, _ in self._known((person,))[person] if account in map(_id, self._places(handle))), None
        )

    def choose(self, person: PersonId, account: str) -> None:
        """From now on somebody is written to there first; without an account, where they were heard last."""
        place = next(
            (row.place for row in self._connection.execute(ACCOUNTS, {"whose": [person]}) if _id(row.place) == account),
            b"",
        )
        self._connection.execute(CHOOSE, {"whose": person, "its_place": place})

    def lost(self, handle: Handle, person: PersonId, state: State, at: datetime) -> bool:
        """Messages to somebody do not get there; whether that is news. A way that was never an account is remembered as one."""
        row = self._connection.execute(STATE, {"places": self._places(handle)}).first()
        if row is None:
            self._connection.execute(
                LINK,
                {"person": person, "used": at, "state": state, "chosen": False, "linked": None, **self._placed(handle)},
            )
        elif row.state != state:
            self.reachable(handle, state)
        return row is None or row.state == OK or (handle.channel, row.state) == PUT_OFF != (handle.channel, state)

    def used(self, handle: Handle, at: datetime) -> None:
        """They have just been heard there."""
        self._connection.execute(USED, {"places": self._places(handle), "at": at})

    def state(self, handle: Handle) -> tuple[PersonId, State] | None:
        """Whose account it is or was, and its state."""
        row = self._connection.execute(STATE, {"places": self._places(handle)}).first()
        return (PersonId(row.person), State(row.state)) if row else None

    def reachable(self, handle: Handle, state: State) -> None:
        """Whether a message gets there. An account that is lost comes back when it is linked or heard from."""
        self._connection.execute(REACHABLE, {"places": self._places(handle), "now": state})

    def reseal(self, limit: int) -> int:
        """Seals some people and handles anew with the current key of the ring, and says how many."""
        asked = {**self._keys.outdated, "limit": limit}
        stale = [self._person(id_, body) for id_, body in self._connection.execute(OUTDATED, asked)]
        self.save(stale)
        places = self._connection.execute(OUTDATED_HANDLES, asked).all()
        for place, body in places:
            handle = codec(Handle).read(self._keys.decrypt(body, _sealed_at(place)))
            self._connection.execute(RESEAL, {"old": place, **self._placed(handle)})
        return len(stale) + len(places)

    def _known(self, people: Iterable[PersonId]) -> dict[PersonId, list[tuple[Handle, Account]]]:
        found: dict[PersonId, list[tuple[Handle, Account]]] = {person: [] for person in people}
        for row in self._connection.execute(ACCOUNTS, {"whose": sorted(found)}):
            handle = codec(Handle).read(self._keys.decrypt(row.body, _sealed_at(row.place)))
            account = Account(
                id=_id(row.place),
                channel=handle.channel,
                state=State(row.state),
                used=row.used,
                chosen=row.chosen,
                linked=row.linked,
            )
            found[PersonId(row.person)].append((handle, account))
        return found

    def _directory(self, version: int) -> Directory:
        reached, known = self._directory_cache.known
        if reached >= version and not self._saved:
            return known
        changed = self._connection.execute(CHANGED, {"known": reached})
        now = MappingProxyType({**known, **{PersonId(id_): self._person(id_, body) for id_, body in changed}})
        if not self._saved:  # what may yet be rolled back is shown to nobody else
            self._directory_cache.known = (version, now)
        return now

    def _person(self, id_: str, body: bytes) -> Person:
        return codec(Person).read(self._keys.decrypt(body, f"people:{id_}:body"))

    def _row(self, person: Person, version: int) -> Mapping[str, object]:
        return {
            "id": person.id,
            "version": version,
            "email_index": self._keys.index(_address(person.email)) if person.email else None,
            "body": self._keys.encrypt(codec(Person).write(person), f"people:{person.id}:body"),
        }

    def _placed(self, handle: Handle) -> Mapping[str, bytes]:
        place = self._keys.index(_written(handle))
        return {"place": place, "body": self._keys.encrypt(codec(Handle).write(handle), _sealed_at(place))}

    def _places(self, handle: Handle) -> tuple[bytes, ...]:
        return self._keys.indexes(_written(handle))


def _vouched(handle: Handle) -> PersonId | None:
    """Whose id our own link, or our own letter that is answered, carries."""
    return (
        PersonId(handle.user if handle.channel == WEB else handle.tenant) if handle.channel in (WEB, LETTERS) else None
    )


def _written(handle: Handle) -> str:
    return f"handle\n{handle.channel}\n{handle.tenant}\n{handle.user}"


def _address(email: str) -> str:
    return f"email {email.strip().casefold()}"


def _id(place: bytes) -> str:
    """Enough of it to tell a person's own accounts apart."""
    return place.hex()[:16]


def _sealed_at(place: bytes) -> str:
    return f"handles:{place.hex()}:body"
