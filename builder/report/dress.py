"""A brand made ready to be worn: its fonts and drawings read and checked, all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import Problem, ReportError
from builder.language import Language
from builder.report.assets import Asset
from builder.report.brand import Brand, file_within, read_brand, texts_lacking
from builder.report.fonts import Face, check_font, faces_of, font_file
from builder.report.logo import cover_art, read_logo

SVG = "image/svg+xml"
_DRAWINGS = ("logo", "logo_reversed", "art")


@dataclass(frozen=True, slots=True)
class Dress:
    """A brand, the faces that set its text and its headings, and its drawings by the names pages call them by.

    `customer_logo` is the name of the customer's logo among the files of a paper, or nothing.
    """

    brand: Brand
    faces: tuple[Face, ...]
    display: tuple[Face, ...]
    drawings: Mapping[str, Asset]
    customer_logo: str = ""


def dressed(folder: Path, shipped: Path, language: Language | None = None) -> Dress:
    """The brand in a folder; fonts that it does not hold are taken from the shipped ones.

    Raises ReportError with everything that is wrong: in its file, with the files that this names, and with its texts in
    the language of a paper.
    """
    brand, document, problems = read_brand(folder)
    if brand is not None and language is not None:
        problems += texts_lacking(brand, document, language)
    for path, name in _named(document.value):
        try:
            if path[0] in _DRAWINGS:
                read_logo(file_within(folder, name))
            else:
                check_font(font_file(name, folder, shipped))
        except ReportError as error:
            problems += [Problem(document.where(path), f"{name}: {each.what}", each.remedy) for each in error.problems]
    if brand is None or problems:
        raise ReportError(*problems)
    faces = faces_of(brand.fonts, folder, shipped)
    display = faces_of((brand.display,), folder, shipped) if brand.display else ()
    return Dress(brand, faces, display, _drawn(brand, folder))


def _named(value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every file that a brand names, wherever it is well-formed enough to name one."""
    if not isinstance(value, dict):
        return
    for key in _DRAWINGS:
        if isinstance(value.get(key, "logo.svg" if key == "logo" else None), str):
            yield (key,), value.get(key, "logo.svg")
    fonts = value.get("fonts")
    families: list[tuple[tuple[str | int, ...], Any]] = [(("display",), value.get("display"))]
    families += [(("fonts", index), each) for index, each in enumerate(fonts if isinstance(fonts, list) else ())]
    for path, family in families:
        files = family.get("files") if isinstance(family, dict) else None
        for weight, name in files.items() if isinstance(files, dict) else ():
            if isinstance(name, str):
                yield (*path, "files", weight), name


def _drawn(brand: Brand, folder: Path) -> dict[str, Asset]:
    named = {"logo.svg": brand.logo, "logo-reversed.svg": brand.logo_reversed or brand.logo}
    found = {name: Asset(read_logo(file_within(folder, file)), SVG) for name, file in named.items()}
    art = Asset(read_logo(file_within(folder, brand.art)), SVG) if brand.art else cover_art(brand)
    return {**found, "cover.svg": art}
