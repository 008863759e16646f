"""Matrix products and contractions."""

from __future__ import annotations

from ...model.values import NEVER, Const, Value
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    allows,
    dims,
    dtype,
    flag,
    for_dense,
    give,
    given,
    integer,
    operand,
    promoted,
    sequence,
)
from .convert import ANYTHING, CONFLICT, Operand, as_tensor, result_dtype
from .ragged_ops import VARIANTS
from .shapes import (
    INCOMPATIBLE,
    broadcast,
    dim_at,
    same,
)
from .shapes_linear import einsum, matmul, matvec, tensordot

FC = dtypes.FLOATS | dtypes.COMPLEX


_L = "tensorflow.linalg."


# Unsigned ints besides uint8 have no product.
_PRODUCTS = FC | dtypes.SIGNED | dtypes.UNSIGNED


def _either(call: Call, *names: str) -> bool | None:
    """One of these flags is set."""
    found = [flag(call, name) for name in names]
    return True if True in found else (None if None in found else False)


def _matmul(call: Call) -> Value:
    a, b = operand(call, "a"), operand(call, "b")
    if a is None or b is None:
        return NEVER
    kind = promoted(call, [a, b])
    if kind is CONFLICT or not allows(kind, _PRODUCTS):
        return NEVER
    out = dtype(call, "output_type", default=kind)
    shape = matmul(
        a.shape, b.shape, _either(call, "transpose_a", "adjoint_a"), _either(call, "transpose_b", "adjoint_b")
    )
    return give(call, out, shape, operands=[a, b])


def _matvec(call: Call) -> Value:
    a, b = operand(call, "a"), operand(call, "b")
    if a is None or b is None:
        return NEVER
    shape = matvec(a.shape, b.shape, _either(call, "transpose_a", "adjoint_a"))
    return give(call, promoted(call, [a, b]), shape, operands=[a, b])


def _tensordot(call: Call) -> Value:
    a, b = operand(call, "a"), operand(call, "b")
    if a is None or b is None:
        return NEVER
    return give(call, _first(a, b), tensordot(a.shape, b.shape, _contracted(call)), operands=[a, b])


def _first(a: Operand, b: Operand) -> str | None:
    kind = result_dtype([a, b], graph=True)
    return None if kind is CONFLICT else kind


def _contracted(call: Call) -> int | tuple[tuple[int, ...], tuple[int, ...]] | None:
    value = given(call, "axes")
    number = integer(value)
    if number is not None:
        return number
    items = sequence(call, value)
    if items is None or items.rest is not None or len(items.known) != 2:
        return None
    sides: list[tuple[int, ...]] = []
    for item in items.known:
        found = dims(call, item)
        if found is None or None in found:
            return None
        sides.append(tuple(i for i in found if i is not None))
    return sides[0], sides[1]


def _einsum(call: Call) -> Value:
    given_positionally = list(call.positional())
    equation = given(call, "equation")
    if equation is None and given_positionally:
        equation = given_positionally[0]
    inputs = given_positionally[1:] if given_positionally and given_positionally[0] is equation else given_positionally
    found: list[Operand] = []
    for value in inputs:
        x = as_tensor(call, value)
        if x is None:
            return NEVER
        found.append(x)
    if not found:
        found = [ANYTHING]
    kind = promoted(call, found)
    if kind is CONFLICT:
        return NEVER
    if not isinstance(equation, Const) or not isinstance(equation.value, str):
        return give(call, kind, None, operands=found)
    return give(call, kind, einsum(equation.value, [x.shape for x in found]), operands=found)


def _cross(call: Call) -> Value:
    a, b = operand(call, "a"), operand(call, "b")
    if a is None or b is None:
        return NEVER
    shape = same(a.shape, b.shape)
    if shape is INCOMPATIBLE:
        shape = broadcast(a.shape, b.shape)
    if shape is INCOMPATIBLE or dim_at(shape, -1) not in (None, 3):
        return NEVER
    return give(call, promoted(call, [a, b]), shape, operands=[a, b])


_DENSE: dict[str, Rule] = {
    _L + "matmul": _matmul,
    _L + "matvec": _matvec,
    "tensorflow.tensordot": _tensordot,
    "tensorflow.einsum": _einsum,
    _L + "cross": _cross,
}

RULES: dict[str, Rule] = for_dense(_DENSE, VARIANTS)
