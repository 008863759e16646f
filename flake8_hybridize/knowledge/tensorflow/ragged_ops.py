"""What ordinary ops make of ragged tensors.

Only what keeps the structure simple is told; anything else is unknown.
"""

from __future__ import annotations

from ...model.values import NEVER, Dim, Value, tensor, unknown
from ..protocol import Call, Rule
from . import rows
from .arguments import dims, dtype, given, integer, is_none, operand, sequence
from .convert import CONTENT_LIMIT, Content, Operand, as_tensor
from .shapes import axis_index, dim_sum, same


def ragged(
    call: Call, dtype: str | None, shape: tuple[Dim, ...] | None, rank: int | None, lengths: Content = None
) -> Value:
    """A ragged tensor; ``lengths`` are those of its rows, if they are known."""
    content = None if call.graph or shape is None else lengths
    return tensor(dtype, shape, kind="ragged", ragged_rank=rank, content=content, symbolic=call.graph)


def _keep(*names: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, *names)
        if x is None or x.kind != "ragged":
            return unknown(f"{call.name} of a ragged tensor")
        return ragged(call, x.dtype, x.shape, x.ragged_rank, rows.kept(x))

    return rule


def _members(call: Call, value: Value | None) -> list[Operand] | None:
    items = sequence(call, value)
    if items is None or items.rest is not None or not items.known:
        return None
    found = [as_tensor(call, item) for item in items.known]
    return [x for x in found if x is not None] if None not in found else None


def _concat(call: Call) -> Value:
    """Along the first dimension lengths add up; along the ragged one they are ragged again."""
    found = _members(call, given(call, "values"))
    axis = integer(given(call, "axis"))
    if found is None or axis is None or found[0].shape is None:
        return unknown("concatenation of ragged tensors")
    n = len(found[0].shape)
    ranks = {x.ragged_rank for x in found if x.kind == "ragged"}
    if len(ranks) != 1 or any(x.shape is None or len(x.shape) != n for x in found):
        return unknown("concatenation of ragged tensors")
    index = axis_index(axis, n)
    rank = ranks.pop()
    if index == 0:
        count: Dim = 0
        for x in found:
            count = dim_sum(count, x.shape[0] if x.shape else None)
        inner = [None] * (n - 1) if rank is None or rank >= n - 1 else list(_inner(found, rank))
        known = rows.one_after_the_other([_lengths(x) for x in found])
        return ragged(call, found[0].dtype, (count, *inner), rank, known)
    if index == 1 and rank == 1:
        shape = found[0].shape
        known = rows.sums([_lengths(x) for x in found])
        return ragged(call, found[0].dtype, (shape[0], None, *shape[2:]), 1, known)
    return unknown("concatenation of ragged tensors")


def _lengths(x: Operand) -> rows.Lengths:
    """The lengths of the rows, also of a dense tensor."""
    if not x.dense:
        return rows.lengths(x)
    if x.shape is None or len(x.shape) < 2 or x.shape[0] is None:
        return None
    return rows.bounded((x.shape[1],) * min(x.shape[0], CONTENT_LIMIT + 1))


def _inner(found: list[Operand], rank: int) -> tuple[Dim, ...]:
    shape = found[0].shape or ()
    return (*(None for _ in range(rank)), *shape[rank + 1 :])


def _stack(call: Call) -> Value:
    found = _members(call, given(call, "values"))
    axis = integer(given(call, "axis"), 0)
    if found is None or axis is None or any(x.kind != "ragged" for x in found) or found[0].shape is None:
        return unknown("stack of ragged tensors")
    rank = found[0].ragged_rank
    if axis == 1 and rank is not None and all(x.ragged_rank == rank for x in found):
        return ragged(call, found[0].dtype, (found[0].shape[0], None, *found[0].shape[1:]), rank + 1)
    if axis != 0:
        return unknown("stack of ragged tensors")
    shapes = {x.shape for x in found}
    if len({x.ragged_rank for x in found}) != 1 or rank is None or len({len(s) for s in shapes if s is not None}) != 1:
        return unknown("stack of ragged tensors")
    known = rows.bounded(tuple(x.shape[0] if x.shape else None for x in found))
    return ragged(call, found[0].dtype, (len(found), None, *found[0].shape[1:]), rank + 1, known)


