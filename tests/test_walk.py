"""The demo as a stranger meets it: a case from the first click to `closed`, in a real browser."""

import os
from pathlib import Path

import pytest

from tests.walk_closing import Walk
from tests.walk_demo import demo, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures are kept, if they are: JSV_PICTURES."""
    if (given := os.environ.get("JSV_PICTURES")) is None:
        return None
    folder = Path(given)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def test_a_stranger_brings_a_case_from_the_first_click_to_closed(tmp_path: Path, pictures: Path | None) -> None:
    """By visible words alone a case goes all the way, and the browser complains of nothing."""
    folder = tmp_path / "demo"
    folder.mkdir()
    async with demo(folder) as url, visitor(url, pictures) as one:
        await Walk(one).whole()

        assert [] == one.wrong
