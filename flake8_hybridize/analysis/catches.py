"""Exceptions that the program expects of functions, and that compiled ones raise as others.

Observed with TensorFlow 2.21: shapes and dtypes that do not fit raise ``InvalidArgumentError`` in eager execution,
``ValueError`` or ``TypeError`` when the graph is made. What converted code raises itself arrives as it is if it is
``ValueError``, ``KeyError``, ``RuntimeError`` and their like or a class that takes ``Exception.__init__()``; another
class arrives as ``StagingError``, and the message of all begins with the place in the code.
"""

from __future__ import annotations

from collections.abc import Iterator

from astroid import nodes

from .effects import Callers, above
from .hazards import Record
from .state import Activation, FunctionInfo

KIND = "except-around-ops"
_AS_THEY_ARE = frozenset(
    {
        "AssertionError",
        "AttributeError",
        "BaseException",
        "Exception",
        "GeneratorExit",
        "ImportError",
        "KeyError",
        "KeyboardInterrupt",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "NotImplementedError",
        "RuntimeError",
        "StopIteration",
        "SystemExit",
        "TypeError",
        "UnboundLocalError",
        "ValueError",
    }
)
"""Raised as they are, or not by the functions that are compiled."""
_OF_COMPUTING = frozenset(
    {
        "ArithmeticError",
        "FloatingPointError",
        "IndexError",
        "LookupError",
        "OverflowError",
        "ZeroDivisionError",
    }
)
"""Raised by Python itself."""
_WHEN_RUN = frozenset(
    {
        "AbortedError",
        "CancelledError",
        "DataLossError",
        "DeadlineExceededError",
        "InternalError",
        "NotFoundError",
        "OutOfRangeError",
        "PermissionDeniedError",
        "ResourceExhaustedError",
        "UnavailableError",
    }
)
"""Raised by operations for what happens when they run, in graphs as well."""
_COVERING = frozenset({"BaseException", "Exception", "ValueError"})


def add_catches(live: dict[Activation, None], callers: Callers) -> None:
    """Record ``except-around-ops`` of eager functions for which a caller has a handler that a graph would pass by."""
    asked: dict[nodes.NodeNG, list[tuple[nodes.ExceptHandler, bool]]] = {}
    expected: dict[bool, dict[Activation, nodes.ExceptHandler]] = {False: {}, True: {}}
    for caller in live:
        if caller.traced:
            continue
        for callee, call in caller.calls:
            for handler, raised_only in _expecting(call, asked):
                expected[raised_only].setdefault(callee, handler)
    for raised_only, called in expected.items():
        raising = _raising(live, callers) if raised_only and called else None
        for activation, handler in _reached(called).items():
            if activation.function is None or activation.traced or (raising is not None and activation not in raising):
                continue
            node = activation.function.node
            subject = handler if handler.type is None else handler.type
            record = Record(KIND, node, subject, None, False, False, True, handler, ())
            activation.hazards.setdefault((KIND, node, "caller"), record)


def _reached(called: dict[Activation, nodes.ExceptHandler]) -> dict[Activation, nodes.ExceptHandler]:
    """All that these lead to, each with a handler around."""
    found = dict(called)
    stack = list(called)
    while stack:
        activation = stack.pop()
        for inner, _ in activation.calls:
            if inner not in found:
                found[inner] = found[activation]
                stack.append(inner)
    return found


def _raising(live: dict[Activation, None], callers: Callers) -> dict[Activation, None]:
    """What raises exceptions itself, or calls what does."""
    functions = dict.fromkeys(a.function for a in live if a.function is not None)
    raising = {function for function in functions if _raises(function)}
    return above((activation for activation in live if activation.function in raising), callers)


def _raises(function: FunctionInfo) -> bool:
    body = function.node.body
    return isinstance(body, list) and any(True for s in body for _ in s.nodes_of_class(nodes.Raise))


def _expecting(
    call: nodes.NodeNG, asked: dict[nodes.NodeNG, list[tuple[nodes.ExceptHandler, bool]]]
) -> Iterator[tuple[nodes.ExceptHandler, bool]]:
    child, parent = call, call.parent
    while parent is not None and not isinstance(child, (nodes.FunctionDef, nodes.Lambda, nodes.ClassDef)):
        if isinstance(parent, nodes.Try) and child in parent.body:
            if parent not in asked:
                asked[parent] = list(_telling(parent))
            yield from asked[parent]
        child, parent = parent, parent.parent


def _telling(statement: nodes.Try) -> Iterator[tuple[nodes.ExceptHandler, bool]]:
    """The handlers that a graph would pass by, or that ask what the exception holds, and whether that matters only
    for what the code raises itself."""
    for handler in statement.handlers:
        names = {_last_name(n): n for n in _types(handler)}
        if _asks_content(handler):
            yield handler, True
        elif not names or _COVERING.intersection(names):
            continue
        elif any(name in _OF_COMPUTING or _is_of_operations(name, n) for name, n in names.items()):
            yield handler, False
        elif any(not _is_simple(name, n) for name, n in names.items()):
            yield handler, True


def _types(handler: nodes.ExceptHandler) -> list[nodes.NodeNG]:
    if handler.type is None:
        return []
    return handler.type.elts if isinstance(handler.type, nodes.Tuple) else [handler.type]


def _last_name(node: nodes.NodeNG) -> str:
    return str(node.as_string().rpartition(".")[2])


def _is_of_operations(name: str, node: nodes.NodeNG) -> bool:
    return "errors." in node.as_string() and name not in _WHEN_RUN


def _is_simple(name: str, node: nodes.NodeNG) -> bool:
    """The exception arrives as it is."""
    if name in _AS_THEY_ARE or (name in _WHEN_RUN and "errors." in node.as_string()):
        return True
    found = node.lookup(node.name)[1] if isinstance(node, nodes.Name) else ()
    return bool(found) and all(isinstance(cls, nodes.ClassDef) and _takes_any(cls, 8) for cls in found)


def _takes_any(cls: nodes.ClassDef, depth: int) -> bool:
    """The class makes its instances as ``Exception`` does."""
    if not depth or len(cls.bases) != 1 or "__init__" in cls.locals or "__new__" in cls.locals:
        return False
    base = cls.bases[0]
    if not isinstance(base, nodes.Name):
        return False
    if base.name == "Exception":
        return True
    found = base.lookup(base.name)[1]
    return bool(found) and all(isinstance(b, nodes.ClassDef) and _takes_any(b, depth - 1) for b in found)


def _asks_content(handler: nodes.ExceptHandler) -> bool:
    """The handler decides something by what the exception holds; to print it or to raise it again decides nothing."""
    if handler.name is None:
        return False
    for statement in handler.body:
        for use in statement.nodes_of_class(nodes.Name):
            if use.name != handler.name.name:
                continue
            if isinstance(use.parent, nodes.Attribute) and use.parent.attrname not in ("__class__", "with_traceback"):
                return True
            current = use.parent
            while current is not None and current is not handler:
                if isinstance(current, nodes.Compare):
                    return True
                current = current.parent
    return False
