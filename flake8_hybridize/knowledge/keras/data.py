"""Which element of the data reaches ``train_step``, ``test_step`` and ``predict_step``.

Observed with Keras 3.15 on TensorFlow 2.21:

- Arrays and tensors of any float type become float32; ints, bools and strings keep their type; lists become
  tuples. Under ``fit`` and ``evaluate`` the batch dimension is the batch size when it divides the number of
  samples, else ``None`` (also when there is one smaller batch only). ``predict`` traces the first batch with its
  size, and once more with ``None`` when the last is smaller (Keras 2: like the others, also with a dataset).
- The element is ``(x, y)`` or ``(x, y, sample_weight)``; without ``y`` it is ``x`` itself, ``(x,)`` when ``x`` is a
  list or tuple. ``class_weight`` adds a float32 weight of ``(batch,)``.
- The elements of a ``tf.data.Dataset`` arrive as they are: float64 stays.
- Arrays from generators and ``PyDataset`` keep their type as well; their first dimension is ``None``.
- With ``run_eagerly=True`` every batch arrives with its own size.
- ``train_on_batch`` and its kin pass ``(x, y, sample_weight)`` (``None`` where not given; ``predict_on_batch``
  ``(x,)``) with all types and dimensions kept; once shapes differ, with what differs as ``None``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.values import (
    INT,
    NONE,
    Array,
    Const,
    Dataset,
    Dim,
    Prim,
    Stream,
    Tensor,
    Tuple,
    Union,
    Unknown,
    Value,
    atoms,
    join,
    join_tensor,
    tensor,
    tuple_of,
    union,
    unknown,
)
from ..data.structure import concrete, restored
from ..data.structure import symbolic as symbolic_structure
from ..protocol import Call
from ..tensorflow import dtypes
from .values import constant, elements, given, integer, leaf_tensor, leaves, map_leaves

DEFAULT_BATCH_SIZE = 32


@dataclass(frozen=True, slots=True)
class Feed:
    """Data as it is given to ``fit``, ``evaluate`` or ``predict``.

    ``mode`` is ``graph``, ``eager`` or ``predict``. ``split`` is the share that ``validation_split`` keeps back,
    ``part`` whether this feed is the first part (``train``) or what is kept back (``validation``).
    """

    x: Value
    y: Value | None = None
    sample_weight: Value | None = None
    batch_size: Value | None = None
    class_weight: Value | None = None
    mode: str = "graph"
    split: Value | None = None
    part: str = "train"


def opaque(reason: str, *, symbolic: bool) -> Value:
    """Data of which nothing is known: tensors, or structures of them."""
    return join(tensor(symbolic=symbolic), unknown(reason))


def elements_of(call: Call, feed: Feed) -> list[Value]:
    """The possible elements, one for each trace."""
    symbolic = feed.mode != "eager"
    x = feed.x
    if isinstance(x, Union):
        return [e for member in x.members for e in elements_of(call, _with_x(feed, member))]
    if isinstance(x, Dataset):
        return [weighted(call, element, feed) for element in _of_dataset(call, x, feed.mode)]
    if isinstance(x, Stream):
        return [weighted(call, _open(call, x.element, symbolic=symbolic), feed)]
    item = call.method(x, "__getitem__")
    if item is not None:
        return [weighted(call, _from_sequence(call, x, item, symbolic=symbolic), feed)]
    iterate = call.method(x, "__iter__")
    if isinstance(x, Unknown) or iterate is not None or not _is_data(call, x):
        return [opaque("data of the training loop", symbolic=symbolic)]
    return _from_arrays(call, feed)


def _with_x(feed: Feed, x: Value) -> Feed:
    return Feed(x, feed.y, feed.sample_weight, feed.batch_size, feed.class_weight, feed.mode, feed.split, feed.part)


def _is_data(call: Call, x: Value) -> bool:
    found = list(leaves(call, x))
    return bool(found) and all(isinstance(leaf, (Array, Tensor, Const, Prim, Unknown)) for leaf in found)


def _of_dataset(call: Call, data: Dataset, mode: str) -> list[Value]:
    """What the dataset declares, under ``fit``; ``predict`` traces the first batch as it is, and the declared element
    when another batch is smaller."""
    declared = restored(symbolic_structure(data.spec), call)
    if mode == "graph":
        return [declared]
    if mode == "eager":
        return list(atoms(restored(concrete(data.element), call)))
    head = restored(symbolic_structure(data.head), call)
    return [head] if data.element is data.head else [head, declared]


def _open(call: Call, element: Value, *, symbolic: bool) -> Value:
    """What a generator yields: tensors with an open first dimension."""

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        if found is None:
            return item
        dims = found.shape
        return tensor(found.dtype, (None, *dims[1:]) if dims else dims, kind=found.kind, symbolic=symbolic)

    return _tuples(call, map_leaves(call, element, leaf, "element"))


def _from_sequence(call: Call, sequence: Value, item: Value, *, symbolic: bool) -> Value:
    for name in ("__len__", "on_epoch_end"):
        own = call.method(sequence, name)
        if own is not None:
            call.invoke(own, [])
    return _open(call, call.invoke(item, [INT]), symbolic=symbolic)


def _tuples(call: Call, value: Value, tag: str = "") -> Value:
    """Lists turned into tuples, at any depth."""
    if isinstance(value, Union):
        return union(_tuples(call, member, f"{tag}|{i}") for i, member in enumerate(value.members))
    if isinstance(value, Tuple):
        if value.names is not None:
            return value
        return tuple_of([_tuples(call, item, f"{tag}.{i}") for i, item in enumerate(value.items)], value.rest)
    if isinstance(value, (Tensor, Array, Const, Prim, Unknown)):
        return value
    items = call.items(value)
    if items is None:
        return value
    mapped = [_tuples(call, item, f"{tag}.{i}") for i, item in enumerate(items.known)]
    if items.keys is not None:
        return call.new_dict(list(zip(items.keys, mapped, strict=True)), items.rest, f"tuples {tag}")
    return tuple_of(mapped, items.rest)


def _from_arrays(call: Call, feed: Feed) -> list[Value]:
    count = _samples(call, feed)
    size = DEFAULT_BATCH_SIZE if not given(feed.batch_size) else integer(feed.batch_size)
    result: dict[Value, None] = {}
    for batch in _batch_dims(feed.mode, count, size):
        result[_element(call, feed, batch)] = None
    return list(result)


def _samples(call: Call, feed: Feed) -> Dim:
    """The number of samples of this part of the data."""
    parts = [feed.x, *(v for v in (feed.y, feed.sample_weight) if v is not None)]
    found = [_rows(leaf) for part in parts for leaf in leaves(call, part)]
    count = next((n for n in found if n is not None), None)
    if not given(feed.split) or feed.split is None or constant(feed.split) == 0:
        return count
    share = constant(feed.split)
    if count is None or not isinstance(share, float):
        return None
    first = math.floor(count * (1.0 - share))
    return first if feed.part == "train" else count - first


def _rows(leaf: Value) -> Dim:
    return leaf.shape[0] if isinstance(leaf, (Array, Tensor)) and leaf.shape else None


def _batch_dims(mode: str, count: Dim, size: Dim) -> Sequence[Dim]:
    if count is None or not size:
        return [None]
    left = count % size
    if mode == "graph":
        return [None if left else size]
    if mode == "predict":
        return [min(count, size), *([None] if left and count > size else [])]
    return [*([size] if count >= size else []), *([left] if left else [])]


def _element(call: Call, feed: Feed, batch: Dim) -> Value:
    symbolic = feed.mode != "eager"

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        if found is None:
            return item
        dtype = "float32" if found.dtype in dtypes.FLOATS else found.dtype
        dims = (batch, *found.shape[1:]) if found.shape else found.shape
        kind = "tensor" if found.kind == "variable" else found.kind
        return tensor(dtype, dims, kind=kind, ragged_rank=found.ragged_rank, symbolic=symbolic)

    x = _tuples(call, map_leaves(call, feed.x, leaf, f"x {batch} {feed.part}"), f"x {batch} {feed.part}")
    if not given(feed.y) or feed.y is None:
        return tuple_of([x]) if isinstance(x, Tuple) else x
    parts = [x, _tuples(call, map_leaves(call, feed.y, leaf, f"y {batch} {feed.part}"), f"y {batch} {feed.part}")]
    if given(feed.sample_weight) and feed.sample_weight is not None:
        parts.append(map_leaves(call, feed.sample_weight, leaf, f"weight {batch} {feed.part}"))
    return weighted(call, tuple_of(parts), feed)


def weighted(call: Call, element: Value, feed: Feed) -> Value:
    """``element`` with the weights that ``class_weight`` adds."""
    if not given(feed.class_weight) or not isinstance(element, Tuple) or len(element.items) != 2:
        return element
    target = element.items[1]
    batch = target.shape[0] if isinstance(target, Tensor) and target.shape else None
    return tuple_of([*element.items, tensor("float32", (batch,), symbolic=feed.mode != "eager")])


def one_batch(call: Call, parts: Sequence[Value | None], *, symbolic: bool) -> Value:
    """The element that ``train_on_batch`` makes of its arguments."""

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        return item if found is None else tensor(found.dtype, found.shape, kind=found.kind, symbolic=symbolic)

    return tuple_of(NONE if part is None else map_leaves(call, part, leaf, f"part {i}") for i, part in enumerate(parts))


def relaxed(seen: Value) -> Value | None:
    """The element of the second trace, where batches of different shapes came: their shapes joined. ``None`` if all
    were alike, or the structures differ."""
    found = _joined(atoms(seen))
    return None if found is None or found in atoms(seen) else found


def _joined(members: Sequence[Value]) -> Value | None:
    first = members[0] if members else NONE
    if all(member is first for member in members):
        return first
    tensors = [member for member in members if isinstance(member, Tensor)]
    if len(tensors) == len(members) and len({(t.kind, t.dtype) for t in tensors}) == 1:
        result = tensors[0]
        for other in tensors[1:]:
            result = join_tensor(result, other)
        return result
    tuples = [member for member in members if isinstance(member, Tuple)]
    if len(tuples) == len(members) and len({len(t.items) for t in tuples}) == 1:
        parts = [_joined(parts) for parts in zip(*(t.items for t in tuples), strict=True)]
        known = [part for part in parts if part is not None]
        return tuple_of(known) if len(known) == len(parts) else None
    return None


def unpack(call: Call, element: Value) -> tuple[Value, Value, Value]:
    """``unpack_x_y_sample_weight``: ``None`` for what is not there."""
    parts = elements(call, element) if isinstance(element, Tuple) else None
    if parts is None:
        missing = unknown("data of the training loop") if isinstance(element, (Union, Unknown)) else NONE
        return element, missing, missing
    padded = [*parts, NONE, NONE, NONE]
    return padded[0], padded[1], padded[2]
