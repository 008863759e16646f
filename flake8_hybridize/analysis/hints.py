"""What type hints, defaults and framework contracts say of the parameters of a function that nobody calls."""

from __future__ import annotations

from astroid import nodes

from .. import knowledge
from ..model.values import (
    ANY,
    ANY_TENSOR,
    BOOL,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Const,
    Symbol,
    Value,
    array,
    atoms,
    dataset,
    join,
    library_object,
    named_tuple,
    prim,
    tensor,
    tuple_of,
    union,
    unknown,
)
from . import classes
from .objects import ClassValue, FunctionValue, new_dict, new_list
from .state import Cell, Frame

_PLAIN: dict[str, Value] = {
    "builtins.int": INT,
    "builtins.float": FLOAT,
    "builtins.bool": BOOL,
    "builtins.str": STR,
    "builtins.bytes": prim("bytes"),
    "builtins.object": ANY,
    "tensorflow.Tensor": ANY_TENSOR,
    "tensorflow.Variable": tensor(kind="variable"),
    "tensorflow.SparseTensor": tensor(kind="sparse"),
    "tensorflow.sparse.SparseTensor": tensor(kind="sparse"),
    "tensorflow.RaggedTensor": tensor(kind="ragged"),
    "numpy.ndarray": array(),
    "tensorflow.data.Dataset": dataset(unknown("element of a dataset")),
}
_TENSOR_LIKE = frozenset({"TensorLike", "TensorType", "TensorOrArray"})
_LISTS = frozenset(
    {
        "builtins.list",
        "typing.List",
        "typing.Sequence",
        "typing.Iterable",
        "collections.abc.Sequence",
        "collections.abc.Iterable",
    }
)
_TENSOR_METHODS: dict[str, tuple[str, frozenset[str]]] = {
    "call": ("keras.layers.Layer", frozenset({"training", "mask"})),
    "update_state": ("keras.metrics.Metric", frozenset({"sample_weight"})),
}


def value_of_hint(frame: Frame, node: nodes.NodeNG | None, depth: int = 3) -> Value | None:
    """The value that an annotation promises; ``None`` where it promises nothing usable."""
    if node is None or depth == 0:
        return None
    if isinstance(node, nodes.Const):
        if node.value is None:
            return NONE
        if isinstance(node.value, str) and node.value.isidentifier():
            cell = frame.module.cells.get(node.value)
            return _of_value(frame, cell.value) if cell is not None else None
        return None
    if isinstance(node, nodes.BinOp) and node.op == "|":
        return _either(frame, [node.left, node.right], depth)
    if isinstance(node, nodes.Subscript):
        return _generic(frame, node, depth)
    if isinstance(node, (nodes.Name, nodes.Attribute)):
        if (node.name if isinstance(node, nodes.Name) else node.attrname) in _TENSOR_LIKE:
            return ANY_TENSOR
        return _of_value(frame, frame.eval(node))
    return None


def _either(frame: Frame, parts: list[nodes.NodeNG], depth: int) -> Value | None:
    values = [value_of_hint(frame, p, depth - 1) for p in parts]
    known = [v for v in values if v is not None]
    if not known:
        return None
    return union(v if v is not None else unknown("type hint") for v in values)


def _generic(frame: Frame, node: nodes.Subscript, depth: int) -> Value | None:
    base = frame.eval(node.value)
    name = base.name if isinstance(base, Symbol) else ""
    parts = list(node.slice.elts) if isinstance(node.slice, nodes.Tuple) else [node.slice]
    last = name.rsplit(".", 1)[-1]
    if last == "Optional":
        inner = value_of_hint(frame, parts[0], depth - 1)
        return None if inner is None else join(inner, NONE)
    if last == "Union":
        return _either(frame, parts, depth)
    if name in _LISTS:
        inner = value_of_hint(frame, parts[0], depth - 1)
        return new_list(frame, node, [], inner if inner is not None else unknown("type hint"))
    if last in ("Tuple", "tuple"):
        items = [value_of_hint(frame, p, depth - 1) or unknown("type hint") for p in parts]
        if len(parts) == 2 and isinstance(parts[1], nodes.Const) and parts[1].value is Ellipsis:
            return tuple_of((), items[0])
        return tuple_of(items)
    if last in ("Dict", "dict", "Mapping"):
        made = new_dict(frame, node)
        if len(parts) == 2:
            inner = value_of_hint(frame, parts[1], depth - 1)
            frame.machine.write(made.keys, value_of_hint(frame, parts[0], depth - 1) or unknown("type hint"))
            frame.machine.write(made.rest, inner if inner is not None else unknown("type hint"))
        return made
    return None


