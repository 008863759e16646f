"""Shapes of matrix products, contractions and gathers: pure functions like those of ``shapes``."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Literal

from ...model.values import Dim, Shape
from .shapes import INCOMPATIBLE, Incompatible, ShapeOr, axis_index, broadcast, same_dim, size

Axis = tuple[int, ...]


def matrix_transpose(shape: Shape) -> ShapeOr:
    """The last two dimensions exchanged."""
    if shape is None:
        return None
    if len(shape) < 2:
        return INCOMPATIBLE
    return (*shape[:-2], shape[-1], shape[-2])


def matmul(left: Shape, right: Shape, transpose_a: bool | None = False, transpose_b: bool | None = False) -> ShapeOr:
    """``tf.matmul``: matrices in the last two dimensions, the others broadcast."""
    if (left is not None and len(left) < 2) or (right is not None and len(right) < 2):
        return INCOMPATIBLE
    if left is None or right is None:
        return None
    batch = broadcast(left[:-2], right[:-2])
    if batch is INCOMPATIBLE or batch is None:
        return batch
    rows, inner_a = (left[-2], left[-1]) if not transpose_a else (left[-1], left[-2])
    inner_b, columns = (right[-2], right[-1]) if not transpose_b else (right[-1], right[-2])
    if transpose_a is None:
        rows = inner_a = None
    if transpose_b is None:
        inner_b = columns = None
    if same_dim(inner_a, inner_b) is INCOMPATIBLE:
        return INCOMPATIBLE
    return (*batch, rows, columns)


def matvec(matrix: Shape, vector: Shape, transpose: bool | None = False) -> ShapeOr:
    """``tf.linalg.matvec``."""
    if vector is not None and not vector:
        return INCOMPATIBLE
    result = matmul(matrix, None if vector is None else (*vector, 1), transpose)
    if result is INCOMPATIBLE or result is None:
        return result
    return result[:-1]


def tensordot(left: Shape, right: Shape, axes: int | tuple[Axis, Axis] | None) -> ShapeOr:
    """``tf.tensordot``: the sum over ``axes`` of both; an int: the last of one, the first of the other."""
    if left is None or right is None or axes is None:
        return None
    if isinstance(axes, int):
        if axes < 0 or axes > len(left) or axes > len(right):
            return INCOMPATIBLE
        axes = (tuple(range(len(left) - axes, len(left))), tuple(range(axes)))
    if len(axes[0]) != len(axes[1]):
        return INCOMPATIBLE
    a = [axis_index(i, len(left)) for i in axes[0]]
    b = [axis_index(i, len(right)) for i in axes[1]]
    if INCOMPATIBLE in a or INCOMPATIBLE in b:
        return INCOMPATIBLE
    # Both are reshaped to matrices, so that only the products have to agree.
    if not same_size(tuple(d for i, d in enumerate(left) if i in a), tuple(d for i, d in enumerate(right) if i in b)):
        return INCOMPATIBLE
    return (
        *(d for i, d in enumerate(left) if i not in a),
        *(d for i, d in enumerate(right) if i not in b),
    )


def einsum(equation: str, operands: Sequence[Shape]) -> ShapeOr:
    """``tf.einsum``: labels, ``...`` for broadcast dimensions, implicit output in alphabetical order."""
    equation = equation.replace(" ", "")
    left, arrow, output = equation.partition("->")
    terms = left.split(",")
    if len(terms) != len(operands):
        return INCOMPATIBLE
    dims: dict[str, Dim] = {}
    ellipsis: Shape = ()
    for term, shape in zip(terms, operands, strict=True):
        bound = _bind(term, shape)
        if bound is INCOMPATIBLE:
            return INCOMPATIBLE
        labels, middle = bound
        for label, dim in labels:
            known = same_dim(dims.get(label), dim)
            if known is INCOMPATIBLE:
                return INCOMPATIBLE
            dims[label] = known
        if "..." in term:
            merged = broadcast(ellipsis, middle)
            if merged is INCOMPATIBLE:
                return INCOMPATIBLE
            ellipsis = merged
    if not arrow:
        single = sorted(c for c in dims if left.count(c) == 1)
        output = ("..." if "..." in left else "") + "".join(single)
    before, dots, after = output.partition("...")
    if any(label not in dims for label in before + after):
        return INCOMPATIBLE
    head = tuple(dims[c] for c in before)
    tail = tuple(dims[c] for c in after)
    if not dots:
        return (*head, *tail)
    return None if ellipsis is None else (*head, *ellipsis, *tail)


def _bind(term: str, shape: Shape) -> tuple[list[tuple[str, Dim]], Shape] | Literal[Incompatible.INCOMPATIBLE]:
    before, dots, after = term.partition("...")
    labels = before + after
    if not set(labels) <= set(string.ascii_letters):
        return INCOMPATIBLE
    if shape is None:
        return [(c, None) for c in labels], None
    if len(shape) < len(labels) or (not dots and len(shape) != len(labels)):
        return INCOMPATIBLE
    middle = shape[len(before) : len(shape) - len(after)]
    return [*zip(before, shape, strict=False), *zip(after, shape[len(shape) - len(after) :], strict=True)], middle


def gather(params: Shape, indices: Shape, axis: int | None, batch_dims: int | None = 0) -> ShapeOr:
    """``tf.gather``: dimension ``axis`` of ``params`` replaced by those of ``indices`` after ``batch_dims``."""
    if params is not None and not params:
        return INCOMPATIBLE
    if params is None or indices is None or batch_dims is None:
        return None
    if axis is None:
        return (None,) * (len(params) - 1 + len(indices) - max(batch_dims, 0)) if batch_dims >= 0 else None
    position = axis_index(axis, len(params))
    if not -len(indices) <= batch_dims <= len(indices) or position is INCOMPATIBLE:
        return INCOMPATIBLE
    if batch_dims < 0:
        batch_dims += len(indices)
    if position < batch_dims:
        return INCOMPATIBLE
    batch: list[Dim] = []
    for a, b in zip(params[:batch_dims], indices[:batch_dims], strict=True):
        dim = same_dim(a, b)
        if dim is INCOMPATIBLE:
            return INCOMPATIBLE
        batch.append(dim)
    return (*batch, *params[batch_dims:position], *indices[batch_dims:], *params[position + 1 :])


def gather_nd(params: Shape, indices: Shape, batch_dims: int | None = 0) -> ShapeOr:
    """``tf.gather_nd``: the last dimension of ``indices`` holds positions in the leading dimensions of ``params``."""
    if indices is not None and not indices:
        return INCOMPATIBLE
    if params is None or indices is None or batch_dims is None or indices[-1] is None:
        return None
    depth = indices[-1]
    if batch_dims < 0 or batch_dims + depth > len(params) or batch_dims >= len(indices):
        return INCOMPATIBLE
    return (*indices[:-1], *params[batch_dims + depth :])


def diagonal(shape: Shape) -> ShapeOr:
    """The main diagonals of the last two dimensions."""
    if shape is None:
        return None
    if len(shape) < 2:
        return INCOMPATIBLE
    rows, columns = shape[-2:]
    if rows is None or columns is None:
        length = 0 if 0 in (rows, columns) else (1 if 1 in (rows, columns) else None)
        return (*shape[:-2], None if length != 0 else 0)
    return (*shape[:-2], min(rows, columns))


def same_size(left: Shape, right: Shape) -> bool:
    """Both may have equally many elements."""
    a, b = size(left), size(right)
    return a is None or b is None or a == b
