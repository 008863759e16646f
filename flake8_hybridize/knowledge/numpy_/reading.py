"""How rules of NumPy read their arguments; methods of arrays read their receiver as the first one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ...model import values
from ...model.values import ANY_ARRAY, NEVER, Array, Const, Dim, DType, Prim, Shape, Symbol, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, dtypes
from ..tensorflow.shapes import INCOMPATIBLE, Axes, AxesOr, ShapeOr
from . import promotion
from .arrays import as_array

METHOD_PREFIX: Final = "numpy.ndarray."
# An array of which nothing is known: what a function of NumPy makes of anything.

_PYTHON_TYPES: Final = {"float": "float64", "int": "int64", "complex": "complex128", "bool": "bool"}
_CODES: Final = {
    "f2": "float16",
    "f4": "float32",
    "f8": "float64",
    "e": "float16",
    "f": "float32",
    "d": "float64",
    "i1": "int8",
    "i2": "int16",
    "i4": "int32",
    "i8": "int64",
    "b": "int8",
    "h": "int16",
    "i": "int32",
    "l": "int64",
    "q": "int64",
    "u1": "uint8",
    "u2": "uint16",
    "u4": "uint32",
    "u8": "uint64",
    "B": "uint8",
    "H": "uint16",
    "I": "uint32",
    "L": "uint64",
    "Q": "uint64",
    "c8": "complex64",
    "c16": "complex128",
    "F": "complex64",
    "D": "complex128",
    "?": "bool",
    "b1": "bool",
}


def positional(call: Call) -> list[Value]:
    """All positional arguments, the array before them in a method."""
    found = list(call.positional())
    if call.name.startswith(METHOD_PREFIX) and call.receiver is not None:
        found.insert(0, call.receiver)
    return found


def at(call: Call, index: int, *names: str) -> Value | None:
    """The argument at ``index`` or under one of ``names``; ``None`` if it was left out or is ``None``."""
    found = positional(call)
    value: Value | None = found[index] if index < len(found) else None
    if value is None:
        keywords = dict(call.keywords())
        value = next((keywords[name] for name in names if name in keywords), None)
    if value is None:
        value = next((bound for name in names if (bound := call.arg(name)) is not None), None)
    return None if value is None or arguments.is_none(value) else value


def array_at(call: Call, index: int, *names: str) -> Array:
    """The argument as an array; one of which nothing is known if it is anything else."""
    value = at(call, index, *names)
    found = None if value is None else as_array(value, call)
    return ANY_ARRAY if found is None else found


def dtype_of(value: Value) -> str | None:
    """The dtype that ``value`` spells to NumPy, where ``float`` is ``float64`` and ``int`` is ``int64``."""
    if isinstance(value, DType):
        return value.name
    name: str | None = None
    if isinstance(value, Symbol):
        name = value.name.rpartition(".")[2]
    elif isinstance(value, Const) and isinstance(value.value, str):
        name = value.value.lstrip("<>=|")
    if name is None or "object" in name or name == "O":
        return None
    if name in _PYTHON_TYPES:
        return _PYTHON_TYPES[name]
    if name in _CODES:
        return _CODES[name]
    found = dtypes.canonical(name)
    return "string" if found is None and name[:1] in "US" else found


def dtype_at(call: Call, index: int, default: str | None, *names: str) -> str | None:
    """The ``dtype`` argument; ``default`` if it was left out."""
    value = at(call, index, *(names or ("dtype",)))
    return default if value is None else dtype_of(value)


def integer_at(call: Call, index: int, default: int | None, *names: str) -> int | None:
    """An integer argument, ``None`` if it is not known."""
    value = at(call, index, *names)
    return default if value is None else arguments.integer(value)


def flag_at(call: Call, index: int, default: bool, *names: str) -> bool | None:
    """A bool argument."""
    value = at(call, index, *names)
    if value is None:
        return default
    if isinstance(value, Const) and isinstance(value.value, (bool, int)):
        return bool(value.value)
    return None


def dims_at(call: Call, index: int, *names: str) -> Shape:
    """A shape argument: an integer or a sequence of them."""
    return arguments.dims(call, at(call, index, *names))


def axes_at(call: Call, index: int, *names: str) -> AxesOr:
    """The axis or axes of a reduction; all without one."""
    value = at(call, index, *(names or ("axis",)))
    if value is None:
        return Axes.ALL
    if isinstance(value, (Const, Prim)):
        return (arguments.integer(value),) if not isinstance(value, Prim) or value.name == "int" else Axes.UNKNOWN
    dims = arguments.dims(call, value)
    return Axes.UNKNOWN if dims is None else dims


def given(dtype: str | None, shape: ShapeOr, *, scalar: bool = True) -> Value:
    """The array; ``NEVER`` for an impossible shape; a NumPy scalar instead of one without dimensions if ``scalar``."""
    if shape is INCOMPATIBLE:
        return NEVER
    return values.array(dtype, shape, scalar=scalar and shape == ())


def sequence_at(call: Call, index: int, *names: str) -> tuple[list[Array], Dim]:
    """A sequence of arrays and its length; an array is the sequence of its rows."""
    value = at(call, index, *names)
    if value is None:
        return [ANY_ARRAY], None
    if isinstance(value, values.Tensor):
        value = as_array(value, call) or ANY_ARRAY
    if isinstance(value, Array):
        if not value.shape:
            return [ANY_ARRAY], None
        return [values.array(value.dtype, value.shape[1:])], value.shape[0]
    items = call.items(value)
    if items is None or items.keys is not None:
        return [ANY_ARRAY], None
    every = [*items.known, *(() if items.rest is None else (items.rest,))]
    found = [as_array(item, call) or ANY_ARRAY for item in every]
    return found or [ANY_ARRAY], len(items.known) if items.rest is None else None


def common(arrays: Sequence[Array]) -> str | None:
    """The dtype that holds the elements of all."""
    return promotion.promote_of([array.dtype for array in arrays])


def as_methods(rules: dict[str, Rule], names: Sequence[str]) -> dict[str, Rule]:
    """The rules of the functions ``names`` as those of the methods of arrays."""
    return {METHOD_PREFIX + name: rules["numpy." + name] for name in names}


ArrayFunction = Callable[[Call], Value]
