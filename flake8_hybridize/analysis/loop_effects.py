"""What a function that is called in a loop over a tensor does to objects from before the loop.

Observed with TensorFlow 2.21: AutoGraph makes the names and attributes that the body of such a loop assigns variables
of the loop. What a callee assigns it does not see: ``self.total = self.total + x`` in a method keeps a tensor of the
loop's body, which raises ``InaccessibleTensorError`` when it is read.
"""

from __future__ import annotations

from astroid import nodes

from .hazards import Record
from .objects import Instance, Object
from .state import GRAPH_AS_WRITTEN, Activation, Machine


def add_loop_effects(machine: Machine, live: dict[Activation, None]) -> None:
    """Record each call in a loop over a tensor that carries a tensor from round to round by itself."""
    for (caller, node, callee), loop in machine.loop_calls.items():
        if caller not in live or (callee, node) not in caller.calls or caller.mode is GRAPH_AS_WRITTEN:
            continue
        if caller.function is None:
            continue
        reached = _reached(callee)
        for activation in reached:
            for record in activation.hazards.values():
                if record.kind == "leaked-tensor" and _is_carried(record, activation, reached, loop.node):
                    text = node.func if isinstance(node, nodes.Call) else node
                    sure = record.certain and loop.sure
                    found = Record("hidden-loop-effect", node, text, None, False, sure, True, record.node, ())
                    caller.hazards.setdefault((found.kind, node, text), found)


def _reached(callee: Activation) -> dict[Activation, None]:
    found = {callee: None}
    stack = [callee]
    while stack and len(found) < 50:
        for called, _ in stack.pop().calls:
            if called not in found:
                found[called] = None
                stack.append(called)
    return found


def _is_carried(record: Record, writer: Activation, reached: dict[Activation, None], loop: nodes.NodeNG) -> bool:
    """What ``record`` says to be stored is read before, in the same function, and was there before the loop."""
    target = record.target
    if isinstance(target, Activation):
        name = str(record.subject)
        return target not in reached and any(n == name for _, n in writer.outer_reads)
    if not isinstance(target, Instance) or not isinstance(record.node, (nodes.AssignAttr, nodes.Attribute)):
        return False
    if (target, record.node.attrname) not in writer.attribute_reads:
        return False
    return not _made_in(target, reached, loop)


def _made_in(target: Object, reached: dict[Activation, None], loop: nodes.NodeNG) -> bool:
    made = getattr(target, "node", None)
    return target.owner in reached or (made is not None and bool(loop.parent_of(made)))
