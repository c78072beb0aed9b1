"""Load and keep, in one transaction: everything a turn may look at comes from here, and all that it decided goes back here.

What two people must not both do, the database refuses to one of them: that one gets `Conflict`, loads again, decides again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from dialogs.cards.deck import needs_of
from dialogs.cards.desk import MOST as DESK
from dialogs.errors import JsvError
from dialogs.ids import CaseId, PersonId, TurnId
from dialogs.model.drafts import Draft, asking
from dialogs.model.heard import Handle, Heard
from dialogs.model.press import Press
from dialogs.model.reach import BY_LINK, Reach
from dialogs.model.turns import Need, Scene, Tell, Turn, Wants
from dialogs.model.views import Card, look
from dialogs.procedure.case import Case
from dialogs.procedure.learning import may_answer
from dialogs.procedure.lifecycle import Fact
from dialogs.procedure.members import supervising
from dialogs.procedure.nudges import next_due
from dialogs.procedure.people import Part, Person, may_see, on_case
from dialogs.procedure.terms import Terms
from store.accounts import Accounts
from store.crypto.key_ring import KeyRing
from store.database.connect import POOL, SQLITE_READS
from store.database.fair_semaphore import FairSemaphore
from store.database.group_commit import GroupCommit
from store.database.purge import purge
from store.queue.jobs import Jobs, again, note
from store.rows.audit import Audit
from store.rows.case_members import CaseMembers
from store.rows.cases import Cases
from store.rows.chain_keys import ChainKeyCache, ChainKeys
from store.rows.chat_references import ChatReferences
from store.rows.drafts import Drafts
from store.rows.facts import Facts, sealed
from store.rows.feedback import Feedbacks
from store.rows.finders import Finders
from store.rows.inbox import Inbox
from store.rows.key_checks import KeyChecks
from store.rows.key_values import KeyValues
from store.rows.link_codes import LinkCodes
from store.rows.own_addresses import OwnAddresses
from store.rows.people import WEB, DirectoryCache, People
from store.rows.postings import Postings
from store.rows.publications import Publications
from store.rows.untold import Untold
from store.rows.used_tokens import UsedTokens

TermsOf = Callable[[str | None], Terms]
NO_TURN: Final = TurnId("")


class Conflict(JsvError):
    """Somebody else changed this first, or a reference is taken: load again and decide again."""


@dataclass(frozen=True, slots=True)
class Caches:
    """What one process has read of what seldom changes, shared by its transactions."""

    directory: DirectoryCache = field(default_factory=DirectoryCache)
    finders: Finders = field(default_factory=Finders)
    chain_key: ChainKeyCache = field(default_factory=ChainKeyCache)

    def forget(self) -> None:
        """A transaction that several shared was not committed: what was read in it is not so."""
        self.directory.forget()
        self.chain_key.forget()


class Store:
    """Where everything is kept. One for the process; threads may share it."""

    def __init__(self, engine: Engine, keys: KeyRing, jobs: Jobs) -> None:
        self._writer = engine
        self._reader = engine.execution_options(**{SQLITE_READS: True, "postgresql_readonly": True})
        self._keys, self._jobs, self._caches = keys, jobs, Caches()
        self._readers = FairSemaphore(POOL)
        # SQLite has one writer at a time: waiting for each other here is quicker and fairer than polling the file's lock.
        self._group_commit = GroupCommit(engine, self._caches.forget) if engine.dialect.name == "sqlite" else None

    @contextmanager
    def begin(self) -> Iterator["Work"]:
        """One transaction: committed at the end, rolled back whole on any exception. Not to be nested."""
        with self._group_commit.begin() if self._group_commit else self._apart() as connection:
            yield Work(connection, self._keys, self._jobs, self._caches)

    def purge(self) -> str:
        """Makes what was deleted until now unreadable in the database's files; nothing, or why some of it can still be read there."""
        return purge(self._writer)

    @contextmanager
    def _apart(self) -> Iterator[Connection]:
        with self._readers, self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator["Work"]:
        """One view of things at one moment; nothing can be written."""
        with self._readers, self._reader.begin() as connection:
            yield Work(connection, self._keys, self._jobs, self._caches, writes=False)


