"""The one table of cases: a formula, what its names stand for, and what a spreadsheet makes of it.

Evaluator, printer, LibreOffice and formualizer are all held against it. Values are Excel's by its documentation,
written by hand; where an engine gives another, that is written beside the case (LibreOffice 7.4, formualizer 0.13).
A new function gets a few lines here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.formula.names import Group, Line, Names, Table
from tests.support.cells import ErrorValue

DIV0, NA, NUM = ErrorValue("#DIV/0!"), ErrorValue("#N/A"), ErrorValue("#NUM!")
REF, VALUE = ErrorValue("#REF!"), ErrorValue("#VALUE!")
Expected = float | ErrorValue | tuple[float | ErrorValue, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A formula and its value: one for all periods, or one for each of the three.

    `excel` is its Excel text with names for addresses, `words` its English. An engine's own value stands beside
    Excel's where it differs.
    """

    formula: str
    value: Expected
    names: Names = field(default_factory=dict)
    excel: str | None = None
    words: str | None = None
    libreoffice: Expected | None = None
    formualizer: Expected | None = None

    def __str__(self) -> str:
        told = [f"{name}={entry}" for name, entry in self.names.items() if isinstance(entry, float | int | str)]
        return ", ".join([self.formula, *told])

    def expected(self, period: int) -> float | ErrorValue:
        """Excel's value in one of the periods, counted from 1."""
        return _of(self.value, period)

    def allowed(self, engine: str, period: int) -> list[float | ErrorValue]:
        """Excel's value, and the engine's own where it differs."""
        own: Mapping[str, Expected | None] = {"libreoffice": self.libreoffice, "formualizer": self.formualizer}
        return [_of(value, period) for value in (self.value, own[engine]) if value is not None]


def _of(value: Expected, period: int) -> float | ErrorValue:
    return value[period - 1] if isinstance(value, tuple) else value


AB = {"a": 2.0, "b": 3.0}
ABC = {"a": 2.0, "b": 3.0, "c": 4.0}

PRECEDENCE = [
    # A spreadsheet's minus binds tighter than its power, and its powers go from left to right.
    Case("-a**2", -9, {"a": 3.0}, "=-(a^2)", "minus a to the power of 2"),
    Case("(-a)**2", 9, {"a": 3.0}, "=-a^2", "(minus a) to the power of 2"),
    Case("-2**2", -4, {}, "=-(2^2)"),
    Case("(-2)**2", 4, {}, "=-2^2"),
    Case("0 - a**2", -9, {"a": 3.0}, "=0-a^2"),
    Case("2**3**2", 512, {}, "=2^(3^2)"),
    Case("(2**3)**2", 64, {}, "=2^3^2"),
    Case("a**b**c", 2.0**81, ABC, "=a^(b^c)", "a to the power of (b to the power of c)"),
    Case("(a**b)**c", 4096, ABC, "=a^b^c", "(a to the power of b) to the power of c"),
    Case("2**-1", 0.5, {}, "=2^(-1)"),
    Case("-2**-2", -0.25, {}, "=-(2^(-2))"),
    Case("(-2)**-2", 0.25, {}, "=-2^(-2)"),
    Case("a**-b", 0.125, AB, "=a^(-b)"),
    Case("a*-b", -6, AB, "=a*(-b)", "a × (minus b)"),
    Case("a - -b", 5, AB, "=a-(-b)"),
    Case("a + -b", -1, AB, "=a+(-b)"),
    Case("a / -b", -2 / 3, AB, "=a/(-b)"),
    Case("-a - b", -5, AB, "=-a-b", "minus a − b"),
    Case("-(a - b)", 1, AB, "=-(a-b)", "minus (a − b)"),
    Case("-a * b", -6, AB, "=-a*b", "(minus a) × b"),
    Case("-(a * b)", -6, AB, "=-(a*b)", "minus a × b"),
    Case("-(a / b)", -2 / 3, AB, "=-(a/b)"),
    Case("-(-a)", 2, AB, "=-(-a)"),
    Case("- - -a", -2, AB, "=-(-(-a))"),
    Case("-(a + b)**2", -25, AB, "=-((a+b)^2)"),
    Case("a - (b - c)", 3, ABC, "=a-(b-c)", "a − (b − c)"),
    Case("a - b - c", -5, ABC, "=a-b-c", "a − b − c"),
    Case("a - (b + c)", -5, ABC, "=a-(b+c)"),
    Case("a + (b - c)", 1, ABC, "=a+(b-c)"),
    Case("a / (b / c)", 8 / 3, ABC, "=a/(b/c)", "a ÷ (b ÷ c)"),
    Case("a / b / c", 1 / 6, ABC, "=a/b/c"),
    Case("a / (b * c)", 1 / 6, ABC, "=a/(b*c)"),
    Case("a / b * c", 8 / 3, ABC, "=a/b*c", "a ÷ b × c"),
    Case("a * (b / c)", 1.5, ABC, "=a*(b/c)"),
    Case("a + b * c", 14, ABC, "=a+b*c", "a + b × c"),
    Case("(a + b) * c", 20, ABC, "=(a+b)*c", "(a + b) × c"),
    Case("a * (b + c)", 14, ABC, "=a*(b+c)"),
    Case("a * b**c", 162, ABC, "=a*b^c"),
    Case("(a * b)**c", 1296, ABC, "=(a*b)^c"),
    Case("a**(b * c)", 4096, ABC, "=a^(b*c)"),
    Case("a**(b + c)", 128, ABC, "=a^(b+c)"),
    Case("(a + b)**(b - a)", 5, ABC, "=(a+b)^(b-a)"),
    Case("a**max(b, c)", 16, ABC, "=a^MAX(b,c)"),
    Case("1e15", 1e15, {}, "=1000000000000000"),
    Case("1e16 * a", 2e16, AB, "=1E+16*a"),
    Case("0.1 + 0.2", 0.30000000000000004, {}, "=0.1+0.2"),
    Case("1e-7 * a", 2e-7, AB, "=1E-07*a"),
]

