"""The tables of names against the installed packages, and the spellings that programs use."""

from __future__ import annotations

import inspect
import sys
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flake8_hybridize import knowledge
from flake8_hybridize.knowledge import effects, names, rules, tables

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))


@pytest.fixture(scope="module")
def tf() -> Any:
    return pytest.importorskip("tensorflow", reason="the tables are compared with an installed TensorFlow")


@pytest.fixture(scope="module")
def np() -> Any:
    return pytest.importorskip("numpy", reason="the tables are compared with an installed NumPy")


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("tensorflow.add", "tensorflow.math.add"),
        ("tensorflow.math.add", "tensorflow.math.add"),
        ("tensorflow.compat.v2.add", "tensorflow.math.add"),
        ("tensorflow._api.v2.math.add", "tensorflow.math.add"),
        ("tensorflow._api.v2.v2.math.add", "tensorflow.math.add"),
        ("tensorflow.python.ops.math_ops.add_v2", None),
        ("tensorflow.python.ops.math_ops.add", "tensorflow.math.add"),
        ("tensorflow.python.ops.array_ops.concat", "tensorflow.concat"),
        ("tensorflow.python.eager.def_function.function", "tensorflow.function"),
        ("tensorflow.python.eager.polymorphic_function.polymorphic_function.function", "tensorflow.function"),
        ("tensorflow.compat.v1.function", "tensorflow.function"),
        ("tensorflow.compat.v2.function", "tensorflow.function"),
        ("tensorflow.compat.v1.argmax", "tensorflow.compat.v1.math.argmax"),
        ("tensorflow.argmax", "tensorflow.math.argmax"),
        ("tensorflow.placeholder", "tensorflow.compat.v1.placeholder"),
        ("tensorflow.Session", "tensorflow.compat.v1.Session"),
        ("tensorflow.layers.dense", "tensorflow.compat.v1.layers.dense"),
        ("tensorflow.to_float", "tensorflow.compat.v1.to_float"),
        ("tensorflow.nosuch", None),
        ("tensorflow.data.TFRecordDataset.map", "tensorflow.data.Dataset.map"),
        ("tensorflow.keras.layers.Dense", "keras.layers.Dense"),
        ("tf_keras.layers.Dense", "keras.layers.Dense"),
        ("keras.layers.Dense", "keras.layers.Dense"),
        ("keras.layers.core.Dense", "keras.layers.Dense"),
        ("keras.src.layers.core.dense.Dense", "keras.layers.Dense"),
        ("tensorflow.python.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.python.keras.engine.base_layer.Layer", "keras.layers.Layer"),
        ("tensorflow.compat.v1.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.compat.v2.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.keras.Model", "keras.Model"),
        ("keras.models.Model", "keras.Model"),
        ("keras.engine.training.Model", "keras.Model"),
        ("keras.Layer", "keras.layers.Layer"),
        ("keras.layers.Dense.add_weight", "keras.layers.Layer.add_weight"),
        ("keras.layers.experimental.preprocessing.Rescaling", "keras.layers.Rescaling"),
        ("tensorflow.keras.optimizers.legacy.Adam", "keras.optimizers.legacy.Adam"),
        ("tensorflow.keras.backend.sum", "keras.backend.sum"),
        ("tensorflow.losses.MSE", "keras.losses.mean_squared_error"),
        ("numpy.core.numeric.ones", None),
        ("numpy.concatenate", "numpy.concatenate"),
        ("numpy.product", "numpy.prod"),
        ("numpy.add.reduce", "numpy.ufunc.reduce"),
        ("numpy.int", "builtins.int"),
        ("tensorflow.int32.max", "tensorflow.dtypes.DType.max"),
        (
            "tensorflow_probability.distributions.Normal.sample",
            "tensorflow_probability.distributions.Distribution.sample",
        ),
        ("tensorflow_probability.python.distributions.normal.Normal", "tensorflow_probability.distributions.Normal"),
        ("tensorflow_addons.layers.GroupNormalization", "tensorflow_addons.layers.GroupNormalization"),
        ("sonnet.Linear", "sonnet.Linear"),
        ("sonnet.Linear.submodules", "tensorflow.Module.submodules"),
        ("collections.OrderedDict.update", "collections.OrderedDict.update"),
        ("collections.Counter.clear", "builtins.dict.clear"),
        ("pathlib.PosixPath.write_text", "pathlib.Path.write_text"),
        ("os.path.join", "os.path.join"),
        ("nosuchlibrary.f", None),
    ],
)
def test_spelling(spelling: str, name: str | None) -> None:
    assert knowledge.canonical(spelling) == name


