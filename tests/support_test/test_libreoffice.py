"""LibreOffice judges, so it must not be told the answer, and must not fail unseen."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import formualizer
import pytest

from tests.support import formualizer_book, libreoffice, recalculation
from tests.support.cells import Cell, Changes, ErrorValue, SheetValues, Value
from tests.support.libreoffice import LibreOfficeError, resaved
from tests.support.recalculation import (
    WhatIf,
    cached_values,
    differences,
    formualizer_values,
    formula_cells,
    libreoffice_values,
    libreoffice_what_ifs,
    without_cached_values,
)
from tests.support_test.small_workbooks import with_stored, workbook

pytestmark = pytest.mark.libreoffice

PLAIN = workbook(
    {
        "입력": {"A1": 7, "A2": "글"},
        "계산": {"A1": "='입력'!A1*2", "A2": "='입력'!A2&1", "A3": "=A1>10", "A4": "=1/0"},
    },
    names={"in_seven": "'입력'!$A$1"},
)
TRUE: dict[str, Value] = {"A1": 14.0, "A2": "글1", "A3": True, "A4": ErrorValue("#DIV/0!")}
FALSE: dict[str, Value] = {"A1": 15.0, "A2": "글2", "A3": False, "A4": ErrorValue("#N/A")}
HONEST = with_stored(PLAIN, "계산", TRUE)
LYING = with_stored(PLAIN, "계산", FALSE)


@pytest.fixture
def trusting_profile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """LibreOffice as it is installed: it recalculates nothing that has a stored result."""
    monkeypatch.setattr(
        libreoffice, "_ALWAYS_RECALCULATE", "<oor:items xmlns:oor='http://openoffice.org/2001/registry'/>"
    )
    libreoffice._profile.cache_clear()
    yield
    libreoffice._profile.cache_clear()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What LibreOffice was called with, an entry a run."""
    calls: list[object] = []
    run = libreoffice._run

    def counted(arguments: Sequence[str], place: Path, seconds: float) -> str:
        calls.append(arguments)
        return run(arguments, place, seconds)

    monkeypatch.setattr(libreoffice, "_run", counted)
    return calls


class TestFalseResults:
    @pytest.mark.parametrize("engine", [libreoffice_values, formualizer_values])
    def test_are_found_in_every_cell_and_true_ones_in_none(self, engine: Callable[[bytes], SheetValues]) -> None:
        found = differences(cached_values(LYING), engine(LYING), formulas=formula_cells(LYING))
        assert [difference.cell for difference in found] == ["A1", "A2", "A3", "A4"]
        assert str(found[0]) == "계산!A1: expected 15.0, got 14.0, from ='입력'!A1*2"
        assert not differences(cached_values(HONEST), engine(HONEST))

    @pytest.mark.parametrize("engine", [libreoffice_values, formualizer_values])
    def test_missing_results_are_found_too(self, engine: Callable[[bytes], SheetValues]) -> None:
        assert len(differences(cached_values(PLAIN), engine(PLAIN))) == 4

    def test_are_believed_where_nothing_guards_against_them(self, trusting_profile: None) -> None:
        # Numbers and texts are believed; booleans and errors LibreOffice computes again all the same.
        kept = cached_values(resaved({"it": LYING})["it"])["계산"]
        assert kept == FALSE | {"A3": True, "A4": ErrorValue("#DIV/0!")}

    def test_are_not_shown_to_libreoffice(self, trusting_profile: None) -> None:
        assert libreoffice_values(LYING)["계산"] == TRUE
        assert libreoffice_what_ifs(LYING, [{}])[0]["계산"] == TRUE

    def test_are_not_shown_to_formualizer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shown: list[bytes] = []

        class Watched:
            @staticmethod
            def from_bytes(xlsx: bytes) -> formualizer.Workbook:
                shown.append(xlsx)
                return formualizer.Workbook.from_bytes(xlsx)

        monkeypatch.setattr(formualizer_book, "Workbook", Watched)
        formualizer_values(LYING)
        WhatIf(LYING)
        assert [cached_values(xlsx)["계산"] for xlsx in shown] == [{}, {}]

    def test_cannot_survive_stripping(self, trusting_profile: None) -> None:
        assert cached_values(resaved({"it": without_cached_values(LYING)})["it"])["계산"] == TRUE

    def test_cannot_survive_the_profile(self) -> None:
        assert cached_values(resaved({"it": LYING})["it"])["계산"] == TRUE


