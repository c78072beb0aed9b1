"""Who somebody is on a channel."""

from bot.channels.introductions import introduce, introducing
from bot.runtime.runtime import Runtime
from dialogs.model.heard import Handle
from tests.builders import MO, PAT

ACCOUNT = Handle("slack", "T1", "U1")


def who(runtime: Runtime) -> str | None:
    with runtime.store.reading() as work:
        return work.people.by_handle(ACCOUNT)


def test_a_confirmed_address_links(runtime: Runtime) -> None:
    """An account whose workspace vouches for an address of the directory is that person's, however it is written."""
    introduce(runtime, ACCOUNT, "Mo@Testshire.example", active=True)
    assert who(runtime) == MO

    introduce(runtime, ACCOUNT, "mo@testshire.example", active=True)
    assert who(runtime) == MO


async def test_an_address_counts_where_its_place_may_vouch_for_it(runtime: Runtime) -> None:
    """A place of which nothing is bound vouches for nobody, and one of which something is for nothing else."""
    for bound in ({}, {"T2": frozenset({"testshire.example"})}, {"T1": frozenset({"else.example"})}):
        await introducing(runtime, bound)(ACCOUNT, "mo@testshire.example", True)
        assert who(runtime) is None

    await introducing(runtime, {"T1": frozenset({"testshire.example"})})(ACCOUNT, "mo@testshire.example", True)
    assert who(runtime) == MO


def test_back_after_somebody_else_came(runtime: Runtime) -> None:
    """An account that was closed and opened again needs a code, where its person is known by another meanwhile."""
    introduce(runtime, ACCOUNT, "mo@testshire.example", active=True)
    introduce(runtime, ACCOUNT, None, active=False)
    introduce(runtime, Handle("slack", "T1", "U2"), "mo@testshire.example", active=True)
    introduce(runtime, ACCOUNT, "mo@testshire.example", active=True)

    assert who(runtime) is None


def test_an_unknown_address_links_nobody(runtime: Runtime) -> None:
    """An address that nobody has, or none, links nobody."""
    introduce(runtime, ACCOUNT, "somebody@else.example", active=True)
    introduce(runtime, ACCOUNT, None, active=True)
    assert who(runtime) is None


def test_a_changed_address(runtime: Runtime) -> None:
    """An account that has passed to somebody else is theirs from then on."""
    introduce(runtime, ACCOUNT, "mo@testshire.example", active=True)
    introduce(runtime, ACCOUNT, "pat@testshire.example", active=True)
    assert who(runtime) == PAT


def test_who_has_left(runtime: Runtime) -> None:
    """An account that is gone is nobody's; back again, it is linked again."""
    introduce(runtime, ACCOUNT, "mo@testshire.example", active=True)
    introduce(runtime, ACCOUNT, None, active=False)
    assert who(runtime) is None

    introduce(runtime, ACCOUNT, "mo@testshire.example", active=True)
    assert who(runtime) == MO
