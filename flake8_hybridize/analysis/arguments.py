"""Arguments that a compiled function cannot take, or with which it would do something else than the eager one.

A trace tells its arguments apart by their types: tensors by dtype and shape, numbers and strings by value, other
objects by identity, for which they must be hashable. Sources: the observations named at each kind, all made with
TensorFlow 2.21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from astroid import nodes

from ..model.values import Array, LibraryObject, Slice, Stream, Symbol, Tensor, Tuple, Value, atoms
from . import classes
from .conversion import KERAS
from .hazards import Record
from .inside import inside
from .keras_use import CALL
from .keys import has_unordered_keys
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue
from .state import Activation, Machine

if TYPE_CHECKING:
    from .judge import Subject

ARGUMENT_KINDS = frozenset(
    {
        "keras-symbolic-argument",
        "keras-variable-argument",
        "tape-argument",
        "unhashable-argument",
        "iterator-argument",
        "method-on-temporary",
        "decorated-function-argument",
    }
)
"""``keras-symbolic-argument``: ``tf.function`` refuses symbolic Keras tensors (``ValueError``).
``keras-variable-argument``: a Keras 3 variable becomes a placeholder: gradients with respect to it are ``None``, it
cannot be assigned (``AttributeError``), and a call from traced code raises ``NotImplementedError``.
``tape-argument``: a tape that recorded outside gives ``None`` for gradients inside.
``unhashable-argument``: no trace can be kept for it (``TypeError``), also when it is the receiver of the method.
``decorated-function-argument``: what ``tf.custom_gradient`` and ``tf.Module.with_name_scope`` put around a function is
lost where the function arrives as an argument: AutoGraph calls what is inside.
``iterator-argument``: each new iterator is a new trace, and one that is used twice is read by the first trace only."""

_UNHASHABLE = frozenset(
    {
        "argparse.Namespace",
        "types.SimpleNamespace",
        "collections.deque",
        "pandas.DataFrame",
        "pandas.Series",
        "builtins.bytearray",
        "builtins.set",
    }
)
_ASSIGNMENTS = frozenset(
    {
        "assign",
        "assign_add",
        "assign_moving_average",
        "assign_sub",
        "batch_scatter_update",
        "scatter_add",
        "scatter_nd_add",
        "scatter_nd_sub",
        "scatter_nd_update",
        "scatter_sub",
        "scatter_update",
    }
)
_SEQUENCES = frozenset({"list", "tuple"})
_NO_RECEIVERS = frozenset(
    {
        "builtins.bool",
        "builtins.bytes",
        "builtins.bytearray",
        "builtins.dict",
        "builtins.int",
        "builtins.list",
        "builtins.set",
        "builtins.tuple",
        "collections.Counter",
        "collections.OrderedDict",
        "collections.UserDict",
        "collections.UserList",
        "collections.defaultdict",
        "collections.deque",
        "collections.namedtuple class",
    }
)


class Refusals:
    """What arguments of a compiled function must not be. Nothing may change any more: each value is asked once."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._kinds: dict[Value, str | None] = {}
        self._unordered: dict[Value, bool] = {}
        self.assigned = _assigned_names(machine)

    def kind(self, value: Value) -> str | None:
        """The hazard that ``value`` is as an argument, if it is one."""
        if value not in self._kinds:
            kinds = (_refused_atom(self._machine, atom) for atom in inside(value))
            self._kinds[value] = next((kind for kind in kinds if kind is not None), None)
        return self._kinds[value]

    def is_one_of(self, value: Value) -> bool:
        """What is refused in it is made where a list may be made as well, as by ``container(items)``."""
        made = [atom for atom in inside(value) if isinstance(atom, ListValue)]
        refused = [atom for atom in made if _refused_atom(self._machine, atom) is not None]
        others = {atom.node for atom in made if atom not in refused}
        return bool(refused) and all(atom.node in others for atom in refused)

    def is_unordered(self, value: Value) -> bool:
        """A dict in it has keys that cannot be compared: ``tf.function`` sorts them."""
        found = self._unordered.get(value)
        if found is None:
            dicts = (atom for atom in inside(value) if isinstance(atom, DictValue))
            found = self._unordered[value] = any(has_unordered_keys(self._machine, atom) for atom in dicts)
        return found


