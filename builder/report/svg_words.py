"""Words in drawings, set whole.

WeasyPrint lays out and places every letter of an SVG text by itself, in case each has a place or a turn of its own.
Labels of charts have neither: set as one, a label is a word in the PDF, with kerning, in half the time and room.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

_ASKS_MORE = ("dx", "dy", "rotate", "textLength", "letter-spacing", "text-anchor", "direction", "style")
"""Attributes that ask for more than the place of a first letter; a text that has one is left to WeasyPrint."""


@contextmanager
def whole_words() -> Iterator[None]:
    """Within, WeasyPrint draws plain SVG texts as one piece."""
    from weasyprint import svg

    letter_by_letter = svg.text
    tags = [tag for tag, draws in svg.TAGS.items() if draws is letter_by_letter]

    def text(drawing: Any, node: Any, font_size: float) -> None:
        if _is_plain(node):
            _draw(drawing, node, font_size)
        else:
            letter_by_letter(drawing, node, font_size)

    def draw_by(function: Any) -> None:
        svg.text = function  # by this name it tells texts from shapes
        svg.TAGS.update(dict.fromkeys(tags, function))

    draw_by(text)
    try:
        yield
    finally:
        draw_by(letter_by_letter)


def _is_plain(node: Any) -> bool:
    """Whether a text is one line at one place, in a weight that is a number."""
    asks = any(each in node.attrib for each in _ASKS_MORE) or any(" " in node.get(each, "") for each in ("x", "y"))
    return bool(node.text) and not list(node) and not asks and node.get("font-weight", "400").isdigit()


def _draw(drawing: Any, node: Any, font_size: float) -> None:
    from weasyprint.draw.text import draw_first_line
    from weasyprint.matrix import Matrix
    from weasyprint.svg.text import TextBox
    from weasyprint.svg.utils import size
    from weasyprint.text.line_break import split_first_line

    style = _style(drawing, node, font_size)
    layout, _, _, _, _, baseline = split_first_line(node.text, style, drawing.context, inf, 0)
    x, y = (size(node.get(axis, 0), font_size, 0) for axis in ("x", "y"))
    box = TextBox(layout, style)
    box.baseline = baseline
    drawing.stream.push_state()
    fill, stroke = drawing.set_graphical_state(node, font_size)
    drawing.stream.begin_text()
    layout.reactivate(style)
    drawing.fill_stroke(fill, stroke, text=True)
    draw_first_line(drawing.stream, box, "none", "none", Matrix(d=-1, e=x, f=y))
    drawing.stream.end_text()
    drawing.stream.pop_state()


def _style(drawing: Any, node: Any, font_size: float) -> Any:
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.svg.text import Style

    style = Style(INITIAL_VALUES)
    style.font_config = drawing.font_config
    style["font_family"] = [name.strip("\"'") for name in node.get("font-family", "sans-serif").split(",")]
    style["font_weight"] = int(node.get("font-weight", 400))
    style["font_size"] = font_size
    return style
