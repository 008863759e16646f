"""Abstract values are interned: equal ones are one object, through all analyses of a process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import permutations
from pathlib import Path
from types import FunctionType

from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize import api
from flake8_hybridize.analysis.interpreter import Interpreter
from flake8_hybridize.analysis.state import Cell, Machine
from flake8_hybridize.model import values
from flake8_hybridize.model.options import Options
from flake8_hybridize.model.values import (
    FLOAT,
    INT,
    STR,
    Value,
    const,
    symbol,
    tensor,
    tuple_of,
    union,
    unknown,
)
from flake8_hybridize.project import load

_POSSIBILITIES = st.one_of(
    st.integers(0, 9).map(const),
    st.sampled_from([INT, STR, FLOAT]),
    st.integers(0, 20).map(lambda number: symbol(f"library.name{number}")),
    st.sampled_from("abc").map(unknown),
    st.integers(1, 4).map(lambda size: tensor("float32", (size,))),
    st.sampled_from(["int32", None]).map(tensor),
    st.integers(1, 4).map(lambda size: tuple_of([const(size), STR])),
    st.lists(st.sampled_from([INT, STR, FLOAT]), max_size=3).map(tuple_of),
)
PROGRAMS = Path(__file__).parent / "programs"


def test_a_union_does_not_depend_on_the_order_of_its_members() -> None:
    parts = [INT, STR, tensor("float32", (3,)), tuple_of([INT])]
    assert union(parts) is union(reversed(parts))


def test_a_union_of_too_many_constants_does_not_depend_on_their_order() -> None:
    many = [const(number) for number in range(20)]
    assert union(many) is union(reversed(many)) is INT


@given(st.lists(st.lists(_POSSIBILITIES, max_size=9), max_size=6))
def test_what_is_written_again_and_again_settles(parts: list[list[Value]]) -> None:
    values.clear()
    for one, other in permutations(parts, 2):
        union([*one, *other])
    machine, cell = _machine(), Cell()
    for _ in range(3):
        for part in parts:
            machine.write(cell, union(part))
    settled = cell.value
    for part in parts:
        machine.write(cell, union(part))
    assert cell.value is settled


@cache
def _machine() -> Machine:
    return Interpreter(load(["."], PROGRAMS / "gan", Options()), Options())


def _inside(found: object, seen: set[int]) -> Iterator[Value]:
    """The values in containers, and those that functions keep from where they were made."""
    if isinstance(found, Value):
        yield found
        return
    inner: Iterable[object] = ()
    if isinstance(found, dict):
        inner = (*found, *found.values())
    elif isinstance(found, list | tuple | set | frozenset):
        inner = found
    elif isinstance(found, FunctionType):
        kept = [cell.cell_contents for cell in found.__closure__ or ()]
        inner = (*kept, *(found.__defaults__ or ()), *(found.__kwdefaults__ or {}).values())
    elif isinstance(found, partial):
        inner = (found.func, *found.args, *found.keywords.values())
    if id(found) not in seen:
        seen.add(id(found))
        for item in inner:
            yield from _inside(item, seen)


def test_no_module_keeps_a_value_that_is_forgotten_after_an_analysis() -> None:
    api.facts(["."], root=PROGRAMS / "gan")
    lasting = set(values._PERMANENT.values())
    visited: set[int] = set()
    seen = 0
    for name, module in list(sys.modules.items()):
        if name.startswith("flake8_hybridize."):
            for attribute, content in vars(module).items():
                if content is not values._table and content is not values._PERMANENT:
                    for value in _inside(content, visited):
                        seen += 1
                        assert value in lasting, f"{name}.{attribute}: {value}"
    assert seen


def test_an_analysis_does_not_depend_on_those_before_it(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(_ARRAYS)
    api.facts(["."], root=tmp_path)
    later = json.dumps(api.facts(["."], root=tmp_path))
    first = subprocess.run(
        [sys.executable, "-c", _ALONE, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert later == first


_ALONE = """\
import json, sys
from flake8_hybridize import api
print(json.dumps(api.facts(["."], root=sys.argv[1])))
"""
_ARRAYS = """\
import numpy as np
import tensorflow as tf


def use(x):
    return tf.reduce_sum(x)


def load(path, flag):
    if flag:
        x = np.load("a.npy")
    elif path:
        x = np.asarray(path)
    else:
        x = tf.Variable(path)
    if isinstance(path, (np.ndarray, tf.Variable)):
        use(path)
    use(x)
    return x


for data in (load("a", True), load(input(), False)):
    use(data)
"""
