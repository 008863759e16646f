"""``tf.test``: what its test cases give, and the functions that it calls.

Observed with TensorFlow 2.21.
"""

from __future__ import annotations

from ...model.values import NEVER, STR, Array, Const, Tensor, Value, array, atoms, tensor, tuple_of, union, unknown
from ..protocol import Call, Rule
from ..tensors.methods import as_numpy
from .arguments import given
from .convert import as_tensor
from .nest import mapped
from .shapes import size

_CASE = "tensorflow.test.TestCase."


def _evaluate(call: Call) -> Value:
    """``self.evaluate(tensors)``: the structure with arrays in the place of tensors."""
    value = given(call, "tensors")
    return unknown("tensors to evaluate") if value is None else mapped(call, _arrays, [value])


def _arrays(leaves: list[Value]) -> Value:
    return union(_array(atom) for atom in atoms(leaves[0]))


def _array(value: Value) -> Value:
    if isinstance(value, Tensor):
        return as_numpy(value)
    if isinstance(value, Const) and value.value is None:
        return value
    return NEVER if isinstance(value, (Array, Const)) else unknown("value of what is not known")


def _compute_gradient(call: Call) -> Value:
    """``compute_gradient(f, x)``: calls ``f`` on ``x`` as tensors, and gives two tuples of Jacobians."""
    function, sources = given(call, "f"), given(call, "x")
    items = None if sources is None else call.items(sources)
    if function is None or items is None or items.rest is not None:
        return unknown("gradients")
    operands = [as_tensor(call, item) for item in items.known]
    passed: list[Value] = []
    for operand in operands:
        if operand is None:
            return NEVER
        passed.append(tensor(operand.dtype, operand.shape, symbolic=call.graph))
    call.invoke(function, passed)
    columns = [None if o is None or o.shape is None else size(o.shape) for o in operands]
    made = tuple_of(array(o.dtype, (None, n)) for o, n in zip(operands, columns, strict=True) if o is not None)
    return tuple_of((made, made))


def _folder(call: Call) -> Value:
    return STR


RULES: dict[str, Rule] = {
    f"{_CASE}evaluate": _evaluate,
    f"{_CASE}get_temp_dir": _folder,
    "tensorflow.test.get_temp_dir": _folder,
    "tensorflow.test.compute_gradient": _compute_gradient,
}
