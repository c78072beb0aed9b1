"""Bars as SVG, drawn by pygal: an ornament beside a table that says the same in words and numbers."""

from typing import Final
from xml.etree.ElementTree import Element

import pygal
from pygal.style import Style

from dialogs.figures.values import Table

STYLE: Final = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#526068",
    foreground_strong="#1c2b30",
    foreground_subtle="#ffffff",
    opacity="1",
    opacity_hover="1",
    colors=("#0e5a5a",),
    font_family="system-ui, 'Segoe UI', Roboto, Arial, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
    value_label_font_size=13,
    value_colors=("#ffffff",),
)
WIDTH, ROW, EDGE = 720, 34, 16
LONGEST: Final = 44  # letters of a label
NARROW, SHORTEST = 360, 22  # on a phone


def bars(of: Table, *, narrow: bool = False) -> bytes:
    """Horizontal bars, the first on top, each with what it says. No script, nothing from elsewhere. `narrow` is for a phone."""
    width, longest = (NARROW, SHORTEST) if narrow else (WIDTH, LONGEST)
    upward = [*reversed(of.bars)]
    chart = pygal.HorizontalBar(
        style=STYLE,
        js=[],
        show_legend=False,
        explicit_size=True,
        width=width,
        height=EDGE + ROW * max(1, len(upward)),
        margin=6,
        spacing=6,
        show_x_labels=False,
        show_x_guides=False,
        show_y_guides=False,
        show_y_labels=True,
        truncate_label=-1,
        pretty_print=False,
        no_data_text="Too few to show",
        y_labels_major_every=100,
        range=(0, of.widest),
        formatter=lambda _: "",
        disable_xml_declaration=True,
    )
    chart.x_labels = [f"{_cut(label, longest)}  {says}" for label, says, _ in upward]
    chart.add(of.unit, [length for *_, length in upward])
    chart.add_xml_filter(_without_script)
    drawn = chart.render()
    return drawn if isinstance(drawn, bytes) else str(drawn).encode()


def _cut(label: str, longest: int) -> str:
    return label if len(label) <= longest else f"{label[: longest - 1].rstrip()}…"


def _without_script(root: Element) -> Element:
    """What pygal puts there for its own script."""
    for parent in list(root.iter()):
        for child in list(parent):
            if str(child.tag).endswith("script"):
                parent.remove(child)
    return root
