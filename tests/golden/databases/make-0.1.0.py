"""Makes `0.1.0.db.gz`, `0.1.0.sql.gz` and what lay in the chats beside them, by the code of release 0.1.0 and nothing later.

Kept as it was run, and never changed: its imports are those of that release. To run it again:

    git worktree add /tmp/then e102ec3
    cp tests/golden/databases/make-0.1.0.py /tmp/then/make.py
    cd /tmp/then && PYTHONPATH=. python make.py sqlite:////tmp/then/made.db OUT.db.gz OUT.json.gz
    cd /tmp/then && PYTHONPATH=. python make.py postgresql+psycopg://USER@HOST/EMPTY_DATABASE OUT.sql.gz OUT-postgres.json.gz

Ids and sealed bytes are others each time; what is in the cases is the same. It fails if a command, or a stage, is missing.
"""

import asyncio
import gzip
import json
import sqlite3
import subprocess
import sys
from base64 import b64encode
from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
import tests.play.house as play
from adapters.channel import Later
from bot.house import House
from bot.links import SignedLinks
from bot.player import Player
from bot.retention import erase
from bot.trying import Job, again
from bot.ways import ways
from dialogs.fields import Field
from dialogs.heard import Go, Handle, Submitted
from dialogs.press import Press
from dialogs.turns import Tell
from dialogs.views import Page
from sqlalchemy import make_url
from store.jobs import DELIVER, DELIVERIES, tell
from store.secrets import KeyRing

from bot import figures, logs
from bot.wiring import Outside, open_house
from dialogs.figures.values import CountedOn, Publication, Table
from dialogs.ids import CaseId, PersonId
from dialogs.procedure import polls
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.commands import COMMANDS
from tests.play.cast import FOUR, WEB
from tests.play.story import FEEDBACK, INVITED, RAISED, RECORD
from tests.slack_double import TEAM

CAST = {**FOUR, "bo": WEB}
RING = "development:" + b64encode(sha256(b"joint supervision, for the demo only").digest()).decode()
NUMBERS = iter(range(3001, 3100))


class Everybody(Player):
    """Each speaks from the account they have."""

    def _handle(self, who: PersonId) -> Handle:
        at = CAST.get(who, WEB)
        if at.channel == "slack":
            return Handle("slack", TEAM, play.account(who))
        return Handle("teams", at.tenant, who) if at.channel == "teams" else Handle("web", "", who)