ERRORS = [
    Case("1 / a", DIV0, {"a": 0.0}, "=1/a", "1 ÷ a"),
    Case("0 / a", DIV0, {"a": 0.0}),
    Case("a / a * 0", DIV0, {"a": 0.0}),
    Case("a**b", NUM, {"a": 0.0, "b": 0.0}, "=a^b", libreoffice=1, formualizer=1),
    Case("a**b", DIV0, {"a": 0.0, "b": -1.0}),
    Case("a**0", 1, {"a": 5.0}),
    Case("a**b", 0, {"a": 0.0, "b": 2.0}),
    Case("a**b", NUM, {"a": -4.0, "b": 0.5}),
    Case("a**b", NUM, {"a": -8.0, "b": 0.2}, libreoffice=-(8**0.2)),  # it takes odd roots of negative numbers
    Case("a**b", -8, {"a": -2.0, "b": 3.0}),
    # An error to the power of 0, and 1 to the power of an error, stay errors.
    Case("(1 / a)**a", DIV0, {"a": 0.0}),
    Case("1**(1 / a)", DIV0, {"a": 0.0}),
    Case("a**b", NUM, {"a": 10.0, "b": 400.0}),
    # A number too large is an error there and then: nothing divides it away again.
    Case("a * a", NUM, {"a": 1e200}),
    Case("1 / (a * a)", NUM, {"a": 1e200}),
    Case("min(a * a, 1)", NUM, {"a": 1e200}),
    Case("a + a", NUM, {"a": 1.7e308}),
    Case("-a - a", NUM, {"a": 1.7e308}),
    Case("a / b", NUM, {"a": 1e200, "b": 1e-200}),
    Case("1 if a * a > 1 else 0", NUM, {"a": 1e200}),
    Case("a * b", 1e300, {"a": 1e200, "b": 1e100}),
]

