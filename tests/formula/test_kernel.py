"""The kernel as a package: what it rests on, what it knows nothing of, and that it says what it is."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import builder.formula

MODULES = sorted(Path(builder.formula.__file__).parent.glob("*.py"))

# What formulas are about is none of the kernel's business. Its own are the node of a tree, the token of a unit's text,
# and scenario and period as the axes of its arrays; examples in docstrings may be about anything.
DOMAIN = set(
    re.findall(
        "[a-z]+",
        """
        budget capex cloud cost currency customer dollar electricity energy expense fee gpu hardware hour inference
        instance investment latency lease licence license llm model money month opex payback price pricing prompt
        purchase query rent salary saving server staff study tco usd user vendor whitepaper workload year yen won
        html openpyxl pdf sheet workbook worksheet yaml
        """,
    )
)

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def loaded(path: Path) -> ModuleType:
    return importlib.import_module("builder.formula" if path.stem == "__init__" else f"builder.formula.{path.stem}")


@each_module
def test_it_rests_on_the_standard_library_numpy_and_itself(path: Path) -> None:
    for name in imported(parsed(path)):
        root = name.split(".")[0]
        assert root in sys.stdlib_module_names or root == "numpy" or name.startswith("builder.formula."), name


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_loading_it_loads_nothing_else_of_the_builder() -> None:
    script = "import sys, " + ", ".join(f"builder.formula.{path.stem}" for path in MODULES if path.stem != "__init__")
    script += (
        "; print(*(name for name in sys.modules if name.split('.')[0] in ('builder', 'openpyxl', 'yaml', 'pandas')))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {name for name in run.stdout.split() if not name.startswith("builder.formula")} == {"builder"}


@each_module
def test_it_knows_nothing_of_what_formulas_are_about(path: Path) -> None:
    found = {word.removesuffix("s") for text in texts(parsed(path)) for word in re.split(r"[^a-z]+", text.lower())}
    assert found & DOMAIN == set()


def texts(tree: ast.AST) -> Iterator[str]:
    """Every identifier and every text of a module's code, its docstrings left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.keyword(arg=str(name)):
                yield name
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield text


@each_module
def test_every_public_object_says_what_it_is(path: Path) -> None:
    module = loaded(path)
    assert module.__doc__
    assert [name for name, member in public(module) if not inspect.getdoc(member)] == []


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The classes and functions a module defines, and the methods of these classes."""
    for name, member in vars(module).items():
        if name.startswith("_") or getattr(member, "__module__", "") != module.__name__:
            continue
        if inspect.isclass(member):
            yield name, member
            for inner, method in vars(member).items():
                if not inner.startswith("_") and isinstance(
                    method, classmethod | staticmethod | property | type(public)
                ):
                    yield f"{name}.{inner}", method
        elif inspect.isfunction(member):
            yield name, member
