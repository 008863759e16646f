"""Initializers, regularizers, constraints and activations of Keras, called directly.

An initializer gives a tensor of the shape that it is called with, float32 unless ``dtype`` says otherwise. A
regularizer gives a scalar of the type of the weight; constraints and activations keep the type (ints too, except
activations that compute a float). ``get`` of a name gives the object or the function of that name.
"""

from __future__ import annotations

from ...model.values import NEVER, NONE, Value, const, library_object, symbol, tensor, unknown
from ..names import canonical, find
from ..protocol import Call, Rule
from ..tensorflow import convert, dtypes
from . import ops
from .config import policy
from .values import argument, dims_of, dtype_name, framework, given, like, text


def initialise(call: Call) -> Value:
    """``initializer(shape, dtype=None)``."""
    shape, dtype = argument(call, "shape"), argument(call, "dtype", position=1)
    dims = None if shape is None else dims_of(call, shape)
    return tensor(dtype_name(dtype) if given(dtype) else "float32", dims, symbolic=call.graph)


def regularise(call: Call) -> Value:
    """``regularizer(weight)``."""
    found = ops.operands(call, [argument(call, "x")])
    return unknown("regularizer") if found is None else ops.result(call, found[0].dtype, (), found)


def constrain(call: Call) -> Value:
    """``constraint(weight)``."""
    found = ops.operands(call, [argument(call, "w", "x")])
    return unknown("constraint") if found is None else ops.result(call, found[0].dtype, found[0].shape, found)


def activate(call: Call) -> Value:
    """``keras.activations.relu(x)`` and its kin."""
    value = argument(call, "x")
    operand = None if value is None else convert.as_tensor(call, value)
    if operand is None:
        return unknown("activation")
    if operand.origin == convert.UNKNOWN:
        # A tensor, unless the program makes Keras tensors too.
        apart = not call.graph and call.recall(framework(), "symbolic") is not NEVER
        return unknown("activation") if apart else tensor(symbolic=call.graph)
    keeps = call.name.endswith((".relu", ".relu6"))
    dtype = operand.dtype if keeps or operand.dtype in dtypes.FLOATS else None
    kind = "keras_tensor" if operand.kind == "keras_tensor" else "tensor"
    return like(call, tensor(kind=kind), dtype, operand.shape)


def identity(call: Call) -> Value:
    """``keras.activations.linear``: the argument itself."""
    return argument(call, "x") or unknown("activation")


def getter(module: str) -> Rule:
    """``keras.<module>.get(identifier)``."""

    def rule(call: Call) -> Value:
        value = argument(call, "identifier")
        if value is None or value is NONE:
            return symbol("keras.activations.linear") if module == "activations" else NONE
        name = text(value)
        if name is None:
            return value
        found = canonical(f"keras.{module}.{name}")
        entry = None if found is None else find(found)
        if found is None or entry is None:
            return unknown(f"{module}.get")
        return library_object(found, (), call.site()) if entry.kind == "class" else symbol(found)

    return rule


def set_policy(call: Call) -> Value:
    """``keras.mixed_precision.set_global_policy(policy)``: the default of layers made from then on."""
    value = argument(call, "policy")
    if value is not None:
        if not call.certain:
            call.remember(framework(), "policy", const("float32"))
        call.remember(framework(), "policy", value)
    return NONE


def set_floatx(call: Call) -> Value:
    """``keras.backend.set_floatx(name)``: the float type of inputs and weights."""
    value = argument(call, "value", "floatx")
    if value is not None:
        for name in ("floatx", "policy"):
            if not call.certain:
                call.remember(framework(), name, const("float32"))
            call.remember(framework(), name, value)
    return NONE


def set_data_format(call: Call) -> Value:
    """``keras.backend.set_image_data_format(name)``."""
    value = argument(call, "data_format")
    if value is not None:
        call.remember(framework(), "image_data_format", value)
    return NONE


def recalled(name: str, default: str) -> Rule:
    """A setting of the whole program."""

    def rule(call: Call) -> Value:
        found = call.recall(framework(), name)
        return const(default) if found is NEVER else found

    return rule


def global_policy(call: Call) -> Value:
    """``keras.mixed_precision.global_policy()``."""
    found = call.recall(framework(), "policy")
    name = const("float32") if found is NEVER else found
    return library_object("keras.DTypePolicy", [("name", name)])


def policy_dtype(position: int) -> Rule:
    """``policy.compute_dtype`` and ``policy.variable_dtype``: names."""

    def rule(call: Call) -> Value:
        found = None if call.receiver is None else policy(call, call.receiver)[position]
        return unknown("dtype of a policy") if found is None else const(found)

    return rule


def epsilon(call: Call) -> Value:
    """``keras.backend.epsilon()``."""
    return const(1e-07)


def backend(call: Call) -> Value:
    """``keras.config.backend()``: the programs that this is about compute with TensorFlow."""
    return const("tensorflow")


def nothing(call: Call) -> Value:
    """Settings that give ``None``."""
    return NONE


_ACTIVATIONS = (
    *("relu", "relu6", "sigmoid", "tanh", "softmax", "log_softmax", "gelu", "elu", "selu", "silu", "softplus"),
    *("softsign", "exponential", "hard_sigmoid", "hard_silu", "leaky_relu", "mish", "celu", "log_sigmoid"),
)

RULES: dict[str, Rule] = {
    "keras.initializers.Initializer.__call__": initialise,
    "keras.regularizers.Regularizer.__call__": regularise,
    "keras.constraints.Constraint.__call__": constrain,
    **{f"keras.activations.{name}": activate for name in _ACTIVATIONS},
    "keras.activations.linear": identity,
    **{f"keras.{m}.get": getter(m) for m in ("activations", "initializers", "regularizers", "losses", "metrics")},
    "keras.config.set_dtype_policy": set_policy,
    "keras.config.dtype_policy": global_policy,
    "keras.config.set_floatx": set_floatx,
    "keras.config.floatx": recalled("floatx", "float32"),
    "keras.config.set_image_data_format": set_data_format,
    "keras.config.image_data_format": recalled("image_data_format", "channels_last"),
    "keras.config.epsilon": epsilon,
    "keras.config.backend": backend,
    "keras.backend.clear_session": nothing,
}

PROPERTIES: dict[str, Rule] = {
    "keras.DTypePolicy.compute_dtype": policy_dtype(0),
    "keras.DTypePolicy.variable_dtype": policy_dtype(1),
}
