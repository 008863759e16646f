"""What the functions that a fix touched give and leave behind, seen from inside of the running program.

An eager function is watched by its body, compiled from an instrumented tree while the file keeps its text (AutoGraph
reads that); a compiled one where TensorFlow is called for it. Only calls from eager code count, and of calls inside of
each other the outermost: these are the same before and after a fix.
"""

from __future__ import annotations

import ast
import functools
import inspect
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

import tensorflow as tf  # type: ignore[import-untyped]
from tensorflow.python.eager.polymorphic_function import polymorphic_function  # type: ignore[import-untyped]
from tensorflow.python.util import tf_decorator  # type: ignore[import-untyped]

from tools.judge.instrument import Function, body_start, functions, parameter_names

from .snapshot import snapshot, surroundings

WATCH = "__verify_watch__"
_CALL = "__verify_call__"
# The first calls are compared one by one, of later ones only these.
_FIRST = 12


@dataclass(slots=True)
class Seen:
    """One call: its number, arguments before, result (or the exception), and the state that is left."""

    number: int
    arguments: Any
    result: Any = ("None",)
    error: str = ""
    state: Any = None


@dataclass(slots=True)
class Watched:
    """One function: its calls counted, some of them seen, and the traces of each compiled function made of it."""

    calls: int = 0
    seen: list[Seen] = field(default_factory=list)
    traces: dict[int, int] = field(default_factory=dict)


class Observer:
    """Watches the functions ``names`` (by file and qualified name) of the program in ``root``."""

    def __init__(self, root: Path, names: set[tuple[str, str]]) -> None:
        self.root = root
        self.names = names
        self.watched: dict[tuple[str, str], Watched] = {}
        self._by_code: dict[tuple[str, int], tuple[str, str]] = {}
        self._python: dict[tuple[str, str], Function] = {}
        self._local = threading.local()

    def compiled(self, source: bytes, path: Path) -> CodeType:
        """The code of a module, the bodies of functions to watch wrapped."""
        tree = ast.parse(source, filename=str(path))
        file = path.relative_to(self.root).as_posix()
        for node, name, _ in functions(tree):
            key = (file, name)
            if key not in self.names:
                continue
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            self._by_code[str(path), first] = key
            if isinstance(node, ast.FunctionDef) and not _yields(node):
                _wrap_body(node, key)
        code: CodeType = compile(tree, str(path), "exec", dont_inherit=True)
        return code

    def install(self) -> None:
        """Connects the wrapped bodies and ``tf.function`` with this observer."""
        import builtins

        setattr(builtins, WATCH, tf.autograph.experimental.do_not_convert(self._enter))
        compiled = polymorphic_function.Function
        original = compiled.__call__
        observer = self

        def __call__(function: Any, *args: Any, **kwargs: Any) -> Any:
            key, receiver, target = observer._target(_cloned(function._python_function))
            if key is None:
                return original(function, *args, **kwargs)
            try:
                bound = (receiver,) if receiver is not None else ()
                named = inspect.signature(target).bind(*bound, *args, **kwargs)
            except (TypeError, ValueError):
                return original(function, *args, **kwargs)
            named.apply_defaults()
            try:
                with observer._enter(key, tuple(named.arguments.values()), target.__globals__) as call:
                    return call.returned(original(function, *args, **kwargs))
            finally:
                watched = observer.watched.setdefault(key, Watched())
                watched.traces[id(function)] = function.experimental_get_tracing_count()

        compiled.__call__ = functools.wraps(original)(__call__)

    def _target(self, function: Any) -> tuple[tuple[str, str] | None, Any, Any]:
        _, target = tf_decorator.unwrap(function)
        receiver = None
        if inspect.ismethod(target):
            receiver, target = target.__self__, target.__func__
            receiver = getattr(receiver, "target", receiver)
            _, target = tf_decorator.unwrap(target)
        code = getattr(target, "__code__", None)
        if code is None:
            return None, None, None
        return self._by_code.get((code.co_filename, code.co_firstlineno)), receiver, target

    def _enter(self, key: tuple[str, str], arguments: tuple[Any, ...], names: dict[str, Any]) -> _Call:
        depth = getattr(self._local, "depth", 0)
        if depth or not tf.executing_eagerly():
            return _Call(None, None, None, self._local)
        watched = self.watched.setdefault(key, Watched())
        watched.calls += 1
        number = watched.calls
        if number > _FIRST and number & (number - 1):
            return _Call(None, None, None, self._local)
        seen = Seen(number, snapshot(arguments))
        watched.seen.append(seen)
        return _Call(seen, arguments, names, self._local)


def _cloned(function: Any) -> Any:
    """What is compiled: a distribution strategy compiles a clone that hands the arguments on to the function."""
    if getattr(function, "__module__", "").endswith("distribute.mirrored_run") and function.__closure__:
        names = dict(zip(function.__code__.co_freevars, function.__closure__, strict=True))
        return names["fn"].cell_contents.python_function
    return function


class _Call:
    """The watch over one call, a context manager; ``seen`` is ``None`` for calls that are not looked at."""

    def __init__(self, seen: Seen | None, arguments: Any, names: dict[str, Any] | None, local: threading.local) -> None:
        self._seen = seen
        self._arguments = arguments
        self._names = names
        self._local = local

    def __enter__(self) -> _Call:
        self._local.depth = getattr(self._local, "depth", 0) + 1
        return self

    def returned(self, result: Any) -> Any:
        """Notes the result and gives it back."""
        if self._seen is not None:
            self._seen.result = snapshot(result)
        return result

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._local.depth -= 1
        if self._seen is None:
            return
        if kind is not None:
            self._seen.error = kind.__name__
        self._seen.state = snapshot(self._arguments), surroundings(self._names or {})


def _wrap_body(node: ast.FunctionDef, key: tuple[str, str]) -> None:
    start = body_start(node.body)
    body = node.body[start:]
    for statement in body:
        _Returns().visit(statement)
    values = "".join(name.lstrip("*") + ", " for name in parameter_names(node.args))
    watch: Any = ast.parse(f"with {WATCH}({key!r}, ({values}), globals()) as {_CALL}: pass").body[0]
    for part in ast.walk(watch):
        if hasattr(part, "lineno"):
            ast.copy_location(part, body[0])
    watch.body = body
    node.body[start:] = [watch]
    ast.fix_missing_locations(node)


class _Returns(ast.NodeTransformer):
    """``return x`` tells ``x``; functions inside are left alone."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is not None:
            told = ast.parse(f"{_CALL}.returned(None)", mode="eval").body
            assert isinstance(told, ast.Call)
            for part in ast.walk(told):
                if hasattr(part, "lineno"):
                    ast.copy_location(part, node.value)
            told.args = [node.value]
            node.value = told
        return node


def _yields(node: ast.FunctionDef) -> bool:
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        part = waiting.pop()
        if isinstance(part, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting.extend(ast.iter_child_nodes(part))
    return False
