"""The document's fonts: read once, measured for charts, and subset to the characters of one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from builder.errors import Problem, ReportError
from builder.report.brand import FontFamily, file_within
from builder.report.charts.metrics import FontMetrics, TextWidths

_KEPT_FEATURES = ("tnum", "lnum", "kern", "liga", "calt", "ccmp", "mark", "mkmk", "locl")
_SILENT = frozenset({0x2060, 0x200B, 0x00AD})
"""Joiners and breaks: kept where a font has them, missed nowhere."""


_MAY_NOT_BE_EMBEDDED = 2
"""A bit of what the font's maker permits (OS/2, fsType)."""

_MOST_SHOWN = 5
_GENERATED = "0123456789.•"
"""What no text holds and a page shows: its number, and the bullets of lists."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of a family in a weight."""

    family: str
    weight: int
    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Subset:
    """A face with nothing in it but the characters of a document."""

    face: Face
    data: bytes


class MissingGlyphsError(ReportError):
    """Characters of a paper that no font of its brand has."""

    def __init__(self, characters: frozenset[str]) -> None:
        self.characters = characters
        remedy = "replace the characters, or add a font that has them"
        super().__init__(Problem("fonts", f"no font of the brand has {in_code(characters)}", remedy))


def in_code(characters: Iterable[str]) -> str:
    """Characters with their code points, the first of them where they are many."""
    known = sorted(characters)
    more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
    return ", ".join(f"{each!r} (U+{ord(each):04X})" for each in known[:_MOST_SHOWN]) + more


def faces_of(families: Iterable[FontFamily], folder: Path, shipped: Path) -> tuple[Face, ...]:
    """Every face of some families. Raises ReportError for a file that is missing."""
    return tuple(
        Face(family.family, weight, font_file(name, folder, shipped))
        for family in families
        for weight, name in family.files.items()
    )


def font_file(name: str, folder: Path, shipped: Path) -> Path:
    """A font in a brand's folder, or else among the shipped ones. Raises ReportError where it is in neither."""
    if Path(name).name != name or (folder / name).exists() or (shipped / name).exists():
        return file_within(folder if (folder / name).exists() else shipped, name)
    there = ", ".join(sorted(each.name for each in shipped.glob("*.ttf")))
    raise ReportError(Problem(name, "there is no such font", f"put it into {folder}, or name a shipped one: {there}"))


def check_font(path: Path) -> None:
    """Raises ReportError for a font that a PDF which is kept for years cannot hold."""
    face = _harfbuzz().Face(_bytes(path))
    tables = set(face.table_tags)
    if not tables or not face.glyph_count:
        raise ReportError(Problem(str(path), "this is no font", "name a TrueType file (.ttf)"))
    if "glyf" not in tables:
        raise ReportError(Problem(str(path), "its outlines are not TrueType", "take the font's static .ttf file"))
    if "fvar" in tables:
        raise ReportError(Problem(str(path), "it is a variable font", "take a static file for each weight"))
    if int.from_bytes(bytes(face.reference_table("OS/2").data)[8:10], "big") & _MAY_NOT_BE_EMBEDDED:
        raise ReportError(Problem(str(path), "its maker does not let it be embedded", "take another font"))


def text_widths(faces: tuple[Face, ...]) -> TextWidths:
    """How wide text runs in the faces, each weight falling back along the families."""
    by_weight: dict[int, list[FontMetrics]] = {}
    families = list(dict.fromkeys(face.family for face in faces))
    for weight in sorted({face.weight for face in faces}):
        for family in families:
            own = [face for face in faces if face.family == family]
            nearest = min(own, key=lambda face: (abs(face.weight - weight), face.weight))
            by_weight.setdefault(weight, []).append(_metrics(nearest.path))
    return TextWidths(by_weight)


def subsets(faces: tuple[Face, ...], text: str) -> tuple[Subset, ...]:
    """The faces that a text needs, each with its characters alone. Raises ReportError for characters no font has.

    A family is a fallback for those before it: it is left out where they have every character.
    """
    wanted = {ord(each) for each in set(text + _GENERATED) if not each.isspace()} - _SILENT | {0x20, 0xA0}
    missing = set(wanted)
    found: list[Subset] = []
    for family in dict.fromkeys(face.family for face in faces):
        own = [face for face in faces if face.family == family]
        there = missing & _characters(own[0].path)
        if there - {0x20, 0xA0}:
            kept = frozenset(there | (_SILENT & _characters(own[0].path)))
            found += [Subset(face, cut(face.path, kept)) for face in own]
            missing -= there
    missing -= {0x20, 0xA0}
    if missing:
        raise MissingGlyphsError(frozenset(map(chr, missing)))
    return tuple(found)


def partial_subsets(faces: tuple[Face, ...], text: str) -> tuple[Subset, ...]:
    """The faces with those characters of a text that they have; others are set in the fonts of the text."""
    wanted = frozenset(ord(each) for each in set(text + _GENERATED) if not each.isspace()) | {0x20}
    return tuple(Subset(face, cut(face.path, wanted & _characters(face.path))) for face in faces)


@lru_cache(maxsize=16)
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=16)
def _metrics(path: Path) -> FontMetrics:
    return FontMetrics.from_bytes(_bytes(path))


@lru_cache(maxsize=16)
def _characters(path: Path) -> frozenset[int]:
    return frozenset(_harfbuzz().Face(_bytes(path)).unicodes)


@lru_cache(maxsize=64)
def cut(path: Path, characters: frozenset[int]) -> bytes:
    """A font file with those characters alone."""
    harfbuzz = _harfbuzz()
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.set(characters)
    wanted.layout_feature_tag_set.set({int.from_bytes(tag.encode(), "big") for tag in _KEPT_FEATURES})
    return bytes(harfbuzz.subset(harfbuzz.Face(_bytes(path)), wanted).blob.data)


def _harfbuzz() -> Any:
    return import_module("uharfbuzz")  # has no types, and is not needed where no paper is made
