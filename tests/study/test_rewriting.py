"""Values changed in a study's text: what was meant stands there, and all else of the text as it was."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import StudyError
from builder.study.reader import read_document
from builder.study.rewriting import GONE, Put, applied, rendered, rewritten

TEXT = """\
# head
a: 5   # five
b: {x: 1, y: 2, z: 3} # b
c:
  # inside
  d: "q"   # keep
  e: |
    long
    text
  f: [1, 2, 3]
g:
- own  # o
- api

h: [own, api]
i:
j:
  k: {value: 1}
l:
  - {m: 1}
  - n: 2
    o: 3 # x
"""

CASES: dict[str, tuple[dict[str | int, Any], str, str]] = {
    "a number": ({"a": Put(6.0)}, "a: 5   # five", "a: 6   # five"),
    "a bare value becomes a mapping": ({"a": Put({"value": 6.5})}, "a: 5 ", "a: {value: 6.5} "),
    "a text that needs quotes": ({"a": Put("x: y")}, "a: 5 ", 'a: "x: y" '),
    "a text over several lines": ({"c": {"e": Put("short")}}, "e: |\n    long\n    text\n", "e: short\n"),
    "the first entry of a mapping goes": ({"b": {"x": GONE}}, "{x: 1, y: 2, z: 3}", "{y: 2, z: 3}"),
    "the last ones go": ({"b": {"y": GONE, "z": GONE}}, "{x: 1, y: 2, z: 3}", "{x: 1}"),
    "all go": ({"b": {"x": GONE, "y": GONE, "z": GONE}}, "{x: 1, y: 2, z: 3}", "{}"),
    "one goes and one comes": ({"b": {"z": GONE, "w": Put(9)}}, "y: 2, z: 3}", "y: 2, w: 9}"),
    "a line goes with its comment": ({"c": {"d": GONE}}, '  d: "q"   # keep\n', ""),
    "all lines go": ({"j": {"k": GONE}}, "j:\n  k: {value: 1}\n", "j: {}\n"),
    "a line comes": ({"c": {"n": Put([1, 2])}}, "f: [1, 2, 3]\n", "f: [1, 2, 3]\n  \"n\": [1, 2]\n"),
    "structure comes": ({"j": {"m": {"p": Put({"value": 2})}}}, "k: {value: 1}\n",
                        "k: {value: 1}\n  m:\n    p: {value: 2}\n"),
    "something for nothing": ({"i": {"x": Put(1)}}, "i:\n", "i: {x: 1}\n"),
    "an item": ({"c": {"f": {1: Put(8)}}}, "f: [1, 2, 3]", "f: [1, 8, 3]"),
    "items go and come": ({"c": {"f": {0: GONE, 3: Put(4)}}}, "f: [1, 2, 3]", "f: [2, 3, 4]"),
    "an item of lines goes": ({"l": {0: GONE}}, "  - {m: 1}\n", ""),
    "an item of lines comes": ({"l": {2: Put({"q": 1})}}, "    o: 3 # x\n", "    o: 3 # x\n  - {q: 1}\n"),
    "within an item": ({"l": {1: {"o": Put(4)}}}, "o: 3 # x", "o: 4 # x"),
    "a list of options as a mapping": ({"h": {"api": {"u": Put(3)}}}, "h: [own, api]", "h: {own: {}, api: {u: 3}}"),
    "lines of options as a mapping": ({"g": {"own": {"u": Put(3)}}}, "- own  # o\n- api\n",
                                      "  own: {u: 3}  # o\n  api: {}\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_only_what_was_meant_is_another(case: str) -> None:
    changes, before, after = CASES[case]
    assert TEXT.count(before) == 1
    assert rewritten(TEXT, changes, "study.yaml") == TEXT.replace(before, after)


SHARED = {
    "an alias becomes a value": ("a: &x 5\nb: *x # b\n", {"b": Put(6)}, "a: &x 5\nb: 6 # b\n"),
    "an alias goes": ("a: {v: &x 5, w: *x, u: 1}\n", {"a": {"w": GONE}}, "a: {v: &x 5, u: 1}\n"),
    "an anchor moves on": ("a: &x 5\nb: *x\nc: *x\n", {"a": Put(6)}, "a: 6\nb: &x 5\nc: *x\n"),
    "with what it holds": ("a: {s: &x {e: y}}\nb: {s: *x}\n", {"a": {"s": Put("z")}}, "a: {s: z}\nb: {s: &x {e: y}}\n"),
    "past those that go too": ("a: &x 5\nb: *x\nc: *x\n", {"a": Put(6), "b": Put(7)}, "a: 6\nb: 7\nc: &x 5\n"),
    "with its line": ("a:\n  s: &x t\n  u: 1\nb: *x\n", {"a": {"s": GONE}}, "a:\n  u: 1\nb: &x t\n"),
    "within an anchor nobody shares": ("a: &x {v: 1}\n", {"a": {"v": Put(2), "w": Put(3)}}, "a: &x {v: 2, w: 3}\n"),
}


@pytest.mark.parametrize("case", SHARED)
def test_what_other_places_share_stays_with_them(case: str) -> None:
    text, changes, after = SHARED[case]
    assert rewritten(text, changes, "study.yaml") == after


@pytest.mark.parametrize("text", ["a: &x {v: 1}\nb: *x\n", "b: &x {v: 1, w: 1}\na: *x\n", "a: &x\n  v: 1\nb: *x\n"])
def test_a_change_within_what_other_places_share_is_refused(text: str) -> None:
    with pytest.raises(StudyError, match="the text shares values by anchors"):
        rewritten(text, {"a": {"v": Put(2)}}, "study.yaml")


keys = st.sampled_from(["alpha", "beta", "gamma", "on", "12", "a b"])
scalars = st.one_of(
    st.integers(-(10**6), 10**6), st.floats(-1e200, 1e200),
    st.booleans(), st.none(), st.text("ab:#-'\" {}[],&*!|>%@`한글\n\\", max_size=12),
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(keys, below, max_size=3)),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, min_size=1, max_size=4)


@given(values)
def test_what_is_rendered_is_read_as_it_was(value: Any) -> None:
    assert read_document(f"key: {rendered(value)}\n", "x").value == {"key": value}


@given(documents, st.data(), st.sampled_from([True, False, None]))
def test_any_change_of_any_document_is_what_was_meant(
    document: dict[str, Any], data: st.DataObject, flow: bool
) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, default_flow_style=flow, sort_keys=False, width=40)
    read = read_document(text, "x").value
    changes = data.draw(changes_of(read))
    assert read_document(rewritten(text, changes, "x"), "x").value == applied(read, changes)


@st.composite
def changes_of(draw: st.DrawFn, value: dict[str, Any]) -> dict[str | int, Any]:
    found: dict[str | int, Any] = {}
    for key in draw(st.lists(st.sampled_from([*value, "new"]), max_size=3, unique=True)):
        below = value.get(key)
        if isinstance(below, dict) and below and draw(st.booleans()):
            found[key] = draw(changes_of(below))
        elif key in value and draw(st.booleans()):
            found[key] = GONE
        else:
            found[key] = Put(draw(values))
    return found
