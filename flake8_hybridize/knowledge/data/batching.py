"""Methods of datasets that put elements together and take them apart: ``batch``, ``window``, ``unbatch``, …"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import INFINITE, NEVER, Dataset, Dim, Shape, Tensor, Tuple, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments
from . import structure

Stack = Callable[[Tensor, Dim], Value]


def groups(count: int | None, size: int | None, drop: bool | None) -> int | None:
    """How many batches of ``size`` come of ``count`` elements."""
    if count is None or count == INFINITE:
        return count
    if size is None or drop is None or size < 1:
        return None
    return count // size if drop else -(-count // size)


def stacked(dataset: Dataset, size: int | None, drop: bool | None, stack: Stack, spec_stack: Stack) -> Value:
    """The dataset of ``size`` elements each put together by ``stack``.

    Iteration gives full batches and the last partial one, whose sizes are known if the number of elements is.
    Traced code knows the size only where the remainder is dropped.
    """
    if isinstance(size, int) and size < 1:
        return NEVER
    whole = structure.merged(dataset.element)

    def of(count: Dim) -> Value:
        return structure.mapped(whole, structure.on_tensors(lambda t: stack(t, count)))

    fixed = size if drop else None
    spec = structure.mapped(dataset.spec, structure.on_tensors(lambda t: spec_stack(t, fixed)))
    total = dataset.cardinality
    number = groups(total, size, drop)
    if size is None or (total is None and not drop) or drop is None:
        return values.dataset(of(None), number, spec=spec)
    if drop or total is None or total == INFINITE:
        return values.dataset(of(size), number, spec=spec)
    sizes = [size] * (total >= size) + [total % size] * (total % size > 0)
    if not sizes:
        return values.dataset(of(None), number, spec=spec)
    parts = [of(count) for count in sizes]
    return values.dataset(values.union(parts), number, spec=spec, head=parts[0])


def _receiver(call: Call) -> Dataset | None:
    return call.receiver if isinstance(call.receiver, Dataset) else None


def _dataset_rule(rule: Callable[[Call, Dataset], Value]) -> Rule:
    def guarded(call: Call) -> Value:
        dataset = _receiver(call)
        return rule(call, dataset) if dataset is not None else values.unknown(f"{call.name} of something else")

    guarded.__doc__ = rule.__doc__
    return guarded


def _batch(call: Call, dataset: Dataset) -> Value:
    """``batch``: elements stacked; sparse ones stay sparse, ragged ones get a ragged dimension more."""
    size = arguments.integer(call.arg("batch_size"))
    return stacked(dataset, size, arguments.flag(call, "drop_remainder"), structure.rows, structure.rows)


def _ragged_batch(call: Call, dataset: Dataset) -> Value:
    """``ragged_batch``: dense elements of unknown dimensions become ragged ones."""

    def stack(t: Tensor, count: Dim) -> Value:
        return _ragged_rows(t, t.shape, count)

    size = arguments.integer(call.arg("batch_size"))
    drop = arguments.flag(call, "drop_remainder")
    if dataset.element is dataset.spec or all(t.shape == s.shape for t, s in _pairs(dataset)):
        return stacked(dataset, size, drop, stack, stack)
    # What is ragged is decided by what is known while tracing.
    whole = values.dataset(structure.concrete(dataset.spec), dataset.cardinality, spec=dataset.spec)
    return stacked(whole, size, drop, stack, stack)


def _pairs(dataset: Dataset) -> list[tuple[Tensor, Tensor]]:
    elements = structure.leaves(structure.merged(dataset.element))
    specs = structure.leaves(dataset.spec)
    if len(elements) != len(specs):
        return []
    return [(t, s) for t, s in zip(elements, specs, strict=True) if isinstance(t, Tensor) and isinstance(s, Tensor)]


def _ragged_rows(t: Tensor, shape: Shape, count: Dim) -> Value:
    if t.kind != "tensor" or shape is None:
        return structure.rows(t, count) if t.kind != "tensor" else values.unknown("ragged or dense batch")
    unknown_dims = [i for i, dim in enumerate(shape) if dim is None]
    if not unknown_dims:
        return structure.rows(t, count)
    return structure.reshaped(t, (count, *shape), "ragged", max(unknown_dims) + 1)


def _padded_batch(call: Call, dataset: Dataset) -> Value:
    """``padded_batch``: ``padded_shapes`` fixes dimensions; without them unknown ones grow to the longest."""
    size = arguments.integer(call.arg("batch_size"))
    drop = arguments.flag(call, "drop_remainder")
    given = call.arg("padded_shapes")
    spec = structure.merged(dataset.spec)
    element = structure.merged(dataset.element)
    if given is not None and not arguments.is_none(given):
        element = _padded(element, given, call, keep=True)
        spec = _padded(spec, given, call, keep=False)
    padded = values.dataset(element, dataset.cardinality, spec=spec)
    return stacked(padded, size, drop, structure.rows, structure.rows)


def _padded(value: Value, shapes: Value, call: Call, *, keep: bool) -> Value:
    """``value`` padded to ``shapes`` of the same structure; with ``keep`` a dimension left open stays as it is."""
    if isinstance(value, Tuple):
        items = None if isinstance(shapes, values.TensorShape) else call.items(shapes)
        if items is None or items.rest is not None or len(items.known) != len(value.items):
            return structure.mapped(value, structure.on_tensors(_of_same_rank))
        inner = [
            _padded(v, s, call, keep=keep)
            for v, s in zip(value.items, _in_order(value, items.known, items.keys), strict=True)
        ]
        return (
            values.tuple_of(inner)
            if value.names is None
            else values.named_tuple(value.type_name or "", value.names, inner)
        )
    if not isinstance(value, Tensor):
        return value
    target = arguments.dims(call, shapes)
    if target is None:
        return _of_same_rank(value)
    own = value.shape if value.shape is not None else (None,) * len(target)
    if len(own) != len(target):
        return NEVER
    dims: list[Dim] = []
    for dim, to in zip(own, target, strict=True):
        if to is not None and to >= 0:
            dims.append(to)
        else:
            dims.append(dim if keep else None)
    return structure.reshaped(value, tuple(dims))


def _in_order(value: Tuple, shapes: tuple[Value, ...], keys: tuple[Value, ...] | None) -> tuple[Value, ...]:
    if keys is None or value.names is None:
        return shapes
    by_key = {getattr(key, "value", None): shape for key, shape in zip(keys, shapes, strict=True)}
    return tuple(by_key.get(name, values.unknown()) for name in value.names)


def _of_same_rank(t: Tensor) -> Tensor:
    return structure.reshaped(t, None if t.shape is None else (None,) * len(t.shape))


def _unbatch(call: Call, dataset: Dataset) -> Value:
    """``unbatch``: the rows of every element; their number is known where every element has as many."""
    element = structure.mapped(dataset.element, structure.on_tensors(structure.row))
    spec = structure.mapped(structure.merged(dataset.spec), structure.on_tensors(structure.row))
    size = structure.first_dim(dataset.spec)
    total = dataset.cardinality
    number = total * size if size is not None and total is not None and total != INFINITE else None
    return values.dataset(element, INFINITE if total == INFINITE else number, spec=spec)


def _rebatch(call: Call, dataset: Dataset) -> Value:
    """``rebatch``: elements taken apart and batched anew."""
    total, size = dataset.cardinality, structure.first_dim(dataset.spec)
    count = total * size if total is not None and total != INFINITE and size is not None else None
    apart = values.dataset(
        structure.mapped(structure.merged(dataset.element), structure.on_tensors(structure.row)),
        INFINITE if total == INFINITE else count,
        spec=structure.mapped(dataset.spec, structure.on_tensors(structure.row)),
    )
    size = arguments.integer(call.arg("batch_size"))
    return stacked(apart, size, arguments.flag(call, "drop_remainder"), structure.rows, structure.rows)


def _window(call: Call, dataset: Dataset) -> Value:
    """``window``: every component becomes a dataset of up to ``size`` elements."""
    size = arguments.integer(call.arg("size"))
    shift = arguments.integer(call.arg("shift"), size) if not arguments.is_none(call.arg("shift")) else size
    stride = arguments.integer(call.arg("stride"), 1)
    drop = arguments.flag(call, "drop_remainder")
    total = dataset.cardinality
    number: int | None = None
    if total == INFINITE:
        number = INFINITE
    elif None not in (total, size, shift, stride) and drop is not None:
        assert total is not None and size is not None and shift is not None and stride is not None
        span = (size - 1) * stride + 1
        number = max(0, (total - span) // shift + 1) if drop else -(-total // shift)
    inner = size if drop or total == INFINITE else None

    def part(element: Value, spec: Value) -> Value:
        if isinstance(spec, Tuple) and isinstance(element, Tuple) and len(spec.items) == len(element.items):
            made = [part(e, s) for e, s in zip(element.items, spec.items, strict=True)]
            return (
                values.tuple_of(made)
                if spec.names is None
                else values.named_tuple(spec.type_name or "", spec.names, made)
            )
        return values.dataset(element, inner, spec=spec)

    return values.dataset(part(structure.merged(dataset.element), structure.merged(dataset.spec)), number)


def _sparse_batch(call: Call, dataset: Dataset) -> Value:
    """``sparse_batch``: dense elements of different sizes as one sparse tensor."""
    rows = arguments.dims(call, call.arg("row_shape"))
    leaf = structure.merged(dataset.spec)
    if not isinstance(leaf, Tensor):
        return values.dataset(values.unknown("sparse batch"))
    shape = None if rows is None else (None, *rows)
    made = values.tensor(leaf.dtype, shape, kind="sparse")
    size = arguments.integer(call.arg("batch_size"))
    return values.dataset(made, groups(dataset.cardinality, size, False), spec=structure.symbolic(made))


_NAMES: Final[dict[str, Callable[[Call, Dataset], Value]]] = {
    "batch": _batch,
    "padded_batch": _padded_batch,
    "ragged_batch": _ragged_batch,
    "sparse_batch": _sparse_batch,
    "unbatch": _unbatch,
    "rebatch": _rebatch,
    "window": _window,
}

RULES: Final[dict[str, Rule]] = {
    f"tensorflow.data.Dataset.{name}": _dataset_rule(rule) for name, rule in _NAMES.items()
}
