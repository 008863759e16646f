"""Where the analysis stops at a limit it says so, and proves nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from flake8_hybridize.analysis import state
from flake8_hybridize.api import check
from flake8_hybridize.model import values

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


def test_what_many_calls_share_stops_growing() -> None:
    shared = state.Activation(0, None, None, cast(Any, None), (values.NEVER, values.NEVER, values.NONE), state.EAGER)
    arrays = [values.array("float64", [size] * (size % 5)) for size in range(200)]
    tensors = [values.tensor("float32", [size] * (size % 3), symbolic=size % 2 == 0) for size in range(200)]
    grown = [
        shared.grow(tuple(map(values.join, shared.args, (array, tensor, values.NONE))))
        for array, tensor in zip(arrays, tensors, strict=True)
    ]
    assert grown[0] and not any(grown[150:])
    array, tensor, nothing = shared.args
    assert {type(atom) for atom in values.atoms(array)} == {values.Array}
    assert {type(atom) for atom in values.atoms(tensor)} == {values.Tensor}
    assert nothing is values.NONE


def test_what_is_covered_is_no_other_possibility() -> None:
    anything, vector = values.array(), values.array("float64", [3])
    assert values.union([anything, vector]) is values.union([vector, anything]) is anything
    some, matrix = values.tensor("float32"), values.tensor("float32", [2, 3])
    assert values.union([matrix, some]) is some
    assert len(values.atoms(values.union([some, values.tensor("int32", [2])]))) == 2
    assert len(values.atoms(values.union([some, values.tensor("float32", [2], symbolic=True)]))) == 2


def test_pairs_grow_by_their_parts() -> None:
    pairs = [values.tuple_of([values.array("float64", [size]), values.NONE]) for size in (2, 3)]
    assert state.coarse(values.union(pairs), 5) is values.tuple_of([values.array("float64", [None]), values.NONE])
