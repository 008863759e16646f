"""Edits of any file change what they are meant to change, and nothing else."""

from __future__ import annotations

import ast
import random
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_hybridize.fixes.apply import applied
from flake8_hybridize.model.source import Source
from flake8_hybridize.rules.edits import decorate, undecorate
from tests.handmade import decorated, definitions, function, syntax_of

HEADS = [
    "",
    '"""Doc."""',
    "'''Doc\n\nmore'''",
    "#!/usr/bin/env python\n# coding: utf-8\n",
    "# Copyright\n# somebody\n",
    '"""Doc."""  # remark\nfrom __future__ import annotations',
    "from __future__ import (\n    annotations,\n    generator_stop,\n)",
]
IMPORTS = [
    "",
    "import os",
    "import os; import sys",
    "import numpy as np  # arrays",
    "import numpy as np, \\\n    os",
    "import tensorflow as tf",
    "import tensorflow",
    "from tensorflow import function as graph, constant",
    "from tensorflow import (\n    constant,\n    function,  # this one\n)",
    "from .near import thing",
    "try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None",
    "if True:\n    import keras",
    "import os\nos.environ['X'] = '1'\nimport keras\n",
    "tf = 3",
]
DECORATORS = [
    "",
    "@plain",
    "@plain  # why",
    "@factory(\n    1,  # one\n    'é',\n)",
    "@first\n\n# between\n@second",
    "@(lambda f: f)",
    "@ \\\n    spread",
]
FUNCTIONS = [
    "def f(x): return x",
    "def f(x):\n    return x",
    "def f(x):\n    '''Doc.\n\nmore'''\n    return x  # out",
    "def f(\n    x,  # in\n    y=(1,\n       2),\n):\n\n    return x",
    "def  f (x)  :  return 'é', x",
    "def \\\n        f(x):\n    return x",
    "def f(x):\n    s = '''\n@tf.function\n'''\n    return s",
]
CONTEXTS = [
    "{}",
    "class C:\n    y = 1\n\n    {}",
    "class C:\n\t{}",
    "if True:\n  {}\nelse:\n  pass",
    "def outer(y):\n    z = y\n    {}\n    return f",
    "def outer(tf):\n    {}\n    return f",
    "try:\n    {}\nfinally:\n    pass",
    "for i in range(3):\n        {}",
    "with open('x') as stream:\n    {}",
]
TAILS = ["", "\n", "\n# the end", "\n\ng = f\n", "\n\x0cf(1)\n"]
NEWLINES = ["\n", "\r\n", "\r"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    inner = "\n".join(part for part in (draw(st.sampled_from(DECORATORS)), draw(st.sampled_from(FUNCTIONS))) if part)
    context = draw(st.sampled_from(CONTEXTS))
    indent = next(line for line in context.split("\n") if "{}" in line).partition("{")[0]
    # Text inside of a string literal must not be indented with the code.
    lines = inner.split("\n")
    quoted = [sum(line.count("'''") for line in lines[:number]) % 2 for number in range(len(lines))]
    joined = "\n".join(
        line if number == 0 or quoted[number] or not line else indent + line for number, line in enumerate(lines)
    )
    parts = [draw(st.sampled_from(HEADS)), *draw(st.lists(st.sampled_from(IMPORTS), max_size=3))]
    parts.append(context.replace("{}", joined))
    text = draw(st.sampled_from(["\n", "\n\n", "\n# remark\n", "\n\x0c\n"])).join(part for part in parts if part)
    return (text + draw(st.sampled_from(TAILS))).replace("\n", draw(st.sampled_from(NEWLINES)))


def stripped(text: str) -> str:
    """The tree without imports of TensorFlow and its decorators."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [d for d in node.decorator_list if ast.unparse(d) not in SPELLINGS]
        if isinstance(node, ast.ImportFrom) and node.module == "tensorflow":
            node.names = [alias for alias in node.names if alias.name != "function"]
    tree.body = [s for s in tree.body if ast.unparse(s) not in ("import tensorflow as tf", "import tensorflow")]
    return ast.dump(tree)


SPELLINGS = ("tf.function", "tensorflow.function", "graph", "function")


def names(text: str) -> list[str]:
    found = definitions(syntax_of(Source("a.py", text))).items()
    return [name for name, node in found if isinstance(node, ast.FunctionDef)]


def check_decoration(text: str, name: str) -> str | None:
    """Decorate and undecorate; give the decorated text."""
    source = Source("a.py", text)
    change = decorate(function(source, name), {source.file: source})
    if change is None:
        return None
    after = Source("a.py", applied(source, change.edits))
    assert stripped(after.text) == stripped(text)
    new = definitions(syntax_of(after))[name]
    old = definitions(syntax_of(source))[name]
    assert [ast.unparse(d) for d in new.decorator_list[:-1]] == [ast.unparse(d) for d in old.decorator_list]
    assert ast.unparse(new.decorator_list[-1]) in SPELLINGS
    # Only lines came; those that were there stayed as they were, in order.
    lines = iter(after.lines)
    assert all(line in lines for line in source.lines)
    assert len(after.lines) - len(source.lines) <= 4

    back = undecorate(decorated(after, name, -1), {"a.py": after})
    assert back is not None
    again = applied(after, back.edits)
    assert stripped(again) == stripped(text)
    left = list(again.splitlines())
    assert [line for line in left if line.strip() and "tensorflow" not in line] == [
        line for line in text.splitlines() if line.strip() and "tensorflow" not in line
    ]
    return after.text


@settings(max_examples=400, deadline=None)
@given(texts())
def test_any_shape_of_file(text: str) -> None:
    ast.parse(text)
    for name in names(text):
        if name.rpartition(".")[2] == "f":
            check_decoration(text, name)


def standard_library(number: int) -> Iterator[Path]:
    folder = Path(sysconfig.get_paths()["stdlib"])
    files = sorted(path for path in folder.rglob("*.py") if not {"site-packages", "lib2to3"} & set(path.parts))
    yield from random.Random(1).sample(files, number)


@pytest.mark.slow
def test_real_files() -> None:
    tried = 0
    for path in standard_library(60):
        data = path.read_bytes()
        try:
            text = data.decode()
            found = names(text)
        except (UnicodeDecodeError, SyntaxError, AssertionError):
            continue
        if len(data) > 100_000:
            continue
        for name in random.Random(2).sample(found, min(3, len(found))):
            if len([other for other in found if other == name]) == 1:
                tried += check_decoration(text, name) is not None
    assert tried > 60
