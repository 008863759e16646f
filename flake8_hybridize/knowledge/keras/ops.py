"""``keras.ops``: NumPy's functions with Keras' own type promotion (:mod:`.promotion`).

Ints become float32 where a float comes out (``sqrt``, ``mean``, ``divide``, also of ``int64``); sums of bools and
of small ints become ``int32`` or ``uint32``; Python numbers take the type of what stands beside them. Keras tensors
in give Keras tensors out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...model.values import NEVER, NONE, Const, Shape, Value, array, const, tensor, tuple_of, unknown
from ..protocol import Call, Rule
from ..tensorflow import convert, dtypes
from ..tensorflow.convert import Operand
from ..tensorflow.shapes import (
    INCOMPATIBLE,
    Axes,
    AxesOr,
    ShapeOr,
    broadcast_of,
    concat,
    expand_dims,
    reduce,
    replace_dim,
    reshape,
    size,
    squeeze,
    stack,
    tile,
    transpose,
)
from ..tensorflow.shapes_linear import einsum, matmul, tensordot
from .promotion import promoted
from .values import argument, constant, dims_of, dtype_name, elements, flag, given, integer, integers, text

_FIRST = ("x", "x1", "inputs", "tensor", "a")
DType = str | None


def operands(call: Call, values: Sequence[Value | None]) -> list[Operand] | None:
    """The arguments as tensors; ``None`` when one is missing or nothing is known of it."""
    found: list[Operand] = []
    for value in values:
        operand = None if value is None else convert.as_tensor(call, value)
        if operand is None or operand.origin == convert.UNKNOWN or operand.kind in ("sparse", "ragged"):
            return None
        found.append(operand)
    return found


def result(call: Call, dtype: DType, dims: ShapeOr, sources: Sequence[Operand]) -> Value:
    """The tensor of this type, a Keras tensor out of a Keras tensor."""
    if dims is INCOMPATIBLE:
        return NEVER
    if any(o.kind == "keras_tensor" for o in sources):
        return tensor(dtype, dims, kind="keras_tensor")
    return tensor(dtype, dims, symbolic=call.graph)


def common(sources: Sequence[Operand]) -> DType:
    """The promoted dtype: Python numbers give way to tensors and arrays."""
    strong = [o.dtype for o in sources if o.origin != convert.PYTHON]
    weak = [o.dtype for o in sources if o.origin == convert.PYTHON]
    if not strong:
        return promoted(weak)
    found = promoted(strong)
    if found is None:
        return None
    if any(d in dtypes.FLOATS for d in weak) and (found in dtypes.INTEGERS or found == "bool"):
        return "float32"
    if any(d in dtypes.COMPLEX for d in weak) and found not in dtypes.COMPLEX:
        return None
    if found == "bool" and any(d in dtypes.INTEGERS for d in weak):
        return "int32"
    return found


def floating(dtype: DType) -> DType:
    """The dtype where a float comes out."""
    return "float32" if dtype in dtypes.INTEGERS or dtype == "bool" else dtype


def float_only(dtype: DType) -> DType:
    """A float stays what it is; nothing is said of ints."""
    return dtype if dtype in dtypes.FLOATS else None


def squared(dtype: DType) -> DType:
    """The dtype of a product of the tensor with itself."""
    return "int32" if dtype == "bool" else dtype


def wide(dtype: DType) -> DType:
    """Small types are widened beside Python numbers, so that nothing is said of them."""
    return dtype if dtype in ("float32", "float64", "int32", "int64") else None


def summed(dtype: DType) -> DType:
    """The dtype of a sum."""
    if dtype in ("bool", "int8", "int16"):
        return "int32"
    return "uint32" if dtype in ("uint8", "uint16") else dtype


def kept(dtype: DType) -> DType:
    """The dtype that came in."""
    return dtype


def boolean(dtype: DType) -> DType:
    """``bool``."""
    return "bool"


def index(dtype: DType) -> DType:
    """``int32``, the type of positions."""
    return "int32"


def elementwise(change: Callable[[DType], DType]) -> Rule:
    """One tensor, its shape."""

    def rule(call: Call) -> Value:
        found = operands(call, [argument(call, *_FIRST)])
        if found is None:
            return unknown(call.name)
        return result(call, change(found[0].dtype), found[0].shape, found)

    return rule


def binary(change: Callable[[DType], DType]) -> Rule:
    """Two operands that broadcast."""

    def rule(call: Call) -> Value:
        found = operands(call, [argument(call, "x1", "x"), argument(call, "x2", "y", position=1)])
        if found is None:
            return unknown(call.name)
        return result(call, change(common(found)), broadcast_of([o.shape for o in found]), found)

    return rule


def axes_of(call: Call, value: Value | None) -> AxesOr:
    """The ``axis`` of a reduction."""
    if value is None or value is NONE:
        return Axes.ALL
    single = integer(value)
    if single is not None:
        return (single,)
    several = integers(call, value)
    return Axes.UNKNOWN if several is None else several


def reduction(change: Callable[[DType], DType]) -> Rule:
    """One tensor without the dimensions of ``axis``."""

    def rule(call: Call) -> Value:
        found = operands(call, [argument(call, *_FIRST)])
        if found is None:
            return unknown(call.name)
        keep = flag(argument(call, "keepdims", position=None), default=False)
        dims = reduce(found[0].shape, axes_of(call, argument(call, "axis", position=1)), keep)
        return result(call, change(found[0].dtype), dims, found)

    return rule


def cumulative(change: Callable[[DType], DType]) -> Rule:
    """``cumsum``, ``sort`` …: along an axis, flattened when it is ``None``."""

    def rule(call: Call) -> Value:
        found = operands(call, [argument(call, *_FIRST)])
        if found is None:
            return unknown(call.name)
        axis = argument(call, "axis", position=1)
        dims: Shape = found[0].shape if given(axis) else (size(found[0].shape),)
        return result(call, change(found[0].dtype), dims, found)

    return rule


def creation(default: DType = "float32") -> Rule:
    """``zeros``, ``ones`` and the draws of ``keras.random``."""

    def rule(call: Call) -> Value:
        shape = argument(call, "shape")
        dims = None if shape is None else dims_of(call, shape)
        return result(call, _dtype(call, default), dims, [])

    return rule


def _dtype(call: Call, default: DType) -> DType:
    value = call.arg("dtype")
    return default if not given(value) else dtype_name(value)


Move = Callable[[Call, Operand], ShapeOr]


def moving(dims: Move) -> Rule:
    """One tensor whose elements are moved."""

    def rule(call: Call) -> Value:
        found = operands(call, [argument(call, *_FIRST)])
        if found is None:
            return unknown(call.name)
        return result(call, found[0].dtype, dims(call, found[0]), found)

    return rule


def _reshape(call: Call, x: Operand) -> ShapeOr:
    value = argument(call, "newshape", "shape", position=1)
    target = None if value is None else dims_of(call, value)
    return reshape(x.shape, target)


def _axis(call: Call, default: int | None, position: int = 1) -> int | None:
    value = argument(call, "axis", position=position)
    return default if value is None else integer(value)


def _expand(call: Call, x: Operand) -> ShapeOr:
    return expand_dims(x.shape, _axis(call, -1))


def _squeeze(call: Call, x: Operand) -> ShapeOr:
    return squeeze(x.shape, axes_of(call, argument(call, "axis", position=1)))


def _transpose(call: Call, x: Operand) -> ShapeOr:
    value = argument(call, "axes", "pattern", position=1)
    if not given(value):
        return transpose(x.shape, None)
    perm = integers(call, value)
    return None if perm is None else transpose(x.shape, perm)


def _swap(call: Call, x: Operand) -> ShapeOr:
    a, b = integer(argument(call, "axis1", position=1)), integer(argument(call, "axis2", position=2))
    if x.shape is None or a is None or b is None:
        return None
    n = len(x.shape)
    if not (-n <= a < n and -n <= b < n):
        return INCOMPATIBLE
    dims = list(x.shape)
    dims[a], dims[b] = dims[b], dims[a]
    return tuple(dims)


def _tile(call: Call, x: Operand) -> ShapeOr:
    value = argument(call, "repeats", "n", position=1)
    repeats = None if value is None else dims_of(call, value)
    if repeats is not None and x.shape is not None and len(repeats) != len(x.shape):
        return None
    return tile(x.shape, repeats)


def _repeat(call: Call, x: Operand) -> ShapeOr:
    times = integer(argument(call, "repeats", "rep", position=1))
    axis = argument(call, "axis", position=2)
    if not given(axis):
        total = size(x.shape)
        return (None if total is None or times is None else total * times,)
    where = integer(axis)
    dim = None
    if x.shape is not None and where is not None and -len(x.shape) <= where < len(x.shape):
        old = x.shape[where]
        dim = None if old is None or times is None else old * times
    return replace_dim(x.shape, where, dim)


def _flat(call: Call, x: Operand) -> ShapeOr:
    return (size(x.shape),)


def _broadcast_to(call: Call, x: Operand) -> ShapeOr:
    value = argument(call, "shape", position=1)
    return None if value is None else dims_of(call, value)


def _take(call: Call) -> Value:
    found = operands(call, [argument(call, "x", "reference"), argument(call, "indices", position=1)])
    axis = argument(call, "axis", position=2)
    if found is None:
        return unknown(call.name)
    x, where = found[0], found[1]
    place = integer(axis) if given(axis) else None
    if not given(axis) or x.shape is None or where.shape is None or place is None:
        return result(call, x.dtype, where.shape if not given(axis) else None, found)
    n = len(x.shape)
    if not -n <= place < n:
        return NEVER
    place %= n
    return result(call, x.dtype, (*x.shape[:place], *where.shape, *x.shape[place + 1 :]), found)


def _joined(combine: Callable[[Sequence[Shape], int | None, int], ShapeOr], default: int) -> Rule:
    def rule(call: Call) -> Value:
        parts = elements(call, argument(call, "xs", "x", "tensors"))
        found = operands(call, parts) if parts else None
        if not found:
            return unknown(call.name)
        return result(call, common(found), combine([o.shape for o in found], _axis(call, default), len(found)), found)

    return rule


def _matmul(call: Call) -> Value:
    found = operands(call, [argument(call, "x1", "x"), argument(call, "x2", "y", position=1)])
    if found is None:
        return unknown(call.name)
    a, b = found[0].shape, found[1].shape
    if a is None or b is None or len(a) < 2 or len(b) < 2:
        return result(call, common(found), None, found)
    return result(call, common(found), matmul(a, b), found)


def _dot(call: Call) -> Value:
    found = operands(call, [argument(call, "x1", "x"), argument(call, "x2", "y", position=1)])
    if found is None:
        return unknown(call.name)
    a, b = found[0].shape, found[1].shape
    if a is None or b is None:
        return result(call, common(found), None, found)
    if not a or not b:
        return result(call, common(found), (*a, *b), found)
    dims = tensordot(a, b, ((len(a) - 1,), (max(len(b) - 2, 0),)))
    return result(call, common(found), dims, found)


def _einsum(call: Call) -> Value:
    equation = text(argument(call, "subscripts"))
    found = operands(call, list(call.positional()[1:]))
    if equation is None or not found:
        return unknown(call.name)
    return result(call, common(found), einsum(equation, [o.shape for o in found]), found)


def _where(call: Call) -> Value:
    found = operands(
        call, [argument(call, "condition"), argument(call, "x1", position=1), argument(call, "x2", position=2)]
    )
    if found is None:
        return unknown(call.name)
    return result(call, common(found[1:]), broadcast_of([o.shape for o in found]), found)


def _cast(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    dtype = dtype_name(argument(call, "dtype", position=1))
    return unknown(call.name) if found is None else result(call, dtype, found[0].shape, found)


def _convert(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    if found is None:
        return unknown(call.name)
    return result(call, _dtype(call, found[0].dtype), found[0].shape, found)


def _to_numpy(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    return unknown(call.name) if found is None else array(found[0].dtype, found[0].shape)


def _shape(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    if found is None or found[0].shape is None:
        return unknown(call.name)
    if found[0].kind == "keras_tensor":
        return tuple_of(const(d) for d in found[0].shape)
    # While tracing an open dimension is a scalar tensor.
    open_dim = tensor("int32", (), symbolic=True) if call.graph else unknown("dimension")
    return tuple_of(open_dim if d is None else const(d) for d in found[0].shape)


def _ndim(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    return unknown(call.name) if found is None or found[0].shape is None else const(len(found[0].shape))


def _one_hot(call: Call) -> Value:
    found = operands(call, [argument(call, "x", "indices")])
    classes = integer(argument(call, "num_classes", position=1))
    axis = _axis(call, -1, position=2)
    if found is None:
        return unknown(call.name)
    dims: ShapeOr = None
    if found[0].shape is not None and axis == -1:
        dims = (*found[0].shape, classes)
    return result(call, _dtype(call, "float32"), dims, found)


def _full_like(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    return unknown(call.name) if found is None else result(call, _dtype(call, found[0].dtype), found[0].shape, found)


def _arange(call: Call) -> Value:
    bounds = [argument(call, name, position=i) for i, name in enumerate(("start", "stop", "step"))]
    bounds = [b for b in bounds if given(b)]
    numbers = [constant(b) for b in bounds if isinstance(b, Const)]
    if len(numbers) != len(bounds) or not all(isinstance(n, (int, float)) for n in numbers):
        return result(call, _dtype(call, None), (None,), [])
    dtype = _dtype(call, "int32" if all(isinstance(n, int) for n in numbers) else "float32")
    whole = [n for n in numbers if isinstance(n, int)]
    if len(whole) == len(numbers) and (len(whole) < 3 or whole[2]):
        return result(call, dtype, (len(range(*whole)),), [])
    return result(call, dtype, (None,), [])


def _split(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    count = integer(argument(call, "indices_or_sections", position=1))
    axis = _axis(call, 0, position=2)
    if found is None or count is None or not 0 < count <= 64:
        return unknown(call.name)
    dims = found[0].shape
    part = None
    if dims is not None and axis is not None and -len(dims) <= axis < len(dims):
        whole = dims[axis]
        part = None if whole is None else whole // count
    piece = result(call, found[0].dtype, replace_dim(dims, axis, part), found)
    return call.new_list([piece] * count)


def _unstack(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    axis = argument(call, "axis", position=2)
    place = 0 if axis is None else integer(axis)
    dims = None if found is None else found[0].shape
    if found is None or dims is None or place is None or not -len(dims) <= place < len(dims):
        return unknown(call.name)
    place %= len(dims)
    piece = result(call, found[0].dtype, (*dims[:place], *dims[place + 1 :]), found)
    count = dims[place]
    return call.new_list([piece] * count) if count is not None else call.new_list([], piece)


def _top_k(call: Call) -> Value:
    found = operands(call, [argument(call, "x")])
    if found is None:
        return unknown(call.name)
    dims = replace_dim(found[0].shape, -1, integer(argument(call, "k", position=1)))
    return tuple_of([result(call, found[0].dtype, dims, found), result(call, "int32", dims, found)])


def _resize(call: Call) -> Value:
    found = operands(call, [argument(call, "images")])
    wanted = argument(call, "size", position=1)
    target = None if wanted is None else dims_of(call, wanted)
    if found is None or found[0].shape is None or target is None or len(target) != 2 or given(call.arg("data_format")):
        return unknown(call.name)
    dims = found[0].shape
    dtype = found[0].dtype if found[0].dtype in dtypes.FLOATS else None
    return result(call, dtype, (*dims[:-3], *target, dims[-1]), found)


def _crossentropy(call: Call) -> Value:
    found = operands(call, [argument(call, "target"), argument(call, "output", position=1)])
    if found is None:
        return unknown(call.name)
    dims = found[1].shape
    if not call.name.endswith("binary_crossentropy"):
        dims = None if not dims or _axis(call, -1, position=3) != -1 else dims[:-1]
    return result(call, floating(found[1].dtype), dims, found)


_FLOATING = (
    *("sqrt", "exp", "log", "log1p", "log2", "log10", "expm1", "reciprocal", "sin", "cos", "tan", "sinh"),
    *("cosh", "tanh", "arcsin", "arccos", "arctan", "arcsinh", "arccosh", "arctanh", "floor", "ceil", "exp2"),
)
# What these give for ints differs between tensors and Keras tensors.
_ACTIVATIONS = (
    *("rsqrt", "sigmoid", "softmax", "log_softmax", "softplus", "softsign", "silu", "gelu", "elu", "selu"),
    *("leaky_relu", "hard_sigmoid", "hard_silu", "log_sigmoid", "celu", "erf", "erfinv", "normalize"),
)
_KEEPING = (
    *("abs", "absolute", "negative", "sign", "relu", "relu6", "stop_gradient", "conj", "conjugate", "copy"),
    *("clip", "flip", "fliplr", "flipud", "roll"),
)
_BINARY = (*("add", "subtract", "multiply", "maximum", "minimum", "power", "floor_divide"),)
_COMPARING = (
    *("equal", "not_equal", "greater", "greater_equal", "less", "less_equal", "logical_and", "logical_or"),
    *("logical_xor", "isclose"),
)

RULES: dict[str, Rule] = {
    **{f"keras.ops.{name}": elementwise(floating) for name in _FLOATING},
    **{f"keras.ops.{name}": elementwise(kept) for name in _KEEPING},
    **{f"keras.ops.{name}": elementwise(float_only) for name in _ACTIVATIONS},
    "keras.ops.square": elementwise(squared),
    "keras.ops.mod": binary(wide),
    **{f"keras.ops.{name}": elementwise(boolean) for name in ("isnan", "isfinite", "isinf", "logical_not")},
    **{f"keras.ops.{name}": binary(kept) for name in _BINARY},
    **{f"keras.ops.{name}": binary(boolean) for name in _COMPARING},
    **{f"keras.ops.{name}": binary(floating) for name in ("divide", "true_divide", "divide_no_nan")},
    **{f"keras.ops.{name}": reduction(summed) for name in ("sum", "prod")},
    **{f"keras.ops.{name}": reduction(kept) for name in ("max", "min", "amax", "amin")},
    **{f"keras.ops.{name}": reduction(floating) for name in ("mean", "var", "std", "median", "logsumexp")},
    **{f"keras.ops.{name}": reduction(index) for name in ("argmax", "argmin", "count_nonzero")},
    **{f"keras.ops.{name}": reduction(boolean) for name in ("any", "all")},
    **{f"keras.ops.{name}": cumulative(summed) for name in ("cumsum", "cumprod")},
    "keras.ops.sort": elementwise(kept),
    "keras.ops.argsort": elementwise(index),
    **{f"keras.ops.{name}": creation() for name in ("zeros", "ones", "empty")},
    **{f"keras.random.{name}": creation() for name in ("normal", "uniform", "truncated_normal", "gamma", "beta")},
    "keras.random.randint": creation("int32"),
    "keras.random.dropout": elementwise(kept),
    "keras.random.shuffle": elementwise(kept),
    **{f"keras.ops.{name}_like": _full_like for name in ("zeros", "ones", "empty", "full")},
    "keras.ops.reshape": moving(_reshape),
    "keras.ops.expand_dims": moving(_expand),
    "keras.ops.squeeze": moving(_squeeze),
    "keras.ops.transpose": moving(_transpose),
    "keras.ops.swapaxes": moving(_swap),
    "keras.ops.tile": moving(_tile),
    "keras.ops.repeat": moving(_repeat),
    "keras.ops.ravel": moving(_flat),
    "keras.ops.broadcast_to": moving(_broadcast_to),
    "keras.ops.take": _take,
    "keras.ops.concatenate": _joined(lambda shapes, axis, _: concat(shapes, axis), 0),
    "keras.ops.stack": _joined(stack, 0),
    "keras.ops.matmul": _matmul,
    "keras.ops.dot": _dot,
    "keras.ops.einsum": _einsum,
    "keras.ops.where": _where,
    "keras.ops.cast": _cast,
    "keras.ops.convert_to_tensor": _convert,
    "keras.ops.array": _convert,
    "keras.ops.convert_to_numpy": _to_numpy,
    "keras.ops.shape": _shape,
    "keras.ops.ndim": _ndim,
    "keras.ops.one_hot": _one_hot,
    "keras.ops.arange": _arange,
    "keras.ops.split": _split,
    "keras.ops.unstack": _unstack,
    "keras.ops.top_k": _top_k,
    "keras.ops.image.resize": _resize,
    "keras.ops.categorical_crossentropy": _crossentropy,
    "keras.ops.binary_crossentropy": _crossentropy,
    "keras.ops.sparse_categorical_crossentropy": _crossentropy,
}
