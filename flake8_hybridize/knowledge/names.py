"""Names of library objects: any spelling to the canonical one, members, bases, dtypes, coarse results.

Everything here is a pure function of tables that are read when first asked for. Names are qualified names as
resolved imports give them (``tensorflow.math.add``), never the local ones (``tf.add``).
"""

from __future__ import annotations

import sys
from functools import cache

from . import tables
from .protocol import Entry
from .spellings import OLDER_KERAS, OLDER_NAMES, PREFIXES

# Tables of each top-level package, in the order in which they are asked.
TABLES: dict[str, tuple[str, ...]] = {
    "tensorflow": ("tensorflow",),
    "keras": ("keras", "keras2"),
    "numpy": ("numpy",),
    "tensorflow_probability": ("tensorflow_probability",),
    "tensorflow_addons": ("tensorflow_addons",),
    "sonnet": ("sonnet",),
}
_PYTHON = ("python",)
# Libraries whose public namespaces show all that the modules below them define.
_FLAT = frozenset({"tensorflow_probability", "tensorflow_addons"})
_ATTRIBUTES_OF_MODULES = frozenset({"__version__", "__file__", "__name__", "__doc__", "__path__"})
PYTHON_MODULES = sys.stdlib_module_names | {"builtins"}

_RAW_OPS = "tensorflow.raw_ops"
_PRIVATE = "tensorflow.python."
_V1 = "tensorflow.compat.v1"


@cache
def find(name: str) -> Entry | None:
    """The library object that ``name`` spells; ``None`` when no table knows it."""
    record = _record(name)
    return record.entry if record is not None else None


def canonical(name: str) -> str | None:
    """The canonical name of what ``name`` spells."""
    entry = find(name)
    return entry.name if entry is not None else None


@cache
def _record(name: str) -> tables.Record | None:
    spelled = plain(name)
    found = _direct(spelled)
    if found is not None:
        return found
    head, _, last = spelled.rpartition(".")
    if head:
        outer = _record(head)
        if outer is not None:
            if last in _ATTRIBUTES_OF_MODULES and outer.entry.kind == "module":
                return tables.Record(Entry(f"{outer.entry.name}.{last}", "constant"), "")
            if last == "__init__" and outer.entry.kind == "class":
                return tables.Record(Entry(f"{outer.entry.name}.{last}", "method", outer.entry.parameters), "none")
            if outer.entry.kind != "module":
                return _member_record(_class_of(outer), last)
            inner = f"{outer.entry.name}.{last}"
            if inner != spelled:
                return _record(inner)
    return _older(spelled)


def _class_of(record: tables.Record) -> str:
    """The class whose members an object has: a class's own, a dtype's, a NumPy ufunc's."""
    entry = record.entry
    if entry.kind == "constant" and record.note:
        return "tensorflow.DType"
    if entry.kind == "function" and entry.name.startswith("numpy."):
        return "numpy.ufunc"
    return entry.name


def _older(name: str) -> tables.Record | None:
    """What TensorFlow 2 dropped, by the name it had in version 1."""
    if name.startswith(_V1 + "."):
        rest = name.removeprefix(_V1)
        return _direct("tensorflow" + rest)
    if name.startswith("tensorflow.") and not name.startswith("tensorflow.compat"):
        return _direct(_V1 + name.removeprefix("tensorflow"))
    if name.startswith("keras."):
        return _older_keras(name)
    parts = name.split(".")
    if parts[0] in _FLAT and len(parts) > 3:
        # A module of the library's own below a public namespace: distributions.normal.Normal.
        return _direct(".".join([*parts[:2], parts[-1]]))
    return None


