"""Control flow by functions: ``map_fn``, ``scan``, ``while_loop``, ``cond`` and their kin."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.values import (
    NEVER,
    Array,
    Const,
    Dim,
    LibraryObject,
    Prim,
    Shape,
    Tensor,
    TensorShape,
    Value,
    atoms,
    join,
    join_shape,
    tensor,
    union,
    unknown,
)
from ..protocol import Call, Rule
from .arguments import dims, dtype_of, given, is_none, sequence
from .convert import as_tensor
from .nest import content, flattened, mapped, packed
from .shapes import dim_at

_FLOW = "control-flow"
# Rounds of a loop body before shapes that still change are unknown.
_ROUNDS = 4


def row(call: Call, value: Value, *, symbolic: bool | None = None) -> Value:
    """What is left of a tensor (any value that converts) without its first dimension."""
    x = as_tensor(call, value)
    if x is None or x.shape == ():
        return NEVER
    traced = call.graph if symbolic is None else symbolic
    rest = None if x.shape is None else x.shape[1:]
    if x.kind == "ragged" and x.ragged_rank is not None and x.ragged_rank > 1:
        return tensor(x.dtype, rest, kind="ragged", ragged_rank=x.ragged_rank - 1, symbolic=traced)
    if x.kind == "sparse":
        return tensor(x.dtype, rest, kind="sparse", symbolic=traced)
    return tensor(x.dtype, rest, symbolic=traced)


def _rows(call: Call, elems: Value, *, symbolic: bool | None = None) -> Value:
    return mapped(call, lambda leaves: row(call, leaves[0], symbolic=symbolic), [elems], "row")


def _count(call: Call, elems: Value) -> Dim:
    """The common first dimension of all ``elems``."""
    leaves, rest = flattened(call, elems)
    for leaf in (*leaves, *(() if rest is None else (rest,))):
        x = as_tensor(call, leaf)
        length = None if x is None else dim_at(x.shape, 0)
        if length is not None:
            return length
    return None


def stacked(call: Call, value: Value, count: Dim, dtype: str | None = None) -> Value:
    """``count`` results like ``value`` as one tensor each."""

    def leaf(found: list[Value]) -> Value:
        return union(_stacked_atom(call, atom, count, dtype) for atom in atoms(found[0]))

    return mapped(call, leaf, [value])


def _stacked_atom(call: Call, value: Value, count: Dim, dtype: str | None) -> Value:
    x = as_tensor(call, value)
    if x is None:
        return unknown("a result that is no tensor")
    shape = None if x.shape is None else (count, *x.shape)
    kind = dtype or x.dtype
    if x.kind == "ragged":
        return tensor(kind, shape, kind="ragged", ragged_rank=None if x.ragged_rank is None else x.ragged_rank + 1)
    return tensor(kind, shape, kind="sparse" if x.kind == "sparse" else "tensor", symbolic=call.graph)


def _signature_leaf(call: Call, spec: Value, found: Value, count: Dim) -> Value:
    """One result of ``map_fn`` by its entry in ``fn_output_signature`` and what the function gave."""
    if isinstance(spec, LibraryObject):
        shape = spec.get("shape")
        known: Shape = None if shape is None or is_none(shape) else dims(call, shape)
        dtype = spec.get("dtype")
        kind = "float32" if dtype is None else dtype_of(dtype)
        whole = None if known is None else (count, *known)
        if spec.cls == "tensorflow.RaggedTensorSpec":
            rank = spec.get("ragged_rank")
            inner = rank.value if isinstance(rank, Const) and isinstance(rank.value, int) else None
            if inner is None and known is not None:
                inner = len(known) - 1
            return tensor(
                kind, whole, kind="ragged", ragged_rank=None if inner is None else inner + 1, symbolic=call.graph
            )
        if spec.cls == "tensorflow.TensorSpec":
            out = _stacked_atom(call, found, count, kind)
            if isinstance(out, Tensor) and out.shape is not None:
                return out
            return tensor(kind, whole, symbolic=call.graph)
        return unknown(f"map_fn with {spec.cls}")
    kind = dtype_of(spec)
    out = union(_stacked_atom(call, atom, count, kind) for atom in atoms(found))
    return out if isinstance(out, Tensor) else tensor(kind, None, symbolic=call.graph)


def _map_fn(call: Call) -> Value:
    """``tf.map_fn``: dtype and structure by ``fn_output_signature``, else those of ``elems``."""
    function, elems = given(call, "fn"), given(call, "elems")
    if function is None or elems is None:
        return unknown("map_fn of unknown arguments")
    count = _count(call, elems)
    found = call.invoke(function, [_rows(call, elems)], traced_by=_FLOW)
    signature = given(call, "fn_output_signature")
    signature = given(call, "dtype") if signature is None or is_none(signature) else signature
    if signature is not None and not is_none(signature):
        return mapped(call, lambda leaves: _signature_leaf(call, leaves[0], leaves[1], count), [signature, found])

    def leaf(leaves: list[Value]) -> Value:
        x = as_tensor(call, leaves[0])
        if x is not None and x.kind == "ragged":
            # Without a signature the results are taken to be like the elements.
            return tensor(x.dtype, x.shape, kind="ragged", ragged_rank=x.ragged_rank, symbolic=call.graph)
        return union(_stacked_atom(call, a, count, None if x is None else x.dtype) for a in atoms(leaves[1]))

    return mapped(call, leaf, [elems, found])


def _vectorized_map(call: Call) -> Value:
    """``tf.vectorized_map``: the function is always traced."""
    function, elems = given(call, "fn"), given(call, "elems")
    if function is None or elems is None:
        return unknown("vectorized_map of unknown arguments")
    found = call.invoke(function, [_rows(call, elems, symbolic=True)], traced_by=_FLOW)
    return stacked(call, found, _count(call, elems))


def tensors(call: Call, value: Value, tag: str) -> Value:
    """``value`` with every number and array made a tensor of unknown content; other leaves stay."""

    def leaf(leaves: list[Value]) -> Value:
        return union(_tensor_of(call, atom) for atom in atoms(leaves[0]))

    return mapped(call, leaf, [value], tag)


def _tensor_of(call: Call, value: Value) -> Value:
    if isinstance(value, (Const, Prim, Array)) or (isinstance(value, Tensor) and value.kind in ("tensor", "variable")):
        x = as_tensor(call, value)
        return value if x is None else tensor(x.dtype, x.shape, symbolic=call.graph)
    return value


def _merge(call: Call, left: Value, right: Value, tag: str) -> Value:
    """What covers two states of a loop: shapes joined leaf by leaf."""
    return mapped(call, lambda leaves: _merged(leaves[0], leaves[1]), [left, right], tag)


def _merged(left: Value, right: Value) -> Value:
    if isinstance(left, Tensor) and isinstance(right, Tensor) and (left.kind, left.dtype) == (right.kind, right.dtype):
        written = [t for t in (left, right) if not (t.kind == "tensorarray" and t.shape is None)]
        shape = join_shape(left.shape, right.shape) if len(written) == 2 or not written else written[0].shape
        same = left.content if left.content == right.content else None
        return tensor(
            left.dtype,
            shape,
            kind=left.kind,
            content=same,
            ragged_rank=left.ragged_rank,
            symbolic=left.symbolic or right.symbolic,
        )
    return join(left, right)


def _while_loop(call: Call) -> Value:
    """``tf.while_loop``: the variables' types joined with what the body makes of them, until stable."""
    condition, body, start = given(call, "cond"), given(call, "body"), given(call, "loop_vars")
    if condition is None or body is None or start is None:
        return unknown("while_loop of unknown arguments")
    items = sequence(call, start)
    if items is None or items.rest is not None:
        return unknown("loop variables not known")
    state = _invariant(call, tensors(call, start, "start"), "start!")
    like = start
    for turn in range(_ROUNDS):
        arguments = _arguments(call, state)
        if arguments is None:
            return unknown("loop variables not known")
        call.invoke(condition, arguments, traced_by=_FLOW)
        found = call.invoke(body, arguments, traced_by=_FLOW)
        if found is NEVER:
            return state
        following = tensors(call, _as_state(call, state, found, f"result{turn}"), f"next{turn}")
        merged = _invariant(call, _merge(call, state, following, f"state{turn}"), f"state{turn}!")
        if not call.graph and content(call, found) is not None and not isinstance(found, Tensor):
            # Eagerly the last result of the body is given as it is.
            like = found
        if _leaves(call, merged) == _leaves(call, state):
            break
        state = merged
    return state if like is start else packed(call, like, iter(_leaves(call, state)))


