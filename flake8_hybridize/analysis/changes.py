"""Containers and arrays that are changed in place: where, for those who read them in a trace.

Containers have an identity. An array is known by the name or attribute that it is kept in.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Array, Value, atoms
from .objects import DictValue, Instance, ListValue
from .state import Frame


def note_change(frame: Frame, node: nodes.NodeNG, changed: Value, target: nodes.NodeNG | None) -> None:
    """Note that ``node`` changes what the expression ``target`` names."""
    writes = frame.activation.content_writes
    if isinstance(changed, (ListValue, DictValue)):
        writes[(changed, node)] = None
    elif type(changed) is Array:
        for key in _kept_in(frame, target):
            writes[(key, node)] = None


def _kept_in(frame: Frame, target: nodes.NodeNG | None) -> list[tuple[object, str]]:
    """The keys of the reads, see ``Activation.outer_reads`` and ``Activation.attribute_reads``."""
    if isinstance(target, nodes.Name):
        return _scope_of(frame, target.name)
    if isinstance(target, nodes.Attribute) and isinstance(target.expr, nodes.Name):
        return [(atom, target.attrname) for atom in atoms(frame.eval(target.expr)) if isinstance(atom, Instance)]
    return []


def _scope_of(frame: Frame, name: str) -> list[tuple[object, str]]:
    function = frame.activation.function
    if function is None:
        return [(frame.module, name)]
    if name in function.local_names:
        return [(frame.activation, name)]
    scope = frame.parent
    while scope is not None and name not in function.global_names:
        owner = scope.activation
        if owner.function is not None and name in owner.function.local_names:
            return [(owner, name)]
        scope = scope.parent
    return [(frame.module, name)]
