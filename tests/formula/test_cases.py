"""The table of cases, read by evaluator, printer and words, and put to both spreadsheet engines."""

import math
from collections.abc import Mapping

import pytest

from builder.formula.excel import template
from builder.formula.functions import FUNCTIONS
from builder.formula.nodes import Call, walk
from builder.formula.parse import parse
from builder.formula.words import words
from tests.formula.cases import CASES, Case
from tests.formula.names import PERIODS, Engine, Question, answers, excel_text, values_of
from tests.support.cells import ErrorValue, Value
from tests.support.sheet_of_formulas import evaluate_in_formualizer, evaluate_in_libreoffice

ENGINES: Mapping[str, Engine] = {"libreoffice": evaluate_in_libreoffice, "formualizer": evaluate_in_formualizer}

each_case = pytest.mark.parametrize("case", CASES, ids=str)


@each_case
def test_the_evaluator_gives_the_value(case: Case) -> None:
    for period, value in enumerate(values_of(parse(case.formula), case.names), 1):
        # Two units in the last place: what a power may differ by.
        assert agree(case.expected(period), value, relative=4e-16), (period, case.expected(period), value)


@pytest.mark.parametrize("case", [case for case in CASES if case.excel], ids=str)
def test_the_printer_gives_the_excel_text(case: Case) -> None:
    assert excel_text(parse(case.formula)) == case.excel


@pytest.mark.parametrize("case", [case for case in CASES if case.words], ids=str)
def test_the_words_say_it(case: Case) -> None:
    assert words(parse(case.formula), str) == case.words


@pytest.mark.parametrize("engine", [pytest.param("libreoffice", marks=pytest.mark.libreoffice), "formualizer"])
def test_the_printed_formula_gives_the_value_in_a_spreadsheet(engine: str) -> None:
    asked = [(case, period) for case in CASES for period in range(1, PERIODS + 1)]
    questions = [Question(template(parse(case.formula)), case.names, period) for case, period in asked]
    # LibreOffice saves 15 digits.
    wrong = [
        (str(case), period, case.expected(period), value)
        for (case, period), value in zip(asked, answers(ENGINES[engine], questions), strict=True)
        if not any(agree(expected, value, relative=1e-14) for expected in case.allowed(engine, period))
    ]
    assert wrong == []


def agree(expected: float | ErrorValue, value: Value, relative: float) -> bool:
    """Whether both are errors, of whatever kind, or the same number; the evaluator's error is not-a-number."""
    wrong = isinstance(value, ErrorValue) or (isinstance(value, float) and math.isnan(value))
    if isinstance(expected, ErrorValue) or wrong:
        return isinstance(expected, ErrorValue) and wrong
    return isinstance(value, float) and math.isclose(expected, value, rel_tol=relative, abs_tol=1e-300)


def test_every_function_is_taught_by_a_case_with_its_words() -> None:
    taught = [parse(case.formula) for case in CASES if case.words]
    assert {node.function for tree in taught for node in walk(tree) if isinstance(node, Call)} == set(FUNCTIONS)
