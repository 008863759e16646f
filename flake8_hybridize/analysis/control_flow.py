"""Hazards of branches and loops that become operations: what AutoGraph demands of names, types, jumps.

Observed with TensorFlow 2.21: both branches of an ``if`` on a tensor must define the names that are used later, with
one dtype and structure and never ``None``; the names that a loop carries keep dtype, shape and structure; Python
numbers count as int32 and float32.
"""

from __future__ import annotations

from collections.abc import Iterator

from astroid import nodes

from ..model.values import NEVER, NONE, Array, Const, Prim, Tensor, Tuple, Value, atoms
from . import hazards
from .iteration import elements_of
from .objects import DictValue, ListValue, dict_entries
from .state import GRAPH_AS_WRITTEN, Frame

Env = dict[str, Value]

_DTYPES: dict[type, str] = {bool: "bool", int: "int32", float: "float32", str: "string", bytes: "string"}
_PRIMITIVES = {"bool": "bool", "int": "int32", "float": "float32", "str": "string", "bytes": "string"}
_LOOPS = (nodes.For, nodes.While, nodes.AsyncFor)
_SCOPES = (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Lambda, nodes.ClassDef)


def decides(frame: Frame, test: nodes.NodeNG, value: Value) -> bool:
    """A tensor decides, in code that AutoGraph converts (or would)."""
    if frame.activation.function is None or frame.activation.mode is GRAPH_AS_WRITTEN:
        return False
    return not isinstance(test, nodes.ExceptHandler) and bool(hazards.graph_tensors(frame, test, value))


def branches(frame: Frame, node: nodes.If, test: Value, then: Env | None, other: Env | None) -> None:
    """Compare what the branches of an ``if`` leave; ``None`` for one that is left by a jump."""
    if then is None or other is None or not decides(frame, node.test, test):
        return
    for name in sorted({**then, **other}):
        one, two = then.get(name), other.get(name)
        if one is two or "." in name or one is NEVER or two is NEVER or not _is_used_after(node, name):
            continue
        if one is None or two is None:
            hazards.report(frame, "undefined-in-branch", node.test, name, branch="else" if two is None else "if")
            continue
        difference = _difference(frame, node, one, two)
        if difference:
            hazards.report(frame, "branch-type-mismatch", node.test, name, what=difference)


def loop(frame: Frame, node: nodes.NodeNG, before: Env, after: Env, sure: bool) -> None:
    """Compare the names that a loop over a tensor carries before it and after its first round; ``sure``: it is one
    whatever arrives."""
    if frame.activation.function is None or frame.activation.mode is GRAPH_AS_WRITTEN:
        return
    if any("set_loop_options" in c.func.as_string() for c in node.nodes_of_class(nodes.Call)):
        return
    for name, value in sorted(after.items()):
        old = before.get(name)
        if old is None or old is value or "." in name or value is NEVER or not _is_carried(node, name):
            continue
        if old is NONE:
            if any(_asks_none(compare, name) for compare in node.nodes_of_class(nodes.Compare)):
                hazards.report(frame, "loop-none-variable", node, name, certain=sure)
            continue
        old_dtype, new_dtype = _dtype(old), _dtype(value)
        if old_dtype and new_dtype and old_dtype != new_dtype:
            if old_dtype != "bool":
                hazards.report(frame, "loop-dtype-change", node, name, certain=sure, before=old_dtype, after=new_dtype)
        elif old_dtype and new_dtype:
            shapes = {"before": str(_shape(old)), "after": str(_shape(value))}
            if _differ(_shape(old), _shape(value)) or _grows(node, name, _shape(old), _shape(value)):
                hazards.report(frame, "loop-shape-change", node, name, certain=sure, words=shapes)
            elif not frame.activation.traced and _opens(_shape(old), _shape(value)):
                hazards.report(frame, "loop-shape-change", node, name, words=shapes, certain=False)
        elif (one := _length(frame, node, old)) is not None and (two := _length(frame, node, value)) is not None:
            if one != two:
                words = {"before": f"{one} items", "after": f"{two} items"}
                hazards.report(frame, "loop-structure-change", node, name, certain=sure, words=words)


def returned(frame: Frame, node: nodes.Return, value: Value) -> None:
    """A ``return`` is executed: note it if a tensor decides about it."""
    if frame.activation.function is None or frame.activation.mode is GRAPH_AS_WRITTEN:
        return
    test = _deciding(frame, node)
    _compare_returned(frame, node, test, value)
    if test is None:
        if value is NONE and frame.activation.tensor_return is not None:
            incomplete(frame)
        return
    loops = [loop for loop in frame.loops if loop.node.parent_of(test)]
    over_tensor = [loop for loop in loops if loop.over_tensor]
    if over_tensor:
        hazards.report(frame, "return-in-tensor-loop", node, certain=any(loop.sure for loop in over_tensor))
    elif loops:
        hazards.report(frame, "python-loop-tensor-break", node, "return", test=test.as_string())
    elif value is not NONE:
        frame.activation.tensor_return = node
    elif frame.activation.tensor_return is not None:
        incomplete(frame)


