"""What feeds TensorFlow from elsewhere: scikit-learn's arrays and splits, ``tensorflow_datasets``, pandas' files.

The rules of scikit-learn follow its documentation: the test part of a split is rounded up, the rest is training.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import Array, Const, Dim, Tensor, Value
from ..numpy_.arrays import as_array
from ..protocol import Call, Rule
from ..tensorflow import arguments

# Samples, features and the dtype of the targets.
TABLES: Final = {
    "load_iris": (150, 4, "int64"),
    "load_wine": (178, 13, "int64"),
    "load_breast_cancer": (569, 30, "int64"),
    "load_digits": (1797, 64, "int64"),
    "load_diabetes": (442, 10, "float64"),
}


def _keyword(call: Call, name: str) -> Value | None:
    return dict(call.keywords()).get(name, call.arg(name))


def _number(value: Value | None) -> int | float | None:
    if isinstance(value, Const) and isinstance(value.value, (int, float)) and not isinstance(value.value, bool):
        return value.value
    return None


def split_sizes(count: Dim, test: int | float | None, train: int | float | None) -> tuple[Dim, Dim]:
    """Sizes of the training and the test part of ``count`` samples (``train_test_split``)."""
    if test is None and train is None:
        test = 0.25
    if count is None:
        return (train if isinstance(train, int) else None, test if isinstance(test, int) else None)
    n_test = math.ceil(test * count) if isinstance(test, float) else test
    n_train = math.floor(train * count) if isinstance(train, float) else train
    if n_train is None and n_test is not None:
        n_train = count - n_test
    elif n_test is None and n_train is not None:
        n_test = count - n_train
    return n_train, n_test


def _train_test_split(call: Call) -> Value:
    """``train_test_split(*arrays)``: a list of the training and the test part of each, in that order."""
    given = call.positional()
    sizes = [_keyword(call, name) for name in ("test_size", "train_size")]
    test, train = (_number(size) for size in sizes)
    readable = zip(sizes, (test, train), strict=True)
    fixed = all(arguments.is_none(size) or number is not None for size, number in readable)
    parts: list[Value] = []
    count: Dim = None
    for value in given:
        shape = value.shape if isinstance(value, (Array, Tensor)) else getattr(as_array(value, call), "shape", None)
        count = count if count is not None or not shape else shape[0]
    halves = split_sizes(count, test, train) if fixed else (None, None)
    for value in given:
        parts.extend(_rows(value, half, call) for half in halves)
    return call.new_list(parts)


def _rows(value: Value, count: Dim, call: Call) -> Value:
    if isinstance(value, Array):
        return values.array(value.dtype, None if value.shape is None else (count, *value.shape[1:]))
    items = None if isinstance(value, (Tensor, values.Unknown)) else call.items(value)
    if items is not None and items.keys is None:
        some = values.union([*items.known, *(() if items.rest is None else (items.rest,))])
        if count is not None and count <= 64:
            return call.new_list([some] * count)
        return call.new_list([], some)
    return values.unknown("part of a split")


def _table(name: str) -> Rule:
    def rule(call: Call) -> Value:
        """Arrays of data and target with ``return_X_y``, else a bunch of both."""
        samples, features, dtype = TABLES[name]
        data, target = values.array("float64", (samples, features)), values.array(dtype, (samples,))
        flag = _keyword(call, "return_X_y")
        if isinstance(flag, Const) and flag.value is True:
            return values.tuple_of((data, target))
        if flag is not None and not isinstance(flag, Const):
            return values.unknown("data or a bunch")
        return values.library_object("sklearn.utils.Bunch", [("data", data), ("target", target)])

    return rule


def _made(dtype: str, features: int, per_target: bool = False) -> Rule:
    def rule(call: Call) -> Value:
        """Arrays of generated samples and their targets."""
        given = [*call.positional(), None, None]
        samples_value = _keyword(call, "n_samples") or given[0]
        samples = 100 if samples_value is None else arguments.integer(samples_value)
        features_value = _keyword(call, "n_features") or given[1] if not per_target else None
        width: Dim = features if features_value is None else arguments.integer(features_value)
        return values.tuple_of((values.array("float64", (samples, width)), values.array(dtype, (samples,))))

    return rule


def _bunch(name: str) -> Rule:
    def rule(call: Call) -> Value:
        """An entry of a bunch."""
        found = call.receiver.get(name) if isinstance(call.receiver, values.LibraryObject) else None
        return values.unknown(f"{name} of a bunch") if found is None else found

    return rule


def _tfds_load(call: Call) -> Value:
    """``tensorflow_datasets.load``: datasets of unknown elements, by split; with ``with_info`` a pair."""
    dataset = values.dataset(values.unknown("elements of a downloaded dataset"))
    split = _keyword(call, "split")
    items = None if split is None or isinstance(split, Const) else call.items(split)
    found: Value = values.unknown("datasets by split")
    if isinstance(split, Const) and isinstance(split.value, str):
        found = dataset
    elif items is not None and items.rest is None and items.keys is None:
        found = call.new_list([dataset] * len(items.known))
    elif split is None or arguments.is_none(split):
        found = call.new_dict([], dataset)
    info = _keyword(call, "with_info")
    if isinstance(info, Const) and info.value is True:
        return values.tuple_of((found, values.unknown("description of a dataset")))
    return found if info is None or isinstance(info, Const) else values.unknown("dataset or a pair")


_SCALERS: Final = ["StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler", "Normalizer"]


def _object(call: Call) -> Value:
    return values.library_object(call.name, (), call.site())


def _fitted(call: Call) -> Value:
    """``fit`` gives the object itself."""
    return call.receiver or values.unknown("estimator")


def _scaled(call: Call) -> Value:
    """``transform(X)``: an array of the same shape; ``float32`` stays, other numbers become ``float64``."""
    given = call.positional()
    found = as_array(given[0], call) if given and not isinstance(given[0], values.Unknown) else None
    if found is None:
        return values.array(None, (None, None))
    kept = found.dtype in ("float32", "float64") or found.dtype is None
    return values.array(found.dtype if kept else "float64", found.shape)


def _labels(call: Call) -> Value:
    """Numbers of classes."""
    given = call.positional()
    found = as_array(given[0], call) if given and not isinstance(given[0], values.Unknown) else None
    return values.array("int64", (None,) if found is None or found.shape is None else found.shape[:1])


_SKLEARN: Final[dict[str, Callable[[Call], Value]]] = {
    "model_selection.train_test_split": _train_test_split,
    **{f"datasets.{name}": _table(name) for name in TABLES},
    "datasets.make_moons": _made("int64", 2, per_target=True),
    "datasets.make_circles": _made("int64", 2, per_target=True),
    "datasets.make_blobs": _made("int64", 2),
    "datasets.make_classification": _made("int64", 20),
    "datasets.make_regression": _made("float64", 100),
    **{f"preprocessing.{name}": _object for name in (*_SCALERS, "LabelEncoder")},
    **{f"preprocessing.{name}.fit": _fitted for name in (*_SCALERS, "LabelEncoder")},
    **{
        f"preprocessing.{name}.{method}": _scaled
        for name in _SCALERS
        for method in ("fit_transform", "transform", "inverse_transform")
    },
    **{f"preprocessing.LabelEncoder.{method}": _labels for method in ("fit_transform", "transform")},
}
RULES: Final[dict[str, Rule]] = {
    **{f"sklearn.{name}": rule for name, rule in _SKLEARN.items()},
    "tensorflow_datasets.load": _tfds_load,
}
PROPERTIES: Final[dict[str, Rule]] = {
    "sklearn.utils.Bunch.data": _bunch("data"),
    "sklearn.utils.Bunch.target": _bunch("target"),
}