CONDITIONS = [
    Case("a if a > b else b", 3, AB, "=IF(a>b,a,b)", "a if a is greater than b, otherwise b"),
    Case("1 if a < b else 0", 1, AB, "=IF(a<b,1,0)", "1 if a is less than b, otherwise 0"),
    Case("1 if a <= 2 else 0", 1, AB, "=IF(a<=2,1,0)", "1 if a is at most 2, otherwise 0"),
    Case("1 if a >= b else 0", 0, AB, "=IF(a>=b,1,0)", "1 if a is at least b, otherwise 0"),
    Case("1 if a == b else 0", 0, AB, "=IF(a=b,1,0)", "1 if a is b, otherwise 0"),
    Case("1 if a != b else 0", 1, AB, "=IF(a<>b,1,0)", "1 if a is not b, otherwise 0"),
    Case("1 if a + b < b * b else 0", 1, AB, "=IF(a+b<b*b,1,0)"),
    Case("(1 if a < b else 0) + c", 5, ABC, "=IF(a<b,1,0)+c", "(1 if a is less than b, otherwise 0) + c"),
    Case("1 if a < b else 0 + c", 1, ABC, "=IF(a<b,1,0+c)"),
    Case("-(a if a > b else b)", -3, AB, "=-IF(a>b,a,b)"),
    Case("(a if a > b else b)**2", 9, AB, "=IF(a>b,a,b)^2"),
    Case(
        "a if a > c else b if b > c else c",
        4,
        ABC,
        "=IF(a>c,a,IF(b>c,b,c))",
        "a if a is greater than c, otherwise (b if b is greater than c, otherwise c)",
    ),
    Case(
        "(a if a > c else b) if b < c else c",
        3,
        ABC,
        "=IF(b<c,IF(a>c,a,b),c)",
        "(a if a is greater than c, otherwise b) if b is less than c, otherwise c",
    ),
    # Only the chosen branch counts.
    Case("1 / a if a != 0 else 0", 0, {"a": 0.0}, "=IF(a<>0,1/a,0)"),
    Case("1 / a if a != 0 else 0", 0.5, {"a": 2.0}),
    Case("0 if a != 0 else 1 / a", DIV0, {"a": 0.0}),
    Case("1 if 1 / a > 0 else 2", DIV0, {"a": 0.0}),
    Case("1 if 0 < 1 / a else 2", DIV0, {"a": 0.0}),
    Case("1 if 1 / a != 0 else 2", DIV0, {"a": 0.0}),
    Case("(1 if 1 / a == 0 else 2) * 0", DIV0, {"a": 0.0}),
    # The guard for computed values.
    Case("1 if round(0.1 + 0.2, 9) == round(0.3, 9) else 0", 1, {}, "=IF(ROUND(0.1+0.2,9)=ROUND(0.3,9),1,0)"),
    Case("1 if x > 1 else 0", (0, 0, 1), {"x": Line(0, 1, 2)}),
    # Texts are compared without case.
    Case(
        'a if size == "Large" else b',
        2,
        {**AB, "size": "LARGE"},
        '=IF(size="Large",a,b)',
        "a if size is “Large”, otherwise b",
    ),
    Case('a if size == "large" else b', 3, {**AB, "size": "small"}),
    Case('a if size != "large" else b', 2, {**AB, "size": "small"}, '=IF(size<>"large",a,b)'),
    Case('a if size != "SMALL" else b', 3, {**AB, "size": "small"}),
    Case('1 if size == "대형" else 0', 1, {"size": "대형"}),
    Case('1 if size == "É" else 0', 1, {"size": "é"}, formualizer=0),
    Case('1 if size == "" else 0', 1, {"size": ""}, '=IF(size="",1,0)'),
    Case("1 if size == '6\" rack' else 0", 1, {"size": '6" rack'}, '=IF(size="6"" rack",1,0)'),
    Case("1 if size == other else 0", 1, {"size": "xl", "other": "XL"}, "=IF(size=other,1,0)"),
    Case('1 if "a" == "A" else 0', 1),
]

