"""The Summary sheet beside its tables and charts."""

from pathlib import Path

from builder.engine import run_file
from builder.language import Language
from builder.layout.layout import lay_out
from builder.paths import templates_dir

INPUTS = Path(__file__).parents[2] / "inputs"


def texts(study: str) -> list[str]:
    layout = lay_out(run_file(INPUTS / study), Language.load("en", templates_dir() / "messages"))
    return [each.value for each in layout.book.sheets["Summary"].cells.values() if isinstance(each.value, str)]


def test_values_past_their_date_are_listed() -> None:
    said = texts("llm-inferencing-today.yaml")
    assert "Values past their date" in said
    after = said[said.index("Values past their date") + 1 :]
    assert any("own.assumptions.node_price" in each and "August 31, 2026" in each for each in after)


def test_nothing_is_listed_where_nothing_is_past() -> None:
    assert "Values past their date" not in texts("minimal.yaml")
