"""What tells two runs of a program apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tools.before_after import NUMBER, line_difference

from .run import Run

RELATIVE = 2e-3
ABSOLUTE = 1e-5


def differences(before: Run, after: Run, *, words_only: bool = False) -> list[str]:
    """What differs, few words each; empty if nothing does. ``words_only``: numbers are not compared."""
    found = []
    if before.status != after.status:
        found.append(f"ends with {before.status}, then {after.status}: {_last_line(after.errors)}")
    found.extend(_lines(before.lines, after.lines, words_only))
    if not words_only:
        for key in sorted(before.watched.keys() & after.watched.keys()):
            found.extend(f"{key[1]}: {text}" for text in _calls(before.watched[key], after.watched[key]))
    for key in sorted(before.watched.keys() ^ after.watched.keys()):
        one = before.watched.get(key) or after.watched[key]
        if one.calls:
            found.append(f"{key[1]}: called in one run only")
    return found


def _lines(left: tuple[str, ...], right: tuple[str, ...], words_only: bool) -> Iterator[str]:
    for number, (one, other) in enumerate(zip(left, right, strict=False), 1):
        differ = NUMBER.split(one) != NUMBER.split(other) if words_only else line_difference(one, other)
        if differ:
            yield f"line {number}: {one[:120]!r}, then {other[:120]!r}"
            return
    if len(left) != len(right):
        extra = (left if len(left) > len(right) else right)[min(len(left), len(right))]
        yield f"{len(left)} lines, then {len(right)}: {extra[:120]!r}"


def _calls(before: Any, after: Any) -> Iterator[str]:
    if before.calls != after.calls:
        yield f"{before.calls} calls, then {after.calls}"
    for one, other in zip(before.seen, after.seen, strict=False):
        parts = (("argument", one.arguments, other.arguments), ("result", one.result, other.result))
        for what, left, right in (*parts, ("raises", one.error, other.error), ("state", one.state, other.state)):
            if what == "raises" and left and right:
                continue  # Shapes that do not fit are refused by an operation, or when the graph is made.
            told = value_difference(left, right)
            if told:
                yield f"{what} of call {one.number}{told}"
                return


def value_difference(left: Any, right: Any, path: str = "") -> str:
    """Where and how two snapshots differ; empty if they do not."""
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return _array_difference(left, right, path)
    if type(left) is not type(right):
        return f"{path}: {_short(left)}, then {_short(right)}"
    if isinstance(left, dict):
        if left.keys() != right.keys():
            return f"{path}: keys {sorted(left.keys() ^ right.keys())} in one run only"
        pairs = [(f"{path}.{key}", left[key], right[key]) for key in left]
    elif isinstance(left, (list, tuple)):
        if len(left) != len(right):
            return f"{path}: {len(left)} items, then {len(right)}"
        pairs = [(f"{path}[{index}]", *both) for index, both in enumerate(zip(left, right, strict=True))]
    elif isinstance(left, float):
        return _array_difference(np.array(left), np.array(right), path)
    else:
        return "" if left == right else f"{path}: {_short(left)}, then {_short(right)}"
    return next((told for where, one, other in pairs if (told := value_difference(one, other, where))), "")


def _array_difference(left: Any, right: Any, path: str) -> str:
    if left.shape != right.shape:
        return f"{path}: shape {left.shape}, then {right.shape}"
    if left.dtype.kind in "fc" or str(left.dtype) == "bfloat16":
        one, other = (np.asarray(a, dtype=complex if a.dtype.kind == "c" else float) for a in (left, right))
        finite = one[np.isfinite(one)]
        scale = float(np.max(np.abs(finite))) if finite.size else 0.0
        with np.errstate(invalid="ignore"):
            same = np.allclose(one, other, rtol=RELATIVE, atol=ABSOLUTE + RELATIVE * scale, equal_nan=True)
    else:
        same = bool(np.array_equal(left, right))
    return "" if same else f"{path}: {_short(left)}, then {_short(right)}"


def _short(value: Any) -> str:
    return repr(value)[:160].replace("\n", " ")


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
