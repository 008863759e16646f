"""Calls into libraries: bound arguments, rules, effects, and what is assumed where nothing is known."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from itertools import product, takewhile
from math import prod

from astroid import nodes

from .. import knowledge
from ..knowledge.data import structure
from ..knowledge.protocol import OPEN, Items, Rule
from ..knowledge.randomness import draws
from ..model.values import (
    ANY,
    ANY_ARRAY,
    ANY_DATASET,
    ANY_TENSOR,
    INT,
    NEVER,
    NONE,
    STR,
    Array,
    Const,
    Dataset,
    LibraryObject,
    Prim,
    Range,
    Stream,
    Symbol,
    Tensor,
    Tuple,
    Union,
    Unknown,
    Value,
    atoms,
    collapsed,
    const,
    library_object,
    method,
    tensor,
    union,
    unknown,
)
from . import classes, conversion, effect_kinds, hazards, iteration, keras_use, library_hazards
from .inside import tensor_inside
from .objects import (
    BoundMethod,
    ClassValue,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    TFFunction,
    dict_entries,
    list_items,
    new_dict,
    new_list,
    set_key,
    set_key_in_doubt,
)
from .state import EAGER, GRAPH, GRAPH_AS_WRITTEN, Arguments, Cell, Collection, Frame, Machine
from .truth import may_not_happen

POSSIBILITY_LIMIT = 4
"""Possibilities of a value (``|0``, ``|1``, … in tags) out of which one call makes containers apart."""
_LATE_POSSIBILITY = re.compile(rf"\|(?!{'|'.join(rf'{n}(?![0-9])' for n in range(POSSIBILITY_LIMIT))})\d+")
REMAKE_LIMIT = 8
"""Containers out of which one call makes containers apart; those of all others are one."""
COMBINATION_LIMIT = 8
"""Combinations of argument possibilities for which a rule is asked apart."""
CHOICE_LIMIT = 4
"""Combinations of possibilities of the items of containers for which a rule is asked apart."""
EAGER_MODE = "eager"
FIELDS = "names of the attributes"

_WEIGHTLESS = frozenset(
    [
        "AbstractRNNCell",
        "Activation",
        "ActivityRegularization",
        "Add",
        "AlphaDropout",
        "Average",
        "AveragePooling1D",
        "AveragePooling2D",
        "AveragePooling3D",
        "CategoryEncoding",
        "Concatenate",
        "Cropping1D",
        "Cropping2D",
        "Cropping3D",
        "Dot",
        "ELU",
        "Flatten",
        "GlobalAveragePooling1D",
        "GlobalAveragePooling2D",
        "GlobalAveragePooling3D",
        "GlobalMaxPooling1D",
        "GlobalMaxPooling2D",
        "GlobalMaxPooling3D",
        "Identity",
        "InputLayer",
        "InputSpec",
        "Lambda",
        "LeakyReLU",
        "Masking",
        "Maximum",
        "MaxPooling1D",
        "MaxPooling2D",
        "MaxPooling3D",
        "Minimum",
        "Multiply",
        "Permute",
        "RNN",
        "ReLU",
        "RepeatVector",
        "Rescaling",
        "Reshape",
        "Softmax",
        "Subtract",
        "TimeDistributed",
        "UpSampling1D",
        "UpSampling2D",
        "UpSampling3D",
        "ZeroPadding1D",
        "ZeroPadding2D",
        "ZeroPadding3D",
        "AvgPool1D",
        "AvgPool2D",
        "AvgPool3D",
        "MaxPool1D",
        "MaxPool2D",
        "MaxPool3D",
        "GlobalAvgPool1D",
        "GlobalAvgPool2D",
        "GlobalMaxPool1D",
        "GlobalMaxPool2D",
        "Resizing",
    ]
)
_ATTRIBUTES_ONLY = frozenset(
    {"numpy.ndim", "numpy.shape", "numpy.isscalar", "numpy.dtype", "numpy.result_type", "numpy.iterable", "numpy.size"}
)


class LibraryCall:
    """One call of a library function as a rule sees it; see ``knowledge.protocol.Call``."""

    __slots__ = (
        "_arguments",
        "_bound",
        "_choices",
        "_frame",
        "_made",
        "_node",
        "_read",
        "certain",
        "graph",
        "name",
        "receiver",
    )

    def __init__(
        self,
        frame: Frame,
        node: nodes.NodeNG,
        name: str,
        receiver: Value | None,
        arguments: Arguments,
        bound: dict[str, Value],
    ) -> None:
        self._frame = frame
        self._node = node
        self._arguments = arguments
        self._bound = bound
        self._choices: list[list[int]] | None = None
        self._made = 0
        self._read: dict[Value, Items | None] | None = None
        self.name = name
        self.receiver = receiver
        self.graph = frame.activation.traced
        self.certain = not frame.in_loop and not frame.conditions and not frame.try_envs

    def arg(self, name: str) -> Value | None:
        return self._bound.get(name)

    def positional(self) -> Sequence[Value]:
        return self._arguments.positional

    def keywords(self) -> Sequence[tuple[str, Value]]:
        return self._arguments.keywords

    def items(self, value: Value) -> Items | None:
        # Looked into again, a container holds the same possibilities.
        read = self._read
        if read is not None and value in read:
            return read[value]
        made = self._made
        items = self._items(value, self._chosen)
        if self._made > made:
            if read is None:
                read = self._read = {}
            read[value] = items
        return items

    def structure(self, value: Value) -> Items | None:
        return self._items(value, collapsed)

    def _items(self, value: Value, part: Callable[[Value], Value]) -> Items | None:
        kind = type(value)
        frame = self._frame
        if isinstance(value, Tuple):
            rest = None if value.rest is None else collapsed(value.rest)
            return Items(tuple(map(part, value.items)), rest)
        if isinstance(value, ListValue):
            known, rest = list_items(frame, value)
            if rest is NEVER and not known:
                rest = None
            return Items(tuple(map(part, known)), None if rest is None else collapsed(rest), None, True)
        if isinstance(value, DictValue):
            entries, _, rest = dict_entries(frame, value)
            return Items(
                tuple([part(v) for _, v in entries]),
                None if rest is None else collapsed(rest),
                tuple(k for k, _ in entries),
                True,
            )
        if kind is Range or kind is Stream:
            known, rest = iteration.elements_of(frame, self._node, value, "for")
            return Items(tuple(known), rest)
        return None

    def _chosen(self, value: Value) -> Value:
        """One possibility of an item; the rule is asked again for the others (see ``ask``)."""
        if type(value) is not Union or value is NEVER or self._choices is None:
            return collapsed(value)
        if self._made == len(self._choices):
            self._choices.append([0, len(value.members)])
        chosen = self._choices[self._made][0]
        self._made += 1
        return value.members[min(chosen, len(value.members) - 1)]

    def choose(self, choices: list[list[int]] | None) -> None:
        """Take these possibilities of items; ``None``: all of them joined."""
        self._choices = choices

    def again(self, choices: list[list[int]] | None) -> LibraryCall:
        """The same call with these possibilities of items."""
        call = LibraryCall(self._frame, self._node, self.name, self.receiver, self._arguments, self._bound)
        call.choose(choices)
        return call

    def new_list(self, items: Sequence[Value], rest: Value | None = None, tag: str = "") -> Value:
        return new_list(self._frame, self._node, list(items), rest, tag=(self.name, len(items), _place(tag)))

    def new_dict(self, items: Sequence[tuple[Value, Value]], rest: Value | None = None, tag: str = "") -> Value:
        made = new_dict(self._frame, self._node, tag=(self.name, tuple(k for k, _ in items), _place(tag)))
        for key, value in items:
            set_key(self._frame.machine, made, key, value)
        if rest is not None:
            set_key(self._frame.machine, made, STR, rest)
        return made

    def remake(self, like: Value, content: Items, tag: str = "") -> Value:
        frame = self._frame
        made_here = frame.machine.remakes.setdefault((self._node, frame.activation, self.name, tag), {})
        # Each container stands there with what was made of it: two entries.
        index = made_here.setdefault(like, min(len(made_here) // 2, REMAKE_LIMIT))
        if content.keys is not None:
            made = self.new_dict(list(zip(content.keys, content.known, strict=True)), content.rest, f"{tag}#{index}")
        else:
            made = self.new_list(content.known, content.rest, f"{tag}#{index}")
        made_here.setdefault(made, index)
        return made

    def site(self) -> int:
        return self._frame.machine.site(self._node, self._frame.activation, self._frame.rounds)

    def file(self) -> str:
        return self._frame.activation.module.module.file

    def invoke(
        self,
        function: Value,
        args: Sequence[Value],
        keywords: Sequence[tuple[str, Value]] = (),
        *,
        traced_by: str | None = None,
    ) -> Value:
        frame = self._frame
        saved = frame.call_mode, frame.call_reason
        if traced_by == EAGER_MODE:
            frame.call_mode, frame.call_reason = EAGER, None
        elif traced_by is not None:
            # Eagerly, control-flow operations run their functions as Python; only this one traces.
            plain = traced_by == "control-flow" and self.name != "tensorflow.vectorized_map"
            frame.call_mode = None if plain and not frame.activation.traced else GRAPH
            frame.call_reason = traced_by
        self._leave_unconverted(function, traced_by)
        result = frame.call(self._node, function, Arguments(list(args), list(keywords), nodes=[None] * len(args)))
        frame.call_mode, frame.call_reason = saved
        frame.call_why = ""
        return collapsed(result)

    def _leave_unconverted(self, function: Value, traced_by: str | None) -> None:
        """Keras and functions that map call what they get as it is written; control flow, as the code around it is."""
        frame = self._frame
        if frame.call_mode is EAGER or (traced_by is None and not frame.activation.traced):
            return
        if self.name.startswith("keras."):
            if not frame.machine.converts_keras:
                frame.call_mode, frame.call_why = GRAPH_AS_WRITTEN, conversion.KERAS
        elif self.name in conversion.MAPPING:
            if not conversion.is_part_of_converted(function):
                words = f"autograph-unconverted-callee:handed to {self.name.rpartition('.')[2]}()"
                frame.call_mode, frame.call_why = GRAPH_AS_WRITTEN, words
        elif traced_by == "control-flow" and frame.activation.mode is GRAPH_AS_WRITTEN:
            frame.call_mode, frame.call_why = GRAPH_AS_WRITTEN, frame.activation.unconverted

    def parameters(self, function: Value) -> tuple[str, ...] | None:
        return _parameters(function)

    def attribute(self, value: Value, name: str) -> Value:
        return self._frame.getattr(self._node, value, name)

    def method(self, value: Value, name: str) -> Value | None:
        if isinstance(value, Instance) and name in value.attributes:
            # `self.call = decorated(self.call)`: what the object has itself goes before its class.
            own = self._frame.machine.read(value.attributes[name], self._frame, name)
            if own is not NEVER and all(isinstance(a, (FunctionValue, BoundMethod, TFFunction)) for a in atoms(own)):
                return own
        return classes.class_method(self._frame, value, name)

    def fields(self, value: Value) -> Sequence[tuple[str, Value]] | None:
        if not isinstance(value, Instance):
            return None
        recall(self._frame, value, FIELDS)
        machine = self._frame.machine
        return [(name, machine.read(cell, self._frame, name)) for name, cell in list(value.attributes.items())]

    def owner(self) -> Value | None:
        activation = self._frame.activation
        first = activation.args[0] if activation.args else None
        return (
            first
            if isinstance(first, Instance) and activation.function is not None and activation.function.is_method
            else None
        )

    def is_instance(self, value: Value, cls: str) -> bool:
        return library_instance(self._frame, value, cls) is True

    def remember(self, value: Value, name: str, content: Value) -> None:
        remember(self._frame, value, name, content)

    def recall(self, value: Value, name: str) -> Value:
        return recall(self._frame, value, name)

    def collect(self, name: str, value: Value, limit: int) -> None:
        machine = self._frame.machine
        collection = machine.collections.setdefault(name, Collection())
        if len(collection.values) < limit and value not in collection.values:
            collection.values[value] = None
            machine.mark(collection.readers)

    def collected(self, name: str) -> Sequence[Value]:
        collection = self._frame.machine.collections.setdefault(name, Collection())
        collection.readers[self._frame.activation] = None
        return tuple(collection.values)

    def failed(self, text: str) -> Value:
        """Report that the rule of this call failed."""
        hazards.report(self._frame, "internal-error", self._node, self.name, blocks=False, traceback=text)
        return unknown(f"internal error in the rule of {self.name}")

    def settled(self) -> bool:
        machine = self._frame.machine
        if not machine.settled:
            machine.waiting[self._frame.activation] = None
        return machine.settled

    def first_time(self, key: Hashable) -> bool:
        asked = self._frame.asked
        count = len(asked)
        asked.add((self._node, self._frame.rounds, key))
        return len(asked) > count

    def doubt(self) -> None:
        self._frame.activation.doubted[self._node] = None

    def hazard(self, kind: str, subject: str = "", **details: str) -> None:
        hazards.report(self._frame, kind, self._node, subject, words=details)


def _place(tag: str) -> str:
    """``tag`` without the numbers of possibilities past the limit, so that what is made of these is one object."""
    return _LATE_POSSIBILITY.sub("|*", tag) if "|" in tag else tag


def _parameters(function: Value) -> tuple[str, ...] | None:
    if isinstance(function, BoundMethod):
        inner = _parameters(function.function)
        return None if inner is None else inner[1:]
    if isinstance(function, TFFunction):
        return _parameters(function.target)
    if isinstance(function, FunctionValue):
        info = function.info
        names = list(info.positional)
        if info.vararg:
            names.append("*" + info.vararg)
        elif info.keyword_only:
            names.append("*")
        names.extend(info.keyword_only)
        if info.kwarg:
            names.append("**" + info.kwarg)
        return tuple(names)
    if isinstance(function, Symbol):
        entry = knowledge.find(function.name)
        return entry.parameters if entry is not None else None
    return None


def remember(frame: Frame, value: Value, name: str, content: Value) -> None:
    """Add ``content`` to what ``value`` carries under ``name``."""
    frame.machine.write(frame.machine.memory.setdefault((value, name), Cell()), content)


def recall(frame: Frame, value: Value, name: str) -> Value:
    """What ``value`` carries under ``name``."""
    key = (value, name)
    cell = frame.machine.memory.get(key)
    if cell is None:
        cell = frame.machine.memory[key] = Cell()
    cell.readers[frame.activation] = None
    return cell.value


def plain_call(frame: Frame, node: nodes.NodeNG, name: str) -> LibraryCall:
    """A call without arguments, for the rules of operators and subscripts."""
    return LibraryCall(frame, node, name, None, Arguments(), {})


def bind(name: str, arguments: Arguments) -> dict[str, Value]:
    """The arguments by the names of the signature; positional ones of an unknown signature are left out."""
    names = _positional_names(name)
    bound = dict(zip(names, arguments.positional, strict=False))
    if arguments.rest is not None:
        bound.update(dict.fromkeys(names[len(arguments.positional) :], arguments.rest))
    bound.update(arguments.keywords)
    return bound


@cache
def _positional_names(name: str) -> tuple[str, ...]:
    """The parameters that positional arguments have; none where the signature is not known."""
    entry = knowledge.find(name)
    parameters = () if entry is None else entry.parameters or ()
    return tuple(takewhile(lambda parameter: not parameter.startswith("*"), parameters))


def given_to_constructor(name: str, arguments: Arguments) -> dict[str, Value]:
    """:func:`bind`, and under :data:`OPEN` what is given under names that are not known."""
    bound = bind(name, arguments)
    if arguments.extra is not None:
        bound[OPEN] = arguments.extra
    return bound


def call_library(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None, arguments: Arguments) -> Value:
    """Call the library function or method ``name``."""
    if arguments.never or receiver is NEVER:
        return NEVER
    note_effects(frame, node, name, receiver, arguments)
    rule = knowledge.rule(name)
    if rule is None:
        if isinstance(receiver, Instance) and name.endswith(".__init__"):
            initialize_base(frame, node, receiver, name.removesuffix(".__init__"), arguments)
        return _without_rule(frame, node, name, receiver, arguments)
    result = apply_rule(frame, node, rule, name, receiver, arguments)
    _note_computation(frame, node, name, receiver, arguments, result)
    creation_hazard(frame, node, result if isinstance(result, (LibraryObject, Tensor)) else NEVER, name)
    return _meant(frame, node, name, result) if name.startswith(("numpy.", "math.")) else result


def _meant(frame: Frame, node: nodes.NodeNG, name: str, result: Value) -> Value:
    """What a function of NumPy or ``math`` would give if it took the tensor that it gets: what uses it is no better."""
    if not frame.activation.traced or not isinstance(node, nodes.Call) or knowledge.equivalent(name) is None:
        return result
    kind = "math-call-on-tensor" if name.startswith("math.") else "np-call-on-tensor"
    if (kind, node, node.func) not in frame.activation.hazards:
        return result
    return union(
        tensor(a.dtype, a.shape, symbolic=True)
        if type(a) is Array
        else tensor(None, (), symbolic=True)
        if type(a) is Prim
        else a
        for a in atoms(result)
    )


def apply_rule(
    frame: Frame, node: nodes.NodeNG, rule: Rule, name: str, receiver: Value | None, arguments: Arguments
) -> Value:
    """The join of what ``rule`` answers for the combinations of argument possibilities."""
    bound = bind(name, arguments)
    unions = [n for n, v in bound.items() if type(v) is Union]
    loose = [i for i, v in enumerate(arguments.positional) if type(v) is Union]
    if not unions and not loose:
        result = ask(rule, LibraryCall(frame, node, name, receiver, arguments, bound))
        return _settle(frame, name, result)
    total = 1
    for n in unions:
        total *= len(atoms(bound[n]))
    if total > COMBINATION_LIMIT:
        bound = {n: collapsed(v) for n, v in bound.items()}
        unions = [n for n in unions if type(bound[n]) is Union]
        total = 1
        for n in unions:
            total *= len(atoms(bound[n]))
        if total > COMBINATION_LIMIT:
            bound.update({n: unknown("too many possibilities") for n in unions})
            unions = []
    flat = Arguments(
        [collapsed(v) for v in arguments.positional],
        [(n, collapsed(v)) for n, v in arguments.keywords],
        arguments.rest,
        arguments.extra,
    )
    results: list[Value] = []
    limit = max(1, min(CHOICE_LIMIT, COMBINATION_LIMIT // prod(len(atoms(bound[n])) for n in unions)))
    by_identity = {id(v): n for n, v in bound.items()}
    for choice in product(*(atoms(bound[n]) for n in unions)):
        chosen = dict(bound)
        chosen.update(zip(unions, choice, strict=False))
        if arguments.positional and unions:
            positional = [chosen.get(by_identity.get(id(v), ""), collapsed(v)) for v in arguments.positional]
            keywords = [(n, chosen.get(n, collapsed(v))) for n, v in arguments.keywords]
            flat = Arguments(positional, keywords, arguments.rest, arguments.extra)
        results.append(ask(rule, LibraryCall(frame, node, name, receiver, flat, chosen), limit))
    return _settle(frame, name, union(results))


def ask(rule: Rule, call: LibraryCall, limit: int = CHOICE_LIMIT) -> Value:
    """What ``rule`` answers over the possibilities of the items of containers that it looks into, if these are not
    more than ``limit``; else what it answers for each item's possibilities joined.

    A defect of one rule is reported as an internal error and costs this one value only.
    """
    try:
        choices: list[list[int]] = []
        call.choose(choices)
        results: list[Value] = []
        while len(results) < limit:
            results.append(rule(call if not results else call.again(choices)))
            if len(results) == 1 and prod(size for _, size in choices) > limit:
                break
            while choices and choices[-1][0] + 1 >= choices[-1][1]:
                choices.pop()
            if not choices:
                return results[0] if len(results) == 1 else union(results)
            choices[-1][0] += 1
        return rule(call.again(None))
    except Exception:  # noqa: BLE001 - reported as HYB902 at the call, with the traceback
        return call.failed(traceback.format_exc())


def _settle(frame: Frame, name: str, result: Value) -> Value:
    if result is NEVER and frame.machine.settled:
        return unknown(f"{name} raises for these arguments")
    return result


def _without_rule(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None, arguments: Arguments) -> Value:
    entry = knowledge.find(name)
    if entry is not None and entry.kind == "class":
        bound = given_to_constructor(name, arguments)
        made = library_object(name, bound.items(), frame.machine.site(node, frame.activation, frame.rounds))
        creation_hazard(frame, node, made, name)
        return made
    kind = knowledge.returns(name)
    result = _COARSE.get(kind or "")
    if result is None:
        if entry is None:
            if _is_class_name(name) and not knowledge.effect(name):
                return library_object(
                    name, bind(name, arguments).items(), frame.machine.site(node, frame.activation, frame.rounds)
                )
            top = name.split(".", 1)[0]
            pure = knowledge.is_pure_library(top) or top in frame.machine.options.assume_pure
            if not pure and knowledge.effect(name) is None and top != "builtins":
                note_unknown(frame, node, name)
        result = unknown(f"result of {name}")
    elif type(result) is Tensor:
        result = tensor(symbolic=frame.activation.traced)
    _note_computation(frame, node, name, receiver, arguments, result)
    return result


_COARSE: dict[str, Value] = {
    "tensor": ANY_TENSOR,
    "ndarray": ANY_ARRAY,
    "none": NONE,
    "dataset": ANY_DATASET,
}


def _is_class_name(name: str) -> bool:
    last = name.rsplit(".", 1)[-1]
    return last[:1].isupper() and not last.isupper()


def note_unknown(frame: Frame, node: nodes.NodeNG, what: str) -> None:
    """Remember that ``what`` was called and is not known: conclusions about effects assume that it has none."""
    frame.activation.unknown_calls.setdefault(what, node)


def unknown_call(frame: Frame, node: nodes.NodeNG, function: Unknown, arguments: Arguments) -> None:
    """A call of something unknown."""
    text = hazards.text_of(frame.machine, node.func) if isinstance(node, nodes.Call) else "a callable"
    if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Attribute):
        attribute = node.func.attrname
        receiver = node.func.expr
        if attribute in _MUTATORS and hazards.is_outer(frame, receiver) and function.reason.startswith("parameter"):
            hazards.report(frame, "outer-mutation", node, receiver, side_effect=True, certain=False)
            return
    reason = function.reason
    note_unknown(frame, node, text if not reason else f"{text} ({reason})")


_MUTATORS = frozenset({"append", "extend", "insert", "setdefault"})


def _draws_in_order(frame: Frame, name: str, seed: Value) -> bool:
    """A seed makes the numbers that this call of ``name`` draws repeat, in an order that graphs do not share."""
    if name.startswith("tensorflow_probability.") and type(seed) is not Const:
        # A seed of two numbers is a state of its own.
        return False
    return frame.machine.seeded or seed is not NONE


def note_effects(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None, arguments: Arguments) -> None:
    effect = knowledge.effect(name)
    keras_use.note(frame, node, name, receiver)
    text = node.func if isinstance(node, nodes.Call) else name
    if draws(name) and _draws_in_order(frame, name, dict(arguments.keywords).get("seed", NONE)):
        hazards.report(frame, "random-order", node, text, blocks=False)
    if effect is not None:
        hazard = effect.hazard and effect_kinds.hazard_of(frame, node, name, effect, arguments)
        if hazard and not _guarded_by_eagerness(frame):
            words = {"remedy": effect.remedy} if effect.remedy else None
            happens = effect.side_effect and hazard == effect.hazard
            hazards.report(frame, hazard, node, text, side_effect=happens, words=words, name=name)
        elif not effect.hazard and effect.side_effect and not effect.mutates:
            hazards.report(frame, "side-effect", node, text, side_effect=True, name=name)
        if effect.mutates:
            bound = bind(name, arguments)
            for parameter in effect.mutates:
                if parameter == "self":
                    target = (
                        node.func.expr
                        if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Attribute)
                        else None
                    )
                    if receiver is not None:
                        hazards.mutation(frame, node, receiver, target, "outer-mutation", text)
                elif parameter in bound:
                    position = next((i for i, v in enumerate(arguments.positional) if v is bound[parameter]), None)
                    target = (
                        arguments.nodes[position] if position is not None and position < len(arguments.nodes) else None
                    )
                    hazards.mutation(frame, node, bound[parameter], target, "outer-mutation", text)
    if name in _EAGER_ONLY and receiver is not None and not _guarded_by_eagerness(frame) and not lifted(node):
        owner = node.func.expr if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Attribute) else None
        if hazards.graph_tensors(frame, owner, receiver) or any(
            t.kind == "variable" for t in hazards.tensors(receiver)
        ):
            everything = frame.env.get(owner.name, receiver) if isinstance(owner, nodes.Name) else receiver
            hazards.report(frame, "eager-only-method", node, text, certain=hazards.sure(frame, everything))
    top = name.split(".", 1)[0]
    if top in ("numpy", "math", "scipy") and not name.startswith("numpy.ndarray") and name not in _ATTRIBUTES_ONLY:
        for position, value in enumerate(arguments.positional):
            expression = arguments.nodes[position] if position < len(arguments.nodes) else None
            if hazards.graph_tensors(frame, expression, value) or _tensor_list(frame, value):
                kind = "math-call-on-tensor" if top == "math" else "np-call-on-tensor"
                remedy = knowledge.equivalent(name) or ""
                certain = not hazards.tensors(value) or hazards.sure(frame, value)
                hazards.report(frame, kind, node, text, certain=certain, name=name, remedy=remedy)
                break
    elif top == "tensorflow":
        library_hazards.check(frame, node, name, receiver, arguments)


def _tensor_list(frame: Frame, value: Value) -> bool:
    for atom in atoms(value):
        if isinstance(atom, ListValue):
            for cell in (*(atom.items or ()), atom.rest):
                if any(
                    type(a) is Tensor
                    and a.kind in hazards.SYMBOLIC_KINDS
                    and (a.symbolic or not frame.activation.traced)
                    for a in atoms(cell.value)
                ):
                    return True
    return False


_EAGER_ONLY = frozenset(
    f"tensorflow.{cls}.{method}" for cls in ("Tensor", "Variable") for method in ("numpy", "cpu", "gpu")
)
_EAGER_GUARD = re.compile(r"executing_eagerly|is_eager|hasattr\([^()]*, ['\"](_?numpy)['\"]\)|inside_function")


def lifted(node: nodes.NodeNG) -> bool:
    """``node`` stands under ``with tf.init_scope()``, where variables have values."""
    current = node.parent
    while current is not None and not isinstance(current, (nodes.FunctionDef, nodes.Lambda, nodes.ClassDef)):
        if isinstance(current, nodes.With) and any("init_scope" in e.as_string() for e, _ in current.items):
            return True
        current = current.parent
    return False


def _guarded_by_eagerness(frame: Frame) -> bool:
    return any(
        _EAGER_GUARD.search(hazards.text_of(frame.machine, test))
        for test, _ in frame.conditions
        if not isinstance(test, nodes.ExceptHandler)
    )


_OF_TENSORS = ("tensorflow.", "keras.", "tensorflow_probability.", "tensorflow_addons.", "sonnet.")
_MATTERS = (FunctionValue, BoundMethod, TFFunction, Instance, LibraryObject)


def _note_computation(
    frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None, arguments: Arguments, result: Value
) -> None:
    if knowledge.updates_variables(name):
        frame.activation.computes.setdefault(node, name)
        return
    if not knowledge.makes_tensors(name):
        if name.startswith(_OF_TENSORS) and any(type(a) is Unknown for a in atoms(result)):
            given = [*arguments.positional, *(v for _, v in arguments.keywords)]
            if any(tensor_inside(v) or any(isinstance(a, _MATTERS) for a in atoms(v)) for v in given):
                frame.activation.may_compute = True
        return
    if node in frame.activation.computes or not any(
        type(a) is Tensor or (isinstance(a, (Tuple, ListValue, DictValue)) and tensor_inside(a)) for a in atoms(result)
    ):
        return
    values = [*arguments.positional, *(v for _, v in arguments.keywords)]
    if receiver is not None:
        values.append(receiver)
    if any(tensor_inside(v) or any(type(a) is Unknown for a in atoms(v)) for v in values):
        frame.activation.computes.setdefault(node, name)


def is_guarded(frame: Frame) -> bool:
    """A condition around asks whether something exists already (``is None``, ``hasattr``, ``not self.built``)."""
    machine = frame.machine
    for test, _ in frame.conditions:
        if _asks_for_existence(machine, test):
            return True
    return bool(frame.exits) and not machine.asked_exits.keys().isdisjoint(frame.exits)


def note_exit(frame: Frame, test: nodes.NodeNG) -> None:
    """Control leaves the body under ``test``."""
    if test not in frame.exits:
        frame.exits[test] = None
        text = hazards.text_of(frame.machine, test)
        if any(word in text for word in _EXISTENCE):
            frame.machine.asked_exits[test] = None


def _asks_for_existence(machine: Machine, test: nodes.NodeNG) -> bool:
    found = machine.guards.get(test)
    if found is None:
        if isinstance(test, nodes.ExceptHandler):
            found = test.type is not None and "Error" in test.type.as_string()
        else:
            text = hazards.text_of(machine, test)
            found = text.startswith("not ") or "hasattr" in text or any(word in text for word in _EXISTENCE)
        machine.guards[test] = found
    return found


_EXISTENCE = ("None", "built", "initialized")


_BASES = frozenset(
    [
        "builtins.object",
        "keras.Model",
        "keras.Operation",
        "keras.layers.AbstractRNNCell",
        "keras.layers.Layer",
        "tensorflow.Module",
    ]
)
"""Classes to derive from that have no weights of their own."""


def creation_hazard(frame: Frame, node: nodes.NodeNG, made: Value, name: str = "") -> None:
    """Report objects that hold variables and are made in a function body."""
    function = frame.activation.function
    if function is None or function.name == "build" or is_guarded(frame):
        return
    for atom in atoms(made):
        kind = _creates(frame, atom, name)
        if kind is not None:
            subject = node.func if isinstance(node, nodes.Call) else name
            certain = kind != "layer-in-body" or not _stays_unbuilt(frame, node, atom)
            hazards.report(frame, kind, node, subject, certain=certain)


def _creates(frame: Frame, made: Value, name: str) -> str | None:
    if isinstance(made, Tensor):
        return (
            "variable-in-body"
            if name in ("tensorflow.Variable", "keras.Variable", "keras.layers.Layer.add_weight")
            else None
        )
    if isinstance(made, LibraryObject):
        cls = made.cls
        if not cls.startswith("keras."):
            return None
        if knowledge.is_subclass(cls, "keras.optimizers.Optimizer"):
            return "optimizer-in-body"
        if knowledge.is_subclass(cls, "keras.metrics.Metric"):
            return "metric-in-body"
        if knowledge.is_subclass(cls, "keras.layers.Layer") and cls.rsplit(".", 1)[-1] not in _WEIGHTLESS:
            return "layer-in-body"
    if isinstance(made, Instance) and classes.derives(frame.machine, made.cls, "keras.layers.Layer"):
        if not any(_makes_weights(c) for c in frame.machine.linearize(made.cls)):
            return None
        return None if _is_never_built(frame, made) else "layer-in-body"
    return None


def _stays_unbuilt(frame: Frame, node: nodes.NodeNG, made: Value) -> bool:
    """A layer that ``__init__()`` keeps in an object which nothing calls: it makes no variables."""
    function, target = frame.activation.function, node.parent
    if function is None or not function.is_method or function.name != "__init__":
        return False
    if not isinstance(target, nodes.Assign) or not all(isinstance(t, nodes.AssignAttr) for t in target.targets):
        return False
    if not isinstance(made, LibraryObject) or knowledge.is_subclass(made.cls, "keras.Model"):
        return False
    owners = [atom for atom in atoms(frame.activation.args[0]) if isinstance(atom, Instance)]
    return bool(owners) and all(_is_never_built(frame, owner) for owner in owners)


def _is_never_built(frame: Frame, made: Instance) -> bool:
    """A layer or model whose classes have nothing that would build or call its parts."""
    machine = frame.machine
    if any(
        isinstance(c, Symbol) and c.name.startswith("keras.") and c.name not in _BASES
        for c in machine.linearize(made.cls)
    ):
        return False
    return all(machine.class_method(frame, made, name) is None for name in ("call", "build", "__call__"))


def _makes_weights(cls: Value) -> bool:
    """A class of the program that makes weights or layers, or a library class that has some."""
    if isinstance(cls, ClassValue):
        if cls.makes_weights is None:
            body = getattr(cls.node, "body", ())
            calls = (call for statement in body for call in statement.nodes_of_class(nodes.Call))
            cls.makes_weights = any(_makes_state(call.func.as_string()) for call in calls)
        return cls.makes_weights
    return isinstance(cls, Symbol) and cls.name not in _BASES and cls.name.rsplit(".", 1)[-1] not in _WEIGHTLESS


def _makes_state(called: str) -> bool:
    owner, _, name = called.rpartition(".")
    if name in ("add_weight", "add_variable", "Variable"):
        return True
    return owner.endswith("layers") and name[:1].isupper() and name not in _WEIGHTLESS and name != "InputSpec"


def call_object(frame: Frame, node: nodes.NodeNG, cls: str, receiver: Value, arguments: Arguments) -> Value | None:
    """Call an object of the library class ``cls`` (or of a class of the program that derives from it)."""
    if arguments.never:
        return NEVER
    name, rule = _object_rule(cls)
    if rule is None:
        if not cls.startswith(("keras.", "tensorflow.")):
            note_unknown(frame, node, f"{cls}.__call__")
        return None
    if cls.startswith("keras."):
        keras_use.note_call(frame, node, receiver)
        library_hazards.layer_called(frame, node, cls, arguments)
    result = apply_rule(frame, node, rule, name, receiver, arguments)
    values = [*arguments.positional, *(v for _, v in arguments.keywords)]
    if tensor_inside(result) and any(tensor_inside(v) or type(v) is Unknown for v in values):
        frame.activation.computes.setdefault(node, cls)
    return result


@cache
def _object_rule(cls: str) -> tuple[str, Rule | None]:
    for base in knowledge.mro(cls) or (cls,):
        name = f"{base}.__call__"
        rule = knowledge.rule(name)
        if rule is not None:
            return name, rule
    return "", None


def object_attribute(frame: Frame, node: nodes.NodeNG, value: LibraryObject, name: str) -> Value:
    """An attribute of a library object."""
    written = recall(frame, value, "." + name)
    if written is not NEVER:
        return written
    computed = knowledge.rule(f"{value.cls}.__getattr__")
    if computed is not None:
        return apply_rule(frame, node, computed, f"{value.cls}.__getattr__", value, Arguments([const(name)]))
    found = inherited_attribute(frame, node, value, value.cls, name)
    if found is not None:
        return found
    state = value.get(name)
    if state is not None:
        return state
    if not value.cls.startswith(("tensorflow.", "keras.", "numpy.")):
        called = isinstance(node.parent, nodes.Call) and node.parent.func is node
        if called or knowledge.find(value.cls) is not None:
            return method(f"{value.cls}.{name}", value)
    return unknown(f"attribute {name} of {value.cls}")


def inherited_attribute(frame: Frame, node: nodes.NodeNG, value: Value, cls: str, name: str) -> Value | None:
    """What the library class ``cls`` gives to ``value`` under ``name``: a property's value, a method, or ``None``."""
    qualified, kind = _member_of(cls, name)
    if kind == "method":
        return method(qualified, value)
    if kind == "rule":
        rule = knowledge.attribute_rule(qualified)
        assert rule is not None
        return property_value(frame, node, rule, qualified, value)
    if kind == "property":
        state = value.get(name) if isinstance(value, LibraryObject) else None
        return state if state is not None else unknown(qualified)
    return None


