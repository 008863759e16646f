"""Further callables of Python's library that reach into the interpreter: ``dataclasses``, ``operator``'s getters,
``functools.singledispatch``, and ``itertools``' groupings; and ``tf.autograph.to_graph``."""

from __future__ import annotations

from collections.abc import Callable

from astroid import nodes

from ..model.values import (
    NEVER,
    NONE,
    Const,
    LibraryObject,
    Tuple,
    Value,
    atoms,
    const,
    join,
    library_object,
    named_tuple,
    stream,
    tuple_of,
    union,
    unknown,
)
from . import classes, conversion, library, narrowing, subscripts
from .iteration import elements_of
from .objects import ClassValue, FunctionValue, Instance, new_dict, set_key
from .state import GRAPH, Arguments, Cell, Frame

Handler = Callable[[Frame, nodes.NodeNG, Arguments], Value]
ObjectHandler = Callable[[Frame, nodes.NodeNG, LibraryObject, Arguments], Value]

GETTERS = ("operator.itemgetter", "operator.attrgetter", "operator.methodcaller")
DISPATCHER = "functools.singledispatch function"
CONVERTED = "tensorflow.autograph converted function"
_REGISTRATION = "functools.singledispatch registration"
_IMPLEMENTATIONS = 16
"""Types for which one dispatcher may have implementations."""


def _content(frame: Frame, node: nodes.NodeNG, value: Value | None) -> list[Value]:
    if value is None:
        return []
    known, rest = elements_of(frame, node, value, "for")
    return [*known, *((rest,) if rest is not None else ())]


def _argument(arguments: Arguments, index: int, name: str) -> Value | None:
    if index < len(arguments.positional):
        return arguments.positional[index]
    return next((value for keyword, value in arguments.keywords if keyword == name), arguments.rest)


