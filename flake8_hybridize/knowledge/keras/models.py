"""``keras.Input``, functional models, ``Sequential``, and what can be asked of any model.

- ``keras.Input(shape)`` is a Keras tensor of ``(batch_size, *shape)``, float32 unless said otherwise.
- A functional model casts its arguments to the dtype of its inputs (``int64`` given to a float32 input arrives as
  float32), adds or removes a last dimension of 1, and runs the layers again: on real tensors now. An output
  whose batch dimension is open takes that of the arguments; other open dimensions stay unknown here.
- One output in a list comes out without the list (for Keras tensors with it).
- ``Sequential`` builds its layers from the first call with the batch size of that call (``None`` under ``fit``);
  with an ``Input`` or ``input_shape`` at its start each layer is called with a Keras tensor when it is added.
- A subclass of ``Model`` that hands ``inputs`` and ``outputs`` to ``super().__init__`` is a functional model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ...model.values import (
    NEVER,
    NONE,
    TRUE,
    Const,
    Dim,
    LibraryObject,
    Tensor,
    Value,
    atoms,
    const,
    join,
    join_shape,
    library_object,
    tensor,
    tuple_of,
    unknown,
)
from ..protocol import Call, Rule
from ..tensorflow import dtypes
from .config import Config
from .layer import Inputs, Layer
from .preprocessing import LAYERS as PREPROCESSING
from .replay import note_model, replay
from .values import (
    argument,
    dims_of,
    dtype_name,
    elements,
    framework,
    given,
    integer,
    is_a,
    is_symbolic,
    leaf_tensor,
    leaves,
    like,
    map_leaves,
)

SEQUENTIAL, MODEL = "keras.Sequential", "keras.Model"
# Rounds after which layers that are added in a loop must have settled; then the result is unknown.
_ROUNDS = 4


def make_input(call: Call) -> Value:
    """``keras.Input``."""
    call.remember(framework(), "symbolic", TRUE)
    tensor_argument = call.arg("tensor")
    if tensor_argument is not None and given(tensor_argument):
        found = leaf_tensor(call, tensor_argument)
        return unknown("Input") if found is None else tensor(found.dtype, found.shape, kind="keras_tensor")
    dtype_argument = call.arg("dtype")
    dtype: str | None = "float32"
    if given(dtype_argument):
        dtype = dtype_name(dtype_argument)
    else:
        floatx = call.recall(framework(), "floatx")
        if floatx is not NEVER:
            dtype = dtype_name(floatx)
    batch_shape = call.arg("batch_shape")
    if batch_shape is not None and given(batch_shape):
        return tensor(dtype, dims_of(call, batch_shape), kind="keras_tensor")
    shape = call.arg("shape")
    dims = None if shape is None else dims_of(call, shape)
    batch_argument = call.arg("batch_size")
    batch = None if batch_argument is None else integer(batch_argument)
    return tensor(dtype, None if dims is None else (batch, *dims), kind="keras_tensor")


def make_model(call: Call) -> Value:
    """``keras.Model(inputs, outputs)``."""
    inputs, outputs = argument(call, "inputs"), argument(call, "outputs", position=1)
    if inputs is None or outputs is None:
        return library_object(MODEL, (), call.site())
    state = [("inputs", inputs), ("outputs", outputs)]
    name = call.arg("name") or dict(call.keywords()).get("name")
    made = library_object(MODEL, [*state, *([("name", name)] if name else [])], call.site())
    note_model(call, made)
    return made


def initialise_model(call: Call) -> Value:
    """``super().__init__(inputs=…, outputs=…)`` in a user's model."""
    if call.receiver is not None:
        note_model(call, call.receiver)
        for position, name in enumerate(("inputs", "outputs")):
            value = argument(call, name, position=position)
            if value is not None:
                call.remember(call.receiver, name, value)
        for name, value in call.keywords():
            if name not in ("inputs", "outputs"):
                call.remember(call.receiver, name, value)
    return NONE