ROUNDING = [
    Case("round(x, 0)", 1, {"x": 0.5}, "=ROUND(x,0)", "x, rounded to 0 decimals"),
    Case("round(x, n)", 1.2, {"x": 1.23, "n": 1}, "=ROUND(x,n)", "x, rounded to as many decimals as “n”"),
    Case("round(x, 0)", 2, {"x": 1.5}),
    Case("round(x, 0)", 3, {"x": 2.5}),
    Case("round(x, 0)", -3, {"x": -2.5}),
    Case("round(x, 0)", -1, {"x": -0.5}),
    Case("round(x, 0)", 0, {"x": 0.4999}),
    Case("round(x, 0)", 0, {"x": -0.4}),
    Case("round(x, 2)", 1.01, {"x": 1.005}),
    Case("round(x, 2)", -1.01, {"x": -1.005}),
    Case("round(x, 2)", 2.68, {"x": 2.675}),
    Case("round(x, 2)", 10.08, {"x": 10.075}),
    Case("round(x, 1)", 0.3, {"x": 0.25}),
    Case("round(x, 2)", 0.29, {"x": 0.285}),
    Case("round(x, 3)", 1.235, {"x": 1.2345}),
    Case("round(x, 2)", 1.0, {"x": 1.00499}),
    Case("round(x, 0)", 999, {"x": 999.499999999999}),
    Case("round(x, 2)", 123456.78, {"x": 123456.784999999}),
    Case("round(x, 2)", 5e9 + 0.13, {"x": 5e9 + 0.125}),
    Case("round(x * y, 2)", 1.16, {"x": 1.1, "y": 1.05}),  # 1.1550000000000002
    Case("round(x / y, 0)", 435, {"x": 4.35, "y": 0.01}),
    Case("round(x, 0)", 1e15 + 1, {"x": 1e15 + 0.5}),
    Case("round(x, 0)", 1e15, {"x": 1e15 + 0.25}),
    Case("round(x, 0)", 2.0**53 + 2, {"x": 2.0**53 + 2}),
    Case("round(x, 2)", 2.0**52 + 1, {"x": 2.0**52 + 1}),
    Case("round(x, 0)", 1e300, {"x": 1e300}),
    Case("round(x, 6)", 0, {"x": 4e-7}),
    Case("round(x, 15)", 0.1, {"x": 0.1}),
    Case("round(x, 400)", 0.1, {"x": 0.1}),
    # Digits to the left of the point, and fractions of a digit, which are cut off.
    Case("round(x, -2)", 1300, {"x": 1250.0}, "=ROUND(x,-2)"),
    Case("round(x, -2)", -1300, {"x": -1250.0}),
    Case("round(x, -3)", 0, {"x": 499.0}),
    Case("round(x, -3)", 1000, {"x": 500.0}),
    Case("round(x, -400)", 0, {"x": 500.0}),
    Case("round(x, d)", 1.3, {"x": 1.25, "d": 1.9}),
    Case("round(x, d)", 1, {"x": 1.25, "d": -0.9}),
    Case("round(x, d)", 10, {"x": 12.5, "d": -1.9}),
    Case("round(x, 1 / d)", DIV0, {"x": 1.25, "d": 0.0}),
    Case("round(1 / d, 1)", DIV0, {"d": 0.0}),
    # Away from zero, and towards it.
    Case("roundup(x)", 3, {"x": 2.1}, "=ROUNDUP(x,0)", "x, rounded up to a whole number"),
    Case("roundup(x)", -3, {"x": -2.1}),
    Case("roundup(x)", 2, {"x": 2.0}),
    Case("roundup(x)", 0, {"x": 0.0}),
    Case("rounddown(x)", 2, {"x": 2.9}, "=ROUNDDOWN(x,0)", "x, rounded down to a whole number"),
    Case("rounddown(x)", -2, {"x": -2.9}),
    # Floating dust: 0.1*3/0.1 is 3.0000000000000004, and 4 of anything would be one too many.
    Case("ceil(0.1 * 3 / 0.1, 9)", 3, {}, "=ROUNDUP(ROUND(0.1*3/0.1,9),0)"),
    Case("ceil(x, 9)", 4, {"x": 3.01}, "=ROUNDUP(ROUND(x,9),0)", "x, rounded up to a whole number"),
    Case("ceil(x, 1)", 3, {"x": 3.01}),
    Case("ceil(x, digits)", -4, {"x": -3.01, "digits": 6.0}, "=ROUNDUP(ROUND(x,digits),0)"),
    Case("floor(0.3 / 0.1, 9)", 3, {}, "=ROUNDDOWN(ROUND(0.3/0.1,9),0)"),
    Case("floor(x, 9)", 3, {"x": 3.99}, "=ROUNDDOWN(ROUND(x,9),0)", "x, rounded down to a whole number"),
    Case("floor(x, 1)", 4, {"x": 3.99}),
    Case("floor(x, 9)", -3, {"x": -3.99}),
    Case("ceil(1 / x, 9)", DIV0, {"x": 0.0}),
]

SIZES = Table(8, 2, 4)