def _arguments(call: Call, state: Value) -> Sequence[Value] | None:
    items = content(call, state)
    return None if items is None or items.rest is not None else items.known


def _leaves(call: Call, state: Value) -> list[Value]:
    return flattened(call, state)[0]


def _as_state(call: Call, state: Value, found: Value, tag: str) -> Value:
    """The body's result in the structure of the loop variables; a single one may come bare."""
    items = content(call, state)
    got = content(call, found)
    if items is not None and len(items.known) == 1 and (got is None or isinstance(found, Tensor)):
        return packed(call, state, iter([found]), tag)
    if got is None:
        return mapped(call, lambda _: unknown("result of the loop body"), [state], tag)
    known, rest = flattened(call, found)
    if rest is not None or len(known) != len(_leaves(call, state)):
        return mapped(call, lambda _: unknown("result of the loop body"), [state], tag)
    return packed(call, state, iter(known), tag)


def _invariant(call: Call, state: Value, tag: str) -> Value:
    """``state`` with the shapes of ``shape_invariants``."""
    invariants = given(call, "shape_invariants")
    if invariants is None or is_none(invariants):
        return state
    known, rest = flattened(call, state)
    shapes, more = _flat_shapes(call, invariants)
    if rest is not None or more or len(known) != len(shapes):
        return state
    made = [
        tensor(v.dtype, join_shape(v.shape, s), kind=v.kind, ragged_rank=v.ragged_rank, symbolic=v.symbolic)
        if isinstance(v, Tensor) and v.kind != "tensorarray"
        else v
        for v, s in zip(known, shapes, strict=True)
    ]
    return packed(call, state, iter(made), tag)


