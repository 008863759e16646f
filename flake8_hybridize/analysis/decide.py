"""The decision on one function, from its judgements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from astroid import nodes

from ..model.facts import Hazard, Judgement

FRAMEWORK_METHODS = frozenset(
    [
        "call",
        "build",
        "train_step",
        "test_step",
        "predict_step",
        "compute_loss",
        "compute_output_shape",
        "get_config",
        "from_config",
        "update_state",
        "result",
        "reset_state",
        "reset_states",
        "make_train_function",
        "make_test_function",
        "make_predict_function",
        "compute_mask",
    ]
)
_HARMLESS = frozenset({"print-call", "logging-call", "warnings-call"})
DEPRECATED = ("experimental_relax_shapes", "experimental_compile", "experimental_follow_type_hints")


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that the decision rests on."""

    node: nodes.NodeNG
    name: str
    hybrid: bool
    is_keras_method: bool
    is_test: bool
    is_property: bool
    is_generator: bool
    is_nested: bool
    builds_graphs: bool
    graph_context: str | None
    run_by_keras: bool
    tensor_parameter: Judgement
    primitive_retraces: bool
    side_effects: Judgement
    recursive: Judgement
    tensor_computation: Judgement
    callers_hybrid: Judgement
    runs_often: Judgement
    blockers: tuple[Hazard, ...]
    array_parameter: str | None
    outer_decorators: tuple[str, ...]
    deprecated: bool
    varying_shapes: bool
    reduce_retracing: bool
    has_signature: bool
    compiled_as_given: bool
    raises: bool


def decide(judged: Judged) -> tuple[str, str]:
    """``(decision, reason)``."""
    return _hybrid(judged) if judged.hybrid else _eager(judged)


def would_profit(judged: Judged) -> bool:
    """An eager function that would be compiled if nothing in it went wrong when it is traced."""
    unhindered = replace(judged, blockers=(), side_effects=Judgement(False))
    return not judged.hybrid and _eager(unhindered)[0] == "hybridize"


def _eager(judged: Judged) -> tuple[str, str]:
    if isinstance(judged.node, nodes.AsyncFunctionDef) or judged.is_generator:
        return "keep", "a coroutine or generator cannot be compiled"
    if judged.name.startswith("__") and judged.name != "__call__":
        return "keep", "a special method"
    if judged.is_property:
        return "keep", "a property"
    if judged.is_test:
        return "keep", "a test"
    if judged.is_nested:
        return "keep", "it is made anew in each call of the function around it"
    if judged.builds_graphs:
        return "keep", "it is code for TensorFlow 1"
    if judged.is_keras_method:
        return "keep", "Keras traces it itself"
    if judged.graph_context is not None:
        return "keep", "it runs in a graph already"
    if judged.run_by_keras:
        return "keep", "only what Keras traces itself calls it"
    if judged.tensor_parameter.value is False:
        return "keep", "no tensor parameter"
    if judged.tensor_computation.value is False:
        return "keep", "no tensor computation"
    if judged.side_effects.value:
        return "keep", f"Python side effect: {judged.side_effects.reason}"
    if judged.recursive.value:
        return "keep", "it is recursive"
    if judged.blockers:
        return "keep", f"tracing it would go wrong: {judged.blockers[0].kind}"
    if judged.primitive_retraces:
        return "keep", "its Python arguments would retrace it"
    if judged.callers_hybrid.value:
        return "keep", "all callers are traced"
    if judged.array_parameter is not None:
        return "keep", f"{judged.array_parameter} receives NumPy arrays, which would arrive as tensors"
    if judged.outer_decorators:
        return "keep", f"decorated with {judged.outer_decorators[0]}"
    if judged.runs_often.value is False:
        return "keep", "it runs once"
    for judgement in (judged.tensor_parameter, judged.tensor_computation, judged.side_effects):
        if judgement.value is None:
            return "unknown", judgement.reason
    return "hybridize", "it computes with tensors, has no side effects and runs often"


def _hybrid(judged: Judged) -> tuple[str, str]:
    if judged.compiled_as_given:
        return "keep", "what compiles it does so with whatever it is given"
    # A signature makes tensors of what calls pass.
    converts = judged.has_signature and judged.tensor_parameter.value is False
    if judged.side_effects.value is False and not converts:
        if judged.tensor_computation.value is False:
            if judged.tensor_parameter.value is False:
                return "dehybridize", "no tensor parameter and no tensor computation"
            return "dehybridize", "no tensor computation"
        if judged.primitive_retraces:
            return "dehybridize", "its Python arguments retrace it without bound"
        if judged.raises:
            return "dehybridize", f"it raises when traced: {judged.blockers[0].kind}"
    if judged.deprecated:
        return "reconfigure", "deprecated arguments"
    if judged.varying_shapes and not judged.reduce_retracing and not judged.has_signature:
        return "reconfigure", "calls pass tensors of different shapes"
    if judged.side_effects.value is None:
        return "unknown", judged.side_effects.reason
    return "keep", "compiled, and fit for it"