TABLES = [
    Case(
        "at_least(sizes, x, 9)",
        4,
        {"sizes": SIZES, "x": 3.0},
        '=SMALL(sizes[table],COUNTIF(sizes[table],"<"&ROUND(x,9))+1)',
        "the smallest of sizes that is at least x",
    ),
    Case("at_least(sizes, x, 9)", 2, {"sizes": SIZES, "x": -5.0}),
    Case("at_least(sizes, x, 9)", 2, {"sizes": SIZES, "x": 2.0}),
    Case("at_least(sizes, x, 9)", 4, {"sizes": SIZES, "x": 2.0001}),
    Case("at_least(sizes, x, 9)", 8, {"sizes": SIZES, "x": 8.0}),
    Case("at_least(sizes, x, 9)", NUM, {"sizes": SIZES, "x": 8.5}),  # none fits
    Case("at_least(sizes, 0.1 * 3 / 0.1 + 1, 9)", 4, {"sizes": SIZES}),
    Case("at_least(sizes, 0.1 + 0.2, 9)", 0.3, {"sizes": Table(0.5, 0.3)}),
    Case("at_least(sizes, x, 9)", 2, {"sizes": Table(4, 2, 2, 4), "x": 1.0}),
    Case("at_least(sizes, x, 9)", 4, {"sizes": Table(4, None, 2), "x": 3.0}),
    Case("at_least(sizes, 1 / x, 9)", DIV0, {"sizes": SIZES, "x": 0.0}),
    Case("at_least(sizes, load, 9)", (2, 4, 8), {"sizes": SIZES, "load": Line(1, 3, 5)}),
    Case("next_size(sizes, x)", 8, {"sizes": SIZES, "x": 5.0}, words="the smallest of sizes that is at least x"),
    Case("largest(sizes)", 8, {"sizes": SIZES}, "=MAX(sizes[table])", "the largest of sizes"),
    Case("smallest(sizes)", 2, {"sizes": SIZES}, "=MIN(sizes[table])", "the smallest of sizes"),
    Case("largest(sizes)", -1, {"sizes": Table(-3, -1, None)}),
    Case("smallest(sizes)", 3, {"sizes": Table(3, None, 5)}),
    Case("largest(sizes) - smallest(sizes)", 6, {"sizes": SIZES}, "=MAX(sizes[table])-MIN(sizes[table])"),
    Case("count_numbers(sizes)", 3, {"sizes": SIZES}, "=COUNT(sizes[table])", "how many of sizes are numbers"),
    Case("count_numbers(sizes)", 2, {"sizes": Table(3, None, 0)}),
    Case("count_numbers(cells)", 1, {"cells": Table("two", 3, None)}),
    Case("count_numbers(cells)", 0, {"cells": Table("two", "three")}),
    Case(
        "count_filled(cells)",
        2,
        {"cells": Table(3, None, 0)},
        "=COUNTA(cells[table])",
        "how many of cells are filled in",
    ),
    Case("count_filled(cells)", 2, {"cells": Table("two", 3, None)}),
    Case("count_rows(cells)", 3, {"cells": Table(3, None, 0)}, "=ROWS(cells[table])", "how many rows cells have"),
    Case("count_rows(cells)", 4, {"cells": Table("a", "b", "c", "d")}),
    Case("count_equal(cells, 0)", 2, {"cells": Table(0, None, 5, 0)}, "=COUNTIF(cells[table],0)",
         "how many of cells are 0"),
    Case("count_equal(cells, x)", 1, {"cells": Table("three", 3, None), "x": 3.0}),
    Case("count_equal(cells, key)", 2, {"cells": Table("a-1", None, "A-1", "b"), "key": "a-1"}),
    Case("count_equal(cells, key)", 0, {"cells": Table(1, 2), "key": "a"}),
    Case(
        "count_below(cells, least)",
        1,
        {"cells": Table(1, 2, None, 3), "least": Table(2, 2, 5, None)},
        '=SUMPRODUCT((cells[table]<least[table])*(cells[table]<>"")*(least[table]<>""))',
        "how many of cells are below their least",
    ),
    Case("count_below(cells, least)", 3, {"cells": Table(-1, 0, 2, None, 1), "least": Table(1, 1, 3, 0, 1)}),
    Case("count_below(most, cells)", 2, {"cells": Table(3, "many", "few"), "most": Table(2, 5, None)}),
    Case("count_below(cells, least)", 0, {"cells": Table("many", 4), "least": Table(2, 4)}),
    Case(
        "sum_for(amounts, places, place)",
        110,
        {"amounts": Table(10, 20, 40, None, 80), "places": Table(None, "b", "A", "a", None), "place": "b"},
        '=SUMPRODUCT((places[table]="")+(places[table]=place),amounts[table])',
        "the sum of amounts whose places is left blank or is place",
    ),
    Case("sum_for(amounts, places, place)", 130, {
        "amounts": Table(10, 20, 40, None, 80), "places": Table(None, "b", "A", "a", None), "place": "a"}),
    Case("sum_for(amounts, places, place)", 15, {
        "amounts": Table(5, "ten", 10), "places": Table(None, None, "c"), "place": "C"}),
    Case("sum_for(amounts, places, place)", 0, {"amounts": Table(5, 7), "places": Table("a", "b"), "place": "c"}),
    Case("sum_for(amounts, places, n)", (9, 2, 2), {
        "amounts": Table(7, 2), "places": Table(1, None), "n": Line(1, 2, 3)}),
    Case("sum_for(amounts, places, 1 / n)", DIV0, {"amounts": Table(7, 2), "places": Table(1, None), "n": 0.0}),
    Case(
        "lookup(key, keys, prices)",
        70,
        {"key": 2.0, "keys": Table(1, 2, 3), "prices": Table(50, 70, 90)},
        "=INDEX(prices[table],MATCH(key,keys[table],0))",
        "the entry of prices beside key in keys",
    ),
    Case("lookup(key, keys, prices)", NA, {"key": 2.5, "keys": Table(1, 2, 3), "prices": Table(50, 70, 90)}),
    Case("lookup(key, keys, prices)", 60, {"key": 2.0, "keys": Table(3, 2, 2), "prices": Table(50, 60, 90)}),
    Case(
        "lookup(key + 1, keys, prices)",
        (50, 70, 90),
        {"key": Line(0, 1, 2), "keys": Table(1, 2, 3), "prices": Table(50, 70, 90)},
    ),
    Case("lookup(1 / key, keys, prices)", DIV0, {"key": 0.0, "keys": Table(1, 2, 3), "prices": Table(50, 70, 90)}),
    Case("lookup(key, keys, prices)", 70, {"key": "B", "keys": Table("a", "b"), "prices": Table(50, 70)}),
    Case('lookup("b", keys, prices)', 70, {"keys": Table("a", "B"), "prices": Table(50, 70)}),
    Case("lookup(key, keys, prices)", NA, {"key": "c", "keys": Table("a", "b"), "prices": Table(50, 70)}),
    Case("lookup(key, keys, prices)", 70, {"key": "대형", "keys": Table("소형", "대형"), "prices": Table(50, 70)}),
    Case(
        '1 if lookup(key, keys, names) == "X" else 0',
        1,
        {"key": 1.0, "keys": Table(1, 2), "names": Table("x", "y")},
        '=IF(INDEX(names[table],MATCH(key,keys[table],0))="X",1,0)',
    ),
    Case('1 if lookup(key, keys, names) == "x" else 0', 0, {"key": 2.0, "keys": Table(1, 2), "names": Table("x", "y")}),
    Case(
        '1 if lookup(key, keys, names) == "x" else 0', NA, {"key": 3.0, "keys": Table(1, 2), "names": Table("x", "y")}
    ),
    Case(
        '1 if lookup(key, keys, names) != "x" else 0', NA, {"key": 3.0, "keys": Table(1, 2), "names": Table("x", "y")}
    ),
]

