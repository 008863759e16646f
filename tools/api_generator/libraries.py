"""One function per table: which packages it is read from, and which of several names is the canonical one."""

from __future__ import annotations

import importlib
import os
import sys
import types
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from . import private, sources
from .stdlib import stdlib
from .table import Table
from .walking import build, merge, public_paths, shortest

warnings.simplefilter("ignore")


def _tensorflow_name(attribute: str, top: str) -> Callable[[Any, list[str]], str]:
    from tensorflow.python.util import tf_export

    def choose(value: Any, paths: list[str]) -> str:
        try:
            _, target = tf_export.tf_decorator.unwrap(value)
            exported = list(vars(target).get(attribute, ()))
            deprecated = set(vars(target).get("_tf_deprecated_api_names", ()))
        except (TypeError, AttributeError):
            return shortest(value, paths)
        for accepted in ([name for name in exported if name not in deprecated], exported):
            for name in accepted:
                if f"{top}.{name}" in paths:
                    return f"{top}.{name}"
        return shortest(value, paths)

    return choose


def _dtype_name(value: Any) -> str:
    return value.name if type(value).__name__ == "DType" else ""


# Modules of Keras that TensorFlow shows under names of its own.
_KERAS_IN_TENSORFLOW = frozenset({"keras", "initializers", "losses", "metrics", "optimizers", "estimator"})


def _enter_tensorflow(path: str, module: types.ModuleType) -> bool:
    parts = path.split(".")
    if parts[1] in _KERAS_IN_TENSORFLOW or parts[1:3] == ["compat", "v2"] or parts[1:3] == ["compat", "v1"]:
        return False
    if parts[1] == "raw_ops":
        return False
    if {"python", "tools", "dtensor", "core"} & set(parts):
        return parts[1:] == ["experimental", "dtensor"]
    name = getattr(module, "__name__", "")
    return name.startswith("tensorflow._api") or name == path


@cache
def _tensorflow() -> tuple[Table, dict[int, str]]:
    tf = importlib.import_module("tensorflow")
    found = public_paths(tf, "tensorflow", _enter_tensorflow)
    choose = _tensorflow_name("_tf_api_names", "tensorflow")
    return build(f"tensorflow {tf.__version__}", "tensorflow", found, choose, note=_dtype_name)


def tensorflow() -> Table:
    """TensorFlow 2 without Keras and ``tf.compat.v1``."""
    return _tensorflow()[0]


def tensorflow_raw_ops() -> Table:
    """``tf.raw_ops``."""
    tf = importlib.import_module("tensorflow")
    found = public_paths(tf.raw_ops, "tensorflow.raw_ops", lambda path, module: False)
    return build(f"tensorflow {tf.__version__}", "tensorflow", found, shortest)[0]


def tensorflow_v1() -> Table:
    """What ``tf.compat.v1`` has that TensorFlow 2 has not, or means otherwise."""
    return _v1()[0]


@cache
def _v1() -> tuple[Table, dict[int, str]]:
    tf = importlib.import_module("tensorflow")
    v1 = tf.compat.v1
    names = _tensorflow()[1]

    def enter(path: str, module: types.ModuleType) -> bool:
        parts = path.split(".")
        if parts[3] in ("keras", "raw_ops", "compat", "estimator"):
            return False
        if parts[3:] in (["layers"], ["layers", "experimental"], ["nn", "rnn_cell"]):
            return True
        name = getattr(module, "__name__", "")
        return name.startswith("tensorflow._api") or name == path

    found = public_paths(v1, "tensorflow.compat.v1", enter)
    own = {key: item for key, item in found.items() if key not in names}
    choose = _tensorflow_name("_tf_api_names_v1", "tensorflow.compat.v1")

    def elsewhere(cls: type) -> str | None:
        return names.get(id(cls))

    table, own_names = build(f"tensorflow {tf.__version__}", "tensorflow", own, choose, canonical_elsewhere=elsewhere)
    _drop_equal(table, _tensorflow()[0])
    # A namespace of version 1 is its own only where version 2 has none of that path.
    second = {path for _, paths in public_paths(tf, "tensorflow", _enter_tensorflow).values() for path in paths}
    for key, (_, paths) in found.items():
        if key not in names:
            continue
        for path in paths:
            if path.replace("tensorflow.compat.v1.", "tensorflow.", 1) not in second:
                table.aliases[path.removeprefix("tensorflow.")] = names[key].removeprefix("tensorflow.")
    return table, own_names


def _drop_equal(older: Table, newer: Table) -> None:
    """Leave out functions of version 1 that take the same arguments as the function of that path in version 2:
    they differ in their registration only."""
    for name, row in list(older.entries.items()):
        plain = name.removeprefix("compat.v1.")
        target = newer.aliases.get(plain, plain)
        present = newer.entries.get(target)
        if (
            present is None
            or row.kind != "function"
            or present.kind != "function"
            or row.parameters != present.parameters
        ):
            continue
        del older.entries[name]
        for alias, meant in list(older.aliases.items()):
            if meant == name:
                older.aliases[alias] = target


