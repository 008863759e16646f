"""The input signature that the calls of the program allow."""

from __future__ import annotations

from functools import reduce

from astroid import nodes

from ..model.facts import TypeFact
from ..model.values import NEVER, Tensor, Tuple, Value, atoms, join_shape
from .conversion import KERAS
from .inside import contents
from .judge import Subject, own_parameters
from .open_shapes import Shape, obstacle
from .returns import names_of
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
    if info.is_method and any(d.endswith("classmethod") for d in _decorators(info.node)):
        return None, "tf.function below classmethod counts the class as an argument"
    if machine.expected_failures and names_of(subject) & machine.expected_failures.keys():
        return None, "a call of the program is expected to raise: a signature raises something else"
    if any("keras" in c.traced_by or c.unconverted.startswith(KERAS) for c in (*subject.activations, *subject.callers)):
        return None, "Keras traces what calls it, before it knows the shapes"
    if any(_runs_replicas(call) for call in info.node.nodes_of_class(nodes.Call)):
        return None, "a distribution strategy may pass a value per replica"
    specs: list[str] = []
    shapes: dict[str, Shape] = {}
    names = own_parameters(info)
    required = [n for n in names if any(n in a.supplied for a in subject.activations)]
    last = max((names.index(n) for n in required), default=-1)
    for name in names[: last + 1]:
        if name in required and any(name not in a.supplied for a in subject.activations):
            return None, f"some calls leave out {name}"
        value = values.get(name, NEVER)
        facts = type_facts(machine, value)
        ranks = {atom.ragged_rank if type(atom) is Tensor else None for atom in atoms(value)}
        spec, reason = _spec(facts, prefix, name, next(iter(ranks)) if len(ranks) == 1 else None)
        if spec is None:
            return None, reason
        if _is_named(value):
            return None, f"{name} is a named tuple, which a signature makes a plain one"
        specs.append(spec)
        shapes[name] = _joined_shape(facts)
    if not specs:
        return None, "no parameters"
    reason = obstacle(subject, shapes)
    return (None, reason) if reason else (f"[{', '.join(specs)}]", None)


def _decorators(node: nodes.NodeNG) -> list[str]:
    decorators = getattr(node, "decorators", None)
    return [d.as_string() for d in decorators.nodes] if decorators is not None else []


def _runs_replicas(call: nodes.Call) -> bool:
    """``strategy.run(f, args=(…))``."""
    named = isinstance(call.func, nodes.Attribute) and call.func.attrname in ("run", "experimental_run_v2")
    return named and any(keyword.arg == "args" for keyword in call.keywords)


def _is_named(value: Value) -> bool:
    """A named tuple is among the possibilities of ``value``, or inside of its containers."""
    return any(
        (type(atom) is Tuple and atom.names is not None) or any(map(_is_named, contents(atom))) for atom in atoms(value)
    )


def _joined_shape(facts: tuple[TypeFact, ...]) -> Shape:
    """The shape of a spec; of containers an open one if any is open in them."""
    tensors = [t for fact in facts for t in _tensors(fact)]
    if len(facts) == len(tensors):
        return reduce(join_shape, (fact.shape for fact in facts))
    shapes = [fact.shape for fact in tensors]
    return None if None in shapes else (None,) if any(None in shape for shape in shapes if shape) else ()


def _tensors(fact: TypeFact) -> list[TypeFact]:
    if fact.elements is None:
        return [fact]
    return [inner for element in fact.elements for inner in _tensors(element)]


def _spec(
    facts: tuple[TypeFact, ...], prefix: str, name: str, ragged_rank: int | None = None
) -> tuple[str | None, str | None]:
    kinds = {f.kind for f in facts}
    if not facts:
        return None, f"what arrives at {name} is not known"
    if kinds <= {"tensor", "ndarray", "variable"}:
        if "variable" in kinds:
            return None, f"{name} is a tf.Variable, of which a signature passes the value alone"
        dtypes = {f.dtype for f in facts}
        if len(dtypes) != 1 or None in dtypes:
            return None, f"the dtype of {name} is not known or differs"
        shape = facts[0].shape
        for fact in facts[1:]:
            shape = join_shape(shape, fact.shape)
        return f"{prefix}.TensorSpec(shape={_shape(shape)}, dtype={prefix}.{facts[0].dtype})", None
    if kinds <= {"ragged", "sparse"} and len(kinds) == 1 and len({f.dtype for f in facts}) == 1 and facts[0].dtype:
        shape = reduce(join_shape, (fact.shape for fact in facts))
        arguments = f"shape={_shape(shape)}, dtype={prefix}.{facts[0].dtype}"
        if "sparse" in kinds:
            return f"{prefix}.SparseTensorSpec({arguments})", None
        if not ragged_rank or shape is None:
            return None, f"how {name} is ragged is not known or differs"
        return f"{prefix}.RaggedTensorSpec({arguments}, ragged_rank={ragged_rank})", None
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