def argument_hazards(machine: Machine, subject: Subject, refusals: Refusals) -> None:
    """Record what arrives at the parameters of ``subject`` and cannot arrive at a compiled function."""
    info = subject.info
    for activation in subject.activations:
        for index, name in enumerate(info.parameters):
            found = refusals.kind(activation.args[index])
            if found is not None:
                key = (found, info.node, name)
                sure = _is_meant(subject, activation) and not refusals.is_one_of(activation.args[index])
                activation.hazards.setdefault(
                    key, Record(found, info.node, name, None, False, sure, True, None, (("parameter", name),))
                )
        if not subject.hybrid and info.kwarg and _goes_through(info.node, info.kwarg):
            key = ("unhashable-argument", info.node, info.kwarg)
            activation.hazards.setdefault(key, Record(*key, None, False, False, True, None, ()))
        if not subject.hybrid:
            _add_unordered(refusals, subject, activation)
        if info.is_method and not info.is_static and info.positional:
            receiver = next((a for a in atoms(activation.args[0]) if _cannot_hold_traces(machine, a)), None)
            if receiver is not None:
                name = info.positional[0]
                key = ("unhashable-argument", info.node, name)
                words = (("parameter", name), ("receiver", "yes"))
                sure = _is_meant(subject, activation)
                activation.hazards.setdefault(
                    key, Record(key[0], info.node, name, None, False, sure, True, None, words)
                )
    if not subject.hybrid and not machine.converts_keras and _builds_under_keras(machine, subject):
        record = Record("keras-decorated-call", info.node, info.qualified_name, None, False, True, True, None, ())
        for activation in subject.activations:
            activation.hazards.setdefault((record.kind, info.node, ""), record)
    for caller, call, _, _ in subject.calls:
        if info.is_method and _is_temporary(call, subject):
            key = ("method-on-temporary", call, "")
            details = (("used", "yes"),) if _uses_itself(machine, subject) else ()
            certain = _makes_it(call, subject)
            record = Record(key[0], call, call, None, False, certain, True, None, details)
            for activation in subject.activations:
                activation.hazards.setdefault(key, record)
        for argument in _given(call):
            view = _is_view(argument)
            if view or (not subject.hybrid and _is_assigned(argument, refusals.assigned)):
                key = ("unhashable-argument", argument, "")
                record = Record(key[0], argument, argument, None, False, view, True, None, ())
                for activation in subject.activations:
                    if any(callee is activation for callee, node in caller.calls if node is call):
                        activation.hazards.setdefault(key, record)


def _is_meant(subject: Subject, activation: Activation) -> bool:
    """Some call means this very function, or nothing of the program calls it: where one of many functions is called,
    what arrives at this one may be meant for another."""
    calls = [(c, call) for c, call, _, _ in subject.calls if (activation, call) in c.calls]
    return not calls or any(call not in caller.many for caller, call in calls)


def _assigned_names(machine: Machine) -> set[tuple[nodes.NodeNG, str]]:
    """Names by function, and attributes by module, under which the program keeps what an assignment of a variable
    gives, as ``v.assign_add(1.0)``."""
    found: set[tuple[nodes.NodeNG, str]] = set()
    for state in machine.modules.values():
        text = state.module.source.text
        if "assign" not in text and "scatter_" not in text:
            continue
        for statement in state.module.tree.nodes_of_class(nodes.Assign):
            if isinstance(statement.value, nodes.Call) and _last(statement.value.func) in _ASSIGNMENTS:
                for target in statement.targets:
                    if isinstance(target, nodes.AssignName):
                        found.add((target.frame(), target.name))
                    elif isinstance(target, nodes.AssignAttr):
                        found.add((target.root(), target.attrname))
    return found


def _is_assigned(argument: nodes.NodeNG, names: set[tuple[nodes.NodeNG, str]]) -> bool:
    """What an assignment of a variable gives: a first trace gets ``None`` in its place (``TypeError``)."""
    if isinstance(argument, nodes.Call):
        return _last(argument.func) in _ASSIGNMENTS
    if isinstance(argument, nodes.Name):
        return bool(names) and (argument.frame(), argument.name) in names
    return bool(names) and isinstance(argument, nodes.Attribute) and (argument.root(), argument.attrname) in names


def _last(function: nodes.NodeNG) -> str:
    return function.attrname if isinstance(function, nodes.Attribute) else getattr(function, "name", "")


def _goes_through(function: nodes.NodeNG, name: str) -> bool:
    """The body uses the dict of keyword arguments as a whole: ``tf.function`` gives it with its keys in order."""
    for use in function.nodes_of_class(nodes.Name):
        if use.name != name:
            continue
        parent = use.parent
        if isinstance(parent, (nodes.Keyword, nodes.Subscript, nodes.Compare)):
            continue
        if not isinstance(parent, nodes.Attribute) or parent.attrname in ("items", "keys", "values"):
            return True
    return False


