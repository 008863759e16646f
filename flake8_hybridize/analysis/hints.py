"""What type hints, defaults and framework contracts say of the parameters of a function that nobody calls."""

from __future__ import annotations

from astroid import nodes

from .. import knowledge
from ..model.values import (
    ANY,
    ANY_ARRAY,
    ANY_DATASET,
    ANY_RAGGED,
    ANY_SPARSE,
    ANY_TENSOR,
    ANY_VARIABLE,
    BOOL,
    BYTES,
    FLOAT,
    INT,
    NONE,
    STR,
    Array,
    Const,
    Prim,
    Symbol,
    Unknown,
    Value,
    atoms,
    join,
    library_object,
    tuple_of,
    union,
    unknown,
)
from . import classes, imports
from .objects import ClassValue, FunctionValue, ListValue, ModuleValue, new_dict, new_list
from .scopes import lookup
from .state import Frame, ModuleState, ScopeChain

_PLAIN: dict[str, Value] = {
    "builtins.int": INT,
    "builtins.float": FLOAT,
    "builtins.bool": BOOL,
    "builtins.str": STR,
    "builtins.bytes": BYTES,
    "builtins.object": ANY,
    "tensorflow.Tensor": ANY_TENSOR,
    "tensorflow.Variable": ANY_VARIABLE,
    "tensorflow.SparseTensor": ANY_SPARSE,
    "tensorflow.sparse.SparseTensor": ANY_SPARSE,
    "tensorflow.RaggedTensor": ANY_RAGGED,
    "numpy.ndarray": ANY_ARRAY,
    "tensorflow.data.Dataset": ANY_DATASET,
}
_TENSOR_LIKE = frozenset({"TensorLike", "TensorType", "TensorOrArray"})
_REEXPORT_LIMIT = 4
"""Modules through which the name of a type is followed."""
_LISTS = frozenset({"builtins.list", "typing.List"})
_SEQUENCES = frozenset(
    f"{module}.{name}" for module in ("typing", "collections.abc") for name in ("Sequence", "Iterable", "Collection")
)
_TENSOR_METHODS: dict[str, tuple[str, frozenset[str]]] = {
    "call": ("keras.layers.Layer", frozenset({"training", "mask"})),
    "update_state": ("keras.metrics.Metric", frozenset({"sample_weight"})),
}


def value_of_hint(frame: Frame, node: nodes.NodeNG | None, depth: int = 6, *, invent: bool = True) -> Value | None:
    """The value that an annotation promises; ``None`` where it promises nothing usable.

    A class of the program promises its instances; where the program makes none, one is made up, if ``invent``.
    """
    if node is None or depth == 0:
        return None
    if isinstance(node, nodes.Const):
        if node.value is None:
            return NONE
        return _of_value(frame, _named(frame, node), invent) if isinstance(node.value, str) else None
    if isinstance(node, nodes.BinOp) and node.op == "|":
        return _either(frame, [node.left, node.right], depth, invent)
    if isinstance(node, nodes.Subscript):
        return _generic(frame, node, depth, invent)
    if isinstance(node, nodes.Call):
        return _type_variable(frame, node, depth, invent)
    if isinstance(node, (nodes.Name, nodes.Attribute)):
        promised = _of_value(frame, frame.eval(node), invent)
        if promised is None:
            scope, definition = _alias(frame, node)
            promised = value_of_hint(scope, definition, depth - 1, invent=invent)
        if promised is None and (node.name if isinstance(node, nodes.Name) else node.attrname) in _TENSOR_LIKE:
            return ANY_TENSOR
        return promised
    return None


def promise(frame: Frame, function: FunctionValue, name: str) -> Value | None:
    """What the annotation of a parameter promises of an argument that is not known; ``None`` for nothing usable.

    Hints of numbers promise nothing: TensorFlow code gives tensors where they say ``float``. Nor do hints of lists, for
    which tuples are given, or of tensors or arrays (``TensorLike``): which of both is not told.
    """
    machine = frame.machine
    key = (function.info, name)
    found = machine.promises.get(key)
    if found is None:
        annotation = _annotation(function.info.node.args, name)
        if annotation is None:
            return None
        found = value_of_hint(_scope_of(frame, function.info.module, function.scope), annotation, invent=False)
        if found is None or not _tells_kind(found):
            return None
        machine.promises[key] = found
    return found


def _tells_kind(value: Value) -> bool:
    members = [a for a in atoms(value) if a is not NONE]
    arrays = [a for a in members if isinstance(a, (Array, Prim, Const)) and a is not STR]
    return len(members) > len(arrays) == 0 and not any(isinstance(a, (Unknown, ListValue)) for a in members)


