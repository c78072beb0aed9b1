"""The pages are true: what is made from the code is up to date, every number that is cited has its line, every link leads somewhere."""

import ast
import json
import re
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bench.sections import SECTIONS
from docs import channels, drawn, promises

ROOT: Final = Path(__file__).parent.parent
PROMISES: Final = ROOT / "docs" / "procedure.md"
MET: Final = ROOT / "docs" / "experience.md"
FOLDERS: Final = ("adapters", "bench", "bot", "dialogs", "store", "tests")
ENTRY: Final = re.compile(r"^- \*\*([PRVS]\d+|E\d+\.\d+)\*\* (.*)$", re.MULTILINE)
CITED: Final = re.compile(r"\b(?:[PRVS]\d{1,2}|E\d{1,2}\.\d{1,2})\b")
PAGES: Final = sorted(
    (*ROOT.glob("*.md"), *(page for folder in (*FOLDERS, "docs", "manifest") for page in (ROOT / folder).rglob("*.md")))
)
FENCED: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK: Final = re.compile(r"\]\(([^()\s]+)\)")
NAMED: Final = re.compile(r"`((?:adapters|bench|bot|dialogs|docs|manifest|store|tests)/[\w./-]*)(?::([\w.]+))?`")
UNPROVED: Final = re.compile(r"\*Not (proved|measured) yet\.\*")


def _entries(page: Path) -> dict[str, str]:
    """Each numbered line of a page, by its number."""
    return dict(ENTRY.findall(page.read_text()))


@cache
def _cited_in(folder: str) -> frozenset[str]:
    """The numbers that a folder's files cite; this one, which speaks of all of them, proves none."""
    paths = (path for path in sorted((ROOT / folder).rglob("*")) if path != Path(__file__))
    return frozenset(number for path in paths for prose in _prose(path) for number in CITED.findall(prose))


def _prose(path: Path) -> Iterator[str]:
    """What is written for people: docstrings and comments of Python, comments of TOML. Ids in payloads, such as a view V1, cite nothing."""
    if path.suffix == ".toml":
        yield from (line.partition("#")[2] for line in path.read_text().splitlines())
    if path.suffix == ".py":
        with tokenize.open(path) as source:
            yield from (
                token.string for token in tokenize.generate_tokens(source.readline) if token.type == tokenize.COMMENT
            )
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        yield from (
            ast.get_docstring(node) or ""
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, documented)
        )


def test_every_number_that_is_cited_has_its_line() -> None:
    """Whoever reads P07, R4, V3, S5 or E2.1 in the code or a test finds on a page what it says."""
    cited = {number for folder in FOLDERS for number in _cited_in(folder)}

    assert set() == (cited | set(SECTIONS)) - {*_entries(PROMISES), *_entries(MET)}


def test_every_line_of_the_procedure_is_proved_or_says_that_it_is_not() -> None:
    """A test cites each P, R and V, and the bench measures each S; what nobody proves yet says so, and nothing else does."""
    entries = _entries(PROMISES)
    proved = {number for number in _cited_in("tests") if not number.startswith("S")} | set(SECTIONS)

    assert {number for number, line in entries.items() if not UNPROVED.search(line)} == proved & set(entries)


def test_the_numbers_of_the_procedure_run_on() -> None:
    """None is left out or said twice: P01 to P23, R1 to R15, V1 to V15, S1 to S16."""
    series = (("P", 2, 23), ("R", 1, 15), ("V", 1, 15), ("S", 1, 16))
    wanted = [f"{letter}{number:0{width}}" for letter, width, last in series for number in range(1, last + 1)]

    assert wanted == [number for number, _ in ENTRY.findall(PROMISES.read_text())]


def test_the_numbers_of_what_people_meet_run_on() -> None:
    """In each section they begin with its own number and count from 1."""
    _, *sections = re.split(r"^## (\d+)\. ", MET.read_text(), flags=re.MULTILINE)
    lines = {
        section: [number for number, _ in ENTRY.findall(text)]
        for section, text in zip(sections[::2], sections[1::2], strict=True)
    }

    assert {
        section: [f"E{section}.{at}" for at in range(1, len(numbers) + 1)] for section, numbers in lines.items()
    } == lines


