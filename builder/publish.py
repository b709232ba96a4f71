"""Files that appear whole or not at all: everything is made in memory, written beside its place, then moved there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from builder.errors import Problem, TcoError


class PublishError(TcoError):
    """The output folder cannot be written."""


def publish(files: Mapping[Path, bytes]) -> None:
    """Write all files or none; files of an earlier build stand until every new one is ready.

    Raises PublishError where a folder cannot be written.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            waiting[path] = _beside(path)
            waiting[path].write_bytes(content)
            waiting[path].chmod(0o644)
        _move(waiting)
    except OSError as error:
        name = str(error.filename2 or error.filename or "")
        remedy = "check the folder's rights and space, and close the file elsewhere"
        raise PublishError(Problem(name, f"cannot be written: {error.strerror}", remedy)) from None
    finally:
        for ready in waiting.values():
            ready.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A new, empty, hidden file in the folder of another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(name)


def _move(waiting: Mapping[Path, Path]) -> None:
    """Put every file in its place; where one cannot be put there, those before it are taken back."""
    kept: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for path in waiting:
            if path.exists():
                kept[path] = _beside(path)
                shutil.copy2(path, kept[path])
        for path, ready in waiting.items():
            ready.replace(path)
            moved.append(path)
    except BaseException:
        for path in moved:
            if path in kept:
                kept[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        raise
    finally:
        for copy in kept.values():
            copy.unlink(missing_ok=True)
