import io
import re

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.formula import ArrayFormula

from tests.support.cells import ErrorValue, Place, Value, row_and_column
from tests.support.package import packed, parts
from tests.support.workbook_file import (
    cached_values,
    formula_cells,
    named_cells,
    with_inputs,
    without_cached_values,
    without_formula_styles,
)
from tests.support_test.small_workbooks import document, saved, with_stored, workbook

STORED: dict[str, Value] = {"A2": 14.0, "A3": "일곱 <7>", "A4": True, "A5": ErrorValue("#DIV/0!"), "A6": ""}


@pytest.fixture
def book() -> bytes:
    plain = workbook(
        {
            "계산": {"A1": 7, "A2": "=A1*2", "A3": '="일곱 <7>"', "A4": "=A1>0", "A5": "=1/0", "A6": '=""'},
            "빈 시트": {"B2": "a text", "C3": False},
        },
        names={
            "in_users": "'계산'!$A$1",
            "out_double": "'계산'!$A$2",
            "a_range": "'계산'!$A$1:$A$2",
            "none": "1",
        },
    )
    return with_stored(plain, "계산", STORED)


class TestReading:
    def test_formulas_are_told_by_sheet_and_cell(self, book: bytes) -> None:
        formulas = formula_cells(book)
        assert list(formulas) == ["계산", "빈 시트"]
        assert formulas["계산"]["A2"] == "=A1*2"
        assert "A1" not in formulas["계산"]
        assert formulas["빈 시트"] == {}

    def test_stored_results_keep_their_types(self, book: bytes) -> None:
        values = cached_values(book)["계산"]
        assert values == STORED
        assert isinstance(values["A5"], ErrorValue)
        assert not isinstance(values["A3"], ErrorValue)

    def test_a_sheet_that_is_a_chart_has_no_cells(self) -> None:
        book = Workbook()
        book.active["A1"] = "=1+1"
        book.create_chartsheet("Picture").add_chart(BarChart())
        assert formula_cells(saved(book)) == {"Sheet": {"A1": "=1+1"}}

    def test_a_cell_without_a_result_is_left_out(self) -> None:
        assert cached_values(workbook({"S": {"A1": "=1+1"}})) == {"S": {}}

    def test_a_shared_formula_is_written_out(self) -> None:
        plain = workbook({"S": {"A1": "=B1*$C$1", "A2": "=0"}})
        name = "xl/worksheets/sheet1.xml"
        shared = document(plain, "S").replace("<f>B1*$C$1</f>", '<f t="shared" ref="A1:A2" si="0">B1*$C$1</f>')
        shared = shared.replace("<f>0</f>", '<f t="shared" si="0"/>')
        xlsx = packed(parts(plain) | {name: shared.encode()})
        assert formula_cells(xlsx) == {"S": {"A1": "=B1*$C$1", "A2": "=B2*$C$1"}}

    def test_an_array_over_several_cells_is_refused(self) -> None:
        xlsx = workbook({"S": {"A1": ArrayFormula("A1:A3", "=B1:B3*2")}})
        with pytest.raises(ValueError, match="S!A1 holds an array formula"):
            formula_cells(xlsx)

    def test_names_lead_to_cells(self, book: bytes) -> None:
        assert named_cells(book) == {"in_users": ("계산", "A1"), "out_double": ("계산", "A2")}


