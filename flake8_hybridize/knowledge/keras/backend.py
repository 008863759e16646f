"""``keras.backend`` as programs written for Keras 2 use it; ``tf.keras.backend`` still has most of it.

Thin functions over TensorFlow: types are kept, Python numbers take the type of the tensor beside them.
"""

from __future__ import annotations

from ...model.values import BOOL, NONE, Tensor, Value, array, atoms, const, tensor, tuple_of, unknown
from ..protocol import Call, Rule
from ..tensorflow.convert import Operand
from ..tensorflow.shapes import Axes, ShapeOr, broadcast_of, concat, reduce, size, stack, transpose
from . import ops
from .ops import elementwise, kept
from .values import argument, dims_of, dtype_name, elements, flag, given, integer, variable


def _reduction(change: ops.DType | None = "") -> Rule:
    """A reduction: ``change`` is the dtype that comes out, the argument's when empty."""

    def rule(call: Call) -> Value:
        found = ops.operands(call, [argument(call, "x")])
        if found is None:
            return unknown(call.name)
        dtype = found[0].dtype if change == "" else change
        if found[0].dtype == "bool" and change == "":
            dtype = "float32" if call.name.endswith((".mean", ".std", ".var")) else None
        keep = flag(argument(call, "keepdims", position=2), default=False)
        dims = reduce(found[0].shape, ops.axes_of(call, argument(call, "axis", position=1)), keep)
        return ops.result(call, dtype, dims, found)

    return rule


def _arg(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "x")])
    if found is None:
        return unknown(call.name)
    axis = argument(call, "axis", position=1)
    place = -1 if axis is None else integer(axis)
    dims = reduce(found[0].shape, Axes.UNKNOWN if place is None else (place,), False)
    return ops.result(call, "int64", dims, found)


def _binary(change: ops.DType = "") -> Rule:
    def rule(call: Call) -> Value:
        found = ops.operands(call, [argument(call, "x"), argument(call, "y", "a", position=1)])
        if found is None:
            return unknown(call.name)
        kinds = {o.dtype for o in found if not o.weak} or {o.dtype for o in found}
        dtype = change or (kinds.pop() if len(kinds) == 1 else None)
        return ops.result(call, dtype, broadcast_of([o.shape for o in found]), found)

    return rule


def _dot(call: Call) -> Value:
    """The last axis of ``x``, which may be sparse, with the last but one of ``y``; all other axes stay, those of ``x``
    first."""
    first = argument(call, "x")
    if isinstance(first, Tensor) and first.kind == "sparse":
        first = tensor(first.dtype, first.shape)
    found = ops.operands(call, [first])
    other = ops.operands(call, [argument(call, "y", position=1)])
    if found is None:
        return unknown(call.name)
    left, right = found[0].shape, None if other is None else other[0].shape
    dims = None
    if left and right is not None and len(right) > 1:
        dims = (*left[:-1], *right[:-2], right[-1])
    return ops.result(call, found[0].dtype, dims, [*found, *(other or ())])


def _is_sparse(call: Call) -> Value:
    found = atoms(argument(call, "tensor", "x") or unknown(call.name))
    answers = {atom.kind == "sparse" if isinstance(atom, Tensor) else None for atom in found}
    known = answers.pop() if len(answers) == 1 else None
    return BOOL if known is None else const(known)


def _gather(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "reference")])
    places = ops.operands(call, [argument(call, "indices", position=1)])
    if found is None:
        return unknown(call.name)
    known = places is not None and places[0].shape is not None and found[0].shape
    dims = (*(places[0].shape or ()), *(found[0].shape or ())[1:]) if known and places is not None else None
    return ops.result(call, found[0].dtype, dims, [*found, *(places or ())])


def _creation(kind: str) -> Rule:
    """``zeros`` and ``ones`` are variables, draws are tensors."""

    def rule(call: Call) -> Value:
        shape = argument(call, "shape")
        dims = None if shape is None else dims_of(call, shape)
        wanted = argument(call, "dtype", position=1 if kind == "variable" else None)
        dtype = dtype_name(wanted) if given(wanted) else "float32"
        if kind == "variable" and dims is not None and None not in dims:
            return variable(dtype, dims)
        return unknown(call.name) if kind == "variable" else ops.result(call, dtype, dims, [])

    return rule


def _constant(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "value")])
    wanted, shape = argument(call, "dtype", position=1), argument(call, "shape", position=2)
    if found is None:
        return unknown(call.name)
    dims = dims_of(call, shape) if shape is not None and given(shape) else found[0].shape
    return ops.result(call, dtype_name(wanted) if given(wanted) else "float32", dims, found)


def _variable(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "value")])
    wanted = argument(call, "dtype", position=1)
    if found is None:
        return unknown(call.name)
    return variable(dtype_name(wanted) if given(wanted) else "float32", found[0].shape)


