"""`tco new`: a commented starter study that builds as it is."""

from __future__ import annotations

from pathlib import Path

from builder.errors import Problem, StudyError
from builder.paths import templates_dir
from builder.publish import publish


def starter(path: Path) -> None:
    """Write the starter study. Raises StudyError where a file stands already."""
    if path.exists():
        raise StudyError(Problem(str(path), "the file exists already", "give another name: tco new FILE"))
    if path.suffix not in (".yaml", ".yml"):
        raise StudyError(
            Problem(str(path), "a study's file ends in .yaml", f"write tco new {path.with_suffix('.yaml')}")
        )
    publish({path: (templates_dir() / "starter.yaml").read_bytes()})
