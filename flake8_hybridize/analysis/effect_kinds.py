"""The hazard that a call of Python's is, where that depends on its arguments, its spelling, or what stands around it.

Observed with TensorFlow 2.21: AutoGraph leaves alone the call ``print(…)`` that is spelled so. Under another name
``print`` is staged where it gets a tensor: it prints in every call. The feature ``BUILTIN_FUNCTIONS`` stages it
always.
"""

from __future__ import annotations

import re

from astroid import nodes

from ..knowledge.protocol import Effect
from ..model.values import Const, Value, atoms
from . import hazards
from .state import GRAPH, Arguments, Frame

_TRACING = re.compile(r"\b(re)?trac(e|es|ed|ing)\b", re.IGNORECASE)
_READING = re.compile(r"[rbtU]+")
_STAGING = ("Feature.ALL", "BUILTIN_FUNCTIONS")


def hazard_of(frame: Frame, node: nodes.NodeNG, name: str, effect: Effect, arguments: Arguments) -> str:
    """The hazard that the call of ``name`` is; ``""`` if it is none here."""
    if name == "builtins.print" and (_is_staged(frame, node, arguments) or _tells_tracing(frame, arguments)):
        return ""
    if name.endswith("logging.log_first_n") and _happens_once(arguments):
        return ""
    if name == "builtins.open" and _reads(arguments):
        return "frozen-file-read"
    return effect.hazard


def _happens_once(arguments: Arguments) -> bool:
    """``log_first_n(level, message, 1)`` logs once, whatever runs it."""
    count = dict(arguments.keywords).get("n", arguments.positional[2] if len(arguments.positional) > 2 else None)
    return type(count) is Const and count.value == 1


def _is_staged(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> bool:
    """AutoGraph makes an operation of the call, which prints whenever the graph runs."""
    if frame.activation.mode is not GRAPH or not isinstance(node, nodes.Call):
        return False
    if not any(hazards.graph_tensors(frame, None, value) for value in arguments.positional):
        return False
    spelled = isinstance(node.func, nodes.Name) and node.func.name == "print"
    return not spelled or _stages_builtins(frame)


def _stages_builtins(frame: Frame) -> bool:
    function = frame.activation.function
    decorators = getattr(function.node, "decorators", None) if function is not None else None
    texts = (d.as_string() for d in (decorators.nodes if decorators is not None else ()))
    return any("experimental_autograph_options" in t and any(word in t for word in _STAGING) for t in texts)


def _tells_tracing(frame: Frame, arguments: Arguments) -> bool:
    """It is there to show when the function is traced."""
    if not frame.activation.traced or not arguments.positional:
        return False
    texts = [a.value for a in atoms(arguments.positional[0]) if type(a) is Const and isinstance(a.value, str)]
    return bool(texts) and all(_TRACING.search(text) for text in texts)


def _reads(arguments: Arguments) -> bool:
    mode: Value | None = dict(arguments.keywords).get("mode")
    if mode is None and len(arguments.positional) > 1:
        mode = arguments.positional[1]
    if mode is None:
        return True
    modes = [a.value for a in atoms(mode) if type(a) is Const]
    return len(modes) == len(atoms(mode)) and all(isinstance(m, str) and _READING.fullmatch(m) for m in modes)
