"""Reading and writing attributes."""

from __future__ import annotations

from functools import cache

from astroid import nodes

from .. import knowledge
from ..knowledge.tensors import attributes as tensor_attributes
from ..model.values import (
    NEVER,
    NONE,
    STR,
    Array,
    Const,
    Dataset,
    DType,
    LibraryObject,
    Method,
    Partial,
    Prim,
    Stream,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    atoms,
    const,
    dtype_value,
    join,
    method,
    symbol,
    union,
    unknown,
)
from . import classes, descriptors, foreign, hazards, imports, keras_use, library, namespaces, plain_functions
from .changes import SOMEWHERE, note_read, note_write
from .guards import deleted, set_back
from .objects import (
    BoundMethod,
    ClassValue,
    Descriptor,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    ModuleValue,
    Super,
    TFFunction,
    bound,
    found_again,
)
from .state import RECEIVER_LIMIT, Arguments, Cell, Frame

OWN = "attribute of its own "
"""What is remembered of an object that has not got the attribute that follows itself, but its class has."""
_NUMBERS = {
    "numpy.pi": 3.141592653589793,
    "numpy.e": 2.718281828459045,
    "math.pi": 3.141592653589793,
    "math.e": 2.718281828459045,
    "numpy.inf": float("inf"),
    "math.inf": float("inf"),
}
_NONE_NAMES = frozenset({"tensorflow.newaxis", "numpy.newaxis"})
_ARRAY_NAMES = """
T all any argmax argmin argsort astype choose clip compress conj copy cumprod cumsum data diagonal dot dump fill
flags flat flatten imag item itemset itemsize max mean min nbytes nonzero partition prod ptp put ravel real repeat
reshape resize round searchsorted size sort squeeze std strides sum swapaxes take tobytes tofile tolist trace
transpose var view"""
_OF_ARRAYS = frozenset(_ARRAY_NAMES.split())
"""Attributes of ``numpy.ndarray`` that tensors lack (but for ``numpy_behavior``)."""
_OF_COMPOSITES = frozenset(("indices", "values", "dense_shape", "flat_values", "row_splits", "nested_row_splits"))
"""Attributes that sparse and ragged tensors and ``tf.IndexedSlices`` have, and ordinary tensors lack."""
_TENSORISH = (Tensor, Array, TensorShape, DType, Dataset)


def get_attribute(frame: Frame, node: nodes.NodeNG, value: Value, name: str) -> Value:
    """``value.name`` over all possibilities."""
    if name == "__class__":
        return union(_class_of(a) for a in atoms(value))
    members = atoms(value)
    if name in _OF_COMPOSITES:
        # What is read is no ordinary tensor: that would raise.
        members = tuple(m for m in members if type(m) is not Tensor or m.kind != "tensor") or members
    if len(members) == 1:
        return _get(frame, node, members[0], name)
    if len(members) > RECEIVER_LIMIT:
        return _of_many(frame, node, members, name)
    return union(_get(frame, node, m, name) for m in members)


def _of_many(frame: Frame, node: nodes.NodeNG, members: tuple[Value, ...], name: str) -> Value:
    """``value.name`` where one property of many receivers is asked for all of these at once."""
    receivers: dict[Value, list[Value]] = {}
    for member in members:
        getter = _property(frame, member, name) if isinstance(member, Instance) else None
        if getter is not None:
            receivers.setdefault(getter, []).append(member)
    joined = {getter: found for getter, found in receivers.items() if len(found) > RECEIVER_LIMIT}
    done = {member for found in joined.values() for member in found}
    results = [_get(frame, node, member, name) for member in members if member not in done]
    for getter, found in joined.items():
        results.append(frame.call(node, bound(frame.machine, getter, union(found)), Arguments()))
    return union(results)


def _property(frame: Frame, value: Instance, name: str) -> Value | None:
    """The getter of the property that ``name`` is in the class of ``value``."""
    found = classes.find_in_class(frame.machine, frame, value.cls, name)
    return None if found is None else _getter(found)


