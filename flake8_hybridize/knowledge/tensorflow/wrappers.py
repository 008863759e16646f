"""Functions wrapped for their gradients: ``custom_gradient``, ``recompute_grad``, ``grad_pass_through``."""

from __future__ import annotations

from ...model.values import (
    LibraryObject,
    Value,
    atoms,
    library_object,
    union,
    unknown,
)
from ..protocol import Call, Rule
from .arguments import given, sequence
from .control import tensors

_WRAPPED = "function"


def _wraps(name: str) -> Rule:
    """A decorator: an object that calls the function when it is called."""

    def rule(call: Call) -> Value:
        function = given(call, "f")
        if function is None:
            return unknown(f"{name} of an unknown function")
        return library_object(name, [(_WRAPPED, function)], call.site())

    return rule


def _call_wrapped(call: Call) -> Value:
    function = call.receiver.get(_WRAPPED) if isinstance(call.receiver, LibraryObject) else None
    if function is None:
        return unknown("an unknown function")
    return call.invoke(function, list(call.positional()), list(call.keywords()))


def _call_custom_gradient(call: Call) -> Value:
    """The function gives its result and the function for the gradient."""
    found = _call_wrapped(call)
    results: list[Value] = []
    for atom in atoms(found):
        items = sequence(call, atom)
        if items is None or len(items.known) != 2 or items.rest is not None:
            results.append(unknown("result of a custom gradient"))
        else:
            results.append(tensors(call, items.known[0], str(len(results))))
    return union(results)


RULES: dict[str, Rule] = {
    "tensorflow.custom_gradient": _wraps("tensorflow.custom_gradient"),
    "tensorflow.custom_gradient.__call__": _call_custom_gradient,
    "tensorflow.recompute_grad": _wraps("tensorflow.recompute_grad"),
    "tensorflow.recompute_grad.__call__": _call_wrapped,
    "tensorflow.grad_pass_through": _wraps("tensorflow.grad_pass_through"),
    "tensorflow.grad_pass_through.__call__": _call_wrapped,
}
