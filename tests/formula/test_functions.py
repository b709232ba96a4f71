"""The table of functions: each row is whole, and errors go through each."""

import re

import numpy as np
import pytest

from builder.formula.evaluate import Frame, evaluate
from builder.formula.functions import FUNCTIONS, MAX_ARGUMENTS, Function, View
from builder.formula.nodes import Call, Name
from builder.formula.parse import parse
from builder.formula.shapes import references
from tests.formula.names import PERIODS

EXCEL_2010 = {"MIN", "MAX", "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "SMALL", "COUNTIF", "INDEX", "MATCH", "SUM", "IF",
              "COUNT", "COUNTA", "ROWS", "SUMIFS", "SUMPRODUCT", "IRR", "N"}  # fmt: skip
"""Functions that Excel 2010 and LibreOffice 7 both have, none of them volatile."""

each_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@each_function
def test_it_is_either_primitive_or_derived(function: Function) -> None:
    assert bool(function.excel) == (function.numpy is not None) != bool(function.definition)
    assert FUNCTIONS[function.name] is function


@each_function
def test_its_excel_text_has_every_parameter_and_old_functions_only(function: Function) -> None:
    if function.excel:
        assert placeholders(function.excel) == {each.name for each in function.parameters}
    assert set(re.findall(r"([A-Z.]+)\(", function.excel)) <= EXCEL_2010


@each_function
def test_its_definition_has_every_parameter_and_no_other_name(function: Function) -> None:
    if function.definition:
        named = {each.name for each in references(parse(function.definition))}
        assert named == {each.name for each in function.parameters}


@each_function
def test_its_words_name_parameters_only(function: Function) -> None:
    assert function.words
    assert placeholders(function.words) <= {each.name for each in function.parameters}


@each_function
def test_it_says_what_it_takes(function: Function) -> None:
    count = len(function.parameters)
    if function.variadic:
        assert [function.accepts(each) for each in (0, 1, 2, MAX_ARGUMENTS, MAX_ARGUMENTS + 1)] == [
            False,
            True,
            True,
            True,
            False,
        ]
        assert function.parameter(7) is function.parameters[0]
    else:
        assert [each for each in range(10) if function.accepts(each)] == [count]
        assert function.signature().startswith(str(count))
        assert all(each.name in function.signature() for each in function.parameters)


def arguments(function: Function) -> Frame:
    """Ordinary values for every parameter, under its own name."""
    table = np.array([4.0, 2.0, 8.0]).reshape(1, 1, 1, 3)
    values = {
        each.name: table if each.view is View.TABLE else np.full((1, 1, PERIODS), 2.0) for each in function.parameters
    }
    values |= {name: values[name] + 3 for name in ("x1", "y1") if name in values}
    groups = {"group": [np.full((1, 1, PERIODS), 2.0), np.full((1, 1, 1), 3.0)]}
    return Frame(values, groups, dict.fromkeys(values, np.full((1, 1, 1), 1.0)), PERIODS)


def call(function: Function) -> Call:
    return Call(function.name, tuple(Name(each.name) for each in function.parameters))


@each_function
def test_it_has_a_value_for_ordinary_arguments(function: Function) -> None:
    frame = arguments(function)
    if function.name == "irr":  # flows of one sign have no rate
        frame.values["flows"][..., 0] = -3.0
    assert np.isfinite(evaluate(call(function), frame)).all()


@pytest.mark.parametrize(
    ("function", "position"),
    [
        pytest.param(function, position, id=f"{function.name}, {parameter.name}")
        for function in FUNCTIONS.values()
        for position, parameter in enumerate(function.parameters)
        if parameter.view not in (View.TABLE, View.CELL)
    ],
)
def test_an_error_in_an_argument_is_an_error_of_the_call(function: Function, position: int) -> None:
    frame = arguments(function)
    parameter = function.parameters[position]
    if parameter.view is View.GROUP:
        frame.groups[parameter.name][1][:] = np.nan
    else:
        frame.values[parameter.name][:] = np.nan
        frame.openings[parameter.name][:] = np.nan
    found = evaluate(call(function), frame)
    if parameter.view is View.FOLLOWING:  # after the last period there is nothing
        assert found[..., -1] == 0
        found = found[..., :-1]
    assert np.isnan(found).all()


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize("name", [each.name for each in FUNCTIONS.values() if each.variadic])
def test_an_error_among_many_arguments_is_one(name: str, position: int) -> None:
    values = {each: np.full((1, 1, 1), 1.0) for each in "abc"}
    values["abc"[position]][:] = np.nan
    assert np.isnan(evaluate(parse(f"{name}(a, b, c)"), Frame(values))).all()
