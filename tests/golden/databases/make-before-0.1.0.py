"""Makes `revision-0001.db.gz` and the others: a small database at each revision at which the code before release 0.1.0 once stood.

No release had them, but whoever ran the code from the repository may have one. Kept as it was run, and never changed. Run once
in a worktree of the last commit at each revision; 0003 and 0004 were made together with 0005, and nothing ever stood at them:

    for at in 0001:1900323 0002:e3b9cca 0005:87a028a 0006:3eb1ea5 0007:e2c3283; do
        git worktree add /tmp/${at#*:} ${at#*:}
        cp tests/golden/databases/make-before-0.1.0.py /tmp/${at#*:}/make.py
        (cd /tmp/${at#*:} && PYTHONPATH=. python make.py revision-${at%:*}.db.gz revision-${at%:*}.json.gz)
    done
"""

import gzip
import json
import sqlite3
import sys
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from dialogs.heard import Go, Handle, Pressed, Submitted
from dialogs.press import Press
from dialogs.turns import Feedback
from store.jobs import DbosJobs
from store.opening import migrate, open_engine
from store.postings import Posted
from store.secrets import KeyRing

from dialogs.procedure.case import Stage
from store.unit_of_work import Store
from tests.store.kept import KeptTown, calendar, peopled
from tests.town import PEOPLE, RAISED, played

RING = "development:" + b64encode(sha256(b"joint supervision, for the demo only").digest()).decode()
STAGES = ("raised", "agreed", "nominated", "polling", "booked", "held", "recorded", "filed", "closed")


def made(store: Store) -> dict[str, KeptTown]:
    """A case at each stage on the usual way, and some beside it."""
    towns = {}
    for number, stage in enumerate((*STAGES, "queried", "declined", "withdrawn"), 1):
        town = KeptTown(store=store, calendar=calendar(), events=1000 * number)
        towns[stage] = town
        if stage in STAGES:
            played(stage, town)
            continue
        town.raises("pat", RAISED)
        town.does("mo", "agreement", "name-deputy", {"who": "sal"})
        if stage == "queried":
            town.does("mo", "agreement", "ask-more", {"question": "Since when?"})
        if stage == "declined":
            town.does("mo", "agreement", "decline", {"reason": "Single agency supervision is enough"})
        if stage == "withdrawn":
            town.does("pat", "case", "withdraw", {"reason": "They moved away"})
    assert {name: town.case.stage for name, town in towns.items()} == {name: Stage(name) for name in towns}
    return towns


def lying(store: Store, town: KeptTown) -> None:
    """Whatever was told lies before its person, on the web; somebody has begun a form."""
    told = {(one.person, one.card, one.about): one for one in town.told}
    with store.begin() as work:
        for (person, card, about), one in told.items():
            handle = Handle("web", "", person)
            work.postings.add(
                Posted(
                    person=person,
                    handle=handle,
                    card=card,
                    case=one.case,
                    about=about,
                    conversation=person,
                    message=one.key,
                    key=one.key,
                )
            )


def half(town: KeptTown) -> None:
    """A new case, as far as its first screen."""
    page = town.hears(Pressed(turn=town._event(), sender=Handle("web", "", "hal"), press=Press("case", "raise"))).reply
    first = {one.name: RAISED[one.name] for one in page.asked}
    town.hears(
        Submitted(
            turn=town._event(),
            sender=Handle("web", "", "hal"),
            press=page.press,
            section=page.section.name,
            go=Go.KEEP,
            raw=first,
        )
    )


def beside(store: Store, towns: dict[str, KeptTown]) -> dict[str, object]:
    """What is to be read of it."""
    with store.reading() as work:
        folded = {
            name: [
                town.case.stage,
                town.case.version,
                [type(one.command).__name__ for one in work.facts.of(town.case.id)],
            ]
            for name, town in towns.items()
        }
    last = max(town.now for town in towns.values())
    return {
        "ring": RING,
        "now": (last + timedelta(hours=1)).isoformat(),
        "cases": {name: town.case.id for name, town in towns.items()},
        "folded": folded,
    }


def main(out: Path, told: Path) -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/made.db"
        migrate(url)
        engine = open_engine(url)
        store = Store(engine, KeyRing.development(), DbosJobs(engine))
        peopled(store)
        towns = made(store)
        with store.begin() as work:
            for one in PEOPLE:
                work.people.link(Handle("web", "", one.id), one.id, towns["raised"].now)
            for who in ("hal", "bo", "kit"):
                work.feedback.add(
                    Feedback(case=towns["closed"].case.id, session=1, answers={"safe": "5"}), who, towns["closed"].now
                )
            work.audit.seen("pat", "record", towns["closed"].case.id, towns["closed"].now)
            work.settings.put("last sweep", towns["closed"].now.isoformat())
        for town in towns.values():
            lying(store, town)
        half(towns["raised"])
        found = beside(store, towns)
        engine.dispose()
        with sqlite3.connect(f"{folder}/made.db") as file:
            # Nothing worked the queue here: only the jobs of one case are left in it.
            stale = [town.case.id for name, town in towns.items() if name != "booked"]
            for table in ("workflow_input", "workflow_status"):
                for id_ in stale:
                    file.execute(f"DELETE FROM {table} WHERE workflow_uuid LIKE '%{id_}%'")  # noqa: S608 - an id of ours
            file.commit()
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            file.execute("PRAGMA journal_mode = DELETE")
            file.execute("VACUUM")
        out.write_bytes(gzip.compress(Path(f"{folder}/made.db").read_bytes(), mtime=0))
        told.write_bytes(gzip.compress(json.dumps(found, sort_keys=True).encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
