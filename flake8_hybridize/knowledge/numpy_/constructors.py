"""Functions of NumPy that make arrays: from values, of a shape, ranges, grids."""

from __future__ import annotations

import math
from typing import Final

from ...model import values
from ...model.values import ANY_ARRAY, NEVER, Array, Const, Dim, Value
from ..protocol import Call, Rule
from ..tensorflow import shapes
from . import promotion
from .arrays import CONTENT_LIMIT, as_array, is_inhomogeneous, of_matrix
from .elementwise import operand_dtype
from .reading import array_at, at, dims_at, dtype_at, flag_at, given, integer_at, positional


def _array(call: Call) -> Value:
    """``array``, ``asarray``: lists by their elements, tensors by their values."""
    value = at(call, 0, "object", "a")
    if value is None:
        return values.unknown("array of None")
    dtype = dtype_at(call, 1, None)
    if at(call, 1, "dtype") is None and is_inhomogeneous(value, call):
        return NEVER
    found = as_array(value, call)
    if found is None and not call.name.endswith("asanyarray"):
        found = of_matrix(value)
    if found is None:
        return values.array(dtype, None)
    if at(call, 1, "dtype") is None:
        dtype = found.dtype
    shape = found.shape
    least = integer_at(call, 9, 0, "ndmin")
    if least is None or (least and shape is None):
        shape = None
    elif least and shape is not None:
        shape = (1,) * max(0, least - len(shape)) + shape
    content = found.content if dtype in promotion.INTEGERS and shape == found.shape else None
    return values.array(dtype, shape, content=content)


def _filled(default: str | None) -> Rule:
    def rule(call: Call) -> Value:
        """``zeros``, ``ones``, ``empty``: of the shape given, ``float64`` unless told otherwise."""
        return given(dtype_at(call, 1, default), dims_at(call, 0, "shape"), scalar=False)

    return rule


def _full(call: Call) -> Value:
    """``full``: the dtype is that of the value unless told otherwise."""
    value = array_at(call, 1, "fill_value")
    return given(dtype_at(call, 2, value.dtype), dims_at(call, 0, "shape"), scalar=False)


def _like(position: int) -> Rule:
    def rule(call: Call) -> Value:
        """``zeros_like`` and its kin: shape and dtype of the array unless told otherwise."""
        array = array_at(call, 0, "a", "prototype")
        value = at(call, position + 3, "shape")
        shape = array.shape if value is None else dims_at(call, position + 3, "shape")
        return given(dtype_at(call, position, array.dtype), shape, scalar=False)

    return rule


def _number(value: Value | None) -> int | float | None:
    if isinstance(value, Const) and isinstance(value.value, (int, float)):
        return value.value
    found = getattr(value, "content", None)
    return found if isinstance(found, int) else None


def _arange(call: Call) -> Value:
    """``arange``: ``int64`` for integers, ``float64`` as soon as one argument is a float."""
    found = [at(call, 0, "start"), at(call, 1, "stop"), at(call, 2, "step")]
    if found[1] is None:
        found = [None, found[0], found[2]]
    start, stop, step = (_number(value) for value in found)
    start = 0 if found[0] is None else start
    step = 1 if found[2] is None else step
    parts = [as_array(value, call) for value in found if value is not None]
    dtype = dtype_at(call, 3, _range_dtype(parts))
    if start is None or stop is None or step is None or step == 0:
        return values.array(dtype, (None,))
    if not all(isinstance(bound, int) for bound in (start, stop, step)):
        return values.array(dtype, (max(0, math.ceil((stop - start) / step)),))
    numbers = range(int(start), int(stop), int(step))
    keep = len(numbers) <= CONTENT_LIMIT and dtype in promotion.INTEGERS
    return values.array(dtype, (len(numbers),), content=tuple(numbers) if keep else None)


def _range_dtype(parts: list[Array | None]) -> str | None:
    dtype = promotion.promote_of([None if part is None else part.dtype for part in parts])
    # The Python number 0 takes part as well, and decides where the others are small.
    return dtype if dtype in ("int64", "float64") else None


def _linspace(call: Call) -> Value:
    """``linspace`` and its kin: 50 numbers unless told otherwise, before the dimensions of the bounds."""
    bounds = shapes.broadcast(array_at(call, 0, "start").shape, array_at(call, 1, "stop").shape)
    count = integer_at(call, 2, 50, "num")
    start, stop = at(call, 0, "start"), at(call, 1, "stop")
    arrays = array_at(call, 0, "start"), array_at(call, 1, "stop")
    dtype = promotion.to_inexact(operand_dtype(start, stop, *arrays))
    keywords = dict(call.keywords())
    linear = call.name.endswith("linspace")
    dtype = dtype_at(call, 5 if linear else 99, dtype)
    shape = None if bounds is shapes.INCOMPATIBLE or bounds is None else (count, *bounds)
    made = values.array(dtype, shape if "axis" not in keywords else None)
    if linear and flag_at(call, 4, False, "retstep") is not False:
        return values.tuple_of((made, values.unknown("step")))
    return made


def _eye(call: Call) -> Value:
    """``eye(N, M)``."""
    rows = integer_at(call, 0, None, "N")
    columns = integer_at(call, 1, rows, "M")
    return values.array(dtype_at(call, 3, "float64"), (rows, columns))


