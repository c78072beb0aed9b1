"""The record as plain values, which the writers fill in, and as JSON for other systems."""

import json
from dataclasses import asdict
from typing import Any, Final

from adapters.documents.text import every, writable
from dialogs.model.documents import RecordDocument

FORMAT: Final = 1


def values(of: RecordDocument) -> dict[str, Any]:
    """Texts, lists and dicts only; every text writable."""
    given = {**asdict(of), "title": of.title, "facts": _rows(of.facts)}
    del given["logo"]  # a file here, and no part of the record
    for name in ("family", "learning", "signatures"):
        given[name] = _rows(given[name])
    return dict(every(given, writable))


def as_json(of: RecordDocument) -> bytes:
    """The record for a machine. `format` rises when a name is taken away or means something else; new names may come."""
    return json.dumps({"format": FORMAT, **values(of)}, ensure_ascii=False, indent=2).encode()


def _rows(rows: Any) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in rows]
