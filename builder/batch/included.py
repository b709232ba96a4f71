"""The files that a batch reads beside its base: what else a study extends, prices, measurements, a brand of its own.

Their content belongs to what a row is made of, so a row is made again when one changes; and a cluster needs them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from builder.batch.customers import Customer
from builder.batch.making import Base
from builder.errors import ReportError
from builder.paths import templates_dir
from builder.report.brand import brand_folder
from builder.study.document import Document, Path

_WORKLOADS = "workloads"


def included_files(base: Base, customers: Iterable[Customer]) -> dict[FilePath, bytes]:
    """Every file that the base or a row names and that is there, with its content; paths are as the program opens them.

    What is named but not there is left to its row to say.
    """
    named = set(_named(base.document, base.folder))
    for customer in customers:
        for address, value in customer.settings:
            named.update(_of_setting(address, value, base.folder))
    named.update(FilePath(file) for file in base.document.texts)
    return {file: file.read_bytes() for file in sorted(named) if file.is_file()}


def _named(document: Document, folder: FilePath) -> Iterator[FilePath]:
    """The files that a document names, each seen from the file that names it."""
    value = document.value if isinstance(document.value, dict) else {}
    options = value.get("options")
    prices, workloads, cases = value.get("prices"), value.get(_WORKLOADS), value.get("cases")
    for index, name in enumerate(prices if isinstance(prices, list) else ()):
        yield _home(document, ("prices", index), folder) / str(name)
    for workload, each in workloads.items() if isinstance(workloads, dict) else ():
        benchmark = each.get("benchmark") if isinstance(each, dict) else None
        if isinstance(benchmark, dict) and benchmark.get("file"):
            yield _home(document, (_WORKLOADS, workload, "benchmark", "file"), folder) / str(benchmark["file"])
    for option, each in options.items() if isinstance(options, dict) else ():
        files = each.get("benchmarks") if isinstance(each, dict) else None
        for node_type, benchmark in files.items() if isinstance(files, dict) else ():
            if isinstance(benchmark, dict) and benchmark.get("file"):
                path: Path = ("options", option, "benchmarks", node_type, "file")
                yield _home(document, path, folder) / str(benchmark["file"])
    for key in ("brand", "customer_logo"):
        yield from _of_setting(key, value.get(key), folder)
    for case in cases.values() if isinstance(cases, dict) else ():
        settings = case.get("set") if isinstance(case, dict) else None
        for address, each in settings.items() if isinstance(settings, dict) else ():
            yield from _of_setting(address, each, folder)


def _home(document: Document, path: Path, folder: FilePath) -> FilePath:
    """The folder from which a file that is named at a path is seen."""
    found = (document.marks[path[:end]] for end in range(len(path), 0, -1) if path[:end] in document.marks)
    mark = next(found, None)
    return FilePath(mark.file).parent if mark and mark.line else folder


def _of_setting(address: str, value: Any, folder: FilePath) -> Iterator[FilePath]:
    """The files that a setting names."""
    parts = address.split(".")
    if parts == ["prices"] and isinstance(value, list):
        yield from (folder / str(name) for name in value)
    elif (parts[0] == _WORKLOADS and parts[2:] == ["benchmark", "file"]) or (
        parts[0] == "options" and parts[2:3] == ["benchmarks"] and parts[4:] == ["file"]
    ):
        yield folder / str(value)
    elif parts == ["customer_logo"] and isinstance(value, str):
        yield folder / value
    elif parts == ["brand"]:
        yield from _of_brand(value, folder)


def _of_brand(name: Any, folder: FilePath) -> Iterator[FilePath]:
    """The files of a brand that lies in the study's folder; those that are shipped are everywhere."""
    if not isinstance(name, str):
        return
    try:
        home = brand_folder(name, templates_dir(), folder)
    except ReportError:
        return
    if not home.is_relative_to(templates_dir()):
        root = home.resolve()
        yield from (folder / name / file.relative_to(root) for file in root.rglob("*")
                    if file.is_file() and file.resolve().is_relative_to(root))  # fmt: skip


def common_folder(files: Mapping[FilePath, bytes]) -> FilePath:
    """The folder that all files lie in or below, as an absolute path."""
    return FilePath(os.path.commonpath([os.path.abspath(file.parent) for file in files]))  # noqa: PTH100  # links stay