class TestStripping:
    def test_no_result_is_left(self, book: bytes) -> None:
        assert cached_values(without_cached_values(book)) == {"계산": {}, "빈 시트": {}}

    def test_no_type_of_a_result_is_left(self, book: bytes) -> None:
        # openpyxl writes formulas without a type; the texts and booleans were typed by with_stored.
        assert ' t="' not in document(without_cached_values(book), "계산").replace(' t="n"', "", 1)

    def test_everything_else_stays(self, book: bytes) -> None:
        stripped = without_cached_values(book)
        assert formula_cells(stripped) == formula_cells(book)
        before, after = parts(book), parts(stripped)
        assert list(before) == list(after)
        assert {name for name in before if before[name] != after[name] and "worksheets" not in name} == set()
        sheets = load_workbook(io.BytesIO(stripped), data_only=True)
        assert sheets["계산"]["A1"].value == 7
        assert sheets["빈 시트"]["B2"].value == "a text"
        assert sheets["빈 시트"]["C3"].value is False

    def test_charts_forget_their_series(self) -> None:
        book = Workbook()
        book.active.append([1, 2])
        chart = BarChart()
        chart.add_data(Reference(book.active, min_col=1, max_col=2, min_row=1))
        book.active.add_chart(chart)
        plain = saved(book)
        name = next(name for name in parts(plain) if name.startswith("xl/charts/"))
        remembered = b'<numCache><ptCount val="1"/><pt idx="0"><v>99</v></pt></numCache></numRef>'
        told = packed(parts(plain) | {name: parts(plain)[name].replace(b"</numRef>", remembered)})
        assert b"99" in parts(told)[name]
        chart_xml = parts(without_cached_values(told))[name]
        assert b"99" not in chart_xml
        assert chart_xml.count(b"<f>") == parts(plain)[name].count(b"<f>")

    def test_styles_of_formulas_can_go_while_those_of_inputs_stay(self) -> None:
        xlsx = workbook({"S": {"A1": 1, "A2": "=A1>0"}}, formats="0.00")
        cells = load_workbook(io.BytesIO(without_formula_styles(xlsx)))["S"]
        assert (cells["A1"].number_format, cells["A2"].number_format) == ("0.00", "General")


class TestChangingInputs:
    @pytest.mark.parametrize("value", [0.1, -3.0, "한글 & <x>", " spaced ", "=not a formula", True, False, None])
    def test_the_new_value_is_there(self, book: bytes, value: float | str | bool | None) -> None:
        changed = load_workbook(io.BytesIO(with_inputs(book, {("계산", "A1"): value})))["계산"]["A1"]
        assert changed.value == value
        assert isinstance(changed.value, bool) == isinstance(value, bool)
        assert changed.data_type != "f"

    @pytest.mark.parametrize("was", ["a text", True, 5])
    def test_the_old_value_and_its_type_are_gone(self, was: Value) -> None:
        xlsx = with_inputs(workbook({"S": {"A1": was}}), {("S", "A1"): 42.0})
        assert load_workbook(io.BytesIO(xlsx))["S"]["A1"].value == 42

    def test_spaces_around_a_text_are_kept_by_those_who_drop_them(self, book: bytes) -> None:
        assert 'xml:space="preserve"' in document(with_inputs(book, {("계산", "A1"): " spaced "}), "계산")

    @pytest.mark.parametrize("address", ["A1", "B1", "Z1", "AA1", "A3", "B3", "A4", "C7", "A12", "A20"])
    def test_a_blank_cell_gets_its_place_in_the_file(self, address: str) -> None:
        xlsx = workbook({"S": {"B1": 1, "Y1": 2, "AB1": 3, "B3": 4, "D3": "text", "B5": "=B1", "B12": 5}})
        changed = load_workbook(io.BytesIO(with_inputs(xlsx, {("S", address): 42.0})))["S"]
        expected = {"B1": 1, "Y1": 2, "AB1": 3, "B3": 4, "D3": "text", "B5": "=B1", "B12": 5, address: 42}
        assert {cell.coordinate: cell.value for row in changed for cell in row if cell.value} == expected
        xml = document(with_inputs(xlsx, {("S", address): 42.0}), "S")
        rows = [int(number) for number in re.findall(r'<row r="(\d+)"', xml)]
        assert rows == sorted(set(rows))
        cells = [row_and_column(cell) for cell in re.findall(r'<c r="(\w+)"', xml)]
        assert cells == sorted(set(cells))

    def test_names_are_places_too(self, book: bytes) -> None:
        changes: dict[Place, Value | None] = {"IN_USERS": 9.0, ("빈 시트", "C3"): None}
        changed = load_workbook(io.BytesIO(with_inputs(book, changes)))
        assert changed["계산"]["A1"].value == 9
        assert changed["빈 시트"]["C3"].value is None

    def test_a_formula_is_not_an_input(self, book: bytes) -> None:
        with pytest.raises(ValueError, match="계산!A2 holds a formula"):
            with_inputs(book, {"out_double": 1.0})

    def test_an_unknown_name_or_sheet_is_told(self, book: bytes) -> None:
        with pytest.raises(KeyError, match="there is no sheet '빈'"):
            with_inputs(book, {("빈", "A1"): 1.0})
        with pytest.raises(KeyError, match="no single cell is named 'a_range'"):
            with_inputs(book, {"a_range": 1.0})
