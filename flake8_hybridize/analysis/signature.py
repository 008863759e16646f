"""The input signature that the calls of the program allow."""

from __future__ import annotations

from ..model.facts import TypeFact
from ..model.values import NEVER, Value, join_shape
from .judge import Subject, own_parameters
from .state import Machine
from .types import type_facts


def input_signature(
    machine: Machine, subject: Subject, values: dict[str, Value], prefix: str
) -> tuple[str | None, str | None]:
    """The text of the signature, or ``None`` and why there is none. ``prefix`` is how the file spells TensorFlow."""
    info = subject.info
    if subject.made_up or not subject.activations:
        return None, "no call of the program shows what arrives"
    if info.vararg or info.kwarg or info.keyword_only:
        return None, "star or keyword-only parameters"
    specs: list[str] = []
    names = own_parameters(info)
    required = [n for n in names if any(n in a.supplied for a in subject.activations)]
    last = max((names.index(n) for n in required), default=-1)
    for name in names[: last + 1]:
        facts = type_facts(machine, values.get(name, NEVER))
        spec, reason = _spec(facts, prefix, name)
        if spec is None:
            return None, reason
        specs.append(spec)
    if not specs:
        return None, "no parameters"
    return f"[{', '.join(specs)}]", None


def _spec(facts: tuple[TypeFact, ...], prefix: str, name: str) -> tuple[str | None, str | None]:
    kinds = {f.kind for f in facts}
    if not facts:
        return None, f"what arrives at {name} is not known"
    if kinds <= {"tensor", "ndarray", "variable"}:
        dtypes = {f.dtype for f in facts}
        if len(dtypes) != 1 or None in dtypes:
            return None, f"the dtype of {name} is not known or differs"
        shape = facts[0].shape
        for fact in facts[1:]:
            shape = join_shape(shape, fact.shape)
        return f"{prefix}.TensorSpec(shape={_shape(shape)}, dtype={prefix}.{facts[0].dtype})", None
    if kinds == {"ragged"}:
        return None, f"{name} is ragged"
    if kinds == {"sparse"} and len({f.dtype for f in facts}) == 1 and facts[0].dtype:
        shape = facts[0].shape
        for fact in facts[1:]:
            shape = join_shape(shape, fact.shape)
        return f"{prefix}.SparseTensorSpec(shape={_shape(shape)}, dtype={prefix}.{facts[0].dtype})", None
    if kinds <= {"list", "tuple"} and len(kinds) == 1 and len({len(f.elements or ()) for f in facts}) == 1:
        if any(f.repeated or f.elements is None for f in facts):
            return None, f"the length of {name} differs"
        inner: list[str] = []
        for position in zip(*(f.elements or () for f in facts), strict=False):
            spec, reason = _spec(tuple(dict.fromkeys(position)), prefix, name)
            if spec is None:
                return None, reason
            inner.append(spec)
        text = ", ".join(inner)
        return (f"[{text}]" if "list" in kinds else f"({text},)" if len(inner) == 1 else f"({text})"), None
    return None, f"{name} also receives {', '.join(sorted(kinds - {'tensor'}))}"


def _shape(shape: tuple[int | None, ...] | None) -> str:
    if shape is None:
        return "None"
    text = ", ".join(str(d) for d in shape)
    return f"({text},)" if len(shape) == 1 else f"({text})"
