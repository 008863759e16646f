"""Weights of layers and models: ``add_weight``, ``layer.kernel``, ``model.trainable_variables`` and their like.

Keras 3 weights are ``keras.Variable``; TensorFlow takes them for tensors, and so they are of kind ``variable`` here.
``add_weight`` gives a variable of the given shape (a scalar without one) and the layer's variable dtype.
``get_weights`` gives NumPy arrays (a NumPy scalar for a scalar weight).
"""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import (
    FALSE,
    INT,
    NONE,
    STR,
    TRUE,
    LibraryObject,
    Tensor,
    Value,
    array,
    atoms,
    const,
    tensor,
    union,
    unknown,
)
from ..names import is_subclass
from ..protocol import Call, Rule
from .calling import callbacks, described, library_class
from .config import Config
from .layer import Weight
from .models import SEQUENTIAL, layers_of
from .table import LAYERS
from .tracking import keras_weights
from .values import argument, dims_of, dtype_name, flag, given, variable


def add_weight(call: Call) -> Value:
    """``self.add_weight(shape, initializer, dtype, …)`` of layers and metrics."""
    shape = call.arg("shape")
    dims = () if shape is None or shape is NONE else dims_of(call, shape)
    dtype_argument = call.arg("dtype")
    if dtype_argument is not None and given(dtype_argument):
        dtype = dtype_name(dtype_argument)
    elif call.receiver is not None:
        dtype = Config(call, call.receiver).variable_dtype
    else:
        dtype = None
    made = variable(dtype, dims)
    if call.receiver is not None:
        name = "own weights" if flag(call.arg("trainable"), default=True) is not False else "own constants"
        call.remember(call.receiver, name, made)
    callbacks(call, call.arg, "", dtype, dims)
    return made


def add_loss(call: Call) -> Value:
    """``self.add_loss(value)``: Keras 2 also takes a function without arguments."""
    loss = argument(call, "losses", "loss")
    if loss is not None and call.parameters(loss) == ():
        call.invoke(loss, [])
    return NONE


def weights_of(call: Call, layer: Value) -> list[Weight] | None:
    """The weights of a described layer, in order; ``None`` if they are not known (or it is not built)."""
    cls = library_class(call, layer)
    found = None if cls is None else described(cls)
    built = call.recall(layer, "built input")
    if found is None or cls in (SEQUENTIAL, "keras.Model"):
        return None
    if found.weights is None:
        return [] if _weightless(cls or "") else None
    inputs = [atom for atom in atoms(built) if isinstance(atom, Tensor)]
    config = Config(call, layer)
    # A layer is built once; calls that would build it otherwise leave its weights open.
    options = {found.weights(config, x) for x in inputs} or {found.weights(config, tensor())}
    return list(options.pop()) if len(options) == 1 else None


_WITH_STATE = (
    *("Bidirectional", "TimeDistributed", "RNN", "ConvLSTM"),
    *("EinsumDense", "Attention", "Spectral", "Normalization"),
)


def _weightless(cls: str) -> bool:
    return cls in LAYERS and not any(part in cls for part in _WITH_STATE)


def values_of(call: Call, model: Value, trainable: bool | None) -> tuple[list[Value], bool] | None:
    """The variables of a layer or model of Keras in order, and whether these are all."""
    if isinstance(model, LibraryObject) and is_subclass(model.cls, SEQUENTIAL):
        parts = layers_of(call, model)
        if parts is None or any(optional for _, optional in parts):
            return None
        result: list[Value] = []
        for layer, _ in parts:
            if isinstance(layer, Tensor):
                continue
            inner = values_of(call, layer, trainable)
            if inner is None or not inner[1]:
                return None
            result.extend(inner[0])
        return result, True
    if not isinstance(model, LibraryObject):
        tracked = keras_weights(call, model, trainable, values_of)
        return None if tracked is None else (tracked, True)
    weights = weights_of(call, model)
    if weights is None:
        return None
    config = Config(call, model)
    if config.flag("trainable", True) is not True:
        return None
    kept = [w for w in weights if trainable is None or w.trainable is trainable]
    return [variable(_dtype(config, w), w.dims) for w in kept], True


def _dtype(config: Config, weight: Weight) -> str | None:
    return config.variable_dtype if weight.dtype == "" else weight.dtype


def listed(trainable: bool | None, *, seeds: bool = False) -> Rule:
    """``weights``, ``trainable_variables``, … as a list of variables; ``seeds``: random states may be among them."""

    def rule(call: Call) -> Value:
        if call.receiver is None:
            return unknown("weights")
        known = values_of(call, call.receiver, trainable)
        if known is not None and known[1] and (isinstance(call.receiver, LibraryObject) or not seeds):
            return call.new_list(known[0])
        return call.new_list([], _any_weight(call, call.receiver))

    return rule


def _any_weight(call: Call, layer: Value) -> Value:
    return variable(Config(call, layer).variable_dtype, None)


def get_weights(call: Call) -> Value:
    """``layer.get_weights()``."""
    known = None if call.receiver is None else values_of(call, call.receiver, None)
    if known is None or not known[1]:
        return call.new_list([], array("float32", None))
    return call.new_list([_numpy(value) for value in known[0]])


def _numpy(value: Value) -> Value:
    if not isinstance(value, Tensor):
        return value
    return array(value.dtype, value.shape, scalar=value.shape == ())