PLACES = [
    Case("position(key, keys)", 2, {"key": 5.0, "keys": Table(4, 5, 5)}, "=MATCH(key,keys[table],0)",
         "the place of key in keys"),
    Case("position(key, keys)", NA, {"key": 2.5, "keys": Table(1, 2, 3)}),
    Case("position(key, keys)", 2, {"key": "B", "keys": Table("a", "b")}),
    Case("position(key, keys)", NA, {"key": "c", "keys": Table("a", "b")}),
    Case("position(1 / key, keys)", DIV0, {"key": 0.0, "keys": Table(1, 2)}),
    Case("entry(prices, n)", 70, {"n": 2.0, "prices": Table(50, 70, 90)}, "=INDEX(prices[table],n)",
         "the entry of prices in place n"),
    Case("entry(prices, n)", 0, {"n": 2.0, "prices": Table(50, None, 90)}),
    Case("entry(prices, n)", 70, {"n": 2.9, "prices": Table(50, 70, 90)}),
    Case("entry(prices, n)", REF, {"n": 4.0, "prices": Table(50, 70, 90)}),
    Case("entry(prices, n)", VALUE, {"n": -1.0, "prices": Table(50, 70, 90)}),
    Case("entry_or(prices, n, price)", 70, {"n": 2.0, "prices": Table(50, 70, 90), "price": 5.0},
         '=IF(INDEX(prices[table],n)="",price,INDEX(prices[table],n))',
         "the entry of prices in place n where it is filled in, otherwise price"),
    Case("entry_or(prices, n, price)", 5, {"n": 2.0, "prices": Table(50, None, 90), "price": 5.0}),
    Case("entry_or(prices, n, price)", 0, {"n": 2.0, "prices": Table(50, 0, 90), "price": 5.0}),
    Case("entry_or(prices, n, price)", REF, {"n": 4.0, "prices": Table(50, None, 90), "price": 5.0}),
    Case('1 if entry_or(names, n, name) == "c" else 0', 1, {"n": 1.0, "names": Table(None, "b"), "name": "c"}),
    Case("entry(prices, n + 1)", (50, 70, 90), {"n": Line(0, 1, 2), "prices": Table(50, 70, 90)}),
    Case('1 if entry(names, n) == "B" else 0', 1, {"n": 2.0, "names": Table("a", "b")}),
    Case("entry(prices, position(key, keys))", 90, {"key": 3.0, "keys": Table(1, 2, 3), "prices": Table(50, 70, 90)}),
]  # fmt: skip

