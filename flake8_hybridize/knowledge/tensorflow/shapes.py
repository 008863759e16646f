"""Arithmetic of static shapes: pure functions on plain tuples.

A shape is a tuple of ``int | None`` (an unknown dimension), or ``None`` when the rank is unknown.
Functions answer :data:`INCOMPATIBLE` when TensorFlow raises for every tensor of these shapes. What they
answer else covers every shape that can come out.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from typing import Final, Literal

from ...model.values import Dim, Shape


class Incompatible(enum.Enum):
    """The type of :data:`INCOMPATIBLE`."""

    INCOMPATIBLE = "incompatible"


INCOMPATIBLE: Final = Incompatible.INCOMPATIBLE
ShapeOr = Shape | Literal[Incompatible.INCOMPATIBLE]
DimOr = Dim | Literal[Incompatible.INCOMPATIBLE]


class Axes(enum.Enum):
    """Axes of a reduction that are no list: all of them, or nobody knows which."""

    ALL = "all"
    UNKNOWN = "unknown"


# A list of axes may hold ``None`` for one that is unknown.
AxesOr = tuple[int | None, ...] | Axes


def is_full(shape: Shape) -> bool:
    """Every dimension is known."""
    return shape is not None and None not in shape


def rank(shape: Shape) -> int | None:
    """The number of dimensions."""
    return None if shape is None else len(shape)


def size(shape: Shape) -> Dim:
    """The number of elements; 0 as soon as one dimension is 0."""
    if shape is None:
        return None
    if 0 in shape:
        return 0
    return None if None in shape else math.prod(d for d in shape if d is not None)


def unknown_of_rank(n: int | None) -> Shape:
    """The shape of ``n`` unknown dimensions."""
    return None if n is None else (None,) * n


def dim_product(left: Dim, right: Dim) -> Dim:
    """``left * right``."""
    if left == 0 or right == 0:
        return 0
    return None if left is None or right is None else left * right


def dim_sum(left: Dim, right: Dim) -> Dim:
    """``left + right``."""
    return None if left is None or right is None else left + right


def axis_index(axis: int, n: int) -> int | Literal[Incompatible.INCOMPATIBLE]:
    """``axis`` counted from the front, for a tensor of ``n`` dimensions."""
    if not -n <= axis < n:
        return INCOMPATIBLE
    return axis % n


def same_dim(left: Dim, right: Dim) -> DimOr:
    """The dimension that both are, where they have to be equal."""
    if left is None:
        return right
    if right is None or left == right:
        return left
    return INCOMPATIBLE


def same(left: Shape, right: Shape) -> ShapeOr:
    """The shape that both are, where they have to be equal."""
    if left is None:
        return right
    if right is None:
        return left
    if len(left) != len(right):
        return INCOMPATIBLE
    merged: list[Dim] = []
    for a, b in zip(left, right, strict=True):
        dim = same_dim(a, b)
        if dim is INCOMPATIBLE:
            return INCOMPATIBLE
        merged.append(dim)
    return tuple(merged)


def same_of(shapes: Sequence[Shape]) -> ShapeOr:
    """The shape that all are."""
    merged: Shape = None
    for shape in shapes:
        step = same(merged, shape)
        if step is INCOMPATIBLE:
            return INCOMPATIBLE
        merged = step
    return merged


def prefixed(prefix: Shape, rest: Shape) -> Shape:
    """The dimensions of ``prefix`` followed by those of ``rest``."""
    return None if prefix is None or rest is None else (*prefix, *rest)


def broadcast_dim(left: Dim, right: Dim) -> DimOr:
    """The common dimension under broadcasting."""
    if left == 1:
        return right
    if right == 1:
        return left
    if left is None:
        # An unknown dimension beside one above 1 can only be that or 1.
        return right
    if right is None or left == right:
        return left
    return INCOMPATIBLE


def broadcast(left: Shape, right: Shape) -> ShapeOr:
    """The shape of an elementwise op (NumPy's broadcasting)."""
    if left is None or right is None:
        return None
    n = max(len(left), len(right))
    a = (1,) * (n - len(left)) + left
    b = (1,) * (n - len(right)) + right
    merged: list[Dim] = []
    for x, y in zip(a, b, strict=True):
        dim = broadcast_dim(x, y)
        if dim is INCOMPATIBLE:
            return INCOMPATIBLE
        merged.append(dim)
    return tuple(merged)


def broadcast_of(shapes: Sequence[Shape]) -> ShapeOr:
    """The common shape of several operands."""
    merged: Shape = ()
    for shape in shapes:
        step = broadcast(merged, shape)
        if step is INCOMPATIBLE:
            return INCOMPATIBLE
        merged = step
    return merged


def reduce(shape: Shape, axes: AxesOr, keepdims: bool | None = False) -> ShapeOr:
    """The shape after reducing ``axes``. Axes that occur twice raise."""
    if axes is Axes.ALL and keepdims is False:
        return ()
    if shape is None or keepdims is None:
        return None
    n = len(shape)
    if axes is Axes.ALL:
        return (1,) * n
    if axes is Axes.UNKNOWN:
        return tuple(1 if d == 1 else None for d in shape) if keepdims else None
    assert isinstance(axes, tuple)
    found: set[int] = set()
    for axis in axes:
        if axis is not None:
            index = axis_index(axis, n)
            if index is INCOMPATIBLE or index in found:
                return INCOMPATIBLE
            found.add(index)
    hidden = len(axes) - len(found)
    if len(axes) > n:
        return INCOMPATIBLE
    if hidden:
        if keepdims:
            return tuple(1 if i in found or d == 1 else None for i, d in enumerate(shape))
        return _without_unknown_axes(tuple(d for i, d in enumerate(shape) if i not in found), hidden)
    if keepdims:
        return tuple(1 if i in found else d for i, d in enumerate(shape))
    return tuple(d for i, d in enumerate(shape) if i not in found)


def _without_unknown_axes(dims: tuple[Dim, ...], count: int) -> Shape:
    kept = len(dims) - count
    # Position i of the result comes from one of the positions i … i + count.
    return tuple(dims[i] if len(set(dims[i : i + count + 1])) == 1 else None for i in range(kept))


def transpose(shape: Shape, perm: Sequence[int | None] | None) -> ShapeOr:
    """Dimensions in the order ``perm``; reversed without one."""
    if perm is None:
        return None if shape is None else shape[::-1]
    n = len(perm)
    if shape is None:
        return (None,) * n
    if len(shape) != n:
        return INCOMPATIBLE
    if None in perm:
        return (None,) * n
    order = [axis_index(p, n) for p in perm if p is not None]
    if INCOMPATIBLE in order or len(set(order)) != n:
        return INCOMPATIBLE
    return tuple(shape[p] for p in order if p is not INCOMPATIBLE)


def reshape(shape: Shape, target: Shape) -> ShapeOr:
    """``tf.reshape``: one -1 of ``target`` is what is left over. Unknown target dimensions may be -1 too."""
    if target is None:
        return None
    if any(d is not None and d < -1 for d in target) or target.count(-1) > 1:
        return INCOMPATIBLE
    total = size(shape)
    known = math.prod(d for d in target if d is not None and d != -1)
    holes = sum(1 for d in target if d is None or d == -1)
    if total is None:
        return tuple(None if d == -1 else d for d in target)
    if holes == 0:
        return target if known == total else INCOMPATIBLE
    if known == 0:
        return tuple(None if d == -1 else d for d in target) if total == 0 else INCOMPATIBLE
    if total % known:
        return INCOMPATIBLE
    if holes == 1:
        return tuple(total // known if d is None or d == -1 else d for d in target)
    return tuple(None if d == -1 else d for d in target)


def expand_dims(shape: Shape, axis: int | None) -> ShapeOr:
    """A dimension of 1 put in before ``axis``."""
    if shape is None:
        return None
    n = len(shape) + 1
    if axis is None:
        return (None,) * n
    index = axis_index(axis, n)
    if index is INCOMPATIBLE:
        return INCOMPATIBLE
    return (*shape[:index], 1, *shape[index:])


def squeeze(shape: Shape, axes: AxesOr) -> ShapeOr:
    """Dimensions of 1 removed: ``axes``, or all of them (also for an empty list, as TensorFlow does)."""
    if shape is None or axes is Axes.UNKNOWN:
        return None
    if axes is Axes.ALL or axes == ():
        return None if None in shape else tuple(d for d in shape if d != 1)
    assert isinstance(axes, tuple)
    if None in axes:
        return None
    gone = [axis_index(axis, len(shape)) for axis in axes if axis is not None]
    if INCOMPATIBLE in gone or any(shape[i] not in (1, None) for i in gone if i is not INCOMPATIBLE):
        return INCOMPATIBLE
    return tuple(d for i, d in enumerate(shape) if i not in gone)


def concat(shapes: Sequence[Shape], axis: int | None) -> ShapeOr:
    """Shapes joined along ``axis``; all other dimensions are equal."""
    if axis is None:
        ranks = {len(s) for s in shapes if s is not None}
        if len(ranks) > 1 or 0 in ranks:
            return INCOMPATIBLE
        return (None,) * ranks.pop() if ranks else None
    n = next((len(s) for s in shapes if s is not None), None)
    if n is None:
        return None
    index = axis_index(axis, n)
    if index is INCOMPATIBLE:
        return INCOMPATIBLE
    joined: Dim = 0
    others: Shape = None
    for shape in shapes:
        if shape is None:
            joined = None
            continue
        if len(shape) != n:
            return INCOMPATIBLE
        joined = dim_sum(joined, shape[index])
        step = same(others, (*shape[:index], None, *shape[index + 1 :]))
        if step is INCOMPATIBLE:
            return INCOMPATIBLE
        others = step
    return None if others is None else (*others[:index], joined, *others[index + 1 :])


def stack(shapes: Sequence[Shape], axis: int | None, count: Dim) -> ShapeOr:
    """``count`` tensors of equal shape put into a new dimension at ``axis``."""
    merged = same_of(shapes)
    if merged is INCOMPATIBLE or merged is None:
        return merged
    if axis is None:
        return (None,) * (len(merged) + 1)
    index = axis_index(axis, len(merged) + 1)
    if index is INCOMPATIBLE:
        return INCOMPATIBLE
    return (*merged[:index], count, *merged[index:])


def replace_dim(shape: Shape, axis: int | None, dim: Dim) -> ShapeOr:
    """``shape`` with another dimension at ``axis`` (anywhere when that is unknown)."""
    if shape is None:
        return None
    if axis is None:
        return (None,) * len(shape)
    index = axis_index(axis, len(shape))
    if index is INCOMPATIBLE:
        return INCOMPATIBLE
    return (*shape[:index], dim, *shape[index + 1 :])


def dim_at(shape: Shape, axis: int | None) -> Dim:
    """The dimension ``axis``, ``None`` if it is unknown or there is none."""
    if shape is None or axis is None or not -len(shape) <= axis < len(shape):
        return None
    return shape[axis]


def tile(shape: Shape, multiples: Shape) -> ShapeOr:
    """Every dimension times its multiple."""
    if multiples is None:
        return unknown_of_rank(rank(shape))
    if shape is None:
        return tuple(0 if m == 0 else None for m in multiples)
    if len(shape) != len(multiples) or any(m is not None and m < 0 for m in multiples):
        return INCOMPATIBLE
    return tuple(dim_product(d, m) for d, m in zip(shape, multiples, strict=True))


def slice_dim(dim: Dim, start: Dim, stop: Dim, step: Dim, *, has_start: bool, has_stop: bool) -> Dim:
    """The length of ``start:stop:step`` of a dimension; bounds that are there but unknown are ``None``."""
    if step is None or step == 0:
        return None
    begin = start if has_start else (0 if step > 0 else -1)
    if step == 1 and has_stop and stop is not None and (not has_start or start == 0):
        if stop < 0:
            return None if dim is None else max(dim + stop, 0)
        if dim is None:
            return 0 if stop == 0 else None
        return min(stop, dim)
    if (has_start and start is None) or (has_stop and stop is None):
        return 0 if dim == 0 else None
    if dim is not None:
        return len(range(*slice(start if has_start else None, stop if has_stop else None, step).indices(dim)))
    if begin is not None and has_stop and stop is not None and (begin >= 0) == (stop >= 0):
        span = len(range(begin, stop, step))
        return 0 if span == 0 else None
    return None


def slice_dims(shape: Shape, begin: Shape, extent: Shape) -> ShapeOr:
    """``tf.slice``: ``extent`` elements from ``begin`` on in each dimension, -1 for the rest."""
    n = next((len(s) for s in (shape, begin, extent) if s is not None), None)
    if n is None:
        return None
    dims = shape if shape is not None else (None,) * n
    starts = begin if begin is not None else (None,) * n
    extents = extent if extent is not None else (None,) * n
    if not len(dims) == len(starts) == len(extents):
        return INCOMPATIBLE
    result: list[Dim] = []
    for dim, start, length in zip(dims, starts, extents, strict=True):
        if start is not None and (start < 0 or (dim is not None and start > dim)):
            return INCOMPATIBLE
        if length == -1:
            result.append(None if dim is None or start is None else dim - start)
            continue
        if length is not None and (length < -1 or (dim is not None and (start or 0) + length > dim)):
            return INCOMPATIBLE
        result.append(length)
    return tuple(result)


def pad(shape: Shape, before: Shape, after: Shape) -> ShapeOr:
    """Every dimension with its padding before and after."""
    n = next((len(s) for s in (shape, before, after) if s is not None), None)
    if n is None:
        return None
    dims, lower, upper = ((None,) * n if s is None else s for s in (shape, before, after))
    if not len(dims) == len(lower) == len(upper):
        return INCOMPATIBLE
    return tuple(dim_sum(dim_sum(d, lo), hi) for d, lo, hi in zip(dims, lower, upper, strict=True))
