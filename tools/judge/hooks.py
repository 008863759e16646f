"""Hooks into TensorFlow's Python front end, so that probes see traced code too.

TensorFlow's internals are patched in the process that runs the program, nowhere else.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import unittest.case
from collections.abc import Callable
from types import CodeType
from typing import Any

import gast  # type: ignore[import-untyped]
from tensorflow.python.autograph.impl import api  # type: ignore[import-untyped]
from tensorflow.python.autograph.pyct import anno, origin_info, parser  # type: ignore[import-untyped]
from tensorflow.python.eager.polymorphic_function import polymorphic_function  # type: ignore[import-untyped]
from tensorflow.python.util import tf_decorator  # type: ignore[import-untyped]

from .collector import Collector
from .instrument import PROBE, Definition, Registry, body_start, probe_call


def install(registry: Registry, collector: Collector) -> None:
    """Connects the probes of instrumented code, AutoGraph, ``tf.function`` and the test frameworks."""
    setattr(builtins, PROBE, api.autograph_artifact(_probe_function(collector)))
    _probe_generated_code(registry)
    _watch_compiled_functions(collector)
    _watch_expected_failures(collector)


def _probe_function(collector: Collector) -> Callable[[int, tuple[object, ...]], None]:
    def probe(number: int, values: tuple[object, ...]) -> None:
        collector.probe(number, values)

    return probe


def _probe_generated_code(registry: Registry) -> None:
    """AutoGraph parses a function's original source; the probes are put in before it transforms the tree."""
    original = api.PyToTF.transform_ast

    def transform_ast(self: Any, node: Any, ctx: Any) -> Any:
        for function in [n for n in gast.walk(node) if isinstance(n, (gast.FunctionDef, gast.AsyncFunctionDef))]:
            origin = anno.getanno(function, anno.Basic.ORIGIN, default=None)
            if origin is None:
                continue
            definition = registry.by_line.get((origin.loc.filename, origin.loc.lineno))
            # AutoGraph takes the lines of what a wrapper wraps for those of the wrapper.
            if definition is not None and definition.name.rpartition(".")[2] == function.name:
                statement = parser.parse(probe_call(definition))
                origin_info.copy_origin(function.body[0], statement)
                function.body.insert(body_start(function.body), statement)
        return original(self, node, ctx)

    api.PyToTF.transform_ast = transform_ast


def _watch_compiled_functions(collector: Collector) -> None:
    compiled = polymorphic_function.Function
    original_init = compiled.__init__
    original_call = compiled.__call__

    def __init__(self: Any, python_function: Any, *args: Any, **kwargs: Any) -> None:
        code, _ = _target(python_function)
        if code is not None:
            collector.compiled(code)
        original_init(self, python_function, *args, **kwargs)

    def __call__(self: Any, *args: Any, **kwargs: Any) -> Any:
        code, prefix = _target(self._python_function)
        definition = None if code is None else collector.compiled(code)
        if definition is not None:
            arguments = _bound(definition, self._python_function, (*prefix, *args), kwargs)
            if arguments is not None:
                collector.called_compiled(definition, arguments)
        return original_call(self, *args, **kwargs)

    compiled.__init__ = functools.wraps(original_init)(__init__)
    compiled.__call__ = functools.wraps(original_call)(__call__)


_RECEIVER = object()


def _target(function: Any) -> tuple[CodeType | None, tuple[object, ...]]:
    """The code that a compiled callable runs, and the arguments already bound (a placeholder for the receiver)."""
    prefix: tuple[object, ...] = ()
    while True:
        _, unwrapped = tf_decorator.unwrap(function)
        if inspect.ismethod(unwrapped):
            prefix = (_RECEIVER, *prefix)
            function = unwrapped.__func__
        elif isinstance(unwrapped, functools.partial):
            prefix = (*unwrapped.args, *prefix)
            function = unwrapped.func
        elif hasattr(unwrapped, "__code__"):
            return unwrapped.__code__, prefix
        elif callable(unwrapped) and inspect.isfunction(type(unwrapped).__call__):
            prefix = (_RECEIVER, *prefix)
            function = type(unwrapped).__call__
        else:
            return None, prefix


def _bound(
    definition: Definition, function: Any, args: tuple[object, ...], kwargs: dict[str, object]
) -> dict[str, object] | None:
    """Arguments by the definition's names, or ``None`` where the call does not fit (TensorFlow will say so)."""
    _, unwrapped = tf_decorator.unwrap(function)
    keywords = dict(kwargs)
    while not hasattr(unwrapped, "__code__") or inspect.ismethod(unwrapped):
        if isinstance(unwrapped, functools.partial):
            keywords = {**unwrapped.keywords, **keywords}
            unwrapped = unwrapped.func
        elif inspect.ismethod(unwrapped):
            unwrapped = unwrapped.__func__
        else:
            unwrapped = type(unwrapped).__call__
        _, unwrapped = tf_decorator.unwrap(unwrapped)
    signature = inspect.signature(unwrapped)
    try:
        bound = signature.bind(*args, **keywords)
    except TypeError:
        return None
    bound.apply_defaults()
    named = {}
    for name in definition.parameters:
        if name.lstrip("*") not in bound.arguments:
            return None
        named[name] = bound.arguments[name.lstrip("*")]
    return named


def _watch_expected_failures(collector: Collector) -> None:
    classes: list[Any] = [unittest.case._AssertRaisesContext]
    try:
        import _pytest.raises as pytest_raises
    except ImportError:
        pass
    else:
        classes.append(pytest_raises.RaisesExc)
    for cls in classes:
        _wrap_context(cls, collector)


def _wrap_context(cls: Any, collector: Collector) -> None:
    original_enter, original_exit = cls.__enter__, cls.__exit__

    def __enter__(self: Any) -> Any:
        self._judge_block = collector.expected_failure()
        self._judge_block.__enter__()
        return original_enter(self)

    def __exit__(self: Any, *details: Any) -> Any:
        self._judge_block.__exit__(None, None, None)
        return original_exit(self, *details)

    cls.__enter__, cls.__exit__ = __enter__, __exit__
