"""Objects of the standard library whose methods have effects, or that a graph cannot get: loggers, paths, namespaces.

After the documentation of Python 3.13.
"""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import Value, library_object
from ..protocol import Call, Rule


def _object_of(cls: str) -> Callable[[Call], Value]:
    def rule(call: Call) -> Value:
        return library_object(cls, (), call.site())

    return rule


_LOGGER = _object_of("logging.Logger")
_PATH = _object_of("pathlib.Path")

RULES: dict[str, Rule] = {
    "logging.getLogger": _LOGGER,
    "logging.Logger.getChild": _LOGGER,
    "threading.Lock": _object_of("threading.Lock"),
    "threading.RLock": _object_of("threading.RLock"),
    **dict.fromkeys(
        [
            f"pathlib.Path{method}"
            for method in ("", ".cwd", ".home", ".absolute", ".resolve", ".expanduser", ".joinpath", ".with_suffix")
        ]
        + [
            f"pathlib.Path.{method}"
            for method in ("with_name", "with_stem", "relative_to", "__truediv__", "__rtruediv__")
        ],
        _PATH,
    ),
}
PROPERTIES: dict[str, Rule] = {"pathlib.Path.parent": _PATH}
