"""Functions of NumPy and methods of arrays, against NumPy; their counterparts in TensorFlow."""

from __future__ import annotations

import ast
import functools
import math
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.numpy_ import (
    constructors,
    elementwise,
    equivalents,
    joining,
    linear,
    promotion,
    random,
    reductions,
    shaping,
)
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Array, Value

from .harness import FakeCall, FakeList, abstract, admits, is_exact

warnings.filterwarnings("ignore")

RULES = {
    **constructors.RULES,
    **elementwise.RULES,
    **reductions.RULES,
    **shaping.RULES,
    **joining.RULES,
    **linear.RULES,
    **random.RULES,
}
DTYPES = ["float16", "float32", "float64", "int8", "int32", "int64", "uint8", "bool", "complex64"]

A = np.arange(6.0).reshape(2, 3)
F = np.ones([2, 3], "f4")
I = np.arange(24).reshape(2, 3, 4)  # noqa: E741
B = np.array([[True, False, True], [False, False, True]])
V = np.array([1, 2, 3])
U = np.array([1, 2], "u1")
M = np.array([[2.0, 0.0], [0.0, 4.0]])
T = tf.ones([2, 3])
S = np.float32(2)
R = np.random.RandomState(0)
G = np.random.default_rng(0)
NAMES: dict[str, Any] = dict(np=np, tf=tf, A=A, F=F, I=I, B=B, V=V, U=U, M=M, T=T, S=S, R=R, G=G)  # noqa: C408


def parts(source: str) -> tuple[str, Value | None, list[Any], dict[str, Any]]:
    """The canonical name, the receiver and the arguments of the call that ``source`` is."""
    node = ast.parse(source, mode="eval").body
    assert isinstance(node, ast.Call)

    def evaluate(inner: ast.expr) -> Any:
        return eval(compile(ast.Expression(inner), source, "eval"), NAMES)

    name = ast.unparse(node.func)
    receiver: Value | None = None
    if name.startswith("np."):
        name = "numpy." + name[3:]
    elif isinstance(node.func, ast.Attribute):
        owner = evaluate(node.func.value)
        classes = {np.random.RandomState: "numpy.random.RandomState", np.random.Generator: "numpy.random.Generator"}
        cls = classes.get(type(owner), "numpy.ndarray")
        name = f"{cls}.{node.func.attr}"
        receiver = abstract(owner)
    args = [evaluate(a) for a in node.args]
    return name, receiver, args, {k.arg: evaluate(k.value) for k in node.keywords if k.arg}


def claim(source: str) -> Value:
    name, receiver, args, keywords = parts(source)
    made = FakeCall(name, lambda *args, **keywords: None, args, keywords, False)
    made.receiver = receiver
    return RULES[name](made)


def check(source: str, *, exact: bool = True) -> Value:
    """The claim for the call ``source`` admits what NumPy gives; ``NEVER`` only where it raises."""
    claimed = claim(source)
    try:
        observed = eval(source, NAMES)
    except (ValueError, TypeError, IndexError, np.linalg.LinAlgError) as error:
        assert claimed is NEVER or not exact, f"{source}: claimed {claimed}, raised {error}"
        return claimed
    where = f"{source}: claimed {claimed}, observed {observed!r:.200}"
    assert admits(claimed, observed), where
    if exact:
        assert is_exact(claimed, observed), where
    for told, one in zip(_all(claimed), _all(observed), strict=False):
        if isinstance(told, Array):
            if exact:
                assert told.scalar == isinstance(one, np.generic), where
            if told.content is not None:
                assert list(np.ravel(told.content)) == list(np.ravel(one)), where
    return claimed


def _all(value: Any) -> list[Any]:
    if isinstance(value, (values.Tuple, FakeList)):
        return list(value.items)
    return list(value) if isinstance(value, (tuple, list)) else [value]


