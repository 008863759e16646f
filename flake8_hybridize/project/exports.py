"""Which names a star import of a module brings."""

from __future__ import annotations

from collections.abc import Iterator

from astroid import nodes

_Names = tuple[str, ...] | None


def exported_names(tree: nodes.Module) -> tuple[str, ...] | None:
    """The names in ``__all__``, in order of first mention, or None if the module has none or it can't be evaluated.

    Lists and tuples of strings, concatenation, ``+=``, ``extend``, ``append``, ``remove`` and names of such lists are
    evaluated; of branches all are taken. None means: every name without a leading underscore that the module binds.
    """
    if "__all__" not in tree.locals:
        return None
    lists: dict[str, _Names] = {}
    for statement in _statements(tree.body):
        _execute(statement, lists)
    names = lists.get("__all__")
    return None if names is None else tuple(dict.fromkeys(names))


def _statements(body: list[nodes.NodeNG]) -> Iterator[tuple[nodes.NodeNG, bool]]:
    stack: list[tuple[nodes.NodeNG, bool]] = [(node, False) for node in reversed(body)]
    while stack:
        node, conditional = stack.pop()
        blocks: list[nodes.NodeNG] = []
        if isinstance(node, nodes.If):
            blocks = [*node.body, *node.orelse]
        elif isinstance(node, nodes.Try):
            handlers = [statement for handler in node.handlers for statement in handler.body]
            blocks = [*node.body, *handlers, *node.orelse, *node.finalbody]
        elif isinstance(node, nodes.With):
            blocks = list(node.body)
        else:
            yield node, conditional
        stack.extend((child, conditional or not isinstance(node, nodes.With)) for child in reversed(blocks))


def _execute(statement: tuple[nodes.NodeNG, bool], lists: dict[str, _Names]) -> None:
    node, conditional = statement
    if isinstance(node, nodes.Assign):
        value = _evaluate(node.value, lists)
        for target in node.targets:
            if isinstance(target, nodes.AssignName):
                _bind(target.name, value, conditional, lists)
    elif isinstance(node, nodes.AnnAssign):
        if isinstance(node.target, nodes.AssignName) and node.value is not None:
            _bind(node.target.name, _evaluate(node.value, lists), conditional, lists)
    elif isinstance(node, nodes.AugAssign):
        if isinstance(node.target, nodes.AssignName):
            value = _evaluate(node.value, lists) if node.op == "+=" else None
            lists[node.target.name] = _joined(lists.get(node.target.name), value)
    elif isinstance(node, nodes.Expr) and isinstance(node.value, nodes.Call):
        _call(node.value, conditional, lists)


def _bind(name: str, value: _Names, conditional: bool, lists: dict[str, _Names]) -> None:
    lists[name] = _joined(lists[name], value) if conditional and name in lists else value


def _call(node: nodes.Call, conditional: bool, lists: dict[str, _Names]) -> None:
    function = node.func
    if not isinstance(function, nodes.Attribute) or not isinstance(function.expr, nodes.Name):
        return
    name = function.expr.name
    if name not in lists or function.attrname in ("sort", "index", "count", "copy"):
        return
    known = lists[name]
    argument = node.args[0] if len(node.args) == 1 else None
    if function.attrname == "extend" and argument is not None:
        lists[name] = _joined(known, _evaluate(argument, lists))
    elif function.attrname == "append" and isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        lists[name] = _joined(known, (argument.value,))
    elif function.attrname == "remove" and isinstance(argument, nodes.Const):
        if known is not None and not conditional:
            lists[name] = tuple(entry for entry in known if entry != argument.value)
    else:
        lists[name] = None


def _evaluate(node: nodes.NodeNG, lists: dict[str, _Names]) -> _Names:
    if isinstance(node, nodes.List | nodes.Tuple | nodes.Set):
        names: list[str] = []
        for element in node.elts:
            if isinstance(element, nodes.Const) and isinstance(element.value, str):
                names.append(element.value)
            elif isinstance(element, nodes.Starred):
                inner = _evaluate(element.value, lists)
                if inner is None:
                    return None
                names.extend(inner)
            else:
                return None
        return tuple(names)
    if isinstance(node, nodes.Name):
        return lists.get(node.name)
    if isinstance(node, nodes.BinOp) and node.op == "+":
        return _concatenation(node, lists)
    if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Name) and len(node.args) == 1:
        return _evaluate(node.args[0], lists) if node.func.name in ("list", "tuple", "sorted", "set") else None
    return None


def _concatenation(node: nodes.BinOp, lists: dict[str, _Names]) -> _Names:
    """A chain of ``+``, taken apart without recursion, for it may be long."""
    operands: list[nodes.NodeNG] = []
    left: nodes.NodeNG = node
    while isinstance(left, nodes.BinOp) and left.op == "+":
        operands.append(left.right)
        left = left.left
    names: _Names = _evaluate(left, lists)
    for operand in reversed(operands):
        names = _joined(names, _evaluate(operand, lists))
    return names


def _joined(left: _Names, right: _Names) -> _Names:
    return None if left is None or right is None else left + right
