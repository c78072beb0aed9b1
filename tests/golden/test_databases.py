"""Databases that releases have left are opened by the code of today: everything is read, every job is done, every button works."""

from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, text
from structlog.testing import capture_logs

from adapters.teams.inputs import ANSWER
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from store.crypto.key_ring import KeyRing
from store.key_rotation import rotate
from store.queue.failed_jobs import FailedJobs
from store.queue.jobs import DbosJobs
from store.rows.postings import Posted
from store.unit_of_work import Store, Work
from tests.doubles_teams.rules import inputs
from tests.golden.kept import as_kept, folded
from tests.golden.lying import CAST, HERE, Kept, beside, living, opened, outcomes, paths, restored, unpacked, waiting
from tests.golden.pressing import Button, by_letter, in_chats, on_pages, pressed
from tests.play.browser import HOME, Page
from tests.play.rehearsal import Rehearsal
from tests.play.story import RAISED, RECORD
from tests.play.teams_person import Lying, TeamsPerson
from tests.slack_double import TEAM
from tests.waiting import until as until_so

EVERYBODY: Final = [*map(PersonId, (*CAST, "olu"))]
KINDS: Final = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
BEFORE: Final = [
    "0001",
    "0002",
    "0005",
    "0006",
    "0007",
]  # revisions at which the code before the first release once stood
LATER: Final = dict.fromkeys(BEFORE[:2], {"reached", "sessions", "stand_ins"})
"""What a case's row did not hold yet at these revisions, or held otherwise, and its facts say: when it came to each stage, who filed as keyworker, deputies."""
DEAD: Final = ("did not work", "no longer in use")


@pytest.fixture(params=BEFORE)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """What the code before the first release has left, at each revision at which it stood."""
    return Kept(
        unpacked(HERE / f"revision-{request.param}.db.gz", tmp_path),
        beside(HERE / f"revision-{request.param}.json.gz"),
        request.param,
    )


@pytest.fixture
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """What release 0.1.0 has left."""
    if request.param == "sqlite":
        return Kept(unpacked(HERE / "0.1.0.db.gz", tmp_path), beside(HERE / "0.1.0.json.gz"))
    return Kept(
        restored(HERE / "0.1.0.sql.gz", request.getfixturevalue("empty_postgres_url")),
        beside(HERE / "0.1.0-postgresql.json.gz"),
    )


@pytest.mark.parametrize("kept", KINDS, indirect=True)
def test_every_case_is_read_and_its_facts_make_it(kept: Kept) -> None:
    """A case in every stage, with every command there is: as it was written down, folded from its facts; chains hold; what was erased stays so."""
    with opened(kept) as (store, engine), store.reading() as work:
        cases = {
            name: (work.cases.get(CaseId(id_)), work.facts.of(CaseId(id_)))
            for name, id_ in kept.beside["cases"].items()
        }
        broken = [*work.facts.broken(), *work.audit.broken()]
        aside = [one.key for one in FailedJobs(engine).all()]

    told = {
        name: [case.stage, case.version, [type(fact.command).__name__ for fact in facts]] if case else ["erased", 0, []]
        for name, (case, facts) in cases.items()
    }
    assert kept.beside["folded"] == told
    assert [] == [name for name, (case, facts) in cases.items() if case and as_kept(folded(facts, case), case) != case]
    assert ([], ["kept/kit/set-aside"]) == (broken, aside)


@pytest.mark.parametrize("kept", KINDS, indirect=True)
def test_everything_else_is_read(kept: Kept) -> None:
    """Drafts, postings, accounts, codes, feeds, feedback, figures and looks: as many as there are rows, and found by what finds them."""
    with opened(kept) as (store, engine), store.reading() as work:
        rows = counted(engine, "drafts", "postings", "handles", "feedback", "people", "publications", "audit")
        found = read(work)
        addresses = (work.own_addresses.feed(kept.beside["feed"]), work.own_addresses.links_ended(PersonId("olu")))
        claim = work.link_codes.claim(PersonId("tess"), kept.now)
        spent = work.used_tokens.has(kept.beside["spent"])
        settings = [
            bool(work.key_values.get(name)) for name in ("figures published", "open cases, by risk", "last sweep")
        ]

    assert rows == found
    assert ("sal", True, True) == (getattr(addresses[0], "person", None), bool(addresses[1]), spent)
    assert (Handle("slack", TEAM, "UTESS"), [True, True, True]) == (claim, settings)


@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
def test_its_keys_can_be_turned_over(kept: Kept) -> None:
    """Everything that the old ring has sealed is opened and sealed anew; then the old ring is needed no more."""
    ring = KeyRing.from_text(f"next:{'A' * 43}=,{kept.beside['ring']}")
    with opened(kept) as (_, engine):
        sealed = sum(
            counted(
                engine, "drafts", "postings", "handles", "feedback", "people", "publications", "settings", "references"
            ).values()
        )
        erased = sum(1 for name in kept.beside["folded"].values() if name[0] == "erased")
        total = rotate(Store(engine, ring, DbosJobs(engine)))
        store = Store(engine, KeyRing.from_text(f"next:{'A' * 43}="), DbosJobs(engine))
        with store.reading() as work:
            stages = {
                name: case.stage for name, id_ in kept.beside["cases"].items() if (case := work.cases.get(CaseId(id_)))
            }

    assert sealed + len(kept.beside["cases"]) - erased == total
    assert stages == {name: told[0] for name, told in kept.beside["folded"].items() if told[0] != "erased"}