class Town:
    """Cases, brought as far as they are to come."""

    def __init__(self, house: House) -> None:
        self.house, self.player = house, Everybody(house)

    def case(self, id_: CaseId) -> Case:
        with self.house.store.reading() as work:
            found = work.cases.get(id_)
        assert found
        return found

    def press(self, who: str, card: str, verb: str, of: CaseId | None, about: str = "") -> object:
        return self.player.presses(PersonId(who), Press(card, verb, of, about))

    def fill(  # noqa: PLR0917 - as one reads it
        self, who: str, card: str, verb: str, of: CaseId | None, answers: dict[str, object], about: str = ""
    ) -> object:
        return self.player.fills(PersonId(who), Press(card, verb, of, about), answers)

    def raised(self, who: str = "pat", **more: object) -> CaseId:
        manager = "mo" if who == "pat" else "nia"
        given = {**RAISED, "local_reference": f"EX-{next(NUMBERS)}", "managers": manager, "initials": "G.H.", **more}
        card = self.fill(who, "case", "raise", None, given)
        return CaseId(card.case)

    def agreed(self, of: CaseId) -> None:
        self.press("mo", "agreement", "agree", of)

    def staffed(self, of: CaseId) -> None:
        self.fill("mo", "nomination", "nominate", of, {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"})
        for who in ("sal", "nia"):
            self.press(who, "nomination", "accept", of)

    def invited(self, of: CaseId) -> None:
        offered = tuple(slot.id for slot in polls.propose(self.case(of), self.house.terms()(None), 90))
        self.fill("sal", "poll", "invite", of, {**INVITED, "slots": offered})

    def voted(self, of: CaseId, *who: str) -> None:
        slots = self.case(of).session.slots
        for person in who or ("sal", "nia", "pat", "hal", "bo", "tess", "kit"):
            self.fill(person, "poll", "vote", of, {f"slot_{slot.id}": "yes" for slot in slots})

    def booked(self, of: CaseId, at: int = 0) -> None:
        self.press("sal", "poll", "book", of, self.case(of).session.slots[at].id)

    def ready(self, until: str, **more: object) -> CaseId:
        of = self.raised(**more)
        for name in ("agreed", "staffed", "invited", "voted", "booked"):
            getattr(self, name)(of)
            if name == until:
                break
        return of

    def held(self, of: CaseId, *, further: bool = False, family: bool = True) -> None:
        self.fill("sal", "session", "hold", of, {"attended": ("pat", "hal", "bo", "tess", "kit", "sal", "nia")})

    def written(self, of: CaseId, number: str = "1", **more: object) -> None:
        on = (self.house.clock() + timedelta(days=6)).date().isoformat()
        self.fill("nia", "record", "write", of, {**RECORD, "family_on": on, "further": "no", **more}, number)

    def signed(self, of: CaseId, number: str = "1") -> None:
        for who in ("nia", "sal"):
            self.fill(who, "record", "sign", of, {"confirm": ("yes",)}, number)

    def circulated(self, of: CaseId, number: str = "1", *who: str) -> None:
        self.press("sal", "circulation", "circulate", of, number)
        for person in who:
            self.press(person, "circulation", "receive", of, number)

    def filed(self, of: CaseId, number: str = "1") -> None:
        self.fill(
            "kit",
            "circulation",
            "file",
            of,
            {"reference": "FILE-1", "on": self.house.clock().date().isoformat()},
            number,
        )

    def ask(self, of: CaseId, who: str) -> str:
        return next(one.key for one in open_asks(self.case(of), self.house.terms()(None)) if one.of == who)


def first_days(town: Town) -> dict[str, CaseId]:
    """Monday: everything whose session will have been held."""
    return {name: town.ready("booked") for name in ("held", "recorded", "further", "filed", "closed")}


def after_the_session(town: Town, of: dict[str, CaseId]) -> None:
    """The sessions have been held: each case is brought to where it stays."""
    for name in ("held", "recorded", "further", "filed", "closed"):
        town.held(of[name])
    town.fill("nia", "record", "write", of["held"], {"reason": "Nothing has moved", "lived": "They wait"}, "1")
    town.written(of["recorded"])
    town.signed(of["recorded"])
    town.fill("nia", "record", "amend", of["recorded"], {"text": "The date was the 30th"}, "1")
    town.circulated(of["recorded"], "1", "hal", "bo")
    town.fill("olu", "learning", "answer-learning", of["recorded"], {"reply": "It becomes training in spring"}, "1")
    day = town.house.terms()(None).calendar.after(town.house.clock().date(), 10)
    plan = {"place": "Room 5", "slots": (), "typed": f"{day:%d/%m/%Y} at 10am"}
    town.written(of["further"], further="yes", family_points="", family_meeting="", family_by="")
    town.signed(of["further"])
    town.fill("sal", "circulation", "further", of["further"], {"agreed": "no", **plan}, "1")
    town.written(of["filed"], further="yes")
    town.signed(of["filed"])
    town.circulated(of["filed"], "1", "hal")
    town.filed(of["filed"])
    town.fill("sal", "circulation", "further", of["filed"], {"agreed": "yes", **plan}, "1")
    town.fill("sal", "session", "drop-further", of["filed"], {"reason": "Too early"})
    town.written(of["closed"], family_points="", family_meeting="", family_on="", family_by="")
    town.signed(of["closed"])
    town.circulated(of["closed"], "1", "pat", "hal", "bo", "tess", "kit")
    for who in ("hal", "bo", "kit"):
        town.fill(who, "feedback", "feedback", of["closed"], FEEDBACK, "1")
    town.filed(of["closed"])
    town.press("sal", "case", "close", of["closed"])


def later(town: Town, of: dict[str, CaseId]) -> None:
    """The family was spoken to; and everything that has begun since."""
    town.fill(
        "kit",
        "circulation",
        "tell-family",
        of["filed"],
        {"told": "not-yet", "again": (town.house.clock() + timedelta(days=5)).date().isoformat()},
        "1",
    )
    of["redirected"] = town.raised(risk="yes")
    of["raised"] = town.raised()
    town.fill("mo", "agreement", "name-deputy", of["raised"], {"who": "sal"})
    town.fill("mo", "case", "snooze", of["raised"], {"until": _first_choice}, town.ask(of["raised"], "mo"))
    of["queried"] = town.raised("hal")
    town.fill("nia", "agreement", "hand-over", of["queried"], {"who": "mo"})
    town.fill("mo", "agreement", "ask-more", of["queried"], {"question": "Since when is it stuck?"})
    of["agreed"] = town.raised()
    town.fill("mo", "agreement", "ask-more", of["agreed"], {"question": "Since when is it stuck?"})
    town.fill("pat", "agreement", "add-more", of["agreed"], {"answer": "Since the spring"})
    town.agreed(of["agreed"])
    town.fill("pat", "case", "change-keyworker", of["agreed"], {"who": "hal"})
    of["nominated"] = town.raised()
    town.agreed(of["nominated"])
    town.fill(
        "mo", "nomination", "nominate", of["nominated"], {"supervisor_1": "sal", "supervisor_2": "tess", "lead": "sal"}
    )
    town.fill(
        "tess", "nomination", "turn-down", of["nominated"], {"reason": "I work with the child", "suggests": "nia"}
    )
    town.fill("mo", "nomination", "nominate", of["nominated"], {"lead": "sal"})
    for who in ("nia", "sal"):
        town.press(who, "nomination", "accept", of["nominated"])
    town.press("sal", "nomination", "hand-lead", of["nominated"])
    of["stood-down"] = town.raised()
    town.agreed(of["stood-down"])
    town.staffed(of["stood-down"])
    town.fill("nia", "nomination", "stand-down", of["stood-down"], {"reason": "Ill"})
    of["polling"] = town.ready("invited")
    town.voted(of["polling"], "nia", "hal")
    town.press("kit", "poll", "maybe", of["polling"], town.case(of["polling"]).session.slots[0].id)
    day = town.house.terms()(None).calendar.after(town.house.clock().date(), 8)
    town.fill("bo", "poll", "propose", of["polling"], {"note": "On nights", "typed": f"{day:%d/%m/%Y} at 4pm"})
    town.fill("sal", "poll", "offer-more", of["polling"], {"slots": (), "typed": f"{day:%d/%m/%Y} at 4pm"})
    town.fill("tess", "case", "not-me", of["polling"], {"reason": "I left this team"}, town.ask(of["polling"], "tess"))
    of["booked"] = town.ready("booked")
    town.fill("sal", "session", "move", of["booked"], {"reason": "The room is taken", "slots": (), "typed": ""})
    town.booked(of["booked"], -1)
    town.press("hal", "session", "not-coming", of["booked"])
    town.fill(
        "sal",
        "poll",
        "change-people",
        of["booked"],
        {"attendees": ("pat", "bo", "tess"), "required": ("pat",), "others": ""},
    )
    of["withdrawn"] = town.ready("booked")
    town.fill("sal", "session", "call-off", of["withdrawn"], {"reason": "They moved away"})
    town.fill("pat", "case", "withdraw", of["withdrawn"], {"reason": "They moved away"})
    for name in ("declined", "erased"):
        of[name] = town.raised()
        town.fill("mo", "agreement", "decline", of[name], {"reason": "Single agency supervision is enough"})
    of["agreed-just-now"] = town.raised()


def _first_choice(field: Field) -> str:
    return field.options[0].value  # type: ignore[union-attr] # a choice


def drafts(town: Town, of: dict[str, CaseId]) -> None:
    """Forms left half-way on pages and in a chat that is asked question by question; windows are left open elsewhere."""
    half = town.player
    page = half.presses(PersonId("hal"), Press("case", "raise"))
    for _ in range(2):
        assert isinstance(page, Page)
        page = half.hears(half._sent(PersonId("hal"), page, RAISED))
    page = half.presses(PersonId("mo"), Press("agreement", "decline", of["raised"]))
    assert isinstance(page, Page)
    half.hears(
        Submitted(
            turn=half._event(),
            sender=half._handle(PersonId("mo")),
            press=page.press,
            section=page.section.name,
            go=Go.KEEP,
            raw={"reason": "Half a"},
        )
    )
    half.presses(PersonId("kit"), Press("circulation", "file", of["recorded"], "1"))


def own(town: Town) -> dict[str, str]:
    """Calendar feeds, a code that waits for its claim, one that was guessed wrong, links that are over."""
    secret = "the-secret-of-a-feed-that-was-made-for-a-kept-database"
    with town.house.store.begin() as work:
        from dialogs.turns import FeedMade, LinksEnded

        work.own.keep(FeedMade(secret), PersonId("sal"), town.house.clock())
        work.own.keep(LinksEnded(), PersonId("olu"), town.house.clock())
        work.codes.ask(PersonId("tess"), "ABCDEF", town.house.clock())
        assert work.codes.give("ABCDEF", Handle("slack", TEAM, "UTESS"), town.house.clock()) == "tess"
        work.codes.give("GGGGGG", Handle("slack", TEAM, "USTRANGER"), town.house.clock())
        work.codes.ask(PersonId("bo"), "HJKMNP", town.house.clock())
        work.spent.spend("a sign-in that was used", town.house.clock() + timedelta(days=3650))
        work.people.choose(PersonId("sal"), work.people.own(PersonId("sal"), Handle("web", "", "sal"))[0].id)
    return {"feed": secret, "spent": "a sign-in that was used", "code": "HJKMNP"}


def counted(town: Town) -> None:
    """The dashboard's figures: published, and the open cases of the week."""
    terms = town.house.terms()(None)
    figures.publish(town.house.store, terms)
    figures.count_week(town.house.store, terms)
    bars = (("Exampleshire Police", "60%", 60.0),)
    table = Table(
        name="inside",
        title="Inside the window",
        says="3 of 5",
        columns=("Agency", "Share"),
        rows=(("Exampleshire Police", "60%"),),
        bars=bars,
        unit="%",
    )
    since = CountedOn(since=date(2026, 9, 1), found=((("Exampleshire Police", "inside"), 2),))
    published = Publication(
        begin=date(2026, 9, 1), until=date(2026, 9, 30), due=5, inside=3, tables=(table,), counted_on={"inside": since}
    )
    with town.house.store.begin() as work:
        work.publications.add(published)
        work.audit.seen(PersonId("olu"), figures.LOOKED, None, terms.now)
        case = work.cases.of(PersonId("pat"), open_only=False)[0]
        work.audit.seen(PersonId("pat"), "record", case.id, terms.now)
        work.audit.seen(PersonId("pat"), "record.pdf", case.id, terms.now)


def waiting(town: Town, of: dict[str, CaseId]) -> None:
    """Turns of which nothing has been sent yet: a job of each kind lies in the queue."""
    town.press("pat", "circulation", "receive", of["recorded"], "1")
    town.fill("nia", "record", "amend", of["filed"], {"text": "One thing more"}, "1")  # announce, twice
    town.fill(
        "sal",
        "poll",
        "change-people",
        of["booked"],
        {"attendees": ("pat", "tess", "hal"), "required": ("pat",), "others": ""},
    )  # invite, uninvite
    town.agreed(of["agreed-just-now"])
    house = town.house
    with house.store.begin() as work:
        erase(work, house.jobs, of["erased"])
        tell(
            house.jobs,
            work.connection,
            Tell(person=PersonId("bo"), card="digest", case=CaseId(""), key="digest/bo/2026-12-08"),
        )
    key = f"{of['polling']}/9/poll/kit"
    again(
        house,
        Job(DELIVER, key, ("kit", "poll", of["polling"], "", key), DELIVERIES, "kit", 0),
        Later("the platform was busy"),
    )


async def main(url: str, out: Path, chats: Path) -> None:
    async with play.rehearsal(url, CAST) as here:
        await here.everybody_arrives()
        town = Town(here.house)
        of = await here.house.in_thread(first_days, town)
        await here.settled()
        last = max(town.case(one).session.booked.end for one in of.values())
        await here.to(last + timedelta(minutes=5))
        await here.house.in_thread(after_the_session, town, of)
        await here.settled()
        await here.to(
            datetime.combine(here.house.terms()(None).calendar.after(last.date(), 5), last.time(), last.tzinfo)
        )
        await here.house.in_thread(later, town, of)
        await here.house.in_thread(drafts, town, of)
        known = await here.house.in_thread(own, town)
        await here.house.in_thread(counted, town)
        await here.settled()
        sal, mo = here.in_slack("sal"), here.in_teams("mo", CAST["mo"].tenant)
        view = await sal.half_does(Press("record", "show", of["held"], "1"), "write", RECORD, screens=1)
        await mo.presses(Press("nomination", "show", of["agreed"]), "nominate")
        await here.settled()
        link = SignedLinks(play.SEALED_BY, here.clock).token(
            PersonId("tess"), Press("poll", "show", of["polling"]), ("case", "poll", "session")
        )
        made = ways(lambda: "https://jsv.example", play.SEALED_BY, here.clock)
        files = {
            "document": made.document(PersonId("pat"), Press("record", "pdf", of["recorded"], "1")),
            "calendar": made.file(PersonId("pat"), of["booked"], 1),
        }
        # One job that Slack refused too often, and one that was under way when the process died.
        here.slack.fails("chat.postMessage", *["500"] * 5)
        await here.house.in_thread(
            _told, here.house, Tell(person=PersonId("kit"), card="case", case=of["filed"], key="kept/kit/set-aside")
        )
        await _until(here.house.jobs.set_aside)
        here.slack.fails("chat.postMessage", "hang")
        before = len(here.slack.calls("chat.postMessage"))
        await here.house.in_thread(
            _told, here.house, Tell(person=PersonId("sal"), card="case", case=of["closed"], key="kept/sal/under-way")
        )
        await _until(lambda: len(here.slack.calls("chat.postMessage")) > before)
        found = {
            "now": here.clock().isoformat(), "ring": RING, "secret": play.SEALED_BY.decode(), "cases": of, "view": view, "link": link,
            "files": files, **known,
            "slack": [asdict(one) for one in here.slack.messages.values()], "homes": here.slack.homes,
            "teams": [[*where, body] for where, body in here.teams.messages.items()], "service": here.teams.service,
            "letters": sorted({f"{one['To']} {line}" for one in here.post.letters for line in [_link(one)] if line}),
        }  # fmt: skip
        copy = _copied(url)
        clock, settings = here.clock, play.Settings.model_validate({"database_url": copy})
        outside = Outside(
            keys=KeyRing.development(),
            channels=dict(here.house.channels),
            clock=clock,
            mail=here.mail,
            last_resort=here.house.last_resort,
        )
        async with open_house(settings, outside) as house:
            await house.in_thread(house.jobs.forget, datetime.now().astimezone() + timedelta(days=1), keys=("",))  # noqa: DTZ005, TID251 - what was done, to keep it small
            late = Town(house)
            await house.in_thread(waiting, late, of)
            found["folded"] = {name: _told_of(house, id_) for name, id_ in of.items()}
            _complete(house, of)
    _written(copy, out)
    chats.write_bytes(gzip.compress(json.dumps(found, sort_keys=True, default=str).encode(), mtime=0))  # noqa: ASYNC240 - nobody waits


def _told(house: House, what: Tell) -> None:
    with house.store.begin() as work:
        tell(house.jobs, work.connection, what)


async def _until(so) -> None:
    for _ in range(600):
        if await asyncio.to_thread(so):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came")


def _link(letter) -> str:
    return next((word for word in letter.get_content().split() if "/l/" in word), "")


def _told_of(house: House, id_: CaseId) -> list[object]:
    with house.store.reading() as work:
        found = work.cases.get(id_)
        return (
            [found.stage, found.version, [type(one.command).__name__ for one in work.facts.of(id_)]]
            if found
            else ["erased", 0, []]
        )


def _complete(house: House, of: dict[str, CaseId]) -> None:
    with house.store.reading() as work:
        facts = [fact for id_ in of.values() for fact in work.facts.of(id_)]
        stages = {case.stage for id_ in of.values() if (case := work.cases.get(id_))}
    missing = {*COMMANDS} - {type(one.command).__name__ for one in facts}
    print(missing, {name: _told_of(house, id_)[:2] for name, id_ in of.items()})
    assert missing == set()
    assert {*Stage} - stages == {Stage.NEW}


def _copied(url: str) -> str:
    """The database as it is at this moment, as if the power had gone."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        with sqlite3.connect(where.database) as source, sqlite3.connect(f"{where.database}.copy") as target:
            source.backup(target)
        return f"{url}.copy"
    name = f"{where.database}_copy"
    dump = subprocess.run(["pg_dump", "--no-owner", _dsn(url)], check=True, capture_output=True).stdout
    with psycopg.connect(_dsn(url), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    copy = where.set(database=name).render_as_string(hide_password=False)
    subprocess.run(
        ["psql", "-q", "-v", "ON_ERROR_STOP=1", _dsn(copy)], input=dump, check=True, stdout=subprocess.DEVNULL
    )
    return copy


def _written(url: str, out: Path) -> None:
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        with sqlite3.connect(where.database) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            file.execute("PRAGMA journal_mode = DELETE")
            file.execute("VACUUM")
        out.write_bytes(gzip.compress(Path(where.database).read_bytes(), mtime=0))
        return
    dump = subprocess.run(
        ["pg_dump", "--no-owner", "--rows-per-insert=50", _dsn(url)], check=True, capture_output=True
    ).stdout
    lines = [line for line in dump.splitlines() if not line.startswith((b"\\restrict", b"\\unrestrict"))]
    out.write_bytes(gzip.compress(b"\n".join(lines), mtime=0))


def _dsn(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


if __name__ == "__main__":
    logs.configure("plain", level="error")
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