def numpy() -> Table:
    """NumPy's public namespaces."""
    np = importlib.import_module("numpy")
    spaces = [
        "numpy.char",
        "numpy.ctypeslib",
        "numpy.dtypes",
        "numpy.exceptions",
        "numpy.fft",
        "numpy.lib",
        "numpy.linalg",
        "numpy.ma",
        "numpy.polynomial",
        "numpy.polynomial.chebyshev",
        "numpy.polynomial.hermite",
        "numpy.polynomial.hermite_e",
        "numpy.polynomial.laguerre",
        "numpy.polynomial.legendre",
        "numpy.polynomial.polynomial",
        "numpy.random",
        "numpy.rec",
        "numpy.strings",
        "numpy.testing",
        "numpy.typing",
        "numpy.lib.stride_tricks",
        "numpy.lib.recfunctions",
        "numpy.lib.format",
        "numpy.lib.mixins",
    ]
    for space in spaces:
        importlib.import_module(space)

    def enter(path: str, module: types.ModuleType) -> bool:
        return path in spaces

    tf = importlib.import_module("tensorflow")

    def note(value: Any) -> str:
        if not (isinstance(value, type) and issubclass(value, np.generic)) or value.__subclasses__():
            return ""
        try:
            return "" if value is np.object_ else str(tf.as_dtype(np.dtype(value)).name)
        except TypeError:
            return ""

    found = public_paths(np, "numpy", enter)
    table, _ = build(f"numpy {np.__version__}", "numpy", found, _by_own_name, note=note)
    for name, row in table.entries.items():
        value = getattr(np, name, None)
        if isinstance(value, np.ufunc) and row.parameters is None:
            inputs = ["x"] if value.nin == 1 else [f"x{index + 1}" for index in range(value.nin)]
            row.parameters = [*inputs, "out", "*", "where", "casting", "order", "dtype", "subok", "signature"]
    return table


_KERAS_FAVOURED = (
    *("keras.layers.", "keras.losses.", "keras.metrics.", "keras.optimizers.", "keras.initializers."),
    *("keras.regularizers.", "keras.config.", "keras.ops.", "keras.random.", "keras.tree."),
)
_KERAS_NAMES = {
    "keras.Input": "keras.layers.Input",
    "keras.Model": "keras.models.Model",
    "keras.Sequential": "keras.models.Sequential",
}


def _keras_name(value: Any, paths: list[str]) -> str:
    for name in _KERAS_NAMES:
        if name in paths:
            return name
    if "keras.layers.Layer" in paths:
        return "keras.layers.Layer"
    for prefix in _KERAS_FAVOURED:
        inside = [path for path in paths if path.startswith(prefix)]
        if inside:
            return _by_own_name(value, inside)
    return _by_own_name(value, paths)


def _by_own_name(value: Any, paths: list[str]) -> str:
    own = getattr(value, "__name__", "")
    return min(paths, key=lambda path: (path.count("."), path.rpartition(".")[2] != own, path))


def _keras_paths(root: Any) -> dict[int, tuple[Any, list[str]]]:
    def enter(path: str, module: types.ModuleType) -> bool:
        parts = path.split(".")
        return not {"src", "api", "protobuf", "_tf_keras"} & set(parts) and "keras" in module.__name__

    return public_paths(root, "keras", enter)


def _without_placeholders(found: dict[int, tuple[Any, list[str]]]) -> dict[int, tuple[Any, list[str]]]:
    """``optimizers.legacy`` of Keras 3 holds one class that raises when it is made; Keras 2 has the real ones."""
    return {key: item for key, item in found.items() if getattr(item[0], "__name__", "") != "LegacyOptimizerWarning"}


@cache
def _keras() -> tuple[Table, dict[int, str]]:
    keras = importlib.import_module("keras")
    inside_tensorflow = importlib.import_module("keras._tf_keras.keras")
    found = _without_placeholders(_keras_paths(keras))
    plain = {path for _, paths in found.values() for path in paths}
    for key, (value, paths) in _without_placeholders(_keras_paths(inside_tensorflow)).items():
        if isinstance(value, types.ModuleType):
            paths = [path for path in paths if path not in plain]
        if not paths:
            continue
        known = found.setdefault(key, (value, []))[1]
        # Where both have the path, the object that Keras itself shows there is the one that is meant.
        known.extend(path for path in paths if path not in plain)
        if not known:
            del found[key]
    return build(f"keras {keras.__version__}", "keras", found, _keras_name)


def keras() -> Table:
    """Keras 3, and what ``tf.keras`` shows of it besides."""
    return _keras()[0]


