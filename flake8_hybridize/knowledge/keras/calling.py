"""``layer(x)``: from ``keras.layers.Layer.__call__`` to ``call``, of Keras' own layers and of the user's classes.

Observed with Keras 3.15 on TensorFlow 2.21:

- Arguments, positional and by keyword, at any depth of lists, tuples and dicts, are converted as
  :meth:`.config.Config.converter` says, so ``call`` gets tensors where NumPy arrays were passed. A variable stays
  a variable unless it has to be cast. Containers keep their type. Keras 2 makes scalar tensors of the Python numbers
  in the first argument, and of no other; Keras 3 raises for Python numbers given by position. Keras 2 converts and
  casts nothing but the first argument.
- ``build`` gets the shape of the first tensor argument as a tuple of ints and ``None``, nested like the argument
  (Keras 2: a ``TensorShape``); a ``build`` of several parameters gets by name ``a_shape`` for each argument ``a``.
- ``training`` is passed only if ``call`` has the parameter. Its value, in this order: what the caller passed; what
  the enclosing layer's call was given; the default in the signature; so ``None`` or ``False`` in a direct call.
- ``mask`` (if ``call`` has the parameter and there is one tensor argument) is ``None`` unless the input carries
  one, then a bool tensor of its first two dimensions. For a nested input it is nested alike.
- ``compute_mask`` of the user's gets the argument (a Keras tensor as such) and its mask, after every call whose
  result does not carry a mask yet.
- A call with Keras tensors runs ``call`` in a graph with symbolic TensorFlow tensors of the same dtype and shape,
  batch dimension ``None``; ``call`` never sees a Keras tensor. The tensors that it returns come out as Keras
  tensors. A class with ``compute_output_shape`` of its own does not run ``call`` for that; it runs when the
  functional model does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ...model.values import (
    NEVER,
    NONE,
    Const,
    LibraryObject,
    Method,
    Prim,
    Tensor,
    Unknown,
    Value,
    atoms,
    const,
    tensor,
    union,
    unknown,
)
from ..names import canonical, mro
from ..protocol import Call, Rule
from .config import Config
from .layer import Inputs, Layer
from .replay import remember_call, symbolic_call
from .table import LAYERS
from .values import (
    KERAS_2,
    dims_of,
    framework,
    is_symbolic,
    leaf_tensor,
    leaves,
    map_leaves,
    shape_value,
    variable,
)

Keywords = Sequence[tuple[str, Value]]


def layer_call(call: Call) -> Value:
    """``keras.layers.Layer.__call__``."""
    if call.receiver is None:
        return unknown("unbound call of a layer")
    return run(call, call.receiver, call.positional(), call.keywords())


def run(call: Call, receiver: Value, args: Sequence[Value], keywords: Keywords) -> Value:
    """``receiver(*args, **keywords)`` of any layer or model."""
    own = call.method(receiver, "call")
    config = Config(call, receiver)
    note_training(call, keywords)
    if own is not None:
        return _user_call(config, own, args, keywords)
    cls = library_class(call, receiver)
    if cls is None:
        return unknown("layer of an unknown class")
    return library_call(config, cls, args, keywords)


def library_class(call: Call, receiver: Value) -> str | None:
    """The library class whose ``call`` the object has."""
    if isinstance(receiver, LibraryObject):
        return receiver.cls
    bound = call.attribute(receiver, "call")
    return bound.name.rpartition(".")[0] if isinstance(bound, Method) else None


def described(cls: str) -> Layer | None:
    """The description of the nearest class above ``cls`` that has one."""
    for name in mro(cls) or (cls,):
        found = LAYERS.get(name)
        if found is not None:
            return found
    return None


def library_call(config: Config, cls: str, args: Sequence[Value], keywords: Keywords) -> Value:
    """A call of a layer that Keras describes."""
    layer = described(cls)
    if layer is None:
        return unknown(f"no rule for {cls}")
    inputs = _inputs(config, layer, args, keywords)
    build_with(config, inputs)
    if layer.weights is not None:
        _build_weights(config, layer, inputs.first)
    several = config.policies
    if len(several) == 1:
        return layer.output(config, inputs)
    each = [replace(config, chosen=policy) for policy in several]
    return union(layer.output(one, _inputs(one, layer, args, keywords)) for one in each)


def _inputs(config: Config, layer: Layer, args: Sequence[Value], keywords: Keywords) -> Inputs:
    if layer.raw:
        return Inputs(tuple(args), dict(keywords))
    apart = "" if config.chosen is None else f" to {config.chosen[0]}"
    return Inputs(
        tuple(_converted(config, value, f"{i}{apart}", first=i == 0) for i, value in enumerate(args)),
        {
            name: _converted(config, value, f"{name}{apart}", first=not args and i == 0)
            for i, (name, value) in enumerate(keywords)
        },
    )


def _converted(config: Config, value: Value, name: str, *, first: bool) -> Value:
    converter = config.converter()

    def leaf(item: Value) -> Value:
        made = converter(item)
        return made if made is item else union((item, made))

    untouched = not first and config.call.recall(framework(), KERAS_2) is not NEVER
    return map_leaves(config.call, value, leaf if untouched else converter, f"converted {name}")


def _first_converted(call: Call, value: Value) -> Value:
    """The first argument by position: Keras 2 makes scalar tensors of Python numbers in it, Keras 3 raises."""

    def leaf(item: Value) -> Value:
        name = item.name if isinstance(item, Prim) else type(item.value).__name__ if isinstance(item, Const) else ""
        made = leaf_tensor(call, item) if name in _NUMBERS else None
        return item if made is None else made

    return map_leaves(call, value, leaf, "first")


_NUMBERS = frozenset(("bool", "int", "float"))


def build_with(config: Config, inputs: Inputs) -> None:
    """Run the user's own ``build``, for a class that inherits the rest."""
    if not isinstance(config.receiver, LibraryObject):
        _build(config, ("inputs",), inputs.args or (inputs.first,), ())


