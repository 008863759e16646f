"""Functions as written: their parameters and which of their names are local, captured, global, nonlocal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from astroid import nodes

from .state import FunctionInfo, Machine, ModuleState

Function = Any
"""A ``def``, ``async def`` or ``lambda`` node; astroid has no types."""
_SCOPES = (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Lambda)


def info_of(machine: Machine, node: Function, module: ModuleState, method_of: str | None) -> FunctionInfo:
    """The one description of ``node``."""
    found = machine.functions.get(node)
    if found is None:
        found = machine.functions[node] = _describe(len(machine.functions), node, module, method_of)
    return found


def _describe(uid: int, node: Function, module: ModuleState, method_of: str | None) -> FunctionInfo:
    arguments = node.args
    positional = [a.name for a in (*(arguments.posonlyargs or ()), *(arguments.args or ()))]
    keyword_only = [a.name for a in arguments.kwonlyargs or ()]
    is_lambda = not isinstance(node, (nodes.FunctionDef, nodes.AsyncFunctionDef))
    global_names: set[str] = set()
    nonlocal_names: set[str] = set()
    is_generator = False
    inner: list[nodes.NodeNG] = []
    for child in own_nodes(node):
        kind = type(child)
        if kind is nodes.Global:
            global_names.update(child.names)
        elif kind is nodes.Nonlocal:
            nonlocal_names.update(child.names)
        elif kind in (nodes.Yield, nodes.YieldFrom):
            is_generator = True
        elif kind in _SCOPES or kind is nodes.ClassDef:
            inner.append(child)
    local_names = frozenset(node.locals) - global_names - nonlocal_names
    used: set[str] = set()
    for scope in inner:
        for child in _all_nodes(scope):
            if type(child) is nodes.Name:
                used.add(child.name)
            elif type(child) is nodes.Nonlocal:
                used.update(child.names)
    return FunctionInfo(
        uid=uid,
        node=node,
        module=module,
        name="<lambda>" if is_lambda else node.name,
        qualified_name=qualified_name(node),
        class_name=method_of,
        positional=tuple(positional),
        positional_only=len(arguments.posonlyargs or ()),
        keyword_only=tuple(keyword_only),
        vararg=arguments.vararg,
        kwarg=arguments.kwarg,
        local_names=local_names,
        captured_names=frozenset(used & local_names),
        global_names=frozenset(global_names),
        nonlocal_names=frozenset(nonlocal_names),
        is_generator=is_generator,
        is_method=method_of is not None,
        is_static=method_of is not None and _has_decorator(node, "staticmethod"),
        is_annotated=any(
            (*arguments.annotations, *arguments.posonlyargs_annotations, *arguments.kwonlyargs_annotations)
        ),
    )


def _has_decorator(node: Function, name: str) -> bool:
    decorators = getattr(node, "decorators", None)
    return decorators is not None and any(isinstance(d, nodes.Name) and d.name == name for d in decorators.nodes)


def own_nodes(scope: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    """The nodes of the body of ``scope``, nested functions and classes themselves but not what is in them."""
    body = scope.body if isinstance(scope.body, list) else [scope.body]
    stack: list[nodes.NodeNG] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, (*_SCOPES, nodes.ClassDef)):
            continue
        stack.extend(reversed(list(node.get_children())))


def _all_nodes(root: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.get_children())


def qualified_name(node: nodes.NodeNG) -> str:
    """``outer.inner`` and ``Class.method``, without ``<locals>``."""
    parts: list[str] = []
    current: nodes.NodeNG | None = node
    while current is not None and not isinstance(current, nodes.Module):
        if isinstance(current, (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.ClassDef)):
            parts.append(current.name)
        elif isinstance(current, nodes.Lambda):
            parts.append("<lambda>")
        current = current.parent
    return ".".join(reversed(parts))