def test_what_is_made_from_the_code_is_up_to_date() -> None:
    """The table and the diagram of the lifecycle, the settings and the commands stand on their pages as the code has them: `make drawn` writes them."""
    now = drawn.drawn()

    assert now == {page: page.read_text() for page in now}


def test_the_version_is_the_same_wherever_it_stands() -> None:
    """The package, the app for Teams and the changelog's newest heading have one."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    app = json.loads((ROOT / "manifest" / "teams" / "manifest.json").read_text())["version"]
    newest, *_ = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert (package, package) == (app, newest)


def test_a_page_without_its_marks_is_refused() -> None:
    """What is to be written between two marks that are not there is not lost in silence."""
    with pytest.raises(ValueError, match="<!-- table --> and <!-- /table -->"):
        drawn.put("A page.\n<!-- /table -->\n<!-- table -->", "table", "made")


def test_the_page_of_what_channels_can_do_is_up_to_date() -> None:
    """It is made from the channels' abilities and the contract's promises: `make drawn` writes it."""
    assert channels.page() == channels.FILE.read_text()


def test_the_ledger_of_promises_is_up_to_date() -> None:
    """It is made from the lines of the pages and from `tests/promises.toml`: `make drawn` writes it."""
    assert promises.page() == promises.FILE.read_text()


def test_the_readme_is_read_in_five_minutes() -> None:
    """It has at most 120 lines and 1,200 words; what is longer stands in `docs/`."""
    readme = (ROOT / "README.md").read_text()

    assert (True, True) == (len(readme.splitlines()) <= 120, len(readme.split()) <= 1_200)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link within the project names a file or folder that is there, and a heading of it where it names one."""
    links = [link for link in LINK.findall(FENCED.sub("", page.read_text())) if "://" not in link]

    assert [] == [link for link in links if not _leads(page, link)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_in_the_code_that_a_page_names_is_there(page: Path) -> None:
    """A path in code type leads to a file or folder; after a colon stands a function, a class with its method, or a constant of that file."""
    named = NAMED.findall(FENCED.sub("", page.read_text()))

    assert [] == [
        f"{path}:{name}"
        for path, name in named
        if not (ROOT / path).exists() or (name and name not in _defined(ROOT / path))
    ]


def test_a_name_that_a_file_does_not_define_is_found_out() -> None:
    """What is defined is a function, a class, a method of it, or a constant; what is imported or only called is not."""
    turn = _defined(ROOT / "bot" / "turn.py")

    assert ({"take_turn", "ATTEMPTS", "turns"}, set()) == (
        turn & {"take_turn", "ATTEMPTS", "turns"},
        turn & {"step", "Runtime", "keep", "take_turns"},
    )
    assert "Work.keep" in _defined(ROOT / "store" / "unit_of_work.py")


def _defined(file: Path) -> set[str]:
    """What stands at the top of a file and in its classes, by the names that a page uses."""
    return set(_names(ast.parse(file.read_text()).body))


def _names(body: list[ast.stmt], of: str = "") -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield of + name
            case ast.ClassDef(name=name, body=inside):
                yield of + name
                yield from _names(inside, f"{of}{name}.")
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield of + name


def test_every_folder_of_the_code_is_on_the_map() -> None:
    """The map of the architecture has a line for each folder with modules and for each module outside them, and for nothing else."""
    rows = re.findall(r"^\| `([\w/.]+)` \|", drawn.ARCHITECTURE.read_text(), re.MULTILINE)
    places = {place for package in drawn.PACKAGES for place in _places(ROOT / package)}

    assert sorted(str(place.relative_to(ROOT)) + "/" * place.is_dir() for place in places) == sorted(rows)


def _places(package: Path) -> Iterator[Path]:
    """Folders at any depth, and modules right in the package."""
    yield from (file.parent for file in package.rglob("__init__.py") if file.parent != package)
    yield from (file for file in package.glob("*.py") if file.name != "__init__.py")


def _leads(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not heading or heading in _headings(target))


def _headings(page: Path) -> list[str]:
    """The names that a page's headings have in links, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text()), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
