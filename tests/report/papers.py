"""Whitepapers for tests: a study of the repository, changed where a test wants it, made into a paper."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from pathlib import Path

import yaml

from builder.engine import case_results, run
from builder.language import Language
from builder.paths import templates_dir
from builder.report.paper import Paper, build_paper
from builder.results import Results
from builder.study.loader import load_study

INPUTS = Path(__file__).parents[2] / "inputs"
REFERENCE, MINIMAL = INPUTS / "llm-inferencing-2024.yaml", INPUTS / "minimal.yaml"
WORKBOOK = b"a workbook"


class Cells:
    """Stands for the layout: every value has a cell, named for what it holds."""

    def cell_of(self, node_id: str, scenario: int | None = None, period: int | None = None) -> str:
        return f"'{scenario}'!{node_id}"


def language(code: str) -> Language:
    return Language.load(code, templates_dir() / "messages")


@lru_cache(maxsize=8)
def results_of(study: Path, settings: tuple[tuple[str, object], ...] = ()) -> Results:
    return run(load_study(study, settings))


def paper_of(study: Path = REFERENCE, code: str = "en", settings: tuple[tuple[str, object], ...] = (),
             workbook: bytes | None = None, templates: Path | None = None) -> Paper:  # fmt: skip
    results = results_of(study, settings)
    loaded = results.model.loaded
    cases = case_results(loaded, tuple(loaded.study.cases))
    return build_paper(results, cases, Cells(), language(code), templates or templates_dir(), workbook)


@lru_cache(maxsize=4)
def reference(code: str = "en") -> Paper:
    return paper_of(REFERENCE, code, workbook=WORKBOOK)


@lru_cache(maxsize=2)
def minimal() -> Paper:
    return paper_of(MINIMAL)


def variant(folder: Path, base: Path = MINIMAL, **changes: object) -> Path:
    """A study in the folder that says nothing but what it changes in another."""
    folder.mkdir(exist_ok=True)
    path = folder / "variant.yaml"
    path.write_text(yaml.safe_dump({"extends": str(base), **changes}, allow_unicode=True), encoding="utf-8")
    return path


def body(paper: Paper) -> str:
    """The document without style sheets and drawings."""
    html = re.sub(r"<(style|svg|head)\b.*?</\1>", "", paper.document, flags=re.DOTALL)
    return re.sub(r"<!DOCTYPE[^>]*>", "", html)


def text(html: str) -> str:
    """What a reader sees of HTML, on one line."""
    inline = re.sub(r"</?(?:data|span|strong|em|time|a|code)\b[^>]*>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def close(words: str) -> str:
    """A text without any space, to find it in what was taken out of a PDF."""
    return "".join(words.replace("\u2060", "").split())
