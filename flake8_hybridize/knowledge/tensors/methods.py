"""Methods of tensors, variables, sparse tensors, tensor shapes, dtypes, and those of arrays that are no functions.

The functions of NumPy that arrays have as methods are in ``knowledge.numpy_``, the methods of ``tf.TensorArray`` in
``knowledge.tensorflow``, those of ragged tensors in ``ragged_methods``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import NEVER, Array, DType, Tensor, TensorShape, Value
from ..numpy_ import elementwise, promotion
from ..numpy_.reading import dtype_at
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes, shapes_linear
from ..tensorflow.convert import as_tensor
from ..tensorflow.shapes import INCOMPATIBLE
from .attributes import dim_value, number

# Methods of eager tensors alone: they fail while a graph is traced.
EAGER_ONLY: Final = frozenset(
    (
        "tensorflow.Tensor.numpy",
        "tensorflow.Tensor.cpu",
        "tensorflow.Tensor.gpu",
        "tensorflow.Tensor.eval",
        "tensorflow.Variable.numpy",
        "tensorflow.Variable.eval",
        "tensorflow.RaggedTensor.numpy",
        "tensorflow.RaggedTensor.to_list",
        "tensorflow.SparseTensor.eval",
    )
)

OnTensor = Callable[[Call, Tensor], Value]
OnShape = Callable[[Call, TensorShape], Value]
OnArray = Callable[[Call, Array], Value]


def as_numpy(tensor: Tensor) -> Value:
    """The array of a tensor's values: a NumPy scalar without dimensions, bytes for a string."""
    if tensor.kind not in ("tensor", "variable"):
        return values.unknown(f"array of a {tensor.kind} tensor")
    if tensor.dtype == "string" and tensor.shape == ():
        return values.BYTES
    if tensor.dtype is None and tensor.shape == ():
        return values.unknown("a number or bytes")
    return values.array(tensor.dtype, tensor.shape, content=tensor.content, scalar=tensor.shape == ())


def _numpy(call: Call, tensor: Tensor) -> Value:
    """``numpy``."""
    return as_numpy(tensor)


def _get_shape(call: Call, tensor: Tensor) -> Value:
    """``get_shape``: the static shape."""
    return values.tensor_shape(tensor.shape)


def _none(call: Call, tensor: Tensor) -> Value:
    """Nothing comes back."""
    return values.NONE


def _read(call: Call, tensor: Tensor) -> Value:
    """``read_value``, ``value``, ``cpu``: the values as a tensor."""
    return values.tensor(tensor.dtype, tensor.shape, content=tensor.content, symbolic=call.graph or tensor.symbolic)


def _assigned(call: Call, tensor: Tensor) -> Value:
    """``assign`` and its kin: the variable again; nothing (or an operation) with ``read_value=False``."""
    flag = arguments.flag(call, "read_value", default=True)
    nothing = values.unknown("operation") if call.graph else values.NONE
    again = values.tensor(tensor.dtype, tensor.shape, kind="variable", symbolic=call.graph or tensor.symbolic)
    if flag is None:
        return values.union((again, nothing))
    return again if flag else nothing


def _scattered(call: Call, tensor: Tensor) -> Value:
    """``scatter_…``: the variable again."""
    return values.tensor(tensor.dtype, tensor.shape, kind="variable", symbolic=call.graph or tensor.symbolic)


def _flag(call: Call, tensor: Tensor) -> Value:
    """``is_initialized``: a bool scalar."""
    return values.tensor("bool", (), symbolic=call.graph)


def _sparse_read(call: Call, tensor: Tensor) -> Value:
    """``sparse_read``: the rows at the indices."""
    found = as_tensor(call, call.arg("indices") or values.unknown())
    shape = shapes_linear.gather(tensor.shape, None if found is None else found.shape, 0)
    return NEVER if shape is INCOMPATIBLE else values.tensor(tensor.dtype, shape, symbolic=call.graph)


def _gather_nd(call: Call, tensor: Tensor) -> Value:
    """``gather_nd``."""
    found = as_tensor(call, call.arg("indices") or values.unknown())
    shape = shapes_linear.gather_nd(tensor.shape, None if found is None else found.shape)
    return NEVER if shape is INCOMPATIBLE else values.tensor(tensor.dtype, shape, symbolic=call.graph)


def _reference(call: Call, tensor: Tensor) -> Value:
    """``ref``: something that can be hashed; ``deref`` gives the tensor."""
    return values.library_object("tensorflow.Reference", [("tensor", tensor)])


def _dereference(call: Call) -> Value:
    """``reference.deref()``."""
    found = call.receiver.get("tensor") if isinstance(call.receiver, values.LibraryObject) else None
    return values.unknown("deref") if found is None else found


def _unknown(call: Call, tensor: Tensor) -> Value:
    """Something of graphs that is not followed."""
    return values.unknown(call.name)


