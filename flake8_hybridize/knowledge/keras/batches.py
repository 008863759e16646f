"""The functions by which a training step of one's own takes its batch apart, and those that build one.

Observed with Keras 3.15 and Keras 2 on TensorFlow 2.21: ``unpack_x_y_sample_weight`` takes tuples of one to three
parts, and gives anything else, a dict too, as ``x``; lists like tuples, but older Keras 2 does not.
``pack_x_y_sample_weight`` gives ``x`` itself where there is nothing else, and ``(x,)`` where ``x`` is a list or tuple,
in Keras 2 also where it is a dict. ``expand_1d`` gives each dense tensor of rank 1 a last dimension; arrays, sparse
and ragged tensors stay.
"""

from __future__ import annotations

from ...model.values import NEVER, NONE, Tensor, Tuple, Unknown, Value, atoms, tensor, tuple_of, union, unknown
from ..protocol import Call, Rule
from .data import unpack
from .values import KERAS_2, argument, elements, framework, given, map_leaves


def unpack_batch(call: Call) -> Value:
    """``x, y, sample_weight`` of a batch."""
    data = argument(call, "data")
    if data is None:
        return unknown("data of a training step")
    return union(_unpacked(call, atom) for atom in atoms(data))


def _unpacked(call: Call, data: Value) -> Value:
    parts = elements(call, data)
    if parts is not None:
        taken = tuple_of(unpack(call, tuple_of(parts))) if 1 <= len(parts) <= 3 else NEVER
        if isinstance(data, Tuple) or call.recall(framework(), KERAS_2) is NEVER:
            return taken
        return union((taken, tuple_of((data, NONE, NONE))))
    items = call.items(data)
    if isinstance(data, Unknown) or (items is not None and items.keys is None):
        part = unknown("data of a training step") if items is None or items.rest is None else items.rest
        return tuple_of((part, part, part))
    return tuple_of(unpack(call, data))


def pack_batch(call: Call) -> Value:
    """The parts of a batch as ``train_step`` gets them."""
    x = argument(call, "x")
    y, weight = argument(call, "y", position=1), argument(call, "sample_weight", position=2)
    if x is None:
        return unknown("data of a training step")
    if not given(y):
        return union(_alone(call, atom) for atom in atoms(x))
    if y is None or NONE in atoms(y) or (weight is not None and weight is not NONE and NONE in atoms(weight)):
        return unknown("data of a training step")
    return tuple_of((x, y) if weight is None or weight is NONE else (x, y, weight))


def _alone(call: Call, x: Value) -> Value:
    if isinstance(x, Unknown):
        return x
    items = call.items(x)
    if items is None:
        return x
    if items.keys is None:
        return tuple_of((x,))
    return x if call.recall(framework(), KERAS_2) is NEVER else union((x, tuple_of((x,))))


def expand_1d(call: Call) -> Value:
    """The structure, with ``(n, 1)`` for each tensor of shape ``(n,)``."""
    data = argument(call, "data")
    if data is None:
        return unknown("data of a training step")
    return map_leaves(call, data, _expanded)


def _expanded(leaf: Value) -> Value:
    if not isinstance(leaf, Tensor) or leaf.kind != "tensor":
        return leaf
    if leaf.shape is None:
        return tensor(leaf.dtype, None, symbolic=leaf.symbolic)
    return tensor(leaf.dtype, (leaf.shape[0], 1), symbolic=leaf.symbolic) if len(leaf.shape) == 1 else leaf


RULES: dict[str, Rule] = {
    "keras.utils.unpack_x_y_sample_weight": unpack_batch,
    "keras.utils.pack_x_y_sample_weight": pack_batch,
    "tensorflow.python.keras.engine.data_adapter.expand_1d": expand_1d,
}
