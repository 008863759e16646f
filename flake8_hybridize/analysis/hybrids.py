"""``tf.function``: making compiled functions and calling them."""

from __future__ import annotations

from dataclasses import dataclass

from astroid import nodes

from .. import knowledge
from ..model.values import (
    NEVER,
    NONE,
    Const,
    DType,
    LibraryObject,
    Method,
    Partial,
    Tensor,
    TensorShape,
    Tuple,
    Value,
    atoms,
    join_shape,
    join_tensor,
    library_object,
    named_tuple,
    tensor,
    tuple_of,
    union,
    unknown,
)
from . import arrays, callables, calls, library, signature_calls, wrapped
from .iteration import elements_of
from .objects import (
    BoundMethod,
    ClassValue,
    Descriptor,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    TFFunction,
    dict_entries,
    new_dict,
    new_list,
    plain_function,
    set_key,
)
from .state import GRAPH, GRAPH_AS_WRITTEN, Activation, Arguments, Frame

DECORATOR = "tensorflow.function decorator"
ARGUMENT_NAMES = (
    "func",
    "input_signature",
    "autograph",
    "jit_compile",
    "reduce_retracing",
    "experimental_implements",
    "experimental_autograph_options",
    "experimental_attributes",
    "experimental_relax_shapes",
    "experimental_compile",
    "experimental_follow_type_hints",
)


@dataclass(frozen=True, slots=True, eq=False)
class Creation:
    """Where a compiled function is made: by which activation, in a loop or not, behind a guard or not."""

    hybrid: TFFunction
    activation: Activation
    in_loop: bool
    guarded: bool


@dataclass(frozen=True, slots=True, eq=False)
class HybridCall:
    """One call of a compiled function: by whom, with which values, and which arguments change from call to call."""

    hybrid: TFFunction
    receiver: Value | None
    node: nodes.NodeNG
    caller: Activation
    in_loop: bool
    arguments: Arguments


