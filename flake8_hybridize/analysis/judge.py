"""Judgements of one function from its activations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from astroid import nodes

from ..model.facts import Judgement
from ..model.places import Place
from ..model.values import NEVER, Tensor, Unknown, Value, atoms, union, walk
from .effects import Callers, Carried, Carrying
from .entries import is_test_file
from .hazards import text_of
from .hybrids import Creation
from .state import Activation, FunctionInfo, Machine
from .types import holds_tensor, is_known, is_primitive


@dataclass(slots=True, eq=False)
class Subject:
    """One function with what the analysis found of it: its live activations, who calls it and how.

    ``calls`` are ``(caller, call node, in a loop, why that call traces it)`` of the program's own calls,
    ``made_up`` says that the only calls are those that the analysis invented.
    """

    info: FunctionInfo
    activations: list[Activation] = field(default_factory=list)
    calls: list[tuple[Activation, nodes.NodeNG, bool, str | None]] = field(default_factory=list)
    callers: dict[Activation, None] = field(default_factory=dict)
    creations: list[Creation] = field(default_factory=list)
    made_up: bool = True
    staged: dict[Activation, None] = field(default_factory=dict)
    """The activations that run only as a part of something traced, or of a control-flow operation."""
    learning: dict[Activation, None] = field(default_factory=dict)
    """The activations by which Keras learns the shapes of a functional model: no runs of the program's own."""
    outside: bool = True
    """Nothing that the program itself runs (module bodies, tests) leads to it: what arrives rests on promises."""

    @property
    def hybrid(self) -> bool:
        """Some ``tf.function`` compiles it."""
        return bool(self.creations)


def subjects(
    machine: Machine,
    live: dict[Activation, None],
    inside: dict[Activation, None],
    creations: dict[FunctionInfo, list[Creation]],
    callers: Callers,
) -> dict[FunctionInfo, Subject]:
    """Every function that has an activation or is compiled, with its calls. ``inside`` are the activations that
    module bodies and tests lead to."""
    found: dict[FunctionInfo, Subject] = {}
    for info in machine.functions.values():
        found[info] = Subject(info, creations=creations.get(info, []))
    staged, learning = _staged(live, callers), _learning(live, callers)
    by_call: dict[Activation, bool] = {}
    for caller in live:
        for (callee, node), (looped, _, reason) in caller.calls.items():
            if callee.function is None:
                continue
            if not caller.entry:
                found[callee.function].calls.append((caller, node, looped, reason))
                found[callee.function].callers[caller] = None
                by_call[callee] = True
            else:
                by_call.setdefault(callee, False)
    for subject in found.values():
        own = [a for a in subject.info.activations if a in live]
        real = [a for a in own if by_call.get(a)]
        run = [a for a in real if a in inside]
        subject.activations = run or real or own
        subject.made_up = not real
        subject.staged = staged
        subject.learning = learning
        subject.outside = not any(a in inside for a in own)
    return found


def _staged(live: dict[Activation, None], callers: Callers) -> dict[Activation, None]:
    found = {a: None for a in live if a.traced or a.traced_by or callers[a]}
    waiting = list(found)
    while waiting:
        activation = waiting.pop()
        if activation not in found or activation.traced or activation.traced_by:
            continue
        # What traced code calls in eager mode is the function of a tf.py_function.
        if not all(caller in found and not caller.traced for caller in callers[activation]):
            del found[activation]
            waiting.extend(callee for callee, _ in activation.calls if callee in found)
    return found


def _learning(live: dict[Activation, None], callers: Callers) -> dict[Activation, None]:
    """What runs eagerly on symbolic tensors, and what only that calls."""
    found = {a: None for a in live if not a.traced and any(_symbolic(value) for value in a.args)}
    waiting = list(found)
    while waiting:
        for callee, _ in waiting.pop().calls:
            if callee not in found and not callee.traced and all(caller in found for caller in callers[callee]):
                found[callee] = None
                waiting.append(callee)
    return found


