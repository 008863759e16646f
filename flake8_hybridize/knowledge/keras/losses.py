"""Losses of Keras: objects, functions, and the classes and functions of the user that ``compile`` is given.

- A loss object converts ``y_true`` and ``y_pred``, leaf by leaf, to its dtype (float32), calls ``call`` and reduces
  what comes out to a scalar, unless ``reduction`` is ``none``.
- A *function* given to ``compile`` gets both as float32 (``y_true`` of ``int64`` too), and ``y_true`` of ``(n,)`` is
  expanded to ``(n, 1)`` when ``y_pred`` is ``(n, 1)``. The ``call`` of a class derived from ``Loss`` sees the
  shapes as they are.
- Loss functions called directly give the dtype of ``y_pred``, and keep all dimensions but the last.
"""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import (
    NEVER,
    NONE,
    Array,
    Const,
    LibraryObject,
    Shape,
    Symbol,
    Tensor,
    Tuple,
    Union,
    Value,
    atoms,
    tensor,
    union,
    unknown,
)
from ..names import mro
from ..protocol import Call
from ..tensorflow import convert, dtypes
from ..tensorflow.shapes import INCOMPATIBLE, broadcast
from .config import Config
from .values import argument, dtype_name, elements, leaf_tensor, like, map_leaves

LOSS = "keras.losses.Loss"


def loss_dtype(config: Config) -> str | None:
    """The dtype of a loss object."""
    value = config.value("dtype")
    return "float32" if value is None or value is NONE else dtype_name(value)


def to_dtype(call: Call, value: Value, dtype: str | None, tag: str = "") -> Value:
    """Every leaf as a tensor of ``dtype``."""

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        if found is None:
            return item
        if found.kind in ("sparse", "ragged"):
            return tensor(dtype, found.shape, kind=found.kind, ragged_rank=found.ragged_rank, symbolic=found.symbolic)
        kind = "tensor" if found.kind == "variable" and found.dtype != dtype else found.kind
        return tensor(dtype, found.shape, kind=kind, symbolic=found.symbolic or call.graph)

    return map_leaves(call, value, leaf, f"loss {tag}")


def same_rank(left: Value, right: Value) -> tuple[Value, Value]:
    """``y_true`` and ``y_pred`` squeezed or expanded to one rank where a last dimension of 1 allows it."""
    if not isinstance(left, Tensor) or not isinstance(right, Tensor):
        return left, right
    a, b = left.shape, right.shape
    if a is None or b is None:
        return _uncertain(left, other=b), _uncertain(right, other=a)
    if len(a) == len(b) + 1 and a[-1] in (1, None):
        if a[-1] is None:
            return _reshaped(left, None), _reshaped(right, None)
        if len(b) == 1:
            return left, _reshaped(right, (*b, 1))
        return _reshaped(left, a[:-1]), right
    if len(b) == len(a) + 1 and b[-1] in (1, None):
        if b[-1] is None:
            return _reshaped(left, None), _reshaped(right, None)
        if len(a) == 1:
            return _reshaped(left, (*a, 1)), right
        return left, _reshaped(right, b[:-1])
    return left, right


def _uncertain(value: Tensor, other: Shape) -> Tensor:
    """``value`` beside a tensor of unknown rank: it may be changed only where its own rank or end allows it."""
    if value.shape is None or (len(value.shape) > 1 and value.shape[-1] not in (1, None)):
        return value
    return _reshaped(value, None)


def _reshaped(value: Tensor, dims: Shape) -> Tensor:
    return tensor(value.dtype, dims, kind=value.kind, symbolic=value.symbolic)


def values_shape(cls: str, left: Shape, right: Shape) -> Shape | type[NotImplementedError]:
    """The shape of unreduced values; ``NotImplementedError`` for losses without a rule."""
    name = cls.rpartition(".")[2]
    if name in _SCALAR:
        return ()
    if name in _SPARSE:
        return None if not right else right[:-1]
    if name not in _LAST:
        return NotImplementedError
    if left is None or right is None:
        return None
    merged = broadcast(left, right)
    return None if merged is INCOMPATIBLE or not merged else merged[:-1]


_SCALAR = {"Dice", "Tversky", "dice", "tversky"}
_SPARSE = {"SparseCategoricalCrossentropy", "sparse_categorical_crossentropy"}
_LAST = {
    "MeanSquaredError",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredLogarithmicError",
    "BinaryCrossentropy",
    "BinaryFocalCrossentropy",
    "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy",
    "CategoricalHinge",
    "CategoricalGeneralizedCrossEntropy",
    "CosineSimilarity",
    "Hinge",
    "SquaredHinge",
    "Huber",
    "KLDivergence",
    "LogCosh",
    "Poisson",
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "categorical_crossentropy",
    "categorical_focal_crossentropy",
    "categorical_hinge",
    "cosine_similarity",
    "hinge",
    "squared_hinge",
    "huber",
    "kl_divergence",
    "log_cosh",
    "poisson",
}


def reduced(config: Config, values: Value) -> Value:
    """``values`` after the reduction of the loss object."""
    reduction = config.value("reduction")
    name = reduction.name.rpartition(".")[2].lower() if isinstance(reduction, Symbol) else config.constant("reduction")
    none = (name is None and reduction is not None) or name == "none"
    if none:
        return to_dtype(config.call, values, loss_dtype(config))
    if reduction is not None and name is ...:
        return tensor(loss_dtype(config), None, symbolic=config.call.graph)
    keras = any(isinstance(atom, Tensor) and atom.kind == "keras_tensor" for atom in atoms(values))
    kind = "keras_tensor" if keras else "tensor"
    return tensor(loss_dtype(config), (), kind=kind, symbolic=config.call.graph and not keras)