@cache
def _member_of(cls: str, name: str) -> tuple[str, str]:
    """The qualified name of the member ``name`` of the library class ``cls``, and what it is: ``"method"``, ``"rule"``
    (a property with a rule), another ``"property"``, or ``""`` for none."""
    qualified = knowledge.member(cls, name)
    for candidate in (qualified, *(f"{base}.{name}" for base in (knowledge.mro(cls) or (cls,)))):
        if candidate is None:
            continue
        if knowledge.attribute_rule(candidate) is not None:
            return candidate, "rule"
        if knowledge.rule(candidate) is not None:
            return candidate, "method"
    if qualified is None:
        return "", ""
    entry = knowledge.find(qualified)
    return qualified, "property" if entry is not None and entry.kind == "property" else "method"


def property_value(frame: Frame, node: nodes.NodeNG, rule: Rule, name: str, receiver: Value) -> Value:
    """The value of a library property."""
    keras_use.note(frame, node, name, receiver)
    return ask(rule, LibraryCall(frame, node, name, receiver, Arguments(), {}))


def is_option(machine: Machine, value: Instance, name: str) -> bool:
    """The library class that ``value`` derives from has an attribute that tells what its constructor was given as
    ``name``."""
    bases = classes.library_bases(machine, value.cls)
    return bool(bases) and _tells(bases[0], name)


