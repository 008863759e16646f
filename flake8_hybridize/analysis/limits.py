"""Functions that the analysis has left before all was known of them."""

from __future__ import annotations

from .hazards import Record
from .state import Machine

KIND = "analysis-limit"


def add_limits(machine: Machine) -> None:
    """Record where a limit was reached: nothing is proven of such a function."""
    for activation in machine.given_up:
        info = activation.function
        if info is not None:
            reason = f"what {info.name} gets and changes did not settle in {activation.runs} rounds"
            record = Record(KIND, info.node, reason, None, False, True, True, None, ())
            activation.hazards[(KIND, info.node, reason)] = record