@pytest.mark.parametrize(
    ("spelling", "major"),
    [
        ("tensorflow.keras.layers.Dense", 3),
        ("keras.layers.Dense", 3),
        ("tf_keras.layers.Dense", 2),
        ("tensorflow.keras.optimizers.legacy.SGD", 2),
        ("tensorflow.python.keras.layers.Dense", 2),
        ("tensorflow.math.add", None),
    ],
)
def test_keras_major(spelling: str, major: int | None) -> None:
    assert knowledge.keras_major(spelling) == major


@pytest.mark.parametrize(
    ("name", "dtype"),
    [
        ("tensorflow.float32", "float32"),
        ("tensorflow.dtypes.float32", "float32"),
        ("tensorflow.compat.v1.bool", "bool"),
        ("tensorflow.string", "string"),
        ("numpy.float32", "float32"),
        ("numpy.double", "float64"),
        ("numpy.float_", "float64"),
        ("numpy.bool_", "bool"),
        ("numpy.str_", "string"),
        ("numpy.object_", None),
        ("numpy.floating", None),
        ("tensorflow.Tensor", None),
        ("numpy.pi", None),
    ],
)
def test_dtype_of(name: str, dtype: str | None) -> None:
    assert knowledge.dtype_of(name) == dtype


@pytest.mark.parametrize(
    ("name", "result", "computes"),
    [
        ("tensorflow.add", "tensor", True),
        ("tensorflow.split", "tensors", True),
        ("tensorflow.while_loop", "structure", True),
        ("tensorflow.constant", "tensor", False),
        ("tensorflow.convert_to_tensor", "tensor", False),
        ("tensorflow.is_tensor", "python", False),
        ("tensorflow.print", "none", False),
        ("tensorflow.nest.flatten", "structure", False),
        ("tensorflow.data.Dataset.map", "dataset", False),
        ("tensorflow.executing_eagerly", "python", False),
        ("tensorflow.summary.scalar", None, False),
        ("tensorflow.GradientTape.gradient", "structure", True),
        ("keras.ops.matmul", "tensor", True),
        ("keras.losses.mean_squared_error", "tensor", True),
        ("keras.utils.to_categorical", "ndarray", False),
        ("numpy.sum", "ndarray", False),
        ("numpy.random.seed", "none", False),
        ("tensorflow.Tensor", None, False),
    ],
)
def test_coarse_result(name: str, result: str | None, computes: bool) -> None:
    assert knowledge.returns(name) == result
    assert knowledge.makes_tensors(name) is computes


@pytest.mark.parametrize(
    ("name", "hazard", "side_effect", "mutates"),
    [
        ("builtins.list.append", "", False, ("self",)),
        ("collections.OrderedDict.pop", "", False, ("self",)),
        ("collections.Counter.clear", "", False, ("self",)),
        ("builtins.print", "print-call", True, ()),
        ("pprint.pprint", "print-call", True, ()),
        ("logging.info", "logging-call", True, ()),
        ("logging.Logger.warning", "logging-call", True, ()),
        ("absl.logging.info", "logging-call", True, ()),
        ("warnings.warn", "warnings-call", True, ()),
        ("sys.stdout.write", "stream-write", True, ()),
        ("builtins.open", "file-io", True, ()),
        ("pathlib.Path.write_text", "file-io", True, ()),
        ("json.dump", "file-io", True, ()),
        ("numpy.save", "file-io", True, ()),
        ("os.makedirs", "file-io", True, ()),
        ("shutil.rmtree", "file-io", True, ()),
        ("os.path.exists", "frozen-file-read", False, ()),
        ("requests.get", "network-io", True, ()),
        ("subprocess.run", "outer-mutation", True, ()),
        ("time.time", "frozen-time", False, ()),
        ("datetime.datetime.now", "frozen-time", False, ()),
        ("os.getenv", "frozen-env", False, ()),
        ("os.environ.__setitem__", "outer-mutation", True, ()),
        ("random.random", "frozen-random", True, ()),
        ("random.Random.random", "frozen-random", False, ("self",)),
        ("random.shuffle", "frozen-random", True, ("x",)),
        ("numpy.random.uniform", "frozen-random", True, ()),
        ("numpy.random.Generator.normal", "frozen-random", False, ("self",)),
        ("numpy.random.shuffle", "frozen-random", True, ("x",)),
        ("numpy.ndarray.sort", "", False, ("self",)),
        ("numpy.copyto", "", False, ("dst",)),
        ("numpy.add", "", False, ("out",)),
        ("builtins.next", "python-iterator", True, ("iterator",)),
        ("builtins.breakpoint", "debugger-call", True, ()),
        ("tensorflow.random.set_seed", "rng-in-body", True, ()),
        ("tensorflow.random.Generator.from_seed", "rng-in-body", False, ()),
        ("tensorflow.executing_eagerly", "executing-eagerly", False, ()),
        ("tensorflow.config.run_functions_eagerly", "run-functions-eagerly", True, ()),
        ("tensorflow.saved_model.save", "save-in-function", True, ()),
        ("tensorflow.keras.Model.save_weights", "save-in-function", True, ()),
        ("tensorflow.keras.Sequential.fit", "keras-loop-inside", True, ()),
        ("keras.Model.predict", "keras-loop-inside", True, ()),
        ("keras.Model.summary", "print-call", True, ()),
        ("tqdm.tqdm", "stream-write", True, ()),
        ("pandas.DataFrame.to_csv", "file-io", True, ()),
        ("matplotlib.pyplot.plot", "outer-mutation", True, ()),
    ],
)
def test_effect(name: str, hazard: str, side_effect: bool, mutates: tuple[str, ...]) -> None:
    found = knowledge.effect(name)
    assert found is not None
    assert (found.hazard, found.side_effect, found.mutates) == (hazard, side_effect, mutates)


