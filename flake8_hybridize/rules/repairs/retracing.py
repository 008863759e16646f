"""Python numbers that retrace a compiled function as tensors, where the function does the same with these."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...model.facts import FunctionFacts, Parameter
from ...model.findings import Fix
from .spot import Spot, unsafe

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def constant(spot: Spot, callee: FunctionFacts | None, callee_spot: Spot | None) -> Fix | None:
    """``f(x, i)`` to ``f(x, tf.constant(i, tf.float32))``, in the dtype that arithmetic in ``f`` gives the number.

    ``callee_spot`` is the place of ``f`` in its file. Only where every use of the parameter is an operand beside a
    tensor whose dtype is known, or is cast: eager operations convert a Python number to the other operand's dtype, and
    a tensor has one of its own.
    """
    node = spot.node(ast.expr)
    tf = None if node is None else spot.tensorflow(node)
    if node is None or tf is None or callee is None or callee_spot is None or isinstance(node, ast.Starred):
        return None
    name = spot.hazard.detail("parameter")
    parameter = next((p for p in callee.parameters if p.name == name), None)
    kinds = {fact.kind for fact in parameter.types} if parameter is not None else set()
    if parameter is None or parameter.has_default or not (kinds <= {"int"} or kinds <= {"float"}):
        return None
    dtypes = _dtypes(callee, callee_spot, name)
    if dtypes is None or len(dtypes) > 1:
        return None
    default = "int32" if kinds == {"int"} else "float32"
    dtype = next(iter(dtypes), default)
    if kinds == {"float"} and not dtype.startswith(("float", "bfloat", "complex")):
        return None
    text = spot.text(node)
    suffix = "" if dtype == default else f", {tf}.{dtype}"
    return unsafe(f"Pass {text} as a tensor", spot.replace(node, f"{tf}.constant({text}{suffix})"))


def _dtypes(callee: FunctionFacts, spot: Spot, name: str) -> set[str] | None:
    """The dtypes that the uses of the parameter ``name`` ask for; ``None`` if one use may need a Python number."""
    definition = spot.syntax.definition(callee.keyword.line, callee.keyword.column)
    if definition is None:
        return None
    wanted: set[str] = set()
    uses = [n for statement in definition.body for n in _names(statement, name)]
    if not uses or any(not isinstance(use.ctx, ast.Load) for use in uses):
        return None
    rebound = {n.id for n in ast.walk(definition) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    tensors = {name: dtype for name, dtype in _tensors(callee).items() if name not in rebound}
    for use in uses:
        dtype = _wanted(spot, use, tensors)
        if dtype is None:
            return None
        wanted.add(dtype)
    return wanted - {""}


def _names(statement: ast.stmt, name: str) -> Iterator[ast.Name]:
    return (n for n in ast.walk(statement) if isinstance(n, ast.Name) and n.id == name)


def _wanted(spot: Spot, use: ast.Name, tensors: dict[str, str]) -> str | None:
    """The dtype of the operand beside ``use``; ``""`` if any is as good."""
    parent = spot.syntax.parents[use]
    if isinstance(parent, ast.Call) and parent.args and parent.args[0] is use:
        return "" if spot.text(parent.func) == f"{spot.tensorflow(use)}.cast" else None
    if not isinstance(parent, ast.BinOp) or not isinstance(parent.op, _ARITHMETIC):
        return None
    other = parent.right if parent.left is use else parent.left
    return tensors.get(other.id) if isinstance(other, ast.Name) else None


def _tensors(callee: FunctionFacts) -> dict[str, str]:
    """The dtypes of parameters that are tensors in every call."""
    return {p.name: dtype for p in callee.parameters if (dtype := _dtype(p))}


def _dtype(parameter: Parameter) -> str | None:
    dtypes = {fact.dtype for fact in parameter.types}
    tensors = all(fact.kind in ("tensor", "variable") for fact in parameter.types)
    return next(iter(dtypes)) if tensors and len(dtypes) == 1 else None
