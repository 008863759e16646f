"""What a condition teaches: ``is None``, ``isinstance``, truth, and the hazards of tensor conditions."""

from __future__ import annotations

from astroid import nodes

from ..knowledge.scipy_ import objects as sparse_objects
from ..model.values import (
    ANY_ARRAY,
    ANY_TENSOR,
    ANY_VARIABLE,
    BOOL,
    FALSE,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    TRUE,
    VIEW,
    Array,
    Const,
    Dataset,
    LibraryObject,
    Prim,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    atoms,
    tensor,
    union,
)
from . import abstract_classes, hazards
from .iteration import elements_of
from .objects import ClassValue, DictValue, FunctionValue, Instance, ListValue
from .scopes import known_path, path_of
from .state import Frame
from .truth import atom_truth


def part(value: Value, sense: bool) -> Value:
    """The possibilities of ``value`` that can be true (or false, by ``sense``)."""
    kept = []
    for atom in atoms(value):
        known = atom_truth(atom)
        if known is None:
            kept.append((TRUE if sense else FALSE) if atom is BOOL else atom)
        elif known is sense:
            kept.append(atom)
    return union(kept)


def assume(frame: Frame, test: nodes.NodeNG, sense: bool) -> bool:
    """Narrow the environment under ``test`` being ``sense``; false if that cannot be."""
    kind = type(test)
    if kind is nodes.UnaryOp and test.op == "not":
        return assume(frame, test.operand, not sense)
    if kind is nodes.BoolOp:
        if (test.op == "and") is sense:
            return all(assume(frame, operand, sense) for operand in test.values)
        return _assume_one_of(frame, test, sense)
    if kind is nodes.NamedExpr:
        return _narrow_name(frame, test.target.name, sense)
    if kind is nodes.Name:
        return _narrow_name(frame, test.name, sense)
    if kind is nodes.Attribute:
        return _narrow(frame, test, lambda v: part(v, sense))
    if kind is nodes.Compare and len(test.ops) == 1:
        op, right = test.ops[0]
        return _compare(frame, test.left, op, right, sense)
    if kind is nodes.Call and type(test.func) is nodes.Name and test.func.name == "isinstance" and len(test.args) == 2:
        classes = frame.eval(test.args[1])
        return _narrow(frame, test.args[0], lambda v: instances(frame, v, classes, sense))
    if kind is nodes.Call and len(test.args) == 1 and type(test.args[0]) in (nodes.Name, nodes.Attribute):
        return _predicate(frame, test, sense)
    if kind is nodes.Call and type(test.func) is nodes.Name and test.func.name == "hasattr" and len(test.args) == 2:
        return _attribute_is_there(frame, test, sense)
    return True


def _assume_one_of(frame: Frame, test: nodes.BoolOp, sense: bool) -> bool:
    """``a or b`` is true, or ``a and b`` is false: what is so after any of the operands decided it."""
    if not all(map(_teaches, test.values)):
        return True
    before = frame.env
    found: list[dict[str, Value]] = []
    frame.env = dict(before)
    for operand in test.values:
        rest = dict(frame.env)
        if assume(frame, operand, sense):
            found.append(frame.env)
        frame.env = rest
        if not assume(frame, operand, not sense):
            break
    frame.env = before
    for path in {path for env in found for path in env if env[path] is not before.get(path)}:
        values = [env.get(path) for env in found]
        if None not in values:
            before[path] = union(value for value in values if value is not None)
    return bool(found) or not test.values


def _teaches(test: nodes.NodeNG) -> bool:
    """A condition that may narrow something, and of which no operand is a call with more to it."""
    while type(test) is nodes.UnaryOp and test.op == "not":
        test = test.operand
    if type(test) is nodes.Call:
        return type(test.func) in (nodes.Name, nodes.Attribute) and all(path_of(a) for a in test.args[:1])
    if type(test) is not nodes.Compare or test.ops[0][0] not in ("is", "is not", "==", "in"):
        return False
    asked = test.left.args[0] if type(test.left) is nodes.Call and len(test.left.args) == 1 else test.left
    return path_of(asked) is not None