def _older_keras(name: str) -> tables.Record | None:
    """Names below modules of older Keras (``keras.layers.core.Dense``, ``keras.engine.topology.Layer``)."""
    parts = name.removeprefix("keras.src.").removeprefix("keras.").split(".")
    if not name.startswith("keras.src."):
        found = _direct(".".join(["keras.src", *parts]))
        if found is not None:
            return found
    if len(parts) < 2:
        return None
    for space in OLDER_KERAS.get(parts[0], (f"keras.{parts[0]}",)):
        candidate = f"{space}.{parts[-1]}"
        if candidate != name and (found := _direct(candidate)) is not None:
            return found
    return None


def _tables_of(name: str) -> tuple[str, ...]:
    if name.startswith(_RAW_OPS):
        return ("tensorflow_raw_ops",)
    if name.startswith(_V1):
        return ("tensorflow_v1",)
    if name.startswith(_PRIVATE):
        return ("tensorflow_private",)
    if name.startswith("keras.src."):
        return ("keras_private",)
    top = name.partition(".")[0]
    return _PYTHON if top in PYTHON_MODULES else TABLES.get(top, ())


def _direct(name: str) -> tables.Record | None:
    for table in _tables_of(name):
        target = tables.table(table).aliases.get(name)
        if target is not None and target != name:
            return _direct(target) or _older(target)
        record = tables.record(table, name)
        if record is not None:
            return record
    return None


@cache
def plain(name: str) -> str:
    """``name`` without what older versions and other places of the same thing add to it."""
    for _ in range(8):
        name = OLDER_NAMES.get(name, name)
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            target = PREFIXES.get(".".join(parts[:length]))
            if target is not None:
                name = ".".join([target, *parts[length:]])
                break
        else:
            return name
    return name


@cache
def _member_record(cls: str, attribute: str) -> tables.Record | None:
    for owner in mro(cls):
        for table in _tables_of(owner):
            found = tables.members(table, owner).get(attribute)
            if found is not None:
                return found
    return None


def member(module_or_class: str, attribute: str) -> str | None:
    """The canonical name of ``attribute`` of a library module or class, inherited ones by the class that has it."""
    return canonical(f"{module_or_class}.{attribute}")


@cache
def mro(cls: str) -> tuple[str, ...]:
    """Canonical names of a library class and its public ancestors, nearest first; empty if it is no known class."""
    entry = find(cls)
    if entry is None or entry.kind != "class":
        return ()
    return (entry.name, *entry.bases)


@cache
def is_subclass(cls: str, base: str) -> bool:
    """The library class ``cls`` is ``base`` or derives from it, by any spelling of both."""
    return canonical(base) in mro(cls)


@cache
def is_library(top_level: str) -> bool:
    """The top-level module is one that the tables describe."""
    return top_level in PYTHON_MODULES or plain(top_level).partition(".")[0] in TABLES


@cache
def dtype_of(name: str) -> str | None:
    """The dtype, by TensorFlow's name, that a constant or NumPy scalar type stands for (``tensorflow.float32``)."""
    record = _record(name)
    return record.note or None if record is not None and record.entry.kind in ("constant", "class") else None


@cache
def returns(name: str) -> str | None:
    """What a call of a function or method gives, coarsely: ``tensor``, ``tensors``, ``structure``, ``ndarray``,
    ``python``, ``dataset`` or ``none``; ``None`` when it is not known."""
    record = _record(name)
    if record is None or record.entry.kind not in ("function", "method", "staticmethod", "classmethod"):
        return None
    return record.note or None


@cache
def keras_major(spelling: str) -> int | None:
    """The major version of Keras that a spelling implies; ``None`` when it is no Keras name, or could be either.

    ``tensorflow.keras`` is Keras 3 since TensorFlow 2.16; ``tf_keras`` and names that only Keras 2 has are Keras 2.
    """
    top = spelling.partition(".")[0]
    spelled = plain(spelling)
    if not (spelled == "keras" or spelled.startswith("keras.")):
        return None
    if top == "tf_keras" or spelling.startswith("tensorflow.python.keras"):
        return 2
    entry = find(spelling)
    if entry is not None and _direct_table(entry.name) == "keras2":
        return 2
    return 3