@pytest.mark.parametrize(
    "name",
    [
        "tensorflow.print",
        "tensorflow.summary.scalar",
        "tensorflow.debugging.assert_equal",
        "tensorflow.Variable.assign",
        "tensorflow.Variable.assign_add",
        "keras.optimizers.Adam.apply_gradients",
        "keras.metrics.Mean.update_state",
        "tensorflow.TensorArray.write",
        "keras.layers.Dense.add_loss",
        "tensorflow.io.write_file",
        "math.sqrt",
        "builtins.len",
        "builtins.list.copy",
        "builtins.dict.get",
        "logging.getLogger",
        "os.path.join",
        "numpy.zeros",
        "copy.deepcopy",
        "functools.partial",
        "tensorflow.train.Checkpoint.write",
        "numpy.random.RandomState",
        "json.dumps",
        "random.Random",
        "numpy.random.SeedSequence",
    ],
)
def test_no_effect(name: str) -> None:
    assert knowledge.effect(name) is None


def test_libraries() -> None:
    for top in ("tensorflow", "keras", "tf_keras", "numpy", "math", "random", "os", "builtins", "sonnet"):
        assert knowledge.is_library(top)
    assert not knowledge.is_library("mypackage")
    for top in ("math", "itertools", "typing", "numpy", "scipy", "tensorflow_probability", "einops"):
        assert knowledge.is_pure_library(top)
    for top in ("requests", "socket", "mypackage"):
        assert not knowledge.is_pure_library(top)


def test_classes() -> None:
    assert knowledge.mro("tensorflow.keras.Sequential")[:3] == ("keras.Sequential", "keras.Model", "keras.layers.Layer")
    assert knowledge.is_subclass("tf_keras.layers.LSTM", "tensorflow.keras.layers.Layer")
    assert not knowledge.is_subclass("keras.layers.LSTM", "keras.Model")
    assert not knowledge.is_subclass("keras.layers.LSTM", "nosuch.Class")
    assert knowledge.mro("tensorflow.math.add") == ()
    assert knowledge.member("tensorflow", "math") == "tensorflow.math"
    assert knowledge.member("tensorflow.math", "nosuch") is None


@pytest.mark.parametrize(
    ("table", "limit"),
    [
        ("tensorflow", 15),
        ("tensorflow_v1", 15),
        ("keras", 15),
        ("numpy", 15),
        ("python", 15),
        ("tensorflow_private", 15),
    ],
)
def test_tables_are_read_fast(table: str, limit: int) -> None:
    def seconds() -> float:
        start = time.process_time()
        tables.table.__wrapped__(table)
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) * 1000 < limit


def test_tables_stay_small() -> None:
    assert sum(path.stat().st_size for path in tables.FOLDER.glob("*.txt")) < 1_600_000


def test_rules_do_not_contradict_each_other() -> None:
    for table in ("RULES", "PROPERTIES", "EQUIVALENTS"):
        assert rules.collect(table)[1] == []


def _public(tf: Any, v1: bool = False) -> Iterator[tuple[str, Any]]:
    pending: list[tuple[str, Any]] = [("tensorflow.compat.v1", tf.compat.v1)] if v1 else [("tensorflow", tf)]
    while pending:
        path, module = pending.pop()
        for attribute in dir(module):
            where = f"{path}.{attribute}"
            if attribute.startswith("_") or where.endswith(
                (".keras", "compat.v1.compat", "compat.v1.estimator", ".estimator")
            ):
                continue
            value = getattr(module, attribute)
            if isinstance(value, types.ModuleType):
                own = getattr(value, "__name__", "")
                if own.startswith("tensorflow._api.v2") and not where.endswith((".v1", ".v2")):
                    pending.append((where, value))
            else:
                yield where, value


