"""The bench measures, judges and prints; what the figures are depends on the machine."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import table
from bench.__main__ import main
from bench.figures import Goal, Line, Spread, alternate, at_least, at_most, shown
from bench.sections import SECTIONS

ROOT = Path(__file__).parent.parent.parent


def _line(goal: Goal | None, ours: tuple[float, ...], ceiling: tuple[float, ...] | None = None) -> Line:
    return Line(
        code="S1",
        name="a turn",
        unit="turns/s",
        ours=Spread(ours),
        ceiling=Spread(ceiling) if ceiling else None,
        goal=goal,
    )


def test_a_ratio_is_taken_in_each_round() -> None:
    """A round in which the whole machine was slow does not change the ratio."""
    line = _line(at_least(0.5), (600.0, 60.0, 610.0), (1000.0, 100.0, 1000.0))

    assert line.ratio
    assert line.ratio.middle == 0.6
    assert line.verdict == "met"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (_line(at_least(0.5), (49.0,), (100.0,)), "missed"),
        (_line(at_most(3), (300.0,), (100.0,)), "met"),
        (_line(at_most(150), (151.0,)), "missed"),
        (_line(None, (1.0,)), ""),
    ],
)
def test_verdicts(line: Line, verdict: str) -> None:
    """The ratio is judged where there is a ceiling, else the figure itself; without a goal nothing is."""
    assert line.verdict == verdict


async def test_both_sides_take_turns() -> None:
    """Neither side always goes first."""
    order: list[str] = []

    async def ours() -> float:
        order.append("ours")
        return 1.0

    async def ceiling() -> float:
        order.append("ceiling")
        return 2.0

    mine, theirs = await alternate(3, ours, ceiling)

    assert order == ["ours", "ceiling", "ceiling", "ours", "ours", "ceiling"]
    assert (mine, theirs) == (Spread((1.0, 1.0, 1.0)), Spread((2.0, 2.0, 2.0)))


def test_a_line_survives_its_file() -> None:
    """What is kept as JSON is the same line when it is read again."""
    for line in (_line(at_least(0.5), (1.0, 2.0), (2.0, 2.0)), _line(None, (1.0,)), _line(at_most(2), (3.0,))):
        assert table.from_json(json.loads(json.dumps(table.to_json(line)))) == line


@pytest.mark.parametrize(("figure", "said"), [(0.1234, "0.123"), (12.34, "12.3"), (1234.5, "1,234")])
def test_figures_have_three_digits(figure: float, said: str) -> None:
    """No more digits than were measured."""
    assert shown(figure) == said


def test_the_bench_still_runs(tmp_path: Path) -> None:
    """A smoke run of the quick sections gives the table, and keeps nothing."""
    ran = CliRunner().invoke(main, ["s7", "S8", "S9", "--quick", "--json", str(tmp_path / "kept.json")])

    assert ran.exit_code == 0, ran.output
    head, *rows = [row for row in ran.stdout.splitlines() if not row.endswith("...")]
    assert head.split() == ["what", "ours", "ceiling", "ratio", "goal", "verdict"]
    assert {row.split()[0] for row in rows} == {"S7", "S8", "S9"}
    assert {row.split()[-1] for row in rows} <= {"met", "missed"}
    assert not (tmp_path / "kept.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["S5", "S6", *(pytest.param(code, marks=pytest.mark.long) for code in ("S1", "S3", "S11"))]
)
def test_every_side_still_answers(code: str, tmp_path: Path) -> None:
    """Both sides of the longer sections begin, answer well and end."""
    ran = CliRunner().invoke(main, [code, "--quick", "--json", str(tmp_path / "kept.json")])

    assert ran.exit_code == 0, ran.output
    assert code in ran.stdout


def test_figures_are_kept_and_put_on_a_page(tmp_path: Path) -> None:
    """A section that was not run again stays as it was; the page gets the table between its marks."""
    kept, page = tmp_path / "kept.json", tmp_path / "speed.md"
    page.write_text(f"Before.\n{table.BEGIN}\nold\n{table.END}\nAfter.\n")
    kept.write_text(
        json.dumps(
            {
                "S12": {
                    "on": "2026-01-01",
                    "machine": "a large one",
                    "lines": [table.to_json(_line(at_least(0.5), (1.0,), (1.0,)))],
                }
            }
        )
    )

    ran = CliRunner().invoke(main, ["S7", "--rounds", "1", "--json", str(kept), "--write", str(page)])

    assert ran.exit_code == 0, ran.output
    assert list(json.loads(kept.read_text())) == ["S7", "S12"]
    text = page.read_text()
    assert text.startswith("Before.\n")
    assert text.endswith("After.\n")
    assert "old" not in text
    assert "2026-01-01 on a large one" in text
    assert "| S1 | a turn |" in text


def test_an_unknown_section_is_named(tmp_path: Path) -> None:
    """Whoever asks for what is not there is told what there is."""
    ran = CliRunner().invoke(main, ["S99"])

    assert ran.exit_code == 2
    assert "There is no S99; there are S1, S2" in ran.output


def test_the_page_has_every_section() -> None:
    """The page of figures shows each section that is measured."""
    text = (ROOT / "docs" / "speed.md").read_text()

    assert table.BEGIN in text
    assert [code for code in SECTIONS if f"| {code} |" not in text] == []
