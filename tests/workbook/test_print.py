"""What comes out of the printer: set up on every sheet, wide ones over several pages that keep their labels."""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from builder.commands.colours import palette_of
from builder.layout.place import FIRST_PERIOD
from builder.layout.widths import shown_length
from builder.paths import templates_dir
from builder.report.brand import load_brand
from builder.workbook.styles import Palette, lightened, looks
from builder.workbook.writer import workbook_bytes
from tests.support.libreoffice import resaved
from tests.support.package import parts
from tests.support.recalculation import formualizer_values
from tests.workbook import books

MONTHS = """
title: Thirty-six months
as_of: 2025-01-31
timeline: {years: 3, period: month}
workloads: {chat: {label: Chat, assumptions: {latency: 2, gpus_per_replica: 1}}}
options:
  api: {kind: token_api, label: An API, assumptions: {price_in: 1, price_out: 2}}
  own: {kind: on_premises, label: Own servers,
        assumptions: {node_price: 18500, gpu_price: 30000, control_node_price: 11500}}
scenarios:
  small: {workload: chat, label: Small, assumptions: {users: 100}, options: [api, own]}
comparisons:
  both: {label: Both, subject: own, alternatives: [api], scenarios: [small]}
"""


@pytest.mark.parametrize("name", books.STUDIES)
@pytest.mark.parametrize("code", ["en"])
def test_every_sheet_is_set_up_to_be_printed(name: str, code: str) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(books.xlsx(name, code))):
        assert sheet.print_area
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth >= 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "Cover" else "landscape")
        assert sheet.oddHeader.left.text
        assert sheet.oddFooter.right.text.endswith("&P / &N")
        assert sheet.print_title_rows or sheet.title == "Cover"


def test_ids_are_not_printed() -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(books.xlsx("reference"))):
        (area,) = sheet.print_area.split(",")
        assert re.search(r"\$B\$1:", area), sheet.title


def test_months_are_printed_on_pages_side_by_side_that_keep_their_labels(tmp_path: Path) -> None:
    xlsx = books.made(MONTHS, tmp_path)
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx))
    for title in ("small", "Cash flow"):
        sheet = workbook[title]
        assert sheet.page_setup.fitToWidth > 2
        assert sheet.print_title_cols == "$B:$C"
    assert workbook["Method"].page_setup.fitToWidth == 1
    assert workbook["Cash flow"].cell(4, FIRST_PERIOD + 36).value == "Month 36"
    assert not [each for cells in formualizer_values(xlsx).values() for each in cells.values()
                if isinstance(each, str) and each.startswith("#")]  # fmt: skip


@pytest.mark.libreoffice
def test_libreoffice_saves_one_name_of_what_is_repeated(tmp_path: Path) -> None:
    """Rows before columns would make it save two of one name, which Excel repairs away."""
    saved = parts(resaved({"it": books.made(MONTHS, tmp_path)})["it"])["xl/workbook.xml"].decode()
    found = re.findall(r'localSheetId="(\d+)" name="_xlnm.Print_Titles"', saved)
    assert len(found) == len(set(found)) > 5


@pytest.mark.parametrize("name", books.STUDIES)
@pytest.mark.parametrize("code", ["en"])
def test_columns_hold_their_numbers(name: str, code: str) -> None:
    for sheet in books.layout(name, code).book.sheets.values():
        for (row, column), cell in sheet.cells.items():
            if isinstance(cell.value, float) and column > 1:
                width = sheet.widths.get(column, 8.43)
                assert width >= shown_length(cell.value, cell.number_format) + 1, (sheet.name, row, column)


def test_the_neutral_colours_are_those_of_the_default_brand() -> None:
    assert palette_of(load_brand(templates_dir() / "brands" / "default")) == Palette()


def test_a_brand_colours_sheets_and_charts() -> None:
    brand = load_brand(templates_dir() / "brands" / "default")
    other = brand.model_copy(update={"colours": brand.colours.model_copy(update={"primary": "#5a1030"})})
    contents = parts(workbook_bytes(books.layout("minimal"), palette_of(other)))
    assert b"FF5A1030" in contents["xl/styles.xml"]
    assert b"FF12324A" not in contents["xl/styles.xml"]


def test_further_categories_have_colours_of_their_own() -> None:
    palette = Palette()
    tones = [palette.category(tone) for tone in range(2 * len(palette.categories))]
    assert len(set(tones)) == len(tones)
    assert lightened("000000") == "7F7F7F"


@pytest.mark.parametrize("name", books.STUDIES)
def test_every_style_that_is_named_is_there(name: str) -> None:
    used = {cell.style for sheet in books.layout(name).book.sheets.values() for cell in sheet.cells.values()}
    assert used <= looks().keys()
