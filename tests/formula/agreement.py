"""Do the evaluator and a spreadsheet agree on a tree? With what is known of the spreadsheets, named narrowly.

A tree whose value hangs on the last digits of a float (the difference of almost equal numbers, a computed number right
at a step) says nothing about either side. `is_steady` finds such trees by shaking every number that has no exact float,
every quotient and every power, by a hundred times the rounding error: what then moves is set aside.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from builder.formula.evaluate import Frame, evaluate
from builder.formula.excel import EXCEL_PRECEDENCE, Precedence, template
from builder.formula.functions import Array
from builder.formula.nodes import Binary, Name, Node, Number, children, rebuild, walk
from builder.formula.shapes import expand
from tests.formula.names import PERIODS, Engine, Names, Question, answers, frame
from tests.formula.trees import Trees
from tests.support.cells import ErrorValue, Value

RELATIVE, ABSOLUTE = 1e-9, 1e-9
_SHAKES = 6
_SHAKEN_BY = 1e-13


@dataclass(frozen=True)
class Trial:
    """A tree, what its names stand for, and the period it is asked for."""

    tree: Node
    names: Names
    period: int

    @classmethod
    def grown(cls, trees: Trees, depth: int = 5) -> "Trial":
        """A random one."""
        return cls(trees.tree(depth), trees.names(), trees.choose(range(1, PERIODS + 1)))

    @cached_property
    def frame(self) -> Frame:
        """What its names stand for, as arrays."""
        return frame(self.names)

    @cached_property
    def value(self) -> float:
        """What the evaluator makes of it: not-a-number for an error."""
        return self.value_of(self.tree)

    def value_of(self, part: Node) -> float:
        """What the evaluator makes of a part of the tree."""
        return float(_at(evaluate(part, self.frame), self.period).item())

    def question(self, precedence: Mapping[str, Precedence] = EXCEL_PRECEDENCE) -> Question:
        """The printed formula, to be put to a spreadsheet."""
        return Question(template(self.tree, precedence), self.names, self.period)

    def __repr__(self) -> str:
        return template(self.tree).fill(lambda slot: slot.name)


def disagreements(
    trials: Sequence[Trial], engine: Engine, precedence: Mapping[str, Precedence] = EXCEL_PRECEDENCE
) -> list[tuple[Trial, Value]]:
    """The trials of which a spreadsheet gives another value than the evaluator, and that value."""
    found = answers(engine, [trial.question(precedence) for trial in trials])
    return [(trial, value) for trial, value in zip(trials, found, strict=True) if not _same(trial.value, value)]


def _same(ours: float, theirs: Value) -> bool:
    if math.isnan(ours) or isinstance(theirs, ErrorValue):
        return math.isnan(ours) and isinstance(theirs, ErrorValue)
    return isinstance(theirs, float) and math.isclose(ours, theirs, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def is_excused(trial: Trial, engine: str) -> bool:
    """Whether a tree has a power of which an engine is known to say otherwise than Excel.

    0^0 is 1 to both, and #NUM! to Excel. LibreOffice takes odd roots of negative numbers, (-8)^(1/3), which are #NUM!
    to Excel, and gives an error for a power too small for a number, which is 0 to Excel.
    """
    powers = [each for each in walk(expand(trial.tree)) if isinstance(each, Binary) and each.op == "**"]
    return any(_is_known(trial.value_of(power.left), trial.value_of(power.right), engine) for power in powers)


def _is_known(base: float, exponent: float, engine: str) -> bool:
    if base == 0 and exponent == 0:
        return True
    if engine != "libreoffice" or math.isnan(base) or math.isnan(exponent) or base == 0:
        return False
    takes_root = base < 0 and not exponent.is_integer() and _is_odd(1 / exponent)
    return takes_root or exponent * math.log10(abs(base)) < math.log10(np.finfo(float).tiny)


def _is_odd(number: float) -> bool:
    return math.isclose(number, round(number), rel_tol=1e-9) and round(number) % 2 == 1


def is_steady(trial: Trial) -> bool:
    """Whether the value stays when what no float holds exactly is shaken a little."""
    shaken, noise = _shaken(expand(trial.tree))
    values = _at(evaluate(shaken, _shaken_frame(trial.frame, noise)), trial.period).ravel()
    wrong = np.isnan(values)
    if wrong.any() or math.isnan(trial.value):
        return bool(wrong.all()) and math.isnan(trial.value)
    return bool(np.allclose(values, trial.value, rtol=RELATIVE / 10, atol=ABSOLUTE / 10))


def _at(value: Array, period: int) -> Array:
    return value[..., min(period, value.shape[-1]) - 1]


def _shaken(tree: Node) -> tuple[Node, dict[str, float]]:
    """The tree with written decimals, quotients and powers made to vary, and the names that carry the variation.

    The same part varies in the same way wherever it stands: a / b - a / b is 0 and stays so.
    """
    carriers: dict[Node, str] = {}
    centres: dict[str, float] = {}

    def carrier(node: Node, centre: float) -> Name:
        name = carriers.setdefault(node, f"shaken {len(carriers)}")
        centres[name] = centre
        return Name(name)

    def shake(node: Node) -> Node:
        if isinstance(node, Number):
            return node if _is_exact(node.value) else carrier(node, node.value)
        below = rebuild(node, tuple(shake(child) for child in children(node)))
        return Binary("*", below, carrier(node, 1.0)) if isinstance(node, Binary) and node.op in ("/", "**") else below

    return shake(tree), centres


def _shaken_frame(steady: Frame, centres: Mapping[str, float]) -> Frame:
    stream = np.random.default_rng(1)

    def vary(value: Array) -> Array:
        if value.dtype.kind != "f":
            return value
        noise = 1 + _SHAKEN_BY * stream.uniform(-1, 1, (_SHAKES, *value.shape[1:]))
        return np.where(_is_exact(value), value, value * noise)

    carriers = {
        name: centre * (1 + _SHAKEN_BY * stream.uniform(-1, 1, (_SHAKES, 1, 1))) for name, centre in centres.items()
    }
    return Frame(
        {**{name: vary(value) for name, value in steady.values.items()}, **carriers},
        {name: [vary(member) for member in group] for name, group in steady.groups.items()},
        {name: vary(value) for name, value in steady.openings.items()},
        steady.periods,
    )


def _is_exact(value: Array | float) -> Array:
    """Wholes, halves, quarters and the like, which arithmetic keeps exactly."""
    exact: Array = np.asarray(value) * 64 % 1 == 0
    return exact


def steady_trials(trees: Trees, count: int) -> tuple[list[Trial], int]:
    """So many random trials that do not hang on the last digits, and how many that do were set aside."""
    found: list[Trial] = []
    set_aside = 0
    while len(found) < count:
        trial = Trial.grown(trees)
        if not children(trial.tree):
            continue
        if is_steady(trial):
            found.append(trial)
        else:
            set_aside += 1
    return found, set_aside
