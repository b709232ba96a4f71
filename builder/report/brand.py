"""A brand: a folder with `brand.yaml`, drawings, and perhaps fonts. Nothing outside the folder is ever read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from builder.errors import Problem, ReportError, StudyError, TcoError
from builder.formula.errors import did_you_mean, nearest
from builder.language import Language
from builder.report.charts.colour import contrast
from builder.study.document import Document
from builder.study.fields import RefusedError
from builder.study.loader import LoadedStudy
from builder.study.problems import closest
from builder.study.reader import read_document
from builder.study.schema import Text
from builder.study.validation import refused

_READABLE = 4.5
FILE = "brand.yaml"
_BEGIN = "write name: and fonts:, as templates/brands/README.md shows"
_TEXTS = ("name", "tagline", "kind", "footer", "legal", "about")


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise RefusedError(f"{value!r} is no colour", "write it as '#rrggbb', in quotes")
    return value.lower()


def _family(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9 -]{0,40}", value):
        raise RefusedError(f"{value!r} is no name of a font", "write letters, digits, spaces and hyphens")
    return value


def _files(value: Any) -> Any:
    """Weights are keys, and so they are read as text."""
    return {int(key) if str(key).isdigit() else key: each for key, each in value.items()} \
        if isinstance(value, dict) else value  # fmt: skip


Colour = Annotated[str, BeforeValidator(_colour)]
Family = Annotated[str, BeforeValidator(_family)]
Files = Annotated[dict[Literal[400, 600, 700], str], BeforeValidator(_files), Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Colours(_Part):
    """The page: `primary` fills the cover and rules, `on_primary` is read upon it, `accent` picks things out.

    `highlight` is the second accent, for the one number or mark that a page is about.
    """

    primary: Colour = "#12324a"
    on_primary: Colour = "#ffffff"
    accent: Colour = "#0b6e75"
    highlight: Colour = "#a8490f"
    ink: Colour = "#1c252d"
    muted: Colour = "#55626e"
    rule: Colour = "#cfd6dc"
    tint: Colour = "#f2f5f6"
    paper: Colour = "#ffffff"


_READ_TOGETHER = (
    ("ink", "paper"), ("muted", "paper"), ("primary", "paper"), ("accent", "paper"), ("highlight", "paper"),
    ("on_primary", "primary"), ("ink", "tint"), ("muted", "tint"),
)  # fmt: skip
"""Colours in which text is set, with those behind it."""


class ChartColours(_Part):
    """The charts: the subject, its alternatives in order, the categories of cost in order."""

    subject: Colour
    alternatives: tuple[Colour, ...] = Field(min_length=1)
    categories: tuple[Colour, ...] = Field(min_length=2)


class FontFamily(_Part):
    """A family with a TrueType file for each weight it has, in the brand's folder or among those that are shipped."""

    family: Family
    files: Files


class Brand(_Part):
    """Names, colours, fonts, drawings and the texts that stand in every paper of a brand.

    `fonts` set text, each family standing in for what those before it lack; `display` sets headings and key numbers,
    and is the first of `fonts` where there is none. The `cover` is a plate of the primary colour, or bare paper. `art`
    is drawn at its foot; bars in the brand's colours where there is none.
    """

    name: Text
    tagline: Text | None = None
    kind: Text | None = None
    colours: Colours = Colours()
    charts: ChartColours | None = None
    fonts: tuple[FontFamily, ...] = Field(min_length=1)
    display: FontFamily | None = None
    cover: Literal["plate", "paper"] = "plate"
    logo: str = "logo.svg"
    logo_reversed: str | None = None
    art: str | None = None
    footer: Text | None = None
    page_size: Literal["A4", "Letter"] = "A4"
    legal: Text | None = None
    about: Text | None = None


def load_brand(folder: Path, languages: Iterable[Language] = ()) -> Brand:
    """The brand in a folder. Raises ReportError with all that is wrong in its `brand.yaml`, or lacks in a language."""
    brand, document, problems = read_brand(folder)
    if brand is not None:
        problems += [each for language in languages for each in texts_lacking(brand, document, language)]
    if brand is None or problems:
        raise ReportError(*problems)
    return brand


