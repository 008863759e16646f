"""Reading, writing and testing items of containers, tensors and the program's own classes."""

from __future__ import annotations

from astroid import nodes

from ..knowledge.tensors import indexing
from ..model.values import (
    INT,
    NEVER,
    STR,
    Array,
    Const,
    DType,
    LibraryObject,
    Prim,
    Slice,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Union,
    Unknown,
    Value,
    atoms,
    collapsed,
    join,
    tuple_of,
    union,
    unknown,
)
from . import classes, hazards, library, python_values
from .appending import append
from .changes import note_change
from .inside import contents
from .iteration import elements_of
from .objects import (
    ClassValue,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    Object,
    acyclic,
    all_items,
    dict_entries,
    found_again,
    list_items,
    new_list,
    set_key,
    set_key_in_doubt,
    summarize,
)
from .state import Arguments, Frame, Machine
from .truth import may_not_happen

_TENSORISH = (Tensor, Array, TensorShape)


def subscript(frame: Frame, node: nodes.NodeNG, base: Value, index: Value) -> Value:
    """``base[index]`` over all possibilities."""
    bases, indices = atoms(base), atoms(index)
    if len(bases) * len(indices) > 24:
        bases, indices = atoms(collapsed(base)), atoms(collapsed(index))
    python_values.index(frame, node, base, index)
    return union(_subscript(frame, node, b, i) for b in bases for i in indices)


def _subscript(frame: Frame, node: nodes.NodeNG, base: Value, index: Value) -> Value:
    kind = type(base)
    if kind in _TENSORISH:
        result = indexing.subscript(base, index, library.plain_call(frame, node, "subscript"))
        if kind is Tensor:
            frame.activation.computes[node] = "indexing"
        return result
    if kind is Tuple:
        return _positional(list(base.items), base.rest, index, base)  # type: ignore[attr-defined]
    if isinstance(base, ListValue):
        known, rest = list_items(frame, base)
        if type(index) is Slice:
            return _list_slice(frame, node, base, known, rest, index)
        return found_again(frame, _positional(known, rest, index, base))
    if isinstance(base, DictValue):
        return found_again(frame, dict_get(frame, base, index))
    if isinstance(base, Instance):
        method = frame.machine.class_method(frame, base, "__getitem__")
        if method is not None:
            return frame.call(node, method, Arguments([index]))
        held = classes.container_of(frame.machine, base)
        if held is not None:
            return _subscript(frame, node, held, index)
        return library.library_subscript(frame, node, base, index)
    if isinstance(base, ClassValue):
        # A generic class: the subscript is for type checkers.
        return base
    if kind is Const and isinstance(base.value, (str, bytes)):  # type: ignore[attr-defined]
        return STR if isinstance(base.value, str) else INT  # type: ignore[attr-defined]
    if kind is Prim and base.name == "str":  # type: ignore[attr-defined]
        return STR
    if kind is Unknown:
        return base
    if kind in (Symbol, DType):
        return base
    return library.library_subscript(frame, node, base, index)


def _positional(known: list[Value], rest: Value | None, index: Value, base: Value) -> Value:
    if type(index) is Const and isinstance(index.value, int):
        at = int(index.value)
        if at >= 0 and at < len(known):
            return known[at]
        if rest is None:
            return known[at] if -len(known) <= at < 0 else NEVER
        return rest if at >= 0 else union([*known, rest])
    if type(index) is Slice and type(base) is Tuple:
        bounds = (index.lower, index.upper, index.step)
        if rest is None and all(type(b) is Const for b in bounds):
            try:
                return tuple_of(known[slice(*(b.value for b in bounds))])  # type: ignore[attr-defined]
            except (TypeError, ValueError):
                return NEVER
        return tuple_of((), union([*known, *((rest,) if rest is not None else ())]))
    return union([*known, *((rest,) if rest is not None else ())])


def _list_slice(
    frame: Frame, node: nodes.NodeNG, base: ListValue, known: list[Value], rest: Value | None, index: Slice
) -> Value:
    bounds = (index.lower, index.upper, index.step)
    if rest is None and all(type(b) is Const for b in bounds):
        try:
            chosen = known[slice(*(b.value for b in bounds))]  # type: ignore[attr-defined]
        except (TypeError, ValueError):
            return NEVER
        return new_list(frame, node, chosen, tag=("slice", base))
    return new_list(frame, node, [], union([*known, *((rest,) if rest is not None else ())]), tag=("slice", base))