def _getter(found: Value) -> Value | None:
    """The getter of the property that a class attribute is."""
    for atom in atoms(found):
        if type(atom) is Descriptor and atom.kind == "property":
            return atom.function
    return None


def _array_method(frame: Frame, node: nodes.NodeNG, value: Tensor, name: str) -> None:
    """A NumPy array has the attribute ``name``; the tensor that it arrives as in a trace has not."""
    test = f"hasattr({node.expr.as_string()}, '{name}')" if isinstance(node, nodes.Attribute) else ""
    if not value.symbolic or value.kind != "tensor" or frame.machine.numpy_behavior:
        return
    if not test or any(test == hazards.text_of(frame.machine, t) for t, _ in frame.conditions):
        return
    # Dicts have it as well, and are told from arrays where calls pass these.
    info = frame.activation.function
    passed = isinstance(node.expr, nodes.Name) and info is not None and node.expr.name in info.arrays
    certain = not frame.activation.merged and (name != "copy" or passed)
    remedy = knowledge.equivalent(f"numpy.{name}") or ""
    hazards.report(frame, "ndarray-method", node, node, certain=certain, name=name, remedy=remedy)


def _asks_for_device(frame: Frame, node: nodes.NodeNG) -> None:
    """``x.device`` of a tensor of a graph is empty until the graph is placed."""
    if frame.activation.function is not None:
        hazards.report(frame, "executing-eagerly", node, node)


def _class_of(value: Value) -> Value:
    if isinstance(value, Instance):
        return value.cls
    return symbol(value.cls) if isinstance(value, LibraryObject) else unknown("__class__")


def _get(frame: Frame, node: nodes.NodeNG, value: Value, name: str) -> Value:
    kind = type(value)
    if kind is Instance:
        return instance_attribute(frame, node, value, name)  # type: ignore[arg-type]
    if kind in _TENSORISH:
        if kind is Dataset and name == "__iter__":
            return unknown("__iter__")
        found = tensor_attributes.attribute(value, name)
        if name == "device" and hazards.graph_tensors(frame, None, value) and not frame.activation.traced:
            _asks_for_device(frame, node)
        if found is None and kind is Tensor and name in _OF_ARRAYS:
            _array_method(frame, node, value, name)  # type: ignore[arg-type]
        return found if found is not None else unknown(f"tensors have no attribute {name}")
    if kind is Symbol:
        return symbol_attribute(frame, value.name, name)  # type: ignore[attr-defined]
    if kind is ModuleValue:
        member = imports.module_member(frame.machine, frame, value, name)  # type: ignore[arg-type]
        if frame.activation.function is not None and hasattr(value.state, "cells"):  # type: ignore[attr-defined]
            frame.activation.outer_reads[(value.state, name)] = (node, member)  # type: ignore[attr-defined]
        return member
    if kind is Unknown:
        note_read(frame, node, SOMEWHERE, name, value)
        return foreign.attribute(frame, node, value, name)  # type: ignore[arg-type]
    if kind is ClassValue:
        return _class_attribute(frame, node, value, name)  # type: ignore[arg-type]
    if kind is LibraryObject:
        found = library.object_attribute(frame, node, value, name)  # type: ignore[arg-type]
        note_read(frame, node, value, name, found)
        return found
    if kind is Super:
        return _super_attribute(frame, node, value, name)  # type: ignore[arg-type]
    if isinstance(value, ListValue):
        return method(f"builtins.{value.kind}.{name}", value)
    if isinstance(value, DictValue):
        return method(f"builtins.dict.{name}", value)
    if kind is Tuple:
        return _tuple_attribute(frame, node, value, name)  # type: ignore[arg-type]
    if kind is Const or kind is Prim:
        type_name = value.name if kind is Prim else type(value.value).__name__  # type: ignore[attr-defined]
        if type_name == "NoneType":
            return NEVER
        if type_name in ("int", "float", "complex", "bool") and name in ("real", "imag", "numerator", "denominator"):
            return value
        return method(f"builtins.{type_name}.{name}", value)
    if kind is FunctionValue or kind is BoundMethod or kind is TFFunction:
        return _function_attribute(frame, node, value, name)
    if isinstance(value, Partial):
        return value.function if name == "func" else unknown(f"attribute {name} of a partial")
    if kind is Stream:
        return method(f"builtins.generator.{name}", value)
    if kind is Method:
        return unknown(f"attribute {name} of a method")
    return unknown(f"attribute {name}")