def _flat_shapes(call: Call, invariants: Value) -> tuple[list[Shape], bool]:
    leaves, rest = flattened(call, invariants)
    found: list[Shape] = []
    for leaf in leaves:
        if isinstance(leaf, TensorShape):
            found.append(leaf.dims)
        elif isinstance(leaf, LibraryObject) and leaf.get("shape") is not None:
            found.append(dims(call, leaf.get("shape")))
        else:
            found.append(None)
    return found, rest is not None


def _scan(call: Call) -> Value:
    """``tf.scan``: all accumulators stacked; the first element starts where there is no initializer."""
    found = _fold(call)
    if found is None:
        return unknown("scan of unknown arguments")
    elems = given(call, "elems")
    return NEVER if found is NEVER or elems is None else stacked(call, found, _count(call, elems))


def _fold(call: Call) -> Value | None:
    function, elems = given(call, "fn"), given(call, "elems")
    if function is None or elems is None:
        return None
    rows = _rows(call, elems)
    start = given(call, "initializer")
    state = rows if start is None or is_none(start) else tensors(call, start, "start")
    if rows is NEVER:
        return NEVER
    for turn in range(_ROUNDS):
        found = call.invoke(function, [state, rows], traced_by=_FLOW)
        if found is NEVER:
            return state
        merged = _merge(call, state, tensors(call, found, f"next{turn}"), f"state{turn}")
        if _leaves(call, merged) == _leaves(call, state):
            break
        state = merged
    return state


