"""How often a loop is gone through: again only for what its rounds pass on to the next."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from textwrap import indent

import pytest
from astroid import nodes

from flake8_hybridize.analysis import entries, statements
from flake8_hybridize.analysis.interpreter import Interpreter
from flake8_hybridize.analysis.state import Frame
from flake8_hybridize.model.options import Options
from flake8_hybridize.model.values import Tensor, atoms
from flake8_hybridize.project import load

HEAD = """\
import sys
import tensorflow as tf

def use(x):
    return x

def run(items, n):
"""

PASSED_ON = {
    "behind a test": """
for i in range(n):
    if i:
        use(last)
    last = tf.ones([2])
""",
    "in an expression": """
for i in range(n):
    kept = use(last) if i else None
    last = tf.ones([2])
""",
    "behind 'and'": """
for i in range(n):
    found = i and use(last)
    last = tf.ones([2])
""",
    "under another name": """
for i in range(n):
    if i:
        use(older)
    if i:
        older = last
    last = tf.ones([2])
""",
    "while": """
i = 0
while i < n:
    if i:
        use(last)
    last = tf.ones([2])
    i += 1
""",
    "in the test of a while": """
i = 0
while not i or use(last) is None:
    last = tf.ones([2])
    i += 1
""",
    "try": """
for i in range(n):
    try:
        use(last)
    except NameError:
        pass
    last = tf.ones([2])
""",
    "continue": """
for i in range(n):
    if i > 1:
        use(last)
        continue
    last = tf.ones([2])
""",
    "a comprehension": """
for i in range(n):
    kept = [use(last) for _ in range(i)]
    last = tf.ones([2])
""",
    "an inner loop": """
for i in range(n):
    for j in range(i):
        use(last)
    last = tf.ones([2])
""",
    "out of an inner loop": """
for i in range(n):
    if i:
        use(last)
    for j in range(n):
        last = tf.ones([2])
""",
    "a nested function": """
for i in range(n):
    def inner():
        return use(last)
    if i:
        inner()
    last = tf.ones([2])
""",
    "an attribute path": """
class Box:
    pass
box = Box()
for i in range(n):
    if i:
        use(box.last)
    box.last = tf.ones([2])
""",
    "augmented": """
for i in range(n):
    if i:
        last += 1.0
        use(last)
    else:
        last = tf.ones([2])
""",
    "a walrus": """
for i in range(n):
    if i:
        use(last)
    print(last := tf.ones([2]))
""",
    "unpacked": """
for i in range(n):
    if i:
        use(last)
    first, last = i, tf.ones([2])
""",
    "with": """
for i in range(n):
    if i:
        with tf.name_scope("a"):
            use(last)
    last = tf.ones([2])
""",
    "the variable of the loop": """
for i in range(n):
    if i:
        use(item)
    for item in [tf.ones([2])] * n:
        pass
""",
}


def _analysed(folder: Path, body: str) -> Interpreter:
    (folder / "a.py").write_text(HEAD + indent(body, "    ") + "\nrun([], len(sys.argv))\n")
    machine = Interpreter(load([str(folder)], folder, Options()), Options())
    entries.run_program(machine)
    return machine


@pytest.mark.parametrize("body", PASSED_ON.values(), ids=PASSED_ON)
def test_what_a_round_leaves_arrives_in_the_next(tmp_path: Path, body: str) -> None:
    machine = _analysed(tmp_path, body)
    (use,) = (f for f in machine.functions.values() if f.name == "use")
    assert any(isinstance(atom, Tensor) for a in use.activations for atom in atoms(a.args[0]))


def test_rounds_that_pass_nothing_on_are_not_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executed: Counter[str] = Counter()
    execute = statements.execute

    def counted(frame: Frame, body: list[nodes.NodeNG]) -> bool:
        executed.update(s.targets[0].name for s in body if isinstance(s, nodes.Assign))
        return execute(frame, body)

    monkeypatch.setattr(statements, "execute", counted)
    _analysed(tmp_path, "for i in range(n):\n    once = i + 1\n    for j in range(n):\n        inner = once + j\n")
    assert executed == {"once": 1, "inner": 1}
    executed.clear()
    _analysed(tmp_path, "total = 0\nfor i in range(n):\n    total = total + i\n")
    assert executed["total"] > 1
