"""What was seen at run time, as plain data: in memory and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

VERSION = 2
Shape = tuple[int | None, ...] | None

TENSOR_KINDS = frozenset({"tensor", "variable", "sparse", "ragged", "keras_tensor"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One type of the facts' schema. ``repeated``: ``elements`` are the distinct ones of a longer sequence."""

    kind: str
    dtype: str | None = None
    shape: Shape = None
    ragged_rank: int | None = None
    elements: tuple[Seen, ...] | None = None
    fields: tuple[tuple[str, Seen], ...] | None = None
    repeated: bool = False

    def to_json(self) -> dict[str, Any]:
        """The schema's object; keys that say nothing are left out."""
        result: dict[str, Any] = {"kind": self.kind}
        if self.dtype is not None:
            result["dtype"] = self.dtype
        if self.kind in _SHAPED:
            result["shape"] = None if self.shape is None else list(self.shape)
        if self.ragged_rank is not None:
            result["ragged_rank"] = self.ragged_rank
        if self.elements is not None:
            result["elements"] = [element.to_json() for element in self.elements]
        if self.fields is not None:
            result["elements"] = {key: element.to_json() for key, element in self.fields}
        if self.repeated:
            result["repeated"] = True
        return result


_SHAPED = TENSOR_KINDS | {"ndarray", "indexed_slices", "tensorarray"}


def seen_from_json(data: dict[str, Any]) -> Seen:
    """The inverse of :meth:`Seen.to_json`; reads the ``types`` of ``hybridize facts`` too."""
    elements = data.get("elements")
    shape = data.get("shape")
    return Seen(
        kind=data["kind"],
        dtype=data.get("dtype"),
        shape=None if shape is None else tuple(shape),
        ragged_rank=data.get("ragged_rank"),
        elements=tuple(map(seen_from_json, elements)) if isinstance(elements, list) else None,
        fields=tuple((k, seen_from_json(v)) for k, v in elements.items()) if isinstance(elements, dict) else None,
        repeated=bool(data.get("repeated")),
    )


def holds_tensor(seen: Seen) -> bool:
    """True for a tensor, and for a container with one at any depth."""
    if seen.kind in TENSOR_KINDS:
        return True
    inner: Iterable[Seen] = (*(seen.elements or ()), *(value for _, value in seen.fields or ()))
    return any(map(holds_tensor, inner))


@dataclass(frozen=True, slots=True)
class ParameterSeen:
    """``types``: what the body got. ``passed``: what callers of the compiled function gave, where that differs."""

    name: str
    types: tuple[Seen, ...]
    passed: tuple[Seen, ...] | None = None

    @property
    def arrived(self) -> tuple[Seen, ...]:
        """What callers gave."""
        return self.types if self.passed is None else self.passed


@dataclass(frozen=True, slots=True)
class FunctionSeen:
    """One function: how often its body ran, and for whom.

    ``symbolic_calls`` are those by which Keras learns output shapes, ``operation_calls`` those that an op like
    ``tf.while_loop`` makes, directly or not, where it runs eagerly. ``callers`` are functions as ``file:name``
    (``file:`` for a module body); ``contexts`` tell why it was traced, in the words of the schema's ``graph_context``.
    """

    file: str
    function: str
    line: int
    eager_calls: int
    traced_calls: int
    symbolic_calls: int
    operation_calls: int
    hybrid: bool
    recursive: bool
    contexts: tuple[str, ...]
    callers: tuple[str, ...]
    parameters: tuple[ParameterSeen, ...]

    @property
    def calls(self) -> tuple[int, int, int, int]:
        """All four counts."""
        return self.eager_calls, self.traced_calls, self.symbolic_calls, self.operation_calls

    @property
    def called(self) -> bool:
        """True if the body ran."""
        return any(self.calls)


@dataclass(frozen=True, slots=True)
class Recording:
    """One run of one program. ``status``: ``ok``, ``failed``, ``timeout`` or ``crashed``; ``message`` says why.

    ``digest`` is that of the program's files when it ran.
    """

    program: str
    main: str
    digest: str
    status: str
    message: str
    seconds: float
    functions: tuple[FunctionSeen, ...]


def recording_to_json(recording: Recording) -> dict[str, Any]:
    """A JSON object; ``seconds`` is left to the caller since it differs from run to run."""
    return {
        "version": VERSION,
        "program": recording.program,
        "main": recording.main,
        "digest": recording.digest,
        "status": recording.status,
        "message": recording.message,
        "functions": [_function_to_json(function) for function in recording.functions],
    }


def _function_to_json(function: FunctionSeen) -> dict[str, Any]:
    return {
        "file": function.file,
        "function": function.function,
        "line": function.line,
        "calls": list(function.calls),
        "hybrid": function.hybrid,
        "recursive": function.recursive,
        "contexts": list(function.contexts),
        "callers": list(function.callers),
        "parameters": [_parameter_to_json(parameter) for parameter in function.parameters],
    }


def _parameter_to_json(parameter: ParameterSeen) -> dict[str, Any]:
    result: dict[str, Any] = {"name": parameter.name, "types": [seen.to_json() for seen in parameter.types]}
    if parameter.passed is not None:
        result["passed"] = [seen.to_json() for seen in parameter.passed]
    return result


def recording_from_json(data: dict[str, Any]) -> Recording:
    """The inverse of :func:`recording_to_json`.

    Raises:
        ValueError: another version of the format.
    """
    if data["version"] != VERSION:
        raise ValueError(f"recording of version {data['version']}, not {VERSION}")
    return Recording(
        program=data["program"],
        main=data["main"],
        digest=data["digest"],
        status=data["status"],
        message=data["message"],
        seconds=data.get("seconds", 0.0),
        functions=tuple(map(_function_from_json, data["functions"])),
    )


def _function_from_json(data: dict[str, Any]) -> FunctionSeen:
    return FunctionSeen(
        file=data["file"],
        function=data["function"],
        line=data["line"],
        eager_calls=data["calls"][0],
        traced_calls=data["calls"][1],
        symbolic_calls=data["calls"][2],
        operation_calls=data["calls"][3],
        hybrid=data["hybrid"],
        recursive=data["recursive"],
        contexts=tuple(data["contexts"]),
        callers=tuple(data["callers"]),
        parameters=tuple(
            ParameterSeen(
                name=parameter["name"],
                types=tuple(map(seen_from_json, parameter["types"])),
                passed=tuple(map(seen_from_json, parameter["passed"])) if "passed" in parameter else None,
            )
            for parameter in data["parameters"]
        ),
    )
