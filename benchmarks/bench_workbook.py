"""Writing workbooks, beside bare openpyxl writing the same cells and formulas without their values.

Of the reference study, and of one with 30 scenarios over 36 months. What the Sensitivity sheets add is told apart: a
layout without them is measured as well. With an argument the workbooks are left in that folder, to be opened.
"""

from __future__ import annotations

import copy
import io
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from timing import call_seconds, report

from builder.engine import run
from builder.language import Language
from builder.layout.layout import Layout, lay_out
from builder.paths import templates_dir
from builder.study.loader import LoadedStudy, load_study, validated
from builder.workbook.writer import workbook_bytes

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS, MONTHS = 30, 36
SENSITIVITY = ("Sensitivity", "Sensitivity lines")


def reference() -> LoadedStudy:
    """The study of April 2024: 7 scenarios, 3 years."""
    return load_study(ROOT / "inputs" / "llm-inferencing-2024.yaml")


def large(loaded: LoadedStudy, scenarios: int = SCENARIOS, months: int = MONTHS) -> LoadedStudy:
    """The same options and assumptions over months, in as many scenarios: every workload at ever more users."""
    value = copy.deepcopy(loaded.document.value)
    workloads = list(value["workloads"])
    names = [f"{workloads[number % len(workloads)]}-{number + 1}" for number in range(scenarios)]
    value["timeline"] = {"years": months // 12, "period": "month"}
    value["scenarios"] = {
        name: {
            "workload": workloads[number % len(workloads)],
            "label": {"en": f"Scale {number + 1}", "ko": f"규모 {number + 1}"},
            "assumptions": {"users": 2000 * (number + 1)},
            "options": list(value["options"]),
        }
        for number, name in enumerate(names)
    }
    value["comparisons"] = {key: {**each, "scenarios": names} for key, each in value["comparisons"].items()}
    value["report"] = {}
    value["cases"] = {
        key: {**each, "set": {path: to for path, to in each["set"].items() if not path.startswith("scenarios.")}}
        for key, each in value["cases"].items()
    }
    return validated(replace(loaded.document, value=value), "large", loaded.folder)


def bare(layout: Layout, leave_out: Sequence[str] = ()) -> bytes:
    """The same texts, numbers and formulas through openpyxl alone."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, sheet in layout.book.sheets.items():
        if name in leave_out:
            continue
        worksheet = workbook.create_sheet(name)
        for (row, column), cell in sheet.cells.items():
            target = worksheet.cell(row, column, cell.formula or cell.value)
            target.number_format = cell.number_format
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def cells_of(layout: Layout, *names: str) -> int:
    """How many cells some sheets have, or all."""
    return sum(len(sheet.cells) for name, sheet in layout.book.sheets.items() if not names or name in names)


def measure(title: str, loaded: LoadedStudy, runs: int, folder: Path | None) -> None:
    """Print how long each step takes, and how large the file is."""
    results = run(loaded)
    language = Language.load("en", templates_dir() / "messages")
    layout = lay_out(results, language)
    content = workbook_bytes(layout)
    floor = call_seconds(lambda: bare(layout), runs)
    rows = [
        (f"bare openpyxl, {cells_of(layout):,} cells", floor),
        ("workbook_bytes: styles, values, names, charts", call_seconds(lambda: workbook_bytes(layout), runs)),
        ("lay_out: addresses, formulas, values", call_seconds(lambda: lay_out(results, language), runs)),
        ("run: model and engine", call_seconds(lambda: run(loaded), runs)),
        ("bare openpyxl without the Sensitivity sheets", call_seconds(lambda: bare(layout, SENSITIVITY), runs)),
    ]
    report(f"{title} (floor: bare openpyxl)", rows, floor)
    print(f"  size {len(content) / 1024:,.0f} KiB, bare {len(bare(layout)) / 1024:,.0f} KiB")
    print(f"  of the cells, {cells_of(layout, *SENSITIVITY):,} stand on the Sensitivity sheets")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{loaded.name}.xlsx").write_bytes(content)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    loaded = reference()
    measure("Workbook of the reference study", loaded, 5, folder)
    measure(f"Workbook of {SCENARIOS} scenarios over {MONTHS} months", large(loaded), 3, folder)


if __name__ == "__main__":
    main()
