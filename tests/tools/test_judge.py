"""The judge: what it says of programs whose calls are known, and how it holds claims against it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.judge import goldens
from tools.judge.assess import assess
from tools.judge.compare import compare
from tools.judge.instrument import Registry, instrumented
from tools.judge.programs import program_at, programs_below
from tools.judge.recording import FunctionSeen, ParameterSeen, Recording, Seen, recording_from_json
from tools.judge.shapes import admits, join

ROOT = Path(__file__).parents[2]

F32 = "float32"


def tensor(*shape: int | None, dtype: str | None = F32, kind: str = "tensor") -> Seen:
    return Seen(kind, dtype, shape)


@pytest.mark.parametrize(
    ("claimed", "seen", "expected"),
    [
        (None, (2, 3), True),
        ((None, 3), (2, 3), True),
        ((2, 3), (2, 3), True),
        ((2, 4), (2, 3), False),
        ((2,), (2, 3), False),
        ((2, 3), (None, 3), False),
        ((None, 3), (None, 3), True),
        ((), (), True),
        ((None,), None, False),
    ],
)
def test_a_claimed_shape_admits_what_it_covers(claimed: Any, seen: Any, expected: bool) -> None:
    assert admits(claimed, seen) is expected


def test_join_keeps_equal_dimensions() -> None:
    assert join([(2, 3), (4, 3)]) == (None, 3)
    assert join([(2, 3), (3,)]) is None
    assert join([(2, 3), (2, 3)]) == (2, 3)


def verdict(seen: list[Seen], claimed: list[Seen], passed: list[Seen] | None = None) -> tuple[bool, ...]:
    result = assess(ParameterSeen("x", tuple(seen), None if passed is None else tuple(passed)), tuple(claimed))
    return (
        result.kind_right,
        result.dtype_right,
        result.shape_sound,
        result.shape_exact,
        bool(result.contradictions),
    )


def test_assessment_of_tensors() -> None:
    two, four = tensor(2, 3), tensor(4, 3)
    assert verdict([two, four], [two, four]) == (True, True, True, True, False)
    assert verdict([two, four], [tensor(None, 3)]) == (True, True, True, True, False)
    assert verdict([two], [tensor(None, 3)]) == (True, True, True, False, False)
    assert verdict([two, four], [two]) == (True, True, False, False, True)
    assert verdict([two], [tensor(2, 3, dtype="int32")]) == (True, False, True, True, True)
    assert verdict([two], [tensor(2, 3, dtype=None)]) == (True, False, True, True, False)
    assert verdict([two], [tensor(2, 3, kind="ragged")]) == (False, True, True, True, True)
    assert verdict([two], [Seen("unknown")]) == (False, False, True, False, False)
    assert verdict([two], []) == (False, False, False, False, False)
    assert verdict([two], [two, Seen("unknown")]) == (False, False, True, False, False)


def test_assessment_of_containers() -> None:
    pair = Seen("tuple", elements=(tensor(2), Seen("int")))
    assert verdict([pair], [pair]) == (True, True, True, True, False)
    assert verdict([pair], [Seen("tuple", elements=(tensor(3), Seen("int")))]) == (True, True, False, False, True)
    assert verdict([pair], [Seen("tuple")]) == (False, False, True, False, False)
    assert verdict([pair], [Seen("list", elements=(tensor(2), Seen("int")))])[-1]
    assert verdict([pair], [Seen("tuple", elements=(tensor(2),))])[-1]
    many = Seen("list", elements=(tensor(2), tensor(2)))
    assert verdict([many], [Seen("list", elements=(tensor(2),), repeated=True)]) == (True, True, True, True, False)
    by_key = Seen("dict", fields=(("a", tensor(2)), ("b", Seen("int"))))
    assert verdict([by_key], [by_key]) == (True, True, True, True, False)
    assert verdict([by_key], [Seen("dict", fields=(("*", tensor(2)),))]) == (True, True, True, True, False)
    assert verdict([by_key], [Seen("dict", fields=(("b", Seen("int")),))])[-1]


def test_either_view_of_a_compiled_function_is_a_good_answer() -> None:
    body, passed = [tensor(None, 3)], [tensor(2, 3), tensor(5, 3)]
    assert verdict(body, [tensor(None, 3)], passed) == (True, True, True, True, False)
    assert verdict(body, passed, passed) == (True, True, True, True, False)
    assert verdict(body, [tensor(7, 3)], passed)[-1]


def function(name: str, line: int, *parameters: ParameterSeen, **changes: Any) -> FunctionSeen:
    values: dict[str, Any] = {
        "eager_calls": 1,
        "traced_calls": 0,
        "symbolic_calls": 0,
        "operation_calls": 0,
        "hybrid": False,
        "recursive": False,
        "contexts": (),
        "callers": (),
    }
    return FunctionSeen(file="a.py", function=name, line=line, parameters=parameters, **{**values, **changes})


def claim(name: str, line: int, types: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    values = {"hybrid": False, "recursive": False, "tensor_parameter": True, "graph_context": None}
    parameters = [{"name": "x", "types": types, "evidence": ["call a.py:9"]}]
    return {"file": "a.py", "function": name, "line": line, "parameters": parameters, **values, **changes}


def test_comparison_counts_and_names_what_is_wrong() -> None:
    x = ParameterSeen("x", (tensor(2),))
    seen = Recording(
        program="p",
        main="a.py",
        digest="",
        status="ok",
        message="",
        seconds=0.0,
        functions=(
            function("right", 1, x),
            function("wrong", 3, x, eager_calls=0, traced_calls=2, contexts=("dataset",), recursive=True),
            function("absent", 5, x),
            function("unused", 7, ParameterSeen("x", ()), eager_calls=0),
        ),
    )
    good = [{"kind": "tensor", "dtype": F32, "shape": [2]}]
    bad = [{"kind": "tensor", "dtype": "int32", "shape": [3]}]
    facts = {
        "functions": [
            claim("right", 1, good),
            claim("wrong", 3, bad, tensor_parameter=False, hybrid=True),
            claim("unused", 7, [], tensor_parameter=None),
        ]
    }
    result = compare([(seen, facts)])
    assert result.share("kind_right") == pytest.approx(2 / 3)
    assert result.share("shape_exact") == pytest.approx(1 / 3)
    assert [text.partition(":")[0] for _, text in result.contradictions()] == ["dtype", "shape"]
    assert result.missing_functions == ["p: a.py:5 absent"]
    assert {line.split(": ")[2].split()[0] for line in result.disagreements} == {
        "hybrid",
        "tensor_parameter",
        "recursive",
        "graph_context",
    }
    assert [one.function for one in result.misses()] == ["absent", "wrong"]
    assert result.tables["tensor_parameter"] == {("true", "true"): 1, ("true", "false"): 1}


SOURCE = '''\
import functools

class A:
    @functools.lru_cache(
        maxsize=None)
    def method(self, x, *rest, key=1, **options):
        """Docstring."""
        def inner(y): return y
        return inner(x)

    @staticmethod
    def static(x): return x

async def task(n, /): return n
'''


def test_definitions_are_named_as_the_facts_name_them(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    registry = Registry(tmp_path)
    code = instrumented(SOURCE, path, registry)
    assert [(d.name, d.line, d.first_line, d.parameters) for d in registry.definitions] == [
        ("A.method", 6, 4, ("x", "*rest", "key", "**options")),
        ("A.method.inner", 8, 8, ("y",)),
        ("A.static", 12, 11, ("x",)),
        ("task", 14, 14, ("n",)),
    ]
    calls: list[tuple[int, tuple[object, ...]]] = []
    namespace: dict[str, Any] = {"__judge_probe__": lambda number, values: calls.append((number, values))}
    exec(code, namespace)
    assert namespace["A"]().method(1, 2, z=3) == 1
    assert calls == [(0, (1, (2,), 1, {"z": 3})), (1, (1,))]
    assert namespace["A"].method.__doc__ == "Docstring."


def test_programs_are_found_in_a_tree(tmp_path: Path) -> None:
    for file in ("family/single.py", "family/whole/main.py", "family/whole/part/__init__.py", "family/whole/part/a.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("x = 1\n")
    found = programs_below(tmp_path)
    assert [(p.name, p.main, p.files) for p in found] == [
        ("family/single", "single.py", ("single.py",)),
        ("family/whole", "main.py", ("main.py", "part/__init__.py", "part/a.py")),
    ]
    before = found[1].digest()
    (tmp_path / "family/whole/part/a.py").write_text("x = 2\n")
    assert found[1].digest() != before
    with pytest.raises(FileNotFoundError):
        program_at(tmp_path / "family/whole/part")


PROGRAM = """\
import unittest
import numpy as np
import tensorflow as tf
from helper import shifted