def _replace(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``dataclasses.replace``: the constructor with the fields of the old object and the changes."""
    results: list[Value] = []
    changed = {name for name, _ in arguments.keywords}
    for atom in atoms(_argument(arguments, 0, "obj") or unknown("replace")):
        if not isinstance(atom, Instance) or "dataclass" not in atom.cls.traits:
            results.append(unknown("replace of what is no dataclass"))
            continue
        kept = [
            (name, frame.getattr(node, atom, name))
            for name in classes.fields_of(frame.machine, atom.cls)
            if name not in changed
        ]
        made = Arguments([], [*kept, *arguments.keywords], None, arguments.extra)
        results.append(frame.call(node, atom.cls, made))
    return union(results)


def _asdict(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    results: list[Value] = []
    for atom in atoms(_argument(arguments, 0, "obj") or unknown("asdict")):
        if not isinstance(atom, Instance):
            results.append(unknown("asdict of what is no dataclass"))
            continue
        made = new_dict(frame, node, tag=("asdict", atom))
        for name in classes.fields_of(frame.machine, atom.cls):
            set_key(frame.machine, made, const(name), frame.getattr(node, atom, name))
        results.append(made)
    return union(results)


def _astuple(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    results: list[Value] = []
    for atom in atoms(_argument(arguments, 0, "obj") or unknown("astuple")):
        if isinstance(atom, Instance):
            names = classes.fields_of(frame.machine, atom.cls)
            results.append(tuple_of(frame.getattr(node, atom, name) for name in names))
        else:
            results.append(unknown("astuple of what is no dataclass"))
    return union(results)


def _fields(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``dataclasses.fields``: objects with the ``name`` of each."""
    names: list[Value] = []
    for atom in atoms(_argument(arguments, 0, "class_or_instance") or unknown("fields")):
        cls = atom.cls if isinstance(atom, Instance) else atom
        if not isinstance(cls, ClassValue):
            return unknown("fields of what is no dataclass")
        names += [const(name) for name in classes.fields_of(frame.machine, cls)]
    return tuple_of(named_tuple("dataclasses.Field", ["name"], [name]) for name in dict.fromkeys(names))


def _getter(kind: str) -> Handler:
    def handler(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        named = named_tuple("keywords", [n for n, _ in arguments.keywords], [v for _, v in arguments.keywords])
        return library_object(kind, (("wanted", tuple_of(arguments.positional)), ("keywords", named)))

    return handler


def call_getter(frame: Frame, node: nodes.NodeNG, getter: LibraryObject, arguments: Arguments) -> Value:
    """What ``itemgetter(…)(x)`` and its like give: one thing, or a tuple of several."""
    value, wanted, named = _argument(arguments, 0, "obj"), getter.get("wanted"), getter.get("keywords")
    if value is None or not isinstance(wanted, Tuple) or not isinstance(named, Tuple):
        return unknown("operator getter")
    if getter.cls == "operator.methodcaller":
        name = wanted.items[0] if wanted.items else NONE
        if not (isinstance(name, Const) and isinstance(name.value, str)):
            return unknown("method of a computed name")
        keywords = list(zip(named.names or (), named.items, strict=True))
        given = Arguments(list(wanted.items[1:]), keywords, nodes=[None] * (len(wanted.items) - 1))
        return frame.call(node, frame.getattr(node, value, name.value), given)
    if getter.cls == "operator.itemgetter":
        found = [subscripts.subscript(frame, node, value, key) for key in wanted.items]
    else:
        found = [_path(frame, node, value, key) for key in wanted.items]
    return found[0] if len(found) == 1 else tuple_of(found)


def _path(frame: Frame, node: nodes.NodeNG, value: Value, path: Value) -> Value:
    if not (isinstance(path, Const) and isinstance(path.value, str)):
        return unknown("attribute of a computed name")
    for name in path.value.split("."):
        value = frame.getattr(node, value, name)
    return value


def _singledispatch(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    function = _argument(arguments, 0, "func")
    if function is None:
        return unknown("singledispatch")
    return library_object(DISPATCHER, (("default", function),), frame.machine.site(node, frame.activation))


def register(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    """``dispatcher.register(cls)``, ``dispatcher.register(cls, function)`` and the bare decorator."""
    first, function = _argument(arguments, 0, "cls"), _argument(arguments, 1, "func")
    if first is None or not isinstance(receiver, LibraryObject):
        return unknown("register")
    if function is not None:
        _add(frame, receiver, first, function)
        return function
    if isinstance(first, FunctionValue):
        _add(frame, receiver, _hinted(frame, first), first)
        return first
    return library_object(_REGISTRATION, (("dispatcher", receiver), ("type", first)))


def _hinted(frame: Frame, function: FunctionValue) -> Value:
    annotations = getattr(function.info.node.args, "annotations", ())
    hint = next((a for a in annotations if a is not None), None)
    return unknown("type that an implementation is for") if hint is None else frame.eval(hint)


def _add(frame: Frame, dispatcher: LibraryObject, cls: Value, function: Value) -> None:
    entry = tuple_of([cls, function])
    for position in range(_IMPLEMENTATIONS):
        there = library.recall(frame, dispatcher, f"implementation {position}")
        if there is NEVER:
            library.remember(frame, dispatcher, f"implementation {position}", entry)
        if there is NEVER or there is entry:
            break


def _implementations(frame: Frame, dispatcher: LibraryObject) -> list[tuple[Value, Value]]:
    found: list[tuple[Value, Value]] = []
    for position in range(_IMPLEMENTATIONS):
        entry = library.recall(frame, dispatcher, f"implementation {position}")
        if not isinstance(entry, Tuple):
            break
        found.append((entry.items[0], entry.items[1]))
    return found


def apply_registration(frame: Frame, node: nodes.NodeNG, made: LibraryObject, arguments: Arguments) -> Value:
    """The call of what ``dispatcher.register(cls)`` gave."""
    function, dispatcher, cls = _argument(arguments, 0, "func"), made.get("dispatcher"), made.get("type")
    if function is None or cls is None or not isinstance(dispatcher, LibraryObject):
        return unknown("register")
    _add(frame, dispatcher, cls, function)
    return function


def dispatch(frame: Frame, node: nodes.NodeNG, dispatcher: LibraryObject, arguments: Arguments) -> Value:
    """Call the implementations for the types that the first argument may have, else the default."""
    if not arguments.positional:
        return NEVER
    entries = _implementations(frame, dispatcher)
    results: Value = NEVER
    for atom in atoms(arguments.positional[0]):
        given = Arguments(
            [atom, *arguments.positional[1:]],
            arguments.keywords,
            arguments.rest,
            arguments.extra,
            arguments.nodes,
            arguments.keyword_nodes,
        )
        answers = [(narrowing.is_instance(frame, atom, cls), function) for cls, function in entries]
        chosen = [function for answer, function in answers if answer is True]
        if not chosen:
            chosen = [function for answer, function in answers if answer is None]
            chosen.append(dispatcher.get("default") or unknown("singledispatch"))
        for function in chosen:
            results = join(results, frame.call(node, function, given))
    return results


def _groups(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``combinations`` and ``permutations``: tuples of elements."""
    each = union(_content(frame, node, _argument(arguments, 0, "iterable")))
    count = _argument(arguments, 1, "r")
    if isinstance(count, Const) and type(count.value) is int and 0 < count.value <= 8:
        return stream(tuple_of([each] * count.value), "python", "combinations")
    return stream(tuple_of((), each), "python", "combinations")


def _pairwise(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    known = _content(frame, node, _argument(arguments, 0, "iterable"))
    return stream(tuple_of([union(known)] * 2), "python", "pairwise")


def _starmap(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    function = _argument(arguments, 0, "function")
    if function is None:
        return unknown("starmap")
    results: list[Value] = []
    for row in _content(frame, node, _argument(arguments, 1, "iterable")):
        known, rest = elements_of(frame, node, row, "for")
        results.append(conversion.call_as_written(frame, node, function, Arguments(known, rest=rest), "starmap"))
    return stream(union(results), "python", "starmap")


def _accumulate(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    each = union(_content(frame, node, _argument(arguments, 0, "iterable")))
    function = _argument(arguments, 1, "func")
    if function is None or function is NONE:
        return stream(each, "python", "accumulate")
    total = each
    for _ in range(2):
        made = conversion.call_as_written(frame, node, function, Arguments([total, each]), "accumulate")
        total = join(total, made)
    return stream(total, "python", "accumulate")


def _zip_longest(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    filler = next((value for name, value in arguments.keywords if name == "fillvalue"), NONE)
    columns = [join(union(_content(frame, node, value)), filler) for value in arguments.positional]
    return stream(tuple_of(columns), "python", "zip")


def _namespace(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``types.SimpleNamespace(a=…)`` and ``argparse.Namespace``: attributes that may be set later too."""
    made = library_object("types.SimpleNamespace", (), frame.machine.site(node, frame.activation, frame.rounds))
    for name, value in arguments.keywords:
        frame.machine.write(frame.machine.memory.setdefault((made, "." + name), Cell()), value)
    return made


def _to_graph(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``tf.autograph.to_graph``: the function, converted whoever calls it."""
    function = _argument(arguments, 0, "entity")
    return library_object(CONVERTED, (("function", function or unknown("to_graph")),))


def _call_converted(frame: Frame, node: nodes.NodeNG, made: LibraryObject, arguments: Arguments) -> Value:
    if frame.activation.traced:
        frame.call_mode, frame.call_why = GRAPH, ""
    result = frame.call(node, made.get("function") or unknown("to_graph"), arguments)
    frame.call_mode = None
    return result


FUNCTIONS: dict[str, Handler] = {
    "dataclasses.replace": _replace,
    "attr.evolve": _replace,
    "attrs.evolve": _replace,
    "attr.asdict": _asdict,
    "attrs.asdict": _asdict,
    "attr.astuple": _astuple,
    "attrs.astuple": _astuple,
    "dataclasses.asdict": _asdict,
    "dataclasses.astuple": _astuple,
    "dataclasses.fields": _fields,
    **{name: _getter(name) for name in GETTERS},
    "functools.singledispatch": _singledispatch,
    "itertools.combinations": _groups,
    "itertools.permutations": _groups,
    "itertools.pairwise": _pairwise,
    "itertools.starmap": _starmap,
    "itertools.accumulate": _accumulate,
    "itertools.zip_longest": _zip_longest,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "tensorflow.autograph.to_graph": _to_graph,
}
METHODS: dict[str, Callable[[Frame, nodes.NodeNG, Value, Arguments], Value]] = {f"{DISPATCHER}.register": register}
OBJECT_CALLS: dict[str, ObjectHandler] = {
    **dict.fromkeys(GETTERS, call_getter),
    DISPATCHER: dispatch,
    CONVERTED: _call_converted,
    _REGISTRATION: apply_registration,
}
