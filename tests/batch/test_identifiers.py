"""An id names files: what some system would refuse, lose or take for another is told before anything is made."""

from __future__ import annotations

import pytest

from builder.batch.identifiers import problems_of_ids

ENDINGS = ("en", "ko", "customer")


def told(*ids: str) -> list[str]:
    placed = [(f"c:{line}", id) for line, id in enumerate(ids)]
    return [str(each).split("\n")[0] for each in problems_of_ids(placed, ENDINGS)]


@pytest.mark.parametrize("id", [
    "acme", "Acme-2_b", "007", "1e5", "NO", "삼성전자", "Müller & Söhne (Wien)", "a.b", "O'Neil, Inc", "console",
    "com10",
])  # fmt: skip
def test_names_of_files_everywhere(id: str) -> None:
    assert told(id) == []


@pytest.mark.parametrize("id", [
    "../x", "..", ".", ".hidden", "a/b", "a\\b", "/etc/x", "C:x", "a:b", "a*", "a?", 'a"b', "a<b", "a|b", "=1+1", "-rf",
    "a\nb", "a\x00b", "a\u202eb", "😀", "CON", "con", "nul.txt", "Com1", "LPT9.x", "aux .txt", "COM¹", "a.", "x" * 151,
    "가" * 51, "", "acme.ko", "acme.EN", "acme.customer",
])  # fmt: skip
def test_names_that_are_refused(id: str) -> None:
    assert len(told(id)) == 1


def test_it_says_why() -> None:
    assert told("../x", "CON", "a.", "", "a.ko", "-a") == [
        "c:0: '../x' cannot name files: '/' is in it",
        "c:1: 'CON' is the name of a device on Windows",
        "c:2: 'a.' ends in a dot",
        "c:3: the id is empty",
        "c:4: 'a.ko' ends like a file of another row: in that language or form, or for that audience",
        "c:5: '-a' cannot name files: it begins with '-'",
    ]


@pytest.mark.parametrize(("one", "other"), [
    ("acme", "ACME"), ("straße", "STRASSE"), ("가", "\u1100\u1161"), ("ﬁn", "fin"), ("é", "É"),
])  # fmt: skip
def test_names_that_are_one_on_some_system(one: str, other: str) -> None:
    assert told(one, other) == [f"c:1: {other!r} makes the same files as {one!r} on some systems"]


def test_a_doubled_id() -> None:
    assert told("a", "b", "a") == ["c:2: 'a' is the id of another row"]