@cache
def _keras2() -> tuple[Table, dict[int, str]]:
    package = importlib.import_module("tf_keras")
    third, _ = _keras()
    found = _keras_paths(package)

    def choose(value: Any, paths: list[str]) -> str:
        known = [path for path in paths if _resolves(third, path.removeprefix("keras."))]
        if known:
            targets = {_target(third, path.removeprefix("keras.")) for path in known}
            return "keras." + min(targets, key=lambda target: (target.count("."), target))
        return _keras_name(value, paths)

    table, names = build(f"tf_keras {package.__version__}", "keras", found, choose)
    for name, row in list(table.entries.items()):
        present = third.entries.get(name)
        if present is None:
            continue
        if present.kind == "class" and row.kind == "class":
            known_members = set(present.members)
            for base in present.bases:
                known_members |= (
                    set(third.entries[base.removeprefix("keras.")].members) if base.startswith("keras.") else set()
                )
            row.members = {member: inner for member, inner in row.members.items() if member not in known_members}
            if row.members:
                continue
        del table.entries[name]
    for alias in list(table.aliases):
        if _resolves(third, alias):
            del table.aliases[alias]
    return table, names


def keras2() -> Table:
    """What Keras 2 (``tf_keras``) has that Keras 3 has not: names, and members of classes that both have."""
    return _keras2()[0]


def tensorflow_private() -> Table:
    """Where TensorFlow defines what it exports."""
    tf = importlib.import_module("tensorflow")
    both = {**_v1()[1], **_tensorflow()[1]}
    return private.tensorflow_private(both, tf.__version__)


def keras_private() -> Table:
    """Where Keras 2 and 3 define what they export."""
    second = private.keras_private("tf_keras", _keras2()[1], importlib.import_module("tf_keras").__version__)
    third = private.keras_private("keras", _keras()[1], importlib.import_module("keras").__version__)
    both = Table(f"{third.source}, {second.source}", "keras")
    both.aliases = {**second.aliases, **third.aliases}
    return both


def _target(table: Table, name: str) -> str:
    if name in table.aliases:
        return table.aliases[name]
    head, _, last = name.rpartition(".")
    if name not in table.entries and head:
        return f"{_target(table, head)}.{last}"
    return name


def _resolves(table: Table, name: str) -> bool:
    return _target(table, name) in table.entries


def tensorflow_probability() -> Table:
    """TensorFlow Probability on TensorFlow."""
    package = importlib.import_module("tensorflow_probability")
    both = {**_v1()[1], **_tensorflow()[1], **_keras()[1], **_keras2()[1]}

    def enter(path: str, module: types.ModuleType) -> bool:
        # A look at a lazy module loads it, so hidden ones are told by their path.
        if {"python", "internal", "substrates", "google"} & set(path.split(".")):
            return False
        return getattr(module, "__name__", "").startswith("tensorflow_probability.python")

    found = public_paths(package, "tensorflow_probability", enter, once=True)
    found = {
        key: (value, paths)
        for key, (value, paths) in found.items()
        if key not in both
        and getattr(value, "__module__", "tensorflow_probability").startswith("tensorflow_probability")
    }
    table, _ = build(
        f"tensorflow_probability {package.__version__}",
        "tensorflow_probability",
        found,
        shortest,
        canonical_elsewhere=lambda cls: both.get(id(cls)),
    )
    return table


def tensorflow_addons() -> Table:
    """TensorFlow Addons, from its source text."""
    folder = _source_folder("tensorflow_addons")
    version = sources.version_in(folder, "tensorflow_addons")
    return sources.read_package("tensorflow_addons", folder, version, frozenset({"utils", "conftest", "custom_ops"}))


def sonnet() -> Table:
    """Sonnet 2, from its source text."""
    folder = _source_folder("sonnet")
    return sources.read_package("sonnet", folder, sources.version_in(folder, "dm_sonnet"), frozenset({"src"}))


def _source_folder(package: str) -> Path:
    """The folder of ``package``: one of ``API_SOURCES`` (separated as in ``PATH``), or where it is installed."""
    folders = [Path(text) for text in os.environ.get("API_SOURCES", "").split(os.pathsep) if text]
    for folder in [*folders, *map(Path, sys.path)]:
        if (folder / package / "__init__.py").is_file():
            return folder
    raise ModuleNotFoundError(f"{package} is neither installed nor below a folder of API_SOURCES", name=package)


LIBRARIES: dict[str, Callable[[], Table]] = {
    "tensorflow": tensorflow,
    "tensorflow_raw_ops": tensorflow_raw_ops,
    "tensorflow_v1": tensorflow_v1,
    "tensorflow_private": tensorflow_private,
    "keras": keras,
    "keras2": keras2,
    "keras_private": keras_private,
    "tensorflow_probability": tensorflow_probability,
    "tensorflow_addons": tensorflow_addons,
    "sonnet": sonnet,
    "numpy": numpy,
    "python": stdlib,
}
__all__ = ["LIBRARIES", "merge"]