def _attribute_is_there(frame: Frame, test: nodes.Call, sense: bool) -> bool:
    names = frame.eval(test.args[1])
    if type(names) is not Const or type(names.value) is not str:
        return True
    name = names.value
    return _narrow(
        frame,
        test.args[0],
        lambda v: union(a for a in atoms(v) if abstract_classes.has_attribute(a, name) is not (not sense)),
    )


def _narrow_name(frame: Frame, name: str, sense: bool) -> bool:
    value = frame.env.get(name)
    if value is None:
        return True
    narrowed = part(value, sense)
    if narrowed is NEVER:
        return value is NEVER
    if not hazards.tensors(value):
        frame.env[name] = narrowed
    return True


def _narrow(frame: Frame, node: nodes.NodeNG, keep: object) -> bool:
    path = known_path(frame, node)
    if path is None:
        return True
    value = frame.eval(node)
    narrowed: Value = keep(value)  # type: ignore[operator]
    if narrowed is NEVER:
        return value is NEVER
    if narrowed is not value:
        frame.env[path] = narrowed
        root, dot, _ = path.partition(".")
        if dot:
            frame.path_roots.add(root)
    return True


def declare_shape(frame: Frame, node: nodes.Call) -> None:
    """``x.set_shape(shape)``: afterwards ``x`` has these dimensions too."""
    argument = node.args[0] if node.args else next((k.value for k in node.keywords or () if k.arg == "shape"), None)
    if argument is None:
        return
    shape = _declared(frame, frame.eval(argument))
    if shape is not None:
        _narrow(frame, node.func.expr, lambda v: union(_with_shape(atom, shape) for atom in atoms(v)))


def _declared(frame: Frame, value: Value) -> tuple[int | None, ...] | None:
    if type(value) is TensorShape:
        return value.dims
    known, rest = elements_of(frame, frame.module.module.tree, value, "for")
    if rest is not None or type(value) not in (Tuple, ListValue):
        return None
    return tuple(item.value if type(item) is Const and type(item.value) is int else None for item in known)


def _with_shape(value: Value, shape: tuple[int | None, ...]) -> Value:
    if type(value) is not Tensor or value.kind not in ("tensor", "keras_tensor", "ragged"):
        return value
    if value.shape is not None and len(value.shape) != len(shape):
        return value
    dims = (
        shape
        if value.shape is None
        else tuple(a if a is not None else b for a, b in zip(value.shape, shape, strict=True))
    )
    return tensor(
        value.dtype,
        dims,
        kind=value.kind,
        content=value.content,
        ragged_rank=value.ragged_rank,
        symbolic=value.symbolic,
        keras=value.keras,
    )


def _compare(frame: Frame, left: nodes.NodeNG, op: str, right: nodes.NodeNG, sense: bool) -> bool:
    if op in ("is not", "!=", "not in"):
        op, sense = {"is not": "is", "!=": "==", "not in": "in"}[op], not sense
    if _asks_type(frame, left):
        return _narrow(frame, left.args[0], lambda v: _exactly(frame, v, frame.eval(right), sense))
    if op not in ("is", "=="):
        return True
    other = frame.eval(right)
    if type(other) is not Const:
        return True
    if op == "==" and type(left) not in (nodes.Name, nodes.Attribute, nodes.Subscript):
        return True
    return _narrow(frame, left, lambda v: _equal(v, other, sense, op == "is"))


def _asks_type(frame: Frame, node: nodes.NodeNG) -> bool:
    """``type(x)``."""
    if type(node) is not nodes.Call or type(node.func) is not nodes.Name or len(node.args) != 1 or node.keywords:
        return False
    function = frame.eval(node.func)
    return type(function) is Symbol and function.name == "builtins.type"