def dict_get(frame: Frame, base: DictValue, index: Value) -> Value:
    """``base[index]`` of a dict."""
    entries, _, rest = dict_entries(frame, base)
    if type(index) is Const:
        for key, value in entries:
            if key is index:
                return value if rest is None else join(value, rest)
        if rest is not None:
            return rest
        if base.kind == "defaultdict":
            return frame.machine.read(base.rest, frame, "item")
        return frame.machine.read(base.rest, frame, f"item {index.value!r}")
    if not entries and rest is None:
        return frame.machine.read(base.rest, frame, "item")
    return union([*(v for _, v in entries), *((rest,) if rest is not None else ())])


def _is_there(machine: Machine, target: DictValue, key: Value) -> None:
    if type(key) is Const and key in target.doubted:
        target.doubted.discard(key)
        machine.mark(target.sizes.readers)


def store(frame: Frame, node: nodes.Subscript, base: Value, index: Value, value: Value) -> None:
    """``base[index] = value``."""
    machine = frame.machine
    for atom in atoms(base):
        kind = type(atom)
        if isinstance(atom, DictValue):
            if may_not_happen(frame):
                set_key_in_doubt(machine, atom, index, value)
            else:
                set_key(machine, atom, index, value)
                _is_there(machine, atom, index)
            _item_hazards(frame, node, atom, value)
        elif isinstance(atom, ListValue):
            _store_list(frame, atom, index, value)
            _item_hazards(frame, node, atom, value)
        elif kind is Tensor:
            if atom.kind == "keras_tensor" or hazards.SYMBOLIC_KINDS.__contains__(atom.kind) or atom.kind == "variable":  # type: ignore[attr-defined]
                hazards.report(frame, "tensor-item-assignment", node, node, certain=hazards.sure(frame, base))
        elif kind is Array:
            hazards.mutation(frame, node, atom, node.value, "outer-mutation", node.value)
            if hazards.graph_tensors(frame, None, value):
                hazards.report(frame, "np-call-on-tensor", node, node, function="item assignment")
        elif isinstance(atom, Instance):
            method = machine.class_method(frame, atom, "__setitem__")
            held = classes.container_of(machine, atom)
            if method is not None:
                frame.call(node, method, Arguments([index, value]))
            elif held is not None:
                store(frame, node, held, index, value)
        elif kind is LibraryObject:
            hazards.mutation(frame, node, atom, node.value, "outer-mutation", node.value)
        elif kind is Symbol and atom.name == "os.environ":  # type: ignore[attr-defined]
            hazards.report(frame, "outer-mutation", node, "os.environ", side_effect=True)
        elif kind is Unknown:
            note_change(frame, node, atom, node.value)
            if hazards.is_outer(frame, node.value):
                hazards.report(frame, "outer-mutation", node, node.value, side_effect=True, certain=False)


def _item_hazards(frame: Frame, node: nodes.Subscript, target: Value, value: Value) -> None:
    hazards.mutation(frame, node, target, node.value, "outer-mutation", node.value)
    hazards.leak(frame, node, node.value.as_string(), value, target if isinstance(target, Object) else None, node.value)


def _store_list(frame: Frame, target: ListValue, index: Value, value: Value) -> None:
    machine = frame.machine
    value = acyclic(target, value)
    if target.items is not None and type(index) is Const and isinstance(index.value, int):
        at = int(index.value)
        if -len(target.items) <= at < len(target.items):
            machine.write(target.items[at], value)
        return
    if target.items is not None:
        if type(index) is Slice:
            summarize(machine, target)
        else:
            for cell in target.items:
                machine.write(cell, value)
            return
    if type(index) is Slice:
        known, rest = elements_of(frame, target.node, value, "for")
        value = union([*known, *((rest,) if rest is not None else ())])
    machine.write(target.rest, value)


def delete(frame: Frame, node: nodes.Subscript, base: Value) -> None:
    """``del base[...]``."""
    for atom in atoms(base):
        if isinstance(atom, ListValue):
            summarize(frame.machine, atom)
        if isinstance(atom, (ListValue, DictValue)):
            hazards.mutation(frame, node, atom, node.value, "outer-mutation", node.value)
        elif type(atom) is Tensor:
            hazards.report(frame, "tensor-item-assignment", node, node, certain=hazards.sure(frame, base))


