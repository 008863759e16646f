"""What ``inspect`` says of the functions and classes of the program."""

from __future__ import annotations

from collections.abc import Callable

from astroid import nodes

from ..model.values import (
    BOOL,
    NEVER,
    NONE,
    Array,
    Const,
    Prim,
    Tensor,
    Tuple,
    Value,
    atoms,
    const,
    named_tuple,
    tuple_of,
    union,
    unknown,
)
from . import plain_functions
from .objects import (
    BoundMethod,
    ClassValue,
    Descriptor,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    ModuleValue,
    TFFunction,
)
from .state import Arguments, Frame

_KNOWN = (
    *(Array, Const, Prim, Tensor, Tuple),
    *(BoundMethod, ClassValue, Descriptor, DictValue, FunctionValue, Instance, ListValue, ModuleValue, TFFunction),
)
"""What is a function or a class where its kind says so, and not otherwise."""


def _is_a(*kinds: type) -> Callable[[Frame, nodes.NodeNG, Arguments], Value]:
    def answer(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
        if len(arguments.positional) != 1:
            return BOOL
        value = arguments.positional[0]
        if kinds != (ClassValue,):
            plain_functions.asked(frame, node, value)
        answers = {_answer(frame, atom, kinds) for atom in atoms(value)}
        found = answers.pop() if len(answers) == 1 else None
        return BOOL if found is None else const(found)

    return answer


def _answer(frame: Frame, value: Value, kinds: tuple[type, ...]) -> bool | None:
    if isinstance(value, BoundMethod) and isinstance(value.function, TFFunction):
        # A compiled method that is read through an instance is an object of a class of TensorFlow's.
        return False
    if isinstance(value, FunctionValue) and value.info.node in frame.machine.seen_through:
        return None
    return isinstance(value, kinds) if isinstance(value, _KNOWN) else None


def _full_arg_spec(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``getfullargspec``: of a method, bound or not, ``self`` is the first."""
    results: list[Value] = []
    for atom in atoms(arguments.positional[0]) if arguments.positional else ():
        function = atom.function if isinstance(atom, BoundMethod) else atom
        if not isinstance(function, FunctionValue):
            results.append(unknown("getfullargspec"))
            continue
        info = function.info
        # Lists, but nobody changes them, and what a tuple holds is certain.
        names = tuple_of(map(const, info.positional))
        keyword_only = tuple_of(map(const, info.keyword_only))
        fields: dict[str, Value] = {
            "args": names,
            "varargs": NONE if info.vararg is None else const(info.vararg),
            "varkw": NONE if info.kwarg is None else const(info.kwarg),
            "defaults": unknown("defaults of a function"),
            "kwonlyargs": keyword_only,
            "kwonlydefaults": unknown("defaults of a function"),
            "annotations": unknown("annotations of a function"),
        }
        results.append(named_tuple("FullArgSpec", list(fields), list(fields.values())))
    return union(results) if results else NEVER


FUNCTIONS: dict[str, Callable[[Frame, nodes.NodeNG, Arguments], Value]] = {
    "inspect.isfunction": _is_a(FunctionValue),
    "inspect.ismethod": _is_a(BoundMethod),
    "inspect.isclass": _is_a(ClassValue),
    "inspect.getfullargspec": _full_arg_spec,
}