COST = {"cost": Line(10, 20, 30, opening=5)}

PERIODS = [
    Case("cost", (10, 20, 30), COST, "=cost", "cost"),
    Case("cost * 2", (20, 40, 60), COST),
    Case("previous(cost)", (5, 10, 20), COST, "=cost[previous]", "cost of the period before"),
    Case("cost - previous(cost)", (5, 10, 10), COST, "=cost-cost[previous]", "cost − (cost of the period before)"),
    Case("-previous(cost)", (-5, -10, -20), COST, "=-cost[previous]"),
    Case("cumulative(cost)", (10, 30, 60), COST, "=SUM(cost[to date])", "cost, summed up to this period"),
    Case("total(cost)", 60, COST, "=SUM(cost[all])", "the sum of cost over all periods"),
    Case("cost / total(cost)", (1 / 6, 1 / 3, 1 / 2), COST, "=cost/SUM(cost[all])"),
    Case("first(cost)", 10, COST, "=cost[first]", "cost of the first period"),
    Case("last(cost)", 30, COST, "=cost[last]", "cost of the last period"),
    Case("last(cost) / first(cost)", 3, COST, "=cost[last]/cost[first]"),
    Case("cumulative(cost) - previous(cost)", (5, 20, 40), COST),
    Case("following(cost)", (20, 30, 0), COST, "=N(cost[following])", "cost of the period after"),
    Case("max(following(cost), -5)", (20, 30, 0), COST),
    Case("following(cost) - cost", (10, 10, -30), COST),
    Case("highest(cost)", 30, COST, "=MAX(cost[all])", "the largest cost of all periods"),
    Case("lowest(cost)", 10, COST, "=MIN(cost[all])", "the smallest cost of all periods"),
    Case(
        "sum_since(cost, clock, 0)",
        (0, 10, 30),
        {**COST, "clock": Line(1, 2, 3, opening=0)},
        '=SUMIFS(cost[earlier],clock[earlier],">"&0)',
        "the sum of cost over earlier periods whose clock is above 0",
    ),
    Case("sum_since(cost, clock, clock - 2)", (5, 10, 20), {**COST, "clock": Line(1, 2, 3, opening=0)}),
    Case("sum_since(cost, clock, 1 / zero)", DIV0, {**COST, "clock": Line(1, 2, 3, opening=0), "zero": 0.0}),
    Case("irr(flow, near)", 0.1, {"flow": Line(-100, 0, 121), "near": 0.1}, "=IRR(flow[all],near)",
         "the internal rate of return of flow, searched for from near"),
    Case("total(cost) if cost > first(cost) else 0", (0, 60, 60), COST),
    Case("100 / previous(cost)", (DIV0, 10, 5), {"cost": Line(10, 20, 30)}),
    Case(
        "sum_over(parts)",
        (11, 22, 33),
        {"parts": Group(Line(10, 20, 30), Line(1, 2, 3))},
        "=SUM(parts[group])",
        "the sum of parts",
    ),
    Case("sum_over(parts) * a", (2, 4, 6), {"parts": Group(Line(1, 2, 3)), "a": 2.0}),
    Case("sum_over(parts)", (0, 0, 0), {"parts": Group(Line(1, 2, 3), Line(-2, -4, -6), Line(1, 2, 3))}),
]

