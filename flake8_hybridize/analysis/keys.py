"""Keys of dicts that ``tf.function`` cannot sort.

Observed with TensorFlow 2.21: the keys of dicts among arguments and results are sorted; keys that Python cannot
compare (numbers with text, members of an ``Enum``, ``None``) raise a ``TypeError``.
"""

from __future__ import annotations

from ..model.values import Const, Prim, Tuple, Value, atoms
from . import classes
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, TFFunction
from .state import Machine


def has_unordered_keys(machine: Machine, value: DictValue) -> bool:
    """Some keys cannot be compared with others."""
    kinds = {_order_of(machine, key) for key in value.entries}
    kinds.update(_order_of(machine, atom) for atom in atoms(value.keys.value))
    kinds.discard("")
    return len(kinds) > 1 or ("none" in kinds and _size(value) > 1)


def _size(value: DictValue) -> int:
    return len(value.entries) + 2 * len(atoms(value.keys.value))


def _order_of(machine: Machine, key: Value) -> str:
    """What ``key`` can be compared with: numbers, text, … or ``none``, not even its like; ``""``: not known."""
    if isinstance(key, (Const, Prim)):
        name = key.name if isinstance(key, Prim) else type(key.value).__name__
        return {"int": "number", "float": "number", "bool": "number", "NoneType": "none"}.get(name, name)
    if isinstance(key, Instance):
        ordered = any(name in cls.attributes for cls in _own_classes(machine, key) for name in ("__lt__", "__gt__"))
        library = classes.library_bases(machine, key.cls)
        return "" if ordered or any(base not in _UNORDERED for base in library) else "none"
    if isinstance(key, (FunctionValue, BoundMethod, TFFunction, ClassValue)):
        return "none"
    return "tuple" if isinstance(key, Tuple) else ""


_UNORDERED = frozenset({"builtins.object", "enum.Enum"})


def _own_classes(machine: Machine, value: Instance) -> list[ClassValue]:
    return [cls for cls in classes.linearize(machine, value.cls) if isinstance(cls, ClassValue)]