def symbol_attribute(frame: Frame, owner: str, name: str) -> Value:
    """An attribute of a library module or class."""
    qualified, kind = _member_of(owner, name)
    if kind == "symbol":
        return symbol(qualified)
    if kind == "none":
        return NONE
    if kind == "number":
        return const(_NUMBERS[qualified])
    if kind == "dtype":
        return dtype_value(knowledge.dtype_of(qualified), "numpy" if qualified.startswith("numpy.") else "tensorflow")
    rule = knowledge.attribute_rule(qualified)
    assert rule is not None
    return library.property_value(frame, frame.module.module.tree, rule, qualified, symbol(owner))


@cache
def _member_of(owner: str, name: str) -> tuple[str, str]:
    """The qualified name of an attribute of a library module or class, and what kind of value it is."""
    qualified = knowledge.member(owner, name) or f"{owner}.{name}"
    if qualified in _NONE_NAMES:
        return qualified, "none"
    if qualified in _NUMBERS:
        return qualified, "number"
    if knowledge.dtype_of(qualified) is not None:
        return qualified, "dtype"
    return qualified, "rule" if knowledge.attribute_rule(qualified) is not None else "symbol"


def instance_attribute(frame: Frame, node: nodes.NodeNG, value: Instance, name: str) -> Value:
    """``instance.name``: properties, what was assigned to it, class attributes, library bases, ``__getattr__``."""
    machine = frame.machine
    found = classes.find_in_class(machine, frame, value.cls, name)
    getter = None if found is None else _getter(found)
    if getter is not None:
        return frame.call(node, bound(machine, getter, value), Arguments())
    cell = value.attributes.get(name)
    if cell is None and found is not None:
        # Later it may get its own.
        library.recall(frame, value, OWN + name)
    if cell is not None and cell.value is not NEVER and not _is_replaced_here(frame, node, value, name, found):
        read = machine.read(cell, frame)
        if library.is_option(machine, value, name):
            read = join(read, _from_constructor(frame, node, value, name))
        if value.owner is not frame.activation:
            # Until the object gets its own, it has the method of its class.
            known = join(read, found) if isinstance(found, FunctionValue) else read
            frame.activation.attribute_reads[(value, name)] = (node, known)
        return found_again(frame, read)
    if found is not None:
        _note_class_read(frame, node, value.cls, name, found)
        found = descriptors.read(frame, node, found, value, value.cls)
        return classes.bind(machine, found, value, value.cls)
    for base in classes.library_bases(machine, value.cls):
        inherited = library.inherited_attribute(frame, node, value, base, name)
        if inherited is not None:
            return inherited
        # What was given to the constructor of a library class carries the name of the parameter, as a rule.
        given = library.recall(frame, value, name)
        if given is not NEVER:
            return given
    if name == "__dict__":
        namespaces.opened(frame, node, value)
        note_all_read(frame, node, value)
        return unknown("__dict__")
    getter = classes.class_method(frame, value, "__getattr__")
    if getter is not None:
        return frame.call(node, getter, Arguments([const(name)]))
    missing = classes.unknown_base(machine, value.cls)
    if missing is not None:
        return unknown(f"{value.cls.name}.{name} may come from a base class that was not found")
    if cell is None:
        cell = value.attributes[name] = Cell()
    return machine.read(cell, frame, f"{value.cls.name}.{name}")


def _from_constructor(frame: Frame, node: nodes.NodeNG, value: Instance, name: str) -> Value:
    """What the attribute is as long as it is that of the library class: nothing where its constructor was not given
    the option, or does not keep it."""
    if library.recall(frame, value, name) is NEVER:
        return NEVER
    base = classes.library_bases(frame.machine, value.cls)[0]
    return library.inherited_attribute(frame, node, value, base, name) or NEVER


