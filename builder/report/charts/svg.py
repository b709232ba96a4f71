"""SVG as text: escaped elements with presentation attributes, since a document's CSS does not reach inline SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Attribute = str | float | None
Point = tuple[float, float]

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECIMALS = 2
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards, as in SVG."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def within(self, other: Box) -> bool:
        """Whether this one lies wholly inside the other."""
        across = other.x <= self.x and self.right <= other.right
        return across and other.y <= self.y and self.bottom <= other.bottom


def number(value: float) -> str:
    """A coordinate, short and the same everywhere.

    >>> number(12.0), number(0.126), number(-0.5), number(-0.001)
    ('12', '0.13', '-0.5', '0')
    """
    short = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def content(text: str) -> str:
    """The text, with what XML would take for markup escaped.

    >>> content('<b> & "quotes"')
    '&lt;b&gt; &amp; &quot;quotes&quot;'
    """
    if found := _NOT_XML.search(text):
        raise ValueError(f"{text!r} holds {found[0]!r}, a character that cannot stand in SVG")
    return text.translate(_ESCAPES)


def element(tag: str, inner: str = "", /, **attributes: Attribute) -> str:
    """One element. Attributes that are None are left out; `stroke_width` is written `stroke-width`.

    >>> element("rect", x=1.0, fill="#fff", stroke=None, class_="bar")
    '<rect x="1" fill="#fff" class="bar"/>'
    """
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={_quoted(value)}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def rectangle(box: Box, **attributes: Attribute) -> str:
    """A `<rect>` that fills the box."""
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)


def line(start: Point, end: Point, **attributes: Attribute) -> str:
    """A straight `<line>`."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Path data through the points, by straight lines.

    >>> path([(0, 0), (10, 5)])
    'M0 0L10 5'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")


def _quoted(value: str | float) -> str:
    return f'"{content(value) if isinstance(value, str) else number(value)}"'
