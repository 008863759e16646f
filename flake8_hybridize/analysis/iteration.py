"""Iterating and unpacking: what the elements of a value are."""

from __future__ import annotations

from astroid import nodes

from ..model.values import (
    INT,
    NEVER,
    STR,
    Array,
    Const,
    Dataset,
    Range,
    Stream,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    array,
    atoms,
    const,
    join,
    tensor,
    union,
    unknown,
)
from . import classes, hazards
from .objects import ClassValue, DictValue, Instance, ListValue, dict_entries, list_items, sure_entries
from .state import Arguments, Frame

RANGE_LIMIT = 6
"""Ranges up to this length keep their numbers apart."""
ROW_LIMIT = 16
"""Tensors and arrays up to this many rows unpack into known elements."""
_CONVERTED = frozenset({"for", "enumerate", "zip", "map", "filter", "iter", "next"})
"""What AutoGraph converts for datasets, or what only wraps them."""
ITERATES = frozenset({"comprehension", "unpacking", "yield from"})


def elements_of(frame: Frame, node: nodes.NodeNG, value: Value, how: str) -> tuple[list[Value], Value | None]:
    """The elements of ``value``: known ones in order, and the join of further ones (``None``: no others).

    ``how`` names the way of iterating: ``for`` (a statement), ``comprehension``, ``unpacking``, or a builtin.
    """
    members = atoms(value)
    if len(members) == 1:
        return _elements(frame, node, members[0], how)
    if not members:
        return [], NEVER
    parts = [_elements(frame, node, m, how) for m in members]
    _weigh(frame, node, value)
    lengths = {len(known) if rest is None else -1 for known, rest in parts}
    if len(lengths) == 1 and -1 not in lengths:
        return [union(items) for items in zip(*(known for known, _ in parts), strict=True)], None
    return [], union(v for known, rest in parts for v in (*known, *((rest,) if rest is not None else ())))


def _elements(frame: Frame, node: nodes.NodeNG, value: Value, how: str) -> tuple[list[Value], Value | None]:
    kind = type(value)
    if kind is Tuple:
        return list(value.items), value.rest  # type: ignore[attr-defined]
    if isinstance(value, ListValue):
        known, rest = list_items(frame, value)
        return known, rest
    if isinstance(value, DictValue):
        entries, keys, _ = (dict_entries if how == "for" else sure_entries)(frame, value)
        return [key for key, _ in entries], keys
    if kind is Range:
        return _range(value)  # type: ignore[arg-type]
    if kind is Tensor:
        _tensor_hazard(frame, node, value, how)
        return _rows(value)  # type: ignore[arg-type]
    if kind is Array:
        return _array_rows(value)  # type: ignore[arg-type]
    if kind is Dataset:
        if how not in _CONVERTED and (frame.activation.traced or how in ITERATES):
            hazards.report(frame, "dataset-endless-loop", node, how, blocks=True)
        return [], frame.machine.dataset_element(frame, node, value)
    if kind is Stream:
        if value.over == "dataset" and how not in _CONVERTED:  # type: ignore[attr-defined]
            hazards.report(frame, "dataset-endless-loop", node, how, blocks=True)
        return [], value.element  # type: ignore[attr-defined]
    if kind is TensorShape:
        dims = value.dims  # type: ignore[attr-defined]
        if dims is None:
            return [], union((INT, const(None)))
        return [const(d) if d is not None else union((INT, const(None))) for d in dims], None
    if kind is Const and isinstance(value.value, str):  # type: ignore[attr-defined]
        text = value.value  # type: ignore[attr-defined]
        return ([const(c) for c in text], None) if len(text) <= 4 else ([], STR)
    if isinstance(value, (Instance, ClassValue)):
        return _instance(frame, node, value, how)
    if kind is Unknown:
        return [], value
    return [], _other(frame, node, value)


def _other(frame: Frame, node: nodes.NodeNG, value: Value) -> Value:
    found = frame.machine.library_iteration(frame, node, value)
    return found if found is not None else unknown("element of something that is not iterable")


def _range(value: Range) -> tuple[list[Value], Value | None]:
    bounds = (value.start, value.stop, value.step)
    if all(type(b) is Const for b in bounds):
        numbers = range(*(b.value for b in bounds))  # type: ignore[attr-defined]
        if len(numbers) <= RANGE_LIMIT:
            return [const(n) for n in numbers], None
    return [], INT


def is_nonempty(value: Value) -> bool:
    """At least one element is sure to come."""
    for atom in atoms(value):
        kind = type(atom)
        if kind is Range:
            bounds = (atom.start, atom.stop, atom.step)  # type: ignore[attr-defined]
            if not (all(type(b) is Const for b in bounds) and len(range(*(b.value for b in bounds)))):
                return False
        elif kind is Tuple:
            if not atom.items:  # type: ignore[attr-defined]
                return False
        elif isinstance(atom, ListValue):
            if not atom.items:
                return False
        elif kind in (Tensor, Array):
            shape = atom.shape  # type: ignore[attr-defined]
            if not shape or not shape[0]:
                return False
        elif kind is not Dataset and not (kind is Stream and atom.over == "dataset"):  # type: ignore[attr-defined]
            return False
    return value is not NEVER


