"""Hazards of what the program does with its Keras models and optimizers.

Observed with Keras 3: ``fit`` of a model that was not built, and whose ``call`` is compiled by ``tf.function``, raises
("No gradients provided"): the weights are made inside of the compiled function. Keras 2 does not mind.
An optimizer makes its variables when it is first applied: in the second trace of a compiled function that raises.
A model that is not built has no weights before it is first called: ``apply_gradients`` of what was read of
them before raises, compiled or not.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import NEVER, LibraryObject, Value, atoms
from . import classes, hybrids
from .effects import Callers, above
from .hazards import EXPECTED, Record
from .keras_use import ADDS_LOSS, APPLIES, BUILDS, CALL, LOSSES, TRAINS, WEIGHTS, Uses
from .objects import ClassValue, FunctionValue, Instance, TFFunction
from .state import Activation, Machine


def add_decorated_calls(machine: Machine) -> None:
    """Record each ``Model.call`` under ``tf.function`` of which an instance is fitted before it is built."""
    if machine.converts_keras:
        return
    for creation in machine.hybrids.values():
        function = creation.hybrid.target
        if not isinstance(function, FunctionValue) or function.info.name != "call":
            continue
        cls = function.defined_in
        decorators = getattr(function.info.node, "decorators", None)
        if decorators is None or creation.hybrid.node not in decorators.nodes or not isinstance(cls, ClassValue):
            continue
        if not classes.derives(machine, cls, "keras.Model") or classes.unknown_base(machine, cls) is not None:
            continue
        fitted = next((n for i, u in machine.keras_uses.items() if (n := _fitted_first(machine, i, u, cls))), None)
        if fitted is None:
            continue
        node = function.info.node
        record = Record(
            "keras-decorated-call", node, function.info.qualified_name, None, False, True, False, fitted, ()
        )
        for activation in function.info.activations:
            activation.hazards.setdefault((record.kind, node, ""), record)


def add_losses(machine: Machine, live: dict[Activation, None], callers: Callers) -> None:
    """Record each eager function of which a layer adds a loss that others read behind it: a compiled one leaves them a
    tensor of its graph."""
    uses = list(machine.keras_uses.values())
    adding = {a: None for use in uses for _, a in use.get(ADDS_LOSS, ()) if a in live and not a.traced}
    reading = {a: None for use in uses for _, a in use.get(LOSSES, ()) if a in live and not a.traced}
    if not adding or not reading:
        return
    above_reading = above(reading, callers)
    for activation in above(adding, callers):
        function = activation.function
        if function is None or activation.traced or activation in above_reading:
            continue
        record = Record("leaked-tensor", function.node, "losses", None, False, False, True, None, EXPECTED)
        activation.hazards.setdefault((record.kind, function.node, LOSSES), record)


def _fitted_first(machine: Machine, instance: Value, uses: Uses, cls: ClassValue) -> nodes.NodeNG | None:
    """Where an instance of ``cls`` is fitted that nothing else builds."""
    if not isinstance(instance, Instance) or cls not in classes.linearize(machine, instance.cls):
        return None
    trained = {node for name in TRAINS for node, _ in uses.get(name, ())}
    if not trained or uses.keys() & BUILDS:
        return None
    if any(not a.traced and node not in trained for node, a in uses.get(CALL, ())):
        return None
    if any("build" in c.attributes for c in classes.linearize(machine, instance.cls) if isinstance(c, ClassValue)):
        return None
    return min(trained, key=lambda n: n.lineno or 0)


def add_optimizers(machine: Machine) -> None:
    """Record each use of an optimizer in a compiled function that other traces of it do not use."""
    applied: dict[Activation, dict[Value, nodes.NodeNG]] = {}
    built: set[Value] = set()
    for optimizer, uses in machine.keras_uses.items():
        for name in uses.keys() & APPLIES:
            for node, activation in uses[name]:
                applied.setdefault(activation, {})[optimizer] = node
                if not activation.traced:
                    built.add(optimizer)
        if "build" in uses:
            built.add(optimizer)
    if len(applied) < 2:
        return
    for creation in machine.hybrids.values():
        for traces in _traces(creation.hybrid).values():
            used = [_applied_in(trace, applied) for trace in traces]
            everything = {o: found for one in used for o, found in one.items() if o not in built}
            if len(everything) < 2 or any(everything.keys() <= one.keys() for one in used):
                continue
            later = next((found for o, found in everything.items() if o not in used[0]), None)
            if later is not None:
                activation, node = later
                record = Record("optimizer-second-trace", node, node, None, False, True, True, None, ())
                activation.hazards.setdefault((record.kind, node, node), record)


def _traces(hybrid: TFFunction) -> dict[Value | None, list[Activation]]:
    """The traces of a compiled function, for each object if it is a method."""
    found: dict[Value | None, list[Activation]] = {}
    for function in hybrids.functions_of(hybrid.target):
        info = function.info
        for activation in info.activations:
            # A function that is made anew has its own traces.
            if activation.value is not function:
                continue
            if "tf.function" in activation.traced_by and not activation.merged:
                own = activation.args[0] if info.is_method and not info.is_static and activation.args else None
                found.setdefault(own, []).append(activation)
    return found


def _applied_in(
    trace: Activation, applied: dict[Activation, dict[Value, nodes.NodeNG]]
) -> dict[Value, tuple[Activation, nodes.NodeNG]]:
    found: dict[Value, tuple[Activation, nodes.NodeNG]] = {}
    seen = {trace}
    stack = [trace]
    while stack:
        current = stack.pop()
        for optimizer, node in applied.get(current, {}).items():
            found.setdefault(optimizer, (current, node))
        for callee, _ in current.calls:
            if callee not in seen:
                seen.add(callee)
                stack.append(callee)
    return found


def add_early_weights(machine: Machine) -> None:
    """Record each reading of the weights of a model, in a compiled function, before the only call that builds it, if an
    optimizer is applied to what was read."""
    for model, uses in machine.keras_uses.items():
        if uses.keys() & (BUILDS | TRAINS) or CALL not in uses or _is_built(machine, model):
            continue
        calls = uses[CALL]
        for name in sorted(uses.keys() & WEIGHTS):
            for node, activation in uses[name]:
                if "tf.function" not in activation.traced_by or not all(
                    a.function is activation.function and _is_before(node, n) for n, a in calls
                ):
                    continue
                if not _is_applied(node):
                    continue
                cause = next(iter(calls))[0]
                record = Record("stale-variables", node, node, None, False, True, True, cause, ())
                activation.hazards.setdefault((record.kind, node, node), record)


def _is_applied(node: nodes.NodeNG) -> bool:
    """What is read at ``node`` is kept in a local name, with which an optimizer is applied."""
    statement = node.parent
    if not isinstance(statement, nodes.Assign) or not isinstance(statement.targets[0], nodes.AssignName):
        return False
    name = statement.targets[0].name
    scope = statement.scope()
    bindings = scope.locals.get(name, ())
    return len(bindings) == 1 and any(
        isinstance(call.func, nodes.Attribute)
        and call.func.attrname == "apply_gradients"
        and any(n.name == name for n in call.nodes_of_class(nodes.Name))
        for call in scope.nodes_of_class(nodes.Call)
    )


def _is_before(node: nodes.NodeNG, call: nodes.NodeNG) -> bool:
    return node.scope() is call.scope() and (node.lineno, node.col_offset) < (call.lineno, call.col_offset)


def _is_built(machine: Machine, model: Value) -> bool:
    """The model has its weights as soon as it is made, or may have."""
    if isinstance(model, Instance):
        own = [c for c in classes.linearize(machine, model.cls) if isinstance(c, ClassValue)]
        text = "\n".join(s.as_string() for c in own for s in getattr(c.node, "body", ()))
        derived = classes.derives(machine, model.cls, "keras.Model")
        return not derived or any(word in text for word in ("add_weight", "Variable(", "Input", "build", "input_"))
    if not isinstance(model, LibraryObject) or model.cls != "keras.Sequential":
        return True
    if _known(machine, model, "layer.open") is not NEVER:
        return True
    layers: list[Value] = []
    while (layer := _known(machine, model, f"layer.{len(layers)}")) is not NEVER:
        layers.append(layer)
    return not layers or not all(
        isinstance(a, LibraryObject) and _waits_for_input(a) for layer in layers for a in atoms(layer)
    )


def _known(machine: Machine, model: Value, name: str) -> Value:
    cell = machine.memory.get((model, name))
    return NEVER if cell is None else cell.value


def _waits_for_input(layer: LibraryObject) -> bool:
    given = (layer.get(name) for name in ("input_shape", "input_dim", "batch_input_shape", "batch_shape"))
    known = layer.cls.startswith("keras.layers.") and not layer.cls.endswith("InputLayer")
    return known and all(value is None for value in given)
