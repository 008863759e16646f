"""Containers and arrays that are changed in place: where, for those who read them in a trace.

Containers have an identity. An array, or what is not known, goes by the name or attribute that it is kept in.
Attributes of objects of libraries, such as namespaces of settings, go by the place where the object is made, those of
unknown ones by their name alone.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Array, LibraryObject, Unknown, Value, atoms
from .objects import DictValue, Instance, ListValue
from .state import Frame

SOMEWHERE = "an object of which nothing is known"
"""What attributes of unknown objects belong to: those of one name may be one."""
EVERYTHING = "all names that there are"
"""The key, with a module or object, of writes under a name that is not known."""
SETTINGS = "settings of a Keras object"
"""The key, with a layer or optimizer, of writes of its attributes."""
_VARIABLES = frozenset({"iterations", "learning_rate", "lr", "trainable"})
"""Attributes that are variables, or that matter to some only (see ``keras_use``)."""
_WITHOUT_PYTHON_STATE = ("keras.", "tensorflow.", "numpy.")


def note_read(frame: Frame, node: nodes.NodeNG, owner: Value | str, name: str, value: Value) -> None:
    """Note that a function reads the attribute of a library's or an unknown object."""
    if frame.activation.function is not None and _has_python_state(owner):
        frame.activation.attribute_reads[(owner, name)] = (node, value)


def note_write(frame: Frame, node: nodes.NodeNG, owner: Value | str, name: str) -> None:
    """Note that the attribute of a library's or an unknown object is assigned."""
    if _has_python_state(owner):
        frame.activation.attribute_writes[(owner, name)] = node
    elif isinstance(owner, LibraryObject) and owner.cls.startswith("keras.") and name not in _VARIABLES:
        frame.activation.content_writes[((SETTINGS, owner), node)] = None


def _has_python_state(owner: Value | str) -> bool:
    return not isinstance(owner, LibraryObject) or not owner.cls.startswith(_WITHOUT_PYTHON_STATE)


def note_open_write(frame: Frame, node: nodes.NodeNG, owner: object) -> None:
    """Note that something in ``owner``, a module or an object, is assigned under a name that is not known."""
    frame.activation.content_writes[((EVERYTHING, owner), node)] = None


def note_change(frame: Frame, node: nodes.NodeNG, changed: Value, target: nodes.NodeNG | None) -> None:
    """Note that ``node`` changes what the expression ``target`` names."""
    writes = frame.activation.content_writes
    if isinstance(changed, (ListValue, DictValue)):
        writes[(changed, node)] = None
    elif type(changed) is Array or (is_known_by_place(changed) and isinstance(node, (nodes.Subscript, nodes.Call))):
        for key in _kept_in(frame, target):
            writes[(key, node)] = None


def is_known_by_place(value: Value) -> bool:
    """What may be changed in place and has no identity here."""
    return type(value) in (Array, Unknown) or (isinstance(value, LibraryObject) and _has_python_state(value))


def _kept_in(frame: Frame, target: nodes.NodeNG | None) -> list[object]:
    """The keys of the reads, see ``Activation.outer_reads`` and ``Activation.attribute_reads``, or containers."""
    if isinstance(target, (nodes.Name, nodes.AssignName)):
        return [*_scope_of(frame, target.name)]
    if isinstance(target, nodes.Subscript):
        held = [atom for atom in atoms(frame.eval(target.value)) if isinstance(atom, (ListValue, DictValue))]
        return [*held, *_kept_in(frame, target.value)]
    if isinstance(target, (nodes.Attribute, nodes.AssignAttr)):
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
