"""Gradients: ``GradientTape`` and ``tf.gradients``.

A gradient has the type of its source. That of an unconnected source is ``None`` at run time and that of a
variable read by ``tf.gather`` an ``IndexedSlices``; both are not told apart here from the common case.
"""

from __future__ import annotations

from ...model.values import NEVER, NONE, LibraryObject, Tensor, Unknown, Value, atoms, tensor, tuple_of, union, unknown
from ..protocol import Call, Rule
from .arguments import given, is_none
from .convert import Operand, as_tensor
from .nest import mapped
from .shapes import prefixed

_TAPE = "tensorflow.GradientTape."


def _gradient_of(call: Call, source: Value) -> Value:
    return union(_atom(call, atom) for atom in atoms(source))


def _atom(call: Call, source: Value) -> Value:
    if is_none(source):
        return NONE
    if isinstance(source, Unknown):
        # A tensor or a structure of them.
        return union((tensor(symbolic=call.graph), unknown("gradient of what is not known")))
    if not isinstance(source, Tensor):
        if isinstance(source, LibraryObject):
            # A distributed variable or the like.
            return tensor(symbolic=call.graph)
        x = as_tensor(call, source)
        return NONE if x is not None and x.weak else tensor(symbolic=call.graph)
    if source.kind in ("ragged", "sparse"):
        return unknown(f"gradient of a {source.kind} tensor")
    if source.kind == "tensorarray":
        return unknown("gradient of a TensorArray")
    return tensor(source.dtype, source.shape, symbolic=call.graph)


def _gradient(call: Call) -> Value:
    """``tape.gradient(target, sources)``: the structure of ``sources``."""
    sources = given(call, "sources", "xs")
    if sources is None:
        return unknown("sources not known")
    return mapped(call, lambda leaves: _gradient_of(call, leaves[0]), [sources])


def _gradients(call: Call) -> Value:
    """``tf.gradients(ys, xs)``: always a list; raises when eager."""
    sources = given(call, "xs")
    if sources is None:
        return unknown("sources not known")
    if not call.graph:
        return NEVER
    items = call.items(sources)
    if items is None:
        return call.new_list([_gradient_of(call, sources)])
    rest = None if items.rest in (None, NEVER) else items.rest
    return call.new_list(
        [_gradient_of(call, s) for s in items.known], None if rest is None else _gradient_of(call, rest)
    )


def _target(call: Call) -> Operand | None:
    target = given(call, "target")
    return None if target is None else as_tensor(call, target)


def _jacobian(call: Call) -> Value:
    """``tape.jacobian``: the dimensions of the target, then those of each source."""
    sources, target = given(call, "sources"), _target(call)
    if sources is None or target is None:
        return unknown("jacobian of unknown arguments")

    def leaf(leaves: list[Value]) -> Value:
        found = _gradient_of(call, leaves[0])
        if not isinstance(found, Tensor):
            return unknown("jacobian of what is no tensor")
        return tensor(found.dtype, prefixed(target.shape, found.shape), symbolic=call.graph)

    return mapped(call, leaf, [sources])


def _batch_jacobian(call: Call) -> Value:
    """``tape.batch_jacobian``: as ``jacobian``, the common first dimension once."""
    source, target = given(call, "source"), _target(call)
    x = None if source is None else as_tensor(call, source)
    if x is None or target is None:
        return unknown("jacobian of unknown arguments")
    if x.shape == () or target.shape == ():
        return NEVER
    shape = None if x.shape is None or target.shape is None else (*target.shape, *x.shape[1:])
    return tensor(x.dtype, shape, symbolic=call.graph)


def _watched_variables(call: Call) -> Value:
    return tuple_of((), tensor(kind="variable"))


def _hessians(call: Call) -> Value:
    sources = given(call, "xs")
    items = None if sources is None else call.items(sources)
    if items is None:
        return unknown("hessians of unknown sources")
    if not call.graph:
        return NEVER
    made: list[Value] = []
    for item in items.known:
        x = as_tensor(call, item)
        made.append(unknown("hessian") if x is None else tensor(x.dtype, prefixed(x.shape, x.shape), symbolic=True))
    return call.new_list(made)


def _jvp(call: Call) -> Value:
    """``accumulator.jvp(primals)``: the structure of ``primals``."""
    primals = given(call, "primals")
    if primals is None:
        return unknown("primals not known")
    return mapped(call, lambda leaves: _gradient_of(call, leaves[0]), [primals])


def _nothing(call: Call) -> Value:
    return NONE


RULES: dict[str, Rule] = {
    _TAPE + "gradient": _gradient,
    _TAPE + "jacobian": _jacobian,
    _TAPE + "batch_jacobian": _batch_jacobian,
    _TAPE + "watched_variables": _watched_variables,
    _TAPE + "watch": _nothing,
    _TAPE + "reset": _nothing,
    "tensorflow.autodiff.ForwardAccumulator.jvp": _jvp,
    "tensorflow.gradients": _gradients,
    "tensorflow.compat.v1.gradients": _gradients,
    "tensorflow.hessians": _hessians,
}
