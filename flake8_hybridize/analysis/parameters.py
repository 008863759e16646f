"""What test frameworks pass to tests: ``pytest.mark.parametrize``, ``pytest.fixture(params=…)`` and absl's
``parameterized``."""

from __future__ import annotations

from itertools import product

from astroid import nodes

from ..model.values import Const, Tuple, Value, atoms, library_object, union, unknown
from .iteration import elements_of
from .objects import DictValue, dict_entries
from .state import Frame

CASE_LIMIT = 16
"""Cases of one test that are run apart; of more, the parameters are joined."""
_ABSL = ("parameters", "named_parameters", "product")
Case = dict[str, Value]


def cases(frame: Frame, node: nodes.NodeNG, names: list[str]) -> list[Case]:
    """The parameters ``names`` of a test in each of its cases, as far as decorators give them; at least one case."""
    groups: list[list[Case]] = []
    decorators = getattr(node, "decorators", None)
    for decorator in decorators.nodes if decorators is not None else ():
        if not isinstance(decorator, nodes.Call):
            continue
        name = decorator.func.as_string().rpartition(".")[2]
        if name == "parametrize" and len(decorator.args) >= 2:
            groups.append(_pytest(frame, decorator))
        elif name in _ABSL and decorator.func.as_string() != name:
            groups.append(_absl(frame, decorator, name, names))
    groups = [group for group in groups if group]
    total = 1
    for group in groups:
        total *= len(group)
    if total > CASE_LIMIT:
        groups = [[_joined(group)] for group in groups]
    return [{name: value for case in choice for name, value in case.items()} for choice in product(*groups)]


def _joined(group: list[Case]) -> Case:
    names = dict.fromkeys(name for case in group for name in case)
    return {name: union(case[name] for case in group if name in case) for name in names}


def _rows(frame: Frame, node: nodes.NodeNG) -> list[Value]:
    known, rest = elements_of(frame, node, frame.eval(node), "for")
    return [*known, *((rest,) if rest is not None else ())]


def _pytest(frame: Frame, decorator: nodes.Call) -> list[Case]:
    names_node = decorator.args[0]
    if isinstance(names_node, nodes.Const) and isinstance(names_node.value, str):
        names = [n.strip() for n in names_node.value.split(",") if n.strip()]
    elif isinstance(names_node, (nodes.List, nodes.Tuple)):
        names = [n.value for n in names_node.elts if isinstance(n, nodes.Const)]
    else:
        return []
    rows = [atom for row in _rows(frame, decorator.args[1]) for atom in atoms(row)]
    if len(names) == 1:
        return [{names[0]: row} for row in rows]
    return [_by_position(frame, decorator, names, row, "pytest parameter") for row in rows]


def _by_position(frame: Frame, node: nodes.NodeNG, names: list[str], row: Value, what: str) -> Case:
    known, rest = elements_of(frame, node, row, "for")
    filler = rest if rest is not None else unknown(what)
    return {name: known[i] if i < len(known) else filler for i, name in enumerate(names)}


def _absl(frame: Frame, decorator: nodes.Call, kind: str, names: list[str]) -> list[Case]:
    """``@parameterized.parameters(row, …)``, or one iterable of rows; rows are tuples, dicts or single values."""
    if kind == "product":
        parts = [(k.arg, _rows(frame, k.value)) for k in decorator.keywords if k.arg is not None]
        choices = product(*([(name, row) for row in rows] for name, rows in parts))
        return [dict(choice) for choice in choices]
    if len(decorator.args) == 1 and not isinstance(decorator.args[0], (nodes.Const, nodes.Dict)):
        rows = _rows(frame, decorator.args[0])
        first = decorator.args[0]
        nested = (nodes.Tuple, nodes.List, nodes.Dict)
        if isinstance(first, nodes.Tuple) and not any(isinstance(e, nested) for e in first.elts):
            rows = [frame.eval(first)]
    else:
        rows = [frame.eval(argument) for argument in decorator.args]
    found: list[Case] = []
    for row in (atom for value in rows for atom in atoms(value)):
        if isinstance(row, DictValue):
            entries, _, _ = dict_entries(frame, row)
            found.append({k.value: v for k, v in entries if isinstance(k, Const) and k.value in names})
        elif isinstance(row, Tuple) or elements_of(frame, decorator, row, "for")[0]:
            labelled = [*(["testcase_name"] if kind == "named_parameters" else []), *names]
            case = _by_position(frame, decorator, labelled, row, "parameter of a test")
            found.append({name: value for name, value in case.items() if name in names})
        elif len(names) == 1:
            found.append({names[0]: row})
    return found


def fixture_name(node: nodes.NodeNG) -> str | None:
    """The ``name`` that ``@pytest.fixture(name=…)`` gives to a fixture."""
    keyword = _fixture_keyword(node, "name")
    return keyword.value if isinstance(keyword, nodes.Const) and isinstance(keyword.value, str) else None


def request(frame: Frame, node: nodes.NodeNG) -> Value:
    """``request`` of a fixture: its ``param`` is one of ``params``."""
    params = _fixture_keyword(node, "params")
    if params is None:
        return library_object("pytest.FixtureRequest")
    return library_object("pytest.FixtureRequest", (("param", union(_rows(frame, params))),))


def _fixture_keyword(node: nodes.NodeNG, name: str) -> nodes.NodeNG | None:
    decorators = getattr(node, "decorators", None)
    for decorator in decorators.nodes if decorators is not None else ():
        if not isinstance(decorator, nodes.Call):
            continue
        function = decorator.func
        if "fixture" in (getattr(function, "attrname", None), getattr(function, "name", None)):
            return next((k.value for k in decorator.keywords if k.arg == name), None)
    return None
