"""Whether the program runs on Keras 2."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..project import Module

_SWITCH = re.compile(r"""["']TF_USE_LEGACY_KERAS["']\s*(?:\]\s*=|,)\s*["'](?:1|true|True)["']""")
"""``os.environ["TF_USE_LEGACY_KERAS"] = "1"`` or ``os.environ.setdefault(…)``: ``tf.keras`` is Keras 2 then. These are
the values that TensorFlow 2.21 takes for yes."""


def is_keras_2(modules: Iterable[Module]) -> bool:
    """Some module imports ``tf_keras``, or makes TensorFlow do so."""
    return any(
        any(imported.top == "tf_keras" for imported in module.imports) or _SWITCH.search(module.source.text)
        for module in modules
    )
