"""Shapes and views: who is named in a formula, how each name is read, and whether the value varies over periods."""

import pytest

from builder.formula.errors import FormulaError
from builder.formula.functions import FUNCTIONS, Shape, View
from builder.formula.nodes import Call, walk
from builder.formula.parse import parse
from builder.formula.shapes import Reference, check_views, expand, references, shape_of
from tests.formula.names import PERIODS, Group, Line, Names, Table, values_of


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("a + b * a", [("a", View.VALUE), ("b", View.VALUE), ("a", View.VALUE)]),
            ("1 + 2", []),
            ("a - previous(a)", [("a", View.VALUE), ("a", View.PREVIOUS)]),
            ("total(a) + cumulative(b)", [("a", View.ALL), ("b", View.TO_DATE)]),
            ("first(a) + last(a)", [("a", View.FIRST), ("a", View.LAST)]),
            ("sum_over(parts)", [("parts", View.GROUP)]),
            ("filled(own, general)", [("own", View.CELL), ("general", View.CELL)]),
            ("max(a, b)", [("a", View.VALUE), ("b", View.VALUE)]),
            ("at_least(sizes, a, d)", [("sizes", View.TABLE), ("a", View.VALUE), ("d", View.VALUE)]),
            ("lookup(k, ks, vs)", [("k", View.VALUE), ("ks", View.TABLE), ("vs", View.TABLE)]),
            # In reading order, as a person reads the condition.
            ("a if b > c else 0", [("a", View.VALUE), ("b", View.VALUE), ("c", View.VALUE)]),
        ],
    )
    def test_each_name_with_how_it_is_read(self, text: str, found: list[tuple[str, View]]) -> None:
        assert [(each.name, each.view) for each in references(parse(text))] == found

    def test_each_says_where_it_stands(self) -> None:
        text = "nodes * previous( price )"
        found = references(parse(text))
        assert [text[each.span.start : each.span.end] for each in found] == ["nodes", "price"]
        assert isinstance(found[0], Reference)

    def test_a_function_is_not_a_name(self) -> None:
        assert references(parse("max(1, 2)")) == ()


class TestViews:
    @pytest.mark.parametrize(
        ("marked", "what"),
        [
            ("previous(‹a + b›)", "previous reads a whole line"),
            ("total(‹2 * a›)", "total reads a whole line"),
            ("1 + cumulative(‹-a›)", "cumulative reads a whole line"),
            ("first(‹1›)", "first reads a whole line"),
            ("last(‹max(a, b)›)", "last reads a whole line"),
            ("previous(‹previous(a)›)", "previous reads a whole line"),
            ("sum_over(‹a + b›)", "sum_over reads a whole group"),
            ("at_least(‹a * 2›, b, 9)", "at_least reads a whole sizes"),
            ("lookup(k, ‹'text'›, v)", "lookup reads a whole keys"),
            ("filled(a, ‹b + 1›)", "filled reads a whole general"),
            ("a if total(‹b + c›) > 0 else 0", "total reads a whole line"),
        ],
    )
    def test_what_is_read_whole_has_to_be_a_name(self, marked: str, what: str) -> None:
        text = marked.replace("‹", "").replace("›", "")
        with pytest.raises(FormulaError) as caught:
            check_views(parse(text), text)
        assert what in caught.value.what
        span = caught.value.span
        assert f"{text[: span.start]}‹{text[span.start : span.end]}›{text[span.end :]}" == marked
        assert "a line of its own" in caught.value.remedy

    @pytest.mark.parametrize("text", ["previous(a) + 1", "max(a + b, total(c))", "at_least(sizes, a * b, 2)", "-a"])
    def test_everything_else_may_be_an_expression(self, text: str) -> None:
        check_views(parse(text), text)


SHAPES = {"line": Shape.PERIOD, "other": Shape.PERIOD, "constant": Shape.CONSTANT, "table": Shape.CONSTANT}


