"""Operators of ``tf.TensorShape`` and of tensors that are not dense: sparse, ragged, Keras tensors, indexed slices."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Shape, Tensor, TensorShape, Value
from ..numpy_ import promotion
from ..numpy_.arrays import as_array, integers, python_type
from ..numpy_.linear import matmul
from ..protocol import Call
from ..tensorflow import rows, shapes
from ..tensorflow.shapes import INCOMPATIBLE

_COMPARISONS: Final = frozenset(("<", "<=", ">", ">=", "==", "!="))


def shape_binary(op: str, left: Value, right: Value, call: Call) -> Value | None:
    """``left op right`` with a ``tf.TensorShape``; ``None`` where it acts as the tensor or array that it becomes."""
    if op == "+" and not isinstance(left, (Tensor, Array)) and not isinstance(right, Tensor):
        return _concatenated(left, right, call)
    if isinstance(left, (Tensor, Array)) or isinstance(right, (Tensor, Array)):
        return None if op not in ("==", "!=") else values.unknown("comparison of a shape")
    if op in ("==", "!="):
        return _shape_equality(op, left, right, call)
    return NEVER


def _concatenated(left: Value, right: Value, call: Call) -> Value:
    dims = []
    for operand in (left, right):
        if isinstance(operand, TensorShape):
            dims.append(operand.dims)
            continue
        number = operand.value if isinstance(operand, Const) else None
        if isinstance(operand, Const) and isinstance(number, int):
            dims.append((number,))
        elif isinstance(operand, Const) and number is None:
            dims.append(None)
        else:
            dims.append(integers(operand, call))
    return values.tensor_shape(shapes.prefixed(*dims))


def _shape_equality(op: str, left: Value, right: Value, call: Call) -> Value:
    shape, other = (left, right) if isinstance(left, TensorShape) else (right, left)
    assert isinstance(shape, TensorShape)
    if isinstance(other, Const) and other.value is None:
        return values.BOOL
    dims = other.dims if isinstance(other, TensorShape) else integers(other, call)
    if shape.dims is None or dims is None:
        return values.BOOL
    if len(dims) != len(shape.dims):
        return values.const(op == "!=")
    pairs = list(zip(shape.dims, dims, strict=True))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return values.const(op == "!=")
    return values.BOOL if any(a is None or b is None for a, b in pairs) else values.const(op == "==")


def tensor_binary(op: str, left: Value, right: Value, call: Call) -> Value | None:
    """``left op right`` where one is a tensor of a kind of its own; ``None`` if both are dense."""
    kinds = {operand.kind for operand in (left, right) if isinstance(operand, Tensor)}
    if kinds <= {"tensor", "variable"}:
        return None
    if "keras_tensor" in kinds:
        return _keras(op, left, right, call)
    if "ragged" in kinds:
        return _ragged(op, left, right, call)
    if "sparse" in kinds:
        return _sparse(op, left, right, call)
    if "indexed_slices" in kinds and op in ("+", "-", "*", "/"):
        return _slices(left, right, call)
    return values.unknown("operator of indexed slices or a tensor array")


def _keras(op: str, left: Value, right: Value, call: Call) -> Value:
    """Operators of Keras 3: results are promoted as in JAX; ``==`` compares identities."""
    sides = [operand if isinstance(operand, Tensor) else as_array(operand, call) for operand in (left, right)]
    a, b = sides
    if op == "==":
        # Keras 2 compares element by element, as ``!=`` does in both.
        shape = shapes.broadcast(a.shape, b.shape) if a and b else None
        elementwise = values.tensor(
            "bool", None if shape is INCOMPATIBLE else shape, kind="keras_tensor", symbolic=True
        )
        return values.join(values.BOOL, elementwise)
    if a is None or b is None:
        return values.tensor(None, None, kind="keras_tensor", symbolic=True)
    found = matmul(a.shape, b.shape) if op == "@" else shapes.broadcast(a.shape, b.shape)
    if found is INCOMPATIBLE:
        return NEVER
    weak = python_type(right) or python_type(left)
    tensor = left if isinstance(left, Tensor) else right
    assert isinstance(tensor, Tensor)
    dtype = keras_weak(tensor.dtype, weak) if weak else keras_promote(a.dtype, b.dtype)
    if op in _COMPARISONS or op in ("&", "|", "^"):
        dtype = "bool"
    elif op == "/" and dtype is not None and dtype not in promotion.INEXACT:
        dtype = "float32"
    elif op == "%" and dtype == "bool":
        dtype = "int32"
    return values.tensor(dtype, found, kind="keras_tensor", symbolic=True)


def keras_weak(dtype: str | None, python: str) -> str | None:
    """The dtype of a Keras 3 tensor beside a Python number."""
    if dtype is None or python not in ("bool", "int", "float"):
        return None
    if python == "float":
        return dtype if dtype in promotion.INEXACT else "float32"
    if python == "int":
        return dtype if dtype != "bool" else "int32"
    return dtype


def keras_promote(left: str | None, right: str | None) -> str | None:
    """The dtype of two Keras 3 tensors, as far as the promotion is the plain one."""
    if left == right:
        return left
    floats = [d for d in (left, right) if d in promotion.INEXACT]
    if None in (left, right):
        return None
    if len(floats) == 1:
        return floats[0]
    if floats:
        return promotion.promote(left, right) if "bfloat16" not in floats else None
    found = promotion.promote(left, right)
    return found if found in promotion.INTEGERS else None


def _ragged(op: str, left: Value, right: Value, call: Call) -> Value:
    if op in ("@", "<<", ">>"):
        return NEVER if op == "@" else values.unknown("shift of a ragged tensor")
    if isinstance(left, Array):
        # NumPy loops over its own elements, each with the whole ragged tensor.
        return values.unknown("array beside a ragged tensor")
    sides = [operand for operand in (left, right) if isinstance(operand, Tensor)]
    ragged = [side for side in sides if side.kind == "ragged"]
    if len(sides) == 2 and sides[0].dtype and sides[1].dtype and sides[0].dtype != sides[1].dtype:
        # Equality falls back to identity.
        return values.const(op == "!=") if op in ("==", "!=") else NEVER
    if any(side.kind not in ("ragged", "tensor", "variable") for side in sides):
        return values.unknown("ragged tensor beside another kind")
    dtype = next((side.dtype for side in sides if side.dtype), None)
    if len(ragged) == 2:
        shape = _same_or_unknown(ragged[0].shape, ragged[1].shape)
        known = {side.ragged_rank for side in ragged}
        depth = known.pop() if len(known) == 1 and shape is not None else None
    else:
        other = right if ragged[0] is left else left
        shape, depth = _with_dense(ragged[0], other, call), ragged[0].ragged_rank
        if shape is None:
            depth = None
    result = dtype
    if op in _COMPARISONS:
        result = "bool"
    elif op == "/" and dtype not in promotion.INEXACT:
        result = {"int32": "float64", "int64": "float64"}.get(dtype or "")
    symbolic = call.graph or any(side.symbolic for side in sides)
    same = len({side.content for side in ragged}) == 1
    content = rows.kept(ragged[0]) if same and not symbolic and shape is not None else None
    found = values.tensor(result, shape, kind="ragged", ragged_rank=depth, content=content, symbolic=symbolic)
    number = python_type(left) or python_type(right)
    scalar = any(side.shape == () for side in sides) or number == "int" or (number and dtype in promotion.INEXACT)
    # Rows that do not match make equality fall back to identity.
    return values.join(found, values.const(op == "!=")) if op in ("==", "!=") and not scalar else found


def _same_or_unknown(left: Shape, right: Shape) -> Shape:
    if left is None or right is None or len(left) != len(right):
        return None
    return values.join_shape(left, right)


def _with_dense(ragged: Tensor, other: Value, call: Call) -> Shape:
    """The shape of a ragged tensor with a dense operand broadcast to it; dimensions of rows stay unknown."""
    array = other if isinstance(other, Tensor) else as_array(other, call)
    if array is None or array.shape is None or ragged.shape is None:
        return None
    if len(array.shape) > len(ragged.shape):
        return None
    found = shapes.broadcast(ragged.shape, array.shape)
    if found is INCOMPATIBLE or found is None:
        return None
    return tuple(None if a is None else b for a, b in zip(ragged.shape, found, strict=True))


def _sparse(op: str, left: Value, right: Value, call: Call) -> Value:
    """``sparse * dense``, ``dense * sparse`` and ``sparse / dense`` are sparse; ``==`` compares identities."""
    if op in ("==", "!="):
        return (
            values.BOOL if not isinstance(left, Array) and not isinstance(right, Array) else values.unknown("equality")
        )
    if isinstance(left, Tensor) and isinstance(right, Tensor) and left.kind == right.kind:
        return values.unknown("operator of two sparse tensors")
    if op == "*" and isinstance(left, Tensor) and left.kind in ("tensor", "variable"):
        sparse: Value = right
    elif op in ("*", "/") and isinstance(left, Tensor) and left.kind == "sparse":
        sparse = left
    else:
        return NEVER if op in ("+", "-", "@") else values.unknown("operator of a sparse tensor")
    assert isinstance(sparse, Tensor)
    symbolic = call.graph or sparse.symbolic
    # In a graph the dimensions are numbers that the operator does not look at while tracing.
    shape = (None,) * len(sparse.shape) if call.graph and sparse.shape is not None else sparse.shape
    content = None if symbolic else rows.kept(sparse)
    return values.tensor(sparse.dtype, shape, kind="sparse", content=content, symbolic=symbolic)


def _slices(left: Value, right: Value, call: Call) -> Value:
    """A dense tensor beside the gradient of a gather: the latter becomes dense."""
    sides = [operand for operand in (left, right) if isinstance(operand, Tensor)]
    if len(sides) < 2 or {side.kind for side in sides} - {"tensor", "variable", "indexed_slices"}:
        return values.unknown("operator of indexed slices")
    if all(side.kind == "indexed_slices" for side in sides):
        return NEVER
    found = shapes.broadcast(sides[0].shape, sides[1].shape)
    shape = None if found is INCOMPATIBLE else found
    return values.tensor(sides[0].dtype or sides[1].dtype, shape, symbolic=call.graph or sides[0].symbolic)
