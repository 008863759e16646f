"""What a function returns, and whether a compiled function could return it."""

from __future__ import annotations

from astroid import nodes

from ..model.values import (
    Array,
    Const,
    Dataset,
    DType,
    LibraryObject,
    Prim,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    atoms,
)
from . import classes
from .hazards import EXPECTED, Record
from .inside import inside
from .judge import Subject
from .keys import has_unordered_keys
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue, TFFunction
from .state import Machine


def return_hazard(machine: Machine, subject: Subject) -> None:
    """Record ``python-return`` where a result is no structure of tensors: the caller would get something else."""
    iterator = _iterator(subject.info.node)
    for activation in subject.activations:
        bad = _bad(machine, activation.result, 3) or iterator
        if bad is not None and activation.function is not None:
            node = activation.function.node
            kind = "tensorarray-returned" if bad == _KINDS["tensorarray"] else "python-return"
            refused = _refused(machine, activation.result, 3)
            words = (("refused", refused),) if refused else ()
            activation.hazards.setdefault(
                (kind, node, ""), Record(kind, node, bad, None, False, bad not in _DICTS, True, None, words)
            )


def _iterator(node: nodes.NodeNG) -> str | None:
    """For the analysis, what ``zip()`` and its like give is a tuple."""
    if isinstance(node, nodes.Lambda) and not isinstance(node, nodes.FunctionDef):
        returned = [node.body]
    else:
        returned = [r.value for r in node.nodes_of_class(nodes.Return, skip_klass=(nodes.FunctionDef, nodes.Lambda))]
    for value in returned:
        if isinstance(value, nodes.Call) and isinstance(value.func, nodes.Name) and value.func.name in _ITERATORS:
            return "an iterator"
    return None


_ITERATORS = frozenset({"enumerate", "filter", "iter", "map", "reversed", "zip"})


def names_of(subject: Subject) -> set[str]:
    """The name of the function and those of its callers."""
    return {subject.info.name, *(c.function.name for c in subject.callers if c.function is not None)}


def failure_hazard(machine: Machine, subject: Subject) -> None:
    """Record ``except-around-ops`` of an eager function if a test expects of a call of it an error of operations: for
    shapes that do not fit, tracing raises ``ValueError`` instead."""
    if subject.hybrid or not machine.expected_failures:
        return
    expected = [machine.expected_failures[n] for n in names_of(subject) & machine.expected_failures.keys()]
    named = next(
        (e for e in sorted(expected) if "errors." in e and "ValueError" not in e and "Exception" not in e), None
    )
    if named is not None:
        node = subject.info.node
        # Nothing is wrong with the function where it is traced already, nor with what calls it.
        record = Record("except-around-ops", node, named, None, False, False, True, None, EXPECTED)
        for activation in subject.activations:
            activation.hazards.setdefault(("except-around-ops", node, "test"), record)


def identity_hazard(machine: Machine, subject: Subject) -> None:
    """Record ``python-return`` of an eager function if the program asks of its result whether it is some object."""
    if subject.hybrid or not any(_asks_identity(machine, call) for _, call, _, _ in subject.calls):
        return
    node = subject.info.node
    record = Record("python-return", node, "an object that is asked for by 'is'", None, False, True, True, None, ())
    for activation in subject.activations:
        activation.hazards.setdefault(("python-return", node, "is"), record)


def _asks_identity(machine: Machine, call: nodes.NodeNG) -> bool:
    parent = call.parent
    if isinstance(parent, nodes.Compare):
        return _is_identity(parent, call)
    if not isinstance(parent, nodes.Assign) or not isinstance(parent.targets[0], nodes.AssignName):
        return False
    scope = call.scope()
    asked = machine.asked_identities.get(scope)
    if asked is None:
        asked = machine.asked_identities[scope] = frozenset(
            operand.name
            for compare in scope.nodes_of_class(nodes.Compare)
            for operand in (compare.left, *(other for _, other in compare.ops))
            if isinstance(operand, nodes.Name) and _is_identity(compare, operand)
        )
    return parent.targets[0].name in asked