CALLS = [
    line
    for line in (Path(__file__).parent / "numpy_calls.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", CALLS)
def test_calls(line: str) -> None:
    check(line.removeprefix("~ "), exact=not line.startswith("~"))


_KINDS = ("exp", "negative", "floor", "isnan", "square", "abs")
UNARY = sorted(
    name for name, rule in elementwise.RULES.items() if rule in [elementwise.RULES[f"numpy.{kind}"] for kind in _KINDS]
)
BINARY = ("add", "multiply", "divide", "floor_divide", "mod", "power", "equal", "logical_and", "arctan2", "subtract")


@pytest.mark.parametrize("name", UNARY)
def test_unary_functions_over_all_dtypes(name: str) -> None:
    function = functools.reduce(getattr, name.split(".")[1:], np)
    for dtype in DTYPES:
        x = np.full([2], 0.5).astype(dtype)
        claimed = RULES[name](FakeCall(name, lambda x: None, [x], {}, False))
        try:
            observed = function(x)
        except TypeError:
            continue
        assert is_exact(claimed, observed), (name, dtype, claimed, observed.dtype)


@pytest.mark.parametrize("name", BINARY)
def test_binary_functions_over_all_dtypes(name: str) -> None:
    function = getattr(np, name)
    for left in DTYPES:
        for right in [np.ones(2, dtype) for dtype in DTYPES] + [True, 1, 1.5, 1j]:
            x = np.ones(2, left)
            claimed = RULES[f"numpy.{name}"](FakeCall(f"numpy.{name}", lambda x1, x2: None, [x, right], {}, False))
            try:
                observed = function(x, right)
            except (TypeError, OverflowError):
                continue
            assert admits(claimed, observed), (name, left, right, claimed, observed.dtype)
            if name != "arctan2":
                assert is_exact(claimed, observed), (name, left, right, claimed, observed.dtype)


@pytest.mark.parametrize(
    "name", ["sum", "prod", "mean", "std", "var", "max", "any", "argmax", "cumsum", "median", "sort"]
)
def test_reductions_over_all_dtypes(name: str) -> None:
    for dtype in DTYPES:
        x = np.ones([2, 3], dtype)
        claimed = RULES[f"numpy.{name}"](FakeCall(f"numpy.{name}", lambda a, axis: None, [x, 1], {}, False))
        try:
            observed = getattr(np, name)(x, 1)
        except TypeError:
            continue
        assert is_exact(claimed, observed), (name, dtype, claimed, observed.dtype)


def test_promotion() -> None:
    every = [*DTYPES, "int16", "uint16", "uint32", "uint64", "complex128"]
    for left in every:
        for right in every:
            assert promotion.promote(left, right) == np.promote_types(left, right).name
        for number in (True, 1, 1.5, 1j):
            expected = np.result_type(np.ones(1, left), number).name
            assert promotion.promote_python(left, type(number).__name__) == expected, (left, number)


SHAPES = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple)


@given(SHAPES, st.integers(-3, 3), st.booleans(), st.integers(0, 7), st.sampled_from(["sum", "mean", "max", "argmax"]))
def test_hidden_dimensions_stay_sound(shape: tuple[int, ...], axis: int, keep: bool, mask: int, name: str) -> None:
    x = np.ones(shape, "f4")
    seen = values.array("float32", [None if mask >> i & 1 else d for i, d in enumerate(shape)])
    made = FakeCall(f"numpy.{name}", lambda a, axis: None, [seen, axis], {"keepdims": keep}, False)
    claimed = RULES[f"numpy.{name}"](made)
    try:
        observed = getattr(np, name)(x, axis, keepdims=keep)
    except (ValueError, IndexError):
        return
    assert admits(claimed, observed)


@given(SHAPES, SHAPES, st.sampled_from(["dot", "matmul", "inner", "outer", "kron", "tensordot"]))
def test_products(left: tuple[int, ...], right: tuple[int, ...], name: str) -> None:
    a, b = np.ones(left), np.ones(right)
    claimed = RULES[f"numpy.{name}"](FakeCall(f"numpy.{name}", lambda a, b: None, [a, b], {}, False))
    try:
        observed = getattr(np, name)(a, b)
    except (ValueError, IndexError):
        assert claimed is NEVER
        return
    assert is_exact(claimed, observed), (claimed, np.shape(observed))


