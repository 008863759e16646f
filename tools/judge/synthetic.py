"""Stands in for the data sets that ``keras.datasets`` would download: the true shapes and dtypes, random content."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

Arrays = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
Splits = tuple[Arrays, Arrays]

# Random content repeats after so many examples: only the type of the whole matters.
PERIOD = 512


def _images(count: int, shape: tuple[int, ...], classes: int, label_shape: tuple[int, ...], label: str) -> Arrays:
    rng = np.random.RandomState(count)
    period = rng.randint(0, 256, (PERIOD, *shape)).astype("uint8")
    labels = rng.randint(0, classes, (count, *label_shape)).astype(label)
    return np.resize(period, (count, *shape)), labels


def _image_set(
    train: int, test: int, shape: tuple[int, ...], classes: int, label_shape: tuple[int, ...], label: str
) -> Splits:
    return _images(train, shape, classes, label_shape, label), _images(test, shape, classes, label_shape, label)


def _mnist(path: str = "mnist.npz") -> Splits:
    return _image_set(60000, 10000, (28, 28), 10, (), "uint8")


def _fashion_mnist() -> Splits:
    return _mnist()


def _cifar10() -> Splits:
    return _image_set(50000, 10000, (32, 32, 3), 10, (1,), "uint8")


def _cifar100(label_mode: str = "fine") -> Splits:
    return _image_set(50000, 10000, (32, 32, 3), 100 if label_mode == "fine" else 20, (1,), "int64")


def _table(count: int, columns: int, dtype: str) -> Arrays:
    rng = np.random.RandomState(count)
    return rng.normal(size=(count, columns)).astype(dtype), rng.uniform(5, 50, count).astype(dtype)


def _boston_housing(path: str = "", test_split: float = 0.2, seed: int = 113) -> Splits:
    test = 506 - int(506 * (1 - test_split))
    return _table(506 - test, 13, "float64"), _table(test, 13, "float64")


def _california_housing(version: str = "large", path: str = "", test_split: float = 0.2, seed: int = 113) -> Splits:
    count = 20640 if version == "large" else 600
    test = count - int(count * (1 - test_split))
    return _table(count - test, 8, "float32"), _table(test, 8, "float32")


def _texts(count: int, classes: int, num_words: int | None) -> Arrays:
    rng = np.random.RandomState(count)
    texts = np.empty(count, dtype=object)
    period = [rng.randint(1, num_words or 20000, length).tolist() for length in rng.randint(20, 400, PERIOD)]
    for position in range(count):
        texts[position] = list(period[position % PERIOD])
    return texts, rng.randint(0, classes, count).astype("int64")


def _imdb(path: str = "", num_words: int | None = None, **_: Any) -> Splits:
    return _texts(25000, 2, num_words), _texts(25000, 2, num_words)


def _reuters(path: str = "", num_words: int | None = None, **_: Any) -> Splits:
    return _texts(8982, 46, num_words), _texts(2246, 46, num_words)


def _word_index(path: str = "") -> dict[str, int]:
    return {f"word{number}": number for number in range(1, 20001)}


_LOADERS: dict[str, dict[str, Callable[..., Any]]] = {
    "mnist": {"load_data": _mnist},
    "fashion_mnist": {"load_data": _fashion_mnist},
    "cifar10": {"load_data": _cifar10},
    "cifar100": {"load_data": _cifar100},
    "boston_housing": {"load_data": _boston_housing},
    "california_housing": {"load_data": _california_housing},
    "imdb": {"load_data": _imdb, "get_word_index": _word_index},
    "reuters": {"load_data": _reuters, "get_word_index": _word_index},
}


def replace_datasets(datasets: ModuleType) -> None:
    """Puts the synthetic loaders into a ``keras.datasets`` module."""
    for name, functions in _LOADERS.items():
        module = getattr(datasets, name, None)
        if module is not None:
            for function, loader in functions.items():
                setattr(module, function, functools.cache(loader))
