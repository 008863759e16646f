"""Hazards and effects carried from callees to callers over the final call graph.

An effect on an object ends at the activation that made the object: a caller that made the list itself has no
effect when a callee appends to it. What the program keeps in globals counts as made before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..model.values import LibraryObject, Tuple, Value, atoms
from .arguments import ARGUMENT_KINDS
from .hazards import EXPECTED, Record
from .objects import BoundMethod, DictValue, FunctionValue, Instance, ListValue, Object
from .state import EAGER, Activation, Machine

RECORD_LIMIT = 60
OWN = frozenset({"python-return", "tensorarray-returned"}) | ARGUMENT_KINDS
"""Hazards of a function as the thing that is compiled; its callers do not have them."""
CREATION = frozenset({"variable-in-body", "layer-in-body", "optimizer-in-body", "metric-in-body", "rng-in-body"})


Callers = dict[Activation, dict[Activation, None]]
"""The activations that call each, in order."""


class Carried(NamedTuple):
    """A record as an activation has it: from its own body, or through ``through`` (the callee it came from)."""

    record: Record
    origin: Activation
    through: Activation | None


@dataclass(slots=True)
class Carrying:
    """What every live activation has after propagation."""

    hazards: dict[Activation, dict[Record, Carried]]
    unknown: dict[Activation, dict[str, Activation]]
    computing: set[Activation]
    perhaps: set[Activation]
    """What may compute with tensors, for all that is known."""


def live_activations(machine: Machine, roots: list[Activation]) -> dict[Activation, None]:
    """The activations that are reachable over the final call graph."""
    return _reachable(roots, False)


def certain_activations(roots: list[Activation]) -> dict[Activation, None]:
    """The same without calls that may not happen."""
    return _reachable(roots, True)


def _reachable(roots: list[Activation], certain: bool) -> dict[Activation, None]:
    found: dict[Activation, None] = dict.fromkeys(roots)
    stack = list(roots)
    while stack:
        activation = stack.pop()
        for callee, node in activation.calls:
            if callee not in found and not (certain and node in activation.doubted):
                found[callee] = None
                stack.append(callee)
    return found


def callers_of(live: dict[Activation, None]) -> Callers:
    """The reversed call graph."""
    callers: Callers = {a: {} for a in live}
    for caller in live:
        for callee, _ in caller.calls:
            callers[callee][caller] = None
    return callers


def above(activations: Iterable[Activation], callers: Callers) -> dict[Activation, None]:
    """``activations`` and all that call them, directly or not; ``callers`` is the reversed call graph."""
    found = dict.fromkeys(activations)
    stack = list(found)
    while stack:
        for caller in callers.get(stack.pop(), ()):
            if caller not in found:
                found[caller] = None
                stack.append(caller)
    return found


def propagate(machine: Machine, live: dict[Activation, None], callers: Callers) -> Carrying:
    """Carry hazards, unknown calls and tensor computation upwards until nothing changes."""
    guards = {caller: _guards(caller) for caller in live}
    escaped = _escaped(machine)
    reach = _Reach(callers)
    hazards: dict[Activation, dict[Record, Carried]] = {}
    unknown: dict[Activation, dict[str, Activation]] = {}
    computing: set[Activation] = set()
    perhaps: set[Activation] = set()
    for activation in live:
        hazards[activation] = {
            r: Carried(r, activation, None)
            for r in activation.hazards.values()
            if r.target is None or not _is_given(r, activation, escaped, reach)
        }
        unknown[activation] = dict.fromkeys(activation.unknown_calls, activation)
        if activation.computes:
            computing.add(activation)
        if activation.may_compute:
            perhaps.add(activation)
    # Callees before their callers: most have all that they carry when they are asked for it.
    queue = deque(sorted(live, key=lambda a: a.first_end))
    queued = set(queue)
    while queue:
        callee = queue.popleft()
        queued.discard(callee)
        for caller in callers[callee]:
            changed = False
            if callee in computing and caller not in computing:
                computing.add(caller)
                changed = True
            if callee in perhaps and caller not in perhaps:
                perhaps.add(caller)
                changed = True
            for text, origin in unknown[callee].items():
                if text not in unknown[caller] and len(unknown[caller]) < RECORD_LIMIT:
                    unknown[caller][text] = origin
                    changed = True
            guarded = guards[caller][callee]
            # A Python function that runs inside of py_function runs eagerly although its caller is traced.
            escapes_trace = caller.mode is not EAGER and callee.mode is EAGER
            mine = hazards[caller]
            for record, carried in hazards[callee].items():
                if len(mine) >= RECORD_LIMIT:
                    break
                if record in mine:
                    continue
                if record.kind in OWN or record.details == EXPECTED or (guarded and record.kind in CREATION):
                    continue
                if escapes_trace and not record.side_effect:
                    continue
                if record.target is not None and _is_construction(record, callee, caller):
                    continue
                if record.target is not None and _absorbed(record, callee, caller, escaped, reach):
                    continue
                mine[record] = Carried(record, carried.origin, callee)
                changed = True
            if changed and caller not in queued:
                queued.add(caller)
                queue.append(caller)
    return Carrying(hazards, unknown, computing, perhaps)


def _guards(caller: Activation) -> dict[Activation, bool]:
    """The callees, and whether all calls of each stand behind a test for what they make."""
    found: dict[Activation, bool] = {}
    for (callee, _), (_, guarded, _) in caller.calls.items():
        found[callee] = guarded and found.get(callee, True)
    return found


class _Reach:
    """Which activations lead to another, and what is there before one; computed when asked."""

    def __init__(self, callers: Callers) -> None:
        self._callers = callers
        self._above: dict[Activation, dict[Activation, None]] = {}
        self._held: dict[Activation, set[Object]] = {}

    def leads(self, activation: Activation, callee: Activation) -> bool:
        """``activation`` calls ``callee``, directly or not."""
        found = self._above.get(callee)
        if found is None:
            found = self._above[callee] = above(self._callers.get(callee, ()), self._callers)
        return activation in found

    def held_before(self, activation: Activation) -> set[Object]:
        """What its arguments and the functions around it hold."""
        found = self._held.get(activation)
        if found is None:
            held = list(activation.args)
            scope = activation.value.scope if isinstance(activation.value, FunctionValue) else None
            while scope is not None:
                held.extend(cell.value for cell in scope.activation.cells.values())
                scope = scope.parent
            found = self._held[activation] = _held(held)
        return found


def _is_construction(record: Record, callee: Activation, caller: Activation) -> bool:
    """What ``__init__`` does to the object that it is called for is nothing to the caller that makes the object."""
    if callee.function is None or callee.function.name != "__init__" or not callee.args:
        return False
    if caller.function is not None and caller.function.name == "__init__" and caller.args:
        return record.target in atoms(callee.args[0]) and record.target not in atoms(caller.args[0])
    return record.target in atoms(callee.args[0])


def _absorbed(record: Record, callee: Activation, caller: Activation, escaped: set[Object], reach: _Reach) -> bool:
    """The object that the effect changes was made by ``caller`` or by something that it calls."""
    target = record.target
    if isinstance(target, Activation):
        return target is caller or target is callee
    if target is None or target.owner is None:
        return False
    if target.owner is callee:
        return target not in escaped
    if target.owner is caller:
        return True
    return target not in escaped and reach.leads(caller, target.owner)


def _is_given(record: Record, activation: Activation, escaped: set[Object], reach: _Reach) -> bool:
    """The object that the effect changes is new: a callee has made it and given it to ``activation``, and nothing
    that was there before the call holds it."""
    target = record.target
    if not isinstance(target, Object) or target.owner is None or not reach.leads(activation, target.owner):
        return False
    return target not in escaped and not _is_remembered(target.owner) and target not in reach.held_before(activation)


def _is_remembered(maker: Activation) -> bool:
    """Something keeps what the function gives, to give it again."""
    decorators = None if maker.function is None else getattr(maker.function.node, "decorators", None)
    texts = [] if decorators is None else [d.as_string().lower() for d in decorators.nodes]
    return any("cache" in text or "memo" in text or "once" in text for text in texts)


def _escaped(machine: Machine) -> set[Object]:
    """Objects that module globals and class attributes hold, directly or through other objects."""
    stack: list[Value] = []
    for state in machine.modules.values():
        stack.extend(cell.value for cell in state.cells.values())
    for cls in machine.classes:
        stack.extend(cell.value for cell in cls.attributes.values())
    return _held(stack)


def _held(stack: list[Value]) -> set[Object]:
    """The objects among the values and inside of them, at any depth; ``stack`` is used up."""
    found: set[Object] = set()
    while stack:
        for atom in atoms(stack.pop()):
            if isinstance(atom, Tuple):
                stack.extend(atom.items)
            elif isinstance(atom, Object) and atom not in found:
                found.add(atom)
                if isinstance(atom, ListValue):
                    stack.extend(c.value for c in (*(atom.items or ()), atom.rest))
                elif isinstance(atom, DictValue):
                    stack.extend(c.value for c in (*atom.entries.values(), atom.rest))
                elif isinstance(atom, Instance):
                    stack.extend(c.value for c in atom.attributes.values())
                elif isinstance(atom, FunctionValue):
                    stack.extend(c.value for c in atom.defaults.values())
            elif isinstance(atom, BoundMethod):
                stack.extend((atom.function, atom.receiver))
            elif isinstance(atom, LibraryObject):
                stack.extend(value for _, value in atom.state)
    return found
