"""`tco prices`: lists of a file and of a study, and what a refresh shows and writes."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from builder.cli import main
from builder.prices import PriceBook

ROOT = Path(__file__).parents[2]
TODAY = str(ROOT / "inputs" / "llm-inferencing-today.yaml")
FILE = """\
# Of two models; one is not in the package.
currency: USD
unit: USD/Mtoken
as_of: 2024-03-01
source: a price list
source_grade: P
status: list-price
prices:
  gpt-4o.input: {values: [{value: 5, date: 2024-05-01}, {value: 2.50, date: 2025-08-01}]}  # cut
  gpt-4o.output: {value: 15}
  own.input: {value: 1}
  own.output: {value: 2}
  seat: {value: 30, unit: USD/user}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tokens.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in of genai-prices that knows one model."""

    def calc_price(usage: Any, *, model_ref: str, **_: Any) -> Any:
        if model_ref != "gpt-4o":
            raise LookupError(model_ref)
        tokens = Decimal(usage.input_tokens) / 1_000_000
        model = SimpleNamespace(input_mtok=1, output_mtok=1)
        return SimpleNamespace(input_price=tokens * Decimal("2.5"), output_price=tokens * 10, model_price=model)

    fake = SimpleNamespace(Usage=SimpleNamespace, calc_price=calc_price, __version__="9.9")
    monkeypatch.setitem(sys.modules, "genai_prices", fake)


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["prices", *arguments]) == code
    out, err = capsys.readouterr()
    return err if code else out


def test_a_file_lists_every_price_with_its_days(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, "list", str(file), "--as-of", "2025-06-01").splitlines()
    assert rows[0].split("  ")[0] == "Price"
    assert " ".join(rows[2].split()) == (
        "gpt-4o.input 5 USD/Mtoken 2024-05-01 – 2024-05-01 looked at over a year before a price list"
    )
    assert " ".join(rows[3].split()) == "gpt-4o.input 2.5 USD/Mtoken 2025-08-01 – 2025-08-01 to come a price list"
    assert "earlier" in run(capsys, "list", str(file), "--as-of", "2025-09-01").splitlines()[2]


def test_a_study_lists_what_it_takes_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(run(capsys, "list", TODAY).split())
    assert "p5.48xlarge-reserved-3y 23.777 USD/(instance*hour) – 2026-08-01 fresh options.ec2.assumptions" in out
    assert "gpt-4o.input 2.5 USD/Mtoken – 2024-08-01 looked at over a year before options.gpt4o.assumptions" in out
    assert "간접 출처" in run(capsys, "list", TODAY, "--lang", "ko")
    minimal = run(capsys, "list", str(ROOT / "inputs" / "minimal.yaml"))
    assert minimal == "no value takes its price by name\n"


def test_a_refresh_shows_what_would_change_and_writes_nothing(
    file: Path, package: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, "refresh", str(file), "--as-of", "2026-08-31")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "gpt-4o.input 2.5 2025-08-01 2.5 –" in lines
    assert "gpt-4o.output 15 2024-03-01 10 -33%" in lines
    assert "own: not known to genai-prices, left as it is" in lines
    assert lines[-1] == "1 price differs; --write adds it"
    assert file.read_text(encoding="utf-8") == FILE


def test_a_refresh_writes_where_it_is_asked_to(
    file: Path, package: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, "refresh", str(file), "--as-of", "2026-08-31", "--write")
    assert out.splitlines()[-1] == "1 price added; the earlier one stays"
    text = file.read_text(encoding="utf-8")
    assert [line for line in FILE.splitlines() if line not in text.splitlines()] == ["  gpt-4o.output: {value: 15}"]
    book = PriceBook.load({"tokens.yaml": text})
    assert [(each.value, str(each.valid_from)) for each in book.prices["gpt-4o.output"]] == [
        (15.0, "2024-03-01"), (10.0, "2026-08-31")]  # fmt: skip
    again = run(capsys, "refresh", str(file), "--as-of", "2026-08-31", "--write", "--model", "gpt-4o")
    assert again.splitlines()[-1] == "nothing to change"
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--model", "gpt-5"), "there is no gpt-5.input with gpt-5.output, in USD/Mtoken"),
        (("--model", "seat"), "its models are own, gpt-4o"),
        ((), "the package genai-prices is not installed\n    -> pip install genai-prices"),
    ],
)
def test_what_stops_a_refresh_is_said(
    arguments: tuple[str, ...],
    said: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    assert said in run(capsys, "refresh", str(file), "--as-of", "2026-08-31", *arguments, code=1)


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no such file" in run(capsys, "list", str(tmp_path / "none.yaml"), code=1)


@pytest.mark.parametrize("arguments", [("prices",), ("prices", "list", "a.yaml", "--as-of", "31.8.2026")])
def test_wrong_usage_is_told_apart(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 2