def tf_function(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``tf.function(func=None, …)``: a compiled function, or a decorator that makes one."""
    given: list[tuple[str, Value, nodes.NodeNG | None]] = []
    func: Value | None = None
    for index, value in enumerate(arguments.positional):
        name = ARGUMENT_NAMES[index] if index < len(ARGUMENT_NAMES) else f"argument {index}"
        expression = arguments.nodes[index] if index < len(arguments.nodes) else None
        if name == "func":
            func = value
        else:
            given.append((name, value, expression))
    for name, value in arguments.keywords:
        if name == "func":
            func = value
        else:
            given.append((name, value, arguments.keyword_nodes.get(name)))
    if func is None or func is NONE:
        site = frame.machine.site(node, frame.activation)
        frame.machine.pending_arguments[site] = node, tuple(given)
        return library_object(DECORATOR, (), site)
    return make(frame, node, func, tuple(given))


def apply_decorator(frame: Frame, node: nodes.NodeNG, decorator: LibraryObject, arguments: Arguments) -> Value:
    """The call of what ``tf.function(input_signature=…)`` gave."""
    if not arguments.positional:
        return unknown("tf.function(...)()")
    made_at, given = frame.machine.pending_arguments.get(decorator.site, (node, ()))
    return make(frame, made_at, arguments.positional[0], given)


def make(
    frame: Frame, node: nodes.NodeNG, target: Value, given: tuple[tuple[str, Value, nodes.NodeNG | None], ...]
) -> Value:
    """The compiled function of every possibility of ``target``."""
    return union(_make(frame, node, t, given) for t in atoms(target))


def _make(
    frame: Frame, node: nodes.NodeNG, target: Value, given: tuple[tuple[str, Value, nodes.NodeNG | None], ...]
) -> Value:
    machine = frame.machine
    callables.applied(frame, node, target)
    if isinstance(target, Descriptor):
        return target
    if isinstance(target, TFFunction):
        target = target.target
    key = (TFFunction, target, node, frame.activation)
    found = machine.objects.get(key)
    if not isinstance(found, TFFunction):
        found = TFFunction(target, node, frame.activation)
        machine.objects[key] = found
        machine.hybrids[found] = Creation(found, frame.activation, frame.in_loop, library.is_guarded(frame))
        function = plain_function(target)
        if function is not None:
            machine.compiled.setdefault(function, found)
    found.arguments = given
    for name, value, _ in given:
        if name == "autograph" and type(value) is Const and value.value is False:
            found.autograph = False
        elif name == "input_signature" and value is not NONE:
            found.signature = value
        elif name in ("reduce_retracing", "experimental_relax_shapes") and type(value) is Const and value.value is True:
            found.reduce_retracing = True
    if found.signature is not None:
        signature_calls.made(frame, node, found, found.signature)
    return found


def call(frame: Frame, node: nodes.NodeNG, hybrid: TFFunction, arguments: Arguments, receiver: Value | None) -> Value:
    """Call a compiled function: its body is traced for what the arguments are."""
    machine = frame.machine
    key = (hybrid, receiver, node, frame.activation)
    machine.hybrid_calls[key] = HybridCall(hybrid, receiver, node, frame.activation, frame.in_loop, arguments)
    if arguments.never:
        return NEVER
    passed = (*arguments.positional, *(v for _, v in arguments.keywords), arguments.rest, arguments.extra)
    hybrid.passed.update({value: None for value in passed if value is not None})
    arrays.arrive(frame, node, hybrid, functions_of(hybrid.target), arguments, receiver)
    traced = wrapped.by_signature(
        frame, node, hybrid.target, calls.symbolic_arguments(frame, node, arguments), receiver
    )
    if hybrid.signature is not None:
        signature_calls.called(frame, node, hybrid, hybrid.signature, arguments, receiver)
        traced = with_signature(frame, node, hybrid, traced, receiver)
    results: list[Value] = []
    used = [traced]
    if hybrid.reduce_retracing and hybrid.signature is None:
        used = relaxed(hybrid, receiver, traced)
        _note_relaxed(hybrid, receiver)
    for arguments in used:
        if receiver is not None:
            arguments = arguments.with_first(receiver)
        frame.call_mode = GRAPH if hybrid.autograph else GRAPH_AS_WRITTEN
        frame.call_reason = "tf.function"
        frame.call_why = ""
        results.append(calls.call(frame, node, hybrid.target, arguments))
    frame.call_mode = frame.call_reason = None
    result = union(results)
    return result if frame.activation.traced else eager(result)


def relaxed(hybrid: TFFunction, receiver: Value | None, arguments: Arguments) -> list[Arguments]:
    """The traces that a call under ``reduce_retracing`` uses: an older one that admits the arguments, or a new one
    for their types joined with those of all older ones. The first call is traced for exactly what it passes.

    Arguments of several shapes are taken as calls one after the other: the first of each, then all of them.
    """
    traces = hybrid.traces.setdefault(receiver, [])
    used: dict[tuple[Value, ...], Arguments] = {}
    for pick in (_first_tensor, _joined_tensor):
        values = (*map(pick, arguments.positional), *(pick(v) for _, v in arguments.keywords))
        # The most specific of those that admit them; later traces are more general.
        found = next((t for t in traces if len(t) == len(values) and all(map(_admits, t, values))), None)
        if found is None:
            found = values
            for older in traces:
                merged = tuple(map(_generalized, older, found)) if len(older) == len(found) else ()
                if merged and None not in merged:
                    found = merged  # type: ignore[assignment]
            traces.append(found)
        count = len(arguments.positional)
        names = (n for n, _ in arguments.keywords)
        used[found] = Arguments(
            list(found[:count]),
            list(zip(names, found[count:], strict=True)),
            arguments.rest,
            arguments.extra,
            arguments.nodes,
            arguments.keyword_nodes,
        )
    return list(used.values())


def _note_relaxed(hybrid: TFFunction, receiver: Value | None) -> None:
    """Note the dimensions that were known in the first trace and are open in the last."""
    traces = hybrid.traces.get(receiver, [])
    functions = functions_of(hybrid.target)
    if len(traces) < 2 or len(functions) != 1:
        return
    info = functions[0].info
    names = info.positional[1:] if receiver is not None and info.is_method else info.positional
    for name, first, last in zip(names, traces[0], traces[-1], strict=False):
        if isinstance(first, Tensor) and isinstance(last, Tensor) and first.shape and last.shape:
            pairs = enumerate(zip(first.shape, last.shape, strict=False))
            opened = frozenset(i for i, (a, b) in pairs if a is not None and b is None)
            if opened:
                info.open_dims = {**info.open_dims, name: info.open_dims.get(name, frozenset()) | opened}


def _first_tensor(value: Value) -> Value:
    return atoms(value)[0] if _one_kind(value) else value


def _joined_tensor(value: Value) -> Value:
    if not _one_kind(value):
        return value
    result = atoms(value)[0]
    for other in atoms(value)[1:]:
        result = join_tensor(result, other)  # type: ignore[arg-type]
    return result


def _one_kind(value: Value) -> bool:
    """Several tensors of one kind and dtype."""
    members = atoms(value)
    tensors = [a for a in members if isinstance(a, Tensor)]
    return len(tensors) == len(members) > 1 and len({(a.kind, a.dtype) for a in tensors}) == 1


def _admits(general: Value, value: Value) -> bool:
    return general is value or _generalized(general, value) is general


def _generalized(one: Value, other: Value) -> Value | None:
    """The common type of an older and a new argument; ``None`` where there is none. A new variable stays itself."""
    if one is other:
        return one
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        if (one.kind, one.dtype, one.ragged_rank) != (other.kind, other.dtype, other.ragged_rank):
            return None
        if one.kind == "variable":
            return other
        return tensor(
            one.dtype, join_shape(one.shape, other.shape), kind=one.kind, ragged_rank=one.ragged_rank, symbolic=True
        )
    if isinstance(one, Tuple) and isinstance(other, Tuple) and len(one.items) == len(other.items):
        if one.names != other.names or one.rest is not None or other.rest is not None:
            return None
        items = [i for i in map(_generalized, one.items, other.items) if i is not None]
        if len(items) != len(one.items):
            return None
        return tuple_of(items) if one.names is None else named_tuple(one.type_name or "", one.names, items)
    return None


def eager(value: Value) -> Value:
    """A result as the caller of the compiled function sees it: tensors have numbers again."""
    results: list[Value] = []
    for atom in atoms(value):
        if type(atom) is Tensor and atom.kind == "variable":
            # A variable that is returned leaves the graph as its value.
            results.append(tensor(atom.dtype, atom.shape))
        elif type(atom) is Tensor and atom.symbolic:
            results.append(tensor(atom.dtype, atom.shape, kind=atom.kind, ragged_rank=atom.ragged_rank))
        elif type(atom) is Tuple and atom.names is None:
            results.append(tuple_of((eager(i) for i in atom.items), None if atom.rest is None else eager(atom.rest)))
        elif type(atom) is Const and type(atom.value) in (int, float, bool):
            dtype = {int: "int32", float: "float32", bool: "bool"}[type(atom.value)]
            results.append(tensor(dtype, ()))
        else:
            results.append(atom)
    return union(results)


def with_signature(
    frame: Frame, node: nodes.NodeNG, hybrid: TFFunction, arguments: Arguments, receiver: Value | None
) -> Arguments:
    """The arguments as the ``input_signature`` makes them arrive."""
    specs, rest = elements_of(frame, node, hybrid.signature or unknown("input_signature"), "for")
    if rest is not None:
        return arguments
    positional = list(arguments.positional)
    for index in range(min(len(positional), len(specs))):
        positional[index] = from_spec(frame, node, specs[index], positional[index])
    keywords = arguments.keywords
    functions = functions_of(hybrid.target) if keywords else []
    if len(functions) == 1:
        names = functions[0].info.positional[0 if receiver is None else 1 :]
        by_name = dict(zip(names, specs, strict=False))
        keywords = [(n, from_spec(frame, node, by_name[n], v) if n in by_name else v) for n, v in keywords]
    return Arguments(positional, keywords, arguments.rest, arguments.extra, arguments.nodes, arguments.keyword_nodes)


def from_spec(frame: Frame, node: nodes.NodeNG, spec: Value, given: Value, depth: int = 4) -> Value:
    """The symbolic value that a ``tf.TensorSpec`` (or a structure of them) stands for; ``given`` if it is not
    readable."""
    for atom in atoms(spec):
        if isinstance(atom, LibraryObject) and atom.cls.rsplit(".", 1)[-1] in (
            "TensorSpec",
            "RaggedTensorSpec",
            "SparseTensorSpec",
        ):
            kind = {"TensorSpec": "tensor", "RaggedTensorSpec": "ragged", "SparseTensorSpec": "sparse"}[
                atom.cls.rsplit(".", 1)[-1]
            ]
            rank = atom.get("ragged_rank")
            shape = _spec_shape(frame, node, atom.get("shape"))
            ragged_rank = rank.value if isinstance(rank, Const) else (1 if kind == "ragged" else None)
            return union(
                tensor(_spec_dtype(dtype), shape, kind=kind, ragged_rank=ragged_rank, symbolic=True)
                for dtype in _spec_dtypes(atom.get("dtype"))
            )
        if isinstance(atom, Tensor):
            return tensor(atom.dtype, atom.shape, kind=atom.kind, ragged_rank=atom.ragged_rank, symbolic=True)
        if depth and isinstance(atom, (DictValue, ListValue, Tuple)):
            return _from_structure(frame, node, atom, given, depth - 1)
    return given


def _from_structure(frame: Frame, node: nodes.NodeNG, spec: Value, given: Value, depth: int) -> Value:
    """What arrives for a list, tuple or dict of specifications: a container of the same kind."""

    def arriving(item: Value) -> Value:
        readable = not any(isinstance(a, LibraryObject) for a in atoms(item))
        return from_spec(frame, node, item, item if readable else unknown("a type of the signature"), depth)

    if isinstance(spec, DictValue):
        entries, keys, _ = dict_entries(frame, spec)
        if keys is not None:
            return given
        made = new_dict(frame, node, tag=("signature", spec))
        for key, item in entries:
            set_key(frame.machine, made, key, arriving(item))
        return made
    known, rest = elements_of(frame, node, spec, "for")
    if rest is not None:
        return given
    items = [arriving(item) for item in known]
    if isinstance(spec, ListValue):
        return new_list(frame, node, items, tag=("signature", spec))
    if isinstance(spec, Tuple) and spec.names is not None:
        return named_tuple(spec.type_name or "", spec.names, items)
    return tuple_of(items)


def _spec_dtypes(value: Value | None) -> tuple[Value | None, ...]:
    """A module may choose the dtype once for all."""
    members: tuple[Value | None, ...] = (None,) if value is None else atoms(value)
    return members if all(_spec_dtype(member) for member in members) else (value,)


def _spec_dtype(value: Value | None) -> str | None:
    if value is None:
        return "float32"
    if isinstance(value, DType):
        return value.name
    if isinstance(value, Const) and isinstance(value.value, str):
        return knowledge.dtype_of(f"tensorflow.{value.value}") or value.value
    return None


def _spec_shape(frame: Frame, node: nodes.NodeNG, value: Value | None) -> tuple[int | None, ...] | None:
    if value is None or value is NONE:
        return None
    if isinstance(value, TensorShape):
        return value.dims
    known, rest = elements_of(frame, node, value, "for")
    if rest is not None or (not known and not isinstance(value, Tuple) and not hasattr(value, "items")):
        return None
    return tuple(k.value if isinstance(k, Const) and isinstance(k.value, int) else None for k in known)


def call_method(frame: Frame, node: nodes.NodeNG, method: Method, arguments: Arguments) -> Value:
    """A method of a compiled function: ``get_concrete_function`` traces it for the given types."""
    name = method.name.rsplit(".", 1)[-1]
    receiver = method.receiver
    hybrid = receiver.function if isinstance(receiver, BoundMethod) else receiver
    instance = receiver.receiver if isinstance(receiver, BoundMethod) else None
    if name == "get_concrete_function" and isinstance(hybrid, TFFunction):
        specs = [from_spec(frame, node, v, v) for v in arguments.positional]
        named = [(n, from_spec(frame, node, v, v)) for n, v in arguments.keywords]
        call(frame, node, hybrid, Arguments(specs, named, nodes=arguments.nodes), instance)
        return receiver
    return unknown(f"tf.function.{name}")


def functions_of(value: Value) -> list[FunctionValue]:
    """The functions of the program that a compiled function runs first."""
    found: list[FunctionValue] = []
    for atom in atoms(value):
        if isinstance(atom, FunctionValue):
            found.append(atom)
        elif isinstance(atom, (BoundMethod, Partial, Descriptor)):
            found.extend(functions_of(atom.function))
        elif isinstance(atom, TFFunction):
            found.extend(functions_of(atom.target))
        elif isinstance(atom, (Instance, ClassValue)):
            cls = atom.cls if isinstance(atom, Instance) else atom
            for name in ("__call__", "call"):
                cell = cls.attributes.get(name)
                if cell is not None:
                    found.extend(functions_of(cell.value))
                    break
    return found
