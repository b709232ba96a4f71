"""HTML in the texts of a study, which a paper prints as it stands, and what to write in its place."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

_TAG = re.compile(r"<!--|</?[A-Za-z][A-Za-z0-9-]*")

_IN_MARKDOWN = {
    "b": "**bold**", "strong": "**bold**", "i": "*italic*", "em": "*italic*", "code": "`code`", "br": "a blank line",
    "p": "a blank line", "a": "[text](https://...)", "ul": "- entry", "ol": "1. entry", "li": "- entry", "hr": "---",
    "h1": "### Heading", "h2": "### Heading", "h3": "### Heading", "h4": "#### Heading", "blockquote": "> text",
    "table": "| a | b |", "tr": "| a | b |", "td": "| a | b |", "th": "| a | b |",
}  # fmt: skip


def tags_in(text: str) -> tuple[str, ...]:
    """The HTML tags in a Markdown text, each once; those within code are meant to be read.

    >>> tags_in("A <b>bold</b> word, 5 < 6, `<i>`, <https://example.com>")
    ('<b>',)
    """
    tokens = _parser().parse(text)
    html = [each.content for outer in tokens for each in (outer, *(outer.children or ()))
            if each.type in ("html_inline", "html_block")]  # fmt: skip
    found = (each.replace("/", "").lower() for part in html for each in _TAG.findall(part))
    return tuple(dict.fromkeys(each if each == "<!--" else f"{each}>" for each in found))


def in_markdown(tag: str) -> str:
    """What Markdown has in place of a tag; empty where it has nothing.

    >>> in_markdown("<b>"), in_markdown("<font>")
    ('**bold**', '')
    """
    return _IN_MARKDOWN.get(tag.strip("<>"), "")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})
