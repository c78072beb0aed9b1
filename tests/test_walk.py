"""The demo as a stranger meets it: a case from the first click to `closed`, in a real browser, with pictures."""

import os
from pathlib import Path

import pytest

from tests.walk_closing import Walk
from tests.walk_demo import demo, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where the pictures are kept: JSV_PICTURES, or a folder of this test run."""
    folder = Path(os.environ.get("JSV_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def test_a_stranger_brings_a_case_from_the_first_click_to_closed(tmp_path: Path, pictures: Path) -> None:
    """By visible words alone a case goes all the way, and the browser complains of nothing."""
    folder = tmp_path / "demo"
    folder.mkdir()
    async with demo(folder) as url, visitor(url, pictures) as one:
        await Walk(one).whole()

        assert [] == one.wrong
