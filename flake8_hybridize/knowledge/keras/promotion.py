"""Keras 3's own type promotion (``keras.backend.result_type``), which differs from TensorFlow's and NumPy's.

Floats win over ints without growing: ``int64`` with ``float32`` is ``float32``; ``keras.ops`` works this way.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..tensorflow import dtypes

_FLOAT_ORDER = ("float16", "float32", "float64")
_SIGNED_ORDER = ("int8", "int16", "int32", "int64")
_BITS = {f"{sign}int{bits}": bits for sign in ("", "u") for bits in (4, 8, 16, 32, 64)}


def promoted(names: Sequence[str | None]) -> str | None:
    """The common dtype of tensors of these dtypes; ``None`` when one is unknown or there is none."""
    if not names or None in names:
        return None
    result = names[0]
    for name in names[1:]:
        if result is None or name is None:
            return None
        result = _pair(result, name)
    return result


def _pair(left: str, right: str) -> str | None:
    if left == right:
        return left
    if "bool" in (left, right):
        return right if left == "bool" else left
    for complex_type in ("complex128", "complex64"):
        if complex_type in (left, right):
            other = right if left == complex_type else left
            return "complex128" if other in ("float64", "complex128") else complex_type
    floats = [d for d in (left, right) if d in dtypes.FLOATS]
    if len(floats) == 1:
        return floats[0]
    if len(floats) == 2:
        if set(floats) == {"float16", "bfloat16"}:
            return "float32"
        ranked = [_FLOAT_ORDER.index("float16" if d == "bfloat16" else d) for d in floats if d[:6] != "float8"]
        if len(ranked) < 2:
            return None
        return floats[0] if ranked[0] > ranked[1] else floats[1]
    if left not in _BITS or right not in _BITS:
        return None
    if left[0] == right[0]:
        return left if _BITS[left] > _BITS[right] else right
    signed, unsigned = (left, right) if right[0] == "u" else (right, left)
    if _BITS[signed] > _BITS[unsigned]:
        return signed
    if unsigned == "uint64":
        return "float32"
    return next((d for d in _SIGNED_ORDER if _BITS[d] > _BITS[unsigned]), None)
