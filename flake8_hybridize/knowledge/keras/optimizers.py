"""Optimizers and learning-rate schedules of Keras, and the user's own.

A user's optimizer gets in ``update_step(gradient, variable, learning_rate)`` a tensor, the variable and the rate;
a schedule of the user's gets the step as the ``int64`` variable ``iterations``; called directly, what is passed.
``apply_gradients`` gives ``iterations``; Keras 3 has no ``minimize``, Keras 2 gives the same from it.
"""

from __future__ import annotations

from ...model.values import (
    NEVER,
    NONE,
    Const,
    LibraryObject,
    Stream,
    Tensor,
    Value,
    atoms,
    tensor,
    tuple_of,
    unknown,
)
from ..protocol import Call
from .config import Config
from .values import argument, elements, variable

SCHEDULE = "keras.optimizers.schedules.LearningRateSchedule"


def iterations(call: Call) -> Value:
    """``optimizer.iterations``."""
    return variable("int64", ())


def learning_rate(call: Call) -> Value:
    """``optimizer.learning_rate``: a variable, or the tensor that a schedule gives."""
    if call.receiver is None:
        return unknown("learning_rate")
    given = Config(call, call.receiver).value("learning_rate")
    if given is not None and not isinstance(given, (Const, Tensor)):
        return tensor("float32", (), symbolic=call.graph)
    return variable("float32", ())


def apply_gradients(call: Call) -> Value:
    """``optimizer.apply_gradients(zip(gradients, variables))``."""
    optimizer = call.receiver
    pairs = argument(call, "grads_and_vars")
    if optimizer is not None:
        found = [] if pairs is None else _pairs(call, pairs)
        _drive(call, optimizer, found, None)
    return iterations(call)


def _pairs(call: Call, value: Value) -> list[tuple[Value, Value]]:
    result = []
    for atom in atoms(value):
        if isinstance(atom, Stream):
            members: tuple[Value, ...] = (atom.element,)
        else:
            items = call.items(atom)
            members = () if items is None else (*items.known, *(() if items.rest is None else (items.rest,)))
        for member in members:
            parts = elements(call, member)
            if parts is not None and len(parts) == 2:
                result.append((parts[0], parts[1]))
    return result


def drive(call: Call, optimizer: Value, traced_by: str | None) -> None:
    """The update of Keras' own ``train_step``: gradients and variables of unknown shapes."""
    pair = (tensor("float32", None, symbolic=True), variable("float32", None))
    own = call.method(optimizer, "apply_gradients")
    if own is not None:
        call.invoke(own, [call.new_list([], tuple_of(pair), "pairs")], traced_by=traced_by)
        return
    _drive(call, optimizer, [pair], traced_by)


def _drive(call: Call, optimizer: Value, pairs: list[tuple[Value, Value]], traced_by: str | None) -> None:
    schedule = Config(call, optimizer).value("learning_rate")
    rate: Value = tensor("float32", (), symbolic=traced_by is not None or call.graph)
    if schedule is not None and not isinstance(schedule, (Const, LibraryObject, Tensor)):
        own = call.method(schedule, "__call__")
        if own is not None:
            rate = call.invoke(own, [variable("int64", ())], traced_by=traced_by)
    if isinstance(optimizer, LibraryObject):
        return
    build, step = call.method(optimizer, "build"), call.method(optimizer, "update_step")
    if build is not None:
        call.invoke(build, [call.new_list([], variable("float32", None), "variables")])
    if step is not None:
        for gradient, target in pairs:
            call.invoke(step, [gradient, target, rate], traced_by=traced_by)


def schedule_call(call: Call) -> Value:
    """``schedule(step)``: a float32 scalar, whatever the type of the step."""
    return tensor("float32", (), symbolic=call.graph)


def optimizer_variables(call: Call) -> Value:
    """``optimizer.variables``: ``iterations``, ``learning_rate`` and the slots."""
    return call.new_list([variable("int64", ()), variable("float32", ())], variable("float32", None))


def minimize(call: Call) -> Value:
    """``optimizer.minimize(loss, var_list, tape)`` of Keras 2: the loss is called without arguments."""
    loss = argument(call, "loss")
    if loss is not None and not isinstance(loss, (Tensor, Const)):
        call.invoke(loss, [])
    variables = argument(call, "var_list", position=1)
    if variables is not None and not isinstance(variables, (Const, Tensor)) and call.items(variables) is None:
        call.invoke(variables, [])
    return iterations(call)


def nothing(call: Call) -> Value:
    """Methods that give ``None``."""
    return NONE


def add_variable(call: Call) -> Value:
    """``optimizer.add_variable_from_reference(variable, name)`` and the like: a variable of the same type."""
    reference = argument(call, "reference_variable", "model_variable", "var")
    found = next((a for a in atoms(reference or NEVER) if isinstance(a, Tensor)), None)
    return variable(None, None) if found is None else variable(found.dtype, found.shape)


def scaled(call: Call) -> Value:
    """``scale_loss`` and ``get_scaled_loss``: the loss itself, as a tensor."""
    loss = argument(call, "loss")
    return unknown("loss") if loss is None else loss


def initialise(call: Call) -> Value:
    """``super().__init__(learning_rate, …)`` of a user's optimizer."""
    if call.receiver is not None:
        for name, value in [*zip(("learning_rate",), call.positional(), strict=False), *call.keywords()]:
            call.remember(call.receiver, name, value)
    return NONE


RULES = {
    "keras.optimizers.Optimizer.__init__": initialise,
    "keras.optimizers.Optimizer.apply_gradients": apply_gradients,
    "keras.optimizers.Optimizer.minimize": minimize,
    "keras.optimizers.Optimizer.build": nothing,
    "keras.optimizers.Optimizer.apply": nothing,
    "keras.optimizers.Optimizer.add_variable_from_reference": add_variable,
    "keras.optimizers.Optimizer.add_variable": add_variable,
    "keras.optimizers.Optimizer.scale_loss": scaled,
    f"{SCHEDULE}.__call__": schedule_call,
}

PROPERTIES = {
    "keras.optimizers.Optimizer.iterations": iterations,
    "keras.optimizers.Optimizer.learning_rate": learning_rate,
    "keras.optimizers.Optimizer.lr": learning_rate,
    "keras.optimizers.Optimizer.variables": optimizer_variables,
}
