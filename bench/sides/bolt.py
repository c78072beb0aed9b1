"""Bolt with nothing in it: the signature is checked, one transaction reads a row and writes one, and the ack goes back at once."""

import asyncio
import re
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import psycopg
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bench.child import ready
from bot.wiring import THREADS, answer
from store.database.connect import PRAGMAS

Transaction = Callable[[int], object]


async def main(*, database: str, secret: str) -> None:
    """Serve until asked to stop. `database` is a SQLite file, or PostgreSQL's address as psycopg takes it."""
    transaction, threads = (
        (_postgres(database), THREADS) if database.startswith("postgresql") else (_sqlite(database), 1)
    )
    executor, numbers = ThreadPoolExecutor(threads), count()
    await asyncio.get_running_loop().run_in_executor(executor, transaction, -1)
    bolt = AsyncApp(signing_secret=secret, client=AsyncWebClient(), authorize=_authorized, process_before_response=True)

    async def hear(ack: AsyncAck) -> None:
        await asyncio.get_running_loop().run_in_executor(executor, transaction, next(numbers))
        await ack()

    bolt.action(re.compile(".*"))(hear)
    bolt.command("/joint-supervision")(hear)

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    app = web.Application()
    app.add_routes([web.post("/slack/events", receive)])
    await answer(app, "127.0.0.1", 0, ready)


async def _authorized(team_id: str) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token="xoxb-x")  # noqa: S106 - of no use anywhere


def _sqlite(file: str) -> Transaction:
    """On one connection, in one thread: the quickest that SQLite is, and as safe as ours."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in (*PRAGMAS, "PRAGMA journal_mode = WAL"):
        connection.execute(pragma)
    connection.execute("CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, body TEXT)")

    def transaction(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT body FROM thing WHERE id = ?", (number - 1,)).fetchone()
        connection.execute("INSERT OR REPLACE INTO thing VALUES (?, ?)", (number, "x" * 1000))
        connection.execute("COMMIT")

    return transaction


def _postgres(dsn: str) -> Transaction:
    """A connection for each thread."""
    with psycopg.connect(dsn) as first:
        first.execute("CREATE TABLE IF NOT EXISTS thing (id BIGINT PRIMARY KEY, body TEXT)")
    mine = threading.local()

    def transaction(number: int) -> None:
        if not hasattr(mine, "connection"):
            mine.connection = psycopg.connect(dsn)
        connection = mine.connection
        connection.execute("SELECT body FROM thing WHERE id = %s", (number - 1,)).fetchone()
        connection.execute("INSERT INTO thing VALUES (%s, %s) ON CONFLICT DO NOTHING", (number, "x" * 1000))
        connection.commit()

    return transaction