class Work:
    """All that is stored, inside one transaction."""

    def __init__(
        self,
        connection: Connection,
        keys: KeyRing,
        jobs: Jobs,
        caches: "Caches",
        *,
        writes: bool = True,
    ) -> None:
        self.connection = connection
        self.cases = Cases(connection, keys)
        self.chain_keys = ChainKeys(connection, keys, caches.chain_key)
        self.facts = Facts(connection, keys, self.chain_keys)
        self.case_members = CaseMembers(connection)
        self.people = People(connection, keys, caches.directory)
        self.drafts = Drafts(connection, keys)
        self.postings = Postings(connection, keys)
        self.chat_references = ChatReferences(connection, keys)
        self.link_codes = LinkCodes(connection, keys)
        self.inbox = Inbox(connection)
        self.used_tokens = UsedTokens(connection)
        self.feedback = Feedbacks(connection, keys)
        self.publications = Publications(connection, keys)
        self.key_values = KeyValues(connection, keys)
        self.key_checks = KeyChecks(connection, keys)
        self.audit = Audit(connection, self.chain_keys)
        self.own_addresses = OwnAddresses(connection)
        self.untold = Untold(connection, jobs)
        self.accounts = Accounts(
            connection, jobs, self.people, self.link_codes, self.own_addresses, self.audit, self.untold
        )
        self._jobs, self._finders, self._writes = jobs, caches.finders, writes

    def scene(self, heard: Heard, wants: Wants, terms: TermsOf, *, attempt: int = 0) -> Scene:
        """All that a turn may look at. It is noted that this was heard, unless this transaction only reads."""
        bare = terms(None)
        repeated = self._writes and not self.inbox.hear(heard.turn, bare.now)
        arrival = self.people.arrive(heard.sender, bare.now)
        if arrival.behind and self._writes:
            self.people.used(heard.sender, bare.now)
            if arrival.person:
                self.untold.goes_out(arrival.person.id, bare.now)
        scene = Scene(
            turn=heard.turn,
            sender=heard.sender,
            actor=arrival.person,
            terms=bare,
            people=arrival.directory,
            repeated=repeated,
            attempt=attempt,
        )
        return self._filled(scene, wants, terms)

    def view(self, person: PersonId, wants: Wants, terms: TermsOf) -> Scene:
        """The same for somebody to whom a card is to be shown, who has said nothing."""
        people = self.people.directory()
        known = people.get(person)
        actor = known if known and known.active else None
        scene = Scene(turn=NO_TURN, sender=Handle(WEB, "", person), actor=actor, terms=terms(None), people=people)
        return self._filled(scene, wants, terms)

    def keep(self, scene: Scene, turn: Turn) -> None:
        """Store what the turn decided. Of a turn that is repeated nothing is stored.

        Raises:
            Conflict: somebody else changed the case first, or a reference is taken; the transaction is to be given up.
        """
        if scene.repeated:
            return
        try:
            self._keep(scene, turn)
        except IntegrityError as refused:
            raise Conflict from refused

    def _filled(self, scene: Scene, wants: Wants, terms: TermsOf) -> Scene:
        """A stranger's scene stays bare."""
        actor = scene.actor
        if actor is None:
            return scene
        drafts = self._drafts(wants, actor.id, scene.now)
        wants = _with_asked(wants, drafts, scene.sender.conversation)
        case, needs = self._visible(wants, scene, actor), wants.needs
        draft = next((draft for draft in drafts if wants.press and _same(draft.press, wants.press)), None)
        given = self.feedback.given(case.id, _sessions(case), actor.id) if case and Need.FEEDBACK in needs else ()
        return replace(
            scene,
            case=case,
            terms=terms(case.profile) if case else scene.terms,
            draft=draft,
            drafts=drafts,
            mine=self.cases.of(actor.id) if Need.MINE in needs else (),
            desk=tuple(self.cases.longest_open(DESK)) if Need.DESK in needs and actor.office else (),
            ended=tuple(case for case in self.cases.of(actor.id, open_only=False) if case.over)
            if Need.ENDED in needs
            else (),
            same_reference=bool(wants.local_reference) and self.cases.same_reference(wants.local_reference, wants.case),
            feedback_given=frozenset(given),
            heard=self._heard(case, actor) if case and Need.HEARD in needs else {},
            untold=self.untold.of_case(case.id) if case and Need.REACH in needs else frozenset(),
            facts=self.facts.of(case.id) if case and Need.FACTS in needs else (),
            find_in=self._finders.of,
            beside=self.case_members.beside(actor.id) if Need.BESIDE in needs else frozenset(),
            load=self.case_members.load() if Need.LOAD in needs else {},
            feed_since=self.own_addresses.feed_since(actor.id) if Need.FEED in needs else None,
            accounts=self.people.own(actor.id, scene.sender) if Need.ACCOUNTS in needs else (),
            claim=self.accounts.claim(actor.id, scene.now) if Need.ACCOUNTS in needs else None,
            code=self.link_codes.fresh(scene.turn) if Need.ACCOUNTS in needs else "",
            reach=self._reach(case, draft, wants, scene) if Need.REACH in needs else None,
        )

    def _heard(self, case: Case, actor: Person) -> Mapping[int, tuple[Mapping[str, str], ...]]:
        """What was answered of the sessions that somebody facilitated, and of no other (P22)."""
        own = (session.number for session in case.sessions if actor.id in supervising(case, session))
        return {number: told for number in own if (told := self.feedback.told(case.id, number))}

    def _tell_heard(self, case: Case, number: int) -> None:
        """Those who facilitated hear once that there is something to read; a job of that name is made once."""
        session = case.numbered(number)
        if session and self.feedback.told(case.id, number):
            for person in supervising(case, session):
                key = f"{case.id}/heard/{number}/{person}"
                telling = Tell(person=person, card="heard", case=case.id, about=str(number), key=key)
                note(self._jobs, self.connection, telling, case.version)

    def _reach(self, case: Case | None, draft: Draft | None, wants: Wants, scene: Scene) -> Reach | None:
        """How those on the case are reached, and those whom the form names; which of it the actor is shown, the cards say."""
        if case and case.over:
            return None
        named = {*(draft.people(scene.people) if draft else ()), *map(PersonId, wants.named & scene.people.keys())}
        on = on_case(case, Part.EVERYONE | Part.NOMINEE) if case else frozenset()
        return self.people.reach({*on, *named})

    def _visible(self, wants: Wants, scene: Scene, actor: Person) -> Case | None:
        """Fetched and permitted in one: a case that somebody may not see does not load."""
        case = self.cases.get(wants.case) if wants.case else None
        if wants.reference and case is None:
            case = self.cases.by_reference(wants.reference)
        if case is None or may_see(case, actor):
            return case
        about = wants.press.about if wants.press else ""
        return case if wants.learning and may_answer(case, about, actor, scene.people) else None

    def _drafts(self, wants: Wants, owner: PersonId, now: datetime) -> tuple[Draft, ...]:
        """All of somebody's drafts where they are listed, else at most the one that is wanted."""
        if Need.MINE in wants.needs:
            found = self.drafts.of(owner)
        else:
            wanted = self.drafts.get(owner, wants.press) if wants.press else None
            found = (wanted,) if wanted else ()
        return tuple(draft for draft in found if not draft.gone(now))

    def _keep(self, scene: Scene, turn: Turn) -> None:
        self.people.save(newcomer for newcomer in turn.newcomers if newcomer.id not in scene.people)
        if turn.case and turn.facts:
            self._go_on(scene, turn.facts, turn.case)
        self._keep_drafts(scene, turn)
        if turn.feedback and not self.feedback.add(turn.feedback, scene.who.id, scene.now):
            raise Conflict
        if turn.own:
            self.own_addresses.keep(turn.own, scene.who.id, scene.now)
        if turn.feedback:
            again(self._jobs, self.connection, scene.of, scene.turn)  # nobody's name is in it
            self._tell_heard(scene.of, turn.feedback.session)
        if turn.account and not self.accounts.settle(scene, turn.account):
            raise Conflict
        for effect in turn.effects:
            note(self._jobs, self.connection, effect, turn.case.version if turn.case else 0)
        case = turn.reply.case if isinstance(turn.reply, Card) else turn.reply.press.case
        if scene.actor and case and (seen := look(turn.reply)):
            self.audit.seen(scene.actor.id, seen, CaseId(case), scene.now)

    def _keep_drafts(self, scene: Scene, turn: Turn) -> None:
        """What was begun, and which question is no longer the last thing said."""
        if turn.finished:
            self.drafts.drop(scene.who.id, turn.finished)
        if turn.draft:
            self.drafts.keep(turn.draft)
        if turn.said and scene.actor:
            asked = turn.draft.press if turn.draft else None
            self.drafts.said_below(scene.actor.id, scene.sender.conversation, turn.said, asked)

    def _go_on(self, scene: Scene, facts: tuple[Fact, ...], after: Case) -> None:
        """The case first: whoever has lost the race is told before anything else is written."""
        before = None if facts[0].number == 1 else scene.of
        case_keys = self.cases.case_keys(after.id, new=before is None)
        if case_keys is None:
            raise Conflict
        rows, head = sealed(facts, case_keys, self.chain_keys.settled(scene.now))
        due = next_due(after, scene.terms)
        if before is None:
            self.cases.begin(after, case_keys, head, due)
        elif not self.cases.go_on(before, after, case_keys, head, due, now=scene.now):
            raise Conflict
        self.facts.append(rows)
        self.case_members.keep(before, after)
        if scene.sender.channel in BY_LINK:  # in a chat it went out as they came
            self.untold.seen_to(scene.who.id, after.id)


def _with_asked(wants: Wants, drafts: tuple[Draft, ...], here: str) -> Wants:
    """What the form that a chat is asking needs: its case, and what a window of the same form would have loaded."""
    asked = asking(drafts, here) or next(iter(drafts), None) if wants.asked else None
    if asked is None or asked.press.case is None:
        return wants
    press = asked.press
    return replace(wants, case=press.case, press=press, needs=wants.needs | needs_of(press))


def _sessions(case: Case) -> tuple[int, ...]:
    return tuple(session.number for session in case.sessions)


def _same(one: Press, other: Press) -> bool:
    return (one.verb, one.case, one.about) == (other.verb, other.case, other.about)
