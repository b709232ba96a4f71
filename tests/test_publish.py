"""Files of a build appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from builder.publish import PublishError, check_folder, publish


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_appear_with_their_folder(tmp_path: Path) -> None:
    publish({tmp_path / "new" / "a.xlsx": b"a", tmp_path / "new" / "b.pdf": b"b"})
    assert names(tmp_path / "new") == ["a.xlsx", "b.pdf"]
    assert (tmp_path / "new" / "b.pdf").read_bytes() == b"b"


def test_everybody_may_read_them(tmp_path: Path) -> None:
    publish({tmp_path / "a.xlsx": b"a"})
    assert (tmp_path / "a.xlsx").stat().st_mode & 0o777 == 0o644


def test_where_the_second_cannot_be_put_in_place_the_first_stands_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(PublishError, match=r"b.pdf: this is a folder, and a file has to be written"):
        publish({tmp_path / "a.xlsx": b"new", tmp_path / "b.pdf": b"new"})
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx", "b.pdf"]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_while_moving_takes_back_what_was_moved(
    failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    replace, done = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 3:
            raise failure
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    files = {tmp_path / "a.xlsx": b"new", tmp_path / "fresh.html": b"new", tmp_path / "b.pdf": b"new"}
    with pytest.raises((PublishError, KeyboardInterrupt)):
        publish(files)
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_an_interruption_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    write, done = Path.write_bytes, []

    def failing(self: Path, content: bytes) -> int:
        done.append(self)
        if len(done) == 2:
            raise KeyboardInterrupt
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(KeyboardInterrupt):
        publish({tmp_path / "a.xlsx": b"new", tmp_path / "b.pdf": b"new"})
    monkeypatch.undo()
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(PublishError, match="cannot be written: Permission denied"):
            publish({tmp_path / "a.xlsx": b"a"})
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_says_which_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError, match=r"b\.pdf: cannot be written: No space left on device"):
        publish({tmp_path / "b.pdf": b"new"})
    assert names(tmp_path) == []


def test_a_folder_is_checked_before_anything_is_made_for_it(tmp_path: Path) -> None:
    check_folder(tmp_path / "new" / "below")
    assert names(tmp_path) == []
    (tmp_path / "output").write_bytes(b"mine")
    with pytest.raises(PublishError, match="output: this is a file, and a folder is needed here"):
        check_folder(tmp_path / "output" / "below")


def test_a_file_where_a_folder_has_to_be(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"mine")
    with pytest.raises(PublishError, match="output: this is a file, and a folder is needed here"):
        publish({tmp_path / "output" / "a.xlsx": b"a"})
    assert (tmp_path / "output").read_bytes() == b"mine"
