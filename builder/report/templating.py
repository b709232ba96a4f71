"""The template environment: escaped by default, nothing undefined, messages from the catalogue, templates only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from builder.errors import Problem, ReportError
from builder.language import Language, template_functions

KIND = "whitepaper"


def environment(templates: Path, language: Language) -> Environment:
    """Jinja for one kind of paper in one language."""
    made = Environment(
        loader=FileSystemLoader(templates / KIND),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
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