def _symbolic(value: Value) -> bool:
    return any(type(atom) is Tensor and atom.symbolic for atom in walk(value))


def parameter_values(subject: Subject) -> dict[str, Value]:
    """What arrives at each parameter, over all activations; a parameter that nobody supplies has its default."""
    info = subject.info
    result: dict[str, Value] = {}
    for index, name in enumerate(info.parameters):
        supplied = [a.args[index] for a in subject.activations if name in a.supplied]
        values = supplied or [a.args[index] for a in subject.activations]
        result[name] = union(values)
    return result


def own_parameters(info: FunctionInfo) -> tuple[str, ...]:
    """The parameters without ``self`` and ``cls``."""
    names = info.parameters
    if info.is_method and not info.is_static and info.positional:
        return names[1:]
    return names


def passed_when_compiled(subject: Subject) -> list[Value] | None:
    """What calls of the compiled function pass, before arrays become tensors; ``None`` if others call it too."""
    if not subject.hybrid or not subject.calls or any(reason != "tf.function" for _, _, _, reason in subject.calls):
        return None
    return [value for creation in subject.creations for value in creation.hybrid.passed] or None


def tensor_parameter(
    machine: Machine, subject: Subject, arriving: Mapping[str, Sequence[Value]], passed: list[Value] | None = None
) -> Judgement:
    """Some call passes a tensor. ``arriving``: what calls pass for each parameter, call by call; ``passed``: all that
    they pass, where that differs from what the body gets."""
    names = own_parameters(subject.info)
    if passed is not None and not any(holds_tensor(machine, value) for value in passed):
        if all(map(is_known, passed)):
            return Judgement(False, "no call passes a tensor")
        return Judgement(None, "what calls pass is not known")
    for name in names:
        if any(holds_tensor(machine, value) for value in arriving[name]):
            return Judgement(True, f"{name} receives a tensor", evidence_place(machine, subject, name))
    if not names:
        return Judgement(False, "it has no parameters")
    if not subject.activations:
        return Judgement(None, "no call of it was found")
    unknown = next((n for n in names if not all(map(is_known, arriving[n]))), None)
    if unknown is not None:
        return Judgement(None, f"what arrives at {unknown} is not known")
    return Judgement(False, "no call passes a tensor")


def evidence_place(machine: Machine, subject: Subject, name: str) -> Place | None:
    """A call that passes a tensor for ``name``."""
    index = subject.info.parameters.index(name)
    joined: Place | None = None
    for caller, node, _, _ in subject.calls:
        for (callee, at), _flags in caller.calls.items():
            if at is node and callee.function is subject.info and holds_tensor(machine, callee.args[index]):
                if not callee.merged:
                    return machine.place(caller, node)
                joined = joined or machine.place(caller, node)
    return joined


def primitive_parameter(subject: Subject, values: dict[str, Value]) -> Judgement:
    """On some call every value that reaches a parameter is a Python number or string, or a container of these."""
    info = subject.info
    unsure = not subject.activations
    for name in own_parameters(info):
        index = info.parameters.index(name)
        for activation in subject.activations:
            if name not in activation.supplied:
                continue
            value = activation.args[index]
            if is_primitive(value):
                return Judgement(True, f"{name} receives Python numbers or strings")
            if not is_known(value, 1):
                unsure = True
    if not own_parameters(info):
        return Judgement(False, "it has no parameters")
    return (
        Judgement(None, "some arguments are not known")
        if unsure
        else Judgement(False, "no argument is a Python number or string")
    )


