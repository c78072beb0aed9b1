"""A case system is told: signed, again until it is taken, as a file too, and with no word of the case (P18, P23)."""

import asyncio
import json
import re
import stat
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from adapters.hook import send
from adapters.hook.folder import Folder
from adapters.hook.send import Receiver as Way_out
from adapters.hook.sign import headers, keys_of
from adapters.shared.channel import Later
from bot.outbox.documents import taken
from bot.outbox.edits import Outcome
from bot.outbox.webhooks import Target, announce
from bot.queue.engine import Durable
from bot.runtime.clock import MovableClock, london
from bot.runtime.runtime import Pace, Runtime
from bot.runtime.webhook_targets import Hooks
from bot.simulation.player import Answers, Player
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs, InMemoryJobs
from tests.bot.acts import booked, stored
from tests.bot.outbox.receiver import Got, receiving
from tests.bot.resilience.fleet import under_way
from tests.builders import BO, HAL, KIT, NIA, PAT, SAL, a_runtime, days
from tests.node import installed
from tests.town import RECORD, iso
from tests.waiting import PATIENCE, until

KEY = "whsec_" + "a2V5" * 8
OLD = "whsec_" + "b2xk" * 8
DOCS = Path(__file__).parent.parent.parent.parent / "docs" / "hooks.md"
VERIFIER = "standardwebhooks@1.1.1"


def example() -> Callable[..., bool]:
    """The receiver's check as the documentation has it."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own documentation
    found: Callable[..., bool] = names["is_ours"]
    return found


@asynccontextmanager
async def telling(runtime: Runtime, url: str, secret: str = KEY, **more: object) -> AsyncIterator[Runtime]:
    """A bot that tells that receiver."""
    async with ClientSession() as session:
        told = Hooks(receiver=Way_out(session, url, keys_of(secret)), base="https://jsv.example/", **more)  # type: ignore[arg-type] # by name
        yield replace(runtime, hooks=told)


def circulated(runtime: Runtime, player: Player, clock: MovableClock) -> Case:
    """Held, written, signed and circulated."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {"attended": (SAL, NIA, PAT, HAL, BO, KIT)})
    answers: Answers = {**RECORD, "family_on": iso(clock().date() + days(7))}
    player.fills(NIA, Press("record", "write", case.id, "1"), answers)
    for who in (NIA, SAL):
        player.fills(who, Press("record", "sign", case.id, "1"), {"confirm": ("yes",)})
    player.presses(SAL, Press("circulation", "circulate", case.id, "1"))
    return stored(runtime, case.id)


def filed(player: Player, case: Case, clock: MovableClock) -> None:
    player.fills(KIT, Press("circulation", "file", case.id, "1"), {"reference": "FILE-1", "on": iso(clock().date())})


def noted(jobs: InMemoryJobs, way: Target = Target.REQUEST) -> list[tuple[CaseId, int, Target]]:
    """What was enqueued for one way, as the job gets it."""
    return [
        (CaseId(str(one.args[0])), int(one.args[1]), way)
        for one in jobs.given
        if one.workflow == "announce" and one.args[2] == way
    ]


def told(got: Got) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(got.body)
    return found


