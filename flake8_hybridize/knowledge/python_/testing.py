"""Decorators that give parameters to tests: absl's ``parameterized``, TensorFlow's ``combinations``, pytest's marks.

What they make is remembered as a decorator object with its ``arguments``; the analysis runs the tests. After absl-py 2,
TensorFlow 2.21 and pytest 9.
"""

from __future__ import annotations

from itertools import product

from ...model.values import Value, const, library_object, named_tuple, tuple_of, union, unknown
from ..protocol import Call, Rule

DECORATOR = "absl.testing.parameterized decorator"
CASE = "pytest.param"
LIMIT = 64
"""Combinations that are told apart; of more, the possibilities of each parameter are joined."""

_COMBINATIONS = "tensorflow.__internal__.test.combinations"


def _decorator(call: Call) -> Value:
    """``parameters(row, …)``: a decorator that gives back the test."""
    keywords = call.keywords()
    state = [
        ("kind", const(call.name.rpartition(".")[2])),
        ("arguments", tuple_of(call.positional())),
        ("keywords", named_tuple("", [n for n, _ in keywords], [v for _, v in keywords])),
    ]
    return library_object(DECORATOR, state, call.site())


def _decorate(call: Call) -> Value:
    return call.positional()[0] if call.positional() else unknown("decorated test")


def _param(call: Call) -> Value:
    """``pytest.param(value, …)``: one case, a tuple of another type."""
    given = call.positional()
    return named_tuple(CASE, [str(i) for i in range(len(given))], given)


def _combine(call: Call) -> Value:
    """``combine(name=[possibility, …], …)``: a list of dicts."""
    columns: list[list[tuple[Value, Value]]] = []
    total = 1
    for name, value in call.keywords():
        items = call.structure(value) if value.is_container else None
        if items is not None and items.keys is None:
            found = [*items.known, *(() if items.rest is None else (items.rest,))]
        else:
            found = [value]
        columns.append([(const(name), each) for each in found])
        total *= len(found)
    if total > LIMIT:
        columns = [[(column[0][0], union(value for _, value in column))] for column in columns if column]
    rows = [list(choice) for choice in product(*columns)]
    return call.new_list([call.new_dict(row, tag=str(i)) for i, row in enumerate(rows)])


def _times(call: Call) -> Value:
    """``times(combinations, …)``: the product of lists of dicts."""
    groups: list[list[list[tuple[Value, Value]]]] = []
    total = 1
    for value in call.positional():
        items = call.structure(value)
        if items is None or items.rest is not None or not items.known:
            return unknown("combinations")
        rows = [call.structure(item) for item in items.known]
        groups.append([list(zip(r.keys, r.known, strict=True)) for r in rows if r is not None and r.keys is not None])
        total *= len(groups[-1])
    if total > LIMIT:
        return unknown("more combinations than are told apart")
    merged = [[entry for part in choice for entry in part] for choice in product(*groups)]
    return call.new_list([call.new_dict(row, tag=str(i)) for i, row in enumerate(merged)])


def _named(call: Call) -> Value:
    """``NamedObject(name, object)`` stands for the object."""
    given = call.positional()
    return given[1] if len(given) > 1 else unknown("object with a name")


RULES: dict[str, Rule] = {
    **dict.fromkeys(
        [f"absl.testing.parameterized.{name}" for name in ("parameters", "named_parameters", "product")], _decorator
    ),
    f"{DECORATOR}.__call__": _decorate,
    CASE: _param,
    f"{_COMBINATIONS}.combine": _combine,
    f"{_COMBINATIONS}.times": _times,
    f"{_COMBINATIONS}.generate": _decorator,
    f"{_COMBINATIONS}.NamedObject": _named,
}
__all__ = ["CASE", "DECORATOR", "RULES"]
