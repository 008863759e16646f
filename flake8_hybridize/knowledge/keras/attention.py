"""Attention layers of Keras."""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import FALSE, NONE, Shape, Tensor, Value, const, library_object, tuple_of, unknown
from ..protocol import Call, Rule
from .config import Config
from .layer import Inputs, Layer
from .values import elements, flag, integers, leaf_tensor, like


def _with_scores(scores: Value | None, output: Value, weights: Value) -> Value:
    wanted = flag(scores, default=False)
    if wanted is None:
        return unknown("return_attention_scores")
    return tuple_of([output, weights]) if wanted else output


def _attention(config: Config, inputs: Inputs) -> Value:
    """``[query, value]`` or ``[query, value, key]``: the query's shape with the last dimension of the value."""
    parts = elements(config.call, inputs.first)
    found = [leaf_tensor(config.call, part) for part in parts or ()]
    if len(found) < 2 or found[0] is None or found[1] is None:
        return unknown("inputs of attention")
    query, value = found[0], found[1]
    dims = None if query.shape is None or not value.shape else (*query.shape[:-1], value.shape[-1])
    scores = None
    if query.shape is not None and value.shape is not None and len(value.shape) > 1:
        scores = (*query.shape[:-1], value.shape[-2])
    dtype = config.compute_dtype
    output = like(config.call, query, dtype, dims)
    wanted = inputs.keywords.get("return_attention_scores", FALSE)
    return _with_scores(wanted, output, like(config.call, query, dtype, scores))


def _multi_head(config: Config, inputs: Inputs) -> Value:
    """``(query, value, key=None)``: the query's shape; ``output_shape`` replaces its last dimension."""
    query, value = inputs.get(0, "query"), inputs.get(1, "value")
    q = None if query is None else leaf_tensor(config.call, query)
    v = None if value is None else leaf_tensor(config.call, value)
    if q is None or v is None:
        return unknown("inputs of attention")
    dtype = config.compute_dtype
    output = like(config.call, q, dtype, _projected(config, q))
    heads = config.integer("num_heads", config.integer("num_query_heads"))
    return _with_scores(
        inputs.get(6, "return_attention_scores"), output, like(config.call, q, dtype, _scores(q, v, heads))
    )


def _projected(config: Config, query: Tensor) -> Shape:
    last = config.value("output_shape")
    if query.shape is None or last is None or config.constant("output_shape") is None:
        return query.shape
    single = config.integer("output_shape")
    dims = (single,) if single is not None else integers(config.call, last)
    return None if dims is None else (*query.shape[:-1], *dims)


def _scores(query: Tensor, value: Tensor, heads: int | None) -> Shape:
    if query.shape is None or value.shape is None or len(query.shape) != 3 or len(value.shape) != 3:
        return None
    return (query.shape[0], heads, *query.shape[1:-1], *value.shape[1:-1])


LAYERS: dict[str, Layer] = {
    "keras.layers.Attention": Layer(_attention),
    "keras.layers.AdditiveAttention": Layer(_attention),
    "keras.layers.MultiHeadAttention": Layer(_multi_head),
    "keras.layers.GroupQueryAttention": Layer(_multi_head),
}


def _projection(size: str, other: str = "") -> Rule:
    """``_query_dense`` and its like, of which layers that derive from this one make use: ``num_heads`` heads of
    ``size`` (``other``, if that is not given)."""

    def rule(call: Call) -> Value:
        config = _config(call)
        heads = config.value("num_heads")
        last = config.value(size) or (config.value(other) if other else None)
        shape = [] if heads is None or last is None else [heads, last]
        return _einsum_dense(config, "...a,abc->...bc", shape)

    return rule


def _output_projection(call: Call) -> Value:
    config = _config(call)
    size = config.integer("output_shape")
    return _einsum_dense(config, "...ab,abc->...c", [] if size is None else [const(size)])


def _einsum_dense(config: Config, equation: str, shape: list[Value]) -> Value:
    dtype = config.value("dtype")
    state: list[tuple[str, Value]] = [("equation", const(equation))]
    if shape:
        state.append(("output_shape", tuple_of(shape)))
    if dtype is not None:
        state.append(("dtype", dtype))
    return library_object("keras.layers.EinsumDense", tuple(state))


def _config(call: Call) -> Config:
    return Config(call, call.receiver or NONE)


def _option(name: str, other: str = "") -> Rule:
    def rule(call: Call) -> Value:
        config = _config(call)
        found = config.value(name) or (config.value(other) if other else None)
        return found if found is not None else unknown(name)

    return rule


def _sublayer(cls: str) -> Callable[[Call], Value]:
    def rule(call: Call) -> Value:
        return library_object(cls)

    return rule


_MEMBERS: dict[str, Rule] = {
    "_query_dense": _projection("key_dim"),
    "_key_dense": _projection("key_dim"),
    "_value_dense": _projection("value_dim", "key_dim"),
    "_output_dense": _output_projection,
    "_dropout_layer": _sublayer("keras.layers.Dropout"),
    "_softmax": _sublayer("keras.layers.Softmax"),
    "_num_heads": _option("num_heads"),
    "_key_dim": _option("key_dim"),
    "_value_dim": _option("value_dim", "key_dim"),
}
PROPERTIES: dict[str, Rule] = {f"keras.layers.MultiHeadAttention.{name}": rule for name, rule in _MEMBERS.items()}
