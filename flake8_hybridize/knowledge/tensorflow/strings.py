"""Strings: elementwise ops, joins, and the ops that split into ragged tensors."""

from __future__ import annotations

from ...model.values import NEVER, Array, Const, Tensor, Value, tensor, unknown
from ..protocol import Call, Rule
from . import rows
from .arguments import axes, dtype, flag, give, given, integer, is_none, operand, sequence
from .convert import Operand, as_tensor
from .elementwise import ragged_like
from .ragged_ops import VARIANTS, ragged
from .shapes import Axes, broadcast, broadcast_of, reduce

_S = "tensorflow.strings."


def _elementwise(parameter: str, out: str | None, takes_strings: bool = True) -> Rule:
    """The same shape; ragged stays ragged."""

    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is None or (takes_strings and x.dtype not in (None, "string")):
            return NEVER
        kind = out if out is not None else x.dtype
        return give(call, kind, x.shape, operands=[x]) if x.dense else ragged_like(call, x, kind)

    return rule


def _to_number(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or x.dtype not in (None, "string"):
        return NEVER
    kind = dtype(call, "out_type", default="float32")
    return give(call, kind, x.shape, operands=[x]) if x.dense else ragged_like(call, x, kind)


def _substr(call: Call) -> Value:
    x, position = operand(call, "input"), operand(call, "pos")
    if x is None or position is None:
        return NEVER
    if not x.dense:
        return ragged_like(call, x, "string")
    return give(call, "string", broadcast(x.shape, position.shape), operands=[x])


def _join(call: Call) -> Value:
    """``tf.strings.join``: scalars and tensors of one shape."""
    items = sequence(call, given(call, "inputs"))
    if items is None or items.rest is not None:
        return give(call, "string", None)
    found = [as_tensor(call, item) for item in items.known]
    shapes = [x.shape for x in found if x is not None]
    if len(shapes) < len(found):
        return NEVER
    ragged = [x for x in found if x is not None and not x.dense]
    if ragged:
        return ragged_like(call, ragged[0], "string")
    return give(call, "string", broadcast_of(shapes))


def _reduce_join(call: Call) -> Value:
    x = operand(call, "inputs")
    if x is None:
        return NEVER
    if not x.dense:
        return VARIANTS[call.name](call)
    axis = axes(call, "axis")
    shape = reduce(x.shape, axis, flag(call, "keepdims"))
    return give(call, "string", () if axis is Axes.ALL and flag(call, "keepdims") is False else shape)


def deeper(call: Call, x: Operand, dtype: str | None) -> Value:
    """A further ragged dimension: a vector from a scalar, a ragged tensor from more."""
    if x.shape is None:
        return unknown("strings of unknown rank")
    if x.kind == "ragged":
        rank = None if x.ragged_rank is None else max(x.ragged_rank + 1, len(x.shape))
        return tensor(dtype, (*x.shape, None), kind="ragged", ragged_rank=rank, symbolic=call.graph)
    if not x.shape:
        return give(call, dtype, (None,))
    if call.graph and len(x.shape) == 1 and call.name == "tensorflow.strings.split":
        return tensor(dtype, (None, None), kind="ragged", ragged_rank=1, symbolic=True)
    return tensor(dtype, (*x.shape, None), kind="ragged", ragged_rank=len(x.shape), symbolic=call.graph)


def _splits(parameter: str, out: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is None or x.dtype not in (None, "string"):
            return NEVER
        if call.name == _S + "split" and not call.graph:
            found = _split_literals(call, given(call, parameter), out)
            if found is not None:
                return found
        return deeper(call, x, out)

    return rule


def _split_literals(call: Call, value: Value | None, out: str) -> Value | None:
    """``tf.strings.split`` of strings of the program: as many parts as Python finds."""
    sep = given(call, "sep")
    if not is_none(given(call, "maxsplit")) or not (is_none(sep) or isinstance(sep, Const)):
        return None
    by = sep.value if isinstance(sep, Const) and isinstance(sep.value, str) and sep.value else None
    if isinstance(value, Const) and isinstance(value.value, str):
        return give(call, out, (len(value.value.split(by)),))
    items = None if isinstance(value, (Tensor, Array)) else sequence(call, value)
    if items is None or items.rest is not None or not items.known:
        return None
    texts = [item.value for item in items.known if isinstance(item, Const) and isinstance(item.value, str)]
    if len(texts) != len(items.known):
        return None
    lengths = rows.bounded(tuple(len(text.split(by)) for text in texts))
    return ragged(call, out, (len(texts), None), 1, lengths)


def _ngrams(call: Call) -> Value:
    x = operand(call, "data")
    if x is None or x.shape == ():
        return NEVER
    if x.kind == "ragged" or x.shape is None or len(x.shape) == 1:
        if x.kind == "ragged" and x.shape is not None:
            return tensor("string", x.shape, kind="ragged", ragged_rank=x.ragged_rank, symbolic=call.graph)
        if x.shape is None:
            return unknown("ngrams of unknown rank")
        width, last = integer(given(call, "ngram_width")), x.shape[0]
        told = is_none(given(call, "pad_values")) and flag(call, "preserve_short_sequences") is False
        if width is None or last is None or not told or call.graph:
            return give(call, "string", (None,))
        return give(call, "string", (max(0, last - width + 1),))
    width, pads = integer(given(call, "ngram_width")), given(call, "pad_values")
    last = x.shape[-1]
    told = is_none(pads) and flag(call, "preserve_short_sequences") is False and not call.graph
    count = None if width is None or last is None or not told else max(0, last - width + 1)
    return give(call, "string", (*x.shape[:-1], count))


def _encode(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or x.shape == ():
        return NEVER
    if x.kind == "ragged" and (x.ragged_rank is None or x.shape is None or x.ragged_rank != 1 or len(x.shape) != 2):
        return unknown("encoding of a deeper ragged tensor")
    return give(call, "string", None if x.shape is None else x.shape[:-1])


def _segment_join(call: Call) -> Value:
    x, ids = operand(call, "inputs"), operand(call, "segment_ids")
    if x is None or ids is None:
        return NEVER
    rows = integer(given(call, "num_segments"))
    if x.shape is None or ids.shape is None:
        return give(call, "string", None)
    return give(call, "string", (rows, *x.shape[len(ids.shape) :]))


def _format(call: Call) -> Value:
    return give(call, "string", ())


_STRING = ("lower", "upper", "strip", "regex_replace", "unicode_transcode")
_HASHES = ("to_hash_bucket", "to_hash_bucket_fast", "to_hash_bucket_strong")
_SPLITS = {"split": "string", "unicode_split": "string", "bytes_split": "string", "unicode_decode": "int32"}

RULES: dict[str, Rule] = {
    **{_S + n: _elementwise("input", "string") for n in _STRING},
    **{_S + n: _elementwise("input", "int64") for n in _HASHES},
    _S + "length": _elementwise("input", "int32"),
    _S + "regex_full_match": _elementwise("input", "bool"),
    _S + "as_string": _elementwise("input", "string", takes_strings=False),
    _S + "unicode_script": _elementwise("input", "int32", takes_strings=False),
    "tensorflow.io.encode_base64": _elementwise("input", "string"),
    "tensorflow.io.decode_base64": _elementwise("input", "string"),
    "tensorflow.io.decode_compressed": _elementwise("bytes", "string"),
    "tensorflow.io.decode_json_example": _elementwise("json_examples", "string"),
    _S + "to_number": _to_number,
    _S + "substr": _substr,
    _S + "join": _join,
    _S + "reduce_join": _reduce_join,
    **{_S + n: _splits("input", out) for n, out in _SPLITS.items()},
    _S + "ngrams": _ngrams,
    _S + "unicode_encode": _encode,
    _S + "unsorted_segment_join": _segment_join,
    _S + "format": _format,
}
