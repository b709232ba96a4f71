"""What a workbook says of itself: enough to be known again, nothing that its reader could not see in its cells."""

from __future__ import annotations

import pytest

from builder.layout.identity import MAX_PROPERTY, as_properties, identity_in, identity_of, same, shown
from builder.layout.layout import Layout, lay_out
from builder.workbook.reader import contents_of
from tests.workbook import books


def test_it_comes_back_from_the_file_as_it_was_written() -> None:
    contents = contents_of(books.xlsx("reference"), "reference.xlsx")
    assert identity_in(contents.properties) == identity_of(books.layout("reference"))
    assert identity_in({}) is None


def test_it_names_the_study_the_model_and_the_language() -> None:
    identity = identity_of(books.layout("reference", "ko"))
    assert (identity.study, identity.model, identity.language) == ("llm-inferencing-2024", "1", "ko")


def test_inputs_are_known_by_name_and_value_and_by_being_blank() -> None:
    identity = identity_of(books.layout("reference"))
    assert identity.knows("in_users")
    assert identity.had("in_users", 50000.0)
    assert not identity.had("in_users", 50001.0)
    assert not identity.had("in_users", None)
    assert identity.had("in_users__llama_2_70b_50k", None)


def changed(setting: tuple[str, object]) -> Layout:
    """The minimal study's layout with something set otherwise."""
    return lay_out(books.results_with("minimal", [setting]), books.language("en"))


def test_values_change_the_digests_of_their_inputs_alone() -> None:
    before = identity_of(books.layout("minimal"))
    after = identity_of(changed(("options.own.assumptions.node_price", 19000)))
    assert after.sheets == before.sheets
    # The value before and after, and the source that it had before.
    assert len(after.inputs.items() ^ before.inputs.items()) == 3
    other = changed(("timeline.years", 4)).book.sheets
    assert not before.has(other["users-5k"])
    assert before.has(other["Sources"])


def test_no_property_is_longer_than_programs_show() -> None:
    properties = as_properties(identity_of(books.layout("every-kind")))
    assert max(map(len, properties.values())) <= MAX_PROPERTY
    assert len([name for name in properties if name.startswith("tco inputs")]) > 1


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 0.10527072682137245, 43.15701, 1e-9 / 7, 123456789.123456789])
def test_a_number_is_the_same_after_every_way_of_saving_it(number: float) -> None:
    by_openpyxl = float(f"{number:.16g}")
    by_libreoffice = float(f"{by_openpyxl:.15g}")
    assert shown(number) == shown(by_openpyxl) == shown(by_libreoffice)
    assert same(number, by_libreoffice)
    assert not same(number, number * (1 + 1e-12))
