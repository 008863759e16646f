"""Classes of the program: creation, linearization, lookup of methods, instances."""

from __future__ import annotations

from astroid import nodes

from .. import knowledge
from ..model.values import NEVER, Symbol, Tuple, Unknown, Value, atoms, named_tuple, union, unknown
from .objects import (
    ClassValue,
    Descriptor,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    Super,
    TFFunction,
    bound,
    intern,
)
from .state import Arguments, Cell, Frame, Machine

DECORATORS = frozenset(
    {
        "dataclasses.dataclass",
        "attr.s",
        "attr.attrs",
        "attr.dataclass",
        "attrs.define",
        "attrs.frozen",
        "attr.define",
        "attr.frozen",
        "attrs.mutable",
    }
)
_TUPLES = frozenset({"typing.NamedTuple", "typing_extensions.NamedTuple"})
_RECORDS = frozenset({"tensorflow.experimental.ExtensionType", "tensorflow.experimental.BatchableExtensionType"})
_TRANSPARENT = frozenset(
    {"builtins.object", "typing.Generic", "typing.Protocol", "abc.ABC", "typing_extensions.Protocol"}
)


def make_class(frame: Frame, node: nodes.ClassDef) -> Value:
    """The class that a ``class`` statement makes; its body runs now."""
    machine = frame.machine
    bases: list[Value] = []
    for base in node.bases:
        value = frame.eval(base)
        if isinstance(value, Tuple):
            # What ``six.with_metaclass`` stands for.
            bases.extend(value.items)
            continue
        bases.append(
            next((a for a in atoms(value) if isinstance(a, ClassValue)), atoms(value)[0] if atoms(value) else unknown())
        )
    key = (ClassValue, node, frame.activation)
    cls = machine.objects.get(key)
    if not isinstance(cls, ClassValue):
        cls = ClassValue(node, frame.activation, frame.module, tuple(bases))
        from .functions import qualified_name

        cls.qualified_name = qualified_name(node)
        machine.objects[key] = cls
        machine.classes.append(cls)
    elif cls.bases != tuple(bases):
        cls.bases = tuple(bases)
        cls.linear = cls.own_linear = cls.library_bases = None
    traits = _traits(frame, node, cls)
    cls.traits = traits
    for keyword in node.keywords or ():
        value = frame.eval(keyword.value)
        if keyword.arg == "metaclass":
            cls.metaclass = value
    body = Frame(machine, frame.activation, frame)
    body.module = frame.module
    body.class_scope = cls
    body.conditions = frame.conditions
    machine.execute(body, node.body)
    for name, value in body.env.items():
        if "." not in name:
            machine.write(cls.attributes.setdefault(name, Cell()), value)
    return cls


def _traits(frame: Frame, node: nodes.ClassDef, cls: ClassValue) -> frozenset[str]:
    found: set[str] = set()
    if node.decorators is not None:
        for decorator in node.decorators.nodes:
            callee = decorator.func if isinstance(decorator, nodes.Call) else decorator
            value = frame.eval(callee)
            if isinstance(value, Symbol) and value.name in DECORATORS:
                found.add("dataclass")
    for base in linearize(frame.machine, cls):
        if isinstance(base, Symbol):
            if base.name in _TUPLES:
                found.add("namedtuple")
            elif base.name in _RECORDS:
                found.add("dataclass")
            elif base.name.startswith("enum."):
                found.add("enum")
        elif isinstance(base, ClassValue):
            found.update(base.traits)
    return frozenset(found)


def linearize(machine: Machine, cls: ClassValue) -> tuple[Value, ...]:
    """The method resolution order: classes of the program and, after them, library classes and unknown bases."""
    if cls.linear is None:
        cls.linear = (cls,)
        sequences = [list(linearize(machine, b)) if isinstance(b, ClassValue) else [b] for b in cls.bases]
        sequences.append(list(cls.bases))
        merged = _merge(sequences)
        own = [c for c in merged if isinstance(c, ClassValue) and c is not cls]
        other = [
            c
            for c in merged
            if not isinstance(c, ClassValue) and not (isinstance(c, Symbol) and c.name in _TRANSPARENT)
        ]
        cls.linear = (cls, *own, *_nearest_first(other))
    return cls.linear


