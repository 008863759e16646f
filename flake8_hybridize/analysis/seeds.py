"""Operations with the same seed in several compiled functions.

Observed with TensorFlow 2.21: eagerly, operations with a seed share one sequence; each compiled function starts its
own, so that several of them draw the same numbers.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Const
from . import hazards
from .objects import FunctionValue
from .state import Activation, Arguments, Frame, FunctionInfo, Machine

_KIND = "op-seed"


def drawn(frame: Frame, node: nodes.NodeNG, name: str, arguments: Arguments) -> None:
    """Note an operation of ``tf.random`` that is given a seed of its own."""
    if not name.startswith("tensorflow.random.") or "stateless" in name:
        return
    seed = dict(arguments.keywords).get("seed")
    if type(seed) is Const and type(seed.value) is int:
        words = {"operation": name, "seed": str(seed.value)}
        hazards.report(frame, _KIND, node, name, certain=False, blocks=False, words=words)


def compare_seeds(machine: Machine) -> None:
    """What is drawn in traces of several compiled functions by one operation with one seed is certain."""
    found: dict[tuple[tuple[str, str], ...], dict[FunctionInfo, list[tuple[Activation, hazards.Record]]]] = {}
    for creation in machine.hybrids.values():
        target = creation.hybrid.target
        if not isinstance(target, FunctionValue):
            continue
        for trace in target.info.activations:
            if "tf.function" in trace.traced_by:
                for record in trace.hazards.values():
                    if record.kind == _KIND:
                        found.setdefault(record.details, {}).setdefault(target.info, []).append((trace, record))
    for functions in found.values():
        for trace, record in (r for records in functions.values() for r in records) if len(functions) > 1 else ():
            trace.hazards[record.kind, record.node, record.subject] = record._replace(certain=True)
