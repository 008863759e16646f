"""How the many spellings of a library's names lead to the one that the tables use.

Each line of :data:`PREFIXES` says that names below the first module are names below the second. The longest
prefix that fits is taken, repeatedly, until none fits.
"""

from __future__ import annotations

PREFIXES: dict[str, str] = {
    "tensorflow._api.v2": "tensorflow",
    "tensorflow._api.v2.v2": "tensorflow",
    "tensorflow._api.v2.compat.v1": "tensorflow.compat.v1",
    "tensorflow._api.v2.compat.v2": "tensorflow",
    "tensorflow.compat.v2": "tensorflow",
    "tensorflow.compat.v1.compat": "tensorflow.compat",
    "tensorflow.compat.v2.compat": "tensorflow.compat",
    "tensorflow.compat.v1.raw_ops": "tensorflow.raw_ops",
    "tensorflow.compat.v1.keras": "keras",
    "tensorflow.compat.v1.estimator": "tensorflow.estimator",
    "tensorflow.keras": "keras",
    "tensorflow.initializers": "keras.initializers",
    "tensorflow.losses": "keras.losses",
    "tensorflow.metrics": "keras.metrics",
    "tensorflow.optimizers": "keras.optimizers",
    "tensorflow_core": "tensorflow",
    "tf_keras": "keras",
    "tf_keras.api._v2.keras": "keras",
    "tf_keras.api._v1.keras": "keras",
    "keras.api": "keras",
    "keras.api._v2.keras": "keras",
    "keras.api._v1.keras": "keras",
    "keras._tf_keras.keras": "keras",
    "tensorflow.python.keras.api.keras": "keras",
    "tensorflow.python.keras.api._v2.keras": "keras",
    "tensorflow.python.keras.api._v1.keras": "keras",
    "tensorflow.python.keras": "keras.src",
    "tf_keras.src": "keras.src",
    "tensorflow_probability.python": "tensorflow_probability",
    "sonnet.v2": "sonnet",
    "numpy.math": "math",
    "numpy.core": "numpy",
    "numpy._core": "numpy",
    "numpy.matlib": "numpy",
}

# Where the names below a module of older Keras are public today.
OLDER_KERAS: dict[str, tuple[str, ...]] = {
    "engine": ("keras", "keras.layers", "keras.models", "keras.utils"),
    "legacy": ("keras.layers",),
    "legacy_tf_layers": ("keras.layers",),
    "feature_column": ("keras.layers", "keras.experimental"),
    "optimizer_v1": ("keras.optimizers",),
    "optimizer_v2": ("keras.optimizers", "keras.optimizers.schedules"),
    "saving": ("keras.models", "keras.saving", "keras.utils"),
    "layer": ("keras.layers",),
}

# Single names that a newer version has dropped or renamed.
OLDER_NAMES: dict[str, str] = {
    "numpy.int": "builtins.int",
    "numpy.float": "builtins.float",
    "numpy.complex": "builtins.complex",
    "numpy.object": "builtins.object",
    "numpy.str": "builtins.str",
    "numpy.unicode": "builtins.str",
    "numpy.bool8": "numpy.bool",
    "numpy.float_": "numpy.float64",
    "numpy.complex_": "numpy.complex128",
    "numpy.cfloat": "numpy.complex128",
    "numpy.singlecomplex": "numpy.complex64",
    "numpy.string_": "numpy.bytes_",
    "numpy.unicode_": "numpy.str_",
    "numpy.product": "numpy.prod",
    "numpy.cumproduct": "numpy.cumprod",
    "numpy.sometrue": "numpy.any",
    "numpy.alltrue": "numpy.all",
    "numpy.round_": "numpy.round",
    "numpy.in1d": "numpy.isin",
    "numpy.trapz": "numpy.trapezoid",
    "numpy.infty": "numpy.inf",
    "numpy.Inf": "numpy.inf",
    "numpy.Infinity": "numpy.inf",
    "numpy.PINF": "numpy.inf",
    "numpy.NaN": "numpy.nan",
    "numpy.NAN": "numpy.nan",
    "numpy.msort": "numpy.sort",
    "numpy.mat": "numpy.asmatrix",
}
