"""What an earlier batch made, kept beside its files: a row that nothing has changed need not be made again.

A digest covers all that a row's files are made of: program, templates, base, the files it names, and the row itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import builder
from builder.batch.customers import Customer
from builder.batch.making import Base, Headline, Outcome
from builder.paths import templates_dir

NAME = ".tco-batch.jsonl"
_OF_PROGRAM = (".py", ".yaml")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was made: the digest of what it was made of, those of its files by name, and what it showed."""

    id: str
    digest: str
    files: Mapping[str, str]
    headlines: tuple[Headline, ...]
    warnings: tuple[str, ...]

    def stands(self, folder: FilePath) -> bool:
        """Whether every file is there as it was made."""
        return all(_digest_of(folder / name) == digest for name, digest in self.files.items())


def entry_of(outcome: Outcome, digest: str) -> Entry:
    """What is kept of a row that was made."""
    files = {name: hashlib.sha256(content).hexdigest() for name, content in outcome.files.items()}
    return Entry(outcome.id, digest, files, outcome.headlines, outcome.warnings)


def read_record(folder: FilePath) -> dict[str, Entry]:
    """The latest entry of each row; what cannot be read is as if it were not there."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    entries = (_entry(line) for line in lines)
    return {entry.id: entry for entry in entries if entry is not None}


def note(folder: FilePath, entry: Entry) -> None:
    """Add an entry to the record of a folder. Raises OSError where it cannot be written."""
    with (folder / NAME).open("a", encoding="utf-8") as record:
        record.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def shared_digest(base: Base, files: Mapping[FilePath, bytes]) -> str:
    """The digest of what all rows are made of; `files` are those that the base and the rows name."""
    found = hashlib.sha256(program_digest().encode())
    found.update(_text([base.document.value, base.kinds, base.languages, base.audience]))
    for file, content in files.items():
        found.update(_text([file.name, hashlib.sha256(content).hexdigest()]))
    return found.hexdigest()


def digest_of(customer: Customer, shared: str) -> str:
    """The digest of all that a customer's files are made of."""
    return hashlib.sha256(_text([shared, customer.id, customer.settings])).hexdigest()


@lru_cache(maxsize=1)
def program_digest() -> str:
    """The digest of the program and its templates, the same wherever they are installed."""
    package = FilePath(builder.__file__).parent
    found = hashlib.sha256(builder.__version__.encode())
    for root in (package, templates_dir()):
        for file in sorted(root.rglob("*")):
            inside = file.relative_to(root)
            if inside.parts[0] == "_templates" or "__pycache__" in inside.parts or not file.is_file():
                continue
            if root != package or file.suffix in _OF_PROGRAM:
                found.update(_text([inside.as_posix(), _digest_of(file)]))
    return found.hexdigest()


def _entry(line: str) -> Entry | None:
    try:
        read: dict[str, Any] = json.loads(line)
        headlines = tuple(Headline(each["comparison"], each["alternative"], tuple(each["ratio"]), tuple(each["saving"]))
                          for each in read["headlines"])  # fmt: skip
        return Entry(read["id"], read["digest"], read["files"], headlines, tuple(read["warnings"]))
    except (ValueError, KeyError, TypeError):
        return None


def _digest_of(file: FilePath) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()
