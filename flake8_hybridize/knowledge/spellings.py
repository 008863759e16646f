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
    "numpy.core": "numpy",
    "numpy._core": "numpy",
    "numpy.matlib": "numpy",
}