def _compare_returned(frame: Frame, node: nodes.Return, test: nodes.NodeNG | None, value: Value) -> None:
    """All that is returned behind a ``return`` on which a tensor decides has to be of one type with that."""
    if value in (NONE, NEVER) or frame.loops:
        return
    for other, returned_there in frame.tensor_returns.items():
        difference = _difference(frame, node, returned_there, value)
        if difference:
            # Values that stand for many calls may belong to different ones.
            certain = not frame.activation.merged
            hazards.report(frame, "branch-type-mismatch", other, "the result", what=difference, certain=certain)
    if test is not None:
        frame.tensor_returns.setdefault(test, value)


def incomplete(frame: Frame) -> None:
    """The end of the function is reached without a value: a ``return`` under a tensor's condition has no partner."""
    node = frame.activation.tensor_return
    if node is not None:
        hazards.report(frame, "return-in-one-branch", node)


def broken(frame: Frame, node: nodes.Break) -> None:
    """A ``break`` is executed: in a Python loop no tensor can decide about it."""
    if not frame.loops or frame.loops[-1].over_tensor or frame.activation.function is None:
        return
    if frame.activation.mode is GRAPH_AS_WRITTEN:
        return
    test = _deciding(frame, node)
    if test is not None and frame.loops[-1].node.parent_of(test):
        hazards.report(frame, "python-loop-tensor-break", node, "break", test=test.as_string())


def branch_of_tensor(frame: Frame, made: nodes.NodeNG | None) -> nodes.NodeNG | None:
    """The condition of the innermost ``if`` on a tensor that stands here, if ``made`` lies outside of it."""
    for test, value in reversed(frame.conditions):
        if isinstance(test.parent, nodes.If) and decides(frame, test, value):
            return None if made is not None and test.parent.parent_of(made) else test
    return None


def _deciding(frame: Frame, node: nodes.NodeNG) -> nodes.NodeNG | None:
    return next(
        (t for t, v in reversed(frame.conditions) if t.parent.parent_of(node) and decides(frame, t, v)),
        None,
    )


def _difference(frame: Frame, node: nodes.NodeNG, one: Value, two: Value) -> str:
    if NONE in (one, two):
        return "" if one is two else "None in one of them"
    first, second = _dtype(one), _dtype(two)
    if first and second:
        return f"{first} and {second}" if first != second else ""
    lengths = _length(frame, node, one), _length(frame, node, two)
    if None not in lengths and lengths[0] != lengths[1]:
        return f"{lengths[0]} and {lengths[1]} items"
    if {first is None, second is None} == {True, False}:
        container = two if second is None else one
        if isinstance(container, (Tuple, ListValue, DictValue)):
            return "a tensor and a structure"
    if isinstance(one, (Tuple, ListValue)) and isinstance(two, (Tuple, ListValue)) and lengths[0] is not None:
        if type(one) is not type(two):
            return "a list and a tuple"
        pairs = zip(elements_of(frame, node, one, "for")[0], elements_of(frame, node, two, "for")[0], strict=True)
        return next((found for left, right in pairs if (found := _difference(frame, node, left, right))), "")
    if isinstance(one, DictValue) and isinstance(two, DictValue):
        return _dict_difference(frame, node, one, two)
    return ""


def _dict_difference(frame: Frame, node: nodes.NodeNG, one: DictValue, two: DictValue) -> str:
    (left, _, rest), (right, _, other_rest) = dict_entries(frame, one), dict_entries(frame, two)
    if rest is not None or other_rest is not None or one.doubted or two.doubted:
        return ""
    values = dict(right)
    if {key for key, _ in left} != values.keys():
        return "other keys"
    return next((found for key, value in left if (found := _difference(frame, node, value, values[key]))), "")


def _dtype(value: Value) -> str | None:
    """The dtype that the value has as a tensor, if all possibilities have the same."""
    found = {_dtype_of(atom) for atom in atoms(value)}
    return found.pop() if len(found) == 1 else None


def _dtype_of(atom: Value) -> str | None:
    if isinstance(atom, Tensor):
        return atom.dtype if atom.kind in ("tensor", "variable") else None
    if isinstance(atom, Array):
        return atom.dtype
    if isinstance(atom, Const):
        return _DTYPES.get(type(atom.value))
    return _PRIMITIVES.get(atom.name) if isinstance(atom, Prim) else None


def _shape(value: Value) -> tuple[int | None, ...] | None:
    found = {
        atom.shape if isinstance(atom, (Tensor, Array)) else () if isinstance(atom, (Const, Prim)) else None
        for atom in atoms(value)
    }
    return found.pop() if len(found) == 1 else None


def _differ(one: tuple[int | None, ...] | None, two: tuple[int | None, ...] | None) -> bool:
    if one is None or two is None:
        return False
    return len(one) != len(two) or any(a != b for a, b in zip(one, two, strict=True) if a is not None and b is not None)


