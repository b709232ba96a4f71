"""The evaluator: samples, scenarios and periods at once, and lines that read their own earlier period."""

import random
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from builder.formula.evaluate import Frame, evaluate, program, roll_forward
from builder.formula.functions import Array, View
from builder.formula.nodes import Node, Text
from builder.formula.parse import parse
from tests.formula.agreement import Trial
from tests.formula.trees import Trees

SAMPLES, SCENARIOS, PERIODS = 5, 3, 4


def periods(*values: float) -> Array:
    return np.array(values).reshape(1, 1, -1)


SHAPES = {
    "a": (SAMPLES, SCENARIOS, 1),
    "b": (1, SCENARIOS, 1),
    "c": (SAMPLES, 1, 1),
    "n": (1, 1, 1),
    "digits": (1, 1, 1),
    "key": (SAMPLES, SCENARIOS, 1),
    "override": (1, SCENARIOS, 1),
    "general": (SAMPLES, 1, 1),
    "x": (SAMPLES, SCENARIOS, PERIODS),
    "y": (1, 1, PERIODS),
    "sizes": (1, SCENARIOS, 1, 4),
    "keys": (1, 1, 1, 4),
    "prices": (SAMPLES, SCENARIOS, 1, 4),
    "cells": (1, 1, 1, 4),
}


@pytest.fixture(scope="module")
def frame() -> Frame:
    stream = np.random.default_rng(5)
    values: dict[str, Array] = {name: np.round(stream.uniform(-20, 60, shape), 2) for name, shape in SHAPES.items()}
    values["n"][:] = 2
    values["digits"][:] = 1
    values["key"] = stream.choice([1.0, 2.0, 3.0, 9.0], values["key"].shape)
    values["keys"] = np.array([3.0, 1.0, 2.0, 4.0]).reshape(1, 1, 1, 4)
    values["override"][0, 1] = np.nan
    values["sizes"][..., 3] = np.nan
    values["size"] = np.array(["SMALL", "medium", "대형"]).reshape(1, SCENARIOS, 1)
    groups = {"parts": [values["x"], values["y"], np.full((1, 1, 1), 7.0)]}
    openings = {"x": np.full((SAMPLES, 1, 1), 3.0), "y": np.full((1, SCENARIOS, 1), 4.0)}
    return Frame(values, groups, openings, PERIODS)


def singles(frame: Frame) -> Iterator[tuple[tuple[int, int], Frame]]:
    """The frame of each sample and scenario alone."""
    for sample, scenario in product(range(SAMPLES), range(SCENARIOS)):

        def only(value: Array, sample: int = sample, scenario: int = scenario) -> Array:
            chosen = value[sample : sample + 1] if len(value) > 1 else value
            return chosen[:, scenario : scenario + 1] if chosen.shape[1] > 1 else chosen

        yield (
            (sample, scenario),
            Frame(
                {name: only(value) for name, value in frame.values.items()},
                {name: [only(member) for member in members] for name, members in frame.groups.items()},
                {name: only(value) for name, value in frame.openings.items()},
                PERIODS,
            ),
        )


class TestBroadcasting:
    """Names that vary along any of the axes give what looping over single values gives."""

    def test_trees_over_arrays_give_what_loops_over_single_values_give(self, frame: Frame) -> None:
        trees = Trees(random.Random(2).choice)
        alone_frames = dict(singles(frame))
        finite = 0
        for tree in [trees.tree() for _ in range(150)]:
            whole = np.broadcast_to(evaluate(tree, frame), (SAMPLES, SCENARIOS, PERIODS))
            ready = program(tree)
            for (sample, scenario), single in alone_frames.items():
                alone = np.broadcast_to(evaluate(ready, single), (1, 1, PERIODS))[0, 0]
                # NumPy's power of many numbers and of one differ in the last place.
                np.testing.assert_allclose(whole[sample, scenario], alone, rtol=1e-9, atol=1e-9)
            finite += np.isfinite(whole).any()
        assert finite > 120

    def test_what_does_not_vary_is_not_repeated(self) -> None:
        frame = Frame({"a": np.ones((SAMPLES, 1, 1)), "b": np.ones((1, SCENARIOS, 1))}, periods=PERIODS)
        assert evaluate(parse("2 + 3"), frame).shape == (1, 1, 1)
        assert evaluate(parse("a * 2"), frame).shape == (SAMPLES, 1, 1)
        assert evaluate(parse("a * b"), frame).shape == (SAMPLES, SCENARIOS, 1)
        assert evaluate(parse("cumulative(b)"), frame).shape == (1, SCENARIOS, PERIODS)
        assert evaluate(parse("total(a)"), frame).shape == (SAMPLES, 1, 1)

    def test_values_are_floats_and_comparisons_are_booleans(self) -> None:
        frame = Frame({"a": periods(1, 2)}, periods=2)
        assert evaluate(parse("a + 1"), frame).dtype == np.float64
        assert evaluate(parse("a > 1"), frame).tolist() == [[[False, True]]]

    def test_inputs_stay_as_they_are(self) -> None:
        line = periods(1, 2, 3)
        line.setflags(write=False)
        frame = Frame({"line": line}, {"group": [line, line]}, {"line": periods(9)}, 3)
        for text in ("-line", "line + line", "previous(line)", "cumulative(line)", "sum_over(group)", "round(line, 0)"):
            evaluate(parse(text), frame)
        assert line.tolist() == [[[1, 2, 3]]]