def _exactly(frame: Frame, value: Value, classes: Value, sense: bool) -> Value:
    """What may be (or not be) of one of these classes itself, none that derives from it."""
    if sense:
        return instances(frame, value, classes, True)
    final = [
        c for c in _class_list(frame, classes) if type(c) is Symbol and c.name in ("builtins.str", "builtins.float")
    ]
    return union(
        a for a in atoms(value) if not (type(a) in (Const, Prim) and any(_is_instance(frame, a, c) for c in final))
    )


def _equal(value: Value, other: Const, sense: bool, identity: bool) -> Value:
    kept: list[Value] = []
    for atom in atoms(value):
        if type(atom) is Const:
            same = atom is other if identity else (atom.value == other.value)
            if same is sense:
                kept.append(atom)
        elif type(atom) is Unknown:
            kept.append(other if sense and other is NONE else atom)
        elif not sense:
            kept.append(atom)
        elif type(atom) is Prim and type(other.value).__name__ == atom.name:
            kept.append(other)
        elif not identity and type(atom) in (Tensor, Array):
            kept.append(atom)
    return union(kept)


_CLASSES: dict[str, tuple[type, ...]] = {
    "builtins.list": (ListValue,),
    "builtins.set": (ListValue,),
    "builtins.tuple": (Tuple,),
    "builtins.dict": (DictValue,),
    "numpy.ndarray": (Array,),
    "tensorflow.data.Dataset": (Dataset,),
}
_PRIMITIVES = {
    "builtins.int": ("int", "bool"),
    "builtins.float": ("float",),
    "builtins.bool": ("bool",),
    "builtins.str": ("str",),
    "builtins.bytes": ("bytes",),
    "builtins.complex": ("complex",),
}
_TENSOR_CLASSES = {
    "tensorflow.Tensor": ("tensor",),
    "tensorflow.Variable": ("variable",),
    "tensorflow.SparseTensor": ("sparse",),
    "tensorflow.sparse.SparseTensor": ("sparse",),
    "tensorflow.RaggedTensor": ("ragged",),
    "tensorflow.IndexedSlices": ("indexed_slices",),
    "tensorflow.TensorArray": ("tensorarray",),
    "keras.KerasTensor": ("keras_tensor",),
}
_MADE = {
    "builtins.int": INT,
    "builtins.float": FLOAT,
    "builtins.bool": BOOL,
    "builtins.str": STR,
    "tensorflow.Tensor": ANY_TENSOR,
    "tensorflow.Variable": ANY_VARIABLE,
    "numpy.ndarray": ANY_ARRAY,
}


def instances(frame: Frame, value: Value, classes: Value, sense: bool) -> Value:
    """The possibilities of ``value`` that are (or are not) instances of ``classes``."""
    wanted = _class_list(frame, classes)
    kept: list[Value] = []
    for atom in atoms(value):
        answers = [_is_instance(frame, atom, cls) for cls in wanted]
        if True in answers:
            known: bool | None = True
        elif None in answers or not answers:
            known = None
        else:
            known = False
        if known is None:
            made = [_MADE[c.name] for c in wanted if isinstance(c, Symbol) and c.name in _MADE]
            if sense and type(atom) is Unknown and made and len(made) == len(wanted):
                kept.extend(made)
            else:
                kept.append(atom)
        elif known is sense:
            kept.append(atom)
    return union(kept)


def _class_list(frame: Frame, classes: Value) -> list[Value]:
    found: list[Value] = []
    for atom in atoms(classes):
        if type(atom) is Tuple:
            for item in atom.items:
                found.extend(_class_list(frame, item))
        elif isinstance(atom, ListValue) and atom.items is not None:
            for cell in atom.items:
                found.extend(_class_list(frame, cell.value))
        else:
            found.append(atom)
    return found


