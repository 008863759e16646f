"""Where the analysis stops at a limit it says so, and proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_hybridize.analysis import state
from flake8_hybridize.api import check

PROGRAM = """\
import tensorflow as tf

steps = []


def last(x):
    y = tf.matmul(x, x) + tf.matmul(x, x)
    return y + steps[-1]


def main():
    x = tf.ones([2, 2])
    steps.append(tf.ones([2]))
    for _ in range(10):
        x = last(x)
        steps.append(x)
    return x


main()
"""
"""`last` depends on what its caller stores later, so that it is looked at more than once."""


def _codes(folder: Path) -> list[tuple[str, str]]:
    (folder / "main.py").write_text(PROGRAM)
    document = check([folder], root=folder, select=["HYB101", "HYB102", "HYB901"])
    return [(finding["code"], finding["function"]) for finding in document["findings"]]


def test_without_reaching_a_limit(tmp_path: Path) -> None:
    assert _codes(tmp_path) == []


def test_reaching_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "GIVE_UP", 0)
    assert ("HYB901", "last") in _codes(tmp_path)


def test_without_a_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "BUDGET", 0)
    monkeypatch.setattr(state, "BUDGET_PER_LINE", 0)
    monkeypatch.setattr(state, "HURRIED_GIVE_UP", 0)
    assert ("HYB101", "last") not in _codes(tmp_path)
