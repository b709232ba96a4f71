"""No study, however it is garbled, ends in anything but results or an error of ours: the reference study, mutated."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.engine import run_file
from builder.errors import TcoError
from builder.study.reader import read_document
from tests.study.small_study import GOOD

REFERENCE = (Path(__file__).parents[2] / "inputs" / "llm-inferencing-2024.yaml").read_text(encoding="utf-8")
TEXTS = {"reference": REFERENCE, "small": GOOD}

VALUES: list[Any] = [
    None, True, 0, -1, 1e308, 5e-324, float("nan"), 10**20, 2024, "", " ", "x", "a\0b", "1,000", "$5", "가나다", "=1+1",
    "{x}", "nodes", "own", "on_prem", [], {}, [1], [[]], ["own", "own"], {"a": 1}, {"value": 1}, {"en": "x"},
    "previous(nodes)",
    "1/0", "total(users)", "cumulative(start_flag)", "previous(start_flag)", "a if b else c",
    "min()",
    "lookup(users, gpu_configurations, gpu_configurations)",
    "largest(users)", "gpu_configurations", "sum_over(categories)",
    "out_small_ec2_ratio_min",
    "count_numbers(nodes)", "first(operating_years)", "nodes if nodes else 0",
]  # fmt: skip
KEYS: list[Any] = [
    "value",
    "options",
    "kind",
    "in",
    "users",
    "nodes",
    1,
    True,
    "a b",
    "total_cost",
    "own",
    "on_prem",
    "<<",
]
PIECES = [*"{}[]:,&*!|>'\"%@`#-?\t\n \\~=<", "\0", "é", "<<: ", "!!python/object:x ", "&a ", "*a", "---\n", "  "]


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path of a tree but the root's."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield (*path, key)
        yield from paths(each, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def dumped(tree: Any) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False))


def mutated_tree(text: str, draw: random.Random) -> str:
    """The study with values and keys replaced, removed, moved, cut or scaled."""
    tree = copy.deepcopy(read_document(text, "").value)
    for _ in range(draw.choice([1, 1, 1, 2, 4])):
        path = draw.choice(list(paths(tree)))
        parent, key = at(tree, path[:-1]), path[-1]
        what = draw.randrange(6)
        if what == 0:
            parent[key] = copy.deepcopy(draw.choice(VALUES))
        elif what == 1:
            del parent[key]
        elif what == 2:
            parent[key] = copy.deepcopy(at(tree, draw.choice(list(paths(tree)))))
        elif what == 3 and isinstance(parent, dict):
            parent[draw.choice([f"{key}x", str(key)[1:], str(key).upper(), *KEYS])] = parent.pop(key)
        elif what == 4 and isinstance(parent[key], str):
            parent[key] = parent[key][: draw.randrange(1 + len(parent[key]))]
        else:
            parent[key] = draw.choice([0, -5, 1e10, 1e-10, 1e305, 0.5])
    return dumped(tree)


def mutated_text(text: str, draw: random.Random) -> str:
    """The study with characters removed, put in, doubled or moved."""
    for _ in range(draw.choice([1, 1, 2, 5])):
        start = draw.randrange(len(text))
        end = start + draw.choice([1, 1, 1, 3, 10, 80])
        what = draw.randrange(4)
        if what == 0:
            text = text[:start] + text[end:]
        elif what == 1:
            text = text[:start] + draw.choice(PIECES) + text[start:]
        elif what == 2:
            text = text[:start] + text[start:end] * 2 + text[end:]
        else:
            other = draw.randrange(len(text))
            text = text[:start] + text[other : other + 30] + text[start:]
    return text


@pytest.mark.parametrize("how", [mutated_tree, mutated_text], ids=["tree", "text"])
@pytest.mark.parametrize(("study", "times"), [("reference", 40), ("small", 150)])
def test_only_errors_of_ours_are_raised(study: str, times: int, how: Any, tmp_path: Path) -> None:
    draw = random.Random(f"{study} {how.__name__}")
    file = tmp_path / "study.yaml"
    wrong: list[TcoError] = []
    for _ in range(times):
        file.write_bytes(how(TEXTS[study], draw).encode(errors="surrogatepass"))
        try:
            run_file(file)
        except TcoError as error:
            wrong.append(error)
    assert len(wrong) > times / 4
    assert all(error.problems for error in wrong)
    assert all(problem.where and problem.what for error in wrong for problem in error.problems)


def test_writing_the_study_again_changes_nothing(tmp_path: Path) -> None:
    """Else every mutated tree would be refused for the same reason."""
    (tmp_path / "study.yaml").write_text(dumped(read_document(REFERENCE, "").value), encoding="utf-8")
    run_file(tmp_path / "study.yaml")