def _tensor_hazard(frame: Frame, node: nodes.NodeNG, value: Value, how: str) -> None:
    if not hazards.graph_tensors(frame, node, value):
        return
    kind = value.kind  # type: ignore[attr-defined]
    shape = value.shape  # type: ignore[attr-defined]
    length = "known" if kind == "tensor" and shape and shape[0] is not None else "open"
    if how == "unpacking":
        hazards.report(frame, "tensor-unpacking", node, node, length=length)
    elif how != "for" or kind == "keras_tensor":
        hazards.report(frame, "tensor-iteration", node, node, how=how, length=length)


def _weigh(frame: Frame, node: nodes.NodeNG, value: Value) -> None:
    """What was recorded of iterating over some of the possibilities is certain only if they certainly arrive."""
    if not hazards.sure(frame, value):
        hazards.doubt(frame, node, ("tensor-iteration", "tensor-unpacking"))


def _rows(value: Tensor) -> tuple[list[Value], Value | None]:
    if value.kind == "ragged" and value.shape is not None:
        inner = value.shape[1:]
        rank = (value.ragged_rank or 1) - 1
        row = tensor(
            value.dtype, inner, kind="ragged" if rank else "tensor", ragged_rank=rank or None, symbolic=value.symbolic
        )
        if isinstance(value.content, tuple) and len(value.content) <= ROW_LIMIT and inner:
            return [
                tensor(value.dtype, (n, *inner[1:]), kind=row.kind, ragged_rank=row.ragged_rank) for n in value.content
            ], None
        return [], row
    kind = "tensor" if value.kind == "variable" else value.kind
    if value.shape is None or not value.shape:
        return [], tensor(value.dtype, None, kind=kind, symbolic=value.symbolic)
    row = tensor(value.dtype, value.shape[1:], kind=kind, symbolic=value.symbolic)
    count = value.shape[0]
    if count is not None and count <= ROW_LIMIT:
        if isinstance(value.content, tuple) and len(value.content) == count:
            return [tensor(value.dtype, (), content=c, symbolic=value.symbolic) for c in value.content], None
        return [row] * count, None
    return [], row


def _array_rows(value: Array) -> tuple[list[Value], Value | None]:
    if not value.shape:
        return [], array(value.dtype, None)
    inner = value.shape[1:]
    row = array(value.dtype, inner, scalar=not inner)
    count = value.shape[0]
    if count is not None and count <= ROW_LIMIT:
        return [row] * count, None
    return [], row


def _instance(frame: Frame, node: nodes.NodeNG, value: Value, how: str) -> tuple[list[Value], Value | None]:
    machine = frame.machine
    method = machine.class_method(frame, value, "__iter__")
    if method is not None:
        produced = frame.call(node, method, Arguments())
        results: Value = NEVER
        for atom in atoms(produced):
            if isinstance(atom, Instance):
                following = machine.class_method(frame, atom, "__next__")
                if following is not None:
                    results = join(results, frame.call(node, following, Arguments()))
            elif atom is not value:
                known, rest = _elements(frame, node, atom, "for")
                results = union([results, *known, *((rest,) if rest is not None else ())])
        return [], results
    method = machine.class_method(frame, value, "__getitem__")
    if method is not None:
        return [], frame.call(node, method, Arguments([INT]))
    held = classes.container_of(machine, value) if isinstance(value, Instance) else None
    return _elements(frame, node, held, how) if held is not None else ([], _other(frame, node, value))


def unpack(frame: Frame, target: nodes.NodeNG, value: Value) -> None:
    """Bind ``target`` (a name, attribute, item, tuple or list of targets) to ``value``."""
    frame.machine.assign(frame, target, value)


def split(frame: Frame, node: nodes.NodeNG, value: Value, targets: list[nodes.NodeNG]) -> list[Value]:
    """The values for ``targets`` when ``value`` is unpacked into them; a starred target gets a list value's items."""
    starred = next((i for i, t in enumerate(targets) if type(t) is nodes.Starred), None)
    count = len(targets)
    results: list[list[Value]] = [[] for _ in targets]
    for atom in atoms(value):
        known, rest = _elements(frame, node, atom, "unpacking")
        if starred is None:
            if rest is None and len(known) != count:
                if known:
                    continue
                rest = NEVER
            for i in range(count):
                results[i].append(known[i] if i < len(known) else (rest if rest is not None else NEVER))
        else:
            tail = count - starred - 1
            filler = rest if rest is not None else NEVER
            for i in range(starred):
                results[i].append(known[i] if i < len(known) else filler)
            middle = (
                known[starred : len(known) - tail if tail else None] if rest is None else [*known[starred:], filler]
            )
            results[starred].append(union(middle))
            for i in range(tail):
                at = len(known) - tail + i
                results[starred + 1 + i].append(known[at] if rest is None and 0 <= at < len(known) else filler)
    _weigh(frame, node, value)
    return [union(r) for r in results]
