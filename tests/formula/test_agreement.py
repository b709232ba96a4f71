"""Random trees: what the evaluator computes is what a spreadsheet makes of the printed formula."""

import math
import random
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.formula.evaluate import Frame, evaluate
from builder.formula.excel import EXCEL_PRECEDENCE, Precedence
from builder.formula.nodes import Call, Conditional, walk
from builder.formula.parse import parse
from tests.formula.agreement import Trial, disagreements, is_excused, is_steady, steady_trials
from tests.formula.examples import steady
from tests.formula.names import Engine
from tests.formula.trees import ALL_PAIRS, DRAWN, Trees, pairs
from tests.support.cells import Value
from tests.support.sheet_of_formulas import evaluate_in_formualizer, evaluate_in_libreoffice

COUNT = 2200
PYTHON_PRECEDENCE = {**EXCEL_PRECEDENCE, "negate": Precedence.POWER, "**": Precedence.NEGATION}

each_engine = pytest.mark.parametrize(
    ("name", "engine"),
    [
        pytest.param("libreoffice", evaluate_in_libreoffice, marks=pytest.mark.libreoffice, id="libreoffice"),
        pytest.param("formualizer", evaluate_in_formualizer, id="formualizer"),
    ],
)


@pytest.fixture(scope="module")
def grown() -> tuple[list[Trial], int]:
    return steady_trials(Trees(random.Random(20240430).choice), COUNT)


@pytest.fixture(scope="module")
def trials(grown: tuple[list[Trial], int]) -> list[Trial]:
    return grown[0]


def unexcused(found: list[tuple[Trial, Value]], engine: str) -> list[tuple[Trial, float, Value]]:
    return [(trial, trial.value, value) for trial, value in found if not is_excused(trial, engine)]


class TestRandomTrees:
    @each_engine
    def test_the_printed_formula_gives_the_evaluators_value(
        self, name: str, engine: Engine, trials: list[Trial]
    ) -> None:
        assert unexcused(disagreements(trials, engine), name) == []

    def test_with_pythons_precedence_it_would_not(self, trials: list[Trial]) -> None:
        found = disagreements(trials, evaluate_in_formualizer, PYTHON_PRECEDENCE)
        assert len(unexcused(found, "formualizer")) > 20

    def test_nine_in_ten_are_finite_and_the_others_are_errors_there_too(self, trials: list[Trial]) -> None:
        finite = sum(math.isfinite(trial.value) for trial in trials)
        assert 0.9 * COUNT < finite < 0.99 * COUNT

    def test_each_function_occurs_often(self, trials: list[Trial]) -> None:
        found = Counter(node.function for trial in trials for node in walk(trial.tree) if isinstance(node, Call))
        assert {name: found[name] for name in DRAWN if found[name] < 20} == {}

    def test_each_pair_of_operators_occurs_often(self, trials: list[Trial]) -> None:
        found: Counter[tuple[str, str, str]] = Counter()
        for trial in trials:
            found.update(pairs(trial.tree))
        assert {pair: found[pair] for pair in ALL_PAIRS if found[pair] < 20} == {}

    def test_conditions_stand_within_conditions(self, trials: list[Trial]) -> None:
        conditions = [node for trial in trials for node in walk(trial.tree) if isinstance(node, Conditional)]
        assert sum(isinstance(part, Conditional) for each in conditions for part in list(walk(each))[1:]) > 100

    def test_few_are_excused_or_set_aside(self, grown: tuple[list[Trial], int]) -> None:
        trials, set_aside = grown
        assert set_aside < 0.1 * COUNT
        assert sum(is_excused(trial, "libreoffice") for trial in trials) < 0.02 * COUNT
        assert sum(is_excused(trial, "formualizer") for trial in trials) < 0.01 * COUNT


@st.composite
def any_trial(draw: st.DrawFn) -> Trial:
    return Trial.grown(Trees(lambda options: draw(st.sampled_from(options))), depth=3)


@given(any_trial())
@settings(steady, max_examples=100)
def test_any_tree_gives_the_evaluators_value(trial: Trial) -> None:
    assume(is_steady(trial) and not is_excused(trial, "formualizer"))
    assert disagreements([trial], evaluate_in_formualizer) == []


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("(x + y - z) * 1e12", False),  # 5.55e-17 to a float, 0 to most spreadsheets
        ("x - x", True),
        ("x / y - x / y", True),
        ("1 if x + y <= z else 0", False),
        ("1 if round(x + y, 9) <= round(z, 9) else 0", True),
        ("roundup(x * 3 / x)", False),
        ("ceil(x * 3 / x, 9)", True),
        ("round(0.5, 0) + round(2.25, 1)", True),
        ("1 / 0", True),
        ("1 / (x * 3 - z)", False),
    ],
)
def test_what_hangs_on_the_last_digits_is_found(formula: str, holds: bool) -> None:
    assert is_steady(Trial(parse(formula), {"x": 0.1, "y": 0.2, "z": 0.3}, 1)) is holds


def decimals() -> list[tuple[float, int]]:
    """Numbers of at most 15 digits whose last is a five, or that are just below such a one, and the digits to keep."""
    stream = random.Random(11)
    found = []
    for number in range(600):
        digits = stream.choice([0, 1, 2, 3, 4, 6])
        whole = stream.randrange(10 ** stream.choice([0, 1, 2, 3, 5, 7]))
        kept = "".join(stream.choice("0123456789") for _ in range(digits))
        last = "5" if number % 2 else "4" + "9" * (13 - len(str(whole)) - digits)
        found.append((stream.choice([1, -1]) * float(f"{whole}.{kept}{last}"), digits))
    return found


class TestRounding:
    def test_it_is_that_of_the_decimals_written(self) -> None:
        for number, digits in decimals():
            found = evaluate(
                parse("round(x, digits)"), Frame({"x": np.array([[[number]]]), "digits": np.array([[[digits]]])})
            )
            exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
            assert found.item() == pytest.approx(float(exact), rel=1e-15), (number, digits)

    @each_engine
    def test_spreadsheets_round_so(self, name: str, engine: Engine) -> None:
        trials = [
            Trial(parse("round(x, digits)"), {"x": number, "digits": float(digits)}, 1) for number, digits in decimals()
        ]
        assert disagreements(trials, engine) == []
