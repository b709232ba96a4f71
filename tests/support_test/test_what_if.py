import random

import pytest

from tests.support.cells import ErrorValue, Value
from tests.support.recalculation import WhatIf, formualizer_values, with_inputs
from tests.support_test.small_workbooks import with_stored, workbook

MODEL = workbook(
    {
        "Inputs": {"A1": 50, "A2": 3, "A3": "large", "A4": True, "A5": 2, "B5": None},
        "계산": {
            "A1": '=IF(Inputs!B5="",Inputs!A5,Inputs!B5)',
            "A2": "=Inputs!A1*Inputs!A2*A1",
            "A3": '=IF(Inputs!A3="large",A2*2,A2)',
            "A4": "=IF(Inputs!A4,A3,0)",
            "A5": "=Inputs!A1/(Inputs!A2-1)",
        },
    },
    names={
        "in_users": "Inputs!$A$1",
        "in_price": "Inputs!$A$2",
        "in_general": "Inputs!$A$5",
        "in_override": "Inputs!$B$5",
        "out_total": "'계산'!$A$4",
        "out_share": "'계산'!$A$5",
        "범위": "Inputs!$A$1:$A$2",
    },
)


@pytest.fixture
def what_if() -> WhatIf:
    return WhatIf(MODEL)


def test_outputs_follow_inputs_and_return(what_if: WhatIf) -> None:
    assert what_if.read(["out_total"]) == {"out_total": 600}
    assert what_if.with_values({"in_users": 100}, ["out_total"]) == {"out_total": 1200}
    assert what_if.read(["out_total"]) == {"out_total": 600}


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({("Inputs", "A3"): "small"}, 300),
        ({("Inputs", "A3"): None}, 300),
        ({("Inputs", "A4"): False}, 0),
        ({"in_override": 5}, 1500),
        ({"in_override": 0}, 0),
        ({"in_override": 5, "in_general": 77}, 1500),
        ({"IN_USERS": 0}, 0),
    ],
)
def test_texts_booleans_and_blanks_are_inputs_as_well(
    what_if: WhatIf, changes: dict[str | tuple[str, str], Value | None], total: float
) -> None:
    assert what_if.with_values(changes, ["out_total"]) == {"out_total": total}
    assert what_if.with_values({}, ["out_total"]) == {"out_total": 600}


def test_changes_add_up_until_the_reset(what_if: WhatIf) -> None:
    what_if.set({"in_users": 100})
    what_if.set({"in_price": 1})
    assert what_if.read([("계산", "A2"), "out_share"]) == {
        ("계산", "A2"): 200,
        "out_share": ErrorValue("#DIV/0!"),
    }
    what_if.set({"in_users": 10})
    what_if.reset()
    assert what_if.read(["in_users", ("계산", "A2"), "out_share"]) == {
        "in_users": 50,
        ("계산", "A2"): 300,
        "out_share": 25,
    }


def test_a_formula_is_not_an_input_and_nothing_changes(what_if: WhatIf) -> None:
    with pytest.raises(ValueError, match="계산!A4 holds a formula"):
        what_if.with_values({"in_users": 1, "out_total": 5}, ["out_total"])
    assert what_if.read(["out_total"]) == {"out_total": 600}


@pytest.mark.parametrize("name", ["in_nothing", "범위"])
def test_a_name_of_no_single_cell_is_told(what_if: WhatIf, name: str) -> None:
    with pytest.raises(KeyError, match=f"no single cell is named '{name}'"):
        what_if.set({name: 1})


def test_a_sheet_that_is_not_there_is_told(what_if: WhatIf) -> None:
    with pytest.raises(KeyError, match="there is no sheet 'inputs'"):
        what_if.set({("inputs", "A1"): 1})
    with pytest.raises(KeyError, match="there is no sheet 'Output'"):
        what_if.read([("Output", "A1")])


def test_stored_results_do_not_count() -> None:
    assert WhatIf(with_stored(MODEL, "계산", {"A4": 1.0})).read(["out_total"]) == {"out_total": 600}


def test_a_thousand_questions_give_what_a_fresh_file_gives(what_if: WhatIf) -> None:
    stream = random.Random(20240430)
    places = [("Inputs", address) for address in ("A1", "A2", "A5", "B5")]
    outputs = [("계산", f"A{row}") for row in range(1, 6)]
    asked = [
        {place: stream.choice([None, 0.0, 1.0, 2.5, 40.0]) for place in stream.sample(places, 2)} for _ in range(1000)
    ]
    answers = [what_if.with_values(changes, outputs) for changes in asked]
    for changes, answer in list(zip(asked, answers, strict=True))[::50]:
        fresh = formualizer_values(with_inputs(MODEL, changes))["계산"]
        assert {address: answer["계산", address] for address in fresh} == fresh
