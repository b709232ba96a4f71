"""Names in sentences that people wrote: marked, so that their digits are told from numbers that are results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

_TAG = re.compile(r"(<[^>]*>)")
# A product or a model is a word with letters and digits: H100, GPT-4, p5.48xlarge, 70B, 7B.
_PRODUCT = r"(?<![\w&#;])(?=[\w.-]*[A-Za-z])(?=[\w.-]*\d)[A-Za-z\d][A-Za-z\d]*(?:[.-][A-Za-z\d]+)*(?![\w])"
_YEAR = r"(?<![\w.,])(?:19|20)\d\d(?![\w,]|\.\d)"


def marked_names(html: Markup, labels: Iterable[str]) -> Markup:
    """The HTML with labels, product names and years marked as names, outside what is marked already."""
    pattern = _pattern(tuple(labels))
    depth, parts = 0, []
    for part in _TAG.split(str(html)):
        if part.startswith("<"):
            depth = _depth(part, depth)
            parts.append(part)
        else:
            parts.append(part if depth else pattern.sub(r'<span class="name">\g<0></span>', part))
    return Markup("".join(parts))


def _depth(tag: str, depth: int) -> int:
    """How deep within marked elements the text after a tag stands."""
    if depth and tag.startswith("</"):
        return depth - 1
    void = tag.endswith("/>") or tag.startswith(("<br", "<hr", "<col", "<img", "<!"))
    opens_mark = tag.startswith(("<data", "<time")) or 'class="name"' in tag
    return depth + 1 if not void and not tag.startswith("</") and (depth or opens_mark) else depth


@lru_cache(maxsize=8)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    written = [re.escape(str(escape(label))) for label in labels if re.search(r"\d", label)]
    return re.compile("|".join([*written, _PRODUCT, _YEAR]))