def run_functional(config: Config, inputs: Inputs) -> Value:
    """A call of a functional model."""
    outputs = config.value("outputs")
    declared = config.value("inputs")
    if outputs is None or declared is None:
        return unknown("model without a call")
    call = config.call
    actual = inputs.first
    symbolic = is_symbolic(call, [actual])
    batch = batch_of(call, declared, actual)
    if not symbolic:
        replay(call, batch)

    def output(leaf: Value) -> Value:
        if not isinstance(leaf, Tensor) or leaf.kind != "keras_tensor":
            return leaf
        dims = leaf.shape
        if dims and dims[0] is None:
            dims = (batch, *dims[1:])
        if symbolic:
            return tensor(leaf.dtype, dims, kind="keras_tensor")
        return like(call, NONE, leaf.dtype, dims)

    parts = elements(call, outputs)
    if parts is not None and len(parts) == 1 and not symbolic:
        return map_leaves(call, parts[0], output, "output")
    return map_leaves(call, outputs, output, "output")


def batch_of(call: Call, declared: Value, actual: Value) -> Dim:
    """The batch size of the arguments: of the first whose rank is known to include a batch dimension."""
    found: list[Dim] = []
    wanted = [leaf for leaf in leaves(call, declared) if isinstance(leaf, Tensor)]
    passed = [leaf_tensor(call, leaf) for leaf in leaves(call, actual)]
    if len(wanted) != len(passed):
        return None
    for expected, real in zip(wanted, passed, strict=True):
        if real is None or real.shape is None or not real.shape or expected.shape is None:
            return None
        if len(real.shape) + 1 < len(expected.shape):
            return None
        found.append(real.shape[0])
    return found[0] if found and len(set(found)) == 1 else None


def make_sequential(call: Call) -> Value:
    """``keras.Sequential(layers)``."""
    model = library_object(SEQUENTIAL, (), call.site())
    _take_layers(call, model, argument(call, "layers"))
    return model


def initialise_sequential(call: Call) -> Value:
    """``super().__init__(layers)`` in a user's subclass of ``Sequential``."""
    if call.receiver is not None:
        _take_layers(call, call.receiver, argument(call, "layers"))
    return NONE


def _take_layers(call: Call, model: Value, layers: Value | None) -> None:
    if layers is None or layers is NONE:
        return
    items = call.items(layers)
    if items is None or items.rest is not None:
        call.remember(model, "layer.open", TRUE)
    for position, layer in enumerate(() if items is None else items.known):
        call.remember(model, f"layer.{position}", layer)
        _extend(call, model, position, layer)


def _extend(call: Call, model: Value, position: int, layer: Value) -> None:
    """Put ``layer`` on top of the symbolic output so far, where the model starts from an input of known shape: Keras
    calls it with a Keras tensor as soon as it is added."""
    value = start_of(call, layer) if position == 0 else call.recall(model, f"chain.{position - 1}")
    if value is None or value is NEVER:
        return
    call.remember(framework(), "symbolic", TRUE)
    call.remember(model, f"chain.{position}", _applied(call, layer, value, []))


def start_of(call: Call, layer: Value) -> Value | None:
    """The Keras tensor that a ``Sequential`` starts from: an ``Input``, or what ``input_shape=…`` of its first layer
    makes."""
    if isinstance(layer, Tensor):
        return layer
    config = Config(call, layer)
    batch_shape = next((v for n in ("batch_shape", "batch_input_shape") if given(v := config.value(n))), None)
    if batch_shape is not None:
        dims = dims_of(call, batch_shape)
    else:
        name = "shape" if is_a(layer, "keras.layers.InputLayer") else "input_shape"
        shape = config.value(name)
        # The ``input_dim`` of an embedding is the size of its vocabulary.
        width = None if is_a(layer, "keras.layers.Embedding") else config.value("input_dim")
        if shape is None and width is None:
            return None
        inner = (config.integer("input_dim"),) if shape is None else dims_of(call, shape)
        if inner is None:
            return None
        dims = (config.integer("batch_size"), *inner)
    dtype = config.compute_dtype if not _preprocesses(layer) else None
    return tensor(dtype, dims, kind="keras_tensor")


def add(call: Call) -> Value:
    """``Sequential.add(layer)``. Layers that are added in a loop or a branch may be there any number of times."""
    layer = argument(call, "layer")
    if call.receiver is None or layer is None:
        return NONE
    for position in count():
        there = call.recall(call.receiver, f"layer.{position}")
        if there is NEVER:
            call.remember(call.receiver, f"layer.{position}", layer)
        if there is NEVER or there is layer:
            if call.certain:
                _extend(call, call.receiver, position, layer)
            else:
                call.remember(call.receiver, f"layer.{position}.optional", TRUE)
            return NONE
    return NONE


def pop(call: Call) -> Value:
    """``Sequential.pop()``: from then on the layers are not known."""
    if call.receiver is not None:
        call.remember(call.receiver, "layer.open", TRUE)
    return NONE


