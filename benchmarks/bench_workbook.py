"""Writing the reference workbook, beside bare openpyxl writing the same cells and formulas without their values."""

import io
from pathlib import Path

from openpyxl import Workbook
from timing import call_seconds, report

from builder.engine import run
from builder.language import Language
from builder.layout.layout import Layout, lay_out
from builder.paths import templates_dir
from builder.study.loader import load_study
from builder.workbook.writer import workbook_bytes

ROOT = Path(__file__).resolve().parent.parent


def bare(layout: Layout) -> bytes:
    """The same texts, numbers and formulas through openpyxl alone."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, sheet in layout.book.sheets.items():
        worksheet = workbook.create_sheet(name)
        for (row, column), cell in sheet.cells.items():
            target = worksheet.cell(row, column, cell.formula or cell.value)
            target.number_format = cell.number_format
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def main() -> None:
    loaded = load_study(ROOT / "inputs" / "llm-inferencing-2024.yaml")
    results = run(loaded)
    language = Language.load("en", templates_dir() / "messages")
    layout = lay_out(results, language)
    cells = sum(len(sheet.cells) for sheet in layout.book.sheets.values())
    floor = call_seconds(lambda: bare(layout))
    rows = [
        (f"bare openpyxl, {cells:,} cells", floor),
        ("workbook_bytes: styles, values, names, charts", call_seconds(lambda: workbook_bytes(layout))),
        ("lay_out: addresses, formulas, values", call_seconds(lambda: lay_out(results, language))),
        ("run: model and engine", call_seconds(lambda: run(loaded))),
    ]
    report("Workbook of the reference study (floor: bare openpyxl)", rows, floor)
    print(f"  size {len(workbook_bytes(layout)) / 1024:.0f} KiB, bare {len(bare(layout)) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