def _with_values(call: Call, tensor: Tensor) -> Value:
    """``SparseTensor.with_values``: other values at the same places."""
    found = as_tensor(call, call.arg("new_values") or values.unknown())
    dtype = None if found is None else found.dtype
    symbolic = call.graph or tensor.symbolic
    content = None if symbolic else tensor.content
    return values.tensor(dtype, tensor.shape, kind="sparse", content=content, symbolic=symbolic)


def _as_list(call: Call, shape: TensorShape) -> Value:
    """``as_list``: a list of numbers and ``None``."""
    if shape.dims is None:
        return call.new_list([], dim_value(None))
    return call.new_list([dim_value(dim) for dim in shape.dims])


def _num_elements(call: Call, shape: TensorShape) -> Value:
    """``num_elements``."""
    return dim_value(shapes.size(shape.dims))


def _fully_defined(call: Call, shape: TensorShape) -> Value:
    """``is_fully_defined``: a dimension that is not known here may be known then."""
    return values.TRUE if shapes.is_full(shape.dims) else values.BOOL


def _concatenated(call: Call, shape: TensorShape) -> Value:
    """``concatenate``."""
    return values.tensor_shape(shapes.prefixed(shape.dims, arguments.dims(call, call.arg("other"))))


def _merged(call: Call, shape: TensorShape) -> Value:
    """``merge_with``: what both know."""
    found = shapes.same(shape.dims, arguments.dims(call, call.arg("other")))
    return NEVER if found is INCOMPATIBLE else values.tensor_shape(found)


def _with_rank(call: Call, shape: TensorShape) -> Value:
    """``with_rank``: raises for another rank."""
    rank = arguments.integer(call.arg("rank"))
    if shape.dims is None:
        return values.tensor_shape(shapes.unknown_of_rank(rank))
    return NEVER if rank is not None and rank != len(shape.dims) else shape


def _same_shape(call: Call, shape: TensorShape) -> Value:
    """The shape again."""
    return shape


def _common(call: Call, shape: TensorShape) -> Value:
    """``most_specific_compatible_shape``: dimensions that differ are open."""
    return values.tensor_shape(values.join_shape(shape.dims, arguments.dims(call, call.arg("other"))))


def _checked(call: Call, shape: TensorShape) -> Value:
    """``assert_…``: nothing comes back."""
    return values.NONE


def _compatible(call: Call, shape: TensorShape) -> Value:
    """``is_compatible_with``."""
    found = shapes.same(shape.dims, arguments.dims(call, call.arg("other")))
    return values.FALSE if found is INCOMPATIBLE else values.BOOL


def python_number(dtype: str | None) -> Value:
    """The Python type of an array's element."""
    if dtype is None:
        return values.unknown("element of an array")
    if dtype == "bool":
        return values.BOOL
    if dtype in promotion.INTEGERS:
        return values.INT
    if dtype in promotion.COMPLEX:
        return values.COMPLEX
    return values.STR if dtype == "string" else values.FLOAT


def _item(call: Call, array: Array) -> Value:
    """``item``: a Python number."""
    if isinstance(array.content, int) and not call.positional():
        return number(array.content)
    return python_number(array.dtype)


def _tolist(call: Call, array: Array) -> Value:
    """``tolist``: nested lists of Python numbers, of which only the outermost is followed."""
    if array.shape is None:
        return values.unknown("list or number")
    if not array.shape:
        return _item(call, array)
    element = python_number(array.dtype) if len(array.shape) == 1 else values.unknown("nested list")
    if isinstance(array.content, tuple):
        return call.new_list([element if n is None else number(n) for n in array.content])
    length = array.shape[0]
    if length is None or length > 32:
        return call.new_list([], element)
    return call.new_list([element] * length)


def _bytes(call: Call, array: Array) -> Value:
    """``tobytes``."""
    return values.BYTES


def _nothing(call: Call, array: Array) -> Value:
    """A method that changes the array and gives nothing."""
    return values.NONE


def _viewed(call: Call, array: Array) -> Value:
    """``view``: as another dtype of the same size the shape stays."""
    dtype = dtype_at(call, 1, array.dtype)
    same = dtype is not None and array.dtype is not None and dtype[-2:] == array.dtype[-2:]
    return values.array(dtype, array.shape if same else None)


def _same_array(call: Call, array: Array) -> Value:
    """The array again."""
    return values.array(array.dtype, array.shape, scalar=array.scalar)


def _some_elements(call: Call, array: Array) -> Value:
    """Some of the elements."""
    return values.array(array.dtype, None)


def _ratio(call: Call, array: Array) -> Value:
    """``as_integer_ratio``."""
    return values.tuple_of((values.INT, values.INT))


def _whole(call: Call, array: Array) -> Value:
    """``is_integer``."""
    return values.BOOL