CHOICES = [
    Case("min(a, b)", 2, AB, "=MIN(a,b)", "the smallest of a, b"),
    Case("min(a, b, -c)", -4, ABC, "=MIN(a,b,-c)", "the smallest of a, b, minus c"),
    Case("max(a)", 2, AB, "=MAX(a)"),
    Case("max(a, b + c, 0)", 7, ABC, "=MAX(a,b+c,0)", "the largest of a, b + c, 0"),
    Case("max(0, -a)", 0, AB),
    Case("max(1 / a, 5)", DIV0, {"a": 0.0}),
    Case("min(5, 1 / a)", DIV0, {"a": 0.0}),
    Case("max(cost, 20)", (20, 20, 30), COST),
    Case("abs(a - b)", 1, AB, "=ABS(a-b)", "a − b without its sign"),
    Case("abs(1 / a)", DIV0, {"a": 0.0}),
    Case("-abs(-a)", -2, AB, "=-ABS(-a)"),
    Case(
        "filled(override, general)",
        7,
        {"override": None, "general": 7.0},
        '=IF(override="",general,override)',
        "override where it is filled in, otherwise general",
    ),
    Case("filled(override, general)", 3, {"override": 3.0, "general": 7.0}),
    Case("filled(override, general)", 0, {"override": 0.0, "general": 7.0}),
    Case("filled(override, general) * 2", 14, {"override": None, "general": 7.0}),
    Case('1 if filled(override, general) == "x" else 0', 1, {"override": "", "general": "x"}),
    Case('1 if filled(override, general) == "x" else 0', 0, {"override": "y", "general": "x"}),
]

X = {"x0": 10.0, "x1": 20.0, "y0": 100.0, "y1": 300.0}

INTERPOLATION = [
    Case(
        "interpolate(x, x0, x1, y0, y1)",
        200,
        {"x": 15.0, **X},
        "=y0+(y1-y0)*MAX(0,MIN(1,(x-x0)/(x1-x0)))",
        "y0 at x0 rising evenly to y1 at x1, for x, and no further on either side",
    ),
    Case("interpolate(x, x0, x1, y0, y1)", 100, {"x": 10.0, **X}),
    Case("interpolate(x, x0, x1, y0, y1)", 300, {"x": 20.0, **X}),
    Case("interpolate(x, x0, x1, y0, y1)", 100, {"x": -50.0, **X}),
    Case("interpolate(x, x0, x1, y0, y1)", 300, {"x": 50.0, **X}),
    Case("interpolate(x, x0, x1, y0, y1)", 150, {**X, "x": 17.5, "x0": 20.0, "x1": 10.0, "y0": 100.0, "y1": 300.0}),
    Case("interpolate(x, x0, x1, y0, y1)", 250, {**X, "x": 12.5, "y0": 300.0, "y1": 100.0}),
    Case("interpolate(x, x0, x1, y0, y1)", DIV0, {**X, "x": 12.5, "x1": 10.0}),
    Case("interpolate(a + b, a - b, b, -a, a * b)", 6, AB, "=-a+(a*b-(-a))*MAX(0,MIN(1,(a+b-(a-b))/(b-(a-b))))"),
]

CASES = [*PRECEDENCE, *ERRORS, *CONDITIONS, *ROUNDING, *TABLES, *PLACES, *PERIODS, *CHOICES, *INTERPOLATION]
