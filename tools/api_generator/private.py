"""Where public objects are defined: the paths below ``tensorflow.python`` and ``keras.src`` that programs use."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import types
from collections.abc import Iterator
from typing import Any

from .table import Table


def tensorflow_private(names: dict[int, str], version: str) -> Table:
    """Public objects by the modules of ``tensorflow.python`` that define them or gather them."""
    table = Table(f"tensorflow {version}", "tensorflow")
    for module_name, module in _loaded("tensorflow.python."):
        if module_name.startswith("tensorflow.python.keras"):
            continue
        for attribute, value in _public(module):
            name = names.get(id(value))
            if name is None or not _belongs(value, module_name):
                continue
            table.aliases[f"{module_name.removeprefix('tensorflow.')}.{attribute}"] = name.removeprefix("tensorflow.")
    return table


# Modules that gather what others define, as programs import them.
GATHERING = frozenset(
    [
        "tensorflow.python.ops.math_ops",
        "tensorflow.python.ops.array_ops",
        "tensorflow.python.ops.nn",
        "tensorflow.python.ops.nn_ops",
        "tensorflow.python.ops.nn_impl",
        "tensorflow.python.ops.control_flow_ops",
        "tensorflow.python.ops.linalg_ops",
        "tensorflow.python.ops.string_ops",
        "tensorflow.python.ops.state_ops",
        "tensorflow.python.ops.random_ops",
        "tensorflow.python.ops.image_ops",
        "tensorflow.python.ops.io_ops",
        "tensorflow.python.ops.parsing_ops",
        "tensorflow.python.ops.check_ops",
        "tensorflow.python.ops.sparse_ops",
        "tensorflow.python.ops.standard_ops",
        "tensorflow.python.ops.data_flow_ops",
        "tensorflow.python.ops.logging_ops",
        "tensorflow.python.ops.variables",
        "tensorflow.python.ops.linalg.linalg",
        "tensorflow.python.ops.linalg.linear_operator",
        "tensorflow.python.ops.ragged",
        "tensorflow.python.ops.gradients",
        "tensorflow.python.ops.bitwise_ops",
        "tensorflow.python.ops.signal.signal",
        "tensorflow.python.ops.summary_ops_v2",
        "tensorflow.python.framework.ops",
        "tensorflow.python.framework.dtypes",
        "tensorflow.python.framework.constant_op",
        "tensorflow.python.framework.tensor_shape",
        "tensorflow.python.framework.tensor_util",
        "tensorflow.python.framework.tensor_spec",
        "tensorflow.python.framework.sparse_tensor",
        "tensorflow.python.framework.random_seed",
        "tensorflow.python.framework.test_util",
        "tensorflow.python.framework.composite_tensor",
        "tensorflow.python.framework.type_spec",
        "tensorflow.python.eager.context",
        "tensorflow.python.eager.backprop",
        "tensorflow.python.eager.def_function",
        "tensorflow.python.eager.function",
        "tensorflow.python.eager.polymorphic_function.polymorphic_function",
        "tensorflow.python.data",
        "tensorflow.python.data.ops.dataset_ops",
        "tensorflow.python.data.ops.iterator_ops",
        "tensorflow.python.util.nest",
        "tensorflow.python.util.deprecation",
        "tensorflow.python.util.tf_inspect",
        "tensorflow.python.util.tf_decorator",
        "tensorflow.python.training.training",
        "tensorflow.python.training.saver",
        "tensorflow.python.training.moving_averages",
        "tensorflow.python.training.tracking.base",
        "tensorflow.python.trackable.base",
        "tensorflow.python.trackable.autotrackable",
        "tensorflow.python.training.tracking.tracking",
        "tensorflow.python.training.tracking.util",
        "tensorflow.python.platform.test",
        "tensorflow.python.platform.tf_logging",
        "tensorflow.python.platform.gfile",
        "tensorflow.python.lib.io.file_io",
        "tensorflow.python.lib.io.tf_record",
        "tensorflow.python.distribute.distribute_lib",
        "tensorflow.python.distribute.combinations",
        "tensorflow.python.module.module",
        "tensorflow.python.saved_model.saved_model",
        "tensorflow.python.saved_model.load",
        "tensorflow.python.saved_model.save",
    ]
)


def _belongs(value: Any, module: str) -> bool:
    return getattr(value, "__module__", None) == module or module in GATHERING


def _loaded(prefix: str) -> Iterator[tuple[str, types.ModuleType]]:
    for name in sorted(sys.modules):
        module = sys.modules[name]
        if name.startswith(prefix) and isinstance(module, types.ModuleType):
            yield name, module


def _public(module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    for attribute, value in sorted(vars(module).items()):
        if not attribute.startswith("_") and not isinstance(value, types.ModuleType):
            yield attribute, value


def keras_private(package: str, names: dict[int, str], version: str) -> Table:
    """Public objects by the modules of ``<package>.src`` that define them, and the packages that gather them."""
    table = Table(f"{package} {version}", "keras")
    top = importlib.import_module(f"{package}.src")
    for found in pkgutil.walk_packages(top.__path__, f"{package}.src."):
        if "test" in found.name:
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:
            continue
        for attribute, value in _public(module):
            name = names.get(id(value))
            if name is not None and (found.ispkg or getattr(value, "__module__", None) == found.name):
                table.aliases[f"{found.name.removeprefix(package + '.')}.{attribute}"] = name.removeprefix("keras.")
    return table