def _expand_dims(call: Call) -> Value:
    x = operand(call, "input")
    axis = integer(given(call, "axis"))
    if x is None or x.shape is None or axis is None or x.ragged_rank is None:
        return unknown("expand_dims of a ragged tensor")
    index = axis_index(axis, len(x.shape) + 1)
    if not isinstance(index, int):
        return NEVER
    shape = (*x.shape[:index], 1, *x.shape[index:])
    return ragged(
        call, x.dtype, shape, x.ragged_rank + (1 if index <= x.ragged_rank else 0), rows.kept(x) if index > 1 else None
    )


def _squeeze(call: Call) -> Value:
    """One axis of length 1 behind the outer one: a ragged one, or a dense one inside of them."""
    x = operand(call, "input")
    axis = given(call, "axis")
    items = sequence(call, axis)
    wanted = integer(items.known[0] if items is not None and len(items.known) == 1 and items.rest is None else axis)
    if x is None or x.shape is None or wanted is None or x.ragged_rank is None:
        return unknown("squeeze of a ragged tensor")
    index = axis_index(wanted, len(x.shape))
    if not isinstance(index, int) or not index or x.shape[index] not in (1, None):
        return unknown("squeeze of a ragged tensor")
    shape = (*x.shape[:index], *x.shape[index + 1 :])
    rank = x.ragged_rank - (1 if index <= x.ragged_rank else 0)
    return ragged(call, x.dtype, shape, rank) if rank else tensor(x.dtype, shape, symbolic=call.graph)


def _reduce_join(call: Call) -> Value:
    x = operand(call, "inputs")
    axis = integer(given(call, "axis"))
    if x is None or x.shape is None or axis is None or x.ragged_rank != 1 or not is_none(given(call, "keepdims")):
        return unknown("reduce_join of a ragged tensor")
    index = axis_index(axis, len(x.shape))
    if index != 1:
        return unknown("reduce_join of a ragged tensor")
    return tensor("string", (x.shape[0], *x.shape[2:]), symbolic=call.graph)


def _gather(call: Call) -> Value:
    """Rows of a ragged tensor by a vector, or of a dense one by ragged indices."""
    x, indices = operand(call, "params"), operand(call, "indices", "ids")
    plain = is_none(given(call, "axis")) or integer(given(call, "axis")) == 0
    unbatched = integer(given(call, "batch_dims"), 0) == 0
    if x is None or indices is None or x.shape is None or indices.shape is None or not plain or not unbatched:
        return unknown("gather of a ragged tensor")
    if indices.kind == "ragged" and x.dense:
        return ragged(call, x.dtype, (*indices.shape, *x.shape[1:]), indices.ragged_rank, rows.kept(indices))
    if x.kind == "ragged" and indices.dense and len(indices.shape) == 1:
        known = _picked(x, indices)
        return ragged(call, x.dtype, (None if call.graph else indices.shape[0], *x.shape[1:]), x.ragged_rank, known)
    if x.kind == "ragged" and indices.dense and len(indices.shape) == 2 and x.ragged_rank is not None:
        first = None if call.graph else indices.shape[0]
        return ragged(call, x.dtype, (first, None, *x.shape[1:]), x.ragged_rank + 1)
    if x.kind == "ragged" and indices.dense and not indices.shape and x.ragged_rank == 1:
        return tensor(x.dtype, x.shape[1:], symbolic=call.graph)
    return unknown("gather of a ragged tensor")


def _picked(x: Operand, indices: Operand) -> rows.Lengths:
    known = rows.lengths(x)
    if known is None or not isinstance(indices.content, tuple):
        return None
    if any(i is None or not 0 <= i < len(known) for i in indices.content):
        return None
    return rows.bounded(tuple(known[i] for i in indices.content if i is not None))


def _where(call: Call) -> Value:
    condition = operand(call, "condition")
    if condition is None:
        return unknown("where of ragged tensors")
    if is_none(given(call, "x")):
        return tensor("int64", (None, None if condition.shape is None else len(condition.shape)), symbolic=call.graph)
    x, y = operand(call, "x"), operand(call, "y")
    found = [o for o in (condition, x, y) if o is not None]
    kind = x.dtype if x is not None and (not x.weak or y is None) else (y.dtype if y is not None else None)
    # Scalars are broadcast to the rows of the others.
    found = [o for o in found if o.shape != ()]
    if not found or any(o.kind != "ragged" for o in found):
        return unknown("where of ragged tensors")
    shape = found[0].shape
    for other in found[1:]:
        merged = same(shape, other.shape)
        if not isinstance(merged, tuple):
            return unknown("where of ragged tensors")
        shape = merged
    return ragged(call, kind, shape, found[0].ragged_rank, rows.kept(found[0]))


