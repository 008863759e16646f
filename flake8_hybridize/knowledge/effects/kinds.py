"""The effects that the tables share, and how they are written down."""

from __future__ import annotations

from ..protocol import Effect

PRINT = Effect("print-call", side_effect=True, remedy="tf.print")
STREAM = Effect("stream-write", side_effect=True, remedy="tf.print")
LOGGING = Effect("logging-call", side_effect=True, remedy="tf.print")
WARNING = Effect("warnings-call", side_effect=True)
FILE = Effect("file-io", side_effect=True)
FILE_READ = Effect("frozen-file-read")
NETWORK = Effect("network-io", side_effect=True)
SAVE = Effect("save-in-function", side_effect=True)
RANDOM = Effect("frozen-random", side_effect=True, remedy="tf.random")
DRAWS_FROM_SELF = Effect("frozen-random", mutates=("self",), remedy="tf.random")
"""Drawing from a generator object: it advances; a side effect if it outlives the caller."""
TIME = Effect("frozen-time", remedy="tf.timestamp")
ENVIRONMENT = Effect("frozen-env")
DEBUGGER = Effect("debugger-call", side_effect=True)
ITERATOR = Effect("python-iterator", side_effect=True, mutates=("iterator",))
KERAS_LOOP = Effect("keras-loop-inside", side_effect=True)
GENERATOR = Effect("rng-in-body")
STATE = Effect("outer-mutation", side_effect=True)
"""A change of state of the process or the library that outlives the call."""
OUTSIDE = Effect(side_effect=True)
"""It may do anything outside of Python, or only look: an effect for all that is known, but no certain defect."""
MUTATES_SELF = Effect(mutates=("self",))
"""The receiver changes in place; a side effect if it outlives the caller."""


def mutates(*parameters: str) -> Effect:
    """These arguments change in place; a side effect if they outlive the caller."""
    return Effect(mutates=parameters)


def each(effect: Effect, names: str, prefix: str = "") -> dict[str, Effect]:
    """``effect`` for every one of the names, separated by white space."""
    return {f"{prefix}{name}": effect for name in names.split()}


def none(names: str, prefix: str = "") -> dict[str, Effect | None]:
    """Names that have no effect although a wildcard covers them."""
    return {f"{prefix}{name}": None for name in names.split()}
