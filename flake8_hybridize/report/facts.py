"""Facts as JSON, schema version 1: what ``hybridize facts`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ..model.facts import FunctionFacts, Hazard, Parameter, ProgramFacts, TypeFact

VERSION = 1
_TYPED = frozenset(
    ("tensor", "variable", "sparse", "ragged", "keras_tensor", "indexed_slices", "tensorarray", "ndarray")
)

Describe = Callable[[Hazard], tuple[str, str]]


def render(facts: ProgramFacts, version: str, describe: Describe) -> str:
    """The document as text, with a newline at its end. Arguments as for :func:`document`."""
    return json.dumps(document(facts, version, describe), indent=1, ensure_ascii=False) + "\n"


def document(facts: ProgramFacts, version: str, describe: Describe) -> dict[str, Any]:
    """The document as plain objects; ``version`` is the tool's, ``describe`` gives a hazard's code and message."""
    return {
        "version": VERSION,
        "tool": f"flake8-hybridize {version}",
        "files": [{"file": file.file, "status": file.status, "message": file.message or None} for file in facts.files],
        "functions": [_function(function, describe) for function in facts.functions],
    }


def _function(function: FunctionFacts, describe: Describe) -> dict[str, Any]:
    return {
        "file": function.file,
        "function": function.name,
        "line": function.line,
        "hybrid": function.hybrid is not None,
        "hybrid_by": None if function.hybrid is None else function.hybrid.by,
        "graph_context": function.graph_context,
        "tensor_parameter": function.tensor_parameter.value,
        "primitive_parameter": function.primitive_parameter.value,
        "python_side_effects": function.python_side_effects.value,
        "recursive": function.recursive.value,
        "tensor_computation": function.tensor_computation.value,
        "callers_hybrid": function.callers_hybrid.value,
        "assumptions": list(function.assumptions),
        "blockers": [_blocker(hazard, describe) for hazard in function.blockers],
        "decision": function.decision,
        "parameters": [_parameter(parameter) for parameter in function.parameters],
        "input_signature": function.input_signature,
        "input_signature_absent": function.input_signature_absent,
    }


def _blocker(hazard: Hazard, describe: Describe) -> dict[str, Any]:
    code, message = describe(hazard)
    return {"code": code, "file": hazard.place.file, "line": hazard.place.line, "message": message}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kinds": list(dict.fromkeys(fact.kind for fact in parameter.types)),
        "types": [_type(fact) for fact in parameter.types],
        "evidence": list(parameter.evidence),
    }


def _type(fact: TypeFact) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": fact.kind}
    if fact.kind in _TYPED:
        told["dtype"] = fact.dtype
        told["shape"] = None if fact.shape is None else list(fact.shape)
    if fact.fields is not None:
        told["elements"] = {key: _type(value) for key, value in fact.fields}
    elif fact.elements is not None:
        inner = [_type(element) for element in fact.elements]
        # The elements of a dict are an object by key; ``*`` stands for keys that are not known.
        told["elements"] = {"*": inner[0]} if fact.kind == "dict" and inner else {} if fact.kind == "dict" else inner
    if fact.repeated:
        told["repeated"] = True
    return told
