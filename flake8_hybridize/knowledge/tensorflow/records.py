"""Records: what the features of an example become when it is parsed.

The descriptions of features are named tuples.
"""

from __future__ import annotations

from ...model.values import (
    FALSE,
    NEVER,
    NONE,
    Shape,
    Tuple,
    Value,
    dtype_value,
    named_tuple,
    tensor,
    tuple_of,
    unknown,
)
from ..protocol import Call, Rule
from .arguments import dims, dtype_of, give, given, integer, is_none, operand
from .shapes import prefixed

_IO = "tensorflow.io."


def _fields() -> dict[str, dict[str, Value | None]]:
    """The fields of each kind of feature in order, with what a field is that is not given (``None``: it must be)."""
    return {
        _IO + "FixedLenFeature": {"shape": None, "dtype": None, "default_value": NONE},
        _IO + "FixedLenSequenceFeature": {"shape": None, "dtype": None, "allow_missing": FALSE, "default_value": NONE},
        _IO + "RaggedFeature": {
            "dtype": None,
            "value_key": NONE,
            "partitions": tuple_of([]),
            "row_splits_dtype": dtype_value("int32"),
            "validate": FALSE,
        },
        _IO + "SparseFeature": {
            "index_key": None,
            "value_key": None,
            "dtype": None,
            "size": None,
            "already_sorted": FALSE,
        },
        _IO + "VarLenFeature": {"dtype": None},
    }


_NAMES = frozenset(_fields())


def _described(call: Call) -> Value:
    """``tf.io.FixedLenFeature(…)`` and its kin."""
    fields = _fields()[call.name]
    values = [(name, given(call, name), default) for name, default in fields.items()]
    items = [value or default or unknown(name) for name, value, default in values]
    return named_tuple(call.name, fields, items)


def _feature(call: Call, feature: Value, prefix: Shape) -> Value:
    """What a feature of a parsed example becomes; ``prefix`` are the dimensions of the examples."""
    if not isinstance(feature, Tuple) or (feature.type_name or "") not in _NAMES or feature.names is None:
        return unknown("a feature")
    fields = dict(zip(feature.names, feature.items, strict=True))
    kind = dtype_of(fields["dtype"])
    name = (feature.type_name or "").rpartition(".")[2]
    shape = fields.get("shape")
    own: Shape = () if shape is None or is_none(shape) else dims(call, shape)
    if name == "FixedLenFeature":
        return give(call, kind, prefixed(prefix, own))
    if name == "FixedLenSequenceFeature":
        return give(call, kind, prefixed(prefix, prefixed((None,), own)))
    if name == "VarLenFeature":
        whole = None if prefix is None else (*prefix, None)
        return tensor(kind, whole, kind="sparse", symbolic=call.graph)
    if name == "SparseFeature":
        size = integer(fields["size"])
        return tensor(kind, None if prefix is None else (*prefix, size), kind="sparse", symbolic=call.graph)
    return unknown(f"a feature of {name}")


def _parse(prefixes: bool) -> Rule:
    """``tf.io.parse_*example``: a dict of tensors by the features; sparse ones for ``VarLenFeature``."""

    def rule(call: Call) -> Value:
        x = operand(call, "serialized")
        if x is None:
            return NEVER
        prefix: Shape = () if not prefixes else x.shape
        return _features(call, given(call, "features"), prefix)

    return rule


def _features(call: Call, value: Value | None, prefix: Shape, tag: str = "") -> Value:
    items = None if value is None else call.items(value)
    if items is None or items.keys is None:
        return unknown("features not known")
    pairs = [(k, _feature(call, v, prefix)) for k, v in zip(items.keys, items.known, strict=True)]
    rest = None if items.rest in (None, NEVER) else unknown("a feature")
    return call.new_dict(pairs, rest, tag)


def _parse_sequence(call: Call) -> Value:
    """The features of the context and those of the sequence."""
    single = call.name.endswith("single_sequence_example")
    x = operand(call, "serialized")
    prefix: Shape = () if single else (None if x is None else x.shape)
    context = given(call, "context_features")
    sequences = given(call, "sequence_features")
    first = call.new_dict([], tag="context") if is_none(context) else _features(call, context, prefix, "context")
    second = call.new_dict([]) if is_none(sequences) else _features(call, sequences, prefixed(prefix, (None,)))
    if single:
        return tuple_of([first, second])
    return tuple_of([first, second, unknown("lengths")])


RULES: dict[str, Rule] = {
    **dict.fromkeys(_NAMES, _described),
    _IO + "parse_single_example": _parse(False),
    "tensorflow.compat.v1.parse_single_example": _parse(False),
    _IO + "parse_example": _parse(True),
    "tensorflow.compat.v1.parse_example": _parse(True),
    _IO + "parse_sequence_example": _parse_sequence,
    _IO + "parse_single_sequence_example": _parse_sequence,
}
