"""What a start of the program pays for: the headline needs neither a data-frame library nor a writer of documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "openpyxl", "jinja2", "weasyprint", "babel", "lxml", "PIL")

PROGRAM = """
import contextlib, io, sys
from builder.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(sys.argv[1:])
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "inputs/llm-inferencing-2024.yaml"),
        ("show", "inputs/minimal.yaml", "--json"),
        ("check", "inputs/minimal.yaml"),
        ("explain", "inputs/minimal.yaml", "nodes"),
    ],
    ids=" ".join,
)
def test_show_check_and_explain_import_no_writer(arguments: tuple[str, ...]) -> None:
    assert not imported(*arguments) & set(HEAVY)


def test_help_does_not_even_import_numpy() -> None:
    assert not imported("--help") & {*HEAVY, "numpy", "yaml", "pydantic"}