class TestValues:
    def test_of_several_files_come_from_one_run(self, runs: list[object]) -> None:
        files = {f"파일 {n}/x": workbook({"S": {"A1": f"={n}*2"}}) for n in range(12)}
        assert libreoffice_values(files) == {f"파일 {n}/x": {"S": {"A1": 2.0 * n}} for n in range(12)}
        assert len(runs) == 1

    def test_of_no_files_are_none(self) -> None:
        assert libreoffice_values({}) == {}

    def test_stay_booleans_under_a_number_format(self) -> None:
        xlsx = workbook({"S": {"A1": 3, "A2": "=A1>2", "A3": "=A1*1"}}, formats='"ok";"ok";"not ok"')
        assert differences(libreoffice_values(xlsx), {"S": {"A2": True, "A3": 3.0}}) == []

    def test_are_told_for_formulas_only(self) -> None:
        assert libreoffice_values(HONEST) == {"입력": {}, "계산": TRUE}


class TestWhatIfs:
    def test_each_has_its_own_answer(self, runs: list[object]) -> None:
        number, text = ("입력", "A1"), ("입력", "A2")
        both: dict[Cell, Value | None] = {number: 6.0, text: "말"}
        changes: list[Changes] = [{"in_seven": 1.0}, both, {text: None}, {}]
        first, second, third, fourth = (
            answer["계산"] for answer in libreoffice_what_ifs(LYING, changes, files_a_run=3)
        )
        assert first == TRUE | {"A1": 2.0, "A3": False}
        assert second == TRUE | {"A1": 12.0, "A2": "말1"}
        assert third == TRUE | {"A2": "1"}
        assert fourth == TRUE
        assert len(runs) == 2

    def test_are_told_apart_in_a_failure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tried: list[str] = []

        def nothing_saved(files: Mapping[str, bytes]) -> dict[str, bytes]:
            tried.extend(files)
            return {}

        monkeypatch.setattr(recalculation, "resaved", nothing_saved)
        libreoffice_what_ifs(LYING, [{"in_seven": 1.0}, {("입력", "A1"): None}], files_a_run=1)
        assert tried == ["what-if 0: {'in_seven': 1.0}", "what-if 1: {('입력', 'A1'): None}"]


class TestFailures:
    def test_a_file_that_is_none_is_named(self) -> None:
        with pytest.raises(LibreOfficeError, match="did not save 'the bad one'"):
            resaved({"good": PLAIN, "the bad one": b"a,b\n1,2\n"})

    def test_a_cell_that_was_not_saved_is_a_difference(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(recalculation, "resaved", lambda files: files)
        found = differences(cached_values(HONEST), libreoffice_values(HONEST))
        assert [difference.actual for difference in found] == [None] * 4

    def test_an_overrun_ends_everything_that_was_started(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        # Like soffice, a script that waits for the program proper.
        program = tmp_path / "soffice"
        program.write_text("#!/bin/sh\nsleep 47 &\nwait\n")
        program.chmod(0o755)
        monkeypatch.setattr(libreoffice, "_program", lambda: str(program))
        profile = libreoffice._profile()
        started = time.monotonic()
        with pytest.raises(LibreOfficeError, match=r"still busy after 0\.3 s"):
            resaved({"it": PLAIN}, seconds=0.3)
        assert time.monotonic() - started < 30
        assert not [command for command in _commands() if command.startswith("sleep\00047")]
        assert libreoffice._profile() != profile

    def test_a_missing_program_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: None)
        libreoffice._program.cache_clear()
        with pytest.raises(LibreOfficeError, match="apt-get install"):
            resaved({"it": PLAIN})


def _commands() -> list[str]:
    """The command lines of all processes there are."""
    commands = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands.append(entry.read_text(errors="replace"))
        except OSError:  # it ended meanwhile
            continue
    return commands