def note_all_read(frame: Frame, node: nodes.NodeNG, value: Instance) -> None:
    """All attributes of ``value`` may be read here."""
    for name, cell in list(value.attributes.items()):
        read = frame.machine.read(cell, frame, name)
        if frame.activation.function is not None and value.owner is not frame.activation:
            frame.activation.attribute_reads.setdefault((value, name), (node, read))


def _is_replaced_here(frame: Frame, node: nodes.NodeNG, value: Instance, name: str, found: Value | None) -> bool:
    """``self.call = decorated(self.call)``, the one place that gives the object its own: there it still has that of its
    class."""
    if not isinstance(found, FunctionValue) or not isinstance(node, nodes.Attribute):
        return False
    statement = node.statement()
    if not isinstance(statement, nodes.Assign) or node.scope() is not statement.scope():
        return False
    text = node.as_string()
    if all(target.as_string() != text for target in statement.targets):
        return False
    writes = [
        target
        for cls in classes.linearize(frame.machine, value.cls)
        if isinstance(cls, ClassValue) and cls.node is not None
        for target in cls.node.nodes_of_class(nodes.AssignAttr)
        if target.attrname == name
    ]
    return len(writes) == 1


def _note_class_read(frame: Frame, node: nodes.NodeNG, cls: ClassValue, name: str, found: Value) -> None:
    """A method that no other takes the place of is no value that a trace could freeze."""
    if isinstance(found, (FunctionValue, Descriptor, ClassValue)):
        return
    for base in classes.linearize(frame.machine, cls):
        if isinstance(base, ClassValue) and name in base.attributes:
            frame.activation.attribute_reads[(base, name)] = (node, found)
            return


def _class_attribute(frame: Frame, node: nodes.NodeNG, value: ClassValue, name: str) -> Value:
    machine = frame.machine
    found = classes.find_in_class(machine, frame, value, name)
    if found is None and value.metaclass is not None:
        for meta in atoms(value.metaclass):
            if isinstance(meta, ClassValue):
                inherited = classes.find_in_class(machine, frame, meta, name)
                if inherited is not None:
                    return classes.bind(machine, inherited, value, meta)
    if found is None:
        if name in ("__name__", "__qualname__", "__module__", "__doc__"):
            return const(value.name) if name == "__name__" else STR
        for base in classes.library_bases(machine, value):
            member = knowledge.member(base, name)
            if member is not None:
                return symbol(member)
        missing = classes.unknown_base(machine, value)
        if missing is not None:
            return unknown(f"{value.name}.{name} may come from a base class that was not found")
        return machine.read(value.attributes.setdefault(name, Cell()), frame, f"{value.name}.{name}")
    else:
        _note_class_read(frame, node, value, name, found)
    results: list[Value] = []
    for atom in atoms(descriptors.read(frame, node, found, NONE, value)):
        if isinstance(atom, Descriptor):
            if atom.kind == "staticmethod":
                results.append(atom.function)
            elif atom.kind == "classmethod":
                results.append(bound(machine, atom.function, value))
            else:
                results.append(atom)
        elif "enum" in value.traits and not isinstance(atom, FunctionValue):
            results.append(machine.enum_member(frame, value, name, atom))
        else:
            results.append(atom)
    return union(results)


def _super_attribute(frame: Frame, node: nodes.NodeNG, value: Super, name: str) -> Value:
    machine = frame.machine
    receiver = value.receiver
    cls = receiver.cls if isinstance(receiver, Instance) else receiver
    if not isinstance(cls, ClassValue):
        return unknown("super() of something unknown")
    found = classes.find_in_class(machine, frame, cls, name, after=value.start)
    if found is not None:
        results: list[Value] = []
        for atom in atoms(found):
            if isinstance(atom, Descriptor) and atom.kind == "property":
                results.append(frame.call(node, bound(machine, atom.function, receiver), Arguments()))
            elif isinstance(receiver, ClassValue):
                results.append(
                    atom
                    if name in ("__new__",) or not isinstance(atom, Descriptor)
                    else classes.bind(machine, atom, receiver, receiver)
                )
            else:
                results.append(classes.bind(machine, atom, receiver, cls))
        return union(results)
    for base in classes.library_bases(machine, cls):
        inherited = library.inherited_attribute(frame, node, receiver, base, name)
        if inherited is not None:
            return inherited
    missing = classes.unknown_base(machine, cls)
    if missing is not None:
        return unknown(f"{cls.name}.{name} may come from a base class that was not found")
    return method(f"builtins.object.{name}", receiver)