@pytest.mark.parametrize("v1", [False, True])
def test_every_public_name_of_tensorflow_resolves(tf: Any, v1: bool) -> None:
    public = dict(_public(tf, v1))
    assert len(public) > 2000
    assert [name for name in public if knowledge.find(name) is None] == []


@pytest.mark.parametrize("v1", [False, True])
def test_aliases_are_the_same_object(tf: Any, v1: bool) -> None:
    public = {**dict(_public(tf, False)), **dict(_public(tf, True))}
    wrong = []
    for name, value in _public(tf, v1):
        target = knowledge.canonical(name)
        if target is None or target == name or not callable(value):
            continue
        other = public.get(target, value)
        # Version 1 registers some functions once more; what they take is the same then.
        if other is not value and not (v1 and _parameters(other) == _parameters(value)):
            wrong.append((name, target))
    assert wrong == []


def _parameters(function: Any) -> list[str] | None:
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return None


def test_parameters_agree_with_tensorflow(tf: Any) -> None:
    wrong = []
    count = 0
    for name, value in _public(tf):
        entry = knowledge.find(name)
        if isinstance(value, type) or not callable(value) or entry is None or entry.parameters is None:
            continue
        count += 1
        listed = [parameter.lstrip("*") for parameter in entry.parameters if parameter != "*"]
        if _parameters(value) not in (listed, None):
            wrong.append(name)
    assert count > 1500
    assert wrong == []


def test_members_agree_with_tensorflow_and_keras(tf: Any) -> None:
    keras = pytest.importorskip("keras", reason="the tables are compared with an installed Keras")
    classes = [(name, value) for name, value in _public(tf) if isinstance(value, type)]
    classes += [
        (f"keras.{space}.{name}", value)
        for space in ("layers", "optimizers", "metrics", "losses", "initializers", "callbacks", "models")
        for name, value in vars(getattr(keras, space)).items()
        if isinstance(value, type)
    ]
    wrong = []
    count = 0
    for name, cls in classes:
        for member in dir(cls):
            if member.startswith("_"):
                continue
            count += 1
            found = knowledge.find(f"{name}.{member}")
            raw = inspect.getattr_static(cls, member)
            if found is None:
                wrong.append((name, member, "missing"))
            elif isinstance(raw, types.FunctionType) and found.kind == "method" and found.parameters is not None:
                listed = [parameter.lstrip("*") for parameter in found.parameters if parameter != "*"]
                taken = _parameters(raw) or []
                if listed not in (taken[1:], taken if taken[0] == "args" else None):
                    wrong.append((name, member, "parameters"))
    assert count > 5000
    assert wrong == []


def test_dtypes_agree(tf: Any, np: Any) -> None:
    for name, value in _public(tf):
        assert knowledge.dtype_of(name) == (value.name if isinstance(value, tf.DType) else None)
    for name in dir(np):
        value = getattr(np, name) if not name.startswith("_") else None
        if isinstance(value, type) and issubclass(value, np.generic) and (found := knowledge.dtype_of(f"numpy.{name}")):
            assert tf.as_dtype(np.dtype(value)).name == found


def test_numpy_names_resolve(np: Any) -> None:
    missing = []
    for space in (np, np.random, np.linalg, np.fft):
        listed = [
            name
            for name in dir(space)
            if not name.startswith("_") and not isinstance(getattr(space, name), types.ModuleType)
        ]
        missing += [name for name in listed if knowledge.find(f"{space.__name__}.{name}") is None]
    assert missing == []


def _owner(name: str) -> bool:
    return name.partition(".")[0] in {"tensorflow", "keras", "numpy"} | names.PYTHON_MODULES


# What the analysis knows by name although no class stands behind it in the tables.
_BY_NAME = (
    "os.environ.",
    "sys.stdout.",
    "sys.stderr.",
    "sys.__stdout__.",
    "sys.__stderr__.",
    "sys.path.",
    "sys.modules.",
)


def test_effects_are_given_under_canonical_names() -> None:
    unknown = []
    for name in effects.table():
        plain = name.removesuffix(".*")
        if (
            not _owner(name)
            or f"{plain}.".startswith(_BY_NAME)
            or plain in ("sys.argv", "sys.meta_path", "sys.path_hooks")
        ):
            continue
        if knowledge.canonical(plain) != plain:
            unknown.append(name)
    assert unknown == []


def test_changed_parameters_exist() -> None:
    wrong = []
    for name, effect in effects.table().items():
        entry = knowledge.find(name)
        if effect is None or entry is None or entry.parameters is None:
            continue
        for parameter in effect.mutates:
            if parameter != "self" and parameter not in entry.parameters:
                wrong.append((name, parameter, entry.parameters))
    assert wrong == []