def _of_value(frame: Frame, value: Value) -> Value | None:
    for atom in atoms(value):
        if isinstance(atom, Symbol):
            if atom.name in _PLAIN:
                return _PLAIN[atom.name]
            entry = knowledge.find(atom.name)
            if entry is not None and entry.kind == "class" and atom.name.startswith(("keras.", "tensorflow.")):
                return library_object(atom.name)
            return None
        if isinstance(atom, ClassValue):
            return an_instance(frame, atom)
    return None


def an_instance(frame: Frame, cls: ClassValue) -> Value | None:
    """Some instance of ``cls``: those that the program makes, else one made up from the hints of ``__init__``."""
    made = [i for i in cls.instances if i.constructed][:4]
    if made:
        return union(made)
    if "enum" in cls.traits or "namedtuple" in cls.traits:
        return None
    return frame.machine.invent_instance(frame, cls)


def argument_for(frame: Frame, function: FunctionValue, name: str, cls: ClassValue | None) -> Value:
    """What a parameter of an uncalled function is taken to receive: hint, contract, default, else unknown."""
    machine = frame.machine
    info = function.info
    arguments = info.node.args
    missing = unknown(f"parameter {name} of {info.qualified_name}, which the program does not call")
    default = function.defaults.get(name)
    hinted = value_of_hint(frame, _annotation(arguments, name)) if machine.options.trust_hints else None
    if hinted is not None:
        return hinted if default is None else join(hinted, default.value)
    contract = _contract(frame, function, name, cls)
    if contract is not None:
        return contract
    if default is not None:
        if type(default.value) is Const and isinstance(default.value.value, bool):
            return BOOL
        return join(default.value, missing)
    return missing


def _annotation(arguments: nodes.Arguments, name: str) -> nodes.NodeNG | None:
    groups = (
        (arguments.posonlyargs, arguments.posonlyargs_annotations),
        (arguments.args, arguments.annotations),
        (arguments.kwonlyargs, arguments.kwonlyargs_annotations),
    )
    for parameters, hints in groups:
        for parameter, annotation in zip(parameters or (), hints or (), strict=False):
            if parameter.name == name:
                return annotation
    return None


def _contract(frame: Frame, function: FunctionValue, name: str, cls: ClassValue | None) -> Value | None:
    if cls is None:
        return None
    rule = _TENSOR_METHODS.get(function.info.name)
    machine = frame.machine
    if function.info.name == "call" and classes.derives(machine, cls, "keras.losses.Loss"):
        return ANY_TENSOR
    if rule is None or not classes.derives(machine, cls, rule[0]):
        return None
    if name == "training":
        return BOOL
    if name in rule[1]:
        return NONE
    if name not in function.defaults and not _is_taken_apart(function.info.node, name):
        return ANY_TENSOR
    return None


def _is_taken_apart(node: nodes.NodeNG, name: str) -> bool:
    """The body unpacks, indexes by a string, iterates or asks the type of the parameter: a structure may arrive."""
    for child in node.nodes_of_class((nodes.Assign, nodes.For, nodes.Call, nodes.Subscript, nodes.Comprehension)):
        if isinstance(child, nodes.Assign):
            if (
                isinstance(child.value, nodes.Name)
                and child.value.name == name
                and isinstance(child.targets[0], (nodes.Tuple, nodes.List))
            ):
                return True
        elif isinstance(child, (nodes.For, nodes.Comprehension)):
            if isinstance(child.iter, nodes.Name) and child.iter.name == name:
                return True
        elif isinstance(child, nodes.Subscript):
            if isinstance(child.value, nodes.Name) and child.value.name == name:
                return True
        elif isinstance(child.func, nodes.Name) and child.func.name in (
            "isinstance",
            "len",
            "zip",
            "enumerate",
            "list",
            "tuple",
        ):
            if any(isinstance(a, nodes.Name) and a.name == name for a in child.args):
                return True
        elif any(
            isinstance(a, nodes.Starred) and isinstance(a.value, nodes.Name) and a.value.name == name
            for a in child.args
        ):
            return True
    return False


__all__ = ["NEVER", "Cell", "an_instance", "argument_for", "named_tuple", "value_of_hint"]