class TestPeriods:
    def test_a_line_that_does_not_vary_still_stands_in_every_period(self) -> None:
        frame = Frame({"rent": periods(7)}, openings={"rent": periods(1)}, periods=3)
        found = {text: evaluate(parse(f"{text}(rent)"), frame).ravel().tolist() for text in ("total", "cumulative")}
        assert found == {"total": [21], "cumulative": [7, 14, 21]}
        assert evaluate(parse("previous(rent)"), frame).ravel().tolist() == [1, 7, 7]

    def test_an_error_in_one_period_spreads_no_further_than_it_is_read(self) -> None:
        frame = Frame({"line": periods(4, 0, 2)}, openings={"line": periods(1)}, periods=3)
        assert np.isnan(evaluate(parse("1 / line"), frame)).ravel().tolist() == [False, True, False]
        wrong = Frame({"line": periods(4, np.nan, 2)}, openings={"line": periods(1)}, periods=3)
        assert np.isnan(evaluate(parse("cumulative(line)"), wrong)).ravel().tolist() == [False, True, True]
        assert np.isnan(evaluate(parse("previous(line)"), wrong)).ravel().tolist() == [False, False, True]
        assert np.isnan(evaluate(parse("total(line)"), wrong)).all()

    def test_sums_too_large_for_a_number_are_errors(self) -> None:
        frame = Frame({"line": periods(1e308, 1e308, -1e308)}, {"group": [periods(1e308), periods(1e308)]}, periods=3)
        assert np.isnan(evaluate(parse("total(line)"), frame)).all()
        assert np.isnan(evaluate(parse("cumulative(line)"), frame)).ravel().tolist() == [False, True, True]
        assert np.isnan(evaluate(parse("sum_over(group)"), frame)).all()


class TestComparisons:
    @pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
    def test_none_holds_where_a_side_is_an_error(self, op: str) -> None:
        frame = Frame({"a": periods(0, 1, 2)}, periods=3)
        assert not evaluate(parse(f"1 / a {op} 1"), frame)[0, 0, 0]
        assert not evaluate(parse(f"1 {op} 1 / a"), frame)[0, 0, 0]

    def test_texts_are_compared_one_by_one(self) -> None:
        frame = Frame({"size": np.array(["S", "l", "XL"]).reshape(1, 3, 1)})
        assert evaluate(parse("size == 'L'"), frame).ravel().tolist() == [False, True, False]

    def test_a_text_that_is_not_found_is_an_error_and_no_other_text(self) -> None:
        keys, names = np.array([1.0, 2.0]).reshape(1, 1, 1, 2), np.array(["x", "y"]).reshape(1, 1, 1, 2)
        frame = Frame({"key": periods(1, 2, 3), "keys": keys, "names": names}, periods=3)
        found = evaluate(parse("1 if lookup(key, keys, names) == 'y' else 0"), frame).ravel()
        assert found[:2].tolist() == [0, 1]
        assert np.isnan(found[2])


