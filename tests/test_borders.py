"""The borders of the house: which part may know which, read from every import, at the top or within a function."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "builder"
WRITERS = {"openpyxl", "jinja2", "weasyprint", "lxml"}


def modules(*parts: str) -> list[Path]:
    """The Python files of some parts of the package: folders, or files without their suffix."""
    found = []
    for part in parts:
        path = PACKAGE / part
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return found


def imports(file: Path) -> set[str]:
    """Every module that a file imports, anywhere in it; what is only needed to check types does not count."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    ignored = {
        id(inner) for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }  # fmt: skip
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in ignored:
            continue
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            found.add(node.module or "")
            found |= {f"{node.module}.{each.name}" for each in node.names if node.module == "builder"}
    return found


def tops(file: Path) -> set[str]:
    return {each.split(".")[0] for each in imports(file)}


def within(file: Path, *parts: str) -> set[str]:
    """What a file imports of some parts of the package."""
    return {each for each in imports(file) if any(f"{each}.".startswith(f"builder.{part}.") for part in parts)}


def named(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


@pytest.mark.parametrize("file", modules("formula"), ids=named)
def test_the_kernel_knows_nothing_but_itself(file: Path) -> None:
    own = {each for each in imports(file) if each.startswith("builder")}
    assert all(f"{each}.".startswith("builder.formula.") for each in own), own
    assert not tops(file) & (WRITERS | {"pydantic", "yaml", "pandas", "babel"})


CORE = ("study", "model", "engine", "finite", "results", "errors", "notices", "analysis", "prices", "benchmarks")


@pytest.mark.parametrize(
    "file", modules(*(each for each in CORE if each != "analysis" or (PACKAGE / each).is_dir())), ids=named
)
def test_the_core_knows_no_writer(file: Path) -> None:
    assert not tops(file) & WRITERS
    assert not within(file, "layout", "workbook", "report", "commands", "cli")


@pytest.mark.parametrize("file", modules("study"), ids=named)
def test_the_study_knows_no_model(file: Path) -> None:
    assert not within(file, "model", "engine", "results")


@pytest.mark.parametrize("file", modules("model"), ids=named)
def test_the_model_knows_no_results(file: Path) -> None:
    assert not within(file, "engine", "results", "notices")


@pytest.mark.parametrize("file", modules("layout"), ids=named)
def test_the_layout_is_data_and_writes_nothing(file: Path) -> None:
    assert not tops(file) & WRITERS
    assert not within(file, "workbook", "report", "commands", "cli")


def test_the_two_writers_do_not_know_each_other() -> None:
    assert not [named(file) for file in modules("workbook") if within(file, "report")]
    assert not [named(file) for file in modules("report") if within(file, "workbook")]


def test_openpyxl_is_the_workbooks_and_weasyprint_the_reports_alone() -> None:
    for library, home in (("openpyxl", "workbook"), ("weasyprint", "report"), ("jinja2", "report")):
        users = {named(file).split("/")[0] for file in PACKAGE.rglob("*.py") if library in tops(file)}
        assert users <= {home, "language"} if library == "jinja2" else users <= {home}


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("cli*.py")), ids=named)
def test_the_command_line_holds_no_logic(file: Path) -> None:
    """It parses, calls commands and prints: it neither counts nor reads files, nor knows what a study is made of."""
    assert not tops(file) & (WRITERS | {"numpy", "pandas", "yaml", "pydantic", "math", "re"})
    assert not within(file, "formula", "model", "layout", "workbook", "report", "language")


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=named)
def test_below_the_commands_nobody_asks_for_clock_chance_or_network(file: Path) -> None:
    if named(file).startswith(("formula", "study", "model", "layout", "engine", "finite", "results")):
        assert not tops(file) & {"time", "random", "socket", "urllib", "requests", "locale", "getpass"}
