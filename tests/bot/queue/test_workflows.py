"""What is registered with the queue, and the table of jobs, say the same."""

from inspect import signature

from dbos import DBOS
from dbos._dbos import _get_or_create_dbos_registry

from bot.queue.workflows import register
from bot.runtime.runtime import Runtime
from store.queue.jobs import JOBS, TIMED


def test_every_workflow_has_its_row_with_the_arguments_it_takes(runtime: Runtime) -> None:
    """A job set aside is tried again with the arguments of its row: a row that is missing, or has one too few, would lose or break it."""
    timed = register(runtime)
    registered = _get_or_create_dbos_registry().workflow_info_map
    takes = {
        name: tuple(signature(workflow).parameters)
        for name, workflow in registered.items()
        if name not in timed and not name.startswith("<")
    }
    DBOS.destroy(destroy_registry=True)

    assert takes == {name: (*kind.args, "tried") for name, kind in JOBS.items()}
    assert sorted(timed) == sorted(TIMED)
