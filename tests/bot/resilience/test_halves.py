"""`jsv serve --no-worker` and `jsv worker`: one process answers, another works the queue."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from bot.__main__ import main
from bot.config.settings import Settings
from bot.runtime.mail import InMemoryMail
from bot.simulation.player import Player
from bot.wiring import Outside, open_runtime
from store.crypto.key_ring import KeyRing
from tests.bot.acts import raised
from tests.bot.config.test_settings import GOOD, KEY
from tests.bot.resilience.fleet import CLEAN, ROOT
from tests.builders import still
from tests.post_office import PostOffice
from tests.town import PEOPLE
from tests.waiting import PATIENCE, until


@pytest.mark.parametrize("words", [("serve", "--no-worker"), ("worker",)])
def test_on_sqlite_one_process_does_everything(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a service on SQLite is refused in one plain line: its other half could not run."""
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, words, env=GOOD)

    assert said.exit_code == 1
    assert (
        said.stderr
        == "On SQLite one process does everything: run `jsv serve`. Several processes may share a PostgreSQL database.\n"
    )


@pytest.mark.slow
@pytest.mark.postgres
async def test_one_answers_and_one_works(postgres_url: str, unused_tcp_port: int, tmp_path: Path) -> None:
    """What a turn enqueued waits while only the answering half runs, and goes out once a worker does; both stop when asked (R13)."""
    await _prepared(postgres_url)
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=unused_tcp_port)
    controller.start()
    given = {
        "JSV_DATABASE_URL": postgres_url,
        "JSV_SMTP_URL": f"smtp://127.0.0.1:{unused_tcp_port}",
        "JSV_MAIL_FROM": "jsv@partnership.example",
    }
    environ = {**CLEAN, **GOOD, "JSV_PORT": "0", **given}
    try:
        with jsv(tmp_path, environ, "serve", "--no-worker") as (answering, ready):
            assert await asyncio.to_thread(_readiness, ready["port"]) == {"database": True}
            assert office.kept == []
            with jsv(tmp_path, environ, "worker") as (working, _):
                await until(lambda: len(office.kept) == 2)
            assert (working.returncode, answering.poll()) == (0, None)
        assert answering.returncode == 0
    finally:
        controller.stop()
    assert {str(one["To"]) for one in office.kept} == {"mo@testshire.example", "pat@testshire.example"}


async def _prepared(url: str) -> None:
    """A database in which a case has just been raised, and nothing was sent yet."""
    outside = Outside(keys=KeyRing.from_text(KEY), channels={}, clock=still(), mail=InMemoryMail())
    async with open_runtime(Settings.model_validate({"database_url": url}), outside) as runtime:

        def _raised() -> None:
            with runtime.store.begin() as work:
                work.people.save(PEOPLE)
            raised(runtime, Player(runtime))

        await asyncio.to_thread(_raised)


def _readiness(port: object) -> object:
    with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE) as page:
        return json.load(page)


@contextmanager
def jsv(
    folder: Path, environ: Mapping[str, str], *words: str
) -> Iterator[tuple[subprocess.Popen[str], Mapping[str, object]]]:
    """A command of ours that runs, and what it said when it was ready; asked to stop at the end, it ends by itself."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr
        said = (json.loads(line) for line in process.stderr if '"ready"' in line)
        try:
            yield process, next(said)
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
