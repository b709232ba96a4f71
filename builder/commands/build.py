"""`tco build`: a study's workbook, whitepaper and page in each of its languages, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.analysis.overturning import overturnings
from builder.commands.languages import language_for
from builder.engine import case_results, run_file
from builder.errors import Problem, StudyError
from builder.layout.layout import lay_out
from builder.paths import templates_dir
from builder.publish import publish
from builder.results import Results

KINDS = ("xlsx", "html", "pdf")


@dataclass(frozen=True, slots=True)
class Built:
    """One study's results and the files made of it, in order."""

    results: Results
    files: tuple[Path, ...]


def build(studies: Sequence[Path], folder: Path, settings: Iterable[tuple[str, Any]] = (), kinds: Sequence[str] = KINDS,
          languages: Sequence[str] = (), step: Callable[[str], None] = lambda _: None) -> list[Built]:  # fmt: skip
    """Make the files of every study, then write them all. `step` is told what is being made.

    Raises TcoError for the first study that is wrong; nothing is written then.
    """
    files: dict[Path, bytes] = {}
    built: list[Built] = []
    with ThreadPoolExecutor(1) as pool:
        # It takes half a second that the engine need not wait for.
        ahead = pool.submit(_import_weasyprint) if "pdf" in kinds else None
        for study in studies:
            results = run_file(study, settings)
            made = dict(_made(results, folder, kinds, languages, step, ahead))
            if twice := [path for path in made if path in files]:
                raise StudyError(Problem(str(study), f"another study of this build makes {twice[0]} too",
                                         "rename one of the files, or build them into different folders"))  # fmt: skip
            built.append(Built(results, tuple(made)))
            files.update(made)
    publish(files)
    return built


def _import_weasyprint() -> None:
    from builder.report.pdf import import_weasyprint

    import_weasyprint()


def _made(results: Results, folder: Path, kinds: Sequence[str], languages: Sequence[str],
          step: Callable[[str], None], ahead: Future[None] | None) -> Mapping[Path, bytes]:  # fmt: skip
    from builder.workbook.writer import workbook_bytes

    loaded, templates = results.model.loaded, templates_dir()
    study = loaded.study
    cases = case_results(loaded, tuple(study.cases)) if set(kinds) & {"html", "pdf"} else {}
    overturning = overturnings(results) if set(kinds) & {"html", "pdf"} else {}
    files: dict[Path, bytes] = {}
    for code in languages or study.languages:
        suffix = "" if code == study.base_language else f".{code}"
        language = language_for(loaded, code)
        layout = lay_out(results, language)
        step(f"{loaded.name}{suffix}.xlsx")
        workbook = workbook_bytes(layout)
        if "xlsx" in kinds:
            files[folder / f"{loaded.name}{suffix}.xlsx"] = workbook
        if set(kinds) & {"html", "pdf"}:
            from builder.report.paper import build_paper

            paper = build_paper(results, cases, layout, language, templates, workbook, overturning)
            if "html" in kinds:
                files[folder / f"{loaded.name}{suffix}.html"] = paper.html.encode()
            if "pdf" in kinds:
                from builder.report.pdf import paper_pdf

                step(f"{loaded.name}{suffix}.pdf")
                if ahead is not None:
                    ahead.result()
                files[folder / f"{loaded.name}{suffix}.pdf"] = paper_pdf(paper)
    return files