def _add_unordered(refusals: Refusals, subject: Subject, activation: Activation) -> None:
    """``tf.function`` sorts the keys of dicts: those that cannot be compared raise a ``TypeError``."""
    for name, value in zip(subject.info.parameters, activation.args, strict=True):
        if refusals.is_unordered(value):
            key = ("unhashable-argument", subject.info.node, name)
            record = Record(*key, None, False, False, True, None, (("parameter", name),))
            activation.hazards.setdefault(key, record)


def _builds_under_keras(machine: Machine, subject: Subject) -> bool:
    """Keras traces a call of the function, which calls Keras objects: if that builds them, their weights belong to the
    compiled function, and Keras finds none to train."""
    by_keras = [a for a in subject.activations if "keras" in a.traced_by or a.unconverted.startswith(KERAS)]
    reached = dict.fromkeys(by_keras)
    waiting = list(by_keras)
    while waiting:
        for callee, _ in waiting.pop().calls:
            if callee not in reached:
                reached[callee] = None
                waiting.append(callee)
    return bool(reached) and any(
        activation in reached for uses in machine.keras_uses.values() for _, activation in uses.get(CALL, ())
    )


def _is_temporary(call: nodes.NodeNG, subject: Subject) -> bool:
    """``Model().step(x)``: the compiled method holds its receiver weakly, and finds it gone (``ReferenceError``)."""
    made = call.func.expr if isinstance(call, nodes.Call) and isinstance(call.func, nodes.Attribute) else None
    if not isinstance(made, nodes.Call) or _is_super(made):
        return False
    # What another function gives may be kept somewhere, or made by it for this one call.
    return _makes_it(call, subject) or any(
        isinstance(atom, Instance)
        and isinstance(atom.node, nodes.Call)
        and isinstance(atom.node.scope(), nodes.FunctionDef)
        for a in subject.activations
        for atom in atoms(a.args[0])
    )


def _is_super(made: nodes.Call) -> bool:
    """``super()`` makes no object: the receiver is ``self``."""
    return isinstance(made.func, nodes.Name) and made.func.name == "super"


def _makes_it(call: nodes.Call, subject: Subject) -> bool:
    """The receiver of the method call is made there and then."""
    return any(
        isinstance(atom, Instance) and atom.node is call.func.expr
        for a in subject.activations
        for atom in atoms(a.args[0])
    )


def _uses_itself(machine: Machine, subject: Subject) -> bool:
    """The method reads its receiver, and nothing but the call keeps that: no base class of a library that may."""
    info = subject.info
    cls = next((a.args[0].cls for a in subject.activations if a.args and isinstance(a.args[0], Instance)), None)
    if (
        cls is None
        or not info.positional
        or not any(n.name == info.positional[0] for n in info.node.nodes_of_class(nodes.Name))
    ):
        return False
    own = [c for c in classes.linearize(machine, cls) if isinstance(c, ClassValue)]
    if any(b not in ("tensorflow.Module", "builtins.object") for b in classes.library_bases(machine, cls)):
        return False
    makers = [s for c in own for s in getattr(c.node, "body", ()) if getattr(s, "name", "") in ("__init__", "__new__")]
    return classes.unknown_base(machine, cls) is None and not any(_gives_itself_away(maker) for maker in makers)


def _gives_itself_away(maker: nodes.FunctionDef) -> bool:
    """A constructor does more with ``self`` than to set and read attributes: it may be kept by something."""
    own = maker.args.arguments[0].name if maker.args.arguments else ""
    return any(
        n.name == own and not (isinstance(n.parent, nodes.Attribute) and not _is_bound(n.parent))
        for n in maker.nodes_of_class(nodes.Name)
        if not isinstance(n.parent, nodes.AssignAttr)
    )


def _is_bound(attribute: nodes.Attribute) -> bool:
    """``self.name`` as a value, which may be a method that holds ``self``."""
    return not (isinstance(attribute.parent, nodes.Call) and attribute.parent.func is attribute)


def _given(call: nodes.NodeNG) -> list[nodes.NodeNG]:
    return [*call.args, *(k.value for k in call.keywords)] if isinstance(call, nodes.Call) else []


def _is_view(node: nodes.NodeNG) -> bool:
    """``d.values()`` and its like: for the analysis they are tuples."""
    callee = node.func if isinstance(node, nodes.Call) and not node.args else None
    return isinstance(callee, nodes.Attribute) and callee.attrname in ("keys", "values", "items")