def _one_hot(call: Call) -> Value:
    x = operand(call, "indices")
    if x is None or x.shape is None or not is_none(given(call, "axis")) or not is_none(given(call, "on_value")):
        return unknown("one_hot of a ragged tensor")
    kind = dtype(call, "dtype", default="float32")
    return ragged(call, kind, (*x.shape, integer(given(call, "depth"))), x.ragged_rank, rows.kept(x))


def _tile(call: Call) -> Value:
    x = operand(call, "input")
    multiples = dims(call, given(call, "multiples"))
    if x is None or x.shape is None or multiples is None or len(multiples) != len(x.shape):
        return unknown("tile of a ragged tensor")
    shape = tuple(None if d is None or m is None else d * m for d, m in zip(x.shape, multiples, strict=True))
    return ragged(call, x.dtype, shape, x.ragged_rank)


def _reshape(call: Call) -> Value:
    target = dims(call, given(call, "shape"))
    x = operand(call, "tensor")
    if x is not None and target == (-1,):
        flat = x.kind == "ragged" and x.ragged_rank == 1 and x.shape is not None and len(x.shape) == 2
        return tensor(x.dtype, (rows.total(rows.lengths(x)) if flat and not call.graph else None,), symbolic=call.graph)
    return unknown("reshape of a ragged tensor")


def _unsorted_segment(call: Call) -> Value:
    x = operand(call, "data")
    if x is None or x.shape is None:
        return unknown("segments of a ragged tensor")
    return ragged(call, x.dtype, (integer(given(call, "num_segments")), *x.shape[1:]), x.ragged_rank)


def _matmul(call: Call) -> Value:
    """Row by row with the last two dimensions; the rows of the first ragged operand stay."""
    a, b = operand(call, "a"), operand(call, "b")
    if a is None or b is None or a.shape is None or b.shape is None or a.kind != "ragged" or a.ragged_rank != 1:
        return unknown("matmul of ragged tensors")
    flags = [given(call, name) for name in ("transpose_a", "transpose_b", "adjoint_a", "adjoint_b")]
    if len(a.shape) != 3 or len(b.shape) != 3 or any(f is not None for f in flags):
        return unknown("matmul of ragged tensors")
    return ragged(call, a.dtype or b.dtype, (a.shape[0], None, b.shape[-1]), 1, rows.kept(a))


def _add_n(call: Call) -> Value:
    found = _members(call, given(call, "inputs"))
    if found is None or any(x.kind != "ragged" for x in found):
        return unknown("sum of ragged tensors")
    return ragged(call, found[0].dtype, found[0].shape, found[0].ragged_rank, rows.kept(found[0]))


VARIANTS: dict[str, Rule] = {
    "tensorflow.concat": _concat,
    "tensorflow.stack": _stack,
    "tensorflow.expand_dims": _expand_dims,
    "tensorflow.squeeze": _squeeze,
    "tensorflow.strings.reduce_join": _reduce_join,
    "tensorflow.gather": _gather,
    "tensorflow.nn.embedding_lookup": _gather,
    "tensorflow.where": _where,
    "tensorflow.tile": _tile,
    "tensorflow.reshape": _reshape,
    "tensorflow.one_hot": _one_hot,
    "tensorflow.clip_by_value": _keep("t"),
    "tensorflow.reverse": _keep("tensor"),
    "tensorflow.math.cumsum": _keep("x"),
    "tensorflow.linalg.matmul": _matmul,
    "tensorflow.nn.softmax": _keep("logits"),
    "tensorflow.nn.dropout": _keep("x"),
    "tensorflow.math.add_n": _add_n,
    **{
        f"tensorflow.math.unsorted_segment_{n}": _unsorted_segment
        for n in ("sum", "mean", "max", "min", "prod", "sqrt_n")
    },
}