@cache
def _tells(cls: str, name: str) -> bool:
    entry = knowledge.find(cls)
    if entry is None or name not in (entry.parameters or ()):
        return False
    return any(knowledge.attribute_rule(f"{base}.{name}") is not None for base in (knowledge.mro(cls) or (cls,)))


def initialize_base(frame: Frame, node: nodes.NodeNG, instance: Value, base: str, arguments: Arguments) -> None:
    """``super().__init__(...)`` of a library class: what it remembers of its arguments."""
    rule = knowledge.rule(f"{base}.__init__")
    if rule is not None:
        apply_rule(frame, node, rule, f"{base}.__init__", instance, arguments)
        return
    for name, value in given_to_constructor(base, arguments).items():
        remember(frame, instance, name, value)


def library_subscript(frame: Frame, node: nodes.NodeNG, base: Value, index: Value) -> Value:
    """``base[index]`` of library objects."""
    cls = base.cls if isinstance(base, LibraryObject) else None
    if isinstance(base, Instance):
        for name in classes.library_bases(frame.machine, base.cls):
            rule = knowledge.rule(f"{name}.__getitem__")
            if rule is not None:
                return apply_rule(frame, node, rule, f"{name}.__getitem__", base, Arguments([index]))
        return unknown("subscript")
    if cls is not None:
        rule = knowledge.rule(f"{cls}.__getitem__")
        if rule is not None:
            return apply_rule(frame, node, rule, f"{cls}.__getitem__", base, Arguments([index]))
    if isinstance(base, Range):
        return INT
    if isinstance(base, Stream):
        return base.element
    return unknown(f"subscript of a {cls}" if cls else "subscript")


