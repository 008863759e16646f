"""Functions of NumPy that reshape, repeat and reorder arrays."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Dim, Shape, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes
from ..tensorflow.shapes import INCOMPATIBLE
from . import promotion
from .reading import (
    METHOD_PREFIX,
    array_at,
    as_methods,
    at,
    axes_at,
    dims_at,
    given,
    integer_at,
    positional,
)


def _is_method(call: Call) -> bool:
    return call.name.startswith(METHOD_PREFIX)


def _spread(call: Call, *names: str) -> Shape:
    """Integers given one by one or as one sequence, in a method."""
    rest = positional(call)[1:]
    if len(rest) > 1:
        return tuple(arguments.integer(value) for value in rest)
    return dims_at(call, 1, *names)


def _reshape(call: Call) -> Value:
    """``reshape``: one −1 is what is left over."""
    array = array_at(call, 0, "a")
    target = _spread(call, "shape", "newshape")
    shape = shapes.reshape(array.shape, target)
    content = array.content if shape is not INCOMPATIBLE and shape is not None and len(shape) == 1 else None
    if shape is INCOMPATIBLE:
        return NEVER
    return values.array(array.dtype, shape, content=content if isinstance(content, tuple) else None)


def _flat(call: Call) -> Value:
    """``ravel``, ``flatten``."""
    array = array_at(call, 0, "a")
    content = array.content if isinstance(array.content, tuple) else None
    return values.array(array.dtype, (shapes.size(array.shape),), content=content)


def _transpose(call: Call) -> Value:
    """``transpose``, ``permute_dims``: reversed without axes."""
    array = array_at(call, 0, "a")
    if len(positional(call)) < 2 and at(call, 1, "axes") is None:
        return given(array.dtype, shapes.transpose(array.shape, None), scalar=False)
    if len(positional(call)) == 2 and at(call, 1, "axes") is None:
        return given(array.dtype, shapes.transpose(array.shape, None), scalar=False)
    order = _spread(call, "axes")
    if order is None:
        return given(array.dtype, shapes.unknown_of_rank(shapes.rank(array.shape)), scalar=False)
    return given(array.dtype, shapes.transpose(array.shape, order), scalar=False)


def _swapaxes(call: Call) -> Value:
    """``swapaxes(a, i, j)``."""
    array = array_at(call, 0, "a")
    axes = [integer_at(call, i, None, name) for i, name in ((1, "axis1"), (2, "axis2"))]
    if array.shape is None or None in axes:
        return given(array.dtype, shapes.unknown_of_rank(shapes.rank(array.shape)), scalar=False)
    i, j = (shapes.axis_index(axis, len(array.shape)) for axis in axes if axis is not None)
    if i is INCOMPATIBLE or j is INCOMPATIBLE:
        return NEVER
    dims = list(array.shape)
    dims[i], dims[j] = dims[j], dims[i]
    return given(array.dtype, tuple(dims), scalar=False)


def _moveaxis(call: Call) -> Value:
    """``moveaxis(a, source, destination)``."""
    array = array_at(call, 0, "a")
    source, target = dims_at(call, 1, "source"), dims_at(call, 2, "destination")
    if array.shape is None or source is None or target is None or None in source or None in target:
        return given(array.dtype, shapes.unknown_of_rank(shapes.rank(array.shape)), scalar=False)
    rank = len(array.shape)
    origins = [axis % rank for axis in source if axis is not None and -rank <= axis < rank]
    places = [axis % rank for axis in target if axis is not None and -rank <= axis < rank]
    if len(origins) < len(source) or len(places) < len(target) or len(origins) != len(places):
        return NEVER
    order = [axis for axis in range(rank) if axis not in origins]
    for place, origin in sorted(zip(places, origins, strict=True)):
        order.insert(place, origin)
    return given(array.dtype, shapes.transpose(array.shape, order), scalar=False)


def _expand_dims(call: Call) -> Value:
    """``expand_dims``: one axis or several."""
    array = array_at(call, 0, "a")
    axes = axes_at(call, 1)
    if not isinstance(axes, tuple) or None in axes or array.shape is None:
        known = isinstance(axes, tuple) and array.shape is not None
        rank = len(array.shape or ()) + len(axes) if known and isinstance(axes, tuple) else None
        return given(array.dtype, shapes.unknown_of_rank(rank), scalar=False)
    rank = len(array.shape) + len(axes)
    places = [shapes.axis_index(axis, rank) for axis in axes if axis is not None]
    if INCOMPATIBLE in places or len(set(places)) < len(places):
        return NEVER
    source = iter(array.shape)
    return given(array.dtype, tuple(1 if i in places else next(source) for i in range(rank)), scalar=False)


def _squeeze(call: Call) -> Value:
    """``squeeze``: dimensions of 1 go."""
    array = array_at(call, 0, "a")
    axes = axes_at(call, 1)
    shape = array.shape if axes == () else shapes.squeeze(array.shape, axes)
    return given(array.dtype, shape, scalar=array.scalar)


def at_least(array: Array, rank: int) -> Array:
    """``array`` with dimensions of 1 added up to ``rank``, as ``atleast_3d`` and ``dstack`` do."""
    if array.shape is None:
        return array
    shape = array.shape
    if rank == 3 and len(shape) < 3:
        shape = {0: (1, 1, 1), 1: (1, *shape, 1), 2: (*shape, 1)}[len(shape)]
    return values.array(array.dtype, (1,) * (rank - len(shape)) + shape)


def _tile(call: Call) -> Value:
    """``tile``: missing dimensions on either side count as 1."""
    array = array_at(call, 0, "A")
    times = dims_at(call, 1, "reps")
    if array.shape is None or times is None:
        return values.array(array.dtype, None)
    rank = max(len(array.shape), len(times))
    shape = (1,) * (rank - len(array.shape)) + array.shape
    return given(array.dtype, shapes.tile(shape, (1,) * (rank - len(times)) + times), scalar=False)


def _repeat(call: Call) -> Value:
    """``repeat``: every element so often; flat without an axis."""
    array = array_at(call, 0, "a")
    value = at(call, 1, "repeats")
    times = arguments.integer(value) if isinstance(value, Const) else None
    axis = at(call, 2, "axis")
    if axis is None:
        return values.array(array.dtype, (shapes.dim_product(shapes.size(array.shape), times),))
    index = arguments.integer(axis)
    dim = shapes.dim_product(shapes.dim_at(array.shape, index), times)
    return given(array.dtype, shapes.replace_dim(array.shape, index, dim))


def _pad(call: Call) -> Value:
    """``pad``: a number for all sides, a pair for all dimensions, or a pair for each."""
    array = array_at(call, 0, "array")
    value = at(call, 1, "pad_width")
    rank = shapes.rank(array.shape)
    if rank is None or value is None:
        return values.array(array.dtype, None)
    widths = array_at(call, 1, "pad_width")
    if widths.shape == () and isinstance(widths.content, int):
        return given(array.dtype, shapes.pad(array.shape, (widths.content,) * rank, (widths.content,) * rank))
    if isinstance(widths.content, tuple) and len(widths.content) == 2:
        return given(array.dtype, shapes.pad(array.shape, (widths.content[0],) * rank, (widths.content[1],) * rank))
    items = call.items(value)
    pairs = [arguments.dims(call, item) for item in items.known] if items is not None and items.rest is None else []
    if len(pairs) == 1 and rank > 1:
        pairs = pairs * rank
    if len(pairs) != rank or any(pair is None or len(pair) != 2 for pair in pairs):
        return given(array.dtype, (None,) * rank)
    before = tuple(pair[0] for pair in pairs if pair is not None)
    after = tuple(pair[1] for pair in pairs if pair is not None)
    return given(array.dtype, shapes.pad(array.shape, before, after))


def _same(call: Call) -> Value:
    """An array of the same shape and dtype."""
    array = array_at(call, 0, "m", "a", "arr", "x")
    return values.array(array.dtype, array.shape)


def _copy(call: Call) -> Value:
    """``copy``: also of a NumPy scalar."""
    array = array_at(call, 0, "a")
    return values.array(array.dtype, array.shape, content=array.content, scalar=array.scalar and _is_method(call))


def _rot90(call: Call) -> Value:
    """``rot90``: the first two dimensions change places on odd turns."""
    array = array_at(call, 0, "m")
    turns = integer_at(call, 1, 1, "k")
    if array.shape is None or len(array.shape) < 2 or turns is None or at(call, 2, "axes") is not None:
        return values.array(array.dtype, shapes.unknown_of_rank(shapes.rank(array.shape)))
    first, second, *rest = array.shape
    return values.array(array.dtype, (second, first, *rest) if turns % 2 else array.shape)


def _broadcast_to(call: Call) -> Value:
    """``broadcast_to``."""
    return given(array_at(call, 0, "array").dtype, dims_at(call, 1, "shape"), scalar=False)


def _sliding_window_view(call: Call) -> Value:
    """``sliding_window_view``: of all axes, each shorter by the window less one, with the window behind; of one axis
    that is named, the rank alone."""
    array = array_at(call, 0, "x")
    window = at(call, 1, "window_shape")
    whole = arguments.integer(window) if window is not None else None
    sizes: Shape = (whole,) if whole is not None else dims_at(call, 1, "window_shape")
    if array.shape is None or sizes is None:
        return values.array(array.dtype, None)
    if at(call, 2, "axis") is not None or len(sizes) != len(array.shape):
        return values.array(array.dtype, shapes.unknown_of_rank(len(array.shape) + len(sizes)))
    left = [
        size - wide + 1 if isinstance(size, int) and isinstance(wide, int) else None
        for size, wide in zip(array.shape, sizes, strict=True)
    ]
    return values.array(array.dtype, (*left, *sizes))


def _at_least_rank(rank: int) -> Rule:
    def rule(call: Call) -> Value:
        """``atleast_1d`` and so on, of one array."""
        arrays = [at_least(array_at(call, i), rank) for i in range(len(positional(call)))]
        return arrays[0] if len(arrays) == 1 else values.tuple_of(arrays)

    return rule


def _take(call: Call) -> Value:
    """``take``: the dimension of the axis gives way to those of the indices."""
    array, indices = array_at(call, 0, "a"), array_at(call, 1, "indices")
    axis = at(call, 2, "axis")
    if axis is None:
        return given(array.dtype, indices.shape)
    index = arguments.integer(axis)
    if array.shape is None or indices.shape is None or index is None:
        return values.array(array.dtype, None)
    place = shapes.axis_index(index, len(array.shape))
    if place is INCOMPATIBLE:
        return NEVER
    return given(array.dtype, (*array.shape[:place], *indices.shape, *array.shape[place + 1 :]))


def _take_along_axis(call: Call) -> Value:
    """``take_along_axis``: the shape of the indices, where the other dimensions agree."""
    array, indices = array_at(call, 0, "arr"), array_at(call, 1, "indices")
    axis = at(call, 2, "axis")
    index = None if axis is None else arguments.integer(axis)
    if array.shape is None or indices.shape is None or index is None or len(array.shape) != len(indices.shape):
        return values.array(array.dtype, None)
    place = shapes.axis_index(index, len(array.shape))
    if place is INCOMPATIBLE:
        return NEVER
    dims: list[Dim] = []
    for i, (a, b) in enumerate(zip(array.shape, indices.shape, strict=True)):
        dim = b if i == place else shapes.broadcast_dim(a, b)
        if dim is INCOMPATIBLE:
            return NEVER
        dims.append(dim)
    return given(array.dtype, tuple(dims), scalar=False)


def _append(call: Call) -> Value:
    """``append``: flat without an axis."""
    array, other = array_at(call, 0, "arr"), array_at(call, 1, "values")
    dtype = promotion.promote(array.dtype, other.dtype)
    axis = at(call, 2, "axis")
    if axis is None:
        return values.array(dtype, (shapes.dim_sum(shapes.size(array.shape), shapes.size(other.shape)),))
    return given(dtype, shapes.concat([array.shape, other.shape], arguments.integer(axis)))


def _resized(call: Call) -> Value:
    """``delete``, ``insert``: one dimension changes."""
    array = array_at(call, 0, "arr")
    place = 3 if call.name.endswith("insert") else 2
    axis = at(call, place, "axis")
    if axis is None:
        return values.array(array.dtype, (None,))
    return given(array.dtype, shapes.replace_dim(array.shape, arguments.integer(axis), None))


def _broadcast_arrays(call: Call) -> Value:
    """``broadcast_arrays``: a tuple."""
    arrays = [array_at(call, i) for i in range(len(positional(call)))]
    shape = shapes.broadcast_of([array.shape for array in arrays])
    return NEVER if shape is INCOMPATIBLE else values.tuple_of(values.array(array.dtype, shape) for array in arrays)


def _astype(call: Call) -> Value:
    """``ndarray.astype``."""
    from .reading import dtype_at

    array = array_at(call, 0, "x")
    dtype = dtype_at(call, 1, array.dtype)
    whole = dtype in ("int32", "int64") and array.dtype in promotion.INTEGERS
    return values.array(dtype, array.shape, content=array.content if whole else None, scalar=array.scalar)


def _all(names: str, rule: Rule) -> dict[str, Rule]:
    return {f"numpy.{name}": rule for name in names.split()}


RULES: Final[dict[str, Rule]] = {
    "numpy.reshape": _reshape,
    "numpy.ravel": _flat,
    **_all("transpose permute_dims", _transpose),
    "numpy.swapaxes": _swapaxes,
    **_all("moveaxis", _moveaxis),
    "numpy.expand_dims": _expand_dims,
    "numpy.squeeze": _squeeze,
    "numpy.tile": _tile,
    "numpy.repeat": _repeat,
    "numpy.pad": _pad,
    **_all("flip fliplr flipud roll tril triu", _same),
    "numpy.copy": _copy,
    "numpy.rot90": _rot90,
    "numpy.broadcast_to": _broadcast_to,
    "numpy.lib.stride_tricks.sliding_window_view": _sliding_window_view,
    **{f"numpy.atleast_{rank}d": _at_least_rank(rank) for rank in (1, 2, 3)},
    "numpy.take": _take,
    "numpy.take_along_axis": _take_along_axis,
    "numpy.append": _append,
    **_all("delete insert", _resized),
    "numpy.broadcast_arrays": _broadcast_arrays,
}
RULES.update(
    as_methods(RULES, ["reshape", "ravel", "transpose", "swapaxes", "squeeze", "repeat", "take", "copy"])
    | {"numpy.ndarray.flatten": _flat, "numpy.ndarray.astype": _astype, "numpy.astype": _astype}
)