async def test_a_case_system_hears_that_it_was_circulated_and_filed(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """Two events with what, when and where to look; the check in the documentation accepts both; no word of the case, no name."""
    case = circulated(runtime, player, clock)
    filed(player, case, clock)
    async with receiving() as receiver, telling(runtime, receiver.url) as here:
        outcomes = [await announce(here, *one) for one in noted(jobs)]
    assert case.session
    assert case.session.circulated_at
    first, second = map(told, receiver.got)

    assert outcomes == [Outcome.SENT, Outcome.SENT]
    assert (first["version"], first["type"], second["type"]) == (1, "record.circulated", "record.filed")
    assert first["timestamp"] == case.session.circulated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert first["data"] == {
        "reference": case.reference,
        "session": 1,
        "link": f"https://jsv.example/case/{case.reference}",
    }
    for got in receiver.got:
        assert example()(KEY, got.headers, got.body, clock().timestamp())
        assert got.headers["webhook-id"] == told(got)["id"]
        for word in (case.initials, case.local_reference, case.thinking, "Pat", "Kit", "FILE-1", RECORD["lived"]):
            assert str(word) not in got.body.decode()


@pytest.mark.parametrize("bent", ["body", "time", "id", "signature", "old", "secret"])
async def test_the_documented_check_refuses(bent: str, clock: MovableClock) -> None:
    """A changed body, time or id, another's signature, a request of six minutes ago and another secret are none of ours."""
    body = b'{"version":1}'
    sent = dict(headers(keys_of(KEY), "evt_1", clock(), body))
    good = dict(sent)
    now = clock().timestamp() + (360 if bent == "old" else 0)
    changed = {
        "time": ("webhook-timestamp", str(int(clock().timestamp()) + 1)),
        "id": ("webhook-id", "evt_2"),
        "signature": ("webhook-signature", "v1,AAAA"),
    }
    if bent in changed:
        sent[changed[bent][0]] = changed[bent][1]
    check = example()

    assert check(KEY, good, body, clock().timestamp())
    assert not check(OLD if bent == "secret" else KEY, sent, body + b" " if bent == "body" else body, now)


async def test_a_secret_is_turned_over_without_a_gap(clock: MovableClock) -> None:
    """While two are set, a receiver that knows either of them accepts."""
    sent = dict(headers(keys_of(f"{KEY}, {OLD}"), "evt_1", clock(), b"{}"))

    assert [example()(one, sent, b"{}", clock().timestamp()) for one in (KEY, OLD)] == [True, True]


@pytest.mark.node
@pytest.mark.slow
def test_the_standards_own_library_accepts() -> None:
    """Standard Webhooks for JavaScript verifies what we sign, and refuses it changed."""
    module = installed(VERIFIER)
    script = "const { Webhook } = require(process.argv[1]); const [s, h, b] = JSON.parse(process.argv[2]); new Webhook(s).verify(b, h);"
    body = json.dumps({"words": "é\N{SNOWMAN}"}, ensure_ascii=False)
    sent = dict(headers(keys_of(KEY), "evt_1", london(), body.encode()))
    runs = [
        subprocess.run(
            ["node", "-e", script, str(module), json.dumps([KEY, sent, one])],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        ).returncode
        for one in (body, body + " ")
    ]

    assert runs == [0, 1]


@pytest.mark.parametrize(("status", "seconds"), [(500, None), (404, None), (302, None), (429, 7.0), (503, 7.0)])
async def test_what_was_not_taken_is_tried_later(
    runtime: Runtime, jobs: InMemoryJobs, clock: MovableClock, status: int, seconds: float | None
) -> None:
    """Any fault, a redirect too; then it is the same event under the same id, with a fresh signature. A redirect is not followed."""
    circulated(runtime, Player(runtime), clock)
    (one,) = noted(jobs)
    async with receiving() as receiver, telling(runtime, receiver.url) as here:
        receiver.answers = [status]
        receiver.more = {"Location": "/elsewhere", **({"Retry-After": "7"} if seconds else {})}
        with pytest.raises(Later) as fault:
            await announce(here, *one)
        clock.move(days(1))
        assert await announce(here, *one) is Outcome.SENT
    first, second = receiver.got

    assert (fault.value.seconds, receiver.elsewhere) == (seconds, 0)
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert example()(KEY, second.headers, second.body, clock().timestamp())
    assert not example()(KEY, first.headers, first.body, clock().timestamp())


async def test_a_receiver_that_says_nothing_holds_nobody_up(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried later; so is one that is not there."""
    circulated(runtime, player, clock)
    (one,) = noted(jobs)
    monkeypatch.setattr(send, "PATIENCE", ClientTimeout(total=0.2))
    async with receiving() as receiver, telling(runtime, receiver.url) as here:
        receiver.answers = [0]
        with pytest.raises(Later):
            await announce(here, *one)
    async with telling(runtime, receiver.url) as here:
        with pytest.raises(Later):
            await announce(here, *one)


async def test_gone_is_gone(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock) -> None:
    """A receiver that wants no more of an event gets no more of it."""
    circulated(runtime, player, clock)
    (one,) = noted(jobs)
    async with receiving() as receiver, telling(runtime, receiver.url) as here:
        receiver.answers = [410]

        assert await announce(here, *one) is Outcome.UNREACHABLE


async def test_nobody_is_told_where_nothing_is_set(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """A bot without a case system has nothing to do, and says so."""
    circulated(runtime, player, clock)

    assert [await announce(runtime, *one) for way in Target for one in noted(jobs, way)] == [Outcome.SAME, Outcome.SAME]


async def test_the_record_goes_along_only_where_that_is_set(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """Then it is the one that the keyworker can take away, amendments and all, and each time it goes out is a look at it (P23)."""
    case = circulated(runtime, player, clock)
    player.fills(SAL, Press("record", "amend", case.id, "1"), {"text": "One thing more"})
    async with receiving() as receiver, telling(runtime, receiver.url, record=True) as here:
        for one in noted(jobs):
            await announce(here, *one)
    circulation, amendment = map(told, receiver.got)
    with runtime.store.reading() as work:
        looks = [(person, what) for person, what, _ in work.audit.of(case.id) if person == "case-system"]
    file = taken(runtime, KIT, Press("record", "json", case.id, "1"))
    assert file

    assert (circulation["type"], amendment["type"]) == ("record.circulated", "record.amended")
    assert amendment["data"]["record"] == json.loads(file.body)
    assert RECORD["lived"] in [one["text"] for one in amendment["data"]["record"]["sections"]]
    assert [one["text"] for one in amendment["data"]["record"]["amendments"]] == ["One thing more"]
    assert looks == [("case-system", "record.json")] * 2


async def test_a_watched_folder(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, tmp_path: Path
) -> None:
    """One whole file for each event, for its owner alone, called by the reference; the same event is the same file; nothing half-written stays."""
    case = circulated(runtime, player, clock)
    filed(player, case, clock)
    folder = tmp_path / "watched"
    folder.mkdir()
    here = replace(runtime, hooks=Hooks(folder=Folder(folder), base="https://jsv.example"))
    for _ in range(2):
        assert {await announce(here, *one) for one in noted(jobs, Target.FOLDER)} == {Outcome.SENT}
    files = sorted(folder.iterdir(), key=lambda one: one.name)
    bodies = [json.loads(path.read_text()) for path in files]

    assert [
        re.fullmatch(rf"{case.reference}-1-(circulated|filed)-[0-9a-f]{{12}}\.json", path.name) is not None
        for path in files
    ] == [True, True]
    assert [body["type"] for body in bodies] == ["record.circulated", "record.filed"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


async def test_a_folder_that_cannot_be_written_is_tried_later(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, tmp_path: Path
) -> None:
    """Nothing is lost meanwhile; and a link that somebody laid in the way is not followed."""
    case = circulated(runtime, player, clock)
    folder, precious = tmp_path / "watched", tmp_path / "precious"
    here = replace(runtime, hooks=Hooks(folder=Folder(folder)))
    (one,) = noted(jobs, Target.FOLDER)
    with pytest.raises(Later):
        await announce(here, *one)
    folder.mkdir()
    await announce(here, *one)
    (file,) = folder.iterdir()
    precious.write_text("precious")
    (folder / f".{file.name}.tmp").symlink_to(precious)
    with pytest.raises(Later):
        await announce(here, *one)
    await announce(here, *one)

    assert (precious.read_text(), file.exists(), case.reference in file.name) == ("precious", True, True)


async def test_an_erased_case_is_told_to_nobody(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """What waits in the queue holds ids only; once the case cannot be read it is dropped."""
    case = circulated(runtime, player, clock)
    with runtime.store.begin() as work:
        work.cases.erase(case.id)
    async with receiving() as receiver, telling(runtime, receiver.url) as here:
        assert [await announce(here, *one) for one in noted(jobs)] == [Outcome.OVERTAKEN]
        assert receiver.got == []


@pytest.mark.slow
async def test_the_queue_tries_until_it_is_taken(database_url: str, clock: MovableClock) -> None:
    """Committed with the case, told after two faults, under one id; then nothing more is due."""
    jobs = DbosJobs(open_engine(database_url))
    pace = Pace(tries=5, first=0.05, longest=0.05, each=0.0)
    async with receiving() as receiver:
        receiver.answers = [500, 503]
        with a_runtime(database_url, jobs=jobs, pace=pace, clock=clock) as bare:
            async with telling(bare, receiver.url) as here:
                engine = Durable(database_url, 0.05)
                await engine.start(here)
                try:
                    await asyncio.to_thread(circulated, here, Player(here), clock)
                    await until(lambda: len(receiver.got) >= 3 and not under_way(jobs._engine))
                finally:
                    await engine.stop()
    jobs._engine.dispose()

    assert len(receiver.got) == 3
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
