"""Files, images and sounds: decoding, lookups."""

from __future__ import annotations

from ...model.values import (
    BYTES,
    NEVER,
    NONE,
    STR,
    Const,
    Dim,
    LibraryObject,
    Shape,
    Tensor,
    Value,
    const,
    dtype_value,
    named_tuple,
    tensor,
    unknown,
)
from ..protocol import Call, Rule
from .arguments import dtype, dtype_of, give, given, integer, is_none, operand
from .convert import as_tensor
from .elementwise import ragged_like

_IO = "tensorflow.io."


def _channels(call: Call, *names: str) -> Dim:
    """The ``channels`` argument; 0 means as in the file."""
    number = integer(given(call, *names), 0)
    return None if number == 0 else number


def _decoded(default: str) -> Rule:
    def rule(call: Call) -> Value:
        shape = (None, None, _channels(call, "channels"))
        return give(call, dtype(call, "dtype", default=default), shape)

    return rule


def _decode_image(call: Call) -> Value:
    """Animations have a further dimension unless ``expand_animations`` is false."""
    kind = dtype(call, "dtype", default="uint8")
    value = given(call, "expand_animations")
    if isinstance(value, Const) and value.value is False:
        return give(call, kind, (None, None, _channels(call, "channels")))
    return give(call, kind, None)


def _decode_gif(call: Call) -> Value:
    return give(call, "uint8", (None, None, None, 3))


def _decode_raw(call: Call) -> Value:
    x = operand(call, "input_bytes", "bytes")
    if x is None:
        return NEVER
    length = given(call, "fixed_length")
    size = None
    kind = dtype(call, "out_type")
    if not is_none(length):
        number = integer(length)
        width = {"uint8": 1, "int8": 1, "uint16": 2, "int16": 2, "float16": 2}.get(kind or "", 0)
        width = width or {"int32": 4, "float32": 4, "int64": 8, "float64": 8}.get(kind or "", 0)
        size = number // width if number is not None and width else None
    return give(call, kind, None if x.shape is None else (*x.shape, size))


def _string(shape: Shape) -> Rule:
    def rule(call: Call) -> Value:
        return give(call, "string", shape)

    return rule


def _read_file(call: Call) -> Value:
    x = operand(call, "filename")
    return NEVER if x is None else give(call, "string", x.shape)


def _encode(call: Call) -> Value:
    """Images encoded: one string for each."""
    x = operand(call, "image")
    if x is None:
        return NEVER
    return give(call, "string", None if x.shape is None else x.shape[:-3])


def _parse_tensor(call: Call) -> Value:
    return give(call, dtype(call, "out_type"), None)


def _jpeg_shape(call: Call) -> Value:
    return give(call, dtype(call, "output_type", default="int32"), (3,))


def _is_jpeg(call: Call) -> Value:
    return give(call, "bool", ())


def _decode_csv(call: Call) -> Value:
    """A tensor for each of ``record_defaults``, of its dtype."""
    records = operand(call, "records")
    value = given(call, "record_defaults")
    items = None if value is None else call.items(value)
    if records is None:
        return NEVER
    if items is None or items.rest is not None or not is_none(given(call, "select_cols")):
        return unknown("columns not known")
    made: list[Value] = []
    for item in items.known:
        x = as_tensor(call, item)
        kind = dtype_of(item) if x is None else x.dtype
        made.append(give(call, kind, records.shape))
    return call.new_list(made)


def _encode_wav(call: Call) -> Value:
    return give(call, "string", ())


def _decode_wav(call: Call) -> Value:
    shape = tuple(
        None if (n := integer(given(call, name), -1)) is None or n < 0 else n
        for name in ("desired_samples", "desired_channels")
    )
    return named_tuple("DecodeWav", ("audio", "sample_rate"), [give(call, "float32", shape), give(call, "int32", ())])


