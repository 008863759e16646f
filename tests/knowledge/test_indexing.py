"""Subscripts of tensors, arrays, ragged tensors and shapes, against TensorFlow and NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.tensors import indexing
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Array, Tensor, Value

from .harness import FakeCall, abstract, admits, is_exact

# What the libraries raise for operands that do not go together.
RAISED = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, tf.errors.OpError)


def call(graph: bool = False) -> Any:
    return FakeCall("subscript", lambda: None, (), {}, graph)


def check(value: Any, index: Any, *, seen: Value | None = None, exact: bool = True, complete: bool = True) -> Value:
    """The claim for ``value[index]`` admits what comes out; ``complete``: and it is ``NEVER`` where that raises."""
    claimed = indexing.subscript(abstract(value) if seen is None else seen, abstract(index), call())
    where = f"{value!r:.60}[{index!r:.80}]: claimed {claimed}"
    try:
        observed = value[index]
    except RAISED as error:
        assert claimed is NEVER or not complete, f"{where}, raised {error!r:.200}"
        return claimed
    assert admits(claimed, observed), f"{where}, observed {observed!r:.200}"
    if exact:
        assert is_exact(claimed, observed), f"{where} is not exact, observed {observed!r:.200}"
    if isinstance(claimed, Array):
        assert claimed.scalar == isinstance(observed, np.generic), where
    content = getattr(claimed, "content", None)
    if content is not None and getattr(claimed, "kind", "") not in ("ragged", "sparse"):
        assert list(np.ravel(content)) == list(np.ravel(np.asarray(observed))), where
    return claimed


BOUNDS = st.none() | st.integers(-4, 4)
SLICES = st.builds(slice, BOUNDS, BOUNDS, st.sampled_from([None, 1, 2, -1, -2]))
BASIC = st.one_of(st.integers(-3, 3), SLICES, SLICES, st.just(...), st.none())
SHAPES = st.lists(st.integers(0, 3), max_size=3).map(tuple)


@given(SHAPES, st.lists(BASIC, max_size=4).map(tuple) | BASIC)
def test_basic_indices(shape: tuple[int, ...], index: Any) -> None:
    if isinstance(index, tuple) and index.count(...) > 1:
        return
    check(tf.ones(shape), index)
    check(np.ones(shape), index)


@given(SHAPES, st.lists(BASIC, max_size=3).map(tuple), st.integers(0, 7))
def test_hidden_dimensions_stay_sound(shape: tuple[int, ...], index: Any, mask: int) -> None:
    if index.count(...) > 1:
        return
    dims = [None if mask >> i & 1 else d for i, d in enumerate(shape)]
    for full, make in ((tf.ones(shape), values.tensor), (np.ones(shape, "f"), values.array)):
        check(full, index, seen=make("float32", dims), exact=False, complete=False)
        claimed = indexing.subscript(make("float32", None), abstract(index), call())
        assert claimed is make("float32", None) or claimed is NEVER


@given(
    SHAPES, st.lists(st.sampled_from([slice(None), slice(0, 2), slice(1, None), 0, -1, None]), max_size=3).map(tuple)
)
def test_tracing_infers_no_more(shape: tuple[int, ...], index: Any) -> None:
    """Every dimension that TensorFlow knows while tracing with unknown sizes is known here."""
    seen: list[Any] = []

    def body(x: Any) -> None:
        seen.append(x[index])

    try:
        tf.function(body, autograph=False).get_concrete_function(tf.TensorSpec([None, *shape]))
    except (ValueError, IndexError):
        return
    claimed = indexing.subscript(values.tensor("float32", (None, *shape), symbolic=True), abstract(index), call(True))
    assert isinstance(claimed, Tensor)
    assert claimed.symbolic
    assert claimed.shape == tuple(seen[0].shape.as_list())


X = tf.ones([2, 3, 4])
MASKS = [
    tf.constant([True, False]),
    np.array([True, False]),
    X[:, :, 0] > 0,
    X > 0,
    tf.constant([True, False, True]),
]
POSITIONS = [
    [0, 1],
    [],
    [0],
    ([0, 1],),
    tf.constant([0, 1]),
    np.array([0, 1]),
    np.array(0),
    tf.constant(1),
    np.int64(1),
    tf.constant(0, tf.int16),
    tf.constant(0, tf.uint8),
    tf.constant(1.0),
    1.0,
    "a",
    (tf.constant(0), slice(None), np.int32(1)),
    slice(tf.constant(0), tf.constant(2)),
    (0, slice(tf.constant(1), None)),
    slice(np.int64(0), np.int32(2)),
    slice(1, 2.0),
    slice(None, None, 0),
    (0, 1, 2, 3),
    (Ellipsis, None, 0),
    [Ellipsis, 0],
    [slice(0, 1), 0],
    (slice(None), np.array([True, False, True])),
    (tf.constant([True, False]), 0),
    (),
]


@pytest.mark.parametrize("index", [*MASKS, *POSITIONS], ids=lambda index: repr(index)[:40])
def test_tensors(index: Any) -> None:
    masked = any(index is mask for mask in MASKS)
    refused = getattr(index, "dtype", None) == tf.uint8
    check(X, index, exact=not masked, complete=not refused)
    check(tf.Variable(X), index, exact=not masked, complete=not refused)


ADVANCED = [
    *MASKS,
    [0, 1],
    ([0, 1], [1, 2]),
    (slice(None), [0, 1], 0),
    ([0, 1], slice(None), [0, 1]),
    (0, slice(None), [0, 1]),
    tf.constant([0, 1]),
    tf.constant(0),
    (tf.constant(0), 0),
    True,
    (np.array([True, False]), 0),
    (slice(None), np.array([True, False, True]), [0, 1]),
    [[0, 1], [1, 0]],
    np.array(0),
    (np.array(0), 0, 0),
    (0, 0, 0),
    (0, 0, 0, ...),
    (),
    [],
    range(2),
    "x",
    1.0,
    5,
    tf.range(2),
    (tf.constant(0), slice(None), tf.constant(1)),
    (np.array([0, 1]), None, 0),
    (0, 0, tf.constant(0)),
    ([0, 1], [0, 1, 2]),
]


@pytest.mark.parametrize("index", ADVANCED, ids=lambda index: repr(index)[:40])
def test_arrays(index: Any) -> None:
    exact = not any(index is mask for mask in MASKS) and "True" not in repr(index)
    check(np.ones([2, 3, 4]), index, exact=exact)


def test_numpy_scalars() -> None:
    for index in ((), ..., None, 0, (None, ...)):
        check(np.float32(1), index)


@given(
    st.sampled_from([tf.range(5), tf.constant([7, 8, 9]), np.arange(4), tf.shape(tf.ones([2, 3, 4]))]),
    st.integers(-4, 4) | SLICES,
)
def test_known_numbers_are_picked(value: Any, index: Any) -> None:
    claimed = check(value, index)
    assert claimed is NEVER or getattr(claimed, "content", None) is not None or 0 in claimed.shape  # type: ignore[attr-defined]


RAGGED = {
    "rows": tf.ragged.constant([[1.0, 2.0], [3.0]]),
    "deep": tf.ragged.constant([[[1.0, 2.0], [3.0]], [[4.0]]]),
    "inner": tf.RaggedTensor.from_row_splits(tf.ones([3, 2]), [0, 2, 3]),
    "uniform": tf.RaggedTensor.from_uniform_row_length(tf.ragged.constant([[1.0, 2.0], [3.0]]), 2),
}
S = slice
RAGGED_INDICES = [
    *(0, 5, -1, ..., None, S(0, 1), S(None, None, 2), tf.constant(0), S(tf.constant(0), tf.constant(1))),
    *((S(None), 0), (S(None), S(0, 1)), (0, 0), (0, S(None, 1)), (S(None), None), (..., None), (..., 0), (0, 0, 0)),
    *((S(None), S(None), S(None, 1)), (0, S(None), S(None, 1)), (S(None), S(None), 0), (S(None), S(0, 1), S(None, 1))),
    *((S(0, 2), 0), (S(0, 1), S(0, 1), 0), (..., S(None, 1)), (S(None), None, S(None)), (S(None), S(None, None, -1))),
    *(tf.constant([True, False]), tf.constant([0, 1]), np.array([True, False]), (None, 0), (0, None), (0, ..., None)),
]


@pytest.mark.parametrize("name", RAGGED)
def test_ragged(name: str) -> None:
    for index in RAGGED_INDICES:
        check(RAGGED[name], index, exact=False, complete=False)


def test_ragged_rows_are_dense() -> None:
    rows = abstract(RAGGED["rows"])
    assert indexing.subscript(rows, values.INT, call()) is values.tensor("float32", (None,))
    deep = abstract(RAGGED["deep"])
    row = values.tensor("float32", (None, None), kind="ragged", ragged_rank=1)
    assert indexing.subscript(deep, values.INT, call()) is row
    assert check(RAGGED["rows"], (S(None), 0), exact=False) is NEVER


def test_sparse_tensors_have_no_subscript() -> None:
    assert check(tf.sparse.from_dense([[1.0, 0.0]]), 0) is NEVER


KERAS_INDICES = [0, (S(None), 0), (..., None), (S(None), S(0, 2)), (S(None), S(None, None, 2)), (S(None), None)]


@pytest.mark.parametrize("index", KERAS_INDICES, ids=repr)
def test_keras_tensors(index: Any) -> None:
    x = tf.keras.Input([3, 4])
    seen = values.tensor("float32", (None, 3, 4), kind="keras_tensor", symbolic=True)
    claimed = indexing.subscript(seen, abstract(index), call())
    observed = x[index]
    assert claimed is values.tensor("float32", tuple(observed.shape), kind="keras_tensor", symbolic=True)


@pytest.mark.parametrize("dims", [[2, 3, 4], [None, 3], [], None])
def test_tensor_shapes(dims: Any) -> None:
    shape = tf.TensorShape(dims)
    for index in (0, -1, 2, S(None), S(1, None), S(None, -1), S(0, 2), S(None, None, -1), S(1, 3), "a"):
        claimed = indexing.subscript(abstract(shape), abstract(index), call())
        try:
            observed = shape[index]
        except (IndexError, TypeError):
            assert claimed is NEVER
            continue
        except ValueError:
            # Steps of a shape of unknown rank.
            continue
        assert admits(claimed, observed), (shape, index, claimed)
    assert indexing.subscript(abstract(tf.TensorShape([2, 3])), values.const(1), call()) is values.const(3)


def test_unknown_indices() -> None:
    x = values.tensor("float32", (5, 3))
    assert indexing.subscript(x, values.INT, call()) is values.tensor("float32", (3,))
    assert indexing.subscript(x, values.tensor("int32", ()), call()) is values.tensor("float32", (3,))
    assert indexing.subscript(x, values.unknown(), call()) is values.tensor("float32")
    span = values.slice_of(values.INT, values.NONE, values.NONE)
    assert indexing.subscript(x, span, call()) is values.tensor("float32", (None, 3))
    both = values.tuple_of((values.join(values.const(0), values.NONE), values.const(1)))
    assert set(values.atoms(indexing.subscript(x, both, call()))) == {
        values.tensor("float32", ()),
        values.tensor("float32", (1, 3)),
    }
    a = values.array("float32", (5, 3))
    assert indexing.subscript(a, values.INT, call()) is values.array("float32", (3,))
    assert indexing.subscript(a, values.array("int64", (None,)), call()) is values.array("float32", (None, 3))
    assert indexing.subscript(a, values.tuple_of((values.INT, values.INT)), call()) is values.array(
        "float32", (), scalar=True
    )
