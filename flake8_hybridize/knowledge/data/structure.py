"""The structure of elements: nested tuples and dicts of tensors, as ``tf.data`` keeps them.

In a :class:`~flake8_hybridize.model.values.Dataset` a dict is a tuple with ``names`` and the type name
:data:`DICT`, and a row of a ragged tensor, which is dense but may have any length, is ragged of rank 0.
:func:`normalized` makes that form, :func:`restored` undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ...model import values
from ...model.values import NEVER, Const, Dataset, Dim, Shape, Tensor, Tuple, Union, Unknown, Value
from ..protocol import Call
from ..tensorflow.convert import as_tensor

DICT: Final = "dict"

Leaf = Callable[[Value], Value]


def element(dataset: Dataset, call: Call) -> Value:
    """One element for the program: what iteration gives, or what traced code sees if ``call`` is in a graph."""
    return restored(symbolic(dataset.spec) if call.graph else dataset.element, call)


def normalized(value: Value, call: Call) -> Value:
    """The structure that ``tf.data`` makes of ``value``: leaves become tensors, lists too; dicts are spelled out.

    ``unknown`` for what is no structure of tensors as far as can be told.
    """
    if isinstance(value, Union):
        return values.union(normalized(member, call) for member in value.members)
    if isinstance(value, Tuple):
        if value.rest is not None:
            return values.unknown("tuple of unknown length")
        return _like(value, [normalized(item, call) for item in value.items])
    if isinstance(value, Tensor):
        if value.kind in ("sparse", "ragged", "tensorarray"):
            return value
        return values.tensor(value.dtype, value.shape, symbolic=value.symbolic)
    if isinstance(value, (Dataset, Unknown)) or (isinstance(value, Const) and value.value is None):
        return value
    items = None if isinstance(value, (values.Stream, values.Array)) else call.items(value)
    if items is not None and items.keys is not None:
        names = [key.value for key in items.keys if isinstance(key, Const) and isinstance(key.value, str)]
        if items.rest is not None or len(names) < len(items.known):
            return values.unknown("dict of unknown keys")
        return values.named_tuple(DICT, names, [normalized(item, call) for item in items.known])
    found = as_tensor(call, value)
    if found is None:
        return NEVER
    if found.dtype is None and found.shape is None:
        return values.unknown("element of unknown type")
    return values.tensor(found.dtype, found.shape)


def returned(value: Value, call: Call) -> Value:
    """The structure of what a mapped function returns: a list at the top is a tuple."""
    if isinstance(value, Union):
        return values.union(returned(member, call) for member in value.members)
    items = None if isinstance(value, (Tuple, Tensor, Const, Dataset, values.Array, Unknown)) else call.items(value)
    if items is not None and items.keys is None and items.rest is None and items.mutable:
        value = values.tuple_of(items.known)
    return merged(normalized(value, call))


def restored(value: Value, call: Call) -> Value:
    """``value`` as it is handed to the program: with dicts that are made here, and rows that are dense."""
    if isinstance(value, Union):
        return values.union(restored(member, call) for member in value.members)
    if isinstance(value, Tensor) and value.kind == "ragged" and value.ragged_rank == 0:
        return reshaped(value, value.shape, "tensor")
    if not isinstance(value, Tuple):
        return value
    items = [restored(item, call) for item in value.items]
    if value.type_name == DICT and value.names is not None:
        return call.new_dict([(values.const(name), item) for name, item in zip(value.names, items, strict=True)])
    return _like(value, items)


def has_dict(value: Value) -> bool:
    """A dict is somewhere in ``value``."""
    if isinstance(value, Union):
        return any(has_dict(member) for member in value.members)
    if isinstance(value, Tuple):
        return value.type_name == DICT or any(has_dict(item) for item in value.items)
    return False


def arguments(spec: Value, call: Call) -> list[Value]:
    """The positional arguments of a function that gets elements: plain tuples are spread out, nothing else is."""
    found = symbolic(merged(spec))
    if isinstance(found, Tuple) and found.names is None and found.rest is None:
        return [restored(item, call) for item in found.items]
    return [restored(found, call)]


def mapped(value: Value, leaf: Leaf) -> Value:
    """``value`` with ``leaf`` applied to everything that is neither tuple nor union; ``NEVER`` if one leaf is."""
    if isinstance(value, Union):
        return values.union(mapped(member, leaf) for member in value.members)
    if not isinstance(value, Tuple):
        return leaf(value)
    items = [mapped(item, leaf) for item in value.items]
    return NEVER if NEVER in items else _like(value, items)


def on_tensors(shape: Callable[[Tensor], Value]) -> Leaf:
    """The leaf function that changes tensors and leaves the rest."""

    def leaf(value: Value) -> Value:
        return shape(value) if isinstance(value, Tensor) else value

    return leaf


def leaves(value: Value) -> list[Value]:
    """Everything in ``value`` that is neither tuple nor union."""
    if isinstance(value, Union):
        return [found for member in value.members for found in leaves(member)]
    if isinstance(value, Tuple):
        return [found for item in value.items for found in leaves(item)]
    return [value]


def symbolic(value: Value) -> Value:
    """``value`` as code that is traced sees it."""
    return mapped(value, on_tensors(lambda t: _with_symbolic(t, True)))


def concrete(value: Value) -> Value:
    """``value`` as eager iteration gives it."""
    return mapped(value, on_tensors(lambda t: _with_symbolic(t, False)))


def _with_symbolic(t: Tensor, flag: bool) -> Tensor:
    return values.tensor(t.dtype, t.shape, kind=t.kind, ragged_rank=t.ragged_rank, symbolic=flag)


def reshaped(t: Tensor, shape: Shape, kind: str | None = None, ragged_rank: int | None = None) -> Tensor:
    """``t`` with another shape (and kind)."""
    return values.tensor(t.dtype, shape, kind=kind or t.kind, ragged_rank=ragged_rank, symbolic=t.symbolic)


def row(t: Tensor) -> Value:
    """One slice of ``t`` along the first dimension; ``NEVER`` for scalars."""
    if t.shape == ():
        return NEVER
    rest = None if t.shape is None else t.shape[1:]
    if t.kind != "ragged":
        return reshaped(t, rest)
    if t.ragged_rank is None:
        return reshaped(t, None)
    if t.ragged_rank <= 1:
        return reshaped(t, rest, "ragged", 0)
    return reshaped(t, None if rest is None else (None, *rest[1:]), "ragged", t.ragged_rank - 1)


def rows(t: Tensor, count: Dim) -> Tensor:
    """``count`` elements like ``t`` stacked by ``batch``; ragged ones get one more ragged dimension."""
    shape = None if t.shape is None else (count, *t.shape)
    if t.kind == "ragged":
        return reshaped(t, shape, "ragged", None if t.ragged_rank is None else t.ragged_rank + 1)
    return reshaped(t, shape)


def first_dim(value: Value) -> Dim:
    """The first dimension that the tensors in ``value`` have in common, as far as one of them tells."""
    dims = {t.shape[0] for t in leaves(value) if isinstance(t, Tensor) and t.shape} - {None}
    return dims.pop() if len(dims) == 1 else None


def merged(value: Value) -> Value:
    """One structure that covers the alternatives of ``value``; ``unknown`` where their structures differ."""
    if isinstance(value, Tuple):
        return _like(value, [merged(item) for item in value.items])
    if not isinstance(value, Union):
        return value
    if value is NEVER:
        return NEVER
    members = [merged(member) for member in value.members]
    found = members[0]
    for other in members[1:]:
        found = _merge(found, other)
    return found


def _merge(left: Value, right: Value) -> Value:
    if left is right:
        return left
    if isinstance(left, Tensor) and isinstance(right, Tensor) and left.kind == right.kind:
        return values.join_tensor(left, right)
    if isinstance(left, Tuple) and isinstance(right, Tuple):
        if len(left.items) == len(right.items) and left.names == right.names:
            return _like(left, [_merge(a, b) for a, b in zip(left.items, right.items, strict=True)])
    if isinstance(left, Dataset) and isinstance(right, Dataset):
        return joined([left, right], None)
    return values.unknown("elements of different structure")


def joined(datasets: Sequence[Dataset], cardinality: int | None) -> Dataset:
    """The dataset whose elements come from any of ``datasets``."""
    union = values.union(d.element for d in datasets)
    spec = merged(values.union(d.spec for d in datasets))
    return values.dataset(union, cardinality, any(d.distributed for d in datasets), spec)


def _like(value: Tuple, items: Sequence[Value]) -> Tuple:
    if value.names is not None and value.type_name is not None:
        return values.named_tuple(value.type_name, value.names, items)
    return values.tuple_of(items)
