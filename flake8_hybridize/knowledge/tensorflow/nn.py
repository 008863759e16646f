"""Losses, normalisation, dropout, CTC: ``tf.nn`` without windows."""

from __future__ import annotations

from ...model.values import NEVER, NONE, Shape, Value, tensor, tuple_of, unknown
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    Operands,
    allows,
    axes,
    flag,
    for_dense,
    give,
    give_each,
    given,
    integer,
    is_none,
    operand,
    operands_of,
    promoted,
)
from .convert import Operand, with_dtype
from .ragged_ops import VARIANTS
from .shapes import (
    INCOMPATIBLE,
    broadcast,
    broadcast_of,
    dim_at,
    dim_product,
    reduce,
    replace_dim,
    same,
)

F = dtypes.FLOATS
_N = "tensorflow.nn."
_V1 = "tensorflow.compat.v1.nn."


def _bias_add(call: Call) -> Value:
    x, bias = operand(call, "value"), operand(call, "bias")
    if x is None or bias is None:
        return NEVER
    if x.dtype is not None and with_dtype(bias, x.dtype) is None:
        return NEVER
    if bias.shape is not None and len(bias.shape) != 1:
        return NEVER
    return give(call, x.dtype, x.shape, operands=[x])


def _dropout(call: Call) -> Value:
    x = operand(call, "x")
    if x is None or not allows(x.dtype, F):
        return NEVER
    return give(call, x.dtype, x.shape, operands=[x])


def _batch_normalization(call: Call) -> Value:
    """``x`` scaled and shifted, all broadcast."""
    x = operand(call, "x")
    if x is None:
        return NEVER
    found: Operands = [x]
    for name in ("mean", "variance", "offset", "scale"):
        if not is_none(given(call, name)):
            one = operand(call, name)
            if one is None:
                return NEVER
            found.append(one)
    return give(call, x.dtype, broadcast_of([o.shape for o in found]), operands=[x])


def _fused_batch_norm(call: Call) -> Value:
    x, scale = operand(call, "x"), operand(call, "scale")
    if x is None or scale is None:
        return NEVER
    moment = (scale.dtype, scale.shape)
    return give_each(call, [(x.dtype, x.shape), moment, moment], [x])


def _keep(*names: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, *names)
        return NEVER if x is None else give(call, x.dtype, x.shape, operands=[x])

    return rule


def _sparse_softmax(call: Call) -> Value:
    """A loss for every label; float16 logits give float16."""
    labels, logits = operand(call, "labels"), operand(call, "logits")
    if labels is None or logits is None or not allows(logits.dtype, F) or logits.shape == ():
        return NEVER
    shape = same(labels.shape, None if logits.shape is None else logits.shape[:-1])
    return give(call, logits.dtype, shape, operands=[logits])


def _softmax(call: Call) -> Value:
    """Labels and logits are broadcast, ``axis`` (the last) goes."""
    labels, logits = operand(call, "labels"), operand(call, "logits")
    if labels is None or logits is None or not allows(logits.dtype, F):
        return NEVER
    axis = integer(given(call, "axis", "dim"), -1)
    shape = _broadcast_rows(labels, logits, axis)
    return give(call, logits.dtype, reduce(shape, (axis,)), operands=[logits])


def _broadcast_rows(labels: Operand, logits: Operand, axis: int | None) -> Shape:
    if labels.shape is None or logits.shape is None or len(labels.shape) != len(logits.shape) or axis is None:
        return logits.shape
    joint = broadcast(labels.shape, logits.shape)
    return logits.shape if joint is INCOMPATIBLE else joint


def _sigmoid(call: Call) -> Value:
    found = operands_of(call, ("labels", "logits"))
    if found is None or not allows(found[1].dtype, F):
        return NEVER
    labels, logits = found
    return give(call, promoted(call, [logits, labels]), same(labels.shape, logits.shape), operands=[logits])


def _weighted_sigmoid(call: Call) -> Value:
    found = operands_of(call, ("labels", "logits", "pos_weight"))
    if found is None:
        return NEVER
    labels, logits, weight = found
    shape = same(labels.shape, logits.shape)
    if shape is INCOMPATIBLE:
        return NEVER
    return give(call, promoted(call, [logits, labels]), broadcast(shape, weight.shape), operands=[logits])


def _log_poisson(call: Call) -> Value:
    found = operands_of(call, ("targets", "log_input"))
    if found is None:
        return NEVER
    return give(call, promoted(call, [found[1], found[0]]), same(found[0].shape, found[1].shape), operands=found)


def _ctc_loss(call: Call) -> Value:
    """One loss for every row of the batch."""
    logits = operand(call, "logits", "inputs")
    if logits is None:
        return NEVER
    major = flag(call, "logits_time_major", "time_major", default=True)
    batch = None if major is None else dim_at(logits.shape, 1 if major else 0)
    return give(call, logits.dtype, (batch,))