@given(SHAPES, st.lists(st.integers(-1, 6), min_size=1, max_size=3))
def test_reshape(shape: tuple[int, ...], target: list[int]) -> None:
    x = np.ones(shape)
    claimed = RULES["numpy.reshape"](FakeCall("numpy.reshape", lambda a, shape: None, [x, target], {}, False))
    try:
        observed = np.reshape(x, target)
    except ValueError:
        return
    assert admits(claimed, observed)
    if 0 not in shape:
        assert is_exact(claimed, observed)


@given(st.integers(-20, 20), st.integers(-20, 20), st.sampled_from([1, 2, -1, -3, 0.5, 0.25, -0.5]))
def test_arange(start: int, stop: int, step: float) -> None:
    claimed = RULES["numpy.arange"](
        FakeCall("numpy.arange", lambda start, stop, step: None, [start, stop, step], {}, False)
    )
    assert is_exact(claimed, np.arange(start, stop, step))


# Arguments for NumPy and, where TensorFlow's differ, for TensorFlow.
X = np.array([[0.1, 0.7, 0.3], [0.9, 0.2, 0.5]], "f4")
Q = np.array([[2.0, 1.0], [1.0, 3.0]], "f4")
SPECIAL: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
    "append": ((X[0], X[1]), ([X[0], X[1]], 0)),
    "arange": ((2, 9, 3), (2, 9, 3)),
    "arccosh": ((X + 1,), (X + 1,)),
    "argmax": ((X, 1), (X, 1)),
    "argmin": ((X, 1), (X, 1)),
    "argsort": ((X, 1), (X, 1)),
    "argwhere": ((X > 0.4,), (X > 0.4,)),
    "bincount": (([1, 2, 2],), ([1, 2, 2],)),
    "broadcast_to": ((X[0], (2, 3)), (X[0], (2, 3))),
    "clip": ((X, 0.2, 0.6), (X, 0.2, 0.6)),
    "concatenate": (([X, X], 1), ([X, X], 1)),
    "cross": ((X[0], X[1]), (X[0], X[1])),
    "cumprod": ((X, 1), (X, 1)),
    "cumsum": ((X, 1), (X, 1)),
    "diag": ((X[0],), (X[0],)),
    "dot": ((X, X.T), (X, X.T, 1)),
    "einsum": (("ij,kj->ik", X, X), ("ij,kj->ik", X, X)),
    "expand_dims": ((X, 1), (X, 1)),
    "eye": ((3,), (3,)),
    "fft.fft": ((X.astype("c8"),), (X.astype("c8"),)),
    "flip": ((X, 1), (X, [1])),
    "full": (((2, 2), 3.0), ((2, 2), 3.0)),
    "full_like": ((X, 3.0), (X.shape, 3.0)),
    "histogram": ((X, 4, (0, 1)), (X, [0.0, 1.0], 4)),
    "hstack": (([X, X],), ([X, X], 1)),
    "identity": ((3,), (3,)),
    "linspace": ((0.0, 1.0, 5), (0.0, 1.0, 5)),
    "logical_and": ((X > 0.4, X < 0.8), (X > 0.4, X < 0.8)),
    "logical_not": ((X > 0.4,), (X > 0.4,)),
    "logical_or": ((X > 0.4, X < 0.8), (X > 0.4, X < 0.8)),
    "logical_xor": ((X > 0.4, X < 0.8), (X > 0.4, X < 0.8)),
    "any": ((X > 0.4, 1), (X > 0.4, 1)),
    "all": ((X > 0.1, 1), (X > 0.1, 1)),
    "matmul": ((X, X.T), (X, X.T)),
    "meshgrid": ((X[0], X[1]), (X[0], X[1])),
    "nonzero": ((np.array([0, 1, 2]),), (np.array([0, 1, 2]),)),
    "ones": (((2, 3),), ((2, 3),)),
    "outer": ((X[0], X[1]), (X[0], X[1], 0)),
    "pad": ((X, [[1, 1], [0, 2]]), (X, [[1, 1], [0, 2]])),
    "repeat": ((X, 2, 0), (X, 2, 0)),
    "reshape": ((X, (3, 2)), (X, (3, 2))),
    "roll": ((X, 1, 0), (X, 1, 0)),
    "searchsorted": ((np.sort(X[0]), X[1]), (np.sort(X[0]), X[1])),
    "split": ((X, 3, 1), (X, 3, 1)),
    "squeeze": ((X[None],), (X[None],)),
    "stack": (([X, X], 1), ([X, X], 1)),
    "take": ((X, [0, 2], 1), (X, [0, 2], None, 1)),
    "tensordot": ((X, X.T, 1), (X, X.T, 1)),
    "tile": ((X, (2, 1)), (X, (2, 1))),
    "trace": ((Q,), (Q,)),
    "vstack": (([X, X],), ([X, X], 0)),
    "where": ((X > 0.4, X, 0.0), (X > 0.4, X, 0.0)),
    "zeros": (((2, 3),), ((2, 3),)),
    "linalg.norm": ((X,), (X,)),
    "linalg.solve": ((Q, Q), (Q, Q)),
    "imag": ((X * 1j,), (X * 1j,)),
    "conj": ((X * 1j,), (X * 1j,)),
}
PAIRS = (
    "add",
    "arctan2",
    "divide",
    "equal",
    "floor_divide",
    "greater",
    "greater_equal",
    "less",
    "less_equal",
    "maximum",
    "minimum",
    "mod",
    "multiply",
    "not_equal",
    "power",
    "remainder",
    "subtract",
    "true_divide",
)
MATRICES = ("linalg.cholesky", "linalg.det", "linalg.inv", "linalg.pinv")
AXES = ["amax", "amin", "max", "mean", "min", "prod", "std", "sum", "var", "sort"]


