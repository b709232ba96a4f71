"""A list is read as what it is, or refused with a word on what it is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.batch.table import Table, read_table
from builder.errors import StudyError
from tests.batch.lists import csv_text

NAMES = ['Schmidt, "Söhne" & Co.', "두 줄\n이름", "😀 =1+1", "1e5", "NO", "007"]
ROWS = [{"id": f"c{n}", "customer": name, "users": n} for n, name in enumerate(NAMES, 1)]


def read(folder: Path, content: bytes | str, encoding: str = "") -> Table:
    path = folder / "customers.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, encoding)


def refused(folder: Path, content: bytes | str, encoding: str = "") -> list[str]:
    with pytest.raises(StudyError) as caught:
        read(folder, content, encoding)
    return [str(each).replace(f"{folder}/", "") for each in caught.value.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_text_comes_back_as_it_was_written(separator: str, encoding: str, ends: str, tmp_path: Path) -> None:
    text = csv_text(ROWS, delimiter=separator).replace("\n", ends)
    assert [row.cells["customer"] for row in read(tmp_path, text.encode(encoding)).rows] == NAMES


def test_an_encoding_that_is_named_is_used(tmp_path: Path) -> None:
    content = "id,customer\na,한국전자\n".encode("cp949")
    assert read(tmp_path, content, "cp949").rows[0].cells["customer"] == "한국전자"


def test_text_that_is_not_utf_8_is_not_guessed_at(tmp_path: Path) -> None:
    for encoding, text in (("cp949", "id,customer\na,b\nc,한국전자\n"), ("latin-1", "id,customer\na,b\nc,Söhne\n")):
        (told,) = refused(tmp_path, text.encode(encoding))
        assert told.startswith("customers.csv:3: the byte 0x")
        assert "--encoding cp949 (Korean), cp1252 (Western)" in told


@pytest.mark.parametrize(("encoding", "told"), [
    ("cp950x", "--encoding cp950x: there is no encoding 'cp950x'"),
    ("base64", "--encoding base64: there is no encoding 'base64'"),
    ("ascii", "customers.csv:2: the byte 0xed is not ascii text"),
])  # fmt: skip
def test_an_encoding_that_does_not_fit_is_said(encoding: str, told: str, tmp_path: Path) -> None:
    assert refused(tmp_path, "id,customer\na,한국\n", encoding)[0].startswith(told)


def test_lines_count_as_in_an_editor_and_blank_rows_are_none(tmp_path: Path) -> None:
    table = read(tmp_path, '\nid,customer\na,"one\ntwo"\n,\n\nb,three\n')
    assert (table.head, [(row.line, row.cells["id"]) for row in table.rows]) == (2, [(3, "a"), (7, "b")])


def test_a_blank_cell_is_no_cell(tmp_path: Path) -> None:
    assert read(tmp_path, "id , customer,users\na,  ,5\n").rows[0].cells == {"id": "a", "users": "5"}


def test_columns_that_are_wholly_empty_are_none(tmp_path: Path) -> None:
    table = read(tmp_path, "id,users,,\na,5,,\n")
    assert (table.columns, table.rows[0].cells) == (("id", "users"), {"id": "a", "users": "5"})


def test_all_that_does_not_fit_is_told_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, "id,users,users,\na,1,2,3\nb,1\nc,Smith, John,5,6\n")
    assert [each.split("\n")[0] for each in told] == [
        "customers.csv:1 users: this column stands there twice",
        "customers.csv:1: column 4 has no name, but values below",
        "customers.csv:3: the row has 2 cells, the head 4",
        "customers.csv:4: the row has 5 cells, the head 4",
    ]


@pytest.mark.parametrize(("content", "told"), [
    ("", "customers.csv: the list is empty"),
    ("\n , \n", "customers.csv: the list is empty"),
    ("id;a,b\n", "customers.csv:1: the head has commas and semicolons"),
    ('id,customer\na,"open\nb,c\n', "customers.csv:2: not CSV: unexpected end of data"),
    ('id,customer\na,"x"y\n', "customers.csv:2: not CSV: "),
])  # fmt: skip
def test_what_is_no_list_is_refused(content: str, told: str, tmp_path: Path) -> None:
    assert refused(tmp_path, content)[0].startswith(told)


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"none\.csv: there is no such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(StudyError, match="cannot be read: Is a directory"):
        read_table(tmp_path)