def _nearest_first(bases: list[Value]) -> list[Value]:
    """``bases`` with each library class before those that it derives from: what it inherits is not spelled out here."""
    result: list[Value] = []
    for base in bases:
        at = len(result)
        if isinstance(base, Symbol):
            at = next(
                (
                    i
                    for i, other in enumerate(result)
                    if isinstance(other, Symbol) and knowledge.is_subclass(base.name, other.name)
                ),
                at,
            )
        result.insert(at, base)
    return result


def _merge(sequences: list[list[Value]]) -> list[Value]:
    """C3; where the bases cannot be ordered consistently, the first remaining one is taken."""
    result: list[Value] = []
    pending = [s for s in sequences if s]
    while pending:
        head = next((s[0] for s in pending if not any(s[0] in t[1:] for t in pending)), pending[0][0])
        result.append(head)
        pending = [[c for c in s if c is not head] for s in pending]
        pending = [s for s in pending if s]
    return result


def library_bases(machine: Machine, cls: ClassValue) -> tuple[str, ...]:
    """The library classes that ``cls`` derives from, nearest first."""
    if cls.library_bases is None:
        cls.library_bases = tuple(c.name for c in linearize(machine, cls) if type(c) is Symbol)
    return cls.library_bases


def container_of(machine: Machine, instance: Instance) -> ListValue | DictValue | None:
    """What an instance of a class that derives from ``dict`` or ``list`` holds as such."""
    kind = next((_CONTAINERS[b] for b in library_bases(machine, instance.cls) if b in _CONTAINERS), None)
    if kind is None:
        return None
    key = ("content", instance)
    found = machine.objects.get(key)
    if isinstance(found, (ListValue, DictValue)):
        return found
    made: ListValue | DictValue
    if kind == "list":
        made = ListValue(instance.node, instance.owner, "list")
    else:
        made = DictValue(instance.node, instance.owner)
    machine.objects[key] = made
    return made


_CONTAINERS = {
    "builtins.dict": "dict",
    "collections.OrderedDict": "dict",
    "collections.UserDict": "dict",
    "collections.defaultdict": "dict",
    "builtins.list": "list",
    "collections.UserList": "list",
}


def derives(machine: Machine, cls: ClassValue, library_class: str) -> bool:
    """``cls`` is a subclass of the library class."""
    return any(b == library_class or knowledge.is_subclass(b, library_class) for b in library_bases(machine, cls))


def unknown_base(machine: Machine, cls: ClassValue) -> Unknown | None:
    """A base that could not be resolved, if there is one."""
    return next((c for c in linearize(machine, cls) if type(c) is Unknown), None)


def find_in_class(
    machine: Machine, frame: Frame, cls: ClassValue, name: str, after: ClassValue | None = None
) -> Value | None:
    """The class attribute ``name`` along the resolution order (behind ``after``); ``None`` if no class of the
    program has it."""
    own = cls.own_linear or _own_linear(machine, cls)
    if after is not None and after in own:
        own = own[own.index(after) + 1 :]
    for base in own:
        cell = base.attributes.get(name)
        if cell is not None:
            value = cell.value
            if value is NEVER:
                value = machine.read(cell, frame, f"{base.name}.{name}")
            else:
                cell.readers[frame.activation] = None
            if value is not NEVER:
                return value
    return None


def _own_linear(machine: Machine, cls: ClassValue) -> tuple[ClassValue, ...]:
    cls.own_linear = tuple(base for base in linearize(machine, cls) if isinstance(base, ClassValue))
    return cls.own_linear


def class_method(frame: Frame, value: Value, name: str) -> Value | None:
    """The method ``name`` that a class of the program gives to ``value``, bound; else ``None``."""
    machine = frame.machine
    if isinstance(value, Instance):
        found = find_in_class(machine, frame, value.cls, name)
        return None if found is None else bind(machine, found, value, value.cls)
    if isinstance(value, ClassValue) and value.metaclass is not None:
        for meta in atoms(value.metaclass):
            if isinstance(meta, ClassValue):
                found = find_in_class(machine, frame, meta, name)
                return None if found is None else bind(machine, found, value, meta)
    return None