def _direct_table(name: str) -> str | None:
    return next((table for table in _tables_of(name) if name in tables.table(table).records), None)


# Functions that wrap values, move tensors or ask about them, and so compute nothing with tensors.
NOT_COMPUTING = frozenset(
    {
        "tensorflow.constant",
        "tensorflow.convert_to_tensor",
        "tensorflow.get_static_value",
        "tensorflow.Variable.read_value",
        "tensorflow.Variable.value",
        "tensorflow.is_tensor",
        "tensorflow.no_op",
        "tensorflow.group",
        "tensorflow.init_scope",
        "tensorflow.compat.v1.convert_to_tensor",
        "tensorflow.compat.v1.constant",
        "tensorflow.compat.v1.placeholder",
        "keras.Input",
        "keras.ops.convert_to_tensor",
        "keras.backend.constant",
    }
)


# What computes tensors and gives them in a structure that the arguments decide.
COMPUTING_STRUCTURES = frozenset(
    [
        "tensorflow.case",
        "tensorflow.cond",
        "tensorflow.foldl",
        "tensorflow.foldr",
        "tensorflow.map_fn",
        "tensorflow.scan",
        "tensorflow.switch_case",
        "tensorflow.vectorized_map",
        "tensorflow.while_loop",
        "tensorflow.numpy_function",
        "tensorflow.py_function",
        "tensorflow.GradientTape.gradient",
        "tensorflow.GradientTape.jacobian",
        "tensorflow.autodiff.ForwardAccumulator.jvp",
        "tensorflow.compat.v1.case",
        "tensorflow.compat.v1.cond",
        "tensorflow.compat.v1.while_loop",
        "tensorflow.compat.v1.map_fn",
        "tensorflow.compat.v1.scan",
        "tensorflow.compat.v1.foldl",
        "tensorflow.compat.v1.foldr",
        "tensorflow.compat.v1.py_func",
        "tensorflow.compat.v1.gradients",
        "tensorflow.io.parse_example",
        "tensorflow.io.parse_single_example",
        "tensorflow.distribute.Strategy.reduce",
        "tensorflow.distribute.Strategy.gather",
        "tensorflow.distribute.ReplicaContext.all_reduce",
        "tensorflow.distribute.ReplicaContext.all_gather",
        "keras.layers.Layer.__call__",
        "keras.ops.associative_scan",
        "keras.ops.cond",
        "keras.ops.fori_loop",
        "keras.ops.map",
        "keras.ops.scan",
        "keras.ops.switch",
        "keras.ops.vectorized_map",
        "keras.ops.while_loop",
        "keras.ops.jvp",
        "keras.backend.foldl",
        "keras.backend.foldr",
        "keras.backend.map_fn",
        "keras.backend.switch",
    ]
)


# What updates variables with the tensors that it gets or computes, and gives nothing.
_UPDATING = (
    ("keras.optimizers.", frozenset({"apply", "apply_gradients", "minimize", "update_step"})),
    ("sonnet.optimizers.", frozenset({"apply"})),
    ("tensorflow.train.ExponentialMovingAverage.", frozenset({"apply"})),
    ("tensorflow.compat.v1.train.", frozenset({"apply", "apply_gradients", "minimize"})),
)


@cache
def updates_variables(name: str) -> bool:
    """A call of this method is a step of an optimizer or the like: it computes, whatever it gives."""
    entry = find(name)
    if entry is None or entry.kind != "method":
        return False
    owner, _, method = entry.name.rpartition(".")
    return any(f"{owner}.".startswith(prefix) and method in methods for prefix, methods in _UPDATING)


@cache
def makes_tensors(name: str) -> bool:
    """A call of this function or method computes a new tensor."""
    entry = find(name)
    if entry is None or entry.name in NOT_COMPUTING or entry.name.startswith("tensorflow.nest."):
        return False
    result = returns(entry.name)
    return result in ("tensor", "tensors") or (result == "structure" and entry.name in COMPUTING_STRUCTURES)
