"""`tco build`: a study's workbook, whitepaper and page in each of its languages, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from builder.analysis.findings import Findings, findings
from builder.commands.languages import language_for
from builder.commands.side_by_side import one_by_one, side_by_side
from builder.engine import case_results, evaluate_model, run_file
from builder.errors import Problem, StudyError, TcoError
from builder.layout.layout import lay_out
from builder.paths import templates_dir
from builder.publish import publish
from builder.results import Results
from builder.study.problems import in_file_order

KINDS = ("xlsx", "html", "pdf")

Files = dict[str, bytes]
"""What is made, by file name."""


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
    """Make the files of every study, its languages at the same time, then write them all. `step` is told what is made.

    `audience` is who will read them: what is not for it is merged, and its name joins the files'.

    Raises TcoError for the first study that is wrong; nothing is written then.
    """
    files: dict[Path, bytes] = {}
    built: list[Built] = []
    for study in studies:
        with ThreadPoolExecutor(1) as pool:
            # It takes half a second that the engine need not wait for; done, the thread is gone before a process forks.
            ahead = pool.submit(_import_weasyprint) if "pdf" in kinds else None
            whole = run_file(study, settings)
            results = shown_to(audience, whole)
        if ahead:
            ahead.result()
        made = {folder / name: content
                for name, content in documents(results, kinds, languages, step, side_by_side).items()}  # fmt: skip
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


def documents(results: Results, kinds: Sequence[str] = KINDS, languages: Sequence[str] = (),
              step: Callable[[str], None] = lambda _: None,
              by: Callable[[Sequence[Callable[[], Files]]], list[Files]] = one_by_one) -> Files:  # fmt: skip
    """The files of one study by name: of some kinds, in some languages or in all of its own.

    `step` is told what is being made, `by` makes the languages: one by one, or at once. Raises TcoError where one
    cannot be made, with all that stops it.
    """
    study, codes = results.model.loaded.study, languages or results.model.loaded.study.languages
    paper = bool(set(kinds) & {"html", "pdf"})
    try:
        cases = case_results(results.model.loaded, tuple(study.cases)) if paper else {}
        found = findings(results) if paper else None
        jobs = [partial(_in_language, code, results, cases, found, kinds, step) for code in codes]
        return {name: content for files in by(jobs) for name, content in files.items()}
    except TcoError as error:
        beside = _further(results, codes) if paper else ()
        raise type(error)(*in_file_order(dict.fromkeys([*error.problems, *beside]))) from None


def _further(results: Results, codes: Sequence[str]) -> tuple[Problem, ...]:
    """What would stop the documents in these languages, as a check finds it: making them ends at the first stage."""
    from builder.commands.check import examine

    try:
        examine(results, codes)
    except TcoError as error:
        return error.problems
    return ()


def _in_language(code: str, results: Results, cases: Mapping[str, Results], found: Findings | None,
                 kinds: Sequence[str], step: Callable[[str], None]) -> Files:  # fmt: skip
    """The files of one study in one language, by name. `found` is for papers."""
    from builder.commands.colours import palette_for
    from builder.workbook.writer import workbook_bytes

    loaded = results.model.loaded
    suffix = "" if code == loaded.study.base_language else f".{code}"
    paper_name = f"{loaded.name}{'.brief' if loaded.study.report.form == 'brief' else ''}{suffix}"
    language = language_for(loaded, code)
    layout = lay_out(results, language)
    step(f"{loaded.name}{suffix}.xlsx")
    workbook = workbook_bytes(layout, palette_for(loaded))
    files = {f"{loaded.name}{suffix}.xlsx": workbook} if "xlsx" in kinds else {}
    if found is not None:
        from builder.report.paper import build_paper

        paper = build_paper(results, cases, layout, language, templates_dir(), workbook, found)
        if "html" in kinds:
            files[f"{paper_name}.html"] = paper.html.encode()
        if "pdf" in kinds:
            from builder.report.pdf import paper_pdf

            step(f"{paper_name}.pdf")
            files[f"{paper_name}.pdf"] = paper_pdf(paper)
    return files