def _refused_atom(machine: Machine, atom: Value) -> str | None:
    if isinstance(atom, Tensor):
        if atom.kind == "keras_tensor":
            return "keras-symbolic-argument"
        return "keras-variable-argument" if atom.keras and not machine.converts_keras else None
    if isinstance(atom, ListValue):
        return None if atom.kind in _SEQUENCES else "unhashable-argument"
    if isinstance(atom, Stream):
        return None if atom.kind == "range" else "iterator-argument"
    if isinstance(atom, Slice) or (isinstance(atom, Array) and atom.dtype == "object"):
        return "unhashable-argument"
    if isinstance(atom, LibraryObject):
        if atom.cls.startswith("tensorflow.custom_gradient"):
            return "decorated-function-argument"
        if atom.cls == "tensorflow.GradientTape":
            return "tape-argument"
        return "unhashable-argument" if atom.cls in _UNHASHABLE else None
    if isinstance(atom, BoundMethod):
        return _refused_atom(machine, atom.function)
    if isinstance(atom, FunctionValue):
        return "decorated-function-argument" if _is_unwrapped(atom.info.node) else None
    if isinstance(atom, Instance) and is_unhashable(machine, atom.cls):
        return "unhashable-argument"
    return None


def _is_unwrapped(node: nodes.NodeNG) -> bool:
    decorators = getattr(node, "decorators", None)
    names = [d.as_string() for d in decorators.nodes] if decorators is not None else []
    return any(name.endswith(("custom_gradient", "with_name_scope")) for name in names)


def _cannot_hold_traces(machine: Machine, receiver: Value) -> bool:
    """``tf.function`` keeps the traces of a method by a weak reference to its receiver, which it hashes.

    Lists, dicts and sets have no hash; tuples, numbers, bytes, and objects whose classes all have ``__slots__`` without
    ``__weakref__`` take no weak reference (``TypeError``).
    """
    if not isinstance(receiver, Instance):
        return isinstance(receiver, (Tuple, ListValue, DictValue))
    slotted = True
    for base in classes.linearize(machine, receiver.cls):
        if not isinstance(base, ClassValue):
            name = base.name if isinstance(base, Symbol) else getattr(base, "cls", "")
            if name in _NO_RECEIVERS:
                return True
            slotted = slotted and name == "builtins.object"
            continue
        slots = _slots(base.node)
        slotted = slotted and slots is not None and "__weakref__" not in slots
    return slotted


def _slots(node: nodes.NodeNG) -> str | None:
    """The text of the ``__slots__`` of a class; ``None`` if its objects have a dictionary and take references."""
    for statement in getattr(node, "body", ()):
        if isinstance(statement, nodes.Assign) and any(t.as_string() == "__slots__" for t in statement.targets):
            return str(statement.value.as_string())
    for decorator in node.decorators.nodes if node.decorators is not None else ():
        given = {k.arg: k.value.as_string() for k in getattr(decorator, "keywords", ())}
        if given.get("slots") == "True":
            return "__weakref__" if given.get("weakref_slot") == "True" else ""
    return None


def is_unhashable(machine: Machine, cls: ClassValue) -> bool:
    """Instances have no hash: the class compares by ``__eq__`` and defines no ``__hash__``.

    Python's rule, class by class in the order of resolution: a class that defines ``__eq__`` alone has
    ``__hash__ = None``, and so has a dataclass that compares and is not frozen.
    """
    for base in classes.linearize(machine, cls):
        if isinstance(base, Symbol):
            return base.name in _UNHASHABLE
        if not isinstance(base, ClassValue):
            return False
        if "__tf_tracing_type__" in base.attributes:
            return False
        if "__hash__" in base.attributes:
            return any(isinstance(s, nodes.Assign) and _is_hash(s) for s in getattr(base.node, "body", ()))
        if "__eq__" in base.attributes or _compares(base.node):
            return True
    return False


def _is_hash(statement: nodes.Assign) -> bool:
    return statement.value.as_string() == "None" and any(t.as_string() == "__hash__" for t in statement.targets)


def _compares(node: nodes.ClassDef) -> bool:
    """A decorator makes a dataclass of it that compares and has no hash."""
    for decorator in node.decorators.nodes if node.decorators is not None else ():
        callee = decorator.func if isinstance(decorator, nodes.Call) else decorator
        name = callee.as_string().rpartition(".")[2]
        if name not in ("dataclass", "s", "attrs", "define", "mutable"):
            continue
        keywords = decorator.keywords if isinstance(decorator, nodes.Call) else ()
        given = {k.arg: k.value.as_string() for k in keywords}
        hashed = any(given.get(k) == "True" for k in ("frozen", "unsafe_hash", "hash"))
        return not hashed and given.get("eq") != "False"
    return False
