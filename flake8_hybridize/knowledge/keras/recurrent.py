"""Recurrent layers of Keras, their cells, and the wrappers that apply a layer over time or in both directions.

A cell of the user's, driven by ``keras.layers.RNN``, is built with the shape ``(batch, features)`` and called with
``(x, states)``: one time step of the input, and a *tuple* of states, zeros of ``(batch, size)`` for each entry of
``state_size`` unless ``get_initial_state`` or ``initial_state`` says otherwise. ``training`` is passed only to
a cell whose ``call`` has it. All in the graph or eagerly as the layer itself is called; with Keras tensors only
``build`` runs, ``call`` does when the model does.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.values import (
    NEVER,
    Dim,
    Shape,
    Tensor,
    Tuple,
    Value,
    const,
    tensor,
    tuple_of,
    unknown,
)
from .config import Config
from .convolution import LAYERS as CONVOLUTIONS
from .layer import Inputs, Layer, Weight, each, made
from .values import elements, integer, integers, is_a, leaf_tensor, like, map_leaves

_GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
_STATES = {"LSTM": 2, "GRU": 1, "SimpleRNN": 1}


def sequence(
    config: Config, source: Tensor, batch: Dim, steps: Dim, output: Shape, states: Sequence[Tensor], dtype: str | None
) -> Value:
    """What a recurrent layer returns: the outputs or the last one, and the states with ``return_state=True``."""
    sequences, with_state = config.flag("return_sequences", False), config.flag("return_state", False)
    if sequences is None or with_state is None:
        return unknown("return_sequences or return_state")
    dims = None if output is None else ((batch, steps, *output) if sequences else (batch, *output))
    result = like(config.call, source, dtype, dims)
    return tuple_of([result, *states]) if with_state else result


def _recurrent(kind: str) -> Layer:
    def output(config: Config, x: Tensor) -> Value:
        if x.shape is not None and len(x.shape) != 3:
            return NEVER
        batch, steps = (None, None) if x.shape is None else x.shape[:2]
        units = config.integer("units")
        dtype = config.compute_dtype
        state = like(config.call, x, dtype, (batch, units))
        return sequence(config, x, batch, steps, (units,), [state] * _STATES[kind], dtype)

    def outputs(config: Config, inputs: Inputs) -> Value:
        value = inputs.first
        # A list is the sequence followed by its initial states.
        parts = None if isinstance(value, Tensor) else elements(config.call, value)
        return each(config, parts[0] if parts else value, output)

    def weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
        return _cell_weights(config, x, kind)

    return Layer(outputs, weights)


def _cell_weights(config: Config, x: Tensor, kind: str) -> tuple[Weight, ...]:
    units, features = config.integer("units"), x.shape[-1] if x.shape else None
    wide = None if units is None else units * _GATES[kind]
    kernels = (
        Weight("kernel", (features, wide)),
        Weight("recurrent_kernel", (units, wide), option="recurrent"),
    )
    if config.flag("use_bias", True) is False:
        return kernels
    double = kind == "GRU" and config.flag("reset_after", True) is not False
    return (*kernels, Weight("bias", (2, wide) if double else (wide,)))


def _cell(kind: str) -> Layer:
    def output(config: Config, x: Tensor) -> Value:
        dims = (x.shape[0] if x.shape else None, config.integer("units"))
        state = like(config.call, x, config.compute_dtype, dims)
        return tuple_of([state, config.call.new_list([state] * _STATES[kind])])

    def outputs(config: Config, inputs: Inputs) -> Value:
        return each(config, inputs.first, output)

    return Layer(outputs, lambda config, x: _cell_weights(config, x, kind))


def _conv_lstm(rank: int) -> Layer:
    def output(config: Config, x: Tensor) -> Value:
        if x.shape is not None and len(x.shape) != rank + 3:
            return NEVER
        frame = None if x.shape is None else (x.shape[0], *x.shape[2:])
        step = CONVOLUTIONS[f"keras.layers.Conv{rank}D"].output(config, Inputs((tensor(config.compute_dtype, frame),)))
        if not isinstance(step, Tensor):
            return step
        dims = None if step.shape is None else step.shape[1:]
        batch, steps = (None, None) if x.shape is None else x.shape[:2]
        dtype = config.compute_dtype
        state = like(config.call, x, dtype, None if dims is None else (batch, *dims))
        return sequence(config, x, batch, steps, dims, [state, state], dtype)

    return Layer(lambda config, inputs: each(config, inputs.first, output))


def _rnn(config: Config, inputs: Inputs) -> Value:
    return each(config, inputs.first, lambda config_, x: _driven(config_, x, inputs))


def _driven(config: Config, x: Tensor, inputs: Inputs) -> Value:
    call, cell = config.call, config.value("cell")
    if cell is None:
        return unknown("cell of an RNN")
    cells = elements(call, cell) or (tuple(_stacked(config, cell)) or (cell,))
    batch, steps = (x.shape[0], x.shape[1]) if x.shape is not None and len(x.shape) >= 2 else (None, None)
    step_dims: Shape = None if x.shape is None else (batch, *x.shape[2:])
    initial = inputs.get(1, "initial_state")
    value: Value = tensor(x.dtype, step_dims, kind=x.kind, symbolic=x.symbolic or call.graph)
    states: list[Tensor] = []
    for part in cells:
        found = _states(config, part, x, batch, initial if len(cells) == 1 else None)
        if found is None:
            return unknown("states of a cell")
        value = _step(config, part, value, found)
        states.extend(found)
    output = leaf_tensor(call, value)
    dims = None if output is None or output.shape is None else output.shape[1:]
    dtype = config.compute_dtype if output is None else output.dtype
    return sequence(config, x, batch, steps, dims, states, dtype)


def _stacked(config: Config, cell: Value) -> Sequence[Value]:
    if not is_a(cell, "keras.layers.StackedRNNCells"):
        return ()
    return elements(config.call, Config(config.call, cell).value("cells")) or ()


def _states(config: Config, cell: Value, x: Tensor, batch: Dim, initial: Value | None) -> list[Tensor] | None:
    call = config.call
    if initial is not None:
        given = elements(call, initial) or (initial,)
        found = [leaf_tensor(call, item) for item in given]
        known = [t for t in found if t is not None]
        return known if len(known) == len(found) else None
    own = call.method(cell, "get_initial_state")
    if own is not None and x.kind != "keras_tensor":
        size = const(batch) if batch is not None else tensor("int32", (), symbolic=True)
        made_states = call.invoke(own, [], [("batch_size", size)])
        items = elements(call, made_states) or (made_states,)
        tensors = [leaf_tensor(call, item) for item in items]
        return [t for t in tensors if t is not None] if None not in tensors else None
    sizes = _state_sizes(config, cell)
    if sizes is None:
        return None
    return [like(call, x, config.compute_dtype, (batch, *size)) for size in sizes]


def _state_sizes(config: Config, cell: Value) -> list[tuple[Dim, ...]] | None:
    call = config.call
    for kind, count in _STATES.items():
        if is_a(cell, f"keras.layers.{kind}Cell"):
            return [(Config(call, cell).integer("units"),)] * count
    value = call.attribute(cell, "state_size")
    single = integer(value)
    if single is not None:
        return [(single,)]
    parts = elements(call, value)
    if parts is None:
        return None
    sizes: list[tuple[Dim, ...]] = []
    for part in parts:
        number = integer(part)
        several = (number,) if number is not None else integers(call, part)
        if several is None:
            return None
        sizes.append(several)
    return sizes


def _step(config: Config, cell: Value, value: Value, states: Sequence[Tensor]) -> Value:
    """The output of one step."""
    call = config.call
    if isinstance(value, Tensor) and value.kind == "keras_tensor":
        inside = map_leaves(call, value, _symbolic)
        result = call.invoke(cell, [inside, tuple_of(_symbolic(s) for s in states)])
    else:
        result = call.invoke(cell, [value, tuple_of(states)])
    parts = elements(call, result)
    return unknown("result of a cell") if not parts else parts[0]


def _symbolic(leaf: Value) -> Value:
    return tensor(leaf.dtype, leaf.shape, symbolic=True) if isinstance(leaf, Tensor) else leaf


def _time_distributed(config: Config, inputs: Inputs) -> Value:
    def over_time(config: Config, x: Tensor) -> Value:
        layer = config.value("layer")
        if layer is None or x.shape is None or len(x.shape) < 3:
            return unknown("TimeDistributed")
        frame = tensor(x.dtype, (x.shape[0], *x.shape[2:]), kind=x.kind, symbolic=x.symbolic)
        result = config.call.invoke(layer, [frame])
        return each(config, result, lambda c, y: made(c, x, y.dtype, _with_time(y.shape, x.shape)))

    return each(config, inputs.first, over_time)


def _with_time(step: Shape, source: Shape) -> Shape:
    if not step or source is None:
        return None
    return (step[0], source[1], *step[1:])


def _bidirectional(config: Config, inputs: Inputs) -> Value:
    layer, call = config.value("layer"), config.call
    if layer is None:
        return unknown("layer of Bidirectional")
    forward = call.invoke(layer, [inputs.first])
    mode = "concat" if config.value("merge_mode") is None else config.constant("merge_mode")
    if isinstance(forward, Tensor):
        return _both(config, forward, mode, ())
    if isinstance(forward, Tuple) and forward.items and isinstance(forward.items[0], Tensor):
        return _both(config, forward.items[0], mode, forward.items[1:])
    return unknown("output of a wrapped layer")


def _both(config: Config, output: Tensor, mode: object, states: Sequence[Value]) -> Value:
    if mode is ...:
        return unknown("merge_mode")
    if mode is None:
        merged: list[Value] = [output, output]
    elif mode == "concat":
        last = output.shape[-1] if output.shape else None
        dims = None if not output.shape else (*output.shape[:-1], None if last is None else 2 * last)
        merged = [tensor(output.dtype, dims, kind=output.kind, symbolic=output.symbolic)]
    else:
        merged = [output]
    if not states:
        return merged[0] if len(merged) == 1 else tuple_of(merged)
    return tuple_of([*merged, *states, *states])


LAYERS: dict[str, Layer] = {
    **{f"keras.layers.{kind}": _recurrent(kind) for kind in _GATES},
    **{f"keras.layers.{kind}Cell": _cell(kind) for kind in _GATES},
    **{f"keras.layers.ConvLSTM{n}D": _conv_lstm(n) for n in (1, 2, 3)},
    "keras.layers.RNN": Layer(_rnn),
    "keras.layers.TimeDistributed": Layer(_time_distributed),
    "keras.layers.Bidirectional": Layer(_bidirectional),
}
