"""Loaders of Keras: ``keras.datasets``, datasets from directories, and the preparation of labels and sequences.

Shapes and dtypes of the stored arrays are those that the documentation of Keras gives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Dim, Shape, Tensor, Value
from ..numpy_ import promotion
from ..numpy_.arrays import as_array
from ..protocol import Call, Rule
from ..tensorflow import arguments
from . import structure
from .batching import stacked

Part = tuple[str | None, tuple[int, ...]]
Split = tuple[Part, Part]


def _image(dtype: str | None, count: int, shape: tuple[int, ...], label: Part) -> Split:
    return (dtype, (count, *shape)), label


# Training and test arrays: x and y of each.
ARRAYS: Final[dict[str, tuple[Split, Split]]] = {
    "mnist": (
        _image("uint8", 60000, (28, 28), ("uint8", (60000,))),
        _image("uint8", 10000, (28, 28), ("uint8", (10000,))),
    ),
    "fashion_mnist": (
        _image("uint8", 60000, (28, 28), ("uint8", (60000,))),
        _image("uint8", 10000, (28, 28), ("uint8", (10000,))),
    ),
    "cifar10": (
        _image("uint8", 50000, (32, 32, 3), ("uint8", (50000, 1))),
        _image("uint8", 10000, (32, 32, 3), ("uint8", (10000, 1))),
    ),
    "cifar100": (
        _image("uint8", 50000, (32, 32, 3), ("int64", (50000, 1))),
        _image("uint8", 10000, (32, 32, 3), ("int64", (10000, 1))),
    ),
    "boston_housing": (
        (("float64", (404, 13)), ("float64", (404,))),
        (("float64", (102, 13)), ("float64", (102,))),
    ),
    "california_housing": (
        ((None, (16512, 8)), (None, (16512,))),
        ((None, (4128, 8)), (None, (4128,))),
    ),
    # Arrays of lists of different length.
    "imdb": (((None, (25000,)), ("int64", (25000,))), ((None, (25000,)), ("int64", (25000,)))),
    "reuters": (((None, (8982,)), ("int64", (8982,))), ((None, (2246,)), ("int64", (2246,)))),
}
# Arguments that change how many samples come in which part.
_RESIZING: Final = ("test_split", "maxlen", "version")


def _load(name: str) -> Rule:
    def rule(call: Call) -> Value:
        """Tuples of arrays for training and test; sizes are open where an argument changes them."""
        open_size = any(not arguments.is_none(call.arg(argument)) for argument in _RESIZING)

        def array(part: Part) -> Value:
            dtype, shape = part
            return values.array(dtype, (None, *shape[1:]) if open_size else shape)

        return values.tuple_of(values.tuple_of(array(part) for part in split) for split in ARRAYS[name])

    return rule


def _to_categorical(call: Call) -> Value:
    """One-hot rows: an array of ``float64``, or a ``float32`` tensor for a tensor; a last dimension of 1 goes."""
    given = call.arg("x") or call.arg("y")
    classes = arguments.integer(call.arg("num_classes"))
    if isinstance(given, Tensor):
        return values.tensor("float32", _one_hot(given.shape, classes), symbolic=call.graph)
    found = as_array(given, call) if given is not None else None
    return values.array("float64", None if found is None else _one_hot(found.shape, classes))


def _one_hot(shape: Shape, classes: Dim) -> Shape:
    if shape is None or (len(shape) > 1 and shape[-1] is None):
        return None
    kept = shape[:-1] if len(shape) > 1 and shape[-1] == 1 else shape
    return (*kept, classes)


def _normalize(call: Call) -> Value:
    """``keras.utils.normalize``: of an array an array, of anything else a tensor."""
    given = call.arg("x")
    if isinstance(given, Array):
        shape = given.shape
        if shape is not None and len(shape) == 1:
            shape = (1, *shape)
        return values.array(promotion.to_inexact(given.dtype), shape)
    if isinstance(given, Tensor) and given.kind in ("tensor", "variable"):
        return values.tensor(given.dtype, given.shape, symbolic=call.graph)
    return values.unknown("normalized values")


def _pad_sequences(call: Call) -> Value:
    """``pad_sequences``: an array of one row per sequence, of length ``maxlen`` or that of the longest."""
    given = call.arg("sequences")
    length = arguments.integer(call.arg("maxlen"))
    dtype = arguments.dtype(call, "dtype", default="int32")
    count: Dim = None
    inner: Shape = None
    if isinstance(given, Array) and given.shape:
        count = given.shape[0]
        inner = given.shape[2:] if len(given.shape) > 1 and given.dtype is not None else None
        if given.dtype is None and len(given.shape) == 1:
            # An array of lists: of numbers, as ``keras.datasets`` gives them.
            inner = ()
    elif given is not None:
        items = call.items(given)
        if items is not None and items.keys is None:
            count = None if items.rest is not None else len(items.known)
            some = items.known[0] if items.known else items.rest
            row = as_array(some, call) if some is not None else None
            inner = row.shape[1:] if row is not None and row.shape else ()
    return values.array(dtype, None if inner is None else (count, length, *inner))


def _label(call: Call, mode: str | None, classes: Dim) -> Value | None:
    if mode == "int":
        return values.tensor("int32", ())
    if mode == "categorical":
        return values.tensor("float32", (classes,))
    if mode == "binary":
        return values.tensor("float32", (1,))
    return None


def _directory(call: Call, sample: Tensor) -> Value:
    """A dataset of samples and labels, batched by 32; its length depends on the files."""
    mode_value = call.arg("label_mode")
    mode = "int" if mode_value is None else None
    if isinstance(mode_value, Const) and isinstance(mode_value.value, str):
        mode = mode_value.value
    labels = call.arg("labels")
    unlabelled = (mode_value is not None and arguments.is_none(mode_value)) or (
        labels is not None and arguments.is_none(labels)
    )
    names = call.arg("class_names")
    listed = call.items(names) if names is not None and not arguments.is_none(names) else None
    classes = len(listed.known) if listed is not None and listed.rest is None else None
    element: Value = sample
    if not unlabelled:
        label = _label(call, mode, classes)
        element = values.tuple_of((sample, values.unknown("labels") if label is None else label))
    one = values.dataset(element, None, spec=structure.symbolic(element))
    size_value = call.arg("batch_size")
    made: Value = one
    if size_value is None or not arguments.is_none(size_value):
        size = arguments.integer(size_value, 32)
        made = stacked(one, size, False, structure.rows, structure.rows)
    subset = call.arg("subset")
    if isinstance(subset, Const) and subset.value == "both":
        return call.new_list([made, made])
    return made


def _images(call: Call) -> Value:
    """``image_dataset_from_directory``: ``float32`` images of ``image_size``."""
    channels = {"rgb": 3, "grayscale": 1, "rgba": 4}.get(arguments.text(call, "color_mode", default="rgb") or "")
    size_value = call.arg("image_size")
    size: Shape = (256, 256) if size_value is None else arguments.dims(call, size_value)
    if size is None or len(size) != 2:
        size = (None, None)
    first = arguments.text(call, "data_format", default="channels_last") == "channels_last"
    if call.arg("data_format") is not None and not first:
        return _directory(call, values.tensor("float32", (None, None, None)))
    return _directory(call, values.tensor("float32", (*size, channels)))


def _texts(call: Call) -> Value:
    """``text_dataset_from_directory``: strings."""
    return _directory(call, values.tensor("string", ()))


def _timeseries(call: Call) -> Value:
    """``timeseries_dataset_from_array``: windows of ``sequence_length`` rows, of which tracing knows no length."""
    data = as_array(call.arg("data") or NEVER, call)
    length = arguments.integer(call.arg("sequence_length"))
    inner = None if data is None or not data.shape else data.shape[1:]
    dtype = None if data is None else data.dtype
    element: Value = values.tensor(dtype, None if inner is None else (length, *inner))
    spec: Value = values.tensor(dtype, None if inner is None else (None, *inner), symbolic=True)
    targets = call.arg("targets")
    if targets is not None and not arguments.is_none(targets):
        found = as_array(targets, call)
        target: Value = values.unknown("targets")
        if found is not None:
            target = values.tensor(found.dtype, None if not found.shape else found.shape[1:])
        element = values.tuple_of((element, target))
        spec = values.tuple_of((spec, structure.symbolic(target)))
    one = values.dataset(element, None, spec=spec)
    size_value = call.arg("batch_size")
    if size_value is not None and arguments.is_none(size_value):
        return one
    return stacked(one, arguments.integer(size_value, 128), False, structure.rows, structure.rows)


def _image_array(call: Call) -> Value:
    """``img_to_array``: height, width and channels in ``float32`` unless told otherwise."""
    dtype = arguments.dtype(call, "dtype", default="float32")
    given = call.arg("img")
    if isinstance(given, Array) and given.shape is not None:
        return values.array(dtype, (*given.shape, 1) if len(given.shape) == 2 else given.shape)
    return values.array(dtype, (None, None, None))


def _text_value(call: Call) -> Value:
    """A path."""
    return values.STR


_KERAS: Final[dict[str, Callable[[Call], Value]]] = {
    **{f"datasets.{name}.load_data": _load(name) for name in ARRAYS},
    "utils.to_categorical": _to_categorical,
    "utils.normalize": _normalize,
    "utils.pad_sequences": _pad_sequences,
    "utils.image_dataset_from_directory": _images,
    "utils.text_dataset_from_directory": _texts,
    "utils.timeseries_dataset_from_array": _timeseries,
    "utils.img_to_array": _image_array,
    "utils.get_file": _text_value,
}
RULES: Final[dict[str, Rule]] = {f"keras.{name}": rule for name, rule in _KERAS.items()}