def side_effects(subject: Subject, carrying: Carrying, machine: Machine) -> tuple[Judgement, list[Carried]]:
    """The effects of calling it, and the judgement."""
    found: dict[int, Carried] = {}
    for activation in subject.activations:
        for carried in carrying.hazards[activation].values():
            if carried.record.side_effect:
                found[id(carried.record)] = carried
    effects = list(found.values())
    certain = [c for c in effects if c.record.certain]
    if certain:
        first = certain[0]
        return Judgement(True, first.record.kind, machine.place(first.origin, first.record.node)), effects
    if effects:
        return Judgement(None, f"{text_of(machine, effects[0].record.subject)} may be changed"), effects
    if not subject.activations:
        return Judgement(None, "no call of it was analysed"), effects
    return Judgement(False, "none found"), effects


def assumptions(subject: Subject, carrying: Carrying, machine: Machine) -> list[str]:
    """What was taken for granted of code that is not there."""
    found: dict[str, None] = {}
    for activation in subject.activations:
        for text in carrying.unknown[activation]:
            found[f"{text} has no Python side effects"] = None
    for name in own_parameters(subject.info):
        index = subject.info.parameters.index(name)
        if any(name in a.supplied and type(a.args[index]) is Unknown for a in subject.activations):
            found[f"a graph can get {name} as it is (what arrives is not known)"] = None
    seen: str | None = getattr(machine, "seen_through", {}).get(subject.info.node)
    if seen is not None:
        found[seen] = None
    return list(found)[:8]


def tensor_computation(machine: Machine, subject: Subject, carrying: Carrying, values: dict[str, Value]) -> Judgement:
    """A new tensor is made of tensors, here or in a callee."""
    for activation in subject.activations:
        if activation.computes:
            node = next(iter(activation.computes))
            return Judgement(True, activation.computes[node], machine.place(activation, node))
    if any(a in carrying.computing for a in subject.activations):
        return Judgement(True, "in a function that it calls")
    if not subject.activations:
        return Judgement(None, "no call of it was analysed")
    if any(carrying.unknown[a] or a in carrying.perhaps for a in subject.activations) or any(
        not is_known(v) for n, v in values.items() if n in own_parameters(subject.info)
    ):
        return Judgement(None, "some values in it are not known")
    if subject.hybrid and all(a.result is NEVER for a in subject.activations):
        return Judgement(None, "no call of it was seen to return")
    if subject.hybrid and _has_branches_that_compute(subject.info):
        return Judgement(None, "the calls of this program may not take all of its branches")
    return Judgement(False, "nothing in it makes a tensor")


def _has_branches_that_compute(info: FunctionInfo) -> bool:
    """A branch of the body calculates, or calls something with a parameter: what it gives is not seen if the settings
    of this program never lead there."""
    names = frozenset(own_parameters(info))
    for branch in info.node.nodes_of_class((nodes.If, nodes.IfExp)):
        body = branch.body if isinstance(branch.body, list) else [branch.body]
        other = branch.orelse if isinstance(branch.orelse, list) else [branch.orelse]
        for part in (*body, *other):
            if part is None or isinstance(part, (nodes.Raise, nodes.Assert)):
                continue
            if next(part.nodes_of_class(nodes.BinOp), None) is not None:
                return True
            calls = part.nodes_of_class(nodes.Call)
            if any(isinstance(a, nodes.Name) and a.name in names for call in calls for a in call.args):
                return True
    return False


def recursive_functions(live: dict[Activation, None]) -> set[FunctionInfo]:
    """The functions that can call themselves, directly or through others."""
    graph: dict[FunctionInfo, dict[FunctionInfo, None]] = {}
    for caller in live:
        if caller.function is None:
            continue
        edges = graph.setdefault(caller.function, {})
        for callee, _ in caller.calls:
            if callee.function is not None:
                edges[callee.function] = None
    found: set[FunctionInfo] = set()
    for component in components(graph):
        if len(component) > 1:
            found.update(component)
        elif component[0] in graph.get(component[0], {}):
            found.add(component[0])
    return found