def _tuple_attribute(frame: Frame, node: nodes.NodeNG, value: Tuple, name: str) -> Value:
    if value.names is not None and name in value.names:
        return value.items[value.names.index(name)]
    cls = frame.machine.tuple_classes.get(value.type_name or "")
    if cls is not None:
        found = classes.find_in_class(frame.machine, frame, cls, name)
        if found is not None:
            for atom in atoms(found):
                if isinstance(atom, Descriptor) and atom.kind == "property":
                    return frame.call(node, bound(frame.machine, atom.function, value), Arguments())
            return classes.bind(frame.machine, found, value, cls)
    return method(f"builtins.tuple.{name}", value)


def _function_attribute(frame: Frame, node: nodes.NodeNG, value: Value, name: str) -> Value:
    if name in ("__name__", "__qualname__", "__doc__", "__module__"):
        return STR
    if name in plain_functions.ATTRIBUTES:
        plain_functions.asked(frame, node, value)
    if name == "__get__":
        return descriptors.getter(value)
    if isinstance(value, BoundMethod):
        if name == "__self__":
            return value.receiver
        if name == "__func__":
            return value.function
        if isinstance(value.function, TFFunction):
            if name == "python_function":
                return bound(frame.machine, value.function.target, value.receiver)
            return method(f"tensorflow.Function.{name}", value)
    if isinstance(value, TFFunction):
        if name in ("python_function", "_python_function", "__wrapped__"):
            return value.target
        return method(f"tensorflow.Function.{name}", value)
    if isinstance(value, FunctionValue) and (name in value.attributes or not name.startswith("__")):
        read = frame.machine.read(value.attributes.setdefault(name, Cell()), frame, name)
        note_read(frame, node, value, name, read)
        return read
    if name in ("__wrapped__", "__call__"):
        return value
    return unknown(f"attribute {name} of a function")


def set_attribute(frame: Frame, node: nodes.NodeNG, base: Value, name: str, value: Value) -> None:
    """``base.name = value``."""
    machine = frame.machine
    if name == keras_use.TRAINABLE and any(type(atom) is not Tensor for atom in atoms(base)):
        frame.activation.content_writes[(keras_use.TRAINABLE, node)] = None
    for atom in atoms(base):
        if isinstance(atom, Instance):
            found = classes.find_in_class(machine, frame, atom.cls, name)
            setter = (
                next((d.setter for d in atoms(found) if isinstance(d, Descriptor) and d.setter is not None), None)
                if found
                else None
            )
            if setter is not None:
                frame.call(node, bound(machine, setter, atom), Arguments([value]))
                continue
            hook = classes.class_method(frame, atom, "__setattr__")
            if hook is not None:
                frame.call(node, hook, Arguments([const(name), value]))
            if name not in atom.attributes and (atom, library.FIELDS) in machine.memory:
                machine.mark(machine.memory[atom, library.FIELDS].readers)
            if name not in atom.attributes and (atom, OWN + name) in machine.memory:
                machine.mark(machine.memory[atom, OWN + name].readers)
            machine.write(atom.attributes.setdefault(name, Cell()), value)
            if library.is_option(machine, atom, name):
                # What the library class does looks at the attribute, whatever the constructor was given.
                library.remember(frame, atom, name, value)
            frame.activation.written_attributes.add(name)
            if not _is_temporary(frame, node):
                frame.activation.attribute_writes[(atom, name)] = node
            _write_hazard(frame, node, atom, name, value)
        elif isinstance(atom, ClassValue):
            machine.write(atom.attributes.setdefault(name, Cell()), value)
            frame.activation.written_attributes.add(name)
            frame.activation.attribute_writes[(atom, name)] = node
            _write_hazard(frame, node, atom, name, value)
        elif isinstance(atom, ModuleValue):
            state = atom.state
            if hasattr(state, "cells"):
                machine.write(state.cells.setdefault(name, Cell()), value)
                state.written_elsewhere.setdefault(name, {})[node] = frame.activation
            if frame.activation.function is not None and not hazards.restores(frame.activation.function):
                hazards.report(frame, "global-write", node, name, side_effect=True)
        elif isinstance(atom, FunctionValue):
            machine.write(atom.attributes.setdefault(name, Cell()), value)
            note_write(frame, node, atom, name)
            if atom.owner is not frame.activation:
                hazards.report(frame, "outer-mutation", node, node, target=atom, side_effect=True)
        elif isinstance(atom, LibraryObject):
            library.remember(frame, atom, "." + name, value)
            note_write(frame, node, atom, name)
            if not _is_set_back(frame, node):
                hazards.mutation(frame, node, atom, node.expr, "outer-mutation", node)
        elif type(atom) is Symbol and atom.name == "sys.modules":
            namespaces.assigned(frame, node, frame.module, name)
        elif type(atom) is Unknown:
            note_write(frame, node, SOMEWHERE, name)
            if hazards.is_outer(frame, node.expr):
                hazards.report(frame, "self-attr-write", node, node, side_effect=True, certain=False)


