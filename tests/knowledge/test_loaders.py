"""Loaders that feed TensorFlow, against Keras; stored arrays by their documentation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.data import loaders, other_libraries
from flake8_hybridize.model import values
from flake8_hybridize.model.values import Value

from .harness import FakeCall, FakeList, admits, is_exact
from .test_data import Twin
from .test_data import check as check_dataset

UTILS = tf.keras.utils


def claim(name: str, *args: Any, **keywords: Any) -> Value:
    made = FakeCall(f"keras.utils.{name}", getattr(UTILS, name), args, keywords, False)
    return loaders.RULES[f"keras.utils.{name}"](made)  # type: ignore[arg-type]


def check(name: str, *args: Any, exact: bool = True, **keywords: Any) -> None:
    claimed = claim(name, *args, **keywords)
    observed = getattr(UTILS, name)(*args, **keywords)
    assert admits(claimed, observed), (claimed, observed)
    if exact:
        assert is_exact(claimed, observed), (claimed, observed)


def test_one_hot_labels() -> None:
    for labels in ([0, 1, 2], np.array([[0], [1]]), np.array([[0, 1], [1, 2]]), 1, tf.constant([0, 1])):
        check("to_categorical", labels, 5)
        check("to_categorical", labels, num_classes=3)
    check("to_categorical", tf.constant([[0], [1]]), 3)
    check("to_categorical", [0, 1, 2], exact=False)


def test_normalized_arrays() -> None:
    for x in (np.ones([2, 3]), np.ones([2, 3], "f4"), tf.ones([2, 3]), np.ones(3, "i4")):
        check("normalize", x)


def test_padded_sequences() -> None:
    check("pad_sequences", [[1], [2, 3]], exact=False)
    check("pad_sequences", [[1], [2, 3]], maxlen=5)
    check("pad_sequences", [[1], [2, 3]], maxlen=5, dtype="float32")
    check("pad_sequences", [[[1, 2]], [[1, 2], [3, 4]]], maxlen=5)
    check("pad_sequences", np.ones([3, 7], "i4"), maxlen=5)
    lists = np.empty(2, object)
    lists[:] = [[1], [2, 3]]
    made = FakeCall("keras.utils.pad_sequences", UTILS.pad_sequences, [values.array(None, (2,))], {"maxlen": 4}, False)
    claimed = loaders.RULES["keras.utils.pad_sequences"](made)  # type: ignore[arg-type]
    assert is_exact(claimed, UTILS.pad_sequences(lists, maxlen=4))


def test_time_series() -> None:
    data, targets = np.ones([20, 3]), np.ones([20, 2], "f4")
    for args, keywords in [
        ((data, targets, 5), {"batch_size": 4}),
        ((data, None, 5), {"batch_size": 4}),
        ((data, targets, 5), {"batch_size": None}),
        ((np.arange(20), None, 5), {}),
    ]:
        real = UTILS.timeseries_dataset_from_array(*args, **keywords)
        check_dataset(Twin(real, claim("timeseries_dataset_from_array", *args, **keywords)), exact=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("samples")
    for label in "ab":
        (root / "images" / label).mkdir(parents=True)
        (root / "texts" / label).mkdir(parents=True)
        for i in range(3):
            image = tf.io.encode_png(tf.zeros([4, 4, 3], tf.uint8))
            tf.io.write_file(str(root / "images" / label / f"{i}.png"), image)
            (root / "texts" / label / f"{i}.txt").write_text("x y")
    return root


OPTIONS: list[dict[str, Any]] = [
    {},
    {"label_mode": "categorical"},
    {"label_mode": "binary"},
    {"label_mode": None},
    {"labels": None},
    {"batch_size": 2},
    {"batch_size": None},
    {"label_mode": "categorical", "class_names": ["a", "b"]},
]
IMAGE_OPTIONS: list[dict[str, Any]] = [
    {"batch_size": 2, "image_size": (8, 9)},
    {"color_mode": "grayscale"},
    {"color_mode": "rgba"},
]


@pytest.mark.parametrize("options", [*OPTIONS, *IMAGE_OPTIONS], ids=repr)
def test_images_of_a_directory(folder: Path, options: dict[str, Any]) -> None:
    args = (str(folder / "images"),)
    real = UTILS.image_dataset_from_directory(*args, verbose=False, **options)
    claimed = claim("image_dataset_from_directory", *args, **options)
    check_dataset(Twin(real, claimed), exact=False, spec_exact=options.get("label_mode") != "categorical")


@pytest.mark.parametrize("options", OPTIONS[:-3], ids=repr)
def test_texts_of_a_directory(folder: Path, options: dict[str, Any]) -> None:
    args = (str(folder / "texts"),)
    real = UTILS.text_dataset_from_directory(*args, verbose=False, **options)
    claimed = claim("text_dataset_from_directory", *args, **options)
    check_dataset(Twin(real, claimed), exact=False, spec_exact=options.get("label_mode") != "categorical")


def test_both_subsets_come_as_a_list(folder: Path) -> None:
    options = {"validation_split": 0.5, "subset": "both", "seed": 1}
    real = UTILS.image_dataset_from_directory(str(folder / "images"), verbose=False, **options)
    claimed = claim("image_dataset_from_directory", str(folder / "images"), **options)
    assert isinstance(claimed, FakeList)
    assert isinstance(real, list)
    for told, one in zip(claimed.items, real, strict=True):
        check_dataset(Twin(one, told), exact=False)


def test_images_as_arrays() -> None:
    for image in (np.ones([2, 3, 3]), np.ones([2, 3])):
        check("img_to_array", image)
        check("img_to_array", image, dtype="uint8")


def test_stored_arrays() -> None:
    def load(name: str, **keywords: Any) -> Value:
        made = FakeCall(f"keras.datasets.{name}.load_data", lambda: None, (), keywords, False)
        return loaders.RULES[f"keras.datasets.{name}.load_data"](made)  # type: ignore[arg-type]

    claimed = load("cifar10")
    train = values.tuple_of((values.array("uint8", (50000, 32, 32, 3)), values.array("uint8", (50000, 1))))
    test = values.tuple_of((values.array("uint8", (10000, 32, 32, 3)), values.array("uint8", (10000, 1))))
    assert claimed is values.tuple_of((train, test))
    shorter = load("boston_housing", test_split=0.5)
    assert isinstance(shorter, values.Tuple)
    assert shorter.items[0] is values.tuple_of((values.array("float64", (None, 13)), values.array("float64", (None,))))


@given(st.integers(2, 200), st.sampled_from([None, 0.1, 0.2, 0.33, 1]), st.sampled_from([None, 0.5, 1]))
def test_sizes_of_a_split(count: int, test: float | None, train: float | None) -> None:
    sizes = other_libraries.split_sizes(count, test, train)
    assert None not in sizes
    assert sum(size for size in sizes if size is not None) <= count
    if test is None and train is None:
        assert sizes == other_libraries.split_sizes(count, 0.25, None)


def test_split_of_arrays() -> None:
    rule = other_libraries.RULES["sklearn.model_selection.train_test_split"]
    made = FakeCall("split", lambda: None, (np.ones([150, 4]), np.ones(150, "i8")), {"test_size": 0.2}, False)
    claimed = rule(made)  # type: ignore[arg-type]
    assert isinstance(claimed, FakeList)
    assert claimed.items == (
        values.array("float64", (120, 4)),
        values.array("float64", (30, 4)),
        values.array("int64", (120,)),
        values.array("int64", (30,)),
    )
