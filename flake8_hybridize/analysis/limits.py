"""Functions that the analysis has left before all was known of them."""

from __future__ import annotations

from collections.abc import Iterable

from .hazards import Record
from .objects import Object
from .state import Activation, Machine

KIND = "analysis-limit"


def add_limits(machine: Machine, live: Iterable[Activation]) -> None:
    """Record where a limit was reached: nothing is proven of such a function.

    Where calls were no longer told apart, objects that each call makes anew pass for one that outlives them, so what
    is said of objects is not certain.
    """
    for activation in machine.given_up:
        info = activation.function
        if info is not None:
            reason = f"what {info.name} gets and changes did not settle in {activation.runs} rounds"
            record = Record(KIND, info.node, reason, None, False, True, True, None, ())
            activation.hazards[(KIND, info.node, reason)] = record
    if machine.hurried:
        for activation in live:
            for key, record in activation.hazards.items():
                if record.certain and (isinstance(record.target, Object) or record.kind == "frozen-attribute"):
                    activation.hazards[key] = record._replace(certain=False)