def _ctc_decoder(call: Call) -> Value:
    """A list of sparse tensors of labels and the negated log probabilities."""
    inputs = operand(call, "inputs")
    if inputs is None:
        return NEVER
    batch = dim_at(inputs.shape, 1)
    greedy = call.name.endswith("greedy_decoder")
    paths = 1 if greedy else integer(given(call, "top_paths"), 1)
    label = tensor("int64", (None, None), kind="sparse", symbolic=call.graph)
    decoded = call.new_list([], label) if paths is None else call.new_list([label] * paths)
    return tuple_of([decoded, give(call, inputs.dtype, (batch, paths))])


def _sampled(call: Call) -> Value:
    x = operand(call, "inputs")
    return NEVER if x is None else give(call, x.dtype, (dim_at(x.shape, 0),))


def _weighted_moments(call: Call) -> Value:
    x = operand(call, "x")
    if x is None:
        return NEVER
    shape = reduce(x.shape, axes(call, "axes"), flag(call, "keepdims"))
    return give_each(call, [(x.dtype, shape), (x.dtype, shape)], [x])


def _sufficient_statistics(call: Call) -> Value:
    x = operand(call, "x")
    if x is None:
        return NEVER
    shape = reduce(x.shape, axes(call, "axes"), flag(call, "keepdims"))
    if shape is INCOMPATIBLE:
        return NEVER
    shift = given(call, "shift")
    last: Value = NONE if is_none(shift) else unknown("the shift")
    parts = [give(call, x.dtype, ()), give(call, x.dtype, shape), give(call, x.dtype, shape), last]
    return tuple_of(parts)


def _normalize_moments(call: Call) -> Value:
    mean, variance = operand(call, "mean_ss"), operand(call, "variance_ss")
    if mean is None or variance is None:
        return NEVER
    return give_each(call, [(mean.dtype, mean.shape), (variance.dtype, variance.shape)])


def _crelu(call: Call) -> Value:
    x = operand(call, "features")
    if x is None or x.shape == ():
        return NEVER
    axis = integer(given(call, "axis"), -1)
    return give(call, x.dtype, replace_dim(x.shape, axis, dim_product(dim_at(x.shape, axis), 2)), operands=[x])


def _average_loss(call: Call) -> Value:
    x = operand(call, "per_example_loss", "regularization_loss")
    if x is None:
        return NEVER
    return give(call, x.dtype if x.dtype in F or x.dtype is None else None, ())


def _isotonic(call: Call) -> Value:
    x = operand(call, "inputs")
    if x is None:
        return NEVER
    return give_each(call, [(x.dtype if x.dtype in F else None, x.shape), ("int32", x.shape)])


def _collapse_repeated(call: Call) -> Value:
    x = operand(call, "labels")
    if x is None:
        return NEVER
    return give_each(call, [(x.dtype, (dim_at(x.shape, 0), None)), ("int32", (dim_at(x.shape, 0),))])


_DENSE: dict[str, Rule] = {
    _N + "bias_add": _bias_add,
    _N + "dropout": _dropout,
    _V1 + "dropout": _dropout,
    _N + "experimental.stateless_dropout": _dropout,
    _N + "experimental.general_dropout": _dropout,
    _N + "batch_normalization": _batch_normalization,
    _V1 + "fused_batch_norm": _fused_batch_norm,
    _N + "local_response_normalization": _keep("input"),
    _N + "sparse_softmax_cross_entropy_with_logits": _sparse_softmax,
    _N + "softmax_cross_entropy_with_logits": _softmax,
    _V1 + "softmax_cross_entropy_with_logits": _softmax,
    _V1 + "softmax_cross_entropy_with_logits_v2": _softmax,
    _N + "sigmoid_cross_entropy_with_logits": _sigmoid,
    _N + "weighted_cross_entropy_with_logits": _weighted_sigmoid,
    _N + "log_poisson_loss": _log_poisson,
    _N + "nce_loss": _sampled,
    _N + "sampled_softmax_loss": _sampled,
    _N + "weighted_moments": _weighted_moments,
    _N + "sufficient_statistics": _sufficient_statistics,
    _N + "normalize_moments": _normalize_moments,
    _N + "crelu": _crelu,
    _N + "compute_average_loss": _average_loss,
    _N + "scale_regularization_loss": _average_loss,
    _N + "isotonic_regression": _isotonic,
    _N + "collapse_repeated": _collapse_repeated,
    "tensorflow.quantization.fake_quant_with_min_max_args": _keep("inputs"),
    "tensorflow.quantization.fake_quant_with_min_max_vars": _keep("inputs"),
    "tensorflow.quantization.fake_quant_with_min_max_vars_per_channel": _keep("inputs"),
}

RULES: dict[str, Rule] = {
    **for_dense(_DENSE, VARIANTS),
    _N + "ctc_loss": _ctc_loss,
    _V1 + "ctc_loss": _ctc_loss,
    _N + "ctc_greedy_decoder": _ctc_decoder,
    _N + "ctc_beam_search_decoder": _ctc_decoder,
}
