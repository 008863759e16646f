"""Arguments that fixes add to ``tf.function``, and how they are laid out."""

from __future__ import annotations

import pytest

from flake8_hybridize.fixes.apply import applied
from flake8_hybridize.rules.arguments import add_argument
from flake8_hybridize.rules.edits import decorate
from tests.handmade import called, decorated, function, source_of

HEAD = "import tensorflow as tf\n"
TAIL = "\ndef f(x): return x\n"
CASES = {
    "@tf.function": "@tf.function(a=1)",
    "@tf.function  # why": "@tf.function(a=1)  # why",
    "@tf.function()": "@tf.function(a=1)",
    "@tf.function( )": "@tf.function( a=1)",
    "@tf.function(b=2)": "@tf.function(b=2, a=1)",
    "@tf.function(b=2,)": "@tf.function(b=2, a=1,)",
    "@tf.function(\n    b=2,  # why\n)": "@tf.function(\n    b=2, a=1,  # why\n)",
    "@tf.function(b=(2))": "@tf.function(b=(2), a=1)",
    "@tf.function((None))": None,
    "@partial(tf.function, b=2)": "@partial(tf.function, b=2, a=1)",
}


@pytest.mark.parametrize("before", CASES)
def test_adds(before: str) -> None:
    source = source_of(HEAD + before + TAIL)
    hybrid = decorated(source, "f").hybrid
    assert hybrid is not None
    change = add_argument(hybrid, {source.file: source}, "a=1")
    after = CASES[before]
    assert (None if change is None else applied(source, change.edits)) == (after and HEAD + after + TAIL)


def test_adds_to_a_call() -> None:
    source = source_of(HEAD + "def f(x): return x\ng = tf.function(f)\n")
    hybrid = called(source, "f", "tf.function(f)").hybrid
    assert hybrid is not None
    change = add_argument(hybrid, {source.file: source}, "a=1")
    assert change is not None
    assert applied(source, change.edits) == HEAD + "def f(x): return x\ng = tf.function(f, a=1)\n"


SPECS = [f"tf.TensorSpec(shape=(None, {n}), dtype=tf.float32)" for n in (3, 4)]


def signed(text: str, specs: str, name: str = "f") -> str:
    source = source_of(text)
    change = decorate(function(source, name), {source.file: source}, f"input_signature=[{specs}]")
    assert change is not None
    return applied(source, change.edits)


def test_a_short_signature_is_one_line() -> None:
    text = HEAD + "def f(x): return x\n"
    assert signed(text, "tf.TensorSpec([], tf.int32)") == (
        HEAD + "@tf.function(input_signature=[tf.TensorSpec([], tf.int32)])\ndef f(x): return x\n"
    )


def test_a_long_signature_is_wrapped() -> None:
    assert signed(HEAD + "def f(x, y): return x\n", ", ".join(SPECS)) == (
        HEAD + "@tf.function(\n    input_signature=[\n"
        "        tf.TensorSpec(shape=(None, 3), dtype=tf.float32),\n"
        "        tf.TensorSpec(shape=(None, 4), dtype=tf.float32),\n"
        "    ],\n)\ndef f(x, y): return x\n"
    )


def test_lines_may_be_as_long_as_the_file_has_them() -> None:
    text = HEAD + f"# {'x' * 118}\ndef f(x): return x\n"
    assert signed(text, SPECS[0]).splitlines()[2] == f"@tf.function(input_signature=[{SPECS[0]}])"


def test_wrapped_lines_follow_indentation_and_line_ends() -> None:
    text = (HEAD + "class C:\n\tdef f(self, x, y):\n\t\treturn x\n").replace("\n", "\r\n")
    nested = f"({', '.join(SPECS)}), {{'key': {SPECS[0]}}}"
    assert signed(text, nested, "C.f") == (
        HEAD + "class C:\n\t@tf.function(\n\t\tinput_signature=[\n\t\t\t(\n"
        "\t\t\t\ttf.TensorSpec(shape=(None, 3), dtype=tf.float32),\n"
        "\t\t\t\ttf.TensorSpec(shape=(None, 4), dtype=tf.float32),\n"
        "\t\t\t),\n\t\t\t{'key': tf.TensorSpec(shape=(None, 3), dtype=tf.float32)},\n"
        "\t\t],\n\t)\n\tdef f(self, x, y):\n\t\treturn x\n"
    ).replace("\n", "\r\n")
