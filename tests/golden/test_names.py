"""Every stored name is the one that the last release knew: a change of one needs a migration, and this file changed with it."""

import json
from collections.abc import Iterator

from tests.golden.kept import NAMES
from tests.golden.names import names
from tests.golden.story import whole


def test_every_stored_name_is_as_it_was() -> None:
    """Commands, cards, verbs, forms and fields, jobs, queues, tables, columns, keys of the profile, settings and what else is written down somewhere.

    What is new is added by `python -m tests.golden`. What has gone, or is called something else, cannot be found again in
    what was stored: it needs a migration first.
    """
    kept, now = {*flat(json.loads(NAMES.read_text()))}, {*flat(json.loads(json.dumps(names(whole()))))}

    assert ([], []) == (sorted(kept - now), sorted(now - kept))


def flat(named: object, path: str = "") -> Iterator[str]:
    """Each name on a line of its own, after what it names."""
    if isinstance(named, dict):
        for key, inner in named.items():
            yield from flat(inner, f"{path}{key}: ")
    elif isinstance(named, list):
        for inner in named:
            yield from flat(inner, path)
    else:
        yield f"{path}{named}"