def read_brand(folder: Path) -> tuple[Brand | None, Document, list[Problem]]:
    """The brand where it is one, its document, and all that is wrong with it. ReportError where it is not YAML."""
    path = file_within(folder, FILE)
    try:
        document = read_document(path.read_text(encoding="utf-8"), str(path), _BEGIN)
    except UnicodeDecodeError:
        raise ReportError(Problem(str(path), "the file is not UTF-8 text", "save it as UTF-8")) from None
    except StudyError as error:
        raise ReportError(*error.problems) from None
    if not isinstance(document.value, dict):
        raise ReportError(Problem(str(path), "a brand is a mapping of keys to values", _BEGIN))
    try:
        brand = Brand.model_validate(document.value)
    except ValidationError as error:
        return None, document, [_explained(document, each) for each in error.errors()]
    return brand, document, list(_unreadable(brand.colours, document))


def _explained(document: Document, details: Any) -> Problem:
    """What pydantic found, in the words of a brand."""
    path, kind = tuple(details["loc"]), details["type"]
    where = document.where(tuple(str(each) if isinstance(document.at(path[:index]), Mapping) else each
                                 for index, each in enumerate(path)))  # fmt: skip
    if kind == "extra_forbidden":
        return Problem(where, f"unknown key {path[-1]!r}", closest(str(path[-1]), _keys_at(path[:-1])))
    if kind == "missing":
        return Problem(where, f"{path[-1]!r} is missing", "a brand needs it")
    return Problem(where, *refused(details))


def _keys_at(path: tuple[Any, ...]) -> list[str]:
    """The keys that may stand at a path."""
    if not path:
        return list(Brand.model_fields)
    parts: dict[Any, type[BaseModel]] = {"colours": Colours, "charts": ChartColours}
    return list(parts.get(path[0], FontFamily).model_fields)


def _unreadable(colours: Colours, document: Document) -> Iterator[Problem]:
    """The colours in which text could not be read."""
    for text, behind in _READ_TOGETHER:
        found = contrast(getattr(colours, text), getattr(colours, behind))
        if found < _READABLE:
            what = f"{text} on {behind} has contrast {found:.1f}, and text needs {_READABLE}"
            yield Problem(document.where(("colours", text)), what, "make one darker or the other lighter")


def texts_lacking(brand: Brand, document: Document, language: Language) -> Iterator[Problem]:
    """The texts of a brand that neither it nor the catalogue gives in a language."""
    for key in _TEXTS:
        try:
            language.label(getattr(brand, key) or {"*": "-"})
        except TcoError:
            remedy = f"add {language.code}: ..., or write one text for all languages"
            yield Problem(document.where((key,)), f"the text has no {language.code!r}", remedy)


def brand_folder(name: str, templates: Path, study_folder: Path, where: str = "") -> Path:
    """Where a brand lies: `templates/brands/NAME`, or a path inside the study's folder; ReportError for others.

    `where` names the place that asks for it.
    """
    shipped = templates / "brands"
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name) and (shipped / name / "brand.yaml").is_file():
        return shipped / name
    try:
        found = file_within(study_folder, name)
    except ReportError:
        there = sorted(each.name for each in shipped.iterdir() if each.is_dir())
        near = nearest(name, there)
        own = f"name one of {', '.join(there)}, or a folder inside the study's folder"
        what = f"there is no brand {name!r}"
        remedy = did_you_mean(near) if near else own
        raise ReportError(Problem(where or f"brand {name!r}", what, remedy)) from None
    if not found.is_dir():
        raise ReportError(Problem(where or f"brand {name!r}", f"{name} is a file, and a brand is a folder",
                                  f"write brand: {Path(name).parent}"))  # fmt: skip
    return found


def brand_of(loaded: LoadedStudy, templates: Path) -> Path:
    """Where the brand of a study lies. Raises ReportError where it is not there."""
    return brand_folder(loaded.study.brand, templates, loaded.folder, loaded.document.where(("brand",)))


def file_within(folder: Path, name: str) -> Path:
    """A file or folder below a folder, links followed. Raises ReportError for what lies outside or is not there."""
    root, path = folder.resolve(), folder / name
    outside = Path(name).is_absolute() or ".." in Path(name).parts or not path.resolve().is_relative_to(root)
    if outside or not path.exists():
        what = "it lies outside its folder" if outside else "there is no such file"
        home = "the study's folder" if folder == Path() else folder
        raise ReportError(Problem(str(path), what, f"put it into {home}"))
    return path