def _foldl(call: Call) -> Value:
    found = _fold(call)
    return unknown("foldl of unknown arguments") if found is None else found


def joined_branches(call: Call, results: Sequence[Value]) -> Value:
    """What a conditional gives: tensors with joined shapes while tracing, any branch's own value eagerly."""
    alive = [r for r in results if r is not NEVER]
    if not alive:
        return NEVER
    if not call.graph:
        return union(alive)
    state = tensors(call, alive[0], "branch0")
    for n, other in enumerate(alive[1:], 1):
        other = tensors(call, other, f"branch{n}")
        state = mapped(call, lambda leaves: _branch(leaves[0], leaves[1]), [state, other], f"joined{n}")
    return state


def _branch(left: Value, right: Value) -> Value:
    if isinstance(left, Tensor) and isinstance(right, Tensor) and left.kind == right.kind:
        shape = join_shape(left.shape, right.shape)
        kind = left.dtype if left.dtype == right.dtype else None
        return tensor(kind, shape, kind=left.kind, ragged_rank=left.ragged_rank, symbolic=True)
    return join(left, right)


def _cond(call: Call) -> Value:
    """``tf.cond``: traced it wants a tensor; eagerly a Python bool chooses."""
    chosen = given(call, "pred")
    functions = [given(call, "true_fn", "fn1"), given(call, "false_fn", "fn2")]
    if isinstance(chosen, Const) and isinstance(chosen.value, bool):
        if call.graph:
            return NEVER
        functions = [functions[0] if chosen.value else functions[1]]
    results = [call.invoke(f, [], traced_by=_FLOW) for f in functions if f is not None and not is_none(f)]
    return joined_branches(call, results) if results else unknown("cond of unknown functions")


def _case(call: Call) -> Value:
    pairs = given(call, "pred_fn_pairs")
    items = None if pairs is None else call.items(pairs)
    if items is None:
        return unknown("case of unknown functions")
    functions: list[Value] = []
    for item in (*items.known, *(() if items.rest in (None, NEVER) else (items.rest,))):
        if items.keys is not None:
            functions.append(item)
        else:
            pair = sequence(call, item)
            if pair is None or len(pair.known) != 2:
                return unknown("case of unknown functions")
            functions.append(pair.known[1])
    return _all(call, functions)


def _switch_case(call: Call) -> Value:
    branches = given(call, "branch_fns")
    items = None if branches is None else call.items(branches)
    if items is None:
        return unknown("switch_case of unknown functions")
    index = given(call, "branch_index")
    if isinstance(index, Const):
        return NEVER
    functions: list[Value] = []
    for item in (*items.known, *(() if items.rest in (None, NEVER) else (items.rest,))):
        pair = sequence(call, item) if items.keys is None else None
        functions.append(pair.known[1] if pair is not None and len(pair.known) == 2 else item)
    return _all(call, functions)


def _all(call: Call, functions: list[Value]) -> Value:
    default = given(call, "default")
    if default is not None and not is_none(default):
        functions.append(default)
    results = [call.invoke(f, [], traced_by=_FLOW) for f in functions]
    return joined_branches(call, results)


def _tuple(call: Call) -> Value:
    items = sequence(call, given(call, "tensors"))
    return unknown("tf.tuple") if items is None else call.new_list(list(items.known), items.rest)


RULES: dict[str, Rule] = {
    "tensorflow.map_fn": _map_fn,
    "tensorflow.vectorized_map": _vectorized_map,
    "tensorflow.scan": _scan,
    "tensorflow.foldl": _foldl,
    "tensorflow.foldr": _foldl,
    "tensorflow.while_loop": _while_loop,
    "tensorflow.compat.v1.while_loop": _while_loop,
    "tensorflow.cond": _cond,
    "tensorflow.compat.v1.cond": _cond,
    "tensorflow.case": _case,
    "tensorflow.switch_case": _switch_case,
    "tensorflow.tuple": _tuple,
}