def layers_of(call: Call, model: Value) -> list[tuple[Value, bool]] | None:
    """The layers of a ``Sequential`` in order, and whether each may be left out or repeated; ``None`` if unknown."""
    if call.recall(model, "layer.open") is not NEVER:
        return None
    found: list[tuple[Value, bool]] = []
    for position in count():
        layer = call.recall(model, f"layer.{position}")
        if layer is NEVER:
            break
        found.append((layer, call.recall(model, f"layer.{position}.optional") is not NEVER))
    return found


def run_sequential(config: Config, inputs: Inputs) -> Value:
    """A call of a ``Sequential``: one layer after the other."""
    call = config.call
    layers = layers_of(call, config.receiver)
    if layers is None:
        return unknown("layers of a Sequential")
    keywords = [(name, value) for name, value in inputs.keywords.items() if name == "training"]
    value = _adapted(call, layers, inputs.first)
    optional: list[Value] = []
    for layer, may_repeat in [*layers, (NONE, False)]:
        if may_repeat:
            optional.append(layer)
            continue
        value = _repeated(call, optional, value, keywords)
        optional = []
        if layer is not NONE:
            value = _applied(call, layer, value, keywords)
    return value


def _adapted(call: Call, layers: Sequence[tuple[Value, bool]], value: Value) -> Value:
    """The argument cast to the dtype of an ``Input`` at the start, else (ints too) to that of the first layer."""
    start = layers[0][0] if layers else NONE
    declared = start if isinstance(start, Tensor) else None
    if declared is not None:
        target = declared.dtype
    else:
        target = None if is_a(start, "keras.layers.InputLayer") or _preprocesses(start) else _compute(call, start)

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        if found is None:
            return item
        dtype = found.dtype
        if target is not None and dtype is not None and {dtype, target} <= dtypes.NUMBERS:
            dtype = target
        dims = found.shape
        if declared is not None and declared.shape is not None and dims is not None:
            if len(dims) == len(declared.shape) - 1 and declared.shape[-1] == 1:
                dims = (*dims, 1)
            elif len(dims) == len(declared.shape) + 1 and dims[-1] == 1:
                dims = dims[:-1]
        kind = "tensor" if found.kind == "variable" and dtype != found.dtype else found.kind
        return tensor(dtype, dims, kind=kind, ragged_rank=found.ragged_rank, symbolic=found.symbolic or call.graph)

    return map_leaves(call, value, leaf, "adapted")


def _compute(call: Call, layer: Value) -> str | None:
    return None if layer is NONE else Config(call, layer).compute_dtype


def _preprocesses(layer: Value) -> bool:
    return isinstance(layer, LibraryObject) and layer.cls in PREPROCESSING


def _applied(call: Call, layer: Value, value: Value, keywords: list[tuple[str, Value]]) -> Value:
    if isinstance(layer, Tensor) or (isinstance(layer, LibraryObject) and layer.cls == "keras.layers.InputLayer"):
        return value
    return call.invoke(layer, [value], keywords)


def _repeated(call: Call, group: Sequence[Value], value: Value, keywords: list[tuple[str, Value]]) -> Value:
    """Any number of rounds of ``group``, any of its layers left out: shapes are joined until they settle."""
    for _ in range(_ROUNDS if group else 0):
        before = value
        for layer in group:
            value = _joined(join(value, _applied(call, layer, value, keywords)))
        if value is before:
            return value
    return value if not group else unknown("layers added in a loop")


def _joined(value: Value) -> Value:
    tensors = [atom for atom in atoms(value) if isinstance(atom, Tensor)]
    if len(tensors) != len(atoms(value)) or len(tensors) < 2:
        return value
    merged = tensors[0]
    for other in tensors[1:]:
        dtype = merged.dtype if merged.dtype == other.dtype else None
        kind = merged.kind if merged.kind == other.kind else "tensor"
        merged = tensor(
            dtype, join_shape(merged.shape, other.shape), kind=kind, symbolic=merged.symbolic or other.symbolic
        )
    return merged


def sublayers(call: Call, model: Value) -> Iterator[Value]:
    """The layers of a model, as far as they are known."""
    for layer, _ in layers_of(call, model) or ():
        if not isinstance(layer, Tensor):
            yield layer


