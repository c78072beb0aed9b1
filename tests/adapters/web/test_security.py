import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web import security
from adapters.web.security import Buckets
from tests.adapters.web.doubles import SECRET

ANYTHING = st.text(st.characters(), max_size=60)


def test_a_seal_is_for_one_purpose_one_secret_and_these_parts() -> None:
    """A seal fits nothing but what it was made for."""
    mark = security.seal(SECRET, "form", "mo", "a/b")

    assert security.sealed(mark, SECRET, "form", "mo", "a/b")
    assert not security.sealed(mark, SECRET, "csrf", "mo", "a/b")
    assert not security.sealed(mark, b"another", "form", "mo", "a/b")
    assert not security.sealed(mark, SECRET, "form", "moa", "/b")
    assert not security.sealed(mark, SECRET, "form", '["mo", "a/b"]')


@given(ANYTHING)
def test_no_text_passes_for_a_seal(junk: str) -> None:
    """Any text may be offered as a seal; it is refused and nothing breaks."""
    assert not security.sealed(junk, SECRET, "csrf", "mo")


@given(ANYTHING)
def test_no_text_passes_for_a_cookie(junk: str) -> None:
    """Any text may be offered as a cookie, also half of a real one."""
    real = security.bake(SECRET, "token", 100)

    assert [None] * 3 == [
        security.token_in(one, SECRET, 0) for one in (junk, f"{junk}.{real}", real[:-1] + junk[:1] + "x")
    ]


def test_a_cookie_holds_its_token_until_its_time() -> None:
    """A cookie is good up to its second, and not beyond."""
    cookie = security.bake(SECRET, "a-token", 100)

    assert ["a-token", None, None] == [security.token_in(cookie, SECRET, now) for now in (99.9, 100, 1000)]


def test_the_time_in_a_cookie_cannot_be_put_off() -> None:
    """A cookie with another time in it is nobody's."""
    assert None is security.token_in(security.bake(SECRET, "a-token", 100).replace(".100.", ".999."), SECRET, 50)


def test_the_address_of_a_page_does_not_hold_its_token() -> None:
    """What stands in the address is short, stable, and another for another link."""
    pages = [security.page_of(SECRET, token) for token in ("one", "one", "two")]

    assert pages[0] == pages[1] != pages[2]
    assert 16 == len(pages[0])


@pytest.mark.parametrize(
    ("site", "forged"), [("same-origin", False), ("none", False), ("same-site", True), ("cross-site", True), ("", True)]
)
def test_a_post_from_elsewhere_is_forged_even_with_its_seal(site: str, forged: bool) -> None:
    """Where the browser says that another site sent the form, the seal does not help."""
    assert forged is security.forged({"Sec-Fetch-Site": site}, security.csrf(SECRET, "mo"), SECRET, "mo")


def test_a_bucket_empties_and_fills_again() -> None:
    """So many at once, then a wait in whole seconds, then as many as the time allows."""
    buckets = Buckets(burst=2, per_second=0.5)

    assert [0, 0, 2, 0, 2] == [buckets.take("mo", now) for now in (0, 0, 0, 2, 2)]


def test_a_dear_visit_is_paid_for_later() -> None:
    """What costs more than is left is let through once and waited for afterwards."""
    buckets = Buckets(burst=10, per_second=1)

    assert [0, 0, 1, 0] == [
        buckets.take("x", 0, 9),
        buckets.take("x", 0, 5),
        buckets.take("x", 4),
        buckets.take("x", 5),
    ]


def test_debt_has_an_end() -> None:
    """However dear the visit, the wait is never more than the bucket takes to fill twice."""
    buckets = Buckets(burst=10, per_second=1)
    buckets.take("x", 0, 1_000_000)

    assert 11 == buckets.take("x", 0)


def test_buckets_are_apart_and_the_oldest_is_forgotten() -> None:
    """One visitor does not pay for another, and memory has a limit."""
    buckets = Buckets(burst=1, per_second=0.001, most=2)

    waits = [buckets.take(one, 0) for one in ("a", "b", "a", "c", "d", "a")]

    assert [True, True, False, True, True, True] == [wait == 0 for wait in waits]
