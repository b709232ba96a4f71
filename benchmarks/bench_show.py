"""`tco show` as a whole process, beside an empty Python and beside the imports it cannot do without."""

from pathlib import Path

from timing import PYTHON, command_seconds, report

ROOT = Path(__file__).resolve().parent.parent
STUDY = str(ROOT / "inputs" / "llm-inferencing-2024.yaml")
NEEDED = "import numpy, pydantic, yaml"


def main() -> None:
    empty = command_seconds([PYTHON, "-c", "pass"])
    rows = [
        ("python -c pass", empty),
        (f"python -c '{NEEDED}'", command_seconds([PYTHON, "-c", NEEDED])),
        ("tco show", command_seconds([PYTHON, "-m", "builder.cli", "show", STUDY])),
        ("tco show --json", command_seconds([PYTHON, "-m", "builder.cli", "show", "--json", STUDY])),
        ("tco show --lang ko", command_seconds([PYTHON, "-m", "builder.cli", "show", "--lang", "ko", STUDY])),
    ]
    report("Start-up to answer, the reference study (floor: an empty Python)", rows, empty)


if __name__ == "__main__":
    main()
