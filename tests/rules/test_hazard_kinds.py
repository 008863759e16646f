"""Every hazard that the analysis can record belongs to a rule: what blocks a function is never unexplained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import flake8_hybridize
from flake8_hybridize.analysis.arguments import ARGUMENT_KINDS
from flake8_hybridize.model.facts import ONCE_KINDS
from flake8_hybridize.rules import hazard_codes

PACKAGE = Path(flake8_hybridize.__file__).parent
NO_OBSTACLES = frozenset({"random-order"})
"""What is recorded for other purposes than to be told."""
_TAKING_A_KIND = {
    "report": 1,
    "mutation": 4,
    "Record": 0,
    "_add": 1,
    "hazard": 0,
    "Effect": 0,
    "_outer_write": 1,
    "_record": 2,
}
"""Functions that record a hazard, and the position of its kind among their arguments."""
_KIND = re.compile(r"[a-z]+(-[a-z]+)+")
_LATER = frozenset(
    {
        # Recorded under a kind that is put together from the reason, see analysis/conversion.py.
        "autograph-off",
        "autograph-unconverted-callee",
        "decorator-hides-autograph",
        "keras-no-autograph",
        "unsupported-syntax",
    }
)


def _recorded(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            position = _TAKING_A_KIND.get(called)
            if position is not None and position < len(node.args):
                yield from _texts(node.args[position])


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _KIND.fullmatch(part.value):
            yield part.value


def _kinds() -> set[str]:
    found = set(_LATER)
    for folder in ("analysis", "knowledge"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            found.update(_recorded(path))
    return found


def test_a_rule_names_no_hazard_that_nobody_records() -> None:
    spelled = {text for kind in _spelled() for text in kind.split(":")}
    assert hazard_codes().keys() - spelled - _OF_RULES == set()


_OF_RULES = frozenset(
    {
        # Read by rules from the facts: decorators, arguments of tf.function, types of parameters.
        "analysis-limit",
        "coroutine-function",
        "decorated-special-method",
        "decorator-order",
        "deprecated-argument",
        "generator-function",
        "lru-cache-inside",
        "retrace-dtype",
        "retrace-shape",
        "unknown-argument",
    }
)


def _spelled() -> Iterator[str]:
    for folder in ("analysis", "knowledge"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_hazard_belongs_to_a_rule() -> None:
    kinds = _kinds()
    assert len(kinds) > 60
    assert kinds - hazard_codes().keys() - NO_OBSTACLES == set()
    assert ARGUMENT_KINDS - hazard_codes().keys() == set()
    assert ONCE_KINDS - hazard_codes().keys() == set()