def get_layers(call: Call) -> Value:
    """``model.layers``."""
    if call.receiver is None:
        return unknown("layers")
    known = layers_of(call, call.receiver)
    if known is not None and known and not any(optional for _, optional in known):
        return call.new_list([layer for layer, _ in known if not isinstance(layer, Tensor)])
    return call.new_list([], unknown("layers of a model"))


def functional_part(name: str) -> Rule:
    """``model.inputs``, ``model.outputs``, ``model.input``, ``model.output``, ``…_shape`` of a functional model."""

    def rule(call: Call) -> Value:
        if call.receiver is None:
            return unknown(name)
        plain = name.removesuffix("_shape").removesuffix("s") + "s"
        value = Config(call, call.receiver).value(plain) or _chained(call, call.receiver, plain)
        if value is None:
            return _built_shape(call, call.receiver) if name == "input_shape" else unknown(name)
        parts = elements(call, value)
        if name.endswith("s"):
            return call.new_list(_flat(call, value))
        whole = parts[0] if parts is not None and len(parts) == 1 else value
        if name.endswith("_shape"):
            return map_leaves(call, whole, _shape_of, "shape")
        return whole

    return rule


def _chained(call: Call, model: Value, name: str) -> Value | None:
    """``inputs`` and ``outputs`` of a ``Sequential`` that knows its input."""
    layers = layers_of(call, model)
    if not layers or any(optional for _, optional in layers):
        return None
    if name == "inputs":
        return start_of(call, layers[0][0])
    last = call.recall(model, f"chain.{len(layers) - 1}")
    return None if last is NEVER else last


def _built_shape(call: Call, layer: Value) -> Value:
    """``layer.input_shape`` of a layer that was called (Keras 2 alone has it)."""
    known = [leaf_tensor(call, atom) for atom in atoms(call.recall(layer, "built input"))]
    return _shape_of(known[0]) if len(known) == 1 and known[0] is not None else unknown("input_shape")


def _flat(call: Call, value: Value) -> list[Value]:
    """``tree.flatten``: entries of a dict in the order of their keys."""
    items = None if isinstance(value, (Tensor, Const)) else call.items(value)
    if items is None:
        return [value]
    known = list(items.known)
    if items.keys is not None:
        order = sorted(range(len(known)), key=lambda i: str(getattr(items.keys[i], "value", i)) if items.keys else "")
        known = [known[i] for i in order]
    return [leaf for item in known for leaf in _flat(call, item)]


def _shape_of(leaf: Value) -> Value:
    if not isinstance(leaf, Tensor) or leaf.shape is None:
        return unknown("shape")
    return tuple_of(const(d) for d in leaf.shape)


def get_layer(call: Call) -> Value:
    """``model.get_layer(name=…)`` or ``(index=…)``."""
    index = call.arg("index")
    position = integer(index) if index is not None else None
    if call.receiver is not None and position is not None:
        known = list(sublayers(call, call.receiver))
        if 0 <= position < len(known):
            return known[position]
    name = argument(call, "name")
    if call.receiver is not None and isinstance(name, Const):
        for layer in sublayers(call, call.receiver):
            if Config(call, layer).constant("name") == name.value:
                return layer
    return unknown("get_layer")


def clone(call: Call) -> Value:
    """``keras.models.clone_model(model)``: for the analysis the model itself."""
    return argument(call, "model") or unknown("clone_model")


def load(call: Call) -> Value:
    """``keras.models.load_model(path)`` and its like: some model."""
    return library_object(MODEL, (), call.site())


LAYERS: dict[str, Layer] = {
    SEQUENTIAL: Layer(run_sequential),
    MODEL: Layer(run_functional),
}

RULES = {
    "keras.Input": make_input,
    "keras.Model": make_model,
    "keras.Model.__init__": initialise_model,
    "keras.Sequential": make_sequential,
    "keras.Sequential.__init__": initialise_sequential,
    "keras.Sequential.add": add,
    "keras.Sequential.pop": pop,
    "keras.Model.get_layer": get_layer,
    "keras.models.clone_model": clone,
    "keras.models.load_model": load,
    "keras.models.model_from_json": load,
}

PROPERTIES = {
    "keras.Model.layers": get_layers,
    "keras.Model.inputs": functional_part("inputs"),
    "keras.Model.outputs": functional_part("outputs"),
    "keras.Operation.input": functional_part("input"),
    "keras.Operation.output": functional_part("output"),
    "keras.layers.Layer.input_shape": functional_part("input_shape"),
    "keras.layers.Layer.output_shape": functional_part("output_shape"),
    "keras.Sequential.layers": get_layers,
}
