"""How often the analysis goes through a body: again only when something that it read has changed."""

from __future__ import annotations

from pathlib import Path

from flake8_hybridize.analysis import entries
from flake8_hybridize.analysis.interpreter import Interpreter
from flake8_hybridize.analysis.state import Activation
from flake8_hybridize.model.options import Options
from flake8_hybridize.model.values import Tensor, Value, atoms
from flake8_hybridize.project import load

CHAIN = """\
import tensorflow as tf


def inner(x):
    return x + 1.0


def middle(x):
    return inner(x) * 2.0


def outer(x):
    return middle(x)


outer(tf.ones([2]))
"""

GROWING = """\
import tensorflow as tf


class Store:
    def __init__(self):
        self.last = None

    def use(self):
        return keep(self.last)

    def put(self, x):
        self.last = x


def keep(value):
    return value


store = Store()
store.use()
store.put(tf.ones([3]))
"""
"""`use` runs again when it is known what `put` stores; nothing else calls `keep`."""

RECURSIVE = """\
import tensorflow as tf


def descend(depth, x):
    if depth == 0:
        return x
    return ascend(depth - 1, tf.stack([x, x]))


def ascend(depth, x):
    return descend(depth, x)


descend(20, tf.ones([2]))
"""
"""A tensor of rank 1 goes down, one of rank 21 comes back."""


def _activations(folder: Path, text: str) -> dict[str, list[Activation]]:
    (folder / "main.py").write_text(text)
    machine = Interpreter(load(["main.py"], folder, Options()), Options())
    entries.run_program(machine)
    return {info.qualified_name: info.activations for info in machine.functions.values()}


def test_a_caller_does_not_run_again_for_what_it_waited_for(tmp_path: Path) -> None:
    found = _activations(tmp_path, CHAIN)
    assert {name: [a.runs for a in activations] for name, activations in found.items()} == {
        "inner": [1],
        "middle": [1],
        "outer": [1],
    }


def test_a_call_takes_its_activation_to_other_arguments(tmp_path: Path) -> None:
    found = _activations(tmp_path, GROWING)
    assert all(a.runs > 1 for a in found["Store.use"])
    (kept,) = found["keep"]
    assert any(type(atom) is Tensor for atom in atoms(kept.args[0]))
    assert any(type(atom) is Tensor for atom in atoms(kept.result))


def test_deep_recursion_shares_one_activation(tmp_path: Path) -> None:
    found = _activations(tmp_path, RECURSIVE)
    first, second, third, shared = found["descend"]
    assert [a.merged for a in (first, second, third)] == [False] * 3
    assert shared.merged
    assert [_ranks(a.args[1]) for a in (first, second, third)] == [{1}, {2}, {3}]
    assert None in _ranks(shared.args[1])
    assert None in _ranks(first.result)


def _ranks(value: Value) -> set[int | None]:
    return {None if a.shape is None else len(a.shape) for a in atoms(value) if type(a) is Tensor}