@pytest.mark.slow
@pytest.mark.parametrize("kept", KINDS, indirect=True)
async def test_every_job_that_waited_is_done(kept: Kept) -> None:
    """Those in the queue, those put off, the one under way when the process died and, once it is wanted, the one set aside; none names a module."""
    with opened(kept) as (_, engine):
        before = waiting(engine)
        async with living(kept) as here:
            await done(engine)
            FailedJobs(engine).retry(FailedJobs(engine).all())
            await done(engine)
            sent = (
                len(here.slack.calls("chat.postMessage")),
                Counter(letter.method for letter in here.mail.letters),
                [letter["To"] for letter in here.post.letters],
            )
            faults = here.slack.faults + here.teams.faults
        said, named = outcomes(engine), paths(engine)

    assert [] == [key for key in before if key not in said]
    assert set() == named
    assert {"sent", "edited", "same", "taken back"} == {said[key] for key in before}
    assert "sent" == said["kept/kit/set-aside~1.0"]
    assert (5, {"REQUEST": 6, "CANCEL": 1}, ["tess@school.example"]) == sent
    assert [] == faults


@pytest.mark.slow
@pytest.mark.parametrize(
    "every", [pytest.param(False, id="one of each kind"), pytest.param(True, id="every one", marks=pytest.mark.long)]
)
@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
async def test_every_button_that_lay_before_somebody_works(kept: Kept, *, every: bool) -> None:
    """In Slack and Teams, signed, as it was drawn then; on pages and behind letters: each is a turn and an answer, and no fault is noted."""
    buttons = [*chosen(kept, every=every)]
    with capture_logs() as logs, opened(kept) as (store, engine):
        async with living(kept) as here:
            await done(engine)
            heard = counted(engine, "inbox")["inbox"]
            answers = {button.said: await pressed(here, button) for button in buttons}
            turns = counted(engine, "inbox")["inbox"] - heard
            with store.reading() as work:
                lying = [
                    one for person in EVERYBODY for one in work.postings.before(person) if one.handle.channel == "web"
                ]
            shown = [words(page) for one in (lying if every else firsts(lying)) async for page in on_pages(here, one)]
            shown += [words(page) for link in good(kept)[0 if every else -3 :] async for page in by_letter(here, link)]
            await here.settled()
            calls = [str(one.body) for one in here.slack.made] + [str(one.body) for one in here.teams.made]
            faults = here.slack.faults + here.teams.faults

    assert (len(buttons), {}) == (
        turns,
        {said: answer[:200] for said, answer in answers.items() if not answer.startswith("200")},
    )
    assert [] == [one for one in (*answers.values(), *shown, *calls) for dead in DEAD if dead in one]
    assert [] == [log for log in logs if log["log_level"] in ("error", "critical")] + faults


