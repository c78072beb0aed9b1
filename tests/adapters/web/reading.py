"""Reads a page as a browser would: its elements, its words, and what its forms would send."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "source"}
Sent = list[tuple[str, str]]


@dataclass
class Node:
    """An element."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    @property
    def words(self) -> str:
        """All words in it, with single spaces."""
        return " ".join(self.text.split())

    def all(self, tag: str = "", **attrs: str) -> list["Node"]:
        """Every element below with that tag and those attributes (`class_` for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [
            one
            for one in self.walk()
            if tag in ("", one.tag) and all(one.attrs.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attrs: str) -> "Node":
        """The first of them."""
        return self.all(tag, **attrs)[0]

    def walk(self) -> Iterator["Node"]:
        """Every element below."""
        for one in self.inside:
            if isinstance(one, Node):
                yield one
                yield from one.walk()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert tag == self.open[-1].tag
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: str) -> Node:
    """The page as a tree; every element that is opened must be closed in its turn."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def button(page: Node, label: str) -> tuple[Node, Node]:
    """The form and the button of that label (what only a screen reader hears counts too)."""
    for form in page.all("form"):
        for one in form.all("button"):
            if one.words == label and one.attrs.get("aria-hidden") != "true":
                return form, one
    raise AssertionError([one.words for one in page.all("button")])


def would_send(form: Node, pressed: Node | None = None) -> Sent:
    """What a browser sends for a form as it stands."""
    sent = [pair for one in form.walk() for pair in _value(one)]
    return [*sent, *([(pressed.attrs["name"], pressed.attrs["value"])] if pressed and "name" in pressed.attrs else [])]


def _value(one: Node) -> Sent:
    name = one.attrs.get("name", "")
    if one.tag == "textarea":
        return [(name, one.text.removeprefix("\n"))]
    if one.tag == "select":
        options = one.all("option")
        chosen = [each for each in options if "selected" in each.attrs] or options[:1]
        return [(name, each.attrs["value"]) for each in chosen]
    if one.tag != "input" or "disabled" in one.attrs:
        return []
    if one.attrs["type"] in ("radio", "checkbox") and "checked" not in one.attrs:
        return []
    return [(name, one.attrs.get("value", ""))]
