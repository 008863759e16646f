"""``tf.TensorSpec`` and its kin: read as components, and made of components."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import Const, Dataset, LibraryObject, Tensor, Value
from ..protocol import Call
from ..tensorflow import arguments
from . import structure

_KINDS: Final = {
    "tensorflow.TensorSpec": "tensor",
    "tensorflow.SparseTensorSpec": "sparse",
    "tensorflow.RaggedTensorSpec": "ragged",
}


def component(spec: Value, call: Call) -> Value:
    """What a (nested) type spec describes, in the structure of elements; ``unknown`` for what is no spec."""
    if isinstance(spec, values.Union):
        return structure.merged(values.union(component(member, call) for member in spec.members))
    if isinstance(spec, LibraryObject):
        return _single(spec, call)
    if isinstance(spec, values.Tuple):
        if spec.rest is not None:
            return values.unknown("specs of unknown number")
        items = [component(item, call) for item in spec.items]
        if spec.names is not None:
            return values.named_tuple(spec.type_name or "", spec.names, items)
        return values.tuple_of(items)
    found = None if isinstance(spec, (Const, values.Unknown)) else call.items(spec)
    if found is None or found.rest is not None:
        return values.unknown("spec of unknown type")
    if found.keys is None:
        return values.tuple_of(component(item, call) for item in found.known)
    names = [str(key.value) for key in found.keys if isinstance(key, Const)]
    if len(names) < len(found.known):
        return values.unknown("dict of unknown keys")
    return values.named_tuple(structure.DICT, names, [component(item, call) for item in found.known])


def _single(spec: LibraryObject, call: Call) -> Value:
    kind = _KINDS.get(spec.cls)
    if kind is None:
        return values.unknown(f"component of {spec.cls}")
    given = spec.get("shape")
    shape = None if given is None or arguments.is_none(given) else arguments.dims(call, given)
    dtype = spec.get("dtype")
    name = "float32" if dtype is None else arguments.dtype_of(dtype)
    if kind != "ragged":
        return values.tensor(name, shape, kind=kind)
    rank = arguments.integer(spec.get("ragged_rank"), None if shape is None else len(shape) - 1)
    if rank == 0:
        return values.tensor(name, shape)
    return values.tensor(name, shape, kind="ragged", ragged_rank=rank)


def spec_of(value: Value, call: Call) -> Value:
    """The type spec of a component, nested like it."""
    return structure.restored(described(value), call)


def described(value: Value) -> Value:
    """The type spec of a component, nested like it, in the form in which datasets keep dicts."""
    return structure.mapped(structure.merged(value), _describe)


def _describe(leaf: Value) -> Value:
    if isinstance(leaf, Tensor):
        cls = {"sparse": "tensorflow.SparseTensorSpec", "ragged": "tensorflow.RaggedTensorSpec"}.get(
            leaf.kind, "tensorflow.TensorSpec"
        )
        state: list[tuple[str, Value]] = [
            ("shape", values.tensor_shape(leaf.shape)),
            ("dtype", values.dtype_value(leaf.dtype)),
        ]
        if leaf.kind == "ragged" and leaf.ragged_rank is not None:
            state.append(("ragged_rank", values.const(leaf.ragged_rank)))
        return values.library_object(cls, state)
    if isinstance(leaf, Dataset):
        return values.library_object("tensorflow.data.DatasetSpec")
    return values.unknown("spec of unknown element")