def library_iteration(frame: Frame, node: nodes.NodeNG, value: Value) -> Value | None:
    """The element of a library object, or ``None`` if it cannot be iterated."""
    names: tuple[str, ...] = (value.cls,) if isinstance(value, LibraryObject) else ()
    if isinstance(value, Instance):
        names = classes.library_bases(frame.machine, value.cls)
    for cls in names:
        for base in knowledge.mro(cls) or (cls,):
            rule = knowledge.rule(f"{base}.__iter__")
            if rule is not None:
                produced = apply_rule(frame, node, rule, f"{base}.__iter__", value, Arguments())
                known, rest = iteration.elements_of(frame, node, produced, "for")
                return union([*known, *((rest,) if rest is not None else ())])
    return unknown("element of a library object") if names else None


def library_instance(frame: Frame, value: Value, name: str) -> bool | None:
    """``isinstance(value, <library class>)``."""
    if isinstance(value, LibraryObject):
        if value.cls == name or knowledge.is_subclass(value.cls, name):
            return True
        # No table tells what a class of another library derives from.
        return False if knowledge.find(value.cls) is not None or name.startswith("builtins.") else None
    if isinstance(value, Instance):
        machine = frame.machine
        if classes.derives(machine, value.cls, name):
            return True
        return None if classes.unknown_base(machine, value.cls) else False
    if isinstance(value, Tuple) and value.names is not None and knowledge.find(value.type_name or "") is not None:
        return value.type_name == name if knowledge.find(name) is not None else None
    if isinstance(value, (Const, Tensor, Array)) and knowledge.find(name) is not None:
        if isinstance(value, Tensor) and name.rsplit(".", 1)[-1] in (
            "Tensor",
            "Variable",
            "EagerTensor",
            "TensorLike",
            "SymbolicTensor",
        ):
            return None
        last = name.rsplit(".", 1)[-1]
        return (
            None
            if last
            in (
                "Iterable",
                "Sequence",
                "Mapping",
                "Number",
                "Real",
                "Integral",
                "Callable",
                "Hashable",
                "Sized",
                "generic",
                "integer",
                "floating",
                "number",
            )
            else False
        )
    return None


