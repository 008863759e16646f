"""Python's own callables: builtins, functools, itertools, collections, decorators, and methods of containers.

These are here, not in ``knowledge``, because they reach into the interpreter: they call functions of the program
and change its containers.
"""

from __future__ import annotations

from collections.abc import Callable

from astroid import nodes

from ..model.values import (
    BOOL,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Array,
    Const,
    Dataset,
    LibraryObject,
    Prim,
    Range,
    Slice,
    Stream,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    atoms,
    const,
    join,
    library_object,
    named_tuple,
    partial,
    prim,
    range_of,
    slice_of,
    stream,
    symbol,
    tensor,
    tuple_of,
    union,
    unknown,
)
from . import (
    abstract_classes,
    attributes,
    classes,
    container_methods,
    conversion,
    descriptors,
    expressions,
    hazards,
    hybrids,
    imports,
    library,
    more_calls,
    namespaces,
    narrowing,
    plain_functions,
    reflection,
    wrapped,
)
from .iteration import elements_of
from .objects import (
    BoundMethod,
    ClassValue,
    Descriptor,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    ModuleValue,
    TFFunction,
    intern,
    new_dict,
    new_list,
    set_key,
)
from .state import GRAPH, GRAPH_AS_WRITTEN, Arguments, Frame
from .truth import truth

Handler = Callable[[Frame, nodes.NodeNG, Arguments], Value]


def _first(arguments: Arguments, name: str = "") -> Value | None:
    if arguments.positional:
        return arguments.positional[0]
    return next((v for n, v in arguments.keywords if n == name), arguments.rest)


def _second(arguments: Arguments, name: str = "") -> Value | None:
    if len(arguments.positional) > 1:
        return arguments.positional[1]
    return next((v for n, v in arguments.keywords if n == name), None)


def _node(arguments: Arguments, index: int = 0) -> nodes.NodeNG | None:
    return arguments.nodes[index] if index < len(arguments.nodes) else None


def _elements(
    frame: Frame, node: nodes.NodeNG, arguments: Arguments, how: str, index: int = 0
) -> tuple[list[Value], Value | None]:
    value = arguments.positional[index] if index < len(arguments.positional) else NEVER
    return elements_of(frame, _node(arguments, index) or node, value, how)


def _joined(known: list[Value], rest: Value | None) -> Value:
    return union([*known, *((rest,) if rest is not None else ())])


def _over(values: list[Value]) -> str:
    for value in values:
        for atom in atoms(value):
            if type(atom) is Dataset or (type(atom) is Stream and atom.over == "dataset"):
                return "dataset"
            if type(atom) is Tensor:
                return "tensor"
    return "python"


