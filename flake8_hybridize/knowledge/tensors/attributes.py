"""``value.name`` of tensors of all kinds, arrays, tensor shapes, dtypes, datasets and their iterators."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import Final

from ...model import values
from ...model.values import Array, Dataset, Dim, DType, Shape, Stream, Tensor, TensorShape, Value
from ..data import structure, type_specs
from ..numpy_ import promotion
from ..tensorflow import dtypes, rows, shapes

# The class whose methods a value has; EAGER_ONLY and RULES of ``methods`` use these names.
CLASSES: Final = {
    "tensor": "tensorflow.Tensor",
    "variable": "tensorflow.Variable",
    "sparse": "tensorflow.SparseTensor",
    "ragged": "tensorflow.RaggedTensor",
    "keras_tensor": "keras.KerasTensor",
    "indexed_slices": "tensorflow.IndexedSlices",
    "tensorarray": "tensorflow.TensorArray",
}

_METHODS: Final = {
    "tensor": "consumers cpu eval experimental_ref get_shape gpu numpy ref set_shape",
    "variable": "assign assign_add assign_sub batch_scatter_update count_up_to eval experimental_ref from_proto "
    "gather_nd get_shape initialized_value is_initialized load numpy read_value read_value_no_copy ref scatter_add "
    "scatter_div scatter_max scatter_min scatter_mul scatter_nd_add scatter_nd_max scatter_nd_min scatter_nd_sub "
    "scatter_nd_update scatter_sub scatter_update set_shape sparse_read to_proto value",
    "sparse": "consumers eval from_value get_shape set_shape with_values",
    "ragged": "bounding_shape consumers from_nested_row_lengths from_nested_row_splits from_nested_value_rowids "
    "from_row_lengths from_row_limits from_row_splits from_row_starts from_sparse from_tensor "
    "from_uniform_row_length from_value_rowids get_shape merge_dims nested_row_lengths nested_value_rowids nrows "
    "numpy row_lengths row_limits row_starts to_list to_sparse to_tensor value_rowids with_flat_values "
    "with_row_splits_dtype with_values",
    # Those of Keras 2, where symbolic tensors are like those of TensorFlow, too.
    "keras_tensor": "reshape squeeze get_shape set_shape",
    "indexed_slices": "consumers",
    "tensorarray": "close concat gather grad identity read scatter size split stack unstack write",
    "array": "all any argmax argmin argpartition argsort astype byteswap choose clip compress conj conjugate copy "
    "cumprod cumsum diagonal dot dump dumps fill flatten getfield item max mean min nonzero partition prod put ravel "
    "repeat reshape resize round searchsorted setfield setflags sort squeeze std sum swapaxes take to_device tobytes "
    "tofile tolist trace transpose var view as_integer_ratio is_integer bit_count",
    "shape": "as_list as_proto assert_has_rank assert_is_compatible_with assert_is_fully_defined assert_same_rank "
    "concatenate is_compatible_with is_fully_defined is_subtype_of merge_with most_specific_common_supertype "
    "most_specific_compatible_shape num_elements with_rank with_rank_at_least with_rank_at_most",
    "dtype": "is_compatible_with is_subtype_of most_specific_common_supertype newbyteorder",
    "dataset": "apply as_numpy_iterator batch bucket_by_sequence_length cache cardinality choose_from_datasets "
    "concatenate counter enumerate filter fingerprint flat_map from_generator from_tensor_slices from_tensors "
    "get_single_element group_by_window ignore_errors interleave list_files load map options padded_batch prefetch "
    "ragged_batch random range rebatch reduce rejection_resample repeat sample_from_datasets save scan shard shuffle "
    "skip snapshot sparse_batch take take_while unbatch unique window with_options zip make_one_shot_iterator "
    "make_initializable_iterator",
    "iterator": "get_next get_next_as_optional next",
}
METHODS: Final[dict[str, frozenset[str]]] = {kind: frozenset(names.split()) for kind, names in _METHODS.items()}

_TEXT: Final = frozenset(("name", "device", "backing_device"))
_FLAGS: Final = frozenset(("trainable", "is_packed", "dynamic_size", "sparse", "ragged"))
_OPAQUE: Final = frozenset(
    ("graph", "op", "handle", "constraint", "initializer", "synchronization", "aggregation", "flow")
)


def attribute(value: Value, name: str) -> Value | None:
    """The attribute ``name`` of ``value``: a value, a :class:`~flake8_hybridize.model.values.Method`, or ``None``.

    ``None`` says that there is no such attribute. What exists for eager tensors alone (``numpy``) is given for
    symbolic ones too: the interpreter tells that it fails. A Keras tensor answers like Keras 3 where that differs
    from Keras 2, but for its ``shape``, which keeps the methods of a ``tf.TensorShape``. Row partitions of ragged
    tensors are taken to be ``int64``, the default.
    """
    if isinstance(value, Tensor):
        return _of_tensor(value, name)
    if isinstance(value, Array):
        return _of_array(value, name)
    if isinstance(value, TensorShape):
        return _of_shape(value, name)
    if isinstance(value, DType):
        return _of_dtype(value, name)
    if isinstance(value, Dataset):
        if name == "element_spec":
            found = type_specs.described(value.spec)
            # Dicts are made by ``PROPERTIES`` of ``knowledge.data.iterators``, which have a call to make them in.
            return values.unknown("spec with dicts") if structure.has_dict(found) else found
        return values.method(f"tensorflow.data.Dataset.{name}", value) if name in METHODS["dataset"] else None
    if isinstance(value, Stream) and value.over == "dataset":
        return values.method(f"tensorflow.data.Iterator.{name}", value) if name in METHODS["iterator"] else None
    return None


def number(dim: Dim) -> Value:
    """A dimension as a Python int."""
    return values.INT if dim is None else values.const(dim)


def dim_value(dim: Dim) -> Value:
    """A dimension as an element of a ``tf.TensorShape``."""
    return values.join(values.INT, values.NONE) if dim is None else values.const(dim)


def _of_tensor(value: Tensor, name: str) -> Value | None:
    if name in METHODS[value.kind]:
        return values.method(f"{CLASSES[value.kind]}.{name}", value)
    special = _SPECIAL.get(value.kind, {}).get(name)
    if special is not None:
        return special(value)
    if name == "shape":
        return values.tensor_shape(value.shape) if value.kind != "tensorarray" else None
    if name == "dtype":
        return values.dtype_value(value.dtype)
    if name == "ndim" and value.kind in ("tensor", "variable", "keras_tensor"):
        return _rank(value)
    if name in _TEXT:
        return values.STR if value.kind not in ("sparse", "ragged", "tensorarray") else None
    if name in _FLAGS and value.kind in ("variable", "tensorarray", "keras_tensor", "tensor"):
        return values.BOOL
    return values.unknown(f"attribute {name}") if name in _OPAQUE else None


def _rank(value: Tensor) -> Value:
    if value.shape is not None:
        return values.const(len(value.shape))
    return values.join(values.INT, values.NONE) if value.symbolic else values.INT


def _tensor(value: Tensor, dtype: str | None, shape: Shape, content: tuple[Dim, ...] | None = None) -> Value:
    return values.tensor(dtype, shape, content=content, symbolic=value.symbolic)


def _sparse_indices(value: Tensor) -> Value:
    return _tensor(value, "int64", (rows.count(value), shapes.rank(value.shape)))


def _sparse_dense_shape(value: Tensor) -> Value:
    content = value.shape if value.shape and any(dim is not None for dim in value.shape) else None
    return _tensor(value, "int64", (shapes.rank(value.shape),), content)


def _ragged_values(value: Tensor) -> Value:
    rest = None if value.shape is None else (rows.total(rows.lengths(value)), *value.shape[2:])
    if value.ragged_rank is None:
        dense = _tensor(value, value.dtype, None)
        ragged = values.tensor(value.dtype, None, kind="ragged", symbolic=value.symbolic)
        return values.join(dense, ragged)
    if value.ragged_rank == 1:
        return _tensor(value, value.dtype, rest)
    return values.tensor(value.dtype, rest, kind="ragged", ragged_rank=value.ragged_rank - 1, symbolic=value.symbolic)


def _ragged_flat_values(value: Tensor) -> Value:
    if value.shape is None or value.ragged_rank is None:
        return _tensor(value, value.dtype, None)
    size = rows.total(rows.lengths(value)) if value.ragged_rank == 1 else None
    return _tensor(value, value.dtype, (size, *value.shape[value.ragged_rank + 1 :]))


def _row_splits(value: Tensor) -> Value:
    count = value.shape[0] if value.shape else None
    known = rows.lengths(value)
    ends: tuple[Dim, ...] | None = None
    if known is not None and None not in known:
        ends = (0, *accumulate(n for n in known if n is not None))
    return _tensor(value, "int64", (None if count is None else count + 1,), ends)


def _nested_row_splits(value: Tensor) -> Value:
    first = _row_splits(value)
    inner = rows.total(rows.lengths(value))
    rest = _tensor(value, "int64", (None if inner is None or value.ragged_rank != 2 else inner + 1,))
    if value.ragged_rank is None:
        return values.tuple_of((first,), rest)
    return values.tuple_of((first, *((rest,) * (value.ragged_rank - 1))))


def _slices_values(value: Tensor) -> Value:
    return _tensor(value, value.dtype, None if value.shape is None else (_slices(value), *value.shape[1:]))


def _slices(value: Tensor) -> Dim:
    """How many slices there are."""
    return value.content if isinstance(value.content, int) else None


def _slices_dense_shape(value: Tensor) -> Value:
    return values.join(_tensor(value, None, (shapes.rank(value.shape),)), values.NONE)


_SPECIAL: Final[dict[str, dict[str, Callable[[Tensor], Value]]]] = {
    "tensor": {"value_index": lambda value: values.INT},
    "variable": {
        "initial_value": lambda value: _tensor(value, value.dtype, value.shape),
        # Keras 3 has it on its variables.
        "path": lambda value: values.STR,
    },
    "keras_tensor": {
        "dtype": lambda value: values.STR if value.dtype is None else values.const(value.dtype),
    },
    "sparse": {
        "indices": _sparse_indices,
        "values": lambda value: _tensor(value, value.dtype, (rows.count(value),)),
        "dense_shape": _sparse_dense_shape,
    },
    "ragged": {
        "values": _ragged_values,
        "flat_values": _ragged_flat_values,
        "row_splits": _row_splits,
        "nested_row_splits": _nested_row_splits,
        "ragged_rank": lambda value: number(value.ragged_rank),
        "uniform_row_length": lambda value: values.join(_tensor(value, "int64", ()), values.NONE),
    },
    "indexed_slices": {
        "values": _slices_values,
        "indices": lambda value: _tensor(value, None, (_slices(value),)),
        "dense_shape": _slices_dense_shape,
    },
    "tensorarray": {"element_shape": lambda value: values.tensor_shape(value.shape)},
}


def _of_array(value: Array, name: str) -> Value | None:
    if name in METHODS["array"]:
        return values.method(f"numpy.ndarray.{name}", value)
    rank = shapes.rank(value.shape)
    if name == "shape":
        if value.shape is None:
            return values.tuple_of((), values.INT)
        return values.tuple_of(number(dim) for dim in value.shape)
    if name == "dtype":
        return values.dtype_value(value.dtype, "numpy")
    if name == "ndim":
        return number(rank)
    if name == "size":
        return number(shapes.size(value.shape))
    if name == "T":
        reverse = None if value.shape is None else value.shape[::-1]
        return values.array(value.dtype, reverse, content=value.content, scalar=value.scalar)
    if name == "mT":
        found = None if rank is None or rank < 2 or value.shape is None else (*value.shape[:-2], *value.shape[:-3:-1])
        return values.array(value.dtype, found)
    if name in ("real", "imag"):
        return values.array(promotion.real_part(value.dtype), value.shape, scalar=value.scalar)
    if name in ("nbytes", "itemsize"):
        return values.INT
    if name == "device":
        return values.const("cpu")
    if name == "strides":
        return values.tuple_of(values.INT for _ in range(rank)) if rank is not None else values.tuple_of((), values.INT)
    if name == "flat":
        return values.stream(values.array(value.dtype, (), scalar=True), "python", "iterator")
    if name in ("numerator", "denominator") and not value.scalar:
        return None
    opaque = ("data", "ctypes", "flags", "base", "numerator", "denominator")
    return values.unknown(f"attribute {name}") if name in opaque else None


def _of_shape(value: TensorShape, name: str) -> Value | None:
    if name in METHODS["shape"]:
        return values.method(f"tensorflow.TensorShape.{name}", value)
    if name in ("rank", "ndims"):
        return dim_value(shapes.rank(value.dims))
    return values.unknown("attribute dims") if name == "dims" else None


_BYTES: Final = {"bool": 1, **{name: int(re.sub(r"\D", "", name)) // 8 for name in promotion.NUMERIC - {"bool"}}}


def _of_dtype(value: DType, name: str) -> Value | None:
    if name in METHODS["dtype"]:
        return values.method(f"tensorflow.DType.{name}", value)
    if value.library == "numpy":
        return _of_numpy_dtype(value, name)
    if name == "name":
        return values.STR if value.name is None else values.const(value.name)
    if name == "base_dtype":
        return value
    if name == "as_numpy_dtype":
        return values.dtype_value(value.name, "numpy")
    if name == "real_dtype":
        return values.dtype_value(promotion.real_part(value.name))
    families = {
        "is_floating": dtypes.FLOATS,
        "is_integer": dtypes.INTEGERS,
        "is_complex": dtypes.COMPLEX,
        "is_bool": frozenset(("bool",)),
        "is_unsigned": dtypes.UNSIGNED,
        "is_quantized": dtypes.QUANTIZED,
        "is_numeric": dtypes.NUMBERS,
    }
    if name in families:
        return values.BOOL if value.name is None else values.const(value.name in families[name])
    if name == "size":
        return number(_BYTES.get(value.name or ""))
    if name in ("min", "max", "limits", "as_datatype_enum", "is_numpy_compatible"):
        return values.unknown(f"attribute {name} of a dtype")
    return None


def _of_numpy_dtype(value: DType, name: str) -> Value | None:
    if name == "name":
        return values.STR if value.name in (None, "string") else values.const(value.name)
    if name == "type":
        return value
    if name in ("itemsize", "num", "alignment"):
        return number(_BYTES.get(value.name or "")) if name == "itemsize" else values.INT
    if name in ("kind", "char", "str", "byteorder"):
        return values.STR
    if name == "shape":
        return values.tuple_of(())
    return (
        values.unknown(f"attribute {name} of a dtype")
        if name in ("base", "fields", "names", "flags", "descr")
        else None
    )