def _write_hazard(frame: Frame, node: nodes.NodeNG, target: Instance | ClassValue, name: str, value: Value) -> None:
    if target.owner is frame.activation and isinstance(target, Instance):
        return
    if frame.activation.function is None:
        return
    guarded = hazards.made_once(frame, name)
    if hazards.restores(frame.activation.function) or _is_temporary(frame, node) or _is_set_back(frame, node):
        return
    if frame.activation.function.name == "build" and isinstance(target, Instance) and _is_built(frame, target.cls):
        return
    hazards.report(
        frame, "self-attr-write", node, node, target=target, side_effect=True, guard="lazy" if guarded else ""
    )
    if _replaces_variable(target, name, value):
        hazards.report(frame, "variable-rebind", node, node, target=target, guard="lazy" if guarded else "")
        return
    hazards.leak(frame, node, node.as_string(), value, target, guard="lazy" if guarded else "")


def _replaces_variable(target: Instance | ClassValue, name: str, value: Value) -> bool:
    """The attribute holds a ``tf.Variable``, and gets a tensor instead."""
    cell = target.attributes.get(name)
    held = () if cell is None else atoms(cell.value)
    given = [a for a in atoms(value) if isinstance(a, Tensor)]
    was_variable = any(isinstance(a, Tensor) and a.kind == "variable" for a in held)
    return was_variable and bool(given) and all(a.kind == "tensor" for a in given)


def _is_temporary(frame: Frame, node: nodes.NodeNG) -> bool:
    """The function that assigns the attribute deletes it again."""
    function = frame.activation.function
    if function is None:
        return False
    if function.deleted is None:
        function.deleted = deleted(function.node)
    return bool(function.deleted) and node.as_string() in function.deleted


def _is_set_back(frame: Frame, node: nodes.NodeNG) -> bool:
    """The function that assigns the attribute gives it its old value again."""
    function = frame.activation.function
    if function is None:
        return False
    if function.set_back is None:
        function.set_back = set_back(function.node)
    return bool(function.set_back) and node.as_string() in function.set_back


def _is_built(frame: Frame, cls: ClassValue) -> bool:
    """The framework calls ``build`` once: of layers, models, optimizers and metrics."""
    return any(
        classes.derives(frame.machine, cls, base)
        for base in (
            "keras.layers.Layer",
            "keras.optimizers.Optimizer",
            "keras.optimizers.legacy.Optimizer",
            "keras.metrics.Metric",
        )
    )


def delete_attribute(frame: Frame, node: nodes.NodeNG, base: Value) -> None:
    """``del base.name``."""
    for atom in atoms(base):
        if isinstance(atom, (Instance, ClassValue)):
            _write_hazard(frame, node, atom, node.attrname, NONE)