def components(graph: dict[FunctionInfo, dict[FunctionInfo, None]]) -> list[list[FunctionInfo]]:
    """Tarjan's strongly connected components, without recursion."""
    index: dict[FunctionInfo, int] = {}
    low: dict[FunctionInfo, int] = {}
    on_stack: set[FunctionInfo] = set()
    stack: list[FunctionInfo] = []
    result: list[list[FunctionInfo]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph.get(root, {})))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, edges = work[-1]
            advanced = False
            for target in edges:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph.get(target, {}))))
                    advanced = True
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            if advanced:
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                component = []
                while True:
                    member = stack.pop()
                    on_stack.discard(member)
                    component.append(member)
                    if member is node:
                        break
                result.append(component)
    return result


def callers_hybrid(machine: Machine, subject: Subject) -> Judgement:
    """Every call comes from traced code."""
    if not subject.calls or subject.made_up:
        return Judgement(False, "no call of it is known to be traced")
    # What Keras does to learn shapes says nothing of how the function runs.
    calls = [c for c in subject.calls if c[0] not in subject.learning] or subject.calls
    for caller, node, _, reason in calls:
        traced_by_call = reason is not None and reason != "tf.function"
        if caller not in subject.staged and not traced_by_call:
            return Judgement(False, "called eagerly", machine.place(caller, node))
    if not subject.hybrid and any(a not in subject.staged for a in subject.activations if a not in subject.learning):
        return Judgement(False, "run eagerly by tf.py_function")
    return Judgement(True, "every call comes from traced code")


def run_by_keras(
    subjects: Mapping[FunctionInfo, Subject], is_framework_method: Callable[[FunctionInfo], bool]
) -> set[FunctionInfo]:
    """The functions that methods which Keras traces call, and nothing else of the program but its tests.

    Whoever uses such a layer or model compiles them with its training step. What calls layers eagerly outside of
    tests makes their methods, and what these call, run eagerly.
    """
    callers: dict[FunctionInfo, list[tuple[Activation, str | None]]] = {}
    for info, subject in subjects.items():
        calls = [] if subject.made_up else [(caller, reason) for caller, _, _, reason in subject.calls]
        callers[info] = [(c, r) for c, r in calls if not is_test_file(c.module.module.file)]
    found = {info for info, calls in callers.items() if calls or is_framework_method(info)}
    waiting = list(found)
    while waiting:
        info = waiting.pop()
        if info not in found or all(
            caller.traced or (reason is not None and reason != "tf.function") or caller.function in found
            for caller, reason in callers[info]
        ):
            continue
        found.discard(info)
        for called in {c.function for a in info.activations for c, _ in a.calls if c.function is not None}:
            if called in found:
                waiting.append(called)
    return found


def graph_context(subject: Subject) -> tuple[str | None, str]:
    """Why the body is traced, if it never runs otherwise, with the reason in words."""
    if subject.hybrid:
        return "tf.function", "compiled by tf.function"
    runs = [a for a in subject.activations if a not in subject.learning] or subject.activations
    if not runs or subject.made_up or any(a not in subject.staged for a in runs):
        return None, ""
    reasons = {reason: None for activation in runs for reason in activation.traced_by}
    for reason, words in _WORDS.items():
        if reason in reasons:
            if reason == "keras" and subject.info.name in _EAGER_TOO:
                return None, ""
            return reason, words
    names = dict.fromkeys(c.function.qualified_name for c, _, _, _ in subject.calls if c.function is not None)
    return "caller", "called only from " + ", ".join(list(names)[:2])


_EAGER_TOO = frozenset({"build", "reset_state", "reset_states", "result"})
"""Methods that Keras runs eagerly too: weights are made outside of graphs, metrics are read and reset between steps."""
_WORDS = {
    "dataset": "runs inside of a tf.data pipeline",
    "keras": "run by Keras in a graph",
    "control-flow": "the body of a TensorFlow control-flow operation",
}


def unknown_parts(value: Value) -> bool:
    """Some possibility is unknown."""
    return any(isinstance(a, Unknown) for a in atoms(value))