class TestShape:
    @pytest.mark.parametrize(
        ("text", "shape"),
        [
            ("1", Shape.CONSTANT),
            ("constant * 2", Shape.CONSTANT),
            ("line", Shape.PERIOD),
            ("-line", Shape.PERIOD),
            ("constant + line", Shape.PERIOD),
            ("max(constant, line)", Shape.PERIOD),
            ("1 if line > 0 else 0", Shape.PERIOD),
            ("line if constant > 0 else 0", Shape.PERIOD),
            ("constant if constant > 0 else 0", Shape.CONSTANT),
            ("total(line)", Shape.CONSTANT),
            ("first(line) / last(line)", Shape.CONSTANT),
            ("total(line) + line", Shape.PERIOD),
            ("previous(line)", Shape.PERIOD),
            ("previous(constant)", Shape.PERIOD),
            ("cumulative(constant)", Shape.PERIOD),
            ("sum_over(line)", Shape.PERIOD),
            ("at_least(table, constant, 9)", Shape.CONSTANT),
            ("at_least(table, line, 9)", Shape.PERIOD),
            ("largest(table)", Shape.CONSTANT),
            ("lookup(line, table, table)", Shape.PERIOD),
            ("interpolate(constant, 0, 1, line, 1)", Shape.PERIOD),
            ("filled(constant, line)", Shape.PERIOD),
            ("1 if 'a' == 'b' else 0", Shape.CONSTANT),
        ],
    )
    def test_it_varies_over_periods_where_any_part_does(self, text: str, shape: Shape) -> None:
        assert shape_of(parse(text), SHAPES.__getitem__) is shape

    def test_what_is_constant_has_one_value(self) -> None:
        names: Names = {"line": Line(1, 3, 7), "other": Line(3, 5, 7), "constant": 2.0, "table": Table(2, 4, 8)}
        for text in ("total(line)", "first(line) + last(other)", "at_least(table, constant, 9)"):
            assert len(set(values_of(parse(text), names))) == 1
        for text in ("cumulative(line)", "previous(other) + constant", "at_least(table, line, 9)"):
            assert len(set(values_of(parse(text), names))) == PERIODS


class TestExpansion:
    def test_a_derived_function_is_its_definition(self) -> None:
        assert expand(parse("ceil(a / b, d)")) == parse("roundup(round(a / b, d))")
        assert expand(parse("at_least(sizes, a, 9)")) == parse("next_size(sizes, round(a, 9))")
        assert expand(parse("1 + floor(ceil(a, 2), 2)")) == parse("1 + rounddown(round(roundup(round(a, 2)), 2))")

    def test_names_of_arguments_and_of_parameters_do_not_mix(self) -> None:
        # The parameters of interpolate are x, x0, x1, y0 and y1 themselves.
        swapped = expand(parse("interpolate(y0, x, x0, y1, x1)"))
        assert swapped == parse("y1 + (x1 - y1) * max(0, min(1, (y0 - x) / (x0 - x)))")

    def test_every_derived_function_means_its_definition(self) -> None:
        for function in FUNCTIONS.values():
            if function.definition:
                call = Call(function.name, tuple(parse(each.name) for each in function.parameters))
                calls = {node.function for node in walk(expand(call)) if isinstance(node, Call)}
                assert expand(call) == expand(parse(function.definition))
                assert not any(FUNCTIONS[name].definition for name in calls)

    def test_its_parts_point_at_the_call_and_its_arguments_at_themselves(self) -> None:
        text = "1 + ceil(a / b, digits)"
        pointed = {text[node.span.start : node.span.end] for node in walk(expand(parse(text)))}
        assert pointed == {text, "1", "ceil(a / b, digits)", "a / b", "a", "b", "digits"}

    def test_a_group_is_summed_period_by_period(self) -> None:
        assert values_of(parse("sum_over(parts)"), {"parts": Group(Line(1, 2, 3), Line(10, 20, 30))}) == [11, 22, 33]