def _int_shape(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "x")])
    if found is None or found[0].shape is None:
        return unknown(call.name)
    return tuple_of(const(d) if d is not None else NONE for d in found[0].shape)


def _shape(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "x")])
    dims: ShapeOr = None if found is None else (None if found[0].shape is None else (len(found[0].shape),))
    return unknown(call.name) if found is None else ops.result(call, "int32", dims, found)


def _flatten(call: Call, x: Operand) -> ShapeOr:
    return (size(x.shape),)


def _batch_flatten(call: Call, x: Operand) -> ShapeOr:
    return None if not x.shape else (None if x.shape[0] is None else x.shape[0], size(x.shape[1:]))


def _permute(call: Call, x: Operand) -> ShapeOr:
    pattern = argument(call, "pattern", position=1)
    perm = None if pattern is None else dims_of(call, pattern)
    return None if perm is None else transpose(x.shape, perm)


def _joined(combine: str) -> Rule:
    def rule(call: Call) -> Value:
        parts = elements(call, argument(call, "tensors", "x"))
        found = ops.operands(call, parts) if parts else None
        if not found:
            return unknown(call.name)
        axis = argument(call, "axis", position=1)
        place = integer(axis) if axis is not None else (-1 if combine == "concatenate" else 0)
        shapes = [o.shape for o in found]
        kinds = {o.dtype for o in found}
        dims = concat(shapes, place) if combine == "concatenate" else stack(shapes, place, len(shapes))
        return ops.result(call, kinds.pop() if len(kinds) == 1 else None, dims, found)

    return rule


def _get_value(call: Call) -> Value:
    found = ops.operands(call, [argument(call, "x")])
    return unknown(call.name) if found is None else array(found[0].dtype, found[0].shape, scalar=found[0].shape == ())


def _set_value(call: Call) -> Value:
    return NONE


_KEEPING = (
    *("abs", "square", "sqrt", "exp", "log", "sin", "cos", "sign", "round", "clip", "softmax", "sigmoid", "tanh"),
    *(
        "relu",
        "elu",
        "softplus",
        "softsign",
        "hard_sigmoid",
        "l2_normalize",
        "stop_gradient",
        "cumsum",
        "cumprod",
        "pow",
    ),
)

RULES: dict[str, Rule] = {
    **{f"keras.backend.{name}": elementwise(kept) for name in _KEEPING},
    **{f"keras.backend.{name}": _reduction() for name in ("mean", "sum", "max", "min", "prod", "std", "var")},
    **{f"keras.backend.{name}": _reduction("bool") for name in ("any", "all")},
    **{f"keras.backend.{name}": _arg for name in ("argmax", "argmin")},
    **{f"keras.backend.{name}": _binary() for name in ("maximum", "minimum")},
    **{
        f"keras.backend.{name}": _binary("bool")
        for name in ("equal", "not_equal", "greater", "greater_equal", "less", "less_equal")
    },
    **{f"keras.backend.{name}": _creation("variable") for name in ("zeros", "ones")},
    **{
        f"keras.backend.{name}": _creation("tensor") for name in ("random_normal", "random_uniform", "truncated_normal")
    },
    **{f"keras.backend.{name}_like": ops.RULES[f"keras.ops.{name}_like"] for name in ("zeros", "ones")},
    "keras.backend.dot": _dot,
    "keras.backend.is_sparse": _is_sparse,
    "keras.backend.bias_add": elementwise(kept),
    "keras.backend.gather": _gather,
    "keras.backend.constant": _constant,
    "keras.backend.variable": _variable,
    "keras.backend.int_shape": _int_shape,
    "keras.backend.shape": _shape,
    "keras.backend.ndim": ops.RULES["keras.ops.ndim"],
    "keras.backend.cast": ops.RULES["keras.ops.cast"],
    "keras.backend.reshape": ops.RULES["keras.ops.reshape"],
    "keras.backend.expand_dims": ops.RULES["keras.ops.expand_dims"],
    "keras.backend.squeeze": ops.RULES["keras.ops.squeeze"],
    "keras.backend.transpose": ops.RULES["keras.ops.transpose"],
    "keras.backend.tile": ops.RULES["keras.ops.tile"],
    "keras.backend.one_hot": ops.RULES["keras.ops.one_hot"],
    "keras.backend.repeat_elements": ops.RULES["keras.ops.repeat"],
    "keras.backend.flatten": ops.moving(_flatten),
    "keras.backend.batch_flatten": ops.moving(_batch_flatten),
    "keras.backend.permute_dimensions": ops.moving(_permute),
    "keras.backend.concatenate": _joined("concatenate"),
    "keras.backend.stack": _joined("stack"),
    "keras.backend.get_value": _get_value,
    "keras.backend.eval": _get_value,
    "keras.backend.set_value": _set_value,
    "keras.backend.is_keras_tensor": lambda call: unknown("is_keras_tensor"),
}
