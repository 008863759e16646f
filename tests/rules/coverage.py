"""Which ways of finding something the cases of a rule show, as far as syntax tells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from tests.case_runner import Case, Expectation

WAYS = {"directly", "in another file", "in a method", "through a helper", "under an alias"}
_CUSTOMARY = {"tensorflow": "tf", "numpy": "np"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def ways(code: str, cases: Iterable[Case]) -> set[str]:
    """Those of ``WAYS`` in which these cases find ``code``."""
    found: set[str] = set()
    for case in cases:
        own = [e for e in case.expectations if e.code == code]
        if not own:
            continue
        found.add("directly")
        trees = {file: ast.parse(text) for file, text in case.files.items() if file.endswith(".py")}
        if len(trees) > 1:
            found.add("in another file")
        if any(_has_alias(tree) for tree in trees.values()):
            found.add("under an alias")
        for expectation in own:
            found |= _of(expectation, trees[expectation.file], _defined(trees.values()))
    return found


def near_misses(code: str, cases: Iterable[Case]) -> int:
    """How many functions stand in the cases without being found."""
    total = 0
    for case in cases:
        lines = {(e.file, e.line) for e in case.expectations if e.code == code}
        for file, text in case.files.items():
            if file.endswith(".py"):
                for node in ast.walk(ast.parse(text)):
                    if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
                        body = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                        total += not any(f == file and line in body for f, line in lines)
    return total


def _defined(trees: Iterable[ast.Module]) -> set[str]:
    """The names of the functions, and those under which they are imported."""
    found: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, _FUNCTIONS):
                found.add(node.name)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                found.update(a.asname for a in node.names if a.asname and a.name in found)
    return found


def _of(expectation: Expectation, tree: ast.Module, defined: set[str]) -> set[str]:
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef))
        and _first_line(node) <= expectation.line <= (node.end_lineno or node.lineno)
    ]
    found: set[str] = set()
    if any(isinstance(node, ast.ClassDef) for node in around) or re.search(r"\b[A-Z]\w*\.\w+\(", expectation.text):
        found.add("in a method")
    if re.search(r"called|calls? |compiled at|which runs|handed", expectation.text):
        found.add("through a helper")
    functions = [node for node in around if isinstance(node, _FUNCTIONS)]
    if functions and not any("function" in ast.unparse(d) for node in functions for d in node.decorator_list):
        found.add("through a helper")
    calls = [call.func for node in functions for call in ast.walk(node) if isinstance(call, ast.Call)]
    if any(getattr(called, "id", getattr(called, "attr", "")) in defined for called in calls):
        found.add("through a helper")
    return found


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _has_alias(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            if any(a.asname and _CUSTOMARY.get(a.name) != a.asname for a in node.names):
                return True
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            if any(a.asname for a in node.names) or (node.module or "").split(".")[0] in (
                "tensorflow",
                "numpy",
                "keras",
            ):
                return True
    return False
