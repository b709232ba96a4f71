"""The paper of the reference study beside WeasyPrint alone on the finished page, in both of its languages.

WeasyPrint alone gets the HTML edition, in which every font is a subset already, and makes an untagged PDF of it. Cold
runs are processes of their own, so that start-up counts. Times are of the processor, which other programs disturb
least; what is made at the same time the clock shows. Memory is read as Linux tells it. Arguments: another study,
another number of runs than three.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from timing import PYTHON, report

from builder.analysis.findings import findings
from builder.commands.build import documents
from builder.commands.languages import language_for
from builder.engine import case_results, run_file
from builder.layout.layout import lay_out
from builder.paths import templates_dir
from builder.report.fonts import cut, subsets
from builder.report.paper import Paper, build_paper
from builder.report.pdf import import_weasyprint, paper_pdf

STUDY = Path(__file__).resolve().parent.parent / "inputs" / "llm-inferencing-2024.yaml"
BARE = "import sys, weasyprint; [weasyprint.HTML(page).write_pdf(page + '.pdf') for page in sys.argv[1:]]"
STATUS = "/proc/self/status"  # getrusage would say what the process that started it had, were that more
PEAK = f"print(next(line.split()[1] for line in open({STATUS!r}) if line.startswith('VmHWM')))"
COPIES = "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
PAGES = 16
"""A paper of so many pages was the trial that set the mark: warm in twice the time of WeasyPrint's import."""


def call_seconds(call: Callable[[], object], runs: int) -> float:
    """Median processor time of a call, one run first."""

    def once() -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    once()
    return statistics.median(once() for _ in range(runs))


def command_seconds(arguments: list[str], runs: int) -> tuple[float, float]:
    """Median processor time of a command and of the processes it starts, and by the clock; one run first."""

    def spent() -> tuple[float, float]:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime, time.perf_counter()

    def once() -> tuple[float, float]:
        start = spent()
        subprocess.run(arguments, check=True, capture_output=True)
        processor, clock = spent()
        return processor - start[0], clock - start[1]

    once()
    processor, clock = zip(*(once() for _ in range(runs)), strict=True)
    return statistics.median(processor), statistics.median(clock)


def papers(study: Path) -> dict[str, Paper]:
    """The study's papers by language."""
    results = run_file(study)
    loaded, found = results.model.loaded, findings(results)
    cases = case_results(loaded, tuple(loaded.study.cases))
    made = {}
    for code in loaded.study.languages:
        language = language_for(loaded, code)
        made[code] = build_paper(results, cases, lay_out(results, language), language, templates_dir(), None, found)
    return made


def subset_again(paper: Paper) -> None:
    """Cut the fonts to the characters of a paper, as if no paper had been made before it."""
    from builder.report.brand import brand_folder
    from builder.report.dress import dressed

    cut.cache_clear()
    dress = dressed(brand_folder(paper.study.brand, templates_dir(), Path()), templates_dir() / "fonts")
    subsets(dress.faces, paper.document)


def warm(made: dict[str, Paper], runs: int) -> None:
    from weasyprint import HTML

    start_up, _ = command_seconds([PYTHON, "-c", "import weasyprint"], runs)
    for code, paper in made.items():
        floor = call_seconds(lambda paper=paper: HTML(string=paper.html).write_pdf(), runs)
        tuned = call_seconds(lambda paper=paper: paper_pdf(paper), runs)
        pdf = paper_pdf(paper)
        pages = page_count(pdf)
        cut = call_seconds(lambda paper=paper: subset_again(paper), runs)
        rows = [("WeasyPrint alone, untagged", floor), ("paper_pdf: tagged, PDF/A-3a and PDF/UA-1", tuned),
                ("fonts cut to the characters", cut)]  # fmt: skip
        report(f"Warm, {code}: {pages} pages, {pages / tuned:.1f} a second, {len(pdf) / 1024:.0f} KiB", rows, floor)
        print(f"  {PAGES} such pages: {PAGES * tuned / pages / start_up:.2f} times WeasyPrint's import (mark: 2.00)")


def page_count(pdf: bytes) -> int:
    """Pages of a PDF, by Poppler."""
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("Pages")))


def cold(study: Path, made: dict[str, Paper], folder: Path, runs: int) -> None:
    pages = [folder / f"{code}.html" for code in made]
    for page, paper in zip(pages, made.values(), strict=True):
        page.write_text(paper.html, encoding="utf-8")
    build = [PYTHON, "-m", "builder.cli", "build", str(study), "--output", str(folder / "out")]
    commands = {
        "WeasyPrint alone, the same pages, import included": [PYTHON, "-c", BARE, *map(str, pages)],
        "tco build: workbooks, pages and PDFs": build,
        "import of WeasyPrint": [PYTHON, "-c", "import weasyprint"],
        "import of the command line": [PYTHON, "-c", "import builder.cli"],
    }
    taken = [(name, command_seconds(command, runs)) for name, command in commands.items()]
    for which, clock in enumerate(("processor", "clock")):
        rows = [(name, seconds[which]) for name, seconds in taken]
        report(f"Cold, {' and '.join(made)} together, by the {clock}", rows, rows[0][1])
    main = f"from builder.cli import main\nmain({build[3:]!r})\n"
    peaks = {
        "WeasyPrint alone": [PYTHON, "-c", f"{BARE}\n{PEAK}", *map(str, pages)],
        "tco build": [PYTHON, "-c", main + PEAK],
        "tco build, the larger of its copies": [PYTHON, "-c", main + COPIES],
    }
    for name, command in peaks.items():
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"  largest memory, {name:<36} {int(said[-1]) // 1024:>8} MiB")


def whole(study: Path) -> None:
    results = run_file(study)
    import_weasyprint()
    start = time.process_time()
    files = documents(results)
    spent = time.process_time() - start
    pdf = sum(page_count(each) for name, each in files.items() if name.endswith(".pdf"))
    print(f"Warm, all files, one by one: {spent:.2f} s for {len(files)} files, {pdf / spent:.1f} pages a second")


def main(study: Path = STUDY, runs: int = 3) -> None:
    made = papers(study)
    warm(made, runs)
    whole(study)
    with tempfile.TemporaryDirectory() as folder:
        cold(study, made, Path(folder), runs)


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:2]), *(int(each) for each in sys.argv[2:3]))
