"""How rules read their arguments, and how they answer.

``None`` from a reader means "not known"; an argument that was left out reads as its default.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal

from ...model.values import (
    NEVER,
    Array,
    Const,
    DType,
    Shape,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Value,
    atoms,
    tuple_of,
    unknown,
)
from ..protocol import Call, Items, Rule
from . import dtypes
from .convert import (
    ANYTHING,
    CONFLICT,
    TENSOR,
    Conflict,
    Content,
    Operand,
    as_tensor,
    result,
    result_dtype,
)
from .shapes import INCOMPATIBLE, Axes, AxesOr, ShapeOr

DtypeOr = str | Literal[Conflict.CONFLICT] | None


def given(call: Call, *names: str) -> Value | None:
    """The first of these parameters that was given."""
    for name in names:
        value = call.arg(name)
        if value is not None:
            return value
    return None


def is_none(value: Value | None) -> bool:
    """Left out, or ``None``."""
    return value is None or (type(value) is Const and value.value is None)


def may_be_none(value: Value | None) -> bool:
    """``None`` is possible."""
    return is_none(value) or type(value) not in (Const, Tensor, Array, DType, TensorShape, Tuple)


def operand(call: Call, *names: str, dtype: str | None = None) -> Operand | None:
    """The argument as a tensor; ``None`` if it can be none (then TensorFlow raises)."""
    value = given(call, *names)
    return ANYTHING if value is None else as_tensor(call, value, dtype)


def integer(value: Value | None, default: int | None = None) -> int | None:
    """The known int that ``value`` is, as a Python number or a scalar tensor; ``default`` if it was left out."""
    if value is None:
        return default
    match value:
        case Const(value=bool()):
            return None
        case Const(value=int() as number):
            return number
        case Tensor(content=int() as number) | Array(content=int() as number):
            return number
    return None


def flag(call: Call, *names: str, default: bool = False) -> bool | None:
    """A Python bool."""
    value = given(call, *names)
    if value is None:
        return default
    if type(value) is Const and (value.value is None or isinstance(value.value, (bool, int))):
        return bool(value.value)
    return None


def text(call: Call, *names: str, default: str | None = None) -> str | None:
    """A Python string."""
    value = given(call, *names)
    if is_none(value):
        return default
    return value.value if type(value) is Const and isinstance(value.value, str) else None


def dtype_of(value: Value) -> str | None:
    """The data type that ``value`` spells: a ``tf.DType``, a NumPy or Python type, a string."""
    match value:
        case DType(name=name):
            return name
        case Const(value=str() as name):
            return dtypes.canonical(name)
        case Symbol(name=name):
            return dtypes.canonical(name.rpartition(".")[2])
    return None


def dtype(call: Call, *names: str, default: str | None = None) -> str | None:
    """The ``dtype`` argument; ``default`` if it was left out or ``None``."""
    value = given(call, *names)
    return default if value is None or is_none(value) else dtype_of(value)


def axes(call: Call, *names: str) -> AxesOr:
    """The axes of a reduction: all of them when left out or ``None``."""
    value = given(call, *names)
    if value is None or is_none(value):
        return Axes.ALL
    if type(value) in (Const, Tensor, Array, Tuple) or call.items(value) is not None:
        found = as_tensor(call, value)
        if found is not None and found.shape == ():
            return (found.content if isinstance(found.content, int) else None,)
        if found is not None and found.shape is not None and len(found.shape) == 1 and found.shape[0] is not None:
            return found.content if isinstance(found.content, tuple) else (None,) * found.shape[0]
        return Axes.UNKNOWN
    return (None,) if _is_int(value) else Axes.UNKNOWN


def _is_int(value: Value) -> bool:
    return getattr(value, "name", None) == "int"


def dims(call: Call, value: Value | None) -> Shape:
    """The shape that a ``shape`` argument spells; entries that are not known (or ``None``) are ``None``."""
    if value is None:
        return None
    if isinstance(value, TensorShape):
        return value.dims
    items = call.items(value)
    if items is not None and items.keys is None:
        if items.rest is not None:
            return None
        return tuple(integer(item) if not is_none(item) else None for item in items.known)
    found = as_tensor(call, value)
    if found is None:
        return None
    if isinstance(found.content, tuple):
        return found.content
    if isinstance(found.content, int) and found.shape == ():
        return (found.content,)
    if found.shape is not None and len(found.shape) == 1 and found.shape[0] is not None:
        return (None,) * found.shape[0]
    return (None,) if found.shape == () else None


def sequence(call: Call, value: Value | None) -> Items | None:
    """The elements of a list or tuple argument."""
    items = None if value is None else call.items(value)
    if items is None or items.keys is not None:
        return None
    return replace(items, rest=None) if items.rest is NEVER else items


def give(
    call: Call, dtype: DtypeOr, shape: ShapeOr, content: Content = None, operands: Sequence[Operand] = ()
) -> Value:
    """The tensor of this dtype and shape; ``NEVER`` if they say that TensorFlow raises."""
    if dtype is CONFLICT or shape is INCOMPATIBLE:
        return NEVER
    return result(call, dtype, shape, content, operands)


def give_each(call: Call, parts: Sequence[tuple[DtypeOr, ShapeOr]], operands: Sequence[Operand] = ()) -> Value:
    """A tuple of tensors."""
    made = [give(call, dtype, shape, operands=operands) for dtype, shape in parts]
    return NEVER if NEVER in made else tuple_of(made)


def promoted(call: Call, operands: Sequence[Operand]) -> DtypeOr:
    """The dtype of operands that share one type in an ordinary op."""
    return result_dtype(operands, call.graph)


def allows(dtype: DtypeOr, allowed: frozenset[str]) -> bool:
    """The op has a kernel for ``dtype``, as far as that is known."""
    return dtype is None or dtype is CONFLICT or dtype in allowed


def elements_or_all(value: Value, call: Call) -> list[Value]:
    """The atoms of ``value`` and, one level down, of the elements if it is a list or tuple."""
    found = list(atoms(value))
    for atom in list(found):
        items = None if isinstance(atom, (Tensor, Array, Const)) else call.items(atom)
        if items is not None:
            for item in (*items.known, *(() if items.rest is None else (items.rest,))):
                found.extend(atoms(item))
    return found


def kinds_of(call: Call) -> set[str]:
    """The kinds of tensors among the arguments, in lists too."""
    values = [*call.positional(), *(value for _, value in call.keywords())]
    return {v.kind for value in values for v in elements_or_all(value, call) if isinstance(v, Tensor)}


def for_dense(rules: dict[str, Rule], other: dict[str, Rule] | None = None) -> dict[str, Rule]:
    """``rules`` for ordinary tensors; where a ragged or sparse one is given, those of ``other``, else unknown. A sparse
    one in the first place raises."""
    return {name: _guarded(rule, (other or {}).get(name)) for name, rule in rules.items()}


TAKES_SPARSE: Final = frozenset(("tensorflow.concat", "tensorflow.math.bincount"))
"""Of the operations of ordinary tensors those that take a sparse one in the first place; all others raise."""


def _guarded(rule: Rule, other: Rule | None) -> Rule:
    def guarded(call: Call) -> Value:
        kinds = kinds_of(call)
        if "sparse" in kinds and call.name not in TAKES_SPARSE:
            first = next(iter(call.positional()), None)
            if isinstance(first, Tensor) and first.kind == "sparse":
                return NEVER
        if "ragged" in kinds or "sparse" in kinds:
            return other(call) if other is not None else unknown(f"{call.name} of a ragged or sparse tensor")
        return rule(call)

    guarded.__doc__ = rule.__doc__
    return guarded


def with_aliases(rules: dict[str, Rule], aliases: dict[str, str]) -> dict[str, Rule]:
    """``rules`` with further names (key) for existing ones (value)."""
    return rules | {alias: rules[name] for alias, name in aliases.items()}


def fixed(dtype: str | None, shape: Shape = None) -> Rule:
    """A rule for an op that always gives one tensor of this dtype and shape."""

    def rule(call: Call) -> Value:
        return result(call, dtype, shape)

    return rule


Operands = list[Operand]


def operands_of(call: Call, names: Sequence[str | tuple[str, ...]]) -> Operands | None:
    """Several arguments as tensors; ``None`` if one can be none."""
    found: Operands = []
    for name in names:
        one = operand(call, *((name,) if isinstance(name, str) else name))
        if one is None:
            return None
        found.append(one)
    return found


def tensor_operand(dtype: str | None, shape: Shape, content: Content = None) -> Operand:
    """An operand made by a rule itself."""
    return Operand(dtype, shape, TENSOR, content)


def lift(function: Callable[[Call, Operand], Value], *names: str) -> Rule:
    """The rule of an op on the one tensor ``names``: ``function`` of it, ``NEVER`` if it can be none."""

    def rule(call: Call) -> Value:
        x = operand(call, *names)
        return NEVER if x is None else function(call, x)

    rule.__doc__ = function.__doc__
    return rule
