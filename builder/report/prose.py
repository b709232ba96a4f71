"""A study's narrative: Markdown to HTML that holds nothing but text, lists, tables and plain links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from builder.errors import Problem, ReportError
from builder.language import Language
from builder.language.errors import PlaceholderError

_TAGS = {"p", "h3", "h4", "h5", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "br", "hr",
         "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "class"}, "td": {"class"}}
_LINK = re.compile(r"https?://[^\s]+|mailto:[^\s]+|#[A-Za-z][\w-]*")
_VALUE = re.compile(r"\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}")
_BARE = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_LONG = 1200
"""A section of more characters keeps its heading above it."""


class _Parser(MarkdownIt):
    """Takes every link for one, so that `_refused` can say what is wrong with it."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # the library's name
        return True


def prose(text: str, language: Language, values: Mapping[str, Markup], where: str, level: int = 3) -> Markup:
    """Markdown as HTML, its headings from `level` on; `{claim.value}` becomes that value of a claim.

    Raises ReportError for images, for links that lead elsewhere than to the web, and for values nobody computes.
    """
    tokens = _parser().parse(text)
    problems = list(_refused(tokens, where))
    asked = [f"{claim}.{value}" for claim, value in _VALUE.findall(text)]
    lost = [key for key in asked if key not in values]
    remedy = "write {claim.value} of a claim that holds"
    problems += [Problem(where, f"no claim gives the value {{{key}}}", remedy) for key in lost]
    for bare in dict.fromkeys(_BARE.findall(text)):
        if meant := [key for key in values if key.partition(".")[2] == bare]:
            problems.append(Problem(where, f"{{{bare}}} does not say of which claim", f"write {{{meant[0]}}}"))
    if problems:
        raise ReportError(*problems)
    _set_headings(tokens, level)
    _set_cells(tokens)
    html = str(_parser().renderer.render(tokens, _parser().options, {}))
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    return _filled(_sided(clean.strip()), language, {key: values[key] for key in asked}, where)


def _sided(html: str) -> str:
    """The HTML with each short section below an `h3` in an element of its own, so that the heading can stand beside it.

    >>> _sided("<p>a</p><h3>B</h3><p>c</p>")
    '<p>a</p><section class="sided"><h3>B</h3><p>c</p></section>'
    """
    first, *sections = re.split(r"(?=<h3>)", html)
    wrapped = (
        f'<section class="sided">{each.strip()}</section>' if len(each) < _LONG and "<h4>" not in each else each
        for each in sections
    )  # fmt: skip
    return first + "\n".join(wrapped)


def _filled(html: str, language: Language, values: Mapping[str, Markup], where: str) -> Markup:
    """The HTML with the values of claims in place, and the Korean particles they ask for."""
    escaped = html.replace("{", "{{").replace("}", "}}")
    template = re.sub(r"\{\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}\}", r"{\1__\2}", escaped)
    named = {key.replace(".", "__"): value for key, value in values.items()}
    try:
        return Markup(language.fill(Markup(template), **named))
    except PlaceholderError as error:
        raise ReportError(*(Problem(where, each.what, each.remedy) for each in error.problems)) from None


@cache
def _parser() -> MarkdownIt:
    return _Parser("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")


def _refused(tokens: list[Token], where: str) -> list[Problem]:
    found = []
    for token in [inner for outer in tokens for inner in (outer, *(outer.children or ()))]:
        if token.type == "image":
            found.append(
                Problem(
                    where, f"the image {token.attrs.get('src')!r} cannot be shown", "a narrative is text; remove it"
                )
            )
        href = str(token.attrs.get("href", ""))
        if token.type == "link_open" and not _LINK.fullmatch(href):
            found.append(Problem(where, f"the link {href!r} leads neither to the web nor into the paper",
                                 "write https://, mailto: or #section"))  # fmt: skip
    return found


def _set_headings(tokens: list[Token], level: int) -> None:
    """Headings begin at `level` and skip none, however the author numbered them."""
    depths = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(level + depths.index(int(token.tag[1])), 5)}"


def _set_cells(tokens: list[Token]) -> None:
    """Table cells as those of our own tables: heads say that they head a column, numbers stand to the right."""
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type in ("th_open", "td_open") and "right" in str(token.attrs.pop("style", "")):
            token.attrSet("class", "num")