class TestRollForward:
    """Lines that read their own earlier period, against the loop a person would write."""

    def rolled(self, text: str, opening: float, frame: Frame) -> list[float]:
        return roll_forward(parse(text), "own", periods(opening), frame).ravel().tolist()

    def test_a_balance(self) -> None:
        inflow = [10.0, 20.0, -5.0, 7.0]
        expected, balance = [], 100.0
        for each in inflow:
            balance = balance * 1.05 + each
            expected.append(balance)
        frame = Frame({"inflow": periods(*inflow), "rate": periods(0.05)}, periods=4)
        assert self.rolled("previous(own) * (1 + rate) + inflow", 100.0, frame) == pytest.approx(expected, rel=1e-15)

    def test_a_count_from_zero(self) -> None:
        assert self.rolled("previous(own) + 1", -1.0, Frame({}, periods=4)) == [0, 1, 2, 3]

    def test_steps_that_depend_on_what_stood_before(self) -> None:
        need = [3.0, 9.0, 5.0, 17.0]
        expected, held = [], 0.0
        for each in need:
            held = held if held >= each else min(size for size in (4, 8, 16, 32) if size >= each)
            expected.append(held)
        sizes = np.array([4.0, 8.0, 16.0, 32.0]).reshape(1, 1, 1, 4)
        frame = Frame({"need": periods(*need), "sizes": sizes}, periods=4)
        text = "previous(own) if previous(own) >= need else at_least(sizes, need, 9)"
        assert self.rolled(text, 0.0, frame) == expected

    def test_every_way_to_read_another_line(self) -> None:
        a, b = [1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]
        expected, own = [], 5.0
        for now in range(4):
            before = a[now - 1] if now else 0.5
            own = own * 0.5 + a[now] + before + sum(a[: now + 1]) + sum(a) + a[0] + a[-1] + (a[now] + b[now])
            expected.append(own)
        frame = Frame({"a": periods(*a)}, {"group": [periods(*a), periods(*b)]}, {"a": periods(0.5)}, 4)
        text = "previous(own) * 0.5 + a + previous(a) + cumulative(a) + total(a) + first(a) + last(a) + sum_over(group)"
        assert self.rolled(text, 5.0, frame) == pytest.approx(expected, rel=1e-15)

    def test_samples_and_scenarios_roll_side_by_side(self) -> None:
        stream = np.random.default_rng(3)
        growth, opening = stream.uniform(0, 1, (SAMPLES, 1, PERIODS)), stream.uniform(1, 2, (1, SCENARIOS, 1))
        found = roll_forward(
            parse("previous(own) * (1 + growth)"), "own", opening, Frame({"growth": growth}, periods=PERIODS)
        )
        assert found.shape == (SAMPLES, SCENARIOS, PERIODS)
        np.testing.assert_allclose(found, opening * np.cumprod(1 + growth, axis=-1), rtol=1e-14)

    def test_an_error_stays_in_all_later_periods(self) -> None:
        frame = Frame({"a": periods(1, 0, 1, 1)}, periods=4)
        found = roll_forward(parse("previous(own) + 1 / a"), "own", periods(0), frame)
        assert np.isnan(found).ravel().tolist() == [False, True, True, True]

    def test_a_program_made_once_gives_the_same(self) -> None:
        ready = program(parse("previous(own) + 1"))
        frame = Frame({}, periods=3)
        assert roll_forward(ready, "own", periods(0), frame).ravel().tolist() == [1, 2, 3]
        assert roll_forward(ready, "own", periods(10), frame).ravel().tolist() == [11, 12, 13]


def test_a_program_says_what_it_reads() -> None:
    ready = program(parse("at_least(sizes, previous(a), digits)"))
    found = [(each.name, each.view) for each in ready.reads]
    assert found == [("sizes", View.TABLE), ("a", View.PREVIOUS), ("digits", View.VALUE)]


def test_evaluating_warns_of_nothing_and_leaves_numpys_settings() -> None:
    before = np.geterr()
    for text in ("1 / 0", "0 / 0", "(-1) ** 0.5", "10 ** 400", "1e308 * 10", "1e-300 * 1e-300", "round(1e300, 300)"):
        evaluate(parse(text), Frame({}))
    assert np.geterr() == before


@pytest.mark.parametrize("tree", [parse("1 if a else 0"), parse("a if 'x' else b")])
def test_a_condition_that_is_no_comparison_is_no_formula(tree: Node) -> None:
    with pytest.raises(TypeError, match="check units before evaluating"):
        program(tree)


def test_a_value_of_one_tree_is_a_number() -> None:
    assert Trial(parse("a + 1"), {"a": 1.0}, 1).value == 2.0
    assert evaluate(Text("x"), Frame({})).item() == "x"


@pytest.mark.parametrize("text", ["a if a == 1 else 'none'", "entry_or(texts, a, a)", "filled(blank, a)"])
def test_a_number_stays_one_where_a_text_might_stand(text: str) -> None:
    names = {"a": np.ones((1, 1, 1)), "texts": np.array(["", "Series"])[None, None, None, :],
             "blank": np.full((1, 1, 1), "")}  # fmt: skip
    found = evaluate(parse(text), Frame(names)).item()
    assert found == 1.0
    assert isinstance(found, float)
