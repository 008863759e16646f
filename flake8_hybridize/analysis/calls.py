"""Calls: binding arguments, choosing the activation, and calling every kind of callable."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from astroid import nodes

from ..model.values import (
    NEVER,
    NONE,
    Array,
    DType,
    LibraryObject,
    Method,
    Partial,
    Symbol,
    Tensor,
    Tuple,
    Union,
    Unknown,
    Value,
    atoms,
    join,
    named_tuple,
    stream,
    tensor,
    tuple_of,
    union,
    unknown,
    widened,
)
from . import builtin_calls, classes, control_flow, conversion, foreign, hazards, hints, hybrids, library
from .inside import tensor_inside
from .objects import (
    BoundMethod,
    ClassValue,
    Descriptor,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    Object,
    TFFunction,
    dict_entries,
    list_items,
    new_dict,
    new_list,
    saw,
    set_key,
)
from .scopes import forget_attributes
from .state import (
    CLOSURE_LIMIT,
    DEPTH_LIMIT,
    EAGER,
    RECEIVER_LIMIT,
    RUN_LIMIT,
    SHARED_LIMIT,
    Activation,
    Arguments,
    Cell,
    Frame,
    FunctionInfo,
    Machine,
    coarse,
)

KEYWORDS = "**"
FEW = 3
"""So many possibilities of one call are a choice of the program, more what the analysis has joined."""
COPY_LIMIT = 12
"""Containers among the arguments of one traced call that the trace gets apart; the others share one."""
GENERATION_LIMIT = 3
"""Activations of one function, each called with an object made in the one before, that are kept apart."""
RECURSION_LIMIT = 2
"""Calls of a function, each inside of the one before, that are kept apart; deeper ones share one activation."""
_Made = dict[Value, Value]
"""The containers that have been rebuilt for a trace: each once."""
CODE_LIMIT = 4
"""Possibilities of an argument up to which the functions among them are told apart."""
_CODE = (FunctionValue, BoundMethod, TFFunction, ClassValue)


def call(frame: Frame, node: nodes.NodeNG, function: Value, arguments: Arguments) -> Value:
    """The value of calling every possibility of ``function``."""
    members = atoms(function)
    if len(members) == 1:
        return _call(frame, node, members[0], arguments)
    mode, reason = frame.call_mode, frame.call_reason
    results = []
    if len(members) > FEW:
        frame.activation.many[node] = None
    if len(members) > RECEIVER_LIMIT:
        members = _by_method(members)
    for member in members:
        frame.call_mode, frame.call_reason = mode, reason
        results.append(_call(frame, node, member, arguments))
    frame.call_mode = frame.call_reason = None
    return union(results)


def _by_method(members: tuple[Value, ...]) -> tuple[Value, ...]:
    """``members`` with one method of too many receivers bound to all of these at once."""
    receivers: dict[Value, list[Value]] = {}
    for member in members:
        if type(member) is BoundMethod and type(member.function) is FunctionValue:
            receivers.setdefault(member.function, []).append(member.receiver)
    joined = {f: BoundMethod(f, union(found)) for f, found in receivers.items() if len(found) > RECEIVER_LIMIT}
    if not joined:
        return members
    others = [m for m in members if type(m) is not BoundMethod or m.function not in joined]
    return (*others, *joined.values())


def _call(frame: Frame, node: nodes.NodeNG, function: Value, arguments: Arguments) -> Value:
    rule = _TABLE.get(type(function))
    if rule is None:
        frame.activation.may_compute = True
        return unknown("call of something that is no function")
    return rule(frame, node, function, arguments)


def _bound(frame: Frame, node: nodes.NodeNG, function: BoundMethod, arguments: Arguments) -> Value:
    if isinstance(function.function, TFFunction):
        return hybrids.call(frame, node, function.function, arguments, function.receiver)
    return _call(frame, node, function.function, arguments.with_first(function.receiver))


def _partial(frame: Frame, node: nodes.NodeNG, function: Partial, arguments: Arguments) -> Value:
    given = {name for name, _ in arguments.keywords}
    merged = Arguments(
        [*function.args, *arguments.positional],
        [*((n, v) for n, v in function.keywords if n not in given), *arguments.keywords],
        arguments.rest,
        arguments.extra,
        [*([None] * len(function.args)), *arguments.nodes],
        arguments.keyword_nodes,
    )
    return call(frame, node, function.function, merged)


def _class(frame: Frame, node: nodes.NodeNG, function: ClassValue, arguments: Arguments) -> Value:
    made = classes.construct(frame, node, function, arguments)
    library.creation_hazard(frame, node, made)
    return made


def _instance(frame: Frame, node: nodes.NodeNG, function: Instance, arguments: Arguments) -> Value:
    machine = frame.machine
    method = classes.class_method(frame, function, "__call__")
    if method is not None:
        return call(frame, node, method, arguments)
    for base in classes.library_bases(machine, function.cls):
        result = library.call_object(frame, node, base, function, arguments)
        if result is not None:
            return result
    missing = classes.unknown_base(machine, function.cls)
    if missing is not None:
        forward = classes.class_method(frame, function, "call")
        if forward is not None:
            return call(frame, node, forward, arguments)
        library.note_unknown(frame, node, f"{function.cls.name}.__call__ ({missing.reason})")
        return unknown(f"{function.cls.name}.__call__ may come from a base class that was not found")
    return unknown(f"{function.cls.name} has no __call__")


def _library_object(frame: Frame, node: nodes.NodeNG, function: LibraryObject, arguments: Arguments) -> Value:
    handler = builtin_calls.OBJECT_CALLS.get(function.cls)
    if handler is not None:
        return handler(frame, node, function, arguments)
    result = library.call_object(frame, node, function.cls, function, arguments)
    return result if result is not None else unknown(f"call of a {function.cls}")


def _symbol(frame: Frame, node: nodes.NodeNG, function: Symbol, arguments: Arguments) -> Value:
    handler = builtin_calls.FUNCTIONS.get(function.name)
    if handler is not None:
        return handler(frame, node, arguments)
    return library.call_library(frame, node, function.name, None, arguments)


def _dtype(frame: Frame, node: nodes.NodeNG, function: DType, arguments: Arguments) -> Value:
    if function.library != "numpy" or function.name is None:
        return unknown("call of a data type")
    return library.call_library(frame, node, f"numpy.{function.name}", None, arguments)


def _method(frame: Frame, node: nodes.NodeNG, function: Method, arguments: Arguments) -> Value:
    handler = builtin_calls.METHODS.get(function.name)
    if handler is not None:
        receiver = function.receiver
        held = classes.container_of(frame.machine, receiver) if isinstance(receiver, Instance) else None
        return handler(frame, node, held or receiver, arguments)
    if function.name.startswith("tensorflow.Function."):
        return hybrids.call_method(frame, node, function, arguments)
    return library.call_library(frame, node, function.name, function.receiver, arguments)


def _descriptor(frame: Frame, node: nodes.NodeNG, function: Descriptor, arguments: Arguments) -> Value:
    return call(frame, node, function.function, arguments)


def _unknown(frame: Frame, node: nodes.NodeNG, function: Unknown, arguments: Arguments) -> Value:
    if function.name:
        return foreign.call(frame, node, function, arguments)
    library.unknown_call(frame, node, function, arguments)
    return function


def _hybrid(frame: Frame, node: nodes.NodeNG, function: TFFunction, arguments: Arguments) -> Value:
    return hybrids.call(frame, node, function, arguments, None)


def call_function(frame: Frame, node: nodes.NodeNG, function: FunctionValue, arguments: Arguments) -> Value:
    """Call a function of the program: bind, find the activation, run it if it has not run, give its result."""
    machine = frame.machine
    caller = frame.activation
    mode = frame.call_mode or caller.mode
    reason = frame.call_reason
    mode, why = conversion.mode_of(frame, function, mode, frame.call_why)
    frame.call_mode = frame.call_reason = None
    frame.call_why = ""
    if arguments.never:
        return NEVER
    if mode is not EAGER and reason is not None:
        arguments = symbolic_arguments(frame, node, arguments)
    slots, supplied = bind(frame, function, arguments)
    promised: tuple[str, ...] = ()
    for name, value in zip(function.info.parameters, slots, strict=True):
        if type(value) is Unknown and value is _absent(name):
            # A TypeError: the body never runs.
            return value
    if function.info.is_annotated and machine.options.trust_hints:
        slots, promised = _as_promised(frame, function, slots)
    for value in slots:
        saw(value)
    activation = activation_for(frame, node, function, slots, mode)
    if activation.merged:
        activation.arrive(caller, node, slots)
    activation.unconverted = activation.unconverted or why
    if reason is not None:
        activation.traced_by[reason] = None
    activation.supplied.update(dict.fromkeys(supplied))
    activation.promised.update(dict.fromkeys(promised))
    guarded = bool(frame.conditions) and library.is_guarded(frame)
    looped = frame.in_loop or caller.calls.get((activation, node), (False, False, None))[0]
    caller.calls[(activation, node)] = (looped, guarded, reason)
    for loop in frame.loops:
        if loop.over_tensor:
            machine.loop_calls[caller, node, activation] = loop
    if activation.state == "new":
        # What has run already is brought up to date by the worklist: running it again from here would cost
        # a power of the depth of the calls.
        if machine.depth < DEPTH_LIMIT:
            run(machine, activation)
        else:
            machine.enqueue(activation)
    # Not before it has run: its first result is read below, the caller need not run again for it.
    activation.readers[caller] = None
    if activation.written_attributes:
        caller.written_attributes |= activation.written_attributes
        if frame.path_roots:
            forget_attributes(frame, activation.written_attributes)
    result = activation.result
    if result is NEVER:
        machine.silent[activation] = None
        if machine.settled and activation.state == "done":
            return unknown(f"{function.info.name} does not return")
    return result


def _as_promised(frame: Frame, function: FunctionValue, slots: list[Value]) -> tuple[list[Value], tuple[str, ...]]:
    """``slots`` with what the annotations promise in place of what is not known, and the parameters where they do."""
    found = list(slots)
    names = []
    for index, name in enumerate((*function.info.positional, *function.info.keyword_only)):
        members = atoms(slots[index])
        if any(type(a) is Unknown for a in members):
            promised = hints.promise(frame, function, name)
            if promised is not None:
                found[index] = union([*(a for a in members if type(a) is not Unknown), promised])
                names.append(name)
    return found, tuple(names)


def bind(frame: Frame, function: FunctionValue, arguments: Arguments) -> tuple[list[Value], list[str]]:
    """The value of every parameter in order, and the names of those that the call supplies."""
    info = function.info
    machine = frame.machine
    positional = list(arguments.positional)
    keywords = dict(arguments.keywords)
    slots: list[Value] = []
    supplied: list[str] = []
    for index, name in enumerate(info.positional):
        if index < len(positional):
            slots.append(positional[index])
            supplied.append(name)
        elif name in keywords and index >= info.positional_only:
            slots.append(_given(machine, frame, function, name, arguments, keywords.pop(name)))
            supplied.append(name)
        else:
            slots.append(_missing(machine, frame, function, name, arguments, supplied))
    for name in info.keyword_only:
        if name in keywords:
            slots.append(_given(machine, frame, function, name, arguments, keywords.pop(name)))
            supplied.append(name)
        else:
            slots.append(_missing(machine, frame, function, name, arguments, supplied, keyword=True))
    if info.vararg:
        extra = positional[len(info.positional) :]
        slots.append(tuple_of(extra, arguments.rest))
        if extra or arguments.rest is not None:
            supplied.append(info.vararg)
    if info.kwarg:
        names = list(keywords)
        values = [keywords[n] for n in names]
        if arguments.extra is not None:
            names.append(KEYWORDS)
            values.append(arguments.extra)
        slots.append(named_tuple(KEYWORDS, names, values))
        if names:
            supplied.append(info.kwarg)
    return slots, supplied


def _given(
    machine: Machine, frame: Frame, function: FunctionValue, name: str, arguments: Arguments, value: Value
) -> Value:
    """A keyword argument, or the default where it comes out of a dict that may not have it."""
    cell = function.defaults.get(name) if name in arguments.doubted else None
    return value if cell is None else join(value, machine.read(cell, frame, name))


def _missing(
    machine: Machine,
    frame: Frame,
    function: FunctionValue,
    name: str,
    arguments: Arguments,
    supplied: list[str],
    keyword: bool = False,
) -> Value:
    cell = function.defaults.get(name)
    default = machine.read(cell, frame, name) if cell is not None else None
    spread: Value | None = None
    if not keyword and arguments.rest is not None and arguments.rest is not NEVER:
        spread = arguments.rest
    if arguments.extra is not None:
        spread = arguments.extra if spread is None else join(spread, arguments.extra)
    if default is not None:
        return default if spread is None else join(default, spread)
    if spread is not None:
        supplied.append(name)
        return spread
    return _absent(name)


def _absent(name: str) -> Unknown:
    return unknown(f"argument {name} is missing")


def activation_for(
    frame: Frame, node: nodes.NodeNG, function: FunctionValue, slots: list[Value], mode: str
) -> Activation:
    """The activation of ``function`` for these arguments; past the limit all further calls share one."""
    machine = frame.machine
    args = tuple(slots)
    key = (function, args, mode)
    found = machine.keys.get(key)
    if found is not None:
        return found
    found = _outgrown(frame.activation, node, function, mode)
    if found is not None:
        del machine.keys[function, found.args, mode]
        found.args = args
        found.state = "new"
        machine.keys[key] = found
        return found
    group = (function, mode)
    count = machine.contexts.get(group, 0)
    total = machine.contexts.get((function.info, mode), 0)
    takes_code = any(_is_code(value) for value in args)
    generation = _generation(function.info, args)
    depth = _recursion_depth(function.info, frame.activation)
    limit = CLOSURE_LIMIT if takes_code else machine.context_limit
    if count >= limit or total >= CLOSURE_LIMIT or generation > GENERATION_LIMIT or depth > RECURSION_LIMIT:
        share = (function, "shared", mode, _receiver_class(machine, function, args, mode))
        shared = machine.keys.get(share)
        args = tuple(widened(a) for a in args)
        if shared is None:
            shared = machine.keys[share] = new_activation(machine, function, args, mode)
            shared.merged = True
            shared.first_caller = frame.activation
        else:
            merged = tuple(map(join, shared.args, args))
            if merged != shared.args and shared.grow(merged):
                machine.mark({shared: None})
        # From now on it covers these arguments.
        machine.keys[key] = shared
        return shared
    machine.contexts[group] = count + 1
    machine.contexts[(function.info, mode)] = total + 1
    found = machine.keys[key] = new_activation(machine, function, args, mode)
    found.generation = generation
    found.first_caller = frame.activation
    return found


def _recursion_depth(info: FunctionInfo, caller: Activation | None) -> int:
    """How many activations of the function are on the way from where the program is entered to ``caller``."""
    found = 0
    while caller is not None:
        if caller.function is info:
            found += 1
        caller = caller.first_caller
    return found


def _outgrown(caller: Activation, node: nodes.NodeNG, function: FunctionValue, mode: str) -> Activation | None:
    """What the same call reached when its caller ran before, if that caller alone uses it and has not called it again.
    Left behind, it would go on to run, and what it made and wrote for arguments that nobody passes would stay."""
    for callee, at in caller.last_calls:
        if (
            at is node
            and callee.value is function
            and callee.mode == mode
            and callee.state in ("done", "queued")
            and not callee.merged
            and len(callee.readers) == 1
            and caller in callee.readers
            and all(callee is not other for other, _ in caller.calls)
        ):
            return callee
    return None


def _receiver_class(machine: Machine, function: FunctionValue, args: tuple[Value, ...], mode: str) -> ClassValue | None:
    """Of the receiver of a method: what a base class does with the methods of one derived class is not what it does
    with those of another. ``None`` for all others together, and where there are too many classes."""
    if not args or not isinstance(args[0], Instance) or not function.info.is_method:
        return None
    cls = args[0].cls
    if (function, "shared", mode, cls) not in machine.keys:
        count = machine.contexts.get((function, mode, "shared"), 0)
        if count >= SHARED_LIMIT:
            return None
        machine.contexts[(function, mode, "shared")] = count + 1
    return cls


def _is_code(value: Value) -> bool:
    """A function, or one of a few: not one among all that an argument may be."""
    found = atoms(value)
    return len(found) <= CODE_LIMIT and any(isinstance(a, _CODE) for a in found)


def _generation(info: FunctionInfo, args: tuple[Value, ...]) -> int:
    """How many activations of the function made, one out of the other, what ``args`` are: a function that wraps what
    it has wrapped, a node that makes the next one. Without a limit such calls would never end."""
    found = 0
    for value in args:
        for atom in atoms(value):
            made = atom.function if type(atom) is BoundMethod else atom
            owner = made.owner if isinstance(made, Object) else None
            if owner is not None and owner.function is info and owner.generation >= found:
                found = owner.generation + 1
    return found


def new_activation(machine: Machine, function: FunctionValue, args: tuple[Value, ...], mode: str) -> Activation:
    """A fresh activation, registered with the function's description."""
    activation = Activation(len(machine.activations), function.info, function, function.info.module, args, mode)
    machine.activations.append(activation)
    function.info.activations.append(activation)
    return activation


