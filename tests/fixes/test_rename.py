"""Renamed and dropped arguments of ``tf.function``."""

from __future__ import annotations

import pytest

from flake8_hybridize.fixes.apply import applied
from flake8_hybridize.rules.hyb601_deprecated_argument import check
from tests.handmade import decorated, program, source_of

HEAD = "import tensorflow as tf\n"
TAIL = "\ndef f(x): return x\n"
CASES = {
    "@tf.function(experimental_relax_shapes=True)": "@tf.function(reduce_retracing=True)",
    "@tf.function(experimental_compile=JIT)": "@tf.function(jit_compile=JIT)",
    "@tf.function(autograph=False, experimental_compile = True, )": "@tf.function(autograph=False, jit_compile = True, )",
    "@tf.function(\n    experimental_relax_shapes=(\n        True\n    ),  # why\n)": (
        "@tf.function(\n    reduce_retracing=(\n        True\n    ),  # why\n)"
    ),
    "@tf.function(experimental_follow_type_hints=True)": "@tf.function",
    "@tf.function(experimental_follow_type_hints=True, autograph=False)": "@tf.function(autograph=False)",
    "@tf.function(autograph=False, experimental_follow_type_hints=True)": "@tf.function(autograph=False)",
    "@tf.function(None, experimental_follow_type_hints=True,)": "@tf.function(None,)",
    "@tf.function(experimental_follow_type_hints=(True), autograph=(False))": "@tf.function(autograph=(False))",
    "@tf.function((None), experimental_follow_type_hints=True)": None,
    "@tf.function(experimental_relax_shapes=True, reduce_retracing=True)": None,
    "@tf.function(experimental_follow_type_hints=True,  # why\n  autograph=False)": None,
}


@pytest.mark.parametrize("before", CASES)
def test_renames(before: str) -> None:
    after = CASES[before]
    source = source_of(HEAD + before + TAIL)
    finding = next(iter(check(program(source, decorated(source, "f", decision="keep")), {source.file: source})))
    if after is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert applied(source, finding.fix.edits) == HEAD + after + TAIL


def test_new_arguments_are_fine() -> None:
    source = source_of(HEAD + "@tf.function(reduce_retracing=True, jit_compile=True)" + TAIL)
    assert not list(check(program(source, decorated(source, "f", decision="keep")), {source.file: source}))
