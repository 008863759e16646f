"""Collects what the probes report while a program runs, and sums it up as a :class:`Recording`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType

import tensorflow as tf  # type: ignore[import-untyped]

from .describe import describe
from .instrument import Definition, Registry
from .recording import FunctionSeen, ParameterSeen, Seen

# Distinct types kept per parameter; a loop over growing shapes would give any number.
MAX_TYPES = 64
MAX_CALLERS = 12

# Whatever lies between a traced function and its caller tells why it was traced; the nearest one counts.
_CONTEXT_OF_FILE = (
    ("/data/ops/structured_function.py", "dataset"),
    ("/ops/map_fn.py", "control-flow"),
    ("/ops/functional_ops.py", "control-flow"),
    ("/ops/while_loop.py", "control-flow"),
    ("/ops/while_v2.py", "control-flow"),
    ("/ops/cond.py", "control-flow"),
    ("/ops/cond_v2.py", "control-flow"),
    ("/ops/control_flow_ops.py", "control-flow"),
    ("/ops/control_flow_switch_case.py", "control-flow"),
    ("/ops/parallel_for/", "control-flow"),
    ("/ops/custom_gradient.py", "custom-gradient"),
    ("/keras/src/backend/tensorflow/trainer.py", "keras"),
    ("/keras/src/trainers/trainer.py", "keras"),
    ("/tf_keras/src/engine/training.py", "keras"),
    ("/polymorphic_function/polymorphic_function.py", "tf.function"),
)

# The functions by which Keras 3 and Keras 2 run a layer on placeholders.
_LEARNING = (
    ("compute_output_spec", "/keras/src/backend/tensorflow/core.py"),
    ("_infer_output_signature", "keras/src/engine/base_layer.py"),
    ("compute_output_shape", "keras/src/engine/base_layer.py"),
)


@dataclass(slots=True)
class _Tally:
    eager_calls: int = 0
    traced_calls: int = 0
    symbolic_calls: int = 0
    operation_calls: int = 0
    hybrid: bool = False
    recursive: bool = False
    contexts: set[str] = field(default_factory=set)
    callers: set[str] = field(default_factory=set)
    types: list[dict[Seen, None]] = field(default_factory=list)
    passed: list[dict[Seen, None]] = field(default_factory=list)


class Collector:
    """The probe's other end. One per run."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._tallies: dict[int, _Tally] = {}
        self._by_code: dict[CodeType, Definition | None] = {}
        self._context_by_file: dict[str, str | None] = {}
        self._expected_failures = 0

    @contextmanager
    def expected_failure(self) -> Iterator[None]:
        """Calls made meanwhile must fail, and are no evidence of what is accepted."""
        self._expected_failures += 1
        try:
            yield
        finally:
            self._expected_failures -= 1

    def probe(self, number: int, values: tuple[object, ...]) -> None:
        """Called (by one function in between) at the start of a body with the values of its parameters."""
        if self._expected_failures:
            return
        definition = self._registry.definitions[number]
        tally = self._tally(definition)
        _add(tally.types, values)
        self._look_at_stack(definition, tally, sys._getframe(2), traced=not tf.executing_eagerly())

    def compiled(self, code: CodeType) -> Definition | None:
        """Notes that ``tf.function`` was applied to the function with this code, if it is one of the program's."""
        definition = self._definition(code)
        if definition is not None and not self._expected_failures:
            self._tally(definition).hybrid = True
        return definition

    def called_compiled(self, definition: Definition, arguments: dict[str, object]) -> None:
        """Notes what a caller passes to a compiled function; ``arguments`` by the names of the definition."""
        if not self._expected_failures:
            _add(self._tally(definition).passed, tuple(arguments[name] for name in definition.parameters))

    def functions(self) -> tuple[FunctionSeen, ...]:
        """The sum of all that was seen, in order of file and line."""
        ordered = sorted(self._registry.definitions, key=lambda d: (d.file, d.line))
        return tuple(self._summary(definition, self._tally(definition)) for definition in ordered)

    def _summary(self, definition: Definition, tally: _Tally) -> FunctionSeen:
        parameters = []
        for position, name in enumerate(definition.parameters):
            types = _ordered(tally.types, position)
            passed = _ordered(tally.passed, position)
            parameters.append(ParameterSeen(name, types, passed if tally.passed and passed != types else None))
        return FunctionSeen(
            file=definition.file,
            function=definition.name,
            line=definition.line,
            eager_calls=tally.eager_calls,
            traced_calls=tally.traced_calls,
            symbolic_calls=tally.symbolic_calls,
            operation_calls=tally.operation_calls,
            hybrid=tally.hybrid,
            recursive=tally.recursive,
            contexts=tuple(sorted(tally.contexts)),
            callers=tuple(sorted(tally.callers)[:MAX_CALLERS]),
            parameters=tuple(parameters),
        )

    def _tally(self, definition: Definition) -> _Tally:
        tally = self._tallies.get(definition.number)
        if tally is None:
            tally = self._tallies[definition.number] = _Tally()
        return tally

    def _definition(self, code: CodeType) -> Definition | None:
        if code in self._by_code:
            return self._by_code[code]
        found = None
        if code.co_name != "<lambda>":
            found = self._registry.by_first_line.get((code.co_filename, code.co_firstlineno))
            if found is not None and found.name.rpartition(".")[2] != code.co_name:
                found = None
        self._by_code[code] = found
        return found

    def _look_at_stack(self, definition: Definition, tally: _Tally, frame: FrameType | None, traced: bool) -> None:
        while frame is not None and self._is_autograph(frame.f_code.co_filename):
            frame = frame.f_back
        if frame is None:
            return
        # The probe's own function; AutoGraph's copy of it is only known from here.
        self._by_code[frame.f_code] = definition
        context: str | None = None
        caller_found = symbolic = operation = False
        frame = frame.f_back
        while frame is not None:
            code = frame.f_code
            function = self._definition(code)
            symbolic |= _learns_shapes(code)
            operation |= self._context(code.co_filename) == "control-flow"
            if function is not None:
                if function is definition:
                    tally.recursive = True
                if not caller_found:
                    caller_found = True
                    tally.callers.add(f"{function.file}:{function.name}")
                    context = context or "caller"
            elif not caller_found:
                if code.co_name == "<module>" and (file := self._program_file(code.co_filename)) is not None:
                    caller_found = True
                    tally.callers.add(f"{file}:")
                    context = context or "caller"
                elif context is None:
                    own = "__autograph_generated_file" in code.co_filename or self._program_file(code.co_filename)
                    context = "caller" if own else self._context(code.co_filename)
            frame = frame.f_back
        if symbolic:
            tally.symbolic_calls += 1
        elif traced:
            tally.traced_calls += 1
            tally.contexts.add(context or "caller")
        elif operation:
            tally.operation_calls += 1
        else:
            tally.eager_calls += 1

    @staticmethod
    def _is_autograph(file: str) -> bool:
        return file.endswith(("/autograph/impl/api.py", "/autograph/operators/py_builtins.py"))

    def _context(self, file: str) -> str | None:
        if file not in self._context_by_file:
            found = (context for ending, context in _CONTEXT_OF_FILE if ending in file)
            self._context_by_file[file] = next(found, None)
        return self._context_by_file[file]

    def _program_file(self, file: str) -> str | None:
        prefix = f"{self._registry.root}/"
        return file.removeprefix(prefix) if file.startswith(prefix) else None


def _learns_shapes(code: CodeType) -> bool:
    """Keras asks a layer for its output shape by calling it on placeholders: no part of the program's work."""
    return any(code.co_name == name and code.co_filename.endswith(file) for name, file in _LEARNING)


def _add(columns: list[dict[Seen, None]], values: tuple[object, ...]) -> None:
    while len(columns) < len(values):
        columns.append({})
    for column, value in zip(columns, values, strict=True):
        if len(column) < MAX_TYPES:
            column[describe(value)] = None


def _ordered(columns: list[dict[Seen, None]], position: int) -> tuple[Seen, ...]:
    if position >= len(columns):
        return ()
    return tuple(sorted(columns[position], key=repr))