def _build_weights(config: Config, layer: Layer, value: Value) -> None:
    for atom in atoms(value):
        found = leaf_tensor(config.call, atom)
        if found is None or layer.weights is None:
            continue
        config.call.remember(config.receiver, "built input", tensor(found.dtype, found.shape))
        for weight in layer.weights(config, found):
            dtype = config.variable_dtype if weight.dtype == "" else weight.dtype
            option = weight.option or weight.name
            callbacks(config.call, config.value, option, dtype, weight.dims)


def callbacks(call: Call, option: Any, prefix: str, dtype: str | None, dims: tuple[int | None, ...] | None) -> None:
    """Call the program's own initializer, regularizer and constraint of a new weight.

    An initializer gets ``(shape, dtype=name)``, regularizers and constraints the variable.
    """
    joint = f"{prefix}_" if prefix else ""
    initializer = option(f"{joint}initializer")
    if initializer is not None and is_program(initializer):
        name = unknown("dtype") if dtype is None else const(dtype)
        call.invoke(initializer, [shape_value(dims)], [("dtype", name)])
    for kind in ("regularizer", "constraint"):
        function = option(f"{joint}{kind}")
        if function is not None and is_program(function):
            call.invoke(function, [variable(dtype, dims)])


def is_program(value: Value) -> bool:
    """``value`` may be a callable of the program: no constant, no object of a library."""
    return not isinstance(value, (Const, LibraryObject, Unknown, Tensor))


def note_training(call: Call, keywords: Iterable[tuple[str, Value]]) -> None:
    """Remember a ``training`` that is passed: layers called inside inherit it."""
    for name, value in keywords:
        if name == "training":
            for atom in atoms(value):
                if atom is not NONE:
                    call.remember(framework(), "training", atom)


def _user_call(config: Config, own: Value, args: Sequence[Value], keywords: Keywords) -> Value:
    call = config.call
    names = call.parameters(own)
    given = [
        _converted(config, _first_converted(call, value) if i == 0 else value, str(i), first=i == 0)
        for i, value in enumerate(args)
    ]
    named = [
        (name, _converted(config, value, name, first=not args and i == 0)) for i, (name, value) in enumerate(keywords)
    ]
    if names is not None and not any(name.startswith("**") for name in names):
        named = [(name, value) for name, value in named if name != "training" or name in names]
    symbolic = is_symbolic(call, [*given, *(value for _, value in named)])
    outer = call.method(config.receiver, "__call__") if symbolic else None
    # Real tensors among the symbolic ones come from a model that runs already.
    again = outer is None or not any(_is_real(leaf) for value in given for leaf in leaves(call, value))
    own_mask = call.method(config.receiver, "compute_mask")
    if own_mask is not None and given:
        call.invoke(own_mask, [given[0], map_leaves(call, given[0], lambda leaf: _mask(call, leaf), "previous mask")])
    if symbolic:
        given = [map_leaves(call, value, _inside, f"inside {i}") for i, value in enumerate(given)]
        named = [(name, map_leaves(call, value, _inside, f"inside {name}")) for name, value in named]
    _build(config, names, given, named)
    passed = named
    named = [*named, *_masks(call, names, given, named)]
    trainings = _trainings(call, names, given, named)
    if not symbolic:
        return union(call.invoke(own, given, [*named, *extra]) for extra in trainings)
    if outer is not None:
        results = [call.invoke(own, given, [*named, *extra]) for extra in trainings]
        for extra in _trainings(call, call.parameters(outer), given, passed) if again else ():
            remember_call(call, outer, given, [*passed, *extra])
    else:
        results = [symbolic_call(call, own, given, [*named, *extra]) for extra in trainings]
    shape_method = call.method(config.receiver, "compute_output_shape")
    if shape_method is not None:
        return _declared(config, shape_method, given)
    return map_leaves(call, union(results), _outside, "outside")


def _is_real(leaf: Value) -> bool:
    return isinstance(leaf, Tensor) and leaf.kind != "keras_tensor"


def _inside(leaf: Value) -> Value:
    """A Keras tensor as ``call`` sees it while the model is put together."""
    if isinstance(leaf, Tensor):
        kind = "tensor" if leaf.kind == "keras_tensor" else leaf.kind
        return tensor(leaf.dtype, leaf.shape, kind=kind, ragged_rank=leaf.ragged_rank, symbolic=True)
    return leaf


