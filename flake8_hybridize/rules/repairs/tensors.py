"""Tensors used as Python containers: what TensorFlow has instead."""

from __future__ import annotations

import ast

from ...model.facts import Hazard
from ...model.findings import Edit, Fix
from ..syntax import comments
from .spot import Spot, bound_in, unsafe

_UPDATES: dict[type[ast.operator] | None, str] = {
    None: "tensor_scatter_nd_update",
    ast.Add: "tensor_scatter_nd_add",
    ast.Sub: "tensor_scatter_nd_sub",
}
# Where a dimension may be a tensor as well as a number.
_TAKES_TENSOR = frozenset({"reshape", "zeros", "ones", "fill", "broadcast_to", "tile", "normal", "uniform"})
_NUMBER = (ast.FloorDiv, ast.Mult, ast.Add, ast.Sub, ast.Mod)


def unstacked(spot: Spot) -> Fix | None:
    """``a, b = t`` to ``a, b = tf.unstack(t)``, and so where an expression iterates; the first axis must be known."""
    node = spot.node(ast.expr)
    tf = None if node is None else spot.tensorflow(node)
    if node is None or tf is None or isinstance(node, (ast.Starred, ast.GeneratorExp)):
        return None
    same = [h for h in _hazards(spot) if h.place == spot.hazard.place and h.kind == spot.hazard.kind]
    if not same or any(h.detail("length") != "known" for h in same):
        return None
    text = spot.text(node)
    return unsafe(f"Take the tensor apart by {tf}.unstack()", spot.replace(node, f"{tf}.unstack({text})"))


def _hazards(spot: Spot) -> tuple[Hazard, ...]:
    return spot.function.hazards if spot.function is not None else (spot.hazard,)


def assigned_write(spot: Spot) -> Fix | None:
    """``array.write(...)`` as a statement to ``array = array.write(...)``."""
    call = spot.call()
    if call is None or not isinstance(spot.syntax.parents[call], ast.Expr) or not isinstance(call.func, ast.Attribute):
        return None
    array = call.func.value
    if not isinstance(array, ast.Name) or not spot.is_local(array, call):
        return None
    start = spot.syntax.start(call)
    return unsafe(f"Assign the result to {array.id}", Edit(start, start, f"{array.id} = "))


def scattered(spot: Spot) -> Fix | None:
    """``t[i] = v`` to ``t = tf.tensor_scatter_nd_update(t, [[i]], [v])``; so ``+=`` and ``-=``."""
    item = spot.node(ast.Subscript)
    statement = None if item is None else spot.syntax.parents[item]
    if not isinstance(item, ast.Subscript) or not isinstance(item.value, ast.Name):
        return None
    if not spot.is_local(item.value, item):
        return None
    operator: type[ast.operator] | None = None
    if isinstance(statement, ast.AugAssign):
        operator = type(statement.op)
    elif not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    index = item.slice
    tf = spot.tensorflow(item)
    if tf is None or operator not in _UPDATES or not _is_index(index):
        return None
    name, position = item.value.id, spot.text(index)
    if isinstance(statement.value, (ast.Tuple, ast.List, ast.GeneratorExp, ast.Yield)):
        return None
    text = f"{name} = {tf}.{_UPDATES[operator]}({name}, [[{position}]], [{spot.text(statement.value)}])"
    if comments(spot.syntax.source, spot.syntax.start(statement), spot.syntax.end(statement)):
        return None
    return unsafe(f"Make a new tensor by {tf}.{_UPDATES[operator]}()", spot.replace(statement, text))


def _is_index(index: ast.expr) -> bool:
    """A number that is not negative, or a name."""
    if isinstance(index, ast.Tuple):
        return bool(index.elts) and all(_is_index(element) for element in index.elts)
    return isinstance(index, ast.Name) or (isinstance(index, ast.Constant) and type(index.value) is int)


def membership(spot: Spot) -> Fix | None:
    """``v in t`` to ``tf.reduce_any(tf.equal(t, v))``."""
    node = spot.node(ast.Compare)
    tf = None if node is None else spot.tensorflow(node)
    if not isinstance(node, ast.Compare) or tf is None or len(node.ops) != 1:
        return None
    one, other = spot.text(node.comparators[0]), spot.text(node.left)
    if isinstance(node.comparators[0], (ast.List, ast.Tuple)):
        one, other = other, one  # The first decides about the dtype.
    text = f"{tf}.reduce_any({tf}.equal({one}, {other}))"
    if isinstance(node.ops[0], ast.NotIn):
        text = f"{tf}.logical_not({text})"
    elif not isinstance(node.ops[0], ast.In):
        return None
    return unsafe(f"Compare with {tf}.equal()", spot.replace(node, text))