@pytest.mark.parametrize(
    "name", sorted(n for n in equivalents.EQUIVALENTS if n.startswith("numpy.") and ".random." not in n)
)
def test_equivalents_give_the_same_numbers(name: str) -> None:
    short = name.removeprefix("numpy.")
    source = functools.reduce(getattr, short.split("."), np)
    target = functools.reduce(getattr, equivalents.EQUIVALENTS[name].split(".")[1:], tf)
    mine: tuple[Any, ...] = (X,)
    theirs: tuple[Any, ...] = (X,)
    if short in SPECIAL:
        mine, theirs = SPECIAL[short]
    elif short in PAIRS:
        mine = theirs = (X, X[::-1] + 0.5)
    elif short in MATRICES:
        mine = theirs = (Q,)
    elif short in AXES:
        mine = theirs = (X, 1)
    if short == "unique":
        mine = theirs = (np.array([1, 1, 2]),)
    expected, found = source(*mine), target(*theirs)
    if short in ("unique", "histogram"):
        expected, found = (expected, found[0]) if short == "unique" else (expected[0], found)
    if short == "nonzero":
        expected, found = np.stack(expected, -1), found
    if short == "meshgrid" or short == "split":
        assert len(expected) == len(found)
    np.testing.assert_allclose(np.asarray(expected), np.asarray(found), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", sorted(n for n in equivalents.EQUIVALENTS if n.startswith("math.")))
def test_equivalents_of_math(name: str) -> None:
    source = getattr(math, name.removeprefix("math."))
    target = functools.reduce(getattr, equivalents.EQUIVALENTS[name].split(".")[1:], tf)
    args = (0.3, 0.7) if name in ("math.atan2", "math.pow") else (0.3,)
    np.testing.assert_allclose(source(*args), target(*args), rtol=1e-5)


@pytest.mark.parametrize("name", sorted(n for n in equivalents.EQUIVALENTS if ".random." in n))
def test_equivalents_of_random_functions_exist(name: str) -> None:
    assert callable(functools.reduce(getattr, name.split(".")[1:], np))
    assert callable(functools.reduce(getattr, equivalents.EQUIVALENTS[name].split(".")[1:], tf))


def test_every_rule_is_named_after_something_real() -> None:
    for name in RULES:
        if name in ("numpy.float_", "numpy.concat", "numpy.permute_dims", "numpy.astype", "numpy.atan2"):
            continue
        functools.reduce(getattr, name.split(".")[1:], np)