def _opens(one: tuple[int | None, ...] | None, two: tuple[int | None, ...] | None) -> bool:
    """A dimension that is known first is not known after a round: a graph refuses what becomes less specific."""
    if one is None or two is None:
        return False
    return any(a is not None and b is None for a, b in zip(one, two, strict=True))


def _grows(
    loop: nodes.NodeNG, name: str, one: tuple[int | None, ...] | None, two: tuple[int | None, ...] | None
) -> bool:
    """A known dimension is left open behind a round that puts ``name`` together with more: a container that is filled
    in a loop has no length of its own for each round."""
    if one is None or two is None or len(one) != len(two):
        return False
    opened = any(a is not None and b is None for a, b in zip(one, two, strict=True))
    return opened and any(
        isinstance(statement.value, nodes.Call)
        and statement.value.func.as_string().rpartition(".")[2] == "concat"
        and bool(statement.value.args)
        and isinstance(statement.value.args[0], (nodes.List, nodes.Tuple))
        and any(isinstance(part, nodes.Name) and part.name == name for part in statement.value.args[0].elts)
        for statement in loop.nodes_of_class(nodes.Assign)
        if any(isinstance(t, nodes.AssignName) and t.name == name for t in statement.targets)
    )


def _length(frame: Frame, node: nodes.NodeNG, value: Value) -> int | None:
    if not isinstance(value, (Tuple, ListValue)):
        return None
    known, rest = elements_of(frame, node, value, "for")
    return len(known) if rest is None else None


def _asks_none(compare: nodes.Compare, name: str) -> bool:
    operands = [compare.left, *(operand for _, operand in compare.ops)]
    named = any(isinstance(o, nodes.Name) and o.name == name for o in operands)
    return named and any(isinstance(o, nodes.Const) and o.value is None for o in operands)


def _is_used_after(node: nodes.NodeNG, name: str) -> bool:
    """What ``name`` is behind ``node`` is read after it, or in the next round of a loop around it."""
    scope = node.scope()
    loops = [a for a in _ancestors(node, scope) if isinstance(a, _LOOPS)]
    end = (node.end_lineno, node.end_col_offset)
    for read in _reads(scope, name):
        if node.parent_of(read) or not _is_of(scope, read, name):
            continue
        before = list(_assigned_before(read, scope, name))
        if (read.lineno, read.col_offset) > end:
            if not any((s.lineno, s.col_offset) > end for s in before):
                return True
        elif any(loop.parent_of(read) and not any(map(loop.parent_of, before)) for loop in loops):
            return True
    return False


def _is_of(scope: nodes.NodeNG, read: nodes.NodeNG, name: str) -> bool:
    """``read`` is of the variable of ``scope``, not of a comprehension's or an inner function's own."""
    inner = read.scope()
    while inner is not scope and inner.parent is not None:
        if name in inner.locals:
            return False
        inner = inner.parent.scope()
    return True


def _assigned_before(read: nodes.NodeNG, scope: nodes.NodeNG, name: str) -> Iterator[nodes.NodeNG]:
    """The statements that assign ``name`` on every way to ``read``, as far as blocks tell."""
    child = read
    for parent in _ancestors(read, scope, itself=True):
        if isinstance(parent, (nodes.For, nodes.AsyncFor)) and child in parent.body:
            if any(n.name == name for n in _stores(parent.target)):
                yield parent
        for block in (getattr(parent, "body", None), getattr(parent, "orelse", None)):
            if isinstance(block, list) and child in block:
                for statement in block[: block.index(child)]:
                    targets = statement.targets if isinstance(statement, nodes.Assign) else ()
                    if any(n.name == name for target in targets for n in _stores(target)):
                        yield statement
        child = parent


def _is_carried(loop: nodes.NodeNG, name: str) -> bool:
    """The loop carries ``name``: it is read before it is assigned in the body, or after the loop."""
    if isinstance(loop, (nodes.For, nodes.AsyncFor)) and any(n.name == name for n in _stores(loop.target)):
        return False
    if _is_used_after(loop, name):
        return True
    reads = sorted((n.lineno, n.col_offset) for n in _reads(loop, name))
    if not reads:
        return False
    for statement in loop.body:
        if isinstance(statement, nodes.Assign) and any(n.name == name for n in _stores(statement)):
            return any(statement.parent_of(n) for n in _reads(loop, name)) or reads[0] < (statement.lineno, 0)
    return True


def _reads(scope: nodes.NodeNG, name: str) -> Iterator[nodes.NodeNG]:
    for node in scope.nodes_of_class(nodes.Name):
        if node.name == name:
            yield node
    for node in scope.nodes_of_class(nodes.AugAssign):
        if isinstance(node.target, nodes.AssignName) and node.target.name == name:
            yield node.target


def _stores(node: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    yield from node.nodes_of_class(nodes.AssignName)


def _ancestors(node: nodes.NodeNG, scope: nodes.NodeNG, itself: bool = False) -> Iterator[nodes.NodeNG]:
    current = node.parent
    while current is not None and current is not scope:
        yield current
        current = current.parent
    if itself:
        yield scope
