"""What goes away with ``tf.function``, and what stays."""

from __future__ import annotations

import pytest

from flake8_hybridize.fixes.apply import applied
from flake8_hybridize.model.source import Source
from flake8_hybridize.rules.edits import Change, undecorate, unwrap
from tests.handmade import called, decorated, source_of


def undone(text: str, name: str = "f", decorator: int = 0) -> tuple[str, bool] | None:
    source = source_of(text)
    facts = decorated(source, name, decorator)
    return _result(source, undecorate(facts, {source.file: source}))


def unwrapped(text: str, call: str, others: dict[str, Source] | None = None) -> tuple[str, bool] | None:
    source = source_of(text)
    facts = called(source, "f", call)
    return _result(source, unwrap(facts, {source.file: source, **(others or {})}))


def _result(source: Source, change: Change | None) -> tuple[str, bool] | None:
    return None if change is None else (applied(source, change.edits), change.safe)


USED = "import tensorflow as tf\ny = tf.constant(1)\n"
CASES = {
    "plain": (USED + "@tf.function\ndef f(x): return x\n", USED + "def f(x): return x\n"),
    "with arguments": (
        USED + "@tf.function(jit_compile=True, autograph=False)\ndef f(x): return x\n",
        USED + "def f(x): return x\n",
    ),
    "over several lines": (
        USED + "@tf.function(\n    input_signature=[\n        tf.TensorSpec([]),\n    ],\n)\ndef f(x): return x\n",
        USED + "def f(x): return x\n",
    ),
    "a remark on it stays": (
        USED + "@tf.function  # it is slow\ndef f(x): return x\n",
        USED + "# it is slow\ndef f(x): return x\n",
    ),
    "a directive for it goes": (
        USED + "@tf.function  # type: ignore[misc]\ndef f(x): return x\n",
        USED + "def f(x): return x\n",
    ),
    "comments around stay": (
        USED + "# above\n@tf.function\n# between\ndef f(x): return x\n",
        USED + "# above\n# between\ndef f(x): return x\n",
    ),
    "carriage returns": (
        "import tensorflow as tf\r\ny = tf.constant(1)\r\n@tf.function\r\ndef f(x): return x\r\n",
        "import tensorflow as tf\r\ny = tf.constant(1)\r\ndef f(x): return x\r\n",
    ),
    "blanks after the sign": (USED + "@  tf.function\ndef f(x): return x\n", USED + "def f(x): return x\n"),
    "the sign on a line of its own": (USED + "@\\\ntf.function\ndef f(x): return x\n", USED + "def f(x): return x\n"),
    "in parentheses": (USED + "@(tf.function)\ndef f(x): return x\n", USED + "def f(x): return x\n"),
    "in parentheses over lines": (USED + "@(\n    tf.function\n)\ndef f(x): return x\n", USED + "def f(x): return x\n"),
    "a coroutine": (USED + "@tf.function\nasync def f(x): return x\n", USED + "async def f(x): return x\n"),
    "the only use of the import": (
        "import os\nimport tensorflow as tf\n\n@tf.function\ndef f(x): return x\n",
        "import os\n\ndef f(x): return x\n",
    ),
    "the only use of a name": (
        "from tensorflow import constant, function\ny = constant(1)\n@function\ndef f(x): return x\n",
        "from tensorflow import constant\ny = constant(1)\ndef f(x): return x\n",
    ),
    "the first of the names": (
        "from tensorflow import function as graph, constant\ny = constant(1)\n@graph\ndef f(x): return x\n",
        "from tensorflow import constant\ny = constant(1)\ndef f(x): return x\n",
    ),
    "arguments used the import too": (
        "import tensorflow as tf\n@tf.function(input_signature=[tf.TensorSpec([], tf.float32)])\ndef f(x): return x\n",
        "def f(x): return x\n",
    ),
    "an exported import stays": (
        "import tensorflow as tf\n__all__ = ['tf']\n@tf.function\ndef f(x): return x\n",
        "import tensorflow as tf\n__all__ = ['tf']\ndef f(x): return x\n",
    ),
    "a conditional import stays": (
        "if True:\n    import tensorflow as tf\n@tf.function\ndef f(x): return x\n",
        "if True:\n    import tensorflow as tf\ndef f(x): return x\n",
    ),
    "an import with a remark stays": (
        "import tensorflow as tf  # first of all\n@tf.function\ndef f(x): return x\n",
        "import tensorflow as tf  # first of all\ndef f(x): return x\n",
    ),
    "an import that shares its line stays": (
        "import tensorflow as tf; import os\n@tf.function\ndef f(x): return x\n",
        "import tensorflow as tf; import os\ndef f(x): return x\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_undecorates(case: str) -> None:
    before, after = CASES[case]
    assert undone(before) == (after, True)


def test_undecorates_the_right_one() -> None:
    before = USED + "class C:\n    @staticmethod\n    @tf.function\n    @other\n    def f(x): return x\n"
    after = USED + "class C:\n    @staticmethod\n    @other\n    def f(x): return x\n"
    assert undone(before, "C.f", 1) == (after, True)


def test_a_lost_comment_makes_it_unsafe() -> None:
    before = USED + "@tf.function(\n    jit_compile=True,  # measured\n)\ndef f(x): return x\n"
    assert undone(before) == (USED + "def f(x): return x\n", False)


def test_an_import_that_another_module_takes_stays() -> None:
    source = source_of("import tensorflow as tf\n@tf.function\ndef f(x): return x\n")
    other = Source("other.py", "from mod import tf\n")
    sources = {source.file: source, other.file: other}
    change = undecorate(decorated(source, "f"), sources)
    assert change is not None
    assert applied(source, change.edits) == "import tensorflow as tf\ndef f(x): return x\n"


CALLS = {
    "rebinding": (
        USED + "def f(x): return x\nf = tf.function(f)\n",
        "tf.function(f)",
        USED + "def f(x): return x\n",
    ),
    "another name": (
        USED + "def f(x): return x\ng = tf.function(f, jit_compile=True)\n",
        "tf.function(f, jit_compile=True)",
        USED + "def f(x): return x\ng = f\n",
    ),
    "an attribute": (
        USED + "class C:\n    def m(self):\n        self.g = tf.function(self.h)\n\ndef f(x): return x\n",
        "tf.function(self.h)",
        USED + "class C:\n    def m(self):\n        self.g = self.h\n\ndef f(x): return x\n",
    ),
    "by keyword": (
        USED + "def f(x): return x\ng = tf.function(func=f)\n",
        "tf.function(func=f)",
        USED + "def f(x): return x\ng = f\n",
    ),
    "as an argument": (
        USED + "def f(x): return x\nrun(tf.function(f), 1)\n",
        "tf.function(f)",
        USED + "def f(x): return x\nrun(f, 1)\n",
    ),
    "called at once": (
        USED + "def f(x): return x\ntf.function(lambda x: x + 1)(2)\n",
        "tf.function(lambda x: x + 1)",
        USED + "def f(x): return x\n(lambda x: x + 1)(2)\n",
    ),
    "all that a block does": (
        USED + "def f(x): return x\nif fast:\n    f = tf.function(f)\n",
        "tf.function(f)",
        USED + "def f(x): return x\nif fast:\n    f = f\n",
    ),
    "arguments used the import too": (
        "import tensorflow as tf\ndef f(x): return x\ng = tf.function(f, [tf.TensorSpec([])])\n",
        "tf.function(f, [tf.TensorSpec([])])",
        "def f(x): return x\ng = f\n",
    ),
    "the only use of the import": (
        "import tensorflow as tf\ndef f(x): return x\ng = tf.function(f)\n",
        "tf.function(f)",
        "def f(x): return x\ng = f\n",
    ),
}


@pytest.mark.parametrize("case", CALLS)
def test_unwraps(case: str) -> None:
    before, call, after = CALLS[case]
    assert unwrapped(before, call) == (after, True)


def test_does_not_unwrap_star_arguments() -> None:
    assert unwrapped(USED + "def f(x): return x\ng = tf.function(*args)\n", "tf.function(*args)") is None