def _identity(call: Call) -> Value:
    """``identity(n)``."""
    size = integer_at(call, 0, None, "n")
    return values.array(dtype_at(call, 1, "float64"), (size, size))


def _tri(call: Call) -> Value:
    """``tri(N, M)``."""
    rows = integer_at(call, 0, None, "N")
    return values.array(dtype_at(call, 3, "float64"), (rows, integer_at(call, 1, rows, "M")))


def _meshgrid(call: Call) -> Value:
    """``meshgrid``: a tuple of grids; ``xy`` indexing exchanges the first two dimensions."""
    arrays = [array_at(call, i) for i in range(len(positional(call)))]
    lengths: list[Dim] = [shapes.size(array.shape) for array in arrays]
    keywords = dict(call.keywords())
    indexing = keywords.get("indexing")
    order = "xy" if indexing is None else indexing.value if isinstance(indexing, Const) else None
    if len(lengths) > 1 and order == "xy":
        lengths[:2] = lengths[1], lengths[0]
    elif order not in ("xy", "ij"):
        lengths = [None] * len(lengths)
    if flag_at(call, 99, False, "sparse") is not False:
        lengths = [None] * len(lengths)
    return values.tuple_of(values.array(array.dtype, tuple(lengths)) for array in arrays)


def _indices(call: Call) -> Value:
    """``indices(dimensions)``."""
    dims = dims_at(call, 0, "dimensions")
    return values.array(dtype_at(call, 1, "int64"), None if dims is None else (len(dims), *dims))


def _flat(default: str) -> Rule:
    def rule(call: Call) -> Value:
        """A vector of unknown length."""
        return values.array(dtype_at(call, 1, default), (None,))

    return rule


def _table(call: Call) -> Value:
    """``loadtxt``, ``genfromtxt``: whatever is in the file."""
    return values.array(dtype_at(call, 1, "float64"), None)


def _scalar(name: str) -> Rule:
    def rule(call: Call) -> Value:
        """A NumPy scalar of a number, an array of a list."""
        value = at(call, 0, "value", "object")
        found = as_array(value, call) if value is not None else values.array(name, ())
        if found is None:
            return values.array(name, None)
        content = found.content if name in promotion.INTEGERS and found.dtype in promotion.INTEGERS else None
        if isinstance(content, int) and not _fits(content, name):
            content = None
        return values.array(name, found.shape, content=content, scalar=found.shape == ())

    return rule


def _fits(number: int, name: str) -> bool:
    low, high = promotion.INTEGER_LIMITS[name]
    return low <= number <= high


def _dtype(call: Call) -> Value:
    """``numpy.dtype(x)``."""
    return values.dtype_value(dtype_at(call, 0, None, "dtype"), "numpy")


_ALIASES: Final = {
    "bool_": "bool",
    "double": "float64",
    "single": "float32",
    "half": "float16",
    "float_": "float64",
    "int_": "int64",
    "uint": "uint64",
    "intp": "int64",
    "intc": "int32",
}
_OWN_NAMES: Final = {name: name for name in sorted(promotion.NUMERIC - {"bfloat16"})}
_ARCHIVE: Final = "numpy.lib.npyio.NpzFile"


def _load(call: Call) -> Value:
    """``numpy.load``: an array out of ``.npy``, a mapping of arrays out of ``.npz``."""
    name = at(call, 0, "file")
    suffix = name.value.rpartition(".")[2] if isinstance(name, Const) and isinstance(name.value, str) else ""
    if suffix == "npy":
        return ANY_ARRAY
    return values.library_object(_ARCHIVE, (), call.site()) if suffix == "npz" else values.unknown("numpy.load")


def _member(call: Call) -> Value:
    """An array of an archive."""
    return ANY_ARRAY


def _opened(call: Call) -> Value:
    """An archive under ``with``."""
    return call.receiver or values.unknown("archive")


RULES: Final[dict[str, Rule]] = {
    **{f"numpy.{name}": _array for name in ("array", "asarray", "ascontiguousarray", "asanyarray", "asfortranarray")},
    **{f"numpy.{name}": _filled("float64") for name in ("zeros", "ones", "empty")},
    "numpy.ndarray": _filled("float64"),
    "numpy.full": _full,
    **{f"numpy.{name}": _like(1) for name in ("zeros_like", "ones_like", "empty_like")},
    "numpy.full_like": _like(2),
    "numpy.arange": _arange,
    **{f"numpy.{name}": _linspace for name in ("linspace", "logspace", "geomspace")},
    "numpy.eye": _eye,
    "numpy.identity": _identity,
    "numpy.tri": _tri,
    "numpy.meshgrid": _meshgrid,
    "numpy.indices": _indices,
    "numpy.frombuffer": _flat("float64"),
    "numpy.fromiter": _flat("float64"),
    "numpy.fromstring": _flat("float64"),
    "numpy.fromfile": _flat("float64"),
    "numpy.load": _load,
    f"{_ARCHIVE}.__getitem__": _member,
    f"{_ARCHIVE}.__enter__": _opened,
    "numpy.loadtxt": _table,
    "numpy.genfromtxt": _table,
    "numpy.dtype": _dtype,
    **{f"numpy.{alias}": _scalar(name) for alias, name in {**_ALIASES, **_OWN_NAMES}.items()},
}