def _scope_of(frame: Frame, module: ModuleState, parent: ScopeChain | None = None) -> Frame:
    """Where annotations of ``module`` are evaluated, on behalf of what runs in ``frame``."""
    scope = Frame(frame.machine, frame.activation, parent)
    scope.module = module
    return scope


def _named(frame: Frame, node: nodes.Const) -> Value:
    """What a dotted name in a string stands for."""
    first, *others = node.value.split(".")
    if not all(map(str.isidentifier, (first, *others))):
        return unknown("type hint")
    value = lookup(frame, first)
    for name in others:
        value = frame.getattr(node, value, name)
    return value


def _alias(frame: Frame, node: nodes.Name | nodes.Attribute) -> tuple[Frame, nodes.NodeNG | None]:
    """The expression that a module of the program assigns to the name of a type, and where that is evaluated."""
    module: ModuleState | None
    if isinstance(node, nodes.Name):
        module, name = frame.module, node.name
    else:
        module, name = _module(frame.eval(node.expr)), node.attrname
    for _ in range(_REEXPORT_LIMIT):
        binders = module.module.tree.locals.get(name, ()) if module is not None else ()
        if not binders or module is None:
            break
        scope = _scope_of(frame, module)
        statement = binders[-1] if isinstance(binders[-1], nodes.ImportFrom) else binders[-1].parent
        if isinstance(statement, (nodes.Assign, nodes.AnnAssign)):
            return scope, statement.value
        if not isinstance(statement, nodes.ImportFrom):
            break
        name = next((old for old, new in statement.names if (new or old) == name), name)
        module = _module(imports.imported(scope, statement.modname, statement.level or 0))
    return frame, None


def _module(value: Value) -> ModuleState | None:
    return value.state if isinstance(value, ModuleValue) and isinstance(value.state, ModuleState) else None


def _type_variable(frame: Frame, node: nodes.Call, depth: int, invent: bool) -> Value | None:
    function = frame.eval(node.func)
    if not isinstance(function, Symbol) or function.name.rsplit(".", 1)[-1] != "TypeVar":
        return None
    bounds = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "bound")]
    return _either(frame, bounds, depth, invent)


def _either(frame: Frame, parts: list[nodes.NodeNG], depth: int, invent: bool) -> Value | None:
    values = [value_of_hint(frame, p, depth - 1, invent=invent) for p in parts]
    known = [v for v in values if v is not None]
    if not known:
        return None
    return union(v if v is not None else unknown("type hint") for v in values)


def _generic(frame: Frame, node: nodes.Subscript, depth: int, invent: bool) -> Value | None:
    base = frame.eval(node.value)
    name = base.name if isinstance(base, Symbol) else ""
    parts = list(node.slice.elts) if isinstance(node.slice, nodes.Tuple) else [node.slice]
    last = name.rsplit(".", 1)[-1]

    def of(part: nodes.NodeNG) -> Value | None:
        return value_of_hint(frame, part, depth - 1, invent=invent)

    if last == "Optional":
        inner = of(parts[0])
        return None if inner is None else join(inner, NONE)
    if last == "Union":
        return _either(frame, parts, depth, invent)
    if last in ("Annotated", "Final", "ClassVar"):
        return of(parts[0])
    if name in _LISTS or name in _SEQUENCES:
        inner = of(parts[0]) or unknown("type hint")
        made_list = new_list(frame, node, [], inner)
        return made_list if name in _LISTS else join(made_list, tuple_of((), inner))
    if last in ("Tuple", "tuple"):
        items = [of(p) or unknown("type hint") for p in parts]
        if len(parts) == 2 and isinstance(parts[1], nodes.Const) and parts[1].value is Ellipsis:
            return tuple_of((), items[0])
        return tuple_of(items)
    if last in ("Dict", "dict", "Mapping"):
        made = new_dict(frame, node)
        if len(parts) == 2:
            inner = of(parts[1])
            frame.machine.write(made.keys, of(parts[0]) or unknown("type hint"))
            frame.machine.write(made.rest, inner if inner is not None else unknown("type hint"))
        return made
    return None


def _of_value(frame: Frame, value: Value, invent: bool) -> Value | None:
    for atom in atoms(value):
        if isinstance(atom, Symbol):
            if atom.name in _PLAIN:
                return _PLAIN[atom.name]
            entry = knowledge.find(atom.name)
            if entry is not None and entry.kind == "class" and atom.name.startswith(("keras.", "tensorflow.")):
                return library_object(atom.name)
            return None
        if isinstance(atom, ClassValue):
            if not invent:
                made = [i for i in atom.instances if i.constructed][:4]
                return union(made) if made else None
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
