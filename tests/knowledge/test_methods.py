"""Attributes and methods of tensors of all kinds, arrays, shapes and dtypes, against TensorFlow and NumPy."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.knowledge import rules
from flake8_hybridize.knowledge.tensors import attributes, methods, ragged_methods
from flake8_hybridize.model import values
from flake8_hybridize.model.values import Array, Method, Tensor, Unknown, Value

from .harness import FakeCall, abstract, admits, is_exact

RULES = {**methods.RULES, **ragged_methods.RULES}
X = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
RAGGED = tf.ragged.constant([[1.0, 2.0], [3.0]])
DEEP = tf.ragged.constant([[[1.0, 2.0], [3.0]], [[4.0]]])
INNER = tf.RaggedTensor.from_row_splits(tf.ones([3, 2]), [0, 2, 3])
SPARSE = tf.sparse.from_dense([[1.0, 0.0, 2.0], [0.0, 0.0, 3.0]])
SLICES = tf.IndexedSlices(tf.ones([2, 3]), tf.constant([0, 1]), tf.constant([4, 3]))
OBJECTS: dict[str, Any] = {
    "tensor": X,
    "scalar": tf.constant(3),
    "vector": tf.constant([1, 2, 3]),
    "text": tf.constant("a"),
    "texts": tf.constant(["a"]),
    "variable": tf.Variable(X),
    "counter": tf.Variable(0),
    "ragged": RAGGED,
    "deep": DEEP,
    "inner": INNER,
    "sparse": SPARSE,
    "slices": SLICES,
    "array": np.arange(6.0).reshape(2, 3),
    "numbers": np.array([1, 2]),
    "flags": np.array([[True]]),
    "number": np.float32(1.5),
    "integer": np.int64(4),
    "shape": tf.TensorShape([2, 3]),
    "open": tf.TensorShape([None, 3]),
    "any": tf.TensorShape(None),
    "dtype": tf.float32,
    "complex": tf.complex64,
    "integral": tf.uint8,
    "numpy dtype": np.dtype("float32"),
}


def claimed_object(name: str) -> Value:
    return values.dtype_value("float32", "numpy") if name == "numpy dtype" else abstract(OBJECTS[name])


def invoke(name: str, receiver: Value | None, *args: Any, **keywords: Any) -> Value:
    made = FakeCall(name, lambda *args, **keywords: None, args, keywords, False)
    made.receiver = receiver
    rule = RULES.get(name) or rules.rule(name)
    assert rule is not None, name
    return rule(made)


@pytest.mark.parametrize("name", OBJECTS)
def test_attributes(name: str) -> None:
    """Every public attribute is known, none that does not exist is."""
    real, claimed = OBJECTS[name], claimed_object(name)
    for attribute in dir(real):
        if attribute.startswith("_") or attribute in IGNORED:
            continue
        try:
            observed = getattr(real, attribute)
        except (AttributeError, NotImplementedError, RuntimeError, ValueError, TypeError):
            continue
        found = attributes.attribute(claimed, attribute)
        assert found is not None, f"{name}.{attribute}"
        if isinstance(found, Method):
            assert callable(observed), f"{name}.{attribute}"
        elif not isinstance(found, Unknown):
            assert _admits(found, observed), f"{name}.{attribute}: claimed {found}, observed {observed!r:.100}"
            if isinstance(found, Array):
                assert found.scalar == isinstance(observed, np.generic)
    assert attributes.attribute(claimed, "no_such_attribute") is None


# Of protocols, of TensorFlow 1, or constants of the class.
IGNORED = (
    "OVERLOADABLE_OPERATORS",
    "SaveSliceInfo",
    "create",
    "from_proto",
    "from_value",
    "experimental_as_proto",
    "experimental_from_proto",
    "experimental_type_proto",
    "placeholder_value",
    "cast",
    "flatten",
    "from_tensors",
    "to_tensors",
    "as_proto",
    "fields",
    "flat",
    "ctypes",
    "isalignedstruct",
    "isbuiltin",
    "isnative",
    "hasobject",
    "metadata",
    "ndim",
    "subdtype",
    "dims",
)


def _admits(found: Value, observed: Any) -> bool:
    if isinstance(found, values.DType) and found.library == "numpy":
        return found.name == np.dtype(observed).name
    if isinstance(found, values.Tuple) and found.rest is None and isinstance(observed, tuple):
        return len(found.items) == len(observed) and all(
            _admits(f, o) for f, o in zip(found.items, observed, strict=True)
        )
    return admits(found, observed)


def test_tensors_have_no_methods_of_arrays() -> None:
    for name in ("T", "reshape", "astype", "ravel", "transpose", "clip", "size", "tolist", "item", "data", "mean"):
        assert attributes.attribute(abstract(X), name) is None
        with pytest.raises(AttributeError):
            getattr(X, name)


METHODS: list[tuple[str, str, tuple[Any, ...]]] = [
    *(("tensorflow.Tensor", "numpy", ()), ("tensorflow.Tensor", "get_shape", ()), ("tensorflow.Tensor", "cpu", ())),
    *(
        ("tensorflow.Variable", "numpy", ()),
        ("tensorflow.Variable", "read_value", ()),
        ("tensorflow.Variable", "value", ()),
    ),
    *(("tensorflow.Variable", name, (tf.ones([2, 3]),)) for name in ("assign", "assign_add", "assign_sub")),
    ("tensorflow.Variable", "is_initialized", ()),
    ("tensorflow.Variable", "get_shape", ()),
    ("tensorflow.Variable", "sparse_read", ([0, 1, 0],)),
    ("tensorflow.Variable", "gather_nd", ([[0, 1], [1, 2]],)),
    *(
        ("tensorflow.Variable", f"scatter_{name}", (SLICES_OF_X,))
        for name in ("add", "sub", "mul", "max")
        for SLICES_OF_X in [tf.IndexedSlices(tf.ones([1, 3]), [0])]
    ),
    *(("tensorflow.Variable", f"scatter_nd_{name}", ([[0]], tf.ones([1, 3]))) for name in ("update", "add", "sub")),
    *(
        ("tensorflow.SparseTensor", "with_values", (tf.constant([1, 2, 3]),)),
        ("tensorflow.SparseTensor", "get_shape", ()),
    ),
    *(("tensorflow.TensorShape", name, ()) for name in ("as_list", "num_elements", "is_fully_defined")),
    *(
        ("tensorflow.TensorShape", "concatenate", (other,))
        for other in ([4], tf.TensorShape([1, 2]), tf.TensorShape(None))
    ),
    *(("tensorflow.TensorShape", "merge_with", (other,)) for other in ([2, 3], [None, 3], None, [5, 5])),
    *(("tensorflow.TensorShape", "with_rank", (rank,)) for rank in (1, 2)),
    *(("tensorflow.TensorShape", "with_rank_at_least", (rank,)) for rank in (1, 2)),
    *(("tensorflow.TensorShape", "most_specific_compatible_shape", (other,)) for other in ([2, 4], [1], [2, 3])),
    *(("tensorflow.TensorShape", "is_compatible_with", (other,)) for other in ([2, 4], [1], [2, 3], None)),
    ("tensorflow.TensorShape", "assert_has_rank", (2,)),
    *(("numpy.ndarray", name, ()) for name in ("item", "tolist", "tobytes", "copy", "byteswap")),
    *(("numpy.ndarray", "clip", (0, 1)), ("numpy.ndarray", "round", ()), ("numpy.ndarray", "conj", ())),
    *(("numpy.ndarray", "view", (np.int32,)), ("numpy.ndarray", "item", (0,))),
    ("tensorflow.DType", "is_compatible_with", (tf.float32,)),
    *(
        ("tensorflow.RaggedTensor", name, ())
        for name in ("to_tensor", "to_sparse", "nrows", "row_lengths", "row_starts")
    ),
    *(
        ("tensorflow.RaggedTensor", name, ())
        for name in ("row_limits", "value_rowids", "nested_row_lengths", "get_shape")
    ),
    *(("tensorflow.RaggedTensor", name, ()) for name in ("nested_value_rowids", "bounding_shape", "to_list", "numpy")),
    *(("tensorflow.RaggedTensor", "merge_dims", axes) for axes in ((0, 1), (1, 2), (0, -1), (0, 2), (1, 1))),
    *(("tensorflow.RaggedTensor", "bounding_shape", (axis,)) for axis in (0, 1)),
    *(("tensorflow.RaggedTensor", "row_lengths", (axis,)) for axis in (1, 2)),
    *(
        ("tensorflow.RaggedTensor", "with_flat_values", (v,))
        for v in (tf.ones([3], tf.int32), tf.ones([3, 5]), tf.ones([4]))
    ),
    *(("tensorflow.RaggedTensor", "with_values", (v,)) for v in (tf.ones([3], tf.int32), tf.ones([3, 5]), DEEP.values)),
]
CLASSES = {
    "tensorflow.Tensor": ("tensor", "scalar", "vector", "text", "texts"),
    "tensorflow.Variable": ("variable",),
    "tensorflow.SparseTensor": ("sparse",),
    "tensorflow.TensorShape": ("shape", "open", "any"),
    "numpy.ndarray": ("array", "numbers", "flags", "number", "integer"),
    "tensorflow.DType": ("dtype", "complex"),
    "tensorflow.RaggedTensor": ("ragged", "deep", "inner"),
}


@pytest.mark.parametrize(
    ("cls", "method", "args"), METHODS, ids=lambda part: repr(part)[:30] if not isinstance(part, str) else part
)
def test_methods(cls: str, method: str, args: tuple[Any, ...]) -> None:
    for name in CLASSES[cls]:
        claimed = invoke(f"{cls}.{method}", claimed_object(name), *args)
        try:
            observed = getattr(OBJECTS[name], method)(*args)
        except (ValueError, TypeError, IndexError, tf.errors.OpError):
            continue
        where = f"{name}.{method}{args!r:.60}: claimed {claimed}, observed {observed!r:.150}"
        assert admits(claimed, observed), where
        if isinstance(claimed, Tensor) and isinstance(observed, tf.RaggedTensor):
            assert claimed.ragged_rank in (None, observed.ragged_rank), where
        elif isinstance(claimed, Array):
            assert is_exact(claimed, observed) or claimed.shape is None, where


def test_known_numbers_stay_known() -> None:
    assert invoke("tensorflow.Tensor.numpy", abstract(tf.constant([1, 2]))) is values.array(
        "int32", (2,), content=(1, 2)
    )
    assert invoke("numpy.ndarray.item", abstract(np.int64(4))) is values.const(4)
    assert invoke("tensorflow.RaggedTensor.nrows", abstract(RAGGED)) is values.tensor("int64", (), content=2)


def test_assignments_without_reading() -> None:
    variable = tf.Variable(1.0)
    claimed = invoke("tensorflow.Variable.assign", abstract(variable), 2.0, read_value=False)
    assert admits(claimed, variable.assign(2.0, read_value=False))


@pytest.mark.parametrize("shape", [None, [None, 5], [2, None], [4, 4], [None, None]])
def test_padding_to_a_shape(shape: Any) -> None:
    claimed = invoke("tensorflow.RaggedTensor.to_tensor", abstract(RAGGED), shape=shape)
    assert admits(claimed, RAGGED.to_tensor(shape=shape))


CONSTRUCTORS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("from_row_splits", (tf.ones([3, 2]), [0, 2, 3]), {}),
    ("from_row_splits", ([1, 2, 3], tf.constant([0, 2, 3])), {}),
    ("from_row_splits", (RAGGED, [0, 1, 2]), {}),
    ("from_row_lengths", ([1.0, 2.0, 3.0], [2, 1]), {}),
    ("from_row_starts", ([1, 2, 3], [0, 2]), {}),
    ("from_row_limits", ([1, 2, 3], [2, 3]), {}),
    ("from_value_rowids", ([1, 2, 3], [0, 0, 1]), {}),
    ("from_value_rowids", ([1, 2, 3], [0, 0, 1]), {"nrows": 4}),
    ("from_uniform_row_length", ([1, 2, 3, 4], 2), {}),
    ("from_uniform_row_length", (RAGGED, 2), {}),
    ("from_nested_row_splits", ([1, 2, 3], [[0, 1, 2], [0, 2, 3]]), {}),
    ("from_nested_row_lengths", ([1, 2, 3], [[1, 1], [2, 1]]), {}),
    ("from_tensor", (tf.ones([2, 3]),), {}),
    ("from_tensor", (tf.ones([2, 3, 4]),), {"ragged_rank": 2}),
    ("from_tensor", (tf.ones([2, 3, 4]),), {}),
    ("from_tensor", (tf.ones([2, 3]),), {"lengths": [1, 2]}),
    ("from_tensor", (tf.ones([2, 3]),), {"padding": 1.0}),
    ("from_sparse", (tf.sparse.from_dense([[1.0, 2.0], [3.0, 0.0]]),), {}),
]


@pytest.mark.parametrize(("name", "args", "keywords"), CONSTRUCTORS, ids=lambda part: repr(part)[:20])
def test_constructors_of_ragged_tensors(name: str, args: Any, keywords: dict[str, Any]) -> None:
    claimed = invoke(f"tensorflow.RaggedTensor.{name}", None, *args, **keywords)
    observed = getattr(tf.RaggedTensor, name)(*args, **keywords)
    assert admits(claimed, observed), (claimed, observed.shape, observed.ragged_rank)
    if isinstance(claimed, Unknown):
        return
    assert isinstance(claimed, Tensor)
    if "lengths" not in keywords and "padding" not in keywords:
        assert claimed.shape == tuple(observed.shape.as_list())
        assert claimed.ragged_rank == observed.ragged_rank


def test_constructors() -> None:
    for args in (([[0, 1]], [1.0], [2, 3]), (tf.constant([[0, 1]], tf.int64), tf.constant([1]), (2, 3))):
        assert is_exact(invoke("tensorflow.SparseTensor", None, *args), tf.SparseTensor(*args))
    assert admits(invoke("tensorflow.IndexedSlices", None, tf.ones([2, 3]), tf.constant([0, 1])), SLICES)
    for dims in ([1, 2], (None, 3), [], None, tf.TensorShape([4])):
        assert admits(invoke("tensorflow.TensorShape", None, dims), tf.TensorShape(dims))
    assert invoke("tensorflow.TensorShape", None, [1, 2]) is values.tensor_shape((1, 2))


def test_what_is_eager_only_fails_while_tracing() -> None:
    owners = {"Tensor": X, "Variable": OBJECTS["variable"], "RaggedTensor": RAGGED, "SparseTensor": SPARSE}
    for name in methods.EAGER_ONLY:
        _, cls, method = name.split(".")
        assert attributes.attribute(abstract(owners[cls]), method) is values.method(name, abstract(owners[cls]))
        failed: list[bool] = []

        owner = owners[cls]
        body = functools.partial(_call_inside, owner, method, failed)
        tf.function(lambda body=body: body(), autograph=False).get_concrete_function()
        assert failed, name


def _call_inside(owner: Any, method: str, failed: list[bool]) -> None:
    inside = owner
    if not isinstance(owner, tf.Variable):
        inside = tf.nest.map_structure(tf.identity, owner, expand_composites=True)
    try:
        getattr(inside, method)()
    except (AttributeError, NotImplementedError, ValueError, TypeError, RuntimeError):
        failed.append(True)


def test_no_name_has_two_rules() -> None:
    _, problems = rules.collect("RULES")
    assert not problems