def bind(machine: Machine, found: Value, receiver: Value, cls: Value) -> Value:
    """What reading the class attribute ``found`` through an instance gives (properties are read elsewhere)."""
    results: list[Value] = []
    for atom in atoms(found):
        if isinstance(atom, FunctionValue) or (isinstance(atom, TFFunction) and isinstance(atom.target, FunctionValue)):
            results.append(bound(machine, atom, receiver))
        elif isinstance(atom, Descriptor):
            if atom.kind == "staticmethod":
                results.append(atom.function)
            elif atom.kind == "classmethod":
                results.append(bound(machine, atom.function, cls))
            else:
                results.append(atom)
        else:
            results.append(atom)
    return union(results)


def construct(frame: Frame, node: nodes.NodeNG, cls: ClassValue, arguments: Arguments) -> Value:
    """``cls(...)``."""
    machine = frame.machine
    if cls.metaclass is not None:
        method = class_method(frame, cls, "__call__")
        if method is not None:
            return frame.call(node, method, arguments)
    if "namedtuple" in cls.traits:
        return _record_tuple(frame, cls, arguments)
    maker = find_in_class(machine, frame, cls, "__new__")
    if maker is not None and isinstance(maker, FunctionValue):
        made = frame.call(node, maker, arguments.with_first(cls))
        if not all(isinstance(a, (Instance, Unknown)) for a in atoms(made)):
            return made
        for atom in atoms(made):
            if isinstance(atom, Instance):
                return initialize(frame, node, atom, arguments)
    return initialize(frame, node, instance_at(frame, node, cls), arguments)


def instance_at(frame: Frame, node: nodes.NodeNG, cls: ClassValue) -> Instance:
    """The instance of ``cls`` that stands for those made at ``node`` by the running activation."""
    machine = frame.machine
    key = (Instance, node, frame.activation, frame.rounds, cls)
    found = machine.objects.get(key)
    if not isinstance(found, Instance):
        if len(cls.instances) > 40:
            # So many places: one instance stands for the rest.
            return next(iter(cls.instances))
        found = Instance(node, frame.activation, cls)
        machine.objects[key] = found
    return found


def initialize(frame: Frame, node: nodes.NodeNG, instance: Instance, arguments: Arguments) -> Value:
    """Run ``__init__`` (or what a dataclass or a library base does instead) on ``instance``."""
    machine = frame.machine
    cls = instance.cls
    instance.constructed = True
    method = find_in_class(machine, frame, cls, "__init__")
    if method is not None:
        saved = frame.call_mode
        frame.call(node, bind(machine, method, instance, cls), arguments)
        frame.call_mode = saved
        return instance
    if "dataclass" in cls.traits:
        _initialize_fields(frame, node, instance, arguments)
        post = class_method(frame, instance, "__post_init__")
        if post is not None:
            frame.call(node, post, Arguments())
        return instance
    from . import library

    for base in library_bases(machine, cls):
        library.initialize_base(frame, node, instance, base, arguments)
        break
    return instance


def fields_of(machine: Machine, cls: ClassValue) -> dict[str, tuple[ClassValue, nodes.AnnAssign | nodes.Assign]]:
    """The fields of a dataclass, typed tuple or class of ``attrs``, those of base classes first."""
    fields: dict[str, tuple[ClassValue, nodes.AnnAssign | nodes.Assign]] = {}
    for base in reversed(linearize(machine, cls)):
        if isinstance(base, ClassValue) and base.node is not None:
            for statement in base.node.body:
                if isinstance(statement, nodes.AnnAssign) and isinstance(statement.target, nodes.AssignName):
                    if "ClassVar" in statement.annotation.as_string():
                        continue
                    fields[statement.target.name] = (base, statement)
                elif isinstance(statement, nodes.Assign) and _field_call(statement.value, _FIELDS_OF_ATTRS):
                    for target in statement.targets:
                        if isinstance(target, nodes.AssignName):
                            fields[target.name] = (base, statement)
    return fields


_FIELDS_OF_ATTRS = ("ib", "attrib")


def _field_call(value: nodes.NodeNG | None, names: tuple[str, ...] = ("field", *_FIELDS_OF_ATTRS)) -> bool:
    function = value.func if isinstance(value, nodes.Call) else None
    return function is not None and (getattr(function, "attrname", None) or getattr(function, "name", "")) in names


