"""Chains that only who has the key can make; and those from before, which hold as what they are."""

from datetime import UTC, datetime, timedelta

from store.crypto.hash_chain import BEGINNING, ChainKey, chained, first_fault

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
KEY = ChainKey(b"k" * 32, NOW)


def chain(*ats: datetime, key: ChainKey | None, head: bytes = BEGINNING, first: int = 1) -> list[dict[str, object]]:
    """Rows that follow each other."""
    rows: list[dict[str, object]] = []
    for number, at in enumerate(ats, first):
        row: dict[str, object] = {"case": "c1", "number": number, "by": "mo", "at": at}
        head = chained(head, row, key)
        rows.append({**row, "hash": head})
    return rows


def test_a_chain_from_before_goes_on_with_a_key() -> None:
    """Two bare lines and two keyed ones after them hold together."""
    old = chain(NOW - timedelta(days=2), NOW - timedelta(days=1), key=None)
    new = chain(NOW, NOW, key=KEY, head=bytes(old[-1]["hash"]), first=3)  # type: ignore[call-overload] # a hash

    assert first_fault([*old, *new], KEY)[0] == 0
    assert (first_fault(old, KEY)[0], first_fault(old)[0]) == (0, 0)


def test_no_chain_can_be_made_without_the_key() -> None:
    """Made anew with bare hashes or another key: found at the first line that should have been keyed."""
    later = (NOW + timedelta(days=1), NOW + timedelta(days=2))

    assert first_fault(chain(*later, key=None), KEY)[0] == 1
    assert first_fault(chain(*later, key=ChainKey(b"x" * 32, NOW)), KEY)[0] == 1
    assert first_fault(chain(*later, key=KEY), None)[0] == 1


def test_no_bare_line_follows_a_keyed_one() -> None:
    """Whatever day it says it is of."""
    good = chain(NOW, NOW, key=KEY)
    bare = chain(NOW - timedelta(days=9), key=None, head=bytes(good[-1]["hash"]), first=3)  # type: ignore[call-overload] # a hash

    assert first_fault([*good, *bare], KEY)[0] == 3