def dynamic_shape(spot: Spot) -> Fix | None:
    """``x.shape[i]`` to ``tf.shape(x)[i]``, where a tensor is as good as a number."""
    item = spot.node(ast.Subscript)
    if not isinstance(item, ast.Subscript) or not isinstance(item.value, ast.Attribute):
        return None
    tf = spot.tensorflow(item)
    if tf is None or not _takes_tensor(spot, item):
        return None
    text = f"{tf}.shape({spot.text(item.value.value)})[{spot.text(item.slice)}]"
    return unsafe("Read the dimension when the graph runs", spot.replace(item, text))


def _takes_tensor(spot: Spot, node: ast.expr) -> bool:
    """``node`` is a dimension of a shape, alone or in arithmetic of numbers, or the end of a range."""
    parent = spot.syntax.parents[node]
    if isinstance(parent, ast.BinOp):
        other = parent.right if parent.left is node else parent.left
        plain = isinstance(other, ast.Constant) and type(other.value) is int
        return plain and isinstance(parent.op, _NUMBER) and _takes_tensor(spot, parent)
    if isinstance(parent, (ast.List, ast.Tuple)):
        call = spot.syntax.parents[parent]
        return isinstance(call, ast.Call) and parent in call.args and _last(call.func) in _TAKES_TENSOR
    if isinstance(parent, ast.Call) and node in parent.args:
        loop = spot.syntax.parents[parent]
        if isinstance(parent.func, ast.Name) and parent.func.id == "range":
            return isinstance(loop, ast.For) and loop.iter is parent
        return spot.text(parent.func) == f"{spot.tensorflow(node)}.range" or (
            _last(parent.func) == "cast" and parent.args[0] is node
        )
    return False


def _last(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ""


def checked(spot: Spot) -> Fix | None:
    """``if t: raise E("…")`` and ``assert t, "…"`` to ``tf.debugging.assert_equal``."""
    raised = spot.node(ast.Raise, ast.Assert)
    tf = None if raised is None else spot.tensorflow(raised)
    if tf is None or raised is None:
        return None
    if isinstance(raised, ast.Assert):
        statement: ast.stmt = raised
        test, wanted, message = raised.test, "True", raised.msg
    else:
        assert isinstance(raised, ast.Raise)
        branch = spot.syntax.parents[raised]
        if not isinstance(branch, ast.If) or branch.body != [raised] or branch.orelse or not _is_plain(raised.exc):
            return None
        if not spot.text(branch).startswith("if"):
            return None  # An "elif" depends on what stands before it.
        statement = branch
        test, wanted, message = branch.test, "False", _message(raised.exc)
    if message is not None and not (isinstance(message, ast.Constant) and isinstance(message.value, str)):
        return None
    source = spot.syntax.source
    if comments(source, spot.syntax.start(statement), spot.syntax.end(statement)) or isinstance(test, ast.NamedExpr):
        return None
    said = f", message={spot.text(message)}" if message is not None else ""
    text = f"{tf}.debugging.assert_equal({spot.text(test)}, {wanted}{said})"
    return unsafe(f"Check by {tf}.debugging.assert_equal()", spot.replace(statement, text))


def _is_plain(exception: ast.expr | None) -> bool:
    """A class, or a call of one with a message or nothing."""
    if isinstance(exception, ast.Call):
        return len(exception.args) < 2 and not exception.keywords
    return isinstance(exception, (ast.Name, ast.Attribute))


def _message(exception: ast.expr | None) -> ast.expr | None:
    return exception.args[0] if isinstance(exception, ast.Call) and exception.args else None


def tensor_range(spot: Spot) -> Fix | None:
    """``for i in range(n)`` around a ``break`` that a tensor decides to ``for i in tf.range(n)``.

    Only where the variable of the loop is not used, or as an index of a ``TensorArray`` or in ``tf.cast``: a tensor
    is no index of a list and mixes with numbers of ``int32`` alone.
    """
    node = spot.node(ast.Break)
    loop = None if node is None else next((a for a in spot.syntax.ancestors(node) if isinstance(a, _LOOPS)), None)
    if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name) or loop.orelse:
        return None
    call = loop.iter
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "range":
        return None
    tf, scope = spot.tensorflow(loop), spot.scope(loop)
    if tf is None or scope is None or "range" in bound_in(scope) or not _is_free_index(spot, loop.target.id, loop):
        return None
    return unsafe(f"Loop over {tf}.range()", spot.replace(call.func, f"{tf}.range"))


def _is_free_index(spot: Spot, name: str, loop: ast.For) -> bool:
    scope = spot.scope(loop)
    uses = [n for n in ast.walk(scope) if isinstance(n, ast.Name) and n.id == name] if scope is not None else []
    return all(use is loop.target or _is_index_of_array(spot, use) for use in uses)


def _is_index_of_array(spot: Spot, use: ast.Name) -> bool:
    parent = spot.syntax.parents[use]
    if not isinstance(parent, ast.Call) or not parent.args or parent.args[0] is not use:
        return False
    return _last(parent.func) in ("write", "read", "cast")


_LOOPS = (ast.For, ast.AsyncFor, ast.While)