def _outside(leaf: Value) -> Value:
    return tensor(leaf.dtype, leaf.shape, kind="keras_tensor") if isinstance(leaf, Tensor) else leaf


def _declared(config: Config, method: Value, given: Sequence[Value]) -> Value:
    shape = config.call.invoke(method, [map_leaves(config.call, given[0], _shape_leaf, "shape")] if given else [])
    found = [dims_of(config.call, atom) for atom in atoms(shape)]
    known = [dims for dims in found if dims is not None]
    if len(known) != len(found) or not found:
        return unknown("compute_output_shape")
    return union(tensor(config.compute_dtype, dims, kind="keras_tensor") for dims in known)


def _shape_leaf(leaf: Value) -> Value:
    return shape_value(leaf.shape) if isinstance(leaf, Tensor) else leaf


def _build(config: Config, names: Sequence[str] | None, args: Sequence[Value], keywords: Keywords) -> None:
    call = config.call
    build = call.method(config.receiver, "build")
    if build is None:
        return
    labels = names or ()
    bound = [(labels[i] if i < len(labels) else "", value) for i, value in enumerate(args)]
    bound += [(name, value) for name, value in keywords if name not in ("training", "mask")]
    shapes = [
        (f"{name}_shape", map_leaves(call, value, _shape_leaf, f"shape {name}"))
        for name, value in bound
        if any(isinstance(leaf, (Tensor, Unknown)) for leaf in leaves(call, value))
    ]
    parameters = call.parameters(build)
    wanted = None if parameters is None else [name for name in parameters if not name.startswith("*")]
    if wanted is None or len(wanted) == 1:
        call.invoke(build, [shapes[0][1] if shapes else NONE])
    else:
        call.invoke(build, [], [(name, shape) for name, shape in shapes if name in wanted])


def _trainings(
    call: Call, names: Sequence[str] | None, args: Sequence[Value], keywords: Keywords
) -> list[list[tuple[str, Value]]]:
    """The keyword lists by which ``training`` may be supplied: none at all, or inherited from the outer call."""
    if names is None or "training" not in names or names.index("training") < len(args):
        return [[]]
    if any(name == "training" and value is not NONE for name, value in keywords):
        return [[]]
    inherited = [atom for atom in atoms(call.recall(framework(), "training")) if atom is not NONE]
    return [[], *([("training", atom)] for atom in inherited)]


def _masks(
    call: Call, names: Sequence[str] | None, args: Sequence[Value], keywords: Keywords
) -> list[tuple[str, Value]]:
    if names is None or "mask" not in names or "mask" in dict(keywords) or names.index("mask") < len(args):
        return []
    if len(args) != 1:
        return []
    return [("mask", map_leaves(call, args[0], lambda leaf: _mask(call, leaf), "mask"))]


def _mask(call: Call, leaf: Value) -> Value:
    """The mask that ``leaf`` may carry, if anything in the program makes masks."""
    masked = call.recall(framework(), "masked") is not NEVER
    if not masked or not isinstance(leaf, Tensor) or (leaf.shape is not None and len(leaf.shape) < 2):
        return NONE
    kind = "keras_tensor" if leaf.kind == "keras_tensor" else "tensor"
    dims = None if leaf.shape is None else leaf.shape[:2]
    return union((NONE, tensor("bool", dims, kind=kind, symbolic=leaf.symbolic)))


def method_call(call: Call) -> Value:
    """``super().call(x)`` of a described layer in a class of the user: no conversion, no ``build``."""
    layer = described(call.name.rpartition(".")[0])
    if layer is None or call.receiver is None:
        return unknown(f"no rule for {call.name}")
    return layer.output(Config(call, call.receiver), Inputs(tuple(call.positional()), dict(call.keywords())))


def compute_output_shape(call: Call) -> Value:
    """``layer.compute_output_shape(input_shape)``: a tuple for layers of one tensor."""
    shape = call.arg("input_shape") or next(iter(call.positional()), None)
    if call.receiver is None or shape is None:
        return unknown("compute_output_shape")
    dims = dims_of(call, shape)
    cls = library_class(call, call.receiver)
    layer = None if cls is None else described(cls)
    if layer is None or dims is None:
        return unknown("compute_output_shape")
    config = Config(call, call.receiver)
    result = layer.output(config, Inputs((tensor(config.compute_dtype, dims),)))
    return shape_value(result.shape) if isinstance(result, Tensor) else unknown("compute_output_shape")


def _own(member: str, rule: Rule) -> dict[str, Rule]:
    """``rule`` for the classes that define ``member`` themselves; the others share that of an ancestor."""
    return {name: rule for name in (f"{cls}.{member}" for cls in LAYERS) if (canonical(name) or name) == name}


RULES = {
    "keras.layers.Layer.__call__": layer_call,
    **_own("__call__", layer_call),
    "keras.layers.Layer.compute_output_shape": compute_output_shape,
    **_own("call", method_call),
}