def _lookup(call: Call) -> Value:
    """A value for every key."""
    keys = operand(call, "keys")
    if keys is None:
        return NEVER
    kind = _value_dtype(call)
    if not keys.dense:
        return ragged_like(call, keys, kind)
    return give(call, kind, keys.shape)


def _value_dtype(call: Call) -> str | None:
    """The type of a table's values, as far as its construction tells it."""
    table = call.receiver
    if not isinstance(table, LibraryObject):
        return None
    if table.cls.endswith("StaticVocabularyTable"):
        return "int64"
    kind = table.get("value_dtype")
    if kind is not None and not is_none(kind):
        return dtype_of(kind)
    default, source = table.get("default_value"), table.get("initializer")
    if isinstance(source, LibraryObject):
        kind = source.get("value_dtype")
        if kind is not None and not is_none(kind):
            return dtype_of(kind)
        values = source.get("values")
        found = None if values is None else as_tensor(call, values)
        if found is not None and found.dtype is not None:
            # Python numbers become int32, like in any tensor.
            return found.dtype
    if isinstance(default, Tensor):
        return default.dtype
    return None


def _as_dtype(call: Call) -> Value:
    value = given(call, "type_value")
    return dtype_value(None if value is None else dtype_of(value))


def _as_text(call: Call) -> Value:
    value = given(call, "bytes_or_text", "value")
    if isinstance(value, Const) and isinstance(value.value, str):
        return value
    if isinstance(value, Const) and isinstance(value.value, bytes):
        return STR
    return STR


def _as_bytes(call: Call) -> Value:
    value = given(call, "bytes_or_text")
    if isinstance(value, Const) and isinstance(value.value, str):
        return const(value.value.encode())
    return BYTES


def _sobol(call: Call) -> Value:
    shape = (integer(given(call, "num_results")), integer(given(call, "dim")))
    return give(call, dtype(call, "dtype", default="float32"), shape)


def _set_operation(call: Call) -> Value:
    x = operand(call, "a")
    if x is None:
        return NEVER
    shape = None if x.shape is None else (None,) * len(x.shape)
    return tensor(x.dtype, shape, kind="sparse", symbolic=call.graph)


def _set_size(call: Call) -> Value:
    x = operand(call, "a")
    if x is None:
        return NEVER
    shape = None if x.shape is None else tuple(None for _ in x.shape[:-1])
    return give(call, "int32", shape)


def _nothing(call: Call) -> Value:
    return NONE


_TABLES = ("StaticHashTable", "StaticVocabularyTable", "experimental.MutableHashTable", "experimental.DenseHashTable")

RULES: dict[str, Rule] = {
    **{_IO + f"decode_{n}": _decoded("uint8") for n in ("jpeg", "png", "bmp", "and_crop_jpeg")},
    _IO + "decode_image": _decode_image,
    _IO + "decode_gif": _decode_gif,
    _IO + "decode_raw": _decode_raw,
    "tensorflow.compat.v1.decode_raw": _decode_raw,
    _IO + "read_file": _read_file,
    _IO + "encode_png": _encode,
    _IO + "encode_jpeg": _encode,
    _IO + "serialize_tensor": _string(()),
    _IO + "parse_tensor": _parse_tensor,
    _IO + "extract_jpeg_shape": _jpeg_shape,
    _IO + "is_jpeg": _is_jpeg,
    _IO + "decode_csv": _decode_csv,
    _IO + "matching_files": _string((None,)),
    "tensorflow.audio.encode_wav": _encode_wav,
    "tensorflow.audio.decode_wav": _decode_wav,
    **{f"tensorflow.lookup.{t}.lookup": _lookup for t in _TABLES},
    "tensorflow.as_dtype": _as_dtype,
    **{f"tensorflow.compat.{n}": _as_text for n in ("as_text", "as_str", "as_str_any")},
    "tensorflow.compat.as_bytes": _as_bytes,
    "tensorflow.math.sobol_sample": _sobol,
    **{f"tensorflow.sets.{n}": _set_operation for n in ("difference", "intersection", "union")},
    "tensorflow.sets.size": _set_size,
}