def _is_identity(compare: nodes.Compare, operand: nodes.NodeNG) -> bool:
    """``operand`` is compared by ``is`` with something that is no constant."""
    operands = [compare.left, *(other for _, other in compare.ops)]
    for (op, _), left, right in zip(compare.ops, operands, operands[1:], strict=False):
        if op in ("is", "is not") and operand in (left, right):
            other = right if operand is left else left
            if not isinstance(other, nodes.Const):
                return True
    return False


def _refused(machine: Machine, value: Value, depth: int) -> str:
    """The first part, in words, that ``tf.function`` refuses to return; ``""`` if there may be none."""
    return _refused_part(machine, value, depth, {})


def _refused_part(machine: Machine, value: Value, depth: int, done: dict[tuple[Value, int], str]) -> str:
    key = (value, depth)
    if key not in done:
        found = [_refused_atom(machine, atom, depth, done) for atom in atoms(value)]
        done[key] = found[0] if found and all(found) else ""
    return done[key]


def _refused_atom(machine: Machine, atom: Value, depth: int, done: dict[tuple[Value, int], str]) -> str:
    if isinstance(atom, (FunctionValue, BoundMethod, TFFunction)):
        return "a function"
    if isinstance(atom, ClassValue):
        return "a class"
    if isinstance(atom, DType):
        return "a data type"
    if isinstance(atom, Instance):
        # A class of a library may know how to become tensors, as tf.experimental.ExtensionType does.
        if any(classes.derives(machine, atom.cls, f"builtins.{name}") for name in ("dict", "list", "tuple")):
            return ""
        plain = all(isinstance(base, ClassValue) for base in classes.linearize(machine, atom.cls))
        return f"an object of {atom.cls.name}" if plain and "enum" not in atom.cls.traits else ""
    parts: list[Value] = []
    if isinstance(atom, Tuple):
        parts = list(atom.items)
    elif isinstance(atom, ListValue):
        if atom.kind == "set":
            return "a set"
        parts = [c.value for c in atom.items or ()]
    elif isinstance(atom, DictValue):
        parts = [c.value for c in atom.entries.values()]
    return next((found for part in parts if depth and (found := _refused_part(machine, part, depth - 1, done))), "")


def _bad(machine: Machine, value: Value, depth: int) -> str | None:
    """The kind of the first part that a graph cannot give back as it is; ``None`` if there is none."""
    return next((found for atom in inside(value, depth) if (found := _bad_atom(machine, atom)) is not None), None)


def _bad_atom(machine: Machine, atom: Value) -> str | None:
    if isinstance(atom, Instance) and classes.derives(machine, atom.cls, "builtins.dict"):
        # A graph gives back a dict of the same class.
        return None
    if isinstance(atom, Tensor):
        return _KINDS.get(atom.kind)
    if isinstance(atom, Const):
        return None if atom.value is None else f"a Python {type(atom.value).__name__}"
    if isinstance(atom, Prim):
        return f"a Python {atom.name}"
    if isinstance(atom, DictValue):
        if atom.kind == "defaultdict":
            return _DICTS[0]
        return _DICTS[1] if has_unordered_keys(machine, atom) else None
    if isinstance(atom, (Tuple, ListValue, Unknown, Dataset)):
        return None
    if isinstance(atom, (Instance, LibraryObject)):
        cls = atom.cls if isinstance(atom, LibraryObject) else atom.cls.name
        return f"an object of {cls.rpartition('.')[2]}"
    return next((words for kind, words in _WORDS.items() if isinstance(atom, kind)), "a Python object")


_DICTS = ("a defaultdict", "a dict of which the keys have no order")
"""The first comes back without its factory, the second raises a ``TypeError``."""
_KINDS = {"variable": "a tf.Variable", "tensorarray": "a tf.TensorArray"}
_WORDS: dict[type[Value], str] = {
    Array: "a NumPy array",
    TensorShape: "a shape",
    DType: "a data type",
    FunctionValue: "a function",
    BoundMethod: "a function",
    TFFunction: "a function",
    ClassValue: "a class",
}
