"""Whatever is typed into the inputs: pulled into the study, the workbook built from it has it in the same inputs."""

from __future__ import annotations

import math
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builder.homecoming.slots import Slot, slots
from builder.layout.identity import Content, same
from builder.workbook.reader import contents_of
from tests.homecoming.trips import Trip, trip, trip_of
from tests.support.workbook_file import with_inputs


@cache
def home() -> Trip:
    return trip_of(Path(tempfile.mkdtemp(prefix="home-")))


@cache
def workbook() -> bytes:
    return home().xlsx


@cache
def cells() -> tuple[Slot, ...]:
    """Inputs that may be anything by themselves: those of the calendar and the guards stay as they are."""
    calendar = ("periods_per_year", "rounding_digits", "years", "cost_horizon", "months_per_year")
    return tuple(
        each for each in slots(home().layout)
        if each.row is not None and not any(each.row.key.startswith(key) for key in calendar)
    )  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> dict[str, Content]:
    """Contents by cell, as `Inputs!D6`."""
    chosen = draw(st.lists(st.sampled_from(cells()), min_size=1, max_size=8, unique_by=lambda each: each.name))
    return {str(each.at): draw(contents(each)) for each in chosen}


def contents(slot: Slot) -> st.SearchStrategy[Content]:
    """What may stand in a cell, around what stands there or in the general one; nothing where that may be."""
    row = slot.row
    assert row is not None
    blank = [st.none()] if slot.scenario is not None and row.general is not None else []
    if slot.kind == "choice":
        return st.one_of(st.sampled_from(slot.choices), *blank)
    if slot.kind == "flag":
        return st.one_of(st.sampled_from([0.0, 1.0]), *blank)
    general = row.general.value if row.general and isinstance(row.general.value, float) else None
    near = slot.content if isinstance(slot.content, float) else general if general is not None else 1.0
    least = max(near * 0.7, row.min if row.min is not None else -math.inf)
    most = min(max(near * 1.4, 0.1), row.max if row.max is not None else math.inf)
    if row.whole:
        return st.one_of(st.integers(math.ceil(min(least, most)), math.ceil(most)).map(float), *blank)
    return st.one_of(st.floats(min(least, most), most, allow_subnormal=False), *blank)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow],
          phases=[Phase.generate])  # fmt: skip
@given(edits())
def test_what_is_typed_is_in_the_rebuilt_workbook(typed: dict[str, Content]) -> None:
    edited = with_inputs(workbook(), {tuple(at.split("!")): content for at, content in typed.items()})
    pulled = home().pulled(edited)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, home().file.name)
        file.write_bytes(pulled.after)
        rebuilt = trip(file)
    now = contents_of(rebuilt.xlsx, "rebuilt.xlsx")
    places = {each.name: each.at for each in slots(rebuilt.layout)}  # a default that is set moves to the study's own
    for each in slots(home().layout):
        at, wanted = places[each.name], typed.get(str(each.at), each.content)
        found = now.sheets[at.sheet].get((at.row, at.column))
        assert same(found.value if found else None, wanted), each.name
    gone = {each.row.key for each in cells() if each.row and typed.get(str(each.at), "") is None}
    untouched = [line for line in home().file.read_text(encoding="utf-8").splitlines() if "#" in line]
    # What is deleted takes the comment of its own line along.
    untouched = [line for line in untouched if not any(f"{key}:" in line.partition("#")[0] for key in gone)]
    after = pulled.after.decode()
    assert [line for line in untouched if line.partition("#")[2] not in after] == []
