"""Reductions, scans and orderings of NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import Array, Dim, Shape, Tensor, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes
from ..tensorflow.shapes import INCOMPATIBLE, Axes, ShapeOr
from . import promotion
from .reading import array_at, as_methods, at, axes_at, dtype_at, flag_at, given, integer_at

Dtype = Callable[[str | None], str | None]


def _reduced(call: Call, array: Array, axis: int = 1) -> ShapeOr:
    keep = flag_at(call, 99, False, "keepdims")
    return shapes.reduce(array.shape, axes_at(call, axis), keep)


def _reduction(of: Dtype, dtype_position: int | None = None) -> Rule:
    def rule(call: Call) -> Value:
        """Over all elements or along axes; ``out`` is what comes back if it is given."""
        array = array_at(call, 0, "a", "arr")
        out = at(call, 99, "out")
        if isinstance(out, Array):
            return out
        dtype = of(array.dtype)
        if dtype_position is not None:
            dtype = dtype_at(call, dtype_position, dtype)
        return given(dtype, _reduced(call, array))

    return rule


def _position(call: Call) -> Value:
    """``argmax``, ``argmin``: positions as ``int64``, of the flat array without an axis."""
    return given("int64", _reduced(call, array_at(call, 0, "a")))


def _average(call: Call) -> Value:
    """``average``; the dtype of weights takes part."""
    array, weights = array_at(call, 0, "a"), at(call, 2, "weights")
    if flag_at(call, 3, False, "returned") is not False:
        return values.unknown("average and sum of weights")
    dtype = promotion.to_inexact(array.dtype)
    if weights is not None:
        dtype = promotion.promote(dtype, promotion.to_inexact(array_at(call, 2, "weights").dtype))
        dtype = dtype if dtype == "float64" else None
    return given(dtype, _reduced(call, array))


def _deviation(dtype: str | None) -> str | None:
    return promotion.real_part(promotion.to_inexact(dtype))


def _count_nonzero(call: Call) -> Value:
    """``count_nonzero``: without an axis a Python int, or one of NumPy (2.4)."""
    if axes_at(call, 1) is Axes.ALL and flag_at(call, 2, False, "keepdims") is False:
        return values.join(values.INT, values.array("int64", (), scalar=True))
    return given("int64", _reduced(call, array_at(call, 0, "a")))


def _quantile(call: Call) -> Value:
    """``quantile``, ``percentile``: dimensions of ``q`` before those that are left."""
    array = array_at(call, 0, "a")
    asked = array_at(call, 1, "q").shape
    left = _reduced(call, array, 2)
    if left is INCOMPATIBLE:
        return given(None, INCOMPATIBLE)
    dtype = promotion.to_inexact(array.dtype)
    return given(dtype if dtype == "float64" else None, shapes.prefixed(asked, left))


def _cumulative(call: Call) -> Value:
    """``cumsum``, ``cumprod``: the shape stays along an axis, is flat without."""
    array = array_at(call, 0, "a")
    dtype = dtype_at(call, 2, promotion.accumulated(array.dtype))
    shape: Shape = (shapes.size(array.shape),) if at(call, 1, "axis") is None else array.shape
    return given(dtype, shape, scalar=False)


def _sorted(positions: bool) -> Rule:
    def rule(call: Call) -> Value:
        """``sort``, ``argsort`` and partial ones: flat where the axis is ``None``."""
        array = array_at(call, 0, "a")
        place = 2 if "partition" in call.name else 1
        keywords = dict(call.keywords())
        named = keywords.get("axis")
        found = call.positional()
        by_position = place < len(found) and arguments.is_none(found[place])
        flat = by_position or (named is not None and arguments.is_none(named))
        shape: Shape = (shapes.size(array.shape),) if flat else array.shape
        return given("int64" if positions else array.dtype, shape, scalar=False)

    return rule


def _in_place(call: Call) -> Value:
    """A method that changes the array and gives nothing."""
    return values.NONE


def _unique(call: Call) -> Value:
    """``unique``: how many there are is not known; counts and positions come along on demand."""
    array = array_at(call, 0, "ar")
    axis = at(call, 4, "axis")
    shape: Shape = (None,)
    if axis is not None:
        found = shapes.replace_dim(array.shape, arguments.integer(axis), None)
        shape = None if found is INCOMPATIBLE else found
    parts: list[Value] = [values.array(array.dtype, shape)]
    for index, name in ((1, "return_index"), (2, "return_inverse"), (3, "return_counts")):
        flag = flag_at(call, index, False, name)
        if flag is None:
            return values.unknown("parts of unique")
        if flag:
            parts.append(values.array("int64", None if name == "return_inverse" else (None,)))
    return parts[0] if len(parts) == 1 else values.tuple_of(parts)


def _nonzero(call: Call) -> Value:
    """``nonzero``: a tuple of positions for each dimension."""
    array = array_at(call, 0, "a")
    part = values.array("int64", (None,))
    return values.tuple_of((), part) if array.shape is None else values.tuple_of(part for _ in array.shape)


def _argwhere(call: Call) -> Value:
    """``argwhere``: one row per element that is not zero."""
    return values.array("int64", (None, shapes.rank(array_at(call, 0, "a").shape)))


def _vector(dtype: str) -> Rule:
    def rule(call: Call) -> Value:
        """A vector of unknown length."""
        return values.array(dtype, (None,))

    return rule


def _searchsorted(call: Call) -> Value:
    """``searchsorted``, ``digitize``: a position for every value."""
    values_at = 0 if call.name.endswith("digitize") else 1
    return given("int64", array_at(call, values_at, "v", "x").shape)


def _diff(call: Call) -> Value:
    """``diff``: shorter by one along the axis for every repetition."""
    array = array_at(call, 0, "a")
    times = integer_at(call, 1, 1, "n")
    axis = integer_at(call, 2, -1, "axis")
    extra = at(call, 3, "prepend") or at(call, 4, "append")
    dim = shapes.dim_at(array.shape, axis)
    shorter: Dim = None if dim is None or times is None or extra is not None else max(dim - times, 0)
    return given(array.dtype, shapes.replace_dim(array.shape, axis, shorter), scalar=False)


def _bincount(call: Call) -> Value:
    """``bincount``: ``int64`` counts, ``float64`` sums of weights."""
    return values.array("int64" if at(call, 1, "weights") is None else "float64", (None,))


def _histogram(call: Call) -> Value:
    """``histogram``: counts and edges of the bins."""
    bins_value = at(call, 1, "bins")
    count: Dim = 10
    if bins_value is not None:
        bins = array_at(call, 1, "bins")
        dim = shapes.dim_at(bins.shape, 0)
        count = arguments.integer(bins_value) if bins.shape == () else None if dim is None else dim - 1
    return values.tuple_of((values.array(None, (count,)), values.array(None, (None if count is None else count + 1,))))


def _norm(call: Call) -> Value:
    """``linalg.norm``: over all elements, or along the axes."""
    array = array_at(call, 0, "x")
    keep = flag_at(call, 3, False, "keepdims")
    return given(_deviation(array.dtype), shapes.reduce(array.shape, axes_at(call, 2), keep))


def _size(call: Call) -> Value:
    """``size``: a Python int."""
    array = array_at(call, 0, "a")
    axis = at(call, 1, "axis")
    dim = shapes.size(array.shape) if axis is None else shapes.dim_at(array.shape, arguments.integer(axis))
    return values.INT if dim is None else values.const(dim)


def _ndim(call: Call) -> Value:
    """``ndim``: works on tensors of graphs too."""
    rank = shapes.rank(array_at(call, 0, "a").shape)
    return values.INT if rank is None else values.const(rank)


def _shape(call: Call) -> Value:
    """``shape``: a tuple of ints; of a tensor its ``shape``."""
    value = at(call, 0, "a")
    if isinstance(value, Tensor):
        return values.tensor_shape(value.shape)
    array = array_at(call, 0, "a")
    if array.shape is None:
        return values.tuple_of((), values.INT)
    return values.tuple_of(values.INT if dim is None else values.const(dim) for dim in array.shape)


def _bool(dtype: str | None) -> str | None:
    return "bool"


def _same(dtype: str | None) -> str | None:
    return dtype


def _all(names: str, rule: Rule) -> dict[str, Rule]:
    return {f"numpy.{name}": rule for name in names.split()}


RULES: Final[dict[str, Rule]] = {
    **_all("sum prod nansum nanprod", _reduction(promotion.accumulated, 2)),
    **_all("mean nanmean", _reduction(promotion.to_inexact, 2)),
    **_all("std var nanstd nanvar", _reduction(_deviation, 2)),
    **_all("median nanmedian", _reduction(promotion.to_inexact)),
    **_all("max min amax amin nanmax nanmin ptp", _reduction(_same)),
    **_all("any all", _reduction(_bool)),
    **_all("argmax argmin nanargmax nanargmin", _position),
    **_all("quantile percentile nanquantile nanpercentile", _quantile),
    **_all("cumsum cumprod nancumsum nancumprod", _cumulative),
    **_all("sort partition", _sorted(False)),
    **_all("argsort argpartition", _sorted(True)),
    "numpy.average": _average,
    "numpy.count_nonzero": _count_nonzero,
    "numpy.unique": _unique,
    "numpy.nonzero": _nonzero,
    "numpy.argwhere": _argwhere,
    "numpy.flatnonzero": _vector("int64"),
    **_all("searchsorted digitize", _searchsorted),
    "numpy.diff": _diff,
    "numpy.bincount": _bincount,
    "numpy.histogram": _histogram,
    "numpy.linalg.norm": _norm,
    "numpy.size": _size,
    "numpy.ndim": _ndim,
    "numpy.shape": _shape,
}
_METHODS: Final = (
    *("sum", "prod", "mean", "std", "var", "max", "min", "any", "all", "argmax", "argmin"),
    *("cumsum", "cumprod", "argsort", "argpartition", "nonzero", "searchsorted"),
)
RULES.update(
    as_methods(RULES, _METHODS) | {f"numpy.ndarray.{name}": _in_place for name in ("sort", "partition", "fill", "put")}
)