def list_operator(frame: Frame, node: nodes.NodeNG, op: str, left: Value, right: Value) -> Value:
    """``+`` and ``*`` of lists, set operators."""
    machine = frame.machine
    if op in ("+",) and isinstance(left, ListValue) and isinstance(right, ListValue):
        a, more_a = list_items(frame, left)
        b, more_b = list_items(frame, right)
        if more_a is None and more_b is None:
            return new_list(frame, node, [*a, *b], tag=(left, right))
        return new_list(
            frame, node, [], union([*a, *b, *(m for m in (more_a, more_b) if m is not None)]), tag=(left, right)
        )
    if op == "*":
        own, count = (left, right) if isinstance(left, ListValue) else (right, left)
        if isinstance(own, ListValue):
            known, rest = list_items(frame, own)
            if (
                rest is None
                and type(count) is Const
                and isinstance(count.value, int)
                and 0 <= count.value * len(known) <= 64
            ):
                return new_list(frame, node, known * count.value, tag=own)
            return new_list(frame, node, [], union([*known, *((rest,) if rest is not None else ())]), tag=own)
    if op in ("|", "&", "-", "^"):
        content = union(all_items(frame, v) for v in (left, right) if isinstance(v, ListValue))
        return new_list(frame, node, [], content, kind="set", tag=(left, right))
    if type(left) is Unknown or type(right) is Unknown:
        return unknown("operator of a list and something unknown")
    if op in ("==", "!=", "<", "<=", ">", ">="):
        from ..model.values import BOOL

        return BOOL
    for one in (left, right):
        if isinstance(one, Instance):
            return machine.library_iteration(frame, node, one) or unknown("operator")
    return NEVER


def extend_in_place(
    frame: Frame, node: nodes.NodeNG, target: ListValue, right: Value, target_node: nodes.NodeNG
) -> None:
    """``target += right``, ``target.extend(right)``."""
    known, rest = elements_of(frame, node, right, "for")
    known = [acyclic(target, item) for item in known]
    rest = None if rest is None else acyclic(target, rest)
    if rest is None and target.items is not None:
        for position, item in enumerate(known):
            append(frame, node, target, item, position)
    else:
        summarize(frame.machine, target)
        frame.machine.write(target.rest, union([*known, *((rest,) if rest is not None else ())]))
    hazards.mutation(frame, node, target, target_node, "outer-mutation", target_node)


def _stores(frame: Frame, container: nodes.NodeNG) -> bool:
    """The running function stores items in the very container that it asks for one."""
    function = frame.activation.function
    if function is None or not isinstance(function.node.body, list):
        return False
    machine = frame.machine
    stored = machine.stored.get(function.node)
    if stored is None:
        stored = machine.stored[function.node] = frozenset(
            hazards.text_of(machine, target.value)
            for statement in function.node.nodes_of_class(nodes.Assign)
            for target in statement.targets
            if isinstance(target, nodes.Subscript)
        )
    return hazards.text_of(machine, container) in stored


def _may_be_in(left: Value, right: Value) -> bool:
    """Who asks for a key, or for one of some functions, has no tensor in mind: what is known of it is too much."""
    if all(_is_text(a) for a in atoms(left)):
        return all(isinstance(a, Tensor) and a.dtype == "string" for a in atoms(right))
    items = [i for a in atoms(right) for part in contents(a) for i in atoms(part)]
    return not items or not all(isinstance(i, (Symbol, FunctionValue, ClassValue)) for i in items)


def _is_text(value: Value) -> bool:
    return (type(value) is Const and isinstance(value.value, str)) or value is STR


def contains(
    frame: Frame, node: nodes.Compare, left: Value, right: Value, left_node: nodes.NodeNG, right_node: nodes.NodeNG
) -> bool | None:
    """``left in right``."""
    symbolic = hazards.graph_tensors(frame, left_node, left) or hazards.graph_tensors(frame, right_node, right)
    if symbolic and not any(isinstance(a, (DictValue, Unknown)) for a in atoms(right)):
        hazards.report(frame, "tensor-in", node, node, certain=_may_be_in(left, right))
    for atom in atoms(right):
        if isinstance(atom, Instance):
            method = frame.machine.class_method(frame, atom, "__contains__")
            if method is not None:
                frame.call(node, method, Arguments([left]))
    if isinstance(right, Instance):
        return None
    if type(right) is Union or type(left) is Union:
        return None
    if isinstance(right, DictValue):
        if _stores(frame, right_node):
            # What is there now may not have been there before.
            return None
        entries, _, rest = dict_entries(frame, right)
        if type(left) is Const and left in right.doubted:
            return None
        if type(left) is Const and rest is None and right.owner is not None and right.owner.function is None:
            return True if any(key is left for key, _ in entries) else None
        return True if type(left) is Const and any(key is left for key, _ in entries) else None
    if type(left) is not Const:
        return None
    if type(right) is Const and isinstance(right.value, str) and isinstance(left.value, str):
        return left.value in right.value
    if type(right) is Tuple and right.rest is None and all(type(i) is Const for i in right.items):
        return any(i is left for i in right.items)
    if isinstance(right, ListValue) and right.items is not None:
        items, rest = list_items(frame, right)
        if rest is None and all(type(i) is Const for i in items):
            return any(i is left for i in items)
    return None
