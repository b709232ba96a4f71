"""Files that appear whole or not at all: everything is made in memory, written beside its place, then moved there."""

from __future__ import annotations

import errno
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
    path = Path()
    try:
        for path, content in files.items():
            waiting[path] = _beside(path)
            waiting[path].write_bytes(content)
            waiting[path].chmod(0o644)
        _move(waiting)
    except OSError as error:
        raise PublishError(_refused(error, path)) from None
    finally:
        for ready in waiting.values():
            ready.unlink(missing_ok=True)


def check_folder(folder: Path) -> None:
    """Raise PublishError where a folder is none or lets nobody write, before anything is made for it."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir():
        raise PublishError(_refused(NotADirectoryError(0, "", str(there)), there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PublishError(_refused(PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there)), there))


def _refused(error: OSError, writing: Path) -> Problem:
    """What stops a file from being written, and what to do; a full disk does not say which file it was."""
    path = Path(str(error.filename2 or error.filename or writing))
    above = next((each for each in (path, *path.parents) if each.is_file()), None)
    if isinstance(error, FileExistsError | NotADirectoryError) and above is not None:
        return Problem(str(above), "this is a file, and a folder is needed here", "name another folder")
    if isinstance(error, IsADirectoryError):
        what = "this is a folder, and a file has to be written here"
        return Problem(str(path), what, "move it, or name another place")
    remedy = "check the folder's rights and space, and close the file elsewhere"
    return Problem(str(path), f"cannot be written: {error.strerror}", remedy)


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
