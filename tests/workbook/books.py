"""The studies the workbook is proven with, and each one's results, layout and file, made once a session."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from builder.engine import run
from builder.language import Language
from builder.layout.layout import Layout, lay_out
from builder.paths import templates_dir
from builder.results import Results
from builder.study.loader import LoadedStudy, load_study, validated
from builder.study.settings import with_settings
from builder.workbook.writer import workbook_bytes

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).parent / "studies"
STUDIES = {
    "reference": ROOT / "inputs" / "llm-inferencing-2024.yaml",
    "minimal": ROOT / "inputs" / "minimal.yaml",
    "starter": ROOT / "templates" / "starter.yaml",
    "two-of-a-kind": OWN / "two-of-a-kind.yaml",
    "every-kind": OWN / "every-kind.yaml",
}
KOREAN = ("reference", "two-of-a-kind")

Settings = Iterable[tuple[str, Any]]


@cache
def study(name: str) -> LoadedStudy:
    return load_study(STUDIES[name])


@cache
def results(name: str) -> Results:
    return run(study(name))


def results_with(name: str, settings: Settings) -> Results:
    """The results of a study as `--set` changes it."""
    loaded = study(name)
    return run(validated(with_settings(loaded.document, settings, "--set"), loaded.name, loaded.folder))


@cache
def language(code: str) -> Language:
    return Language.load(code, templates_dir() / "messages")


@cache
def layout(name: str, code: str = "en") -> Layout:
    return lay_out(results(name), language(code))


@cache
def xlsx(name: str, code: str = "en") -> bytes:
    return workbook_bytes(layout(name, code))


def made(text: str, folder: Path, code: str = "en") -> bytes:
    """The workbook of a study given as YAML."""
    return workbook_bytes(laid_out(text, folder, code))


def laid_out(text: str, folder: Path, code: str = "en") -> Layout:
    """The layout of a study given as YAML."""
    file = folder / "study.yaml"
    file.write_text(text, encoding="utf-8")
    return lay_out(run(load_study(file)), language(code))
