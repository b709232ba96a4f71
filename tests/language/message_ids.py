"""Which messages the program can say: those in its Python sources and in its templates.

Found in Python: `….say("…")`, a bare `say("…")` taken from it, `….say_many("…", "…", n)`, and `message("…")` imported
from the language package.
Found in templates: the same two methods, `_("…")`, `gettext`, `ngettext` and `{% trans %}`.
Either branch of a conditional counts; a message that is computed must be marked where its text stands.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from builder.language.templates import message_id

MessageId = str | tuple[str, str]

ONE_TEXT = {"say", "_", "gettext"}
TWO_TEXTS = {"say_many", "ngettext"}
METHODS = {"say", "say_many"}


def ids_in_python(folder: Path) -> dict[MessageId, str]:
    """Every message in the Python files of a folder, with a place where it is said."""
    return {
        found: f"{path.name}:{line}"
        for path in sorted(folder.rglob("*.py"))
        for line, found in _python_ids(path.read_text(encoding="utf-8"))
    }


def ids_in_templates(folder: Path) -> dict[MessageId, str]:
    """Every message in the templates of a folder, with a place where it is said."""
    return {
        found: f"{path.name}:{line}"
        for path in sorted(folder.rglob("*.j2"))
        for line, found in _template_ids(path.read_text(encoding="utf-8"))
    }


def _python_ids(source: str) -> Iterator[tuple[int, MessageId]]:
    tree = ast.parse(source)
    markers = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("builder.language")
        for alias in node.names
        if alias.name == "message"
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        method = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else None
        texts = [list(_python_texts(argument)) for argument in node.args[:2]]
        if "say" in (method, name) or name in markers:
            yield from ((node.lineno, text) for text in texts[0])
        elif method == "say_many":
            yield from ((node.lineno, pair) for pair in zip(*texts, strict=True))


def _python_texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _python_texts(body)
            yield from _python_texts(orelse)


def _template_ids(source: str) -> Iterator[tuple[int, MessageId]]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])
    environment.newstyle_gettext = True
    for call in environment.parse(source).find_all(nodes.Call):
        match call.node:
            case nodes.Name(name=name):
                function = name
            case nodes.Getattr(attr=name) if name in METHODS:
                function = name
            case _:
                continue
        texts = [list(_template_texts(argument)) for argument in call.args[:2]]
        if function not in METHODS:
            texts = [[message_id(text) for text in found] for found in texts]
        if function in ONE_TEXT:
            yield from ((call.lineno, text) for text in texts[0])
        elif function in TWO_TEXTS:
            yield from ((call.lineno, pair) for pair in zip(*texts, strict=True))


def _template_texts(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const(value=str(text)):
            yield text
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from _template_texts(first)
            if second is not None:
                yield from _template_texts(second)