def loss_call(call: Call) -> Value:
    """``loss(y_true, y_pred, sample_weight=None)``."""
    receiver = call.receiver
    left, right = argument(call, "y_true"), argument(call, "y_pred", position=1)
    if receiver is None or left is None or right is None:
        return unknown("call of a loss")
    return evaluate(call, receiver, left, right)


def evaluate(call: Call, loss: Value, left: Value, right: Value) -> Value:
    """The value of a loss object."""
    config = Config(call, loss)
    dtype = loss_dtype(config)
    left, right = to_dtype(call, left, dtype, "y_true"), to_dtype(call, right, dtype, "y_pred")
    own = call.method(loss, "call")
    if own is not None:
        return reduced(config, call.invoke(own, [left, right]))
    if isinstance(loss, LibraryObject):
        function = loss.get("fn")
        if function is not None:
            return reduced(config, call.invoke(function, list(same_rank(left, right))))
        return union(reduced(config, _unreduced(call, loss.cls, a, b)) for a in atoms(left) for b in atoms(right))
    return reduced(config, unknown("values of a loss"))


def _unreduced(call: Call, cls: str, left: Value, right: Value) -> Value:
    if not isinstance(left, Tensor) or not isinstance(right, Tensor):
        return unknown("values of a loss")
    a, b = same_rank(left, right)
    assert isinstance(a, Tensor) and isinstance(b, Tensor)
    dims = values_shape(cls, a.shape, b.shape)
    if dims is NotImplementedError:
        return unknown(f"no rule for {cls}")
    return like(call, right, right.dtype, dims)  # type: ignore[arg-type]


def function_rule(name: str) -> Callable[[Call], Value]:
    """The loss function ``keras.losses.<name>``."""

    def rule(call: Call) -> Value:
        left, right = argument(call, "y_true"), argument(call, "y_pred", position=1)
        if left is None or right is None:
            return unknown("arguments of a loss")
        return union(_direct(call, name, a, b) for a in atoms(left) for b in atoms(right))

    return rule


def _direct(call: Call, name: str, left: Value, right: Value) -> Value:
    a, b = convert.as_tensor(call, left), convert.as_tensor(call, right)
    if a is None or b is None:
        return NEVER
    if b.origin == convert.UNKNOWN:
        return unknown("arguments of a loss")
    first = tensor(b.dtype, a.shape)
    second = tensor(b.dtype, b.shape, kind="keras_tensor" if "keras_tensor" in (a.kind, b.kind) else "tensor")
    x, y = same_rank(first, second)
    assert isinstance(x, Tensor) and isinstance(y, Tensor)
    dims = values_shape(name, x.shape, y.shape)
    if dims is NotImplementedError:
        return unknown(f"no rule for {name}")
    dtype = b.dtype if b.dtype is None or b.dtype in dtypes.FLOATS else None
    return like(call, second, dtype, dims)  # type: ignore[arg-type]


def drive(call: Call, loss: Value, left: Value, right: Value) -> None:
    """Call what ``compile(loss=…)`` holds of the program's own with ``y_true`` and ``y_pred``."""
    if isinstance(loss, Union):
        for member in loss.members:
            drive(call, member, left, right)
        return
    if isinstance(loss, (Const, Array)) or left is NONE:
        return
    parts = call.items(loss)
    if parts is not None:
        _each_output(call, loss, left, right)
        return
    pairs = _pairs(call, left, right)
    for y_true, y_pred in pairs:
        if is_loss_object(call, loss):
            evaluate(call, loss, y_true, y_pred)
        elif not isinstance(loss, (LibraryObject, Symbol)):
            converted = (to_dtype(call, y_true, "float32", "y_true"), to_dtype(call, y_pred, "float32", "y_pred"))
            call.invoke(loss, list(same_rank(*converted)))


def is_loss_object(call: Call, value: Value) -> bool:
    """An object of ``Loss`` or of a class of the program derived from it."""
    if isinstance(value, LibraryObject):
        return LOSS in mro(value.cls)
    return call.method(value, "call") is not None


def _each_output(call: Call, loss: Value, left: Value, right: Value) -> None:
    items, predicted = call.items(loss), call.items(right)
    if items is None:
        return
    targets = call.items(left) if not isinstance(left, Tensor) else None
    for position, part in enumerate(items.known):
        if targets is None or predicted is None:
            drive(call, part, left, right)
        elif position < len(targets.known) and position < len(predicted.known):
            drive(call, part, targets.known[position], predicted.known[position])


def _pairs(call: Call, left: Value, right: Value) -> list[tuple[Value, Value]]:
    """Targets and predictions output by output."""
    if isinstance(left, Tuple) and not isinstance(right, Tensor):
        predicted = elements(call, right)
        if predicted is not None and len(predicted) == len(left.items):
            return list(zip(left.items, predicted, strict=True))
    return [(left, right)]


RULES = {
    "keras.losses.Loss.__call__": loss_call,
    **{f"keras.losses.{name}": function_rule(name) for name in (*_LAST, *_SCALAR, *_SPARSE) if name.islower()},
}
