"""The template environment: escaped by default, nothing undefined, messages from the catalogue, templates only."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket

from builder.errors import Problem, ReportError
from builder.language import Language, template_functions

KIND = "whitepaper"


class _Compiled(BytecodeCache):
    """The code of templates, the same in every language and for every study: compiled once in a process."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where its text has been compiled before."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Texts(FileSystemLoader):
    """Templates from a folder, each read once in a process and again when it has changed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.read: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """A template's text, its file, and whether that is still as it was read."""
        known = self.read.get(template)
        if known is None or not known[2]():
            known = self.read[template] = super().get_source(environment, template)
        return known


_texts = lru_cache(maxsize=8)(_Texts)


def environment(templates: Path, language: Language) -> Environment:
    """Jinja for one kind of paper in one language."""
    made = Environment(
        loader=_texts(templates / KIND),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension adds it
    made.globals.update(template_functions(language))
    return made


def rendered(made: Environment, template: str, context: dict[str, Any]) -> str:
    """A template filled in. Raises ReportError where the template is wrong."""
    try:
        return made.get_template(template).render(context)
    except TemplateError as error:
        place = f"{template}:{getattr(error, 'lineno', '') or ''}".rstrip(":")
        raise ReportError(Problem(place, f"the template is wrong: {error}", "mend the template")) from error