def scaled(x, factor=2.0):
    if tf.reduce_sum(x) > 0:
        return shifted(x)
    return x


@tf.function(input_signature=[
    tf.TensorSpec([None, 3], tf.float32)])
def step(x):
    def inner(z):
        return z + 1.0
    for _ in tf.range(2):
        x = scaled(inner(x))
    return x


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(1)

    def call(self, x, training=False):
        return self.dense(x)


def parse(row):
    return row["a"], load(row["b"])


def load(b):
    return tf.py_function(eager, [b], tf.int32)


def eager(b):
    return b.numpy() * 2


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


def refused(x):
    raise ValueError


def body(i):
    return [i + 1]


step(np.ones((2, 3), np.float32))
step(tf.ones([5, 3]))
net = Net()
net.compile("sgd", "mse")
net.fit(np.ones((6, 3), np.float32), np.ones((6, 1)), batch_size=4, verbose=0)
for element in tf.data.Dataset.from_tensor_slices({"a": [1.0], "b": [1]}).map(parse).batch(1):
    pass
count(2)
with unittest.TestCase().assertRaises(ValueError):
    refused(tf.ones([1]))
tf.while_loop(lambda i: i < 2, body, [tf.constant(0)])
scaled(tf.sparse.from_dense([[1.0]]).values, factor=[tf.Variable(1.0), {"k": None}])
"""


@pytest.mark.tensorflow
def test_recording_of_a_program_under_tensorflow(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(PROGRAM)
    (tmp_path / "helper.py").write_text("def shifted(x):\n    return x + 1.0\n\n\ndef unused(y):\n    return y\n")
    command = [sys.executable, "-m", "tools.judge", "record", "--verbose", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    recording = recording_from_json(json.loads(run.stdout))
    assert (recording.status, recording.message) == ("ok", "")
    seen = {f.function: f for f in recording.functions}
    types = {(f.function, p.name): set(p.types) for f in recording.functions for p in f.parameters}
    relaxed, f32_scalar, i32_scalar = tensor(None, 3), tensor(), tensor(dtype="int32")

    step = seen["step"]
    assert (step.line, step.hybrid, step.contexts) == (15, True, ("tf.function",))
    assert set(step.parameters[0].types) == {relaxed}
    assert set(step.parameters[0].passed or ()) == {Seen("ndarray", F32, (2, 3)), tensor(5, 3)}
    assert types["step.inner", "z"] == {relaxed}
    assert types["scaled", "x"] == {relaxed, tensor(1)}
    nested = Seen("list", elements=(tensor(kind="variable"), Seen("dict", fields=(("k", Seen("none")),))))
    assert types["scaled", "factor"] == {Seen("float"), nested}
    assert seen["scaled"].callers == ("main.py:", "main.py:step")
    assert seen["scaled"].contexts == ("caller",)
    assert seen["scaled"].eager_calls == 1

    assert types["Net.call", "x"] == {relaxed}
    assert seen["Net.call"].eager_calls == 0
    assert seen["Net.call"].symbolic_calls > 0
    assert seen["Net.call"].contexts == ("keras",)
    assert types["parse", "row"] == {Seen("dict", fields=(("a", f32_scalar), ("b", i32_scalar)))}
    assert seen["parse"].contexts == ("dataset",)
    assert types["load", "b"] == types["eager", "b"] == {i32_scalar}
    assert (seen["eager"].eager_calls, seen["eager"].traced_calls) == (1, 0)
    assert seen["count"].recursive
    assert not seen["scaled"].recursive
    assert types["count", "n"] == {Seen("int")}
    assert not seen["refused"].called
    assert seen["body"].calls == (0, 0, 0, 2)
    assert (seen["shifted"].file, seen["shifted"].called) == ("helper.py", True)
    assert not seen["unused"].called


def test_goldens_are_kept_and_become_stale(tmp_path: Path) -> None:
    programs, folder = tmp_path / "programs", tmp_path / "goldens"
    (programs / "family").mkdir(parents=True)
    (programs / "family/a.py").write_text("x = 1\n")
    (program,) = programs_below(programs)
    assert goldens.stale([program], {}) == [program]
    recording = Recording(program.name, "a.py", program.digest(), "ok", "", 0.0, (function("f", 1),))
    goldens.save(folder, [recording])
    assert goldens.load(folder) == {program.name: recording}
    assert goldens.stale([program], goldens.load(folder)) == []
    (programs / "family/a.py").write_text("x = 2\n")
    assert goldens.stale([program], goldens.load(folder)) == [program]
