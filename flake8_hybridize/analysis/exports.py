"""Modules that are saved without a function that could be called.

Observed with TensorFlow 2.21: ``tf.saved_model.save`` writes the traces of compiled functions of a ``tf.Module``. One
that was neither called nor has an ``input_signature`` has none: when it is loaded, it raises a ``ValueError``. What is
not compiled is not written at all (``AttributeError``).
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Value, atoms
from . import classes
from .hazards import Record
from .objects import ClassValue, Descriptor, Instance, TFFunction
from .state import Arguments, Frame, Machine

SAVE = "tensorflow.saved_model.save"


def saved(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> None:
    """``tf.saved_model.save(obj, …)`` is called."""
    given = dict(arguments.keywords)
    value = arguments.positional[0] if arguments.positional else given.get("obj")
    if value is not None and len(arguments.positional) < 3 and "signatures" not in given:
        frame.machine.saved[node] = (value, frame.activation)


def add_exports(machine: Machine) -> None:
    """Record each saving of a module of the program without a trace."""
    for node, (value, activation) in machine.saved.items():
        members = atoms(value)
        if not members or not all(isinstance(a, Instance) for a in members):
            continue
        reasons = {_untraced(machine, a) for a in members if isinstance(a, Instance)}
        if len(reasons) != 1 or "" in reasons:
            continue
        instance = members[0]
        name = instance.cls.name if isinstance(instance, Instance) else ""
        record = Record("export-untraced", node, name, None, False, True, False, None, (("why", reasons.pop()),))
        activation.hazards.setdefault((record.kind, node, name), record)


def _untraced(machine: Machine, instance: Instance) -> str:
    """Why nothing of the object can be called once it is loaded; ``""`` if something can, or nothing was meant to."""
    bases = classes.library_bases(machine, instance.cls)
    if classes.unknown_base(machine, instance.cls) is not None or "tensorflow.Module" not in bases:
        return ""
    if any(b not in ("tensorflow.Module", "builtins.object") for b in bases):
        return ""
    own = [c for c in classes.linearize(machine, instance.cls) if isinstance(c, ClassValue)]
    values = [cell.value for c in own for cell in c.attributes.values()]
    values += [cell.value for cell in instance.attributes.values()]
    parts = [a for v in values for a in atoms(v)]
    if any(isinstance(a, Instance) for a in parts):
        # Its functions are saved as well.
        return ""
    compiled = [f for a in parts for f in _compiled(a)]
    if not compiled:
        return "not compiled" if any("__call__" in c.attributes for c in own) else ""
    if any(f.signature is not None for f in compiled):
        return ""
    # What the analysis calls itself is no call.
    traced = {call.hybrid for call in machine.hybrid_calls.values() if not call.caller.entry}
    return "" if traced.intersection(compiled) else "never called"


def _compiled(value: Value) -> list[TFFunction]:
    if isinstance(value, TFFunction):
        return [value]
    if isinstance(value, Descriptor):
        return [f for a in atoms(value.function) for f in _compiled(a)]
    return []
