"""`tco build`: a study's workbook, whitepaper and page in each of its languages, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from builder.analysis.findings import findings
from builder.commands.languages import language_for
from builder.engine import case_results, evaluate_model, run_file
from builder.errors import Problem, StudyError
from builder.layout.layout import lay_out
from builder.paths import templates_dir
from builder.publish import publish
from builder.results import Results

KINDS = ("xlsx", "html", "pdf")


@dataclass(frozen=True, slots=True)
class Built:
    """One study's results and the files made of it, in order.

    `left_out` are the paths of the claims and cases that tell of what the audience may not see.
    """

    results: Results
    files: tuple[Path, ...]
    left_out: tuple[str, ...] = ()


def build(studies: Sequence[Path], folder: Path, settings: Iterable[tuple[str, Any]] = (), kinds: Sequence[str] = KINDS,
          languages: Sequence[str] = (), step: Callable[[str], None] = lambda _: None,
          audience: str = "internal") -> list[Built]:  # fmt: skip
    """Make the files of every study, then write them all. `step` is told what is being made.

    `audience` is who will read them: what is not for it is merged, and its name joins the files'.

    Raises TcoError for the first study that is wrong; nothing is written then.
    """
    files: dict[Path, bytes] = {}
    built: list[Built] = []
    with ThreadPoolExecutor(1) as pool:
        # It takes half a second that the engine need not wait for.
        ahead = pool.submit(_import_weasyprint) if "pdf" in kinds else None
        for study in studies:
            whole = run_file(study, settings)
            results = shown_to(audience, whole)
            made = {folder / name: content
                    for name, content in documents(results, kinds, languages, step, ahead).items()}  # fmt: skip
            if twice := [path for path in made if path in files]:
                raise StudyError(Problem(str(study), f"another study of this build makes {twice[0]} too",
                                         "rename one of the files, or build them into different folders"))  # fmt: skip
            built.append(Built(results, tuple(made), tuple(_left_out(whole, results))))
            files.update(made)
    publish(files)
    return built


def shown_to(audience: str, results: Results) -> Results:
    """The results as an audience sees them."""
    if audience == "internal":
        return results
    from builder.edition.edition import edition

    model = edition(results, audience).model
    return evaluate_model(replace(model, loaded=replace(model.loaded, name=f"{model.loaded.name}.{audience}")))


def _left_out(whole: Results, shown: Results) -> Iterator[str]:
    before, after = whole.model.loaded.study, shown.model.loaded.study
    yield from (f"report.claims.{each}" for each in before.report.claims if each not in after.report.claims)
    yield from (f"cases.{each}" for each in before.cases if each not in after.cases)


def _import_weasyprint() -> None:
    from builder.report.pdf import import_weasyprint

    import_weasyprint()


def documents(
    results: Results,
    kinds: Sequence[str] = KINDS,
    languages: Sequence[str] = (),
    step: Callable[[str], None] = lambda _: None,
    ahead: Future[None] | None = None,
) -> dict[str, bytes]:
    """The files of one study by name: of some kinds, in some languages or in all of its own.

    `step` is told what is being made, `ahead` is WeasyPrint on its way. Raises TcoError where one cannot be made.
    """
    from builder.commands.colours import palette_for
    from builder.workbook.writer import workbook_bytes

    loaded, templates = results.model.loaded, templates_dir()
    study = loaded.study
    form = ".brief" if study.report.form == "brief" else ""
    cases = case_results(loaded, tuple(study.cases)) if set(kinds) & {"html", "pdf"} else {}
    found = findings(results) if set(kinds) & {"html", "pdf"} else None
    files: dict[str, bytes] = {}
    for code in languages or study.languages:
        suffix = "" if code == study.base_language else f".{code}"
        language = language_for(loaded, code)
        layout = lay_out(results, language)
        step(f"{loaded.name}{suffix}.xlsx")
        workbook = workbook_bytes(layout, palette_for(loaded))
        if "xlsx" in kinds:
            files[f"{loaded.name}{suffix}.xlsx"] = workbook
        if set(kinds) & {"html", "pdf"}:
            from builder.report.paper import build_paper

            paper = build_paper(results, cases, layout, language, templates, workbook, found)
            if "html" in kinds:
                files[f"{loaded.name}{form}{suffix}.html"] = paper.html.encode()
            if "pdf" in kinds:
                from builder.report.pdf import paper_pdf

                step(f"{loaded.name}{form}{suffix}.pdf")
                if ahead is not None:
                    ahead.result()
                files[f"{loaded.name}{form}{suffix}.pdf"] = paper_pdf(paper)
    return files