def run(machine: Machine, activation: Activation) -> None:
    """Run the body once and tell the callers of a new result; it is queued again if what it read changed meanwhile."""
    machine.depth += 1
    activation.state = "running"
    try:
        result = _run_once(machine, activation)
    except Exception:  # noqa: BLE001 - reported as HYB902 at the function, with the traceback
        info = function_of(activation)
        result = failed(activation, info.node, info.qualified_name, traceback.format_exc())
    machine.depth -= 1
    machine.finish(activation)
    if activation.runs > RUN_LIMIT:
        result = join(activation.result, result)
        if result is not activation.result:
            result = coarse(result, activation.late_results + 1)
    if result is not activation.result:
        if activation.runs > RUN_LIMIT:
            activation.late_results += 1
        activation.result = result
        machine.mark(activation.readers)
    if activation.state == "stale":
        machine.enqueue(activation)
    else:
        activation.state = "done"


def function_of(activation: Activation) -> FunctionInfo:
    """The function of an activation that is none of a module body."""
    assert activation.function is not None
    return activation.function


def failed(activation: Activation, node: nodes.NodeNG, name: str, text: str) -> Value:
    """Report that the analysis of a body failed; what it gives is unknown."""
    key = ("internal-error", node, name)
    details = (("traceback", text),)
    activation.hazards[key] = hazards.Record(*key, None, False, True, False, None, details)
    return unknown(f"internal error in {name}")