def _dtype_compatible(call: Call) -> Value:
    """``DType.is_compatible_with``."""
    other = call.arg("other")
    name = None if other is None else arguments.dtype_of(other)
    if isinstance(call.receiver, DType) and call.receiver.name is not None and name is not None:
        return values.const(call.receiver.name == name)
    return values.BOOL


_TENSOR: Final[dict[str, OnTensor]] = {
    "numpy": _numpy,
    "get_shape": _get_shape,
    "set_shape": _none,
    "eval": _numpy,
    "ref": _reference,
    "experimental_ref": _reference,
    "consumers": _unknown,
    "cpu": _read,
    "gpu": _read,
}
_VARIABLE: Final[dict[str, OnTensor]] = {
    **{name: _TENSOR[name] for name in ("numpy", "get_shape", "set_shape", "eval", "ref", "experimental_ref")},
    **dict.fromkeys(("assign", "assign_add", "assign_sub"), _assigned),
    **dict.fromkeys(("read_value", "read_value_no_copy", "value", "initialized_value"), _read),
    "is_initialized": _flag,
    "sparse_read": _sparse_read,
    "gather_nd": _gather_nd,
    "count_up_to": _unknown,
    "load": _none,
    "to_proto": _unknown,
}
_SCATTERS: Final = (
    *(f"scatter_{name}" for name in ("add", "div", "max", "min", "mul", "sub", "update")),
    *(f"scatter_nd_{name}" for name in ("add", "max", "min", "sub", "update")),
    "batch_scatter_update",
)
_SPARSE: Final[dict[str, OnTensor]] = {
    "get_shape": _get_shape,
    "set_shape": _none,
    "eval": _unknown,
    "consumers": _unknown,
    "with_values": _with_values,
}
_SHAPE: Final[dict[str, OnShape]] = {
    "as_list": _as_list,
    "num_elements": _num_elements,
    "is_fully_defined": _fully_defined,
    "concatenate": _concatenated,
    "merge_with": _merged,
    "with_rank": _with_rank,
    "with_rank_at_least": _same_shape,
    "with_rank_at_most": _same_shape,
    "most_specific_compatible_shape": _common,
    "assert_has_rank": _checked,
    "assert_is_compatible_with": _checked,
    "assert_is_fully_defined": _checked,
    "assert_same_rank": _checked,
    "is_compatible_with": _compatible,
}
_ARRAY: Final[dict[str, OnArray]] = {
    "item": _item,
    "tolist": _tolist,
    "tobytes": _bytes,
    "dumps": _bytes,
    "dump": _nothing,
    "tofile": _nothing,
    "resize": _nothing,
    "setflags": _nothing,
    "view": _viewed,
    "byteswap": _same_array,
    "conj": _same_array,
    "conjugate": _same_array,
    "to_device": _same_array,
    "compress": _some_elements,
    "choose": _some_elements,
    "getfield": _some_elements,
    "as_integer_ratio": _ratio,
    "is_integer": _whole,
}


def _on_tensor(rule: OnTensor) -> Rule:
    def guarded(call: Call) -> Value:
        return rule(call, call.receiver) if isinstance(call.receiver, Tensor) else values.unknown(call.name)

    guarded.__doc__ = rule.__doc__
    return guarded


def _on_shape(rule: OnShape) -> Rule:
    def guarded(call: Call) -> Value:
        return rule(call, call.receiver) if isinstance(call.receiver, TensorShape) else values.unknown(call.name)

    guarded.__doc__ = rule.__doc__
    return guarded


def _on_array(rule: OnArray) -> Rule:
    def guarded(call: Call) -> Value:
        return rule(call, call.receiver) if isinstance(call.receiver, Array) else values.unknown(call.name)

    guarded.__doc__ = rule.__doc__
    return guarded


RULES: Final[dict[str, Rule]] = {
    **{f"tensorflow.Tensor.{name}": _on_tensor(rule) for name, rule in _TENSOR.items()},
    **{f"tensorflow.Variable.{name}": _on_tensor(rule) for name, rule in _VARIABLE.items()},
    **{f"tensorflow.Variable.{name}": _on_tensor(_scattered) for name in _SCATTERS},
    **{f"tensorflow.SparseTensor.{name}": _on_tensor(rule) for name, rule in _SPARSE.items()},
    "keras.KerasTensor.get_shape": _on_tensor(_get_shape),
    "tensorflow.Reference.deref": _dereference,
    "keras.KerasTensor.set_shape": _on_tensor(_none),
    **{f"tensorflow.TensorShape.{name}": _on_shape(rule) for name, rule in _SHAPE.items()},
    **{f"numpy.ndarray.{name}": _on_array(rule) for name, rule in _ARRAY.items()},
    **{f"numpy.ndarray.{name}": elementwise.RULES[f"numpy.{name}"] for name in ("clip", "round")},
    "tensorflow.DType.is_compatible_with": _dtype_compatible,
}
