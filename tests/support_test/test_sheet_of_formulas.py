import random
from collections.abc import Callable, Sequence

import pytest

from tests.support.cells import ErrorValue, Value
from tests.support.sheet_of_formulas import (
    Row,
    addresses,
    evaluate_in_formualizer,
    evaluate_in_libreoffice,
    workbook_of,
)

NAMES = ["users", "price", "label", "blank"]
Evaluate = Callable[[Sequence[str], Sequence[Row] | Row], list[Value]]
EVALUATORS = [pytest.param(evaluate_in_libreoffice, marks=pytest.mark.libreoffice), evaluate_in_formualizer]


@pytest.mark.parametrize("evaluate", EVALUATORS)
class TestEvaluating:
    def test_each_formula_has_its_own_inputs(self, evaluate: Evaluate) -> None:
        rows = [{"users": float(n), "price": 2.0, "label": f"글 {n}", "blank": None} for n in range(1, 41)]
        formulas = []
        for number in range(1, 41):
            at = addresses(NAMES, number)
            formulas.append(f'=IF({at["blank"]}="",{at["label"]}&":"&{at["users"]}*{at["price"]},0)')
        assert evaluate(formulas, rows) == [f"글 {n}:{2 * n}" for n in range(1, 41)]

    def test_one_row_serves_all_formulas(self, evaluate: Evaluate) -> None:
        at = addresses(["a", "b"], row=1)
        formulas = [f"={at['a']}-{at['b']}", f"{at['b']}>{at['a']}", "=1/0", '=""', "=2^3^2"]
        assert evaluate(formulas, {"a": 5.0, "b": 3.0}) == [2.0, False, ErrorValue("#DIV/0!"), "", 64.0]

    def test_formulas_may_have_no_inputs(self, evaluate: Evaluate) -> None:
        assert evaluate(["=-2^2", "=1+1"], {}) == [4.0, 2.0]

    def test_no_formulas_have_no_values(self, evaluate: Evaluate) -> None:
        assert evaluate([], []) == []

    def test_a_formula_that_cannot_be_read_spoils_no_other(self, evaluate: Evaluate) -> None:
        broken, *others = evaluate(["=SUM(1,", "=1+1", "=2+2"], {})
        assert isinstance(broken, ErrorValue)
        assert others == [2.0, 4.0]


@pytest.mark.libreoffice
def test_both_engines_agree_on_two_thousand_random_sums_of_products() -> None:
    stream = random.Random(7)
    rows = [{"a": stream.uniform(-9, 9), "b": stream.uniform(1, 9), "c": 0.1} for _ in range(2000)]
    formulas = [
        stream.choice("+-") + "{a}{}{b}{}(-{c}{}{a})".format(*stream.choices("+-*/", k=3), **at)
        for at in (addresses(["a", "b", "c"], row) for row in range(1, 2001))
    ]
    libreoffice = evaluate_in_libreoffice(formulas, rows)
    assert libreoffice == pytest.approx(evaluate_in_formualizer(formulas, rows), rel=1e-9, abs=1e-9)
    assert len(set(libreoffice)) > 1900


def test_rows_must_have_the_same_inputs() -> None:
    with pytest.raises(ValueError, match=r"row 2 has the inputs \['b'\], not \['a'\]"):
        workbook_of(["=A1", "=A2"], [{"a": 1.0}, {"b": 1.0}])


def test_formulas_and_rows_must_pair_up() -> None:
    with pytest.raises(ValueError, match="2 formulas, but 1 rows of inputs"):
        workbook_of(["=A1", "=A2"], [{"a": 1.0}])


def test_formulas_too_long_for_excel_are_refused() -> None:
    with pytest.raises(ValueError, match="a formula has 10001 characters"):
        workbook_of(["=" + "1+" * 5000], {})
