"""The sides of a race in processes of their own: `python -m bench.child MODULE JSON` runs `bench.sides.MODULE.main(**JSON)`.

A side says `ready URL` on its standard output when it answers, and ends when it is asked to.
"""

import asyncio
import importlib
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
CLEAN: Final = {name: given for name, given in os.environ.items() if not name.startswith("JSV_")}


@dataclass(frozen=True, slots=True)
class Side:
    """One side, running."""

    process: Process
    url: str

    def memory(self, what: str = "VmRSS") -> float:
        """How much memory it holds, in MB; `VmHWM` is the most it ever held."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return float(next(line for line in lines if line.startswith(what)).split()[1]) / 1024


@asynccontextmanager
async def side(module: str, **given: object) -> AsyncIterator[Side]:
    """A side that is ready; gone afterwards."""
    process = await started("-m", "bench.child", module, json.dumps(given))
    assert process.stdout
    said = (await process.stdout.readline()).decode().split()
    try:
        if said[:1] != ["ready"]:
            raise RuntimeError(f"{module} did not begin")
        yield Side(process, said[1])
    finally:
        await stopped(process)


async def started(*arguments: str, environ: Mapping[str, str] = CLEAN) -> Process:
    """A Python of ours with these arguments."""
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=PIPE, cwd=ROOT, env={**environ, "PYTHONPATH": str(ROOT)}
    )


async def stopped(process: Process) -> None:
    """Asked to end, and made to when it does not."""
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()


def ready(url: str) -> None:
    """Said by a side when it answers."""
    print("ready", url, flush=True)


if __name__ == "__main__":
    asyncio.run(importlib.import_module(f"bench.sides.{sys.argv[1]}").main(**json.loads(sys.argv[2])))
