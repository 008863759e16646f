"""NumPy's promotion of dtypes (NEP 50: Python numbers are weak), by TensorFlow's names.

``None`` is an unknown dtype. ``"string"`` stands for NumPy's unicode and bytes dtypes.
"""

from __future__ import annotations

from typing import Final

BOOL: Final = "bool"
SIGNED: Final = ("int8", "int16", "int32", "int64")
UNSIGNED: Final = ("uint8", "uint16", "uint32", "uint64")
FLOATS: Final = ("float16", "float32", "float64")
COMPLEX: Final = ("complex64", "complex128")
INTEGERS: Final = frozenset((*SIGNED, *UNSIGNED))
INEXACT: Final = frozenset((*FLOATS, *COMPLEX, "bfloat16"))
NUMERIC: Final = frozenset((*INTEGERS, *INEXACT, BOOL))

# The dtype of an array made of Python numbers alone, and the order in which they win over each other.
OF_PYTHON: Final = {
    "bool": "bool",
    "int": "int64",
    "float": "float64",
    "complex": "complex128",
    "str": "string",
    "bytes": "string",
}

INTEGER_LIMITS: Final = {
    **{name: (-(1 << bits - 1), (1 << bits - 1) - 1) for name, bits in zip(SIGNED, (8, 16, 32, 64), strict=True)},
    **{name: (0, (1 << bits) - 1) for name, bits in zip(UNSIGNED, (8, 16, 32, 64), strict=True)},
}


def promote(left: str | None, right: str | None) -> str | None:
    """The dtype that holds values of both (``numpy.promote_types``); ``None`` if unknown or there is none."""
    if left == right or right is None or left is None:
        return left if left == right else None
    if left == BOOL:
        return right if right != "string" else "string"
    if right == BOOL:
        return promote(right, left)
    if "string" in (left, right):
        return "string"
    if "bfloat16" in (left, right):
        other = right if left == "bfloat16" else left
        if other in ("int8", "uint8"):
            return "bfloat16"
        return other if other in ("float32", "float64", *COMPLEX) else None
    if left in INTEGERS and right in INTEGERS:
        return _promote_integers(left, right)
    if left in COMPLEX or right in COMPLEX:
        real = promote(_real(left), _real(right))
        return None if real is None else ("complex128" if real == "float64" else "complex64")
    return _promote_floats(left, right)


def promote_of(dtypes: list[str | None]) -> str | None:
    """The dtype that holds values of all; ``None`` for none."""
    if not dtypes:
        return None
    merged = dtypes[0]
    for dtype in dtypes[1:]:
        merged = promote(merged, dtype)
    return merged


def promote_python(dtype: str | None, python: str) -> str | None:
    """The dtype of an array of ``dtype`` beside a Python number of type ``python``."""
    if dtype is None or python not in OF_PYTHON:
        return None
    if python in ("str", "bytes"):
        return "string"
    if python == "bool":
        return dtype
    if python == "int":
        return "int64" if dtype == BOOL else dtype
    if python == "float":
        if dtype == "bfloat16":
            return "float32"
        return dtype if dtype in INEXACT or dtype == "string" else "float64"
    if dtype in COMPLEX or dtype == "string":
        return dtype
    if dtype == "bfloat16":
        return None
    return "complex64" if dtype in ("float16", "float32") else "complex128"


def to_inexact(dtype: str | None) -> str | None:
    """What functions defined on real numbers alone (``sqrt``, ``mean``, ``/``) compute in for this dtype.

    ``sqrt`` and its like keep small integers in smaller floats (``int8`` in ``float16``): see
    :func:`to_ufunc_inexact`.
    """
    if dtype is None or dtype in INEXACT:
        return dtype
    return "float64" if dtype in INTEGERS or dtype == BOOL else None


def to_ufunc_inexact(dtype: str | None) -> str | None:
    """The result dtype of ``numpy.sqrt``, ``exp`` and other ufuncs with real loops only."""
    if dtype in (BOOL, "int8", "uint8"):
        return "float16"
    if dtype in ("int16", "uint16"):
        return "float32"
    return to_inexact(dtype)


def accumulated(dtype: str | None) -> str | None:
    """The result dtype of ``numpy.sum``, ``prod`` and ``cumsum``: small integers grow to the platform's."""
    if dtype in (BOOL, *SIGNED):
        return "int64"
    return "uint64" if dtype in UNSIGNED else dtype


def real_part(dtype: str | None) -> str | None:
    """The dtype of ``x.real`` and ``numpy.abs(x)``."""
    return _real(dtype) if dtype in COMPLEX else dtype


def _real(dtype: str | None) -> str | None:
    return {"complex64": "float32", "complex128": "float64"}.get(dtype or "", dtype)


def _promote_integers(left: str, right: str) -> str:
    if (left in SIGNED) == (right in SIGNED):
        order = SIGNED if left in SIGNED else UNSIGNED
        return order[max(order.index(left), order.index(right))]
    signed, unsigned = (left, right) if left in SIGNED else (right, left)
    needed = max(SIGNED.index(signed), UNSIGNED.index(unsigned) + 1)
    return SIGNED[needed] if needed < len(SIGNED) else "float64"


def _promote_floats(left: str, right: str) -> str | None:
    sizes = []
    for dtype in (left, right):
        if dtype in FLOATS:
            sizes.append(FLOATS.index(dtype))
        elif dtype in INTEGERS:
            order = SIGNED if dtype in SIGNED else UNSIGNED
            sizes.append(min(order.index(dtype), 2))
        else:
            return None
    return FLOATS[max(sizes)]
