"""Functions of NumPy that join arrays and split them."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Dim, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes
from ..tensorflow.shapes import INCOMPATIBLE, Axes, ShapeOr
from .reading import array_at, at, common, given, integer_at, positional, sequence_at
from .shaping import at_least


def _concatenate(call: Call) -> Value:
    """``concatenate``: along the first axis unless told otherwise; flat where the axis is ``None``."""
    arrays, count = sequence_at(call, 0, "arrays", "a")
    axis = _axis(call, 1, 0)
    dtype = common(arrays)
    if axis is Axes.ALL:
        sizes = [shapes.size(array.shape) for array in arrays]
        total = None if count is None or None in sizes else sum(s for s in sizes if s is not None)
        return values.array(dtype, (total,))
    return given(dtype, _joined(arrays, count, axis if isinstance(axis, int) else None))


def _axis(call: Call, index: int, default: int) -> int | Axes | None:
    """An axis; :data:`Axes.ALL` for ``None`` spelled out."""
    found = positional(call)
    value = found[index] if index < len(found) else dict(call.keywords()).get("axis")
    if value is None:
        return default
    return Axes.ALL if arguments.is_none(value) else arguments.integer(value)


def _joined(arrays: list[Array], count: Dim, axis: int | None) -> ShapeOr:
    if count is not None and count != len(arrays):
        first = arrays[0].shape
        if first is None or axis is None:
            return None
        dim = shapes.dim_at(first, axis)
        return shapes.replace_dim(first, axis, shapes.dim_product(dim, count))
    found = shapes.concat([array.shape for array in arrays], axis)
    if count is None and found is not INCOMPATIBLE:
        return shapes.replace_dim(found, axis, None)
    return None if count is None else found


def _stack(call: Call) -> Value:
    """``stack``: a new dimension, the first unless told otherwise."""
    arrays, count = sequence_at(call, 0, "arrays")
    axis = integer_at(call, 1, 0, "axis")
    return given(common(arrays), shapes.stack([array.shape for array in arrays], axis, count))


def _stacked(rank: int, axis: int | None) -> Rule:
    def rule(call: Call) -> Value:
        """``vstack``, ``hstack``, ``dstack``: joined after dimensions were added."""
        arrays, count = sequence_at(call, 0, "tup")
        raised = [at_least(array, rank) for array in arrays]
        along = axis
        if along is None:
            ranks = {shapes.rank(array.shape) for array in raised}
            if None in ranks:
                return values.array(common(arrays), None)
            along = 0 if ranks == {1} else 1
        return given(common(arrays), _joined(raised, count, along))

    return rule


def _column_stack(call: Call) -> Value:
    """``column_stack``: vectors become columns."""
    arrays, count = sequence_at(call, 0, "tup")
    raised = []
    for array in arrays:
        vector = array.shape is not None and len(array.shape) == 1
        raised.append(values.array(array.dtype, (*array.shape, 1)) if vector and array.shape is not None else array)
    return given(common(arrays), _joined(raised, count, 1))


def _split(call: Call) -> Value:
    """``split``, ``array_split``: a list of parts."""
    array = array_at(call, 0, "ary")
    axis = {"vsplit": 0, "hsplit": 1, "dsplit": 2}.get(call.name.rpartition(".")[2])
    if axis is None:
        axis = integer_at(call, 2, 0, "axis")
    elif axis == 1 and shapes.rank(array.shape) == 1:
        axis = 0
    dim = shapes.dim_at(array.shape, axis)
    parts = _part_sizes(call, dim)
    if parts is None:
        rest = shapes.replace_dim(array.shape, axis, None)
        return NEVER if rest is INCOMPATIBLE else call.new_list([], values.array(array.dtype, rest))
    made = [shapes.replace_dim(array.shape, axis, part) for part in parts]
    return NEVER if INCOMPATIBLE in made else call.new_list([given(array.dtype, shape) for shape in made])


def _part_sizes(call: Call, dim: Dim) -> list[Dim] | None:
    value = at(call, 1, "indices_or_sections")
    number = arguments.integer(value) if isinstance(value, (Const, Array)) else None
    if number is not None and number > 0:
        if dim is None:
            return [None] * number if number <= 64 else None
        each, extra = divmod(dim, number)
        sizes: list[Dim] = [*[each + 1] * extra, *[each] * (number - extra)]
        return sizes if number <= 64 else None
    indices = arguments.dims(call, value) if value is not None and not isinstance(value, Const) else None
    if indices is None or (isinstance(value, values.Prim)):
        return None
    bounds: list[Dim] = [0, *indices, dim]
    return [_between(bounds[i], bounds[i + 1]) for i in range(len(bounds) - 1)]


def _between(lower: Dim, upper: Dim) -> Dim:
    return None if lower is None or upper is None or lower < 0 or upper < lower else upper - lower


RULES: Final[dict[str, Rule]] = {
    "numpy.concatenate": _concatenate,
    "numpy.concat": _concatenate,
    "numpy.stack": _stack,
    "numpy.vstack": _stacked(2, 0),
    "numpy.hstack": _stacked(1, None),
    "numpy.dstack": _stacked(3, 2),
    "numpy.column_stack": _column_stack,
    **{f"numpy.{name}": _split for name in ("split", "array_split", "vsplit", "hsplit", "dsplit")},
}
