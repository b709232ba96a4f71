"""A brand: a folder with `brand.yaml`, a logo, and perhaps fonts. Nothing outside the folder is ever read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from builder.errors import Problem, ReportError
from builder.report.charts.colour import contrast
from builder.study.schema import Text

_READABLE = 4.5


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f"{value!r} is no colour: write it as '#rrggbb'")
    return value.lower()


def _family(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9 -]{0,40}", value):
        raise ValueError(f"{value!r} is no name of a font: letters, digits, spaces and hyphens")
    return value


Colour = Annotated[str, BeforeValidator(_colour)]


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

    @model_validator(mode="after")
    def _can_be_read(self) -> Colours:
        pairs = {"ink on paper": (self.ink, self.paper), "muted on paper": (self.muted, self.paper),
                 "accent on paper": (self.accent, self.paper), "highlight on paper": (self.highlight, self.paper), "on_primary on primary": (self.on_primary, self.primary),
                 "ink on tint": (self.ink, self.tint), "muted on tint": (self.muted, self.tint)}  # fmt: skip
        weak = [
            f"{what} has contrast {contrast(*pair):.1f}" for what, pair in pairs.items() if contrast(*pair) < _READABLE
        ]
        if weak:
            raise ValueError(f"{'; '.join(weak)}: text needs {_READABLE}")
        return self


class ChartColours(_Part):
    """The charts: the subject, its alternatives in order, the categories of cost in order."""

    subject: Colour
    alternatives: tuple[Colour, ...] = Field(min_length=1)
    categories: tuple[Colour, ...] = Field(min_length=2)


class FontFamily(_Part):
    """A family with a TrueType file for each weight it has, in the brand's folder or among those that are shipped."""

    family: Annotated[str, BeforeValidator(_family)]
    files: dict[Literal[400, 600, 700], str] = Field(min_length=1)


class Brand(_Part):
    """Names, colours, fonts, logo and the texts that stand in every paper of a brand."""

    name: Text
    tagline: Text | None = None
    kind: Text | None = None
    colours: Colours = Colours()
    charts: ChartColours | None = None
    fonts: tuple[FontFamily, ...] = Field(min_length=1)
    logo: str = "logo.svg"
    logo_reversed: str | None = None
    footer: Text | None = None
    page_size: Literal["A4", "Letter"] = "A4"
    legal: Text | None = None
    about: Text | None = None


def load_brand(folder: Path) -> Brand:
    """The brand in a folder. Raises ReportError with everything wrong in its `brand.yaml`."""
    path = file_within(folder, "brand.yaml")
    try:
        return Brand.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ReportError(Problem(str(path), f"not YAML: {str(error).splitlines()[0]}", "mend it")) from None
    except ValidationError as error:
        problems = [
            Problem(f"{path} {'.'.join(map(str, each['loc']))}", each["msg"], "mend it") for each in error.errors()
        ]
        raise ReportError(*problems) from None


def brand_folder(name: str, templates: Path, study_folder: Path) -> Path:
    """Where a brand lies: `templates/brands/NAME`, or a path inside the study's folder; ReportError for others."""
    shipped = templates / "brands"
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name) and (shipped / name / "brand.yaml").is_file():
        return shipped / name
    try:
        found = file_within(study_folder, name)
    except ReportError:
        there = ", ".join(sorted(each.name for each in shipped.iterdir() if each.is_dir()))
        raise ReportError(Problem(f"brand {name!r}", "there is no such brand",
                                  f"name one of {there}, or a folder inside the study's folder")) from None  # fmt: skip
    return found


def file_within(folder: Path, name: str) -> Path:
    """A file or folder below a folder, links followed. Raises ReportError for what lies outside or is not there."""
    root = folder.resolve()
    path = (root / name).resolve()
    outside = Path(name).is_absolute() or ".." in Path(name).parts or not path.is_relative_to(root)
    if outside or not path.exists():
        what = "lies outside its folder" if outside else "is not there"
        raise ReportError(Problem(str(folder / name), what, f"put it into {folder}"))
    return path