def attribute(name: str) -> Callable[[Call], Value]:
    """``layer.kernel``, ``layer.bias``, …; ``None`` for a weight that the options leave out."""

    def rule(call: Call) -> Value:
        layer = call.receiver
        known = None if layer is None else weights_of(call, layer)
        if layer is None or known is None:
            return unknown(name)
        config = Config(call, layer)
        found = [variable(_dtype(config, w), w.dims) for w in known if w.name == name]
        return found[0] if found else NONE

    return rule


def option(name: str, default: Value | None = None) -> Rule:
    """An attribute that is what the constructor was given."""

    def rule(call: Call) -> Value:
        found = None if call.receiver is None else Config(call, call.receiver).value(name)
        if found is not None:
            return found
        return unknown(name) if default is None else default

    return rule


def dtype_property(which: str) -> Rule:
    """``layer.dtype`` and ``layer.compute_dtype``: names in Keras 3."""

    def rule(call: Call) -> Value:
        if call.receiver is None:
            return STR
        config = Config(call, call.receiver)
        name = config.compute_dtype if which == "compute" else config.variable_dtype
        return STR if name is None else const(name)

    return rule


def losses(call: Call) -> Value:
    """``layer.losses``: a list of scalars."""
    return call.new_list([], tensor("float32", (), symbolic=call.graph))


def built(call: Call) -> Value:
    """``layer.built``: false before the first call, and nobody knows when that was."""
    return union((TRUE, FALSE))


def count(call: Call) -> Value:
    """``count_params()``: an int."""
    known = None if call.receiver is None else values_of(call, call.receiver, None)
    total = 0
    for value in known[0] if known is not None else ():
        dims = value.shape if isinstance(value, Tensor) else None
        if dims is None or None in dims:
            return INT
        size = 1
        for d in dims:
            size *= d or 0
        total += size
    return INT if known is None else const(total)


def nothing(call: Call) -> Value:
    """Methods that give ``None``."""
    return NONE


def built_from(call: Call) -> Value:
    """``layer.build(input_shape)``, called directly: the weights that follow from the shape; a user's model is
    run with Keras tensors of these shapes."""
    layer, shape = call.receiver, argument(call, "input_shape")
    if layer is None or shape is None:
        return NONE
    dims = dims_of(call, shape)
    if isinstance(layer, LibraryObject) and dims is not None:
        call.remember(layer, "built input", tensor("float32", dims))
    elif dims is not None and call.method(layer, "call") is not None and call.method(layer, "build") is None:
        call.invoke(layer, [tensor("float32", dims, kind="keras_tensor")])
    return NONE


_MAKERS = {
    cls: names
    for names, classes in (
        (("kernel", "bias"), ("Dense", *(f"Conv{n}D" for n in (1, 2, 3)), *(f"Conv{n}DTranspose" for n in (1, 2, 3)))),
        (("kernel", "bias"), ("DepthwiseConv1D", "DepthwiseConv2D")),
        (("depthwise_kernel", "pointwise_kernel", "bias"), ("SeparableConv1D", "SeparableConv2D")),
        (("kernel", "recurrent_kernel", "bias"), ("LSTMCell", "GRUCell", "SimpleRNNCell")),
        (("embeddings",), ("Embedding",)),
        (("gamma", "beta", "moving_mean", "moving_variance"), ("BatchNormalization",)),
        (("gamma", "beta"), ("LayerNormalization", "GroupNormalization")),
        (("alpha",), ("PReLU",)),
    )
    for cls in classes
}

RULES = {
    "keras.layers.Layer.add_weight": add_weight,
    "keras.metrics.Metric.add_weight": add_weight,
    "keras.metrics.Metric.add_variable": add_weight,
    "keras.layers.Layer.add_loss": add_loss,
    "keras.layers.Layer.get_weights": get_weights,
    "keras.layers.Layer.set_weights": nothing,
    "keras.layers.Layer.count_params": count,
    "keras.layers.Layer.build": built_from,
    "keras.Model.build": built_from,
    "keras.Sequential.build": built_from,
    "keras.Model.summary": nothing,
    "keras.Model.save": nothing,
    "keras.Model.save_weights": nothing,
    "keras.Model.load_weights": nothing,
    "keras.Model.export": nothing,
}

PROPERTIES: dict[str, Rule] = {
    "keras.layers.Layer.weights": listed(None),
    "keras.layers.Layer.variables": listed(None, seeds=True),
    "keras.layers.Layer.trainable_weights": listed(True),
    "keras.layers.Layer.trainable_variables": listed(True),
    "keras.layers.Layer.non_trainable_weights": listed(False),
    "keras.layers.Layer.non_trainable_variables": listed(False, seeds=True),
    "keras.layers.Layer.losses": losses,
    "keras.layers.Layer.built": built,
    "keras.layers.Layer.dtype": dtype_property("variable"),
    "keras.layers.Layer.variable_dtype": dtype_property("variable"),
    "keras.layers.Layer.compute_dtype": dtype_property("compute"),
    "keras.layers.Layer.name": option("name", STR),
    "keras.layers.Layer.trainable": option("trainable", TRUE),
    **{f"keras.layers.{cls}.{name}": attribute(name) for cls, names in _MAKERS.items() for name in names},
}
