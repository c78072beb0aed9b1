"""Sealed values open in their place, with their key, unchanged; and nowhere else."""

from base64 import b64encode

import pytest

from store.crypto.key_ring import KeyRing, Unreadable

OLD, NEW = b"o" * 32, b"n" * 32


def test_what_is_sealed_opens_in_its_place() -> None:
    """A text comes back as it was."""
    ring = KeyRing.development()

    assert ring.decrypt(ring.encrypt("a wörd", "cases:1:body"), "cases:1:body") == "a wörd"


def test_the_same_text_is_sealed_differently_each_time() -> None:
    """Nobody can see that two rows say the same."""
    ring = KeyRing.development()

    assert ring.encrypt("yes", "a:1:b") != ring.encrypt("yes", "a:1:b")


@pytest.mark.parametrize("place", ["cases:2:body", "facts:1:body", ""])
def test_what_was_moved_to_another_row_is_refused(place: str) -> None:
    """A sealed value opens only in the row and column for which it was sealed."""
    ring = KeyRing.development()
    sealed = ring.encrypt("a word", "cases:1:body")

    with pytest.raises(Unreadable):
        ring.decrypt(sealed, place)


@pytest.mark.parametrize("at", range(0, 60, 7))
def test_what_was_changed_is_refused(at: int) -> None:
    """One bit is enough."""
    ring = KeyRing.development()
    sealed = bytearray(ring.encrypt("a word of some length", "cases:1:body"))
    sealed[at] ^= 1

    with pytest.raises(Unreadable):
        ring.decrypt(bytes(sealed), "cases:1:body")


@pytest.mark.parametrize("sealed", [b"", b"\x00", b"\x0bdevelopment", b"\x03new"])
def test_what_was_never_sealed_is_refused(sealed: bytes) -> None:
    """Torn values are refused like forged ones."""
    with pytest.raises(Unreadable):
        KeyRing.development().decrypt(sealed, "cases:1:body")


def test_a_new_first_key_still_reads_what_the_old_one_sealed() -> None:
    """Old rows are read while new ones are sealed with the new key; without the old key they are refused."""
    sealed = KeyRing({"old": OLD}).encrypt("a word", "a:1:b")
    both = KeyRing({"new": NEW, "old": OLD})

    assert both.decrypt(sealed, "a:1:b") == "a word"
    assert KeyRing({"new": NEW}).decrypt(both.rewrap(sealed, "a:1:b"), "a:1:b") == "a word"
    with pytest.raises(Unreadable):
        KeyRing({"new": NEW}).decrypt(sealed, "a:1:b")


def test_a_blind_index_is_the_same_for_the_same_text_under_each_key() -> None:
    """Rows are found under the current key and under every older one."""
    old, both = KeyRing({"old": OLD}), KeyRing({"new": NEW, "old": OLD})

    assert old.index("x") == old.index("x") != old.index("y")
    assert both.indexes("x") == (both.index("x"), old.index("x"))
    assert both.index("x") == KeyRing({"new": NEW}).index("x")


def test_a_ring_is_read_from_text_with_the_current_key_first() -> None:
    """`name:base64,name:base64`, as the settings have it."""
    text = f"new:{b64encode(NEW).decode()}, old:{b64encode(OLD).decode()}"

    assert KeyRing.from_text(text).index("x") == KeyRing({"new": NEW, "old": OLD}).index("x")


@pytest.mark.parametrize(
    "text",
    ["", "new", "new:", "new:AAAA", "new:not base64!", f":{b64encode(NEW).decode()}", f"a/b:{b64encode(NEW).decode()}"],
)
def test_a_ring_that_is_no_ring_is_refused_without_showing_it(text: str) -> None:
    """Neither the error nor the ring's own description shows a key."""
    with pytest.raises(ValueError, match="key") as refused:
        KeyRing.from_text(text)

    assert not text or text not in str(refused.value)
    assert repr(KeyRing({"new": NEW, "old": OLD})) == "KeyRing(new, old)"
