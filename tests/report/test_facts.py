"""Facts as the contract has them."""

from __future__ import annotations

import json

from flake8_hybridize.model.facts import (
    FileFacts,
    Hazard,
    Hybridization,
    Judgement,
    Parameter,
    ProgramFacts,
    TypeFact,
)
from flake8_hybridize.model.places import Place
from flake8_hybridize.report.facts import render
from tests.handmade import function, source_of

SOURCE = source_of("class Trainer:\n    def step(self, x): pass\n", "pkg/train.py")
TENSOR = TypeFact("tensor", "float32", (None, 28, 28))
PLACE = Place("pkg/train.py", 50, 1, 50, 2)


def describe(hazard: Hazard) -> tuple[str, str]:
    return "HYB401", f"{hazard.kind} {hazard.subject}"


def test_the_example_of_the_contract() -> None:
    step = function(
        SOURCE,
        "Trainer.step",
        line=41,
        hybrid=Hybridization("decorator", PLACE, "tf.function"),
        graph_context="tf.function",
        tensor_parameter=Judgement(True, "x", PLACE),
        primitive_parameter=Judgement(False),
        python_side_effects=Judgement(False),
        recursive=Judgement(False),
        tensor_computation=Judgement(True),
        callers_hybrid=Judgement(None, "not told"),
        assumptions=("pkg.metrics.log has no Python side effects (not found)",),
        blockers=(Hazard("eager-only-method", PLACE, "Trainer.step", "x.numpy()"),),
        decision="keep",
        parameters=(Parameter("x", (TENSOR,), ("call pkg/main.py:12",)),),
        input_signature="[tf.TensorSpec(shape=(None, 28, 28), dtype=tf.float32)]",
    )
    facts = ProgramFacts(
        files=(FileFacts("pkg/train.py", "ok"), FileFacts("pkg/x.py", "syntax-error", "line 1: invalid syntax")),
        functions=(step,),
    )
    assert json.loads(render(facts, "0.1.0", describe)) == {
        "version": 1,
        "tool": "flake8-hybridize 0.1.0",
        "files": [
            {"file": "pkg/train.py", "status": "ok", "message": None},
            {"file": "pkg/x.py", "status": "syntax-error", "message": "line 1: invalid syntax"},
        ],
        "functions": [
            {
                "file": "pkg/train.py",
                "function": "Trainer.step",
                "line": 41,
                "hybrid": True,
                "hybrid_by": "decorator",
                "graph_context": "tf.function",
                "tensor_parameter": True,
                "primitive_parameter": False,
                "python_side_effects": False,
                "recursive": False,
                "tensor_computation": True,
                "callers_hybrid": None,
                "assumptions": ["pkg.metrics.log has no Python side effects (not found)"],
                "blockers": [
                    {"code": "HYB401", "file": "pkg/train.py", "line": 50, "message": "eager-only-method x.numpy()"}
                ],
                "decision": "keep",
                "parameters": [
                    {
                        "name": "x",
                        "kinds": ["tensor"],
                        "types": [{"kind": "tensor", "dtype": "float32", "shape": [None, 28, 28]}],
                        "evidence": ["call pkg/main.py:12"],
                    }
                ],
                "input_signature": "[tf.TensorSpec(shape=(None, 28, 28), dtype=tf.float32)]",
                "input_signature_absent": None,
            }
        ],
    }


def types(*facts: TypeFact) -> object:
    step = function(SOURCE, "Trainer.step", parameters=(Parameter("x", facts),))
    document = json.loads(render(ProgramFacts(functions=(step,)), "1", describe))
    return document["functions"][0]["parameters"][0]["types"]


def test_nothing_is_known() -> None:
    step = function(SOURCE, "Trainer.step")
    told = json.loads(render(ProgramFacts(functions=(step,)), "1", describe))["functions"][0]
    judgements = (
        "hybrid_by graph_context tensor_parameter primitive_parameter python_side_effects recursive tensor_computation "
        "callers_hybrid input_signature input_signature_absent"
    )
    assert all(told[name] is None for name in judgements.split())
    assert told["hybrid"] is False


def test_unknown_dtype_and_shape_are_null() -> None:
    assert types(TypeFact("tensor")) == [{"kind": "tensor", "dtype": None, "shape": None}]
    assert types(TypeFact("tensor", "int32", ())) == [{"kind": "tensor", "dtype": "int32", "shape": []}]


def test_other_kinds_have_neither() -> None:
    assert types(TypeFact("int"), TypeFact("none")) == [{"kind": "int"}, {"kind": "none"}]


def test_containers() -> None:
    integer, told = TypeFact("int"), {"kind": "tensor", "dtype": "float32", "shape": [None, 28, 28]}
    assert types(TypeFact("tuple", elements=(TENSOR, integer))) == [
        {"kind": "tuple", "elements": [told, {"kind": "int"}]}
    ]
    assert types(TypeFact("dict", fields=(("a", TENSOR),))) == [{"kind": "dict", "elements": {"a": told}}]
    assert types(TypeFact("list", elements=(TENSOR,), repeated=True)) == [
        {"kind": "list", "elements": [told], "repeated": True}
    ]
    assert types(TypeFact("dict", elements=(TENSOR,), repeated=True)) == [
        {"kind": "dict", "elements": {"*": told}, "repeated": True}
    ]
