"""Files that appear whole or not at all: everything is made in memory, written beside its place, then moved there."""

from __future__ import annotations

import os
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
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            waiting[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            waiting[path].chmod(0o644)
        for path, ready in waiting.items():
            ready.replace(path)
    except OSError as error:
        raise PublishError(Problem(str(error.filename or ""), f"cannot be written: {error.strerror}",
                                   "check the folder's rights and space, and close the file elsewhere")) from None  # fmt: skip
    finally:
        for ready in waiting.values():
            ready.unlink(missing_ok=True)
