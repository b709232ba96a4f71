"""No file of a customer's edition holds a withheld value or word: not in cells, caches, names, properties or texts."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.cli import main
from builder.commands.build import documents, shown_to
from builder.engine import run_file

ROOT = Path(__file__).parents[2]
NODE_PRICE = "options.on_prem.assumptions.node_price"
SALARY = "assumptions.administrator_salary"
SETTINGS = {
    f"{NODE_PRICE}.audience": "internal",
    f"{NODE_PRICE}.source": "Offer ZX-4711",
    f"{NODE_PRICE}.note": "Nine per cent below list",
    f"{SALARY}.value": 151234,
    f"{SALARY}.audience": "internal",
}
WORDS = ("ZX-4711", "Nine per cent below list", "node_price", "Price per node", "administrator_salary")
NUMBERS = (96435, 108200, 113200, 116400, 102900, 98950, 140225, 151234, 86791.5)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The customer's edition of the reference study, some of whose inputs are nobody else's business."""
    results = run_file(ROOT / "inputs/llm-inferencing-2024.yaml", SETTINGS.items())
    return documents(shown_to("customer", results), languages=["en"]) | documents(
        shown_to("customer", results), kinds=["xlsx", "html"], languages=["ko"]
    )


def _texts(name: str, content: bytes, folder: Path) -> Iterator[tuple[str, str]]:
    """Every text in a file: of a workbook each part; of a PDF what is printed, its metadata, and its attachment."""
    if name.endswith(".html"):
        yield name, content.decode()
    elif name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                yield f"{name} {part}", package.read(part).decode("utf-8", "replace")
    else:
        path = folder / name
        path.write_bytes(content)
        for command in (["pdftotext", "-layout", path, "-"], ["pdfinfo", "-meta", path], ["pdfinfo", path]):
            found = subprocess.run(command, capture_output=True, check=True, text=True)
            yield f"{name} {command[0]}", found.stdout
        subprocess.run(["pdfdetach", "-saveall", "-o", folder, path], check=True, capture_output=True)
        for each in folder.glob("*.xlsx"):
            yield from _texts(each.name, each.read_bytes(), folder)


def _written(number: float) -> re.Pattern[str]:
    """A number as a cell or a sentence holds it, not as part of another."""
    plain = f"{number:.10g}"
    grouped = f"{number:,.10g}"
    return re.compile(rf"(?<![\d.,])(?:{re.escape(plain)}|{re.escape(grouped)})(?!\d|[.,]\d)")


def test_nothing_withheld_is_in_any_file(files: dict[str, bytes], tmp_path: Path) -> None:
    patterns = [*map(_written, NUMBERS), *(re.compile(re.escape(word)) for word in WORDS)]
    looked_at = 0
    for name, content in files.items():
        for place, text in _texts(name, content, tmp_path):
            looked_at += 1
            for pattern in patterns:
                found = pattern.search(text)
                assert found is None, (place, text[max(0, found.start() - 80) : found.end() + 80])
    assert looked_at > 50


def test_the_search_finds_them_in_the_study_s_own_workbook() -> None:
    results = run_file(ROOT / "inputs/llm-inferencing-2024.yaml", SETTINGS.items())
    (name, content), = documents(results, kinds=["xlsx"], languages=["en"]).items()
    text = "".join(each for _, each in _texts(name, content, Path()))
    assert all(_written(number).search(text) for number in NUMBERS)
    assert all(word in text for word in WORDS)


def test_the_command_says_what_it_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", str(ROOT / "inputs/llm-inferencing-2024.yaml"), "-o", str(tmp_path), "--only", "xlsx",
                 "--lang", "en", "--for", "customer", "--set", f"{NODE_PRICE}.audience=internal"]  # fmt: skip
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert "left out" in printed.err
    assert "cases.list_hardware" in printed.err
    assert [path.name for path in tmp_path.iterdir()] == ["llm-inferencing-2024.customer.xlsx"]


def test_the_files_say_in_their_name_whom_they_are_for(files: dict[str, bytes]) -> None:
    assert all(name.startswith("llm-inferencing-2024.customer.") for name in files)
    assert any(name.endswith(".pdf") for name in files)