def is_instance(frame: Frame, value: Value, classes: Value) -> bool | None:
    """``isinstance(value, classes)`` for one possibility."""
    answers = [_is_instance(frame, value, cls) for cls in _class_list(frame, classes)]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _is_instance(frame: Frame, value: Value, cls: Value) -> bool | None:
    kind = type(value)
    if kind is Unknown or type(cls) is Unknown:
        return None
    if isinstance(cls, ClassValue):
        if isinstance(value, Instance):
            linear = frame.machine.linearize(value.cls)
            if cls in linear:
                return True
            return None if any(type(c) is Unknown for c in linear) else False
        if kind is Tuple and value.type_name is not None:  # type: ignore[attr-defined]
            return bool(value.type_name == cls.name)  # type: ignore[attr-defined]
        return False
    if type(cls) is not Symbol:
        return None
    name = cls.name
    if name == "builtins.object":
        return True
    if name in _PRIMITIVES:
        if kind is Const:
            return type(value.value).__name__ in _PRIMITIVES[name]  # type: ignore[attr-defined]
        if kind is Prim:
            return value.name in _PRIMITIVES[name]  # type: ignore[attr-defined]
        if kind is Array and value.scalar:  # type: ignore[attr-defined]
            return None
        return False
    if name in _TENSOR_CLASSES:
        return kind is Tensor and value.kind in _TENSOR_CLASSES[name]  # type: ignore[attr-defined]
    if kind is Tuple and value.type_name == VIEW:  # type: ignore[attr-defined]
        return None if name not in _CLASSES else False
    if name in _CLASSES:
        if isinstance(value, ListValue) and name in ("builtins.list", "builtins.set"):
            return name == f"builtins.{value.kind}"
        return kind in _CLASSES[name]
    known = abstract_classes.has_base(value, name)
    return known if known is not None else frame.machine.library_instance(frame, value, name)


def _predicate(frame: Frame, test: nodes.Call, sense: bool) -> bool:
    function = frame.eval(test.func)
    if type(function) is not Symbol:
        return True
    if function.name in _TENSOR_TESTS:
        kinds = _TENSOR_TESTS[function.name]
        return _narrow(frame, test.args[0], lambda v: union(_tensors_only(v, kinds, sense)))
    if function.name == "tensorflow.nest.is_nested":
        return _narrow(frame, test.args[0], lambda v: union(a for a in atoms(v) if _is_nested(a) is not (not sense)))
    module, _, name = function.name.rpartition(".")
    if module == "scipy.sparse" and name.startswith(("issparse", "isspmatrix")) and test.args:
        return _narrow(frame, test.args[0], lambda v: union(sparse_objects.narrowed(a, name, sense) for a in atoms(v)))
    if function.name == "builtins.callable":
        return _narrow(
            frame,
            test.args[0],
            lambda v: union(
                a
                for a in atoms(v)
                if type(a) is Unknown
                or isinstance(a, (FunctionValue, ClassValue)) is sense
                or not isinstance(a, (Const, Prim, Tensor))
            ),
        )
    return True


_EAGER_OR_TRACED = frozenset(("tensor", "variable", "sparse", "ragged", "indexed_slices"))
_TENSOR_TESTS = {
    "tensorflow.is_tensor": _EAGER_OR_TRACED,
    "keras.ops.is_tensor": _EAGER_OR_TRACED,
    "keras.backend.is_tensor": _EAGER_OR_TRACED,
    "keras.utils.is_keras_tensor": frozenset(("keras_tensor",)),
    "keras.backend.is_keras_tensor": frozenset(("keras_tensor",)),
}
"""Predicates, and the kinds of tensors for which they are true."""


def _tensors_only(value: Value, kinds: frozenset[str], sense: bool) -> list[Value]:
    kept: list[Value] = []
    for atom in atoms(value):
        if type(atom) is Unknown:
            kept.append(ANY_TENSOR if sense and "tensor" in kinds else atom)
        elif isinstance(atom, (Instance, LibraryObject)) or (type(atom) is Tensor and atom.kind in kinds) is sense:
            kept.append(atom)
    return kept


def _is_nested(value: Value) -> bool | None:
    """``tf.nest.is_nested``: lists, tuples and dicts, no sets."""
    if isinstance(value, ListValue):
        return value.kind == "list"
    if isinstance(value, DictValue) or (type(value) is Tuple and value.type_name != VIEW):
        return True
    return False if type(value) in (Const, Prim, Tensor, Array, Dataset) else None