def mapping_items(frame: Frame, value: Value) -> tuple[list[tuple[Value, Value]], Value | None]:
    """The entries of a mapping: known keys with values, and the join of the other values."""
    if isinstance(value, DictValue):
        entries, _, rest = dict_entries(frame, value)
        return entries, rest
    if isinstance(value, Unknown):
        return [], value
    return [], ANY


def update_dict(frame: Frame, target: DictValue, value: Value) -> None:
    """``target.update(value)``."""
    machine = frame.machine
    for atom in atoms(value):
        if isinstance(atom, DictValue):
            entries, keys, rest = dict_entries(frame, atom)
            doubtful = atom is not value or may_not_happen(frame)
            for key, item in entries:
                if doubtful or key in atom.doubted:
                    set_key_in_doubt(machine, target, key, item)
                else:
                    set_key(machine, target, key, item)
            if rest is not None:
                set_key(machine, target, keys or STR, rest)
        elif type(atom) is Unknown:
            set_key(machine, target, STR, atom)
        else:
            known, rest = iteration.elements_of(frame, frame.module.module.tree, atom, "for")
            for pair in (*known, *((rest,) if rest is not None else ())):
                for p in atoms(pair):
                    if type(p) is Tuple and len(p.items) == 2:
                        sure = p is pair is not rest and type(p.items[0]) is not Union and atom is value
                        (set_key if sure else set_key_in_doubt)(machine, target, p.items[0], p.items[1])


def dataset_element(frame: Frame, node: nodes.NodeNG, value: Dataset) -> Value:
    """One element of a dataset as the program gets it here."""
    return structure.element(value, plain_call(frame, node, "dataset element"))


def enter_context(frame: Frame, node: nodes.NodeNG, manager: Value) -> Value:
    """What ``with manager as x`` binds."""
    results: list[Value] = []
    for atom in atoms(manager):
        if isinstance(atom, Instance):
            entered = classes.class_method(frame, atom, "__enter__")
            left = classes.class_method(frame, atom, "__exit__")
            results.append(frame.call(node, entered, Arguments()) if entered is not None else atom)
            if left is not None:
                frame.call(node, left, Arguments([NONE, NONE, NONE]))
        elif type(atom) is Stream:
            results.append(atom.element)
        elif isinstance(atom, LibraryObject):
            rule = knowledge.rule(f"{atom.cls}.__enter__")
            results.append(apply_rule(frame, node, rule, f"{atom.cls}.__enter__", atom, Arguments()) if rule else atom)
        else:
            results.append(atom)
    return union(results)
