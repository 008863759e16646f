"""Whether an abstract value is true in a condition."""

from __future__ import annotations

from astroid import nodes

from ..model.values import Const, Dataset, DType, LibraryObject, Partial, Symbol, Tuple, Union, Value
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue, ModuleValue, TFFunction
from .state import Frame

_ALWAYS = (
    ClassValue,
    FunctionValue,
    BoundMethod,
    ModuleValue,
    TFFunction,
    Symbol,
    DType,
    LibraryObject,
    Partial,
    Dataset,
)


def truth(value: Value) -> bool | None:
    """True, false, or ``None`` where it depends."""
    if type(value) is not Union:
        return atom_truth(value)
    answers = {atom_truth(a) for a in value.members}
    return answers.pop() if len(answers) == 1 else None


def may_not_happen(frame: Frame) -> bool:
    """Whether control comes to this place depends on what is not known."""
    if any(loop.continues or loop.breaks or loop.left for loop in frame.loops):
        return True
    return any(type(test) is nodes.ExceptHandler or truth(value) is None for test, value in frame.conditions)


def atom_truth(value: Value) -> bool | None:
    """The truth of one possibility."""
    kind = type(value)
    if kind is Const:
        return bool(value.value)  # type: ignore[attr-defined]
    if kind is Tuple:
        if value.items:  # type: ignore[attr-defined]
            return True
        return False if value.rest is None else None  # type: ignore[attr-defined]
    if kind is ListValue or kind is DictValue:
        return None
    if kind is Instance:
        # A class may define __bool__ or __len__; those of the program rarely do, and then the answer depends.
        for cls in value.cls.linear or ():  # type: ignore[attr-defined]
            if isinstance(cls, ClassValue) and ("__bool__" in cls.attributes or "__len__" in cls.attributes):
                return None
        return True
    if isinstance(value, _ALWAYS):
        return True
    return None