def _option(statement: nodes.AnnAssign | nodes.Assign, name: str) -> nodes.NodeNG | None:
    """The keyword ``name`` of the ``field(…)`` or ``attr.ib(…)`` of a field."""
    if not _field_call(statement.value):
        return None
    return next((k.value for k in statement.value.keywords if k.arg == name), None)


def _is_passed(statement: nodes.AnnAssign | nodes.Assign) -> bool:
    """The constructor takes the field."""
    init = _option(statement, "init")
    return not isinstance(init, nodes.Const) or init.value is not False


def _field_values(frame: Frame, cls: ClassValue, arguments: Arguments) -> dict[str, Value]:
    machine = frame.machine
    fields = fields_of(machine, cls)
    passed = [name for name, (_, statement) in fields.items() if _is_passed(statement)]
    given = dict(zip(passed, arguments.positional, strict=False))
    # The constructor of a class of attrs takes private fields without their underscore.
    spelled = {name.lstrip("_") if isinstance(fields[name][1], nodes.Assign) else name: name for name in passed}
    given.update({spelled[k]: v for k, v in arguments.keywords if k in spelled})
    for name, (owner, statement) in fields.items():
        converter = _option(statement, "converter")
        if name in given and converter is not None:
            function = frame.machine.eval_in_class(frame, owner, converter)
            given[name] = frame.call(statement, function, Arguments([given[name]], nodes=[None]))
        if name not in given:
            if statement.value is None:
                given[name] = arguments.extra or arguments.rest or unknown(f"{cls.name}.{name} is not given")
            else:
                given[name] = _default(frame, owner, name, statement)
    return given


def _default(frame: Frame, owner: ClassValue, name: str, statement: nodes.AnnAssign | nodes.Assign) -> Value:
    value = statement.value
    default = _option(statement, "default")
    maker = _option(statement, "default_factory") or _option(statement, "factory")
    if default is not None and _field_call(default, ("Factory",)) and default.args:
        maker, default = default.args[0], None
    if default is not None:
        return frame.machine.eval_in_class(frame, owner, default)
    if maker is not None:
        return frame.call(value, frame.machine.eval_in_class(frame, owner, maker), Arguments())
    cell = owner.attributes.get(name)
    return frame.machine.read(cell, frame, name) if cell is not None else unknown(name)


def _initialize_fields(frame: Frame, node: nodes.NodeNG, instance: Instance, arguments: Arguments) -> None:
    for name, value in _field_values(frame, instance.cls, arguments).items():
        frame.machine.write(instance.attributes.setdefault(name, Cell()), value)


def _record_tuple(frame: Frame, cls: ClassValue, arguments: Arguments) -> Value:
    values = _field_values(frame, cls, arguments)
    made = named_tuple(cls.name, values, values.values())
    frame.machine.tuple_classes[cls.name] = cls
    return made


def super_value(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``super()`` and ``super(Class, self)``."""
    machine = frame.machine
    if len(arguments.positional) >= 2:
        start = next((a for a in atoms(arguments.positional[0]) if isinstance(a, ClassValue)), None)
        receiver = arguments.positional[1]
    else:
        function = frame.activation.function
        value = frame.activation.value
        start = value.defined_in if isinstance(value, FunctionValue) else None
        receiver = (
            frame.env.get(function.positional[0], NEVER) if function is not None and function.positional else NEVER
        )
        scope = frame.parent
        while start is None and scope is not None and not isinstance(scope, Frame):
            # In a function or comprehension nested in the method.
            outer = scope.activation.value
            if isinstance(outer, FunctionValue) and outer.defined_in is not None:
                start = outer.defined_in
                receiver = scope.activation.args[0] if scope.activation.args else NEVER
            scope = scope.parent
    if start is None:
        return unknown("super() outside of a class")
    return union(intern(machine, Super, start, r) for r in atoms(receiver) if isinstance(r, (Instance, ClassValue)))


def match_fields(frame: Frame, value: Value) -> list[str]:
    """The names that positional class patterns bind."""
    for atom in atoms(value):
        if isinstance(atom, Instance):
            return list(fields_of(frame.machine, atom.cls))
        if isinstance(atom, Tuple) and atom.names:
            return list(atom.names)
    return []