def _isinstance(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return BOOL
    plain_functions.compared(frame, node, arguments.positional[0], arguments.positional[1])
    _asks_for_eager_tensor(frame, node, arguments)
    answers = {narrowing.is_instance(frame, a, arguments.positional[1]) for a in atoms(arguments.positional[0])}
    answer = answers.pop() if len(answers) == 1 else None
    return BOOL if answer is None else const(answer)


def _is_asked_second(node: nodes.NodeNG) -> bool:
    """``x is None and len(y)``: what is known of ``y`` may be that of calls for which the first part is false."""
    child, parent = node, node.parent
    while isinstance(parent, (nodes.BoolOp, nodes.Compare, nodes.UnaryOp, nodes.BinOp)):
        if isinstance(parent, nodes.BoolOp) and parent.op == "and" and child is not parent.values[0]:
            before = parent.values[: parent.values.index(child)]
            compared = (o for v in before if isinstance(v, nodes.Compare) for _, o in v.ops)
            return any(isinstance(o, nodes.Const) and o.value is None for o in compared)
        child, parent = parent, parent.parent
    return False


def _len(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    results: list[Value] = []
    for atom in atoms(value if value is not None else NEVER):
        kind = type(atom)
        if kind is Tensor or kind is Array:
            if frame.activation.mode is GRAPH_AS_WRITTEN and hazards.graph_tensors(frame, _node(arguments), atom):
                certain = hazards.sure(frame, value or NEVER) and not _is_asked_second(node)
                hazards.report(frame, "len-of-tensor", node, node, certain=certain)
            if atom.shape:  # type: ignore[attr-defined]
                results.append(INT if atom.shape[0] is None else const(atom.shape[0]))  # type: ignore[attr-defined]
            else:
                results.append(INT)
        elif kind is Tuple and atom.rest is None:  # type: ignore[attr-defined]
            results.append(const(len(atom.items)))  # type: ignore[attr-defined]
        elif isinstance(atom, ListValue) and atom.kind == "list":
            known, rest = elements_of(frame, node, atom, "for")
            results.append(const(len(known)) if rest is None else INT)
        elif kind is Const and isinstance(atom.value, (str, bytes)):  # type: ignore[attr-defined]
            results.append(const(len(atom.value)))  # type: ignore[attr-defined]
        elif kind is TensorShape and atom.dims is not None:  # type: ignore[attr-defined]
            results.append(const(len(atom.dims)))  # type: ignore[attr-defined]
        elif isinstance(atom, Instance):
            method = classes.class_method(frame, atom, "__len__")
            results.append(frame.call(node, method, Arguments()) if method is not None else INT)
        elif kind is Dataset and frame.activation.traced:
            results.append(tensor("int64", (), symbolic=True))
        elif kind is Range and all(type(b) is Const for b in (atom.start, atom.stop, atom.step)):  # type: ignore[attr-defined]
            results.append(const(len(range(atom.start.value, atom.stop.value, atom.step.value))))  # type: ignore[attr-defined]
        else:
            results.append(INT)
    return union(results)


def _range(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    bounds = arguments.positional
    for position, value in enumerate(bounds):
        if any(type(a) is Tensor for a in atoms(value)):
            return (
                stream(tensor("int32", (), symbolic=frame.activation.traced), "tensor", "range")
                if frame.activation.traced
                else stream(INT, "python", "range")
            )
        del position
    plain = [_int_bound(v) for v in bounds]
    if not plain or len(plain) > 3:
        return range_of(INT, INT, INT)
    if len(plain) == 1:
        plain = [const(0), plain[0]]
    if len(plain) == 2:
        plain.append(const(1))
    return range_of(*plain)


def _int_bound(value: Value) -> Value:
    return (
        value
        if (type(value) is Const and isinstance(value.value, int) and value.value != 0) or value is const(0)
        else INT
    )


_KEPT = {
    "int": frozenset({"int8", "int16", "int32", "uint8", "uint16", "bool"}),
    "float": frozenset({"float16", "bfloat16", "float32"}),
}


def _cast_hazard(frame: Frame, node: nodes.NodeNG, name: str, value: Tensor, certain: bool) -> None:
    """``int`` and ``float`` become casts to 32 bits where AutoGraph converts; ``bool`` and ``complex`` never do."""
    converted = name in _KEPT and frame.activation.mode is GRAPH
    if not converted:
        hazards.report(frame, "python-cast", node, node, certain=certain, function=name, effect="raises")
    elif (
        value.dtype is not None
        and value.dtype not in _KEPT[name]
        and not (name == "int" and value.dtype.startswith("float"))
    ):
        hazards.report(
            frame, "python-cast", node, node, certain=certain, function=name, effect="narrows", dtype=value.dtype
        )


def _cast(name: str) -> Handler:
    python = {"int": int, "float": float, "bool": bool, "complex": complex}[name]

    def handler(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        value = _first(arguments)
        if value is None:
            return const(python())
        results: list[Value] = []
        for atom in atoms(value):
            kind = type(atom)
            if kind is Tensor and hazards.graph_tensors(frame, _node(arguments), atom):
                _cast_hazard(frame, node, name, atom, hazards.sure(frame, value))  # type: ignore[arg-type]
                if frame.activation.traced and name in ("int", "float"):
                    results.append(tensor("int32" if name == "int" else "float32", atom.shape, symbolic=True))  # type: ignore[attr-defined]
                    continue
            if kind is Const:
                try:
                    results.append(const(python(atom.value)))  # type: ignore[attr-defined]
                except (TypeError, ValueError, OverflowError):
                    results.append(NEVER)
            elif kind is Tensor and isinstance(atom.content, int) and name == "int" and atom.shape == ():  # type: ignore[attr-defined]
                results.append(const(atom.content))  # type: ignore[attr-defined]
            elif name == "bool":
                known = truth(atom)
                results.append(BOOL if known is None else const(known))
            else:
                results.append(prim(name))
        return union(results)

    return handler


def _str(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    if value is not None and hazards.graph_tensors(frame, _node(arguments), value):
        hazards.text_of_tensor(frame, node, node)
    if type(value) is Const:
        return const(str(value.value))
    return STR


def _list(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    return _collect(frame, node, arguments, "list")


def _set(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    return _collect(frame, node, arguments, "set")


def _collect(frame: Frame, node: nodes.NodeNG, arguments: Arguments, kind: str) -> Value:
    if not arguments.positional:
        return new_list(frame, node, [], kind="list" if kind in ("list", "deque", "sorted") else "set", tag=kind)
    known, rest = _elements(frame, node, arguments, kind)
    return new_list(frame, node, known, rest, kind="set" if kind == "set" else "list", tag=kind)


def _sorted(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    # AutoGraph makes tf.sort of it, for tensors of one dimension and without a key.
    converted = frame.activation.mode is GRAPH and not any(name == "key" for name, _ in arguments.keywords)
    known, rest = _elements(frame, node, arguments, "for" if converted else "sorted")
    _call_key(frame, node, arguments, _joined(known, rest))
    each = _joined(known, rest)
    if rest is None:
        return new_list(frame, node, [each] * len(known), tag="sorted")
    return new_list(frame, node, [], each, tag="sorted")


def _call_key(frame: Frame, node: nodes.NodeNG, arguments: Arguments, element: Value) -> None:
    for name, value in arguments.keywords:
        if name == "key" and value is not NONE:
            conversion.call_as_written(frame, node, value, Arguments([element]), node.func.as_string())


def _tuple(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if not arguments.positional:
        return tuple_of(())
    known, rest = _elements(frame, node, arguments, "tuple")
    return tuple_of(known, rest)


def _dict(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    made = new_dict(frame, node, tag="dict")
    for value in arguments.positional:
        library.update_dict(frame, made, value)
    for name, value in arguments.keywords:
        set_key(frame.machine, made, const(name), value)
    if arguments.extra is not None:
        set_key(frame.machine, made, STR, arguments.extra)
    return made


def _defaultdict(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    made = new_dict(frame, node, kind="defaultdict")
    factory = _first(arguments)
    if factory is not None and factory is not NONE:
        frame.machine.write(made.rest, frame.call(node, factory, Arguments()))
        frame.machine.write(made.keys, unknown("key of a defaultdict"))
    return made


def _transposed(rows: Value) -> Value | None:
    """``zip(*rows)`` of rows that are tuples of one length: a column for each position."""
    members = atoms(rows)
    widths = {len(row.items) if type(row) is Tuple and row.rest is None else None for row in members}
    if len(widths) != 1 or None in widths:
        return None
    columns = zip(*(row.items for row in members if type(row) is Tuple), strict=True)
    return tuple_of(tuple_of((), union(column)) for column in columns)


def _zip(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if arguments.rest is not None and not arguments.positional:
        found = _transposed(arguments.rest)
        if found is not None:
            return found
    columns = [_elements(frame, node, arguments, "zip", i) for i in range(len(arguments.positional))]
    if not columns:
        if arguments.rest is None:
            return tuple_of(())
        # So many rows, each of any length: a column holds an item of each.
        items = [_joined(*elements_of(frame, node, row, "zip")) for row in atoms(arguments.rest)]
        return stream(tuple_of((), union(items)), "python", "zip")
    if all(rest is None for _, rest in columns):
        shortest = min(len(known) for known, _ in columns)
        if shortest <= 16:
            rows = [tuple_of([known[i] for known, _ in columns]) for i in range(shortest)]
            return tuple_of(rows)
    return stream(tuple_of([_joined(k, r) for k, r in columns]), _over(arguments.positional), "zip")


def _enumerate(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments, "iterable")
    if value is None:
        return unknown("enumerate")
    known, rest = elements_of(frame, _node(arguments) or node, value, "enumerate")
    over = _over([value])
    if (
        rest is None
        and len(known) <= 16
        and over == "python"
        and len(arguments.positional) == 1
        and not arguments.keywords
    ):
        return tuple_of([tuple_of([const(i), v]) for i, v in enumerate(known)])
    index: Value = INT
    if over == "dataset" and frame.activation.traced:
        index = tensor("int64", (), symbolic=True)
    return stream(tuple_of([index, _joined(known, rest)]), over, "enumerate")


def _map(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return unknown("map")
    function = arguments.positional[0]
    columns = [_elements(frame, node, arguments, "map", i) for i in range(1, len(arguments.positional))]
    if all(rest is None for _, rest in columns):
        shortest = min(len(known) for known, _ in columns)
        if shortest <= 8:
            return tuple_of(
                [
                    conversion.call_as_written(
                        frame, node, function, Arguments([known[i] for known, _ in columns]), "map"
                    )
                    for i in range(shortest)
                ]
            )
    over = _over(arguments.positional[1:])
    given = Arguments([_joined(k, r) for k, r in columns])
    if over == "dataset":
        result = frame.call(node, function, given)
    else:
        result = conversion.call_as_written(frame, node, function, given, "map")
    return stream(result, over, "map")


def _filter(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return unknown("filter")
    known, rest = _elements(frame, node, arguments, "filter", 1)
    each = _joined(known, rest)
    if arguments.positional[0] is not NONE:
        conversion.call_as_written(frame, node, arguments.positional[0], Arguments([each]), "filter")
    else:
        each = narrowing.part(each, True)
    return stream(each, _over(arguments.positional[1:]), "filter")


def _iter(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    known, rest = _elements(frame, node, arguments, "iter")
    return stream(_joined(known, rest), _over(arguments.positional), "iterator")


def _next(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    results: list[Value] = []
    for atom in atoms(value if value is not None else NEVER):
        if type(atom) is Stream:
            results.append(atom.element)
            target = _node(arguments)
            if atom.over != "dataset" and target is not None and hazards.is_outer(frame, target):
                hazards.report(frame, "python-iterator", node, target, side_effect=True)
        elif isinstance(atom, Instance):
            method = classes.class_method(frame, atom, "__next__")
            results.append(frame.call(node, method, Arguments()) if method is not None else unknown("next"))
        else:
            known, rest = elements_of(frame, node, atom, "next")
            results.append(_joined(known, rest))
    default = _second(arguments)
    if default is not None:
        results.append(default)
    return union(results)


def _reversed(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    if value is not None and hazards.graph_tensors(frame, _node(arguments), value):
        hazards.report(frame, "builtin-on-tensor", node, node, function="reversed", remedy="tf.reverse")
        return stream(unknown("reversed tensor"))
    known, rest = _elements(frame, node, arguments, "reversed")
    if rest is None:
        return tuple_of(reversed(known))
    return stream(rest, "python", "reversed")


_REDUCED = {
    "sum": "tf.reduce_sum",
    "max": "tf.reduce_max",
    "min": "tf.reduce_min",
    "any": "tf.reduce_any",
    "all": "tf.reduce_all",
}


def _aggregate(name: str) -> Handler:
    def handler(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        if name in ("max", "min") and len(arguments.positional) > 1:
            known, rest = list(arguments.positional), None
            if any(hazards.graph_tensors(frame, _node(arguments, i), v) for i, v in enumerate(known)):
                remedy = "tf.maximum" if name == "max" else "tf.minimum"
                certain = all(hazards.sure(frame, v) for v in known)
                hazards.report(frame, "builtin-on-tensor", node, node, certain=certain, function=name, remedy=remedy)
        else:
            value = _first(arguments)
            if value is not None and hazards.graph_tensors(frame, _node(arguments), value):
                certain = hazards.sure(frame, value)
                hazards.report(
                    frame, "builtin-on-tensor", node, node, certain=certain, function=name, remedy=_REDUCED[name]
                )
                return union(_reduced_tensor(t) for t in atoms(value))
            known, rest = _elements(frame, node, arguments, name)
        if name in ("any", "all"):
            return BOOL
        if name == "sum":
            total: Value = _second(arguments, "start") or const(0)
            for item in known[:8]:
                total = expressions.binary(frame, node, "+", total, item)
            if rest is not None and rest is not NEVER:
                total = expressions.binary(frame, node, "+", total, rest)
                total = join(total, expressions.binary(frame, node, "+", total, rest))
            return total
        _call_key(frame, node, arguments, _joined(known, rest))
        default = next((v for n, v in arguments.keywords if n == "default"), None)
        each = _joined(known, rest)
        numbers = [a.value for a in known if type(a) is Const and isinstance(a.value, (int, float))]
        if rest is None and known and len(numbers) == len(known) and not arguments.keywords:
            return const((max if name == "max" else min)(numbers))
        return join(each, default) if default is not None else each

    return handler


def _reduced_tensor(value: Value) -> Value:
    if type(value) is Tensor and value.shape is not None:
        return tensor(value.dtype, value.shape[1:], symbolic=value.symbolic)
    return tensor(value.dtype, None, symbolic=value.symbolic) if type(value) is Tensor else value


def _abs(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    results: list[Value] = []
    for atom in atoms(value if value is not None else NEVER):
        if type(atom) is Tensor:
            frame.activation.computes[node] = "abs"
            results.append(tensor(atom.dtype, atom.shape, symbolic=atom.symbolic))
        elif type(atom) is Const and isinstance(atom.value, (int, float)):
            results.append(const(abs(atom.value)))
        else:
            results.append(atom)
    return union(results)


def _round(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    if value is not None and hazards.graph_tensors(frame, _node(arguments), value):
        hazards.report(frame, "builtin-on-tensor", node, node, function="round", remedy="tf.round")
        return value
    if value is not None and any(type(a) is Array for a in atoms(value)):
        return value
    return INT if len(arguments.positional) < 2 else FLOAT


def _pow(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return unknown("pow")
    return expressions.binary(frame, node, "**", arguments.positional[0], arguments.positional[1])


def _divmod(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return unknown("divmod")
    left, right = arguments.positional[:2]
    return tuple_of([expressions.binary(frame, node, op, left, right) for op in ("//", "%")])


def _getattr(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return unknown("getattr")
    value, name = arguments.positional[:2]
    if len(arguments.positional) > 2:
        _asks_for_eager(frame, node, arguments)
    names = [a.value for a in atoms(name) if type(a) is Const and isinstance(a.value, str)]
    if len(names) != len(atoms(name)) or not names:
        for atom in atoms(value):
            if isinstance(atom, Instance):
                attributes.note_all_read(frame, node, atom)
        return unknown("getattr of a computed name")
    found = union(attributes.get_attribute(frame, node, value, n) for n in names)
    if len(arguments.positional) > 2:
        return join(found, arguments.positional[2])
    return found


def _setattr(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 3 or not isinstance(node, nodes.Call):
        return NONE
    target, name, value = arguments.positional[:3]
    if type(name) is Const and isinstance(name.value, str):
        attributes.set_attribute(frame, _AttributeView(node, name.value), target, name.value, value)
        return NONE
    for atom in atoms(name):
        if type(atom) is Const and isinstance(atom.value, str):
            attributes.set_attribute(frame, _AttributeView(node, atom.value), target, atom.value, value)
    if not all(type(atom) is Const for atom in atoms(name)):
        for atom in atoms(target):
            namespaces.open_write(frame, node, atom)
    hazards.mutation(frame, node, target, _node(arguments), "self-attr-write", node)
    return NONE


class _AttributeView:
    """A ``setattr`` call as the assignment that it is."""

    __slots__ = ("_node", "attrname", "expr")

    def __init__(self, node: nodes.Call, name: str) -> None:
        self._node = node
        self.attrname = name
        self.expr = node.args[0]

    def __getattr__(self, name: str) -> object:
        return getattr(self._node, name)

    def __hash__(self) -> int:
        return hash(self._node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _AttributeView) and other._node is self._node


_EAGER_ATTRIBUTES = frozenset(
    ("numpy", "cpu", "gpu", "backing_device", "is_packed", "__float__", "__int__", "__index__")
)
"""Attributes that tensors have in eager execution alone."""


def _hasattr(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    _asks_for_eager(frame, node, arguments)
    if len(arguments.positional) != 2:
        return BOOL
    value, name = arguments.positional
    if type(name) is not Const or type(name.value) is not str:
        return BOOL
    answers = {abstract_classes.has_attribute(atom, name.value) for atom in atoms(value)}
    known = answers.pop() if len(answers) == 1 else None
    return BOOL if known is None else const(known)


def _asks_for_eager(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> None:
    """Note a question to which a tensor of a graph answers something else."""
    if frame.activation.traced or frame.activation.function is None or len(arguments.positional) < 2:
        return
    names = {a.value for a in atoms(arguments.positional[1]) if type(a) is Const}
    if names & _EAGER_ATTRIBUTES and hazards.tensors(arguments.positional[0]) and isinstance(node, nodes.Call):
        hazards.report(frame, "executing-eagerly", node, node.func)


def _asks_for_eager_tensor(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> None:
    """``isinstance(x, EagerTensor)``: no tensor of a graph is one."""
    if frame.activation.traced or frame.activation.function is None or not hazards.tensors(arguments.positional[0]):
        return
    names = [a.name for a in atoms(arguments.positional[1]) if isinstance(a, Symbol)]
    if any(name.endswith("EagerTensor") for name in names) and isinstance(node, nodes.Call):
        hazards.report(frame, "executing-eagerly", node, node.func)


def _type(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) != 1:
        return unknown("type")
    plain_functions.asked(frame, node, arguments.positional[0])
    results: list[Value] = []
    for atom in atoms(arguments.positional[0]):
        if isinstance(atom, Instance):
            results.append(atom.cls)
        elif isinstance(atom, LibraryObject):
            results.append(symbol(atom.cls))
        elif type(atom) in (Const, Prim):
            results.append(symbol(f"builtins.{expressions.type_name(atom)}"))
        elif isinstance(atom, Slice):
            results.append(symbol("builtins.slice"))
        else:
            results.append(unknown("type"))
    return union(results)


def _super(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    return classes.super_value(frame, node, arguments)


def _new_object(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``object.__new__(cls)``, ``super().__new__(cls)``."""
    made: list[Value] = []
    for atom in atoms(arguments.positional[0]) if arguments.positional else ():
        if isinstance(atom, ClassValue):
            instance = classes.instance_at(frame, node, atom)
            instance.constructed = True
            made.append(instance)
        else:
            made.append(unknown("object of an unknown class"))
    return union(made) if made else unknown("object.__new__")


def _new_of_super(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return _new_object(frame, node, arguments)


def _slice(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    parts = [*arguments.positional]
    if len(parts) == 1:
        return slice_of(NONE, parts[0], NONE)
    while len(parts) < 3:
        parts.append(NONE)
    return slice_of(*parts[:3])


def _descriptor(kind: str) -> Handler:
    def handler(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        value = _first(arguments)
        if value is None or isinstance(value, Unknown):
            return unknown(kind)
        setter = arguments.positional[1] if kind == "property" and len(arguments.positional) > 1 else None
        return union(intern(frame.machine, Descriptor, kind, a, setter) for a in atoms(value))

    return handler


def _same(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """A decorator that gives back the function as far as its values go."""
    return arguments.positional[0] if arguments.positional else unknown("decorator")


def _identity_decorator(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    return symbol("functools.identity")


def _maybe_decorator(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    if len(arguments.positional) == 1 and not arguments.keywords and _is_function(value):
        return value  # type: ignore[return-value]
    return symbol("functools.identity")


def _is_function(value: Value | None) -> bool:
    return value is not None and all(
        isinstance(a, (FunctionValue, BoundMethod, TFFunction, ClassValue, Descriptor)) for a in atoms(value)
    )


def _partial(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    function = _first(arguments)
    if function is None:
        return unknown("partial")
    return union(partial(f, arguments.positional[1:], arguments.keywords) for f in atoms(function))


def _reduce(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) < 2:
        return unknown("reduce")
    function = arguments.positional[0]
    known, rest = _elements(frame, node, arguments, "reduce", 1)
    total = arguments.positional[2] if len(arguments.positional) > 2 else None
    for item in known[:8]:
        total = (
            item
            if total is None
            else conversion.call_as_written(frame, node, function, Arguments([total, item]), "reduce")
        )
    if rest is not None:
        first = rest if total is None else total
        second = conversion.call_as_written(frame, node, function, Arguments([first, rest]), "reduce")
        total = join(first, second)
        total = join(total, conversion.call_as_written(frame, node, function, Arguments([total, rest]), "reduce"))
    return total if total is not None else unknown("reduce of nothing")


def _chain(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    parts = [_elements(frame, node, arguments, "chain", i) for i in range(len(arguments.positional))]
    if all(rest is None for _, rest in parts):
        return tuple_of([v for known, _ in parts for v in known])
    return stream(union(_joined(k, r) for k, r in parts), _over(arguments.positional), "chain")


def _each(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    known, rest = _elements(frame, node, arguments, "itertools")
    return stream(_joined(known, rest), _over(arguments.positional), "iterator")


def _product(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    columns = [_joined(*_elements(frame, node, arguments, "product", i)) for i in range(len(arguments.positional))]
    return stream(tuple_of(columns), "python", "product")


def _count(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    return stream(INT, "python", "count")


def _namedtuple(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    name, fields = _first(arguments, "typename"), _second(arguments, "field_names")
    names: list[str] = []
    if type(fields) is Const and isinstance(fields.value, str):
        names = fields.value.replace(",", " ").split()
    elif fields is not None:
        known, rest = elements_of(frame, node, fields, "for")
        for item in known:
            first = item.items[0] if type(item) is Tuple and item.items else item
            if type(first) is Const and isinstance(first.value, str):
                names.append(first.value)
        if rest is not None:
            return unknown("namedtuple with computed fields")
    title = name.value if type(name) is Const and isinstance(name.value, str) else "namedtuple"
    defaults = next((v for n, v in arguments.keywords if n == "defaults"), None)
    state: list[tuple[str, Value]] = [("name", const(title)), ("fields", tuple_of(const(n) for n in names))]
    if defaults is not None:
        known, rest = elements_of(frame, node, defaults, "for")
        state.append(("defaults", tuple_of(known)))
    return library_object("collections.namedtuple class", state)


def _make_namedtuple(frame: Frame, node: nodes.NodeNG, cls: LibraryObject, arguments: Arguments) -> Value:
    fields, title, defaults = cls.get("fields"), cls.get("name"), cls.get("defaults")
    if type(fields) is not Tuple or type(title) is not Const:
        return unknown("namedtuple")
    names = [f.value for f in fields.items if type(f) is Const]
    given = dict(zip(names, arguments.positional, strict=False))
    given.update(arguments.keywords)
    tail = list(defaults.items) if type(defaults) is Tuple else []
    late = dict(zip(reversed(names), reversed(tail), strict=False))
    filler = arguments.rest or arguments.extra
    values = [given.get(n) or late.get(n) or filler or unknown(f"field {n} is not given") for n in names]
    return named_tuple(str(title.value), names, values)


def _custom_gradient(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    function = _first(arguments)
    if function is None:
        return symbol("functools.identity")
    return library_object("tensorflow.custom_gradient function", (("function", function),))


def _call_custom_gradient(frame: Frame, node: nodes.NodeNG, made: LibraryObject, arguments: Arguments) -> Value:
    function = made.get("function")
    if function is None:
        return unknown("custom_gradient")
    result = frame.call(node, function, arguments)
    values: list[Value] = []
    for atom in atoms(result):
        if type(atom) is Tuple and len(atom.items) == 2:
            value, gradient = atom.items
            values.append(value)
            if value is not NEVER and _is_function(gradient):
                upstream = tuple_of(()) if value is NONE else value
                each = list(upstream.items) if type(upstream) is Tuple else [upstream]
                frame.call(node, gradient, Arguments(each))
        else:
            values.append(atom)
    return union(values)


def _simple(result: Value) -> Handler:
    def handler(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        return result

    return handler


def _globals(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    namespaces.opened(frame, node, frame.module)
    return unknown("namespace dict")


def _locals(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if arguments.positional:
        namespaces.opened(frame, node, arguments.positional[0])
    elif frame.activation.function is None:
        namespaces.opened(frame, node, frame.module)
    return unknown("namespace dict")


def _exec(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    if len(arguments.positional) == 1:
        namespaces.open_write(frame, node, frame.module)
    return library.call_library(frame, node, "builtins.exec", None, arguments)


def _asked(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """A question about a function."""
    plain_functions.asked(frame, node, _first(arguments) or NEVER)
    return BOOL


def _callable(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    value = _first(arguments)
    if value is None:
        return BOOL
    answers: set[bool | None] = set()
    for a in atoms(value):
        if isinstance(a, (FunctionValue, BoundMethod, ClassValue, TFFunction)):
            answers.add(True)
        elif type(a) in (Const, Prim, Tensor, Array, Tuple) or isinstance(a, (ListValue, DictValue, ModuleValue)):
            answers.add(False)
        else:
            answers.add(None)
    answer = answers.pop() if len(answers) == 1 else None
    return BOOL if answer is None else const(answer)


def _cast_typing(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    return _second(arguments, "val") or unknown("cast")


def _copy(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    results: list[Value] = []
    for atom in atoms(_first(arguments) or NEVER):
        if isinstance(atom, ListValue):
            known, rest = elements_of(frame, node, atom, "for")
            results.append(new_list(frame, node, known, rest, kind=atom.kind, tag=("copy", atom)))
        elif isinstance(atom, DictValue):
            made = new_dict(frame, node, tag=("copy", atom))
            library.update_dict(frame, made, atom)
            results.append(made)
        else:
            results.append(atom)
    return union(results)


def _module_import(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    name = _first(arguments, "name")
    if type(name) is Const and isinstance(name.value, str):
        level = len(name.value) - len(name.value.lstrip("."))
        return imports.imported(frame, name.value.lstrip("."), level)
    return unknown("module imported by a computed name")


def _operator(op: str) -> Handler:
    def handler(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        if len(arguments.positional) < 2:
            return unknown("operator")
        return expressions.binary(frame, node, op, arguments.positional[0], arguments.positional[1])

    return handler


FUNCTIONS: dict[str, Handler] = {
    "tensorflow.function": hybrids.tf_function,
    "tensorflow.custom_gradient": _custom_gradient,
    "tensorflow.recompute_grad": _same,
    "tensorflow.autograph.experimental.do_not_convert": _maybe_decorator,
    "tensorflow.autograph.experimental.convert": _maybe_decorator,
    "tensorflow.Module.with_name_scope": _same,
    "keras.saving.register_keras_serializable": _identity_decorator,
    "keras.utils.register_keras_serializable": _identity_decorator,
    "builtins.isinstance": _isinstance,
    "builtins.issubclass": _simple(BOOL),
    "builtins.callable": _callable,
    "builtins.hasattr": _hasattr,
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "builtins.object.__setattr__": _setattr,
    "builtins.type": _type,
    "builtins.super": _super,
    "builtins.len": _len,
    "builtins.range": _range,
    "builtins.int": _cast("int"),
    "builtins.float": _cast("float"),
    "builtins.bool": _cast("bool"),
    "builtins.complex": _cast("complex"),
    "builtins.str": _str,
    "builtins.repr": _str,
    "builtins.format": _str,
    "builtins.list": _list,
    "builtins.set": _set,
    "builtins.frozenset": _set,
    "builtins.sorted": _sorted,
    "builtins.tuple": _tuple,
    "builtins.dict": _dict,
    "builtins.zip": _zip,
    "builtins.enumerate": _enumerate,
    "builtins.map": _map,
    "builtins.filter": _filter,
    "builtins.iter": _iter,
    "builtins.next": _next,
    "builtins.reversed": _reversed,
    "builtins.sum": _aggregate("sum"),
    "builtins.max": _aggregate("max"),
    "builtins.min": _aggregate("min"),
    "builtins.any": _aggregate("any"),
    "builtins.all": _aggregate("all"),
    "builtins.abs": _abs,
    "builtins.round": _round,
    "builtins.pow": _pow,
    "builtins.divmod": _divmod,
    "builtins.slice": _slice,
    "builtins.object.__new__": _new_object,
    "builtins.id": _simple(INT),
    "builtins.hash": _simple(INT),
    "builtins.ord": _simple(INT),
    "builtins.chr": _simple(STR),
    "builtins.bin": _simple(STR),
    "builtins.hex": _simple(STR),
    "builtins.bytes": _simple(prim("bytes")),
    "builtins.globals": _globals,
    "builtins.locals": _locals,
    "builtins.vars": _locals,
    "builtins.exec": _exec,
    **dict.fromkeys(plain_functions.QUESTIONS, _asked),
    **reflection.FUNCTIONS,
    "builtins.property": _descriptor("property"),
    "builtins.staticmethod": _descriptor("staticmethod"),
    "builtins.classmethod": _descriptor("classmethod"),
    "functools.cached_property": _descriptor("property"),
    "abc.abstractproperty": _descriptor("property"),
    "abc.abstractmethod": _same,
    "functools.identity": _same,
    "check_shapes.check_shape": _same,
    "functools.wraps": wrapped.wraps,
    "functools.lru_cache": _maybe_decorator,
    "functools.cache": _same,
    "functools.total_ordering": _same,
    "functools.update_wrapper": _same,
    "functools.partial": _partial,
    "functools.reduce": _reduce,
    "contextlib.contextmanager": _same,
    "contextlib.asynccontextmanager": _same,
    "dataclasses.dataclass": _maybe_decorator,
    "typing.cast": _cast_typing,
    "typing.overload": _same,
    "typing.final": _same,
    "itertools.chain": _chain,
    "itertools.islice": _each,
    "itertools.cycle": _each,
    "itertools.takewhile": _each,
    "itertools.product": _product,
    "itertools.count": _count,
    "collections.namedtuple": _namedtuple,
    "collections.OrderedDict": _dict,
    "collections.defaultdict": _defaultdict,
    "collections.deque": lambda frame, node, arguments: _collect(frame, node, arguments, "deque"),
    "collections.Counter": _dict,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "importlib.import_module": _module_import,
    "builtins.__import__": lambda frame, node, arguments: unknown("__import__"),
    "operator.add": _operator("+"),
    "operator.sub": _operator("-"),
    "operator.mul": _operator("*"),
    "operator.truediv": _operator("/"),
    "operator.matmul": _operator("@"),
    **more_calls.FUNCTIONS,
}
METHODS: dict[str, Callable[[Frame, nodes.NodeNG, Value, Arguments], Value]] = {
    **container_methods.METHODS,
    **more_calls.METHODS,
    descriptors.GET: descriptors.get,
    "builtins.object.__new__": _new_of_super,
}

OBJECT_CALLS: dict[str, Callable[[Frame, nodes.NodeNG, LibraryObject, Arguments], Value]] = {
    hybrids.DECORATOR: hybrids.apply_decorator,
    wrapped.DECORATOR: wrapped.decorate,
    "collections.namedtuple class": _make_namedtuple,
    "tensorflow.custom_gradient function": _call_custom_gradient,
    **more_calls.OBJECT_CALLS,
}