@pytest.mark.slow
@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
async def test_what_was_half_written_is_finished(kept: Kept) -> None:
    """A window left open in Slack and drafts of pages go on where they were; feed, calendar file, document and code are good for what they were."""
    async with living(kept) as here:
        slack = here.in_slack("sal")
        await slack._fills(
            here.slack.views[kept.beside["view"]["id"]],
            {name: text for name, text in RECORD.items() if not name.startswith("family")},
        )
        teams = here.in_teams("mo", CAST["mo"].tenant)
        await teams._fills(
            form_of(teams, "supervisor_1"), {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"}
        )
        browser = here.at_browser("hal")
        page = await browser.presses(HOME, "go-on")
        rest = {
            name: answer
            for name, answer in RAISED.items()
            if name in page_fields(page) or name in ("reasons", "thinking", "lived", "family_knows", "family_note")
        }
        raised = words(await browser.fills(page, rest))
        with here.runtime.store.reading() as work:
            case = work.cases.get(CaseId(kept.beside["cases"]["held"]))
            asked = work.cases.get(CaseId(kept.beside["cases"]["agreed"]))
            left = sorted(one.press.verb for person in EVERYBODY for one in work.drafts.of(person))
        feed = await fetched(here, f"/calendar/{kept.beside['feed']}.ics")
        file = await fetched(here, kept.beside["files"]["calendar"].removeprefix("https://jsv.example"))
        document = await fetched(here, kept.beside["files"]["document"].removeprefix("https://jsv.example"))
        await here.desk.says("USTRANGER2", f"link {kept.beside['code'][:3]} {kept.beside['code'][3:]}")
        await here.settled()
        with here.runtime.store.reading() as work:
            claim = work.link_codes.claim(PersonId("bo"), here.clock())

    assert case
    assert asked
    assert "Raised. The accountable manager is being asked." in raised
    assert ["sal", "nia"] == [nominee.person for nominee in asked.nominees]
    assert RECORD["learning_text"] == getattr(case.sessions[0].learning, "text", "")
    assert ["decline", "file"] == left
    assert [(200, "text/calendar"), (200, "text/calendar"), (200, "text/html")] == [feed, file, document]
    assert Handle("slack", TEAM, "USTRANGER2") == claim


def test_what_older_revisions_have_left_is_migrated_and_read(older: Kept) -> None:
    """Every case stands where it stood, with all its facts; the chains hold; drafts and postings are there."""
    with opened(older) as (store, engine), store.reading() as work:
        cases = {
            name: (work.cases.get(CaseId(id_)), work.facts.of(CaseId(id_)))
            for name, id_ in older.beside["cases"].items()
        }
        broken = [*work.facts.broken(), *work.audit.broken()]
        rows, found = counted(engine, "drafts", "postings", "handles", "feedback", "people", "audit"), read(work)

    told = {
        name: [case.stage, case.version, [type(fact.command).__name__ for fact in facts]]
        for name, (case, facts) in cases.items()
        if case
    }
    unlike = {
        field.name
        for case, facts in cases.values()
        if case
        for field in fields(case)
        if getattr(case, field.name) != getattr(as_kept(folded(facts, case), case), field.name)
    }
    assert (older.beside["folded"], []) == (told, broken)
    assert LATER.get(older.revision, set()) == unlike
    assert rows == {name: found[name] for name in rows}


@pytest.mark.slow
@pytest.mark.parametrize(
    "older",
    [BEFORE[0], *(pytest.param(one, marks=pytest.mark.long) for one in BEFORE[1:-1]), BEFORE[-1]],
    indirect=True,
)
async def test_what_older_revisions_have_left_goes_on(older: Kept) -> None:
    """Every job that waited is done, and every button of every card that lay on somebody's page works."""
    with capture_logs() as logs, opened(older) as (store, engine):
        before = waiting(engine)
        async with living(older) as here:
            await done(engine)
            said = outcomes(engine)
            with store.reading() as work:
                lying = [one for person in EVERYBODY for one in work.postings.before(person)]
            shown = [words(page) for first in firsts(lying) async for page in on_pages(here, first)]

    assert before
    assert [] == [key for key in before if key not in said]
    assert [] == [one for one in shown for dead in DEAD if dead in one]
    assert [] == [log for log in logs if log["log_level"] in ("error", "critical")]


def chosen(kept: Kept, *, every: bool) -> Iterator[Button]:
    """The buttons to press: of each channel, card and verb the first; or every one."""
    known = set()
    for button in in_chats(kept):
        kind = (button.channel, button.press.card, button.press.verb)
        if every or kind not in known:
            known.add(kind)
            yield button


def firsts(lying: list[Posted]) -> list[Posted]:
    """Of each kind of card the last."""
    return [*{one.card: one for one in lying}.values()]


def words(page: Page) -> str:
    """All that a page says."""
    return " ".join(page.words)


def form_of(teams: TeamsPerson, field: str) -> Lying:
    """The form with that field, which lies in the conversation."""
    return next(
        Lying(number, card)
        for number, card in teams._mine().items()
        if any(one["id"] == f"{ANSWER}{field}" for one in inputs(card))
    )


def page_fields(page: Page) -> set[str]:
    """What a page asks."""
    return {name[2:] for form in page.forms if form.asks for name in form.fields if name.startswith(("a.", "m."))}


def good(kept: Kept) -> list[str]:
    """The links that are not over; a token says when it was made, and for how long."""
    links = [one.split()[1] for one in kept.beside["letters"]] + [f"/l/{kept.beside['link']}"]
    return [link for link in links if until(link.rpartition("/l/")[2]) > kept.now.timestamp() + 60]


def until(token: str) -> float:
    made, _, lasts = urlsafe_b64decode(token + "=" * (-len(token) % 4))[16:].split(b"\n")[0].decode().partition("+")
    return float(made) + float(lasts)


def read(work: Work) -> dict[str, int]:
    """How many of each can be read."""
    return {
        "drafts": sum(len(work.drafts.of(person)) for person in EVERYBODY),
        "postings": sum(len(work.postings.before(person)) for person in EVERYBODY),
        "handles": sum(len(accounts) for accounts in work.people.reach(EVERYBODY).values()),
        "feedback": len(work.feedback.since("2026-01")),
        "people": len(work.people.directory()),
        "publications": len(work.publications.all()),
        "audit": sum(len(work.audit.by(person)) for person in EVERYBODY),
    }


def counted(engine: Engine, *tables: str) -> dict[str, int]:
    with engine.connect() as connection:
        return {name: int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()) for name in tables}  # noqa: S608 - our own words


async def done(engine: Engine) -> None:
    """Waits until nothing is left in the queue."""
    await until_so(lambda: not waiting(engine))


async def fetched(here: Rehearsal, path: str) -> tuple[int, str]:
    async with here.session.get(here.base + path) as answer:
        return answer.status, answer.content_type