def _run_once(machine: Machine, activation: Activation) -> Value:
    function = activation.value
    info = activation.function
    assert isinstance(function, FunctionValue) and info is not None
    frame = Frame(machine, activation, function.scope)
    activation.begin()
    for name, value in zip(info.parameters, activation.args, strict=True):
        if name == info.kwarg:
            value = _keyword_dict(frame, info, value)
        frame.env[name] = value
        if name in info.captured_names:
            machine.write(activation.cells.setdefault(name, Cell()), value)
    node = info.node
    if isinstance(node.body, list):
        if machine.execute(frame, node.body):
            control_flow.incomplete(frame)
            frame.returns.append(NONE)
    else:
        frame.returns.append(frame.eval(node.body))
    if info.is_generator:
        return stream(activation.yielded, "python", "generator")
    return union(frame.returns)


def _keyword_dict(frame: Frame, info: FunctionInfo, value: Value) -> Value:
    made = new_dict(frame, info.node, tag=KEYWORDS)
    for atom in atoms(value):
        if isinstance(atom, Tuple) and atom.names is not None:
            for name, item in zip(atom.names, atom.items, strict=True):
                from ..model.values import STR, const

                set_key(frame.machine, made, STR if name == KEYWORDS else const(name), item)
    return made


def symbolic_arguments(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Arguments:
    """What a traced function sees of its arguments: arrays are tensors, tensors are symbolic."""
    return Arguments(
        [symbolic(frame, node, v) for v in arguments.positional],
        [(n, symbolic(frame, node, v)) for n, v in arguments.keywords],
        None if arguments.rest is None else symbolic(frame, node, arguments.rest),
        None if arguments.extra is None else symbolic(frame, node, arguments.extra),
        arguments.nodes,
        arguments.keyword_nodes,
    )


def symbolic(frame: Frame, node: nodes.NodeNG, value: Value, depth: int = 4, made: _Made | None = None) -> Value:
    """``value`` as it arrives in a trace."""
    made = {} if made is None else made
    if type(value) is not Union:
        return _symbolic_atom(frame, node, value, depth, made)
    return union([_symbolic_atom(frame, node, a, depth, made) for a in value.members])


def _symbolic_atom(frame: Frame, node: nodes.NodeNG, value: Value, depth: int, made: _Made) -> Value:
    if not isinstance(value, (ListValue, DictValue)):
        return _symbolic_leaf(frame, node, value, depth, made)
    found = made.get(value)
    if found is None:
        found = made[value] = _symbolic_container(frame, node, value, depth, made)
    return found


def _symbolic_leaf(frame: Frame, node: nodes.NodeNG, value: Value, depth: int, made: _Made) -> Value:
    kind = type(value)
    if kind is Array:
        return tensor(value.dtype, value.shape, symbolic=True)  # type: ignore[attr-defined]
    if kind is Tensor:
        if value.kind in ("variable", "keras_tensor") or value.symbolic:  # type: ignore[attr-defined]
            return value
        return tensor(value.dtype, value.shape, kind=value.kind, ragged_rank=value.ragged_rank, symbolic=True)  # type: ignore[attr-defined]
    if kind is Tuple and depth:
        items = [symbolic(frame, node, i, depth - 1, made) for i in value.items]  # type: ignore[attr-defined]
        if value.names is not None:  # type: ignore[attr-defined]
            return named_tuple(value.type_name or "", value.names, items)  # type: ignore[attr-defined]
        rest = value.rest  # type: ignore[attr-defined]
        return tuple_of(items, None if rest is None else symbolic(frame, node, rest, depth - 1, made))
    return value


def _symbolic_container(
    frame: Frame, node: nodes.NodeNG, value: ListValue | DictValue, depth: int, made: _Made
) -> Value:
    if not depth:
        return value
    tag = ("traced", value if len(made) < COPY_LIMIT else None)
    if isinstance(value, ListValue):
        if value.kind != "list" or not tensor_inside(value, 2):
            return value
        known, rest = list_items(frame, value)
        return new_list(
            frame,
            node,
            [symbolic(frame, node, i, depth - 1, made) for i in known],
            None if rest is None else symbolic(frame, node, rest, depth - 1, made),
            tag=tag,
        )
    entries, keys, rest = dict_entries(frame, value)
    if not any(tensor_inside(v, 2) or type(v) is Array for _, v in entries):
        return value
    copy = new_dict(frame, node, tag=tag)
    for key, item in entries:
        set_key(frame.machine, copy, key, symbolic(frame, node, item, depth - 1, made))
    if rest is not None and keys is not None:
        set_key(frame.machine, copy, keys, symbolic(frame, node, rest, depth - 1, made))
    return copy


_TABLE: dict[type, Callable[[Frame, nodes.NodeNG, Any, Arguments], Value]] = {
    FunctionValue: call_function,
    BoundMethod: _bound,
    Partial: _partial,
    ClassValue: _class,
    Instance: _instance,
    LibraryObject: _library_object,
    Symbol: _symbol,
    Method: _method,
    Descriptor: _descriptor,
    DType: _dtype,
    Unknown: _unknown,
    TFFunction: _hybrid,
}
