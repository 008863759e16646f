"""What counts as a difference between two runs, and what the observer sees of a program."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from tools.judge.programs import program_at
from tools.verify.compare import differences, value_difference
from tools.verify.fixed import fixed_copy
from tools.verify.run import Run


def _run(*lines: str, status: str = "ok") -> Run:
    return Run(status, lines, "", 1.0)


@pytest.mark.parametrize(
    ("before", "after"),
    [("loss 0.1234", "loss 0.1235"), ("done", "done"), ("[1. 2.]", "[1. 2.]")],
)
def test_lines_agree_within_rounding(before: str, after: str) -> None:
    assert differences(_run(before), _run(after)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("loss 0.1234", "loss 0.2345"), ("step 3", "step 4"), ("tf.Tensor(1.0)", "1.0"), ("done", "")],
)
def test_lines_differ(before: str, after: str) -> None:
    assert differences(_run(before), _run(after))


def test_words_only_leaves_numbers_out() -> None:
    assert differences(_run("loss 0.1"), _run("loss 0.9"), words_only=True) == []
    assert differences(_run("loss 0.1"), _run("error 0.1"), words_only=True)


def test_missing_lines_and_ends_differ() -> None:
    assert differences(_run("a", "b"), _run("a"))
    assert differences(_run("a"), _run("a", status="failed: ValueError"))


def test_arrays_agree_within_rounding() -> None:
    one = ("tensor", ("float32", (2,), np.array([1.0, 1000.0], "float32")))
    near = ("tensor", ("float32", (2,), np.array([1.0, 1000.1], "float32")))
    assert value_difference(one, near) == ""


@pytest.mark.parametrize(
    "other",
    [
        ("tensor", ("float32", (2,), np.array([1.0, 1100.0], "float32"))),
        ("tensor", ("float64", (2,), np.array([1.0, 1000.0]))),
        ("ndarray", ("float32", (2,), np.array([1.0, 1000.0], "float32"))),
        ("tensor", ("float32", (2,), np.array([1.0, np.nan], "float32"))),
        ("float", 1.0),
    ],
)
def test_values_differ_in_kind_dtype_and_content(other: object) -> None:
    assert value_difference(("tensor", ("float32", (2,), np.array([1.0, 1000.0], "float32"))), other)


def test_the_copy_is_fixed_and_the_program_is_not(tmp_path: Path) -> None:
    text = (
        "import tensorflow as tf\n\n\ndef norm(x):\n    return tf.sqrt(tf.reduce_sum(x * x))\n\n\n"
        "for _ in range(3):\n    print(norm(tf.ones([3])))\n"
    )
    path = tmp_path / "norm.py"
    path.write_text(text, encoding="utf-8")
    fixed = fixed_copy(program_at(path), "safe", tmp_path / "copy")
    assert path.read_text(encoding="utf-8") == text
    assert fixed.touched == {("norm.py", "norm"): "hybridized"}
    assert "+@tf.function" in fixed.diff
    ast.parse((tmp_path / "copy" / "norm.py").read_text(encoding="utf-8"))
